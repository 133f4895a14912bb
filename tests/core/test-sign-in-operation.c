/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A whole sign-in with a real listener, a browser of raw sockets and a token endpoint without a
 * network: standards.md A2, A3, A6, A7, E2, E6, E12, E13; security.md 1, 3.5, 4.8. */
#include "lib/rh-fake-clock.h"
#include "lib/rh-fake-opener.h"
#include "lib/rh-fake-transport.h"
#include "lib/rh-listener-fixture.h"
#include "lib/rh-test.h"
#include "oauth/rh-pkce.h"
#include "oauth/rh-sign-in-operation.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"

#include <string.h>

#define CODE "CANARYcode0123456789abcdef"
#define CLIENT_SECRET "CANARYsecret0123456789"
#define ACCESS "CANARYaccess0123456789abcdef"
#define REFRESH "CANARYrefresh0123456789abcdef"
#define TOKEN \
  "{\"access_token\":\"" ACCESS "\",\"refresh_token\":\"" REFRESH \
  "\",\"token_type\":\"Bearer\",\"expires_in\":3600}"

typedef struct
{
  RhOAuthConfig *config;
  RhFakeTransport *transport;
  RhFakeOpener *opener;
  RhFlowRecord *record;
  RhSignInOperation *operation;
  GCancellable *cancellable;
  GAsyncResult *result;
  RhFakeClock clock;
  /* What the token endpoint answers. */
  guint status;
  const char *body;
  gboolean unreachable;
  gboolean hold;
  /* What was signalled. */
  guint n_browser_failed;
  guint n_https;
  GString *states;
} Fixture;

static void
answer_cb (RhFakeTransport *transport,
           guint index,
           RhRequest *request,
           const char *body,
           RhFakeReply *reply,
           gpointer user_data)
{
  static const char *const headers[] = { "Content-Type", "application/json", NULL };
  Fixture *fixture = user_data;

  reply->status = fixture->status;
  reply->headers = headers;
  reply->body = g_strdup (fixture->body);
  reply->hold = fixture->hold;
  if (fixture->unreachable)
    reply->error = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT, "Connection refused");
}

static void
browser_failed_cb (Fixture *fixture, const GError *error)
{
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NO_BROWSER);
  g_assert_cmpstr (error->message, ==, "no browser here");
  fixture->n_browser_failed++;
}

static void
https_cb (Fixture *fixture)
{
  fixture->n_https++;
}

static void
state_cb (Fixture *fixture)
{
  g_string_append_printf (fixture->states, "%d",
                          rh_sign_in_operation_get_state (fixture->operation));
}

static void
use_opener (Fixture *fixture, RhFakeOpenerMode mode)
{
  g_set_object (&fixture->opener, NULL);
  fixture->opener = rh_fake_opener_new (mode);
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhSecret) secret = rh_secret_new (CLIENT_SECRET, -1);

  fixture->config = rh_oauth_config_new ();
  rh_oauth_config_set (fixture->config, RH_OAUTH_AUTHORIZATION_URL, "https://as.example/authorize");
  rh_oauth_config_set (fixture->config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (fixture->config, RH_OAUTH_CLIENT_ID, "acme");
  rh_oauth_config_set (fixture->config, RH_OAUTH_SCOPE, "b a");
  rh_oauth_config_set (fixture->config, RH_OAUTH_REDIRECT_URI, "http://127.0.0.1:0/callback");
  rh_oauth_config_set_client_secret (fixture->config, secret);
  fixture->transport = rh_fake_transport_new (answer_cb, fixture);
  fixture->opener = rh_fake_opener_new (RH_FAKE_OPENER_OPENS);
  fixture->record = rh_flow_record_new ();
  fixture->cancellable = g_cancellable_new ();
  fixture->states = g_string_new (NULL);
  fixture->status = 200;
  fixture->body = TOKEN;
  rh_fake_clock_init (&fixture->clock);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  rh_test_drain ();
  g_clear_object (&fixture->result);
  /* Nothing keeps an operation that is over. */
  g_assert_finalize_object (g_steal_pointer (&fixture->operation));
  g_clear_object (&fixture->config);
  g_clear_object (&fixture->transport);
  g_clear_object (&fixture->opener);
  g_clear_object (&fixture->record);
  g_clear_object (&fixture->cancellable);
  g_string_free (fixture->states, TRUE);
}

static RhSignInOperation *
operation_new (Fixture *fixture)
{
  return rh_sign_in_operation_new (fixture->config, RH_TRANSPORT (fixture->transport),
                                   RH_URI_OPENER (fixture->opener), fixture->record,
                                   &fixture->clock.clock);
}

static void
run (Fixture *fixture)
{
  fixture->operation = operation_new (fixture);
  g_object_set (fixture->operation, "tick-ms", 1, NULL);
  g_signal_connect_swapped (fixture->operation, "browser-failed", G_CALLBACK (browser_failed_cb),
                            fixture);
  g_signal_connect_swapped (fixture->operation, "https-insisted", G_CALLBACK (https_cb), fixture);
  g_signal_connect_swapped (fixture->operation, "notify::state", G_CALLBACK (state_cb), fixture);
  rh_sign_in_operation_run_async (fixture->operation, fixture->cancellable, rh_test_take_result,
                                  &fixture->result);
}

static RhToken *
finish (Fixture *fixture, GError **error)
{
  rh_test_wait (&fixture->result);

  return rh_sign_in_operation_run_finish (fixture->operation, fixture->result, error);
}

static void
assert_fails (Fixture *fixture, GQuark domain, int code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = finish (fixture, &error);

  g_assert_null (token);
  g_assert_error (error, domain, code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==, RH_SIGN_IN_FAILED);
  g_assert_null (rh_sign_in_operation_get_authorization_url (fixture->operation));
}

static void
assert_token (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = finish (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (token), NULL), ==, ACCESS);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_refresh_token (token), NULL), ==, REFRESH);
  g_assert_cmpint (rh_token_get_seconds_left (token, &fixture->clock.clock), ==, 3600);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==, RH_SIGN_IN_DONE);
  g_assert_false (rh_sign_in_operation_is_listening (fixture->operation));
}

/* A parameter of what the browser was told to open. */
static char *
asked (Fixture *fixture, RhSignInOperation *operation, const char *name)
{
  g_autoptr (RhUrl) url
      = rh_url_parse (rh_sign_in_operation_get_authorization_url (operation), NULL);
  g_autoptr (RhParams) params = rh_params_parse (url->query, -1);

  return g_strdup (rh_params_get (params, name));
}

static guint16
port_of (RhSignInOperation *operation)
{
  g_autoptr (RhUrl) url = rh_url_parse (rh_sign_in_operation_get_redirect_uri (operation), NULL);

  return rh_url_get_port (url);
}

/* "{state}" is the attempt's. Returns the status of the answer. */
static guint
browse_for (Fixture *fixture, RhSignInOperation *operation, const char *pattern)
{
  g_autofree char *state = asked (fixture, operation, "state");
  guint16 port = port_of (operation);
  g_autoptr (GString) target = g_string_new (pattern);
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;

  g_string_replace (target, "{state}", state, 0);
  request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: 127.0.0.1:%u\r\n\r\n", target->str, port);
  answer = rh_raw_exchange (port, request, -1);

  return rh_raw_status (answer);
}

static guint
browse (Fixture *fixture, const char *pattern)
{
  return browse_for (fixture, fixture->operation, pattern);
}

static char *
address (Fixture *fixture, const char *pattern)
{
  g_autofree char *state = asked (fixture, fixture->operation, "state");
  GString *text = g_string_new (pattern);

  g_string_replace (text, "{state}", state, 0);
  return g_string_free_and_steal (text);
}

static void
test_whole (Fixture *fixture, gconstpointer data)
{
  g_autofree char *redirect_uri = NULL;
  g_autofree char *challenge = NULL;
  g_autofree char *sent_challenge = NULL;
  g_autoptr (RhParams) form = NULL;
  g_autoptr (RhSecret) verifier = NULL;

  run (fixture);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==, RH_SIGN_IN_WAITING);
  g_assert_true (rh_sign_in_operation_is_listening (fixture->operation));
  g_assert_cmpuint (rh_fake_opener_get_n_opened (fixture->opener), ==, 1);
  g_assert_cmpstr (rh_fake_opener_get_uri (fixture->opener), ==,
                   rh_sign_in_operation_get_authorization_url (fixture->operation));
  redirect_uri = asked (fixture, fixture->operation, "redirect_uri");
  challenge = asked (fixture, fixture->operation, "code_challenge");
  g_assert_cmpstr (redirect_uri, ==, rh_sign_in_operation_get_redirect_uri (fixture->operation));

  g_assert_cmpuint (browse (fixture, "/callback?code=" CODE "&state={state}"), ==, 303);
  assert_token (fixture);

  g_assert_cmpuint (rh_fake_transport_get_n_requests (fixture->transport), ==, 1);
  form = rh_params_parse (rh_fake_transport_get_body (fixture->transport, 0), -1);
  g_assert_cmpstr (rh_params_get (form, "code"), ==, CODE);
  g_assert_cmpstr (rh_params_get (form, "redirect_uri"), ==, redirect_uri);
  verifier = rh_secret_new (rh_params_get (form, "code_verifier"), -1);
  sent_challenge = rh_pkce_dup_challenge (verifier);
  g_assert_cmpstr (sent_challenge, ==, challenge);
  g_assert_cmpstr (fixture->states->str, ==, "134");
}

static void
test_free_port (Fixture *fixture, gconstpointer data)
{
  g_autofree char *expected = NULL;

  run (fixture);
  g_assert_cmpuint (port_of (fixture->operation), !=, 0);
  expected = g_strdup_printf ("http://127.0.0.1:%u/callback", port_of (fixture->operation));
  g_assert_cmpstr (rh_sign_in_operation_get_redirect_uri (fixture->operation), ==, expected);
  /* The caller's configuration is not touched. */
  g_assert_cmpstr (rh_oauth_config_get (fixture->config, RH_OAUTH_REDIRECT_URI), ==,
                   "http://127.0.0.1:0/callback");
}

static void
test_wrong_answers (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  g_assert_cmpuint (browse (fixture, "/callback?code=c&state=wrong"), ==, 400);
  g_assert_cmpuint (browse (fixture, "/callback?code=c"), ==, 400);
  g_assert_cmpuint (browse (fixture, "/favicon.ico"), ==, 404);
  g_assert_cmpuint (browse (fixture, "/other?code=c&state={state}"), ==, 404);
  g_assert_cmpuint (browse (fixture, "/callback?error=access_denied&state=wrong"), ==, 400);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==, RH_SIGN_IN_WAITING);
  g_assert_null (fixture->result);

  g_assert_cmpuint (browse (fixture, "/callback?code=c&state={state}"), ==, 303);
  assert_token (fixture);
}

static void
test_refused_do_not_flood (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhFlowMessage) first = NULL;

  run (fixture);
  for (guint i = 0; i < 40; i++)
    g_assert_cmpuint (browse (fixture, "/callback?code=c&state=wrong"), ==, 400);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->record)), ==, 11);
  first = g_list_model_get_item (G_LIST_MODEL (fixture->record), 0);
  g_assert_cmpint (rh_flow_message_get_kind (first), ==, RH_FLOW_AUTHORIZATION_REQUEST);
}

static void
test_denied (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  g_assert_cmpuint (browse (fixture, "/callback?error=access_denied&error_description=No%20way"
                                     "&state={state}"),
                    ==, 303);
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DENIED, "access_denied: No way");
  g_assert_cmpuint (rh_fake_transport_get_n_requests (fixture->transport), ==, 0);
}

static void
test_token_error (Fixture *fixture, gconstpointer data)
{
  fixture->status = 401;
  fixture->body = "{\"error\":\"invalid_client\"}";
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}");
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_CLIENT, "invalid_client");
}

static void
test_network_error (Fixture *fixture, gconstpointer data)
{
  fixture->unreachable = TRUE;
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}");
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK, "Connection refused");
  /* A code is good for one try. */
  g_assert_cmpuint (rh_fake_transport_get_n_requests (fixture->transport), ==, 1);
}

static void
test_too_large (Fixture *fixture, gconstpointer data)
{
  g_autofree char *huge = g_strnfill (300 * 1024, ' ');

  fixture->body = huge;
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}");
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK, NULL);
}

static void
test_no_redirect (Fixture *fixture, gconstpointer data)
{
  fixture->status = 307;
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}");
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_RESPONSE, NULL);
  g_assert_cmpuint (rh_fake_transport_get_n_requests (fixture->transport), ==, 1);
}

static void
test_bad_config (Fixture *fixture, gconstpointer data)
{
  rh_oauth_config_set (fixture->config, RH_OAUTH_TOKEN_URL, "http://as.example/token");
  run (fixture);
  g_assert_null (fixture->result);
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_CLEAR_TEXT, "token_url");
  g_assert_cmpuint (rh_fake_opener_get_n_opened (fixture->opener), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->record)), ==, 0);
}

static void
test_opener_fails (Fixture *fixture, gconstpointer data)
{
  use_opener (fixture, RH_FAKE_OPENER_FAILS);
  run (fixture);
  rh_test_drain ();
  g_assert_cmpuint (fixture->n_browser_failed, ==, 1);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==, RH_SIGN_IN_WAITING);

  rh_sign_in_operation_open_again (fixture->operation);
  rh_test_drain ();
  g_assert_cmpuint (rh_fake_opener_get_n_opened (fixture->opener), ==, 2);
  g_assert_cmpuint (fixture->n_browser_failed, ==, 2);

  browse (fixture, "/callback?code=c&state={state}");
  assert_token (fixture);
}

static void
test_opener_never_answers (Fixture *fixture, gconstpointer data)
{
  use_opener (fixture, RH_FAKE_OPENER_NEVER_ANSWERS);
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}");
  assert_token (fixture);
}

static void
test_cancel (Fixture *fixture, gconstpointer data)
{
  guint16 port;

  run (fixture);
  port = port_of (fixture->operation);
  g_cancellable_cancel (fixture->cancellable);
  assert_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, NULL);
  rh_listener_fixture_assert_closed (port);
}

static void
test_cancel_before (Fixture *fixture, gconstpointer data)
{
  g_cancellable_cancel (fixture->cancellable);
  run (fixture);
  assert_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, NULL);
  g_assert_cmpuint (rh_fake_opener_get_n_opened (fixture->opener), ==, 0);
}

static void
test_cancel_exchange (Fixture *fixture, gconstpointer data)
{
  fixture->hold = TRUE;
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}");
  while (rh_fake_transport_get_n_held (fixture->transport) == 0)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==, RH_SIGN_IN_EXCHANGING);

  g_cancellable_cancel (fixture->cancellable);
  assert_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, NULL);
}

/* The token is there when the click on Cancel comes: it is not thrown away. */
static void
test_cancel_after (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}");
  while (rh_sign_in_operation_get_state (fixture->operation) != RH_SIGN_IN_DONE)
    g_main_context_iteration (NULL, TRUE);
  g_cancellable_cancel (fixture->cancellable);
  assert_token (fixture);
}

static void
test_times_out (Fixture *fixture, gconstpointer data)
{
  guint16 port;

  run (fixture);
  port = port_of (fixture->operation);
  g_assert_cmpint (rh_sign_in_operation_get_seconds_left (fixture->operation), ==, 600);
  rh_fake_clock_advance (&fixture->clock, 599);
  g_assert_cmpint (rh_sign_in_operation_get_seconds_left (fixture->operation), ==, 1);
  rh_fake_clock_advance (&fixture->clock, 1);
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_TIMED_OUT, NULL);
  g_assert_cmpint (rh_sign_in_operation_get_seconds_left (fixture->operation), ==, 0);
  rh_listener_fixture_assert_closed (port);
}

static void
test_extend (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  rh_fake_clock_advance (&fixture->clock, 500);
  rh_sign_in_operation_extend (fixture->operation);
  g_assert_cmpint (rh_sign_in_operation_get_seconds_left (fixture->operation), ==, 600);
  rh_fake_clock_advance (&fixture->clock, 599);
  browse (fixture, "/callback?code=c&state={state}");
  assert_token (fixture);
}

static void
test_paste (Fixture *fixture, gconstpointer data)
{
  g_autofree char *good = NULL;
  g_autoptr (GError) error = NULL;

  rh_oauth_config_set (fixture->config, RH_OAUTH_REDIRECT_URI, "https://app.example/callback");
  run (fixture);
  g_assert_false (rh_sign_in_operation_is_listening (fixture->operation));
  good = address (fixture, " https://app.example/callback?code=" CODE "&state={state}\n");

  g_assert_false (rh_sign_in_operation_paste (fixture->operation, CODE, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_REDIRECT);
  g_clear_error (&error);
  g_assert_false (rh_sign_in_operation_paste (
      fixture->operation, "https://app.example/callback?code=c&state=wrong", &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_STATE);
  g_clear_error (&error);

  g_assert_true (rh_sign_in_operation_paste (fixture->operation, good, &error));
  g_assert_no_error (error);
  g_assert_false (rh_sign_in_operation_paste (fixture->operation, good, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_REDIRECT);
  assert_token (fixture);
}

/* The browser could not reach the listener; the address it ended on is pasted. */
static void
test_paste_while_listening (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pattern = NULL;
  g_autofree char *good = NULL;
  guint16 port;

  run (fixture);
  port = port_of (fixture->operation);
  pattern = g_strdup_printf ("http://127.0.0.1:%u/callback?code=c&state={state}", port);
  good = address (fixture, pattern);
  g_assert_true (rh_sign_in_operation_paste (fixture->operation, good, NULL));
  assert_token (fixture);
  rh_listener_fixture_assert_closed (port);
}

static void
test_unknown_issuer (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  g_assert_cmpuint (browse (fixture, "/callback?code=" CODE "&state={state}"
                                     "&iss=https%3A%2F%2Flogin.example"),
                    ==, 303);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==,
                   RH_SIGN_IN_ASKING_ISSUER);
  g_assert_cmpstr (rh_sign_in_operation_get_unknown_issuer (fixture->operation), ==,
                   "https://login.example");
  g_assert_cmpuint (rh_fake_transport_get_n_requests (fixture->transport), ==, 0);
  /* Whatever is decided: no more answers. */
  g_assert_false (rh_sign_in_operation_is_listening (fixture->operation));

  rh_sign_in_operation_accept_issuer (fixture->operation);
  assert_token (fixture);
  g_assert_cmpstr (fixture->states->str, ==, "1234");
}

static void
test_unknown_issuer_refused (Fixture *fixture, gconstpointer data)
{
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}&iss=https%3A%2F%2Flogin.example");
  g_cancellable_cancel (fixture->cancellable);
  assert_fails (fixture, G_IO_ERROR, G_IO_ERROR_CANCELLED, NULL);
  g_assert_cmpuint (rh_fake_transport_get_n_requests (fixture->transport), ==, 0);
}

static void
test_wrong_issuer (Fixture *fixture, gconstpointer data)
{
  rh_oauth_config_set (fixture->config, RH_OAUTH_ISSUER, "https://as.example");
  run (fixture);
  browse (fixture, "/callback?code=c&state={state}&iss=https%3A%2F%2Fevil.example");
  assert_fails (fixture, RH_OAUTH_ERROR, RH_OAUTH_ERROR_ISSUER, "https://evil.example");
  g_assert_cmpuint (rh_fake_transport_get_n_requests (fixture->transport), ==, 0);
}

static void
test_two_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhSignInOperation) other = operation_new (fixture);
  g_autoptr (GAsyncResult) other_result = NULL;
  g_autoptr (GCancellable) other_cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *state = NULL;
  g_autofree char *crossed = NULL;
  g_autofree char *other_uri = NULL;
  g_autoptr (RhParams) form = NULL;

  run (fixture);
  rh_sign_in_operation_run_async (other, other_cancellable, rh_test_take_result, &other_result);
  other_uri = g_strdup (rh_sign_in_operation_get_redirect_uri (other));
  state = asked (fixture, other, "state");
  crossed = g_strdup_printf ("/callback?code=c&state=%s", state);

  g_assert_cmpuint (browse (fixture, crossed), ==, 400);
  g_assert_cmpuint (browse_for (fixture, other, crossed), ==, 303);
  rh_test_wait (&other_result);
  rh_token_unref (rh_sign_in_operation_run_finish (other, other_result, &error));
  g_assert_no_error (error);
  form = rh_params_parse (rh_fake_transport_get_body (fixture->transport, 0), -1);
  g_assert_cmpstr (rh_params_get (form, "redirect_uri"), ==, other_uri);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==, RH_SIGN_IN_WAITING);

  browse (fixture, "/callback?code=c&state={state}");
  assert_token (fixture);
}

static void
test_port_in_use (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhSignInOperation) other = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *expected = NULL;

  run (fixture);
  rh_oauth_config_set (fixture->config, RH_OAUTH_REDIRECT_URI,
                       rh_sign_in_operation_get_redirect_uri (fixture->operation));
  other = operation_new (fixture);
  rh_sign_in_operation_run_async (other, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  expected = g_strdup_printf ("%u: another sign-in of this program", port_of (fixture->operation));
  g_assert_null (rh_sign_in_operation_run_finish (other, result, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_PORT_IN_USE);
  g_assert_cmpstr (error->message, ==, expected);
}

static void
test_https_insisted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRawClient) client = NULL;

  run (fixture);
  client = rh_raw_client_connect ("127.0.0.1", port_of (fixture->operation));
  rh_raw_client_send (client, "\x16\x03\x01\x02\x00\x01", 6);
  rh_raw_client_read_all (client);
  g_assert_cmpuint (fixture->n_https, ==, 1);
}

static void
assert_kinds (RhFlowRecord *record, const RhFlowKind *kinds, guint n_kinds)
{
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (record)), ==, n_kinds);
  for (guint i = 0; i < n_kinds; i++)
    {
      g_autoptr (RhFlowMessage) message = g_list_model_get_item (G_LIST_MODEL (record), i);

      g_assert_cmpint (rh_flow_message_get_kind (message), ==, kinds[i]);
    }
}

static void
test_record (Fixture *fixture, gconstpointer data)
{
  static const RhFlowKind kinds[] = {
    RH_FLOW_AUTHORIZATION_REQUEST,
    RH_FLOW_REDIRECT_REFUSED,
    RH_FLOW_REDIRECT,
    RH_FLOW_TOKEN_REQUEST,
    RH_FLOW_TOKEN_RESPONSE,
    RH_FLOW_NOTE,
    RH_FLOW_NOTE,
  };
  g_autoptr (RhFlowMessage) note = NULL;
  g_autofree char *text = NULL;
  g_autofree char *report = NULL;

  fixture->body = "{\"access_token\":\"" ACCESS "\",\"refresh_token\":\"" REFRESH
                  "\",\"expires_in\":3600,\"scope\":\"a\"}";
  run (fixture);
  browse (fixture, "/callback?code=" CODE "&state=wrong");
  browse (fixture, "/callback?code=" CODE "&state={state}");
  assert_token (fixture);

  assert_kinds (fixture->record, kinds, G_N_ELEMENTS (kinds));
  note = g_list_model_get_item (G_LIST_MODEL (fixture->record), 6);
  text = rh_flow_message_dup_text (note);
  g_assert_cmpstr (text, ==, "Granted other scopes than asked for: asked \"a b\", granted \"a\"");
  report = rh_flow_record_dup_report (fixture->record);
  g_assert_null (strstr (report, "CANARY"));
  g_assert_null (strstr (report, "Q0FOQVJZ"));
  g_assert_nonnull (strstr (report, "Token response: token-type-missing"));
}

static void
assert_known (const char *text, gboolean known)
{
  g_autofree char *shown = rh_redactor_redact (rh_redactor_get_default (), text, -1);

  g_assert_true ((strstr (shown, text) == NULL) == known);
}

/* Code, verifier, client secret and tokens are masked wherever they turn up, for as long as they
 * live, and nothing is remembered afterwards. */
static void
test_known (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhToken) token = NULL;

  fixture->hold = TRUE;
  run (fixture);
  browse (fixture, "/callback?code=" CODE "&state={state}");
  while (rh_fake_transport_get_n_held (fixture->transport) == 0)
    g_main_context_iteration (NULL, TRUE);
  assert_known (CODE, TRUE);
  assert_known (CLIENT_SECRET, TRUE);

  rh_fake_transport_release (fixture->transport);
  token = finish (fixture, NULL);
  assert_known (CODE, FALSE);
  assert_known (ACCESS, TRUE);
  assert_known (REFRESH, TRUE);

  g_clear_pointer (&token, rh_token_unref);
  g_clear_object (&fixture->result);
  assert_known (ACCESS, FALSE);
  assert_known (REFRESH, FALSE);
}

#define ADD(name, func) \
  g_test_add ("/sign-in-operation/" name, Fixture, NULL, setup, func, teardown)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("A2/whole-flow", test_whole);
  ADD ("E2/free-port", test_free_port);
  ADD ("A7/wrong-answers-keep-waiting", test_wrong_answers);
  ADD ("refused-redirects-do-not-flood-the-record", test_refused_do_not_flood);
  ADD ("A6/denied", test_denied);
  ADD ("security-3.5/token-error", test_token_error);
  ADD ("security-3.5/network-error", test_network_error);
  ADD ("security-3.9/too-large", test_too_large);
  ADD ("B9/no-redirect-followed", test_no_redirect);
  ADD ("B10/bad-configuration-opens-nothing", test_bad_config);
  ADD ("E12/browser-fails", test_opener_fails);
  ADD ("E12/browser-never-answers", test_opener_never_answers);
  ADD ("E6/cancel", test_cancel);
  ADD ("E6/cancel-before", test_cancel_before);
  ADD ("E6/cancel-exchange", test_cancel_exchange);
  ADD ("E6/cancel-after", test_cancel_after);
  ADD ("E6/times-out", test_times_out);
  ADD ("security-1.7/extend", test_extend);
  ADD ("security-1.6/paste", test_paste);
  ADD ("E12/paste-while-listening", test_paste_while_listening);
  ADD ("security-1.8/unknown-issuer-accepted", test_unknown_issuer);
  ADD ("security-1.8/unknown-issuer-refused", test_unknown_issuer_refused);
  ADD ("F4/wrong-issuer", test_wrong_issuer);
  ADD ("E13/two-at-once", test_two_at_once);
  ADD ("security-1.7/port-in-use", test_port_in_use);
  ADD ("security-1.5/https-insisted", test_https_insisted);
  ADD ("M2/record", test_record);
  ADD ("M1/known-while-they-live", test_known);

  return g_test_run ();
}
