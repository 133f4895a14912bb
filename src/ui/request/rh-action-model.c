/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions as they are edited. The empty row is the very object that is added, so that its widget,
 * with the cursor in it, stays where it is. */
#define G_LOG_DOMAIN "rh-action-model"

#include "config.h"

#include "request/rh-action-model.h"

struct _RhActionModel
{
  GObject parent_instance;

  /* Owned */
  RhRequestItem *item;
  RhAction *last;

  /* Borrowed */
  GListModel *rows; /* of the item */

  /* Plain */
  guint n_rows;
  gboolean adopting; /* the empty row is becoming one of the request's */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhActionModel,
                               rh_action_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void last_changed_cb (RhActionModel *self, GParamSpec *pspec, RhAction *action);

static void
make_last (RhActionModel *self)
{
  self->last = rh_action_new ("", "", RH_ACTION_SCOPE_MEMORY);
  g_signal_connect_object (self->last, "notify", G_CALLBACK (last_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
last_changed_cb (RhActionModel *self, GParamSpec *pspec, RhAction *action)
{
  g_autoptr (RhAction) added = NULL;

  if (action != self->last
      || (*rh_action_get_expression (action) == '\0' && *rh_action_get_variable (action) == '\0'))
    return;

  g_signal_handlers_disconnect_by_func (action, last_changed_cb, self);
  added = g_steal_pointer (&self->last);
  make_last (self);
  self->adopting = TRUE;
  rh_request_item_add_action (self->item, added);
  self->adopting = FALSE;
}

/* An adopted row is where it was already: only a new empty row appears after it. */
static void
rows_changed_cb (RhActionModel *self, guint position, guint removed, guint added, GListModel *rows)
{
  self->n_rows = g_list_model_get_n_items (rows);
  if (self->adopting)
    g_list_model_items_changed (G_LIST_MODEL (self), position + 1, 0, 1);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static GType
get_item_type (GListModel *model)
{
  return RH_TYPE_ACTION;
}

static guint
get_n_items (GListModel *model)
{
  return RH_ACTION_MODEL (model)->n_rows + 1;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RhActionModel *self = RH_ACTION_MODEL (model);

  if (position < self->n_rows)
    return g_list_model_get_item (self->rows, position);
  return position == self->n_rows ? g_object_ref (self->last) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rh_action_model_dispose (GObject *object)
{
  RhActionModel *self = RH_ACTION_MODEL (object);

  g_clear_object (&self->last);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_action_model_parent_class)->dispose (object);
}

static void
rh_action_model_class_init (RhActionModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_action_model_dispose;
}

static void
rh_action_model_init (RhActionModel *self)
{
  make_last (self);
}

RhActionModel *
rh_action_model_new (RhRequestItem *item)
{
  RhActionModel *self;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  self = g_object_new (RH_TYPE_ACTION_MODEL, NULL);
  self->item = g_object_ref (item);
  self->rows = rh_request_item_get_actions (item);
  self->n_rows = g_list_model_get_n_items (self->rows);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

void
rh_action_model_remove (RhActionModel *self, RhAction *action)
{
  g_return_if_fail (RH_IS_ACTION_MODEL (self));

  for (guint i = 0; i < self->n_rows; i++)
    {
      g_autoptr (RhAction) candidate = g_list_model_get_item (self->rows, i);

      if (candidate != action)
        continue;
      rh_request_item_remove_action (self->item, i);
      return;
    }
}

gboolean
rh_action_model_is_last (RhActionModel *self, RhAction *action)
{
  g_return_val_if_fail (RH_IS_ACTION_MODEL (self), FALSE);

  return action == self->last;
}
