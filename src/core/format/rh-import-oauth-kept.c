/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OAuth settings that are kept, in OpenCollection's words. */
#define G_LOG_DOMAIN "rh-import-oauth-kept"

#include "config.h"

#include "format/rh-import-oauth-private.h"

#include "collection/rh-secret-looking.h"
#include "format/rh-import-private.h"

#include <string.h>

#define GRANT RH_IMPORT_OAUTH_GRANT
#define CLIENT_AUTH RH_OAUTH_BLOCK_CLIENT_AUTH

static void
put (RhYaml *map, const char *key, RhImportOAuth *settings, const char *name)
{
  if (rh_import_oauth_has (settings, name))
    rh_yaml_set_string (map, key, rh_import_oauth_get (settings, name));
}

static void
put_map (RhYaml *map, const char *key, RhYaml *value)
{
  if (rh_yaml_get_length (value) > 0)
    rh_yaml_set (map, key, value);
  else
    rh_yaml_unref (value);
}

static RhYaml *
new_credentials (RhImportOAuth *settings)
{
  RhYaml *map = rh_yaml_new_mapping ();

  put (map, "clientId", settings, RH_OAUTH_CLIENT_ID);
  put (map, "clientSecret", settings, RH_OAUTH_BLOCK_CLIENT_SECRET);
  if (rh_import_oauth_is (settings, CLIENT_AUTH, "basic"))
    rh_yaml_set_string (map, "placement", "basic_auth_header");
  else
    put (map, "placement", settings, CLIENT_AUTH);
  return map;
}

static void
append_parameter (RhYaml *list, const char *name, const char *value, const char *placement)
{
  RhYaml *row = rh_yaml_new_mapping ();

  rh_yaml_set_string (row, "name", name);
  rh_yaml_set_string (row, "value", value);
  rh_yaml_set_string (row, "placement", placement);
  rh_yaml_append (list, row);
}

/* @prefix: "token." */
static RhYaml *
new_parameters (RhImport *self, RhImportOAuth *settings, const char *prefix, const char *place)
{
  g_autoptr (GPtrArray) names = rh_import_oauth_dup_names (settings);
  RhYaml *list = rh_yaml_new_sequence ();
  gboolean browser = g_str_equal (prefix, "authorization.");

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      const char *key = name + strlen (prefix);
      g_autofree char *value = g_strdup (rh_import_oauth_get (settings, name));

      if (!g_str_has_prefix (name, prefix))
        continue;
      if (rh_secret_looking (key, value, FALSE))
        {
          g_autofree char *hidden = rh_import_hide (self, key, value, place);

          g_set_str (&value, hidden);
        }
      append_parameter (list, key, value, browser ? "query" : "body");
    }

  return list;
}

static RhYaml *
new_all_parameters (RhImport *self, RhImportOAuth *settings, const char *place)
{
  RhYaml *map = rh_yaml_new_mapping ();
  RhYaml *token = new_parameters (self, settings, "token.", place);

  if (rh_import_oauth_has (settings, RH_OAUTH_RESOURCE))
    append_parameter (token, "resource", rh_import_oauth_get (settings, RH_OAUTH_RESOURCE), "body");
  if (rh_import_oauth_has (settings, RH_OAUTH_AUDIENCE))
    append_parameter (token, "audience", rh_import_oauth_get (settings, RH_OAUTH_AUDIENCE), "body");
  put_map (map, "authorizationRequest", new_parameters (self, settings, "authorization.", place));
  put_map (map, "accessTokenRequest", token);
  put_map (map, "refreshTokenRequest", new_parameters (self, settings, "refresh.", place));
  return map;
}

static RhYaml *
new_token_config (RhImportOAuth *settings)
{
  RhYaml *config = rh_yaml_new_mapping ();
  RhYaml *placement = rh_yaml_new_mapping ();

  put (config, "id", settings, "token_name");
  if (rh_import_oauth_is (settings, "placement", "query"))
    rh_yaml_set_string (placement, "query", "access_token");
  else
    rh_yaml_set_string (placement, "header",
                        rh_import_oauth_has (settings, RH_OAUTH_HEADER_PREFIX)
                            ? rh_import_oauth_get (settings, RH_OAUTH_HEADER_PREFIX)
                            : RH_IMPORT_OAUTH_PREFIX);
  rh_yaml_set (config, "placement", placement);
  return config;
}

static const char *
flow_of (RhImportOAuth *settings)
{
  if (rh_import_oauth_is_code (settings))
    return RH_IMPORT_OAUTH_CODE;

  return rh_import_oauth_is (settings, GRANT, "password") ? "resource_owner_password_credentials"
                                                          : rh_import_oauth_get (settings, GRANT);
}

static RhYaml *
new_kept (RhImport *self, RhImportOAuth *settings, const char *place)
{
  RhYaml *auth = rh_yaml_new_mapping ();
  RhYaml *owner = rh_yaml_new_mapping ();
  RhYaml *pkce = rh_yaml_new_mapping ();

  rh_yaml_set_string (auth, "type", "oauth2");
  rh_yaml_set_string (auth, "flow", flow_of (settings));
  put (auth, "authorizationUrl", settings, RH_OAUTH_AUTHORIZATION_URL);
  put (auth, "accessTokenUrl", settings, RH_OAUTH_TOKEN_URL);
  put (auth, "refreshTokenUrl", settings, "refresh_url");
  put (auth, "callbackUrl", settings, RH_OAUTH_REDIRECT_URI);
  put_map (auth, "credentials", new_credentials (settings));
  if (rh_import_oauth_is (settings, GRANT, "password"))
    {
      put (owner, "username", settings, "username");
      put (owner, "password", settings, "password");
    }
  put_map (auth, "resourceOwner", owner);
  put (auth, "scope", settings, RH_OAUTH_SCOPE);
  if (rh_import_oauth_is_code (settings))
    rh_yaml_set_string (pkce, "method", "S256");
  put_map (auth, "pkce", pkce);
  put_map (auth, "additionalParameters", new_all_parameters (self, settings, place));
  rh_yaml_set (auth, "tokenConfig", new_token_config (settings));
  return auth;
}

/* All that has a word there, and secrets, which are told apart. */
static gboolean
is_kept (RhImportOAuth *settings, const char *name)
{
  static const char *const words[] = { GRANT,
                                       RH_OAUTH_AUTHORIZATION_URL,
                                       RH_OAUTH_TOKEN_URL,
                                       "refresh_url",
                                       "placement",
                                       RH_OAUTH_CLIENT_ID,
                                       CLIENT_AUTH,
                                       RH_OAUTH_REDIRECT_URI,
                                       "pkce",
                                       RH_OAUTH_BLOCK_CLIENT_SECRET,
                                       "password",
                                       "access_token",
                                       "token_name",
                                       RH_OAUTH_RESOURCE,
                                       RH_OAUTH_AUDIENCE,
                                       "refresh_token",
                                       RH_OAUTH_SCOPE,
                                       RH_OAUTH_HEADER_PREFIX,
                                       NULL };

  if (g_str_equal (name, "username"))
    return rh_import_oauth_is (settings, GRANT, "password");

  return g_strv_contains (words, name) || g_str_has_prefix (name, "authorization.")
         || g_str_has_prefix (name, "token.") || g_str_has_prefix (name, "refresh.");
}

static void
tell_not_kept (RhImport *self, RhImportOAuth *settings, const char *place)
{
  g_autoptr (GPtrArray) names = rh_import_oauth_dup_names (settings);

  for (guint i = 0; i < names->len; i++)
    if (!is_kept (settings, g_ptr_array_index (names, i)))
      rh_import_oauth_tell (self, settings, g_ptr_array_index (names, i), place);
}

void
rh_import_oauth_keep (RhImport *self, gpointer object, RhImportOAuth *settings, const char *place)
{
  if (rh_import_oauth_is_code (settings))
    rh_import_note (self, RH_IMPORT_OAUTH_OTHER, place, NULL);
  else if (rh_import_oauth_is (settings, GRANT, "implicit")
           || rh_import_oauth_is (settings, GRANT, "password"))
    rh_import_note (self, RH_IMPORT_GRANT_LEGACY, place, rh_import_oauth_get (settings, GRANT));
  else
    rh_import_note (self, RH_IMPORT_GRANT_KEPT, place, rh_import_oauth_get (settings, GRANT));

  tell_not_kept (self, settings, place);
  rh_import_put_auth (self, object, new_kept (self, settings, place));
}
