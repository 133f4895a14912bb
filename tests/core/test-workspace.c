/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a workspace holds and keeps: the starter collection, files, snapshots of variables, the
 * practice server on demand. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-journey.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "workspace/rh-oauth-settings.h"
#include "workspace/rh-variable-snapshot.h"

#include <glib/gstdio.h>
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

static char *
starter_path (const char *name)
{
  return g_build_filename (g_get_user_data_dir (), "rehearsal", "collections", "starter", name,
                           NULL);
}

static void
test_starter (RhJourney *journey, gconstpointer data)
{
  static const char *const names[]
      = { "Search Employees", "One Employee", "Search Vendors", "Create Vendor", "Who Am I" };
  RhRequestItem *search = rh_journey_find (journey, "Search Employees");
  g_autoptr (RhField) limit = g_list_model_get_item (rh_request_item_get_params (search), 0);
  g_autoptr (RhField) company = g_list_model_get_item (rh_request_item_get_params (search), 1);
  GListModel *environments = rh_collection_get_environments (journey->starter);
  const char *const *fields = rh_oauth_block_field_names ();

  g_assert_cmpuint (g_list_model_get_n_items (environments), ==, 3);
  g_assert_nonnull (rh_collection_get_environment (journey->starter, "Practice"));
  g_assert_nonnull (rh_collection_get_environment (journey->starter, "Staging"));
  g_assert_nonnull (rh_collection_get_environment (journey->starter, "Production"));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    rh_journey_find (journey, names[i]);

  g_assert_cmpstr (rh_request_item_get_url (search), ==, "{{api}}/v2/employees?limit=20");
  g_assert_cmpstr (rh_field_get_note (limit), !=, "");
  g_assert_false (rh_field_is_enabled (company));
  g_assert_cmpstr (rh_field_get_name (company), ==, "companyId");

  for (guint i = 0; fields[i] != NULL; i++)
    g_assert_true (rh_template_has_refs (
        rh_oauth_block_get (rh_collection_get_oauth (journey->starter), fields[i])));
  g_assert_true (rh_workspace_get_starter (journey->workspace) == journey->starter);
  g_assert_cmpuint (g_list_model_get_n_items (rh_workspace_get_collections (journey->workspace)),
                    ==, 1);
}

/* Settings are kept by themselves. */
static void
test_saved_by_itself (RhJourney *journey, gconstpointer data)
{
  g_autofree char *path = starter_path ("environments/Practice.yml");
  g_autofree char *text = NULL;

  rh_environment_set (journey->environment, "mark", "edited");
  while (g_file_get_contents (path, &text, NULL, NULL) && strstr (text, "edited") == NULL)
    {
      g_clear_pointer (&text, g_free);
      g_main_context_iteration (NULL, TRUE);
    }
  g_assert_nonnull (text);
}

static void
test_flush_and_load (RhJourney *journey, gconstpointer data)
{
  g_autofree char *path = starter_path ("environments/Practice.yml");
  g_autoptr (RhWorkspace) other = NULL;
  g_autoptr (GError) error = NULL;
  GStatBuf first;
  GStatBuf second;
  RhCollection *starter;

  rh_environment_set (journey->environment, "mark", "here");
  g_assert_true (rh_workspace_flush (journey->workspace, &error));
  g_assert_cmpint (g_stat (path, &first), ==, 0);
  g_assert_true (rh_workspace_flush (journey->workspace, &error));
  g_assert_cmpint (g_stat (path, &second), ==, 0);
  g_assert_cmpuint (first.st_ino, ==, second.st_ino);

  other = rh_journey_new_workspace (journey);
  g_assert_true (rh_collections_load (rh_workspace_get_open (other), &error));
  g_assert_no_error (error);
  /* again: what is open stays as it is */
  g_assert_true (rh_collections_load (rh_workspace_get_open (other), &error));
  starter = rh_workspace_get_starter (other);
  g_assert_cmpuint (g_list_model_get_n_items (rh_workspace_get_collections (other)), ==, 1);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (
                       rh_collection_get_environment (starter, "Practice"), "mark")),
                   ==, "here");
}

/* One that is broken does not hide the others, and is not written over. */
static void
test_load_broken (RhJourney *journey, gconstpointer data)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), "rehearsal", "collections",
                                            "broken", "opencollection.yml", NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (RhWorkspace) other = NULL;
  RhCollections *open;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_assert_true (g_file_set_contents (path, "info: [", -1, NULL));

  other = rh_journey_new_workspace (journey);
  open = rh_workspace_get_open (other);
  g_assert_true (rh_collections_load (open, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (rh_workspace_get_collections (other)), ==, 2);
  g_assert_nonnull (rh_collections_get_starter (open));
  rh_collections_flush (open, NULL);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "info: [");
}

static void
test_services (RhJourney *journey, gconstpointer data)
{
  g_assert_cmpstr (rh_service_get_name (rh_workspace_get_service (journey->workspace, "pleo")), ==,
                   "Pleo");
  g_assert_null (rh_workspace_get_service (journey->workspace, "nobody"));
}

/* security.md 4.3: OAuth's session is its own, and so is each environment's. */
static void
test_transports (RhJourney *journey, gconstpointer data)
{
  RhWorkspace *workspace = journey->workspace;
  RhEnvironment *staging = rh_collection_get_environment (journey->starter, "Staging");
  RhTransport *practice
      = rh_workspace_get_api_transport (workspace, journey->starter, journey->environment, "");

  g_assert_true (
      practice
      == rh_workspace_get_api_transport (workspace, journey->starter, journey->environment, ""));
  g_assert_true (practice
                 != rh_workspace_get_api_transport (workspace, journey->starter, staging, ""));
  g_assert_true (practice != rh_workspace_get_oauth_transport (workspace));
}

/* security.md 4.10, 3.9: a jar for each of them, and none for OAuth. */
static void
test_cookie_jars (RhJourney *journey, gconstpointer data)
{
  RhWorkspace *workspace = journey->workspace;
  RhEnvironment *staging = rh_collection_get_environment (journey->starter, "Staging");
  RhTransport *practice
      = rh_workspace_get_api_transport (workspace, journey->starter, journey->environment, "");
  RhTransport *other
      = rh_workspace_get_api_transport (workspace, journey->starter, journey->environment, "Beta");
  RhTransport *elsewhere
      = rh_workspace_get_api_transport (workspace, journey->starter, staging, "");
  RhCookieJar *jar = rh_transport_get_cookie_jar (practice);

  g_assert_nonnull (jar);
  g_assert_true (
      jar == rh_workspace_get_cookie_jar (workspace, journey->starter, journey->environment, ""));
  g_assert_true (jar != rh_transport_get_cookie_jar (other));
  g_assert_true (jar != rh_transport_get_cookie_jar (elsewhere));
  g_assert_null (rh_transport_get_cookie_jar (rh_workspace_get_oauth_transport (workspace)));
}

/* The starter's Production has Pleo's live addresses, is protected, and nothing else is; an
 * environment of another name takes the ones that are not live. */
static void
test_production (RhJourney *journey, gconstpointer data)
{
  RhGuard *guard = rh_workspace_get_guard (journey->workspace);
  GListModel *environments = rh_collection_get_environments (journey->starter);
  g_autoptr (RhEnvironment) own = rh_environment_new ("Sandbox");
  g_autoptr (RhEnvironment) live = rh_environment_new ("LIVE");
  g_autoptr (RhEnvironment) full = rh_environment_new ("Pleo Production");
  g_autoptr (RhEnvironment) before = rh_environment_new ("Pre Production");
  RhService *pleo = rh_workspace_get_service (journey->workspace, "pleo");

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      const char *name = rh_environment_get_name (environment);

      g_assert_cmpint (
          rh_guard_is_protected (guard, rh_collection_get_id (journey->starter), environment), ==,
          g_str_equal (name, "Production"));
      if (g_str_equal (name, "Production"))
        g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (environment, "api")), ==,
                         "https://external.pleo.io");
    }

  g_assert_cmpstr (rh_oauth_settings_get_service_value (own, pleo, "api"), ==,
                   "https://external.staging.pleo.io");
  g_assert_cmpstr (rh_oauth_settings_get_service_value (live, pleo, "api"), ==,
                   "https://external.pleo.io");
  g_assert_cmpstr (rh_oauth_settings_get_service_value (full, pleo, "api"), ==,
                   "https://external.pleo.io");
  g_assert_cmpstr (rh_oauth_settings_get_service_value (before, pleo, "api"), ==,
                   "https://external.staging.pleo.io");
}

static void
test_practice_on_demand (RhJourney *journey, gconstpointer data)
{
  g_autofree char *base = g_strdup (rh_practice_server_get_base_url (journey->practice.server));
  RhPracticeServer *server = journey->practice.server;

  rh_practice_server_stop (server);
  rh_workspace_prepare_origin (journey->workspace, "https://api.example/");
  rh_workspace_prepare_origin (journey->workspace, "");
  rh_workspace_prepare_origin (journey->workspace, "{{nonsense");
  g_assert_false (rh_practice_server_is_running (server));
  rh_workspace_prepare_origin (journey->workspace, base);
  g_assert_true (rh_practice_server_is_running (server));
  rh_workspace_prepare_origin (journey->workspace, base);
  g_assert_true (rh_workspace_start_practice (journey->workspace, NULL));
}

/* rehearse ends soon: it starts no server, and what it signs in to outlives it. */
static void
test_practice_elsewhere (RhJourney *journey, gconstpointer data)
{
  g_autofree char *base = g_strdup (rh_practice_server_get_base_url (journey->practice.server));

  g_assert_true (rh_workspace_get_token_keyring (journey->workspace, journey->environment)
                 != journey->keyring);
  rh_practice_server_stop (journey->practice.server);
  rh_workspace_set_practice_elsewhere (journey->workspace, TRUE);
  rh_workspace_prepare_origin (journey->workspace, base);
  g_assert_false (rh_practice_server_is_running (journey->practice.server));
  g_assert_true (rh_workspace_get_token_keyring (journey->workspace, journey->environment)
                 == journey->keyring);
}

/* Whoever goes last: the workspace lives as long as a connection does, and not longer. */
static void
test_lives_with_its_connections (RhJourney *journey, gconstpointer data)
{
  RhWorkspace *other = rh_journey_new_workspace (journey);
  RhCollection *starter = rh_workspace_get_starter (other);
  RhConnection *connection = rh_workspace_get_connection (
      other, starter, rh_collection_get_environment (starter, "Staging"));

  g_object_add_weak_pointer (G_OBJECT (other), (gpointer *) &other);
  g_object_unref (other);
  g_assert_nonnull (other);
  g_object_unref (connection);
  g_assert_null (other);
}

/* Snapshots */

static RhVariableSnapshot *
take (RhJourney *journey, RhKeyring *keyring, const char *const *templates, GError **error)
{
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_variable_snapshot_take_async (journey->starter, journey->environment, NULL, NULL, keyring,
                                   rh_workspace_get_bindings (journey->workspace), templates, NULL,
                                   rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  return rh_variable_snapshot_take_finish (done, error);
}

static void
add_secret (RhJourney *journey, const char *name, const char *value)
{
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", name);

  rh_environment_add_secret (journey->environment, name);
  if (value != NULL)
    g_assert_true (
        rh_keyring_store_now (journey->keyring, RH_KEYRING_KIND_VARIABLE, slot, value, NULL));
}

static void
test_snapshot (RhJourney *journey, gconstpointer data)
{
  g_autofree char *slot
      = rh_secret_variable_slot_new (rh_collection_get_id (journey->starter), "Practice", "key");
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  RhVariableValue value = { 0 };

  add_secret (journey, "key", "{{api}} secret");
  add_secret (journey, "missing", NULL);
  rh_environment_set (rh_collection_get_scope (journey->starter), "api", "the collection's");
  rh_environment_set (rh_collection_get_scope (journey->starter), "shared", "1");
  rh_environment_set (journey->environment, "off", "1");
  g_object_set (rh_environment_lookup (journey->environment, "off"), "enabled", FALSE, NULL);
  g_assert_true (rh_bindings_allow (rh_workspace_get_bindings (journey->workspace), slot,
                                    "https://a.example", NULL));

  snapshot = take (journey, journey->keyring, NULL, NULL);
  g_assert_true (rh_variable_snapshot_lookup ("key", &value, snapshot));
  g_assert_cmpstr (value.value, ==, "{{api}} secret");
  g_assert_true (value.secret && value.literal);
  g_assert_cmpstr (value.origins[0], ==, "https://a.example");
  g_assert_cmpstr (rh_variable_snapshot_get_slot (snapshot, "key"), ==, slot);

  /* the environment's own comes first */
  g_assert_true (rh_variable_snapshot_lookup ("api", &value, snapshot));
  g_assert_cmpstr (value.value, ==, rh_practice_server_get_base_url (journey->practice.server));
  g_assert_cmpint (value.source, ==, RH_SOURCE_ENVIRONMENT);
  g_assert_false (value.secret);
  g_assert_true (rh_variable_snapshot_lookup ("shared", &value, snapshot));
  g_assert_cmpint (value.source, ==, RH_SOURCE_COLLECTION);

  g_assert_false (rh_variable_snapshot_lookup ("missing", &value, snapshot));
  g_assert_false (rh_variable_snapshot_lookup ("off", &value, snapshot));
  g_assert_false (rh_variable_snapshot_lookup ("nobody", &value, snapshot));
}

/* Only what a template can reach, however deep, and through cycles. */
static void
test_snapshot_fetches_what_it_needs (RhJourney *journey, gconstpointer data)
{
  static const char *const plain[] = { "{{api}}/x", "{{loop}}", NULL };
  static const char *const deep[] = { "{{outer}}", "{{outer}} {{key}}", NULL };
  g_autoptr (RhFakeKeyring) fake = rh_fake_keyring_new (journey->keyring);
  g_autoptr (RhVariableSnapshot) first = NULL;
  g_autoptr (RhVariableSnapshot) second = NULL;
  RhVariableValue value = { 0 };

  add_secret (journey, "key", "k");
  add_secret (journey, "other", "o");
  rh_environment_set (journey->environment, "outer", "{{inner}}");
  rh_environment_set (journey->environment, "inner", "a{{key}}b");
  rh_environment_set (journey->environment, "loop", "{{pool}}");
  rh_environment_set (journey->environment, "pool", "{{loop}}");

  first = take (journey, RH_KEYRING (fake), plain, NULL);
  g_assert_cmpuint (rh_fake_keyring_count (fake, RH_FAKE_KEYRING_LOOKUP), ==, 0);
  second = take (journey, RH_KEYRING (fake), deep, NULL);
  g_assert_cmpuint (rh_fake_keyring_count (fake, RH_FAKE_KEYRING_LOOKUP), ==, 1);
  g_assert_true (rh_variable_snapshot_lookup ("key", &value, second));
  g_assert_false (rh_variable_snapshot_lookup ("other", &value, second));
}

/* Not "there is none": an item that cannot be read is an error. */
static void
test_snapshot_keyring_fails (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhFakeKeyring) fake = rh_fake_keyring_new (journey->keyring);
  g_autoptr (GError) error = NULL;

  add_secret (journey, "key", "k");
  rh_fake_keyring_fail_all (fake, RH_KEYRING_ERROR_LOCKED);
  g_assert_null (take (journey, RH_KEYRING (fake), NULL, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
}

static gboolean
settle (RhWorkspace *workspace, guint seconds)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_workspace_settle_async (workspace, seconds, rh_test_take_result, &result);
  rh_test_wait (&result);
  return rh_workspace_settle_finish (workspace, result);
}

/* A keyring that does not answer keeps no program from ending, and what it says later is in time
 * for nobody. */
static void
test_settling_is_bounded (RhJourney *journey, gconstpointer data)
{
  g_autoptr (RhFakeKeyring) fake = rh_fake_keyring_new (journey->keyring);
  g_autoptr (RhKeyring) real = g_steal_pointer (&journey->keyring);
  g_autoptr (RhWorkspace) workspace = NULL;
  RhCollection *starter;
  RhEnvironment *environment;

  journey->keyring = RH_KEYRING (fake);
  workspace = rh_journey_new_workspace (journey);
  journey->keyring = g_steal_pointer (&real);
  starter = rh_workspace_get_starter (workspace);
  environment = rh_collection_get_environment (starter, "Practice");
  rh_workspace_get_cookie_jar (workspace, starter, environment, "");
  rh_fake_keyring_hold (fake, TRUE);
  g_assert_true (rh_workspace_set_keeps_cookies (workspace, starter, environment, "", TRUE, NULL));

  g_test_expect_message ("rh-workspace", G_LOG_LEVEL_WARNING, "*did not answer in time*");
  g_assert_false (settle (workspace, 0));
  g_test_assert_expected_messages ();
  rh_fake_keyring_hold (fake, FALSE);
  g_assert_true (settle (workspace, RH_WORKSPACE_LAST_WAIT));
}

static void
test_slots (void)
{
  g_autofree char *a = rh_secret_variable_slot_new ("c", "e", "n");
  g_autofree char *same = rh_secret_variable_slot_new ("c", "e", "n");
  g_autofree char *other_name = rh_secret_variable_slot_new ("c", "e", "m");
  g_autofree char *other_environment = rh_secret_variable_slot_new ("c", "f", "n");
  g_autofree char *moved = rh_secret_variable_slot_new ("ce", "", "n");

  g_assert_cmpstr (a, ==, same);
  g_assert_cmpstr (a, !=, other_name);
  g_assert_cmpstr (a, !=, other_environment);
  g_assert_cmpstr (a, !=, moved);
  g_assert_cmpuint (strlen (a), ==, 64);
  g_assert_null (strstr (a, "n")); /* a hash, for attributes are kept in clear */
}

#define ADD(path, function) g_test_add (path, RhJourney, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/workspace/starter", test_starter);
  ADD ("/workspace/saved-by-itself", test_saved_by_itself);
  ADD ("/workspace/flush-and-load", test_flush_and_load);
  ADD ("/workspace/load-broken", test_load_broken);
  ADD ("/workspace/services", test_services);
  ADD ("/workspace/4.3/transports", test_transports);
  ADD ("/workspace/4.10/cookie-jars", test_cookie_jars);
  ADD ("/workspace/4.9/production", test_production);
  ADD ("/workspace/practice-on-demand", test_practice_on_demand);
  ADD ("/workspace/practice-elsewhere", test_practice_elsewhere);
  ADD ("/workspace/lives-with-its-connections", test_lives_with_its_connections);
  ADD ("/snapshot/values", test_snapshot);
  ADD ("/snapshot/fetches-what-it-needs", test_snapshot_fetches_what_it_needs);
  ADD ("/snapshot/keyring-fails", test_snapshot_keyring_fails);
  ADD ("/workspace/settling-is-bounded", test_settling_is_bounded);
  g_test_add_func ("/snapshot/slots", test_slots);
  return g_test_run ();
}
