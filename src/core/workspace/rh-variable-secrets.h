/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The values of secret variables: where each is kept, and how one moves between a file and the
 * keyring without ever being in neither (security.md 4.5). */
#pragma once

#include "collection/rh-collection.h"
#include "secret/rh-keyring.h"
#include "workspace/rh-bindings.h"

G_BEGIN_DECLS

#define RH_VARIABLE_SECRETS_ERROR (rh_variable_secrets_error_quark ())
GQuark rh_variable_secrets_error_quark (void);
typedef enum
{
  RH_VARIABLE_SECRETS_ERROR_NOT_TEXT, /* the kept bytes are no UTF-8: no file can hold them */
} RhVariableSecretsError;

#define RH_TYPE_VARIABLE_SECRETS (rh_variable_secrets_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableSecrets, rh_variable_secrets, RH, VARIABLE_SECRETS, GObject)

/* @holder: what has the variables. @environment NULL: an environment; else the scope of a folder or
 * of the collection, whose secrets have a value in each environment, and @environment is the one
 * whose values are read and written here. Main thread only. Errors of every call: RH_KEYRING_ERROR,
 * those of the file with the bindings, and what is named there. */
RhVariableSecrets *rh_variable_secrets_new (RhKeyring *keyring,
                                            RhBindings *bindings,
                                            RhCollection *collection,
                                            RhEnvironment *holder,
                                            RhEnvironment *environment);
RhEnvironment *rh_variable_secrets_get_holder (RhVariableSecrets *self);

/* NULL without an error: nothing is kept. */
void rh_variable_secrets_lookup_async (RhVariableSecrets *self,
                                       const char *name,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
RhSecret *
rh_variable_secrets_lookup_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error);

/* @secret NULL or empty: nothing is kept any more. Where a value may go is decided anew for a new
 * value. */
void rh_variable_secrets_store_async (RhVariableSecrets *self,
                                      const char *name,
                                      RhSecret *secret,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean
rh_variable_secrets_store_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error);

/* Nothing is kept any more, in no environment: the variable has gone. */
void rh_variable_secrets_forget_async (RhVariableSecrets *self,
                                       const char *name,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
rh_variable_secrets_forget_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error);

/* Puts the value of @variable into the keyring, for each environment that it counted in, and only
 * then makes it secret, which takes the value out of the collection. After an error it is as it
 * was. What a file was saved with before stays in the history of a repository: whoever calls says
 * so. */
void rh_variable_secrets_make_secret_async (RhVariableSecrets *self,
                                            RhVariable *variable,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean rh_variable_secrets_make_secret_finish (RhVariableSecrets *self,
                                                 GAsyncResult *result,
                                                 GError **error);

/* The other way, and so into a file: ask first. What is kept is deleted when the value is in the
 * collection. Errors: RH_VARIABLE_SECRETS_ERROR too. */
void rh_variable_secrets_make_plain_async (RhVariableSecrets *self,
                                           RhVariable *variable,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
gboolean rh_variable_secrets_make_plain_finish (RhVariableSecrets *self,
                                                GAsyncResult *result,
                                                GError **error);

/* Items are found by name: a secret variable that gets another name takes its value along. */
void rh_variable_secrets_rename_async (RhVariableSecrets *self,
                                       RhVariable *variable,
                                       const char *name,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean
rh_variable_secrets_rename_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error);

/* Gives an environment another name, with the values of all secret variables in it, and tells those
 * that extend it. After an error it has the old one. */
void rh_variable_secrets_rename_holder_async (RhVariableSecrets *self,
                                              const char *name,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
gboolean rh_variable_secrets_rename_holder_finish (RhVariableSecrets *self,
                                                   GAsyncResult *result,
                                                   GError **error);

/* Deletes the values of all secret variables of an environment, which has gone. */
void rh_variable_secrets_clear_all_async (RhVariableSecrets *self,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
gboolean rh_variable_secrets_clear_all_finish (RhVariableSecrets *self,
                                               GAsyncResult *result,
                                               GError **error);

G_END_DECLS
