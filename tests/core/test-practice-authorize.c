/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authorization endpoint of the practice server (security.md 2; RFC 6749 4.1). */
#include "config.h"

#include "lib/rh-practice-driver.h"
#include "lib/rh-test.h"
#include "practice/rh-practice-server.h"
#include "text/rh-codec.h"

#include <string.h>

#define GOOD_CLIENT "client_id=" RH_PRACTICE_CLIENT_ID
#define GOOD_PKCE "code_challenge=" RH_PRACTICE_DRIVER_CHALLENGE "&code_challenge_method=S256"
#define GOOD_START \
  "/oauth/authorize?response_type=code&" GOOD_CLIENT "&" RH_PRACTICE_DRIVER_REDIRECT

static void
setup (RhPracticeDriver *driver, gconstpointer options)
{
  rh_practice_driver_start (driver, options);
}

static void
teardown (RhPracticeDriver *driver, gconstpointer options)
{
  rh_practice_driver_stop (driver);
}

static char *
get (RhPracticeDriver *driver, const char *target)
{
  return rh_practice_driver_ask (driver, "GET", target, "", NULL);
}

static void
assert_header (const char *answer, const char *name, const char *expected)
{
  g_autofree char *value = rh_raw_header (answer, name);

  g_assert_cmpstr (value, ==, expected);
}

static void
assert_redirect_error (const char *answer, const char *expected)
{
  g_autofree char *error = rh_practice_driver_read_redirect (answer, "error");
  g_autofree char *description = rh_practice_driver_read_redirect (answer, "error_description");
  g_autofree char *code = rh_practice_driver_read_redirect (answer, "code");
  g_autofree char *iss = rh_practice_driver_read_redirect (answer, "iss");

  g_assert_cmpuint (rh_raw_status (answer), ==, 303);
  g_assert_cmpstr (error, ==, expected);
  g_assert_cmpstr (description, !=, NULL);
  g_assert_cmpstr (iss, !=, NULL);
  g_assert_null (code);
}

static void
test_page (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page
      = rh_practice_driver_open_page (driver, "&state=s&scope=users:read+vendors:write");
  const char *body = rh_raw_body (page);

  g_assert_cmpuint (rh_raw_status (page), ==, 200);
  assert_header (page, "Content-Type", "text/html;charset=UTF-8");
  g_assert_nonnull (strstr (body, "<title>Allow Acme Test? – Practice</title>"));
  g_assert_nonnull (strstr (body, "Acme Test wants to see employees and add vendors"));
  g_assert_nonnull (strstr (body, "<code>users:read</code>"));
  g_assert_nonnull (strstr (body, "<code>vendors:write</code>"));
  g_assert_null (strstr (body, "vendors:read"));
  g_assert_nonnull (strstr (body, ">Allow</button>"));
  g_assert_nonnull (strstr (body, ">Deny</button>"));
  g_assert_nonnull (strstr (body, "http://localhost:8437/practice"));
  g_assert_null (strstr (body, "<script"));
}

/* The policy names the very style that the page has, and no form-action: Chromium would block the
 * redirect after consent. */
static void
test_policy (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page = rh_practice_driver_open_page (driver, "");
  const char *start = strstr (page, "<style>") + strlen ("<style>");
  g_autofree char *style = g_strndup (start, strstr (start, "</style>") - start);
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
  guint8 digest[32];
  gsize length = sizeof digest;
  g_autofree char *hash = NULL;
  g_autofree char *policy = NULL;

  g_checksum_update (checksum, (const guint8 *) style, strlen (style));
  g_checksum_get_digest (checksum, digest, &length);
  hash = g_base64_encode (digest, length);
  policy = g_strdup_printf ("default-src 'none'; style-src 'sha256-%s'; frame-ancestors 'none'; "
                            "base-uri 'none'",
                            hash);

  assert_header (page, "Content-Security-Policy", policy);
  assert_header (page, "X-Frame-Options", "DENY");
  assert_header (page, "X-Content-Type-Options", "nosniff");
  assert_header (page, "Referrer-Policy", "same-origin");
  assert_header (page, "Cross-Origin-Opener-Policy", "same-origin");
  assert_header (page, "Cache-Control", "no-store");
  assert_header (page, "Access-Control-Allow-Origin", NULL);
}

static void
test_allow (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page = rh_practice_driver_open_page (driver, "&state=a%2Bb%20%26");
  g_autofree char *answer = rh_practice_driver_click (driver, page, "allow");
  g_autofree char *location = rh_raw_header (answer, "Location");
  g_autofree char *code = rh_practice_driver_read_redirect (answer, "code");
  g_autofree char *state = rh_practice_driver_read_redirect (answer, "state");
  g_autofree char *iss = rh_practice_driver_read_redirect (answer, "iss");

  g_assert_cmpuint (rh_raw_status (answer), ==, 303);
  g_assert_true (g_str_has_prefix (location, "http://localhost:8437/practice?"));
  g_assert_cmpstr (code, !=, NULL);
  g_assert_cmpstr (state, ==, "a+b &");
  g_assert_cmpstr (iss, ==, rh_practice_server_get_base_url (driver->server));
  assert_header (answer, "Referrer-Policy", "no-referrer");
  assert_header (answer, "Cache-Control", "no-store");
}

static void
test_deny (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page = rh_practice_driver_open_page (driver, "&state=s");
  g_autofree char *answer = rh_practice_driver_click (driver, page, "deny");
  g_autofree char *state = rh_practice_driver_read_redirect (answer, "state");

  assert_redirect_error (answer, "access_denied");
  g_assert_cmpstr (state, ==, "s");
}

static void
test_one_use (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page = rh_practice_driver_open_page (driver, "");
  g_autofree char *first = rh_practice_driver_click (driver, page, "deny");
  g_autofree char *second = rh_practice_driver_click (driver, page, "allow");

  g_assert_cmpuint (rh_raw_status (first), ==, 303);
  g_assert_cmpuint (rh_raw_status (second), ==, 400);
  assert_header (second, "Location", NULL);
}

/* Two pages do not cross: each answer goes with what its own page asked for. */
static void
test_bound_to_page (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_open_page (driver, "&state=first");
  g_autofree char *second = rh_practice_driver_open_page (driver, "&state=second");
  g_autofree char *answer = rh_practice_driver_click (driver, first, "allow");
  g_autofree char *state = rh_practice_driver_read_redirect (answer, "state");

  g_assert_cmpstr (state, ==, "first");
}

/* The oldest of many open pages is forgotten, the newest is not. */
static void
test_many_pages (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *oldest = rh_practice_driver_open_page (driver, "");
  g_autofree char *newest = NULL;
  g_autofree char *old_answer = NULL;
  g_autofree char *new_answer = NULL;

  for (guint i = 0; i < 64; i++)
    {
      g_free (newest);
      newest = rh_practice_driver_open_page (driver, "");
    }

  old_answer = rh_practice_driver_click (driver, oldest, "allow");
  new_answer = rh_practice_driver_click (driver, newest, "allow");
  g_assert_cmpuint (rh_raw_status (old_answer), ==, 400);
  g_assert_cmpuint (rh_raw_status (new_answer), ==, 303);
}

static void
test_bad_answers (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *origin
      = g_strdup_printf ("Origin: %s\r\n", rh_practice_server_get_base_url (driver->server));
  g_autofree char *page = rh_practice_driver_open_page (driver, "");
  g_autofree char *consent = rh_practice_driver_read_consent (page);
  const char *forms[] = { "",
                          "decision=allow",
                          "consent=&decision=allow",
                          "consent=AAAA&decision=allow",
                          "consent=%s&consent=%s&decision=allow",
                          "consent=%s" };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_auto (GStrv) parts = g_strsplit (forms[i], "%s", -1);
      g_autofree char *form = g_strjoinv (consent, parts);
      g_autofree char *answer
          = rh_practice_driver_ask (driver, "POST", "/oauth/authorize", origin, form);

      g_assert_cmpuint (rh_raw_status (answer), ==, 400);
      assert_header (answer, "Location", NULL);
    }
}

/* A page, never a redirect. */
static void
test_unknown_client (RhPracticeDriver *driver, gconstpointer options)
{
  const char *queries[] = {
    "response_type=code&" RH_PRACTICE_DRIVER_REDIRECT,
    "response_type=code&client_id=other&" RH_PRACTICE_DRIVER_REDIRECT,
    "response_type=code&client_id=&" RH_PRACTICE_DRIVER_REDIRECT,
    "response_type=code&client_id=PRACTICE-CLIENT&" RH_PRACTICE_DRIVER_REDIRECT,
    "response_type=code&" GOOD_CLIENT "&" GOOD_CLIENT "&" RH_PRACTICE_DRIVER_REDIRECT,
  };

  for (guint i = 0; i < G_N_ELEMENTS (queries); i++)
    {
      g_autofree char *target = g_strconcat ("/oauth/authorize?", queries[i], NULL);
      g_autofree char *answer = get (driver, target);

      g_assert_cmpuint (rh_raw_status (answer), ==, 400);
      assert_header (answer, "Location", NULL);
      g_assert_nonnull (strstr (answer, "Unknown Client"));
    }
}

static void
test_unknown_redirect_uri (RhPracticeDriver *driver, gconstpointer options)
{
  const char *uris[] = {
    "",
    "https://evil.example/",
    "http://localhost:8437/practice/",
    "http://localhost:8437/practice?a",
    "http://LOCALHOST:8437/practice",
    "http://127.0.0.1:8437/practice",
    "http://localhost:8438/practice",
    "http://localhost:8437/practice#a",
    "javascript:alert(1)",
  };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_autofree char *encoded = rh_percent_encode (uris[i], -1, RH_PLACE_COMPONENT);
      g_autofree char *target = g_strconcat ("/oauth/authorize?response_type=code&" GOOD_CLIENT
                                             "&" GOOD_PKCE "&redirect_uri=",
                                             encoded, NULL);
      g_autofree char *doubled = g_strconcat (target, "&" RH_PRACTICE_DRIVER_REDIRECT, NULL);
      g_autofree char *answer = get (driver, target);
      g_autofree char *second = get (driver, doubled);

      g_assert_cmpuint (rh_raw_status (answer), ==, 400);
      assert_header (answer, "Location", NULL);
      g_assert_nonnull (strstr (answer, "Unknown Redirect URI"));
      g_assert_cmpuint (rh_raw_status (second), ==, 400);
      assert_header (second, "Location", NULL);
    }
}

static void
test_redirected_errors (RhPracticeDriver *driver, gconstpointer options)
{
  const struct
  {
    const char *target;
    const char *error;
  } cases[] = {
    { "/oauth/authorize?" GOOD_CLIENT "&" RH_PRACTICE_DRIVER_REDIRECT, "invalid_request" },
    { "/oauth/authorize?response_type=token&" GOOD_CLIENT "&" RH_PRACTICE_DRIVER_REDIRECT,
      "unsupported_response_type" },
    { GOOD_START "&response_type=code", "invalid_request" },
    { GOOD_START "&state=a&state=b", "invalid_request" },
    { GOOD_START "&scope=users:read&scope=users:write", "invalid_request" },
    { GOOD_START "&scope=users:read+nothing:read", "invalid_scope" },
    { GOOD_START "&scope=users:read++users:write", "invalid_scope" },
    { GOOD_START "&scope=USERS:READ", "invalid_scope" },
    { GOOD_START "&code_challenge=" RH_PRACTICE_DRIVER_CHALLENGE, "invalid_request" },
    { GOOD_START "&code_challenge=" RH_PRACTICE_DRIVER_CHALLENGE "&code_challenge_method=plain",
      "invalid_request" },
    { GOOD_START "&code_challenge=abcd&code_challenge_method=S256", "invalid_request" },
    { GOOD_START "&code_challenge=" RH_PRACTICE_DRIVER_CHALLENGE "%3D&code_challenge_method=S256",
      "invalid_request" },
    { GOOD_START "&code_challenge_method=S256", "invalid_request" },
    { GOOD_START "&" GOOD_PKCE "&" GOOD_PKCE, "invalid_request" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = get (driver, cases[i].target);

      assert_redirect_error (answer, cases[i].error);
    }
}

static void
test_unknown_parameters (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page = rh_practice_driver_open_page (
      driver, "&nonce=n&prompt=login&urn_pleo_params_oauth_subject=x&scope=&state=");
  g_autofree char *answer = rh_practice_driver_click (driver, page, "allow");
  g_autofree char *state = rh_practice_driver_read_redirect (answer, "state");

  /* Empty counts as left out: the default scope, no state. */
  g_assert_nonnull (strstr (page, "<code>users:read</code>"));
  g_assert_cmpuint (rh_raw_status (answer), ==, 303);
  g_assert_null (state);
}

static const RhPracticeOptions public_client = { .client_secret = "" };

static void
test_public_client (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *answer = get (driver, GOOD_START);

  assert_redirect_error (answer, "invalid_request");
}

static const char *const query_uris[]
    = { "http://localhost:8437/cb?keep=1", "http://127.0.0.1:9/other", NULL };
static const RhPracticeOptions own_client
    = { .client_id = "me & you", .client_secret = "s", .redirect_uris = query_uris };

static void
test_own_client (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page
      = get (driver, "/oauth/authorize?response_type=code&client_id=me+%26%20you&"
                     "redirect_uri=http%3A%2F%2Flocalhost%3A8437%2Fcb%3Fkeep%3D1");
  g_autofree char *answer = rh_practice_driver_click (driver, page, "allow");
  g_autofree char *location = rh_raw_header (answer, "Location");

  g_assert_true (g_str_has_prefix (location, "http://localhost:8437/cb?keep=1&code="));
}

static void
test_wrong_iss (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *page = rh_practice_driver_open_page (driver, "");
  g_autofree char *answer = NULL;
  g_autofree char *iss = NULL;

  rh_practice_server_set_faults (driver->server, RH_PRACTICE_FAULT_WRONG_ISS);
  answer = rh_practice_driver_click (driver, page, "allow");
  iss = rh_practice_driver_read_redirect (answer, "iss");

  g_assert_cmpuint (rh_raw_status (answer), ==, 303);
  g_assert_cmpstr (iss, !=, NULL);
  g_assert_cmpstr (iss, !=, rh_practice_server_get_base_url (driver->server));
}

static void
test_metadata (RhPracticeDriver *driver, gconstpointer options)
{
  const char *places[]
      = { "/.well-known/oauth-authorization-server", "/.well-known/openid-configuration" };
  const char *base = rh_practice_server_get_base_url (driver->server);
  g_autofree char *token_url = g_strconcat (base, "/oauth/token", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *answer = get (driver, places[i]);
      g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
      JsonArray *methods = json_object_get_array_member (root, "code_challenge_methods_supported");

      g_assert_cmpstr (json_object_get_string_member (root, "issuer"), ==, base);
      g_assert_cmpstr (json_object_get_string_member (root, "token_endpoint"), ==, token_url);
      g_assert_cmpuint (json_array_get_length (methods), ==, 1);
      g_assert_cmpstr (json_array_get_string_element (methods, 0), ==, "S256");
      g_assert_true (
          json_object_get_boolean_member (root, "authorization_response_iss_parameter_supported"));
    }
}

static void
test_start_page (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *answer = get (driver, "/");
  g_autofree char *icon = get (driver, "/favicon.ico");
  g_autofree char *put = rh_practice_driver_ask (driver, "PUT", "/oauth/authorize", "", "");

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_nonnull (strstr (answer, "<title>Start – Practice</title>"));
  g_assert_cmpuint (rh_raw_status (icon), ==, 404);
  g_assert_cmpuint (rh_raw_status (put), ==, 405);
  assert_header (put, "Allow", "GET, POST");
}

static void
add (const char *path,
     const RhPracticeOptions *options,
     void (*test) (RhPracticeDriver *, gconstpointer))
{
  g_test_add (path, RhPracticeDriver, options, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  add ("/practice-authorize/2/page", NULL, test_page);
  add ("/practice-authorize/2/policy", NULL, test_policy);
  add ("/practice-authorize/2/allow-is-303", NULL, test_allow);
  add ("/practice-authorize/2/deny-is-303", NULL, test_deny);
  add ("/practice-authorize/2/one-use", NULL, test_one_use);
  add ("/practice-authorize/2/bound-to-page", NULL, test_bound_to_page);
  add ("/practice-authorize/2/many-pages", NULL, test_many_pages);
  add ("/practice-authorize/2/bad-answers", NULL, test_bad_answers);
  add ("/practice-authorize/2/unknown-client", NULL, test_unknown_client);
  add ("/practice-authorize/2/unknown-redirect-uri", NULL, test_unknown_redirect_uri);
  add ("/practice-authorize/redirected-errors", NULL, test_redirected_errors);
  add ("/practice-authorize/unknown-parameters", NULL, test_unknown_parameters);
  add ("/practice-authorize/public-client-needs-pkce", &public_client, test_public_client);
  add ("/practice-authorize/own-client", &own_client, test_own_client);
  add ("/practice-authorize/fault/wrong-iss", NULL, test_wrong_iss);
  add ("/practice-authorize/metadata", NULL, test_metadata);
  add ("/practice-authorize/start-page", NULL, test_start_page);

  return g_test_run ();
}
