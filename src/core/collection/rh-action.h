/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request does with its response: sets a variable (OpenCollection's "set-variable"). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Where the value is kept. */
typedef enum
{
  RH_ACTION_SCOPE_MEMORY,      /* until the program ends; OpenCollection's "runtime" */
  RH_ACTION_SCOPE_ENVIRONMENT, /* in the environment, and so in its file */
} RhActionScope;

#define RH_TYPE_ACTION_SCOPE (rh_action_scope_get_type ())
GType rh_action_scope_get_type (void);

#define RH_TYPE_ACTION (rh_action_get_type ())
G_DECLARE_FINAL_TYPE (RhAction, rh_action, RH, ACTION, GObject)

/* Properties, all writable and notified: "expression", "variable", "scope", "note", "enabled".
 * @expression: "res.body.data[0].id", "$.data[0].id", "res.headers.location", "res.status". */
RhAction *rh_action_new (const char *expression, const char *variable, RhActionScope scope);
RhAction *rh_action_copy (RhAction *self);
const char *rh_action_get_expression (RhAction *self);
const char *rh_action_get_variable (RhAction *self);
RhActionScope rh_action_get_scope (RhAction *self);
const char *rh_action_get_note (RhAction *self);
gboolean rh_action_is_enabled (RhAction *self);

G_END_DECLS
