/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One slot's token: one lock, one keyring item, one generation (security.md 3.2 to 3.4). */
#pragma once

#include "oauth/rh-token.h"
#include "secret/rh-keyring.h"

G_BEGIN_DECLS

#define RH_TYPE_TOKEN_STORE (rh_token_store_get_type ())
G_DECLARE_FINAL_TYPE (RhTokenStore, rh_token_store, RH, TOKEN_STORE, GObject)

/* @state_dir holds the lock files. @label: the service's name. */
RhTokenStore *
rh_token_store_new (RhKeyring *keyring, GFile *state_dir, const char *slot, const char *label);

/* What is kept with each token that is saved from now on: RH_TOKEN_N_FACTS strings. */
void rh_token_store_set_facts (RhTokenStore *self, const char *const *facts);

/* Takes the slot's lock across threads and processes: an open-file-description lock, waited for off
 * the main thread, cancellable. Until unlock. */
void rh_token_store_lock_async (RhTokenStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean rh_token_store_lock_finish (RhTokenStore *self, GAsyncResult *result, GError **error);
void rh_token_store_unlock (RhTokenStore *self);

/* Reads the item. NULL without an error: none. An item older than the lock file's generation is
 * dead and reads as RH_OAUTH_ERROR_SIGN_IN_AGAIN. */
void rh_token_store_load_async (RhTokenStore *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
RhToken *rh_token_store_load_finish (RhTokenStore *self, GAsyncResult *result, GError **error);
/* The subject of the item that was read last, dead or not; NULL: none, or not known. */
const char *rh_token_store_get_subject (RhTokenStore *self);
/* The generation that the lock file had when it was read or written last. */
guint64 rh_token_store_get_generation (RhTokenStore *self);
/* Under the lock, before a refresh token is sent: notes it in the lock file, so that a process that
 * dies in the middle is counted too. RH_OAUTH_ERROR_SIGN_IN_AGAIN when it was sent twice already
 * and never answered: one more use could be the end of everything it stands for (security.md 3.5).
 */
gboolean rh_token_store_begin_send (RhTokenStore *self, GError **error);
/* It was answered, or surely never sent: it counts no more. */
void rh_token_store_end_send (RhTokenStore *self, gboolean answered);
/* Under the lock, when a server has answered: raises the generation in the lock file. */
gboolean rh_token_store_begin_save (RhTokenStore *self, GError **error);
/* Writes the item with that generation. */
void rh_token_store_save_async (RhTokenStore *self,
                                RhToken *token,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
/* (transfer full) the token with its generation. */
RhToken *rh_token_store_save_finish (RhTokenStore *self, GAsyncResult *result, GError **error);
void rh_token_store_clear_async (RhTokenStore *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
gboolean rh_token_store_clear_finish (RhTokenStore *self, GAsyncResult *result, GError **error);

G_END_DECLS
