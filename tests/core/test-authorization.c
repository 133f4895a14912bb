/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authorization request and the judge of its answer: standards.md A, D, E11 to E13, F4;
 * security.md 1.5, 1.6, 1.8; peers.md 1.1, 1.3, 1.16. */
#include "lib/rh-test.h"
#include "oauth/rh-authorization.h"
#include "oauth/rh-pkce.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"

#include <string.h>

#define REDIRECT_URI "http://localhost:8437/acme"

static RhOAuthConfig *
config_new (void)
{
  RhOAuthConfig *config = rh_oauth_config_new ();

  rh_oauth_config_set (config, RH_OAUTH_AUTHORIZATION_URL, "https://as.example/authorize");
  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "s6BhdRkqt3");
  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, REDIRECT_URI);

  return config;
}

static RhAuthorization *
start (RhOAuthConfig *config)
{
  g_autoptr (GError) error = NULL;
  RhAuthorization *authorization = rh_authorization_new (config, &error);

  g_assert_no_error (error);
  return authorization;
}

static RhAuthorization *
start_default (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();

  return start (config);
}

static RhAuthorization *
start_with_issuer (const char *issuer, gboolean required)
{
  g_autoptr (RhOAuthConfig) config = config_new ();

  rh_oauth_config_set (config, RH_OAUTH_ISSUER, issuer);
  rh_oauth_config_set_iss_required (config, required);
  return start (config);
}

static RhParams *
query_of (RhAuthorization *authorization)
{
  g_autoptr (RhUrl) url = rh_url_parse (rh_authorization_get_url (authorization), NULL);

  return rh_params_parse (url->query, -1);
}

/* "{state}" in @pattern is the attempt's. */
static char *
fill (RhAuthorization *authorization, const char *pattern)
{
  g_autoptr (GString) text = g_string_new (pattern);
  const char *state = rh_authorization_get_state (authorization);

  g_string_replace (text, "{state}", state != NULL ? state : "burnt", 0);
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_code (RhAuthorization *authorization, const char *pattern, const char *expected)
{
  g_autofree char *query = fill (authorization, pattern);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) code = rh_authorization_take_code (authorization, query, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rh_secret_peek (code, NULL), ==, expected);
}

static void
assert_refused (RhAuthorization *authorization,
                const char *pattern,
                RhOAuthError expected,
                const char *message)
{
  g_autofree char *query = fill (authorization, pattern);
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_authorization_take_code (authorization, query, &error));
  g_assert_error (error, RH_OAUTH_ERROR, (int) expected);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
test_url (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhAuthorization) authorization = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *expected = NULL;

  rh_oauth_config_set (config, RH_OAUTH_SCOPE, " users:read  a+b ");
  rh_params_add (rh_oauth_config_get_authorization_params (config), "login_hint", "å@x.example");
  authorization = start (config);
  challenge = rh_pkce_dup_challenge (rh_authorization_get_verifier (authorization));
  expected = g_strconcat ("https://as.example/authorize?response_type=code&client_id=s6BhdRkqt3"
                          "&redirect_uri=http%3A%2F%2Flocalhost%3A8437%2Facme"
                          "&scope=users%3Aread%20a%2Bb&state=",
                          rh_authorization_get_state (authorization), "&code_challenge=", challenge,
                          "&code_challenge_method=S256&login_hint=%C3%A5%40x.example", NULL);

  g_assert_cmpstr (rh_authorization_get_url (authorization), ==, expected);
}

static void
test_existing_query (void)
{
  static const char *const urls[][2] = {
    { "https://as.example/a?tenant=x%20y&v", "https://as.example/a?tenant=x%20y&v&response_type" },
    { "https://as.example/a?", "https://as.example/a?response_type" },
    { "https://as.example/a?t=1&", "https://as.example/a?t=1&response_type" },
    { "https://as.example", "https://as.example?response_type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_autoptr (RhOAuthConfig) config = config_new ();
      g_autoptr (RhAuthorization) authorization = NULL;

      rh_oauth_config_set (config, RH_OAUTH_AUTHORIZATION_URL, urls[i][0]);
      authorization = start (config);
      g_assert_true (g_str_has_prefix (rh_authorization_get_url (authorization), urls[i][1]));
    }
}

static void
test_empty_left_out (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhAuthorization) authorization = NULL;
  g_autoptr (RhParams) params = NULL;

  rh_oauth_config_set (config, RH_OAUTH_SCOPE, "  ");
  rh_params_add (rh_oauth_config_get_authorization_params (config), "prompt", "");
  authorization = start (config);
  params = query_of (authorization);

  g_assert_cmpuint (rh_params_count (params, "scope"), ==, 0);
  g_assert_cmpuint (rh_params_count (params, "prompt"), ==, 0);
  g_assert_cmpuint (rh_params_count (params, "audience"), ==, 0);
  g_assert_cmpuint (rh_params_get_length (params), ==, 6);
}

static void
test_same_redirect_uri (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (RhAuthorization) authorization = NULL;
  g_autoptr (RhParams) params = NULL;

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://LOCALHOST:08437/A%2fb?x=%7E+1");
  authorization = start (config);
  params = query_of (authorization);

  g_assert_cmpstr (rh_params_get (params, "redirect_uri"), ==,
                   "http://LOCALHOST:08437/A%2fb?x=%7E+1");
}

static void
test_bad_config (void)
{
  g_autoptr (RhOAuthConfig) config = config_new ();
  g_autoptr (GError) error = NULL;

  rh_oauth_config_set (config, RH_OAUTH_AUTHORIZATION_URL, "javascript:alert(1)");
  g_assert_null (rh_authorization_new (config, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_INVALID);
}

static void
test_s256_always (void)
{
  g_autoptr (RhAuthorization) authorization = start_default ();
  g_autoptr (RhParams) params = query_of (authorization);
  g_autofree char *challenge
      = rh_pkce_dup_challenge (rh_authorization_get_verifier (authorization));

  g_assert_cmpstr (rh_params_get (params, "code_challenge"), ==, challenge);
  g_assert_cmpstr (rh_params_get (params, "code_challenge_method"), ==, "S256");
  g_assert_null (strstr (rh_authorization_get_url (authorization),
                         rh_secret_peek (rh_authorization_get_verifier (authorization), NULL)));
}

static void
test_state (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < 100; i++)
    {
      g_autoptr (RhAuthorization) authorization = start_default ();
      const char *state = rh_authorization_get_state (authorization);
      g_autoptr (RhParams) params = query_of (authorization);
      gsize length = 0;
      g_autofree guint8 *bytes = rh_base64url_decode (state, -1, &length);

      g_assert_nonnull (bytes);
      g_assert_cmpuint (length * 8, >=, 128);
      g_assert_true (g_hash_table_add (seen, g_strdup (state)));
      g_assert_cmpstr (rh_params_get (params, "state"), ==, state);
    }
}

/* RFC 6749 4.1.2, with the state of this attempt. */
static void
test_code (void)
{
  g_autoptr (RhAuthorization) authorization = start_default ();

  assert_code (authorization, "code=SplxlOBeZQQYbYS6WxSbIA&state={state}",
               "SplxlOBeZQQYbYS6WxSbIA");
}

static void
test_unknown_parameters (void)
{
  g_autoptr (RhAuthorization) authorization = start_default ();

  assert_code (authorization,
               "session_state=1&scope=a+b&code=a%2Fb%2B1&authuser=0&hd=x&state={state}&x&x=1",
               "a/b+1");
}

static void
test_wrong_state (void)
{
  static const char *const patterns[] = {
    "code=c",
    "code=c&state=",
    "code=c&state",
    "code=c&state=x",
    "code=c&state={state}x",
    "code=c&state={state}%00",
    "code=c&state=%20{state}",
    "code=c&state={state}&state={state}",
    "code=c&state={state}&state=x",
    "code=c&State={state}",
    "error=access_denied",
    "error=access_denied&state=x",
    "",
  };
  g_autoptr (RhAuthorization) authorization = start_default ();

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    assert_refused (authorization, patterns[i], RH_OAUTH_ERROR_STATE, NULL);

  /* None of them ended the wait. */
  assert_code (authorization, "code=c&state={state}", "c");
}

static void
test_shape (void)
{
  static const char *const patterns[] = {
    "state={state}",
    "code=c&code=c&state={state}",
    "code=c&c%6Fde=d&state={state}",
    "code=c&error=access_denied&state={state}",
    "error=a&error=b&state={state}",
    "code=&state={state}",
    "code&state={state}",
    "code=a%00b&state={state}",
    "code=a%0Ab&state={state}",
    "code=%C3%A9&state={state}",
    "code=c&iss=https://as.example&iss=https://as.example&state={state}",
  };
  g_autoptr (RhAuthorization) authorization = start_default ();
  g_autofree char *filler = g_strnfill (20000, 'a');
  g_autofree char *longer = g_strconcat ("state={state}&code=", filler, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (patterns); i++)
    assert_refused (authorization, patterns[i], RH_OAUTH_ERROR_REDIRECT, NULL);
  assert_refused (authorization, longer, RH_OAUTH_ERROR_REDIRECT, "too long");

  assert_code (authorization, "code=c&state={state}", "c");
}

static void
test_burnt (void)
{
  g_autoptr (RhAuthorization) authorization = start_default ();
  g_autofree char *again = fill (authorization, "code=c&state={state}");

  assert_code (authorization, "code=c&state={state}", "c");
  g_assert_null (rh_authorization_get_state (authorization));
  assert_refused (authorization, again, RH_OAUTH_ERROR_STATE, NULL);
}

static void
test_errors (void)
{
  static const struct
  {
    const char *query;
    RhOAuthError code;
    const char *message;
  } cases[] = {
    { "error=invalid_request", RH_OAUTH_ERROR_AUTHORIZATION, "invalid_request" },
    { "error=unauthorized_client", RH_OAUTH_ERROR_AUTHORIZATION, "unauthorized_client" },
    { "error=access_denied&error_description=No+thanks.", RH_OAUTH_ERROR_DENIED,
      "access_denied: No thanks." },
    { "error=unsupported_response_type", RH_OAUTH_ERROR_AUTHORIZATION,
      "unsupported_response_type" },
    { "error=invalid_scope&error_description=a%20b&error_uri=https%3A%2F%2Fas.example%2Fe",
      RH_OAUTH_ERROR_AUTHORIZATION, "invalid_scope: a b (https://as.example/e)" },
    { "error=server_error", RH_OAUTH_ERROR_AUTHORIZATION, "server_error" },
    { "error=temporarily_unavailable", RH_OAUTH_ERROR_AUTHORIZATION, "temporarily_unavailable" },
    { "error=x&error_uri=javascript:alert(1)", RH_OAUTH_ERROR_AUTHORIZATION, "x" },
    { "error=x&error_description=%E2%80%AEa%1B%5B1m%0D%0Ab", RH_OAUTH_ERROR_AUTHORIZATION,
      "x: a[1m  b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhAuthorization) authorization = start_default ();
      g_autofree char *pattern = g_strconcat (cases[i].query, "&state={state}", NULL);

      assert_refused (authorization, pattern, cases[i].code, cases[i].message);
      g_assert_null (rh_authorization_get_state (authorization));
    }
}

static void
test_issuer (void)
{
  g_autoptr (RhAuthorization) right = start_with_issuer ("https://as.example", FALSE);
  g_autoptr (RhAuthorization) missing = start_with_issuer ("https://as.example", FALSE);
  g_autoptr (RhAuthorization) required = start_with_issuer ("https://as.example", TRUE);
  g_autoptr (RhAuthorization) without_issuer = start_with_issuer (NULL, TRUE);

  assert_code (right, "code=c&iss=https%3A%2F%2Fas.example&state={state}", "c");
  assert_code (missing, "code=c&state={state}", "c");
  assert_refused (required, "code=c&state={state}", RH_OAUTH_ERROR_ISSUER, "iss is missing");
  assert_refused (without_issuer, "error=x&state={state}", RH_OAUTH_ERROR_ISSUER, NULL);
}

static void
test_wrong_issuer (void)
{
  static const char *const issuers[] = {
    "https://as.example/", "https://AS.example",     "https://evil.example",  "",
    "http://as.example",   "https://as.example:443", "https://as.example%23",
  };

  for (guint i = 0; i < G_N_ELEMENTS (issuers); i++)
    {
      g_autoptr (RhAuthorization) answer = start_with_issuer ("https://as.example", FALSE);
      g_autoptr (RhAuthorization) denial = start_with_issuer ("https://as.example", FALSE);
      g_autofree char *query = g_strconcat ("code=c&state={state}&iss=", issuers[i], NULL);
      g_autofree char *error = g_strconcat ("error=e&state={state}&iss=", issuers[i], NULL);

      assert_refused (answer, query, RH_OAUTH_ERROR_ISSUER, NULL);
      assert_refused (denial, error, RH_OAUTH_ERROR_ISSUER, NULL);
      /* It was the answer to this attempt, and a bad one: no second try. */
      g_assert_null (rh_authorization_get_state (answer));
    }
}

static void
test_unknown_issuer (void)
{
  g_autoptr (RhAuthorization) same_origin = start_default ();
  g_autoptr (RhAuthorization) other = start_default ();
  g_autoptr (RhAuthorization) clear_text = start_default ();
  g_autoptr (RhAuthorization) script = start_default ();

  assert_code (same_origin, "code=c&state={state}&iss=https%3A%2F%2Fas.example%2Ftenant", "c");

  assert_refused (other, "code=c&state={state}&iss=https%3A%2F%2Flogin.example",
                  RH_OAUTH_ERROR_ISSUER_UNKNOWN, "https://login.example");
  g_assert_cmpstr (rh_authorization_get_unknown_issuer (other), ==, "https://login.example");
  rh_authorization_accept_issuer (other);
  assert_refused (other, "code=c&state={state}&iss=https%3A%2F%2Fother.example",
                  RH_OAUTH_ERROR_ISSUER, NULL);

  assert_refused (clear_text, "code=c&state={state}&iss=http%3A%2F%2Flogin.example",
                  RH_OAUTH_ERROR_ISSUER, NULL);
  assert_refused (script, "code=c&state={state}&iss=javascript:alert(1)", RH_OAUTH_ERROR_ISSUER,
                  NULL);
}

static void
test_accepted_issuer (void)
{
  g_autoptr (RhAuthorization) authorization = start_default ();
  const char *pattern = "code=c&state={state}&iss=https%3A%2F%2Flogin.example";

  assert_refused (authorization, pattern, RH_OAUTH_ERROR_ISSUER_UNKNOWN, NULL);
  rh_authorization_accept_issuer (authorization);
  assert_code (authorization, pattern, "c");
  g_assert_null (rh_authorization_get_state (authorization));
}

static RhAuthorization *
start_with_redirect (const char *redirect_uri)
{
  g_autoptr (RhOAuthConfig) config = config_new ();

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, redirect_uri);
  return start (config);
}

static void
assert_paste (const char *redirect_uri, const char *pattern, int expected, const char *message)
{
  g_autoptr (RhAuthorization) authorization = start_with_redirect (redirect_uri);
  g_autofree char *address = fill (authorization, pattern);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) code = rh_authorization_take_code_from_url (authorization, address, &error);

  if (expected < 0)
    {
      g_assert_no_error (error);
      g_assert_cmpstr (rh_secret_peek (code, NULL), ==, "c");
      return;
    }
  g_assert_null (code);
  g_assert_error (error, RH_OAUTH_ERROR, expected);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
  g_assert_nonnull (rh_authorization_get_state (authorization));
}

static void
test_paste (void)
{
  assert_paste (REDIRECT_URI, "http://localhost:8437/acme?code=c&state={state}", -1, NULL);
  assert_paste (REDIRECT_URI, " \n\thttp://localhost:8437/acme?code=c&state={state}\r\n ", -1,
                NULL);
  assert_paste (REDIRECT_URI, "HTTP://LOCALHOST:08437/acme?code=c&state={state}#_=_", -1, NULL);
  assert_paste ("https://app.example/cb", "https://app.example:443/cb?code=c&state={state}", -1,
                NULL);
  assert_paste ("https://app.example", "https://app.example/?code=c&state={state}", -1, NULL);
}

static void
test_paste_refused (void)
{
  static const char *const addresses[][2] = {
    { "c", "not a whole address" },
    { "code=c&state={state}", "not a whole address" },
    { "?code=c&state={state}", "not a whole address" },
    { "/acme?code=c&state={state}", "not a whole address" },
    { "", "not a whole address" },
    { "https://localhost:8437/acme?code=c&state={state}", "another scheme" },
    { "http://localhost:8438/acme?code=c&state={state}", "another host or port" },
    { "http://127.0.0.1:8437/acme?code=c&state={state}", "another host or port" },
    { "http://localhost.evil:8437/acme?code=c&state={state}", "another host or port" },
    { "http://x@localhost:8437/acme?code=c&state={state}", "another host or port" },
    { "http://localhost:8437/acme/?code=c&state={state}", "another path" },
    { "http://localhost:8437/acmex?code=c&state={state}", "another path" },
    { "http://localhost:8437/%61cme?code=c&state={state}", "another path" },
    { "http://localhost:8437/x/../acme?code=c&state={state}", "another path" },
    { "http://localhost:8437/acme", "no query" },
    { "http://localhost:8437/acme#code=c&state={state}", "no query" },
  };
  g_autofree char *filler = g_strnfill (20000, 'a');
  g_autofree char *longer
      = g_strconcat ("http://localhost:8437/acme?state={state}&code=", filler, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    assert_paste (REDIRECT_URI, addresses[i][0], RH_OAUTH_ERROR_REDIRECT, addresses[i][1]);
  assert_paste (REDIRECT_URI, longer, RH_OAUTH_ERROR_REDIRECT, "too long");
  assert_paste (REDIRECT_URI, "http://localhost:8437/acme?code=c&state=x", RH_OAUTH_ERROR_STATE,
                NULL);
  assert_paste (REDIRECT_URI, "http://localhost:8437/acme?code=c", RH_OAUTH_ERROR_STATE, NULL);
}

static void
test_no_crossing (void)
{
  g_autoptr (RhAuthorization) first = start_default ();
  g_autoptr (RhAuthorization) second = start_default ();
  g_autofree char *for_first = fill (first, "code=c&state={state}");

  g_assert_false (rh_secret_equal (rh_authorization_get_verifier (first),
                                   rh_authorization_get_verifier (second)));
  assert_refused (second, for_first, RH_OAUTH_ERROR_STATE, NULL);
  assert_code (first, for_first, "c");
  assert_code (second, "code=d&state={state}", "d");
}

static void
test_verifier_known (void)
{
  RhAuthorization *authorization = start_default ();
  g_autofree char *verifier
      = g_strdup (rh_secret_peek (rh_authorization_get_verifier (authorization), NULL));
  g_autofree char *during = rh_redactor_redact (rh_redactor_get_default (), verifier, -1);
  g_autofree char *after = NULL;

  g_assert_null (strstr (during, verifier));
  rh_authorization_free (authorization);
  after = rh_redactor_redact (rh_redactor_get_default (), verifier, -1);
  g_assert_cmpstr (after, ==, verifier);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/authorization/A8/url", test_url);
  g_test_add_func ("/authorization/A1/added-to-the-existing-query", test_existing_query);
  g_test_add_func ("/authorization/A1/empty-parameters-left-out", test_empty_left_out);
  g_test_add_func ("/authorization/A2/redirect-uri-byte-for-byte", test_same_redirect_uri);
  g_test_add_func ("/authorization/E11/bad-configuration-gives-no-url", test_bad_config);
  g_test_add_func ("/authorization/D4/s256-always-and-no-verifier", test_s256_always);
  g_test_add_func ("/authorization/A4/state-is-random-and-once", test_state);
  g_test_add_func ("/authorization/rfc6749-4.1.2/code", test_code);
  g_test_add_func ("/authorization/A5/unknown-parameters-ignored", test_unknown_parameters);
  g_test_add_func ("/authorization/A7/wrong-state-keeps-waiting", test_wrong_state);
  g_test_add_func ("/authorization/security-1.5/exactly-once", test_shape);
  g_test_add_func ("/authorization/A4/state-is-burnt", test_burnt);
  g_test_add_func ("/authorization/A6/error-codes", test_errors);
  g_test_add_func ("/authorization/F4/iss", test_issuer);
  g_test_add_func ("/authorization/F4/wrong-iss-refused", test_wrong_issuer);
  g_test_add_func ("/authorization/security-1.8/unknown-issuer-asks", test_unknown_issuer);
  g_test_add_func ("/authorization/security-1.8/accepted-issuer", test_accepted_issuer);
  g_test_add_func ("/authorization/security-1.6/paste", test_paste);
  g_test_add_func ("/authorization/security-1.6/paste-refused", test_paste_refused);
  g_test_add_func ("/authorization/M1/verifier-is-known-while-it-lives", test_verifier_known);
  g_test_add_func ("/authorization/E13/two-attempts-do-not-cross", test_no_crossing);

  return g_test_run ();
}
