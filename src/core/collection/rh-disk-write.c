/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An atomic write out of the disk's single steps: temporary file, bytes, fsync, rename, fsync of
 * the folder. */
#define G_LOG_DOMAIN "rh-disk-write"

#include "config.h"

#include "collection/rh-disk-write.h"

#include <errno.h>
#include <string.h>

/* FALSE with an error if there is something that cannot be compared. */
static gboolean
compare (RhDisk *disk,
         const char *path,
         const char *text,
         gsize length,
         RhDiskInfo *info,
         gboolean *same,
         GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autofree char *old = NULL;
  gsize old_length = 0;

  /* A longer file is another one, and need not be read. */
  old = rh_disk_read (disk, path, length, &old_length, info, &local_error);
  if (g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
    info->size = -1;
  *same = old != NULL && old_length == length && memcmp (old, text, length) == 0;
  if (old != NULL || info->size < 0
      || g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_TOO_LARGE))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static gboolean
put (RhDisk *disk,
     const char *path,
     const char *text,
     gsize length,
     const RhDiskInfo *old,
     RhDiskInfo *info,
     gboolean *written,
     GError **error)
{
  g_autoptr (RhDiskTemporary) temporary = rh_disk_create_temporary (disk, path, error);

  if (temporary == NULL)
    return FALSE;

  if (!rh_disk_write_bytes (disk, temporary, text, length, error)
      || !rh_disk_sync (disk, temporary, error) || !rh_disk_commit (disk, temporary, old, error))
    {
      rh_disk_discard (disk, temporary, NULL);
      return FALSE;
    }

  if (info != NULL)
    *info = temporary->info;
  *written = TRUE;
  return rh_disk_sync_folder (disk, temporary, error);
}

static gboolean
is_expected (const RhDiskInfo *found, const RhDiskInfo *old)
{
  if (old == NULL)
    return TRUE;

  return found->size < 0 || old->size < 0 ? found->size == old->size
                                          : rh_disk_info_is_like (found, old);
}

gboolean
rh_disk_write (RhDisk *disk,
               const char *path,
               const char *text,
               gsize length,
               const RhDiskInfo *old,
               RhDiskInfo *info,
               gboolean *written,
               GError **error)
{
  RhDiskInfo found = { 0 };
  gboolean unused;
  gboolean same;

  g_return_val_if_fail (RH_IS_DISK (disk), FALSE);
  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  if (written == NULL)
    written = &unused;
  *written = FALSE;

  if (!compare (disk, path, text, length, &found, &same, error))
    return FALSE;
  if (!same && !is_expected (&found, old))
    {
      rh_disk_set_error (error, path, EEXIST);
      return FALSE;
    }
  if (!same)
    return put (disk, path, text, length, found.size < 0 ? NULL : &found, info, written, error);

  if (info != NULL)
    *info = found;
  return TRUE;
}

gboolean
rh_disk_write_new (RhDisk *disk,
                   const char *path,
                   const char *text,
                   gsize length,
                   RhDiskInfo *info,
                   GError **error)
{
  gboolean written = FALSE;

  g_return_val_if_fail (RH_IS_DISK (disk), FALSE);
  g_return_val_if_fail (path != NULL && text != NULL, FALSE);

  return put (disk, path, text, length, NULL, info, &written, error);
}
