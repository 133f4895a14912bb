/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A collection's folder: what is in it is reached, and nothing that is outside. */
#define _GNU_SOURCE

#include "collection/rh-folder-disk.h"
#include "lib/rh-test.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

#define N_FILES 10000
#define SECRET "outside"

/* What the file system cannot do. */
static gboolean no_flags;
static gboolean ignores_flags;
static gboolean no_links;
static gboolean is_full;

/* Called once, before the n-th exchange from now on; NULL: never. */
static void (*quick) (gpointer rig);
static gpointer quick_rig;
static guint quick_at;

/* The disk's calls come here first. */
int
renameat2 (int old_fd, const char *old_name, int new_fd, const char *new_name, unsigned int flags)
{
  if ((flags & RENAME_EXCHANGE) != 0 && quick != NULL && --quick_at == 0)
    g_steal_pointer (&quick) (quick_rig);
  if ((flags & RENAME_EXCHANGE) != 0 && is_full)
    {
      errno = ENOSPC;
      return -1;
    }
  if (ignores_flags)
    flags = 0;
  if (!no_flags)
    return (int) syscall (SYS_renameat2, old_fd, old_name, new_fd, new_name, flags);

  errno = EINVAL;
  return -1;
}

int
linkat (int old_fd, const char *old_name, int new_fd, const char *new_name, int flags)
{
  if (!no_links)
    return (int) syscall (SYS_linkat, old_fd, old_name, new_fd, new_name, flags);

  errno = EPERM;
  return -1;
}

typedef struct
{
  char *top;  /* holds both of these */
  char *root; /* the disk's */
  char *outside;
  RhDisk *disk;
} Rig;

static char *
in_root (Rig *rig, const char *path)
{
  return g_build_filename (rig->root, path, NULL);
}

static void
put (Rig *rig, const char *path, const char *text)
{
  g_autofree char *full = in_root (rig, path);

  g_assert_true (g_file_set_contents_full (full, text, -1, G_FILE_SET_CONTENTS_NONE, 0600, NULL));
}

static void
make_folder (Rig *rig, const char *path)
{
  g_autofree char *full = in_root (rig, path);

  g_assert_cmpint (g_mkdir (full, 0700), ==, 0);
}

static void
make_link (Rig *rig, const char *target, const char *path)
{
  g_autofree char *full = in_root (rig, path);

  g_assert_cmpint (symlink (target, full), ==, 0);
}

static gboolean
exists (Rig *rig, const char *path)
{
  g_autofree char *full = in_root (rig, path);

  return g_file_test (full, G_FILE_TEST_EXISTS);
}

static void
assert_content (Rig *rig, const char *path, const char *wanted)
{
  g_autofree char *full = in_root (rig, path);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (full, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, wanted);
}

static void
set_up (Rig *rig, gconstpointer data)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GError) error = NULL;

  rig->top = g_dir_make_tmp ("rh-disk-XXXXXX", &error);
  g_assert_no_error (error);
  rig->root = g_build_filename (rig->top, "root", NULL);
  rig->outside = g_build_filename (rig->top, "outside", NULL);
  g_assert_cmpint (g_mkdir (rig->root, 0700), ==, 0);
  g_assert_cmpint (g_mkdir (rig->outside, 0700), ==, 0);
  put (rig, "../outside/secret.yml", SECRET);

  folder = g_file_new_for_path (rig->root);
  rig->disk = rh_folder_disk_new (folder, &error);
  g_assert_no_error (error);
  g_assert_true (rh_folder_disk_get_folder (RH_FOLDER_DISK (rig->disk)) == folder);
}

/* The outside is as it was, whatever the test did. */
static void
tear_down (Rig *rig, gconstpointer data)
{
  g_autoptr (GDir) dir = g_dir_open (rig->outside, 0, NULL);

  g_assert_cmpstr (g_dir_read_name (dir), ==, "secret.yml");
  g_assert_null (g_dir_read_name (dir));
  assert_content (rig, "../outside/secret.yml", SECRET);

  g_clear_object (&rig->disk);
  g_free (rig->top);
  g_free (rig->root);
  g_free (rig->outside);
}

/* What each call says of a path; none of them may succeed. */
static void
assert_all_refuse (Rig *rig, const char *path, RhDiskError code)
{
  GError *errors[7] = { NULL };
  gsize length = 0;
  guint n = 0;

  g_assert_null (rh_disk_read (rig->disk, path, 100, &length, NULL, &errors[n++]));
  g_assert_null (rh_disk_peek (rig->disk, path, 4, &length, NULL, &errors[n++]));
  g_assert_null (rh_disk_create_temporary (rig->disk, path, &errors[n++]));
  g_assert_false (rh_disk_remove (rig->disk, path, &errors[n++]));
  g_assert_false (rh_disk_remove_folder (rig->disk, path, &errors[n++]));
  g_assert_false (rh_disk_rename (rig->disk, path, "new.yml", &errors[n++]));
  g_assert_null (rh_disk_list (rig->disk, path, &errors[n++]));

  for (guint i = 0; i < n; i++)
    {
      g_assert_error (errors[i], RH_DISK_ERROR, (gint) code);
      g_clear_error (&errors[i]);
    }
}

static void
assert_entry (GPtrArray *entries, guint index, const char *name, RhDiskKind kind, goffset size)
{
  const RhDiskEntry *entry = g_ptr_array_index (entries, index);

  g_assert_cmpstr (entry->name, ==, name);
  g_assert_cmpint (entry->info.kind, ==, kind);
  if (kind == RH_DISK_KIND_FILE)
    g_assert_cmpint (entry->info.size, ==, size);
  g_assert_cmpuint (entry->info.inode, !=, 0);
}

static void
test_list (Rig *rig, gconstpointer data)
{
  g_autofree char *temporary = rh_disk_temporary_name ("b.yml");
  g_autofree char *pipe = in_root (rig, "pipe");
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (GPtrArray) inner = NULL;
  g_autoptr (GError) error = NULL;

  put (rig, "b.yml", "12345");
  put (rig, "a b ü 👍.yml", "");
  put (rig, ".hidden", "x");
  put (rig, "bad \xff name", "xy");
  put (rig, temporary, "not shown");
  make_folder (rig, "Sub");
  put (rig, "Sub/c.yml", "123");
  make_link (rig, "b.yml", "link");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);

  entries = rh_disk_list (rig->disk, "", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (entries->len, ==, 7);
  assert_entry (entries, 0, ".hidden", RH_DISK_KIND_FILE, 1);
  assert_entry (entries, 1, "Sub", RH_DISK_KIND_FOLDER, 0);
  assert_entry (entries, 2, "a b ü 👍.yml", RH_DISK_KIND_FILE, 0);
  assert_entry (entries, 3, "b.yml", RH_DISK_KIND_FILE, 5);
  assert_entry (entries, 4, "bad \xff name", RH_DISK_KIND_FILE, 2);
  assert_entry (entries, 5, "link", RH_DISK_KIND_SYMLINK, 0);
  assert_entry (entries, 6, "pipe", RH_DISK_KIND_OTHER, 0);

  inner = rh_disk_list (rig->disk, "Sub", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (inner->len, ==, 1);
  assert_entry (inner, 0, "c.yml", RH_DISK_KIND_FILE, 3);
}

static void
test_stat (Rig *rig, gconstpointer data)
{
  const struct timespec times[2] = { { 5, 6 }, { 1234567890, 123456789 } };
  g_autofree char *full = in_root (rig, "Sub/a.yml");
  g_autoptr (GError) error = NULL;
  RhDiskInfo info;

  make_folder (rig, "Sub");
  put (rig, "Sub/a.yml", "123");
  g_assert_cmpint (utimensat (AT_FDCWD, full, times, 0), ==, 0);
  g_assert_true (rh_disk_stat (rig->disk, "Sub/a.yml", &info, &error));
  g_assert_no_error (error);
  g_assert_cmpint (info.kind, ==, RH_DISK_KIND_FILE);
  g_assert_cmpint (info.size, ==, 3);
  g_assert_cmpint (info.mtime, ==, G_GINT64_CONSTANT (1234567890123456789));

  g_assert_true (rh_disk_stat (rig->disk, "", &info, &error));
  g_assert_cmpint (info.kind, ==, RH_DISK_KIND_FOLDER);

  make_link (rig, "../outside", "link");
  g_assert_true (rh_disk_stat (rig->disk, "link", &info, &error));
  g_assert_cmpint (info.kind, ==, RH_DISK_KIND_SYMLINK);

  g_assert_false (rh_disk_stat (rig->disk, "Sub/none", &info, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND);
  g_assert_cmpstr (error->message, ==, "Sub/none: No such file or directory");
}

static void
test_read (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *start = NULL;
  g_autofree char *empty = NULL;
  RhDiskInfo info;
  gsize length = 99;

  put (rig, "a.yml", "0123456789");
  text = rh_disk_read (rig->disk, "a.yml", 10, &length, &info, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, ==, 10);
  g_assert_cmpstr (text, ==, "0123456789");
  g_assert_cmpint (info.size, ==, 10);

  start = rh_disk_peek (rig->disk, "a.yml", 4, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (start, length, "0123", 4);
  g_clear_pointer (&start, g_free);
  start = rh_disk_peek (rig->disk, "a.yml", 400, &length, NULL, &error);
  g_assert_cmpmem (start, length, "0123456789", 10);

  put (rig, "empty.yml", "");
  empty = rh_disk_read (rig->disk, "empty.yml", 0, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (empty, length, "", 0);

  g_assert_null (rh_disk_read (rig->disk, "a.yml", 9, &length, NULL, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_TOO_LARGE);
  g_assert_cmpstr (error->message, ==, "a.yml: File too large");
}

/* A hole of a terabyte takes no memory before it is refused. */
static void
test_read_huge (Rig *rig, gconstpointer data)
{
  g_autofree char *full = in_root (rig, "huge.yml");
  g_autoptr (GError) error = NULL;
  g_autofree char *start = NULL;
  gsize length = 0;

  put (rig, "huge.yml", "");
  if (truncate (full, G_GINT64_CONSTANT (1) << 40) != 0)
    {
      g_test_skip ("this file system has no files with holes");
      return;
    }

  g_assert_null (rh_disk_read (rig->disk, "huge.yml", RH_DISK_MAX_SIZE, &length, NULL, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_TOO_LARGE);
  start = rh_disk_peek (rig->disk, "huge.yml", 4, &length, NULL, NULL);
  g_assert_cmpmem (start, length, "\0\0\0\0", 4);
}

/* A file that claims to be empty and is not, as those of /proc do, is read to its end all the same.
 */
static void
test_read_more_than_claimed (void)
{
  g_autoptr (GFile) folder = g_file_new_for_path ("/proc/self");
  g_autoptr (GError) error = NULL;
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, &error);
  g_autofree char *text = NULL;
  gsize length = 0;

  g_assert_no_error (error);
  text = rh_disk_read (disk, "maps", RH_DISK_MAX_SIZE, &length, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 4096);
  g_assert_cmpuint (strlen (text), ==, length);
  g_assert_null (rh_disk_read (disk, "maps", 4096, &length, NULL, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_TOO_LARGE);
}

static void
test_not_a_file (Rig *rig, gconstpointer data)
{
  static const char *const names[] = { "pipe", "Sub", "socket" };
  g_autofree char *pipe = in_root (rig, "pipe");
  struct sockaddr_un address = { .sun_family = AF_UNIX };
  g_autofd int fd = socket (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  gsize length = 0;

  make_folder (rig, "Sub");
  g_assert_cmpint (mkfifo (pipe, 0600), ==, 0);
  g_snprintf (address.sun_path, sizeof address.sun_path, "%s/socket", rig->root);
  g_assert_cmpint (bind (fd, (struct sockaddr *) &address, sizeof address), ==, 0);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GError) read_error = NULL;
      g_autoptr (GError) write_error = NULL;
      g_autoptr (GError) remove_error = NULL;

      g_assert_null (rh_disk_read (rig->disk, names[i], 100, &length, NULL, &read_error));
      g_assert_error (read_error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
      g_assert_null (rh_disk_create_temporary (rig->disk, names[i], &write_error));
      g_assert_error (write_error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
      g_assert_false (rh_disk_remove (rig->disk, names[i], &remove_error));
      g_assert_error (remove_error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
    }
}

static void
test_file_as_folder (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) list_error = NULL;
  g_autoptr (GError) remove_error = NULL;

  put (rig, "a.yml", "1");
  g_assert_null (rh_disk_list (rig->disk, "a.yml", &list_error));
  g_assert_error (list_error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
  g_assert_false (rh_disk_remove_folder (rig->disk, "a.yml", &remove_error));
  g_assert_error (remove_error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
  assert_all_refuse (rig, "a.yml/b", RH_DISK_ERROR_KIND);
}

static void
test_bad_paths (Rig *rig, gconstpointer data)
{
  static const char *const outside[] = {
    "..", "../x", "../outside/secret.yml", "Sub/../../outside/secret.yml", "Sub/..", "/etc/passwd",
    "/",  "//x",
  };
  static const char *const names[] = { "Sub//a", "Sub/", ".", "./a", "Sub/./a", "Sub/." };
  g_autofree char *longest = g_strnfill (255, 'n');
  g_autofree char *too_long = g_strnfill (256, 'n');
  g_autofree char *deep = g_strconcat ("Sub/", too_long, NULL);

  make_folder (rig, "Sub");
  for (guint i = 0; i < G_N_ELEMENTS (outside); i++)
    assert_all_refuse (rig, outside[i], RH_DISK_ERROR_OUTSIDE);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    assert_all_refuse (rig, names[i], RH_DISK_ERROR_NAME);
  assert_all_refuse (rig, too_long, RH_DISK_ERROR_NAME);
  assert_all_refuse (rig, deep, RH_DISK_ERROR_NAME);

  put (rig, longest, "1");
  g_assert_true (rh_disk_rename (rig->disk, longest, "..fine..", NULL));
  assert_content (rig, "..fine..", "1");
}

static void
test_symlinks (Rig *rig, gconstpointer data)
{
  static const char *const paths[] = {
    "file",   "folder", "folder/secret.yml", "dangling", "loop",
    "loop/a", "inside", "inside/a.yml",      "chain/x",  "absolute",
  };
  g_autofree char *secret = g_build_filename (rig->outside, "secret.yml", NULL);
  g_autoptr (GError) folder_error = NULL;
  g_autoptr (GError) rename_error = NULL;

  make_folder (rig, "Sub");
  put (rig, "Sub/a.yml", "1");
  make_link (rig, "../outside/secret.yml", "file");
  make_link (rig, secret, "absolute");
  make_link (rig, "../outside", "folder");
  make_link (rig, "../outside/new.yml", "dangling");
  make_link (rig, "loop", "loop");
  make_link (rig, "Sub", "inside");
  make_link (rig, "folder", "chain");

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    assert_all_refuse (rig, paths[i], RH_DISK_ERROR_OUTSIDE);

  g_assert_false (rh_disk_create_folder (rig->disk, "folder/new", &folder_error));
  g_assert_error (folder_error, RH_DISK_ERROR, RH_DISK_ERROR_OUTSIDE);
  g_assert_false (rh_disk_rename (rig->disk, "Sub/a.yml", "folder/a.yml", &rename_error));
  g_assert_error (rename_error, RH_DISK_ERROR, RH_DISK_ERROR_OUTSIDE);
  g_assert_cmpstr (rename_error->message, ==, "folder/a.yml: is a symbolic link");
  assert_content (rig, "Sub/a.yml", "1");
}

static void
assert_rename_fails (Rig *rig, const char *from, const char *to, RhDiskError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_disk_rename (rig->disk, from, to, &error));
  g_assert_error (error, RH_DISK_ERROR, (gint) code);
}

static void
test_rename (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  make_folder (rig, "Sub");
  make_folder (rig, "Empty");
  put (rig, "a.yml", "a");
  put (rig, "b.yml", "b");
  make_link (rig, "nowhere", "dangling");

  assert_rename_fails (rig, "a.yml", "b.yml", RH_DISK_ERROR_EXISTS);
  assert_rename_fails (rig, "a.yml", "Empty", RH_DISK_ERROR_EXISTS);
  assert_rename_fails (rig, "a.yml", "dangling", RH_DISK_ERROR_EXISTS);
  assert_rename_fails (rig, "Sub", "Empty", RH_DISK_ERROR_EXISTS);
  assert_rename_fails (rig, "none.yml", "c.yml", RH_DISK_ERROR_NOT_FOUND);
  assert_rename_fails (rig, "a.yml", "None/a.yml", RH_DISK_ERROR_NOT_FOUND);
  assert_rename_fails (rig, "Sub", "Sub/Sub", RH_DISK_ERROR_FAILED);
  assert_content (rig, "a.yml", "a");
  assert_content (rig, "b.yml", "b");

  g_assert_true (rh_disk_rename (rig->disk, "a.yml", "Sub/c.yml", &error));
  g_assert_no_error (error);
  g_assert_false (exists (rig, "a.yml"));
  assert_content (rig, "Sub/c.yml", "a");
  g_assert_true (rh_disk_rename (rig->disk, "Sub", "Empty/Moved", &error));
  g_assert_no_error (error);
  assert_content (rig, "Empty/Moved/c.yml", "a");
}

/* The same rules hold where the kernel cannot look and rename in one. */
static void
test_rename_without_flags (Rig *rig, gconstpointer data)
{
  no_flags = TRUE;
  test_rename (rig, NULL);
  no_flags = FALSE;
}

static void
test_rename_without_links (Rig *rig, gconstpointer data)
{
  no_flags = TRUE;
  no_links = TRUE;
  test_rename (rig, NULL);
  no_flags = FALSE;
  no_links = FALSE;
}

/* Replacing */

/* As another program does. */
static void
put_theirs (gpointer rig)
{
  put (rig, "a.yml", "theirs");
}

static void
put_later (gpointer rig)
{
  put (rig, "a.yml", "later ones");
}

static void
remove_it (gpointer rig)
{
  g_autofree char *path = in_root (rig, "a.yml");

  g_assert_cmpint (g_remove (path), ==, 0);
}

/* Writes "ours" in the place of what is there now, while @meanwhile happens, and @later before the
 * second exchange. What was there is nowhere in the end. */
static gboolean
replace (Rig *rig, void (*meanwhile) (gpointer rig), void (*later) (gpointer rig), GError **error)
{
  g_autoptr (RhDiskTemporary) temporary = NULL;
  g_autoptr (GDir) dir = NULL;
  RhDiskInfo old;
  gboolean done;

  put (rig, "a.yml", "old");
  g_assert_true (rh_disk_stat (rig->disk, "a.yml", &old, NULL));
  temporary = rh_disk_create_temporary (rig->disk, "a.yml", NULL);
  g_assert_true (rh_disk_write_bytes (rig->disk, temporary, "ours", 4, NULL));
  if (meanwhile != NULL)
    meanwhile (rig);
  quick = later;
  quick_rig = rig;
  quick_at = 2;
  done = rh_disk_commit (rig->disk, temporary, &old, error);
  rh_disk_discard (rig->disk, temporary, NULL); /* if it is there */

  dir = g_dir_open (rig->root, 0, NULL);
  g_assert_cmpstr (g_dir_read_name (dir), ==, "a.yml");
  g_assert_null (g_dir_read_name (dir));
  return done;
}

static void
assert_replaced (Rig *rig, void (*meanwhile) (gpointer rig))
{
  g_autoptr (GError) error = NULL;

  replace (rig, meanwhile, NULL, &error);
  g_assert_no_error (error);
  assert_content (rig, "a.yml", "ours");
}

static void
assert_not_replaced (Rig *rig, void (*later) (gpointer rig), const char *text)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (replace (rig, put_theirs, later, &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_EXISTS);
  assert_content (rig, "a.yml", text);
}

static void
test_replace (Rig *rig, gconstpointer data)
{
  assert_replaced (rig, NULL);
  assert_replaced (rig, remove_it);
  assert_not_replaced (rig, NULL, "theirs");
}

static void
test_replace_without_flags (Rig *rig, gconstpointer data)
{
  no_flags = TRUE;
  test_replace (rig, NULL);
  no_flags = FALSE;
}

static void
test_replace_ignoring_flags (Rig *rig, gconstpointer data)
{
  ignores_flags = TRUE;
  assert_replaced (rig, NULL);
  ignores_flags = FALSE;
}

/* While theirs goes back, others come: the last one stays. */
static void
test_replace_later (Rig *rig, gconstpointer data)
{
  assert_not_replaced (rig, put_later, "later ones");
}

static void
fill_up (gpointer rig)
{
  is_full = TRUE;
}

/* What came meanwhile is not lost if it cannot go back as it came. */
static void
test_replace_when_full (Rig *rig, gconstpointer data)
{
  assert_not_replaced (rig, fill_up, "theirs");
  is_full = FALSE;
  assert_not_replaced (rig, remove_it, "theirs");
}

/* Two names of one file are two files here; only where the file system sees one name is it a change
 * of case. */
static void
test_rename_case (Rig *rig, gconstpointer data)
{
  g_autofree char *first = in_root (rig, "one.yml");
  g_autofree char *second = in_root (rig, "One.yml");
  g_autoptr (GError) error = NULL;

  put (rig, "a.yml", "a");
  g_assert_true (rh_disk_rename (rig->disk, "a.yml", "A.yml", &error));
  g_assert_no_error (error);
  assert_content (rig, "A.yml", "a");

  put (rig, "one.yml", "1");
  if (link (first, second) != 0)
    return;
  assert_rename_fails (rig, "one.yml", "One.yml", RH_DISK_ERROR_EXISTS);
  g_assert_true (exists (rig, "one.yml"));
}

static void
test_two_cases (Rig *rig, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;

  put (rig, "a.yml", "small");
  put (rig, "A.yml", "LARGE");
  assert_rename_fails (rig, "a.yml", "A.yml", RH_DISK_ERROR_EXISTS);
  entries = rh_disk_list (rig->disk, "", NULL);
  g_assert_cmpuint (entries->len, ==, 2);
  assert_content (rig, "a.yml", "small");
  assert_content (rig, "A.yml", "LARGE");
}

static void
test_folders (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) exists_error = NULL;
  g_autoptr (GError) parent_error = NULL;
  g_autoptr (GError) full_error = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_disk_create_folder (rig->disk, "New 👍", &error));
  g_assert_true (rh_disk_create_folder (rig->disk, "New 👍/Inner", &error));
  g_assert_no_error (error);
  g_assert_false (rh_disk_create_folder (rig->disk, "New 👍", &exists_error));
  g_assert_error (exists_error, RH_DISK_ERROR, RH_DISK_ERROR_EXISTS);
  g_assert_false (rh_disk_create_folder (rig->disk, "None/Inner", &parent_error));
  g_assert_error (parent_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND);
  g_assert_false (rh_disk_remove_folder (rig->disk, "New 👍", &full_error));
  g_assert_error (full_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_EMPTY);
  g_assert_true (rh_disk_remove_folder (rig->disk, "New 👍/Inner", &error));
  g_assert_true (rh_disk_remove_folder (rig->disk, "New 👍", &error));
  g_assert_no_error (error);
  g_assert_false (exists (rig, "New 👍"));
}

static void
test_remove (Rig *rig, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  put (rig, "a.yml", "a");
  g_assert_true (rh_disk_remove (rig->disk, "a.yml", &error));
  g_assert_no_error (error);
  g_assert_false (exists (rig, "a.yml"));
  g_assert_false (rh_disk_remove (rig->disk, "a.yml", &error));
  g_assert_error (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND);
}

static void
test_temporary_names (void)
{
  static const char *const others[] = {
    "a.yml",
    ".a.yml",
    ".a.yml.abcdef.tmp",
    "a.yml.rh-abcdef.tmp",
    ".a.yml.rh-abcde.tmp",
    ".rh-abcdef.tmp.",
    ".a.yml.rh-abc/ef.tmp",
    ".a.yml.rh-abcdef.tmp.yml",
    ".a.rh-ABCDEF.tmp",
    "",
    ".",
    ".tmp",
  };
  g_autofree char *name = rh_disk_temporary_name ("Search ü.yml");
  g_autofree char *other = rh_disk_temporary_name ("Search ü.yml");
  g_autofree char *filled = g_strnfill (253, 'n');
  g_autofree char *longest = g_strconcat (filled, "ü", NULL);
  g_autofree char *shortened = NULL;

  g_assert_true (g_str_has_prefix (name, ".Search ü.yml.rh-"));
  g_assert_true (rh_disk_is_temporary (name));
  g_assert_cmpstr (name, !=, other);
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    g_assert_false (rh_disk_is_temporary (others[i]));

  for (guint i = 0; i < 8; i++)
    {
      memcpy (longest + 236 + i, "ü", 2);
      g_free (shortened);
      shortened = rh_disk_temporary_name (longest);
      g_assert_cmpuint (strlen (shortened), <=, 255);
      g_assert_true (rh_disk_is_temporary (shortened));
      longest[236 + i] = 'n';
      longest[237 + i] = 'n';
      g_assert_true (g_utf8_validate (shortened, -1, NULL));
    }
}

static void
test_sweep (Rig *rig, gconstpointer data)
{
  g_autofree char *name = rh_disk_temporary_name ("a.yml");
  g_autofree char *path = g_build_filename ("Sub", name, NULL);
  g_autofree char *linked = rh_disk_temporary_name ("b.yml");
  g_autofree char *folder = rh_disk_temporary_name ("c");
  g_autofree char *within = g_build_filename (folder, "Deep", name, NULL);
  g_autofree char *deep = g_path_get_dirname (within);
  g_autoptr (GError) error = NULL;
  RhDiskInfo info;

  make_folder (rig, "Sub");
  make_folder (rig, folder);
  make_folder (rig, deep);
  put (rig, path, "left behind");
  put (rig, within, "left behind");
  put (rig, "Sub/.a.yml.abcdef.tmp", "another's");
  make_link (rig, "../outside/secret.yml", linked);
  g_assert_true (rh_disk_stat (rig->disk, path, &info, NULL));

  g_assert_true (rh_disk_sweep (rig->disk, "Sub", info.mtime + RH_DISK_SWEEP_AGE - 1, &error));
  g_assert_true (exists (rig, path));
  g_assert_true (rh_disk_sweep (rig->disk, "Sub", info.mtime + RH_DISK_SWEEP_AGE, &error));
  g_assert_false (exists (rig, path));
  g_assert_true (exists (rig, "Sub/.a.yml.abcdef.tmp"));
  g_assert_true (rh_disk_sweep (rig->disk, "", G_MAXINT64, &error));
  g_assert_no_error (error);
  g_assert_false (exists (rig, folder));
  g_assert_true (exists (rig, linked));
}

static void
test_root (Rig *rig, gconstpointer data)
{
  g_autofree char *none = g_build_filename (rig->top, "none", NULL);
  g_autofree char *moved = g_build_filename (rig->top, "moved", NULL);
  g_autoptr (GFile) missing = g_file_new_for_path (none);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GFile) remote = g_file_new_for_uri ("rh-no-such-scheme://host/folder");
  g_autofree char *path = in_root (rig, "a.yml");
  g_autofree char *text = NULL;
  g_autoptr (GError) missing_error = NULL;
  g_autoptr (GError) file_error = NULL;
  g_autoptr (GError) remote_error = NULL;
  gsize length = 0;

  put (rig, "a.yml", "a");
  file = g_file_new_for_path (path);
  g_assert_null (rh_folder_disk_new (missing, &missing_error));
  g_assert_error (missing_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND);
  g_assert_null (rh_folder_disk_new (file, &file_error));
  g_assert_error (file_error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);
  g_assert_null (rh_folder_disk_new (remote, &remote_error));
  g_assert_error (remote_error, RH_DISK_ERROR, RH_DISK_ERROR_KIND);

  /* Followed when it moves, though the outside takes its name. */
  g_assert_cmpint (g_rename (rig->root, moved), ==, 0);
  g_assert_cmpint (symlink (rig->outside, rig->root), ==, 0);
  text = rh_disk_read (rig->disk, "a.yml", 10, &length, NULL, NULL);
  g_assert_cmpmem (text, length, "a", 1);
  g_assert_null (rh_disk_read (rig->disk, "secret.yml", 10, &length, NULL, NULL));
}

/* Nothing is looked at that was not asked for: a peek at each of many files is as good as a list.
 */
static void
test_many (Rig *rig, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  gint64 start;

  make_folder (rig, "Sub");
  for (guint i = 0; i < N_FILES; i++)
    {
      g_autofree char *path = g_strdup_printf ("%s/Sub/%05u.yml", rig->root, i);
      g_autofd int fd = open (path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);

      g_assert_cmpint (write (fd, path, strlen (path)), ==, (gssize) strlen (path));
    }

  start = g_get_monotonic_time ();
  entries = rh_disk_list (rig->disk, "Sub", NULL);
  g_test_message ("list: %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
  g_assert_cmpuint (entries->len, ==, N_FILES);

  start = g_get_monotonic_time ();
  for (guint i = 0; i < entries->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *path = g_strconcat ("Sub/", entry->name, NULL);
      g_autofree char *text = NULL;
      gsize length = 0;

      text = rh_disk_peek (rig->disk, path, 5, &length, NULL, NULL);
      g_assert_cmpmem (text, length, rig->root, 5);
    }
  g_test_message ("peek: %" G_GINT64_FORMAT " µs", g_get_monotonic_time () - start);
}

static gpointer
rename_thread (gpointer data)
{
  Rig *rig = data;
  guint n_won = 0;

  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *from = g_strdup_printf ("from-%u", i);
      g_autofree char *to = g_strdup_printf ("Sub/to-%u", i);
      gsize length = 0;
      g_autofree char *text = rh_disk_read (rig->disk, "a.yml", 10, &length, NULL, NULL);

      g_assert_cmpmem (text, length, "a", 1);
      if (rh_disk_rename (rig->disk, from, to, NULL))
        n_won++;
    }

  return GUINT_TO_POINTER (n_won);
}

static void
test_threads (Rig *rig, gconstpointer data)
{
  GThread *threads[4];
  guint n_won = 0;

  make_folder (rig, "Sub");
  put (rig, "a.yml", "a");
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *from = g_strdup_printf ("from-%u", i);

      put (rig, from, "x");
    }

  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    threads[i] = g_thread_new ("rename", rename_thread, rig);
  for (guint i = 0; i < G_N_ELEMENTS (threads); i++)
    n_won += GPOINTER_TO_UINT (g_thread_join (threads[i]));

  g_assert_cmpuint (n_won, ==, 200);
}

/* Not one descriptor is left open by a call, whether it succeeds or fails. */
static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

static void
test_descriptors (Rig *rig, gconstpointer data)
{
  g_autoptr (GPtrArray) entries = NULL;
  g_autoptr (RhDiskTemporary) temporary = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  guint before = count_descriptors ();

  make_folder (rig, "Sub");
  put (rig, "Sub/a.yml", "a");
  make_link (rig, "../outside", "folder");
  entries = rh_disk_list (rig->disk, "Sub", NULL);
  text = rh_disk_read (rig->disk, "Sub/a.yml", 10, &length, NULL, NULL);
  g_assert_nonnull (text);
  assert_all_refuse (rig, "folder/a", RH_DISK_ERROR_OUTSIDE);
  assert_all_refuse (rig, "folder", RH_DISK_ERROR_OUTSIDE);
  g_assert_cmpuint (count_descriptors (), ==, before);

  temporary = rh_disk_create_temporary (rig->disk, "Sub/b.yml", NULL);
  g_assert_cmpuint (count_descriptors (), ==, before + 2);
  g_assert_true (rh_disk_discard (rig->disk, temporary, NULL));
  g_clear_pointer (&temporary, rh_disk_temporary_free);
  g_assert_cmpuint (count_descriptors (), ==, before);
}

#define ADD(path, func) g_test_add ("/disk/" path, Rig, NULL, set_up, func, tear_down)

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  ADD ("list", test_list);
  ADD ("stat", test_stat);
  ADD ("read", test_read);
  ADD ("read/huge", test_read_huge);
  g_test_add_func ("/disk/read/more-than-claimed", test_read_more_than_claimed);
  ADD ("not-a-file", test_not_a_file);
  ADD ("file-as-folder", test_file_as_folder);
  ADD ("bad-paths", test_bad_paths);
  ADD ("symlinks", test_symlinks);
  ADD ("rename", test_rename);
  ADD ("rename/without-flags", test_rename_without_flags);
  ADD ("rename/without-links", test_rename_without_links);
  ADD ("replace", test_replace);
  ADD ("replace/without-flags", test_replace_without_flags);
  ADD ("replace/ignoring-flags", test_replace_ignoring_flags);
  ADD ("replace/later", test_replace_later);
  ADD ("replace/when-full", test_replace_when_full);
  ADD ("rename/case", test_rename_case);
  ADD ("two-cases", test_two_cases);
  ADD ("folders", test_folders);
  ADD ("remove", test_remove);
  g_test_add_func ("/disk/temporary-names", test_temporary_names);
  ADD ("sweep", test_sweep);
  ADD ("root", test_root);
  ADD ("many", test_many);
  ADD ("threads", test_threads);
  ADD ("descriptors", test_descriptors);

  return g_test_run ();
}
