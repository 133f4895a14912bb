/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One refresh under the slot's lock: read again, and only if nobody else has a newer token, ask the
 * server and store what it says (security.md 3.2, 3.4, 3.5). For RhTokenSource. */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-token-store.h"

G_BEGIN_DECLS

#define RH_TYPE_REFRESH_OPERATION (rh_refresh_operation_get_type ())
G_DECLARE_FINAL_TYPE (RhRefreshOperation, rh_refresh_operation, RH, REFRESH_OPERATION, GObject)

RhRefreshOperation *rh_refresh_operation_new (RhTokenStore *store,
                                              RhTransport *transport,
                                              RhOAuthConfig *config,
                                              RhFlowRecord *record,
                                              const RhClock *clock);
/* What memory has and the keyring did not take; it counts while nobody else saved anything. */
void rh_refresh_operation_set_unsaved (RhRefreshOperation *self, RhToken *token);
/* The token that is not wanted any more; NULL: whatever is valid will do. */
void rh_refresh_operation_set_refused (RhRefreshOperation *self, RhToken *token);

/* Cancelling ends it before anything is sent; a request under way is always waited for, because the
 * server may have made the old refresh token worthless. */
void rh_refresh_operation_run_async (RhRefreshOperation *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (transfer full) */
RhToken *
rh_refresh_operation_run_finish (RhRefreshOperation *self, GAsyncResult *result, GError **error);

/* While a request is under way: the lock goes to the caller, and what the server gives is revoked
 * and not stored. FALSE: no request is under way. */
gboolean rh_refresh_operation_abandon (RhRefreshOperation *self);

/* After it ended. The token is fresh from the server, not one that was found. */
gboolean rh_refresh_operation_has_refreshed (RhRefreshOperation *self);
/* Why the token could not be stored; NULL: it was. */
const GError *rh_refresh_operation_get_save_error (RhRefreshOperation *self);
/* Seconds, as the server asked; -1: it did not. */
gint64 rh_refresh_operation_get_retry_after (RhRefreshOperation *self);

G_END_DECLS
