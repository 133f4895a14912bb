/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that others change while it is open: another Rehearsal, git, an editor. In the end all
 * have what the folder has, and what did not get there is told. */
#include "collection/rh-tree.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define NEW "info:\n  name: New\n  type: http\n\nhttp:\n  method: GET\n  url: u\n"

/* Folders */

/* Others put a request into it meanwhile: that stays where it is, under what the folder says. */
static void
test_removed_and_filled (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Employees/folder.yml",
                      "info:\n  name: All Employees\n  type: folder\n  seq: 1\n");
  rh_store_rig_write (rig, "Employees/New.yml",
                      "info:\n  name: New\n  type: http\n\nhttp:\n  method: GET\n  url: u\n");
  rh_store_rig_open (rig);
  rh_folder_remove (rh_store_rig_nth_folder (rig, 0),
                    G_OBJECT (rh_store_rig_find (rig, "Employees/New")));
  rh_store_rig_write (rig, "Employees/New.yml",
                      "info:\n  name: New\n  type: http\n\nhttp:\n  method: GET\n  url: theirs\n");
  rh_folder_remove (rh_collection_get_root (rig->collection),
                    G_OBJECT (rh_store_rig_nth_folder (rig, 0)));
  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "Employees/One.yml"));
  g_assert_true (rh_store_rig_has (rig, "Employees/folder.yml"));

  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "All Employees[New],Vendors[Create]");
  g_assert_cmpstr (rh_request_item_get_url (rh_store_rig_find (rig, "Employees/New")), ==,
                   "theirs");
}

static void
test_removed_and_filled_deeply (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Employees/Sub/Deep/folder.yml", "info:\n  type: folder\n");
  rh_folder_remove (rh_collection_get_root (rig->collection),
                    G_OBJECT (rh_store_rig_nth_folder (rig, 0)));
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_has (rig, "Employees/folder.yml"));
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Sub[Deep[]]],Vendors[Create]");
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
  folder = rh_store_rig_nth_folder (rig, 0);
  g_assert_cmpstr (rh_folder_get_name (folder), ==, "All");
  g_assert_cmpstr (rh_folder_get_note (folder), ==, "what it is");
  rh_store_rig_remove (rig, "Employees/folder.yml");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Vendors[Create],Employees[Search,One]");
  g_assert_cmpstr (rh_folder_get_note (folder), ==, "");
  g_assert_cmpint (rh_folder_get_auth_kind (folder), ==, RH_AUTH_KIND_INHERIT);

  rh_store_rig_flush (rig);
  g_assert_false (rh_store_rig_has (rig, "Employees/folder.yml"));
  rh_environment_set (rh_folder_get_scope (folder), "v", "w");
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_has (rig, "Employees/folder.yml"));
}

/* It was a folder by its file or by its request; by neither it is none of the collection's. */
static void
test_nothing_left (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Empty/Below/folder.yml", "info:\n  type: folder\n");
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Create],Empty[Below[]],Plain[New]");
  rh_store_rig_remove (rig, "Empty/Below/folder.yml");
  rh_store_rig_remove (rig, "Plain/New.yml");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, RH_STORE_RIG_SAMPLE_TREE);
}

/* Here, the last request is taken out of it: it stays, and what it would take for that is there. */
static void
test_emptied_here (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  rh_store_rig_refresh (rig);
  rh_folder_remove (rh_store_rig_nth_folder (rig, 2),
                    G_OBJECT (rh_store_rig_find (rig, "Plain/New")));
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Create],Plain[]");
  g_assert_true (rh_store_rig_has (rig, "Plain/folder.yml"));
}

static void
test_renamed_directory (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  rh_store_rig_refresh (rig);
  rh_store_rig_move (rig, "Plain", "Other");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Create],Other[New]");
}

static void
test_renamed_directory_and_changed (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  rh_store_rig_refresh (rig);
  g_object_set (rh_store_rig_nth_folder (rig, 2), "note", "mine", NULL);
  rh_store_rig_move (rig, "Plain", "Other");
  rh_store_rig_refresh (rig);
  text = rh_store_rig_read (rig, "Other/folder.yml");
  g_assert_nonnull (text);
  g_assert_nonnull (strstr (text, "docs: mine"));
}

/* It keeps its name where that of its directory is taken. */
static void
test_plain_is_moved (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  rh_store_rig_write (rig, "Employees/Plain/README.md", "not ours");
  rh_store_rig_refresh (rig);
  rh_tree_move (G_OBJECT (rh_store_rig_nth_folder (rig, 2)), rh_store_rig_nth_folder (rig, 0), 0);
  rh_store_rig_flush (rig);
  g_assert_true (rh_store_rig_has (rig, "Employees/Plain 2/New.yml"));
  rh_store_rig_open (rig);
  rh_store_rig_assert_tree (rig, "Employees[Plain[New],Search,One],Vendors[Create]");
}

/* Its folder was moved, and it into what has its name there now. */
static void
test_moved_into_its_place (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Employees/Sub/folder.yml", "info:\n  type: folder\n");
  rh_store_rig_write (rig, "Employees/Sub/Deep.yml", NEW);
  rh_store_rig_open (rig);
  rh_store_rig_move (rig, "Employees/Sub", "Aside");
  rh_store_rig_move (rig, "Employees", "Staff");
  rh_store_rig_write (rig, "Staff/Sub/folder.yml", "info:\n  type: folder\n");
  rh_store_rig_move (rig, "Aside", "Staff/Sub/Inner");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Sub[Inner[New]],Search,One],Vendors[Create]");
}

/* What was made in it meanwhile brings it back. */
static void
test_filled_and_removed (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");

  rh_store_rig_open_sample (rig);
  rh_store_rig_remove (rig, "Vendors/Create.yml");
  rh_store_rig_remove (rig, "Vendors/folder.yml");
  rh_store_rig_remove (rig, "Vendors");
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Fresh]");
  g_assert_true (rh_store_rig_has (rig, "Vendors/Fresh.yml"));
  g_assert_true (rh_store_rig_has (rig, "Vendors/folder.yml"));
}

/* Each moved one into the other. */
static void
test_moved_crosswise (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_listen (rig, &told);
  rh_tree_move (G_OBJECT (rh_store_rig_nth_folder (rig, 1)), rh_store_rig_nth_folder (rig, 0), 0);
  rh_store_rig_move (rig, "Employees", "Vendors/Employees");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Vendors[Employees[Search,One],Create]");
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
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
  rh_store_rig_remove (rig, "Employees/Sub/Deep.yml");
  rh_store_rig_remove (rig, "Employees/Sub/folder.yml");
  rh_store_rig_remove (rig, "Employees/Sub");
  rh_store_rig_remove (rig, "Employees/Search.yml");
  rh_store_rig_remove (rig, "Employees/One.yml");
  rh_store_rig_remove (rig, "Employees/folder.yml");
  rh_store_rig_remove (rig, "Employees");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Below[Deep]],Vendors[Create]");
  g_assert_false (rh_store_rig_has (rig, "Employees"));

  g_assert_true (rh_collection_store_resolve (rig->store, edited, TRUE, NULL));
  g_assert_true (rh_collection_store_save (rig->store, edited, NULL));
  after = rh_store_rig_read (rig, "Employees/Sub/folder.yml");
  g_assert_cmpstr (before, ==, after);
  outer = rh_store_rig_read (rig, "Employees/folder.yml");
  g_assert_nonnull (outer);
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Below[Deep]],Vendors[Create]");
}

/* Kept as it was, it is kept all the same: a file that another program laid out, too. */
static void
test_kept_unchanged (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *one;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Employees/One.yml",
                      "http: { url: '{{api}}/employees/1', method: GET, auth: inherit }\n"
                      "info: { name: One, type: http, seq: 2 }\n");
  rh_store_rig_open (rig);
  one = rh_store_rig_find (rig, "Employees/One");
  g_object_set (one, "url", "mine", NULL);
  rh_store_rig_remove (rig, "Employees/One.yml");
  rh_store_rig_refresh (rig);
  g_assert_true (rh_request_item_has_conflict (one));
  g_object_set (one, "url", "{{api}}/employees/1", NULL);
  g_assert_true (rh_collection_store_resolve (rig->store, one, TRUE, NULL));
  g_assert_true (rh_collection_store_save (rig->store, one, NULL));
  g_assert_true (rh_store_rig_has (rig, "Employees/One.yml"));
}

/* Put away by git, and brought back: there is nothing to choose. */
static void
test_conflict_goes (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *one;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  one = rh_store_rig_find (rig, "Employees/One");
  text = rh_store_rig_read (rig, "Employees/One.yml");
  g_object_set (one, "url", "mine", NULL);
  rh_store_rig_remove (rig, "Employees/One.yml");
  rh_store_rig_refresh (rig);
  g_assert_true (rh_request_item_has_conflict (one));
  rh_store_rig_write (rig, "Employees/One.yml", text);
  rh_store_rig_refresh (rig);
  g_assert_false (rh_request_item_has_conflict (one));
  g_assert_cmpstr (rh_request_item_get_url (one), ==, "mine");

  rh_store_rig_write (rig, "Employees/One.yml", NEW);
  rh_store_rig_refresh (rig);
  g_assert_true (rh_request_item_has_conflict (one));
  rh_store_rig_write (rig, "Employees/One.yml", text);
  rh_store_rig_refresh (rig);
  g_assert_false (rh_request_item_has_conflict (one));
}

/* Names */

/* Its file was moved away: nothing else is put where it was, before that was seen. */
static void
test_known_name_is_taken (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Create", "GET", "fresh");

  rh_store_rig_open_sample (rig);
  rh_store_rig_move (rig, "Vendors/Create.yml", "Employees/Create.yml");
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Create,Search,One],Vendors[Create]");
  g_assert_cmpstr (rh_collection_store_get_path (rig->store, fresh), ==, "Vendors/Create 2.yml");
}

/* What has its name now is a folder, and the other way round. */
static void
test_other_kind (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_remove (rig, "Employees/One.yml");
  rh_store_rig_write (rig, "Employees/One.yml/folder.yml", "info:\n  name: Below\n");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Below[],Search],Vendors[Create]");

  rh_store_rig_remove (rig, "Employees/One.yml/folder.yml");
  rh_store_rig_remove (rig, "Employees/One.yml");
  rh_store_rig_write (rig, "Employees/One.yml",
                      "info:\n  name: One\n  type: http\n  seq: 2\n\nhttp:\n  method: GET\n"
                      "  url: u\n");
  rh_store_rig_refresh (rig);
  rh_store_rig_assert_tree (rig, RH_STORE_RIG_SAMPLE_TREE);
}

/* What only began like a request gets another place, and is not touched. */
static void
test_unreadable_moves (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Employees/Odd.yml",
                      "info:\n  name: Odd\n  type: http\n  seq: 3\n\nhttp:\n  method: GET\n"
                      "  url: u\n  body:\n    type: json\n    data: &a x\n");
  rh_store_rig_open (rig);
  before = rh_store_rig_read (rig, "Employees/Odd.yml");
  rh_tree_move (G_OBJECT (rh_store_rig_find (rig, "Employees/Odd")),
                rh_store_rig_nth_folder (rig, 0), 0);
  g_assert_false (rh_collection_store_flush (rig->store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_BROKEN);
  after = rh_store_rig_read (rig, "Employees/Odd.yml");
  g_assert_cmpstr (before, ==, after);
}

/* Two at once */

/* Without waiting for a further change. */
static void
test_written_after_all (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_listen (rig, &told);
  rh_store_rig_move (rig, "Vendors", "Suppliers");
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  rh_store_rig_refresh (rig);
  g_assert_true (rh_store_rig_has (rig, "Suppliers/Fresh.yml"));
  g_assert_no_error (told);
}

/* Others only moved it: nothing clashes. */
static void
test_moved_and_changed (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) told = NULL;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_listen (rig, &told);
  g_object_set (rh_store_rig_nth_folder (rig, 1), "note", "mine", NULL);
  rh_store_rig_move (rig, "Vendors", "Suppliers");
  rh_store_rig_refresh (rig);
  text = rh_store_rig_read (rig, "Suppliers/folder.yml");
  g_assert_nonnull (strstr (text, "docs: mine"));
  g_assert_false (rh_store_rig_has (rig, "Vendors"));
  g_assert_no_error (told);
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
  add ("nothing-left", test_nothing_left);
  add ("emptied-here", test_emptied_here);
  add ("renamed-directory", test_renamed_directory);
  add ("renamed-directory-and-changed", test_renamed_directory_and_changed);
  add ("plain-is-moved", test_plain_is_moved);
  add ("moved-into-its-place", test_moved_into_its_place);
  add ("filled-and-removed", test_filled_and_removed);
  add ("moved-crosswise", test_moved_crosswise);
  add ("folder-comes-back", test_folder_comes_back);
  add ("kept-unchanged", test_kept_unchanged);
  add ("conflict-goes", test_conflict_goes);
  add ("known-name-is-taken", test_known_name_is_taken);
  add ("other-kind", test_other_kind);
  add ("unreadable-moves", test_unreadable_moves);
  add ("written-after-all", test_written_after_all);
  add ("moved-and-changed", test_moved_and_changed);
  return g_test_run ();
}
