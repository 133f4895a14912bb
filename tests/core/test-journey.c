/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The whole way over real sockets: starter collection, consent, requests, expiry, refresh, replay,
 * sign-out, and what goes wrong on it. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-journey.h"
#include "lib/rh-test.h"

#include <string.h>

static void
assert_connected (RhJourney *journey)
{
  g_autoptr (GError) error = NULL;

  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
}

static RhSender *
assert_sent (RhJourney *journey, const char *name, guint status)
{
  g_autoptr (GError) error = NULL;
  RhSender *sender = rh_journey_send (journey, rh_journey_find (journey, name), &error);

  g_assert_no_error (error);
  g_assert_cmpuint (rh_journey_status (sender), ==, status);
  return sender;
}

static guint
n_hops (RhSender *sender)
{
  return g_list_model_get_n_items (rh_exchange_get_hops (rh_sender_get_exchange (sender)));
}

static void
test_journey (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhSender) sender = NULL;
  g_autofree char *body = NULL;
  gboolean as_asked = TRUE;

  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  assert_connected (journey);
  g_assert_cmpuint (rh_fake_browser_get_callback_status (journey->browser), ==, 303);
  g_assert_cmpstr (rh_connection_get_scope (journey->connection, &as_asked), ==,
                   "users:read vendors:read vendors:write");
  g_assert_false (as_asked);
  g_assert_true (rh_connection_can_refresh (journey->connection));
  g_assert_cmpint (rh_connection_get_seconds_left (journey->connection), ==, 3600);
  g_assert_null (rh_connection_get_problem (journey->connection));

  sender = assert_sent (journey, "Search Employees", 200);
  body = rh_journey_body (sender);
  g_assert_nonnull (strstr (body, "ada@acme.example"));
  g_assert_cmpuint (n_hops (sender), ==, 1);
}

/* All five work out of the box. */
static void
test_five_requests (RhJourney *journey, gconstpointer data)
{
  static const struct
  {
    const char *name;
    guint status;
  } requests[] = { { "Search Employees", 200 },
                   { "One Employee", 200 },
                   { "Search Vendors", 200 },
                   { "Create Vendor", 201 },
                   { "Who Am I", 200 } };

  assert_connected (journey);
  for (guint i = 0; i < G_N_ELEMENTS (requests); i++)
    g_object_unref (assert_sent (journey, requests[i].name, requests[i].status));
}

static void
test_not_connected (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender
      = rh_journey_send (journey, rh_journey_find (journey, "Search Employees"), &error);

  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_CONNECTED);
  g_assert_null (rh_sender_get_exchange (sender));
}

static void
test_silent_refresh (RhJourney *journey, gconstpointer data)
{
  assert_connected (journey);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 1);
  rh_journey_advance (journey, 3601);
  g_object_unref (assert_sent (journey, "Search Employees", 200));
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 2);
  g_object_unref (assert_sent (journey, "Search Employees", 200));
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 2);
}

/* security.md 3.6: the server let the token go early; both attempts are hops of one exchange. */
static void
test_replay (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (RhHop) first = NULL;
  g_autoptr (RhHop) second = NULL;
  GListModel *hops;

  assert_connected (journey);
  journey->practice.now += (gint64) 3601 * G_USEC_PER_SEC; /* their clock only */
  sender = assert_sent (journey, "Search Employees", 200);
  hops = rh_exchange_get_hops (rh_sender_get_exchange (sender));
  g_assert_cmpuint (g_list_model_get_n_items (hops), ==, 2);
  first = g_list_model_get_item (hops, 0);
  second = g_list_model_get_item (hops, 1);
  g_assert_cmpuint (rh_hop_get_status (first), ==, 401);
  g_assert_true (g_strv_contains (rh_hop_get_notes (second), "replay"));
  g_assert_cmpstr (rh_headers_get (rh_hop_get_sent_headers (first), "Authorization"), !=,
                   rh_headers_get (rh_hop_get_sent_headers (second), "Authorization"));
  g_assert_false (rh_sender_can_send_again (sender));
}

/* POST too, for the server names the token as the reason: nothing was done. */
static void
test_replay_of_a_write (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhSender) sender = NULL;

  assert_connected (journey);
  journey->practice.now += (gint64) 3601 * G_USEC_PER_SEC;
  sender = assert_sent (journey, "Create Vendor", 201);
  g_assert_cmpuint (n_hops (sender), ==, 2);
}

static void
test_no_loop (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhSender) sender = NULL;

  assert_connected (journey);
  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_EXPIRED_TOKEN);
  sender = assert_sent (journey, "Search Employees", 401);
  g_assert_cmpuint (n_hops (sender), ==, 2);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 2);
}

static void
test_dead_grant (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = NULL;

  assert_connected (journey);
  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_REVOKED_GRANT);
  rh_journey_advance (journey, 3601);
  sender = rh_journey_send (journey, rh_journey_find (journey, "Search Employees"), &error);
  g_assert_nonnull (error);
  g_assert_null (rh_sender_get_exchange (sender)); /* J4: not with the dead token */
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_SIGN_IN_AGAIN);
  g_assert_nonnull (rh_connection_get_problem (journey->connection));

  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_NONE);
  assert_connected (journey);
  g_assert_null (rh_connection_get_problem (journey->connection));
}

static void
test_sign_out (RhJourney *journey, gconstpointer data)
{
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;

  assert_connected (journey);
  token = rh_journey_access_token (journey);
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, token), ==, 200);
  rh_journey_sign_out (journey, &error);
  g_assert_no_error (error);
  g_assert_true (rh_connection_was_revoked (journey->connection));
  g_assert_cmpuint (rh_practice_driver_call_status (&journey->practice, token), ==, 401);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  g_assert_null (rh_connection_get_account (journey->connection));
}

static void
test_wrong_secret (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_journey_set_client_secret (journey, "not the secret"));
  g_assert_false (rh_journey_connect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_CLIENT);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  g_assert_error (rh_connection_get_problem (journey->connection), RH_OAUTH_ERROR,
                  RH_OAUTH_ERROR_INVALID_CLIENT);

  g_assert_true (rh_journey_set_client_secret (journey, RH_PRACTICE_CLIENT_SECRET));
  assert_connected (journey);
}

static void
test_deny (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  rh_fake_browser_set_decision (journey->browser, "deny");
  g_assert_false (rh_journey_connect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DENIED);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  g_assert_null (rh_connection_get_sign_in (journey->connection));
}

static void
test_practice_stopped (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = NULL;

  assert_connected (journey);
  rh_workspace_set_practice (journey->workspace, NULL);
  rh_practice_server_stop (journey->practice.server);
  sender = rh_journey_send (journey, rh_journey_find (journey, "Search Employees"), &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT);
  /* network faults delete nothing */
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
}

static void
start_again (RhJourney *journey)
{
  g_autoptr (GError) error = NULL;

  rh_workspace_flush (journey->workspace, &error);
  g_assert_no_error (error);

  g_clear_object (&journey->connection);
  rh_test_drain ();
  g_object_unref (journey->workspace);
  journey->workspace = rh_journey_new_workspace (journey);
  rh_collections_load (rh_workspace_get_open (journey->workspace), &error);
  g_assert_no_error (error);
  journey->starter = rh_workspace_get_starter (journey->workspace);
  journey->environment = rh_collection_get_environment (journey->starter, "Practice");
  journey->connection
      = rh_workspace_get_connection (journey->workspace, journey->starter, journey->environment);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  rh_journey_load (journey, &error);
  g_assert_no_error (error);
}

/* Another program, later: the same sign-in is there, without a network. */
static void
test_load (RhJourney *journey, gconstpointer data)
{
  guint n_requests;

  rh_environment_set_service (journey->environment, "other");
  g_assert_true (rh_journey_set_client_secret (journey, RH_PRACTICE_CLIENT_SECRET));
  assert_connected (journey);
  n_requests = rh_practice_server_get_n_token_requests (journey->practice.server);

  start_again (journey);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==,
                    n_requests);
  g_object_unref (assert_sent (journey, "Search Employees", 200));
}

/* security.md 2: the practice server of that program is gone, and its tokens with it. */
static void
test_practice_tokens (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhFakeKeyring) fake = rh_fake_keyring_new (journey->keyring);
  g_autoptr (RhKeyring) real = g_steal_pointer (&journey->keyring);
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (GError) error = NULL;

  journey->keyring = g_object_ref (RH_KEYRING (fake));
  start_again (journey);
  assert_connected (journey);
  g_assert_cmpuint (rh_fake_keyring_count (fake, RH_FAKE_KEYRING_STORE), ==, 0);

  start_again (journey);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  g_assert_null (rh_connection_get_problem (journey->connection));
  sender = rh_journey_send (journey, rh_journey_find (journey, "Search Employees"), &error);
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_CONNECTED);
  g_assert_null (rh_sender_get_exchange (sender));
}

typedef struct
{
  guint n_done;
  guint n_200;
  gboolean all;
} Parallel;

static void
parallel_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Parallel *parallel = user_data;
  g_autoptr (GError) error = NULL;

  rh_sender_run_finish (RH_SENDER (source), result, &error);
  g_assert_no_error (error);
  parallel->n_200 += rh_journey_status (RH_SENDER (source)) == 200;
  parallel->all = ++parallel->n_done == 50;
}

static void
send_fifty (RhJourney *journey)
{
  RhRequestItem *item = rh_journey_find (journey, "Search Employees");
  Parallel parallel = { 0 };

  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (RhSender) sender = rh_sender_new (journey->workspace, journey->connection, item);

      rh_sender_run_async (sender, NULL, parallel_cb, &parallel);
    }

  rh_test_wait_until (&parallel.all);
  g_assert_cmpuint (parallel.n_200, ==, 50);
}

/* J1 */
static void
test_fifty_after_expiry (RhJourney *journey, gconstpointer data)
{
  assert_connected (journey);
  rh_journey_advance (journey, 3601);
  send_fifty (journey);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 2);
}

/* security.md 3.6 */
static void
test_fifty_401 (RhJourney *journey, gconstpointer data)
{
  assert_connected (journey);
  journey->practice.now += (gint64) 3601 * G_USEC_PER_SEC;
  send_fifty (journey);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (journey->practice.server), ==, 2);
}

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

#define ADD(path, function) g_test_add (path, RhJourney, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/journey/connect-and-send", test_journey);
  ADD ("/journey/five-requests", test_five_requests);
  ADD ("/journey/not-connected", test_not_connected);
  ADD ("/journey/silent-refresh", test_silent_refresh);
  ADD ("/journey/3.6/replay", test_replay);
  ADD ("/journey/3.6/replay-of-a-write", test_replay_of_a_write);
  ADD ("/journey/C4/no-loop", test_no_loop);
  ADD ("/journey/J4/dead-grant", test_dead_grant);
  ADD ("/journey/sign-out", test_sign_out);
  ADD ("/journey/wrong-secret", test_wrong_secret);
  ADD ("/journey/deny", test_deny);
  ADD ("/journey/practice-stopped", test_practice_stopped);
  ADD ("/journey/load", test_load);
  ADD ("/journey/2/practice-tokens-die-with-the-server", test_practice_tokens);
  ADD ("/journey/J1/fifty-after-expiry", test_fifty_after_expiry);
  ADD ("/journey/3.6/fifty-401", test_fifty_401);
  return g_test_run ();
}
