/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All variables of one environment at one moment, secrets fetched: what the resolver looks into. */
#pragma once

#include "collection/rh-collection.h"
#include "secret/rh-keyring.h"
#include "text/rh-template.h"
#include "workspace/rh-bindings.h"

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_SNAPSHOT (rh_variable_snapshot_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableSnapshot, rh_variable_snapshot, RH, VARIABLE_SNAPSHOT, GObject)

/* Only secrets that the given templates can reach are fetched, so that the keyring is not touched
 * without need. @templates NULL: all. */
void rh_variable_snapshot_take_async (RhCollection *collection,
                                      RhEnvironment *environment,
                                      RhKeyring *keyring,
                                      RhBindings *bindings,
                                      const char *const *templates,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
RhVariableSnapshot *rh_variable_snapshot_take_finish (GAsyncResult *result, GError **error);
/* What is not secret; a secret variable is not known to it. */
RhVariableSnapshot *rh_variable_snapshot_new_plain (RhCollection *collection,
                                                    RhEnvironment *environment);
/* An RhVariableLookup; @self is its user_data. */
gboolean rh_variable_snapshot_lookup (const char *name, RhVariableValue *value, gpointer self);

/* Where the secret of that name is kept and by what it is bound; NULL: no secret of that name was
 * fetched. */
const char *rh_variable_snapshot_get_slot (RhVariableSnapshot *self, const char *name);
/* A secret that is not in the keyring, under the name of a secret variable that has none there. */
void rh_variable_snapshot_provide (RhVariableSnapshot *self, const char *name, RhSecret *secret);

/* Every secret variable but the client secret's is kept by its name; the client secret, which is
 * the variable that the OAuth 2.0 block names, by token URL and client ID: another token URL finds
 * no secret. */
char *rh_client_secret_slot_of (RhCollection *collection, RhEnvironment *environment);
/* The keyring slot of a secret variable. */
char *
rh_secret_variable_slot_new (const char *collection_id, const char *environment, const char *name);

G_END_DECLS
