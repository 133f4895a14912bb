/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder that others change while it is open: another Rehearsal, git, an editor. In the end all
 * have what the folder has, and what did not get there is told. */
#include "collection/rh-tree.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <glib/gstdio.h>
#include <string.h>

#define NEW "info:\n  name: New\n  type: http\n\nhttp:\n  method: GET\n  url: u\n"

/* What somebody has open beside @rig. */
typedef struct
{
  RhCollection *collection;
  RhCollectionStore *store;
} Other;

static void
other_open (Other *other, RhStoreRig *rig)
{
  other->collection = rh_collection_new ("id", "");
  other->store = rh_collection_store_new (other->collection, rig->disk);
  g_assert_true (rh_collection_store_open (other->store, NULL));
}

static void
other_clear (Other *other)
{
  g_clear_object (&other->store);
  g_clear_object (&other->collection);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Other, other_clear)

static void
refresh (RhStoreRig *rig)
{
  g_autoptr (GError) error = NULL;

  rh_collection_store_refresh (rig->store, &error);
  g_assert_no_error (error);
}

static void
remove_outside (RhStoreRig *rig, const char *path)
{
  g_autofree char *file = g_build_filename (rig->root, path, NULL);

  g_assert_cmpint (g_remove (file), ==, 0);
}

static void
move_outside (RhStoreRig *rig, const char *from, const char *to)
{
  g_autofree char *old = g_build_filename (rig->root, from, NULL);
  g_autofree char *fresh = g_build_filename (rig->root, to, NULL);

  g_assert_cmpint (g_rename (old, fresh), ==, 0);
}

static void
unsaved_cb (GError **told, const GError *error)
{
  g_clear_error (told);
  *told = g_error_copy (error);
}

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

  refresh (rig);
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
  refresh (rig);
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
  remove_outside (rig, "Employees/folder.yml");
  refresh (rig);
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
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Create],Empty[Below[]],Plain[New]");
  remove_outside (rig, "Empty/Below/folder.yml");
  remove_outside (rig, "Plain/New.yml");
  refresh (rig);
  rh_store_rig_assert_tree (rig, RH_STORE_RIG_SAMPLE_TREE);
}

/* Here, the last request is taken out of it: it stays, and what it would take for that is there. */
static void
test_emptied_here (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  refresh (rig);
  rh_folder_remove (rh_store_rig_nth_folder (rig, 2),
                    G_OBJECT (rh_store_rig_find (rig, "Plain/New")));
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Create],Plain[]");
  g_assert_true (rh_store_rig_has (rig, "Plain/folder.yml"));
}

static void
test_renamed_directory (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  refresh (rig);
  move_outside (rig, "Plain", "Other");
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[Create],Other[New]");
}

static void
test_renamed_directory_and_changed (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  rh_store_rig_write (rig, "Plain/New.yml", NEW);
  refresh (rig);
  g_object_set (rh_store_rig_nth_folder (rig, 2), "note", "mine", NULL);
  move_outside (rig, "Plain", "Other");
  refresh (rig);
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
  refresh (rig);
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
  move_outside (rig, "Employees/Sub", "Aside");
  move_outside (rig, "Employees", "Staff");
  rh_store_rig_write (rig, "Staff/Sub/folder.yml", "info:\n  type: folder\n");
  move_outside (rig, "Aside", "Staff/Sub/Inner");
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Sub[Inner[New]],Search,One],Vendors[Create]");
}

/* What was made in it meanwhile brings it back. */
static void
test_filled_and_removed (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");

  rh_store_rig_open_sample (rig);
  remove_outside (rig, "Vendors/Create.yml");
  remove_outside (rig, "Vendors/folder.yml");
  remove_outside (rig, "Vendors");
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  refresh (rig);
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
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  rh_tree_move (G_OBJECT (rh_store_rig_nth_folder (rig, 1)), rh_store_rig_nth_folder (rig, 0), 0);
  move_outside (rig, "Employees", "Vendors/Employees");
  refresh (rig);
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
  remove_outside (rig, "Employees/Sub/Deep.yml");
  remove_outside (rig, "Employees/Sub/folder.yml");
  remove_outside (rig, "Employees/Sub");
  remove_outside (rig, "Employees/Search.yml");
  remove_outside (rig, "Employees/One.yml");
  remove_outside (rig, "Employees/folder.yml");
  remove_outside (rig, "Employees");
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Below[Deep]],Vendors[Create]");
  g_assert_false (rh_store_rig_has (rig, "Employees"));

  g_assert_true (rh_collection_store_resolve (rig->store, edited, TRUE, NULL));
  g_assert_true (rh_collection_store_save (rig->store, edited, NULL));
  after = rh_store_rig_read (rig, "Employees/Sub/folder.yml");
  g_assert_cmpstr (before, ==, after);
  outer = rh_store_rig_read (rig, "Employees/folder.yml");
  g_assert_nonnull (outer);
  refresh (rig);
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
  remove_outside (rig, "Employees/One.yml");
  refresh (rig);
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
  remove_outside (rig, "Employees/One.yml");
  refresh (rig);
  g_assert_true (rh_request_item_has_conflict (one));
  rh_store_rig_write (rig, "Employees/One.yml", text);
  refresh (rig);
  g_assert_false (rh_request_item_has_conflict (one));
  g_assert_cmpstr (rh_request_item_get_url (one), ==, "mine");

  rh_store_rig_write (rig, "Employees/One.yml", NEW);
  refresh (rig);
  g_assert_true (rh_request_item_has_conflict (one));
  rh_store_rig_write (rig, "Employees/One.yml", text);
  refresh (rig);
  g_assert_false (rh_request_item_has_conflict (one));
}

/* Names */

/* Its file was moved away: nothing else is put where it was, before that was seen. */
static void
test_known_name_is_taken (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Create", "GET", "fresh");

  rh_store_rig_open_sample (rig);
  move_outside (rig, "Vendors/Create.yml", "Employees/Create.yml");
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Create,Search,One],Vendors[Create]");
  g_assert_cmpstr (rh_collection_store_get_path (rig->store, fresh), ==, "Vendors/Create 2.yml");
}

/* What has its name now is a folder, and the other way round. */
static void
test_other_kind (RhStoreRig *rig, gconstpointer data)
{
  rh_store_rig_open_sample (rig);
  remove_outside (rig, "Employees/One.yml");
  rh_store_rig_write (rig, "Employees/One.yml/folder.yml", "info:\n  name: Below\n");
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Below[],Search],Vendors[Create]");

  remove_outside (rig, "Employees/One.yml/folder.yml");
  remove_outside (rig, "Employees/One.yml");
  rh_store_rig_write (rig, "Employees/One.yml",
                      "info:\n  name: One\n  type: http\n  seq: 2\n\nhttp:\n  method: GET\n"
                      "  url: u\n");
  refresh (rig);
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
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  move_outside (rig, "Vendors", "Suppliers");
  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  refresh (rig);
  g_assert_true (rh_store_rig_has (rig, "Suppliers/Fresh.yml"));
  g_assert_no_error (told);
}

static void
test_clash_is_told (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };
  g_autoptr (GError) told = NULL;
  RhEnvironment *staging;
  RhEnvironment *theirs;

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  theirs = rh_collection_get_environment (other.collection, "Staging");
  rh_environment_set (staging, "api", "mine");
  rh_environment_set (theirs, "api", "theirs");
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  refresh (rig);
  g_assert_cmpstr (rh_variable_get_value (rh_environment_lookup (staging, "api")), ==, "theirs");
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (told->message, ==, "environments/Staging.yml");

  g_clear_error (&told);
  refresh (rig);
  g_assert_no_error (told);
}

/* Others only moved it: nothing clashes. */
static void
test_moved_and_changed (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) told = NULL;
  g_autofree char *text = NULL;

  rh_store_rig_open_sample (rig);
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  g_object_set (rh_store_rig_nth_folder (rig, 1), "note", "mine", NULL);
  move_outside (rig, "Vendors", "Suppliers");
  refresh (rig);
  text = rh_store_rig_read (rig, "Suppliers/folder.yml");
  g_assert_nonnull (strstr (text, "docs: mine"));
  g_assert_false (rh_store_rig_has (rig, "Vendors"));
  g_assert_no_error (told);
}

static void
test_renamed_and_changed (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };
  g_autoptr (GError) told = NULL;
  g_autoptr (RhFolder) theirs = NULL;

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  g_object_set (rh_store_rig_nth_folder (rig, 1), "note", "mine", NULL);
  theirs
      = g_list_model_get_item (rh_folder_get_items (rh_collection_get_root (other.collection)), 1);
  g_object_set (theirs, "name", "Suppliers", NULL);
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Suppliers[Create]");
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (told->message, ==, "Suppliers/folder.yml");
}

/* A request that was renamed here, and there to something else. */
static void
test_renamed_twice (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  g_object_set (rh_store_rig_find (rig, "Employees/One"), "name", "Mine", NULL);
  g_object_set (rh_collection_store_find (other.store, "Employees/One"), "name", "Theirs", NULL);
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,Theirs],Vendors[Create]");
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
}

/* It is told first, whatever else could not be done. */
static void
test_clash_among_others (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  rh_folder_append (rh_store_rig_nth_folder (rig, 0), G_OBJECT (fresh));
  move_outside (rig, "Employees", "Staff");
  g_object_set (rh_store_rig_nth_folder (rig, 1), "note", "mine", NULL);
  rh_store_rig_write (rig, "Vendors/folder.yml", "info:\n  name: Theirs\n  type: folder\n");
  refresh (rig);
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  g_assert_cmpstr (told->message, ==, "Vendors/folder.yml");
  rh_store_rig_assert_tree (rig, "Employees[Search,One,Fresh],Theirs[Create]");
}

static void
write_over_cb (const char *path, gpointer user_data)
{
  rh_store_rig_write (user_data, path,
                      "info:\n  name: Theirs\n  type: http\n  seq: 2\n\nhttp:\n  method: GET\n"
                      "  url: theirs\n");
}

/* Their file came in the moment after ours. */
static void
test_written_over_at_once (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) fresh = rh_request_item_new ("Fresh", "GET", "fresh");
  RhRequestItem *one;

  rh_store_rig_open_sample (rig);
  one = rh_store_rig_find (rig, "Employees/One");
  g_object_set (one, "url", "mine", NULL);
  rh_faulty_disk_when_committed (rig->faulty, write_over_cb, rig);
  g_assert_true (rh_collection_store_save (rig->store, one, NULL));
  refresh (rig);
  g_assert_cmpstr (rh_request_item_get_url (one), ==, "theirs");

  rh_folder_append (rh_store_rig_nth_folder (rig, 1), G_OBJECT (fresh));
  rh_faulty_disk_when_committed (rig->faulty, write_over_cb, rig);
  rh_store_rig_flush (rig);
  refresh (rig);
  g_assert_cmpstr (rh_request_item_get_url (fresh), ==, "theirs");
}

/* A save is for one request: what else could not be written is told soon. */
static void
test_told_after_save (RhStoreRig *rig, gconstpointer data)
{
  RhRequestItem *search;
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  search = rh_store_rig_find (rig, "Employees/Search");
  g_object_set (search, "url", "mine", NULL);
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "mine");
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\n");
  g_assert_true (rh_collection_store_save (rig->store, search, NULL));
  while (told == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_error (told, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
}

/* What gave way is kept until somebody chose */

static const char *
value_of (RhEnvironment *environment, const char *name)
{
  return rh_variable_get_value (rh_environment_lookup (environment, name));
}

static gboolean
has_text (GBytes *text, const char *part)
{
  return text != NULL
         && g_strstr_len (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text), part)
                != NULL;
}

static gboolean
file_has (RhStoreRig *rig, const char *path, const char *part)
{
  g_autofree char *text = rh_store_rig_read (rig, path);

  return text != NULL && strstr (text, part) != NULL;
}

static void
assert_kept (RhStoreRig *rig, gpointer object, const char *mine_has, const char *theirs_has)
{
  g_autoptr (GBytes) mine = rh_collection_store_dup_mine (rig->store, object, NULL);
  g_autoptr (GBytes) theirs = rh_collection_store_dup_theirs (rig->store, object);

  g_assert_true (rh_collection_store_get_clash (rig->store) == object);
  g_assert_true (has_text (mine, mine_has));
  g_assert_true (theirs_has == NULL ? theirs == NULL : has_text (theirs, theirs_has));
}

static void
choose (RhStoreRig *rig, gpointer object, gboolean mine)
{
  g_autoptr (GError) error = NULL;

  rh_collection_store_resolve (rig->store, object, mine, &error);
  g_assert_no_error (error);
  g_assert_null (rh_collection_store_get_clash (rig->store));
  rh_store_rig_flush (rig);
}

/* Staging's api was changed on both sides. */
static RhEnvironment *
clash_in_staging (RhStoreRig *rig)
{
  RhEnvironment *staging;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  rh_environment_set (staging, "api", "mine");
  rh_store_rig_write (
      rig, "environments/Staging.yml",
      "# theirs\nname: Staging\nx: y\nvariables:\n  - name: api\n    value: theirs\n");
  refresh (rig);
  g_assert_cmpstr (value_of (staging, "api"), ==, "theirs");
  return staging;
}

static void
test_mine_comes_back (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  g_autoptr (GError) error = NULL;

  assert_kept (rig, staging, "mine", "theirs");
  g_assert_false (rh_collection_store_flush (rig->store, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
  choose (rig, staging, TRUE);
  g_assert_cmpstr (value_of (staging, "api"), ==, "mine");
  g_assert_true (file_has (rig, "environments/Staging.yml", "value: mine"));
  g_assert_true (file_has (rig, "environments/Staging.yml", "# theirs\n"));
  g_assert_true (file_has (rig, "environments/Staging.yml", "x: y\n"));
}

static void
test_theirs_stays (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  g_autofree char *before = rh_store_rig_look (rig);
  g_autofree char *after = NULL;

  choose (rig, staging, FALSE);
  g_assert_cmpstr (value_of (staging, "api"), ==, "theirs");
  after = rh_store_rig_look (rig);
  g_assert_cmpstr (before, ==, after);
}

/* Each of them, though the second was typed before anybody chose. */
static void
test_each_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  g_autoptr (GBytes) second = NULL;

  rh_environment_set (staging, "api", "second");
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\ndescription: again\n");
  refresh (rig);
  assert_kept (rig, staging, "mine", "again");
  g_assert_true (rh_collection_store_resolve (rig->store, staging, FALSE, NULL));
  assert_kept (rig, staging, "second", "again");
  choose (rig, staging, TRUE);
  g_assert_cmpstr (value_of (staging, "api"), ==, "second");
}

/* It was taken away after that. */
static void
test_gone_environment_comes_back (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);

  remove_outside (rig, "environments/Staging.yml");
  refresh (rig);
  g_assert_null (rh_collection_get_environment (rig->collection, "Staging"));
  assert_kept (rig, staging, "mine", NULL);
  choose (rig, staging, TRUE);
  g_assert_true (rh_collection_get_environment (rig->collection, "Staging") == staging);
  g_assert_true (file_has (rig, "environments/Staging.yml", "value: mine"));
}

/* And is there again, as another one. */
static void
test_other_environment_gets_it (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging = clash_in_staging (rig);
  RhEnvironment *other;

  remove_outside (rig, "environments/Staging.yml");
  rh_store_rig_write (rig, "environments/Other.yml", "name: Staging\ndescription: other\n");
  refresh (rig);
  other = rh_collection_get_environment (rig->collection, "Staging");
  g_assert_true (other != staging);
  choose (rig, staging, TRUE);
  g_assert_cmpstr (value_of (other, "api"), ==, "mine");
  g_assert_true (file_has (rig, "environments/Other.yml", "value: mine"));
  g_assert_false (rh_store_rig_has (rig, "environments/Staging.yml"));
}

/* It got another name here, and none there. */
static void
test_renamed_environment_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  g_object_set (staging, "name", "Mine", NULL);
  remove_outside (rig, "environments/Staging.yml");
  refresh (rig);
  assert_kept (rig, staging, "name: Mine", NULL);
  choose (rig, staging, TRUE);
  g_assert_true (file_has (rig, "environments/Mine.yml", "name: Mine"));
}

/* With its name, and so its place. */
static void
test_folder_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *vendors;

  rh_store_rig_open_sample (rig);
  vendors = rh_store_rig_nth_folder (rig, 1);
  g_object_set (vendors, "note", "mine", "name", "Suppliers", NULL);
  rh_store_rig_write (rig, "Vendors/folder.yml",
                      "# theirs\ninfo:\n  name: Theirs\n  type: folder\n  seq: 2\nx: y\n");
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Theirs[Create]");
  assert_kept (rig, vendors, "docs: mine", "name: Theirs");
  choose (rig, vendors, TRUE);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Suppliers[Create]");
  g_assert_cmpstr (rh_folder_get_note (vendors), ==, "mine");
  g_assert_true (file_has (rig, "Suppliers/folder.yml", "docs: mine"));
  g_assert_true (file_has (rig, "Suppliers/folder.yml", "x: y"));
  g_assert_true (file_has (rig, "Suppliers/folder.yml", "# theirs"));
}

static void
test_gone_folder_comes_back (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *vendors;

  rh_store_rig_open_sample (rig);
  vendors = rh_store_rig_nth_folder (rig, 1);
  g_object_set (vendors, "note", "mine", NULL);
  remove_outside (rig, "Vendors/Create.yml");
  remove_outside (rig, "Vendors/folder.yml");
  remove_outside (rig, "Vendors");
  refresh (rig);
  rh_store_rig_assert_tree (rig, "Employees[Search,One]");
  assert_kept (rig, vendors, "docs: mine", NULL);
  choose (rig, vendors, TRUE);
  rh_store_rig_assert_tree (rig, "Employees[Search,One],Vendors[]");
  g_assert_true (file_has (rig, "Vendors/folder.yml", "docs: mine"));
}

static void
test_collection_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhFolder *root;

  rh_store_rig_open_sample (rig);
  root = rh_collection_get_root (rig->collection);
  g_object_set (rig->collection, "name", "Mine", NULL);
  g_object_set (root, "note", "what it is", NULL);
  rh_environment_set_service (rh_collection_get_environment (rig->collection, "Staging"), "pleo");
  rh_store_rig_write (rig, "opencollection.yml",
                      "# theirs\nopencollection: 1.0.0\ninfo:\n  name: Theirs\n");
  refresh (rig);
  g_assert_cmpstr (rh_collection_get_name (rig->collection), ==, "Theirs");
  assert_kept (rig, root, "name: Mine", "name: Theirs");
  choose (rig, root, TRUE);
  g_assert_cmpstr (rh_collection_get_name (rig->collection), ==, "Mine");
  g_assert_true (file_has (rig, "opencollection.yml", "# theirs"));
  g_assert_true (file_has (rig, "opencollection.yml", "name: Mine"));
  g_assert_true (file_has (rig, "opencollection.yml", "service: pleo"));
}

/* A secret that was moved to the keyring before somebody chose. */
static void
test_moved_secret_stays_away (RhStoreRig *rig, gconstpointer data)
{
  static const char *const file = "info:\n  name: Vendors\n  type: folder\n  seq: 2\n"
                                  "request:\n  auth:\n    type: basic\n    username: u\n"
                                  "    password: %s\ndocs: %s\n";
  g_autofree char *before = g_strdup_printf (file, "p4ssw0rd", "base");
  g_autofree char *theirs = g_strdup_printf (file, "p4ssw0rd", "theirs");
  g_autofree char *moved = g_strdup_printf (file, "\"{{password}}\"", "theirs");
  g_autoptr (GBytes) expected = g_bytes_new (theirs, strlen (theirs));
  g_autoptr (GBytes) text = g_bytes_new (moved, strlen (moved));
  RhFolder *vendors;

  rh_store_rig_write_sample (rig);
  rh_store_rig_write (rig, "Vendors/folder.yml", before);
  rh_store_rig_open (rig);
  vendors = rh_store_rig_nth_folder (rig, 1);
  g_object_set (vendors, "note", "mine", NULL);
  rh_store_rig_write (rig, "Vendors/folder.yml", theirs);
  refresh (rig);
  g_assert_true (
      rh_collection_store_rewrite (rig->store, "Vendors/folder.yml", expected, text, NULL));
  choose (rig, vendors, TRUE);
  g_assert_true (file_has (rig, "Vendors/folder.yml", "docs: mine"));
  g_assert_true (file_has (rig, "Vendors/folder.yml", "{{password}}"));
  g_assert_false (file_has (rig, "Vendors/folder.yml", "p4ssw0rd"));
}

/* The value of a secret variable is in the keyring, and in nothing that is kept or written. */
static void
test_no_secret_is_kept (RhStoreRig *rig, gconstpointer data)
{
  RhEnvironment *staging;
  g_autoptr (GBytes) mine = NULL;

  rh_store_rig_open_sample (rig);
  staging = rh_collection_get_environment (rig->collection, "Staging");
  rh_environment_set (staging, "key", "s3cr3t");
  g_object_set (rh_environment_lookup (staging, "key"), "secret", TRUE, NULL);
  rh_store_rig_write (rig, "environments/Staging.yml", "name: Staging\ndescription: theirs\n");
  refresh (rig);
  mine = rh_collection_store_dup_mine (rig->store, staging, NULL);
  g_assert_true (has_text (mine, "key"));
  g_assert_false (has_text (mine, "s3cr3t"));
  choose (rig, staging, TRUE);
  g_assert_true (file_has (rig, "environments/Staging.yml", "key"));
  g_assert_false (file_has (rig, "environments/Staging.yml", "s3cr3t"));
}

/* An environment was changed here, which could have been told in the collection's file. */
static void
test_nothing_gave_way (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) told = NULL;

  rh_store_rig_open_sample (rig);
  g_signal_connect_swapped (rig->store, "unsaved", G_CALLBACK (unsaved_cb), &told);
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "mine");
  rh_store_rig_write (rig, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Theirs\n");
  refresh (rig);
  g_assert_no_error (told);
  g_assert_null (rh_collection_store_get_clash (rig->store));
  g_assert_cmpstr (rh_collection_get_name (rig->collection), ==, "Theirs");
  g_assert_true (file_has (rig, "environments/Staging.yml", "mine"));
}

static void
test_same_on_both_sides (RhStoreRig *rig, gconstpointer data)
{
  g_auto (Other) other = { NULL };

  rh_store_rig_open_sample (rig);
  other_open (&other, rig);
  rh_environment_set (rh_collection_get_environment (rig->collection, "Staging"), "api", "same");
  rh_environment_set (rh_collection_get_environment (other.collection, "Staging"), "api", "same");
  g_assert_true (rh_collection_store_flush (other.store, NULL));
  refresh (rig);
  g_assert_null (rh_collection_store_get_clash (rig->store));
  rh_store_rig_flush (rig);
}

/* One that could not get its file yet was not taken away by anybody. */
static void
test_unwritten_environment_stays (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (RhEnvironment) fresh = rh_environment_new ("Fresh");

  rh_store_rig_open_sample (rig);
  rh_collection_add_environment (rig->collection, fresh);
  rh_environment_set (fresh, "v", "mine");
  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_FULL);
  refresh (rig);
  g_assert_true (rh_collection_get_environment (rig->collection, "Fresh") == fresh);
  g_object_set (fresh, "name", "Other", NULL);
  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_NOT_FOUND);
  rh_store_rig_flush (rig);
  g_assert_true (file_has (rig, "environments/Other.yml", "value: mine"));
  g_assert_false (rh_store_rig_has (rig, "environments/Fresh.yml"));
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
  add ("clash-is-told", test_clash_is_told);
  add ("moved-and-changed", test_moved_and_changed);
  add ("renamed-and-changed", test_renamed_and_changed);
  add ("renamed-twice", test_renamed_twice);
  add ("clash-among-others", test_clash_among_others);
  add ("told-after-save", test_told_after_save);
  add ("written-over-at-once", test_written_over_at_once);
  add ("mine-comes-back", test_mine_comes_back);
  add ("theirs-stays", test_theirs_stays);
  add ("each-is-kept", test_each_is_kept);
  add ("gone-environment-comes-back", test_gone_environment_comes_back);
  add ("other-environment-gets-it", test_other_environment_gets_it);
  add ("renamed-environment-is-kept", test_renamed_environment_is_kept);
  add ("folder-is-kept", test_folder_is_kept);
  add ("gone-folder-comes-back", test_gone_folder_comes_back);
  add ("collection-is-kept", test_collection_is_kept);
  add ("moved-secret-stays-away", test_moved_secret_stays_away);
  add ("no-secret-is-kept", test_no_secret_is_kept);
  add ("nothing-gave-way", test_nothing_gave_way);
  add ("same-on-both-sides", test_same_on_both_sides);
  add ("unwritten-environment-stays", test_unwritten_environment_stays);
  return g_test_run ();
}
