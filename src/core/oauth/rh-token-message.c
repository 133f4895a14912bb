/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes to a token endpoint: one function builds the request, and in it one function builds
 * client authentication, for the code, the refresh, client credentials, revocation and
 * introspection alike (peers.md 1.4). Reading the answer is rh-token-response.c. */
#define G_LOG_DOMAIN "rh-token-message"

#include "config.h"

#include "oauth/rh-token-message.h"

#include <string.h>

#define CONNECT_TIMEOUT_MS 15000
#define TOTAL_TIMEOUT_MS 60000
#define MAX_RESPONSE_BYTES (256 * 1024)

static void
append_secret (RhText *form, const char *name, const char *bytes, gsize length)
{
  g_autofree char *encoded = rh_percent_encode (bytes, (gssize) length, RH_PLACE_FORM);

  rh_text_append_value (form, encoded, -1, name, RH_SOURCE_AUTH, TRUE, NULL);
  rh_wipe (encoded, strlen (encoded));
}

static void
append_name (RhText *form, const char *name)
{
  gsize length;

  rh_text_peek (form, &length);
  if (length > 0)
    rh_text_append (form, "&", 1);
  rh_text_append (form, name, -1);
  rh_text_append (form, "=", 1);
}

static void
append_plain_field (RhText *form, const char *name, const char *value)
{
  g_autofree char *encoded = NULL;

  if (value == NULL || *value == '\0')
    return;

  encoded = rh_percent_encode (value, -1, RH_PLACE_FORM);
  append_name (form, name);
  rh_text_append (form, encoded, -1);
}

static void
append_secret_field (RhText *form, const char *name, RhSecret *value)
{
  gsize length;
  const char *bytes = rh_secret_peek (value, &length);

  append_name (form, name);
  append_secret (form, name, bytes, length);
}

/* RFC 6749 2.3.1 encodes ID and secret as a form before they are joined; @raw is for servers that
 * do not know it. */
static RhText *
basic_credentials (const char *client_id, RhSecret *client_secret, gboolean raw)
{
  RhText *value = rh_text_new ("Basic ");
  RhPlace place = raw ? RH_PLACE_RAW : RH_PLACE_FORM;
  gsize secret_length;
  const char *secret = rh_secret_peek (client_secret, &secret_length);
  char *encoded_id = rh_percent_encode (client_id, -1, place);
  char *encoded_secret = rh_percent_encode (secret, (gssize) secret_length, place);
  char *pair = g_strconcat (encoded_id, ":", encoded_secret, NULL);
  char *base64 = g_base64_encode ((const guchar *) pair, strlen (pair));

  rh_text_append_value (value, base64, -1, "client_secret", RH_SOURCE_AUTH, TRUE, NULL);

  g_free (encoded_id);
  rh_wipe_string (&encoded_secret);
  rh_wipe_string (&pair);
  rh_wipe_string (&base64);
  return value;
}

/* The one place: never both ways at once (RFC 6749 2.3), and a client without a secret is a public
 * one, which says who it is in the body. */
static void
add_client_authentication (RhOAuthConfig *config, RhHeaders *headers, RhText *form)
{
  const char *client_id = rh_oauth_config_get (config, RH_OAUTH_CLIENT_ID);
  RhSecret *client_secret = rh_oauth_config_get_client_secret (config);
  RhClientAuth auth = rh_oauth_config_get_client_auth (config);

  if (client_secret != NULL && (auth == RH_CLIENT_AUTH_BASIC || auth == RH_CLIENT_AUTH_BASIC_RAW))
    {
      g_autoptr (RhText) value
          = basic_credentials (client_id, client_secret, auth == RH_CLIENT_AUTH_BASIC_RAW);

      rh_headers_append (headers, "Authorization", value);
      return;
    }

  append_plain_field (form, "client_id", client_id);
  if (client_secret != NULL && auth == RH_CLIENT_AUTH_BODY)
    append_secret_field (form, "client_secret", client_secret);
}

/* Takes @form. No redirect, no file, no more than an answer may be (security.md 3.9). */
static RhRequest *
request_new (RhOAuthConfig *config, const char *url_field, RhText *form)
{
  const RhTimeouts timeouts = { .connect = CONNECT_TIMEOUT_MS, .total = TOTAL_TIMEOUT_MS };
  const char *url = rh_oauth_config_get (config, url_field);
  g_autoptr (RhText) url_text = NULL;
  g_autoptr (RhBody) body = NULL;
  RhRequest *request;

  g_return_val_if_fail (url != NULL, NULL);
  g_return_val_if_fail (rh_oauth_config_get (config, RH_OAUTH_CLIENT_ID) != NULL, NULL);

  url_text = rh_text_new (url);
  request = rh_request_new ("POST", url_text);
  rh_headers_append_plain (rh_request_get_headers (request), "Accept", "application/json");
  add_client_authentication (config, rh_request_get_headers (request), form);
  body = rh_body_new_text (form, "application/x-www-form-urlencoded");
  rh_request_set_body (request, body);
  rh_request_set_redirects (request, FALSE, 0);
  rh_request_set_timeouts (request, &timeouts);
  rh_request_set_response_limit (request, MAX_RESPONSE_BYTES);
  rh_request_set_memory_only (request, TRUE);

  return request;
}

RhRequest *
rh_token_request_new_code (RhOAuthConfig *config, RhSecret *code, RhSecret *verifier)
{
  g_autoptr (RhText) form = rh_text_new ("");

  g_return_val_if_fail (code != NULL && verifier != NULL, NULL);

  append_plain_field (form, "grant_type", "authorization_code");
  append_secret_field (form, "code", code);
  append_plain_field (form, "redirect_uri", rh_oauth_config_get (config, RH_OAUTH_REDIRECT_URI));
  append_secret_field (form, "code_verifier", verifier);
  append_plain_field (form, "resource", rh_oauth_config_get (config, RH_OAUTH_RESOURCE));

  return request_new (config, RH_OAUTH_TOKEN_URL, form);
}

RhRequest *
rh_token_request_new_refresh (RhOAuthConfig *config, RhSecret *refresh_token)
{
  g_autoptr (RhText) form = rh_text_new ("");

  g_return_val_if_fail (refresh_token != NULL, NULL);

  append_plain_field (form, "grant_type", "refresh_token");
  append_secret_field (form, "refresh_token", refresh_token);
  append_plain_field (form, "resource", rh_oauth_config_get (config, RH_OAUTH_RESOURCE));

  return request_new (config, RH_OAUTH_TOKEN_URL, form);
}

RhRequest *
rh_token_request_new_client_credentials (RhOAuthConfig *config)
{
  g_autoptr (RhText) form = rh_text_new ("");
  g_autofree char *scope = rh_oauth_scope_tidy (rh_oauth_config_get (config, RH_OAUTH_SCOPE));

  append_plain_field (form, "grant_type", "client_credentials");
  append_plain_field (form, "scope", scope);
  append_plain_field (form, "resource", rh_oauth_config_get (config, RH_OAUTH_RESOURCE));
  append_plain_field (form, "audience", rh_oauth_config_get (config, RH_OAUTH_AUDIENCE));

  return request_new (config, RH_OAUTH_TOKEN_URL, form);
}

RhRequest *
rh_revocation_request_new (RhOAuthConfig *config, RhSecret *token, const char *hint)
{
  g_autoptr (RhText) form = rh_text_new ("");

  g_return_val_if_fail (token != NULL, NULL);

  append_secret_field (form, "token", token);
  append_plain_field (form, "token_type_hint", hint);

  return request_new (config, RH_OAUTH_REVOCATION_URL, form);
}

RhRequest *
rh_introspection_request_new (RhOAuthConfig *config, RhSecret *token)
{
  g_autoptr (RhText) form = rh_text_new ("");

  g_return_val_if_fail (token != NULL, NULL);

  append_secret_field (form, "token", token);

  return request_new (config, RH_OAUTH_INTROSPECTION_URL, form);
}
