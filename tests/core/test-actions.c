/* SPDX-License-Identifier: GPL-3.0-or-later */
/* After the response: variables are set, and the next request has them. Over real sockets. Besides:
 * a folder that is new to this user is asked for nothing that is kept. */
#include "collection/rh-selector.h"
#include "http/rh-loopback-server.h"
#include "lib/rh-fake-keyring.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "workspace/rh-action-run.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

#define TOKEN "a token of the response"

static const char answer[]
    = "{\"job\":{\"id\":12345678901234567890},\"access_token\":\"" TOKEN "\",\"trap\":\"{{key}}\"}";

typedef struct
{
  RhJourney journey;
  RhFakeKeyring *keyring; /* of a workspace beside the journey's, where calls count */
  RhLoopbackServer *server;
  char *target; /* of the last request to it */
  char *sent;   /* its X-Sent */
  guint n_requests;
  guint status;
} Fixture;

static void
answer_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  Fixture *fixture = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  fixture->n_requests++;
  g_set_str (&fixture->target, rh_loopback_message_get_target (message));
  g_set_str (&fixture->sent, soup_message_headers_get_one (headers, "X-Sent"));
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Location",
                               "/jobs/7");
  soup_server_message_set_status (message, fixture->status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, answer,
                                    strlen (answer));
}

/* A second program on the same folders, whose keyring counts. */
static void
setup (Fixture *fixture, gconstpointer data)
{
  static const RhLoopbackLimits limits = { .max_connections = 8,
                                           .request_deadline_ms = 10000,
                                           .max_request_line = 16384,
                                           .max_headers = 32768 };
  RhJourney *journey = &fixture->journey;
  g_autofree char *origin = NULL;

  rh_journey_start (journey, NULL);
  g_clear_object (&journey->connection);
  fixture->keyring = rh_fake_keyring_new (journey->keyring);
  g_set_object (&journey->keyring, RH_KEYRING (fixture->keyring));
  {
    g_autoptr (RhWorkspace) first = g_steal_pointer (&journey->workspace);
    g_autoptr (RhCollection) starter = g_object_ref (journey->starter);

    journey->workspace = rh_journey_new_workspace (journey);
    journey->starter = rh_workspace_get_starter (journey->workspace);
    g_assert_true (journey->starter != starter);
  }
  journey->environment = rh_collection_get_environment (journey->starter, "Practice");
  journey->connection
      = rh_workspace_get_connection (journey->workspace, journey->starter, journey->environment);

  fixture->status = 200;
  fixture->server = rh_loopback_server_new (&limits, NULL, answer_cb, fixture);
  g_assert_true (rh_loopback_server_listen (fixture->server, "localhost", 0, NULL));
  origin = g_strconcat ("http://", rh_loopback_server_get_authority (fixture->server), NULL);
  rh_environment_set (journey->environment, "api", origin);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->server);
  rh_journey_stop (&fixture->journey);
  g_clear_object (&fixture->keyring);
  g_free (fixture->target);
  g_free (fixture->sent);
}

static guint
n_calls (Fixture *fixture)
{
  guint n = 0;

  for (guint call = 0; call < RH_FAKE_KEYRING_N_CALLS; call++)
    n += rh_fake_keyring_count (fixture->keyring, call);
  return n;
}

static RhRequestItem *
new_item (const char *url)
{
  RhRequestItem *item = rh_request_item_new ("A", "GET", url);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  return item;
}

static void
add_action (RhRequestItem *item, const char *expression, const char *variable, RhActionScope scope)
{
  g_autoptr (RhAction) action = rh_action_new (expression, variable, scope);

  rh_request_item_add_action (item, action);
}

static RhSender *
send_item (Fixture *fixture, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  RhSender *sender = rh_journey_send (&fixture->journey, item, &error);

  g_assert_no_error (error);
  return sender;
}

static RhActionResult *
nth_result (RhSender *sender, guint position)
{
  g_autoptr (RhActionResult) result
      = g_list_model_get_item (rh_exchange_get_results (rh_sender_get_exchange (sender)), position);

  g_assert_nonnull (result);
  return result; /* the exchange keeps it */
}

static void
assert_set (RhSender *sender, guint position, const char *variable, const char *shown)
{
  RhActionResult *result = nth_result (sender, position);

  g_assert_no_error (rh_action_result_get_error (result));
  g_assert_cmpstr (rh_action_result_get_variable (result), ==, variable);
  g_assert_cmpstr (rh_action_result_get_shown (result), ==, shown);
}

static RhRuntimeVariables *
runtime (Fixture *fixture)
{
  RhJourney *journey = &fixture->journey;

  return rh_workspace_get_runtime (journey->workspace, journey->connection);
}

/* Create a job, then get its items. */
static void
test_flow (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) create = new_item ("{{api}}/jobs");
  g_autoptr (RhRequestItem) get = new_item ("{{api}}/jobs/{{job}}{{where}}?{{status}}");
  g_autoptr (RhSender) created = NULL;
  g_autoptr (RhSender) got = NULL;

  fixture->status = 409; /* whatever it is */
  rh_environment_set (fixture->journey.environment, "job", "the environment's");
  add_action (create, "res.body.job.id", "job", RH_ACTION_SCOPE_MEMORY);
  add_action (create, "res.headers.location", "where", RH_ACTION_SCOPE_MEMORY);
  add_action (create, "res.status", "status", RH_ACTION_SCOPE_MEMORY);
  created = send_item (fixture, create);
  assert_set (created, 0, "job", "12345678901234567890");
  assert_set (created, 1, "where", "/jobs/7");
  assert_set (created, 2, "status", "409");

  got = send_item (fixture, get);
  g_assert_cmpstr (fixture->target, ==, "/jobs/12345678901234567890%2Fjobs%2F7?409");
  g_assert_null (rh_exchange_get_results (rh_sender_get_exchange (got)));
  g_assert_cmpstr (
      rh_variable_get_value (rh_environment_lookup (fixture->journey.environment, "job")), ==,
      "the environment's");
}

static void
test_environment (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *environment = fixture->journey.environment;
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/jobs");
  g_autoptr (RhSecret) old = rh_secret_new ("1", -1);
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (RhRequestItem) next = new_item ("{{api}}/{{job}}");
  g_autoptr (RhSender) sent = NULL;

  rh_runtime_variables_set (runtime (fixture), "job", old, FALSE, NULL);
  add_action (item, "$.job.id", "job", RH_ACTION_SCOPE_ENVIRONMENT);
  sender = send_item (fixture, item);
  g_assert_cmpint (rh_action_result_get_scope (nth_result (sender, 0)), ==,
                   RH_ACTION_SCOPE_ENVIRONMENT);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (environment, "job")), ==,
                   "12345678901234567890");

  /* and what was in memory does not hide it */
  sent = send_item (fixture, next);
  g_assert_cmpstr (fixture->target, ==, "/12345678901234567890");
}

/* To no file, and to no other place without a question. */
static void
test_token (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/token");
  g_autoptr (RhRequestItem) home = new_item ("{{api}}/x");
  g_autoptr (RhRequestItem) elsewhere = new_item ("http://127.0.0.1:1/{{token}}");
  g_autoptr (RhField) header = rh_field_new ("X-Sent", "{{token}}", "", TRUE);
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (RhSender) sent = NULL;
  g_autoptr (RhSender) asked = NULL;
  g_autoptr (GError) error = NULL;
  RhActionResult *result;

  add_action (item, "res.body.access_token", "token", RH_ACTION_SCOPE_ENVIRONMENT);
  sender = send_item (fixture, item);
  result = nth_result (sender, 0);
  g_assert_true (rh_action_result_is_secret (result));
  g_assert_cmpint (rh_action_result_get_scope (result), ==, RH_ACTION_SCOPE_MEMORY);
  g_assert_null (strstr (rh_action_result_get_shown (result), "response"));
  g_assert_null (rh_environment_lookup (journey->environment, "token"));
  g_assert_cmpuint (n_calls (fixture), ==, 0);

  rh_request_item_add_header (home, header);
  sent = send_item (fixture, home);
  g_assert_cmpstr (fixture->sent, ==, TOKEN);

  asked = rh_journey_send (journey, elsewhere, &error);
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN);
  g_assert_cmpstr (rh_sender_get_question (asked)->name, ==, "token");
}

/* Behind the same address there may be many servers. */
static void
test_token_and_host (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/token");
  g_autoptr (RhRequestItem) next = new_item ("{{api}}/{{token}}");
  g_autoptr (RhField) host = rh_field_new ("Host", "evil.example", "", TRUE);
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (RhSender) asked = NULL;
  g_autoptr (GError) error = NULL;

  add_action (item, "$..access_token", "token", RH_ACTION_SCOPE_MEMORY);
  sender = send_item (fixture, item);
  rh_request_item_add_header (next, host);
  asked = rh_journey_send (&fixture->journey, next, &error);
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN);
  g_assert_cmpuint (fixture->n_requests, ==, 1);
}

static void
test_secret_variable (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", "key");
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/x");
  g_autoptr (RhSender) sender = NULL;

  rh_environment_add_secret (journey->environment, "key");
  add_action (item, "res.headers.location", "key", RH_ACTION_SCOPE_ENVIRONMENT);
  sender = send_item (fixture, item);
  g_assert_true (rh_action_result_is_secret (nth_result (sender, 0)));
  g_assert_cmpstr (rh_action_result_get_shown (nth_result (sender, 0)), !=, "/jobs/7");
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (journey->environment, "key")), ==,
                   "");
  rh_keyring_assert_has (journey->keyring, RH_KEYRING_KIND_VARIABLE, slot, "/jobs/7");
}

/* Switched off, it is a secret all the same. */
static void
test_secret_variable_off (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/x");
  g_autoptr (RhSender) sender = NULL;

  rh_environment_add_secret (journey->environment, "key");
  g_object_set (rh_environment_lookup (journey->environment, "key"), "enabled", FALSE, NULL);
  add_action (item, "res.headers.location", "key", RH_ACTION_SCOPE_ENVIRONMENT);
  sender = send_item (fixture, item);
  g_assert_true (rh_action_result_is_secret (nth_result (sender, 0)));
  g_assert_cmpuint (rh_fake_keyring_count (fixture->keyring, RH_FAKE_KEYRING_STORE), ==, 1);
}

static void
test_keyring_fails (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/x");
  g_autoptr (RhSender) sender = NULL;

  rh_environment_add_secret (journey->environment, "key");
  rh_fake_keyring_fail_all (fixture->keyring, RH_KEYRING_ERROR_LOCKED);
  add_action (item, "res.headers.location", "key", RH_ACTION_SCOPE_ENVIRONMENT);
  add_action (item, "res.status", "status", RH_ACTION_SCOPE_MEMORY);
  sender = send_item (fixture, item);
  g_assert_error (rh_action_result_get_error (nth_result (sender, 0)), RH_KEYRING_ERROR,
                  RH_KEYRING_ERROR_LOCKED);
  assert_set (sender, 1, "status", "200");
}

static void
test_failures (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/x");
  g_autoptr (RhAction) off = rh_action_new ("res.status", "off", RH_ACTION_SCOPE_MEMORY);
  g_autoptr (RhSender) sender = NULL;

  g_object_set (off, "enabled", FALSE, NULL);
  rh_request_item_add_action (item, off);
  add_action (item, "res.body.nobody", "a", RH_ACTION_SCOPE_MEMORY);
  add_action (item, "fetch('x')", "b", RH_ACTION_SCOPE_MEMORY);
  add_action (item, "res.status", "no name", RH_ACTION_SCOPE_MEMORY);
  add_action (item, "res.status", "", RH_ACTION_SCOPE_MEMORY);
  add_action (item, "res.body.trap", "trap", RH_ACTION_SCOPE_ENVIRONMENT);
  add_action (item, "res.status", "last", RH_ACTION_SCOPE_MEMORY);
  sender = send_item (fixture, item);

  g_assert_error (rh_action_result_get_error (nth_result (sender, 0)), RH_SELECTOR_ERROR,
                  RH_SELECTOR_ERROR_NOT_FOUND);
  g_assert_error (rh_action_result_get_error (nth_result (sender, 1)), RH_SELECTOR_ERROR,
                  RH_SELECTOR_ERROR_SYNTAX);
  g_assert_error (rh_action_result_get_error (nth_result (sender, 2)), RH_ACTION_ERROR,
                  RH_ACTION_ERROR_NAME);
  g_assert_error (rh_action_result_get_error (nth_result (sender, 3)), RH_ACTION_ERROR,
                  RH_ACTION_ERROR_NAME);
  g_assert_error (rh_action_result_get_error (nth_result (sender, 4)), RH_ACTION_ERROR,
                  RH_ACTION_ERROR_TEMPLATE);
  assert_set (sender, 5, "last", "200");
  g_assert_null (rh_environment_lookup (fixture->journey.environment, "trap"));
}

/* Without a response there is nothing to act on. */
static void
test_no_response (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = new_item ("http://127.0.0.1:1/");
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = NULL;
  g_auto (GStrv) names = NULL;

  add_action (item, "res.status", "status", RH_ACTION_SCOPE_MEMORY);
  sender = rh_journey_send (&fixture->journey, item, &error);
  g_assert_nonnull (error);
  names = rh_runtime_variables_dup_names (runtime (fixture));
  g_assert_cmpuint (g_strv_length (names), ==, 0);
}

/* Environments do not know each other's values. */
static void
test_apart (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  RhEnvironment *staging = rh_collection_get_environment (journey->starter, "Staging");

  g_autoptr (RhConnection) there
      = rh_workspace_get_connection (journey->workspace, journey->starter, staging);
  g_autoptr (RhConnection) other = rh_workspace_get_connection_as (
      journey->workspace, journey->starter, journey->environment, "Other");

  g_assert_true (runtime (fixture) == runtime (fixture));
  g_assert_true (runtime (fixture) != rh_workspace_get_runtime (journey->workspace, there));
  g_assert_true (runtime (fixture) != rh_workspace_get_runtime (journey->workspace, other));
}

/* What the chain says is copied at the click. */
static void
test_as_it_was (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  RhFolder *root = rh_collection_get_root (journey->starter);
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (RhField) header = rh_field_new ("X-Sent", "{{a}} {{b}}", "", TRUE);
  g_autoptr (RhRequestItem) item = new_item ("{{api}}/{{a}}");
  g_autoptr (RhSender) sender = NULL;
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_folder_append (root, G_OBJECT (folder));
  rh_folder_append (folder, G_OBJECT (item));
  rh_folder_add_header (folder, header);
  rh_environment_set (rh_request_item_get_scope (item), "a", "1");
  rh_environment_set (rh_folder_get_scope (folder), "b", "2");
  sender = rh_sender_new (journey->workspace, journey->connection, item);
  rh_environment_set (rh_request_item_get_scope (item), "a", "later");
  rh_environment_set (rh_folder_get_scope (folder), "b", "later");
  rh_folder_remove_header (folder, 0);
  rh_folder_remove (folder, G_OBJECT (item));

  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  g_assert_true (rh_sender_run_finish (sender, done, NULL));
  g_assert_cmpstr (fixture->target, ==, "/1");
  g_assert_cmpstr (fixture->sent, ==, "1 2");
}

/* A folder that is new to this user */

static void
assert_refused (Fixture *fixture, RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = rh_journey_send (&fixture->journey, item, &error);

  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED);
  g_assert_null (rh_sender_get_exchange (sender));
  g_assert_cmpuint (fixture->n_requests, ==, 0);
}

static void
test_not_accepted (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhRequestItem) token = rh_request_item_new ("T", "GET", "{{api}}/x");
  g_autoptr (RhRequestItem) secret = new_item ("{{api}}/{{key}}");
  g_autoptr (RhRequestItem) plain = new_item ("{{api}}/plain");
  g_autoptr (RhField) header = rh_field_new ("X-Key", "{{key}}", "", TRUE);
  g_autoptr (RhSender) sender = NULL;

  rh_collection_set_accepted (journey->starter, FALSE);
  rh_environment_add_secret (journey->environment, "key");
  assert_refused (fixture, token);
  assert_refused (fixture, secret);

  sender = send_item (fixture, plain);
  g_assert_cmpuint (fixture->n_requests, ==, 1);

  /* also where the folder is who wants it */
  fixture->n_requests = 0;
  rh_folder_add_header (rh_collection_get_root (journey->starter), header);
  assert_refused (fixture, plain);
  g_assert_cmpuint (n_calls (fixture), ==, 0);
}

static void
test_connection_not_accepted (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  gboolean (*const calls[]) (RhJourney *, GError **)
      = { rh_journey_load, rh_journey_connect, rh_journey_refresh, rh_journey_sign_out };
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GAsyncResult) written = NULL;
  g_autoptr (RhSecret) typed = rh_secret_new ("typed", -1);
  g_autoptr (GError) write_error = NULL;
  g_autoptr (GError) lookup_error = NULL;

  rh_collection_set_accepted (journey->starter, FALSE);
  for (guint i = 0; i < G_N_ELEMENTS (calls); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (calls[i](journey, &error));
      g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED);
      g_assert_cmpstr (error->message, ==, ""); /* else it is a variable's name */
      g_assert_null (rh_connection_get_sign_in (journey->connection));
    }

  rh_connection_set_client_secret_async (journey->connection, typed, NULL, rh_test_take_result,
                                         &result);
  rh_test_wait (&result);
  written = g_steal_pointer (&result);
  g_assert_false (
      rh_connection_set_client_secret_finish (journey->connection, written, &write_error));
  g_assert_error (write_error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED);

  rh_connection_get_client_secret_async (journey->connection, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  g_assert_null (rh_connection_get_client_secret_finish (journey->connection, done, &lookup_error));
  g_assert_error (lookup_error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED);
  g_assert_cmpuint (n_calls (fixture), ==, 0);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/actions/flow", test_flow);
  ADD ("/actions/environment", test_environment);
  ADD ("/actions/4.2/token", test_token);
  ADD ("/actions/4.2/token-and-host", test_token_and_host);
  ADD ("/actions/4.5/secret-variable", test_secret_variable);
  ADD ("/actions/4.5/secret-variable-off", test_secret_variable_off);
  ADD ("/actions/keyring-fails", test_keyring_fails);
  ADD ("/actions/failures", test_failures);
  ADD ("/actions/no-response", test_no_response);
  ADD ("/actions/environments-apart", test_apart);
  ADD ("/actions/as-it-was", test_as_it_was);
  ADD ("/actions/3.1/not-accepted", test_not_accepted);
  ADD ("/actions/3.1/connection-not-accepted", test_connection_not_accepted);
  return g_test_run ();
}
