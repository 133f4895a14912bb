/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A scratch folder, what is in it, and a store on it. */
#include "lib/rh-store-rig.h"

#include "collection/rh-folder-disk.h"

#include <glib/gstdio.h>
#include <string.h>

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    dir = g_dir_open (path, 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }

  g_remove (path);
}

void
rh_store_rig_set_up (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;

  rig->root = g_dir_make_tmp ("rh-store-XXXXXX", &error);
  g_assert_no_error (error);
  folder = g_file_new_for_path (rig->root);
  rig->disk = rh_folder_disk_new (folder, &error);
  g_assert_no_error (error);
  rig->faulty = rh_faulty_disk_new (rig->disk);
  rig->collection = rh_collection_new ("id", "Acme");
}

void
rh_store_rig_tear_down (RhStoreRig *rig, gconstpointer data)
{
  g_clear_object (&rig->store);
  g_clear_object (&rig->collection);
  g_clear_object (&rig->faulty);
  g_clear_object (&rig->disk);
  remove_tree (rig->root);
  g_free (rig->root);
}

void
rh_store_rig_write (RhStoreRig *rig, const char *path, const char *text)
{
  g_autofree char *file = g_build_filename (rig->root, path, NULL);
  g_autofree char *folder = g_path_get_dirname (file);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (file, text, -1, &error);
  g_assert_no_error (error);
}

char *
rh_store_rig_read (RhStoreRig *rig, const char *path)
{
  g_autofree char *file = g_build_filename (rig->root, path, NULL);
  char *text = NULL;

  g_file_get_contents (file, &text, NULL, NULL);
  return text;
}

gboolean
rh_store_rig_has (RhStoreRig *rig, const char *path)
{
  g_autofree char *file = g_build_filename (rig->root, path, NULL);

  return g_file_test (file, G_FILE_TEST_EXISTS);
}

gboolean
rh_store_rig_file_has (RhStoreRig *rig, const char *path, const char *part)
{
  g_autofree char *text = rh_store_rig_read (rig, path);

  return text != NULL && strstr (text, part) != NULL;
}

void
rh_store_rig_remove (RhStoreRig *rig, const char *path)
{
  g_autofree char *file = g_build_filename (rig->root, path, NULL);

  g_assert_cmpint (g_remove (file), ==, 0);
}

void
rh_store_rig_move (RhStoreRig *rig, const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (rig->root, from, NULL);
  g_autofree char *fresh = g_build_filename (rig->root, to, NULL);

  g_assert_cmpint (g_rename (old, fresh), ==, 0);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void
look_at (GString *out, const char *root, const char *path, gboolean closely)
{
  g_autofree char *full = g_build_filename (root, path, NULL);
  g_autoptr (GDir) dir = g_dir_open (full, 0, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *text = NULL;
  GStatBuf info;
  const char *name;

  if (dir == NULL)
    {
      g_file_get_contents (full, &text, NULL, NULL);
      g_lstat (full, &info);
      g_string_append_printf (out, "== %s\n%s", path, text != NULL ? text : "");
      if (closely)
        g_string_append_printf (out, "@%lu %ld.%09ld\n", (gulong) info.st_ino,
                                (glong) info.st_mtim.tv_sec, (glong) info.st_mtim.tv_nsec);
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, *path == '\0' ? g_strdup (name) : g_build_filename (path, name, NULL));
  g_ptr_array_sort (names, compare_names);
  for (guint i = 0; i < names->len; i++)
    look_at (out, root, g_ptr_array_index (names, i), closely);
}

char *
rh_store_rig_look (RhStoreRig *rig)
{
  GString *out = g_string_new (NULL);

  look_at (out, rig->root, "", TRUE);
  return g_string_free (out, FALSE);
}

char *
rh_store_rig_dump (RhStoreRig *rig)
{
  GString *out = g_string_new (NULL);

  look_at (out, rig->root, "", FALSE);
  return g_string_free (out, FALSE);
}

void
rh_store_rig_write_sample (RhStoreRig *rig)
{
  rh_store_rig_write (rig, "opencollection.yml",
                      "opencollection: 1.0.0\n\ninfo:\n  name: Acme\n\nrequest:\n  auth:\n"
                      "    type: oauth2\n    flow: authorization_code\n");
  rh_store_rig_write (rig, "Employees/folder.yml",
                      "info:\n  name: Employees\n  type: folder\n  seq: 1\n");
  rh_store_rig_write (rig, "Employees/Search.yml",
                      "# found by hand\ninfo:\n  name: Search\n  type: http\n  seq: 1\n\nhttp:\n"
                      "  method: GET\n  url: '{{api}}/employees?limit=20'\n  auth: inherit\n\n"
                      "runtime:\n  scripts:\n    - type: tests\n      code: |\n        a();\n");
  rh_store_rig_write (rig, "Employees/One.yml",
                      "info:\n  name: One\n  type: http\n  seq: 2\n\nhttp:\n  method: GET\n"
                      "  url: '{{api}}/employees/1'\n  auth: inherit\n");
  rh_store_rig_write (rig, "Vendors/folder.yml",
                      "info:\n  name: Vendors\n  type: folder\n  seq: 2\n");
  rh_store_rig_write (rig, "Vendors/Create.yml",
                      "info:\n  name: Create\n  type: http\n  seq: 1\n\nhttp:\n  method: POST\n"
                      "  url: '{{api}}/vendors'\n  body:\n    type: json\n    data: |-\n      {\n"
                      "        \"name\": \"Corner Bakery\"\n      }\n  auth: inherit\n");
  rh_store_rig_write (rig, "environments/Practice.yml",
                      "name: Practice\nvariables:\n  - name: api\n    value: http://localhost:1\n");
  rh_store_rig_write (rig, "environments/Staging.yml",
                      "name: Staging\nvariables:\n  - name: api\n    value: https://a.example\n"
                      "  - secret: true\n    name: client_secret\n");
}

void
rh_store_rig_open (RhStoreRig *rig)
{
  g_autoptr (GError) error = NULL;

  g_clear_object (&rig->store);
  g_clear_object (&rig->collection);
  rig->collection = rh_collection_new ("id", "");
  rig->store = rh_collection_store_new (rig->collection, RH_DISK (rig->faulty));
  g_assert_true (rh_collection_store_open (rig->store, &error));
  g_assert_no_error (error);
}

void
rh_store_rig_flush (RhStoreRig *rig)
{
  g_autoptr (GError) error = NULL;

  rh_collection_store_flush (rig->store, &error);
  g_assert_no_error (error);
}

void
rh_store_rig_refresh (RhStoreRig *rig)
{
  g_autoptr (GError) error = NULL;

  rh_collection_store_refresh (rig->store, &error);
  g_assert_no_error (error);
}

static void
unsaved_cb (GError **told, const GError *error)
{
  g_clear_error (told);
  *told = g_error_copy (error);
}

void
rh_store_rig_listen (RhStoreRig *rig, GError **told)
{
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), told);
}

RhRequestItem *
rh_store_rig_find (RhStoreRig *rig, const char *path)
{
  RhRequestItem *item = rh_collection_store_find (rig->store, path);

  g_assert_nonnull (item);
  return item;
}

static void
add_tree (GString *out, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *name = NULL;

      g_object_get (item, "name", &name, NULL);
      g_string_append_printf (out, "%s%s", i > 0 ? "," : "", name);
      if (!RH_IS_FOLDER (item))
        continue;
      g_string_append_c (out, '[');
      add_tree (out, RH_FOLDER (item));
      g_string_append_c (out, ']');
    }
}

char *
rh_store_rig_tree (RhStoreRig *rig)
{
  GString *out = g_string_new (NULL);

  add_tree (out, rh_collection_get_root (rig->collection));
  return g_string_free (out, FALSE);
}

void
rh_store_rig_assert_tree (RhStoreRig *rig, const char *expected)
{
  g_autofree char *tree = rh_store_rig_tree (rig);

  g_assert_cmpstr (tree, ==, expected);
}

void
rh_store_rig_open_sample (RhStoreRig *rig)
{
  rh_store_rig_write_sample (rig);
  rh_store_rig_open (rig);
}

RhFolder *
rh_store_rig_nth_folder (RhStoreRig *rig, guint n)
{
  GListModel *items = rh_folder_get_items (rh_collection_get_root (rig->collection));
  g_autoptr (RhFolder) folder = g_list_model_get_item (items, n);

  return folder; /* the collection keeps it */
}
