/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An environment: where requests go and with which variables (Practice, Staging, Production). */
#pragma once

#include "collection/rh-variable.h"

G_BEGIN_DECLS

#define RH_TYPE_ENVIRONMENT (rh_environment_get_type ())
G_DECLARE_FINAL_TYPE (RhEnvironment, rh_environment, RH, ENVIRONMENT, GObject)

/* Properties, writable and notified: "name"; "service": id of the RhService it was filled from, ""
 * none; "extends": name of the environment whose variables it has besides its own, "" none;
 * "color":
 * "#rrggbb" or ""; "note"; "dotenv-path": a file of NAME=VALUE lines beside the collection, ""
 * none; "protected": its file says that it is to be guarded like Production (a file can ask for the
 * guard and never take it away, security.md 4.9). Signal "changed" for these and for every
 * variable. */
RhEnvironment *rh_environment_new (const char *name);
const char *rh_environment_get_name (RhEnvironment *self);
const char *rh_environment_get_service (RhEnvironment *self);
void rh_environment_set_service (RhEnvironment *self, const char *service);
const char *rh_environment_get_extends (RhEnvironment *self);
const char *rh_environment_get_color (RhEnvironment *self);
const char *rh_environment_get_note (RhEnvironment *self);
const char *rh_environment_get_dotenv_path (RhEnvironment *self);
gboolean rh_environment_is_marked_protected (RhEnvironment *self);
/* The text of the file that it was read from or written to last, as of a request; NULL. */
GBytes *rh_environment_get_source (RhEnvironment *self);
void rh_environment_set_source (RhEnvironment *self, GBytes *source);
/* GListModel of RhVariable. */
GListModel *rh_environment_get_variables (RhEnvironment *self);
/* NULL if there is none or it is switched off. */
RhVariable *rh_environment_lookup (RhEnvironment *self, const char *name);
/* Sets, and adds what is not there. A secret only gets its name here. */
void rh_environment_set (RhEnvironment *self, const char *name, const char *value);
void rh_environment_add_secret (RhEnvironment *self, const char *name);
/* At the end, whatever its name: a row that is being typed has none yet, or that of another one,
 * and then the first of that name counts. */
void rh_environment_append (RhEnvironment *self, RhVariable *variable);
/* The same at @position, or at the end if there are fewer: for one that comes back. */
void rh_environment_insert (RhEnvironment *self, guint position, RhVariable *variable);
gboolean rh_environment_remove (RhEnvironment *self, RhVariable *variable);
void rh_environment_clear (RhEnvironment *self);
/* Appends copies of all variables of @other. */
void rh_environment_copy_variables (RhEnvironment *self, RhEnvironment *other);

G_END_DECLS
