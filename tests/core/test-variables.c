/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a name stands for: each level, what comes before it, and what is passed over. */
#include "collection/rh-environment-chain.h"
#include "lib/rh-fake-clock.h"
#include "lib/rh-fake-keyring.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-sender.h"
#include "workspace/rh-variable-snapshot.h"

#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

typedef struct
{
  RhCollection *collection;
  RhFolder *outer; /* borrowed, as the following are */
  RhFolder *inner;
  RhRequestItem *item;
  RhEnvironment *base;
  RhEnvironment *environment; /* extends the base */
  RhRuntimeVariables *runtime;
  RhFakeKeyring *keyring;
  RhBindings *bindings;
  char *dir; /* the collection's folder is "c" in it */
} Fixture;

static void
write_file (Fixture *fixture, const char *path, const char *text)
{
  g_autofree char *whole = g_build_filename (fixture->dir, path, NULL);
  g_autoptr (GError) error = NULL;

  g_file_set_contents (whole, text, -1, &error);
  g_assert_no_error (error);
}

static RhEnvironment *
add_environment (RhCollection *collection, const char *name, const char *extends)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);

  g_object_set (environment, "extends", extends, NULL);
  rh_collection_add_environment (collection, environment);
  return environment; /* the collection keeps it */
}

static RhFolder *
add_folder (RhFolder *parent, const char *name)
{
  g_autoptr (RhFolder) folder = rh_folder_new (name);

  rh_folder_append (parent, G_OBJECT (folder));
  return folder; /* the parent keeps it */
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "{{a}}");
  g_autoptr (RhKeyring) inner = rh_memory_keyring_new ();
  g_autoptr (GFile) file = g_file_new_build_filename (g_get_user_state_dir (), "bindings", NULL);
  g_autoptr (GFile) folder = NULL;
  g_autofree char *path = NULL;

  g_mkdir_with_parents (g_get_user_data_dir (), 0700);
  fixture->dir = g_mkdtemp (g_build_filename (g_get_user_data_dir (), "XXXXXX", NULL));
  path = g_build_filename (fixture->dir, "c", NULL);
  g_assert_cmpint (g_mkdir (path, 0700), ==, 0);
  folder = g_file_new_for_path (path);
  fixture->collection = rh_collection_new ("id", "C");
  rh_collection_set_folder (fixture->collection, folder);
  fixture->outer = add_folder (rh_collection_get_root (fixture->collection), "outer");
  fixture->inner = add_folder (fixture->outer, "inner");
  rh_folder_append (fixture->inner, G_OBJECT (item));
  fixture->item = item;
  fixture->base = add_environment (fixture->collection, "base", "");
  fixture->environment = add_environment (fixture->collection, "staging", "base");
  fixture->runtime = rh_runtime_variables_new ();
  fixture->keyring = rh_fake_keyring_new (inner);
  fixture->bindings = rh_bindings_new (file);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->bindings);
  g_clear_object (&fixture->keyring);
  g_clear_object (&fixture->runtime);
  g_clear_object (&fixture->collection);
  g_free (fixture->dir);
}

static RhVariableSnapshot *
take (Fixture *fixture, const char *template, GError **error)
{
  const char *const templates[] = { template, NULL };
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_variable_snapshot_take_async (fixture->collection, fixture->environment, fixture->item,
                                   fixture->runtime, RH_KEYRING (fixture->keyring),
                                   fixture->bindings, templates, NULL, rh_test_take_result,
                                   &result);
  rh_test_wait (&result);
  done = result;
  return rh_variable_snapshot_take_finish (done, error);
}

static guint
n_lookups (Fixture *fixture)
{
  return rh_fake_keyring_count (fixture->keyring, RH_FAKE_KEYRING_LOOKUP);
}

static char *
fill (RhVariableSnapshot *snapshot, const char *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhText) text
      = rh_template_fill (template, RH_PLACE_RAW, rh_variable_snapshot_lookup, snapshot, &error);

  return g_strdup (text == NULL ? error->message : rh_text_peek (text, NULL));
}

static void
assert_is (Fixture *fixture, const char *name, const char *value, RhSource source)
{
  g_autofree char *template = g_strdup_printf ("{{%s}}", name);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhVariableSnapshot) snapshot = take (fixture, template, &error);
  RhVariableValue found = { 0 };

  g_assert_no_error (error);
  g_assert_true (rh_variable_snapshot_lookup (name, &found, snapshot));
  g_assert_cmpstr (found.value, ==, value);
  g_assert_cmpint (found.source, ==, source);
}

static void
remember (Fixture *fixture, const char *name, const char *value, gboolean secret)
{
  g_autoptr (RhSecret) bytes = rh_secret_new (value, -1);

  rh_runtime_variables_set (fixture->runtime, name, bytes, secret, "https://home.example");
}

/* From the last level to the first: each takes the place of the one before, and gives it back when
 * it is switched off. */
static void
test_levels (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *const scopes[] = {
    rh_collection_get_scope (fixture->collection),
    fixture->base,
    fixture->environment,
    rh_folder_get_scope (fixture->outer),
    rh_folder_get_scope (fixture->inner),
    rh_request_item_get_scope (fixture->item),
  };
  static const RhSource sources[]
      = { RH_SOURCE_COLLECTION, RH_SOURCE_ENVIRONMENT, RH_SOURCE_ENVIRONMENT,
          RH_SOURCE_FOLDER,     RH_SOURCE_FOLDER,      RH_SOURCE_REQUEST };
  static const char *const values[] = { "0", "1", "2", "3", "4", "5" };

  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      rh_environment_set (scopes[i], "a", values[i]);
      assert_is (fixture, "a", values[i], sources[i]);
    }

  remember (fixture, "a", "6", FALSE);
  assert_is (fixture, "a", "6", RH_SOURCE_RUNTIME);
  rh_runtime_variables_remove (fixture->runtime, "a");

  for (guint i = G_N_ELEMENTS (scopes); i > 0; i--)
    {
      assert_is (fixture, "a", values[i - 1], sources[i - 1]);
      g_object_set (rh_environment_lookup (scopes[i - 1], "a"), "enabled", FALSE, NULL);
    }
}

static void
test_nobody_knows (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = take (fixture, "{{a}}", NULL);
  RhVariableValue value = { 0 };

  g_assert_false (rh_variable_snapshot_lookup ("a", &value, snapshot));
  g_assert_false (rh_variable_snapshot_describe (snapshot, "a", &value));
}

/* Two rows of one name: the first that is switched on. */
static void
test_same_name_twice (Fixture *fixture, gconstpointer data)
{
  static const char *const values[] = { "off", "first", "second" };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (RhVariable) variable = rh_variable_new ("a", values[i]);

      g_object_set (variable, "enabled", i > 0, NULL);
      rh_environment_append (fixture->environment, variable);
    }

  assert_is (fixture, "a", "first", RH_SOURCE_ENVIRONMENT);
}

/* Other folders' variables are no business of this request. */
static void
test_other_folder (Fixture *fixture, gconstpointer data)
{
  RhFolder *other = add_folder (rh_collection_get_root (fixture->collection), "other");

  rh_environment_set (rh_folder_get_scope (other), "a", "other");
  rh_environment_set (rh_collection_get_scope (fixture->collection), "a", "all");
  assert_is (fixture, "a", "all", RH_SOURCE_COLLECTION);
}

static void
assert_chain_fails (Fixture *fixture, RhEnvironmentChainError code, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhVariableSnapshot) snapshot = take (fixture, "{{a}}", &error);

  g_assert_null (snapshot);
  g_assert_error (error, RH_ENVIRONMENT_CHAIN_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, path);
}

static void
test_chain (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *root = add_environment (fixture->collection, "root", "");

  g_object_set (fixture->base, "extends", "root", NULL);
  rh_environment_set (root, "a", "{{b}}");
  rh_environment_set (root, "b", "root's");
  rh_environment_set (fixture->environment, "b", "staging's");
  {
    g_autoptr (RhVariableSnapshot) snapshot = take (fixture, "{{a}}", NULL);
    g_autofree char *text = fill (snapshot, "{{a}}");

    g_assert_cmpstr (text, ==, "staging's");
  }

  g_object_set (root, "extends", "staging", NULL);
  assert_chain_fails (fixture, RH_ENVIRONMENT_CHAIN_ERROR_CYCLE, "staging → base → root → staging");
  g_object_set (root, "extends", "root", NULL);
  assert_chain_fails (fixture, RH_ENVIRONMENT_CHAIN_ERROR_CYCLE, "staging → base → root → root");
  g_object_set (root, "extends", "gone", NULL);
  assert_chain_fails (fixture, RH_ENVIRONMENT_CHAIN_ERROR_MISSING, "staging → base → root → gone");
}

static void
test_long_chain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) whole = NULL;
  g_autoptr (GPtrArray) cut = NULL;

  g_object_set (fixture->base, "extends", "e3", NULL);
  for (guint i = 3; i <= RH_ENVIRONMENT_CHAIN_MAX; i++)
    {
      g_autofree char *name = g_strdup_printf ("e%u", i);
      g_autofree char *next = g_strdup_printf ("e%u", i + 1);

      add_environment (fixture->collection, name, i == RH_ENVIRONMENT_CHAIN_MAX ? "" : next);
    }

  whole = rh_environment_chain_new (fixture->collection, fixture->environment, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole->len, ==, RH_ENVIRONMENT_CHAIN_MAX);

  add_environment (fixture->collection, "last", "");
  g_object_set (whole->pdata[whole->len - 1], "extends", "last", NULL);
  cut = rh_environment_chain_new (fixture->collection, fixture->environment, &error);
  g_assert_error (error, RH_ENVIRONMENT_CHAIN_ERROR, RH_ENVIRONMENT_CHAIN_ERROR_DEPTH);
  g_assert_cmpuint (cut->len, ==, RH_ENVIRONMENT_CHAIN_MAX);
}

static void
test_cycle_of_variables (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;

  rh_environment_set (rh_request_item_get_scope (fixture->item), "a", "{{b}}");
  rh_environment_set (fixture->base, "b", "{{c}}");
  rh_environment_set (rh_collection_get_scope (fixture->collection), "c", "{{a}}");
  snapshot = take (fixture, "{{a}}", NULL);
  text = fill (snapshot, "{{a}}");
  g_assert_cmpstr (text, ==, "a → b → c → a");
}

/* The value of a secret is that of the environment that has it. */
static void
test_secret_of_the_base (Fixture *fixture, gconstpointer data)
{
  g_autofree char *slot = rh_secret_variable_slot_new ("id", "base", "key");

  rh_environment_add_secret (fixture->base, "key");
  g_assert_true (rh_keyring_store_now (RH_KEYRING (fixture->keyring), RH_KEYRING_KIND_VARIABLE,
                                       slot, "the base's", NULL));
  assert_is (fixture, "key", "the base's", RH_SOURCE_ENVIRONMENT);
}

static void
test_dotenv (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  g_autofree char *slot = NULL;
  RhVariableValue value = { 0 };

  rh_environment_set (rh_collection_get_scope (fixture->collection), "a", "the collection's");
  write_file (fixture, "c/.env", "a={{b}} in a file\nb=secret\n");
  assert_is (fixture, "a", "the collection's", RH_SOURCE_COLLECTION);

  g_object_set (fixture->base, "dotenv-path", "./.env", NULL);
  assert_is (fixture, "a", "{{b}} in a file", RH_SOURCE_DOTENV);
  assert_is (fixture, "process.env.a", "{{b}} in a file", RH_SOURCE_DOTENV);
  rh_environment_set (fixture->base, "a", "the base's");
  assert_is (fixture, "a", "the base's", RH_SOURCE_ENVIRONMENT);
  assert_is (fixture, "process.env.a", "{{b}} in a file", RH_SOURCE_DOTENV);

  /* as a secret: masked, not looked into, bound to nothing yet */
  snapshot = take (fixture, "{{process.env.a}}", NULL);
  g_assert_true (rh_variable_snapshot_lookup ("process.env.a", &value, snapshot));
  g_assert_true (value.secret && value.literal);
  g_assert_null (value.origins[0]);
  slot = g_strdup (rh_variable_snapshot_get_slot (snapshot, "process.env.a"));
  g_assert_nonnull (slot);
  g_assert_false (rh_variable_snapshot_lookup ("b", &value, snapshot)); /* nobody wanted it */
  g_assert_cmpuint (n_lookups (fixture), ==, 0);

  write_file (fixture, "c/other.env", "a=other\n");
  g_object_set (fixture->environment, "dotenv-path", "other.env", NULL);
  assert_is (fixture, "process.env.a", "other", RH_SOURCE_DOTENV);
}

/* A token URL that changed would get it without a question. */
static void
test_dotenv_is_for_requests (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  RhVariableValue value = { 0 };

  write_file (fixture, "c/.env", "client_secret=s\n");
  fixture->item = NULL;
  g_object_set (fixture->environment, "dotenv-path", ".env", NULL);
  snapshot = take (fixture, "{{client_secret}}{{process.env.client_secret}}", NULL);
  g_assert_false (rh_variable_snapshot_lookup ("client_secret", &value, snapshot));
  g_assert_false (rh_variable_snapshot_lookup ("process.env.client_secret", &value, snapshot));
  g_assert_false (rh_variable_snapshot_lookup ("$guid", &value, snapshot));
}

static void
assert_dotenv_works (Fixture *fixture)
{
  g_object_set (fixture->environment, "dotenv-path", ".env", NULL);
  assert_is (fixture, "a", "1", RH_SOURCE_DOTENV);
}

/* Neither is the process's own environment ever looked into. */
static void
test_dotenv_stays_inside (Fixture *fixture, gconstpointer data)
{
  g_autofree char *absolute = g_build_filename (fixture->dir, ".env", NULL);
  g_autofree char *link = g_build_filename (fixture->dir, "c", "link", NULL);
  const char *const paths[]
      = { absolute, "../.env", "./../.env", "link", "../c/.env", "..", ".", "", "/etc/passwd" };
  RhVariableValue value = { 0 };

  write_file (fixture, ".env", "a=1\n");
  write_file (fixture, "c/.env", "a=1\n");
  g_assert_cmpint (symlink (absolute, link), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr (RhVariableSnapshot) snapshot = NULL;

      g_object_set (fixture->environment, "dotenv-path", paths[i], NULL);
      snapshot = take (fixture, "{{a}}{{process.env.PATH}}", NULL);
      g_assert_false (rh_variable_snapshot_lookup ("a", &value, snapshot));
      g_assert_false (rh_variable_snapshot_lookup ("process.env.PATH", &value, snapshot));
    }

  assert_dotenv_works (fixture);
}

static void
test_no_dotenv (Fixture *fixture, gconstpointer data)
{
  rh_environment_set (rh_collection_get_scope (fixture->collection), "a", "the collection's");
  g_object_set (fixture->environment, "dotenv-path", ".env", NULL);
  assert_is (fixture, "a", "the collection's", RH_SOURCE_COLLECTION);
}

/* What the OAuth 2.0 block and the Connect dialog see. */
static void
test_plain_has_no_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) plain = NULL;
  RhVariableValue value = { 0 };

  write_file (fixture, "c/.env", "file=secret\n");
  g_object_set (fixture->environment, "dotenv-path", ".env", NULL);
  rh_environment_add_secret (fixture->environment, "key");
  remember (fixture, "token", "secret", TRUE);
  plain = rh_variable_snapshot_new_plain (fixture->collection, fixture->environment, fixture->item,
                                          fixture->runtime);

  g_assert_false (rh_variable_snapshot_lookup ("file", &value, plain));
  g_assert_false (rh_variable_snapshot_lookup ("key", &value, plain));
  g_assert_false (rh_variable_snapshot_lookup ("token", &value, plain));
  g_assert_true (rh_variable_snapshot_describe (plain, "file", &value) && value.secret);
  g_assert_null (value.value);
  g_assert_true (rh_variable_snapshot_describe (plain, "token", &value) && value.secret);
  g_assert_null (value.value);
}

static void
test_runtime (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;
  RhVariableValue value = { 0 };

  rh_environment_add_secret (fixture->environment, "key");
  remember (fixture, "plain", "{{key}}", FALSE);
  remember (fixture, "token", "abc", TRUE);
  snapshot = take (fixture, "{{plain}}{{token}}", NULL);

  /* what a server said is not looked into */
  text = fill (snapshot, "{{plain}}");
  g_assert_cmpstr (text, ==, "{{key}}");
  g_assert_cmpuint (n_lookups (fixture), ==, 0);
  g_assert_true (rh_variable_snapshot_lookup ("token", &value, snapshot) && value.secret);
  g_assert_cmpstr (value.origins[0], ==, "https://home.example");
  g_assert_cmpstr (rh_variable_snapshot_get_home (snapshot, "token"), ==, "https://home.example");
  g_assert_nonnull (rh_variable_snapshot_get_slot (snapshot, "token"));
}

static void
test_dynamic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = take (fixture, "{{$guid}}", NULL);
  g_autofree char *twice = fill (snapshot, "{{$guid}}{{$guid}}");
  g_autofree char *time = NULL;
  RhFakeClock clock;

  g_assert_cmpuint (strlen (twice), ==, 72);
  g_assert_cmpint (strncmp (twice, twice + 36, 36), !=, 0);
  rh_fake_clock_init (&clock);
  rh_variable_snapshot_set_clock (snapshot, &clock.clock);
  time = fill (snapshot, "{{$timestamp}}/{{$isoTimestamp}}");
  g_assert_cmpstr (time, ==, "1767225600/2026-01-01T00:00:00.000Z");

  rh_environment_set (rh_collection_get_scope (fixture->collection), "$guid", "mine");
  assert_is (fixture, "$guid", "mine", RH_SOURCE_COLLECTION);
}

static void
test_shown (Fixture *fixture, gconstpointer data)
{
  static const char *const cases[][2]
      = { { "a", "x•••• $guid" },      { "key", NULL },        { "$guid", NULL },
          { "broken", "1{{nobody}}" }, { "plain", "{{key}}" }, { "gone", NULL } };
  g_autoptr (RhVariableSnapshot) plain = NULL;
  g_auto (GStrv) names = NULL;
  g_autofree char *all = NULL;

  write_file (fixture, "c/.env", "file=secret\n");
  g_object_set (fixture->environment, "dotenv-path", ".env", NULL);
  rh_environment_add_secret (fixture->environment, "key");
  rh_environment_set (fixture->environment, "a", "x{{key}} {{$guid}}");
  rh_environment_set (fixture->base, "broken", "1{{nobody}}");
  remember (fixture, "plain", "{{key}}", FALSE);
  plain = rh_variable_snapshot_new_plain (fixture->collection, fixture->environment, fixture->item,
                                          fixture->runtime);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = rh_variable_snapshot_dup_shown (plain, cases[i][0]);

      g_assert_cmpstr (shown, ==, cases[i][1]);
    }

  names = rh_variable_snapshot_dup_names (plain);
  all = g_strjoinv (" ", names);
  g_assert_cmpstr (all, ==,
                   "a broken file key plain $guid $isoDate $isoTimestamp $randomInt $randomUUID "
                   "$timestamp $uuid");
}

static void
assert_not_accepted (Fixture *fixture, const char *template)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhVariableSnapshot) snapshot = take (fixture, template, &error);

  g_assert_null (snapshot);
  g_assert_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED);
}

static void
test_not_accepted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhVariableSnapshot) snapshot = NULL;

  write_file (fixture, "c/.env", "file=secret\n");
  g_object_set (fixture->environment, "dotenv-path", ".env", NULL);
  rh_collection_set_accepted (fixture->collection, FALSE);
  rh_environment_add_secret (fixture->environment, "key");
  rh_environment_set (rh_request_item_get_scope (fixture->item), "deep", "{{deeper}}");
  rh_environment_set (rh_folder_get_scope (fixture->outer), "deeper", "{{key}}");
  remember (fixture, "token", "of this session", TRUE);
  assert_not_accepted (fixture, "{{key}}");
  assert_not_accepted (fixture, "{{deep}}");
  assert_not_accepted (fixture, "{{file}}");
  g_assert_cmpuint (n_lookups (fixture), ==, 0);

  assert_is (fixture, "token", "of this session", RH_SOURCE_RUNTIME);
  snapshot = take (fixture, "nothing", NULL);
  g_assert_nonnull (snapshot);
  rh_collection_set_accepted (fixture->collection, TRUE);
  g_clear_object (&snapshot);
  snapshot = take (fixture, "{{deep}}", NULL);
  g_assert_nonnull (snapshot);
  g_assert_cmpuint (n_lookups (fixture), ==, 1);
}

/* As many as a file can have, each in the next: neither the stack nor patience runs out. */
static void
test_endless_nesting (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *scope = rh_request_item_get_scope (fixture->item);
  g_autoptr (RhVariableSnapshot) snapshot = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < 20000; i++)
    {
      g_autofree char *name = g_strdup_printf ("v%u", i);
      g_autofree char *next = g_strdup_printf ("{{v%u}}", i + 1);
      g_autoptr (RhVariable) variable = rh_variable_new (name, next);

      rh_environment_append (scope, variable);
    }

  snapshot = take (fixture, "{{v0}}", NULL);
  text = fill (snapshot, "{{v0}}");
  g_assert_nonnull (strstr (text, "20 levels"));
}

/* Headers */

static void
add_folder_header (RhFolder *folder, const char *name, const char *value, gboolean enabled)
{
  g_autoptr (RhField) field = rh_field_new (name, value, "", enabled);

  rh_folder_add_header (folder, field);
}

static void
assert_headers (Fixture *fixture, RhRequestItem *item, const char *expected)
{
  g_autoptr (GPtrArray) fields
      = rh_folder_resolve_headers (item, rh_collection_get_root (fixture->collection));
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    g_string_append_printf (text, "%s=%s ", rh_field_get_name (fields->pdata[i]),
                            rh_field_get_value (fields->pdata[i]));
  g_assert_cmpstr (text->str, ==, expected);
}

static void
test_headers (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) loose = rh_request_item_new ("L", "GET", "");
  g_autoptr (RhField) own = rh_field_new ("x-b", "own", "", TRUE);
  g_autoptr (RhField) second = rh_field_new ("X-B", "own too", "", TRUE);
  g_autoptr (RhField) off = rh_field_new ("X-A", "off", "", FALSE);

  add_folder_header (rh_collection_get_root (fixture->collection), "X-A", "root", TRUE);
  add_folder_header (rh_collection_get_root (fixture->collection), "X-B", "root", TRUE);
  add_folder_header (fixture->outer, "X-B", "outer", TRUE);
  add_folder_header (fixture->outer, "X-B", "outer too", TRUE);
  add_folder_header (fixture->inner, "X-C", "inner", TRUE);
  add_folder_header (fixture->inner, "X-A", "off", FALSE);
  add_folder_header (fixture->inner, "", "nameless", TRUE);
  assert_headers (fixture, fixture->item, "X-A=root X-B=outer X-B=outer too X-C=inner ");

  rh_request_item_add_header (fixture->item, own);
  rh_request_item_add_header (fixture->item, second);
  rh_request_item_add_header (fixture->item, off);
  assert_headers (fixture, fixture->item, "X-A=root X-C=inner x-b=own X-B=own too ");
  assert_headers (fixture, loose, "X-A=root X-B=root ");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/variables/levels", test_levels);
  ADD ("/variables/nobody-knows", test_nobody_knows);
  ADD ("/variables/same-name-twice", test_same_name_twice);
  ADD ("/variables/other-folder", test_other_folder);
  ADD ("/variables/chain", test_chain);
  ADD ("/variables/long-chain", test_long_chain);
  ADD ("/variables/cycle", test_cycle_of_variables);
  ADD ("/variables/secret-of-the-base", test_secret_of_the_base);
  ADD ("/variables/dotenv", test_dotenv);
  ADD ("/variables/dotenv-stays-inside", test_dotenv_stays_inside);
  ADD ("/variables/no-dotenv", test_no_dotenv);
  ADD ("/variables/4.2/dotenv-is-for-requests", test_dotenv_is_for_requests);
  ADD ("/variables/plain-has-no-secret", test_plain_has_no_secret);
  ADD ("/variables/runtime", test_runtime);
  ADD ("/variables/dynamic", test_dynamic);
  ADD ("/variables/shown", test_shown);
  ADD ("/variables/3.1/not-accepted", test_not_accepted);
  ADD ("/variables/endless-nesting", test_endless_nesting);
  ADD ("/variables/headers", test_headers);
  return g_test_run ();
}
