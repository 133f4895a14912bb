/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A variable of an environment, folder or collection. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE (rh_variable_get_type ())
G_DECLARE_FINAL_TYPE (RhVariable, rh_variable, RH, VARIABLE, GObject)

/* Properties, writable and notified: "name", "value", "secret", "enabled", "note", "kind". The
 * value of a secret is in the keyring, never here: "value" of a secret is always "", and making a
 * variable secret clears it; whoever does that has put it into the keyring first. "kind" is what
 * another program made of the value ("number", "boolean", "object"), "" for text; it is only kept.
 */
RhVariable *rh_variable_new (const char *name, const char *value);
RhVariable *rh_variable_new_secret (const char *name);
const char *rh_variable_get_name (RhVariable *self);
const char *rh_variable_get_value (RhVariable *self);
void rh_variable_set_value (RhVariable *self, const char *value);
gboolean rh_variable_is_secret (RhVariable *self);
gboolean rh_variable_is_enabled (RhVariable *self);
const char *rh_variable_get_note (RhVariable *self);
const char *rh_variable_get_kind (RhVariable *self);
RhVariable *rh_variable_copy (RhVariable *self);

G_END_DECLS
