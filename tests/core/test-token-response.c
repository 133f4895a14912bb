/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a token endpoint may answer, and what it answers instead: standards.md B4 to B6, B9, C1;
 * security.md 3.5, 3.8. */
#include "lib/rh-fake-clock.h"
#include "lib/rh-test.h"
#include "oauth/rh-token-message.h"

#include <string.h>

#define JSON "application/json"

static RhToken *
parse_bytes (guint status,
             const char *media_type,
             const char *body,
             gsize length,
             GStrv *warnings,
             GError **error)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (GBytes) bytes = g_bytes_new (body, length);
  RhFakeClock clock;

  rh_fake_clock_init (&clock);
  if (media_type != NULL)
    rh_headers_append_plain (headers, "Content-Type", media_type);

  return rh_token_response_parse (status, headers, bytes, &clock.clock, warnings, NULL, error);
}

/* @warnings: "a b". */
static RhToken *
parse_good (const char *media_type, const char *body, const char *warnings)
{
  g_auto (GStrv) got = NULL;
  g_autofree char *joined = NULL;
  g_autoptr (GError) error = NULL;
  RhToken *token = parse_bytes (200, media_type, body, strlen (body), &got, &error);

  g_assert_no_error (error);
  g_assert_nonnull (token);
  joined = g_strjoinv (" ", got);
  g_assert_cmpstr (joined, ==, warnings);

  return token;
}

static void
assert_fails (guint status,
              const char *media_type,
              const char *body,
              RhOAuthError code,
              const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = parse_bytes (status, media_type, body, strlen (body), NULL, &error);

  g_assert_null (token);
  g_assert_error (error, RH_OAUTH_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
assert_lifetime (const char *value, gint64 expected, const char *warnings)
{
  g_autofree char *body = g_strdup_printf (
      "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":%s}", value);
  g_autoptr (RhToken) token = parse_good (JSON, body, warnings);
  RhFakeClock clock;

  rh_fake_clock_init (&clock);
  g_assert_cmpint (rh_token_get_seconds_left (token, &clock.clock), ==, expected);
}

/* RFC 6749 5.1, with the token type that we can use. */
static void
test_example (void)
{
  g_autoptr (RhToken) token = parse_good ("application/json;charset=UTF-8",
                                          "{\"access_token\":\"2YotnFZFEjr1zCsicMWpAA\",\n"
                                          "\"token_type\":\"bEaReR\",\n"
                                          "\"expires_in\":3600,\n"
                                          "\"refresh_token\":\"tGzv3JOkF0XG5Qx2TlKWIA\",\n"
                                          "\"scope\":\"b a\",\n"
                                          "\"example_parameter\":\"example_value\"}",
                                          "");
  RhFakeClock clock;

  rh_fake_clock_init (&clock);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==,
                   "2YotnFZFEjr1zCsicMWpAA");
  g_assert_cmpstr (rh_secret_peek (rh_token_get_refresh_token (token), NULL), ==,
                   "tGzv3JOkF0XG5Qx2TlKWIA");
  g_assert_cmpstr (rh_token_get_token_type (token), ==, "Bearer");
  g_assert_cmpstr (rh_token_get_scope (token), ==, "b a");
  g_assert_cmpint (rh_token_get_seconds_left (token, &clock.clock), ==, 3600);
}

static void
test_minimal (void)
{
  g_autoptr (RhToken) token
      = parse_good (JSON, "{\"access_token\":\"a\"}", "token-type-missing expires-in-missing");
  g_autoptr (RhToken) nulls = parse_good (JSON,
                                          "{\"access_token\":\"a\",\"token_type\":null,"
                                          "\"expires_in\":null,\"refresh_token\":null,"
                                          "\"scope\":null,\"error\":null}",
                                          "token-type-missing expires-in-missing");

  g_assert_cmpstr (rh_token_get_token_type (token), ==, "Bearer");
  g_assert_null (rh_token_get_refresh_token (token));
  g_assert_null (rh_token_get_scope (token));
  g_assert_null (rh_token_get_refresh_token (nulls));
}

static void
test_lifetimes (void)
{
  assert_lifetime ("3600", 3600, "");
  assert_lifetime ("0", 0, "");
  assert_lifetime ("\"3600\"", 3600, "expires-in-string");
  assert_lifetime ("3600.9", 3600, "expires-in-fraction");
  assert_lifetime ("1e3", 1000, "expires-in-fraction");
  assert_lifetime ("-1", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-invalid");
  assert_lifetime ("-0.5", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-fraction expires-in-invalid");
  assert_lifetime ("-1e300", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-fraction expires-in-invalid");
  assert_lifetime ("\"-1\"", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-string expires-in-invalid");
  assert_lifetime ("\"\"", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-string expires-in-invalid");
  assert_lifetime ("\"soon\"", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-string expires-in-invalid");
  assert_lifetime ("true", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-invalid");
  assert_lifetime ("{}", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-invalid");
  assert_lifetime ("[3600]", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-invalid");
  assert_lifetime ("2147483648", G_MAXINT32, "expires-in-huge");
  assert_lifetime ("9223372036854775807", G_MAXINT32, "expires-in-huge");
  assert_lifetime ("99999999999999999999", G_MAXINT32, "expires-in-huge");
  assert_lifetime ("1e400", G_MAXINT32, "expires-in-fraction expires-in-huge");
  assert_lifetime ("\"99999999999999999999\"", G_MAXINT32, "expires-in-string expires-in-huge");
  assert_lifetime ("-99999999999999999999", RH_TOKEN_LIFETIME_UNKNOWN, "expires-in-invalid");
}

static void
test_scopes (void)
{
  g_autoptr (RhToken) array
      = parse_good (JSON,
                    "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":1,"
                    "\"scope\":[\"b\",1,\"a\"]}",
                    "scope-array");
  g_autoptr (RhToken) invalid
      = parse_good (JSON,
                    "{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":1,"
                    "\"scope\":\"a\\u202eb\"}",
                    "scope-invalid");

  g_assert_cmpstr (rh_token_get_scope (array), ==, "b a");
  g_assert_null (rh_token_get_scope (invalid));
}

static void
test_token_type (void)
{
  assert_fails (200, JSON, "{\"access_token\":\"a\",\"token_type\":\"mac\"}",
                RH_OAUTH_ERROR_TOKEN_TYPE, "mac");
  assert_fails (200, JSON, "{\"access_token\":\"a\",\"token_type\":\"DPoP\"}",
                RH_OAUTH_ERROR_TOKEN_TYPE, "DPoP");
  assert_fails (200, JSON, "{\"access_token\":\"a\",\"token_type\":\"Bearer\\u202e\"}",
                RH_OAUTH_ERROR_TOKEN_TYPE, "Bearer");
  assert_fails (200, JSON, "{\"access_token\":\"a\",\"token_type\":1}", RH_OAUTH_ERROR_TOKEN_TYPE,
                "not a string");
}

static void
test_access_token_characters (void)
{
  static const char *const bad[] = {
    "a b",    "a\\r\\nX: y", "a\\tb", "\\u00e9", "a\\u007f", "a=b", "=",
    "a\\\"b", "a,b",         "a|b",   "a;b",     " a",       "a ",  "a\\\\b",
  };
  g_autoptr (RhToken) good
      = parse_good (JSON,
                    "{\"access_token\":\"aZ09-._~+/==\",\"token_type\":\"Bearer\","
                    "\"expires_in\":1}",
                    "");

  g_assert_nonnull (good);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autofree char *body
          = g_strdup_printf ("{\"access_token\":\"%s\",\"token_type\":\"Bearer\"}", bad[i]);

      assert_fails (200, JSON, body, RH_OAUTH_ERROR_RESPONSE,
                    "HTTP 200: access_token has characters that RFC 6750 does not allow");
    }
}

static void
test_missing_token (void)
{
  static const char *const bodies[] = {
    "{}",
    "{\"access_token\":\"\"}",
    "{\"access_token\":null}",
    "{\"access_token\":1}",
    "{\"access_token\":[\"a\"]}",
    "{\"Access_Token\":\"a\"}",
    "{\"data\":{\"access_token\":\"a\"}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    assert_fails (200, JSON, bodies[i], RH_OAUTH_ERROR_RESPONSE, "HTTP 200: no access_token");
  assert_fails (200, JSON, "{\"access_token\":\"a\",\"refresh_token\":1}", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 200: refresh_token is not a string of visible characters");
  assert_fails (200, JSON, "{\"access_token\":\"a\",\"refresh_token\":\"a\\nb\"}",
                RH_OAUTH_ERROR_RESPONSE,
                "HTTP 200: refresh_token is not a string of visible characters");
}

static void
test_errors (void)
{
  static const struct
  {
    const char *name;
    RhOAuthError code;
  } cases[] = {
    { "invalid_grant", RH_OAUTH_ERROR_INVALID_GRANT },
    { "invalid_client", RH_OAUTH_ERROR_INVALID_CLIENT },
    { "unauthorized_client", RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT },
    { "invalid_scope", RH_OAUTH_ERROR_INVALID_SCOPE },
    { "invalid_request", RH_OAUTH_ERROR_INVALID_REQUEST },
    { "unsupported_grant_type", RH_OAUTH_ERROR_INVALID_REQUEST },
    { "server_error", RH_OAUTH_ERROR_SERVER },
    { "Invalid_Grant", RH_OAUTH_ERROR_SERVER },
    { "something_new", RH_OAUTH_ERROR_SERVER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body = g_strdup_printf (
          "{\"error\":\"%s\",\"error_description\":\"Why\\u202e not\",\"access_token\":\"a\"}",
          cases[i].name);
      g_autofree char *message = g_strconcat (cases[i].name, ": Why not", NULL);

      assert_fails (400, JSON, body, cases[i].code, message);
      assert_fails (401, JSON, body, cases[i].code, message);
      assert_fails (403, JSON, body, cases[i].code, message);
      /* No 429 and no 5xx ends a token, whatever it says (security.md 3.5). */
      assert_fails (429, JSON, body, RH_OAUTH_ERROR_RATE_LIMITED, message);
      assert_fails (500, JSON, body, RH_OAUTH_ERROR_SERVER, message);
      assert_fails (503, JSON, body, RH_OAUTH_ERROR_SERVER, message);
    }
}

static void
test_error_with_200 (void)
{
  const char *body = "{\"error\":\"invalid_grant\"}";
  g_auto (GStrv) warnings = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_null (parse_bytes (200, JSON, body, strlen (body), &warnings, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_GRANT);
  g_assert_true (g_strv_contains ((const char *const *) warnings, "error-with-200"));
}

static void
test_odd_errors (void)
{
  assert_fails (400, JSON, "{\"error\":{\"message\":\"Bad client\",\"code\":1}}",
                RH_OAUTH_ERROR_SERVER, "error: Bad client");
  assert_fails (400, JSON, "{\"error\":true}", RH_OAUTH_ERROR_SERVER, "error");
  assert_fails (400, JSON, "{\"error\":\"invalid_grant\",\"error_description\":5}",
                RH_OAUTH_ERROR_INVALID_GRANT, "invalid_grant");
  assert_fails (400, JSON, "{\"message\":\"nope\"}", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 400, application/json: no error code");
  assert_fails (401, JSON, "{}", RH_OAUTH_ERROR_INVALID_CLIENT,
                "HTTP 401, application/json: no error code");
  assert_fails (400, JSON, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}",
                RH_OAUTH_ERROR_RESPONSE, "HTTP 400, application/json: no error code");
}

static void
test_not_json (void)
{
  assert_fails (200, "text/html; charset=utf-8", "<html>token</html>", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 200, text/html: not JSON");
  assert_fails (502, "text/html", "<html>Bad gateway</html>", RH_OAUTH_ERROR_SERVER,
                "HTTP 502, text/html: not JSON");
  assert_fails (401, "text/html", "<html></html>", RH_OAUTH_ERROR_INVALID_CLIENT,
                "HTTP 401, text/html: not JSON");
  assert_fails (200, JSON, "", RH_OAUTH_ERROR_RESPONSE, "HTTP 200, application/json: empty");
  assert_fails (200, NULL, "", RH_OAUTH_ERROR_RESPONSE, "HTTP 200: empty");
  assert_fails (204, NULL, "", RH_OAUTH_ERROR_RESPONSE, "HTTP 204: empty");
  assert_fails (404, "text/plain", "Not found", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 404, text/plain: not JSON");
  assert_fails (200, JSON, "[\"a\"]", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 200, application/json: not a JSON object");
  assert_fails (200,
                "text/\xe2\x80\xae"
                "x",
                "x", RH_OAUTH_ERROR_RESPONSE, "HTTP 200, text/x: not JSON");
}

static void
test_redirects (void)
{
  assert_fails (302, "text/html", "", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 302, text/html: a redirect, which is not followed");
  assert_fails (307, JSON, "{\"access_token\":\"a\",\"token_type\":\"Bearer\"}",
                RH_OAUTH_ERROR_RESPONSE,
                "HTTP 307, application/json: a redirect, which is not followed");
}

static void
test_form_encoded (void)
{
  g_autoptr (RhToken) token = parse_good (
      "application/x-www-form-urlencoded; charset=utf-8",
      "access_token=gho_16C7e42F&scope=a+b&token_type=bearer&expires_in=60", "form-encoded");
  g_autoptr (RhToken) plain
      = parse_good ("text/plain", "access_token=a&expires_in=5", "form-encoded token-type-missing");

  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==, "gho_16C7e42F");
  g_assert_cmpstr (rh_token_get_scope (token), ==, "a b");
  g_assert_nonnull (plain);
  assert_fails (200, "application/x-www-form-urlencoded",
                "error=invalid_grant&error_description=The+code+is+old",
                RH_OAUTH_ERROR_INVALID_GRANT, "invalid_grant: The code is old");
  assert_fails (200, "application/x-www-form-urlencoded", "access_token=a&access_token=b",
                RH_OAUTH_ERROR_RESPONSE, "HTTP 200, application/x-www-form-urlencoded: not JSON");
  assert_fails (200, "text/html", "access_token=a&token_type=bearer", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 200, text/html: not JSON");
}

static void
test_bom (void)
{
  g_autoptr (RhToken) token = parse_good (
      JSON, "\xEF\xBB\xBF{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"expires_in\":1}",
      "byte-order-mark");

  g_assert_nonnull (token);
}

static void
test_hostile_json (void)
{
  g_autofree char *open = g_strnfill (200000, '[');
  g_autofree char *deep
      = g_strconcat ("{\"access_token\":\"a\",\"token_type\":\"Bearer\",\"x\":", open, NULL);
  const char *nul = "{\"access_token\":\"a\0b\"}";
  g_autoptr (GError) error = NULL;

  assert_fails (200, JSON, "{\"access_token\":\"a\",\"access_token\":\"b\"}",
                RH_OAUTH_ERROR_RESPONSE, "HTTP 200, application/json: a member twice");
  assert_fails (200, JSON, deep, RH_OAUTH_ERROR_RESPONSE,
                "HTTP 200, application/json: nested too deeply");
  assert_fails (200, JSON, "{\"access_token\":\"a\\u0000b\"}", RH_OAUTH_ERROR_RESPONSE,
                "HTTP 200, application/json: NUL");
  g_assert_null (parse_bytes (200, JSON, nul, 22, NULL, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_RESPONSE);
}

static void
test_long_description (void)
{
  g_autofree char *filler = g_strnfill (100000, 'x');
  g_autofree char *body
      = g_strdup_printf ("{\"error\":\"invalid_grant\",\"error_description\":\"%s\"}", filler);
  g_autoptr (GError) error = NULL;

  g_assert_null (parse_bytes (400, JSON, body, strlen (body), NULL, &error));
  g_assert_cmpuint (strlen (error->message), <, 400);
}

static void
assert_retry_after (const char *value, gint64 expected)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (GBytes) bytes = g_bytes_new_static ("{}", 2);
  g_autoptr (GError) error = NULL;
  RhFakeClock clock;
  gint64 retry_after = 0;

  rh_fake_clock_init (&clock);
  if (value != NULL)
    rh_headers_append_plain (headers, "Retry-After", value);
  g_assert_null (
      rh_token_response_parse (429, headers, bytes, &clock.clock, NULL, &retry_after, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_RATE_LIMITED);
  g_assert_cmpint (retry_after, ==, expected);
}

/* The fake clock stands at 2026-01-01T00:00:00Z. */
static void
test_retry_after (void)
{
  assert_retry_after (NULL, -1);
  assert_retry_after ("0", 0);
  assert_retry_after ("120", 120);
  assert_retry_after ("-5", -1);
  assert_retry_after ("1.5", -1);
  assert_retry_after ("soon", -1);
  assert_retry_after ("99999999999999999999999", -1);
  assert_retry_after ("1000000000", 7 * 24 * 60 * 60);
  assert_retry_after ("Thu, 01 Jan 2026 00:01:30 GMT", 90);
  assert_retry_after ("Wed, 31 Dec 2025 23:00:00 GMT", 0);
  assert_retry_after ("Fri, 01 Jan 2100 00:00:00 GMT", 7 * 24 * 60 * 60);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/token-response/rfc6749-5.1/example", test_example);
  g_test_add_func ("/token-response/security-3.8/missing-token-type-is-bearer", test_minimal);
  g_test_add_func ("/token-response/B4/expires-in", test_lifetimes);
  g_test_add_func ("/token-response/B4/scope", test_scopes);
  g_test_add_func ("/token-response/B5/unknown-token-type-refused", test_token_type);
  g_test_add_func ("/token-response/C1/access-token-characters", test_access_token_characters);
  g_test_add_func ("/token-response/B4/no-access-token", test_missing_token);
  g_test_add_func ("/token-response/security-3.5/error-codes", test_errors);
  g_test_add_func ("/token-response/B6/error-with-200", test_error_with_200);
  g_test_add_func ("/token-response/B6/odd-errors", test_odd_errors);
  g_test_add_func ("/token-response/B6/html-and-empty", test_not_json);
  g_test_add_func ("/token-response/B9/redirect-is-an-error", test_redirects);
  g_test_add_func ("/token-response/B6/form-encoded", test_form_encoded);
  g_test_add_func ("/token-response/byte-order-mark", test_bom);
  g_test_add_func ("/token-response/hostile-json", test_hostile_json);
  g_test_add_func ("/token-response/long-description-is-capped", test_long_description);
  g_test_add_func ("/token-response/B6/retry-after", test_retry_after);

  return g_test_run ();
}
