/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whatever happens to a write, the file is the old one or the new one, whole. */
#define _GNU_SOURCE

#include "collection/rh-disk-write.h"
#include "collection/rh-folder-disk.h"
#include "lib/rh-dice.h"
#include "lib/rh-disk-contents.h"
#include "lib/rh-faulty-disk.h"
#include "lib/rh-test.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#define NAME "request.yml"
#define N_SEEDED 1000
#define N_KILLED 60

static gboolean hesitant;
static guint n_hesitations;
static int sync_error;

/* The disk's calls come here first. */
ssize_t
write (int fd, const void *bytes, size_t length)
{
  if (!hesitant)
    return syscall (SYS_write, fd, bytes, length);

  if (n_hesitations++ % 2 == 0)
    {
      errno = EINTR;
      return -1;
    }

  return syscall (SYS_write, fd, bytes, MIN (length, 1000));
}

int
fsync (int fd)
{
  if (sync_error == 0)
    return (int) syscall (SYS_fsync, fd);

  errno = sync_error;
  return -1;
}

typedef struct
{
  char *root;
  char *file;
  char *old_text;
  char *new_text;
  RhDisk *disk;
  RhFaultyDisk *faulty;
} Rig;

/* In memory, where there is a place for it: thousands of writes are synced. */
static char *
make_folder (void)
{
  g_autofree char *path = g_strdup ("/dev/shm/rh-disk-write-XXXXXX");

  return g_mkdtemp (path) != NULL ? g_steal_pointer (&path)
                                  : g_dir_make_tmp ("rh-disk-write-XXXXXX", NULL);
}

static void
set_up (Rig *rig, gconstpointer on_disk)
{
  g_autoptr (GFile) folder = NULL;

  rig->root = on_disk != NULL ? g_dir_make_tmp ("rh-disk-write-XXXXXX", NULL) : make_folder ();
  rig->file = g_build_filename (rig->root, NAME, NULL);
  rig->old_text = rh_disk_contents_old ();
  rig->new_text = rh_disk_contents_new ();
  folder = g_file_new_for_path (rig->root);
  rig->disk = rh_folder_disk_new (folder, NULL);
  g_assert_nonnull (rig->disk);
  rig->faulty = rh_faulty_disk_new (rig->disk);
}

static void
remove_all (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *full = g_build_filename (path, name, NULL);

      g_unlink (full);
    }
  g_rmdir (path);
}

static void
tear_down (Rig *rig, gconstpointer data)
{
  remove_all (rig->root);
  g_clear_object (&rig->faulty);
  g_clear_object (&rig->disk);
  g_free (rig->root);
  g_free (rig->file);
  g_free (rig->old_text);
  g_free (rig->new_text);
}

static void
put (Rig *rig, const char *text)
{
  g_autoptr (GError) error = NULL;

  rh_disk_write (rig->disk, NAME, text, strlen (text), NULL, NULL, NULL, &error);
  g_assert_no_error (error);
}

static const char *
content (Rig *rig)
{
  g_autofree char *text = NULL;

  g_file_get_contents (rig->file, &text, NULL, NULL);

  return rh_disk_contents_name (text);
}

/* All files, our temporary ones too. */
static guint
count_files (Rig *rig)
{
  g_autoptr (GDir) dir = g_dir_open (rig->root, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static gboolean
write_faulty (Rig *rig, const char *text, gboolean *written, GError **error)
{
  return rh_disk_write (RH_DISK (rig->faulty), NAME, text, strlen (text), NULL, NULL, written,
                        error);
}

static void
test_plain (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean written = FALSE;

  g_assert_true (write_faulty (rig, rig->old_text, &written, &error));
  g_assert_no_error (error);
  g_assert_true (written);
  g_assert_cmpstr (content (rig), ==, "old");
  g_assert_true (write_faulty (rig, rig->new_text, &written, &error));
  g_assert_true (written);
  g_assert_cmpstr (content (rig), ==, "new");
  g_assert_true (write_faulty (rig, "", &written, &error));
  g_assert_true (written);
  g_assert_true (write_faulty (rig, rig->old_text, &written, &error));
  g_assert_cmpstr (content (rig), ==, "old");
  g_assert_cmpuint (count_files (rig), ==, 1);
}

/* One call, which reads; and the very file is left alone. */
static void
test_unchanged (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean written = TRUE;
  RhDiskInfo before;
  RhDiskInfo after;

  put (rig, rig->new_text);
  g_assert_true (rh_disk_stat (rig->disk, NAME, &before, NULL));
  rh_faulty_disk_stop_at (rig->faulty, 0, 0);
  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_READ_ONLY);
  g_assert_true (write_faulty (rig, rig->new_text, &written, &error));
  g_assert_no_error (error);
  g_assert_false (written);
  g_assert_cmpuint (rh_faulty_disk_get_calls (rig->faulty), ==, 1);
  g_assert_true (rh_disk_stat (rig->disk, NAME, &after, NULL));
  g_assert_cmpuint (before.inode, ==, after.inode);
  g_assert_cmpint (before.mtime, ==, after.mtime);
}

/* A kernel may take less than it was given, or be interrupted. */
static void
test_short_writes (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gboolean done;

  hesitant = TRUE;
  done = rh_disk_write (rig->disk, NAME, rig->new_text, strlen (rig->new_text), NULL, NULL, NULL,
                        &error);
  hesitant = FALSE;
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (content (rig), ==, "new");
  g_assert_cmpuint (n_hesitations, >, 20);
}

/* Some file systems cannot sync, and are written to all the same; others find out only then that a
 * block is bad or the quota used up. */
static void
test_sync (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  gsize length = strlen (rig->new_text);
  gboolean done;

  put (rig, rig->old_text);
  sync_error = EDQUOT;
  done = rh_disk_write (rig->disk, NAME, rig->new_text, length, NULL, NULL, NULL, &error);
  g_assert_false (done);
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_FULL);
  g_assert_cmpstr (content (rig), ==, "old");
  g_assert_cmpuint (count_files (rig), ==, 1);

  sync_error = EINVAL;
  g_clear_error (&error);
  done = rh_disk_write (rig->disk, NAME, rig->new_text, length, NULL, NULL, NULL, &error);
  sync_error = 0;
  g_assert_no_error (error);
  g_assert_true (done);
  g_assert_cmpstr (content (rig), ==, "new");
}

static mode_t
mode_of (Rig *rig)
{
  GStatBuf status;

  g_assert_cmpint (g_stat (rig->file, &status), ==, 0);

  return status.st_mode & 07777;
}

static void
test_mode (Rig *rig, gconstpointer data)
{
  mode_t mask = umask (027);

  put (rig, rig->old_text);
  g_assert_cmpuint (mode_of (rig), ==, 0640);
  g_assert_cmpint (g_chmod (rig->file, 0606), ==, 0);
  put (rig, rig->new_text);
  g_assert_cmpuint (mode_of (rig), ==, 0606);
  umask (mask);
}

static void
test_new (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (
      rh_disk_write_new (rig->disk, NAME, rig->old_text, strlen (rig->old_text), NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (content (rig), ==, "old");
  g_assert_false (
      rh_disk_write_new (rig->disk, NAME, rig->new_text, strlen (rig->new_text), NULL, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_EXISTS);
  g_assert_cmpstr (content (rig), ==, "old");
  g_assert_cmpuint (count_files (rig), ==, 1);
}

static void
test_outside (Rig *rig, gconstpointer data)
{
  g_autofree char *link = g_build_filename (rig->root, "link.yml", NULL);
  g_autoptr (GError) link_error = NULL;
  g_autoptr (GError) path_error = NULL;
  gboolean written = TRUE;

  put (rig, rig->old_text);
  g_assert_cmpint (symlink (rig->file, link), ==, 0);
  g_assert_false (rh_disk_write (rig->disk, "link.yml", "x", 1, NULL, NULL, &written, &link_error));
  g_assert_error (link_error, RH_DISK_ERROR, RH_DISK_ERROR_OUTSIDE);
  g_assert_false (written);
  g_assert_false (rh_disk_write (rig->disk, "../x", "x", 1, NULL, NULL, &written, &path_error));
  g_assert_error (path_error, RH_DISK_ERROR, RH_DISK_ERROR_OUTSIDE);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
  g_assert_cmpstr (content (rig), ==, "old");
  g_assert_cmpuint (count_files (rig), ==, 2);
}

/* Stops at call @n after @n_bytes; returns whether the write came to its end. */
static gboolean
stop (Rig *rig, gboolean existing, guint n, gsize n_bytes)
{
  const char *before = existing ? "old" : "none";
  g_autoptr (GError) error = NULL;
  gboolean written = FALSE;
  gboolean done;

  if (existing)
    put (rig, rig->old_text);
  else
    g_unlink (rig->file);

  rh_faulty_disk_stop_at (rig->faulty, n, n_bytes);
  done = write_faulty (rig, rig->new_text, &written, &error);
  g_assert_cmpstr (content (rig), ==, written ? "new" : before);
  g_assert_cmpint (done, ==, !rh_faulty_disk_has_stopped (rig->faulty));
  if (!done)
    g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_FAILED);

  /* The next process is none the worse for it. */
  put (rig, "info: next\n");
  put (rig, rig->old_text);
  g_assert_cmpstr (content (rig), ==, "old");

  return done;
}

static guint
count_listed (Rig *rig)
{
  g_autoptr (GPtrArray) entries = rh_disk_list (rig->disk, "", NULL);

  return entries->len;
}

static guint
stop_everywhere (Rig *rig, gboolean existing)
{
  guint n = 1;

  while (!stop (rig, existing, n, 0))
    n++;

  return n - 1;
}

static void
test_every_call (Rig *rig, gconstpointer data)
{
  /* Read, create, write, sync, rename, sync the folder. */
  g_assert_cmpuint (stop_everywhere (rig, TRUE), ==, 6);
  g_assert_cmpuint (stop_everywhere (rig, FALSE), ==, 6);

  /* A killed process cleans nothing up; that is not shown, and swept later. */
  g_assert_cmpuint (count_files (rig), ==, 1 + 2 * 3);
  g_assert_cmpuint (count_listed (rig), ==, 1);
  g_assert_true (rh_disk_sweep (rig->disk, "", G_MAXINT64, NULL));
  g_assert_cmpuint (count_files (rig), ==, 1);
  g_assert_cmpstr (content (rig), ==, "old");
}

static void
test_seeded (Rig *rig, gconstpointer data)
{
  RhDice dice = { 1 };
  guint n_done = 0;

  for (guint i = 0; i < N_SEEDED; i++)
    {
      guint n = 1 + rh_dice_roll (&dice, 7);
      gsize n_bytes = rh_dice_roll (&dice, (guint) strlen (rig->new_text) + 100);

      n_done += stop (rig, rh_dice_roll (&dice, 2) == 1, n, n_bytes);
    }

  g_assert_cmpuint (n_done, >, N_SEEDED / 14);
  g_assert_cmpuint (n_done, <, N_SEEDED / 3);
  g_assert_cmpuint (count_listed (rig), ==, 1);
}

static void
assert_refused (Rig *rig, RhDiskError code)
{
  g_autoptr (GError) error = NULL;
  gboolean written = TRUE;

  put (rig, rig->old_text);
  rh_faulty_disk_refuse (rig->faulty, code);
  g_assert_false (write_faulty (rig, rig->new_text, &written, &error));
  g_assert_error (error, RH_DISK_ERROR, (gint) code);
  g_assert_true (g_str_has_prefix (error->message, NAME ": "));
  g_assert_false (written);
  g_assert_cmpstr (content (rig), ==, "old");
  g_assert_cmpuint (count_files (rig), ==, 1);
}

static void
test_refused (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  assert_refused (rig, RH_DISK_ERROR_READ_ONLY);
  assert_refused (rig, RH_DISK_ERROR_FULL);
  rh_faulty_disk_refuse (rig->faulty, RH_DISK_ERROR_NOT_FOUND);
  g_assert_true (write_faulty (rig, rig->new_text, NULL, &error));
  g_assert_no_error (error);
}

static GSubprocess *
start (Rig *rig, const char *what, const char *number)
{
  g_autofree char *program = g_test_build_filename (G_TEST_BUILT, "core", "disk-writer", NULL);
  g_autoptr (GError) error = NULL;
  GSubprocess *process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error, program,
                                           rig->root, what, number, NULL);

  g_assert_no_error (error);

  return process;
}

/* FALSE: it cannot be done here. */
static gboolean
assert_writer (Rig *rig, const char *what, const char *number, const char *wanted)
{
  g_autoptr (GSubprocess) process = start (rig, what, number);
  g_autofree char *output = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &output, NULL, NULL));
  g_assert_true (g_subprocess_get_successful (process));
  if (g_str_equal (output, "skip\n"))
    return FALSE;
  g_assert_cmpstr (output, ==, wanted);

  return TRUE;
}

/* The kernel itself stops the write at some byte, and the rest of the way is the real one. */
static void
test_size_limit (Rig *rig, gconstpointer data)
{
  static const char *const limits[] = { "0", "1", "4095", "4096", "4097", "20000" };
  g_autofree char *full = g_strdup_printf ("%d old 1\n", RH_DISK_ERROR_FULL);
  g_autofree char *enough = g_strdup_printf ("%zu", strlen (rig->new_text));
  g_autofree char *one_short = g_strdup_printf ("%zu", strlen (rig->new_text) - 1);

  put (rig, rig->old_text);
  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    assert_writer (rig, "limit", limits[i], full);
  assert_writer (rig, "limit", one_short, full);
  g_assert_cmpstr (content (rig), ==, "old");
  assert_writer (rig, "limit", enough, "written new 1\n");
  g_assert_cmpstr (content (rig), ==, "new");
}

/* The filler is the second file. */
static void
test_full_disk (Rig *rig, gconstpointer data)
{
  g_autofree char *wanted = g_strdup_printf ("%d old 2\n", RH_DISK_ERROR_FULL);

  if (!assert_writer (rig, "full", NULL, wanted))
    g_test_skip ("no file system can be mounted here");
}

static void
test_read_only_mount (Rig *rig, gconstpointer data)
{
  g_autofree char *wanted = g_strdup_printf ("%d old 1\n", RH_DISK_ERROR_READ_ONLY);

  if (!assert_writer (rig, "read-only", NULL, wanted))
    g_test_skip ("no file system can be mounted here");
}

static void
test_read_only_folder (Rig *rig, gconstpointer data)
{
  g_autofree char *wanted = g_strdup_printf ("%d old 1\n", RH_DISK_ERROR_READ_ONLY);
  /* Root is bound by no permission, and has to become somebody else. */
  const char *what = getuid () == 0 ? "other-user" : "limit";

  put (rig, rig->old_text);
  g_assert_cmpint (g_chmod (rig->file, 0666), ==, 0);
  g_assert_cmpint (g_chmod (rig->root, 0555), ==, 0);
  if (!assert_writer (rig, what, getuid () == 0 ? NULL : "1000000", wanted))
    g_test_skip ("root cannot become another user here");
  g_assert_cmpint (g_chmod (rig->root, 0700), ==, 0);
  g_assert_cmpstr (content (rig), ==, "old");
}

/* A folder that others may put things into, and not look into. */
static void
test_unreadable_folder (Rig *rig, gconstpointer data)
{
  if (getuid () != 0)
    {
      g_test_skip ("its owner can be refused nothing for long");
      return;
    }

  g_assert_cmpint (g_chmod (rig->root, 0733), ==, 0);
  if (!assert_writer (rig, "sync", NULL, "synced\n"))
    g_test_skip ("root cannot become another user here");
  g_assert_cmpint (g_chmod (rig->root, 0700), ==, 0);
}

static void
test_read_only_file (Rig *rig, gconstpointer data)
{
  g_autofree char *wanted = g_strdup_printf ("%d old 1\n", RH_DISK_ERROR_READ_ONLY);
  const char *what = getuid () == 0 ? "other-user" : "limit";

  put (rig, rig->old_text);
  g_assert_cmpint (g_chmod (rig->file, 0444), ==, 0);
  g_assert_cmpint (g_chmod (rig->root, 0777), ==, 0);
  if (!assert_writer (rig, what, getuid () == 0 ? NULL : "1000000", wanted))
    g_test_skip ("root cannot become another user here");
  g_assert_cmpstr (content (rig), ==, "old");
}

/* It writes old and new in turn, as fast as it can, and is killed somewhere on the way. */
static void
kill_after (Rig *rig, guint n_writes)
{
  g_autoptr (GSubprocess) process = start (rig, "forever", NULL);
  GInputStream *output = g_subprocess_get_stdout_pipe (process);
  char dot = 0;

  for (guint i = 0; i < n_writes; i++)
    g_assert_cmpint (g_input_stream_read (output, &dot, 1, NULL, NULL), ==, 1);
  g_subprocess_force_exit (process);
  g_assert_true (g_subprocess_wait (process, NULL, NULL));
  g_assert_cmpint (g_subprocess_get_term_sig (process), ==, SIGKILL);
}

static void
test_killed (Rig *rig, gconstpointer data)
{
  RhDice dice = { 7 };

  for (guint i = 0; i < N_KILLED; i++)
    {
      put (rig, rig->old_text);
      kill_after (rig, rh_dice_roll (&dice, 12));
      g_assert_true (g_str_equal (content (rig), "old") || g_str_equal (content (rig), "new"));
      g_assert_cmpuint (count_listed (rig), ==, 1);
    }

  g_test_message ("%u temporary files were left", count_files (rig) - 1);
  g_assert_true (rh_disk_sweep (rig->disk, "", G_MAXINT64, NULL));
  g_assert_cmpuint (count_files (rig), ==, 1);
}

#define ADD(path, func) g_test_add ("/disk-write/" path, Rig, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("plain", test_plain);
  ADD ("unchanged", test_unchanged);
  ADD ("short-writes", test_short_writes);
  ADD ("sync", test_sync);
  ADD ("mode", test_mode);
  ADD ("new", test_new);
  ADD ("outside", test_outside);
  ADD ("every-call", test_every_call);
  ADD ("seeded", test_seeded);
  ADD ("refused", test_refused);
  ADD ("size-limit", test_size_limit);
  ADD ("full-disk", test_full_disk);
  ADD ("read-only/mount", test_read_only_mount);
  ADD ("read-only/folder", test_read_only_folder);
  ADD ("read-only/file", test_read_only_file);
  ADD ("unreadable-folder", test_unreadable_folder);
  ADD ("killed", test_killed);
  g_test_add ("/disk-write/killed/on-disk", Rig, "", set_up, test_killed, tear_down);

  return g_test_run ();
}
