/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a flow may start with: standards.md A, B10, E3, E11; security.md 1.6, 4.4. */
#include "lib/rh-test.h"
#include "oauth/rh-oauth-config.h"

static RhOAuthConfig *
config_new (void)
{
  RhOAuthConfig *config = rh_oauth_config_new ();

  rh_oauth_config_set (config, RH_OAUTH_AUTHORIZATION_URL, "https://as.example/authorize");
  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "s6BhdRkqt3");
  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://localhost:8437/acme");

  return config;
}

static void
assert_fails (RhOAuthConfig *config, RhOAuthError code, const char *message)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_oauth_config_check (config, &error));
  g_assert_error (error, RH_OAUTH_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_field (const char *field, const char *value, int code)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (GError) error = NULL;

  rh_oauth_config_set (config, field, value);
  if (code < 0)
    {
      rh_oauth_config_check (config, &error);
      g_assert_no_error (error);
    }
  else
    assert_fails (config, (RhOAuthError) code, field);
}

static void
assert_listens (const char *redirect_uri,
                const char *listen_uri,
                const char *expected_host,
                guint16 expected_port,
                const char *expected_path)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  guint16 port = 1;

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, redirect_uri);
  rh_oauth_config_set (config, RH_OAUTH_LISTEN_URI, listen_uri);
  rh_oauth_config_check (config, &error);
  g_assert_no_error (error);

  g_assert_true (rh_oauth_config_get_listen_address (config, &host, &port, &path)
                 == (expected_host != NULL));
  g_assert_cmpstr (host, ==, expected_host);
  if (expected_host == NULL)
    return;
  g_assert_cmpuint (port, ==, expected_port);
  g_assert_cmpstr (path, ==, expected_path);
}

static void
test_fields (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();

  g_assert_null (rh_oauth_config_get (config, RH_OAUTH_SCOPE));
  rh_oauth_config_set (config, RH_OAUTH_SCOPE, "a b");
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_SCOPE), ==, "a b");
  rh_oauth_config_set (config, RH_OAUTH_SCOPE, "");
  g_assert_null (rh_oauth_config_get (config, RH_OAUTH_SCOPE));
  rh_oauth_config_set (config, RH_OAUTH_LISTEN_URI, "");
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_LISTEN_URI), ==, "");
  rh_oauth_config_set (config, RH_OAUTH_LISTEN_URI, NULL);
  g_assert_null (rh_oauth_config_get (config, RH_OAUTH_LISTEN_URI));
}

static void
test_copy (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhOAuthConfig) copy = NULL;
  g_autoptr (RhSecret) secret = rh_secret_new ("cf136dc3c1fc93f31185e5885805d", -1);

  rh_oauth_config_set_client_secret (config, secret);
  rh_oauth_config_set_client_auth (config, RH_CLIENT_AUTH_BODY);
  rh_oauth_config_set_iss_required (config, TRUE);
  rh_params_add (rh_oauth_config_get_authorization_params (config), "prompt", "login");
  copy = rh_oauth_config_copy (config);
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "other");

  g_assert_cmpstr (rh_oauth_config_get (copy, RH_OAUTH_CLIENT_ID), ==, "s6BhdRkqt3");
  g_assert_true (rh_secret_equal (rh_oauth_config_get_client_secret (copy), secret));
  g_assert_cmpint (rh_oauth_config_get_client_auth (copy), ==, RH_CLIENT_AUTH_BODY);
  g_assert_true (rh_oauth_config_get_iss_required (copy));
  g_assert_cmpstr (rh_params_get (rh_oauth_config_get_authorization_params (copy), "prompt"), ==,
                   "login");
}

static void
test_empty_secret_is_public (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhSecret) empty = rh_secret_new ("", 0);

  rh_oauth_config_set_client_secret (config, empty);
  g_assert_null (rh_oauth_config_get_client_secret (config));
}

static void
test_missing (void)
{
  assert_field (RH_OAUTH_AUTHORIZATION_URL, NULL, RH_OAUTH_ERROR_CONFIG_MISSING);
  assert_field (RH_OAUTH_TOKEN_URL, NULL, RH_OAUTH_ERROR_CONFIG_MISSING);
  assert_field (RH_OAUTH_CLIENT_ID, NULL, RH_OAUTH_ERROR_CONFIG_MISSING);
  assert_field (RH_OAUTH_REDIRECT_URI, NULL, RH_OAUTH_ERROR_CONFIG_MISSING);
  assert_field (RH_OAUTH_SCOPE, NULL, -1);
}

/* A10, B8: client credentials and refresh need no browser and no redirect. */
static void
test_client_only (void)
{
  g_autoptr (RhOAuthConfig) config = rh_oauth_config_new ();
  g_autoptr (GError) error = NULL;

  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "s6BhdRkqt3");
  rh_oauth_config_check_client (config, &error);
  g_assert_no_error (error);
  assert_fails (config, RH_OAUTH_ERROR_CONFIG_MISSING, RH_OAUTH_AUTHORIZATION_URL);
}

static void
test_https (void)
{
  static const char *const fields[] = {
    RH_OAUTH_AUTHORIZATION_URL, RH_OAUTH_TOKEN_URL, RH_OAUTH_REVOCATION_URL,
    RH_OAUTH_INTROSPECTION_URL, RH_OAUTH_ISSUER,
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      assert_field (fields[i], "https://as.example/x", -1);
      assert_field (fields[i], "http://localhost:8436/x", -1);
      assert_field (fields[i], "http://127.0.0.1:8436/x", -1);
      assert_field (fields[i], "http://[::1]:8436/x", -1);
      assert_field (fields[i], "http://as.example/x", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT);
      assert_field (fields[i], "http://127.0.0.1.evil/x", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT);
      assert_field (fields[i], "http://localhost.evil/x", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT);
      assert_field (fields[i], "http://10.0.0.1/x", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT);
    }
}

static void
test_dangerous_urls (void)
{
  static const char *const urls[] = {
    "javascript:alert(1)",
    "file:///etc/passwd",
    "-x",
    "--remote-debugging-port=9222",
    "https://as.example/a b",
    "https://as.example/a\tb",
    "https://as.example/a\nb",
    "https://as.example/\"; xdg-open x; \"",
    "https://as.example/`id`",
    "https://good.example\\@evil.example/",
    "https://user@as.example/authorize",
    "https://user:pw@as.example/authorize",
    "https://as.example/authorize#fragment",
    "https://as.example/authorize#",
    "https://",
    "https:///authorize",
    "//as.example/authorize",
    "as.example/authorize",
    "ftp://as.example/authorize",
    " https://as.example/authorize",
    "https://as.example/\xc3\xa9",
    "https://as.example/\x7f",
    "https://as.example:99999/authorize",
    "https://as.example:0/authorize",
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      assert_field (RH_OAUTH_AUTHORIZATION_URL, urls[i], RH_OAUTH_ERROR_CONFIG_INVALID);
      assert_field (RH_OAUTH_TOKEN_URL, urls[i], RH_OAUTH_ERROR_CONFIG_INVALID);
      assert_field (RH_OAUTH_REDIRECT_URI, urls[i], RH_OAUTH_ERROR_CONFIG_INVALID);
    }
}

static void
test_redirect_uri (void)
{
  assert_field (RH_OAUTH_REDIRECT_URI, "https://app.example/callback?tenant=1", -1);
  assert_field (RH_OAUTH_REDIRECT_URI, "http://app.example/cb", RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT);
  assert_field (RH_OAUTH_REDIRECT_URI, "http://127.0.0.2:8437/cb", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_REDIRECT_URI, "http://localhost:8437/cb?state=x",
                RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_REDIRECT_URI, "http://localhost:8437/cb?c%6Fde=x",
                RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_REDIRECT_URI, "https://app.example:0/cb", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_LISTEN_URI, "http://app.example/cb", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_LISTEN_URI, "https://localhost:8437/cb", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_LISTEN_URI, "http://localhost:0/cb", RH_OAUTH_ERROR_CONFIG_INVALID);
}

static void
test_listen_address (void)
{
  assert_listens ("http://localhost:8437/pleo-staging", NULL, "localhost", 8437, "/pleo-staging");
  assert_listens ("http://LOCALHOST:08437/A%2fb", NULL, "localhost", 8437, "/A%2fb");
  assert_listens ("http://127.0.0.1:8437", NULL, "127.0.0.1", 8437, "/");
  assert_listens ("http://[::1]:8437/cb", NULL, "[::1]", 8437, "/cb");
  assert_listens ("http://localhost/cb", NULL, "localhost", 80, "/cb");
  /* Two fields: the redirect URI of a relay page, and where it leads. */
  assert_listens ("https://app.example/relay", "http://localhost:8437/pleo", "localhost", 8437,
                  "/pleo");
  /* Nothing listens: paste-back. */
  assert_listens ("https://oauth.example/callback", NULL, NULL, 0, NULL);
  assert_listens ("http://localhost:8437/cb", "", NULL, 0, NULL);
}

static void
test_free_port (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();

  assert_listens ("http://127.0.0.1:0/callback", NULL, "127.0.0.1", 0, "/callback");
  assert_listens ("http://[::1]:0/callback", NULL, "[::1]", 0, "/callback");

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "HTTP://127.0.0.1:0/Call%2fback?a=:0/");
  rh_oauth_config_set_listen_port (config, 49152);
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_REDIRECT_URI), ==,
                   "HTTP://127.0.0.1:49152/Call%2fback?a=:0/");

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://localhost:8430/cb");
  rh_oauth_config_set_listen_port (config, 8430);
  g_assert_cmpstr (rh_oauth_config_get (config, RH_OAUTH_REDIRECT_URI), ==,
                   "http://localhost:8430/cb");

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://127.0.0.1:0/cb");
  rh_oauth_config_set (config, RH_OAUTH_LISTEN_URI, "");
  assert_fails (config, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_REDIRECT_URI);
}

static void
test_reserved_parameters (void)
{
  static const char *const names[] = {
    "client_id",     "client_secret", "redirect_uri",          "response_type", "response_mode",
    "state",         "nonce",         "code_challenge",        "code_verifier", "grant_type",
    "refresh_token", "code",          "code_challenge_method", "STATE",         "Redirect_URI",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RhOAuthConfig) config = config_new ();
      g_autoptr (RhOAuthConfig) in_url = config_new ();
      g_autofree char *url = g_strdup_printf ("https://as.example/authorize?%s=x", names[i]);

      rh_params_add (rh_oauth_config_get_authorization_params (config), names[i], "x");
      assert_fails (config, RH_OAUTH_ERROR_CONFIG_PARAMETER, names[i]);
      rh_oauth_config_set (in_url, RH_OAUTH_AUTHORIZATION_URL, url);
      assert_fails (in_url, RH_OAUTH_ERROR_CONFIG_PARAMETER, names[i]);
    }
}

static void
test_double_parameters (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhOAuthConfig) with_url = config_new ();
  g_autoptr (RhOAuthConfig) with_scope = config_new ();
  g_autoptr (RhOAuthConfig) with_resources = config_new ();
  g_autoptr (GError) error = NULL;

  rh_params_add (rh_oauth_config_get_authorization_params (config), "prompt", "login");
  rh_params_add (rh_oauth_config_get_authorization_params (config), "prompt", "none");
  assert_fails (config, RH_OAUTH_ERROR_CONFIG_PARAMETER, "prompt");

  rh_oauth_config_set (with_url, RH_OAUTH_AUTHORIZATION_URL, "https://as.example/a?prompt=login");
  rh_params_add (rh_oauth_config_get_authorization_params (with_url), "prompt", "none");
  assert_fails (with_url, RH_OAUTH_ERROR_CONFIG_PARAMETER, "prompt");

  rh_oauth_config_set (with_scope, RH_OAUTH_SCOPE, "a");
  rh_params_add (rh_oauth_config_get_authorization_params (with_scope), "scope", "b");
  assert_fails (with_scope, RH_OAUTH_ERROR_CONFIG_PARAMETER, "scope");

  /* RFC 8707: this one may come again. */
  rh_params_add (rh_oauth_config_get_authorization_params (with_resources), "resource", "urn:a");
  rh_params_add (rh_oauth_config_get_authorization_params (with_resources), "resource", "urn:b");
  rh_oauth_config_check (with_resources, &error);
  g_assert_no_error (error);
}

static void
test_secret_in_url (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhOAuthConfig) in_url = config_new ();
  g_autoptr (RhSecret) secret = rh_secret_new ("cf136dc3c1fc93f3", -1);

  rh_oauth_config_set_client_secret (config, secret);
  rh_params_add (rh_oauth_config_get_authorization_params (config), "key", "cf136dc3c1fc93f3");
  assert_fails (config, RH_OAUTH_ERROR_CONFIG_PARAMETER, "key");

  rh_oauth_config_set_client_secret (in_url, secret);
  rh_oauth_config_set (in_url, RH_OAUTH_AUTHORIZATION_URL, "https://as.example/cf136dc3c1fc93f3");
  assert_fails (in_url, RH_OAUTH_ERROR_CONFIG_PARAMETER, "client_secret");
}

static void
test_scope (void)
{
  g_autofree char *canonical = rh_oauth_scope_canonical (" users:write  users:read a users:read ");
  g_autofree char *tidy = rh_oauth_scope_tidy ("  users:write   users:read ");
  g_autofree char *none = rh_oauth_scope_canonical (NULL);

  g_assert_cmpstr (canonical, ==, "a users:read users:write");
  g_assert_cmpstr (tidy, ==, "users:write users:read");
  g_assert_cmpstr (none, ==, "");
  g_assert_true (rh_oauth_scope_is_valid ("!#$%&'()*+,-./09:;<=>?@AZ[]^_`az{|}~ Read read"));

  for (int c = 1; c < 256; c++)
    {
      const char text[] = { 'a', (char) c, 'b', '\0' };
      gboolean valid = c >= 0x20 && c <= 0x7E && c != '"' && c != '\\';

      g_assert_true (rh_oauth_scope_is_valid (text) == valid);
    }
  assert_field (RH_OAUTH_SCOPE, "a\"b", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_SCOPE, "a\nb", RH_OAUTH_ERROR_CONFIG_INVALID);
}

static void
test_header_prefix (void)
{
  assert_field (RH_OAUTH_HEADER_PREFIX, "Token", -1);
  assert_field (RH_OAUTH_HEADER_PREFIX, "", -1);
  assert_field (RH_OAUTH_HEADER_PREFIX, "Bearer\r\nX: y", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_HEADER_PREFIX, "Be arer", RH_OAUTH_ERROR_CONFIG_INVALID);
}

static void
test_client (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhOAuthConfig) raw = config_new ();
  g_autoptr (RhSecret) pasted = rh_secret_new ("secret\n", -1);
  g_autoptr (RhSecret) with_nul = rh_secret_new ("sec\0ret", 7);

  rh_oauth_config_set_client_secret (config, pasted);
  assert_fails (config, RH_OAUTH_ERROR_CONFIG_INVALID, "client_secret");
  rh_oauth_config_set_client_secret (config, with_nul);
  assert_fails (config, RH_OAUTH_ERROR_CONFIG_INVALID, "client_secret");
  assert_field (RH_OAUTH_CLIENT_ID, "id\r\n", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_CLIENT_ID, "urn:client:é", -1);

  rh_oauth_config_set (raw, RH_OAUTH_CLIENT_ID, "urn:client");
  rh_oauth_config_set_client_auth (raw, RH_CLIENT_AUTH_BASIC_RAW);
  assert_fails (raw, RH_OAUTH_ERROR_CONFIG_INVALID, RH_OAUTH_CLIENT_ID);
}

static void
test_issuer_and_resource (void)
{
  assert_field (RH_OAUTH_ISSUER, "https://as.example/tenant/", -1);
  assert_field (RH_OAUTH_ISSUER, "https://as.example/?a=b", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_RESOURCE, "https://api.example/", -1);
  assert_field (RH_OAUTH_RESOURCE, "urn:api", -1);
  assert_field (RH_OAUTH_RESOURCE, "/relative", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_RESOURCE, "https://api.example/#f", RH_OAUTH_ERROR_CONFIG_INVALID);
  assert_field (RH_OAUTH_AUDIENCE, "a\nb", RH_OAUTH_ERROR_CONFIG_INVALID);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/oauth-config/fields", test_fields);
  g_test_add_func ("/oauth-config/copy", test_copy);
  g_test_add_func ("/oauth-config/empty-secret-is-public", test_empty_secret_is_public);
  g_test_add_func ("/oauth-config/missing-field-is-named", test_missing);
  g_test_add_func ("/oauth-config/A10/client-credentials-need-no-redirect", test_client_only);
  g_test_add_func ("/oauth-config/B10/https-or-loopback", test_https);
  g_test_add_func ("/oauth-config/E11/dangerous-addresses-refused", test_dangerous_urls);
  g_test_add_func ("/oauth-config/A2/redirect-uri", test_redirect_uri);
  g_test_add_func ("/oauth-config/E3/listen-address", test_listen_address);
  g_test_add_func ("/oauth-config/E2/free-port", test_free_port);
  g_test_add_func ("/oauth-config/security-4.4/reserved-parameters", test_reserved_parameters);
  g_test_add_func ("/oauth-config/A1/no-parameter-twice", test_double_parameters);
  g_test_add_func ("/oauth-config/security-4.4/no-secret-in-the-authorization-url",
                   test_secret_in_url);
  g_test_add_func ("/oauth-config/A3/scope-characters", test_scope);
  g_test_add_func ("/oauth-config/C1/header-prefix-is-a-token", test_header_prefix);
  g_test_add_func ("/oauth-config/client-id-and-secret", test_client);
  g_test_add_func ("/oauth-config/issuer-and-resource", test_issuer_and_resource);

  return g_test_run ();
}
