/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of RhConnection: what it is, what it does (rh-connection-flow.c), what its
 * settings are (rh-connection-settings.c). */
#pragma once

#include "oauth/rh-token-source.h"
#include "workspace/rh-connection.h"

G_BEGIN_DECLS

RhConnection *rh_connection_new (RhWorkspace *workspace,
                                 RhCollection *collection,
                                 RhEnvironment *environment,
                                 const char *label);

/* A folder that is new to this user has no use of what is kept: RH_SENDER_ERROR_NOT_ACCEPTED. */
gboolean rh_connection_check_accepted (RhConnection *self, GError **error);
/* Fills the configuration in, with its secrets, and makes the token source of it, once for all who
 * ask at the same time. */
void rh_connection_prepare_async (RhConnection *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* (transfer full) */
RhTokenSource *
rh_connection_prepare_finish (RhConnection *self, GAsyncResult *result, GError **error);

/* What the variables say now, without secrets. (transfer full) */
RhOAuthConfig *rh_connection_fill_plain (RhConnection *self, GError **error);
/* Borrowed, and only there until the variables change. */
RhWorkspace *rh_connection_get_workspace (RhConnection *self);
RhOAuthConfig *rh_connection_get_config (RhConnection *self);
const char *rh_connection_get_slot (RhConnection *self);
const char *rh_connection_get_secret_slot (RhConnection *self);
RhTokenSource *rh_connection_get_source (RhConnection *self);
/* An issuer that the settings do not name and that somebody accepted is expected from now on, in
 * this environment, from this token URL (security.md 1.8). */
gboolean rh_connection_pin_issuer (RhConnection *self, const char *issuer, GError **error);
/* Whether the metadata of @issuer promises an iss in each answer: then one without it is refused,
 * from now on and in each environment (RFC 9207 2.4). */
gboolean rh_connection_note_iss_promise (RhConnection *self,
                                         const char *issuer,
                                         gboolean promised,
                                         GError **error);
const char *rh_connection_get_service_value (RhConnection *self, const char *field);

void rh_connection_set_sign_in (RhConnection *self,
                                RhSignInOperation *sign_in,
                                GCancellable *cancellable);
void rh_connection_set_pending (RhConnection *self, RhToken *token);
RhToken *rh_connection_steal_pending (RhConnection *self);
void rh_connection_set_problem (RhConnection *self, const GError *problem);
void rh_connection_set_was_revoked (RhConnection *self, gboolean revoked);
/* The client secret is another one now; @is_kept FALSE: none. */
void rh_connection_secret_changed (RhConnection *self, gboolean is_kept);
/* @sender: an RhSender that has an exchange, which has ended. */
void rh_connection_answered (RhConnection *self, gpointer sender);

G_END_DECLS
