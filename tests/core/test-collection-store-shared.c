/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that others change while it is open: another Rehearsal, git, an editor. In the end all
 * have what the folder has, and what did not get there is told. */
#include "collection/rh-tree.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define SAMPLE_TREE "Employees[Search,One],Vendors[Create]"

static void
refresh (RhStoreRig *rig)
{
  g_autoptr (GError) error = NULL;

  rh_collection_store_refresh (rig->store, &error);
  g_assert_no_error (error);
}

static void
assert_tree (RhStoreRig *rig, const char *expected)
{
  g_autofree char *tree = rh_store_rig_tree (rig);

  g_assert_cmpstr (tree, ==, expected);
}

static void
open_sample (RhStoreRig *rig)
{
  rh_store_rig_write_sample (rig);
  rh_store_rig_open (rig);
}

static RhFolder *
nth_folder (RhStoreRig *rig, guint n)
{
  GListModel *items = rh_folder_get_items (rh_collection_get_root (rig->collection));
  g_autoptr (RhFolder) folder = g_list_model_get_item (items, n);

  return folder; /* the collection keeps it */
}

static void
remove_outside (RhStoreRig *rig, const char *path)
{
  g_autofree char *file = g_build_filename (rig->root, path, NULL);

  g_assert_cmpint (g_remove (file), ==, 0);
}

/* Folders */

/* Others put a request into it meanwhile: that stays where it is, under what the folder says. */
static void
test_removed_and_filled (RhStoreRig *rig, gconstpointer data)
{
  open_sample (rig);
  rh_store_rig_write (rig, "Employees/folder.yml",
                      "info:\n  name: All Employees\n  type: folder\n  seq: 1\n");
  rh_store_rig_write (rig, "Employees/New.yml",
                      "info:\n  name: New\n  type: http\n\nhttp:\n  method: GET\n  url: u\n");
  rh_store_rig_open (rig);
  rh_folder_remove (nth_folder (rig, 0), G_OBJECT (rh_store_rig_find (rig, "Employees/New")));
  rh_store_rig_write (rig, "Employees/New.yml",
                      "info:\n  name: New\n  type: http\n\nhttp:\n  method: GET\n  url: theirs\n");
  rh_folder_remove (rh_collection_get_root (rig->collection), G_OBJECT (nth_folder (rig, 0)));
  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "Employees/One.yml"));
  g_assert_true (rh_store_rig_has (rig, "Employees/folder.yml"));

  refresh (rig);
  assert_tree (rig, "All Employees[New],Vendors[Create]");
  g_assert_cmpstr (rh_request_item_get_url (rh_store_rig_find (rig, "Employees/New")), ==,
                   "theirs");
}

static void
test_removed_and_filled_deeply (RhStoreRig *rig, gconstpointer data)
{
  open_sample (rig);
  rh_store_rig_write (rig, "Employees/Sub/Deep/folder.yml", "info:\n  type: folder\n");
  rh_folder_remove (rh_collection_get_root (rig->collection), G_OBJECT (nth_folder (rig, 0)));
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_has (rig, "Employees/folder.yml"));
  refresh (rig);
  assert_tree (rig, "Employees[Sub[Deep[]]],Vendors[Create]");
}

/* The folder is there, and says nothing of itself any more. */
static void
test_file_of_folder_gone (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *folder;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Employees/folder.yml",
                      "info:\n  name: All\n  type: folder\n  seq: 1\n\ndocs: what it is\n");
  rh_store_rig_open (rig);
  folder = nth_folder (rig, 0);
  g_assert_cmpstr (rh_folder_get_name (folder), ==, "All");
  g_assert_cmpstr (rh_folder_get_note (folder), ==, "what it is");
  remove_outside (rig, "Employees/folder.yml");
  refresh (rig);
  assert_tree (rig, "Vendors[Create],Employees[Search,One]");
  g_assert_cmpstr (rh_folder_get_note (folder), ==, "");

  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "Employees/folder.yml"));
  rh_environment_set (rh_folder_get_scope (folder), "v", "w");
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_has (rig, "Employees/folder.yml"));
}

/* With what they said, as the request that is kept. */
static void
test_folder_comes_back (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *edited;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  g_autofree char *outer = NULL;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Employees/Sub/folder.yml", "# mine\ninfo:\n  name: Below\nx: kept\n");
  rh_store_rig_write (rig, "Employees/Sub/Deep.yml",
                      "info:\n  name: Deep\n  type: http\n\nhttp:\n  method: GET\n  url: u\n");
  rh_store_rig_open (rig);
  before = rh_store_rig_read (rig, "Employees/Sub/folder.yml");
  edited = rh_store_rig_find (rig, "Employees/Sub/Deep");
  g_object_set (edited, "url", "mine", NULL);
  remove_outside (rig, "Employees/Sub/Deep.yml");
  remove_outside (rig, "Employees/Sub/folder.yml");
  remove_outside (rig, "Employees/Sub");
  remove_outside (rig, "Employees/Search.yml");
  remove_outside (rig, "Employees/One.yml");
  remove_outside (rig, "Employees/folder.yml");
  remove_outside (rig, "Employees");
  refresh (rig);
  assert_tree (rig, "Employees[Below[Deep]],Vendors[Create]");
  g_assert_false (rh_store_rig_has (rig, "Employees"));

  g_assert_true (rh_collection_store_resolve (rig->store, edited, TRUE, NULL));
  g_assert_true (rh_collection_store_save (rig->store, edited, NULL));
  after = rh_store_rig_read (rig, "Employees/Sub/folder.yml");
  g_assert_cmpstr (before, ==, after);
  outer = rh_store_rig_read (rig, "Employees/folder.yml");
  g_assert_nonnull (outer);
  refresh (rig);
  assert_tree (rig, "Employees[Below[Deep]],Vendors[Create]");
}

/* Kept as it was, it is kept all the same. */
static void
test_kept_unchanged (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *one;

  open_sample (rig);
  one = rh_store_rig_find (rig, "Employees/One");
  g_object_set (one, "url", "mine", NULL);
  remove_outside (rig, "Employees/One.yml");
  refresh (rig);
  g_assert_true (rh_request_item_has_conflict (one));
  g_object_set (one, "url", "{{api}}/employees/1", NULL);
  g_assert_true (rh_collection_store_resolve (rig->store, one, TRUE, NULL));
  g_assert_true (rh_collection_store_save (rig->store, one, NULL));
  g_assert_true (rh_store_rig_has (rig, "Employees/One.yml"));
}

/* Names */

/* What has its name now is a folder, and the other way round. */
static void
test_other_kind (RhStoreRig *rig, gconstpointer data)
{
  open_sample (rig);
  remove_outside (rig, "Employees/One.yml");
  rh_store_rig_write (rig, "Employees/One.yml/folder.yml", "info:\n  name: Below\n");
  refresh (rig);
  assert_tree (rig, "Employees[Below[],Search],Vendors[Create]");

  remove_outside (rig, "Employees/One.yml/folder.yml");
  remove_outside (rig, "Employees/One.yml");
  rh_store_rig_write (rig, "Employees/One.yml",
                      "info:\n  name: One\n  type: http\n  seq: 2\n\nhttp:\n  method: GET\n"
                      "  url: u\n");
  refresh (rig);
  assert_tree (rig, SAMPLE_TREE);
}

static void
add (const char *name, void (*test) (RhStoreRig *rig, gconstpointer data))
{
  g_autofree char *path = g_strconcat ("/collection-store-shared/", name, NULL);

  g_test_add (path, RhStoreRig, NULL, rh_store_rig_set_up, test, rh_store_rig_tear_down);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("removed-and-filled", test_removed_and_filled);
  add ("removed-and-filled-deeply", test_removed_and_filled_deeply);
  add ("file-of-folder-gone", test_file_of_folder_gone);
  add ("folder-comes-back", test_folder_comes_back);
  add ("kept-unchanged", test_kept_unchanged);
  add ("other-kind", test_other_kind);
  return g_test_run ();
}
