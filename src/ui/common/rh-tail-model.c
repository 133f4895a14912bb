/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of somebody else's, and one more. */
#define G_LOG_DOMAIN "rh-tail-model"

#include "config.h"

#include "common/rh-tail-model.h"

typedef struct
{
  /* Owned */
  GObject *last;

  /* Borrowed */
  GListModel *rows;

  /* Plain */
  guint n_rows;
  gboolean adopting; /* the empty row is becoming one of the others */
} RhTailModelPrivate;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (RhTailModel,
                                  rh_tail_model,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (RhTailModel)
                                      G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static RhTailModelPrivate *
get_private (RhTailModel *self)
{
  return rh_tail_model_get_instance_private (self);
}

static void last_changed_cb (RhTailModel *self, GParamSpec *pspec, GObject *row);

static void
make_last (RhTailModel *self)
{
  RhTailModelPrivate *priv = get_private (self);

  priv->last = RH_TAIL_MODEL_GET_CLASS (self)->make (self);
  g_signal_connect_object (priv->last, "notify", G_CALLBACK (last_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
last_changed_cb (RhTailModel *self, GParamSpec *pspec, GObject *row)
{
  RhTailModelPrivate *priv = get_private (self);
  g_autoptr (GObject) added = NULL;

  if (row != priv->last || RH_TAIL_MODEL_GET_CLASS (self)->is_blank (self, row))
    return;

  g_signal_handlers_disconnect_by_func (row, last_changed_cb, self);
  added = g_steal_pointer (&priv->last);
  make_last (self);
  priv->adopting = TRUE;
  RH_TAIL_MODEL_GET_CLASS (self)->adopt (self, added);
  priv->adopting = FALSE;
}

/* An adopted row is where it was already: only a new empty row appears after it. */
static void
rows_changed_cb (RhTailModel *self, guint position, guint removed, guint added, GListModel *rows)
{
  RhTailModelPrivate *priv = get_private (self);

  priv->n_rows = g_list_model_get_n_items (rows);
  if (priv->adopting)
    g_list_model_items_changed (G_LIST_MODEL (self), position + 1, 0, 1);
  else
    g_list_model_items_changed (G_LIST_MODEL (self), position, removed, added);
}

static GType
get_item_type (GListModel *model)
{
  return RH_TAIL_MODEL_GET_CLASS (model)->row_type;
}

static guint
get_n_items (GListModel *model)
{
  return get_private (RH_TAIL_MODEL (model))->n_rows + 1;
}

static gpointer
get_item (GListModel *model, guint position)
{
  RhTailModelPrivate *priv = get_private (RH_TAIL_MODEL (model));

  if (position < priv->n_rows)
    return g_list_model_get_item (priv->rows, position);
  return position == priv->n_rows ? g_object_ref (priv->last) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
rh_tail_model_dispose (GObject *object)
{
  g_clear_object (&get_private (RH_TAIL_MODEL (object))->last);

  G_OBJECT_CLASS (rh_tail_model_parent_class)->dispose (object);
}

static void
rh_tail_model_class_init (RhTailModelClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_tail_model_dispose;
}

static void
rh_tail_model_init (RhTailModel *self)
{
}

void
rh_tail_model_follow (RhTailModel *self, GListModel *rows)
{
  RhTailModelPrivate *priv;

  g_return_if_fail (RH_IS_TAIL_MODEL (self));
  g_return_if_fail (G_IS_LIST_MODEL (rows));

  priv = get_private (self);
  g_return_if_fail (priv->rows == NULL);

  make_last (self);
  priv->rows = rows;
  priv->n_rows = g_list_model_get_n_items (rows);
  g_signal_connect_object (rows, "items-changed", G_CALLBACK (rows_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

int
rh_tail_model_find (RhTailModel *self, gpointer row)
{
  RhTailModelPrivate *priv;

  g_return_val_if_fail (RH_IS_TAIL_MODEL (self), -1);

  priv = get_private (self);
  for (guint i = 0; i < priv->n_rows; i++)
    {
      g_autoptr (GObject) candidate = g_list_model_get_item (priv->rows, i);

      if (candidate == row)
        return (int) i;
    }

  return -1;
}

gboolean
rh_tail_model_is_last (RhTailModel *self, gpointer row)
{
  g_return_val_if_fail (RH_IS_TAIL_MODEL (self), FALSE);

  return row == get_private (self)->last;
}
