/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What became of one action after a response: a variable that was set, or why it was not. */
#pragma once

#include "collection/rh-action.h"

G_BEGIN_DECLS

#define RH_TYPE_ACTION_RESULT (rh_action_result_get_type ())
G_DECLARE_FINAL_TYPE (RhActionResult, rh_action_result, RH, ACTION_RESULT, GObject)

/* @shown: the value, masked if @secret. */
RhActionResult *rh_action_result_new (const char *variable,
                                      RhActionScope scope,
                                      const char *shown,
                                      gboolean secret);
RhActionResult *rh_action_result_new_failed (const char *variable, const GError *error);

const char *rh_action_result_get_variable (RhActionResult *self);
/* Where it was put, which need not be where the action says: see rh-action-run.h. */
RhActionScope rh_action_result_get_scope (RhActionResult *self);
gboolean rh_action_result_is_secret (RhActionResult *self);
const char *rh_action_result_get_shown (RhActionResult *self);   /* NULL: it failed */
const GError *rh_action_result_get_error (RhActionResult *self); /* NULL: it was set */

G_END_DECLS
