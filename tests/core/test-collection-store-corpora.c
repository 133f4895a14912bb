/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folders that another program has among its tests, through the whole store: opened and left alone
 * byte for byte, and after one edit one file is another one. Skipped where they are not there. */
#include "collection/rh-yaml-document.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define EDIT "Edited here"
#define N_COLLECTIONS 6

/* Files */

static void
copy_tree (RhStoreRig *rig, const char *from, const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (from, 0, NULL);
  const char *name;

  g_assert_nonnull (dir);
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *source = g_build_filename (from, name, NULL);
      g_autofree char *target = g_build_filename (path, name, NULL);
      g_autofree char *text = NULL;

      if (g_file_test (source, G_FILE_TEST_IS_DIR))
        {
          copy_tree (rig, source, target);
          continue;
        }
      g_assert_true (g_file_get_contents (source, &text, NULL, NULL));
      rh_store_rig_write (rig, target, text);
    }
}

static void
add_files (GHashTable *files, RhStoreRig *rig, const char *path)
{
  g_autofree char *full = g_build_filename (rig->root, path, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  const char *name;

  if (dir == NULL)
    {
      g_hash_table_insert (files, g_strdup (path), rh_store_rig_read (rig, path));
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child
          = *path == '\0' ? g_strdup (name) : g_build_filename (path, name, NULL);

      add_files (files, rig, child);
    }
}

static GHashTable *
list_files (RhStoreRig *rig)
{
  GHashTable *files = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  add_files (files, rig, "");
  return files;
}

/* The two differ in the bytes of @changed and in nothing else; it may be new. */
static void
assert_only_changed (RhStoreRig *rig, GHashTable *before, const char *changed)
{
  g_autoptr (GHashTable) after = list_files (rig);
  GHashTableIter iter;
  gpointer path;
  gpointer text;

  g_hash_table_iter_init (&iter, after);
  while (g_hash_table_iter_next (&iter, &path, &text))
    if (!g_str_equal (path, changed))
      g_assert_cmpstr (text, ==, g_hash_table_lookup (before, path));

  g_assert_cmpstr (g_hash_table_lookup (after, changed), !=, g_hash_table_lookup (before, changed));
  g_hash_table_insert (before, g_strdup (changed), NULL);
  g_assert_cmpuint (g_hash_table_size (after), ==, g_hash_table_size (before));
}

static RhYaml *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYamlDocument) document
      = rh_yaml_document_parse (text == NULL ? "" : text, -1, &error);

  g_assert_no_error (error);
  return rh_yaml_ref (rh_yaml_document_get_root (document));
}

/* What a file says is what it said, but for that key of the root. */
static void
assert_same_but (const char *before, const char *after, const char *key)
{
  g_autoptr (RhYaml) old = parse (before);
  g_autoptr (RhYaml) new = parse (after);

  rh_yaml_remove (old, key);
  rh_yaml_remove (new, key);
  g_assert_cmpuint (rh_yaml_get_length (old), ==, rh_yaml_get_length (new));
  for (guint i = 0; i < rh_yaml_get_length (old); i++)
    g_assert_true (
        rh_yaml_equal (rh_yaml_nth (old, i), rh_yaml_get (new, rh_yaml_nth_key (old, i))));
}

/* One collection */

typedef struct
{
  RhStoreRig rig;
  const char *source;
} Case;

static void
start (Case *test)
{
  rh_store_rig_set_up (&test->rig, NULL);
  copy_tree (&test->rig, test->source, "");
  rh_store_rig_open (&test->rig);
}

static void
stop (Case *test)
{
  rh_store_rig_tear_down (&test->rig, NULL);
  test->rig = (RhStoreRig) { 0 };
}

static GPtrArray *
list_of (RhFolder *folder, GPtrArray *objects)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      GObject *item = g_list_model_get_item (items, i);

      g_ptr_array_add (objects, item);
      if (RH_IS_FOLDER (item))
        list_of (RH_FOLDER (item), objects);
    }

  return objects;
}

/* Requests and folders. */
static GPtrArray *
list_objects (RhStoreRig *rig)
{
  return list_of (rh_collection_get_root (rig->collection),
                  g_ptr_array_new_with_free_func (g_object_unref));
}

static void
check_left_alone (Case *test)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autoptr (GPtrArray) objects = NULL;

  start (test);
  before = rh_store_rig_look (&test->rig);
  objects = list_objects (&test->rig);
  for (guint i = 0; i < objects->len; i++)
    if (RH_IS_REQUEST_ITEM (g_ptr_array_index (objects, i)))
      g_assert_true (rh_request_item_load (g_ptr_array_index (objects, i)));

  rh_store_rig_flush (&test->rig);
  g_assert_true (rh_collection_store_refresh (test->rig.store, NULL));
  after = rh_store_rig_look (&test->rig);
  g_assert_cmpstr (before, ==, after);
  stop (test);
}

static void
edit_object (Case *test, gpointer object)
{
  g_object_set (object, "note", EDIT, NULL);
  if (RH_IS_REQUEST_ITEM (object))
    g_assert_true (rh_collection_store_save (test->rig.store, object, NULL));
  else
    rh_store_rig_flush (&test->rig);
}

static char *
file_of (Case *test, gpointer object)
{
  const char *path = rh_collection_store_get_path (test->rig.store, object);

  return RH_IS_FOLDER (object) ? g_build_filename (path, "folder.yml", NULL) : g_strdup (path);
}

/* The @n-th request or folder. FALSE: there are not so many. */
static gboolean
check_edit (Case *test, guint n)
{
  g_autoptr (GPtrArray) objects = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autofree char *tree = NULL;
  g_autofree char *file = NULL;
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;
  g_autofree char *tree_after = NULL;
  gboolean there;

  start (test);
  objects = list_objects (&test->rig);
  there = n < objects->len;
  if (there)
    {
      before = list_files (&test->rig);
      tree = rh_store_rig_tree (&test->rig);
      file = file_of (test, g_ptr_array_index (objects, n));
      old = g_strdup (g_hash_table_lookup (before, file));
      edit_object (test, g_ptr_array_index (objects, n));
      assert_only_changed (&test->rig, before, file);
      text = rh_store_rig_read (&test->rig, file);
      assert_same_but (old, text, "docs");

      rh_store_rig_open (&test->rig);
      tree_after = rh_store_rig_tree (&test->rig);
      g_assert_cmpstr (tree, ==, tree_after);
      g_ptr_array_unref (g_steal_pointer (&objects));
      objects = list_objects (&test->rig);
      g_assert_nonnull (strstr (text, EDIT));
      if (RH_IS_REQUEST_ITEM (g_ptr_array_index (objects, n)))
        g_assert_cmpstr (rh_request_item_get_note (g_ptr_array_index (objects, n)), ==, EDIT);
      else
        g_assert_cmpstr (rh_folder_get_note (g_ptr_array_index (objects, n)), ==, EDIT);
    }
  stop (test);

  return there;
}

static gboolean
check_environment (Case *test, guint n)
{
  g_autoptr (RhEnvironment) environment = NULL;
  g_autoptr (GHashTable) before = NULL;
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;
  const char *file;

  start (test);
  environment = g_list_model_get_item (rh_collection_get_environments (test->rig.collection), n);
  if (environment != NULL)
    {
      before = list_files (&test->rig);
      file = rh_collection_store_get_path (test->rig.store, environment);
      old = g_strdup (g_hash_table_lookup (before, file));
      rh_environment_set (environment, "added", EDIT);
      rh_store_rig_flush (&test->rig);
      assert_only_changed (&test->rig, before, file);
      text = rh_store_rig_read (&test->rig, file);
      assert_same_but (old, text, "variables");
      rh_store_rig_open (&test->rig);
      g_clear_object (&environment);
      environment
          = g_list_model_get_item (rh_collection_get_environments (test->rig.collection), n);
      g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (environment, "added")), ==,
                       EDIT);
    }
  stop (test);

  return environment != NULL;
}

static void
check_root (Case *test)
{
  g_autoptr (GHashTable) before = NULL;
  g_autofree char *old = NULL;
  g_autofree char *text = NULL;

  start (test);
  before = list_files (&test->rig);
  old = g_strdup (g_hash_table_lookup (before, "opencollection.yml"));
  g_object_set (rh_collection_get_root (test->rig.collection), "note", EDIT, NULL);
  rh_store_rig_flush (&test->rig);
  assert_only_changed (&test->rig, before, "opencollection.yml");
  text = rh_store_rig_read (&test->rig, "opencollection.yml");
  assert_same_but (old, text, "docs");
  stop (test);
}

static void
check_collection (const char *path)
{
  Case test = { .source = path };
  guint n = 0;

  g_test_message ("%s", path);
  check_left_alone (&test);
  check_root (&test);
  while (check_edit (&test, n))
    n++;
  g_assert_cmpuint (n, >, 0);
  for (n = 0; check_environment (&test, n);)
    n++;
}

static guint
check_below (const char *path)
{
  g_autofree char *file = g_build_filename (path, "opencollection.yml", NULL);
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;
  guint n = 0;

  if (g_file_test (file, G_FILE_TEST_EXISTS))
    {
      check_collection (path);
      return 1;
    }

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      n += check_below (child);
    }

  return n;
}

static void
test_corpora (void)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *path
      = g_build_filename (corpora == NULL ? "/nowhere" : corpora, "opencollection", NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    g_test_skip ("no folders of another program here");
  else
    g_assert_cmpuint (check_below (path), >=, N_COLLECTIONS);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/collection-store/corpora", test_corpora);

  return g_test_run ();
}
