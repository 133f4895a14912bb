/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Passes each call on, to a path within the temporary folder. */
#define G_LOG_DOMAIN "rh-staged-disk"

#include "config.h"

#include "collection/rh-staged-disk.h"

#include <string.h>

#define NAME "import"
#define NSEC_PER_USEC 1000

struct _RhStagedDisk
{
  GObject parent_instance;

  /* owned */
  RhDisk *inner;
  GCancellable *cancellable; /* NULL: none */
  char *folder;              /* the temporary one; NULL: it is in place */

  /* borrowed */
  RhStagedDiskProgress progress; /* NULL: none */
  gpointer user_data;

  /* plain */
  guint n_files;
};

static void rh_staged_disk_init_disk (RhDiskInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhStagedDisk,
                               rh_staged_disk,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_DISK, rh_staged_disk_init_disk))

static char *
within (RhDisk *disk, const char *path)
{
  RhStagedDisk *self = RH_STAGED_DISK (disk);

  return *path == '\0' ? g_strdup (self->folder) : g_strconcat (self->folder, "/", path, NULL);
}

static RhDisk *
inner_of (RhDisk *disk)
{
  return RH_STAGED_DISK (disk)->inner;
}

static GPtrArray *
rh_staged_disk_list (RhDisk *disk, const char *path, GError **error)
{
  g_autofree char *real = within (disk, path);

  return RH_DISK_GET_IFACE (inner_of (disk))->list (inner_of (disk), real, error);
}

static gboolean
rh_staged_disk_stat (RhDisk *disk, const char *path, RhDiskInfo *info, GError **error)
{
  g_autofree char *real = within (disk, path);

  return rh_disk_stat (inner_of (disk), real, info, error);
}

static char *
rh_staged_disk_read (RhDisk *disk,
                     const char *path,
                     gsize max,
                     gboolean whole,
                     gsize *length,
                     RhDiskInfo *info,
                     GError **error)
{
  g_autofree char *real = within (disk, path);

  return whole ? rh_disk_read (inner_of (disk), real, max, length, info, error)
               : rh_disk_peek (inner_of (disk), real, max, length, info, error);
}

static gboolean
rh_staged_disk_create_folder (RhDisk *disk, const char *path, GError **error)
{
  g_autofree char *real = within (disk, path);

  return !g_cancellable_set_error_if_cancelled (RH_STAGED_DISK (disk)->cancellable, error)
         && rh_disk_create_folder (inner_of (disk), real, error);
}

static gboolean
rh_staged_disk_remove (RhDisk *disk, const char *path, GError **error)
{
  g_autofree char *real = within (disk, path);

  return rh_disk_remove (inner_of (disk), real, error);
}

static gboolean
rh_staged_disk_remove_folder (RhDisk *disk, const char *path, GError **error)
{
  g_autofree char *real = within (disk, path);

  return rh_disk_remove_folder (inner_of (disk), real, error);
}

static gboolean
rh_staged_disk_rename (RhDisk *disk, const char *from, const char *to, GError **error)
{
  g_autofree char *real_from = within (disk, from);
  g_autofree char *real_to = within (disk, to);

  return rh_disk_rename (inner_of (disk), real_from, real_to, error);
}

static RhDiskTemporary *
rh_staged_disk_create_temporary (RhDisk *disk, const char *path, GError **error)
{
  RhStagedDisk *self = RH_STAGED_DISK (disk);
  g_autofree char *real = within (disk, path);

  self->n_files++;
  if (self->progress != NULL)
    self->progress (self->n_files, self->user_data);
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return NULL;

  return rh_disk_create_temporary (self->inner, real, error);
}

static gboolean
rh_staged_disk_write (RhDisk *disk,
                      RhDiskTemporary *temporary,
                      const char *bytes,
                      gsize length,
                      GError **error)
{
  return rh_disk_write_bytes (inner_of (disk), temporary, bytes, length, error);
}

static gboolean
rh_staged_disk_sync (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  return rh_disk_sync (inner_of (disk), temporary, error);
}

static gboolean
rh_staged_disk_commit (RhDisk *disk,
                       RhDiskTemporary *temporary,
                       const RhDiskInfo *old,
                       GError **error)
{
  return rh_disk_commit (inner_of (disk), temporary, old, error);
}

static gboolean
rh_staged_disk_sync_folder (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  return rh_disk_sync_folder (inner_of (disk), temporary, error);
}

static gboolean
rh_staged_disk_discard (RhDisk *disk, RhDiskTemporary *temporary, GError **error)
{
  return rh_disk_discard (inner_of (disk), temporary, error);
}

static void
rh_staged_disk_hurry (RhDisk *disk)
{
  rh_disk_hurry (inner_of (disk));
}

static gboolean
rh_staged_disk_sync_all (RhDisk *disk, GError **error)
{
  return rh_disk_sync_all (inner_of (disk), error);
}

static void
rh_staged_disk_init_disk (RhDiskInterface *iface)
{
  iface->list = rh_staged_disk_list;
  iface->stat = rh_staged_disk_stat;
  iface->read = rh_staged_disk_read;
  iface->create_folder = rh_staged_disk_create_folder;
  iface->remove = rh_staged_disk_remove;
  iface->remove_folder = rh_staged_disk_remove_folder;
  iface->rename = rh_staged_disk_rename;
  iface->create_temporary = rh_staged_disk_create_temporary;
  iface->write = rh_staged_disk_write;
  iface->sync = rh_staged_disk_sync;
  iface->commit = rh_staged_disk_commit;
  iface->sync_folder = rh_staged_disk_sync_folder;
  iface->discard = rh_staged_disk_discard;
  iface->hurry = rh_staged_disk_hurry;
  iface->sync_all = rh_staged_disk_sync_all;
}

static void
rh_staged_disk_finalize (GObject *object)
{
  RhStagedDisk *self = RH_STAGED_DISK (object);

  if (self->folder != NULL && !rh_disk_remove_all (self->inner, self->folder, NULL))
    g_debug ("A temporary folder could not be removed");
  g_free (self->folder);
  g_clear_object (&self->inner);
  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rh_staged_disk_parent_class)->finalize (object);
}

static void
rh_staged_disk_class_init (RhStagedDiskClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_staged_disk_finalize;
}

static void
rh_staged_disk_init (RhStagedDisk *self)
{
}

RhStagedDisk *
rh_staged_disk_new (RhDisk *disk, GCancellable *cancellable, GError **error)
{
  g_autoptr (RhStagedDisk) self = NULL;
  g_autofree char *folder = NULL;

  g_return_val_if_fail (RH_IS_DISK (disk), NULL);

  /* what a killed process left there; if it stays, it is in nobody's way */
  rh_disk_sweep (disk, "", g_get_real_time () * NSEC_PER_USEC, NULL);
  rh_disk_hurry (disk);
  folder = rh_disk_temporary_name (NAME);
  if (!rh_disk_create_folder (disk, folder, error))
    return NULL;

  self = g_object_new (RH_TYPE_STAGED_DISK, NULL);
  self->inner = g_object_ref (disk);
  g_set_object (&self->cancellable, cancellable);
  self->folder = g_steal_pointer (&folder);
  return g_steal_pointer (&self);
}

void
rh_staged_disk_set_progress (RhStagedDisk *self, RhStagedDiskProgress progress, gpointer user_data)
{
  g_return_if_fail (RH_IS_STAGED_DISK (self));

  self->progress = progress;
  self->user_data = user_data;
}

/* Putting it in place */

static gboolean
check_empty (RhStagedDisk *self, GError **error)
{
  g_autoptr (GPtrArray) found = rh_disk_list (self->inner, "", error);

  if (found == NULL || found->len == 0)
    return found != NULL;

  rh_disk_set_error_literal (error, RH_DISK_ERROR_NOT_EMPTY, "", "is not empty");
  return FALSE;
}

/* The names in it, @last last of all. */
static GPtrArray *
list_names (RhStagedDisk *self, const char *last, GError **error)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GPtrArray) found = rh_disk_list (self->inner, self->folder, error);

  if (found == NULL)
    return NULL;

  for (guint i = 0; i < found->len; i++)
    {
      const char *name = ((RhDiskEntry *) g_ptr_array_index (found, i))->name;

      if (!g_str_equal (name, last))
        g_ptr_array_add (names, g_strdup (name));
    }
  g_ptr_array_add (names, g_strdup (last));
  return g_steal_pointer (&names);
}

static void
take_back (RhStagedDisk *self, GPtrArray *names, guint n)
{
  for (guint i = n; i > 0; i--)
    {
      const char *name = g_ptr_array_index (names, i - 1);
      g_autofree char *from = within (RH_DISK (self), name);

      rh_disk_rename (self->inner, name, from, NULL);
    }
}

static gboolean
put_content (RhStagedDisk *self, const char *last, GError **error)
{
  g_autoptr (GPtrArray) names = NULL;

  if (check_empty (self, error))
    names = list_names (self, last, error);
  if (names == NULL)
    return FALSE;

  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autofree char *from = within (RH_DISK (self), name);

      if (rh_disk_rename (self->inner, from, name, error))
        continue;
      take_back (self, names, i);
      return FALSE;
    }

  rh_disk_remove_folder (self->inner, self->folder, NULL);
  return TRUE;
}

gboolean
rh_staged_disk_put (RhStagedDisk *self, const char *name, const char *last, GError **error)
{
  g_return_val_if_fail (RH_IS_STAGED_DISK (self) && self->folder != NULL, FALSE);
  g_return_val_if_fail (name != NULL && last != NULL, FALSE);

  if (g_cancellable_set_error_if_cancelled (self->cancellable, error)
      || !rh_disk_sync_all (self->inner, error))
    return FALSE;
  if (*name == '\0' ? !put_content (self, last, error)
                    : !rh_disk_rename (self->inner, self->folder, name, error))
    return FALSE;

  g_clear_pointer (&self->folder, g_free);
  /* it is there; a power cut may still undo that, and loses nothing */
  rh_disk_sync_all (self->inner, NULL);
  return TRUE;
}
