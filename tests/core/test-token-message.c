/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token requests byte for byte: standards.md A2, B1 to B3, B8 to B10, G1, G5; security.md 3.8, 3.9;
 * peers.md 1.4, 1.15, 1.16; the examples of RFC 6749, 7009 and 7636. */
#include "lib/rh-test.h"
#include "oauth/rh-token-message.h"

#include <string.h>

#define BASIC "Basic czZCaGRSa3F0MzpnWDFmQmF0M2JW" /* RFC 6749 4.1.3: s6BhdRkqt3:gX1fBat3bV */
#define HARD_SECRET "a b/c+d:e%f\xc3\xa9"
#define HARD_SECRET_FORM "a+b%2Fc%2Bd%3Ae%25f%C3%A9"

static RhOAuthConfig *
config_new (RhClientAuth auth, const char *client_id, const char *client_secret)
{
  RhOAuthConfig *config = rh_oauth_config_new ();

  rh_oauth_config_set (config, RH_OAUTH_AUTHORIZATION_URL, "https://server.example.com/authorize");
  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://server.example.com/token");
  rh_oauth_config_set (config, RH_OAUTH_REVOCATION_URL, "https://server.example.com/revoke");
  rh_oauth_config_set (config, RH_OAUTH_INTROSPECTION_URL, "https://server.example.com/introspect");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, client_id);
  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "https://client.example.com/cb");
  rh_oauth_config_set_client_auth (config, auth);
  if (client_secret != NULL)
    {
      g_autoptr (RhSecret) secret = rh_secret_new (client_secret, -1);

      rh_oauth_config_set_client_secret (config, secret);
    }

  return config;
}

static const char *
body_of (RhRequest *request)
{
  return rh_text_peek (rh_body_get_text (rh_request_get_body (request)), NULL);
}

static const char *
authorization_of (RhRequest *request)
{
  return rh_headers_get (rh_request_get_headers (request), "Authorization");
}

static RhRequest *
code_request (RhOAuthConfig *config)
{
  g_autoptr (RhSecret) code = rh_secret_new ("SplxlOBeZQQYbYS6WxSbIA", -1);
  g_autoptr (RhSecret) verifier = rh_secret_new ("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk", -1);

  return rh_token_request_new_code (config, code, verifier);
}

static RhRequest *
refresh_request (RhOAuthConfig *config)
{
  g_autoptr (RhSecret) token = rh_secret_new ("tGzv3JOkF0XG5Qx2TlKWIA", -1);

  return rh_token_request_new_refresh (config, token);
}

static RhRequest *
revocation_request (RhOAuthConfig *config)
{
  g_autoptr (RhSecret) token = rh_secret_new ("45ghiukldjahdnhzdauz", -1);

  return rh_revocation_request_new (config, token, "refresh_token");
}

static RhRequest *
introspection_request (RhOAuthConfig *config)
{
  g_autoptr (RhSecret) token = rh_secret_new ("mF_9.B5f-4.1JqM", -1);

  return rh_introspection_request_new (config, token);
}

static RhRequest *
credentials_request (RhOAuthConfig *config)
{
  return rh_token_request_new_client_credentials (config);
}

static const struct
{
  RhRequest *(*make) (RhOAuthConfig *config);
  const char *url;
  const char *body;
} requests[] = {
  { code_request, "https://server.example.com/token",
    "grant_type=authorization_code&code=SplxlOBeZQQYbYS6WxSbIA"
    "&redirect_uri=https%3A%2F%2Fclient.example.com%2Fcb"
    "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk" },
  { refresh_request, "https://server.example.com/token",
    "grant_type=refresh_token&refresh_token=tGzv3JOkF0XG5Qx2TlKWIA" },
  { credentials_request, "https://server.example.com/token", "grant_type=client_credentials" },
  { revocation_request, "https://server.example.com/revoke",
    "token=45ghiukldjahdnhzdauz&token_type_hint=refresh_token" },
  { introspection_request, "https://server.example.com/introspect", "token=mF_9.B5f-4.1JqM" },
};

static void
assert_requests (RhClientAuth auth,
                 const char *client_id,
                 const char *client_secret,
                 const char *header,
                 const char *fields)
{
  g_autoptr (RhOAuthConfig) config = config_new (auth, client_id, client_secret);

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (RhRequest) request = requests[i].make (config);
      g_autofree char *body = g_strconcat (requests[i].body, fields, NULL);

      g_assert_cmpstr (rh_request_get_method (request), ==, "POST");
      g_assert_cmpstr (rh_text_peek (rh_request_get_url (request), NULL), ==, requests[i].url);
      g_assert_cmpstr (body_of (request), ==, body);
      g_assert_cmpstr (authorization_of (request), ==, header);
    }
}

static void
test_basic (void)
{
  assert_requests (RH_CLIENT_AUTH_BASIC, "s6BhdRkqt3", "gX1fBat3bV", BASIC, "");
}

static void
test_basic_encoded (void)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) "urn%3Aid+%C3%A9:" HARD_SECRET_FORM,
                                             strlen ("urn%3Aid+%C3%A9:" HARD_SECRET_FORM));
  g_autofree char *header = g_strconcat ("Basic ", base64, NULL);

  assert_requests (RH_CLIENT_AUTH_BASIC, "urn:id \xc3\xa9", HARD_SECRET, header, "");
}

static void
test_basic_raw (void)
{
  g_autofree char *base64 = g_base64_encode ((const guchar *) "id \xc3\xa9:" HARD_SECRET,
                                             strlen ("id \xc3\xa9:" HARD_SECRET));
  g_autofree char *header = g_strconcat ("Basic ", base64, NULL);

  assert_requests (RH_CLIENT_AUTH_BASIC_RAW, "id \xc3\xa9", HARD_SECRET, header, "");
}

static void
test_body (void)
{
  assert_requests (RH_CLIENT_AUTH_BODY, "urn:id", HARD_SECRET, NULL,
                   "&client_id=urn%3Aid&client_secret=" HARD_SECRET_FORM);
}

static void
test_public (void)
{
  assert_requests (RH_CLIENT_AUTH_NONE, "s6BhdRkqt3", NULL, NULL, "&client_id=s6BhdRkqt3");
  assert_requests (RH_CLIENT_AUTH_NONE, "s6BhdRkqt3", "unused", NULL, "&client_id=s6BhdRkqt3");
  assert_requests (RH_CLIENT_AUTH_BASIC, "s6BhdRkqt3", NULL, NULL, "&client_id=s6BhdRkqt3");
  assert_requests (RH_CLIENT_AUTH_BODY, "s6BhdRkqt3", NULL, NULL, "&client_id=s6BhdRkqt3");
}

static void
test_shape (void)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_BASIC, "s6BhdRkqt3", "gX1fBat3bV");

  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    {
      g_autoptr (RhRequest) request = requests[i].make (config);
      const RhTimeouts *timeouts = rh_request_get_timeouts (request);
      g_autoptr (GError) error = NULL;

      g_assert_cmpstr (rh_body_get_media_type (rh_request_get_body (request)), ==,
                       "application/x-www-form-urlencoded");
      g_assert_cmpstr (rh_headers_get (rh_request_get_headers (request), "Accept"), ==,
                       "application/json");
      g_assert_false (rh_request_get_follow_redirects (request));
      g_assert_true (rh_request_get_memory_only (request));
      g_assert_cmpint (rh_request_get_response_limit (request), ==, 256 * 1024);
      g_assert_cmpuint (timeouts->connect, ==, 15000);
      g_assert_cmpuint (timeouts->total, ==, 60000);
      rh_request_check (request, &error);
      g_assert_no_error (error);
    }
}

/* Every secret is a span of its own, so that masking and the clear-text check see it. */
static void
assert_masked (RhText *text, const char *const *secrets)
{
  g_autofree char *masked = rh_text_dup_masked (text);

  g_assert_true (rh_text_has_secret (text));
  for (guint i = 0; secrets[i] != NULL; i++)
    g_assert_null (strstr (masked, secrets[i]));
}

static void
test_spans (void)
{
  static const char *const secrets[] = { "SplxlOBeZQQYbYS6WxSbIA",
                                         "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk",
                                         "tGzv3JOkF0XG5Qx2TlKWIA",
                                         "45ghiukldjahdnhzdauz",
                                         "mF_9.B5f-4.1JqM",
                                         "gX1fBat3bV",
                                         "czZCaGRSa3F0MzpnWDFmQmF0M2JW",
                                         NULL };

  for (int auth = RH_CLIENT_AUTH_BASIC; auth <= RH_CLIENT_AUTH_BODY; auth++)
    {
      g_autoptr (RhOAuthConfig) config
          = config_new ((RhClientAuth) auth, "s6BhdRkqt3", "gX1fBat3bV");

      for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
        {
          g_autoptr (RhRequest) request = requests[i].make (config);
          RhHeaders *headers = rh_request_get_headers (request);
          RhText *body = rh_body_get_text (rh_request_get_body (request));

          if (requests[i].make != credentials_request || auth == RH_CLIENT_AUTH_BODY)
            assert_masked (body, secrets);
          for (guint h = 0; h < rh_headers_get_length (headers); h++)
            {
              if (g_str_equal (rh_headers_nth_name (headers, h), "Authorization"))
                assert_masked (rh_headers_nth_value (headers, h), secrets);
            }
          g_assert_false (rh_text_has_secret (rh_request_get_url (request)));
        }
    }
}

static void
test_span_names (void)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_BODY, "id", HARD_SECRET);
  g_autoptr (RhRequest) request = code_request (config);
  RhText *body = rh_body_get_text (rh_request_get_body (request));
  static const char *const names[] = { "code", "code_verifier", "client_secret" };

  g_assert_cmpuint (rh_text_get_n_spans (body), ==, G_N_ELEMENTS (names));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const RhSpan *span = rh_text_nth_span (body, i);

      g_assert_cmpstr (span->variable, ==, names[i]);
      g_assert_cmpint (span->source, ==, RH_SOURCE_AUTH);
      g_assert_true (span->secret);
    }
}

/* RFC 6749 4.1.3 names what the code exchange has; strict servers refuse the rest. */
static void
test_no_scope_no_state (void)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_BASIC, "s6BhdRkqt3", "gX1fBat3bV");
  g_autoptr (RhRequest) code = NULL;
  g_autoptr (RhRequest) refresh = NULL;

  rh_oauth_config_set (config, RH_OAUTH_SCOPE, "users:read");
  rh_oauth_config_set (config, RH_OAUTH_AUDIENCE, "api");
  rh_params_add (rh_oauth_config_get_authorization_params (config), "prompt", "login");
  code = code_request (config);
  refresh = refresh_request (config);

  g_assert_cmpstr (body_of (code), ==, requests[0].body);
  g_assert_cmpstr (body_of (refresh), ==, requests[1].body);
}

static void
test_client_credentials (void)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_BASIC, "s6BhdRkqt3", "gX1fBat3bV");
  g_autoptr (RhRequest) request = NULL;

  rh_oauth_config_set (config, RH_OAUTH_SCOPE, " b  a+c ");
  rh_oauth_config_set (config, RH_OAUTH_RESOURCE, "https://api.example/");
  rh_oauth_config_set (config, RH_OAUTH_AUDIENCE, "api x");
  request = credentials_request (config);

  g_assert_cmpstr (body_of (request), ==,
                   "grant_type=client_credentials&scope=b+a%2Bc"
                   "&resource=https%3A%2F%2Fapi.example%2F&audience=api+x");
}

static void
test_resource (void)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_NONE, "id", NULL);
  g_autoptr (RhRequest) code = NULL;
  g_autoptr (RhRequest) refresh = NULL;

  rh_oauth_config_set (config, RH_OAUTH_RESOURCE, "https://api.example/");
  code = code_request (config);
  refresh = refresh_request (config);

  g_assert_nonnull (strstr (body_of (code), "&resource=https%3A%2F%2Fapi.example%2F&"));
  g_assert_nonnull (strstr (body_of (refresh), "&resource=https%3A%2F%2Fapi.example%2F&"));
}

static void
test_same_redirect_uri (void)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_NONE, "id", NULL);
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhParams) form = NULL;

  rh_oauth_config_set (config, RH_OAUTH_REDIRECT_URI, "http://LOCALHOST:08437/A%2fb?x=%7E+1");
  request = code_request (config);
  form = rh_params_parse (body_of (request), -1);

  g_assert_cmpstr (rh_params_get (form, "redirect_uri"), ==,
                   "http://LOCALHOST:08437/A%2fb?x=%7E+1");
}

/* A verifier and a token keep every byte through the form. */
static void
test_plus_survives (void)
{
  g_autoptr (RhOAuthConfig) config = config_new (RH_CLIENT_AUTH_NONE, "id", NULL);
  g_autoptr (RhSecret) code = rh_secret_new ("a+b/c=d&e f%20~", -1);
  g_autoptr (RhSecret) verifier = rh_secret_new ("-._~+", -1);
  g_autoptr (RhRequest) request = rh_token_request_new_code (config, code, verifier);
  g_autoptr (RhParams) form = rh_params_parse (body_of (request), -1);

  g_assert_cmpstr (rh_params_get (form, "code"), ==, "a+b/c=d&e f%20~");
  g_assert_cmpstr (rh_params_get (form, "code_verifier"), ==, "-._~+");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/token-message/rfc6749-4.1.3/basic", test_basic);
  g_test_add_func ("/token-message/B2/basic-is-form-encoded-first", test_basic_encoded);
  g_test_add_func ("/token-message/peers-15/basic-as-is", test_basic_raw);
  g_test_add_func ("/token-message/B3/body-and-no-header", test_body);
  g_test_add_func ("/token-message/B3/public-client", test_public);
  g_test_add_func ("/token-message/B9/no-redirect-and-memory-only", test_shape);
  g_test_add_func ("/token-message/security-4.0/secrets-are-spans", test_spans);
  g_test_add_func ("/token-message/security-4.0/span-names", test_span_names);
  g_test_add_func ("/token-message/peers-16/no-scope-and-no-state", test_no_scope_no_state);
  g_test_add_func ("/token-message/B8/client-credentials", test_client_credentials);
  g_test_add_func ("/token-message/G5/resource", test_resource);
  g_test_add_func ("/token-message/A2/redirect-uri-byte-for-byte", test_same_redirect_uri);
  g_test_add_func ("/token-message/A8/plus-survives", test_plus_survives);

  return g_test_run ();
}
