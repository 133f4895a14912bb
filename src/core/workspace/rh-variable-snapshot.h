/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All variables of one environment at one moment, secrets fetched: what the resolver looks into.
 *
 * Where several levels have a variable of the same name, the first of these counts:
 *  1. given for this run, on a command line;
 *  2. kept in memory, set by an earlier response;
 *  3. the request's own;
 *  4. its folders', the nearest first;
 *  5. the environment's, then those of the environments that it extends, in turn;
 *  6. the NAME=VALUE file that the environment names (dotEnvFilePath), or else the nearest one that
 *     it extends: {{NAME}}, or {{process.env.NAME}}, which is never the process's own environment;
 *     for requests only, since nobody is asked where the OAuth 2.0 block takes a secret;
 *  7. the collection's;
 *  8. dynamic ones, such as {{$guid}}, made anew for each use; for requests only, for what else
 *     is filled in must stay as it is.
 * One that is switched off is passed over. What came from the file or from a response is not looked
 * into for further {{variables}}: whoever wrote it could read any secret. */
#pragma once

#include "collection/rh-collection.h"
#include "oauth/rh-token.h"
#include "secret/rh-keyring.h"
#include "text/rh-dynamic.h"
#include "text/rh-template.h"
#include "workspace/rh-bindings.h"
#include "workspace/rh-runtime-variables.h"

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_SNAPSHOT (rh_variable_snapshot_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableSnapshot, rh_variable_snapshot, RH, VARIABLE_SNAPSHOT, GObject)

/* What is not secret; a secret variable is not known to it, nor is anything that a .env file says.
 * @environment, @item and @runtime may be NULL. @item: with the folders that it is in now. */
RhVariableSnapshot *rh_variable_snapshot_new_plain (RhCollection *collection,
                                                    RhEnvironment *environment,
                                                    RhRequestItem *item,
                                                    RhRuntimeVariables *runtime);
/* Adds secrets: only those that the given templates can reach are fetched, so that the keyring is
 * not touched without need. @templates NULL: all. Errors: RH_ENVIRONMENT_CHAIN_ERROR,
 * RH_SENDER_ERROR_NOT_ACCEPTED if a secret is needed and the collection's folder is new to this
 * user (then nothing is asked), RH_KEYRING_ERROR. */
void rh_variable_snapshot_fetch_async (RhVariableSnapshot *self,
                                       RhKeyring *keyring,
                                       RhBindings *bindings,
                                       const char *const *templates,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
rh_variable_snapshot_fetch_finish (RhVariableSnapshot *self, GAsyncResult *result, GError **error);
/* Both at once. */
void rh_variable_snapshot_take_async (RhCollection *collection,
                                      RhEnvironment *environment,
                                      RhRequestItem *item,
                                      RhRuntimeVariables *runtime,
                                      RhKeyring *keyring,
                                      RhBindings *bindings,
                                      const char *const *templates,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
RhVariableSnapshot *rh_variable_snapshot_take_finish (GAsyncResult *result, GError **error);
/* For dynamic variables: the system's, unless a test sets its own. */
void rh_variable_snapshot_set_clock (RhVariableSnapshot *self, const RhClock *clock);

/* An RhVariableLookup; @self is its user_data. */
gboolean rh_variable_snapshot_lookup (const char *name, RhVariableValue *value, gpointer self);

/* What there is to say about a variable, with or without its secret: source, secret, and the value
 * unless it is secret or dynamic. */
gboolean
rh_variable_snapshot_describe (RhVariableSnapshot *self, const char *name, RhVariableValue *value);
/* How a value is shown: filled in, each secret in it masked, dynamic ones by their names; as it was
 * typed if that cannot be done. NULL: it is secret or dynamic, or not known. */
char *rh_variable_snapshot_dup_shown (RhVariableSnapshot *self, const char *name);
/* Each once, sorted, the dynamic ones last. */
GStrv rh_variable_snapshot_dup_names (RhVariableSnapshot *self);

/* Where the secret of that name is kept and by what it is bound; NULL: no secret of that name was
 * fetched. */
const char *rh_variable_snapshot_get_slot (RhVariableSnapshot *self, const char *name);
/* The origin that a secret kept in memory came from, where it may go back to; NULL: none. */
const char *rh_variable_snapshot_get_home (RhVariableSnapshot *self, const char *name);
/* A secret that is not in the keyring, under the name of a secret variable that has none there. */
void rh_variable_snapshot_provide (RhVariableSnapshot *self, const char *name, RhSecret *secret);

/* Every secret variable but the client secret's is kept by its name; the client secret, which is
 * the variable that the OAuth 2.0 block names, by token URL and client ID: another token URL finds
 * no secret. */
char *rh_client_secret_slot_of (RhCollection *collection, RhEnvironment *environment);
/* Either of them, by the variable's name; @kind: the keyring's. */
char *rh_secret_slot_of (RhCollection *collection,
                         RhEnvironment *environment,
                         const char *name,
                         const char **kind);
/* The keyring slot of a secret variable. @environment: the name of the one that has the variable;
 * a variable of a request, folder or collection has a value in each environment. */
char *
rh_secret_variable_slot_new (const char *collection_id, const char *environment, const char *name);

G_END_DECLS
