/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token requests and responses, sans-IO (RFC 6749 2.3.1, 4.1.3, 5, 6; RFC 7009). One function
 * builds client authentication for all of them (peers.md 1.4). */
#pragma once

#include "http/rh-request.h"
#include "oauth/rh-oauth-config.h"
#include "oauth/rh-server-text.h"
#include "oauth/rh-token.h"

G_BEGIN_DECLS

RhRequest *rh_token_request_new_code (RhOAuthConfig *config, RhSecret *code, RhSecret *verifier);
/* No scope (security.md 3.8). */
RhRequest *rh_token_request_new_refresh (RhOAuthConfig *config, RhSecret *refresh_token);
RhRequest *rh_token_request_new_client_credentials (RhOAuthConfig *config);
/* @hint: "refresh_token" or "access_token". */
RhRequest *rh_revocation_request_new (RhOAuthConfig *config, RhSecret *token, const char *hint);
RhRequest *rh_introspection_request_new (RhOAuthConfig *config, RhSecret *token);

/* @warnings (may be NULL): codes for lint and people: "token-type-missing", "expires-in-missing",
 * "expires-in-string", "expires-in-fraction", "expires-in-invalid", "expires-in-huge",
 * "error-with-200", "form-encoded", "byte-order-mark", "scope-array", "scope-invalid".
 * @retry_after (may be NULL): seconds, -1 if not named. Set on success and on failure. */
RhToken *rh_token_response_parse (guint status,
                                  RhHeaders *headers,
                                  GBytes *body,
                                  const RhClock *clock,
                                  GStrv *warnings,
                                  gint64 *retry_after,
                                  GError **error);

G_END_DECLS
