/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables as they are edited. */
#define G_LOG_DOMAIN "rh-variable-model"

#include "config.h"

#include "environment/rh-variable-model.h"

struct _RhVariableModel
{
  RhTailModel parent_instance;

  /* Owned */
  RhEnvironment *holder;
};

G_DEFINE_FINAL_TYPE (RhVariableModel, rh_variable_model, RH_TYPE_TAIL_MODEL)

static gpointer
rh_variable_model_make (RhTailModel *model)
{
  return rh_variable_new ("", "");
}

static gboolean
rh_variable_model_is_blank (RhTailModel *model, gpointer row)
{
  return *rh_variable_get_name (row) == '\0' && *rh_variable_get_value (row) == '\0';
}

static void
rh_variable_model_adopt (RhTailModel *model, gpointer row)
{
  rh_environment_append (RH_VARIABLE_MODEL (model)->holder, row);
}

static void
rh_variable_model_dispose (GObject *object)
{
  RhVariableModel *self = RH_VARIABLE_MODEL (object);

  g_clear_object (&self->holder);

  G_OBJECT_CLASS (rh_variable_model_parent_class)->dispose (object);
}

static void
rh_variable_model_class_init (RhVariableModelClass *klass)
{
  RhTailModelClass *tail_class = RH_TAIL_MODEL_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_variable_model_dispose;

  tail_class->row_type = RH_TYPE_VARIABLE;
  tail_class->make = rh_variable_model_make;
  tail_class->is_blank = rh_variable_model_is_blank;
  tail_class->adopt = rh_variable_model_adopt;
}

static void
rh_variable_model_init (RhVariableModel *self)
{
}

RhVariableModel *
rh_variable_model_new (RhEnvironment *holder)
{
  RhVariableModel *self;

  g_return_val_if_fail (RH_IS_ENVIRONMENT (holder), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_MODEL, NULL);
  self->holder = g_object_ref (holder);
  rh_tail_model_follow (RH_TAIL_MODEL (self), rh_environment_get_variables (holder));
  return self;
}

gboolean
rh_variable_model_is_last (RhVariableModel *self, RhVariable *variable)
{
  g_return_val_if_fail (RH_IS_VARIABLE_MODEL (self), FALSE);

  return rh_tail_model_is_last (RH_TAIL_MODEL (self), variable);
}
