/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends a sign-in: revokes where that is asked for and possible, then forgets, even if revoking
 * failed (standards.md G1). For RhTokenSource. */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-token-store.h"

G_BEGIN_DECLS

#define RH_TYPE_SIGN_OUT_OPERATION (rh_sign_out_operation_get_type ())
G_DECLARE_FINAL_TYPE (RhSignOutOperation, rh_sign_out_operation, RH, SIGN_OUT_OPERATION, GObject)

/* @transport: NULL: never call the server. @token: what memory has, or NULL. */
RhSignOutOperation *rh_sign_out_operation_new (RhTokenStore *store,
                                               RhTransport *transport,
                                               RhOAuthConfig *config,
                                               RhFlowRecord *record,
                                               RhToken *token);
/* The store's lock is held already and is let go at the end. */
void rh_sign_out_operation_set_locked (RhSignOutOperation *self, gboolean locked);

/* Cancelling ends the wait for the lock and the revoking, never the forgetting. */
void rh_sign_out_operation_run_async (RhSignOutOperation *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* @revoked (may be NULL): the server said 200 to everything. */
gboolean rh_sign_out_operation_run_finish (RhSignOutOperation *self,
                                           GAsyncResult *result,
                                           gboolean *revoked,
                                           GError **error);

G_END_DECLS
