/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security.md 3.1: what the keyring has is found, whatever the settings say by now, and ended. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "oauth/rh-token-slot.h"
#include "workspace/rh-connection-private.h"
#include "workspace/rh-saved-sign-ins.h"

#include <string.h>

typedef struct
{
  RhJourney journey;
  RhSavedSignIns *saved;
  guint n_requests;
  guint n_revocations;
} Fixture;

static void
request_cb (Fixture *fixture, const char *line)
{
  fixture->n_requests++;
  if (strstr (line, "/oauth/revoke") != NULL && strstr (line, " 200") != NULL)
    fixture->n_revocations++;
}

/* The practice server under another name, so that its tokens are kept like anybody's. */
static void
set_up (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (GError) error = NULL;

  rh_journey_start (journey, NULL);
  rh_environment_set_service (journey->environment, "");
  g_assert_true (rh_journey_set_client_secret (journey, RH_PRACTICE_CLIENT_SECRET));
  g_assert_true (rh_journey_connect (journey, &error));
  g_assert_no_error (error);
  fixture->saved = rh_saved_sign_ins_new (journey->workspace);
  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (request_cb), fixture);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->saved);
  rh_journey_stop (&fixture->journey);
}

static void
load (Fixture *fixture, guint expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_saved_sign_ins_load_async (fixture->saved, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_saved_sign_ins_load_finish (fixture->saved, result, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->saved)), ==, expected);
}

/* Borrowed: the list keeps it. */
static RhSavedSignIn *
nth (Fixture *fixture, guint position)
{
  g_autoptr (RhSavedSignIn) sign_in
      = g_list_model_get_item (G_LIST_MODEL (fixture->saved), position);

  return sign_in;
}

static gboolean
end (Fixture *fixture, guint position, gboolean revoke, gboolean *revoked, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_saved_sign_ins_end_async (fixture->saved, nth (fixture, position), revoke, NULL,
                               rh_test_take_result, &result);
  rh_test_wait (&result);
  return rh_saved_sign_ins_end_finish (fixture->saved, result, revoked, error);
}

static void
assert_slots (Fixture *fixture, guint expected)
{
  g_autofree char *listed
      = rh_keyring_list_now (fixture->journey.keyring, RH_KEYRING_KIND_TOKEN, NULL);
  g_auto (GStrv) slots = g_strsplit (listed, ",", -1);

  g_assert_cmpuint (g_strv_length (slots), ==, expected);
}

static void
change_scope (Fixture *fixture)
{
  rh_connection_set_setting (fixture->journey.connection, RH_OAUTH_SCOPE, "users:read");
}

static void
test_facts (Fixture *fixture, gconstpointer data)
{
  const char *base = rh_practice_server_get_base_url (fixture->journey.practice.server);
  gboolean as_asked = TRUE;
  RhSavedSignIn *sign_in;

  load (fixture, 1);
  sign_in = nth (fixture, 0);
  g_assert_cmpint (rh_saved_sign_in_get_use (sign_in), ==, RH_SIGN_IN_USED);
  g_assert_null (rh_saved_sign_in_get_error (sign_in));
  g_assert_cmpstr (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_COLLECTION), ==,
                   rh_collection_get_id (fixture->journey.starter));
  g_assert_cmpstr (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_COLLECTION_NAME), ==,
                   "Starter");
  g_assert_cmpstr (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_ENVIRONMENT), ==, "Practice");
  g_assert_cmpstr (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_LABEL), ==, "");
  g_assert_cmpstr (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_CLIENT_ID), ==,
                   RH_PRACTICE_CLIENT_ID);
  g_assert_cmpstr (rh_saved_sign_in_get_fact (sign_in, RH_TOKEN_FACT_ISSUER), ==, base);
  g_assert_cmpstr (rh_saved_sign_in_get_server (sign_in), ==, strstr (base, "://") + 3);
  g_assert_cmpstr (rh_saved_sign_in_get_scope (sign_in, &as_asked), ==,
                   "users:read vendors:read vendors:write");
  g_assert_false (as_asked);
  g_assert_cmpint (rh_saved_sign_in_get_seconds_left (sign_in), ==, 3600);
  g_assert_true (rh_saved_sign_in_renews (sign_in));
  g_assert_true (rh_saved_sign_in_can_revoke (sign_in));

  /* a refresh keeps them */
  g_assert_true (rh_journey_refresh (&fixture->journey, NULL));
  load (fixture, 1);
  g_assert_cmpstr (rh_saved_sign_in_get_fact (nth (fixture, 0), RH_TOKEN_FACT_ENVIRONMENT), ==,
                   "Practice");
}

/* Other scopes, another slot: the old token is still alive, and is found and revoked with the
 * client secret that was kept for it. */
static void
test_orphan (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean revoked = FALSE;

  change_scope (fixture);
  load (fixture, 1);
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 0)), ==, RH_SIGN_IN_ORPHAN);
  g_assert_true (end (fixture, 0, TRUE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_true (revoked);
  g_assert_cmpuint (fixture->n_revocations, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->saved)), ==, 0);
  assert_slots (fixture, 0);
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean revoked = TRUE;

  change_scope (fixture);
  load (fixture, 1);
  g_assert_true (end (fixture, 0, FALSE, &revoked, &error));
  g_assert_no_error (error);
  g_assert_false (revoked);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
  assert_slots (fixture, 0);
}

/* G1: gone here, and said. */
static void
test_unconfirmed (Fixture *fixture, gconstpointer data)
{
  gboolean revoked = TRUE;

  change_scope (fixture);
  load (fixture, 1);
  rh_practice_server_stop (fixture->journey.practice.server);
  g_assert_true (end (fixture, 0, TRUE, &revoked, NULL));
  g_assert_false (revoked);
  assert_slots (fixture, 0);
}

/* The one in use: its connection knows at once. */
static void
test_in_use (Fixture *fixture, gconstpointer data)
{
  gboolean revoked = FALSE;

  load (fixture, 1);
  g_assert_true (end (fixture, 0, TRUE, &revoked, NULL));
  g_assert_true (revoked);
  g_assert_cmpint (rh_connection_get_state (fixture->journey.connection), ==,
                   RH_CONNECTION_NOT_CONNECTED);
  assert_slots (fixture, 0);
}

/* 4.2: the endpoint in the item is no excuse to send a client secret where no sign-in has gone. */
static void
test_bound (Fixture *fixture, gconstpointer data)
{
  RhBindings *bindings = rh_workspace_get_bindings (fixture->journey.workspace);
  const char *secret = rh_connection_get_secret_slot (fixture->journey.connection);
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_bindings_forget (bindings, secret, NULL));
  g_assert_true (rh_bindings_allow (bindings, secret, "https://other.example", NULL));
  change_scope (fixture);
  load (fixture, 1);
  g_assert_false (end (fixture, 0, TRUE, NULL, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_MISSING);
  g_assert_cmpuint (fixture->n_requests, ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->saved)), ==, 1);
  assert_slots (fixture, 1);
}

static void
add_account (Fixture *fixture, const char *label)
{
  RhJourney *journey = &fixture->journey;
  g_autofree char *kept = rh_accounts_add (
      rh_workspace_get_accounts (journey->workspace), rh_collection_get_id (journey->starter),
      rh_environment_get_name (journey->environment), label, NULL);
  g_autoptr (RhConnection) connection = rh_workspace_get_connection_as (
      journey->workspace, journey->starter, journey->environment, kept);
  RhConnection *plain = journey->connection;

  journey->connection = connection;
  g_assert_true (rh_journey_connect (journey, NULL));
  journey->connection = plain;
}

static void
test_accounts (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;

  add_account (fixture, "Beta");
  load (fixture, 2);
  g_assert_cmpstr (rh_saved_sign_in_get_fact (nth (fixture, 0), RH_TOKEN_FACT_LABEL), ==, "");
  g_assert_cmpstr (rh_saved_sign_in_get_fact (nth (fixture, 1), RH_TOKEN_FACT_LABEL), ==, "Beta");
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 1)), ==, RH_SIGN_IN_USED);

  rh_accounts_remove (rh_workspace_get_accounts (journey->workspace),
                      rh_collection_get_id (journey->starter), "Practice", "Beta", NULL);
  load (fixture, 2);
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 0)), ==, RH_SIGN_IN_USED);
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 1)), ==, RH_SIGN_IN_ORPHAN);
}

/* Practice's own tokens are not kept, and so not saved. */
static void
test_practice (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;

  g_assert_true (rh_journey_sign_out (journey, NULL));
  rh_environment_set_service (journey->environment, RH_SERVICE_PRACTICE);
  rh_connection_secret_changed (journey->connection, TRUE);
  g_assert_true (rh_journey_connect (journey, NULL));
  load (fixture, 0);
}

/* Of a collection that is not open here, of a version that kept no facts, and of nobody. */
static void
test_elsewhere_and_broken (Fixture *fixture, gconstpointer data)
{
  static const char *const facts[RH_TOKEN_N_FACTS] = { [RH_TOKEN_FACT_COLLECTION] = "other" };
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhSecret) access_token = rh_secret_new ("a", -1);
  g_autoptr (RhToken) bare
      = rh_token_new (access_token, NULL, "Bearer", NULL, 60, &journey->clock.clock);
  g_autoptr (RhToken) described = rh_token_with_facts (bare, facts);
  g_autoptr (RhSecret) bare_blob = rh_token_serialize (bare);
  g_autoptr (RhSecret) blob = rh_token_serialize (described);
  RhKeyring *keyring = journey->keyring;

  g_assert_true (rh_journey_sign_out (journey, NULL));
  rh_keyring_store_now (keyring, RH_KEYRING_KIND_TOKEN, "a", rh_secret_peek (blob, NULL), NULL);
  rh_keyring_store_now (keyring, RH_KEYRING_KIND_TOKEN, "b", rh_secret_peek (bare_blob, NULL),
                        NULL);
  rh_keyring_store_now (keyring, RH_KEYRING_KIND_TOKEN, "c", "no token", NULL);
  load (fixture, 3);
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 0)), ==, RH_SIGN_IN_ELSEWHERE);
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 1)), ==, RH_SIGN_IN_ELSEWHERE);
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 2)), ==, RH_SIGN_IN_UNREADABLE);
  g_assert_error (rh_saved_sign_in_get_error (nth (fixture, 2)), RH_OAUTH_ERROR,
                  RH_OAUTH_ERROR_KEYRING);
  g_assert_false (rh_saved_sign_in_can_revoke (nth (fixture, 1)));
  g_assert_true (end (fixture, 2, FALSE, NULL, NULL));
  g_assert_true (end (fixture, 1, FALSE, NULL, NULL));
  g_assert_true (end (fixture, 0, FALSE, NULL, NULL));
  assert_slots (fixture, 0);
}

/* Locked: there, with no more said than that; a list that cannot be had is an error. */
static void
test_locked (Fixture *fixture, gconstpointer data)
{
  RhJourney *journey = &fixture->journey;
  g_autoptr (RhFakeKeyring) locked = rh_fake_keyring_new (journey->keyring);
  g_autoptr (GFile) data_dir = g_file_new_for_path (g_get_user_data_dir ());
  g_autoptr (GFile) state_dir = g_file_new_for_path (g_get_user_state_dir ());
  g_autoptr (GListModel) services = rh_journey_load_services ();
  g_autoptr (RhWorkspace) workspace = rh_workspace_new (
      RH_KEYRING (locked), RH_URI_OPENER (journey->browser), data_dir, state_dir, services);
  RhSavedSignIns *kept = g_steal_pointer (&fixture->saved);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  fixture->saved = rh_saved_sign_ins_new (workspace);
  rh_fake_keyring_fail (locked, RH_FAKE_KEYRING_LOOKUP,
                        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED, ""));
  load (fixture, 1);
  g_assert_cmpint (rh_saved_sign_in_get_use (nth (fixture, 0)), ==, RH_SIGN_IN_UNREADABLE);
  g_assert_error (rh_saved_sign_in_get_error (nth (fixture, 0)), RH_KEYRING_ERROR,
                  RH_KEYRING_ERROR_LOCKED);

  rh_fake_keyring_fail (locked, RH_FAKE_KEYRING_LIST,
                        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_TIMED_OUT, ""));
  rh_saved_sign_ins_load_async (fixture->saved, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_false (rh_saved_sign_ins_load_finish (fixture->saved, result, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_TIMED_OUT);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->saved)), ==, 1);

  g_clear_object (&result);
  g_assert_finalize_object (fixture->saved);
  fixture->saved = kept;
}

#define ADD(path, name) g_test_add ("/saved-sign-ins/" path, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("4.5/facts", test_facts);
  ADD ("3.1/orphan-is-revoked", test_orphan);
  ADD ("3.11/forget-calls-nobody", test_forget);
  ADD ("G1/unconfirmed", test_unconfirmed);
  ADD ("in-use", test_in_use);
  ADD ("4.2/bound", test_bound);
  ADD ("accounts", test_accounts);
  ADD ("2/practice-is-not-saved", test_practice);
  ADD ("elsewhere-and-broken", test_elsewhere_and_broken);
  ADD ("L3/locked", test_locked);

  return g_test_run ();
}
