/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of secret variables: in a file or in the keyring, never in neither, never in both after a
 * failure that was hidden. */
#include "lib/rh-fake-keyring.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-variable-secrets.h"
#include "workspace/rh-variable-snapshot.h"

typedef struct
{
  RhKeyring *inner;
  RhFakeKeyring *keyring;
  RhBindings *bindings;
  RhCollection *collection;
  RhEnvironment *environment;
  RhVariableSecrets *secrets;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_state_dir (), "bindings", NULL);

  fixture->inner = rh_memory_keyring_new ();
  fixture->keyring = rh_fake_keyring_new (fixture->inner);
  fixture->bindings = rh_bindings_new (file);
  fixture->collection = rh_collection_new ("c", "C");
  fixture->environment = rh_environment_new ("Staging");
  rh_collection_add_environment (fixture->collection, fixture->environment);
  fixture->secrets = rh_variable_secrets_new (RH_KEYRING (fixture->keyring), fixture->bindings,
                                              fixture->collection, fixture->environment, NULL);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->secrets);
  g_object_unref (fixture->environment);
  g_assert_finalize_object (fixture->collection);
  g_object_unref (fixture->bindings);
  g_assert_finalize_object (fixture->keyring);
  g_assert_finalize_object (fixture->inner);
}

static RhVariable *
add (Fixture *fixture, const char *name, const char *value)
{
  g_autoptr (RhVariable) variable
      = value != NULL ? rh_variable_new (name, value) : rh_variable_new_secret (name);

  rh_environment_append (fixture->environment, variable);
  return variable; /* the environment keeps it */
}

static char *
slot_of (const char *environment, const char *name)
{
  return rh_secret_variable_slot_new ("c", environment, name);
}

static void
assert_kept (Fixture *fixture, const char *environment, const char *name, const char *value)
{
  g_autofree char *slot = slot_of (environment, name);
  g_autoptr (RhSecret) kept = NULL;

  if (value != NULL)
    {
      rh_keyring_assert_has (fixture->inner, RH_KEYRING_KIND_VARIABLE, slot, value);
      return;
    }
  kept = rh_keyring_lookup_now (fixture->inner, RH_KEYRING_KIND_VARIABLE, slot, NULL);
  g_assert_null (kept);
}

static void
keep (Fixture *fixture, const char *environment, const char *name, const char *value)
{
  g_autofree char *slot = slot_of (environment, name);

  g_assert_true (
      rh_keyring_store_now (fixture->inner, RH_KEYRING_KIND_VARIABLE, slot, value, NULL));
}

static void
fail (Fixture *fixture, RhFakeKeyringCall call)
{
  rh_fake_keyring_fail (fixture->keyring, call,
                        g_error_new_literal (RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED, "locked"));
}

static gboolean
make_secret (Fixture *fixture, RhVariable *variable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_variable_secrets_make_secret_async (fixture->secrets, variable, NULL, rh_test_take_result,
                                         &result);
  rh_test_wait (&result);
  return rh_variable_secrets_make_secret_finish (fixture->secrets, result, error);
}

static gboolean
make_plain (Fixture *fixture, RhVariable *variable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_variable_secrets_make_plain_async (fixture->secrets, variable, NULL, rh_test_take_result,
                                        &result);
  rh_test_wait (&result);
  return rh_variable_secrets_make_plain_finish (fixture->secrets, result, error);
}

static gboolean
rename_to (Fixture *fixture, RhVariable *variable, const char *name, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (variable != NULL)
    rh_variable_secrets_rename_async (fixture->secrets, variable, name, NULL, rh_test_take_result,
                                      &result);
  else
    rh_variable_secrets_rename_holder_async (fixture->secrets, name, NULL, rh_test_take_result,
                                             &result);
  rh_test_wait (&result);
  return variable != NULL
             ? rh_variable_secrets_rename_finish (fixture->secrets, result, error)
             : rh_variable_secrets_rename_holder_finish (fixture->secrets, result, error);
}

static void
test_store (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhSecret) value = rh_secret_new ("hush", -1);
  g_autoptr (RhSecret) found = NULL;
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GAsyncResult) looked_up = NULL;
  g_autoptr (GAsyncResult) cleared = NULL;
  g_autofree char *slot = slot_of ("Staging", "key");

  g_assert_true (rh_bindings_allow (fixture->bindings, slot, "https://old.example", NULL));
  rh_variable_secrets_store_async (fixture->secrets, "key", value, NULL, rh_test_take_result,
                                   &stored);
  rh_test_wait (&stored);
  g_assert_true (rh_variable_secrets_store_finish (fixture->secrets, stored, NULL));
  assert_kept (fixture, "Staging", "key", "hush");
  /* A new value is decided anew. */
  g_assert_false (rh_bindings_has_any (fixture->bindings, slot));

  rh_variable_secrets_lookup_async (fixture->secrets, "key", NULL, rh_test_take_result, &looked_up);
  rh_test_wait (&looked_up);
  found = rh_variable_secrets_lookup_finish (fixture->secrets, looked_up, NULL);
  g_assert_true (rh_secret_equal (found, value));

  rh_variable_secrets_store_async (fixture->secrets, "key", NULL, NULL, rh_test_take_result,
                                   &cleared);
  rh_test_wait (&cleared);
  g_assert_true (rh_variable_secrets_store_finish (fixture->secrets, cleared, NULL));
  assert_kept (fixture, "Staging", "key", NULL);
}

/* What the snapshot looks for is what was stored. */
static void
test_snapshot_finds_it (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", "hush");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  RhVariableValue value = { 0 };

  g_assert_true (make_secret (fixture, variable, NULL));
  rh_variable_snapshot_take_async (fixture->collection, fixture->environment, NULL, NULL,
                                   RH_KEYRING (fixture->keyring), fixture->bindings, NULL, NULL,
                                   rh_test_take_result, &result);
  rh_test_wait (&result);
  snapshot = rh_variable_snapshot_take_finish (result, NULL);
  g_assert_true (rh_variable_snapshot_lookup ("key", &value, snapshot));
  g_assert_cmpstr (value.value, ==, "hush");
  g_assert_true (value.secret);
}

static void
note_kept_cb (RhVariable *variable, GParamSpec *pspec, Fixture *fixture)
{
  /* By the time that the value goes out of the collection it is in the keyring. */
  assert_kept (fixture, "Staging", "key", "hush");
}

static void
test_make_secret (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", "hush");

  g_signal_connect (variable, "notify::value", G_CALLBACK (note_kept_cb), fixture);
  g_assert_true (make_secret (fixture, variable, NULL));
  g_assert_true (rh_variable_is_secret (variable));
  g_assert_cmpstr (rh_variable_get_value (variable), ==, "");
  assert_kept (fixture, "Staging", "key", "hush");
}

static void
test_make_secret_fails (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", "hush");
  g_autoptr (GError) error = NULL;

  fail (fixture, RH_FAKE_KEYRING_STORE);
  g_assert_false (make_secret (fixture, variable, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_assert_false (rh_variable_is_secret (variable));
  g_assert_cmpstr (rh_variable_get_value (variable), ==, "hush");
}

/* Typed on while the keyring was asked. */
static void
test_make_secret_while_typing (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", "hush");
  g_autoptr (GAsyncResult) result = NULL;

  rh_variable_secrets_make_secret_async (fixture->secrets, variable, NULL, rh_test_take_result,
                                         &result);
  rh_variable_set_value (variable, "hush, hush");
  rh_test_wait (&result);
  g_assert_true (rh_variable_secrets_make_secret_finish (fixture->secrets, result, NULL));
  g_assert_cmpstr (rh_variable_get_value (variable), ==, "");
  assert_kept (fixture, "Staging", "key", "hush, hush");
}

/* An old value of that name is not this variable's. */
static void
test_make_empty_secret (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", "");

  keep (fixture, "Staging", "key", "left over");
  g_assert_true (make_secret (fixture, variable, NULL));
  g_assert_true (rh_variable_is_secret (variable));
  assert_kept (fixture, "Staging", "key", NULL);
}

static void
test_make_plain (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", NULL);

  keep (fixture, "Staging", "key", "hush");
  g_assert_true (make_plain (fixture, variable, NULL));
  g_assert_false (rh_variable_is_secret (variable));
  g_assert_cmpstr (rh_variable_get_value (variable), ==, "hush");
  assert_kept (fixture, "Staging", "key", NULL);
}

static void
test_make_plain_fails (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) no_text = NULL;

  keep (fixture, "Staging", "key", "hush");
  fail (fixture, RH_FAKE_KEYRING_LOOKUP);
  g_assert_false (make_plain (fixture, variable, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_assert_true (rh_variable_is_secret (variable));
  assert_kept (fixture, "Staging", "key", "hush");

  rh_fake_keyring_fail (fixture->keyring, RH_FAKE_KEYRING_LOOKUP, NULL);
  keep (fixture, "Staging", "key", "\xff\xfe");
  g_assert_false (make_plain (fixture, variable, &no_text));
  g_assert_error (no_text, RH_VARIABLE_SECRETS_ERROR, RH_VARIABLE_SECRETS_ERROR_NOT_TEXT);
  g_assert_true (rh_variable_is_secret (variable));
  assert_kept (fixture, "Staging", "key", "\xff\xfe");
}

static void
test_rename (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", NULL);
  g_autofree char *old = slot_of ("Staging", "key");
  g_autofree char *new = slot_of ("Staging", "token");

  keep (fixture, "Staging", "key", "hush");
  g_assert_true (rh_bindings_allow (fixture->bindings, old, "https://api.example", NULL));
  g_assert_true (rename_to (fixture, variable, "token", NULL));
  g_assert_cmpstr (rh_variable_get_name (variable), ==, "token");
  assert_kept (fixture, "Staging", "token", "hush");
  assert_kept (fixture, "Staging", "key", NULL);
  /* The same value, so it may go where it might go. */
  g_assert_true (rh_bindings_allows (fixture->bindings, new, "https://api.example"));
  g_assert_false (rh_bindings_has_any (fixture->bindings, old));

  /* To the name that it has: nothing is lost. */
  g_assert_true (rename_to (fixture, variable, "token", NULL));
  assert_kept (fixture, "Staging", "token", "hush");
}

static void
test_rename_fails (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", NULL);
  g_autoptr (GError) error = NULL;

  keep (fixture, "Staging", "key", "hush");
  fail (fixture, RH_FAKE_KEYRING_STORE);
  g_assert_false (rename_to (fixture, variable, "token", &error));
  g_assert_cmpstr (rh_variable_get_name (variable), ==, "key");
  assert_kept (fixture, "Staging", "key", "hush");
}

/* The client secret is kept by another rule. */
static void
test_rename_to_client_secret (Fixture *fixture, gconstpointer data)
{
  RhVariable *variable = add (fixture, "key", NULL);
  g_autofree char *slot = NULL;

  rh_oauth_block_set (rh_collection_get_oauth (fixture->collection), RH_OAUTH_BLOCK_CLIENT_SECRET,
                      "{{client_secret}}");
  slot = rh_client_secret_slot_of (fixture->collection, fixture->environment);
  keep (fixture, "Staging", "key", "hush");
  g_assert_true (rename_to (fixture, variable, "client_secret", NULL));
  rh_keyring_assert_has (fixture->inner, RH_KEYRING_KIND_CLIENT_SECRET, slot, "hush");
  assert_kept (fixture, "Staging", "key", NULL);
  assert_kept (fixture, "Staging", "client_secret", NULL);
}

static void
test_rename_environment (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhEnvironment) child = rh_environment_new ("Child");
  g_autofree char *client_secret = NULL;

  rh_collection_add_environment (fixture->collection, child);
  g_object_set (child, "extends", "Staging", NULL);
  rh_oauth_block_fill_variables (rh_collection_get_oauth (fixture->collection));
  add (fixture, "a", NULL);
  add (fixture, "b", NULL);
  add (fixture, "token_url", "https://auth.example/token");
  add (fixture, "client_id", "id");
  add (fixture, "client_secret", NULL);
  client_secret = rh_client_secret_slot_of (fixture->collection, fixture->environment);
  keep (fixture, "Staging", "a", "one");
  keep (fixture, "Staging", "b", "two");
  g_assert_true (rh_keyring_store_now (fixture->inner, RH_KEYRING_KIND_CLIENT_SECRET, client_secret,
                                       "three", NULL));

  g_assert_true (rename_to (fixture, NULL, "Sandbox", NULL));
  g_assert_cmpstr (rh_environment_get_name (fixture->environment), ==, "Sandbox");
  g_assert_cmpstr (rh_environment_get_extends (child), ==, "Sandbox");
  assert_kept (fixture, "Sandbox", "a", "one");
  assert_kept (fixture, "Sandbox", "b", "two");
  assert_kept (fixture, "Staging", "a", NULL);
  assert_kept (fixture, "Staging", "b", NULL);
  g_free (client_secret);
  client_secret = rh_client_secret_slot_of (fixture->collection, fixture->environment);
  rh_keyring_assert_has (fixture->inner, RH_KEYRING_KIND_CLIENT_SECRET, client_secret, "three");
}

static void
test_rename_environment_fails (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  add (fixture, "a", NULL);
  keep (fixture, "Staging", "a", "one");
  fail (fixture, RH_FAKE_KEYRING_STORE);
  g_assert_false (rename_to (fixture, NULL, "Sandbox", &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);
  g_assert_cmpstr (rh_environment_get_name (fixture->environment), ==, "Staging");
  assert_kept (fixture, "Staging", "a", "one");
}

/* A collection's secret has a value in each environment, and as a plain one it counted in all. */
static void
test_of_collection (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *scope = rh_collection_get_scope (fixture->collection);
  g_autoptr (RhEnvironment) production = rh_environment_new ("Production");
  g_autoptr (RhVariable) variable = rh_variable_new ("key", "hush");

  rh_collection_add_environment (fixture->collection, production);
  rh_environment_append (scope, variable);
  g_object_unref (fixture->secrets);
  fixture->secrets = rh_variable_secrets_new (RH_KEYRING (fixture->keyring), fixture->bindings,
                                              fixture->collection, scope, fixture->environment);
  g_assert_true (make_secret (fixture, variable, NULL));
  assert_kept (fixture, "Staging", "key", "hush");
  assert_kept (fixture, "Production", "key", "hush");

  keep (fixture, "Production", "key", "another");
  g_assert_true (rename_to (fixture, variable, "token", NULL));
  assert_kept (fixture, "Staging", "token", "hush");
  assert_kept (fixture, "Production", "token", "another");
  assert_kept (fixture, "Production", "key", NULL);

  g_assert_true (make_plain (fixture, variable, NULL));
  g_assert_cmpstr (rh_variable_get_value (variable), ==, "hush");
  assert_kept (fixture, "Staging", "token", NULL);
  assert_kept (fixture, "Production", "token", NULL);
}

/* The values that the collection's secrets have in an environment go by its name too. */
static void
test_rename_environment_of_collection (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("F");

  rh_folder_append (rh_collection_get_root (fixture->collection), G_OBJECT (folder));
  rh_environment_add_secret (rh_collection_get_scope (fixture->collection), "a");
  rh_environment_add_secret (rh_folder_get_scope (folder), "b");
  keep (fixture, "Staging", "a", "one");
  keep (fixture, "Staging", "b", "two");
  g_assert_true (rename_to (fixture, NULL, "Sandbox", NULL));
  assert_kept (fixture, "Sandbox", "a", "one");
  assert_kept (fixture, "Sandbox", "b", "two");
  assert_kept (fixture, "Staging", "a", NULL);
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GAsyncResult) failed = NULL;
  g_autoptr (GError) error = NULL;

  keep (fixture, "Staging", "key", "hush");
  fail (fixture, RH_FAKE_KEYRING_CLEAR);
  rh_variable_secrets_forget_async (fixture->secrets, "key", NULL, rh_test_take_result, &failed);
  rh_test_wait (&failed);
  g_assert_false (rh_variable_secrets_forget_finish (fixture->secrets, failed, &error));
  g_assert_error (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_LOCKED);

  rh_fake_keyring_fail (fixture->keyring, RH_FAKE_KEYRING_CLEAR, NULL);
  rh_variable_secrets_forget_async (fixture->secrets, "key", NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_variable_secrets_forget_finish (fixture->secrets, result, NULL));
  assert_kept (fixture, "Staging", "key", NULL);
}

static void
test_clear_all (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  add (fixture, "a", NULL);
  add (fixture, "b", "plain");
  keep (fixture, "Staging", "a", "one");
  keep (fixture, "Production", "a", "another");
  rh_variable_secrets_clear_all_async (fixture->secrets, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_variable_secrets_clear_all_finish (fixture->secrets, result, NULL));
  assert_kept (fixture, "Staging", "a", NULL);
  assert_kept (fixture, "Production", "a", "another");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

#define ADD(name, test) \
  g_test_add ("/variable-secrets/" name, Fixture, NULL, set_up, test, tear_down)
  ADD ("store", test_store);
  ADD ("snapshot-finds-it", test_snapshot_finds_it);
  ADD ("make-secret", test_make_secret);
  ADD ("make-secret-fails", test_make_secret_fails);
  ADD ("make-secret-while-typing", test_make_secret_while_typing);
  ADD ("make-empty-secret", test_make_empty_secret);
  ADD ("make-plain", test_make_plain);
  ADD ("make-plain-fails", test_make_plain_fails);
  ADD ("rename", test_rename);
  ADD ("rename-fails", test_rename_fails);
  ADD ("rename-to-client-secret", test_rename_to_client_secret);
  ADD ("rename-environment", test_rename_environment);
  ADD ("rename-environment-fails", test_rename_environment_fails);
  ADD ("of-collection", test_of_collection);
  ADD ("rename-environment-of-collection", test_rename_environment_of_collection);
  ADD ("forget", test_forget);
  ADD ("clear-all", test_clear_all);
#undef ADD

  return g_test_run ();
}
