/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Actions as they are edited. */
#define G_LOG_DOMAIN "rh-action-model"

#include "config.h"

#include "request/rh-action-model.h"

struct _RhActionModel
{
  RhTailModel parent_instance;

  /* Owned */
  RhRequestItem *item;
};

G_DEFINE_FINAL_TYPE (RhActionModel, rh_action_model, RH_TYPE_TAIL_MODEL)

static gpointer
rh_action_model_make (RhTailModel *model)
{
  return rh_action_new ("", "", RH_ACTION_SCOPE_MEMORY);
}

static gboolean
rh_action_model_is_blank (RhTailModel *model, gpointer row)
{
  return *rh_action_get_expression (row) == '\0' && *rh_action_get_variable (row) == '\0';
}

static void
rh_action_model_adopt (RhTailModel *model, gpointer row)
{
  rh_request_item_add_action (RH_ACTION_MODEL (model)->item, row);
}

static void
rh_action_model_dispose (GObject *object)
{
  RhActionModel *self = RH_ACTION_MODEL (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (rh_action_model_parent_class)->dispose (object);
}

static void
rh_action_model_class_init (RhActionModelClass *klass)
{
  RhTailModelClass *tail_class = RH_TAIL_MODEL_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_action_model_dispose;

  tail_class->row_type = RH_TYPE_ACTION;
  tail_class->make = rh_action_model_make;
  tail_class->is_blank = rh_action_model_is_blank;
  tail_class->adopt = rh_action_model_adopt;
}

static void
rh_action_model_init (RhActionModel *self)
{
}

RhActionModel *
rh_action_model_new (RhRequestItem *item)
{
  RhActionModel *self;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  self = g_object_new (RH_TYPE_ACTION_MODEL, NULL);
  self->item = g_object_ref (item);
  rh_tail_model_follow (RH_TAIL_MODEL (self), rh_request_item_get_actions (item));
  return self;
}

void
rh_action_model_remove (RhActionModel *self, RhAction *action)
{
  int position;

  g_return_if_fail (RH_IS_ACTION_MODEL (self));

  position = rh_tail_model_find (RH_TAIL_MODEL (self), action);
  if (position >= 0)
    rh_request_item_remove_action (self->item, (guint) position);
}

gboolean
rh_action_model_is_last (RhActionModel *self, RhAction *action)
{
  g_return_val_if_fail (RH_IS_ACTION_MODEL (self), FALSE);

  return rh_tail_model_is_last (RH_TAIL_MODEL (self), action);
}
