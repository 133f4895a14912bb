/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection that is written as a whole: the same files as one by one, all of them or none, and
 * no more work for each where there are many. */
#include "collection/rh-collection-write.h"
#include "lib/rh-store-rig.h"
#include "lib/rh-test.h"

#include <string.h>

static void
append_request (RhFolder *folder, const char *name, const char *url)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, "GET", url);

  rh_folder_append (folder, G_OBJECT (item));
}

static RhFolder *
append_folder (RhFolder *parent, const char *name)
{
  g_autoptr (RhFolder) folder = rh_folder_new (name);

  rh_folder_append (parent, G_OBJECT (folder));
  return folder; /* the parent keeps it */
}

/* Names that no file can have, that two have, and that differ in their case alone. */
static RhCollection *
sample_new (void)
{
  static const char *const names[] = { "Get",
                                       "Get",
                                       "get",
                                       "../../etc/passwd",
                                       "CON",
                                       ".hidden",
                                       "a/b",
                                       "a:b",
                                       "folder",
                                       "",
                                       "opencollection",
                                       "Grüße \xf0\x9f\x91\x8b" };
  RhCollection *collection = rh_collection_new ("id", "Acme");
  RhFolder *root = rh_collection_get_root (collection);
  RhFolder *folder = append_folder (root, "Users / all");
  g_autofree char *longest = g_strnfill (300, 'n');
  g_autoptr (RhEnvironment) environment = rh_environment_new ("Staging");
  g_autoptr (RhEnvironment) other = rh_environment_new ("../Staging");

  append_folder (root, "users / ALL");
  append_folder (append_folder (folder, "Deep"), "Deeper");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    append_request (i % 2 == 0 ? root : folder, names[i], "{{api}}/users");
  append_request (root, longest, "{{api}}/one");
  append_request (root, longest, "{{api}}/two");
  rh_environment_set (environment, "api", "https://api.example");
  rh_environment_add_secret (environment, "token");
  rh_collection_add_environment (collection, environment);
  rh_collection_add_environment (collection, other);
  rh_environment_set (rh_collection_get_scope (collection), "page", "1");
  return collection;
}

static gboolean
write_sample (RhStoreRig *rig, const char *name, GError **error)
{
  g_autoptr (RhCollection) collection = sample_new ();

  return rh_collection_write (collection, RH_DISK (rig->faulty), name, NULL, NULL, NULL, error);
}

/* What create() makes of it. */
static char *
dump_created (void)
{
  RhStoreRig rig = { 0 };
  g_autoptr (RhCollection) collection = sample_new ();
  g_autoptr (RhCollectionStore) store = NULL;
  g_autoptr (GError) error = NULL;
  char *dump;

  rh_store_rig_set_up (&rig, NULL);
  store = rh_collection_store_new (collection, rig.disk);
  rh_collection_store_create (store, &error);
  g_assert_no_error (error);
  dump = rh_store_rig_dump (&rig);
  rh_store_rig_tear_down (&rig, NULL);
  return dump;
}

static void
test_same_files (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *expected = dump_created ();
  g_autofree char *dump = NULL;
  g_autoptr (GError) error = NULL;

  write_sample (rig, "", &error);
  g_assert_no_error (error);
  dump = rh_store_rig_dump (rig);
  g_assert_cmpstr (dump, ==, expected);
}

static void
test_new_folder (RhStoreRig *rig, gconstpointer data)
{
  g_autofree char *expected = dump_created ();
  g_autofree char *whole = NULL;
  g_autofree char *kept = NULL;
  g_autofree char *dump = NULL;
  g_autofree char *inner = NULL;
  g_auto (GStrv) parts = NULL;
  g_autoptr (GError) error = NULL;

  rh_store_rig_write (rig, "notes.txt", "mine\n");
  write_sample (rig, "Acme", &error);
  g_assert_no_error (error);
  kept = rh_store_rig_read (rig, "notes.txt");
  g_assert_cmpstr (kept, ==, "mine\n");

  whole = rh_store_rig_dump (rig);
  g_assert_true (g_str_has_suffix (whole, "== notes.txt\nmine\n"));
  dump = g_strndup (whole, strlen (whole) - strlen ("== notes.txt\nmine\n"));
  parts = g_strsplit (dump, "== Acme/", -1);
  inner = g_strjoinv ("== ", parts);
  g_assert_cmpstr (inner, ==, expected);
}

static void
test_taken (RhStoreRig *rig, gconstpointer data)
{
  g_autoptr (GError) exists = NULL;
  g_autoptr (GError) not_empty = NULL;
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  rh_store_rig_write (rig, "Acme/notes.txt", "mine\n");
  before = rh_store_rig_look (rig);
  g_assert_false (write_sample (rig, "Acme", &exists));
  g_assert_error (exists, RH_DISK_ERROR, RH_DISK_ERROR_EXISTS);
  g_assert_false (write_sample (rig, "", &not_empty));
  g_assert_error (not_empty, RH_DISK_ERROR, RH_DISK_ERROR_NOT_EMPTY);
  after = rh_store_rig_look (rig);
  g_assert_cmpstr (after, ==, before);
}

typedef struct
{
  GCancellable *cancellable;
  guint at;
  guint last;
  guint all;
} Cancel;

static void
progress_cb (guint done, guint all, gpointer user_data)
{
  Cancel *cancel = user_data;

  g_assert_cmpuint (done, <=, all);
  g_assert_cmpuint (done, >=, cancel->last);
  cancel->last = done;
  cancel->all = all;
  if (done == cancel->at)
    g_cancellable_cancel (cancel->cancellable);
}

/* At each file there is nothing afterwards, and nothing is told once more than there is. */
static void
test_cancel (RhStoreRig *rig, gconstpointer data)
{
  const char *name = data;
  guint n_cancelled = 0;

  for (guint i = 1; TRUE; i++)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autoptr (RhCollection) collection = sample_new ();
      Cancel cancel = { cancellable, i, 0, 0 };
      g_autoptr (GError) error = NULL;
      g_autoptr (GPtrArray) left = NULL;

      if (rh_collection_write (collection, rig->disk, name, progress_cb, &cancel, cancellable,
                               &error))
        break;
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      n_cancelled++;
      left = RH_DISK_GET_IFACE (rig->disk)->list (rig->disk, "", NULL);
      g_assert_cmpuint (left->len, ==, 0);
    }

  g_assert_cmpuint (n_cancelled, >, 15);
}

/* A disk that has gone leaves nothing that is taken for a collection, and nothing for ever. */
static void
test_stopped (RhStoreRig *rig, gconstpointer data)
{
  const char *name = data;
  guint n;

  for (n = 1; TRUE; n++)
    {
      g_autoptr (GError) error = NULL;

      rh_faulty_disk_stop_at (rig->faulty, n, 3);
      write_sample (rig, name, &error);
      if (error == NULL && !rh_faulty_disk_has_stopped (rig->faulty))
        break;
      if (error == NULL)
        {
          /* put in place already: only the last wait was cut short */
          rh_disk_remove_all (rig->disk, name, NULL);
          continue;
        }
      g_assert_false (rh_store_rig_has (rig, "opencollection.yml"));
      g_assert_false (rh_store_rig_has (rig, "Acme"));
      g_assert_true (rh_disk_sweep (rig->disk, "", G_MAXINT64, NULL));
      if (*name == '\0') /* what was moved up already */
        rh_disk_remove_all (rig->disk, "", NULL);
    }

  g_assert_cmpuint (n, >, 100);
}

static void
test_full (RhStoreRig *rig, gconstpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) left = NULL;

  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_FULL);
  g_assert_false (write_sample (rig, name, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_FULL);
  left = RH_DISK_GET_IFACE (rig->disk)->list (rig->disk, "", NULL);
  g_assert_cmpuint (left->len, ==, 0);
}

/* Calls to the disk for a request more, in a folder of @n. */
static double
count_calls (RhStoreRig *rig, guint n, gboolean same_name)
{
  g_autoptr (RhCollection) collection = rh_collection_new ("id", "Many");
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GError) error = NULL;
  guint calls;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *name = g_strdup_printf ("Get %u", same_name ? 0 : i);

      g_ptr_array_add (items, rh_request_item_new (name, "GET", "{{api}}/users"));
    }
  rh_folder_append_all (rh_collection_get_root (collection), items);

  rh_faulty_disk_stop_at (rig->faulty, 0, 0);
  rh_collection_write (collection, RH_DISK (rig->faulty), "Many", NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  calls = rh_faulty_disk_get_calls (rig->faulty);
  rh_disk_remove_all (rig->disk, "Many", NULL);
  return (double) calls / n;
}

static void
test_many (RhStoreRig *rig, gconstpointer data)
{
  double few = count_calls (rig, 50, FALSE);

  g_assert_cmpfloat (count_calls (rig, 400, FALSE), <=, few);
  g_assert_cmpfloat (count_calls (rig, 400, TRUE), <=, few);
}

#define ADD(path, data, func) \
  g_test_add ("/collection-store-bulk/" path, RhStoreRig, data, rh_store_rig_set_up, func, \
              rh_store_rig_tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("same-files", NULL, test_same_files);
  ADD ("new-folder", NULL, test_new_folder);
  ADD ("taken", NULL, test_taken);
  ADD ("cancel/root", "", test_cancel);
  ADD ("cancel/new-folder", "Acme", test_cancel);
  ADD ("stopped/root", "", test_stopped);
  ADD ("stopped/new-folder", "Acme", test_stopped);
  ADD ("full/root", "", test_full);
  ADD ("full/new-folder", "Acme", test_full);
  ADD ("many", NULL, test_many);

  return g_test_run ();
}
