/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Counts calls to another disk and stops them, or refuses those that change something. */
#include "lib/rh-faulty-disk.h"

#include <errno.h>

struct _RhFaultyDisk
{
  GObject parent_instance;

  RhDisk *inner;
  guint calls;
  guint stop_at;
  gsize n_bytes;
  RhDiskError refusal;
  RhFaultyDiskCommitted committing;
  RhFaultyDiskCommitted committed;
  gpointer user_data;
};

static void rh_faulty_disk_init_disk (RhDiskInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFaultyDisk,
                               rh_faulty_disk,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_DISK, rh_faulty_disk_init_disk))

static gboolean
count (RhFaultyDisk *self, const char *path, GError **error)
{
  self->calls++;
  if (!rh_faulty_disk_has_stopped (self))
    return TRUE;

  rh_disk_set_error_literal (error, RH_DISK_ERROR_FAILED, path, "stopped");
  return FALSE;
}

static gboolean
count_change (RhFaultyDisk *self, const char *path, GError **error)
{
  if (!count (self, path, error))
    return FALSE;
  if (self->refusal != RH_DISK_ERROR_READ_ONLY)
    return TRUE;

  rh_disk_set_error (error, path, EROFS);
  return FALSE;
}

static GPtrArray *
rh_faulty_disk_list (RhDisk *disk, const char *path, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count (self, path, error)
             ? RH_DISK_GET_IFACE (self->inner)->list (self->inner, path, error)
             : NULL;
}

static gboolean
rh_faulty_disk_stat (RhDisk *disk, const char *path, RhDiskInfo *info, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count (self, path, error) && rh_disk_stat (self->inner, path, info, error);
}

static char *
rh_faulty_disk_read (RhDisk *disk,
                     const char *path,
                     gsize max,
                     gboolean whole,
                     gsize *length,
                     RhDiskInfo *info,
                     GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  if (!count (self, path, error))
    return NULL;

  return whole ? rh_disk_read (self->inner, path, max, length, info, error)
               : rh_disk_peek (self->inner, path, max, length, info, error);
}

static gboolean
rh_faulty_disk_create_folder (RhDisk *disk, const char *path, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  if (!count_change (self, path, error))
    return FALSE;
  if (self->refusal == RH_DISK_ERROR_FULL)
    {
      rh_disk_set_error (error, path, ENOSPC);
      return FALSE;
    }

  return rh_disk_create_folder (self->inner, path, error);
}

static gboolean
rh_faulty_disk_remove (RhDisk *disk, const char *path, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count_change (self, path, error) && rh_disk_remove (self->inner, path, error);
}

static gboolean
rh_faulty_disk_remove_folder (RhDisk *disk, const char *path, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count_change (self, path, error) && rh_disk_remove_folder (self->inner, path, error);
}

static gboolean
rh_faulty_disk_rename (RhDisk *disk, const char *from, const char *to, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count_change (self, to, error) && rh_disk_rename (self->inner, from, to, error);
}

static RhDiskTemporary *
rh_faulty_disk_create_temporary (RhDisk *disk, const char *path, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count_change (self, path, error) ? rh_disk_create_temporary (self->inner, path, error)
                                          : NULL;
}

static gboolean
rh_faulty_disk_write (RhDisk *disk,
                      RhDiskTemporary *temporary,
                      const char *bytes,
                      gsize length,
                      GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  if (self->calls + 1 == self->stop_at)
    g_assert_true (
        rh_disk_write_bytes (self->inner, temporary, bytes, MIN (length, self->n_bytes), NULL));
  if (!count_change (self, temporary->path, error))
    return FALSE;
  if (self->refusal != RH_DISK_ERROR_FULL)
    return rh_disk_write_bytes (self->inner, temporary, bytes, length, error);

  g_assert_true (rh_disk_write_bytes (self->inner, temporary, bytes, length / 2, NULL));
  rh_disk_set_error (error, temporary->path, ENOSPC);
  return FALSE;
}

static gboolean
rh_faulty_disk_sync (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count (self, temporary->path, error) && rh_disk_sync (self->inner, temporary, error);
}

static gboolean
rh_faulty_disk_commit (RhDisk *disk,
                       RhDiskTemporary *temporary,
                       const RhDiskInfo *old,
                       GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);
  RhFaultyDiskCommitted committing = g_steal_pointer (&self->committing);
  RhFaultyDiskCommitted committed = self->committed;

  if (committing != NULL)
    committing (temporary->path, self->user_data);
  if (!count_change (self, temporary->path, error)
      || !rh_disk_commit (self->inner, temporary, old, error))
    return FALSE;

  self->committed = NULL;
  if (committed != NULL)
    committed (temporary->path, self->user_data);
  return TRUE;
}

static gboolean
rh_faulty_disk_sync_folder (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count (self, temporary->path, error)
         && rh_disk_sync_folder (self->inner, temporary, error);
}

static gboolean
rh_faulty_disk_discard (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count_change (self, temporary->path, error)
         && rh_disk_discard (self->inner, temporary, error);
}

static void
rh_faulty_disk_hurry (RhDisk *disk)
{
  rh_disk_hurry (RH_FAULTY_DISK (disk)->inner);
}

static gboolean
rh_faulty_disk_sync_all (RhDisk *disk, GError **error)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (disk);

  return count (self, "", error) && rh_disk_sync_all (self->inner, error);
}

static void
rh_faulty_disk_init_disk (RhDiskInterface *iface)
{
  iface->list = rh_faulty_disk_list;
  iface->stat = rh_faulty_disk_stat;
  iface->read = rh_faulty_disk_read;
  iface->create_folder = rh_faulty_disk_create_folder;
  iface->remove = rh_faulty_disk_remove;
  iface->remove_folder = rh_faulty_disk_remove_folder;
  iface->rename = rh_faulty_disk_rename;
  iface->create_temporary = rh_faulty_disk_create_temporary;
  iface->write = rh_faulty_disk_write;
  iface->sync = rh_faulty_disk_sync;
  iface->commit = rh_faulty_disk_commit;
  iface->sync_folder = rh_faulty_disk_sync_folder;
  iface->discard = rh_faulty_disk_discard;
  iface->hurry = rh_faulty_disk_hurry;
  iface->sync_all = rh_faulty_disk_sync_all;
}

static void
rh_faulty_disk_finalize (GObject *object)
{
  RhFaultyDisk *self = RH_FAULTY_DISK (object);

  g_clear_object (&self->inner);

  G_OBJECT_CLASS (rh_faulty_disk_parent_class)->finalize (object);
}

static void
rh_faulty_disk_class_init (RhFaultyDiskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_faulty_disk_finalize;
}

static void
rh_faulty_disk_init (RhFaultyDisk *self)
{
  self->refusal = RH_DISK_ERROR_NOT_FOUND;
}

RhFaultyDisk *
rh_faulty_disk_new (RhDisk *inner)
{
  RhFaultyDisk *self = g_object_new (RH_TYPE_FAULTY_DISK, NULL);

  self->inner = g_object_ref (inner);

  return self;
}

void
rh_faulty_disk_stop_at (RhFaultyDisk *self, guint n, gsize n_bytes)
{
  self->calls = 0;
  self->stop_at = n;
  self->n_bytes = n_bytes;
}

gboolean
rh_faulty_disk_has_stopped (RhFaultyDisk *self)
{
  return self->stop_at > 0 && self->calls >= self->stop_at;
}

guint
rh_faulty_disk_get_calls (RhFaultyDisk *self)
{
  return self->calls;
}

void
rh_faulty_disk_refuse (RhFaultyDisk *self, RhDiskError code)
{
  self->refusal = code;
}

void
rh_faulty_disk_when_committed (RhFaultyDisk *self,
                               RhFaultyDiskCommitted committed,
                               gpointer user_data)
{
  self->committed = committed;
  self->user_data = user_data;
}

void
rh_faulty_disk_when_committing (RhFaultyDisk *self,
                                RhFaultyDiskCommitted committing,
                                gpointer user_data)
{
  self->committing = committing;
  self->user_data = user_data;
}
