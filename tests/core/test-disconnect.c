/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Disconnecting ends all tokens of the client at the service, and then the sign-in here; nothing
 * ends here that did not end there (security.md 3.11). */
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-server.h"

#include <string.h>

static void
setup (RhJourney *journey, gconstpointer data)
{
  rh_journey_start (journey, NULL);
}

static void
teardown (RhJourney *journey, gconstpointer data)
{
  rh_journey_stop (journey);
}

static gboolean
disconnect (RhJourney *journey, GError **error)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_connection_disconnect_async (journey->connection, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  return rh_connection_finish (journey->connection, done, error);
}

static void
sign_in (RhJourney *journey)
{
  g_autoptr (GError) error = NULL;

  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
}

static void
test_all_tokens_end (RhJourney *journey, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autofree char *backend = NULL;
  g_autofree char *other = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (journey);
  token = rh_journey_access_token (journey);
  backend = rh_practice_driver_ask_token (&journey->practice,
                                          "grant_type=client_credentials&scope=users:read");
  other = rh_practice_driver_member (backend, "access_token");
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, other), ==, 200);

  g_assert_true (disconnect (journey, &error));
  g_assert_no_error (error);
  g_assert_true (rh_connection_was_revoked (journey->connection));
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, token), ==, 401);
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, other), ==, 401);

  rh_journey_load (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
}

static void
test_an_expired_token_is_refreshed_first (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in (journey);
  rh_journey_advance (journey, 4000);
  g_assert_true (disconnect (journey, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 2);
}

static void
test_a_refusal_changes_nothing (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  sign_in (journey);
  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_SERVER_ERROR);
  g_assert_false (disconnect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DISCONNECT);
  g_assert_cmpstr (error->message, ==, "HTTP 500");
  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_NONE);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_false (rh_connection_was_revoked (journey->connection));
}

/* An API's address that came with a git pull gets no token by it. */
static void
test_token_goes_to_no_other_origin (RhJourney *journey, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  const char *base = rh_practice_server_get_base_url (journey->practice.server);
  g_autofree char *moved = g_strconcat ("http://127.0.0.1", strrchr (base, ':'), NULL);

  sign_in (journey);
  token = rh_journey_access_token (journey);
  rh_environment_set (journey->environment, "api", moved);
  g_assert_false (disconnect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DISCONNECT);
  g_assert_cmpstr (error->message, ==, moved);
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, token), ==, 200);
}

static void
test_without_a_sign_in (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (disconnect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED);
}

/* Another service that is chosen meanwhile changes nothing of what was asked for. */
static void
test_a_service_that_changes_meanwhile (RhJourney *journey, gconstpointer data)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (journey);
  token = rh_journey_access_token (journey);
  rh_connection_disconnect_async (journey->connection, NULL, rh_test_take_result, &result);
  rh_environment_set_service (journey->environment, "other");
  rh_test_wait (&result);
  done = result;
  rh_connection_finish (journey->connection, done, &error);
  g_assert_true (error == NULL || error->domain == RH_OAUTH_ERROR);
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, token), ==,
                    error == NULL ? 401 : 200);
}

/* The question was asked, and then another service was chosen, which has no such thing. */
static void
test_a_service_that_has_none (RhJourney *journey, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (journey);
  token = rh_journey_access_token (journey);
  rh_environment_set_service (journey->environment, "other");
  g_assert_false (disconnect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DISCONNECT);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, token), ==, 200);
}

/* What the service answers elsewhere is no word of its. */
static void
test_follows_no_redirect (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhWireServer) server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autofree char *api = g_strdup_printf ("http://127.0.0.1:%u", rh_wire_server_get_port (server));
  g_autoptr (GError) error = NULL;

  rh_wire_server_add_reply (server, "", 0, RH_WIRE_CLOSE); /* who am I? */
  rh_wire_server_add_reply (server,
                            "HTTP/1.1 307 Moved\r\nLocation: /there\r\nContent-Length: 0\r\n\r\n",
                            -1, RH_WIRE_CLOSE);
  rh_wire_server_add_reply (server, "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", -1,
                            RH_WIRE_CLOSE);
  rh_environment_set (journey->environment, "api", api);
  sign_in (journey);
  rh_wire_server_wait_requests (server, 1);
  g_assert_false (disconnect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DISCONNECT);
  g_assert_cmpstr (error->message, ==, "HTTP 307");
  g_assert_cmpuint (rh_wire_server_get_n_requests (server), ==, 2);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
}

/* What the service says, by environment. */
static void
test_the_service_says_how (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhConnection) staging
      = rh_workspace_get_connection (journey->workspace, journey->starter,
                                     rh_collection_get_environment (journey->starter, "Staging"));

  g_assert_cmpstr (rh_connection_get_disconnect (staging)->path, ==, "/v1/installations/me");
  rh_environment_set_service (rh_connection_get_environment (staging), "other");
  g_assert_null (rh_connection_get_disconnect (staging));
}

static void
add (const char *path, void (*test) (RhJourney *journey, gconstpointer data))
{
  g_test_add (path, RhJourney, NULL, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("/disconnect/all-tokens-end", test_all_tokens_end);
  add ("/disconnect/an-expired-token-is-refreshed-first", test_an_expired_token_is_refreshed_first);
  add ("/disconnect/a-refusal-changes-nothing", test_a_refusal_changes_nothing);
  add ("/disconnect/token-goes-to-no-other-origin", test_token_goes_to_no_other_origin);
  add ("/disconnect/without-a-sign-in", test_without_a_sign_in);
  add ("/disconnect/a-service-that-changes-meanwhile", test_a_service_that_changes_meanwhile);
  add ("/disconnect/a-service-that-has-none", test_a_service_that_has_none);
  add ("/disconnect/follows-no-redirect", test_follows_no_redirect);
  add ("/disconnect/the-service-says-how", test_the_service_says_how);
  return g_test_run ();
}
