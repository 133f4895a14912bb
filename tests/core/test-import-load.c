/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user gives is read and nothing else, within bounds, and what cannot be is told by name. */
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"
#include "workspace/rh-import-load.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char script[] = "curl https://x.example/one\n";
static const char other[] = "curl https://x.example/two\n";

static RhImport *
load (RhStoreRig *rig, GCancellable *cancellable, GError **error, const char *first, ...)
{
  g_autoptr (GPtrArray) files = g_ptr_array_new_with_free_func (g_object_unref);
  const RhImportWatch watch = { .cancellable = cancellable };
  va_list names;

  va_start (names, first);
  for (const char *name = first; name != NULL; name = va_arg (names, const char *))
    g_ptr_array_add (files, g_file_new_build_filename (rig->root, name, NULL));
  va_end (names);

  return rh_import_load (files, &watch, error);
}

static void
assert_refused (RhStoreRig *rig, const char *name, GQuark domain, int code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load (rig, NULL, &error, name, NULL));
  g_assert_error (error, domain, code);
  g_assert_true (g_str_has_prefix (error->message, name));
}

static void
test_files (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = NULL;
  RhImportCounts counts;

  rh_store_rig_write (rig, "Acme.sh", script);
  rh_store_rig_write (rig, "more.sh", other);
  rh_store_rig_write (rig, "not-given.sh", other);
  import = load (rig, NULL, &error, "Acme.sh", "more.sh", NULL);
  g_assert_no_error (error);
  rh_import_count (import, &counts);
  g_assert_cmpuint (counts.requests, ==, 2);
  g_assert_cmpstr (rh_collection_get_name (rh_import_get_collection (import)), ==, "Acme");
}

static void
test_refused (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *pipe_path = g_build_filename (rig->root, "pipe", NULL);

  rh_store_rig_write (rig, "notes.txt", "nothing\n");
  rh_store_rig_write (rig, "folder/notes.txt", "nothing\n");
  g_assert_cmpint (mkfifo (pipe_path, 0600), ==, 0);
  assert_refused (rig, "missing.json", RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND);
  assert_refused (rig, "notes.txt", RH_IMPORT_ERROR, RH_IMPORT_ERROR_UNKNOWN);
  assert_refused (rig, "folder", RH_IMPORT_ERROR, RH_IMPORT_ERROR_UNKNOWN);
  assert_refused (rig, "pipe", RH_DISK_ERROR, RH_DISK_ERROR_KIND); /* and nobody waits */
}

/* By what it says it has, before anything is read; and of all files together. */
static void
test_too_large (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *path = g_build_filename (rig->root, "large.json", NULL);
  g_autoptr (GError) error = NULL;

  rh_store_rig_write (rig, "Acme.sh", script);
  rh_store_rig_write (rig, "large.json", "");
  g_assert_cmpint (truncate (path, (off_t) RH_IMPORT_MAX_SIZE + 1), ==, 0);
  assert_refused (rig, "large.json", RH_IMPORT_ERROR, RH_IMPORT_ERROR_TOO_LARGE);
  g_assert_cmpint (truncate (path, (off_t) RH_IMPORT_MAX_SIZE - 10), ==, 0);
  g_assert_null (load (rig, NULL, &error, "Acme.sh", "large.json", NULL));
  g_assert_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_TOO_LARGE);
}

static void
test_cancelled (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;

  rh_store_rig_write (rig, "Acme.sh", script);
  g_cancellable_cancel (cancellable);
  g_assert_null (load (rig, cancellable, &error, "Acme.sh", NULL));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) \
  g_test_add ("/import-load/" path, RhStoreRig, NULL, rh_store_rig_set_up, func, \
              rh_store_rig_tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("files", test_files);
  ADD ("refused", test_refused);
  ADD ("too-large", test_too_large);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
