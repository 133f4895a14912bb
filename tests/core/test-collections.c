/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which collections are open, where they are kept, and which folders this user knows. */
#include "collection/rh-folder-disk.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"
#include "workspace/rh-collections.h"
#include "workspace/rh-state-file.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct
{
  RhStoreRig folder;
  GFile *data;
  GFile *state;
  RhCollections *collections;
} Rig;

static void
start (Rig *rig)
{
  g_clear_object (&rig->collections);
  rig->collections = rh_collections_new (rig->data, rig->state);
}

static void
set_up (Rig *rig, gconstpointer data)
{
  rh_store_rig_set_up (&rig->folder, NULL);
  rig->data = g_file_new_build_filename (g_get_user_data_dir (), "rehearsal", NULL);
  rig->state = g_file_new_build_filename (g_get_user_state_dir (), "rehearsal", NULL);
  start (rig);
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  g_clear_object (&rig->collections);
  g_clear_object (&rig->data);
  g_clear_object (&rig->state);
  rh_store_rig_tear_down (&rig->folder, NULL);
}

static GFile *
folder_of (Rig *rig)
{
  return g_file_new_for_path (rig->folder.root);
}

static RhCollection *
open_folder (Rig *rig, const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  RhCollection *collection = rh_collections_open (rig->collections, folder, &error);

  g_assert_no_error (error);
  g_assert_nonnull (collection);
  return collection;
}

/* security.md 3.1: new to this user, it may use nothing; and the id is of the path, not of the
 * folder. */
static void
test_new_folder_is_not_accepted (Rig *rig, gconstpointer data)
{
  g_autofree char *file = g_build_filename (rig->folder.root, "opencollection.yml", NULL);
  g_autofree char *link = g_strconcat (rig->folder.root, "-link", NULL);
  g_autofree char *id = NULL;
  RhCollection *collection;
  g_autoptr (GFile) state = g_file_get_child (rig->state, "folders.json");
  GStatBuf info;

  rh_store_rig_write_sample (&rig->folder);
  collection = open_folder (rig, rig->folder.root);
  g_assert_false (rh_collection_is_accepted (collection));
  g_assert_cmpuint (strlen (rh_collection_get_id (collection)), ==, 22); /* 128 bits */
  id = g_strdup (rh_collection_get_id (collection));

  /* one collection, however it is reached */
  g_assert_true (open_folder (rig, file) == collection);
  g_assert_cmpint (symlink (rig->folder.root, link), ==, 0);
  g_assert_true (open_folder (rig, link) == collection);
  g_unlink (link);
  g_assert_cmpuint (g_list_model_get_n_items (rh_collections_get_list (rig->collections)), ==, 1);

  g_assert_true (rh_collections_accept (rig->collections, collection, NULL));
  g_assert_true (rh_collection_is_accepted (collection));
  g_assert_cmpint (g_stat (g_file_peek_path (state), &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);

  start (rig);
  collection = open_folder (rig, rig->folder.root);
  g_assert_cmpstr (rh_collection_get_id (collection), ==, id);
  g_assert_true (rh_collection_is_accepted (collection));
}

/* A copy of the folder is another one. */
static void
test_copy_is_another (Rig *rig, gconstpointer data)
{
  RhStoreRig copy = { 0 };
  RhCollection *first;
  RhCollection *second;

  rh_store_rig_set_up (&copy, NULL);
  rh_store_rig_write_sample (&rig->folder);
  rh_store_rig_write_sample (&copy);
  first = open_folder (rig, rig->folder.root);
  g_assert_true (rh_collections_accept (rig->collections, first, NULL));
  second = open_folder (rig, copy.root);
  g_assert_true (first != second);
  g_assert_cmpstr (rh_collection_get_id (first), !=, rh_collection_get_id (second));
  g_assert_false (rh_collection_is_accepted (second));
  rh_store_rig_tear_down (&copy, NULL);
}

/* Who is trusted and under which id is not known, so nothing is opened and nothing written over:
 * the file can be repaired. */
static void
test_broken_state_is_left_alone (Rig *rig, gconstpointer data)
{
  static const char *const texts[]
      = { "{\"folders\":", "{\"version\":2,\"folders\":{}}", "{\"folders\":{\"/a\":1}}" };
  static const RhStateFileError codes[]
      = { RH_STATE_FILE_ERROR_BROKEN, RH_STATE_FILE_ERROR_NEWER, RH_STATE_FILE_ERROR_BROKEN };
  g_autoptr (GFile) state = g_file_get_child (rig->state, "folders.json");
  g_autoptr (GFile) folder = folder_of (rig);
  g_autofree char *good = NULL;
  g_autofree char *id = NULL;

  rh_store_rig_write_sample (&rig->folder);
  id = g_strdup (rh_collection_get_id (open_folder (rig, rig->folder.root)));
  g_file_get_contents (g_file_peek_path (state), &good, NULL, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_assert_true (g_file_set_contents (g_file_peek_path (state), texts[i], -1, NULL));
      start (rig);
      for (guint again = 0; again < 2; again++)
        {
          g_autoptr (GError) error = NULL;
          g_autofree char *after = NULL;

          g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*folders.json*");
          if (again == 0)
            g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*folders.json*");
          g_assert_null (rh_collections_open (rig->collections, folder, &error));
          g_test_assert_expected_messages ();
          g_assert_error (error, RH_STATE_FILE_ERROR, (int) codes[i]);
          g_file_get_contents (g_file_peek_path (state), &after, NULL, NULL);
          g_assert_cmpstr (after, ==, texts[i]);
        }
    }

  /* repaired, without a start */
  g_assert_true (g_file_set_contents (g_file_peek_path (state), good, -1, NULL));
  g_assert_cmpstr (rh_collection_get_id (open_folder (rig, rig->folder.root)), ==, id);
}

static void
test_create (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) folder = folder_of (rig);
  g_autoptr (GError) error = NULL;
  RhCollection *first
      = rh_collections_create (rig->collections, folder, "Acme", NULL, NULL, &error);
  RhCollection *second;

  g_assert_no_error (error);
  g_assert_true (rh_collection_is_accepted (first));
  g_assert_true (rh_store_rig_has (&rig->folder, "opencollection.yml"));
  /* where something is already, it gets a folder of its own */
  second = rh_collections_create (rig->collections, folder, "More: Acme", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rh_store_rig_has (&rig->folder, "More- Acme/opencollection.yml"));
  g_assert_true (rh_collections_close (rig->collections, second, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (rh_collections_get_list (rig->collections)), ==, 1);
  g_assert_null (rh_collections_get_store (rig->collections, second));
}

static RhCollection *
add_starter (Rig *rig)
{
  g_autofree char *id = rh_collections_dup_starter_id (rig->collections);
  g_autoptr (RhCollection) collection = rh_collection_new (id, "Starter");
  g_autoptr (RhFolder) folder = rh_folder_new ("F");
  g_autoptr (RhRequestItem) item = rh_request_item_new ("R", "GET", "u");

  g_object_set (collection, "starter", TRUE, NULL);
  rh_folder_append (folder, G_OBJECT (item));
  rh_folder_append (rh_collection_get_root (collection), G_OBJECT (folder));
  rh_collections_add_starter (rig->collections, collection);
  return collection; /* the list keeps it */
}

static void
test_starter_is_ordinary (Rig *rig, gconstpointer data)
{
  RhCollection *starter = add_starter (rig);
  g_autofree char *id = g_strdup (rh_collection_get_id (starter));
  g_autoptr (GFile) folder = folder_of (rig);
  g_autoptr (GFile) kept
      = g_file_resolve_relative_path (rig->data, "collections/starter/opencollection.yml");
  g_autoptr (GFile) found = NULL;
  g_autoptr (GError) error = NULL;
  RhRequestItem *item;

  g_assert_true (g_file_query_exists (kept, NULL));
  g_assert_null (rh_collection_get_folder (starter));
  start (rig);
  g_assert_true (rh_collections_has_files (rig->collections));
  g_assert_true (rh_collections_load (rig->collections, NULL));
  starter = rh_collections_get_starter (rig->collections);
  g_assert_cmpstr (rh_collection_get_id (starter), ==, id);
  g_assert_true (rh_collection_is_accepted (starter));

  /* saved to a folder it is the same collection, and nothing is left behind */
  item = rh_collection_store_find (rh_collections_get_store (rig->collections, starter), "F/R");
  g_object_set (item, "url", "typed", NULL);
  g_assert_true (rh_collections_save_to (rig->collections, starter, folder, &error));
  g_assert_no_error (error);
  g_assert_true (rh_store_rig_has (&rig->folder, "F/R.yml"));
  g_assert_false (g_file_query_exists (kept, NULL));
  g_assert_true (g_file_equal (rh_collection_get_folder (starter), folder));
  g_assert_null (rh_collections_get_starter (rig->collections));
  g_assert_true (
      rh_collection_store_find (rh_collections_get_store (rig->collections, starter), "F/R")
      == item);

  start (rig);
  g_assert_true (rh_collections_load (rig->collections, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (rh_collections_get_list (rig->collections)), ==, 0);
  found = rh_known_folders_dup_folder (rh_collections_get_known (rig->collections), id);
  g_assert_true (g_file_equal (found, folder));
  starter = open_folder (rig, rig->folder.root);
  g_assert_cmpstr (rh_collection_get_id (starter), ==, id);
  g_assert_true (rh_collection_is_accepted (starter));
}

/* security.md 3.1: a new home with the same keyring finds nothing of an old one's. */
static void
read_ahead (Rig *rig)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (folders, folder_of (rig));
  g_ptr_array_add (folders, folder_of (rig)); /* two windows */
  g_ptr_array_add (folders, g_file_new_for_path ("/nowhere"));
  rh_collections_read_ahead (rig->collections, folders);
}

/* The thread finds what a plain open finds, and what it made is what is opened. */
static void
test_read_ahead (Rig *rig, gconstpointer data)
{
  RhCollection *collection;
  g_autofree char *id = NULL;

  add_starter (rig);
  rh_store_rig_write_sample (&rig->folder);
  id = g_strdup (rh_collection_get_id (open_folder (rig, rig->folder.root)));
  start (rig);
  read_ahead (rig);
  g_assert_true (rh_collections_load (rig->collections, NULL)); /* the thread has ended */
  g_assert_nonnull (rh_collections_get_starter (rig->collections));
  rh_store_rig_write (&rig->folder, "Late.yml", "info:\n  name: Late\n  type: http\n");
  collection = open_folder (rig, rig->folder.root);
  g_assert_cmpstr (rh_collection_get_id (collection), ==, id);
  g_assert_null (
      rh_collection_store_find (rh_collections_get_store (rig->collections, collection), "Late"));
  g_assert_cmpuint (g_list_model_get_n_items (rh_collections_get_list (rig->collections)), ==, 2);
}

/* What was not asked for in time may be another by now. */
static void
test_read_ahead_ends (Rig *rig, gconstpointer data)
{
  RhCollection *collection;

  rh_store_rig_write_sample (&rig->folder);
  read_ahead (rig);
  rh_collections_end_ahead (rig->collections);
  rh_store_rig_write (&rig->folder, "Late.yml", "info:\n  name: Late\n  type: http\n");
  collection = open_folder (rig, rig->folder.root);
  g_assert_nonnull (
      rh_collection_store_find (rh_collections_get_store (rig->collections, collection), "Late"));
}

/* An error is told to whoever opens it. */
static void
test_read_ahead_tells_later (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) folder = folder_of (rig);
  g_autoptr (GError) error = NULL;

  read_ahead (rig); /* there is no opencollection.yml */
  g_assert_null (rh_collections_open (rig->collections, folder, &error));
  g_assert_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NONE_HERE);
}

static void
test_new_home_new_id (Rig *rig, gconstpointer data)
{
  g_autofree char *id = rh_collections_dup_starter_id (rig->collections);
  g_autoptr (GFile) elsewhere = g_file_new_build_filename (rig->folder.root, "state", NULL);
  g_autoptr (RhCollections) other = rh_collections_new (rig->data, elsewhere);
  g_autofree char *other_id = rh_collections_dup_starter_id (other);

  g_assert_cmpstr (id, !=, other_id);
}

static void
test_nothing_yet (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_collections_has_files (rig->collections));
  g_assert_true (rh_collections_load (rig->collections, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (rh_collections_get_list (rig->collections)), ==, 0);
}

static void
test_files_once_a_path (Rig *rig, gconstpointer data)
{
  RhKnownFolders *known = rh_collections_get_known (rig->collections);
  RhCollection *collection;

  rh_store_rig_write_sample (&rig->folder);
  collection = open_folder (rig, rig->folder.root);
  g_assert_false (
      rh_known_folders_allows_file (known, rh_collection_get_id (collection), "/etc/hosts"));
  g_assert_true (
      rh_known_folders_allow_file (known, rh_collection_get_id (collection), "/etc/hosts", NULL));
  start (rig);
  known = rh_collections_get_known (rig->collections);
  collection = open_folder (rig, rig->folder.root);
  g_assert_true (
      rh_known_folders_allows_file (known, rh_collection_get_id (collection), "/etc/hosts"));
  g_assert_false (
      rh_known_folders_allows_file (known, rh_collection_get_id (collection), "/etc/passwd"));
  g_assert_false (rh_known_folders_allows_file (known, "another", "/etc/hosts"));
}

static void
add (const char *name, void (*test) (Rig *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/collections/", name, NULL);

  g_test_add (path, Rig, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  add ("3.1/new-folder-is-not-accepted", test_new_folder_is_not_accepted);
  add ("3.1/copy-is-another", test_copy_is_another);
  add ("3.1/broken-state-is-left-alone", test_broken_state_is_left_alone);
  add ("3.1/new-home-new-id", test_new_home_new_id);
  add ("nothing-yet", test_nothing_yet);
  add ("create", test_create);
  add ("starter-is-ordinary", test_starter_is_ordinary);
  add ("files-once-a-path", test_files_once_a_path);
  add ("read-ahead", test_read_ahead);
  add ("read-ahead-ends", test_read_ahead_ends);
  add ("read-ahead-tells-later", test_read_ahead_tells_later);
  return g_test_run ();
}
