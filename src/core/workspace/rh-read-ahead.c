/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Collections, read in a thread. The thread makes objects that it alone holds, and has ended before
 * one of them is given away. */
#define G_LOG_DOMAIN "rh-read-ahead"

#include "config.h"

#include "workspace/rh-read-ahead.h"

#include "collection/rh-folder-disk.h"

typedef struct
{
  GFile *folder;
  char *id;
  gboolean accepted;
  RhCollectionStore *store; /* NULL: not read, or taken */
} Part;

struct _RhReadAhead
{
  GPtrArray *parts;
  GThread *thread; /* NULL: not begun, or ended */
};

static void
part_free (Part *part)
{
  g_object_unref (part->folder);
  g_free (part->id);
  g_clear_object (&part->store);
  g_free (part);
}

RhCollectionStore *
rh_read_ahead_read (GFile *folder, const char *id, gboolean accepted, GError **error)
{
  g_autoptr (RhDisk) disk = NULL;
  g_autoptr (RhCollection) collection = NULL;
  g_autoptr (RhCollectionStore) store = NULL;

  g_return_val_if_fail (G_IS_FILE (folder), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  disk = rh_folder_disk_new (folder, error);
  if (disk == NULL)
    return NULL;

  collection = rh_collection_new (id, "");
  rh_collection_set_accepted (collection, accepted);
  store = rh_collection_store_new (collection, disk);
  return rh_collection_store_open (store, error) ? g_steal_pointer (&store) : NULL;
}

static gpointer
read_all (gpointer user_data)
{
  GPtrArray *parts = user_data;

  for (guint i = 0; i < parts->len; i++)
    {
      Part *part = g_ptr_array_index (parts, i);

      part->store = rh_read_ahead_read (part->folder, part->id, part->accepted, NULL);
    }

  return NULL;
}

static void
wait_for_it (RhReadAhead *self)
{
  if (self->thread != NULL)
    g_thread_join (g_steal_pointer (&self->thread));
}

static Part *
find (RhReadAhead *self, const char *id)
{
  for (guint i = 0; i < self->parts->len; i++)
    {
      Part *part = g_ptr_array_index (self->parts, i);

      if (g_str_equal (part->id, id))
        return part;
    }

  return NULL;
}

RhReadAhead *
rh_read_ahead_new (void)
{
  RhReadAhead *self = g_new0 (RhReadAhead, 1);

  self->parts = g_ptr_array_new_with_free_func ((GDestroyNotify) part_free);
  return self;
}

void
rh_read_ahead_free (RhReadAhead *self)
{
  wait_for_it (self);
  g_ptr_array_unref (self->parts);
  g_free (self);
}

void
rh_read_ahead_add (RhReadAhead *self, GFile *folder, const char *id, gboolean accepted)
{
  Part *part;

  g_return_if_fail (self->thread == NULL);
  g_return_if_fail (G_IS_FILE (folder) && id != NULL);

  if (find (self, id) != NULL)
    return;

  part = g_new0 (Part, 1);
  part->folder = g_object_ref (folder);
  part->id = g_strdup (id);
  part->accepted = accepted;
  g_ptr_array_add (self->parts, part);
}

void
rh_read_ahead_start (RhReadAhead *self)
{
  g_return_if_fail (self->thread == NULL);

  self->thread = g_thread_new ("read-ahead", read_all, self->parts);
}

RhCollectionStore *
rh_read_ahead_take (RhReadAhead *self, const char *id)
{
  Part *part;

  g_return_val_if_fail (id != NULL, NULL);

  wait_for_it (self);
  part = find (self, id);
  return part != NULL ? g_steal_pointer (&part->store) : NULL;
}
