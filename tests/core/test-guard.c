/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security.md 4.9: a protected environment is asked about before anything that changes something
 * goes there; a file protects, and only the user ends it. */
#include "lib/rh-journey.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static GFile *
new_file (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "rh", "protected.json", NULL);

  return g_file_new_for_path (path);
}

/* Where the state of the test before is, there is none. */
static RhGuard *
new_guard (void)
{
  g_autoptr (GFile) file = new_file ();

  return rh_guard_new (file);
}

static void
write_state (const char *text)
{
  g_autoptr (GFile) file = new_file ();
  g_autofree char *folder = g_path_get_dirname (g_file_peek_path (file));

  g_mkdir_with_parents (folder, 0700);
  g_assert_true (g_file_set_contents (g_file_peek_path (file), text, -1, NULL));
}

static gboolean
is_protected (const char *id, const char *name)
{
  g_autoptr (RhGuard) guard = new_guard ();
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);

  return rh_guard_is_protected (guard, id, environment);
}

static void
set_protected (const char *id, const char *name, gboolean protect)
{
  g_autoptr (RhGuard) guard = new_guard ();
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_guard_set_protected (guard, id, environment, protect, &error));
  g_assert_no_error (error);
}

static void
test_names (void)
{
  static const char *const live[] = { "Production", "production", "PROD", "Live", " live " };
  static const char *const others[]
      = { "Staging", "Practice", "Preproduction", "Production 2", "" };

  for (guint i = 0; i < G_N_ELEMENTS (live); i++)
    g_assert_true (is_protected ("id", live[i]));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (is_protected ("id", others[i]));
}

/* What the user decided, in either direction, is there after a restart; per collection and name. */
static void
test_kept (void)
{
  g_autoptr (GFile) file = new_file ();
  GStatBuf info;

  set_protected ("one", "Production", FALSE);
  set_protected ("one", "Staging", TRUE);
  g_assert_cmpint (g_stat (g_file_peek_path (file), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  g_assert_false (is_protected ("one", "Production"));
  g_assert_true (is_protected ("one", "Staging"));
  g_assert_true (is_protected ("two", "Production"));
  g_assert_false (is_protected ("two", "Staging"));
}

/* The file of a collection: begins to protect, and can take nothing away. */
static void
test_marked_by_file (void)
{
  g_autoptr (RhGuard) guard = new_guard ();
  g_autoptr (RhEnvironment) customer = rh_environment_new ("Customer");

  g_assert_false (rh_guard_is_protected (guard, "id", customer));
  g_object_set (customer, "protected", TRUE, NULL);
  g_assert_true (rh_guard_is_protected (guard, "id", customer));
  g_assert_true (rh_guard_must_ask (guard, "id", customer, "POST", rh_clock_get_system ()));

  g_object_set (customer, "protected", FALSE, NULL);
  g_assert_true (rh_guard_is_protected (guard, "id", customer));
  g_assert_true (is_protected ("id", "Customer")); /* in another process, too */

  /* the user ends it, and it stays ended while the file says the same */
  g_object_set (customer, "protected", TRUE, NULL);
  g_assert_true (rh_guard_set_protected (guard, "id", customer, FALSE, NULL));
  g_assert_false (rh_guard_is_protected (guard, "id", customer));

  /* but a file that begins anew to protect it is heard */
  g_object_set (customer, "protected", FALSE, NULL);
  g_assert_false (rh_guard_is_protected (guard, "id", customer));
  g_object_set (customer, "protected", TRUE, NULL);
  g_assert_true (rh_guard_is_protected (guard, "id", customer));
}

static void
test_changed (void)
{
  g_autoptr (RhGuard) guard = new_guard ();
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");
  guint changes = 0;

  g_signal_connect_swapped (guard, "changed", G_CALLBACK (g_atomic_int_inc), &changes);
  rh_guard_is_protected (guard, "id", staging);
  g_assert_cmpuint (changes, ==, 0);
  rh_guard_set_protected (guard, "id", staging, TRUE, NULL);
  g_assert_cmpuint (changes, ==, 1);
  rh_guard_set_protected (guard, "id", staging, TRUE, NULL);
  g_assert_cmpuint (changes, ==, 1);
}

/* One that cannot be read, or is newer than this program, protects everything and stays. */
static void
test_broken (void)
{
  static const char *const texts[] = {
    "not json",
    "{\"version\":1,\"environments\":[]}",
    "{\"version\":1,\"environments\":{\"id/Staging\":{\"protected\":\"no\"}}}",
    "{\"version\":2,\"environments\":{\"id/Staging\":{\"protected\":false}}}",
  };
  g_autoptr (GFile) file = new_file ();

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RhGuard) guard = new_guard ();
      g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      write_state (texts[i]);
      g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*");
      g_assert_true (rh_guard_is_protected (guard, "id", staging));
      g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*");
      g_assert_false (rh_guard_set_protected (guard, "id", staging, FALSE, &error));
      g_assert_nonnull (error);
      g_test_assert_expected_messages ();
      g_assert_true (rh_guard_is_protected (guard, "id", staging));
      g_file_get_contents (g_file_peek_path (file), &after, NULL, NULL);
      g_assert_cmpstr (after, ==, texts[i]);
    }
}

static void
test_methods (void)
{
  static const char *const safe[] = { "GET", "HEAD", "OPTIONS", "TRACE" };
  static const char *const others[] = { "POST", "PUT", "PATCH", "DELETE", "PURGE", "get", "QUERY" };
  g_autoptr (RhGuard) guard = new_guard ();
  g_autoptr (RhEnvironment) live = rh_environment_new ("Live");
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");

  for (guint i = 0; i < G_N_ELEMENTS (safe); i++)
    g_assert_false (rh_guard_must_ask (guard, "id", live, safe[i], rh_clock_get_system ()));
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_assert_true (rh_guard_must_ask (guard, "id", live, others[i], rh_clock_get_system ()));
      g_assert_false (rh_guard_must_ask (guard, "id", staging, others[i], rh_clock_get_system ()));
    }
}

/* By the clock that goes on in suspend, for this environment of this collection, in this process.
 */
static void
test_ten_minutes (void)
{
  g_autoptr (RhGuard) guard = new_guard ();
  g_autoptr (RhGuard) other = new_guard ();
  g_autoptr (RhEnvironment) live = rh_environment_new ("Live");
  g_autoptr (RhEnvironment) prod = rh_environment_new ("Prod");
  RhFakeClock clock;

  rh_fake_clock_init (&clock);
  rh_guard_allow_for (guard, "id", live, RH_GUARD_PEACE, &clock.clock);
  g_assert_false (rh_guard_must_ask (guard, "id", live, "POST", &clock.clock));
  g_assert_true (rh_guard_must_ask (guard, "id", prod, "POST", &clock.clock));
  g_assert_true (rh_guard_must_ask (guard, "di", live, "POST", &clock.clock));
  g_assert_true (rh_guard_must_ask (other, "id", live, "POST", &clock.clock));

  clock.real += 3600 * (gint64) G_USEC_PER_SEC; /* a clock that somebody set */
  g_assert_false (rh_guard_must_ask (guard, "id", live, "POST", &clock.clock));
  clock.boot += (10 * 60 - 1) * (gint64) G_USEC_PER_SEC;
  g_assert_false (rh_guard_must_ask (guard, "id", live, "POST", &clock.clock));
  clock.boot += G_USEC_PER_SEC;
  g_assert_true (rh_guard_must_ask (guard, "id", live, "POST", &clock.clock));

  rh_guard_allow_for (guard, "id", live, RH_GUARD_PEACE, &clock.clock);
  rh_guard_set_protected (guard, "id", live, TRUE, NULL);
  g_assert_true (rh_guard_must_ask (guard, "id", live, "POST", &clock.clock));
}

/* Whoever else protects it meanwhile is heard before the next request. */
static void
test_two_processes (void)
{
  g_autoptr (RhGuard) guard = new_guard ();
  g_autoptr (RhEnvironment) staging = rh_environment_new ("Staging");

  g_assert_false (rh_guard_must_ask (guard, "id", staging, "POST", rh_clock_get_system ()));
  set_protected ("id", "Staging", TRUE);
  set_protected ("id", "Other", TRUE);
  g_assert_true (rh_guard_must_ask (guard, "id", staging, "POST", rh_clock_get_system ()));
  g_assert_true (rh_guard_set_protected (guard, "id", staging, FALSE, NULL));
  g_assert_true (is_protected ("id", "Other"));
}

/* The sender */

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
set_up (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (GError) error = NULL;

  rh_journey_start (journey, NULL);
  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (request_cb), fixture);
  rh_guard_set_protected (rh_workspace_get_guard (journey->workspace),
                          rh_collection_get_id (journey->starter), journey->environment, TRUE,
                          &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_journey_stop (&fixture->journey);
}

static RhSender *
run (Fixture *fixture,
     RhRequestItem *item,
     const RhGuardQuestion *yes,
     gboolean all,
     GError **error)
{
  RhJourney *journey = &fixture->journey;
  RhSender *sender = rh_sender_new (journey->workspace, journey->connection, item);
  g_autoptr (GAsyncResult) result = NULL;

  rh_sender_set_confirmed (sender, yes);
  rh_sender_set_unguarded (sender, all);
  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_sender_run_finish (sender, result, error);
  return sender;
}

static RhSender *
assert_asks (Fixture *fixture, RhRequestItem *item, const RhGuardQuestion *yes)
{
  guint before = fixture->n_requests;
  g_autoptr (GError) error = NULL;
  RhSender *sender = run (fixture, item, yes, FALSE, &error);

  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_PROTECTED);
  g_assert_null (rh_sender_get_exchange (sender));
  g_assert_cmpuint (fixture->n_requests, ==, before);
  return sender;
}

static void
assert_sends (Fixture *fixture, RhRequestItem *item, const RhGuardQuestion *yes, gboolean all)
{
  guint before = fixture->n_requests;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSender) sender = run (fixture, item, yes, all, &error);

  g_assert_no_error (error);
  g_assert_null (rh_sender_get_guard_question (sender));
  g_assert_cmpuint (fixture->n_requests, >, before);
}

/* Not a byte, and not even a refresh of a token that has ended. */
static void
test_asks_first (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Create Vendor");
  g_autofree char *host = g_strdup (
      strstr (rh_practice_server_get_base_url (fixture->journey.practice.server), "://") + 3);
  g_autoptr (RhSender) asked = NULL;
  const RhGuardQuestion *question;

  rh_journey_advance (&fixture->journey, 24 * 3600);
  asked = assert_asks (fixture, item, NULL);
  question = rh_sender_get_guard_question (asked);
  g_assert_cmpstr (question->environment, ==, "Practice");
  g_assert_cmpstr (question->method, ==, "POST");
  g_assert_cmpstr (question->path, ==, "/v1/vendors");
  g_assert_cmpstr (question->host, ==, host);

  assert_sends (fixture, rh_journey_find (&fixture->journey, "Search Employees"), NULL, FALSE);
}

/* A yes is for one request, as it was asked about. */
static void
test_confirmed_once (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = rh_journey_find (&fixture->journey, "Create Vendor");
  g_autoptr (RhSender) asked = assert_asks (fixture, item, NULL);
  const RhGuardQuestion *yes = rh_sender_get_guard_question (asked);
  g_autoptr (RhSender) changed = NULL;
  g_autoptr (RhSender) again = NULL;

  assert_sends (fixture, item, yes, FALSE);
  again = assert_asks (fixture, item, NULL);
  g_object_set (item, "method", "DELETE", NULL);
  changed = assert_asks (fixture, item, yes);
  g_assert_cmpstr (rh_sender_get_guard_question (changed)->method, ==, "DELETE");
}

static void
test_peace (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  RhRequestItem *item = rh_journey_find (journey, "Create Vendor");
  g_autoptr (RhSender) asked = NULL;

  rh_guard_allow_for (rh_workspace_get_guard (journey->workspace),
                      rh_collection_get_id (journey->starter), journey->environment, RH_GUARD_PEACE,
                      &journey->clock.clock);
  assert_sends (fixture, item, NULL, FALSE);
  rh_journey_advance (journey, RH_GUARD_PEACE);
  asked = assert_asks (fixture, item, NULL);
}

/* rehearse --yes-production */
static void
test_unguarded (Fixture *fixture, gconstpointer data)
{
  assert_sends (fixture, rh_journey_find (&fixture->journey, "Create Vendor"), NULL, TRUE);
}

static RhHistoryBodyState
kept_body (Fixture *fixture)
{
  RhJourney *journey = &fixture->journey;
  RhHistory *history = rh_workspace_get_history (journey->workspace, journey->starter);
  g_autoptr (RhHistoryEntry) entry = NULL;
  g_autoptr (RhHistoryContent) content = NULL;
  g_autoptr (GError) error = NULL;

  rh_test_drain ();
  rh_history_flush (history);
  entry = g_list_model_get_item (G_LIST_MODEL (history), 0);
  g_assert_nonnull (entry);
  content = rh_history_load (history, entry, &error);
  g_assert_no_error (error);
  return content->sent_body.state;
}

/* What the user protected keeps no bodies, whatever its name. */
static void
test_history (Fixture *fixture, gconstpointer data)
{
  static const RhHistoryLimits limits = { TRUE, 10, 10, 1 << 20 };
  RhJourney *journey = &fixture->journey;
  RhRequestItem *item = rh_journey_find (journey, "Create Vendor");

  rh_workspace_set_history_limits (journey->workspace, &limits);
  assert_sends (fixture, item, NULL, TRUE);
  g_assert_cmpint (kept_body (fixture), ==, RH_HISTORY_BODY_PROTECTED);

  rh_guard_set_protected (rh_workspace_get_guard (journey->workspace),
                          rh_collection_get_id (journey->starter), journey->environment, FALSE,
                          NULL);
  rh_journey_advance (journey, 1);
  assert_sends (fixture, item, NULL, FALSE);
  g_assert_cmpint (kept_body (fixture), ==, RH_HISTORY_BODY_KEPT);
}

/* The query and what is secret in the path are not shown. */
static void
test_question_masks (Fixture *fixture, gconstpointer data)
{
  const char *base = rh_practice_server_get_base_url (fixture->journey.practice.server);
  g_autofree char *url = g_strconcat (base, "?key=confidential#/x", NULL);
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "POST", url);
  g_autoptr (RhSender) asked = assert_asks (fixture, item, NULL);

  g_assert_cmpstr (rh_sender_get_guard_question (asked)->path, ==, "/");
}

#define ADD(path, name) g_test_add ("/guard/" path, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/guard/4.9/names", test_names);
  g_test_add_func ("/guard/4.9/kept", test_kept);
  g_test_add_func ("/guard/4.9/a-file-sets-and-never-clears", test_marked_by_file);
  g_test_add_func ("/guard/changed", test_changed);
  g_test_add_func ("/guard/broken-state-protects", test_broken);
  g_test_add_func ("/guard/4.9/unsafe-methods", test_methods);
  g_test_add_func ("/guard/ten-minutes", test_ten_minutes);
  g_test_add_func ("/guard/two-processes", test_two_processes);
  ADD ("4.9/asks-before-a-byte", test_asks_first);
  ADD ("confirmed-once", test_confirmed_once);
  ADD ("peace", test_peace);
  ADD ("unguarded", test_unguarded);
  ADD ("4.9/history-keeps-no-bodies", test_history);
  ADD ("question-masks", test_question_masks);

  return g_test_run ();
}
