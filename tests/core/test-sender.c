/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where secrets may go (security.md 4.2), which 401 counts (3.6), and whose Authorization wins
 * (C3); over real sockets. */
#include "http/rh-loopback-server.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

typedef struct
{
  RhJourney journey;
  guint n_requests; /* that reached the practice server */
} Fixture;

static void
request_cb (Fixture *fixture)
{
  fixture->n_requests++;
}

static void
setup (Fixture *fixture, gconstpointer connected)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (GError) error = NULL;

  rh_journey_start (journey, NULL);
  if (connected != NULL)
    rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (request_cb), fixture);
}

static void
teardown (Fixture *fixture, gconstpointer connected)
{
  rh_journey_stop (&fixture->journey);
}

static char *
other_origin (Fixture *fixture)
{
  return g_strdup_printf ("http://127.0.0.1:%u", fixture->journey.practice.port);
}

static char *
own_origin (Fixture *fixture)
{
  return g_strdup (rh_practice_server_get_base_url (fixture->journey.practice.server));
}

static guint
n_token_requests (Fixture *fixture)
{
  return rh_practice_server_get_n_token_requests (fixture->journey.practice.server);
}

static RhSender *
assert_asks (Fixture *fixture, RhRequestItem *item, const char *name, const char *origin)
{
  g_autoptr (GError) error = NULL;
  RhSender *sender = rh_journey_send (&fixture->journey, item, &error);
  const RhOriginQuestion *question = rh_sender_get_question (sender);

  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN);
  g_assert_null (rh_sender_get_exchange (sender));
  g_assert_cmpuint (fixture->n_requests, ==, 0); /* not a byte */
  g_assert_cmpstr (question->name, ==, name);
  g_assert_cmpstr (question->origin, ==, origin);
  return sender;
}

static RhSender *
assert_sends (Fixture *fixture, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  RhSender *sender = rh_journey_send (&fixture->journey, item, &error);

  g_assert_no_error (error);
  return sender;
}

static void
allow (Fixture *fixture, RhSender *sender)
{
  const RhOriginQuestion *question = rh_sender_get_question (sender);
  g_autoptr (GError) error = NULL;

  rh_bindings_allow (rh_workspace_get_bindings (fixture->journey.workspace), question->secret,
                     question->origin, &error);
  g_assert_no_error (error);
}

static const char *
sent_header (RhSender *sender, const char *name)
{
  RhHop *hop = rh_exchange_get_last_hop (rh_sender_get_exchange (sender));

  return rh_headers_get (rh_hop_get_sent_headers (hop), name);
}

static guint
n_hops (RhSender *sender)
{
  return g_list_model_get_n_items (rh_exchange_get_hops (rh_sender_get_exchange (sender)));
}

static RhRequestItem *
new_item (const char *method, const char *url)
{
  return rh_request_item_new ("A", method, url);
}

static void
add_header (RhRequestItem *item, const char *name, const char *value)
{
  g_autoptr (RhField) field = rh_field_new (name, value, "", TRUE);

  rh_request_item_add_header (item, field);
}

/* A pull that changes {{api}}: the token goes nowhere without a yes. */
static void
test_changed_host (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = other_origin (fixture);
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autoptr (RhSender) asked = NULL;
  g_autoptr (RhSender) sent = NULL;

  rh_environment_set (fixture->journey.environment, "api", other);
  asked = assert_asks (fixture, item, NULL, other);
  allow (fixture, asked);
  sent = assert_sends (fixture, item);
  g_assert_nonnull (sent_header (sent, "Authorization"));
}

/* Nor does a sign-in with other scopes, which makes another token. */
static void
test_sign_in_with_other_scopes (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autofree char *own = own_origin (fixture);
  g_autofree char *other = other_origin (fixture);
  g_autoptr (RhSender) sent = NULL;

  rh_environment_set (fixture->journey.environment, "api", other);
  rh_environment_set (fixture->journey.environment, "scope", "users:read");
  g_assert_true (rh_journey_connect (&fixture->journey, NULL));
  fixture->n_requests = 0;
  g_object_unref (assert_asks (fixture, item, NULL, other));

  rh_environment_set (fixture->journey.environment, "api", own);
  rh_environment_set (fixture->journey.environment, "scope", "vendors:read users:read");
  g_assert_true (rh_journey_connect (&fixture->journey, NULL));
  sent = assert_sends (fixture, item);
  g_assert_cmpuint (rh_journey_status (sent), ==, 200);
}

static void
store_variable (Fixture *fixture, const char *name, const char *value)
{
  RhJourney *journey = &fixture->journey;
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", name);

  rh_environment_add_secret (journey->environment, name);
  g_assert_true (
      rh_keyring_store_now (journey->keyring, RH_KEYRING_KIND_VARIABLE, slot, value, NULL));
}

/* A pull that adds a Host: behind one address there may be many servers. */
static void
test_typed_host (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autoptr (RhRequestItem) own = rh_request_item_copy (item);
  g_autoptr (RhRequestItem) secret = new_item ("GET", "{{api}}/x?{{key}}");
  const char *base = rh_practice_server_get_base_url (fixture->journey.practice.server);
  g_autofree char *slot = rh_secret_variable_slot_new (
      rh_collection_get_id (fixture->journey.starter), "Practice", "key");
  g_autoptr (RhSender) asked = NULL;
  g_autoptr (RhSender) asked_too = NULL;
  g_autoptr (RhSender) sent = NULL;
  g_autoptr (RhSender) sent_own = NULL;

  add_header (item, "host", "EVIL.example:80");
  asked = assert_asks (fixture, item, NULL, "http://evil.example");

  store_variable (fixture, "key", "a secret value");
  g_assert_true (
      rh_bindings_allow (rh_workspace_get_bindings (fixture->journey.workspace), slot, base, NULL));
  g_object_set (secret, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  add_header (secret, "Host", "e\\vil");
  asked_too = assert_asks (fixture, secret, "key", "http://e\\vil");

  allow (fixture, asked);
  sent = assert_sends (fixture, item);
  g_assert_cmpstr (sent_header (sent, "Host"), ==, "EVIL.example:80");

  add_header (own, "Host", strstr (base, "localhost"));
  sent_own = assert_sends (fixture, own);
  g_assert_cmpuint (rh_journey_status (sent_own), ==, 200);
}

/* Signing in again does not allow it by the way. */
static void
test_sign_in_pins_once (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = other_origin (fixture);
  g_autoptr (GError) error = NULL;

  rh_environment_set (fixture->journey.environment, "api", other);
  rh_journey_connect (&fixture->journey, &error);
  g_assert_no_error (error);
  fixture->n_requests = 0;
  g_object_unref (
      assert_asks (fixture, rh_journey_find (&fixture->journey, "Search Employees"), NULL, other));
}

static void
test_secret_variable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *own = own_origin (fixture);
  static const char *const urls[] = { "{{api}}/x?key={{key}}", "{{api}}/{{key}}", "{{api}}/x" };
  g_autoptr (RhSender) asked = NULL;
  g_autoptr (RhSender) sent = NULL;
  g_autoptr (RhRequestItem) item = NULL;

  store_variable (fixture, "key", "a secret value");
  for (guint i = 0; i < G_N_ELEMENTS (urls); i++)
    {
      g_clear_object (&item);
      item = new_item ("POST", urls[i]);
      g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
      if (i == 2)
        g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, "body-text", "{{key}}", NULL);
      g_clear_object (&asked);
      asked = assert_asks (fixture, item, "key", own);
    }

  add_header (item, "X-Key", "k={{key}}");
  allow (fixture, asked);
  sent = assert_sends (fixture, item);
  g_assert_cmpstr (sent_header (sent, "X-Key"), ==, "k=a secret value");
}

/* The client secret is a secret too, and bound to the authorization server, not to the API. */
static void
test_client_secret_in_a_request (Fixture *fixture, gconstpointer data)
{
  g_autofree char *other = other_origin (fixture);
  g_autoptr (RhRequestItem) item = new_item ("POST", "{{api}}/x");

  rh_environment_set_service (fixture->journey.environment, "other");
  g_assert_true (rh_journey_set_client_secret (&fixture->journey, RH_PRACTICE_CLIENT_SECRET));
  rh_environment_set (fixture->journey.environment, "api", other);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "body-kind", RH_BODY_KIND_TEXT, "body-text",
                "{{client_secret}}", NULL);
  g_object_unref (assert_asks (fixture, item, "client_secret", other));
}

/* J5, and 4.2: another token URL is another slot, without a token and without a client secret. */
static void
test_changed_token_url (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autofree char *before = rh_connection_dup_setting (journey->connection, RH_OAUTH_TOKEN_URL);
  g_autofree char *other = other_origin (fixture);
  g_autofree char *after = g_strconcat (other, "/oauth/token", NULL);
  g_autofree char *slot_before = rh_client_secret_slot_of (journey->starter, journey->environment);
  g_autofree char *slot_after = NULL;
  g_autoptr (GError) error = NULL;

  rh_environment_set (journey->environment, "token_url", after);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  slot_after = rh_client_secret_slot_of (journey->starter, journey->environment);
  g_assert_cmpstr (slot_before, !=, slot_after);
  rh_journey_load (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);

  /* and back: the sign-in is still there */
  rh_environment_set (journey->environment, "token_url", before);
  rh_journey_load (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

/* J5: client ID, scope; peers.md 2.1: another environment. */
static void
test_changed_slot (Fixture *fixture, gconstpointer data)
{
  static const char *const changes[][2] = { { "client_id", "another" }, { "scope", "users:read" } };
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhConnection) staging = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (changes); i++)
    {
      g_autofree char *before = rh_connection_dup_setting (journey->connection, changes[i][0]);
      g_autoptr (GError) error = NULL;
      g_autoptr (RhSender) sender = NULL;

      rh_environment_set (journey->environment, changes[i][0], changes[i][1]);
      sender = rh_journey_send (journey, rh_journey_find (journey, "Search Employees"), &error);
      g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_CONNECTED);
      rh_environment_set (journey->environment, changes[i][0], before);
    }

  staging
      = rh_workspace_get_connection (journey->workspace, journey->starter,
                                     rh_collection_get_environment (journey->starter, "Staging"));
  g_assert_cmpint (rh_connection_get_state (staging), ==, RH_CONNECTION_NOT_SET_UP);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

/* C3 */
static void
test_typed_authorization (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (RhHop) hop = NULL;

  add_header (item, "authorization", "Basic abc");
  sender = assert_sends (fixture, item);
  g_assert_cmpuint (rh_journey_status (sender), ==, 401);
  g_assert_cmpuint (n_hops (sender), ==, 1); /* not our token, so not our 401 */
  hop = g_list_model_get_item (rh_exchange_get_hops (rh_sender_get_exchange (sender)), 0);
  g_assert_cmpuint (rh_headers_count (rh_hop_get_sent_headers (hop), "Authorization"), ==, 1);
  g_assert_cmpstr (sent_header (sender, "Authorization"), ==, "Basic abc");
  g_assert_true (g_strv_contains (rh_hop_get_notes (hop), "authorization-typed"));
}

static void
test_no_auth (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Search Employees");
  g_autoptr (RhSender) sender = NULL;
  RhHop *hop;

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  sender = assert_sends (fixture, item);
  hop = rh_exchange_get_last_hop (rh_sender_get_exchange (sender));
  g_assert_null (sent_header (sender, "Authorization"));
  g_assert_false (g_strv_contains (rh_hop_get_notes (hop), "authorization-typed"));
  g_assert_cmpuint (n_token_requests (fixture), ==, 1);
}

/* A 401 that names no error (the practice server's, for another scheme than Bearer). */
static void
test_unnamed_401 (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhSender) post = NULL;
  g_autoptr (RhSender) get = NULL;

  rh_environment_set (journey->environment, "header_prefix", "Token");
  g_assert_true (rh_journey_load (journey, NULL));

  post = assert_sends (fixture, rh_journey_find (journey, "Create Vendor"));
  g_assert_cmpuint (rh_journey_status (post), ==, 401);
  g_assert_cmpuint (n_hops (post), ==, 1);
  g_assert_true (rh_sender_can_send_again (post));
  g_assert_cmpuint (n_token_requests (fixture), ==, 2); /* sent again, it has another token */

  get = assert_sends (fixture, rh_journey_find (journey, "Search Employees"));
  g_assert_cmpuint (rh_journey_status (get), ==, 401);
  g_assert_cmpuint (n_hops (get), ==, 2);
  g_assert_false (rh_sender_can_send_again (get));
  g_assert_cmpuint (n_token_requests (fixture), ==, 3);
}

static void
redirect_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Location",
                               user_data);
  soup_server_message_set_status (message, 302, NULL);
}

/* A 401 from an origin that the token never went to says nothing about it. */
static void
test_401_of_another_origin (Fixture *fixture, gconstpointer data)
{
  static const RhLoopbackLimits limits = { .max_connections = 8,
                                           .request_deadline_ms = 10000,
                                           .max_request_line = 16384,
                                           .max_headers = 32768 };
  RhJourney *journey = &fixture->journey;
  RhRequestItem *item = rh_journey_find (journey, "Search Employees");
  g_autofree char *target = g_strconcat (rh_practice_server_get_base_url (journey->practice.server),
                                         "/v2/employees", NULL);
  g_autoptr (RhLoopbackServer) redirector
      = rh_loopback_server_new (&limits, NULL, redirect_cb, target);
  g_autofree char *origin = NULL;
  g_autoptr (RhSender) asked = NULL;
  g_autoptr (RhSender) sent = NULL;

  g_assert_true (rh_loopback_server_listen (redirector, "localhost", 0, NULL));
  origin = g_strconcat ("http://", rh_loopback_server_get_authority (redirector), NULL);
  rh_environment_set (journey->environment, "api", origin);
  asked = assert_asks (fixture, item, NULL, origin);
  allow (fixture, asked);

  sent = assert_sends (fixture, item);
  g_assert_cmpuint (rh_journey_status (sent), ==, 401);
  g_assert_cmpuint (n_hops (sent), ==, 2);
  g_assert_null (sent_header (sent, "Authorization"));
  g_assert_cmpuint (n_token_requests (fixture), ==, 1);
}

static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhSender) sender = rh_sender_new (journey->workspace, journey->connection,
                                               rh_journey_find (journey, "Search Employees"));
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  rh_sender_run_async (sender, cancellable, rh_test_take_result, &result);
  g_cancellable_cancel (cancellable);
  rh_test_wait (&result);
  done = result;
  g_assert_false (rh_sender_run_finish (sender, done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

static void
test_what_is_edited_later (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  RhRequestItem *item = rh_journey_find (journey, "Search Employees");
  g_autoptr (RhSender) sender = rh_sender_new (journey->workspace, journey->connection, item);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  g_object_set (item, "url", "{{api}}/nowhere", NULL);
  rh_test_wait (&result);
  done = result;
  g_assert_true (rh_sender_run_finish (sender, done, NULL));
  g_assert_cmpuint (rh_journey_status (sender), ==, 200);
}

static void
test_nothing_to_send (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *url;
  } items[] = { { "GET", "{{nobody}}" },
                { "GET", "" },
                { "GET / HTTP/1.1\r\nX: y", "{{api}}" },
                { "GET", "ftp://a.example/" } };

  for (guint i = 0; i < G_N_ELEMENTS (items); i++)
    {
      g_autoptr (RhRequestItem) item = new_item (items[i].method, items[i].url);
      g_autoptr (GError) error = NULL;
      g_autoptr (RhSender) sender = rh_journey_send (&fixture->journey, item, &error);

      g_assert_nonnull (error);
      g_assert_true (error->domain == RH_TEMPLATE_ERROR || error->domain == RH_HTTP_ERROR);
      g_assert_null (rh_sender_get_exchange (sender));
    }

  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, "", setup, function, teardown)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/sender/4.2/changed-host", test_changed_host);
  ADD ("/sender/4.2/typed-host", test_typed_host);
  ADD ("/sender/4.2/sign-in-pins-once", test_sign_in_pins_once);
  ADD ("/sender/4.2/sign-in-with-other-scopes", test_sign_in_with_other_scopes);
  ADD ("/sender/4.2/secret-variable", test_secret_variable);
  ADD ("/sender/4.2/client-secret-in-a-request", test_client_secret_in_a_request);
  ADD ("/sender/4.2/changed-token-url", test_changed_token_url);
  ADD ("/sender/J5/changed-slot", test_changed_slot);
  ADD ("/sender/C3/typed-authorization", test_typed_authorization);
  ADD ("/sender/no-auth", test_no_auth);
  ADD ("/sender/3.6/unnamed-401", test_unnamed_401);
  ADD ("/sender/3.6/401-of-another-origin", test_401_of_another_origin);
  ADD ("/sender/cancelled", test_cancelled);
  ADD ("/sender/what-is-edited-later", test_what_is_edited_later);
  ADD ("/sender/nothing-to-send", test_nothing_to_send);
  return g_test_run ();
}
