/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment: a name, the service it was filled from, and its variables in order. Without a
 * name it is the variables of a request, a folder or a collection. */
#define G_LOG_DOMAIN "rh-environment"

#include "config.h"

#include "collection/rh-environment.h"

struct _RhEnvironment
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *service;
  char *extends;
  char *color;
  char *note;
  char *dotenv_path;
  GListStore *variables; /* of RhVariable */
  GBytes *source;

  /* plain */
  gboolean is_protected;
};

enum
{
  PROP_NAME = 1,
  PROP_SERVICE,
  PROP_EXTENDS,
  PROP_COLOR,
  PROP_NOTE,
  PROP_DOTENV_PATH,
  PROP_PROTECTED,
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

static void
splice (RhEnvironment *self, guint position, guint n_removed, RhVariable *variable)
{
  g_signal_connect_object (variable, "notify", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);
  g_list_store_splice (self->variables, position, n_removed, (gpointer *) &variable, 1);
  emit_changed (self);
}

/* At the end, or in the place of @old. */
static void
put (RhEnvironment *self, RhVariable *old, RhVariable *variable)
{
  guint position = g_list_model_get_n_items (G_LIST_MODEL (self->variables));
  guint n_removed = 0;

  if (old != NULL && g_list_store_find (self->variables, old, &position))
    {
      g_signal_handlers_disconnect_by_func (old, emit_changed, self);
      n_removed = 1;
    }

  splice (self, position, n_removed, variable);
}

static void
rh_environment_finalize (GObject *object)
{
  RhEnvironment *self = RH_ENVIRONMENT (object);

  g_clear_object (&self->variables);
  g_clear_pointer (&self->source, g_bytes_unref);
  g_free (self->name);
  g_free (self->service);
  g_free (self->extends);
  g_free (self->color);
  g_free (self->note);
  g_free (self->dotenv_path);

  G_OBJECT_CLASS (rh_environment_parent_class)->finalize (object);
}

static char **
string_of (RhEnvironment *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_NAME:
      return &self->name;
    case PROP_SERVICE:
      return &self->service;
    case PROP_EXTENDS:
      return &self->extends;
    case PROP_COLOR:
      return &self->color;
    case PROP_NOTE:
      return &self->note;
    case PROP_DOTENV_PATH:
    default:
      return &self->dotenv_path;
    }
}

static void
rh_environment_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhEnvironment *self = RH_ENVIRONMENT (object);

  if (prop_id == PROP_PROTECTED)
    g_value_set_boolean (value, self->is_protected);
  else
    g_value_set_string (value, *string_of (self, prop_id));
}

static gboolean
set_protected (RhEnvironment *self, gboolean is_protected)
{
  if (self->is_protected == is_protected)
    return FALSE;

  self->is_protected = is_protected;
  return TRUE;
}

static gboolean
set_string (RhEnvironment *self, guint prop_id, const char *text)
{
  return g_set_str (string_of (self, prop_id), text == NULL ? "" : text);
}

static void
rh_environment_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhEnvironment *self = RH_ENVIRONMENT (object);
  gboolean changed = prop_id == PROP_PROTECTED
                         ? set_protected (self, g_value_get_boolean (value))
                         : set_string (self, prop_id, g_value_get_string (value));

  if (changed)
    {
      g_object_notify_by_pspec (object, pspec);
      emit_changed (self);
    }
}

static void
rh_environment_class_init (RhEnvironmentClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rh_environment_finalize;
  object_class->get_property = rh_environment_get_property;
  object_class->set_property = rh_environment_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", flags);
  properties[PROP_SERVICE] = g_param_spec_string ("service", NULL, NULL, "", flags);
  properties[PROP_EXTENDS] = g_param_spec_string ("extends", NULL, NULL, "", flags);
  properties[PROP_COLOR] = g_param_spec_string ("color", NULL, NULL, "", flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  properties[PROP_DOTENV_PATH] = g_param_spec_string ("dotenv-path", NULL, NULL, "", flags);
  properties[PROP_PROTECTED] = g_param_spec_boolean ("protected", NULL, NULL, FALSE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_environment_init (RhEnvironment *self)
{
  for (guint prop_id = PROP_NAME; prop_id <= PROP_DOTENV_PATH; prop_id++)
    *string_of (self, prop_id) = g_strdup ("");
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

  g_object_set (self, "service", service, NULL);
}

const char *
rh_environment_get_extends (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return self->extends;
}

const char *
rh_environment_get_color (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return self->color;
}

const char *
rh_environment_get_note (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return self->note;
}

const char *
rh_environment_get_dotenv_path (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return self->dotenv_path;
}

gboolean
rh_environment_is_marked_protected (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), FALSE);

  return self->is_protected;
}

GBytes *
rh_environment_get_source (RhEnvironment *self)
{
  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), NULL);

  return self->source;
}

void
rh_environment_set_source (RhEnvironment *self, GBytes *source)
{
  g_return_if_fail (RH_IS_ENVIRONMENT (self));

  if (source != NULL)
    g_bytes_ref (source);
  g_clear_pointer (&self->source, g_bytes_unref);
  self->source = source;
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

void
rh_environment_append (RhEnvironment *self, RhVariable *variable)
{
  g_return_if_fail (RH_IS_ENVIRONMENT (self));
  g_return_if_fail (RH_IS_VARIABLE (variable));

  put (self, NULL, variable);
}

void
rh_environment_insert (RhEnvironment *self, guint position, RhVariable *variable)
{
  g_return_if_fail (RH_IS_ENVIRONMENT (self));
  g_return_if_fail (RH_IS_VARIABLE (variable));

  splice (self, MIN (position, g_list_model_get_n_items (G_LIST_MODEL (self->variables))), 0,
          variable);
}

gboolean
rh_environment_remove (RhEnvironment *self, RhVariable *variable)
{
  guint position;

  g_return_val_if_fail (RH_IS_ENVIRONMENT (self), FALSE);

  if (!g_list_store_find (self->variables, variable, &position))
    return FALSE;

  g_signal_handlers_disconnect_by_func (variable, emit_changed, self);
  g_list_store_remove (self->variables, position);
  emit_changed (self);
  return TRUE;
}

void
rh_environment_clear (RhEnvironment *self)
{
  g_return_if_fail (RH_IS_ENVIRONMENT (self));

  for (guint n = g_list_model_get_n_items (G_LIST_MODEL (self->variables)); n > 0; n--)
    {
      g_autoptr (RhVariable) last = g_list_model_get_item (G_LIST_MODEL (self->variables), n - 1);

      rh_environment_remove (self, last);
    }
}

void
rh_environment_copy_variables (RhEnvironment *self, RhEnvironment *other)
{
  guint n;

  g_return_if_fail (RH_IS_ENVIRONMENT (self));
  g_return_if_fail (RH_IS_ENVIRONMENT (other) && other != self);

  n = g_list_model_get_n_items (G_LIST_MODEL (other->variables));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (G_LIST_MODEL (other->variables), i);
      g_autoptr (RhVariable) copy = rh_variable_copy (variable);

      put (self, NULL, copy);
    }
}
