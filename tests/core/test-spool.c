/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The spool: memory, then a file without a name; limits, a full disk, readers in other threads. */
#include "config.h"

#include "http/rh-request.h"
#include "http/rh-spool.h"
#include "lib/rh-test.h"

#include <fcntl.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define MEGABYTE (1024 * 1024)

/* Bytes that tell where they are. */
static char *
make_pattern (gsize length)
{
  char *bytes = g_malloc (length);

  for (gsize i = 0; i < length; i++)
    bytes[i] = (char) ((i * 31 + i / 251) & 0xff);

  return bytes;
}

static void
assert_pattern (RhSpool *spool, gsize length)
{
  g_autofree char *expected = make_pattern (length);
  g_autofree char *got = g_malloc (length);

  g_assert_cmpint (rh_spool_get_size (spool), ==, (goffset) length);
  g_assert_cmpuint (rh_spool_read (spool, 0, got, length), ==, length);
  g_assert_cmpmem (got, length, expected, length);
}

static void
write_pattern (RhSpool *spool, gsize length, gsize step)
{
  g_autofree char *bytes = make_pattern (length);

  for (gsize done = 0; done < length; done += step)
    {
      g_autoptr (GError) error = NULL;

      rh_spool_write (spool, bytes + done, MIN (step, length - done), &error);
      g_assert_no_error (error);
    }
}

static void
test_memory (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (GBytes) start = NULL;
  char buffer[10];

  write_pattern (spool, MEGABYTE, 1000);
  g_assert_false (rh_spool_is_on_disk (spool));
  assert_pattern (spool, MEGABYTE);
  g_assert_cmpuint (rh_spool_read (spool, MEGABYTE - 3, buffer, sizeof buffer), ==, 3);
  g_assert_cmpuint (rh_spool_read (spool, MEGABYTE, buffer, sizeof buffer), ==, 0);
  g_assert_cmpuint (rh_spool_read (spool, G_MAXINT64, buffer, sizeof buffer), ==, 0);
  start = rh_spool_dup_bytes (spool, 5);
  g_assert_cmpuint (g_bytes_get_size (start), ==, 5);
}

/* What is open, without a name, and nobody else's to read. */
static void
assert_unlinked_file (goffset size)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  const char *name;
  guint n_found = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      struct stat info;

      if (fstat ((int) g_ascii_strtoll (name, NULL, 10), &info) != 0 || !S_ISREG (info.st_mode)
          || info.st_size != size)
        continue;

      g_assert_cmpuint (info.st_nlink, ==, 0);
      g_assert_cmpuint (info.st_mode & 0777, ==, 0600);
      n_found++;
    }
  g_assert_cmpuint (n_found, ==, 1);
}

static void
test_disk (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "rehearsal", NULL);
  g_autoptr (GDir) dir = NULL;

  write_pattern (spool, 3 * MEGABYTE + 17, 70001);
  g_assert_true (rh_spool_is_on_disk (spool));
  assert_pattern (spool, 3 * MEGABYTE + 17);
  assert_unlinked_file (3 * MEGABYTE + 17);
  dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  g_assert_null (g_dir_read_name (dir));
}

static void
test_memory_only (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, TRUE);

  write_pattern (spool, 2 * MEGABYTE, 70001);
  g_assert_false (rh_spool_is_on_disk (spool));
  assert_pattern (spool, 2 * MEGABYTE);
}

static void
test_limit (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (10, FALSE);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  g_assert_true (rh_spool_write (spool, "1234567", 7, &error));
  g_assert_false (rh_spool_write (spool, "89012", 5, &error));
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TOO_LARGE);
  bytes = rh_spool_dup_bytes (spool, 100);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "1234567890", 10);
  g_clear_error (&error);
  g_assert_false (rh_spool_write (spool, "x", 1, &error));
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TOO_LARGE);
}

/* A disk that is full in the middle: the part that fitted stays. */
static void
test_full_disk (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autofree char *bytes = make_pattern (4 * MEGABYTE);
  g_autoptr (GError) error = NULL;
  struct rlimit old;
  struct rlimit full;

  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &old));
  full = (struct rlimit) { 2 * MEGABYTE + 5, old.rlim_max };
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &full));
  rh_spool_write (spool, bytes, 4 * MEGABYTE, &error);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &old));
  signal (SIGXFSZ, SIG_DFL);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  assert_pattern (spool, 2 * MEGABYTE + 5);
}

/* No room for the file at all: what was in memory stays there. */
static void
test_no_disk (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autofree char *bytes = make_pattern (2 * MEGABYTE);
  g_autoptr (GError) error = NULL;
  struct rlimit old;
  struct rlimit full;

  g_assert_true (rh_spool_write (spool, bytes, MEGABYTE, NULL));
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, &old));
  full = (struct rlimit) { 100, old.rlim_max };
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &full));
  rh_spool_write (spool, bytes + MEGABYTE, MEGABYTE, &error);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &old));
  signal (SIGXFSZ, SIG_DFL);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  assert_pattern (spool, MEGABYTE);
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

static void
test_notify (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  guint n_sizes = 0;
  guint n_completes = 0;

  g_signal_connect (spool, "notify::size", G_CALLBACK (count_cb), &n_sizes);
  g_signal_connect (spool, "notify::complete", G_CALLBACK (count_cb), &n_completes);
  for (guint i = 0; i < 1000; i++)
    rh_spool_write (spool, "x", 1, NULL);
  g_assert_cmpuint (n_sizes, ==, 0);
  rh_test_drain ();
  g_assert_cmpuint (n_sizes, ==, 1);

  /* Who waits for the end sees the last size first. */
  rh_spool_write (spool, "x", 1, NULL);
  rh_spool_close (spool);
  g_assert_cmpuint (n_sizes, ==, 2);
  g_assert_cmpuint (n_completes, ==, 1);
  g_assert_true (rh_spool_is_complete (spool));
  rh_spool_close (spool);
  rh_test_drain ();
  g_assert_cmpuint (n_sizes, ==, 2);
  g_assert_cmpuint (n_completes, ==, 1);
}

/* Reads all that is there, over and over, while it moves from memory to disk. */
static gpointer
read_thread (gpointer data)
{
  RhSpool *spool = data;
  const gsize length = 4 * MEGABYTE;
  g_autofree char *expected = make_pattern (length);
  g_autofree char *got = g_malloc (length);
  gsize size = 0;

  while (size < length)
    {
      size = rh_spool_read (spool, 0, got, length);
      g_assert_cmpmem (got, size, expected, size);
    }

  return NULL;
}

static void
test_threads (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  GThread *first = g_thread_new ("reader", read_thread, spool);
  GThread *second = g_thread_new ("reader", read_thread, spool);

  write_pattern (spool, 4 * MEGABYTE, 65536);
  g_thread_join (first);
  g_thread_join (second);
}

static void
save (RhSpool *spool, const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;

  rh_spool_save_async (spool, file, cancellable, rh_test_take_result, &result);
  rh_test_wait (&result);
  rh_spool_save_finish (spool, result, error);
}

static void
test_save (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "saved", NULL);
  g_autofree char *contents = NULL;
  g_autofree char *expected = make_pattern (2 * MEGABYTE);
  g_autoptr (GError) error = NULL;
  gsize length;

  write_pattern (spool, 2 * MEGABYTE, 65536);
  rh_spool_close (spool);
  save (spool, path, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &contents, &length, NULL));
  g_assert_cmpmem (contents, length, expected, 2 * MEGABYTE);
  unlink (path);
}

static void
test_save_fails (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "kept", NULL);
  g_autofree char *contents = NULL;
  g_autoptr (GError) error = NULL;

  rh_spool_write (spool, "new", 3, NULL);
  save (spool, "/nonexistent/folder/file", NULL, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);

  /* The file that was there is still what it was. */
  g_clear_error (&error);
  g_assert_true (g_file_set_contents (path, "old", 3, NULL));
  g_cancellable_cancel (cancellable);
  save (spool, path, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_get_contents (path, &contents, NULL, NULL));
  g_assert_cmpstr (contents, ==, "old");
  unlink (path);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/spool/memory", test_memory);
  g_test_add_func ("/spool/disk", test_disk);
  g_test_add_func ("/spool/memory-only", test_memory_only);
  g_test_add_func ("/spool/limit", test_limit);
  g_test_add_func ("/spool/full-disk", test_full_disk);
  g_test_add_func ("/spool/no-disk", test_no_disk);
  g_test_add_func ("/spool/notify", test_notify);
  g_test_add_func ("/spool/threads", test_threads);
  g_test_add_func ("/spool/save", test_save);
  g_test_add_func ("/spool/save-fails", test_save_fails);

  return g_test_run ();
}
