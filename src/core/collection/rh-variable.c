/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One variable. A secret one has a name and no value: the value lives in the keyring, so that
 * nothing that walks or saves a collection can meet it. */
#define G_LOG_DOMAIN "rh-variable"

#include "config.h"

#include "collection/rh-variable.h"

struct _RhVariable
{
  GObject parent_instance;

  /* owned */
  char *name;
  char *value;
  char *note;
  char *kind;

  /* plain */
  gboolean secret;
  gboolean enabled;
};

enum
{
  PROP_NAME = 1,
  PROP_VALUE,
  PROP_SECRET,
  PROP_ENABLED,
  PROP_NOTE,
  PROP_KIND,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhVariable, rh_variable, G_TYPE_OBJECT)

static void
rh_variable_finalize (GObject *object)
{
  RhVariable *self = RH_VARIABLE (object);

  g_free (self->name);
  g_free (self->value);
  g_free (self->note);
  g_free (self->kind);

  G_OBJECT_CLASS (rh_variable_parent_class)->finalize (object);
}

static void
rh_variable_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhVariable *self = RH_VARIABLE (object);

  switch (prop_id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_VALUE:
      g_value_set_string (value, self->value);
      break;
    case PROP_SECRET:
      g_value_set_boolean (value, self->secret);
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    case PROP_NOTE:
      g_value_set_string (value, self->note);
      break;
    case PROP_KIND:
      g_value_set_string (value, self->kind);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
set_text (RhVariable *self, char **place, const GValue *value, guint prop_id)
{
  const char *text = g_value_get_string (value);

  if (g_set_str (place, text == NULL ? "" : text))
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static gboolean
set_flag (RhVariable *self, gboolean *place, gboolean flag, guint prop_id)
{
  if (*place == flag)
    return FALSE;

  *place = flag;
  g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
  return TRUE;
}

static void
set_secret (RhVariable *self, gboolean secret)
{
  if (secret)
    rh_variable_set_value (self, "");
  set_flag (self, &self->secret, secret, PROP_SECRET);
}

static void
rh_variable_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhVariable *self = RH_VARIABLE (object);

  switch (prop_id)
    {
    case PROP_NAME:
      set_text (self, &self->name, value, PROP_NAME);
      break;
    case PROP_VALUE:
      rh_variable_set_value (self, g_value_get_string (value));
      break;
    case PROP_SECRET:
      set_secret (self, g_value_get_boolean (value));
      break;
    case PROP_ENABLED:
      set_flag (self, &self->enabled, g_value_get_boolean (value), PROP_ENABLED);
      break;
    case PROP_NOTE:
      set_text (self, &self->note, value, PROP_NOTE);
      break;
    case PROP_KIND:
      set_text (self, &self->kind, value, PROP_KIND);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_variable_class_init (RhVariableClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags live = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rh_variable_finalize;
  object_class->get_property = rh_variable_get_property;
  object_class->set_property = rh_variable_set_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, "", live);
  properties[PROP_VALUE] = g_param_spec_string ("value", NULL, NULL, "", live);
  properties[PROP_SECRET] = g_param_spec_boolean ("secret", NULL, NULL, FALSE, live);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, live);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", live);
  properties[PROP_KIND] = g_param_spec_string ("kind", NULL, NULL, "", live);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_variable_init (RhVariable *self)
{
  self->name = g_strdup ("");
  self->value = g_strdup ("");
  self->note = g_strdup ("");
  self->kind = g_strdup ("");
  self->enabled = TRUE;
}

RhVariable *
rh_variable_new (const char *name, const char *value)
{
  RhVariable *self = g_object_new (RH_TYPE_VARIABLE, "name", name, NULL);

  rh_variable_set_value (self, value);
  return self;
}

RhVariable *
rh_variable_new_secret (const char *name)
{
  return g_object_new (RH_TYPE_VARIABLE, "name", name, "secret", TRUE, NULL);
}

const char *
rh_variable_get_name (RhVariable *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE (self), NULL);

  return self->name;
}

const char *
rh_variable_get_value (RhVariable *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE (self), NULL);

  return self->value;
}

void
rh_variable_set_value (RhVariable *self, const char *value)
{
  g_return_if_fail (RH_IS_VARIABLE (self));

  if (self->secret)
    return; /* its value belongs in the keyring, whoever offers it */

  if (g_set_str (&self->value, value == NULL ? "" : value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VALUE]);
}

gboolean
rh_variable_is_secret (RhVariable *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE (self), FALSE);

  return self->secret;
}

gboolean
rh_variable_is_enabled (RhVariable *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE (self), FALSE);

  return self->enabled;
}

const char *
rh_variable_get_note (RhVariable *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE (self), NULL);

  return self->note;
}

const char *
rh_variable_get_kind (RhVariable *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE (self), NULL);

  return self->kind;
}

RhVariable *
rh_variable_copy (RhVariable *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE (self), NULL);

  return g_object_new (RH_TYPE_VARIABLE, "name", self->name, "secret", self->secret, "value",
                       self->value, "enabled", self->enabled, "note", self->note, "kind",
                       self->kind, NULL);
}
