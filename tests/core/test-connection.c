/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a connection shows, what it writes, what it pins, and what it keeps in the keyring. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "text/rh-url.h"
#include "workspace/rh-connection-private.h"
#include "workspace/rh-variable-snapshot.h"
#include "workspace/rh-who-am-i.h"

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

static void
assert_setting (RhConnection *connection, const char *field, const char *expected)
{
  g_autofree char *value = rh_connection_dup_setting (connection, field);

  g_assert_cmpstr (value, ==, expected);
}

static RhConnection *
get_staging (RhJourney *journey)
{
  return rh_workspace_get_connection (journey->workspace, journey->starter,
                                      rh_collection_get_environment (journey->starter, "Staging"));
}

static char *
read_secret (RhConnection *connection)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (RhSecret) secret = NULL;
  g_autoptr (GError) error = NULL;

  rh_connection_get_client_secret_async (connection, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  secret = rh_connection_get_client_secret_finish (connection, done, &error);
  g_assert_no_error (error);
  return secret == NULL ? NULL : g_strdup (rh_secret_peek (secret, NULL));
}

static void
write_secret (RhConnection *connection, const char *text)
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

/* peers.md 2.1, 2.26: one connection for one environment, and only that. */
static void
test_one_for_each_environment (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhConnection) same
      = rh_workspace_get_connection (journey->workspace, journey->starter, journey->environment);
  g_autoptr (RhConnection) staging = get_staging (journey);
  g_autoptr (GError) error = NULL;

  g_assert_true (same == journey->connection);
  g_assert_true (staging != journey->connection);
  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpint (rh_connection_get_state (same), ==, RH_CONNECTION_CONNECTED);
  g_assert_cmpint (rh_connection_get_state (staging), ==, RH_CONNECTION_NOT_SET_UP);
}

/* design.md 7: into the variable of this environment; the block keeps its references. */
static void
test_set_setting (RhJourney *journey, gconstpointer data)
{
  RhOAuthBlock *block = rh_collection_get_oauth (journey->starter);
  g_autoptr (RhConnection) staging = get_staging (journey);

  rh_connection_set_setting (staging, RH_OAUTH_CLIENT_ID, "my-client");
  assert_setting (staging, RH_OAUTH_CLIENT_ID, "my-client");
  assert_setting (journey->connection, RH_OAUTH_CLIENT_ID, RH_PRACTICE_CLIENT_ID);
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_CLIENT_ID), ==, "{{client_id}}");
  g_assert_cmpint (rh_connection_get_state (staging), ==, RH_CONNECTION_NOT_CONNECTED);

  rh_connection_set_setting (staging, "api", "https://api.example");
  assert_setting (staging, "api", "https://api.example");

  /* two variables: neither is replaced */
  rh_oauth_block_set (block, RH_OAUTH_TOKEN_URL, "{{auth}}/{{path}}");
  rh_connection_set_setting (staging, RH_OAUTH_TOKEN_URL, "https://x.example/token");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_TOKEN_URL), ==, "{{auth}}/{{path}}");
  assert_setting (staging, RH_OAUTH_TOKEN_URL, "");

  /* plain text is replaced, an empty field becomes a variable */
  rh_oauth_block_set (block, RH_OAUTH_TOKEN_URL, "https://old.example/token");
  rh_connection_set_setting (staging, RH_OAUTH_TOKEN_URL, "https://new.example/token");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_TOKEN_URL), ==, "https://new.example/token");
  rh_oauth_block_set (block, RH_OAUTH_AUDIENCE, "");
  rh_connection_set_setting (staging, RH_OAUTH_AUDIENCE, "aud");
  g_assert_cmpstr (rh_oauth_block_get (block, RH_OAUTH_AUDIENCE), ==, "{{audience}}");
  assert_setting (journey->connection, RH_OAUTH_AUDIENCE, "");
  assert_setting (staging, RH_OAUTH_AUDIENCE, "aud");
}

static void
test_settings_hide_secrets (RhJourney *journey, gconstpointer data)
{
  RhOAuthBlock *block = rh_collection_get_oauth (journey->starter);

  write_secret (journey->connection, "hunter2 hunter2");
  assert_setting (journey->connection, "client_secret", "");
  rh_connection_set_setting (journey->connection, "client_secret", "in clear");
  g_assert_cmpstr (rh_oauth_block_get (block, "client_secret"), ==, "{{client_secret}}");
  rh_oauth_block_set (block, RH_OAUTH_AUDIENCE, "{{client_secret}}");
  rh_connection_set_setting (journey->connection, RH_OAUTH_AUDIENCE, "in clear");
  g_assert_cmpstr (
      rh_variable_get_value (rh_environment_lookup (journey->environment, "client_secret")), ==,
      "");
}

static void
test_apply_service (RhJourney *journey, gconstpointer data)
{
  RhConnection *connection = journey->connection;

  /* a client ID of the user's own stays, the service's goes */
  rh_connection_apply_service (connection, "pleo");
  assert_setting (connection, RH_OAUTH_TOKEN_URL, "https://auth.staging.pleo.io/oauth/token");
  assert_setting (connection, RH_OAUTH_REVOCATION_URL, "");
  assert_setting (connection, RH_OAUTH_ISSUER, "");
  assert_setting (connection, RH_OAUTH_CLIENT_ID, "");
  assert_setting (connection, RH_OAUTH_REDIRECT_URI, "http://localhost:8437/pleo-staging");
  assert_setting (connection, "api", "https://external.staging.pleo.io");
  g_assert_cmpstr (rh_environment_get_service (journey->environment), ==, "pleo");

  rh_connection_set_setting (connection, RH_OAUTH_CLIENT_ID, "mine");
  rh_connection_apply_service (connection, "other");
  assert_setting (connection, RH_OAUTH_CLIENT_ID, "mine");
  assert_setting (connection, RH_OAUTH_TOKEN_URL, "https://auth.staging.pleo.io/oauth/token");
  rh_connection_apply_service (connection, "practice");
  assert_setting (connection, RH_OAUTH_CLIENT_ID, "mine");
  assert_setting (connection, RH_OAUTH_TOKEN_URL, "http://localhost:8436/oauth/token");
}

/* In the keyring, by token URL and client ID; 4.2: another address finds none. */
static void
test_client_secret (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhConnection) staging = get_staging (journey);
  g_autofree char *none = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *elsewhere = NULL;
  g_autofree char *back = NULL;
  g_autofree char *removed = NULL;
  g_autofree char *slot = NULL;

  rh_connection_set_setting (staging, RH_OAUTH_CLIENT_ID, "mine");
  none = read_secret (staging);
  g_assert_null (none);
  write_secret (staging, "s p/ä:%+");
  kept = read_secret (staging);
  g_assert_cmpstr (kept, ==, "s p/ä:%+");
  slot = rh_client_secret_slot_of (journey->starter,
                                   rh_collection_get_environment (journey->starter, "Staging"));
  rh_keyring_assert_has (journey->keyring, RH_KEYRING_KIND_CLIENT_SECRET, slot, "s p/ä:%+");

  rh_connection_set_setting (staging, RH_OAUTH_TOKEN_URL, "https://evil.example/token");
  elsewhere = read_secret (staging);
  g_assert_null (elsewhere);
  rh_connection_set_setting (staging, RH_OAUTH_TOKEN_URL,
                             "https://auth.staging.pleo.io/oauth/token");
  back = read_secret (staging);
  g_assert_cmpstr (back, ==, "s p/ä:%+");
  write_secret (staging, NULL);
  removed = read_secret (staging);
  g_assert_null (removed);
}

/* Practice's is printed in the documentation: known without typing, never kept. */
static void
test_public_client_secret (RhJourney *journey, gconstpointer data)
{
  g_autofree char *given = read_secret (journey->connection);
  g_autofree char *slot = rh_client_secret_slot_of (journey->starter, journey->environment);
  g_autoptr (RhSecret) kept = NULL;

  g_assert_cmpstr (given, ==, RH_PRACTICE_CLIENT_SECRET);
  write_secret (journey->connection, RH_PRACTICE_CLIENT_SECRET);
  kept = rh_keyring_lookup_now (journey->keyring, RH_KEYRING_KIND_CLIENT_SECRET, slot, NULL);
  g_assert_null (kept);
}

/* 4.2: a sign-in pins the endpoints' origins for the client secret, the API's for the token. */
static void
test_pins (RhJourney *journey, gconstpointer data)
{
  const char *base = rh_practice_server_get_base_url (journey->practice.server);
  RhBindings *bindings = rh_workspace_get_bindings (journey->workspace);
  g_autofree char *slot = rh_client_secret_slot_of (journey->starter, journey->environment);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) origins = NULL;

  g_assert_false (rh_bindings_has_any (bindings, slot));
  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  origins = rh_bindings_dup_origins (bindings, slot);
  g_assert_cmpuint (g_strv_length (origins), ==, 1);
  g_assert_cmpstr (origins[0], ==, base);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

/* 4.2: an endpoint that came after the sign-in gets neither token nor client secret. */
static void
test_new_revocation_endpoint (RhJourney *journey, gconstpointer data)
{
  g_autofree char *evil
      = g_strdup_printf ("http://127.0.0.1:%u/oauth/revoke", journey->practice.port);
  g_autoptr (GError) error = NULL;
  g_autofree char *report = NULL;
  guint n_requests = 0;

  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (count_cb),
                            &n_requests);
  rh_environment_set (journey->environment, "revocation_url", evil);
  rh_journey_load (journey, &error);
  g_assert_no_error (error);
  rh_journey_sign_out (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (n_requests, ==, 0);
  g_assert_false (rh_connection_was_revoked (journey->connection));
  report = rh_flow_record_dup_report (rh_connection_get_record (journey->connection));
  g_assert_nonnull (strstr (report, "revocation_url"));
}

static void
note_state_cb (RhConnection *connection, GParamSpec *pspec, gpointer user_data)
{
  g_string_append_printf (user_data, "%d ", (int) rh_connection_get_state (connection));
}

static void
test_states (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GString) states = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  g_signal_connect (journey->connection, "notify::state", G_CALLBACK (note_state_cb), states);
  rh_connection_connect_async (journey->connection, NULL, rh_test_take_result, &result);
  g_assert_nonnull (rh_connection_get_sign_in (journey->connection)); /* at once */
  rh_test_wait (&result);
  done = result;
  g_assert_true (rh_connection_finish (journey->connection, done, NULL));
  g_assert_null (rh_connection_get_sign_in (journey->connection));
  rh_environment_set (journey->environment, "client_id", "");
  g_assert_cmpstr (states->str, ==, "2 3 0 ");
  g_assert_false (rh_journey_connect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CONFIG_MISSING);
  g_assert_cmpstr (error->message, ==, RH_OAUTH_CLIENT_ID);
}

static void
test_cancelled_sign_in (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *first = NULL;
  GAsyncResult *second = NULL;
  g_autoptr (GAsyncResult) first_done = NULL;
  g_autoptr (GAsyncResult) second_done = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) pending = NULL;

  rh_fake_browser_set_decision (journey->browser, NULL);
  rh_connection_connect_async (journey->connection, cancellable, rh_test_take_result, &first);
  rh_connection_connect_async (journey->connection, NULL, rh_test_take_result, &second);
  rh_test_wait (&second);
  second_done = second;
  g_assert_false (rh_connection_finish (journey->connection, second_done, &pending));
  g_assert_error (pending, G_IO_ERROR, G_IO_ERROR_PENDING);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_CONNECTING);

  g_cancellable_cancel (cancellable);
  rh_test_wait (&first);
  first_done = first;
  g_assert_false (rh_connection_finish (journey->connection, first_done, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rh_connection_get_state (journey->connection), ==, RH_CONNECTION_NOT_CONNECTED);
  g_assert_null (rh_connection_get_problem (journey->connection));
}

/* design.md 7: no unlock prompt before the first need. */
static void
test_keyring_is_not_touched_early (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhFakeKeyring) fake = rh_fake_keyring_new (journey->keyring);
  g_autoptr (GFile) folder = g_file_new_for_path (g_get_user_data_dir ());
  g_autoptr (GListModel) services = rh_journey_load_services ();
  g_autoptr (RhWorkspace) workspace = rh_workspace_new (
      RH_KEYRING (fake), RH_URI_OPENER (journey->browser), folder, folder, services);
  RhCollection *starter = rh_workspace_get_starter (workspace);
  g_autoptr (RhConnection) connection = rh_workspace_get_connection (
      workspace, starter, rh_collection_get_environment (starter, "Practice"));
  g_autofree char *value = rh_connection_dup_setting (connection, RH_OAUTH_TOKEN_URL);

  rh_connection_apply_service (connection, "pleo");
  rh_test_drain ();
  for (guint i = 0; i < RH_FAKE_KEYRING_N_CALLS; i++)
    g_assert_cmpuint (rh_fake_keyring_count (fake, i), ==, 0);
}

static RhToken *
parse (const char *body)
{
  g_autoptr (RhSecret) access = rh_secret_new ("access-token", -1);
  g_autoptr (RhToken) token
      = rh_token_new (access, NULL, "Bearer", NULL, -1, rh_clock_get_system ());
  g_autoptr (GBytes) bytes = g_bytes_new_static (body, strlen (body));

  return rh_who_am_i_parse (token, bytes);
}

/* 3.10 */
static void
test_subject (void)
{
  g_autoptr (RhToken) known = parse ("{\"data\":{\"subjectURN\":\"urn:pleo:company:1\"}}");
  g_autoptr (RhToken) sub = parse ("{\"sub\":\"ada\"}");
  static const char *const unknown[] = {
    "", "[]", "<html>", "{}", "{\"data\":[]}", "{\"data\":{\"subjectURN\":1}}", "{\"sub\":\"\"}",
  };

  g_assert_cmpstr (rh_token_get_subject (known), ==, "urn:pleo:company:1");
  g_assert_cmpstr (rh_token_get_subject (sub), ==, "ada");
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    {
      g_autoptr (RhToken) token = parse (unknown[i]);

      g_assert_null (rh_token_get_subject (token));
      g_assert_null (rh_token_get_account (token));
    }
}

static void
test_account_name (void)
{
  g_autoptr (RhToken) token = parse ("{\"sub\":\"urn:company:7\"}");
  g_autoptr (RhToken) anonymous = parse ("{}");
  static const char *const bodies[][2] = {
    { "{\"data\":[{\"id\":\"6\",\"name\":\"No\"},{\"id\":\"7\",\"name\":\"Acme\\u202e ApS\"}]}",
      "Acme ApS" },
    { "{\"data\":[{\"id\":\"7\"}]}", "urn:company:7" },
    { "{\"data\":[7,null,{\"id\":7,\"name\":\"No\"}]}", "urn:company:7" },
    { "{\"data\":{\"id\":\"7\",\"name\":\"No\"}}", "urn:company:7" },
    { "oops", "urn:company:7" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (GBytes) bytes = g_bytes_new_static (bodies[i][0], strlen (bodies[i][0]));
      g_autoptr (RhToken) named = rh_who_am_i_parse_names (token, bytes);
      g_autoptr (RhToken) unnamed = rh_who_am_i_parse_names (anonymous, bytes);

      g_assert_cmpstr (rh_token_get_account (named), ==, bodies[i][1]);
      g_assert_cmpstr (rh_token_get_subject (named), ==, "urn:company:7");
      g_assert_null (rh_token_get_account (unnamed));
    }
}

static void
test_account (RhJourney *journey, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_connection_get_account (journey->connection));
  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_connection_get_account (journey->connection), ==, "Acme ApS");
}

/* What the keyring has for this sign-in, changed to another person's. */
static void
make_others (RhJourney *journey)
{
  RhKeyring *keyring = rh_workspace_get_token_keyring (journey->workspace, journey->environment);
  const char *slot = rh_connection_get_slot (journey->connection);
  g_autoptr (RhSecret) blob = rh_keyring_lookup_now (keyring, RH_KEYRING_KIND_TOKEN, slot, NULL);
  g_autoptr (RhToken) token = rh_token_deserialize (blob, &journey->clock.clock, NULL);
  g_autoptr (RhToken) others = rh_token_with_subject (token, "urn:company:other", "Other");
  g_autoptr (RhSecret) changed = rh_token_serialize (others);

  g_assert_true (rh_keyring_store_now (keyring, RH_KEYRING_KIND_TOKEN, slot,
                                       rh_secret_peek (changed, NULL), NULL));
}

static void
confirm (RhJourney *journey, gboolean replace)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;
  g_autoptr (GError) error = NULL;

  rh_connection_confirm_subject_async (journey->connection, replace, NULL, rh_test_take_result,
                                       &result);
  rh_test_wait (&result);
  done = result;
  rh_connection_finish (journey->connection, done, &error);
  g_assert_no_error (error);
}

static void
assert_kept_account (RhJourney *journey, const char *account)
{
  RhKeyring *keyring = rh_workspace_get_token_keyring (journey->workspace, journey->environment);
  g_autoptr (RhSecret) blob = rh_keyring_lookup_now (
      keyring, RH_KEYRING_KIND_TOKEN, rh_connection_get_slot (journey->connection), NULL);
  g_autoptr (RhToken) token = rh_token_deserialize (blob, &journey->clock.clock, NULL);

  g_assert_cmpstr (rh_token_get_account (token), ==, account);
}

/* 3.10: somebody else signed in: ask, never overwrite. */
static void
test_other_subject (RhJourney *journey, gconstpointer data)
{
  for (guint replace = 0; replace < 2; replace++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_true (rh_journey_connect (journey, NULL));
      make_others (journey);
      g_assert_false (rh_journey_connect (journey, &error));
      g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_OTHER_SUBJECT);
      assert_kept_account (journey, "Other");
      confirm (journey, replace == 1);
      assert_kept_account (journey, replace == 1 ? "Acme ApS" : "Other");
      confirm (journey, TRUE); /* there is nothing left to decide */
      assert_kept_account (journey, replace == 1 ? "Acme ApS" : "Other");
      if (replace == 0)
        g_assert_true (rh_journey_sign_out (journey, NULL));
    }

  g_assert_cmpstr (rh_connection_get_account (journey->connection), ==, "Acme ApS");
}

static void
count_revocation_cb (guint *count, const char *line)
{
  if (strstr (line, "/oauth/revoke") != NULL && strstr (line, " 200") != NULL)
    (*count)++;
}

/* What was got for somebody else and is not taken in is revoked: when it is declined, when a new
 * sign-in begins, and when the settings become others. */
static void
test_declined_is_revoked (RhJourney *journey, gconstpointer data)
{
  guint revocations = 0;

  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (count_revocation_cb),
                            &revocations);
  g_assert_true (rh_journey_connect (journey, NULL));
  make_others (journey);

  g_assert_false (rh_journey_connect (journey, NULL));
  confirm (journey, FALSE);
  rh_test_drain ();
  while (revocations < 2)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpuint (revocations, ==, 2); /* refresh token and access token */

  g_assert_false (rh_journey_connect (journey, NULL));
  g_assert_cmpuint (revocations, ==, 2);
  g_assert_false (rh_journey_connect (journey, NULL));
  while (revocations < 4)
    g_main_context_iteration (NULL, TRUE);

  rh_connection_set_setting (journey->connection, RH_OAUTH_SCOPE, "users:read");
  while (revocations < 6)
    g_main_context_iteration (NULL, TRUE);
}

/* Taken in, it stays alive. */
static void
test_confirmed_is_not_revoked (RhJourney *journey, gconstpointer data)
{
  guint revocations = 0;
  g_autoptr (GError) error = NULL;

  g_signal_connect_swapped (journey->practice.server, "request", G_CALLBACK (count_revocation_cb),
                            &revocations);
  g_assert_true (rh_journey_connect (journey, NULL));
  make_others (journey);
  g_assert_false (rh_journey_connect (journey, NULL));
  confirm (journey, TRUE);
  g_assert_true (rh_journey_refresh (journey, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (revocations, ==, 0);
}

/* A block that names no variable for a client secret: a public client, until one is typed. */
static void
test_public_client (RhJourney *journey, gconstpointer data)
{
  RhOAuthBlock *block = rh_collection_get_oauth (journey->starter);
  g_autofree char *none = NULL;
  g_autofree char *typed = NULL;
  g_autoptr (GError) error = NULL;

  rh_environment_set_service (journey->environment, "other");
  rh_oauth_block_set (block, "client_secret", "");
  write_secret (journey->connection, NULL);
  none = read_secret (journey->connection);
  g_assert_null (none);
  g_assert_false (rh_journey_connect (journey, &error));
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_CLIENT);

  write_secret (journey->connection, RH_PRACTICE_CLIENT_SECRET);
  g_assert_cmpstr (rh_oauth_block_get (block, "client_secret"), ==, "{{client_secret}}");
  typed = read_secret (journey->connection);
  g_assert_cmpstr (typed, ==, RH_PRACTICE_CLIENT_SECRET);
  g_assert_true (rh_journey_connect (journey, NULL));
}

static void
discovered (RhJourney *journey, const char *issuer, RhMetadata **metadata, GError **error)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_connection_discover_async (journey->connection, issuer, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  *metadata = rh_connection_discover_finish (journey->connection, done, error);
}

/* F7: only reads. */
static void
test_discover (RhJourney *journey, gconstpointer data)
{
  const char *base = rh_practice_server_get_base_url (journey->practice.server);
  g_autofree char *expected = g_strconcat (base, "/oauth/token", NULL);
  g_autoptr (RhMetadata) metadata = NULL;
  g_autoptr (GError) error = NULL;

  rh_environment_set (journey->environment, "token_url", "https://typed.example/token");
  discovered (journey, base, &metadata, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (metadata->token_endpoint, ==, expected);
  assert_setting (journey->connection, RH_OAUTH_TOKEN_URL, "https://typed.example/token");
}

#define ADD(path, function) g_test_add (path, RhJourney, NULL, setup, function, teardown)

/* 3.7: while there is no network nothing is asked over and over, and as soon as there is one the
 * next request asks. */
static void
test_network_is_back (RhJourney *journey, gconstpointer data)
{
  RhPracticeServer *server = journey->practice.server;
  RhRequestItem *item = rh_journey_find (journey, "Search Employees");
  g_autoptr (RhSender) sender = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests;

  rh_journey_connect (journey, &error);
  g_assert_no_error (error);
  rh_journey_advance (journey, 3600);
  rh_practice_server_set_faults (server, RH_PRACTICE_FAULT_CUT);
  sender = rh_journey_send (journey, item, &error);
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK);
  g_clear_error (&error);
  n_requests = rh_practice_server_get_n_token_requests (server);

  rh_practice_server_set_faults (server, 0);
  g_clear_object (&sender);
  sender = rh_journey_send (journey, item, &error);
  g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK);
  g_clear_error (&error);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (server), ==, n_requests);

  g_signal_emit_by_name (g_network_monitor_get_default (), "network-changed", TRUE);
  rh_test_drain ();
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (server), ==, n_requests);
  g_clear_object (&sender);
  sender = rh_journey_send (journey, item, &error);
  /* whatever the server thinks of the one that was cut off */
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (server), ==, n_requests + 1);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/connection/one-for-each-environment", test_one_for_each_environment);
  ADD ("/connection/set-setting", test_set_setting);
  ADD ("/connection/settings-hide-secrets", test_settings_hide_secrets);
  ADD ("/connection/apply-service", test_apply_service);
  ADD ("/connection/4.2/client-secret", test_client_secret);
  ADD ("/connection/public-client-secret", test_public_client_secret);
  ADD ("/connection/4.2/pins", test_pins);
  ADD ("/connection/4.2/new-revocation-endpoint", test_new_revocation_endpoint);
  ADD ("/connection/states", test_states);
  ADD ("/connection/3.7/network-is-back", test_network_is_back);
  ADD ("/connection/cancelled-sign-in", test_cancelled_sign_in);
  ADD ("/connection/keyring-is-not-touched-early", test_keyring_is_not_touched_early);
  g_test_add_func ("/connection/3.10/subject", test_subject);
  g_test_add_func ("/connection/account-name", test_account_name);
  ADD ("/connection/account", test_account);
  ADD ("/connection/3.10/other-subject", test_other_subject);
  ADD ("/connection/G1/declined-is-revoked", test_declined_is_revoked);
  ADD ("/connection/confirmed-is-not-revoked", test_confirmed_is_not_revoked);
  ADD ("/connection/public-client", test_public_client);
  ADD ("/connection/F7/discover", test_discover);
  return g_test_run ();
}
