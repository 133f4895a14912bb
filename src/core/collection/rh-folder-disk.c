/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A folder by its descriptor. Every part of a path is opened from the one before it and never
 * through a symbolic link, so nothing that others put into the folder leads out of it. */
#define G_LOG_DOMAIN "rh-folder-disk"
#define _GNU_SOURCE /* O_PATH, renameat2, syncfs */

#include "config.h"

#include "collection/rh-folder-disk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define N_TRIES 16
#define NSEC_PER_SEC G_GINT64_CONSTANT (1000000000)

struct _RhFolderDisk
{
  GObject parent_instance;

  GFile *folder;
  int root_fd; /* never changes: calls of several threads share it */
  gboolean hurries;
};

/* The last part of a path, and the folder that it is in. */
typedef struct
{
  const char *path;
  const char *name;
  int folder_fd;
} Place;

static void rh_folder_disk_init_disk (RhDiskInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFolderDisk,
                               rh_folder_disk,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_DISK, rh_folder_disk_init_disk))

static gboolean
fail (GError **error, const char *path, int saved_errno)
{
  rh_disk_set_error (error, path, saved_errno);
  return FALSE;
}

static gboolean
fail_outside (GError **error, const char *path)
{
  rh_disk_set_error_literal (error, RH_DISK_ERROR_OUTSIDE, path, "is a symbolic link");
  return FALSE;
}

static void
place_clear (Place *place)
{
  g_clear_fd (&place->folder_fd, NULL);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

/* The kernel says of a symbolic link that it is no folder. */
static gboolean
fail_at_folder (GError **error, const char *path, int parent_fd, const char *name, int saved_errno)
{
  struct stat status;

  if (saved_errno == ENOTDIR && fstatat (parent_fd, name, &status, AT_SYMLINK_NOFOLLOW) == 0
      && S_ISLNK (status.st_mode))
    return fail_outside (error, path);

  return fail (error, path, saved_errno);
}

static int
open_folder_at (int parent_fd, const char *name, int flags)
{
  return openat (parent_fd, name, flags | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
}

/* Opens the first @length bytes of a path as a folder; -1 with an error. */
static int
walk (RhFolderDisk *self, const char *path, gsize length, GError **error)
{
  g_autofree char *parts = g_strndup (path, length);
  g_autofd int fd = -1;
  char *part = length > 0 ? parts : NULL;

  if (part == NULL)
    {
      fd = open_folder_at (self->root_fd, ".", O_PATH);
      if (fd < 0)
        fail (error, path, errno);
    }

  while (part != NULL)
    {
      char *name = strsep (&part, "/");
      int parent_fd = fd >= 0 ? fd : self->root_fd;
      int next = open_folder_at (parent_fd, name, O_PATH);

      if (next < 0)
        {
          fail_at_folder (error, path, parent_fd, name, errno);
          return -1;
        }
      g_clear_fd (&fd, NULL);
      fd = next;
    }

  return g_steal_fd (&fd);
}

static gboolean
find (RhFolderDisk *self, const char *path, Place *place, GError **error)
{
  const char *slash = strrchr (path, '/');

  place->path = path;
  place->name = slash != NULL ? slash + 1 : path;
  place->folder_fd = walk (self, path, slash != NULL ? (gsize) (slash - path) : 0, error);

  return place->folder_fd >= 0;
}

/* Opens a folder so that it can be read or synced. */
static int
open_folder (RhFolderDisk *self, const char *path, GError **error)
{
  g_auto (Place) place = { .folder_fd = -1 };
  const char *name;
  int fd;

  if (!find (self, path, &place, error))
    return -1;

  name = *place.name != '\0' ? place.name : ".";
  fd = open_folder_at (place.folder_fd, name, O_RDONLY);
  if (fd < 0)
    fail_at_folder (error, path, place.folder_fd, name, errno);

  return fd;
}

static RhDiskKind
kind_from_mode (mode_t mode)
{
  if (S_ISREG (mode))
    return RH_DISK_KIND_FILE;
  if (S_ISDIR (mode))
    return RH_DISK_KIND_FOLDER;
  if (S_ISLNK (mode))
    return RH_DISK_KIND_SYMLINK;

  return RH_DISK_KIND_OTHER;
}

static void
fill_info (RhDiskInfo *info, const struct stat *status)
{
  info->kind = kind_from_mode (status->st_mode);
  info->size = status->st_size;
  info->mtime = status->st_mtim.tv_sec * NSEC_PER_SEC + status->st_mtim.tv_nsec;
  info->inode = status->st_ino;
}

static gboolean
check_file (const struct stat *status, const char *path, GError **error)
{
  if (S_ISREG (status->st_mode))
    return TRUE;
  if (S_ISLNK (status->st_mode))
    return fail_outside (error, path);

  rh_disk_set_error_literal (error, RH_DISK_ERROR_KIND, path, "is not a file");
  return FALSE;
}

/* File or folder; what else there is stays where it is. */
static gboolean
check_file_or_folder (const struct stat *status, const char *path, GError **error)
{
  return S_ISDIR (status->st_mode) || check_file (status, path, error);
}

static gboolean
stat_place (const Place *place, struct stat *status, GError **error)
{
  return fstatat (place->folder_fd, place->name, status, AT_SYMLINK_NOFOLLOW) == 0
         || fail (error, place->path, errno);
}

static gboolean
look (const Place *place, RhDiskInfo *info, GError **error)
{
  struct stat status;

  if (!stat_place (place, &status, error))
    return FALSE;

  fill_info (info, &status);
  return TRUE;
}

/* Not every file system can; then its word has to do. */
static gboolean
check_synced (int result, const char *path, GError **error)
{
  if (result == 0 || errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
    return TRUE;

  return fail (error, path, errno);
}

static gboolean
sync_fd (int fd, const char *path, GError **error)
{
  int result;

  do
    result = fsync (fd);
  while (result != 0 && errno == EINTR);

  return check_synced (result, path, error);
}

static gboolean
sync_folder_at (RhFolderDisk *self, int folder_fd, const char *path, GError **error)
{
  g_autofd int fd = -1;

  if (self->hurries)
    return TRUE;

  fd = open_folder_at (folder_fd, ".", O_RDONLY);
  return fd >= 0 ? sync_fd (fd, path, error) : fail (error, path, errno);
}

static GPtrArray *
rh_folder_disk_list (RhDisk *disk, const char *path, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  int fd = open_folder (RH_FOLDER_DISK (disk), path, error);
  const struct dirent *found;
  struct stat status;
  int saved_errno;
  DIR *dir;

  if (fd < 0)
    return NULL;

  entries = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_disk_entry_free);
  dir = fdopendir (fd); /* cannot fail: it is a folder, and open for reading */
  g_assert (dir != NULL);
  while (errno = 0, (found = readdir (dir)) != NULL)
    {
      RhDiskInfo info;

      /* What went away meanwhile is not there. */
      if (g_str_equal (found->d_name, ".") || g_str_equal (found->d_name, "..")
          || fstatat (fd, found->d_name, &status, AT_SYMLINK_NOFOLLOW) != 0)
        continue;
      fill_info (&info, &status);
      g_ptr_array_add (entries, rh_disk_entry_new (found->d_name, &info));
    }
  saved_errno = errno;
  closedir (dir);

  if (saved_errno != 0)
    {
      fail (error, path, saved_errno);
      return NULL;
    }

  return g_steal_pointer (&entries);
}

static gboolean
rh_folder_disk_stat (RhDisk *disk, const char *path, RhDiskInfo *info, GError **error)
{
  g_auto (Place) place = { .folder_fd = -1 };

  if (!find (RH_FOLDER_DISK (disk), path, &place, error))
    return FALSE;
  if (*path == '\0')
    place.name = ".";

  return look (&place, info, error);
}

/* Reads up to @max bytes; -1 with errno. The size that the file claims is a first guess. */
static gssize
read_up_to (int fd, char **bytes, gsize guess, gsize max)
{
  gsize capacity = MIN (guess, max);
  gsize done = 0;

  *bytes = g_malloc (capacity + 1);
  while (done < max)
    {
      gssize got;

      if (done == capacity)
        {
          capacity = MIN (max, MAX (capacity * 2, 4096));
          *bytes = g_realloc (*bytes, capacity + 1);
        }
      got = read (fd, *bytes + done, capacity - done);
      if (got > 0)
        done += (gsize) got;
      else if (got == 0)
        break;
      else if (errno != EINTR)
        return -1;
    }
  (*bytes)[done] = '\0';

  return (gssize) done;
}

static char *
read_open_file (int fd,
                const char *path,
                gsize max,
                gboolean whole,
                gsize *length,
                const struct stat *status,
                GError **error)
{
  g_autofree char *bytes = NULL;
  gsize limit = whole ? max + 1 : max;
  gssize got;

  if (whole && status->st_size > (goffset) max)
    got = (gssize) limit;
  else
    /* One more than it claims, so that the end is met without growing. */
    got = read_up_to (fd, &bytes, (gsize) status->st_size + 1, limit);

  if (got < 0)
    {
      fail (error, path, errno);
      return NULL;
    }
  if ((gsize) got > max)
    {
      rh_disk_set_error_literal (error, RH_DISK_ERROR_TOO_LARGE, path, g_strerror (EFBIG));
      return NULL;
    }

  *length = (gsize) got;
  return g_steal_pointer (&bytes);
}

static char *
rh_folder_disk_read (RhDisk *disk,
                     const char *path,
                     gsize max,
                     gboolean whole,
                     gsize *length,
                     RhDiskInfo *info,
                     GError **error)
{
  g_auto (Place) place = { .folder_fd = -1 };
  g_autofd int fd = -1;
  struct stat status;

  if (!find (RH_FOLDER_DISK (disk), path, &place, error))
    return NULL;

  /* A pipe that nobody writes to would be waited for without O_NONBLOCK. */
  fd = openat (place.folder_fd, place.name,
               O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_NOCTTY | O_CLOEXEC);
  if (fd < 0)
    {
      if (errno == ELOOP)
        fail_outside (error, path);
      else
        fail (error, path, errno);
      return NULL;
    }
  if (fstat (fd, &status) != 0)
    {
      fail (error, path, errno);
      return NULL;
    }
  if (!check_file (&status, path, error))
    return NULL;
  if (info != NULL)
    fill_info (info, &status);

  return read_open_file (fd, path, max, whole, length, &status, error);
}

static gboolean
rh_folder_disk_create_folder (RhDisk *disk, const char *path, GError **error)
{
  g_auto (Place) place = { .folder_fd = -1 };

  if (!find (RH_FOLDER_DISK (disk), path, &place, error))
    return FALSE;
  if (mkdirat (place.folder_fd, place.name, 0777) != 0)
    return fail (error, path, errno);

  /* It is there; whether it survives a power cut is told by the files that follow. */
  sync_folder_at (RH_FOLDER_DISK (disk), place.folder_fd, path, NULL);
  return TRUE;
}

static gboolean
rh_folder_disk_remove (RhDisk *disk, const char *path, GError **error)
{
  g_auto (Place) place = { .folder_fd = -1 };
  struct stat status;

  return find (RH_FOLDER_DISK (disk), path, &place, error) && stat_place (&place, &status, error)
         && check_file (&status, path, error)
         && (unlinkat (place.folder_fd, place.name, 0) == 0 || fail (error, path, errno));
}

static gboolean
rh_folder_disk_remove_folder (RhDisk *disk, const char *path, GError **error)
{
  g_auto (Place) place = { .folder_fd = -1 };

  if (!find (RH_FOLDER_DISK (disk), path, &place, error))
    return FALSE;
  if (unlinkat (place.folder_fd, place.name, AT_REMOVEDIR) == 0)
    return TRUE;

  return fail_at_folder (error, path, place.folder_fd, place.name, errno);
}

/* Another name of the very same thing, as on a file system that does not tell case apart. Two hard
 * links are two things: rename(2) would do nothing and say that it did. */
static gboolean
is_same (const struct stat *a, const struct stat *b)
{
  return a->st_dev == b->st_dev && a->st_ino == b->st_ino
         && (S_ISDIR (a->st_mode) || a->st_nlink == 1);
}

/* Whatever is there. */
static gboolean
rename_over (const Place *from, const Place *to, GError **error)
{
  return renameat (from->folder_fd, from->name, to->folder_fd, to->name) == 0
         || fail (error, to->path, errno);
}

/* Where the kernel has no renameat2() for this file system: a hard link never goes over anything,
 * and where there are none either, looking first is the best that is left. */
static gboolean
rename_step_by_step (const Place *from, const Place *to, GError **error)
{
  struct stat status;

  if (linkat (from->folder_fd, from->name, to->folder_fd, to->name, 0) == 0)
    return unlinkat (from->folder_fd, from->name, 0) == 0 || fail (error, from->path, errno);
  if (errno == EEXIST || fstatat (to->folder_fd, to->name, &status, AT_SYMLINK_NOFOLLOW) == 0)
    return fail (error, to->path, EEXIST);

  return rename_over (from, to, error);
}

static gboolean
rename_to_free (const Place *from, const Place *to, GError **error)
{
  if (renameat2 (from->folder_fd, from->name, to->folder_fd, to->name, RENAME_NOREPLACE) == 0)
    return TRUE;
  if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
    return rename_step_by_step (from, to, error);

  return fail (error, to->path, errno);
}

static gboolean
rename_place (const Place *from, const Place *to, GError **error)
{
  struct stat old;
  struct stat taken;

  if (!stat_place (from, &old, error) || !check_file_or_folder (&old, from->path, error))
    return FALSE;
  if (fstatat (to->folder_fd, to->name, &taken, AT_SYMLINK_NOFOLLOW) != 0
      || !is_same (&old, &taken))
    return rename_to_free (from, to, error);

  return rename_over (from, to, error);
}

static gboolean
rh_folder_disk_rename (RhDisk *disk, const char *from_path, const char *to_path, GError **error)
{
  RhFolderDisk *self = RH_FOLDER_DISK (disk);
  g_auto (Place) from = { .folder_fd = -1 };
  g_auto (Place) to = { .folder_fd = -1 };

  if (!find (self, from_path, &from, error) || !find (self, to_path, &to, error)
      || !rename_place (&from, &to, error))
    return FALSE;

  /* It is done; a power cut may still undo it, and loses nothing by that. */
  sync_folder_at (self, to.folder_fd, to_path, NULL);
  sync_folder_at (self, from.folder_fd, from_path, NULL);
  return TRUE;
}

/* The mode that the new file gets. A file whose own permissions refuse a change is not changed,
 * though its folder would allow to put another in its place. */
static gboolean
look_at_target (const Place *place, gboolean *exists, mode_t *mode, GError **error)
{
  struct stat status;

  *exists = fstatat (place->folder_fd, place->name, &status, AT_SYMLINK_NOFOLLOW) == 0;
  if (!*exists)
    return errno == ENOENT || fail (error, place->path, errno);
  if (!check_file (&status, place->path, error))
    return FALSE;
  if (faccessat (place->folder_fd, place->name, W_OK, AT_EACCESS) != 0)
    return fail (error, place->path, errno);

  *mode = status.st_mode & 0777;
  return TRUE;
}

/* 0600 until it has the target's mode; a new file's mode is what the process gives to new files. */
static int
create_beside (const Place *place, mode_t mode, char **name)
{
  int fd = -1;

  for (guint i = 0; i < N_TRIES && fd < 0; i++)
    {
      g_free (*name);
      *name = rh_disk_temporary_name (place->name);
      fd = openat (place->folder_fd, *name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                   mode);
      if (fd < 0 && errno != EEXIST)
        break;
    }

  return fd;
}

/* In a hurry a file that is new has its own name at once: nobody looks before all of it is there.
 */
static int
create_in_place (const Place *place, char **name)
{
  *name = g_strdup (place->name);
  return openat (place->folder_fd, *name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC,
                 0666);
}

static RhDiskTemporary *
rh_folder_disk_create_temporary (RhDisk *disk, const char *path, GError **error)
{
  RhFolderDisk *self = RH_FOLDER_DISK (disk);
  g_auto (Place) place = { .folder_fd = -1 };
  g_autofree char *name = NULL;
  g_autofd int fd = -1;
  gboolean exists = FALSE;
  mode_t mode = 0;

  if (!find (self, path, &place, error) || !look_at_target (&place, &exists, &mode, error))
    return NULL;

  fd = self->hurries && !exists ? create_in_place (&place, &name)
                                : create_beside (&place, exists ? 0600 : 0666, &name);
  if (fd < 0)
    {
      fail (error, path, errno);
      return NULL;
    }
  /* Some file systems know no modes, and then there is none to keep. */
  if (exists && fchmod (fd, mode) != 0)
    g_debug ("The mode of a file could not be kept: %s", g_strerror (errno));

  return rh_disk_temporary_new (path, name, g_steal_fd (&place.folder_fd), g_steal_fd (&fd));
}

static gboolean
rh_folder_disk_write (RhDisk *disk,
                      RhDiskTemporary *temporary,
                      const char *bytes,
                      gsize length,
                      GError **error)
{
  gsize done = 0;

  while (done < length)
    {
      gssize wrote = write (temporary->fd, bytes + done, length - done);

      if (wrote > 0)
        done += (gsize) wrote;
      else if (wrote == 0 || errno != EINTR)
        return fail (error, temporary->path, wrote == 0 ? ENOSPC : errno);
    }

  return TRUE;
}

static gboolean
rh_folder_disk_sync (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  return RH_FOLDER_DISK (disk)->hurries || sync_fd (temporary->fd, temporary->path, error);
}

/* Where the file system cannot exchange, looking first is the best that is left. */
static gboolean
look_and_replace (const Place *from, const Place *to, const RhDiskInfo *old, GError **error)
{
  RhDiskInfo found;

  if (!look (to, &found, NULL) || !rh_disk_info_is_like (&found, old))
    return rename_to_free (from, to, error); /* unless it is gone, that says why */

  return rename_over (from, to, error);
}

static gboolean
exchange (const Place *from, const Place *to)
{
  return renameat2 (from->folder_fd, from->name, to->folder_fd, to->name, RENAME_EXCHANGE) == 0;
}

/* Unless somebody put yet another one in the place of @ours by then: that one stays. Where it
 * cannot be exchanged (ours is gone, the disk is full) it goes over whatever is there. */
static void
put_back (const Place *from, const Place *to, const RhDiskInfo *ours)
{
  RhDiskInfo found;

  if (!exchange (from, to))
    rename_over (from, to, NULL);
  else if (look (from, &found, NULL) && !rh_disk_info_is_like (&found, ours))
    exchange (from, to);
}

/* What was replaced is looked at when nobody else can replace it any more. If it is not @old it
 * goes back. */
static gboolean
replace (const Place *from,
         const Place *to,
         const RhDiskInfo *old,
         const RhDiskInfo *ours,
         GError **error)
{
  RhDiskInfo found;

  if (!exchange (from, to))
    {
      if (errno == EINVAL || errno == ENOSYS || errno == EOPNOTSUPP)
        return look_and_replace (from, to, old, error);

      return errno == ENOENT ? rename_to_free (from, to, error) : fail (error, to->path, errno);
    }
  /* where flags are not heeded it is gone */
  if (!look (from, &found, NULL) || rh_disk_info_is_like (&found, old))
    {
      unlinkat (from->folder_fd, from->name, 0); /* what stays is swept one day */
      return TRUE;
    }

  put_back (from, to, ours);
  return fail (error, to->path, EEXIST);
}

static gboolean
rh_folder_disk_commit (RhDisk *disk,
                       RhDiskTemporary *temporary,
                       const RhDiskInfo *old,
                       GError **error)
{
  struct stat status;
  const char *slash = strrchr (temporary->path, '/');
  const Place to
      = { temporary->path, slash != NULL ? slash + 1 : temporary->path, temporary->folder_fd };
  const Place from = { temporary->path, temporary->name, temporary->folder_fd };

  if (fstat (temporary->fd, &status) != 0)
    return fail (error, temporary->path, errno);
  fill_info (&temporary->info, &status);
  if (g_str_equal (from.name, to.name))
    return TRUE;
  if (old == NULL)
    return rename_to_free (&from, &to, error);

  return replace (&from, &to, old, &temporary->info, error);
}

static gboolean
rh_folder_disk_sync_folder (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  return sync_folder_at (RH_FOLDER_DISK (disk), temporary->folder_fd, temporary->path, error);
}

static gboolean
rh_folder_disk_discard (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  return unlinkat (temporary->folder_fd, temporary->name, 0) == 0
         || fail (error, temporary->path, errno);
}

static void
rh_folder_disk_hurry (RhDisk *disk)
{
  RH_FOLDER_DISK (disk)->hurries = TRUE;
}

/* The file system's: there is no call for a folder and all that is below it. Of a folder that
 * cannot be read, everybody's. */
static gboolean
rh_folder_disk_sync_all (RhDisk *disk, GError **error)
{
  g_autofd int fd = open_folder_at (RH_FOLDER_DISK (disk)->root_fd, ".", O_RDONLY);

  if (fd >= 0)
    return check_synced (syncfs (fd), "", error);
  if (errno != EACCES)
    return fail (error, "", errno);

  sync ();
  return TRUE;
}

static void
rh_folder_disk_init_disk (RhDiskInterface *iface)
{
  iface->list = rh_folder_disk_list;
  iface->stat = rh_folder_disk_stat;
  iface->read = rh_folder_disk_read;
  iface->create_folder = rh_folder_disk_create_folder;
  iface->remove = rh_folder_disk_remove;
  iface->remove_folder = rh_folder_disk_remove_folder;
  iface->rename = rh_folder_disk_rename;
  iface->create_temporary = rh_folder_disk_create_temporary;
  iface->write = rh_folder_disk_write;
  iface->sync = rh_folder_disk_sync;
  iface->commit = rh_folder_disk_commit;
  iface->sync_folder = rh_folder_disk_sync_folder;
  iface->discard = rh_folder_disk_discard;
  iface->hurry = rh_folder_disk_hurry;
  iface->sync_all = rh_folder_disk_sync_all;
}

static void
rh_folder_disk_finalize (GObject *object)
{
  RhFolderDisk *self = RH_FOLDER_DISK (object);

  g_clear_fd (&self->root_fd, NULL);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (rh_folder_disk_parent_class)->finalize (object);
}

static void
rh_folder_disk_class_init (RhFolderDiskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_folder_disk_finalize;
}

static void
rh_folder_disk_init (RhFolderDisk *self)
{
  self->root_fd = -1;
}

RhDisk *
rh_folder_disk_new (GFile *folder, GError **error)
{
  g_autoptr (RhFolderDisk) self = NULL;
  const char *path;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  path = g_file_peek_path (folder);
  if (path == NULL)
    {
      g_autofree char *uri = g_file_get_uri (folder);

      rh_disk_set_error_literal (error, RH_DISK_ERROR_KIND, uri, "is not on this machine");
      return NULL;
    }

  self = g_object_new (RH_TYPE_FOLDER_DISK, NULL);
  self->folder = g_object_ref (folder);
  self->root_fd = open (path, O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (self->root_fd < 0)
    {
      fail (error, path, errno);
      return NULL;
    }

  return RH_DISK (g_steal_pointer (&self));
}

GFile *
rh_folder_disk_get_folder (RhFolderDisk *self)
{
  g_return_val_if_fail (RH_IS_FOLDER_DISK (self), NULL);

  return self->folder;
}
