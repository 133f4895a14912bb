/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unsaved edits: kept in time and not too often, put back, let go, and there after a kill. */
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"
#include "workspace/rh-draft-file.h"
#include "workspace/rh-drafts.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/stat.h>

#define ID "id"

typedef struct
{
  RhStoreRig folder;
  GFile *state;
  char *dir; /* of the drafts */
  RhDrafts *drafts;
} Rig;

static void
set_up (Rig *rig, gconstpointer data)
{
  rh_store_rig_set_up (&rig->folder, NULL);
  rh_store_rig_write_sample (&rig->folder);
  rig->state = g_file_new_build_filename (g_get_user_state_dir (), "rehearsal", NULL);
  rig->dir = g_build_filename (g_file_peek_path (rig->state), "drafts", ID, NULL);
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  g_clear_object (&rig->drafts);
  g_clear_object (&rig->state);
  g_free (rig->dir);
  rh_store_rig_tear_down (&rig->folder, NULL);
}

/* As another process would; what was not kept is lost. Returns how many drafts there were. */
static guint
start (Rig *rig)
{
  g_clear_object (&rig->drafts);
  g_clear_object (&rig->folder.store);
  g_clear_object (&rig->folder.collection);
  rig->folder.collection = rh_collection_new (ID, "");
  rig->folder.store
      = rh_collection_store_new (rig->folder.collection, RH_DISK (rig->folder.faulty));
  g_assert_true (rh_collection_store_open (rig->folder.store, NULL));
  rig->drafts = rh_drafts_new (rig->state);
  rh_drafts_watch (rig->drafts, rig->folder.collection, rig->folder.store);
  return rh_drafts_restore (rig->drafts, rig->folder.collection);
}

static RhRequestItem *
search (Rig *rig)
{
  return rh_store_rig_find (&rig->folder, "Employees/Search");
}

static guint
count_files (Rig *rig)
{
  g_autoptr (GDir) dir = g_dir_open (rig->dir, 0, NULL);
  guint n = 0;

  while (dir != NULL && g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static char *
only_file (Rig *rig)
{
  g_autoptr (GDir) dir = g_dir_open (rig->dir, 0, NULL);

  g_assert_cmpuint (count_files (rig), ==, 1);
  return g_build_filename (rig->dir, g_dir_read_name (dir), NULL);
}

static void
assert_tree (Rig *rig, const char *expected)
{
  g_autofree char *tree = rh_store_rig_tree (&rig->folder);

  g_assert_cmpstr (tree, ==, expected);
}

static void
wait_for_writes (Rig *rig, guint n)
{
  while (rh_drafts_get_n_written (rig->drafts) < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
test_kept_and_put_back (Rig *rig, gconstpointer data)
{
  g_autofree char *path = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;
  GStatBuf info;

  g_assert_cmpuint (start (rig), ==, 0);
  g_assert_false (g_file_test (rig->dir, G_FILE_TEST_EXISTS));
  before = rh_store_rig_dump (&rig->folder);
  for (int i = 0; i < 100; i++) /* not on each key */
    {
      g_autofree char *url = g_strdup_printf ("typed%d", i);

      g_object_set (search (rig), "url", url, NULL);
    }
  g_assert_cmpuint (rh_drafts_get_n_written (rig->drafts), ==, 0);
  wait_for_writes (rig, 1); /* by itself */
  g_assert_cmpuint (rh_drafts_get_n_written (rig->drafts), ==, 1);
  path = only_file (rig);
  g_assert_cmpint (g_stat (path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_cmpint (g_stat (rig->dir, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0700);

  /* nothing new: nothing is written */
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (rh_drafts_get_n_written (rig->drafts), ==, 1);

  g_assert_cmpuint (start (rig), ==, 1);
  g_assert_cmpstr (rh_request_item_get_url (search (rig)), ==, "typed99");
  g_assert_true (rh_request_item_is_edited (search (rig)));
  g_assert_false (rh_request_item_has_conflict (search (rig)));
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (rh_drafts_get_n_written (rig->drafts), ==, 0);

  /* and on it goes, in the same file */
  g_object_set (search (rig), "url", "more", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (rh_drafts_get_n_written (rig->drafts), ==, 1);
  g_assert_cmpuint (count_files (rig), ==, 1);
  g_assert_cmpuint (start (rig), ==, 1);
  g_assert_cmpstr (rh_request_item_get_url (search (rig)), ==, "more");
  after = rh_store_rig_dump (&rig->folder);
  g_assert_cmpstr (after, ==, before);
}

static void
test_let_go (Rig *rig, gconstpointer data)
{
  RhFolder *parent;

  start (rig);
  g_object_set (search (rig), "url", "typed", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (count_files (rig), ==, 1);
  g_assert_true (rh_collection_store_save (rig->folder.store, search (rig), NULL));
  g_assert_cmpuint (count_files (rig), ==, 0);

  g_object_set (search (rig), "url", "again", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (count_files (rig), ==, 1);
  g_assert_true (rh_collection_store_discard (rig->folder.store, search (rig), NULL));
  g_assert_cmpuint (count_files (rig), ==, 0);

  g_object_set (search (rig), "url", "again", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  parent = rh_request_item_get_parent (search (rig));
  rh_folder_remove (parent, G_OBJECT (search (rig)));
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (count_files (rig), ==, 0);
}

/* Deleted, and brought back by Undo. */
static void
test_undo (Rig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = NULL;
  RhFolder *parent;

  start (rig);
  item = g_object_ref (search (rig));
  parent = rh_request_item_get_parent (item);
  g_object_set (item, "url", "typed", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  rh_folder_remove (parent, G_OBJECT (item));
  rh_drafts_flush (rig->drafts, NULL);
  rh_folder_append (parent, G_OBJECT (item));
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (start (rig), ==, 1);
}

static void
test_renamed (Rig *rig, gconstpointer data)
{
  start (rig);
  g_object_set (search (rig), "url", "typed", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  g_object_set (search (rig), "name", "Find", NULL);
  rh_store_rig_flush (&rig->folder);
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (start (rig), ==, 1);
  g_assert_cmpstr (rh_request_item_get_url (rh_store_rig_find (&rig->folder, "Employees/Find")), ==,
                   "typed");
  g_assert_cmpuint (count_files (rig), ==, 1);
}

static void
test_conflict (Rig *rig, gconstpointer data)
{
  start (rig);
  g_object_set (search (rig), "url", "typed", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  rh_store_rig_write (&rig->folder, "Employees/Search.yml",
                      "info:\n  name: Search\n  type: http\n\nhttp:\n  method: GET\n"
                      "  url: theirs\n");
  g_assert_cmpuint (start (rig), ==, 1);
  g_assert_cmpstr (rh_request_item_get_url (search (rig)), ==, "typed");
  g_assert_true (rh_request_item_has_conflict (search (rig)));
  g_assert_true (rh_collection_store_resolve (rig->folder.store, search (rig), FALSE, NULL));
  g_assert_cmpstr (rh_request_item_get_url (search (rig)), ==, "theirs");
  g_assert_cmpuint (count_files (rig), ==, 0);
}

/* The file is gone, and its folder with it: the edits are a new request, as near as can be. */
static void
test_gone (Rig *rig, gconstpointer data)
{
  g_autofree char *text = NULL;
  g_autofree char *path = g_build_filename (rig->folder.root, "Employees/Search.yml", NULL);

  start (rig);
  g_object_set (search (rig), "url", "typed", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpuint (start (rig), ==, 1);
  g_assert_cmpuint (count_files (rig), ==, 1); /* until it has a file */
  rh_store_rig_flush (&rig->folder);
  g_assert_cmpuint (count_files (rig), ==, 0);
  text = rh_store_rig_read (&rig->folder, "Employees/Search.yml");
  g_assert_nonnull (strstr (text, "url: typed"));
  g_assert_cmpuint (start (rig), ==, 0);
}

/* Where no file can be made the draft is all there is. */
static void
test_new_in_read_only_folder (Rig *rig, gconstpointer data)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Fresh", "GET", "u");

  start (rig);
  rh_faulty_disk_refuse (rig->folder.faulty, RH_DISK_ERROR_READ_ONLY);
  g_object_set (item, "url", "typed", NULL);
  rh_folder_append (rh_request_item_get_parent (search (rig)), G_OBJECT (item));
  g_assert_false (rh_collection_store_flush (rig->folder.store, NULL));
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (start (rig), ==, 1);
  rh_faulty_disk_refuse (rig->folder.faulty, RH_DISK_ERROR_READ_ONLY);
  assert_tree (rig, "Employees[Search,One,Fresh],Vendors[Create]");
}

/* A newer version's draft, and what is none: left alone, and in nobody's way. */
static void
test_unreadable_stays (Rig *rig, gconstpointer data)
{
  static const char *const texts[] = { "{\"version\": 2, \"text\": \"x\"}", "{", "",
                                       "{\"version\": 1, \"path\": \"Employees/Search.yml\"}",
                                       "{\"version\": 1, \"text\": \"\\t: [\"}" };

  g_assert_cmpint (g_mkdir_with_parents (rig->dir, 0700), ==, 0);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%zu.json", rig->dir, i);

      g_assert_true (g_file_set_contents (path, texts[i], -1, NULL));
      g_test_expect_message ("rh-drafts", G_LOG_LEVEL_WARNING, "*is kept and cannot be read*");
    }
  g_assert_cmpuint (start (rig), ==, 0);
  g_test_assert_expected_messages ();
  g_object_set (search (rig), "url", "typed", NULL);
  rh_drafts_flush (rig->drafts, NULL);
  g_assert_cmpuint (count_files (rig), ==, G_N_ELEMENTS (texts) + 1);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/%zu.json", rig->dir, i);
      g_autofree char *found = NULL;

      g_assert_true (g_file_get_contents (path, &found, NULL, NULL));
      g_assert_cmpstr (found, ==, texts[i]);
    }
}

/* No path in a draft leads out of the collection. */
static void
test_no_way_out (Rig *rig, gconstpointer data)
{
  static const char text[] = "info:\n  name: x\n  type: http\n\nhttp:\n  method: GET\n  url: u\n";
  const RhDraftFile content = {
    .path = (char *) "../../etc/passwd",
    .folder = (char *) "../..",
    .name = (char *) "../x",
    .text = g_bytes_new_static (text, strlen (text)),
  };
  g_autofree char *path = g_build_filename (rig->dir, "a.json", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);

  g_assert_true (rh_draft_file_write (&content, file, NULL));
  g_assert_cmpuint (start (rig), ==, 1);
  rh_store_rig_flush (&rig->folder);
  assert_tree (rig, "Employees[Search,One],Vendors[Create],../x");
  g_assert_cmpuint (count_files (rig), ==, 0);
  g_bytes_unref (content.text);
}

/* A full disk is told. */
static void
test_failure_is_told (Rig *rig, gconstpointer data)
{
  g_autofree char *state = g_build_filename (g_file_peek_path (rig->state), "drafts", NULL);
  guint failures = 0;
  g_autoptr (GError) error = NULL;

  start (rig);
  g_signal_connect_swapped (rig->drafts, "failed", G_CALLBACK (g_atomic_int_inc), &failures);
  g_assert_cmpint (g_mkdir_with_parents (g_file_peek_path (rig->state), 0700), ==, 0);
  g_assert_true (g_file_set_contents (state, "", 0, NULL)); /* in the way */
  g_object_set (search (rig), "url", "typed", NULL);
  g_test_expect_message ("rh-drafts", G_LOG_LEVEL_WARNING, "*could not be kept*");
  g_assert_false (rh_drafts_flush (rig->drafts, &error));
  g_assert_nonnull (error);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (failures, ==, 1);
  /* Not with each key. */
  g_object_set (search (rig), "url", "typed on", NULL);
  g_assert_false (rh_drafts_flush (rig->drafts, NULL));
  g_assert_cmpuint (failures, ==, 1);

  g_assert_cmpint (g_unlink (state), ==, 0);
  g_assert_true (rh_drafts_flush (rig->drafts, NULL));
  g_assert_cmpuint (start (rig), ==, 1);
}

static void
run_and_kill (Rig *rig, const char *stage, guint n_bytes)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "core", "draft-writer", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program, rig->folder.root,
                          g_file_peek_path (rig->state), stage, NULL);
  g_autofree char *bytes = g_malloc (n_bytes + 1);

  g_assert_no_error (error);
  if (n_bytes > 0)
    {
      g_assert_true (g_input_stream_read_all (g_subprocess_get_stdout_pipe (process), bytes,
                                              n_bytes, NULL, NULL, NULL));
      g_subprocess_send_signal (process, SIGKILL);
    }
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_true (g_subprocess_get_if_signaled (process));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
}

static void
assert_search (Rig *rig, const char *url, gboolean edited)
{
  g_assert_cmpstr (rh_request_item_get_url (search (rig)), ==, url);
  g_assert_true (rh_request_item_is_edited (search (rig)) == edited);
  g_assert_false (rh_request_item_has_conflict (search (rig)));
}

static void
test_killed (Rig *rig, gconstpointer data)
{
  run_and_kill (rig, "kept", 0);
  g_assert_cmpuint (start (rig), ==, 1);
  assert_search (rig, "typed", TRUE);
  g_assert_true (rh_collection_store_discard (rig->folder.store, search (rig), NULL));

  run_and_kill (rig, "typing", 0);
  g_assert_cmpuint (start (rig), ==, 1);
  assert_search (rig, "typed", TRUE);
  g_assert_true (rh_collection_store_discard (rig->folder.store, search (rig), NULL));

  run_and_kill (rig, "settled", 0);
  g_assert_cmpuint (start (rig), ==, 0);
  assert_search (rig, "typed", FALSE);
}

/* Between the file and the draft: neither a conflict nor a second request comes of it. */
static void
test_killed_between (Rig *rig, gconstpointer data)
{
  run_and_kill (rig, "saved", 0);
  g_assert_cmpuint (count_files (rig), ==, 1);
  start (rig);
  assert_search (rig, "typed", FALSE);
  g_assert_cmpuint (count_files (rig), ==, 0);

  run_and_kill (rig, "made", 0);
  g_assert_cmpuint (count_files (rig), ==, 1);
  start (rig);
  rh_store_rig_flush (&rig->folder);
  assert_tree (rig, "Employees[Search,One],Vendors[Create],New");
  g_assert_cmpuint (count_files (rig), ==, 0);
}

/* At any moment: the draft is whole, and at most one write old. */
static void
test_killed_at_random (Rig *rig, gconstpointer data)
{
  for (guint i = 1; i < 15; i++)
    {
      const char *body;

      run_and_kill (rig, "forever", i);
      g_assert_cmpuint (start (rig), ==, 1);
      body = rh_request_item_get_body_text (search (rig));
      /* how far it got after its last byte is the kernel's business */
      g_assert_true (g_str_has_suffix (body, "\"}"));
      g_assert_cmpuint (g_ascii_strtoull (body + strlen ("{\"n\":"), NULL, 10), >=, i - 1);
      g_assert_true (rh_collection_store_discard (rig->folder.store, search (rig), NULL));
      g_assert_cmpuint (start (rig), ==, 0);
      g_assert_cmpuint (count_files (rig), ==, 0); /* nor what was being written */
    }
}

/* What is open is followed. */
static void
test_follow (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) data_dir = g_file_new_build_filename (g_get_user_data_dir (), "r", NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (rig->folder.root);

  for (int i = 0; i < 3; i++)
    {
      g_autoptr (RhCollections) open = rh_collections_new (data_dir, rig->state);
      RhCollection *collection;
      RhRequestItem *item;

      rig->drafts = rh_drafts_new (rig->state);
      rh_drafts_follow (rig->drafts, open);
      collection = rh_collections_open (open, folder, NULL);
      item = rh_collection_store_find (rh_collections_get_store (open, collection),
                                       "Employees/Search");
      g_assert_true (rh_request_item_is_edited (item) == (i > 0));
      g_object_set (item, "url", i == 0 ? "typed" : "more", NULL);
      if (i == 0)
        g_assert_true (rh_collections_close (open, collection, NULL)); /* keeps it */
      else if (i == 1)
        rh_drafts_flush (rig->drafts, NULL);
      else
        g_assert_true (rh_collections_close (open, collection, NULL));
      g_clear_object (&rig->drafts);
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

#define ADD(name, test) g_test_add ("/drafts/" name, Rig, NULL, set_up, test, tear_down)
  ADD ("kept-and-put-back", test_kept_and_put_back);
  ADD ("let-go", test_let_go);
  ADD ("undo", test_undo);
  ADD ("renamed", test_renamed);
  ADD ("conflict", test_conflict);
  ADD ("gone", test_gone);
  ADD ("new-in-read-only-folder", test_new_in_read_only_folder);
  ADD ("unreadable-stays", test_unreadable_stays);
  ADD ("no-way-out", test_no_way_out);
  ADD ("failure-is-told", test_failure_is_told);
  ADD ("killed", test_killed);
  ADD ("killed-between", test_killed_between);
  ADD ("killed-at-random", test_killed_at_random);
  ADD ("follow", test_follow);
#undef ADD

  return g_test_run ();
}
