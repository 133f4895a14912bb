/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which {{variables}} a window knows. */
#define G_LOG_DOMAIN "rh-variable-scope"

#include "config.h"

#include "common/rh-variable-scope.h"

struct _RhVariableScope
{
  GObject parent_instance;

  /* Owned */
  RhCollection *collection;
  RhEnvironment *environment; /* NULL: none chosen */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhVariableScope, rh_variable_scope, G_TYPE_OBJECT)

static void
emit_changed (RhVariableScope *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
rh_variable_scope_dispose (GObject *object)
{
  RhVariableScope *self = RH_VARIABLE_SCOPE (object);

  rh_variable_scope_set_environment (self, NULL);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (rh_variable_scope_parent_class)->dispose (object);
}

static void
rh_variable_scope_class_init (RhVariableScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_variable_scope_dispose;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_variable_scope_init (RhVariableScope *self)
{
}

RhVariableScope *
rh_variable_scope_new (RhCollection *collection)
{
  RhVariableScope *self = g_object_new (RH_TYPE_VARIABLE_SCOPE, NULL);

  self->collection = g_object_ref (collection);
  g_signal_connect_object (rh_collection_get_scope (collection), "changed",
                           G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  return self;
}

void
rh_variable_scope_set_environment (RhVariableScope *self, RhEnvironment *environment)
{
  g_return_if_fail (RH_IS_VARIABLE_SCOPE (self));

  if (self->environment == environment)
    return;

  if (self->environment != NULL)
    g_signal_handlers_disconnect_by_func (self->environment, emit_changed, self);
  g_set_object (&self->environment, environment);
  if (environment != NULL)
    g_signal_connect_object (environment, "changed", G_CALLBACK (emit_changed), self,
                             G_CONNECT_SWAPPED);
  emit_changed (self);
}

RhVariable *
rh_variable_scope_lookup (RhVariableScope *self, const char *name)
{
  RhVariable *variable = NULL;

  g_return_val_if_fail (RH_IS_VARIABLE_SCOPE (self), NULL);

  if (self->environment != NULL)
    variable = rh_environment_lookup (self->environment, name);
  if (variable == NULL)
    variable = rh_environment_lookup (rh_collection_get_scope (self->collection), name);

  return variable;
}
