/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhTokenSource: a valid token for everybody who asks, with as few requests as can be. */
#include "lib/rh-test.h"
#include "lib/rh-token-rig.h"

#include <string.h>

#define MANY 50

static void
set_up (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_init (rig);
}

static void
tear_down (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_clear (rig);
}

/* Signed in, and the access token has ended. */
static void
sign_in_and_expire (RhTokenRig *rig)
{
  rh_token_rig_sign_in (rig, rig->source);
  rh_fake_clock_advance (&rig->clock, rig->lifetime);
}

static void
test_valid (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);
  g_assert_null (rh_token_rig_call (rig->source, RH_TOKEN_RIG_LOAD, NULL, NULL));
  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-1");
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_LOAD, "access-1");
  g_assert_cmpuint (rig->asked->len, ==, 0);
}

static void
test_first_touch (RhTokenRig *rig, gconstpointer data)
{
  rh_test_drain ();
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_LOOKUP), ==, 0);
}

/* What another process signed in is found without a request, and without the lock. */
static void
test_from_keyring (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-1");
  g_assert_nonnull (rh_token_source_get_token (other));
  g_assert_cmpuint (rig->asked->len, ==, 0);
}

static void
test_no_timer (RhTokenRig *rig, gconstpointer data)
{
  sign_in_and_expire (rig);
  rh_test_drain ();
  g_assert_cmpuint (rig->asked->len, ==, 0);
}

static void
test_margin (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_sign_in (rig, rig->source);
  rh_fake_clock_advance (&rig->clock, 3539);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-1");
  rh_fake_clock_advance (&rig->clock, 1);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
}

static void
test_unknown_life (RhTokenRig *rig, gconstpointer data)
{
  rig->lifetime = -1;
  rh_token_rig_sign_in (rig, rig->source);
  rh_fake_clock_advance (&rig->clock, 10 * 365 * 86400);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-1");
  g_assert_cmpuint (rig->asked->len, ==, 0);
}

static void
test_parallel (RhTokenRig *rig, gconstpointer data)
{
  GAsyncResult *results[MANY] = { NULL };

  sign_in_and_expire (rig);
  for (guint i = 0; i < MANY; i++)
    rh_token_rig_start (rig->source, RH_TOKEN_RIG_VALID, NULL, &results[i]);

  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (RhToken) token = NULL;

      rh_test_wait (&results[i]);
      token = rh_token_source_finish (rig->source, results[i], NULL);
      g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==, "access-2");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (rig->asked->len, ==, 1);
}

/* Requests that went out with the old token come back one by one, some while the refresh is under
 * way, some long after it. */
static void
test_staggered (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhToken) sent = NULL;
  GAsyncResult *results[MANY] = { NULL };

  rh_token_rig_sign_in (rig, rig->source);
  sent = rh_token_ref (rh_token_source_get_token (rig->source));
  for (guint i = 0; i < MANY; i++)
    {
      rh_token_rig_start (rig->source, RH_TOKEN_RIG_REPLACE, sent, &results[i]);
      if (i % 3 == 0)
        rh_test_drain ();
    }
  for (guint i = 0; i < MANY; i++)
    {
      g_autoptr (RhToken) token = NULL;

      rh_test_wait (&results[i]);
      token = rh_token_source_finish (rig->source, results[i], NULL);
      g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==, "access-2");
      g_object_unref (results[i]);
    }
  g_assert_cmpuint (rig->asked->len, ==, 1);

  /* The new one can be refused too. */
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_REPLACE, "access-3");
  g_assert_cmpuint (rig->asked->len, ==, 2);
}

/* Another process refreshed before us: its token is used, nothing is sent. */
static void
test_other_process_first (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  sign_in_and_expire (rig);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-2");
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_cmpuint (rig->asked->len, ==, 1);
  rh_token_rig_expect (other, RH_TOKEN_RIG_CLICK, "access-3");
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_REPLACE, "access-3");
  g_assert_cmpuint (rig->asked->len, ==, 2);
  g_assert_cmpuint (rig->reused, ==, 0);
}

/* Both at once: the second waits for the lock and finds the first one's token. */
static void
test_other_process_at_once (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;
  g_autoptr (RhToken) first = NULL;
  g_autoptr (RhToken) second = NULL;

  sign_in_and_expire (rig);
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_VALID, NULL, &one);
  rh_token_rig_start (other, RH_TOKEN_RIG_VALID, NULL, &two);
  rh_test_wait (&one);
  rh_test_wait (&two);
  first = rh_token_source_finish (rig->source, one, NULL);
  second = rh_token_source_finish (other, two, NULL);

  g_assert_nonnull (first);
  g_assert_true (
      rh_secret_equal (rh_token_get_access_token (first), rh_token_get_access_token (second)));
  g_assert_cmpuint (rig->asked->len, ==, 1);
}

/* The keyring has the new refresh token before anybody has the new access token. */
static void
test_stored_before_use (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  sign_in_and_expire (rig);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_STORE), ==, 2);
  rh_fake_clock_advance (&rig->clock, rig->lifetime);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-3");
  g_assert_cmpstr (g_ptr_array_index (rig->asked, 1), ==, "refresh:refresh-2");
}

static void
test_keeps_old_refresh_token (RhTokenRig *rig, gconstpointer data)
{
  rig->keeps = TRUE;
  sign_in_and_expire (rig);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  rh_fake_clock_advance (&rig->clock, rig->lifetime);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-3");
  g_assert_cmpstr (g_ptr_array_index (rig->asked, 1), ==, "refresh:refresh-1");
}

static void
test_no_scope (RhTokenRig *rig, gconstpointer data)
{
  const char *body;

  rh_oauth_config_set_client_auth (rig->config, RH_CLIENT_AUTH_BODY);
  sign_in_and_expire (rig);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  body = rh_fake_transport_get_body (rig->transport, 0);
  g_assert_null (strstr (body, "scope"));
  g_assert_nonnull (strstr (body, "grant_type=refresh_token"));
}

/* Refresh has the client's credentials too (insomnia 8946). */
static void
test_client_authentication (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhSecret) secret = rh_secret_new ("s3cret", -1);
  RhRequest *request;

  rh_oauth_config_set_client_secret (rig->config, secret);
  rh_oauth_config_set_client_auth (rig->config, RH_CLIENT_AUTH_BASIC);
  sign_in_and_expire (rig);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  request = rh_fake_transport_get_request (rig->transport, 0);
  g_assert_cmpstr (rh_headers_get (rh_request_get_headers (request), "Authorization"), ==,
                   "Basic Y2xpZW50OnMzY3JldA==");
}

/* A server that ends tokens at once does not make us ask again and again for one request. */
static void
test_no_life (RhTokenRig *rig, gconstpointer data)
{
  rig->lifetime = 0;
  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_cmpuint (rig->asked->len, ==, 1);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_REPLACE, "access-3");
  g_assert_cmpuint (rig->asked->len, ==, 2);
}

/* Data: an RhHttpError, or a status. */
static void
test_transient (RhTokenRig *rig, gconstpointer data)
{
  int what = GPOINTER_TO_INT (data);
  int code = RH_OAUTH_ERROR_NETWORK;

  sign_in_and_expire (rig);
  if (what < 100)
    rig->http_error = what;
  else
    {
      rig->status = (guint) what;
      rig->body = "<html>sorry</html>";
      code = what == 429 ? RH_OAUTH_ERROR_RATE_LIMITED : RH_OAUTH_ERROR_SERVER;
    }

  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, code);
  g_assert_error (rh_token_source_get_problem (rig->source), RH_OAUTH_ERROR, code);
  g_assert_nonnull (rh_token_source_get_token (rig->source));
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_CLEAR), ==, 0);

  rig->http_error = -1;
  rig->status = 0;
  rh_fake_clock_advance (&rig->clock, 1);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_null (rh_token_source_get_problem (rig->source));
  g_assert_cmpuint (rig->reused, ==, 0);
}

/* 1, 2, 4 … 60 s, less a quarter at most. */
static void
test_back_off (RhTokenRig *rig, gconstpointer data)
{
  static const gint64 delays[] = { 1, 2, 4, 8, 16, 32, 60, 60, 60 };

  sign_in_and_expire (rig);
  rig->http_error = RH_HTTP_ERROR_CONNECT;
  for (guint i = 0; i < G_N_ELEMENTS (delays); i++)
    {
      rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NETWORK);
      g_assert_cmpuint (rig->asked->len, ==, i + 1);
      rig->clock.boot += delays[i] * G_USEC_PER_SEC * 3 / 4 - 1;
      rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NETWORK);
      rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_REPLACE, RH_OAUTH_ERROR_NETWORK);
      g_assert_cmpuint (rig->asked->len, ==, i + 1);
      rig->clock.boot += delays[i] * G_USEC_PER_SEC / 4 + 1;
    }
}

/* Offline, nothing is asked over and over; back again, the next who needs a token does not wait,
 * and nobody asks before that. */
static void
test_network_is_back (RhTokenRig *rig, gconstpointer data)
{
  sign_in_and_expire (rig);
  rig->http_error = RH_HTTP_ERROR_CONNECT;
  for (guint i = 0; i < 10; i++)
    rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NETWORK);
  g_assert_cmpuint (rig->asked->len, ==, 1);

  rig->http_error = -1;
  rh_token_source_network_is_back (rig->source);
  rh_test_drain ();
  g_assert_cmpuint (rig->asked->len, ==, 1);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_cmpuint (rig->asked->len, ==, 2);
}

/* What the server said is not changed by that. */
static void
test_network_is_back_at_a_busy_server (RhTokenRig *rig, gconstpointer data)
{
  sign_in_and_expire (rig);
  rig->status = 503;
  rig->body = "";
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SERVER);
  rh_token_source_network_is_back (rig->source);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SERVER);
  g_assert_cmpuint (rig->asked->len, ==, 1);
}

static void
test_click (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_CLICK, "access-2");
  rig->http_error = RH_HTTP_ERROR_CONNECT;
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_NETWORK);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_NETWORK);
  g_assert_cmpuint (rig->asked->len, ==, 3);
  /* What is still good goes on being used, and the problem can be seen. */
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_nonnull (rh_token_source_get_problem (rig->source));
  rig->http_error = -1;
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_CLICK, "access-3");
}

/* The first thing in a process: what it finds is not what the click asked for. */
static void
test_click_first (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  rh_token_rig_sign_in (rig, rig->source);
  rh_token_rig_expect (other, RH_TOKEN_RIG_CLICK, "access-2");
}

static void
test_retry_after (RhTokenRig *rig, gconstpointer data)
{
  sign_in_and_expire (rig);
  rig->status = 429;
  rig->body = "";
  rig->retry_after = "120";
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_RATE_LIMITED);
  rig->status = 0;
  g_assert_cmpint (rh_token_source_get_retry_after (rig->source), ==, 120);
  rh_fake_clock_advance (&rig->clock, 119);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_RATE_LIMITED);
  g_assert_cmpint (rh_token_source_get_retry_after (rig->source), ==, 1);
  g_assert_cmpuint (rig->asked->len, ==, 1);
  rh_fake_clock_advance (&rig->clock, 1);
  g_assert_cmpint (rh_token_source_get_retry_after (rig->source), ==, 0);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_CLICK, "access-2");
}

static void
test_early_refresh_fails (RhTokenRig *rig, gconstpointer data)
{
  rh_token_rig_sign_in (rig, rig->source);
  rh_fake_clock_advance (&rig->clock, 3550);
  rig->http_error = RH_HTTP_ERROR_RESOLVE;
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-1");
  g_assert_error (rh_token_source_get_problem (rig->source), RH_OAUTH_ERROR,
                  RH_OAUTH_ERROR_NETWORK);
  rh_fake_clock_advance (&rig->clock, 50);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NETWORK);
}

static void
test_invalid_grant (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  sign_in_and_expire (rig);
  rig->dead = TRUE;
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_assert_error (rh_token_source_get_problem (rig->source), RH_OAUTH_ERROR,
                  RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_assert_null (rh_token_source_get_token (rig->source));
  /* Final: no more requests, in no process. */
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_LOAD, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_assert_cmpuint (rig->asked->len, ==, 1);

  rh_token_rig_sign_in (rig, rig->source);
  g_assert_null (rh_token_source_get_problem (rig->source));
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-2");
}

/* A program without our lock put a newer token there meanwhile: that one counts. */
static void
test_invalid_grant_overtaken (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhToken) numbered = NULL;
  g_autoptr (RhSecret) blob = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (RhToken) got = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_and_expire (rig);
  rig->status = 400;
  rig->body = "{\"error\":\"invalid_grant\"}";
  rig->hold = TRUE;
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_VALID, NULL, &result);
  while (rh_fake_transport_get_n_held (rig->transport) == 0)
    g_main_context_iteration (NULL, TRUE);

  token = rh_token_rig_new_token (rig, "ada");
  numbered = rh_token_with_generation (token, 1);
  blob = rh_token_serialize (numbered);
  rh_keyring_store_async (rig->memory, "token", "5107", "Practice", blob, NULL, rh_test_take_result,
                          &stored);
  rh_test_wait (&stored);
  rh_fake_transport_release (rig->transport);
  rh_test_wait (&result);

  got = rh_token_source_finish (rig->source, result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (got), NULL), ==, "access-2");
  g_assert_cmpuint (rig->asked->len, ==, 1);
}

/* Data: the error code of the server. */
static void
test_stops (RhTokenRig *rig, gconstpointer data)
{
  const char *name = data;
  g_autofree char *body = g_strdup_printf ("{\"error\":\"%s\"}", name);
  int code = g_str_equal (name, "invalid_client")        ? RH_OAUTH_ERROR_INVALID_CLIENT
             : g_str_equal (name, "unauthorized_client") ? RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT
                                                         : RH_OAUTH_ERROR_INVALID_SCOPE;

  sign_in_and_expire (rig);
  rig->status = 400;
  rig->body = body;
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, code);
  rh_fake_clock_advance (&rig->clock, 86400);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, code);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_REPLACE, code);
  g_assert_cmpuint (rig->asked->len, ==, 1);
  g_assert_nonnull (rh_token_source_get_token (rig->source));
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_CLEAR), ==, 0);

  /* Mended: a click starts it again. */
  rig->status = 0;
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_CLICK, "access-2");
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
}

static void
test_unanswered (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  sign_in_and_expire (rig);
  rig->http_error = RH_HTTP_ERROR_RECEIVE;
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_NETWORK);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_NETWORK);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_assert_cmpuint (rig->asked->len, ==, 2);
}

static void
test_never_sent (RhTokenRig *rig, gconstpointer data)
{
  sign_in_and_expire (rig);
  rig->http_error = RH_HTTP_ERROR_CONNECT;
  for (guint i = 0; i < 5; i++)
    rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_NETWORK);
  rig->http_error = RH_HTTP_ERROR_TLS;
  for (guint i = 0; i < 5; i++)
    rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_CERTIFICATE);
  rig->http_error = -1;
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_CLICK, "access-2");
}

static void
test_unreadable_answer (RhTokenRig *rig, gconstpointer data)
{
  sign_in_and_expire (rig);
  rig->status = 200;
  rig->body = "<html>";
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_RESPONSE);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_RESPONSE);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_CLICK, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_assert_cmpuint (rig->asked->len, ==, 2);
}

static void
test_no_refresh_token (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhSecret) access_token = rh_secret_new ("alone", -1);
  g_autoptr (RhToken) token
      = rh_token_new (access_token, NULL, "Bearer", NULL, 600, &rig->clock.clock);
  g_autoptr (RhToken) adopted = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  rh_token_source_adopt_async (rig->source, token, FALSE, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  adopted = rh_token_source_finish (rig->source, result, NULL);
  rh_fake_clock_advance (&rig->clock, 580);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "alone");
  rh_fake_clock_advance (&rig->clock, 20);
  rh_token_rig_expect_error (rig->source, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  g_assert_cmpuint (rig->asked->len, ==, 0);
}

static void
test_not_stored (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  sign_in_and_expire (rig);
  rh_fake_keyring_fail (rig->keyring, RH_FAKE_KEYRING_STORE,
                        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_REFUSED, "full"));
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_error (rh_token_source_get_problem (rig->source), RH_OAUTH_ERROR,
                  RH_OAUTH_ERROR_KEYRING);
  /* The stale one is gone. */
  g_assert_cmpuint (rh_fake_keyring_count (rig->keyring, RH_FAKE_KEYRING_CLEAR), ==, 1);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_NOT_CONNECTED);

  /* It goes on from memory. */
  rh_fake_clock_advance (&rig->clock, rig->lifetime);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-3");

  /* And is saved later. */
  rh_fake_keyring_fail (rig->keyring, RH_FAKE_KEYRING_STORE, NULL);
  rh_fake_clock_advance (&rig->clock, 30);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-3");
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_LOAD, "access-3");
  while (rh_token_source_get_problem (rig->source) != NULL)
    g_main_context_iteration (NULL, TRUE);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-3");
  g_assert_cmpuint (rig->reused, ==, 0);
}

/* Neither written nor removed: the stale item is still never used. */
static void
test_not_stored_not_removed (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  sign_in_and_expire (rig);
  for (guint i = RH_FAKE_KEYRING_STORE; i < RH_FAKE_KEYRING_N_CALLS; i++)
    rh_fake_keyring_fail (
        rig->keyring, i,
        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_REFUSED, "read only"));
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-2");
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_SIGN_IN_AGAIN);
  rh_fake_clock_advance (&rig->clock, rig->lifetime);
  rh_token_rig_expect (rig->source, RH_TOKEN_RIG_VALID, "access-3");
  g_assert_cmpuint (rig->reused, ==, 0);
}

static void
test_locked (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);

  rh_token_rig_sign_in (rig, rig->source);
  rh_fake_keyring_fail_all (rig->keyring, RH_KEYRING_ERROR_LOCKED);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_VALID, RH_OAUTH_ERROR_KEYRING);
  rh_token_rig_expect_error (other, RH_TOKEN_RIG_LOAD, RH_OAUTH_ERROR_KEYRING);
  rh_fake_keyring_fail_all (rig->keyring, -1);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-1");
}

/* One of two goes; the other gets its token. */
static void
test_one_cancels (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) one = NULL;
  g_autoptr (GAsyncResult) two = NULL;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_and_expire (rig);
  rig->hold = TRUE;
  rh_token_source_get_valid_async (rig->source, cancellable, rh_test_take_result, &one);
  rh_token_rig_start (rig->source, RH_TOKEN_RIG_VALID, NULL, &two);
  while (rh_fake_transport_get_n_held (rig->transport) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  rh_test_wait (&one);
  g_assert_null (rh_token_source_finish (rig->source, one, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  rh_fake_transport_release (rig->transport);
  rh_test_wait (&two);
  token = rh_token_source_finish (rig->source, two, NULL);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==, "access-2");
}

/* Nobody waits any more, and the source's owner is gone: what the server gives is stored anyway. */
static void
test_all_go (RhTokenRig *rig, gconstpointer data)
{
  g_autoptr (RhTokenSource) other = rh_token_rig_new_source (rig);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  gpointer gone = NULL;

  sign_in_and_expire (rig);
  rig->hold = TRUE;
  rh_token_source_get_valid_async (rig->source, cancellable, rh_test_take_result, &result);
  while (rh_fake_transport_get_n_held (rig->transport) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (cancellable);
  rh_test_wait (&result);
  g_clear_object (&result);
  g_set_weak_pointer (&gone, rig->source);
  g_clear_object (&rig->source);

  rh_fake_transport_release (rig->transport);
  while (gone != NULL)
    g_main_context_iteration (NULL, TRUE);
  rh_token_rig_expect (other, RH_TOKEN_RIG_VALID, "access-2");
  g_assert_cmpuint (rig->asked->len, ==, 1);
  rig->source = g_object_ref (other);
  g_clear_object (&other);
}

#define ADD(path, data, function) \
  g_test_add ("/token-source/" path, RhTokenRig, data, set_up, function, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("3.2/valid", NULL, test_valid);
  ADD ("L3/first-touch-only-when-called", NULL, test_first_touch);
  ADD ("3.2/from-keyring", NULL, test_from_keyring);
  ADD ("3.7/no-timer", NULL, test_no_timer);
  ADD ("J3/margin", NULL, test_margin);
  ADD ("3.7/unknown-life", NULL, test_unknown_life);
  ADD ("J1/50-parallel-one-request", NULL, test_parallel);
  ADD ("3.6/50-staggered-401-one-request", NULL, test_staggered);
  ADD ("3.2/other-process-first", NULL, test_other_process_first);
  ADD ("J1/other-process-at-once", NULL, test_other_process_at_once);
  ADD ("3.4/stored-before-use", NULL, test_stored_before_use);
  ADD ("B7/keeps-old-refresh-token", NULL, test_keeps_old_refresh_token);
  ADD ("3.8/no-scope", NULL, test_no_scope);
  ADD ("peers-4/client-authentication", NULL, test_client_authentication);
  ADD ("3.7/no-life", NULL, test_no_life);
  ADD ("3.5/transient/connect", GINT_TO_POINTER (RH_HTTP_ERROR_CONNECT), test_transient);
  ADD ("3.5/transient/receive", GINT_TO_POINTER (RH_HTTP_ERROR_RECEIVE), test_transient);
  ADD ("3.5/transient/429", GINT_TO_POINTER (429), test_transient);
  ADD ("3.5/transient/500", GINT_TO_POINTER (500), test_transient);
  ADD ("3.5/transient/503", GINT_TO_POINTER (503), test_transient);
  ADD ("J4/back-off", NULL, test_back_off);
  ADD ("3.7/network-is-back", NULL, test_network_is_back);
  ADD ("3.7/network-is-back-at-a-busy-server", NULL, test_network_is_back_at_a_busy_server);
  ADD ("3.7/click-is-not-delayed", NULL, test_click);
  ADD ("3.7/click-first", NULL, test_click_first);
  ADD ("3.7/retry-after", NULL, test_retry_after);
  ADD ("peers-10/early-refresh-fails", NULL, test_early_refresh_fails);
  ADD ("J4/invalid-grant-is-final", NULL, test_invalid_grant);
  ADD ("3.5/invalid-grant-overtaken", NULL, test_invalid_grant_overtaken);
  ADD ("3.5/stops/invalid-client", "invalid_client", test_stops);
  ADD ("3.5/stops/unauthorized-client", "unauthorized_client", test_stops);
  ADD ("3.5/stops/invalid-scope", "invalid_scope", test_stops);
  ADD ("3.5/unanswered-once-more-at-most", NULL, test_unanswered);
  ADD ("3.5/never-sent-does-not-count", NULL, test_never_sent);
  ADD ("3.5/unreadable-answer", NULL, test_unreadable_answer);
  ADD ("3.7/no-refresh-token", NULL, test_no_refresh_token);
  ADD ("3.4/not-stored", NULL, test_not_stored);
  ADD ("3.4/not-stored-not-removed", NULL, test_not_stored_not_removed);
  ADD ("L3/locked", NULL, test_locked);
  ADD ("J1/one-cancels", NULL, test_one_cancels);
  ADD ("3.4/all-go-and-it-is-stored", NULL, test_all_go);

  return g_test_run ();
}
