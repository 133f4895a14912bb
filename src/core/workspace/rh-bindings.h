/* SPDX-License-Identifier: GPL-3.0-or-later */
/* To which origins a secret may go: the user's decisions, kept in the user's state, never in a
 * collection (security.md 4.2). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_TYPE_BINDINGS (rh_bindings_get_type ())
G_DECLARE_FINAL_TYPE (RhBindings, rh_bindings, RH, BINDINGS, GObject)

/* One that is there and cannot be read allows nothing, and is not written over. */
RhBindings *rh_bindings_new (GFile *file);
/* @secret: a slot of a token, client secret or variable, as in the keyring. A connection keeps what
 * else was decided beside them, under names that no slot has: which issuer to expect, which one
 * promised to name itself, which API is a server's. */
gboolean rh_bindings_allows (RhBindings *self, const char *secret, const char *origin);
gboolean rh_bindings_has_any (RhBindings *self, const char *secret);
gboolean
rh_bindings_allow (RhBindings *self, const char *secret, const char *origin, GError **error);
gboolean rh_bindings_forget (RhBindings *self, const char *secret, GError **error);
GStrv rh_bindings_dup_origins (RhBindings *self, const char *secret);

G_END_DECLS
