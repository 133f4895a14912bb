/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action after a response: which part of it becomes the value of which variable. */
#define G_LOG_DOMAIN "rh-action"

#include "config.h"

#include "collection/rh-action.h"

struct _RhAction
{
  GObject parent_instance;

  /* owned */
  char *expression;
  char *variable;
  char *note;

  /* plain */
  RhActionScope scope;
  gboolean enabled;
};

enum
{
  PROP_EXPRESSION = 1,
  PROP_VARIABLE,
  PROP_SCOPE,
  PROP_NOTE,
  PROP_ENABLED,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ENUM_TYPE (RhActionScope,
                    rh_action_scope,
                    G_DEFINE_ENUM_VALUE (RH_ACTION_SCOPE_MEMORY, "runtime"),
                    G_DEFINE_ENUM_VALUE (RH_ACTION_SCOPE_ENVIRONMENT, "environment"))

G_DEFINE_FINAL_TYPE (RhAction, rh_action, G_TYPE_OBJECT)

static void
rh_action_finalize (GObject *object)
{
  RhAction *self = RH_ACTION (object);

  g_free (self->expression);
  g_free (self->variable);
  g_free (self->note);

  G_OBJECT_CLASS (rh_action_parent_class)->finalize (object);
}

static char **
string_of (RhAction *self, guint prop_id)
{
  switch (prop_id)
    {
    case PROP_EXPRESSION:
      return &self->expression;
    case PROP_VARIABLE:
      return &self->variable;
    case PROP_NOTE:
    default:
      return &self->note;
    }
}

static void
rh_action_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhAction *self = RH_ACTION (object);

  switch (prop_id)
    {
    case PROP_EXPRESSION:
    case PROP_VARIABLE:
    case PROP_NOTE:
      g_value_set_string (value, *string_of (self, prop_id));
      break;
    case PROP_SCOPE:
      g_value_set_enum (value, (int) self->scope);
      break;
    case PROP_ENABLED:
      g_value_set_boolean (value, self->enabled);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static gboolean
set_scope (RhAction *self, RhActionScope scope)
{
  if (self->scope == scope)
    return FALSE;

  self->scope = scope;
  return TRUE;
}

static gboolean
set_enabled (RhAction *self, gboolean enabled)
{
  if (self->enabled == enabled)
    return FALSE;

  self->enabled = enabled;
  return TRUE;
}

static void
rh_action_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhAction *self = RH_ACTION (object);
  gboolean changed = FALSE;
  const char *text;

  switch (prop_id)
    {
    case PROP_EXPRESSION:
    case PROP_VARIABLE:
    case PROP_NOTE:
      text = g_value_get_string (value);
      changed = g_set_str (string_of (self, prop_id), text == NULL ? "" : text);
      break;
    case PROP_SCOPE:
      changed = set_scope (self, (RhActionScope) g_value_get_enum (value));
      break;
    case PROP_ENABLED:
      changed = set_enabled (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }

  if (changed)
    g_object_notify_by_pspec (object, pspec);
}

static void
rh_action_class_init (RhActionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->finalize = rh_action_finalize;
  object_class->get_property = rh_action_get_property;
  object_class->set_property = rh_action_set_property;

  properties[PROP_EXPRESSION] = g_param_spec_string ("expression", NULL, NULL, "", flags);
  properties[PROP_VARIABLE] = g_param_spec_string ("variable", NULL, NULL, "", flags);
  properties[PROP_SCOPE] = g_param_spec_enum ("scope", NULL, NULL, RH_TYPE_ACTION_SCOPE,
                                              RH_ACTION_SCOPE_MEMORY, flags);
  properties[PROP_NOTE] = g_param_spec_string ("note", NULL, NULL, "", flags);
  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, TRUE, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_action_init (RhAction *self)
{
  self->expression = g_strdup ("");
  self->variable = g_strdup ("");
  self->note = g_strdup ("");
  self->enabled = TRUE;
}

RhAction *
rh_action_new (const char *expression, const char *variable, RhActionScope scope)
{
  return g_object_new (RH_TYPE_ACTION, "expression", expression, "variable", variable, "scope",
                       scope, NULL);
}

RhAction *
rh_action_copy (RhAction *self)
{
  RhAction *copy;

  g_return_val_if_fail (RH_IS_ACTION (self), NULL);

  copy = rh_action_new (self->expression, self->variable, self->scope);
  g_object_set (copy, "note", self->note, "enabled", self->enabled, NULL);
  return copy;
}

const char *
rh_action_get_expression (RhAction *self)
{
  g_return_val_if_fail (RH_IS_ACTION (self), NULL);

  return self->expression;
}

const char *
rh_action_get_variable (RhAction *self)
{
  g_return_val_if_fail (RH_IS_ACTION (self), NULL);

  return self->variable;
}

RhActionScope
rh_action_get_scope (RhAction *self)
{
  g_return_val_if_fail (RH_IS_ACTION (self), RH_ACTION_SCOPE_MEMORY);

  return self->scope;
}

const char *
rh_action_get_note (RhAction *self)
{
  g_return_val_if_fail (RH_IS_ACTION (self), NULL);

  return self->note;
}

gboolean
rh_action_is_enabled (RhAction *self)
{
  g_return_val_if_fail (RH_IS_ACTION (self), FALSE);

  return self->enabled;
}
