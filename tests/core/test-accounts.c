/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Accounts are never mixed: each has its token, its connections and its cookies. */
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "workspace/rh-connection-private.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

static RhAccounts *
new_accounts (void)
{
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "rh", "accounts.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  return rh_accounts_new (file);
}

static void
add (RhAccounts *accounts, const char *environment, const char *label)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *kept = rh_accounts_add (accounts, "id", environment, label, &error);

  g_assert_no_error (error);
  g_assert_nonnull (kept);
}

static void
assert_labels (RhAccounts *accounts, const char *environment, const char *expected)
{
  g_auto (GStrv) labels = rh_accounts_dup_labels (accounts, "id", environment);
  g_autofree char *joined = g_strjoinv (",", labels);

  g_assert_cmpstr (joined, ==, expected);
}

static void
assert_chosen (RhAccounts *accounts, const char *expected)
{
  g_autofree char *chosen = rh_accounts_dup_chosen (accounts, "id", "Staging");

  g_assert_cmpstr (chosen, ==, expected);
}

static void
test_kept (void)
{
  g_autoptr (RhAccounts) accounts = new_accounts ();
  g_autoptr (RhAccounts) again = new_accounts ();
  g_autofree char *path = g_build_filename (g_get_user_state_dir (), "rh", "accounts.json", NULL);
  GStatBuf info;

  assert_labels (accounts, "Staging", "");
  assert_chosen (accounts, "");
  add (accounts, "Staging", "  Ünïque & Co ");
  add (accounts, "Staging", "Beta");
  add (accounts, "Production", "Beta");
  g_assert_true (rh_accounts_choose (accounts, "id", "Staging", "Beta", NULL));
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  assert_labels (again, "Staging", "Ünïque & Co,Beta");
  assert_labels (again, "Production", "Beta");
  assert_labels (again, "Practice", "");
  assert_chosen (again, "Beta");
  g_assert_true (rh_accounts_has (again, "id", "Staging", "Beta"));
  g_assert_true (rh_accounts_has (again, "id", "Staging", ""));
  g_assert_false (rh_accounts_has (again, "other", "Staging", "Beta"));
}

static void
test_removed (void)
{
  g_autoptr (RhAccounts) accounts = new_accounts ();
  g_autoptr (GError) error = NULL;

  add (accounts, "Staging", "Beta");
  rh_accounts_choose (accounts, "id", "Staging", "Beta", NULL);
  g_assert_true (rh_accounts_remove (accounts, "id", "Staging", "Beta", NULL));
  assert_labels (accounts, "Staging", "");
  assert_chosen (accounts, "");
  g_assert_true (rh_accounts_remove (accounts, "id", "Staging", "Beta", NULL));
  g_assert_false (rh_accounts_choose (accounts, "id", "Staging", "Beta", &error));
  g_assert_error (error, RH_ACCOUNTS_ERROR, RH_ACCOUNTS_ERROR_INVALID);
}

static void
test_labels (void)
{
  g_autoptr (RhAccounts) accounts = new_accounts ();
  g_autofree char *long_label = g_strnfill (RH_ACCOUNT_MAX_LENGTH + 1, 'a');
  const char *const invalid[] = { "", "  ", "a\nb", "a\x1b[0m", "\xff", long_label };
  g_autoptr (GError) exists = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (invalid); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_accounts_add (accounts, "id", "Staging", invalid[i], &error));
      g_assert_error (error, RH_ACCOUNTS_ERROR, RH_ACCOUNTS_ERROR_INVALID);
    }

  add (accounts, "Staging", "Beta");
  g_assert_null (rh_accounts_add (accounts, "id", "Staging", "Beta ", &exists));
  g_assert_error (exists, RH_ACCOUNTS_ERROR, RH_ACCOUNTS_ERROR_EXISTS);
}

/* The app and rehearse at the same time. */
static void
test_two_processes (void)
{
  g_autoptr (RhAccounts) one = new_accounts ();
  g_autoptr (RhAccounts) other = new_accounts ();

  assert_labels (one, "Staging", "");
  add (other, "Staging", "A");
  add (one, "Staging", "B");
  assert_labels (one, "Staging", "A,B");
}

static void
test_broken (void)
{
  static const char *const texts[]
      = { "[", "{\"environments\":{\"id/Staging\":{\"labels\":1}}}", "{\"version\":9}" };
  g_autofree char *folder = g_build_filename (g_get_user_state_dir (), "rh", NULL);
  g_autofree char *path = g_build_filename (folder, "accounts.json", NULL);

  g_mkdir_with_parents (folder, 0700);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RhAccounts) accounts = new_accounts ();
      g_autoptr (GError) error = NULL;
      g_autofree char *after = NULL;

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*");
      assert_labels (accounts, "Staging", "");
      g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*");
      g_assert_null (rh_accounts_add (accounts, "id", "Staging", "Beta", &error));
      g_assert_nonnull (error);
      g_file_get_contents (path, &after, NULL, NULL);
      g_assert_cmpstr (after, ==, texts[i]);
      assert_labels (accounts, "Staging", "");
      g_test_assert_expected_messages ();
    }
}

/* Connections */

static void
set_up (RhJourney *journey, gconstpointer data)
{
  rh_journey_start (journey, NULL);
}

static void
tear_down (RhJourney *journey, gconstpointer data)
{
  rh_journey_stop (journey);
}

static RhConnection *
connection_of (RhJourney *journey, const char *account)
{
  return rh_workspace_get_connection_as (journey->workspace, journey->starter, journey->environment,
                                         account);
}

static void
sign_in_as (RhJourney *journey, RhConnection *connection)
{
  RhConnection *kept = g_steal_pointer (&journey->connection);
  g_autoptr (GError) error = NULL;

  journey->connection = connection;
  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  journey->connection = kept;
}

static void
test_one_each (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhConnection) one = connection_of (journey, "Beta");
  g_autoptr (RhConnection) again = connection_of (journey, "Beta");
  g_autoptr (RhConnection) plain = connection_of (journey, "");
  g_autoptr (GPtrArray) all = NULL;

  g_assert_true (one == again);
  g_assert_true (plain == journey->connection);
  g_assert_true (one != plain);
  g_assert_cmpstr (rh_connection_get_label (one), ==, "Beta");
  g_assert_cmpstr (rh_connection_get_label (plain), ==, "");
  all = rh_workspace_list_connections (journey->workspace);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_true (rh_workspace_get_api_transport (journey->workspace, journey->starter,
                                                 journey->environment, "")
                 != rh_workspace_get_api_transport (journey->workspace, journey->starter,
                                                    journey->environment, "Beta"));
}

/* No environment's name can spell another's account. */
static void
test_keys_do_not_meet (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhEnvironment) a = rh_environment_new ("A");
  g_autoptr (RhEnvironment) a_b = rh_environment_new ("A/B");
  g_autoptr (RhConnection) one = NULL;
  g_autoptr (RhConnection) other = NULL;

  rh_collection_add_environment (journey->starter, a);
  rh_collection_add_environment (journey->starter, a_b);
  one = rh_workspace_get_connection_as (journey->workspace, journey->starter, a, "B/C");
  other = rh_workspace_get_connection_as (journey->workspace, journey->starter, a_b, "C");
  g_assert_true (one != other);
}

static char *
sent_authorization (RhJourney *journey, RhConnection *connection)
{
  g_autoptr (RhSender) sender
      = rh_sender_new (journey->workspace, connection, rh_journey_find (journey, "Who Am I"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  RhHop *hop;

  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_sender_run_finish (sender, result, &error);
  g_assert_no_error (error);
  hop = rh_exchange_get_last_hop (rh_sender_get_exchange (sender));
  g_assert_cmpuint (rh_hop_get_status (hop), ==, 200);
  return g_strdup (rh_headers_get (rh_hop_get_sent_headers (hop), "Authorization"));
}

/* 3.1: two accounts, two slots, two tokens; a sign-out of one leaves the other. */
static void
test_never_mixed (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhConnection) beta = connection_of (journey, "Beta");
  g_autofree char *of_default = NULL;
  g_autofree char *of_beta = NULL;
  g_autofree char *later = NULL;

  sign_in_as (journey, journey->connection);
  g_assert_cmpint (rh_connection_get_state (beta), ==, RH_CONNECTION_NOT_CONNECTED);
  sign_in_as (journey, beta);
  g_assert_cmpstr (rh_connection_get_slot (beta), !=, rh_connection_get_slot (journey->connection));

  of_default = sent_authorization (journey, journey->connection);
  of_beta = sent_authorization (journey, beta);
  g_assert_cmpstr (of_default, !=, of_beta);

  g_assert_true (rh_journey_sign_out (journey, NULL));
  g_assert_cmpint (rh_connection_get_state (beta), ==, RH_CONNECTION_CONNECTED);
  later = sent_authorization (journey, beta);
  g_assert_cmpstr (later, ==, of_beta);
}

/* Not connected as Beta: the request ends there, and takes nobody else's token. */
static void
test_no_loan (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhConnection) beta = connection_of (journey, "Beta");
  g_autoptr (RhSender) sender
      = rh_sender_new (journey->workspace, beta, rh_journey_find (journey, "Who Am I"));
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  sign_in_as (journey, journey->connection);
  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_false (rh_sender_run_finish (sender, result, &error));
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_CONNECTED);
  g_assert_null (rh_sender_get_exchange (sender));
}

#define ADD(path, name) g_test_add ("/accounts/" path, RhJourney, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/accounts/kept", test_kept);
  g_test_add_func ("/accounts/removed", test_removed);
  g_test_add_func ("/accounts/labels", test_labels);
  g_test_add_func ("/accounts/two-processes", test_two_processes);
  g_test_add_func ("/accounts/broken-state-stays", test_broken);
  ADD ("one-connection-each", test_one_each);
  ADD ("keys-do-not-meet", test_keys_do_not_meet);
  ADD ("3.1/never-mixed", test_never_mixed);
  ADD ("3.1/no-token-is-lent", test_no_loan);

  return g_test_run ();
}
