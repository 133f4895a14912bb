/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection's OAuth 2.0 block: templates. Filled in for one environment it is an RhOAuthConfig.
 */
#pragma once

#include "oauth/rh-oauth-config.h"

G_BEGIN_DECLS

#define RH_TYPE_OAUTH_BLOCK (rh_oauth_block_get_type ())
G_DECLARE_FINAL_TYPE (RhOAuthBlock, rh_oauth_block, RH, OAUTH_BLOCK, GObject)

/* The two fields that an RhOAuthConfig keeps apart. Values of the latter: "none", "basic",
 * "basic_raw", "body"; empty: "basic" if there is a secret, else "none". */
#define RH_OAUTH_BLOCK_CLIENT_SECRET "client_secret"
#define RH_OAUTH_BLOCK_CLIENT_AUTH "client_auth"

/* Every field is empty. */
RhOAuthBlock *rh_oauth_block_new (void);
/* Every field becomes a variable of the same name: "{{client_id}}", "{{token_url}}", and the client
 * secret "{{client_secret}}". Connect then writes variables and leaves the block alone. */
void rh_oauth_block_fill_variables (RhOAuthBlock *self);
/* All fields in the order they are shown and saved, NULL-terminated. */
const char *const *rh_oauth_block_field_names (void);
/* The client secret is one {{variable}} or nothing: anything else is not taken.
 * Fields by the RH_OAUTH_… names, and the two above. Never NULL. Signal "changed". */
const char *rh_oauth_block_get (RhOAuthBlock *self, const char *field);
void rh_oauth_block_set (RhOAuthBlock *self, const char *field, const char *value);
/* If the field is exactly one {{variable}}, its name; else NULL. */
char *rh_oauth_block_dup_variable (RhOAuthBlock *self, const char *field);

G_END_DECLS
