/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the Connect dialog says to a field as it is typed. */
#define G_LOG_DOMAIN "rh-connect-check"

#include "config.h"

#include "connection/rh-connect-check.h"

#include "text/rh-template.h"
#include "text/rh-url.h"

#include <glib/gi18n.h>

/* Asks the engine, with settings around this one that it has nothing to say about. */
static gboolean
engine_accepts (const char *field, const char *value, GError **error)
{
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  g_autoptr (GError) local_error = NULL;

  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "client");
  rh_oauth_config_set (config, RH_OAUTH_AUTHORIZATION_URL, "https://server.example/authorize");
  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://server.example/token");
  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://localhost:8437/callback");
  rh_oauth_config_set (config, field, value);

  if (rh_oauth_config_check (config, &local_error) || g_strcmp0 (local_error->message, field) != 0)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static char *
explain_url (const char *field, const char *value, const GError *error)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (value, NULL);

  if (url == NULL)
    return g_strdup (_ ("Type a whole address that begins with https:// and has no spaces."));
  if (url->fragment != NULL)
    return g_strdup (_ ("Remove the # and what follows: a fragment is not allowed here."));
  if (url->userinfo != NULL)
    return g_strdup (_ ("Remove the name and the @ before the host."));
  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT))
    return g_strdup (_ ("Must begin with https://. Plain http is for localhost only."));
  if (g_str_equal (field, RH_OAUTH_REDIRECT_URI) && !rh_url_is_https (url))
    return g_strdup (_ ("Must begin with https://, http://localhost or http://127.0.0.1, and may "
                        "not carry a code or state of its own."));

  return g_strdup (_ ("Has a character or parameter that is not allowed here."));
}

static char *
check_url (const char *field, const char *value)
{
  /* The API is no setting of the engine's, but the same rule holds for it. */
  const char *engine_field = g_str_equal (field, "api") ? RH_OAUTH_TOKEN_URL : field;
  g_autoptr (GError) error = NULL;

  if (engine_accepts (engine_field, value, &error))
    return NULL;

  return explain_url (field, value, error);
}

static char *
check_client_id (const char *value)
{
  for (const char *p = value; *p != '\0'; p++)
    {
      /* VSCHAR, RFC 6749 appendix A.1 */
      if (*p < 0x20 || *p > 0x7e)
        return g_strdup (_ ("Has a character that no client ID has. Copy it again."));
    }

  return NULL;
}

static char *
check_scope (const char *value)
{
  if (rh_oauth_scope_is_valid (value))
    return NULL;

  return g_strdup (_ ("Only letters, digits and signs, with one space between scopes; no quotation "
                      "mark and no backslash."));
}

gboolean
rh_connect_check_is_missing (const char *field, const char *value, RhClientAuth auth)
{
  static const char *const required[] = { RH_OAUTH_CLIENT_ID, RH_OAUTH_REDIRECT_URI,
                                          RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_TOKEN_URL, NULL };

  if (*value != '\0')
    return FALSE;
  if (g_str_equal (field, "client_secret"))
    return auth != RH_CLIENT_AUTH_NONE;

  return g_strv_contains (required, field);
}

static char *
missing_sentence (const char *field)
{
  if (g_str_equal (field, RH_OAUTH_CLIENT_ID))
    return g_strdup (_ ("Enter the client ID that the service gave you."));
  if (g_str_equal (field, "client_secret"))
    return g_strdup (_ ("Enter the client secret. If the client has none, choose None as client "
                        "authentication under Advanced."));
  if (g_str_equal (field, RH_OAUTH_REDIRECT_URI))
    return g_strdup (_ ("Enter the redirect URI that is registered for this client."));
  if (g_str_equal (field, RH_OAUTH_AUTHORIZATION_URL))
    return g_strdup (_ ("Enter the authorization URL under Advanced."));

  return g_strdup (_ ("Enter the token URL under Advanced."));
}

char *
rh_connect_check (const char *field, const char *value, RhClientAuth auth)
{
  g_return_val_if_fail (field != NULL, NULL);
  g_return_val_if_fail (value != NULL, NULL);

  if (rh_connect_check_is_missing (field, value, auth))
    return missing_sentence (field);
  if (*value == '\0' || g_str_equal (field, "client_secret") || rh_template_has_refs (value))
    return NULL;
  if (g_str_equal (field, RH_OAUTH_CLIENT_ID))
    return check_client_id (value);
  if (g_str_equal (field, RH_OAUTH_SCOPE))
    return check_scope (value);

  return check_url (field, value);
}

gboolean
rh_connect_check_is_foreign (const char *redirect_uri)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (redirect_uri, NULL);

  return url != NULL && !rh_url_is_loopback (url);
}

const char *
rh_connect_check_find_shared (RhWorkspace *workspace,
                              RhConnection *connection,
                              const char *redirect_uri,
                              const char *token_url)
{
  RhCollection *collection = rh_connection_get_collection (connection);
  GListModel *environments = rh_collection_get_environments (collection);

  for (guint i = 0; *redirect_uri != '\0' && i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autoptr (RhConnection) other
          = rh_workspace_get_connection (workspace, collection, environment);
      g_autofree char *other_redirect_uri
          = rh_connection_dup_setting (other, RH_OAUTH_REDIRECT_URI);
      g_autofree char *other_token_url = rh_connection_dup_setting (other, RH_OAUTH_TOKEN_URL);

      if (other != connection && g_str_equal (redirect_uri, other_redirect_uri)
          && !g_str_equal (token_url, other_token_url))
        return rh_environment_get_name (environment);
    }

  return NULL;
}

/* "Pleo Staging" says whose it is. */
char *
rh_connect_check_propose_uri (RhService *service, const char *environment)
{
  gboolean named = g_str_has_prefix (environment, rh_service_get_name (service));
  g_autofree char *name = named
                              ? g_strdup (environment)
                              : g_strdup_printf ("%s-%s", rh_service_get_id (service), environment);
  g_autofree char *lower = g_ascii_strdown (name, -1);

  g_strcanon (lower, "abcdefghijklmnopqrstuvwxyz0123456789-", '-');

  return g_strconcat ("http://localhost:8437/", lower, NULL);
}

const char *
rh_connect_check_describe_auth (RhClientAuth auth)
{
  switch (auth)
    {
    case RH_CLIENT_AUTH_NONE:
      return _ ("A public client: only the client ID is sent.");
    case RH_CLIENT_AUTH_BASIC:
      return _ ("In the Authorization header, as the standard says.");
    case RH_CLIENT_AUTH_BASIC_RAW:
      return _ ("In the Authorization header without form encoding, for servers that want it so.");
    case RH_CLIENT_AUTH_BODY:
      return _ ("Client ID and client secret in the body of the token request.");
    default:
      return NULL;
    }
}
