/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authorization request out, the authorization response in; sans-IO (RFC 6749 4.1.1, 4.1.2). */
#pragma once

#include "oauth/rh-oauth-config.h"

G_BEGIN_DECLS

/**
 * RhAuthorization:
 *
 * One attempt: state, code verifier, expected issuer and redirect URI are one record (E13). The
 * state is burnt by the first valid answer.
 */
typedef struct _RhAuthorization RhAuthorization;

RhAuthorization *rh_authorization_new (RhOAuthConfig *config, GError **error);
void rh_authorization_free (RhAuthorization *self);

/* Opened in the browser; https, or http on loopback, nothing a shell or an argv could misread
 * (E11). */
const char *rh_authorization_get_url (RhAuthorization *self);
const char *rh_authorization_get_state (RhAuthorization *self);
RhSecret *rh_authorization_get_verifier (RhAuthorization *self); /* borrowed */

/* The query of the redirect. RH_OAUTH_ERROR_STATE: answer 400 and go on waiting. DENIED and
 * AUTHORIZATION carry "error: error_description"; the state was right. ISSUER: refused. On success
 * (transfer full) the code; the state is burnt, a second call fails with STATE. */
RhSecret *rh_authorization_take_code (RhAuthorization *self, const char *query, GError **error);
/* A whole pasted address: white space trimmed; scheme, host, port and path equal to the redirect
 * URI; never a bare code (security.md 1.6). Then as above. */
RhSecret *
rh_authorization_take_code_from_url (RhAuthorization *self, const char *url, GError **error);
/* The iss of the answer that was refused with ISSUER_UNKNOWN, for the question; then accept and
 * take the code again. */
const char *rh_authorization_get_unknown_issuer (RhAuthorization *self);
void rh_authorization_accept_issuer (RhAuthorization *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhAuthorization, rh_authorization_free)

G_END_DECLS
