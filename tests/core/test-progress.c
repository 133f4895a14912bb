/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The steps to the first call, each seen by a fact: over real sockets with the practice server, and
 * from what is left of an earlier run. */
#include "lib/rh-journey.h"
#include "lib/rh-test.h"
#include "workspace/rh-progress.h"

#include <string.h>

static const RhHistoryLimits limits
    = { .enabled = TRUE, .max_entries = 100, .max_days = 30, .max_size = 1024 * 1024 };

static void
set_up (RhJourney *journey, gconstpointer data)
{
  rh_journey_start (journey, NULL);
  rh_workspace_set_history_limits (journey->workspace, &limits);
}

static void
tear_down (RhJourney *journey, gconstpointer data)
{
  rh_journey_stop (journey);
}

static void
load (RhProgress *progress)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  rh_progress_load_async (progress, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  rh_progress_load_finish (progress, done, &error);
  g_assert_no_error (error);
  rh_test_drain ();
}

static void
assert_reached (RhProgress *progress, gboolean registered, gboolean connected, gboolean called)
{
  g_assert_cmpint (rh_progress_get_fact (progress, RH_STEP_REGISTER)->reached, ==, registered);
  g_assert_cmpint (rh_progress_get_fact (progress, RH_STEP_CONNECT)->reached, ==, connected);
  g_assert_cmpint (rh_progress_get_fact (progress, RH_STEP_CALL)->reached, ==, called);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
send (RhJourney *journey, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = rh_journey_send (journey, rh_journey_find (journey, name), &error);

  g_assert_no_error (error);
  rh_test_drain ();
}

static void
connect (RhJourney *journey)
{
  g_autoptr (GError) error = NULL;

  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
}

static void
test_steps_come_as_facts_arrive (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, journey->connection);
  const RhStepFact *fact = rh_progress_get_fact (progress, RH_STEP_REGISTER);
  guint changes = 0;

  g_signal_connect_swapped (progress, "changed", G_CALLBACK (count_cb), &changes);
  assert_reached (progress, TRUE, FALSE, FALSE);
  g_assert_cmpstr (fact->client_id, ==, "practice-client");
  g_assert_true (fact->is_public);
  g_assert_cmpint (rh_progress_get_next (progress), ==, RH_STEP_CONNECT);

  connect (journey);
  g_assert_cmpuint (changes, >, 0);
  assert_reached (progress, TRUE, TRUE, FALSE);
  fact = rh_progress_get_fact (progress, RH_STEP_CONNECT);
  g_assert_cmpstr (fact->scope, ==, "users:read vendors:read vendors:write");
  g_assert_false (fact->scope_as_asked);
  g_assert_cmpint (fact->when, >, 0);

  changes = 0;
  send (journey, "Search Employees");
  g_assert_cmpuint (changes, ==, 1);
  assert_reached (progress, TRUE, TRUE, TRUE);
  g_assert_cmpint (rh_progress_get_next (progress), ==, RH_N_STEPS);
  fact = rh_progress_get_fact (progress, RH_STEP_CALL);
  g_assert_cmpstr (fact->method, ==, "GET");
  g_assert_cmpstr (fact->path, ==, "/v2/employees");
  g_assert_cmpuint (fact->status, ==, 200);
  g_assert_cmpint (fact->n_items, >, 0);
  g_assert_cmpint (fact->when, >, 0);
}

static void
test_sign_out_takes_the_step_back (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, journey->connection);
  g_autoptr (GError) error = NULL;

  connect (journey);
  assert_reached (progress, TRUE, TRUE, FALSE);
  rh_journey_sign_out (journey, &error);
  g_assert_no_error (error);
  assert_reached (progress, TRUE, FALSE, FALSE);
}

/* Staging has no client, and nobody asks the keyring about it. */
static void
test_nothing_is_read_without_a_client (RhJourney *journey, gconstpointer data)
{
  RhEnvironment *staging = rh_collection_get_environment (journey->starter, "Staging");
  g_autoptr (RhConnection) connection
      = rh_workspace_get_connection (journey->workspace, journey->starter, staging);
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, connection);

  load (progress);
  assert_reached (progress, FALSE, FALSE, FALSE);
  g_assert_null (rh_progress_get_fact (progress, RH_STEP_REGISTER)->client_id);
}

static void
store_secret (RhConnection *connection, const char *text)
{
  g_autoptr (RhSecret) secret = text == NULL ? NULL : rh_secret_new (text, -1);
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  rh_connection_set_client_secret_async (connection, secret, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  rh_connection_set_client_secret_finish (connection, done, &error);
  g_assert_no_error (error);
}

static void
test_registered_is_an_id_and_a_stored_secret (RhJourney *journey, gconstpointer data)
{
  RhEnvironment *staging = rh_collection_get_environment (journey->starter, "Staging");
  g_autoptr (RhConnection) connection
      = rh_workspace_get_connection (journey->workspace, journey->starter, staging);
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, connection);
  const RhStepFact *fact = rh_progress_get_fact (progress, RH_STEP_REGISTER);

  rh_connection_set_setting (connection, RH_OAUTH_CLIENT_ID, "acme");
  assert_reached (progress, FALSE, FALSE, FALSE);
  g_assert_cmpstr (fact->client_id, ==, "acme");
  store_secret (connection, "s3cret-of-acme");
  assert_reached (progress, TRUE, FALSE, FALSE);
  g_assert_false (fact->is_public);
  g_assert_cmpint (fact->when, >, 0);
  store_secret (connection, NULL);
  assert_reached (progress, FALSE, FALSE, FALSE);

  rh_connection_set_setting (connection, RH_OAUTH_BLOCK_CLIENT_AUTH, "none");
  assert_reached (progress, TRUE, FALSE, FALSE);
  g_assert_true (fact->is_public);
  rh_connection_set_setting (connection, RH_OAUTH_CLIENT_ID, "");
  assert_reached (progress, FALSE, FALSE, FALSE);
}

static void
test_a_later_start_sees_it_again (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = NULL;
  const RhStepFact *fact;

  connect (journey);
  send (journey, "Search Employees");
  progress = rh_progress_new (journey->workspace, journey->connection);
  g_assert_false (rh_progress_get_fact (progress, RH_STEP_CALL)->reached);
  load (progress);
  assert_reached (progress, TRUE, TRUE, TRUE);
  fact = rh_progress_get_fact (progress, RH_STEP_CALL);
  g_assert_cmpstr (fact->path, ==, "/v2/employees");
  g_assert_cmpuint (fact->status, ==, 200);
  g_assert_cmpint (fact->n_items, >, 0);
}

/* One that proves it ends the search, and what cannot prove it by its line is not read. */
static void
test_no_more_of_the_history_is_read_than_proves_it (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = NULL;

  connect (journey);
  for (guint i = 0; i < 5; i++)
    send (journey, "Search Employees");
  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_SERVER_ERROR);
  send (journey, "Search Employees");
  rh_practice_server_set_faults (journey->practice.server, RH_PRACTICE_FAULT_NONE);
  g_object_set (rh_journey_find (journey, "Search Employees"), "method", "HEAD", NULL);
  send (journey, "Search Employees");
  progress = rh_progress_new (journey->workspace, journey->connection);
  load (progress);
  assert_reached (progress, TRUE, TRUE, TRUE);
  g_assert_cmpuint (rh_progress_get_n_looked (progress), ==, 1);
}

/* A file a turn: a window goes on drawing while many are read. */
static void
test_history_is_read_in_turns (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = NULL;
  RhRequestItem *item = rh_journey_find (journey, "Search Employees");

  connect (journey);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "method", "GET", "url",
                "{{issuer}}/.well-known/oauth-authorization-server", NULL);
  for (guint i = 0; i < 4; i++)
    send (journey, "Search Employees");
  progress = rh_progress_new (journey->workspace, journey->connection);
  rh_progress_load_async (progress, NULL, NULL, NULL);
  for (guint n = 0; n < 4;)
    {
      guint now;

      g_main_context_iteration (NULL, TRUE);
      now = rh_progress_get_n_looked (progress);
      g_assert_cmpuint (now, <=, n + 1);
      n = now;
    }
  assert_reached (progress, TRUE, TRUE, FALSE);
}

/* Of a large body it is enough how it begins. */
static void
test_a_large_body_is_known_by_its_beginning (void)
{
  static const struct
  {
    const char *begin;
    gboolean reached;
  } rows[] = { { " \n{", TRUE }, { "<html>", FALSE } };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *rest = g_strnfill (RH_HISTORY_MAX_BODY, 'x');
      g_autoptr (RhHistoryContent) content = rh_history_content_new ();
      g_autoptr (RhHistoryEntry) entry = NULL;
      g_autoptr (RhExchange) exchange = NULL;
      RhHistoryFacts *line = g_new0 (RhHistoryFacts, 1);
      RhStepFact fact = { 0 };

      line->status = 200;
      line->method = g_strdup ("GET");
      line->url = g_strdup ("https://a.example/x");
      entry = rh_history_entry_new ("1", line);
      content->item = rh_request_item_new ("A", "GET", "https://a.example/x");
      rh_headers_append_plain (content->received, "Content-Type", "application/json");
      content->body.state = RH_HISTORY_BODY_KEPT;
      content->body.text = g_strconcat (rows[i].begin, rest, NULL);
      exchange = rh_history_content_dup_exchange (content, rh_history_entry_get_facts (entry));
      g_assert_cmpint (rh_step_fact_read_exchange (&fact, exchange), ==, rows[i].reached);
      rh_step_fact_clear (&fact);
    }
}

/* What anybody may read proves nothing. */
static void
test_a_call_without_a_token_proves_nothing (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = NULL;
  RhRequestItem *item = rh_journey_find (journey, "Search Employees");

  connect (journey);
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, "method", "GET", "url",
                "{{issuer}}/.well-known/oauth-authorization-server", NULL);
  send (journey, "Search Employees");
  progress = rh_progress_new (journey->workspace, journey->connection);
  load (progress);
  assert_reached (progress, TRUE, TRUE, FALSE);
}

static void
test_another_environments_call_is_not_ours (RhJourney *journey, gconstpointer data)
{
  RhEnvironment *staging = rh_collection_get_environment (journey->starter, "Staging");
  g_autoptr (RhConnection) connection
      = rh_workspace_get_connection (journey->workspace, journey->starter, staging);
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, connection);

  connect (journey);
  send (journey, "Search Employees");
  load (progress);
  assert_reached (progress, FALSE, FALSE, FALSE);
}

static void
test_a_refusal_is_no_call_and_says_why (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, journey->connection);
  g_autoptr (RhCause) before = NULL;
  g_autoptr (RhCause) after = NULL;

  rh_connection_set_setting (journey->connection, RH_OAUTH_SCOPE, "vendors:read");
  connect (journey);
  before = rh_progress_explain (progress);
  g_assert_cmpint (before->kind, ==, RH_CAUSE_NONE);
  send (journey, "Search Employees");
  assert_reached (progress, TRUE, TRUE, FALSE);
  after = rh_progress_explain (progress);
  g_assert_cmpint (after->kind, ==, RH_CAUSE_SCOPE);
}

static void
test_a_wrong_secret_is_the_cause (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, journey->connection);
  g_autoptr (RhCause) cause = NULL;
  g_autoptr (GError) error = NULL;

  rh_journey_set_client_secret (journey, "not-the-secret");
  rh_journey_connect (journey, &error);
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_CLIENT);
  assert_reached (progress, TRUE, FALSE, FALSE);
  cause = rh_progress_explain (progress);
  g_assert_cmpint (cause->kind, ==, RH_CAUSE_CLIENT_SECRET);
}

/* The server keeps the browser on an error page: the person sees it there and ends the wait. */
static void
test_a_wait_that_was_ended_says_what_to_compare (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, journey->connection);
  g_autoptr (RhCause) waiting = NULL;
  g_autoptr (RhCause) ended = NULL;
  g_autoptr (RhCause) connected = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  GAsyncResult *result = NULL;

  rh_fake_browser_set_decision (journey->browser, NULL);
  rh_connection_connect_async (journey->connection, NULL, rh_test_take_result, &result);
  while (rh_fake_browser_get_n_opened (journey->browser) == 0)
    g_main_context_iteration (NULL, TRUE);
  waiting = rh_progress_explain (progress);
  g_assert_cmpint (waiting->kind, ==, RH_CAUSE_NONE);

  rh_connection_cancel_connect (journey->connection);
  rh_test_wait (&result);
  done = result;
  rh_test_drain ();
  ended = rh_progress_explain (progress);
  g_assert_cmpint (ended->kind, ==, RH_CAUSE_NO_ANSWER);
  g_assert_cmpint (ended->remedy, ==, RH_CAUSE_REMEDY_REGISTER);
  g_assert_true (ended->compare & RH_CAUSE_COMPARE_REDIRECT_URI);

  rh_fake_browser_set_decision (journey->browser, "allow");
  connect (journey);
  connected = rh_progress_explain (progress);
  g_assert_cmpint (connected->kind, ==, RH_CAUSE_NONE);
}

static void
test_begins_with_a_request_that_only_reads (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhProgress) progress = rh_progress_new (journey->workspace, journey->connection);
  RhRequestItem *item = rh_progress_find_request (progress);

  g_assert_nonnull (item);
  g_assert_cmpstr (rh_request_item_get_method (item), ==, "GET");
}

static void
test_counting (void)
{
  static const struct
  {
    const char *text;
    gboolean json;
    gint64 n;
  } rows[] = {
    { "[]", TRUE, 0 },
    { "[1,[2,3],{}]", TRUE, 3 },
    { "{\"data\":[{},{}],\"pagination\":{}}", TRUE, 2 },
    { "{\"d\\u0061ta\":[1]}", TRUE, 1 },
    { "{\"results\":[1,2,3]}", TRUE, 3 },
    { "{\"data\":{\"items\":[1]}}", TRUE, -1 },
    { "{\"other\":[1,2]}", TRUE, -1 },
    { "{}", TRUE, -1 },
    { "7", TRUE, -1 },
    { "", FALSE, -1 },
    { "<html>", FALSE, -1 },
    { "{\"data\":[1,2", FALSE, -1 },
    { "[1]x", FALSE, -1 },
    { "\"\xff\"", FALSE, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      gint64 n = 99;

      g_assert_cmpint (rh_step_fact_count_items (rows[i].text, strlen (rows[i].text), &n), ==,
                       rows[i].json);
      g_assert_cmpint (n, ==, rows[i].n);
    }
}

static void
add (const char *path, void (*test) (RhJourney *, gconstpointer))
{
  g_test_add (path, RhJourney, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  add ("/progress/steps-come-as-facts-arrive", test_steps_come_as_facts_arrive);
  add ("/progress/sign-out-takes-the-step-back", test_sign_out_takes_the_step_back);
  add ("/progress/nothing-is-read-without-a-client", test_nothing_is_read_without_a_client);
  add ("/progress/registered-is-an-id-and-a-stored-secret",
       test_registered_is_an_id_and_a_stored_secret);
  add ("/progress/a-later-start-sees-it-again", test_a_later_start_sees_it_again);
  add ("/progress/a-call-without-a-token-proves-nothing",
       test_a_call_without_a_token_proves_nothing);
  add ("/progress/another-environments-call-is-not-ours",
       test_another_environments_call_is_not_ours);
  add ("/progress/a-refusal-is-no-call-and-says-why", test_a_refusal_is_no_call_and_says_why);
  add ("/progress/a-wrong-secret-is-the-cause", test_a_wrong_secret_is_the_cause);
  add ("/progress/a-wait-that-was-ended-says-what-to-compare",
       test_a_wait_that_was_ended_says_what_to_compare);
  add ("/progress/begins-with-a-request-that-only-reads",
       test_begins_with_a_request_that_only_reads);
  add ("/progress/no-more-of-the-history-is-read-than-proves-it",
       test_no_more_of_the_history_is_read_than_proves_it);
  add ("/progress/history-is-read-in-turns", test_history_is_read_in_turns);
  g_test_add_func ("/progress/a-large-body-is-known-by-its-beginning",
                   test_a_large_body_is_known_by_its_beginning);
  g_test_add_func ("/progress/counting", test_counting);

  return g_test_run ();
}
