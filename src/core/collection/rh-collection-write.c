/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A store for as long as it takes, on a disk that is staged. */
#define G_LOG_DOMAIN "rh-collection-write"

#include "config.h"

#include "collection/rh-collection-write.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-staged-disk.h"

typedef struct
{
  RhCollectionWriteProgress progress;
  gpointer user_data;
  guint all;
} Watch;

static guint
count_items (RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);
  guint count = n;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (!RH_IS_FOLDER (item))
        break; /* folders come first */
      count += count_items (RH_FOLDER (item));
    }

  return count;
}

static void
progress_cb (guint n, gpointer user_data)
{
  const Watch *watch = user_data;

  watch->progress (MIN (n, watch->all), watch->all, watch->user_data);
}

gboolean
rh_collection_write (RhCollection *collection,
                     RhDisk *disk,
                     const char *name,
                     RhCollectionWriteProgress progress,
                     gpointer user_data,
                     GCancellable *cancellable,
                     GError **error)
{
  g_autoptr (RhStagedDisk) staged = NULL;
  g_autoptr (RhCollectionStore) store = NULL;
  Watch watch = { progress, user_data, 1 };

  g_return_val_if_fail (RH_IS_COLLECTION (collection), FALSE);
  g_return_val_if_fail (RH_IS_DISK (disk) && name != NULL, FALSE);

  staged = rh_staged_disk_new (disk, cancellable, error);
  if (staged == NULL)
    return FALSE;

  watch.all += count_items (rh_collection_get_root (collection))
               + g_list_model_get_n_items (rh_collection_get_environments (collection));
  if (progress != NULL)
    rh_staged_disk_set_progress (staged, progress_cb, &watch);
  store = rh_collection_store_new (collection, RH_DISK (staged));
  store->all_or_no = TRUE;
  return rh_collection_store_create (store, error)
         && rh_staged_disk_put (staged, name, RH_STORE_COLLECTION_FILE, error);
}
