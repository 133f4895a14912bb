/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Opens, makes, moves and closes collections, each with its store. */
#define G_LOG_DOMAIN "rh-collections"

#include "config.h"

#include "workspace/rh-collections.h"

#include "collection/rh-file-name.h"
#include "collection/rh-folder-disk.h"
#include "text/rh-secret.h"
#include "workspace/rh-read-ahead.h"

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>

#define STARTER "starter"
#define COLLECTION_FILE "opencollection.yml"
#define ID_BYTES 16

struct _RhCollections
{
  GObject parent_instance;

  /* owned */
  GFile *data_dir;
  RhKnownFolders *known;
  GListStore *list;   /* of RhCollection */
  GHashTable *stores; /* RhCollection → RhCollectionStore */
  RhReadAhead *ahead; /* NULL: nothing was read ahead */
};

enum
{
  UNSAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhCollections, rh_collections, G_TYPE_OBJECT)

static GFile *
get_data_folder (RhCollections *self, const char *name)
{
  g_autoptr (GFile) collections = g_file_get_child (self->data_dir, "collections");

  return name == NULL ? g_steal_pointer (&collections) : g_file_get_child (collections, name);
}

static gboolean
is_in_data (RhCollections *self, GFile *folder)
{
  g_autoptr (GFile) collections = get_data_folder (self, NULL);

  return g_file_has_prefix (folder, collections);
}

static void
unsaved_cb (RhCollections *self, const GError *error, RhCollectionStore *store)
{
  g_signal_emit (self, signals[UNSAVED], 0, rh_collection_store_get_collection (store), error);
}

static void
add (RhCollections *self, RhCollection *collection, RhCollectionStore *store)
{
  if (store != NULL)
    {
      g_hash_table_insert (self->stores, g_object_ref (collection), g_object_ref (store));
      g_signal_connect_object (store, "unsaved", G_CALLBACK (unsaved_cb), self, G_CONNECT_SWAPPED);
    }
  g_list_store_append (self->list, collection);
}

static RhCollection *
find_id (RhCollections *self, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhCollection) collection = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (g_str_equal (rh_collection_get_id (collection), id))
        return collection; /* the list keeps it */
    }

  return NULL;
}

/* Opening */

/* As it was read ahead, or now. */
static RhCollectionStore *
take_store (RhCollections *self, GFile *folder, const char *id, GError **error)
{
  RhCollectionStore *store = self->ahead != NULL ? rh_read_ahead_take (self->ahead, id) : NULL;

  if (store != NULL)
    return store;
  return rh_read_ahead_read (folder, id, rh_known_folders_is_accepted (self->known, id), error);
}

static RhCollection *
open_folder (RhCollections *self, GFile *folder, GError **error)
{
  gboolean own = is_in_data (self, folder);
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, error); /* it is there */
  g_autofree char *id = NULL;
  g_autofree char *base = g_file_get_basename (folder);
  g_autoptr (RhCollectionStore) store = NULL;
  RhCollection *collection;
  RhCollection *found;

  if (disk == NULL)
    return NULL;

  id = rh_known_folders_need_id (self->known, folder, own, error);
  if (id == NULL)
    return NULL;
  found = find_id (self, id);
  if (found != NULL)
    return found;

  store = take_store (self, folder, id, error);
  if (store == NULL)
    return NULL;

  collection = rh_collection_store_get_collection (store);
  if (*rh_collection_get_name (collection) == '\0')
    g_object_set (collection, "name", base, NULL);
  if (!own)
    rh_collection_set_folder (collection, folder);
  g_object_set (collection, "starter", own && g_str_equal (base, STARTER), NULL);
  add (self, collection, store);
  rh_collection_store_watch (store);
  return collection; /* the list keeps it */
}

RhCollection *
rh_collections_open (RhCollections *self, GFile *folder, GError **error)
{
  g_autofree char *base = NULL;
  g_autoptr (GFile) parent = NULL;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), NULL);
  g_return_val_if_fail (G_IS_FILE (folder), NULL);

  base = g_file_get_basename (folder);
  if (!g_str_equal (base, COLLECTION_FILE))
    return open_folder (self, folder, error);

  parent = g_file_get_parent (folder);
  return open_folder (self, parent, error);
}

/* The folders in the app's data that are collections, of GFile. (transfer container) */
static GPtrArray *
list_own (RhCollections *self, GError **error)
{
  GPtrArray *own = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GFile) folder = get_data_folder (self, NULL);
  g_autoptr (GFileEnumerator) files = g_file_enumerate_children (
      folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE, NULL, error);
  GFile *child;

  while (files != NULL && g_file_enumerator_iterate (files, NULL, &child, NULL, NULL)
         && child != NULL)
    {
      g_autoptr (GFile) file = g_file_get_child (child, COLLECTION_FILE);

      if (g_file_query_exists (file, NULL))
        g_ptr_array_add (own, g_object_ref (child));
    }

  return own;
}

static void
add_ahead (RhCollections *self, GFile *folder)
{
  g_autofree char *id
      = rh_known_folders_need_id (self->known, folder, is_in_data (self, folder), NULL);

  if (id != NULL)
    rh_read_ahead_add (self->ahead, folder, id, rh_known_folders_is_accepted (self->known, id));
}

void
rh_collections_read_ahead (RhCollections *self, GPtrArray *folders)
{
  g_autoptr (GPtrArray) own = NULL;

  g_return_if_fail (RH_IS_COLLECTIONS (self));
  g_return_if_fail (self->ahead == NULL);

  self->ahead = rh_read_ahead_new ();
  own = list_own (self, NULL);
  for (guint i = 0; i < own->len; i++)
    add_ahead (self, g_ptr_array_index (own, i));
  for (guint i = 0; i < folders->len; i++)
    add_ahead (self, g_ptr_array_index (folders, i));
  rh_read_ahead_start (self->ahead);
}

void
rh_collections_end_ahead (RhCollections *self)
{
  g_return_if_fail (RH_IS_COLLECTIONS (self));

  g_clear_pointer (&self->ahead, rh_read_ahead_free);
}

gboolean
rh_collections_load (RhCollections *self, GError **error)
{
  g_autoptr (GPtrArray) own = NULL;
  g_autoptr (GError) first = NULL;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), FALSE);

  own = list_own (self, &first);
  if (g_error_matches (first, G_IO_ERROR, G_IO_ERROR_NOT_FOUND))
    return TRUE;

  for (guint i = 0; i < own->len; i++)
    open_folder (self, g_ptr_array_index (own, i), first == NULL ? &first : NULL);

  if (first == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

gboolean
rh_collections_has_files (RhCollections *self)
{
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFileEnumerator) files = NULL;
  GFile *child = NULL;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), FALSE);

  folder = get_data_folder (self, NULL);
  files = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                                     NULL, NULL);
  if (files != NULL)
    g_file_enumerator_iterate (files, NULL, &child, NULL, NULL);

  return child != NULL;
}

/* Making */

/* @folder if there is nothing in it, else a new one within, called as the collection is. */
static GFile *
choose_folder (GFile *folder, const char *name, GError **error)
{
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, error);
  g_autoptr (GPtrArray) list = disk == NULL ? NULL : rh_disk_list (disk, "", error);
  g_autofree char *child = NULL;

  if (list == NULL)
    return NULL;
  if (list->len == 0)
    return g_object_ref (folder);

  child = rh_file_name_new (name, "", NULL, NULL);
  if (!rh_disk_create_folder (disk, child, error))
    return NULL;

  return g_file_get_child (folder, child);
}

RhCollection *
rh_collections_create (RhCollections *self,
                       GFile *folder,
                       const char *name,
                       RhCollectionsFill fill,
                       gpointer user_data,
                       GError **error)
{
  g_autoptr (GFile) place = NULL;
  g_autoptr (RhDisk) disk = NULL;
  g_autoptr (RhCollection) collection = NULL;
  g_autoptr (RhCollectionStore) store = NULL;
  g_autofree char *id = NULL;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), NULL);
  g_return_val_if_fail (G_IS_FILE (folder) && name != NULL, NULL);

  place = choose_folder (folder, name, error);
  disk = place == NULL ? NULL : rh_folder_disk_new (place, error);
  if (disk == NULL)
    return NULL;

  id = rh_random_token (ID_BYTES);
  collection = rh_collection_new (id, name);
  if (fill != NULL)
    fill (collection, user_data);
  store = rh_collection_store_new (collection, disk);
  if (!rh_collection_store_create (store, error)
      || !rh_collections_adopt (self, store, place, error))
    return NULL;

  return collection; /* the list keeps it */
}

gboolean
rh_collections_adopt (RhCollections *self, RhCollectionStore *store, GFile *folder, GError **error)
{
  RhCollection *collection;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), FALSE);
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (store), FALSE);
  g_return_val_if_fail (G_IS_FILE (folder), FALSE);

  collection = rh_collection_store_get_collection (store);
  if (!rh_known_folders_move (self->known, rh_collection_get_id (collection), folder, error))
    return FALSE;

  rh_collection_set_folder (collection, folder);
  add (self, collection, store);
  rh_collection_store_watch (store);
  return TRUE;
}

/* The starter collection */

char *
rh_collections_dup_starter_id (RhCollections *self)
{
  g_autoptr (GFile) folder = NULL;
  char *id;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), NULL);

  folder = get_data_folder (self, STARTER);
  id = rh_known_folders_need_id (self->known, folder, TRUE, NULL);
  return id != NULL ? id : rh_random_token (ID_BYTES);
}

static RhCollection *
find_starter (RhCollections *self)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhCollection) collection = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (rh_collection_is_starter (collection))
        return collection; /* the list keeps it */
    }

  return NULL;
}

RhCollection *
rh_collections_get_starter (RhCollections *self)
{
  g_autoptr (GFile) folder = NULL;
  RhCollection *found;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), NULL);

  found = find_starter (self);
  folder = get_data_folder (self, STARTER);
  return found != NULL ? found : open_folder (self, folder, NULL);
}

static RhCollectionStore *
create_in_data (RhCollections *self, RhCollection *collection, GError **error)
{
  g_autoptr (GFile) folder = get_data_folder (self, STARTER);
  g_autoptr (RhDisk) disk = NULL;
  g_autoptr (RhCollectionStore) store = NULL;

  if (g_mkdir_with_parents (g_file_peek_path (folder), 0700) != 0)
    {
      g_set_error_literal (error, G_IO_ERROR, (int) g_io_error_from_errno (errno),
                           g_strerror (errno));
      return NULL;
    }

  disk = rh_folder_disk_new (folder, error);
  if (disk == NULL)
    return NULL;

  store = rh_collection_store_new (collection, disk);
  return rh_collection_store_create (store, error) ? g_steal_pointer (&store) : NULL;
}

void
rh_collections_add_starter (RhCollections *self, RhCollection *collection)
{
  g_autoptr (RhCollectionStore) store = NULL;
  g_autoptr (GError) error = NULL;

  g_return_if_fail (RH_IS_COLLECTIONS (self));
  g_return_if_fail (RH_IS_COLLECTION (collection));

  store = create_in_data (self, collection, &error);
  if (store == NULL)
    g_warning ("The starter collection is kept in memory only: %s", error->message);

  add (self, collection, store);
}

gboolean
rh_collections_save_to (RhCollections *self,
                        RhCollection *collection,
                        GFile *folder,
                        GError **error)
{
  RhCollectionStore *store;
  g_autoptr (GFile) place = NULL;
  g_autoptr (RhDisk) disk = NULL;
  g_autoptr (RhDisk) old = NULL;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), FALSE);
  g_return_val_if_fail (G_IS_FILE (folder), FALSE);

  store = rh_collections_get_store (self, collection);
  place = choose_folder (folder, rh_collection_get_name (collection), error);
  disk = place == NULL ? NULL : rh_folder_disk_new (place, error);
  if (disk == NULL)
    return FALSE;

  if (store == NULL)
    {
      g_autoptr (RhCollectionStore) fresh = rh_collection_store_new (collection, disk);

      if (!rh_collection_store_create (fresh, error))
        return FALSE;
      g_hash_table_insert (self->stores, g_object_ref (collection), g_steal_pointer (&fresh));
    }
  else
    {
      old = g_object_ref (rh_collection_store_get_disk (store));
      if (!rh_collection_store_move (store, disk, error))
        return FALSE;
    }

  if (!rh_known_folders_move (self->known, rh_collection_get_id (collection), place, error))
    return FALSE;
  if (old != NULL && rh_collection_get_folder (collection) == NULL)
    rh_disk_remove_all (old, "", NULL); /* it is the app's own */
  rh_collection_set_folder (collection, place);
  g_object_set (collection, "starter", FALSE, NULL);
  rh_collection_store_watch (rh_collections_get_store (self, collection));
  return TRUE;
}

gboolean
rh_collections_accept (RhCollections *self, RhCollection *collection, GError **error)
{
  g_return_val_if_fail (RH_IS_COLLECTIONS (self), FALSE);

  if (!rh_known_folders_accept (self->known, rh_collection_get_id (collection), error))
    return FALSE;

  rh_collection_set_accepted (collection, TRUE);
  return TRUE;
}

gboolean
rh_collections_close (RhCollections *self, RhCollection *collection, GError **error)
{
  RhCollectionStore *store;
  guint position;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), FALSE);

  store = rh_collections_get_store (self, collection);
  if (store != NULL && !rh_collection_store_flush (store, error))
    return FALSE;

  g_hash_table_remove (self->stores, collection);
  if (g_list_store_find (self->list, collection, &position))
    g_list_store_remove (self->list, position);
  return TRUE;
}

gboolean
rh_collections_flush (RhCollections *self, GError **error)
{
  GHashTableIter iter;
  gpointer store;
  g_autoptr (GError) first = NULL;

  g_return_val_if_fail (RH_IS_COLLECTIONS (self), FALSE);

  g_hash_table_iter_init (&iter, self->stores);
  while (g_hash_table_iter_next (&iter, NULL, &store))
    rh_collection_store_flush (store, first == NULL ? &first : NULL);

  if (first == NULL)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&first));
  return FALSE;
}

/* Object */

static void
rh_collections_finalize (GObject *object)
{
  RhCollections *self = RH_COLLECTIONS (object);

  g_clear_pointer (&self->ahead, rh_read_ahead_free);
  g_hash_table_unref (self->stores);
  g_clear_object (&self->list);
  g_clear_object (&self->known);
  g_clear_object (&self->data_dir);

  G_OBJECT_CLASS (rh_collections_parent_class)->finalize (object);
}

static void
rh_collections_class_init (RhCollectionsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_collections_finalize;

  signals[UNSAVED] = g_signal_new ("unsaved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 2, RH_TYPE_COLLECTION, G_TYPE_ERROR);
}

static void
rh_collections_init (RhCollections *self)
{
  self->list = g_list_store_new (RH_TYPE_COLLECTION);
  self->stores = g_hash_table_new_full (NULL, NULL, g_object_unref, g_object_unref);
}

RhCollections *
rh_collections_new (GFile *data_dir, GFile *state_dir)
{
  RhCollections *self;
  g_autoptr (GFile) file = NULL;

  g_return_val_if_fail (G_IS_FILE (data_dir) && G_IS_FILE (state_dir), NULL);

  self = g_object_new (RH_TYPE_COLLECTIONS, NULL);
  self->data_dir = g_object_ref (data_dir);
  file = g_file_get_child (state_dir, "folders.json");
  self->known = rh_known_folders_new (file);
  return self;
}

GListModel *
rh_collections_get_list (RhCollections *self)
{
  g_return_val_if_fail (RH_IS_COLLECTIONS (self), NULL);

  return G_LIST_MODEL (self->list);
}

RhKnownFolders *
rh_collections_get_known (RhCollections *self)
{
  g_return_val_if_fail (RH_IS_COLLECTIONS (self), NULL);

  return self->known;
}

RhCollectionStore *
rh_collections_get_store (RhCollections *self, RhCollection *collection)
{
  g_return_val_if_fail (RH_IS_COLLECTIONS (self), NULL);

  return g_hash_table_lookup (self->stores, collection);
}
