/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A process that writes a file of a collection while something happens to it or to its disk.
 * Usage: disk-writer FOLDER forever        writes the two contents in turn until it is killed
 *        disk-writer FOLDER limit N        no file may grow beyond N bytes
 *        disk-writer FOLDER full           on a small file system of its own that is full
 *        disk-writer FOLDER read-only      on one that is mounted read-only
 *        disk-writer FOLDER other-user     as somebody whom the folder does not belong to
 *        disk-writer FOLDER sync           only that, as somebody else
 * Prints a byte after each write, or "CODE CONTENT", or "skip". */
#define _GNU_SOURCE

#include "collection/rh-disk-write.h"
#include "collection/rh-folder-disk.h"
#include "lib/rh-disk-contents.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <sched.h>
#include <signal.h>
#include <string.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME "request.yml"
#define FILE_SYSTEM_SIZE "size=256k"

static RhDisk *
open_disk (const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (GError) error = NULL;
  RhDisk *disk = rh_folder_disk_new (folder, &error);

  g_assert_no_error (error);

  return disk;
}

static void G_GNUC_NORETURN
write_forever (RhDisk *disk)
{
  char *contents[2] = { rh_disk_contents_old (), rh_disk_contents_new () };

  for (guint i = 1;; i++)
    {
      const char *text = contents[i % 2];

      g_assert_true (rh_disk_write (disk, NAME, text, strlen (text), NULL, NULL, NULL, NULL));
      g_assert_cmpint (write (STDOUT_FILENO, ".", 1), ==, 1);
    }
}

/* What became of it, for the test to read. */
static void
write_once (RhDisk *disk)
{
  g_autofree char *text = rh_disk_contents_new ();
  g_autoptr (GError) error = NULL;
  gboolean written = TRUE;

  if (rh_disk_write (disk, NAME, text, strlen (text), NULL, NULL, &written, &error))
    g_print ("written");
  else
    g_print ("%d", error->code);
  g_assert_cmpint (written, ==, error == NULL);
}

static void
print_content (RhDisk *disk)
{
  gsize length = 0;
  g_autofree char *text = rh_disk_read (disk, NAME, RH_DISK_MAX_SIZE, &length, NULL, NULL);
  /* Temporary files are counted too. */
  g_autoptr (GPtrArray) entries = RH_DISK_GET_IFACE (disk)->list (disk, "", NULL);

  g_print (" %s %u\n", rh_disk_contents_name (text), entries->len);
}

static gboolean
mount_own (const char *folder)
{
  /* Root may do it at once, others in a user namespace, and in some sandboxes nobody. */
  return (unshare (CLONE_NEWNS) == 0 || unshare (CLONE_NEWUSER | CLONE_NEWNS) == 0)
         && mount (NULL, "/", NULL, MS_REC | MS_PRIVATE, NULL) == 0
         && mount ("tmpfs", folder, "tmpfs", 0, FILE_SYSTEM_SIZE) == 0;
}

static void
write_old (RhDisk *disk)
{
  g_autofree char *text = rh_disk_contents_old ();

  g_assert_true (rh_disk_write (disk, NAME, text, strlen (text), NULL, NULL, NULL, NULL));
}

static void
fill (const char *folder)
{
  g_autofree char *path = g_build_filename (folder, "filler", NULL);
  g_autofd int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
  char block[4096] = "";

  g_assert_cmpint (fd, >=, 0);
  while (write (fd, block, sizeof block) > 0)
    ;
  /* Room for the first page of the new content, and for no more. */
  g_assert_cmpint (ftruncate (fd, lseek (fd, 0, SEEK_END) - (off_t) sizeof block), ==, 0);
}

static int
on_own_file_system (const char *folder, gboolean full)
{
  g_autoptr (RhDisk) disk = NULL;

  if (!mount_own (folder))
    {
      g_print ("skip\n");
      return 0;
    }

  disk = open_disk (folder);
  write_old (disk);
  if (full)
    fill (folder);
  else
    g_assert_cmpint (mount (NULL, folder, NULL, MS_REMOUNT | MS_RDONLY, FILE_SYSTEM_SIZE), ==, 0);
  write_once (disk);
  print_content (disk);

  return 0;
}

static int
limited (RhDisk *disk, const char *number)
{
  const rlim_t bytes = g_ascii_strtoull (number, NULL, 10);
  const struct rlimit limit = { bytes, bytes };

  signal (SIGXFSZ, SIG_IGN);
  g_assert_cmpint (setrlimit (RLIMIT_FSIZE, &limit), ==, 0);
  write_once (disk);
  print_content (disk);

  return 0;
}

static int
as_other_user (RhDisk *disk, gboolean syncs)
{
  if (setresuid (65534, 65534, 65534) != 0)
    {
      g_print ("skip\n");
      return 0;
    }

  if (syncs)
    {
      g_print (rh_disk_sync_all (disk, NULL) ? "synced\n" : "failed\n");
      return 0;
    }

  write_once (disk);
  print_content (disk);

  return 0;
}

int
main (int argc, char **argv)
{
  g_autoptr (RhDisk) disk = NULL;

  g_assert_cmpint (argc, >=, 3);
  if (g_str_equal (argv[2], "full") || g_str_equal (argv[2], "read-only"))
    return on_own_file_system (argv[1], g_str_equal (argv[2], "full"));

  disk = open_disk (argv[1]);
  if (g_str_equal (argv[2], "forever"))
    write_forever (disk);
  if (g_str_equal (argv[2], "other-user") || g_str_equal (argv[2], "sync"))
    return as_other_user (disk, g_str_equal (argv[2], "sync"));

  g_assert_cmpint (argc, ==, 4);
  return limited (disk, argv[3]);
}
