/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one definition of a token's slot (security.md 3.1). */
#pragma once

#include "oauth/rh-oauth-config.h"

G_BEGIN_DECLS

/* SHA-256 in hex of collection id, environment, account, resolved token URL, client ID, sorted
 * asked scopes, resource, audience. @account: the user's label, "" by default. */
char *rh_token_slot_new (const char *collection_id,
                         const char *environment,
                         const char *account,
                         RhOAuthConfig *config);
/* The same for a client secret: collection id, environment, resolved token URL, client ID. */
char *rh_client_secret_slot_new (const char *collection_id,
                                 const char *environment,
                                 const char *token_url,
                                 const char *client_id);

G_END_DECLS
