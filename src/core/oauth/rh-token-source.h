/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a valid token: from memory, from the keyring, or refreshed, once for all who wait
 * (security.md 3.2 to 3.9; standards.md J). */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-token-store.h"

G_BEGIN_DECLS

#define RH_TYPE_TOKEN_SOURCE (rh_token_source_get_type ())
G_DECLARE_FINAL_TYPE (RhTokenSource, rh_token_source, RH, TOKEN_SOURCE, GObject)

RhTokenSource *rh_token_source_new (RhTokenStore *store,
                                    RhTransport *transport,
                                    RhOAuthConfig *config,
                                    RhFlowRecord *record,
                                    const RhClock *clock);

/* The token in memory; property "token", notified. Borrowed; NULL: none, or not loaded yet. */
RhToken *rh_token_source_get_token (RhTokenSource *self);
/* What the last refresh failed with; NULL: nothing. Property "problem" is notified. */
const GError *rh_token_source_get_problem (RhTokenSource *self);
/* Seconds until the server's Retry-After is over; 0: none. */
gint64 rh_token_source_get_retry_after (RhTokenSource *self);
/* There is a network again: after a failure for want of one the next who needs a token asks at
 * once. Nothing is asked by itself (security.md 3.7). */
void rh_token_source_network_is_back (RhTokenSource *self);

/* What the keyring has, no network. RH_OAUTH_ERROR_SIGN_IN_AGAIN: what it has is dead;
 * RH_OAUTH_ERROR_KEYRING: it cannot be read. */
void rh_token_source_load_async (RhTokenSource *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* A token to send with. RH_OAUTH_ERROR_NOT_CONNECTED, SIGN_IN_AGAIN, NETWORK… After a failure that
 * may pass, and until the back-off is over, the same error at once; a token that is near its end
 * and could not be refreshed is given as long as it lasts, and "problem" says so. Cancelling ends
 * the waiting of this one only. */
void rh_token_source_get_valid_async (RhTokenSource *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* After a 401: @sent is what was refused. Another token is there already: that one, no request;
 * else one refresh for all who ask (security.md 3.6). */
void rh_token_source_replace_async (RhTokenSource *self,
                                    RhToken *sent,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* Refresh Now: a click, never delayed by back-off except by Retry-After. */
void rh_token_source_refresh_async (RhTokenSource *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
/* For all four: (transfer full). load gives NULL without an error when there is none. */
RhToken *rh_token_source_finish (RhTokenSource *self, GAsyncResult *result, GError **error);

/* After a sign-in: under the lock, stored before use. Another subject than the slot's:
 * RH_OAUTH_ERROR_OTHER_SUBJECT unless @replace_subject. */
void rh_token_source_adopt_async (RhTokenSource *self,
                                  RhToken *token,
                                  gboolean replace_subject,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Sign out: revokes where there is a revocation URL (refresh token first), then forgets, even if
 * revoking failed (G1). @revoke FALSE: Forget here. A refresh under way stores nothing afterwards
 * and revokes what it got. */
void rh_token_source_sign_out_async (RhTokenSource *self,
                                     gboolean revoke,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* @revoked (may be NULL): the server said 200. */
gboolean rh_token_source_sign_out_finish (RhTokenSource *self,
                                          GAsyncResult *result,
                                          gboolean *revoked,
                                          GError **error);

G_END_DECLS
