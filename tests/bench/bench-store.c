/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection of thousands of requests in a folder: opening it until its tree is usable, saving
 * one request, and looking whether anything is to be done. In turns with what the files alone cost:
 * each listed, opened and read; one written, synced and renamed. Prints one line of JSON: of each
 * step the milliseconds, and those of the processor, as medians. Usage: bench-store FOLDER REQUESTS
 * PER_FOLDER (0: all in one) */
#include "config.h"

#include "collection/rh-collection-store.h"
#include "collection/rh-folder-disk.h"
#include "collection/rh-opencollection.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#define ROUNDS 11 /* the first warms up */
#define GLANCE 4096

typedef struct
{
  const char *path;
  guint n_requests;
  guint per_folder;
  RhCollection *collection;
  RhCollectionStore *store;
} Bench;

/* The folder */

static void
put (const char *path, const char *text, gsize length)
{
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  if (g_mkdir_with_parents (folder, 0700) != 0
      || !g_file_set_contents_full (path, text, (gssize) length, G_FILE_SET_CONTENTS_NONE, 0600,
                                    &error))
    g_error ("%s: %s", path, error != NULL ? error->message : "no folder");
}

static void
put_request (Bench *bench, guint number)
{
  g_autofree char *name = g_strdup_printf ("Request %u", number);
  g_autofree char *url = g_strdup_printf ("{{api}}/v1/things/%u?limit=20", number);
  g_autofree char *parent = bench->per_folder == 0
                                ? g_strdup (".")
                                : g_strdup_printf ("Folder %u", number / bench->per_folder);
  g_autofree char *path = g_strdup_printf ("%s/%s/%s.yml", bench->path, parent, name);
  g_autoptr (RhRequestItem) item = rh_request_item_new (name, "POST", url);
  g_autoptr (RhField) accept = rh_field_new ("Accept", "application/json", "", TRUE);
  g_autoptr (GBytes) text = NULL;

  rh_request_item_add_header (item, accept);
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text",
                "{\n  \"name\": \"Corner Bakery\",\n  \"tags\": [\"a\", \"b\"]\n}", NULL);
  text = rh_opencollection_write_request (item, number + 1, NULL);
  put (path, g_bytes_get_data (text, NULL), g_bytes_get_size (text));
}

static void
put_folder (Bench *bench, guint number)
{
  g_autofree char *path = g_strdup_printf ("%s/Folder %u/folder.yml", bench->path, number);
  g_autofree char *text = g_strdup_printf (
      "info:\n  name: Folder %u\n  type: folder\n  seq: %u\n\nrequest:\n  auth: inherit\n", number,
      number + 1);

  put (path, text, strlen (text));
}

static void
put_collection (Bench *bench)
{
  static const char text[] = "opencollection: 1.0.0\n\ninfo:\n  name: Many\n";
  g_autofree char *path = g_build_filename (bench->path, "opencollection.yml", NULL);

  put (path, text, strlen (text));
  for (guint i = 0; i < bench->n_requests; i++)
    {
      if (bench->per_folder > 0 && i % bench->per_folder == 0)
        put_folder (bench, i / bench->per_folder);
      put_request (bench, i);
    }
}

/* What the files alone cost */

static void
read_folder (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  char buffer[GLANCE];
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);
      g_autofd int fd = -1;

      if (*name == '.')
        continue;
      if (!g_str_has_suffix (name, ".yml"))
        {
          read_folder (child);
          continue;
        }
      fd = open (child, O_RDONLY | O_CLOEXEC);
      if (read (fd, buffer, sizeof buffer) <= 0)
        g_error ("%s cannot be read", child);
    }
}

static void
read_files (Bench *bench)
{
  read_folder (bench->path);
}

static void
write_file (Bench *bench)
{
  static const char text[700] = "plain";
  g_autofree char *part = g_build_filename (bench->path, ".part", NULL);
  g_autofree char *whole = g_build_filename (bench->path, ".whole", NULL);
  g_autofd int folder = open (bench->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  g_autofd int fd = open (part, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

  if (write (fd, text, sizeof text) != sizeof text || fsync (fd) != 0 || g_rename (part, whole) != 0
      || fsync (folder) != 0)
    g_error ("cannot write");
}

/* What the store does */

static void
close_store (Bench *bench)
{
  g_clear_object (&bench->store);
  g_clear_object (&bench->collection);
}

static void
open_store (Bench *bench)
{
  g_autoptr (GFile) folder = g_file_new_for_path (bench->path);
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, NULL);
  g_autoptr (GError) error = NULL;

  bench->collection = rh_collection_new ("id", "");
  bench->store = rh_collection_store_new (bench->collection, disk);
  rh_collection_store_watch (bench->store);
  if (!rh_collection_store_open (bench->store, &error))
    g_error ("%s", error->message);
}

static void
save_one (Bench *bench)
{
  static guint turn = 0;
  g_autofree char *path = bench->per_folder == 0
                              ? g_strdup ("Request 77")
                              : g_strdup_printf ("Folder %u/Request 77", 77 / bench->per_folder);
  g_autofree char *url = g_strdup_printf ("{{api}}/v2/things/%u", turn++);
  RhRequestItem *item = rh_collection_store_find (bench->store, path);
  g_autoptr (GError) error = NULL;

  g_object_set (item, "url", url, NULL);
  if (!rh_collection_store_save (bench->store, item, &error) || rh_request_item_is_edited (item))
    g_error ("%s", error != NULL ? error->message : "not saved");
}

static void
flush (Bench *bench)
{
  if (!rh_collection_store_flush (bench->store, NULL))
    g_error ("cannot flush");
}

static void
refresh (Bench *bench)
{
  if (!rh_collection_store_refresh (bench->store, NULL))
    g_error ("cannot refresh");
}

/* Measuring */

typedef enum
{
  OPEN,
  READ,
  SAVE,
  WRITE,
  FLUSH,
  REFRESH,
  N_STEPS,
} Step;

static const struct
{
  const char *name;
  void (*run) (Bench *bench);
} steps[N_STEPS] = {
  [OPEN] = { "open", open_store }, [READ] = { "read", read_files },
  [SAVE] = { "save", save_one },   [WRITE] = { "write", write_file },
  [FLUSH] = { "flush", flush },    [REFRESH] = { "refresh", refresh },
};

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a;
  const gint64 *right = b;

  return (*left > *right) - (*left < *right);
}

static gint64
median (GArray *times)
{
  g_array_sort (times, compare);

  return g_array_index (times, gint64, times->len / 2);
}

static gint64
get_processor_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &time);
  return time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

static void
run_round (Bench *bench, GArray **times, GArray **works, gboolean counts)
{
  for (guint i = 0; i < N_STEPS; i++)
    {
      gint64 begin = g_get_monotonic_time ();
      gint64 work_begin = get_processor_time ();
      gint64 work;
      gint64 spent;

      steps[i].run (bench);
      spent = g_get_monotonic_time () - begin;
      work = get_processor_time () - work_begin;
      if (!counts)
        continue;
      g_array_append_val (times[i], spent);
      g_array_append_val (works[i], work);
    }
  close_store (bench);
}

int
main (int argc, char **argv)
{
  GArray *times[N_STEPS];
  GArray *works[N_STEPS];
  Bench bench = { 0 };

  if (argc != 4)
    g_error ("usage: bench-store FOLDER REQUESTS PER_FOLDER");

  bench.path = argv[1];
  bench.n_requests = (guint) g_ascii_strtoull (argv[2], NULL, 10);
  bench.per_folder = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  for (guint i = 0; i < N_STEPS; i++)
    {
      times[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
      works[i] = g_array_new (FALSE, FALSE, sizeof (gint64));
    }

  put_collection (&bench);
  for (guint round = 0; round < ROUNDS; round++)
    run_round (&bench, times, works, round > 0);

  g_print ("{");
  for (guint i = 0; i < N_STEPS; i++)
    {
      g_print ("%s\"%s\": [%.3f, %.3f]", i > 0 ? ", " : "", steps[i].name,
               (double) median (times[i]) / 1000, (double) median (works[i]) / 1000);
      g_array_unref (times[i]);
      g_array_unref (works[i]);
    }
  g_print ("}\n");

  return 0;
}
