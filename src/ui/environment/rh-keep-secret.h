/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes a value that was typed in clear a secret variable: asks for a name, and puts the value into
 * the keyring before anybody says the variable instead (security.md 4.5). */
#pragma once

#include "common/rh-variable-scope.h"
#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @variable: the value is kept under it, in the environment that was given. */
typedef void (*RhSecretKept) (const char *variable, gpointer user_data);

/**
 * rh_keep_secret_ask:
 * @from: what is asked and said, is said in its window; held meanwhile
 * @place: what the value was typed in ("Authorization"); a name is made of it
 * @value: the secret
 * @kept: called once, unless it was given up or failed, which has been said then
 * @destroy: for @user_data, in any case
 */
void rh_keep_secret_ask (GtkWidget *from,
                         RhWorkspace *workspace,
                         RhCollection *collection,
                         RhEnvironment *environment,
                         const char *place,
                         const char *value,
                         RhSecretKept kept,
                         gpointer user_data,
                         GDestroyNotify destroy);

/* The same for a field of @auth, which says the variable then; in the environment of @scope. */
void rh_keep_secret_of_auth (GtkWidget *from,
                             RhWorkspace *workspace,
                             RhVariableScope *scope,
                             RhAuth *auth,
                             const char *field);

G_END_DECLS
