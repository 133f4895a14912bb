/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment: a name, the service it was filled from, and its variables in order. */
#define G_LOG_DOMAIN "rh-environment"

#include "config.h"

#include "collection/rh-environment.h"

struct _RhEnvironment
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *service;
  GListStore *variables; /* of RhVariable */
};

enum
{
  PROP_NAME = 1,
  PROP_SERVICE,
  N_PROPS,
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhEnvironment, rh_environment, G_TYPE_OBJECT)

static void
emit_changed (RhEnvironment *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static RhVariable *
find (RhEnvironment *self, const char *name)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->variables));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (G_LIST_MODEL (self->variables), i);

      if (g_str_equal (rh_variable_get_name (variable), name))
        return variable; /* the model keeps it */
    }

  return NULL;
}

/* At the end, or in the place of @old. */
static void
put (RhEnvironment *self, RhVariable *old, RhVariable *variable)
{
  guint position = g_list_model_get_n_items (G_LIST_MODEL (self->variables));
  guint n_removed = 0;

  if (old != NULL && g_list_store_find (self->variables, old, &position))
    n_removed = 1;

  g_signal_connect_object (variable, "notify", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_list_store_splice (self->variables, position, n_removed, (gpointer *) &variable, 1);
  emit_changed (self);
}

static void
rh_environment_finalize (GObject *object)
{
  RhEnvironment *self = RH_ENVIRONMENT (object);

  g_clear_object (&self->variables);
  g_free (self->name);
  g_free (self->service);

  G_OBJECT_CLASS (rh_environment_parent_class)->finalize (object);
}

static void
rh_environment_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhEnvironment *self = RH_ENVIRONMENT (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_SERVICE:
      g_value_set_string (value, self->service);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_environment_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhEnvironment *self = RH_ENVIRONMENT (object);

  switch (prop_id)
    {
    case PROP_NAME:
      self->name = g_value_dup_string (value);
      break;
    case PROP_SERVICE:
      rh_environment_set_service (self, g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_environment_class_init (RhEnvironmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = rh_environment_finalize;
  object_class->get_property = rh_environment_get_property;
  object_class->set_property = rh_environment_set_property;

  properties[PROP_NAME] = g_param_spec_string (
      "name", NULL, NULL, "", G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  properties[PROP_SERVICE]
      = g_param_spec_string ("service", NULL, NULL, "",
                             G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_environment_init (RhEnvironment *self)
{
  self->service = g_strdup ("");
  self->variables = g_list_store_new (RH_TYPE_VARIABLE);
}

RhEnvironment *
rh_environment_new (const char *name)
{
  return g_object_new (RH_TYPE_ENVIRONMENT, "name", name, NULL);
}

const char *
rh_environment_get_name (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return self->name;
}

const char *
rh_environment_get_service (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return self->service;
}

void
rh_environment_set_service (RhEnvironment *self, const char *service)
{
  g_return_if_fail (RH_IS_ENVIRONMENT (self));

  if (!g_set_str (&self->service, service == NULL ? "" : service))
    return;

  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SERVICE]);
  emit_changed (self);
}

GListModel *
rh_environment_get_variables (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return G_LIST_MODEL (self->variables);
}

RhVariable *
rh_environment_lookup (RhEnvironment *self, const char *name)
{
  RhVariable *variable;

  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  variable = find (self, name);
  return variable != NULL && rh_variable_is_enabled (variable) ? variable : NULL;
}

void
rh_environment_set (RhEnvironment *self, const char *name, const char *value)
{
  RhVariable *variable;

  g_return_if_fail (RH_IS_ENVIRONMENT (self));
  g_return_if_fail (name != NULL);

  variable = find (self, name);

  if (variable == NULL)
    {
      g_autoptr (RhVariable) fresh = rh_variable_new (name, value);

      put (self, NULL, fresh);
      return;
    }

  rh_variable_set_value (variable, value);
  g_object_set (variable, "enabled", TRUE, NULL);
}

void
rh_environment_add (RhEnvironment *self, RhVariable *variable)
{
  g_return_if_fail (RH_IS_ENVIRONMENT (self));
  g_return_if_fail (RH_IS_VARIABLE (variable));

  put (self, find (self, rh_variable_get_name (variable)), variable);
}

void
rh_environment_add_secret (RhEnvironment *self, const char *name)
{
  RhVariable *old;
  g_autoptr (RhVariable) variable = NULL;

  g_return_if_fail (RH_IS_ENVIRONMENT (self));
  g_return_if_fail (name != NULL);

  old = find (self, name);
  if (old != NULL && rh_variable_is_secret (old))
    return;

  variable = rh_variable_new_secret (name);
  put (self, old, variable);
}
