/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an entry is told about a variable, and when it is told to look again. */
#include "common/rh-variable-scope.h"
#include "lib/rh-test.h"

typedef struct
{
  RhCollection *collection;
  RhEnvironment *base;        /* borrowed, as the following are */
  RhEnvironment *environment; /* extends the base */
  RhFolder *folder;
  RhRequestItem *item;
  RhRuntimeVariables *runtime;
  RhVariableScope *window;
  RhVariableScope *scope; /* of the item */
  guint n_changes;
} Fixture;

static void
changed_cb (Fixture *fixture)
{
  fixture->n_changes++;
}

static RhEnvironment *
add_environment (Fixture *fixture, const char *name)
{
  g_autoptr (RhEnvironment) environment = rh_environment_new (name);

  rh_collection_add_environment (fixture->collection, environment);
  return environment; /* the collection keeps it */
}

static void
setup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "{{a}}");

  fixture->collection = rh_collection_new ("c", "C");
  fixture->base = add_environment (fixture, "Base");
  fixture->environment = add_environment (fixture, "Practice");
  g_object_set (fixture->environment, "extends", "Base", NULL);
  rh_folder_append (rh_collection_get_root (fixture->collection), G_OBJECT (folder));
  rh_folder_append (folder, G_OBJECT (item));
  fixture->folder = folder;
  fixture->item = item;
  fixture->runtime = rh_runtime_variables_new ();
  fixture->window = rh_variable_scope_new (fixture->collection);
  rh_variable_scope_set_environment (fixture->window, fixture->environment);
  rh_variable_scope_set_runtime (fixture->window, fixture->runtime);
  fixture->scope = rh_variable_scope_new_for_item (fixture->window, fixture->item);
  g_signal_connect_swapped (fixture->scope, "changed", G_CALLBACK (changed_cb), fixture);
}

static void
teardown (Fixture *fixture, gconstpointer data)
{
  RhRequestItem *item = g_object_ref (fixture->item);

  g_assert_finalize_object (fixture->scope);
  g_assert_finalize_object (fixture->window);
  g_clear_object (&fixture->runtime);
  g_assert_finalize_object (fixture->collection);
  g_assert_finalize_object (item); /* nobody kept it */
}

static void
assert_is (Fixture *fixture, const char *value, RhSource expected)
{
  RhSource source = RH_SOURCE_TYPED;
  gboolean secret = TRUE;
  g_autofree char *shown = NULL;

  g_assert_true (rh_variable_scope_lookup (fixture->scope, "a", &source, &shown, &secret));
  g_assert_cmpstr (shown, ==, value);
  g_assert_cmpint (source, ==, expected);
  g_assert_false (secret);
}

/* Each level, and each is told at once. */
static void
test_levels (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *const scopes[] = {
    rh_collection_get_scope (fixture->collection),
    fixture->base,
    fixture->environment,
    rh_folder_get_scope (fixture->folder),
    rh_request_item_get_scope (fixture->item),
  };
  static const RhSource sources[] = { RH_SOURCE_COLLECTION, RH_SOURCE_ENVIRONMENT,
                                      RH_SOURCE_ENVIRONMENT, RH_SOURCE_FOLDER, RH_SOURCE_REQUEST };
  static const char *const values[] = { "0", "1", "2", "3", "4" };
  g_autoptr (RhSecret) remembered = rh_secret_new ("5", -1);

  g_assert_false (rh_variable_scope_lookup (fixture->scope, "a", NULL, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (scopes); i++)
    {
      fixture->n_changes = 0;
      rh_environment_set (scopes[i], "a", values[i]);
      g_assert_cmpuint (fixture->n_changes, >, 0);
      assert_is (fixture, values[i], sources[i]);
    }

  fixture->n_changes = 0;
  rh_runtime_variables_set (fixture->runtime, "a", remembered, FALSE, NULL);
  g_assert_cmpuint (fixture->n_changes, >, 0);
  assert_is (fixture, "5", RH_SOURCE_RUNTIME);
}

/* Told before anybody looked. */
static void
test_not_looked_yet (Fixture *fixture, gconstpointer data)
{
  rh_environment_set (fixture->base, "a", "1");
  g_assert_cmpuint (fixture->n_changes, >, 0);
}

static void
test_another_environment (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *other = add_environment (fixture, "Other");

  rh_environment_set (other, "a", "other");
  rh_environment_set (fixture->base, "a", "base");
  assert_is (fixture, "base", RH_SOURCE_ENVIRONMENT);
  fixture->n_changes = 0;
  rh_variable_scope_set_environment (fixture->window, other);
  g_assert_cmpuint (fixture->n_changes, >, 0);
  assert_is (fixture, "other", RH_SOURCE_ENVIRONMENT);
  g_assert_true (rh_variable_scope_get_environment (fixture->scope) == other);

  fixture->n_changes = 0;
  rh_environment_set (fixture->base, "a", "no business of ours");
  g_assert_cmpuint (fixture->n_changes, ==, 0);
  rh_variable_scope_set_environment (fixture->window, NULL);
  g_assert_false (rh_variable_scope_lookup (fixture->scope, "a", NULL, NULL, NULL));
}

static void
test_extends (Fixture *fixture, gconstpointer data)
{
  rh_environment_set (fixture->base, "a", "base");
  assert_is (fixture, "base", RH_SOURCE_ENVIRONMENT);
  g_object_set (fixture->environment, "extends", "", NULL);
  g_assert_false (rh_variable_scope_lookup (fixture->scope, "a", NULL, NULL, NULL));
  g_object_set (fixture->environment, "extends", "Practice", NULL);
  g_assert_false (rh_variable_scope_lookup (fixture->scope, "a", NULL, NULL, NULL));
}

static void
test_moved (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = g_object_ref (fixture->item);
  RhFolder *root = rh_collection_get_root (fixture->collection);

  rh_environment_set (rh_folder_get_scope (fixture->folder), "a", "folder");
  assert_is (fixture, "folder", RH_SOURCE_FOLDER);
  rh_folder_remove (fixture->folder, G_OBJECT (item));
  rh_folder_append (root, G_OBJECT (item));
  g_assert_false (rh_variable_scope_lookup (fixture->scope, "a", NULL, NULL, NULL));
}

static void
test_secret_and_dynamic (Fixture *fixture, gconstpointer data)
{
  gboolean secret = FALSE;
  g_autofree char *value = NULL;
  RhSource source = RH_SOURCE_TYPED;
  g_auto (GStrv) names = NULL;

  rh_environment_add_secret (fixture->environment, "a");
  rh_environment_set (fixture->environment, "b", "x{{a}}");
  g_assert_true (rh_variable_scope_lookup (fixture->scope, "a", NULL, &value, &secret));
  g_assert_true (secret);
  g_assert_null (value);
  g_assert_true (rh_variable_scope_lookup (fixture->scope, "$guid", &source, &value, &secret));
  g_assert_cmpint (source, ==, RH_SOURCE_DYNAMIC);
  g_assert_null (value);
  g_assert_true (rh_variable_scope_lookup (fixture->scope, "b", NULL, &value, NULL));
  g_assert_cmpstr (value, ==, "x••••");

  names = rh_variable_scope_dup_names (fixture->scope);
  g_assert_cmpstr (names[0], ==, "a");
  g_assert_cmpstr (names[1], ==, "b");
  g_assert_cmpstr (names[2], ==, "$guid");
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, setup, function, teardown)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  ADD ("/variable-scope/levels", test_levels);
  ADD ("/variable-scope/not-looked-yet", test_not_looked_yet);
  ADD ("/variable-scope/another-environment", test_another_environment);
  ADD ("/variable-scope/extends", test_extends);
  ADD ("/variable-scope/moved", test_moved);
  ADD ("/variable-scope/secret-and-dynamic", test_secret_and_dynamic);
  return g_test_run ();
}
