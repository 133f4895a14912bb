/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets that stand in a collection's files in clear: finds them, and moves them into the keyring
 * when somebody says so (security.md 4.5). What was saved once stays in the history of a
 * repository: whoever offers it says so. */
#pragma once

#include "collection/rh-collection-store.h"
#include "secret/rh-keyring.h"
#include "workspace/rh-bindings.h"

G_BEGIN_DECLS

#define RH_CLEAR_SECRETS_ERROR (rh_clear_secrets_error_quark ())
GQuark rh_clear_secrets_error_quark (void);
typedef enum
{
  RH_CLEAR_SECRETS_ERROR_NO_KEYRING,     /* nothing would last: the files stay as they are */
  RH_CLEAR_SECRETS_ERROR_OTHER_VALUE,    /* another value is kept already; the message says of what
                                            and in which file */
  RH_CLEAR_SECRETS_ERROR_NO_ENVIRONMENT, /* values are kept by environment, and there is none */
} RhClearSecretsError;

/* Where one is: never what it is. */
typedef struct
{
  char *file;  /* in the folder */
  char *place; /* "client secret", "variable apiToken" */
} RhClearSecret;

#define RH_TYPE_CLEAR_SECRETS (rh_clear_secrets_get_type ())
G_DECLARE_FINAL_TYPE (RhClearSecrets, rh_clear_secrets, RH, CLEAR_SECRETS, GObject)

/* Main thread only. Signal "changed": others were found, or some were moved. */
RhClearSecrets *
rh_clear_secrets_new (RhKeyring *keyring, RhBindings *bindings, RhCollectionStore *store);
/* What the last scan found, the collection's own file first. (element-type RhClearSecret) Borrowed,
 * until "changed". */
GPtrArray *rh_clear_secrets_get_found (RhClearSecrets *self);

/* Looks through all files, in a thread and within bounds. Never fails but when cancelled. */
void rh_clear_secrets_scan_async (RhClearSecrets *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean rh_clear_secrets_scan_finish (RhClearSecrets *self, GAsyncResult *result, GError **error);

/* Moves what was found, file by file: into the keyring first, and only when all of a file is there
 * out of the file. An error ends it: what is in no keyring is still in its file. @replace: values
 * that are kept already give way to those of the files. Errors: RH_CLEAR_SECRETS_ERROR,
 * RH_KEYRING_ERROR, those of the store and of the format. */
void rh_clear_secrets_move_async (RhClearSecrets *self,
                                  gboolean replace,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean rh_clear_secrets_move_finish (RhClearSecrets *self, GAsyncResult *result, GError **error);

G_END_DECLS
