/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of one action after a response. */
#define G_LOG_DOMAIN "rh-action-result"

#include "config.h"

#include "workspace/rh-action-result.h"

struct _RhActionResult
{
  GObject parent_instance;

  /* owned */
  char *variable;
  char *shown;   /* NULL: it failed */
  GError *error; /* NULL: it was set */

  /* plain */
  RhActionScope scope;
  gboolean secret;
};

G_DEFINE_FINAL_TYPE (RhActionResult, rh_action_result, G_TYPE_OBJECT)

static void
rh_action_result_finalize (GObject *object)
{
  RhActionResult *self = RH_ACTION_RESULT (object);

  g_clear_error (&self->error);
  g_free (self->shown);
  g_free (self->variable);

  G_OBJECT_CLASS (rh_action_result_parent_class)->finalize (object);
}

static void
rh_action_result_class_init (RhActionResultClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_action_result_finalize;
}

static void
rh_action_result_init (RhActionResult *self)
{
}

RhActionResult *
rh_action_result_new (const char *variable, RhActionScope scope, const char *shown, gboolean secret)
{
  RhActionResult *self = g_object_new (RH_TYPE_ACTION_RESULT, NULL);

  self->variable = g_strdup (variable);
  self->scope = scope;
  self->shown = g_strdup (shown);
  self->secret = secret;
  return self;
}

RhActionResult *
rh_action_result_new_failed (const char *variable, const GError *error)
{
  RhActionResult *self = g_object_new (RH_TYPE_ACTION_RESULT, NULL);

  self->variable = g_strdup (variable);
  self->error = g_error_copy (error);
  return self;
}

const char *
rh_action_result_get_variable (RhActionResult *self)
{
  g_return_val_if_fail (RH_IS_ACTION_RESULT (self), NULL);

  return self->variable;
}

RhActionScope
rh_action_result_get_scope (RhActionResult *self)
{
  g_return_val_if_fail (RH_IS_ACTION_RESULT (self), RH_ACTION_SCOPE_MEMORY);

  return self->scope;
}

gboolean
rh_action_result_is_secret (RhActionResult *self)
{
  g_return_val_if_fail (RH_IS_ACTION_RESULT (self), FALSE);

  return self->secret;
}

const char *
rh_action_result_get_shown (RhActionResult *self)
{
  g_return_val_if_fail (RH_IS_ACTION_RESULT (self), NULL);

  return self->shown;
}

const GError *
rh_action_result_get_error (RhActionResult *self)
{
  g_return_val_if_fail (RH_IS_ACTION_RESULT (self), NULL);

  return self->error;
}
