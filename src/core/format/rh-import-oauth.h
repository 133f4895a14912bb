/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OAuth settings of another program become the collection's OAuth 2.0 block, or stay beside it. */
#pragma once

#include "format/rh-import.h"

G_BEGIN_DECLS

/* Settings by name, as found: templates, already spelled with {{variables}}. Names, of Postman's in
 * both spellings and all others' in these:
 * grant_type (authorization_code, authorization_code_with_pkce, implicit, password,
 * client_credentials, device_code), authorization_url, token_url, refresh_url, client_id,
 * client_secret, scope, redirect_uri, client_auth (basic, body), header_prefix, placement (header,
 * query), pkce (S256, plain, none), state, code_verifier, audience, resource, issuer, username,
 * password, access_token, refresh_token, token_name; and "authorization." or "token." or "refresh."
 * before the name of a further parameter. What has another name is left out, and told. */
typedef GHashTable RhImportOAuth; /* char * → char *, both owned */
RhImportOAuth *rh_import_oauth_new (void);

/* Gives @object (the collection, an RhFolder or an RhRequestItem) these settings. The first that
 * are an authorization code's become the collection's block, and @object's auth kind
 * RH_AUTH_KIND_OAUTH2; equal ones count as the same; others are kept (OAUTH_OTHER, GRANT_LEGACY,
 * GRANT_KEPT). Settings without an address or a client are a token that somebody got, or the
 * collection's. Client secret, password and tokens go to the keyring, a code verifier nowhere. What
 * the collection itself has comes before what is in it. */
void
rh_import_set_oauth (RhImport *self, gpointer object, RhImportOAuth *settings, const char *place);

G_END_DECLS
