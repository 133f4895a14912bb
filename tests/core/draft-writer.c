/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process in which somebody edits requests, and that is killed.
 * Usage: draft-writer COLLECTION STATE STAGE
 * "kept": once an edit is kept. "typing": when more was typed since. "saved": the file is saved,
 * and the draft is still there. "settled": it is not any more. "made": a new request got its file,
 * and its draft is still there. "forever": edits and keeps, a byte on stdout after each, until
 * somebody kills it. */
#include "collection/rh-folder-disk.h"
#include "workspace/rh-drafts.h"

#include <signal.h>
#include <unistd.h>

static void
die (void)
{
  kill (getpid (), SIGKILL);
}

static RhCollectionStore *
open_store (const char *path, const char *state)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GFile) state_dir = g_file_new_for_path (state);
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, NULL);
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "");
  RhCollectionStore *store = rh_collection_store_new (collection, disk);

  g_assert_true (rh_collection_store_open (store, NULL));
  return store;
}

static void G_GNUC_NORETURN
edit_forever (RhRequestItem *item, RhDrafts *drafts)
{
  g_object_set (item, "body-kind", RH_BODY_KIND_TEXT, NULL);
  for (guint i = 0;; i++)
    {
      g_autofree char *text = g_strnfill (i % 7 * 10000, 'x');
      g_autofree char *body = g_strdup_printf ("{\"n\":%u,\"x\":\"%s\"}", i, text);

      g_object_set (item, "body-text", body, NULL);
      rh_drafts_flush (drafts, NULL);
      g_assert_cmpint (write (STDOUT_FILENO, ".", 1), ==, 1);
    }
}

/* The draft's own handler is connected later, so it has not run when this does. */
static void
make_request (RhCollectionStore *store, RhDrafts *drafts)
{
  RhFolder *root = rh_collection_get_root (rh_collection_store_get_collection (store));
  g_autoptr (RhRequestItem) item = rh_request_item_new ("New", "GET", "made");

  g_object_set (item, "url", "made-and-edited", NULL);
  g_signal_connect (item, "notify::edited", G_CALLBACK (die), NULL);
  rh_folder_append (root, G_OBJECT (item));
  rh_drafts_flush (drafts, NULL);
  rh_collection_store_flush (store, NULL);
}

int
main (int argc, char *argv[])
{
  RhCollectionStore *store = open_store (argv[1], argv[2]);
  RhCollection *collection = rh_collection_store_get_collection (store);
  RhRequestItem *item = rh_collection_store_find (store, "Employees/Search");
  g_autoptr (GFile) state = g_file_new_for_path (argv[2]);
  RhDrafts *drafts = rh_drafts_new (state);
  const char *stage = argv[3];

  rh_drafts_watch (drafts, collection, store);
  if (g_str_equal (stage, "made"))
    make_request (store, drafts);
  if (g_str_equal (stage, "saved"))
    {
      rh_request_item_load (item);
      g_object_set (item, "url", "typed", NULL);
      g_signal_connect (item, "notify::edited", G_CALLBACK (die), NULL);
    }

  g_object_set (item, "url", "typed", NULL);
  rh_drafts_flush (drafts, NULL);
  if (g_str_equal (stage, "kept"))
    die ();
  if (g_str_equal (stage, "forever"))
    edit_forever (item, drafts);
  if (g_str_equal (stage, "typing"))
    {
      g_object_set (item, "url", "typed more", NULL);
      die ();
    }
  g_assert_true (rh_collection_store_save (store, item, NULL));
  die ();
  return 0;
}
