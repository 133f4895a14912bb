/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OAuth 2.0 of one collection in one environment for one account, with its token: what the header
 * button, the popover and the Connect dialog watch, and what puts the token into a request. */
#pragma once

#include "collection/rh-service.h"
#include "http/rh-digest-auth.h"
#include "http/rh-exchange.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-metadata.h"
#include "oauth/rh-sign-in-operation.h"
#include "workspace/rh-bindings.h"

G_BEGIN_DECLS

typedef struct _RhWorkspace RhWorkspace;

typedef enum
{
  RH_CONNECTION_NOT_SET_UP, /* no client ID or no addresses */
  RH_CONNECTION_NOT_CONNECTED,
  RH_CONNECTION_CONNECTING, /* a sign-in is under way */
  RH_CONNECTION_CONNECTED,
  RH_CONNECTION_SIGN_IN_AGAIN, /* the grant is dead for good */
} RhConnectionState;

#define RH_TYPE_CONNECTION_STATE (rh_connection_state_get_type ())
GType rh_connection_state_get_type (void);

#define RH_TYPE_CONNECTION (rh_connection_get_type ())
G_DECLARE_FINAL_TYPE (RhConnection, rh_connection, RH, CONNECTION, GObject)

/* Get it from rh_workspace_get_connection(). Properties, notified: "state", "account", "scope",
 * "problem". The keyring is first touched by load, connect or a request. Signals: "secret-changed"
 * (gboolean is_kept), the client secret was stored or removed; "answered" (RhSender *), a request
 * that went out from here has ended. */
RhCollection *rh_connection_get_collection (RhConnection *self);
RhEnvironment *rh_connection_get_environment (RhConnection *self);
/* The user's label for the account that signs in here; "": the default one. */
const char *rh_connection_get_label (RhConnection *self);
RhConnectionState rh_connection_get_state (RhConnection *self);
/* As the server calls it. NULL: not known. */
const char *rh_connection_get_account (RhConnection *self);
/* Granted; as asked when the reply named none, and then @as_asked is TRUE. */
const char *rh_connection_get_scope (RhConnection *self, gboolean *as_asked);
/* Of the access token; RH_TOKEN_LIFETIME_UNKNOWN, 0. */
gint64 rh_connection_get_seconds_left (RhConnection *self);
gboolean rh_connection_can_refresh (RhConnection *self);
/* For its owner to look at, as it is: nothing is fetched or renewed. Borrowed; NULL: there is none
 * in memory. */
RhSecret *rh_connection_peek_access_token (RhConnection *self);
/* Why the last refresh or sign-in failed; NULL. */
const GError *rh_connection_get_problem (RhConnection *self);
/* Seconds for which the server named by the token URL asked not to be asked (RFC 9110 10.2.3); 0:
 * it did not, or they are over. */
gint64 rh_connection_get_retry_after (RhConnection *self);
RhFlowRecord *rh_connection_get_record (RhConnection *self);
/* The sign-in under way, or NULL. */
RhSignInOperation *rh_connection_get_sign_in (RhConnection *self);

/* What the Connect dialog shows: the field filled in without secrets ("" if a variable is missing).
 * RH_OAUTH_… names, "client_auth", "api". */
char *rh_connection_dup_setting (RhConnection *self, const char *field);
/* Writes a setting into the variable of the environment that the block names; never replaces a
 * {{variable}}. A block field that is plain text is replaced. */
void rh_connection_set_setting (RhConnection *self, const char *field, const char *value);
/* The service's values for this environment. Keeps client ID and secret. */
void rh_connection_apply_service (RhConnection *self, const char *service_id);
/* To the keyring; NULL or "" removes it. */
void rh_connection_set_client_secret_async (RhConnection *self,
                                            RhSecret *secret,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
gboolean
rh_connection_set_client_secret_finish (RhConnection *self, GAsyncResult *result, GError **error);
/* (transfer full) (nullable), for the entry that shows dots. */
void rh_connection_get_client_secret_async (RhConnection *self,
                                            GCancellable *cancellable,
                                            GAsyncReadyCallback callback,
                                            gpointer user_data);
RhSecret *
rh_connection_get_client_secret_finish (RhConnection *self, GAsyncResult *result, GError **error);
/* From an issuer; changes no setting: the dialog shows what differs before set_setting() (F7).
 * Whether the issuer names itself in its answers is remembered (F4). */
void rh_connection_discover_async (RhConnection *self,
                                   const char *issuer,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
RhMetadata *
rh_connection_discover_finish (RhConnection *self, GAsyncResult *result, GError **error);

/* From the keyring, no network. */
void rh_connection_load_async (RhConnection *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data);
/* Sign in: get_sign_in() is there when this returns. Starts the practice server where the
 * environment is Practice. RH_OAUTH_ERROR_OTHER_SUBJECT: ask, then confirm_subject(); a token
 * that is not taken in is revoked where there is a revocation endpoint. Pins the
 * endpoints' origins for the client secret and the API origin for the token. */
void rh_connection_connect_async (RhConnection *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* Ends the sign-in under way, whoever began it and even when the dialog is long gone: its
 * connect_async() completes with G_IO_ERROR_CANCELLED. Does nothing when there is none. */
void rh_connection_cancel_connect (RhConnection *self);
void rh_connection_confirm_subject_async (RhConnection *self,
                                          gboolean replace,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
void rh_connection_refresh_async (RhConnection *self,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
void rh_connection_sign_out_async (RhConnection *self,
                                   gboolean revoke,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
/* What the service says of ending everything that this client was given; NULL: it has no such
 * thing. Borrowed. */
const RhServiceDisconnect *rh_connection_get_disconnect (RhConnection *self);
/* Does that, with a token that is refreshed first if it has to be, and then forgets the sign-in
 * here. RH_OAUTH_ERROR_DISCONNECT: the service did not do it or has no such thing, or the token may
 * not go there, which the message tells; the sign-in is as it was. */
void rh_connection_disconnect_async (RhConnection *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* For load, connect, confirm_subject, refresh, sign_out, disconnect. */
gboolean rh_connection_finish (RhConnection *self, GAsyncResult *result, GError **error);
/* After sign_out_finish: the server was told and said yes. */
gboolean rh_connection_was_revoked (RhConnection *self);

/* For RhSender. A valid token and the slot it is bound by; @sent not NULL: after a 401. */
void rh_connection_get_token_async (RhConnection *self,
                                    RhToken *sent,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
RhToken *rh_connection_get_token_finish (RhConnection *self,
                                         GAsyncResult *result,
                                         char **slot,
                                         GError **error);
const char *rh_connection_get_header_prefix (RhConnection *self);

/* What Digest servers asked for, of this environment and account. Borrowed. */
RhDigestMemory *rh_connection_get_digests (RhConnection *self);

G_END_DECLS
