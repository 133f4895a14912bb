/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Token, revocation and introspection endpoints of the practice server (security.md 2; RFC
 * 6749 2.3, 3.2, 4.1.3, 6; RFC 7636; RFC 9700 2.1.1, 4.14). */
#include "config.h"

#include "lib/rh-practice-driver.h"
#include "lib/rh-test.h"
#include "text/rh-codec.h"

#include <string.h>

#define CLIENT RH_PRACTICE_DRIVER_CLIENT
#define REDIRECT RH_PRACTICE_DRIVER_REDIRECT
#define VERIFIER "code_verifier=" RH_PRACTICE_DRIVER_VERIFIER

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

static void
advance (RhPracticeDriver *driver, gint64 seconds)
{
  driver->now += seconds * G_USEC_PER_SEC;
}

static void
assert_error (const char *answer, guint status, const char *error)
{
  g_autofree char *got = rh_practice_driver_member (answer, "error");
  g_autofree char *cache = rh_raw_header (answer, "Cache-Control");

  g_assert_cmpuint (rh_raw_status (answer), ==, status);
  g_assert_cmpstr (got, ==, error);
  g_assert_cmpstr (cache, ==, "no-store");
}

static char *
post (RhPracticeDriver *driver, const char *path, const char *headers, const char *form)
{
  return rh_practice_driver_ask (driver, "POST", path, headers, form);
}

/* The client in the body, and the code of a new consent in @form's "%s". */
static char *
exchange (RhPracticeDriver *driver, const char *form)
{
  g_autofree char *code = rh_practice_driver_get_code (driver, "users:read");
  g_auto (GStrv) parts = g_strsplit (form, "CODE", -1);
  g_autofree char *filled = g_strjoinv (code, parts);

  return rh_practice_driver_ask_token (driver, filled);
}

static void
test_exchange (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *answer
      = exchange (driver, "grant_type=authorization_code&code=CODE&" REDIRECT "&" VERIFIER);
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
  g_autofree char *cache = rh_raw_header (answer, "Cache-Control");

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_cmpstr (json_object_get_string_member (root, "token_type"), ==, "Bearer");
  g_assert_cmpint (json_object_get_int_member (root, "expires_in"), ==, 3600);
  g_assert_cmpstr (json_object_get_string_member (root, "scope"), ==, "users:read");
  g_assert_cmpuint (strlen (json_object_get_string_member (root, "access_token")), ==, 43);
  g_assert_cmpuint (strlen (json_object_get_string_member (root, "refresh_token")), ==, 43);
  g_assert_cmpstr (cache, ==, "no-store");
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (driver->server), ==, 1);
}

static void
test_bad_exchanges (RhPracticeDriver *driver, gconstpointer options)
{
  const struct
  {
    const char *form;
    const char *error;
  } cases[] = {
    { "grant_type=authorization_code&code=wrong&" REDIRECT "&" VERIFIER, "invalid_grant" },
    { "grant_type=authorization_code&" REDIRECT "&" VERIFIER, "invalid_request" },
    { "grant_type=authorization_code&code=CODE&" VERIFIER, "invalid_grant" },
    { "grant_type=authorization_code&code=CODE&" VERIFIER
      "&redirect_uri=http%3A%2F%2Flocalhost%3A8437%2Fpractice%2F",
      "invalid_grant" },
    { "grant_type=authorization_code&code=CODE&" REDIRECT, "invalid_grant" },
    { "grant_type=authorization_code&code=CODE&" REDIRECT "&code_verifier=short", "invalid_grant" },
    { "grant_type=authorization_code&code=CODE&" REDIRECT
      "&code_verifier=dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXK",
      "invalid_grant" },
    /* The challenge itself: what a server that takes "plain" would fall for. */
    { "grant_type=authorization_code&code=CODE&" REDIRECT
      "&code_verifier=" RH_PRACTICE_DRIVER_CHALLENGE,
      "invalid_grant" },
    { "grant_type=authorization_code&code=CODE&code=CODE&" REDIRECT "&" VERIFIER,
      "invalid_request" },
    { "grant_type=authorization_code&code=CODE&" REDIRECT "&" VERIFIER "&" VERIFIER,
      "invalid_request" },
    { "code=CODE&" REDIRECT "&" VERIFIER, "invalid_request" },
    { "grant_type=password&username=a&password=b", "unsupported_grant_type" },
    { "grant_type=implicit", "unsupported_grant_type" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = exchange (driver, cases[i].form);

      assert_error (answer, 400, cases[i].error);
    }
}

static void
test_late_code (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_get_code (driver, "users:read");
  g_autofree char *second = rh_practice_driver_get_code (driver, "users:read");
  g_autofree char *in_time = NULL;
  g_autofree char *late = NULL;

  advance (driver, 59);
  in_time = rh_practice_driver_exchange (driver, first);
  advance (driver, 1);
  late = rh_practice_driver_exchange (driver, second);

  g_assert_cmpuint (rh_raw_status (in_time), ==, 200);
  assert_error (late, 400, "invalid_grant");
}

static void
test_reused_code (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *code = rh_practice_driver_get_code (driver, "users:read");
  g_autofree char *first = rh_practice_driver_exchange (driver, code);
  g_autofree char *access = rh_practice_driver_member (first, "access_token");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");
  g_autofree char *second = NULL;
  g_autofree char *third = NULL;

  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 200);
  second = rh_practice_driver_exchange (driver, code);
  third = rh_practice_driver_refresh (driver, refresh);

  assert_error (second, 400, "invalid_grant");
  assert_error (third, 400, "invalid_grant");
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 401);
}

/* 9700 2.1.1: PKCE taken out of the authorization request is noticed. */
static void
test_verifier_without_challenge (RhPracticeDriver *driver, gconstpointer options)
{
  const char *target
      = "/oauth/authorize?response_type=code&client_id=" RH_PRACTICE_CLIENT_ID "&" REDIRECT;
  const guint expected[] = { 400, 200 };
  const char *endings[] = { "&" VERIFIER, "" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *page = rh_practice_driver_ask (driver, "GET", target, "", NULL);
      g_autofree char *allowed = rh_practice_driver_click (driver, page, "allow");
      g_autofree char *code = rh_practice_driver_read_redirect (allowed, "code");
      g_autofree char *form = g_strconcat ("grant_type=authorization_code&" REDIRECT "&code=", code,
                                           endings[i], NULL);
      g_autofree char *answer = rh_practice_driver_ask_token (driver, form);

      g_assert_cmpuint (rh_raw_status (answer), ==, expected[i]);
    }
}

/* RFC 7636 4.1: 43 to 128 unreserved characters, even if the digest is right. */
static void
test_verifier_syntax (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *longest = g_strnfill (128, 'a');
  g_autofree char *too_long = g_strnfill (129, 'a');
  g_autofree char *shortest = g_strnfill (43, '~');
  g_autofree char *too_short = g_strnfill (42, 'a');
  g_autofree char *bad = g_strconcat (shortest, "+", NULL);
  const char *verifiers[] = { longest, shortest, too_long, too_short, bad };

  for (guint i = 0; i < G_N_ELEMENTS (verifiers); i++)
    {
      g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);
      guint8 digest[32];
      gsize length = sizeof digest;
      g_autofree char *challenge = NULL;
      g_autofree char *encoded = rh_percent_encode (verifiers[i], -1, RH_PLACE_FORM);
      g_autofree char *target = NULL;
      g_autofree char *page = NULL;
      g_autofree char *allowed = NULL;
      g_autofree char *code = NULL;
      g_autofree char *form = NULL;
      g_autofree char *answer = NULL;

      g_checksum_update (checksum, (const guint8 *) verifiers[i], strlen (verifiers[i]));
      g_checksum_get_digest (checksum, digest, &length);
      challenge = rh_base64url_encode (digest, length);
      target = g_strconcat ("/oauth/authorize?response_type=code&client_id=" RH_PRACTICE_CLIENT_ID
                            "&" REDIRECT "&code_challenge_method=S256&code_challenge=",
                            challenge, NULL);
      page = rh_practice_driver_ask (driver, "GET", target, "", NULL);
      allowed = rh_practice_driver_click (driver, page, "allow");
      code = rh_practice_driver_read_redirect (allowed, "code");
      form = g_strconcat ("grant_type=authorization_code&" REDIRECT "&code=", code,
                          "&code_verifier=", encoded, NULL);
      answer = rh_practice_driver_ask_token (driver, form);

      g_assert_cmpuint (rh_raw_status (answer), ==, i < 2 ? 200 : 400);
    }
}

static void
test_rotation (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read+vendors:read");
  g_autofree char *access = rh_practice_driver_member (first, "access_token");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");
  g_autofree char *second = rh_practice_driver_refresh (driver, refresh);
  g_autofree char *new_access = rh_practice_driver_member (second, "access_token");
  g_autofree char *new_refresh = rh_practice_driver_member (second, "refresh_token");
  g_autofree char *scope = rh_practice_driver_member (second, "scope");

  g_assert_cmpuint (rh_raw_status (second), ==, 200);
  g_assert_cmpstr (new_access, !=, access);
  g_assert_cmpstr (new_refresh, !=, refresh);
  g_assert_cmpstr (scope, ==, "users:read vendors:read");
  g_assert_cmpuint (rh_practice_driver_call_status (driver, new_access), ==, 200);
  /* Pleo: all earlier tokens are invalid at once. */
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 401);
}

static void
test_reused_refresh (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");
  g_autofree char *second = rh_practice_driver_refresh (driver, refresh);
  g_autofree char *new_access = rh_practice_driver_member (second, "access_token");
  g_autofree char *new_refresh = rh_practice_driver_member (second, "refresh_token");
  g_autofree char *reused = rh_practice_driver_refresh (driver, refresh);
  g_autofree char *after = rh_practice_driver_refresh (driver, new_refresh);

  assert_error (reused, 400, "invalid_grant");
  assert_error (after, 400, "invalid_grant");
  g_assert_cmpuint (rh_practice_driver_call_status (driver, new_access), ==, 401);
}

static const RhPracticeOptions short_refresh
    = { .access_token_seconds = 100, .refresh_token_seconds = 10 };

static void
test_expired_refresh (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *other = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (first, "access_token");
  g_autofree char *other_access = rh_practice_driver_member (other, "access_token");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");
  g_autofree char *answer = NULL;

  advance (driver, 10);
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 200);
  answer = rh_practice_driver_refresh (driver, refresh);

  assert_error (answer, 400, "invalid_grant");
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 401);
  /* Another consent is another family. */
  g_assert_cmpuint (rh_practice_driver_call_status (driver, other_access), ==, 200);
}

static void
test_expired_access (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *answer = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (answer, "access_token");

  advance (driver, 99);
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 200);
  advance (driver, 1);
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 401);
}

static void
test_refresh_scope (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read+vendors:read");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");
  g_autofree char *wider_form = g_strconcat (refresh, "&scope=users:read+users:write", NULL);
  g_autofree char *narrow_form = g_strconcat (refresh, "&scope=users:read", NULL);
  g_autofree char *wider = rh_practice_driver_refresh (driver, wider_form);
  g_autofree char *narrow = rh_practice_driver_refresh (driver, narrow_form);
  g_autofree char *scope = rh_practice_driver_member (narrow, "scope");
  g_autofree char *next = rh_practice_driver_member (narrow, "refresh_token");
  g_autofree char *again = rh_practice_driver_refresh (driver, next);
  g_autofree char *full = rh_practice_driver_member (again, "scope");

  /* Refused, and the token is still good. */
  assert_error (wider, 400, "invalid_scope");
  g_assert_cmpstr (scope, ==, "users:read");
  /* 6749 6: the refresh token keeps what was consented to. */
  g_assert_cmpstr (full, ==, "users:read vendors:read");
}

static void
test_bad_refreshes (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (first, "access_token");
  g_autofree char *unknown = rh_practice_driver_refresh (driver, "unknown");
  g_autofree char *missing = rh_practice_driver_refresh (driver, "");
  g_autofree char *other_kind = rh_practice_driver_refresh (driver, access);

  assert_error (unknown, 400, "invalid_grant");
  assert_error (missing, 400, "invalid_request");
  assert_error (other_kind, 400, "invalid_grant");
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 200);
}

static void
test_refresh_is_no_access (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");

  g_assert_cmpuint (rh_practice_driver_call_status (driver, refresh), ==, 401);
}

static void
test_client_credentials (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *answer
      = rh_practice_driver_ask_token (driver, "grant_type=client_credentials&scope=vendors:read");
  g_autofree char *bad
      = rh_practice_driver_ask_token (driver, "grant_type=client_credentials&scope=nothing");
  g_autofree char *access = rh_practice_driver_member (answer, "access_token");
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_false (json_object_has_member (root, "refresh_token"));
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 200);
  assert_error (bad, 400, "invalid_scope");
}

static char *
authenticate (RhPracticeDriver *driver, const char *credentials, const char *extra)
{
  g_autofree char *encoded
      = credentials == NULL ? NULL
                            : g_base64_encode ((const guchar *) credentials, strlen (credentials));
  g_autofree char *headers
      = encoded == NULL ? g_strdup ("") : g_strdup_printf ("Authorization: Basic %s\r\n", encoded);
  g_autofree char *form = g_strconcat ("grant_type=client_credentials", extra, NULL);

  return post (driver, "/oauth/token", headers, form);
}

/* RFC 6749 2.3.1: each part is form-encoded before base64. */
static const RhPracticeOptions hard_client = { .client_id = "a:b c", .client_secret = "p/+: %æ" };

static void
test_basic (RhPracticeDriver *driver, gconstpointer options)
{
  const struct
  {
    const char *credentials;
    const char *extra;
    guint status;
  } cases[] = {
    { "a%3Ab+c:p%2F%2B%3A+%25%C3%A6", "", 200 },
    { "a%3Ab%20c:p%2F%2B%3A%20%25%c3%a6", "", 200 },
    { "a%3Ab+c:p%2F%2B%3A+%25%C3%A6", "&client_id=a%3Ab+c", 200 },
    { "a%3Ab+c:p%2F%2B%3A+%25%C3%A6", "&client_id=other", 401 },
    /* As it is, not encoded. */
    { "a:b c:p/+: %æ", "", 401 },
    { "a%3Ab+c:wrong", "", 401 },
    { "a%3Ab+c:", "", 401 },
    { "a%3Ab+c", "", 401 },
    { "", "", 401 },
    { "%ZZ:%ZZ", "", 401 },
    { NULL, "&client_id=a%3Ab+c&client_secret=p%2F%2B%3A+%25%C3%A6", 200 },
    { NULL, "&client_id=a%3Ab+c&client_secret=wrong", 401 },
    { NULL, "&client_id=a%3Ab+c", 401 },
    { NULL, "", 401 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *answer = authenticate (driver, cases[i].credentials, cases[i].extra);
      g_autofree char *challenge = rh_raw_header (answer, "WWW-Authenticate");

      g_assert_cmpuint (rh_raw_status (answer), ==, cases[i].status);
      if (cases[i].status == 401)
        {
          assert_error (answer, 401, "invalid_client");
          g_assert_cmpstr (challenge, ==, "Basic realm=\"Practice\"");
        }
    }
}

static void
test_never_both (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *both
      = authenticate (driver, "practice-client:practice-secret", "&client_secret=practice-secret");
  g_autofree char *twice
      = post (driver, "/oauth/token",
              "Authorization: Basic cHJhY3RpY2UtY2xpZW50OnByYWN0aWNlLXNlY3JldA==\r\n"
              "Authorization: Basic cHJhY3RpY2UtY2xpZW50OnByYWN0aWNlLXNlY3JldA==\r\n",
              "grant_type=client_credentials");
  g_autofree char *doubled
      = post (driver, "/oauth/token", "", CLIENT "&" CLIENT "&grant_type=client_credentials");
  /* A NUL behind the right secret. */
  g_autofree char *nul = post (driver, "/oauth/token",
                               "Authorization: Basic "
                               "cHJhY3RpY2UtY2xpZW50OnByYWN0aWNlLXNlY3JldAB4\r\n",
                               "grant_type=client_credentials");
  g_autofree char *bearer = post (driver, "/oauth/token", "Authorization: Bearer x\r\n",
                                  "grant_type=client_credentials");

  assert_error (both, 400, "invalid_request");
  assert_error (twice, 400, "invalid_request");
  assert_error (doubled, 400, "invalid_request");
  assert_error (nul, 401, "invalid_client");
  assert_error (bearer, 401, "invalid_client");
}

static const RhPracticeOptions public_client = { .client_secret = "" };

static void
test_public_client (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *code = rh_practice_driver_get_code (driver, "users:read");
  g_autofree char *form = g_strconcat ("grant_type=authorization_code&" REDIRECT "&" VERIFIER
                                       "&client_id=" RH_PRACTICE_CLIENT_ID "&code=",
                                       code, NULL);
  g_autofree char *with_secret = rh_practice_driver_ask_token (driver, "grant_type=refresh_token");
  g_autofree char *basic = authenticate (driver, "practice-client:", "");
  g_autofree char *itself = authenticate (driver, NULL, "&client_id=" RH_PRACTICE_CLIENT_ID);
  g_autofree char *introspection
      = post (driver, "/oauth/token/introspect", "", "client_id=" RH_PRACTICE_CLIENT_ID "&token=x");
  g_autofree char *answer = post (driver, "/oauth/token", "", form);

  assert_error (with_secret, 401, "invalid_client");
  assert_error (basic, 401, "invalid_client");
  assert_error (itself, 400, "unauthorized_client");
  assert_error (introspection, 401, "invalid_client");
  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
}

/* B1: a form, by POST, and no secret in the address. */
static void
test_form_only (RhPracticeDriver *driver, gconstpointer options)
{
  const char *good = CLIENT "&grant_type=client_credentials";
  g_autofree char *json = post (driver, "/oauth/token", "Content-Type: application/json\r\n",
                                "{\"grant_type\":\"client_credentials\"}");
  g_autofree char *plain = post (driver, "/oauth/token", "Content-Type: text/plain\r\n", good);
  g_autofree char *in_query = post (driver, "/oauth/token?client_secret=practice-secret", "", good);
  g_autofree char *get = rh_practice_driver_ask (driver, "GET", "/oauth/token?" CLIENT, "", NULL);
  g_autofree char *charset
      = post (driver, "/oauth/token",
              "Content-Type: application/x-www-form-urlencoded; charset=utf-8\r\n", good);

  assert_error (json, 400, "invalid_request");
  assert_error (plain, 400, "invalid_request");
  assert_error (in_query, 400, "invalid_request");
  g_assert_cmpuint (rh_raw_status (get), ==, 405);
  g_assert_cmpuint (rh_raw_status (charset), ==, 200);
}

static char *
post_token (RhPracticeDriver *driver, const char *path, const char *token)
{
  g_autofree char *form = g_strconcat (CLIENT "&token=", token, NULL);

  return post (driver, path, "", form);
}

static void
test_revoke_refresh (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (first, "access_token");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");
  g_autofree char *revoked = post_token (driver, "/oauth/revoke", refresh);
  g_autofree char *again = post_token (driver, "/oauth/revoke", refresh);
  g_autofree char *answer = rh_practice_driver_refresh (driver, refresh);

  g_assert_cmpuint (rh_raw_status (revoked), ==, 200);
  g_assert_cmpuint (rh_raw_status (again), ==, 200);
  assert_error (answer, 400, "invalid_grant");
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 401);
}

static void
test_revoke_access (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (first, "access_token");
  g_autofree char *refresh = rh_practice_driver_member (first, "refresh_token");
  g_autofree char *revoked = post_token (driver, "/oauth/revoke", access);
  g_autofree char *answer = rh_practice_driver_refresh (driver, refresh);

  g_assert_cmpuint (rh_raw_status (revoked), ==, 200);
  g_assert_cmpuint (rh_practice_driver_call_status (driver, access), ==, 401);
  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
}

static void
test_bad_revocations (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *unknown = post_token (driver, "/oauth/revoke", "unknown");
  g_autofree char *missing = post_token (driver, "/oauth/revoke", "");
  g_autofree char *nobody = post (driver, "/oauth/revoke", "", "token=x");

  g_assert_cmpuint (rh_raw_status (unknown), ==, 200);
  assert_error (missing, 400, "invalid_request");
  assert_error (nobody, 401, "invalid_client");
}

static void
test_introspect (RhPracticeDriver *driver, gconstpointer options)
{
  g_autofree char *first = rh_practice_driver_sign_in (driver, "users:read");
  g_autofree char *access = rh_practice_driver_member (first, "access_token");
  g_autofree char *answer = post_token (driver, "/oauth/token/introspect", access);
  g_autofree char *unknown = post_token (driver, "/oauth/token/introspect", "unknown");
  g_autofree char *nobody = post (driver, "/oauth/token/introspect", "", "token=x");
  g_autoptr (JsonObject) root = rh_practice_driver_json (answer);
  gint64 now = driver->now / G_USEC_PER_SEC;

  g_assert_true (json_object_get_boolean_member (root, "active"));
  g_assert_cmpint (json_object_get_int_member (root, "iat"), ==, now);
  g_assert_cmpint (json_object_get_int_member (root, "exp"), ==, now + 3600);
  g_assert_cmpstr (json_object_get_string_member (root, "sub"), ==, "ada@acme.example");
  g_assert_true (json_object_has_member (root, "urn:pleo:params:oauth:subject_urn"));
  g_assert_false (json_object_has_member (root, "scope"));
  g_assert_cmpstr (rh_raw_body (unknown), ==, "{\"active\":false}");
  assert_error (nobody, 401, "invalid_client");
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

  add ("/practice-token/exchange", NULL, test_exchange);
  add ("/practice-token/bad-exchanges", NULL, test_bad_exchanges);
  add ("/practice-token/late-code", NULL, test_late_code);
  add ("/practice-token/2/reused-code-revokes", NULL, test_reused_code);
  add ("/practice-token/2/verifier-without-challenge", NULL, test_verifier_without_challenge);
  add ("/practice-token/D1/verifier-syntax", NULL, test_verifier_syntax);
  add ("/practice-token/rotation", NULL, test_rotation);
  add ("/practice-token/reused-refresh-kills-family", NULL, test_reused_refresh);
  add ("/practice-token/expired-refresh-kills-family", &short_refresh, test_expired_refresh);
  add ("/practice-token/expired-access", &short_refresh, test_expired_access);
  add ("/practice-token/refresh-scope", NULL, test_refresh_scope);
  add ("/practice-token/bad-refreshes", NULL, test_bad_refreshes);
  add ("/practice-token/refresh-is-no-access", NULL, test_refresh_is_no_access);
  add ("/practice-token/client-credentials", NULL, test_client_credentials);
  add ("/practice-token/B2/basic", &hard_client, test_basic);
  add ("/practice-token/B3/never-both", NULL, test_never_both);
  add ("/practice-token/B3/public-client", &public_client, test_public_client);
  add ("/practice-token/B1/form-only", NULL, test_form_only);
  add ("/practice-token/G1/revoke-refresh", NULL, test_revoke_refresh);
  add ("/practice-token/G1/revoke-access", NULL, test_revoke_access);
  add ("/practice-token/G1/bad-revocations", NULL, test_bad_revocations);
  add ("/practice-token/G2/introspect", NULL, test_introspect);

  return g_test_run ();
}
