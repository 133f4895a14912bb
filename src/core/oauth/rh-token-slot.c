/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The one definition of a token's slot (security.md 3.1): a hash over fields of known length, so
 * that no two configurations can spell the same bytes. */
#define G_LOG_DOMAIN "rh-token-slot"

#include "config.h"

#include "oauth/rh-token-slot.h"

#include <string.h>

/* The length comes first; unset and empty are the same. */
static void
add_field (GChecksum *checksum, const char *value)
{
  gsize length = value != NULL ? strlen (value) : 0;
  g_autofree char *prefix = g_strdup_printf ("%" G_GSIZE_FORMAT ":", length);

  g_checksum_update (checksum, (const guchar *) prefix, strlen (prefix));
  if (length > 0)
    g_checksum_update (checksum, (const guchar *) value, length);
}

char *
rh_token_slot_new (const char *collection_id,
                   const char *environment,
                   const char *account,
                   RhOAuthConfig *config)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  const char *scope = rh_oauth_config_get (config, RH_OAUTH_SCOPE);
  g_autofree char *scopes = rh_oauth_scope_canonical (scope != NULL ? scope : "");

  add_field (checksum, "token");
  add_field (checksum, collection_id);
  add_field (checksum, environment);
  add_field (checksum, account);
  add_field (checksum, rh_oauth_config_get (config, RH_OAUTH_TOKEN_URL));
  add_field (checksum, rh_oauth_config_get (config, RH_OAUTH_CLIENT_ID));
  add_field (checksum, scopes);
  add_field (checksum, rh_oauth_config_get (config, RH_OAUTH_RESOURCE));
  add_field (checksum, rh_oauth_config_get (config, RH_OAUTH_AUDIENCE));

  return g_strdup (g_checksum_get_string (checksum));
}

char *
rh_client_secret_slot_new (const char *collection_id,
                           const char *environment,
                           const char *token_url,
                           const char *client_id)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_field (checksum, "client-secret");
  add_field (checksum, collection_id);
  add_field (checksum, environment);
  add_field (checksum, token_url);
  add_field (checksum, client_id);

  return g_strdup (g_checksum_get_string (checksum));
}
