/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Revokes a token at the server (RFC 7009). Touches neither a keyring nor a lock. */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-token.h"

G_BEGIN_DECLS

/* The refresh token, then the access token; each once more after a 503 (2.2.1). Does nothing where
 * @config has no revocation URL. @record may be NULL. */
void rh_revocation_run_async (RhToken *token,
                              RhOAuthConfig *config,
                              RhTransport *transport,
                              RhFlowRecord *record,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* TRUE: the server said 200 to everything. */
gboolean rh_revocation_run_finish (GAsyncResult *result);

G_END_DECLS
