/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sign-ins over real sockets: the engine's transport and listener against the practice server,
 * which shares no OAuth code with it. */
#include "http/rh-send-operation.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-fake-opener.h"
#include "lib/rh-practice-driver.h"
#include "lib/rh-test.h"
#include "oauth/rh-loopback-listener.h"
#include "oauth/rh-metadata.h"
#include "oauth/rh-sign-in-operation.h"
#include "oauth/rh-token-message.h"
#include "text/rh-url.h"

#include <string.h>

#define HARD_SECRET "a b/c+d:e%f\xc3\xa9&g=h"

typedef struct
{
  RhPracticeDriver driver;
  RhTransport *transport;
  RhFakeOpener *opener;
  RhFlowRecord *record;
  RhOAuthConfig *config;
  RhSignInOperation *operation;
  GAsyncResult *result;
} Fixture;

/* A port that was free a moment ago: the server must know the redirect URI before it starts. */
static guint16
pick_port (void)
{
  g_autoptr (RhLoopbackListener) listener
      = rh_loopback_listener_new ("localhost", 0, "/practice", NULL);
  guint16 port = rh_loopback_listener_get_port (listener);

  rh_loopback_listener_close (listener);
  return port;
}

static void
set_url (Fixture *fixture, const char *field, const char *path)
{
  g_autofree char *url
      = g_strconcat (rh_practice_server_get_base_url (fixture->driver.server), path, NULL);

  rh_oauth_config_set (fixture->config, field, url);
}

static void
start (Fixture *fixture, const char *client_secret, RhClientAuth auth)
{
  g_autofree char *redirect_uri = g_strdup_printf ("http://localhost:%u/practice", pick_port ());
  const char *redirect_uris[] = { redirect_uri, NULL };
  const RhPracticeOptions options = { .client_id = "urn:client é",
                                      .client_secret = client_secret,
                                      .redirect_uris = redirect_uris };
  g_autoptr (RhSecret) secret = rh_secret_new (client_secret, -1);

  rh_practice_driver_start (&fixture->driver, &options);
  fixture->config = rh_oauth_config_new ();
  set_url (fixture, RH_OAUTH_AUTHORIZATION_URL, "/oauth/authorize");
  set_url (fixture, RH_OAUTH_TOKEN_URL, "/oauth/token");
  set_url (fixture, RH_OAUTH_REVOCATION_URL, "/oauth/revoke");
  set_url (fixture, RH_OAUTH_INTROSPECTION_URL, "/oauth/token/introspect");
  rh_oauth_config_set (fixture->config, RH_OAUTH_CLIENT_ID, "urn:client é");
  rh_oauth_config_set (fixture->config, RH_OAUTH_REDIRECT_URI, redirect_uri);
  rh_oauth_config_set (fixture->config, RH_OAUTH_SCOPE, "users:read");
  rh_oauth_config_set_client_secret (fixture->config, secret);
  rh_oauth_config_set_client_auth (fixture->config, auth);
  fixture->transport = rh_soup_transport_new ();
  fixture->opener = rh_fake_opener_new (RH_FAKE_OPENER_OPENS);
  fixture->record = rh_flow_record_new ();
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  start (fixture, HARD_SECRET, RH_CLIENT_AUTH_BASIC);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->operation);
  g_clear_object (&fixture->config);
  g_clear_object (&fixture->transport);
  g_clear_object (&fixture->opener);
  g_clear_object (&fixture->record);
  rh_practice_driver_stop (&fixture->driver);
  rh_test_drain ();
}

static void
run (Fixture *fixture)
{
  fixture->operation = rh_sign_in_operation_new (fixture->config, fixture->transport,
                                                 RH_URI_OPENER (fixture->opener), fixture->record,
                                                 rh_clock_get_system ());
  rh_sign_in_operation_run_async (fixture->operation, NULL, rh_test_take_result, &fixture->result);
}

/* What a browser does: opens the page, clicks, follows the redirect. Its last status. */
static guint
consent (Fixture *fixture, const char *decision)
{
  g_autoptr (RhUrl) url = rh_url_parse (rh_fake_opener_get_uri (fixture->opener), NULL);
  g_autofree char *target = rh_url_dup_request_target (url, NULL);
  g_autofree char *page = rh_practice_driver_ask (&fixture->driver, "GET", target, "", NULL);
  g_autofree char *clicked = rh_practice_driver_click (&fixture->driver, page, decision);
  g_autofree char *location = rh_raw_header (clicked, "Location");
  g_autoptr (RhUrl) redirect = NULL;
  g_autofree char *redirect_target = NULL;
  g_autofree char *request = NULL;
  g_autofree char *answer = NULL;

  g_assert_cmpuint (rh_raw_status (page), ==, 200);
  g_assert_nonnull (location);
  redirect = rh_url_parse (location, NULL);
  redirect_target = rh_url_dup_request_target (redirect, NULL);
  request = g_strdup_printf ("GET %s HTTP/1.1\r\nHost: localhost:%u\r\n\r\n", redirect_target,
                             rh_url_get_port (redirect));
  answer = rh_raw_exchange (rh_url_get_port (redirect), request, -1);

  return rh_raw_status (answer);
}

static RhToken *
sign_in (Fixture *fixture, GError **error)
{
  run (fixture);
  g_assert_cmpuint (consent (fixture, "allow"), ==, 303);
  rh_test_wait (&fixture->result);

  return rh_sign_in_operation_run_finish (fixture->operation, fixture->result, error);
}

static void
assert_sign_in_fails (Fixture *fixture, RhOAuthError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = sign_in (fixture, &error);

  g_assert_null (token);
  g_assert_error (error, RH_OAUTH_ERROR, (int) code);
}

/* Sends and returns status and body. */
static guint
send_request (Fixture *fixture, RhRequest *request, GBytes **body)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExchange) exchange
      = rh_send_operation_start (fixture->transport, request, NULL, rh_test_take_result, &result);

  rh_test_wait (&result);
  rh_send_operation_finish (exchange, result, &error);
  g_assert_no_error (error);
  *body = rh_spool_dup_bytes (rh_exchange_get_spool (exchange), G_MAXSIZE);

  return rh_hop_get_status (rh_exchange_get_last_hop (exchange));
}

static void
assert_works (Fixture *fixture, RhToken *token)
{
  g_assert_cmpuint (rh_practice_driver_call_status (
                        &fixture->driver, rh_secret_peek (rh_token_get_access_token (token), NULL)),
                    ==, 200);
}

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = sign_in (fixture, &error);

  g_assert_no_error (error);
  g_assert_nonnull (rh_token_get_refresh_token (token));
  g_assert_cmpint (rh_token_get_seconds_left (token, rh_clock_get_system ()), >, 3500);
  assert_works (fixture, token);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (fixture->driver.server), ==, 1);
}

static void
test_client_auth (void)
{
  static const struct
  {
    const char *secret;
    RhClientAuth auth;
  } cases[] = {
    { HARD_SECRET, RH_CLIENT_AUTH_BASIC },
    { HARD_SECRET, RH_CLIENT_AUTH_BODY },
    { "", RH_CLIENT_AUTH_NONE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture = { 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (RhToken) token = NULL;

      start (&fixture, cases[i].secret, cases[i].auth);
      token = sign_in (&fixture, &error);
      g_assert_no_error (error);
      assert_works (&fixture, token);
      teardown (&fixture, NULL);
    }
}

static void
test_refresh_and_revoke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhToken) token = sign_in (fixture, NULL);
  g_autoptr (RhRequest) refresh
      = rh_token_request_new_refresh (fixture->config, rh_token_get_refresh_token (token));
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GBytes) nothing = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) fresh = NULL;
  g_autoptr (RhRequest) revocation = NULL;
  guint status = send_request (fixture, refresh, &body);

  fresh
      = rh_token_response_parse (status, headers, body, rh_clock_get_system (), NULL, NULL, &error);
  g_assert_no_error (error);
  assert_works (fixture, fresh);

  revocation = rh_revocation_request_new (fixture->config, rh_token_get_refresh_token (fresh),
                                          "refresh_token");
  g_assert_cmpuint (send_request (fixture, revocation, &nothing), ==, 200);
  g_assert_cmpuint (rh_practice_driver_call_status (
                        &fixture->driver, rh_secret_peek (rh_token_get_access_token (fresh), NULL)),
                    ==, 401);
}

static void
test_introspect (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhToken) token = sign_in (fixture, NULL);
  g_autoptr (RhRequest) request
      = rh_introspection_request_new (fixture->config, rh_token_get_access_token (token));
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  g_assert_cmpuint (send_request (fixture, request, &body), ==, 200);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_nonnull (strstr (text, "\"active\""));
  g_assert_nonnull (strstr (text, "true"));
}

static void
test_deny (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  run (fixture);
  g_assert_cmpuint (consent (fixture, "deny"), ==, 303);
  rh_test_wait (&fixture->result);
  g_assert_null (rh_sign_in_operation_run_finish (fixture->operation, fixture->result, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DENIED);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (fixture->driver.server), ==, 0);
}

static void
test_wrong_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhSecret) wrong = rh_secret_new ("wrong", -1);

  rh_oauth_config_set_client_secret (fixture->config, wrong);
  assert_sign_in_fails (fixture, RH_OAUTH_ERROR_INVALID_CLIENT);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    RhPracticeFault fault;
    RhOAuthError code;
  } cases[] = {
    { RH_PRACTICE_FAULT_RATE_LIMIT, RH_OAUTH_ERROR_RATE_LIMITED },
    { RH_PRACTICE_FAULT_SERVER_ERROR, RH_OAUTH_ERROR_SERVER },
    { RH_PRACTICE_FAULT_HTML, RH_OAUTH_ERROR_RESPONSE },
    { RH_PRACTICE_FAULT_CUT, RH_OAUTH_ERROR_NETWORK },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      rh_practice_server_set_faults (fixture->driver.server, cases[i].fault);
      assert_sign_in_fails (fixture, cases[i].code);
      g_clear_object (&fixture->result);
      g_clear_object (&fixture->operation);
    }
}

static void
test_missing_expires_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = NULL;

  rh_practice_server_set_faults (fixture->driver.server, RH_PRACTICE_FAULT_MISSING_EXPIRES_IN);
  token = sign_in (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rh_token_get_seconds_left (token, rh_clock_get_system ()), ==,
                   RH_TOKEN_LIFETIME_UNKNOWN);
}

static void
test_wrong_iss (Fixture *fixture, gconstpointer data)
{
  rh_practice_server_set_faults (fixture->driver.server, RH_PRACTICE_FAULT_WRONG_ISS);
  run (fixture);
  consent (fixture, "allow");
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->operation), ==,
                   RH_SIGN_IN_ASKING_ISSUER);
  g_assert_cmpstr (rh_sign_in_operation_get_unknown_issuer (fixture->operation), ==,
                   "https://somebody-else.example");
  rh_sign_in_operation_accept_issuer (fixture->operation);
  rh_test_wait (&fixture->result);
  rh_token_unref (rh_sign_in_operation_run_finish (fixture->operation, fixture->result, NULL));
  g_clear_object (&fixture->result);
  g_clear_object (&fixture->operation);

  set_url (fixture, RH_OAUTH_ISSUER, "");
  assert_sign_in_fails (fixture, RH_OAUTH_ERROR_ISSUER);
}

static void
test_metadata (Fixture *fixture, gconstpointer data)
{
  const char *issuer = rh_practice_server_get_base_url (fixture->driver.server);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhMetadata) metadata = NULL;
  g_autoptr (RhToken) token = NULL;

  rh_metadata_fetch_async (issuer, fixture->transport, fixture->record, NULL, rh_test_take_result,
                           &result);
  rh_test_wait (&result);
  metadata = rh_metadata_fetch_finish (result, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (metadata->token_endpoint, ==,
                   rh_oauth_config_get (fixture->config, RH_OAUTH_TOKEN_URL));

  rh_oauth_config_set (fixture->config, RH_OAUTH_ISSUER, metadata->issuer);
  rh_oauth_config_set_iss_required (fixture->config, metadata->iss_parameter_supported);
  g_assert_true (metadata->iss_parameter_supported);
  token = sign_in (fixture, &error);
  g_assert_no_error (error);
  assert_works (fixture, token);
}

/* Nothing of a real flow comes out of its record. */
static void
test_record (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhToken) token = sign_in (fixture, NULL);
  g_autofree char *report = rh_flow_record_dup_report (fixture->record);

  g_assert_null (strstr (report, rh_secret_peek (rh_token_get_access_token (token), NULL)));
  g_assert_null (strstr (report, rh_secret_peek (rh_token_get_refresh_token (token), NULL)));
  g_assert_null (strstr (report, HARD_SECRET));
  g_assert_null (strstr (report, "a+b%2Fc%2Bd"));
  g_assert_nonnull (strstr (report, "## 1. Authorization request"));
  g_assert_nonnull (strstr (report, "## 4. Token response"));
}

#define ADD(name, func) g_test_add ("/sign-in-practice/" name, Fixture, NULL, setup, func, teardown)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("sign-in", test_sign_in);
  g_test_add_func ("/sign-in-practice/B3/client-authentication", test_client_auth);
  ADD ("G1/refresh-and-revoke", test_refresh_and_revoke);
  ADD ("introspect", test_introspect);
  ADD ("A6/deny", test_deny);
  ADD ("security-3.5/wrong-secret", test_wrong_secret);
  ADD ("B6/faults", test_faults);
  ADD ("B4/missing-expires-in", test_missing_expires_in);
  ADD ("F4/wrong-iss", test_wrong_iss);
  ADD ("F1/metadata", test_metadata);
  ADD ("M2/record", test_record);

  return g_test_run ();
}
