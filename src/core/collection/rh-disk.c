/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The interface to a collection's folder: paths are checked here, once for all who implement it,
 * and errors get their codes. */
#define G_LOG_DOMAIN "rh-disk"

#include "config.h"

#include "collection/rh-disk.h"

#include "text/rh-secret.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <limits.h>
#include <string.h>

#define NAME_MAX_BYTES 255
#define TEMPORARY_MARK ".rh-"
#define TEMPORARY_SUFFIX ".tmp"
#define N_RANDOM 6

static const char letters[] = "abcdefghijklmnopqrstuvwxyz234567"; /* 32: a byte picks evenly */

G_DEFINE_QUARK (rh_disk_error, rh_disk_error)

G_DEFINE_INTERFACE (RhDisk, rh_disk, G_TYPE_OBJECT)

static void
rh_disk_default_init (RhDiskInterface *iface)
{
}

gboolean
rh_disk_info_is_like (const RhDiskInfo *self, const RhDiskInfo *other)
{
  return self->kind == other->kind && self->size == other->size && self->mtime == other->mtime;
}

RhDiskEntry *
rh_disk_entry_new (const char *name, const RhDiskInfo *info)
{
  RhDiskEntry *self = g_new0 (RhDiskEntry, 1);

  self->name = g_strdup (name);
  self->info = *info;

  return self;
}

void
rh_disk_entry_free (RhDiskEntry *self)
{
  g_free (self->name);
  g_free (self);
}

RhDiskTemporary *
rh_disk_temporary_new (const char *path, const char *name, int folder_fd, int fd)
{
  RhDiskTemporary *self = g_new0 (RhDiskTemporary, 1);

  self->path = g_strdup (path);
  self->name = g_strdup (name);
  self->folder_fd = folder_fd;
  self->fd = fd;

  return self;
}

void
rh_disk_temporary_free (RhDiskTemporary *self)
{
  g_clear_fd (&self->fd, NULL);
  g_clear_fd (&self->folder_fd, NULL);
  g_free (self->path);
  g_free (self->name);
  g_free (self);
}

static RhDiskError
code_from_errno (int saved_errno)
{
  switch (saved_errno)
    {
    case ENOENT:
      return RH_DISK_ERROR_NOT_FOUND;
    case EEXIST:
      return RH_DISK_ERROR_EXISTS;
    case ENOTEMPTY:
      return RH_DISK_ERROR_NOT_EMPTY;
    case EROFS:
    case EACCES:
    case EPERM:
      return RH_DISK_ERROR_READ_ONLY;
    case ENOSPC:
    case EDQUOT:
    case EFBIG:
      return RH_DISK_ERROR_FULL;
    case ELOOP:
      return RH_DISK_ERROR_OUTSIDE;
    case ENOTDIR:
    case EISDIR:
    case ENXIO:
    case ENODEV:
      return RH_DISK_ERROR_KIND;
    case ENAMETOOLONG:
    case EILSEQ:
      return RH_DISK_ERROR_NAME;
    default:
      return RH_DISK_ERROR_FAILED;
    }
}

void
rh_disk_set_error (GError **error, const char *path, int saved_errno)
{
  rh_disk_set_error_literal (error, code_from_errno (saved_errno), path, g_strerror (saved_errno));
}

void
rh_disk_set_error_literal (GError **error, RhDiskError code, const char *path, const char *message)
{
  g_autofree char *display = g_filename_display_name (*path != '\0' ? path : ".");

  g_set_error (error, RH_DISK_ERROR, code, "%s: %s", display, message);
}

/* Who only reads is not told that something is read-only. */
static void
deny (GError **error)
{
  if (error != NULL && g_error_matches (*error, RH_DISK_ERROR, RH_DISK_ERROR_READ_ONLY))
    (*error)->code = RH_DISK_ERROR_DENIED;
}

static gboolean
check_part (const char *path, const char *part, gsize length, GError **error)
{
  if (length == 2 && strncmp (part, "..", 2) == 0)
    {
      rh_disk_set_error_literal (error, RH_DISK_ERROR_OUTSIDE, path, "leads out of the folder");
      return FALSE;
    }

  if (length == 0 || (length == 1 && *part == '.') || length > NAME_MAX_BYTES)
    {
      rh_disk_set_error_literal (error, RH_DISK_ERROR_NAME, path,
                                 length > NAME_MAX_BYTES ? g_strerror (ENAMETOOLONG)
                                                         : g_strerror (EINVAL));
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_path (const char *path, GError **error)
{
  const char *part = path;

  if (*path == '/')
    {
      rh_disk_set_error_literal (error, RH_DISK_ERROR_OUTSIDE, path, "leads out of the folder");
      return FALSE;
    }

  while (TRUE)
    {
      gsize length = strcspn (part, "/");

      if (!check_part (path, part, length, error))
        return FALSE;
      if (part[length] == '\0')
        return TRUE;
      part += length + 1;
    }
}

/* Reading "" is reading the root; there is nothing else to do with it. */
static gboolean
check_folder_path (const char *path, GError **error)
{
  return *path == '\0' || check_path (path, error);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  const RhDiskEntry *first = *(RhDiskEntry *const *) a;
  const RhDiskEntry *second = *(RhDiskEntry *const *) b;

  return strcmp (first->name, second->name);
}

static GPtrArray *
list_all (RhDisk *self, const char *path, GError **error)
{
  GPtrArray *entries = NULL;

  if (check_folder_path (path, error))
    entries = RH_DISK_GET_IFACE (self)->list (self, path, error);
  if (entries == NULL)
    deny (error);

  return entries;
}

GPtrArray *
rh_disk_list (RhDisk *self, const char *path, GError **error)
{
  GPtrArray *entries;

  g_return_val_if_fail (RH_IS_DISK (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  entries = list_all (self, path, error);
  if (entries == NULL)
    return NULL;

  for (guint i = entries->len; i > 0; i--)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i - 1);

      if (rh_disk_is_temporary (entry->name))
        g_ptr_array_remove_index_fast (entries, i - 1);
    }
  g_ptr_array_sort (entries, compare_names);

  return entries;
}

static char *
join (const char *folder, const char *name)
{
  return *folder != '\0' ? g_strconcat (folder, "/", name, NULL) : g_strdup (name);
}

static gboolean
sweep_entry (RhDisk *self, const char *path, const RhDiskEntry *entry, GError **error)
{
  g_autofree char *name = join (path, entry->name);

  switch (entry->info.kind)
    {
    case RH_DISK_KIND_FILE:
      return rh_disk_remove (self, name, error);
    case RH_DISK_KIND_FOLDER:
      return rh_disk_remove_all (self, name, error);
    case RH_DISK_KIND_SYMLINK:
    case RH_DISK_KIND_OTHER:
    default:
      return TRUE;
    }
}

gboolean
rh_disk_sweep (RhDisk *self, const char *path, gint64 now, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;
  gboolean swept = TRUE;

  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  entries = list_all (self, path, error);
  if (entries == NULL)
    return FALSE;

  for (guint i = 0; i < entries->len && swept; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);

      if (entry->info.mtime <= now - RH_DISK_SWEEP_AGE && rh_disk_is_temporary (entry->name))
        swept = sweep_entry (self, path, entry, error);
    }

  return swept;
}

gboolean
rh_disk_stat (RhDisk *self, const char *path, RhDiskInfo *info, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (path != NULL && info != NULL, FALSE);

  if (check_folder_path (path, error) && RH_DISK_GET_IFACE (self)->stat (self, path, info, error))
    return TRUE;

  deny (error);
  return FALSE;
}

static char *
read_file (RhDisk *self,
           const char *path,
           gsize max,
           gboolean whole,
           gsize *length,
           RhDiskInfo *info,
           GError **error)
{
  char *bytes = NULL;

  if (check_path (path, error))
    bytes = RH_DISK_GET_IFACE (self)->read (self, path, max, whole, length, info, error);
  if (bytes == NULL)
    deny (error);

  return bytes;
}

char *
rh_disk_read (RhDisk *self,
              const char *path,
              gsize max,
              gsize *length,
              RhDiskInfo *info,
              GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), NULL);
  g_return_val_if_fail (path != NULL && length != NULL && max < G_MAXINT, NULL);

  return read_file (self, path, max, TRUE, length, info, error);
}

char *
rh_disk_peek (RhDisk *self,
              const char *path,
              gsize max,
              gsize *length,
              RhDiskInfo *info,
              GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), NULL);
  g_return_val_if_fail (path != NULL && length != NULL && max < G_MAXINT, NULL);

  return read_file (self, path, max, FALSE, length, info, error);
}

gboolean
rh_disk_create_folder (RhDisk *self, const char *path, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return check_path (path, error) && RH_DISK_GET_IFACE (self)->create_folder (self, path, error);
}

gboolean
rh_disk_remove (RhDisk *self, const char *path, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return check_path (path, error) && RH_DISK_GET_IFACE (self)->remove (self, path, error);
}

gboolean
rh_disk_remove_folder (RhDisk *self, const char *path, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  return check_path (path, error) && RH_DISK_GET_IFACE (self)->remove_folder (self, path, error);
}

gboolean
rh_disk_remove_all (RhDisk *self, const char *path, GError **error)
{
  g_autoptr (GPtrArray) entries = NULL;

  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (path != NULL, FALSE);

  if (strlen (path) < PATH_MAX) /* or there is no end of folders in folders */
    entries = list_all (self, path, NULL);
  for (guint i = 0; entries != NULL && i < entries->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (entries, i);
      g_autofree char *name = join (path, entry->name);

      if (entry->info.kind == RH_DISK_KIND_FOLDER)
        rh_disk_remove_all (self, name, NULL);
      else
        rh_disk_remove (self, name, NULL);
    }

  return *path == '\0' || rh_disk_remove_folder (self, path, error);
}

gboolean
rh_disk_rename (RhDisk *self, const char *from, const char *to, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (from != NULL && to != NULL, FALSE);

  return check_path (from, error) && check_path (to, error)
         && RH_DISK_GET_IFACE (self)->rename (self, from, to, error);
}

RhDiskTemporary *
rh_disk_create_temporary (RhDisk *self, const char *path, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  return check_path (path, error) ? RH_DISK_GET_IFACE (self)->create_temporary (self, path, error)
                                  : NULL;
}

gboolean
rh_disk_write_bytes (RhDisk *self,
                     RhDiskTemporary *temporary,
                     const char *bytes,
                     gsize length,
                     GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (temporary != NULL && !temporary->committed, FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);

  return RH_DISK_GET_IFACE (self)->write (self, temporary, bytes, length, error);
}

gboolean
rh_disk_sync (RhDisk *self, RhDiskTemporary *temporary, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (temporary != NULL, FALSE);

  return RH_DISK_GET_IFACE (self)->sync (self, temporary, error);
}

gboolean
rh_disk_commit (RhDisk *self, RhDiskTemporary *temporary, const RhDiskInfo *old, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (temporary != NULL && !temporary->committed, FALSE);

  temporary->committed = RH_DISK_GET_IFACE (self)->commit (self, temporary, old, error);

  return temporary->committed;
}

gboolean
rh_disk_sync_folder (RhDisk *self, RhDiskTemporary *temporary, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (temporary != NULL, FALSE);

  return RH_DISK_GET_IFACE (self)->sync_folder (self, temporary, error);
}

gboolean
rh_disk_discard (RhDisk *self, RhDiskTemporary *temporary, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);
  g_return_val_if_fail (temporary != NULL, FALSE);

  return temporary->committed || RH_DISK_GET_IFACE (self)->discard (self, temporary, error);
}

void
rh_disk_hurry (RhDisk *self)
{
  g_return_if_fail (RH_IS_DISK (self));

  RH_DISK_GET_IFACE (self)->hurry (self);
}

gboolean
rh_disk_sync_all (RhDisk *self, GError **error)
{
  g_return_val_if_fail (RH_IS_DISK (self), FALSE);

  return RH_DISK_GET_IFACE (self)->sync_all (self, error);
}

static gsize
temporary_tail_length (void)
{
  return strlen (TEMPORARY_MARK) + N_RANDOM + strlen (TEMPORARY_SUFFIX);
}

char *
rh_disk_temporary_name (const char *name)
{
  gsize most = NAME_MAX_BYTES - 1 - temporary_tail_length ();
  guint8 random[N_RANDOM];
  char text[N_RANDOM + 1] = "";
  g_autofree char *head = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (strlen (name) > most)
    {
      const char *end = name + most;

      /* File systems that know UTF-8 refuse half a character. */
      while (end > name && ((guchar) *end & 0xc0) == 0x80)
        end--;
      head = g_strndup (name, (gsize) (end - name));
    }

  rh_random_bytes (random, N_RANDOM);
  for (guint i = 0; i < N_RANDOM; i++)
    text[i] = letters[random[i] % strlen (letters)];

  return g_strconcat (".", head != NULL ? head : name, TEMPORARY_MARK, text, TEMPORARY_SUFFIX,
                      NULL);
}

gboolean
rh_disk_is_temporary (const char *name)
{
  const char *tail;
  gsize length;

  g_return_val_if_fail (name != NULL, FALSE);

  length = strlen (name);
  if (*name != '.' || length < 1 + temporary_tail_length ())
    return FALSE;

  tail = name + length - temporary_tail_length ();
  return g_str_has_prefix (tail, TEMPORARY_MARK) && g_str_has_suffix (tail, TEMPORARY_SUFFIX)
         && strspn (tail + strlen (TEMPORARY_MARK), letters) == N_RANDOM;
}
