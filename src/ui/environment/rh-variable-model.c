/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables as they are edited. The empty row is the very object that is added, so that its widget,
 * with the cursor in it, stays where it is. */
#define G_LOG_DOMAIN "rh-variable-model"

#include "config.h"

#include "environment/rh-variable-model.h"

struct _RhVariableModel
{
  GObject parent_instance;

  /* Owned */
  RhEnvironment *holder;
  RhVariable *last;

  /* Borrowed */
  GListModel *rows; /* of the holder */

  /* Plain */
  guint n_rows;
  gboolean adopting; /* the empty row is becoming one of the holder's */
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhVariableModel,
                               rh_variable_model,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static void last_changed_cb (RhVariableModel *self, GParamSpec *pspec, RhVariable *variable);

static void
make_last (RhVariableModel *self)
{
  self->last = rh_variable_new ("", "");
  g_signal_connect_object (self->last, "notify", G_CALLBACK (last_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
last_changed_cb (RhVariableModel *self, GParamSpec *pspec, RhVariable *variable)
{
  g_autoptr (RhVariable) added = NULL;

  if (variable != self->last
      || (*rh_variable_get_name (variable) == '\0' && *rh_variable_get_value (variable) == '\0'))
    return;

  g_signal_handlers_disconnect_by_func (variable, last_changed_cb, self);
  added = g_steal_pointer (&self->last);
  make_last (self);
  self->adopting = TRUE;
  rh_environment_append (self->holder, added);
  self->adopting = FALSE;
}

/* An adopted row is where it was already: only a new empty row appears after it. */
static void
rows_changed_cb (RhVariableModel *self,
                 guint position,
                 guint removed,
                 guint added,
                 GListModel *rows)
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
  return RH_TYPE_VARIABLE;
}

static guint
get_n_items (GListModel *model)
{
  return RH_VARIABLE_MODEL (model)->n_rows + 1;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RhVariableModel *self = RH_VARIABLE_MODEL (model);

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
rh_variable_model_dispose (GObject *object)
{
  RhVariableModel *self = RH_VARIABLE_MODEL (object);

  g_clear_object (&self->last);
  g_clear_object (&self->holder);

  G_OBJECT_CLASS (rh_variable_model_parent_class)->dispose (object);
}

static void
rh_variable_model_class_init (RhVariableModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_variable_model_dispose;
}

static void
rh_variable_model_init (RhVariableModel *self)
{
  make_last (self);
}

RhVariableModel *
rh_variable_model_new (RhEnvironment *holder)
{
  RhVariableModel *self;

  g_return_val_if_fail (RH_IS_ENVIRONMENT (holder), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_MODEL, NULL);
  self->holder = g_object_ref (holder);
  self->rows = rh_environment_get_variables (holder);
  self->n_rows = g_list_model_get_n_items (self->rows);
  g_signal_connect_object (self->rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
  return self;
}

gboolean
rh_variable_model_is_last (RhVariableModel *self, RhVariable *variable)
{
  g_return_val_if_fail (RH_IS_VARIABLE_MODEL (self), FALSE);

  return variable == self->last;
}
