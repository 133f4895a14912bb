/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sign-in: authorization URL → browser → redirect or pasted address → token. One state enum,
 * one completion. */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-token.h"
#include "oauth/rh-uri-opener.h"

G_BEGIN_DECLS

typedef enum
{
  RH_SIGN_IN_READY,
  RH_SIGN_IN_WAITING,       /* for the browser */
  RH_SIGN_IN_ASKING_ISSUER, /* an unknown iss: accept_issuer() or cancel */
  RH_SIGN_IN_EXCHANGING,    /* code for token */
  RH_SIGN_IN_DONE,
  RH_SIGN_IN_FAILED,
} RhSignInState;

#define RH_TYPE_SIGN_IN_STATE (rh_sign_in_state_get_type ())
GType rh_sign_in_state_get_type (void);

#define RH_SIGN_IN_WAIT_SECONDS 600

#define RH_TYPE_SIGN_IN_OPERATION (rh_sign_in_operation_get_type ())
G_DECLARE_FINAL_TYPE (RhSignInOperation, rh_sign_in_operation, RH, SIGN_IN_OPERATION, GObject)

RhSignInOperation *rh_sign_in_operation_new (RhOAuthConfig *config,
                                             RhTransport *transport,
                                             RhUriOpener *opener,
                                             RhFlowRecord *record,
                                             const RhClock *clock);

/* Before it runs: the same configuration with the secrets that had to be fetched first. */
void rh_sign_in_operation_set_config (RhSignInOperation *self, RhOAuthConfig *config);
/* Checks, listens, opens the browser. The callback comes once. */
void rh_sign_in_operation_run_async (RhSignInOperation *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (transfer full) */
RhToken *
rh_sign_in_operation_run_finish (RhSignInOperation *self, GAsyncResult *result, GError **error);

/* Property "state", notified. */
RhSignInState rh_sign_in_operation_get_state (RhSignInOperation *self);
const char *
rh_sign_in_operation_get_authorization_url (RhSignInOperation *self); /* NULL before WAITING */
const char *
rh_sign_in_operation_get_redirect_uri (RhSignInOperation *self);      /* with the real port */
gboolean rh_sign_in_operation_is_listening (RhSignInOperation *self); /* FALSE: paste-back only */
gint64 rh_sign_in_operation_get_seconds_left (RhSignInOperation *self);
void rh_sign_in_operation_extend (RhSignInOperation *self); /* another 10 minutes */
void rh_sign_in_operation_open_again (RhSignInOperation *self);
/* FALSE with an RH_OAUTH_ERROR: not our redirect; the wait goes on. */
gboolean rh_sign_in_operation_paste (RhSignInOperation *self, const char *address, GError **error);
const char *rh_sign_in_operation_get_unknown_issuer (RhSignInOperation *self);
void rh_sign_in_operation_accept_issuer (RhSignInOperation *self);
/* The issuer that was accepted so, to be expected from now on; NULL. */
const char *rh_sign_in_operation_get_accepted_issuer (RhSignInOperation *self);

/* Signal "https-insisted"; signal "browser-failed" (const GError *): the page offers Copy Address.
 */

G_END_DECLS
