/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the store writes. It walks the collection and makes the folder what the collection is: what
 * is new gets a file, what has another name or place is moved, what is gone is removed; a text is
 * written where it differs from the one that is there, and that one is the one that was read. */
#define G_LOG_DOMAIN "rh-store-write"

#include "config.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-disk-write.h"
#include "collection/rh-opencollection.h"

#include <math.h>
#include <string.h>

/* What one walk needs to know. The first error is told, or the first conflict, and the rest is
 * done all the same, unless all of it is for nothing then. */
typedef struct
{
  RhCollectionStore *store;
  GHashTable *seen; /* objects that are in the collection */
  gboolean left;    /* a folder that is gone has more in it */
  GError *error;
} Walk;

static gboolean
has_to_stop (Walk *walk)
{
  return walk->error != NULL && walk->store->all_or_no;
}

static gboolean
is_conflict (const GError *error)
{
  return g_error_matches (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT);
}

static void
note (Walk *walk, GError *error)
{
  if (walk->error == NULL || (is_conflict (error) && !is_conflict (walk->error)))
    {
      g_clear_error (&walk->error);
      walk->error = error;
    }
  else
    g_error_free (error);
}

GBytes *
rh_store_get_source (RhStoreEntry *entry)
{
  if (RH_IS_FOLDER (entry->object))
    return rh_folder_get_source (RH_FOLDER (entry->object));
  if (RH_IS_ENVIRONMENT (entry->object))
    return rh_environment_get_source (RH_ENVIRONMENT (entry->object));

  return rh_request_item_get_source (RH_REQUEST_ITEM (entry->object));
}

void
rh_store_set_source (RhStoreEntry *entry, GBytes *text)
{
  if (RH_IS_FOLDER (entry->object))
    rh_folder_set_source (RH_FOLDER (entry->object), text);
  else if (RH_IS_ENVIRONMENT (entry->object))
    rh_environment_set_source (RH_ENVIRONMENT (entry->object), text);
  else
    rh_request_item_set_source (RH_REQUEST_ITEM (entry->object), text);
}

/* Files */

static gboolean
fail_conflict (const char *file, GError **error)
{
  g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT, file);
  return FALSE;
}

gboolean
rh_store_write_file (RhCollectionStore *self,
                     const char *file,
                     GBytes *text,
                     RhDiskInfo *info,
                     gboolean *written,
                     GError **error)
{
  const RhDiskInfo old = *info;
  g_autoptr (GError) local_error = NULL;
  gsize length;
  const char *bytes = g_bytes_get_data (text, &length);

  if (rh_disk_write (self->disk, file, bytes, length, &old, info, written, &local_error))
    return TRUE;
  if (g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_EXISTS))
    return fail_conflict (file, error);

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

/* The file is the one that was read: by its looks, or else byte for byte. @info: of what is there,
 * size -1: nothing. */
static gboolean
check_untouched (RhCollectionStore *self, RhStoreEntry *entry, RhDiskInfo *info, GError **error)
{
  GBytes *source;
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) local_error = NULL;

  if (!rh_disk_stat (self->disk, entry->file, info, &local_error))
    {
      if (g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
        {
          entry->info.size = info->size = -1;
          return TRUE; /* there is nothing to be lost */
        }
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (rh_store_is_same_file (info, &entry->info))
    return TRUE;

  text = rh_store_read_text (self->disk, entry->file, info, error);
  if (text == NULL)
    return FALSE;

  source = rh_store_get_source (entry);
  return (source != NULL && g_bytes_equal (source, text)) || fail_conflict (entry->file, error);
}

/* What a glance took for a request can turn out to be none when it is read. */
static gboolean
is_broken (RhStoreEntry *entry)
{
  return entry->broken
         || (RH_IS_REQUEST_ITEM (entry->object)
             && !rh_request_item_load (RH_REQUEST_ITEM (entry->object)));
}

static gboolean
check_writable (RhCollectionStore *self, RhStoreEntry *entry, RhDiskInfo *info, GError **error)
{
  if (!is_broken (entry))
    return check_untouched (self, entry, info, error);

  g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_BROKEN,
                       entry->file);
  return FALSE;
}

/* The folder's own text, as it was. */
static gboolean
bring_back_text (RhCollectionStore *self, const char *path, GError **error)
{
  g_autofree char *file = rh_store_join (path, RH_STORE_FOLDER_FILE);
  RhStoreEntry *entry = rh_store_get_file (self, file);
  GBytes *source = entry == NULL ? NULL : rh_store_get_source (entry);
  RhDiskInfo info;

  if (entry == NULL)
    return TRUE;
  if (rh_disk_stat (self->disk, path, &info, NULL))
    entry->inode = info.inode;

  return source == NULL || entry->broken || rh_store_write_text (self, entry, source, error);
}

gboolean
rh_store_need_folder (RhCollectionStore *self, const char *path, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (path);
  RhDiskInfo info;

  if (g_str_equal (path, ".") || rh_disk_stat (self->disk, path, &info, NULL))
    return TRUE;

  return rh_store_need_folder (self, parent, error)
         && rh_disk_create_folder (self->disk, path, error) && bring_back_text (self, path, error);
}

/* Somebody removed the folder of a request that is being edited: it comes back with it. What a
 * folder says of itself brings nothing back: it may have been moved. */
static gboolean
need_folder_of (RhCollectionStore *self, RhStoreEntry *entry, GError **error)
{
  g_autofree char *parent = g_path_get_dirname (entry->file);

  return RH_IS_FOLDER (entry->object) || rh_store_need_folder (self, parent, error);
}

gboolean
rh_store_write_text (RhCollectionStore *self, RhStoreEntry *entry, GBytes *text, GError **error)
{
  g_autoptr (GBytes) source = NULL;
  RhDiskInfo info;
  gboolean written;
  gboolean done;

  if (!check_writable (self, entry, &info, error)
      || !rh_store_check_secrets (entry->file, rh_store_get_source (entry), text, error)
      || !need_folder_of (self, entry, error))
    return FALSE;

  source = rh_store_get_source (entry);
  if (source != NULL)
    g_bytes_ref (source);
  if (source != NULL && entry->info.size >= 0 && rh_opencollection_is_laid_out (text, source))
    return TRUE; /* nothing in it changed */

  done = rh_store_write_file (self, entry->file, text, &info, &written, error);
  if (done || written)
    entry->info = info;
  if (!done)
    return FALSE;

  rh_store_set_source (entry, text);
  entry->ahead = FALSE;
  if (written && source != NULL && rh_opencollection_is_foreign (source))
    g_signal_emit_by_name (self, "relaid", entry->file);

  return TRUE;
}

gboolean
rh_store_says_the_same (GBytes *text, GBytes *other)
{
  return other != NULL
         && (g_bytes_equal (text, other) || rh_opencollection_is_laid_out (text, other));
}

/* Where there is nothing to be written, what others did is not in the way. */
static gboolean
write_changed_text (RhCollectionStore *self, RhStoreEntry *entry, GBytes *text, GError **error)
{
  return (entry->info.size >= 0 && !entry->broken && !entry->ahead
          && rh_store_says_the_same (text, rh_store_get_source (entry)))
         || rh_store_write_text (self, entry, text, error);
}

/* Requests */

static gboolean
same_seq (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static void
create_request (Walk *walk, RhRequestItem *item, const char *folder, double seq)
{
  RhCollectionStore *self = walk->store;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_opencollection_write_request (item, seq, &error);
  g_autofree char *path
      = rh_store_choose_path (self, item, folder, rh_request_item_get_name (item));
  RhStoreEntry *entry;
  RhDiskInfo info;
  const char *bytes;
  gsize length;

  if (text == NULL)
    {
      note (walk, g_steal_pointer (&error));
      return;
    }

  bytes = g_bytes_get_data (text, &length);
  if (!rh_disk_write_new (self->disk, path, bytes, length, &info, &error))
    {
      note (walk, g_steal_pointer (&error));
      return;
    }

  entry = rh_store_put (self, item, g_strdup (path), g_strdup (path));
  entry->seq = seq;
  g_set_str (&entry->name, rh_request_item_get_name (item));
  entry->info = info;
  rh_request_item_set_source (item, text);
  rh_request_item_set_edited (item, FALSE);
}

/* Only name and number: what is edited waits for somebody to save it. */
static gboolean
place_request (RhCollectionStore *self, RhStoreEntry *entry, double seq, GError **error)
{
  RhRequestItem *item = RH_REQUEST_ITEM (entry->object);
  const char *name = rh_request_item_get_name (item);
  g_autoptr (GBytes) text = NULL;
  RhDiskInfo info;

  if (g_str_equal (entry->name, name) && same_seq (entry->seq, seq))
    return TRUE;
  if (!check_writable (self, entry, &info, error))
    return FALSE;

  text = rh_opencollection_place (rh_store_get_source (entry), name, seq, error);
  if (text == NULL || !rh_store_write_text (self, entry, text, error))
    return FALSE;

  entry->seq = seq;
  g_set_str (&entry->name, name);
  return TRUE;
}

static void
write_request (Walk *walk, RhRequestItem *item, const char *folder, double seq)
{
  RhStoreEntry *entry = rh_store_get (walk->store, item);
  GError *error = NULL;

  if (entry == NULL)
    create_request (walk, item, folder, seq);
  else if (!place_request (walk->store, entry, seq, &error))
    note (walk, error);
}

/* Folders */

static GBytes *
write_folder_text (RhCollectionStore *self, RhStoreEntry *entry, double seq, GError **error)
{
  if (*entry->path == '\0')
    return rh_opencollection_write_collection (self->collection, error);

  return rh_opencollection_write_folder (RH_FOLDER (entry->object), seq, error);
}

/* Empty, it would be no folder of the collection; with the name of another directory, since its own
 * was taken, it would be called like that. */
static gboolean
lacks_text (RhStoreEntry *entry)
{
  RhFolder *folder = RH_FOLDER (entry->object);
  g_autofree char *base = rh_store_stem (entry->path);

  return entry->info.size < 0
         && (g_list_model_get_n_items (rh_folder_get_items (folder)) == 0
             || !g_str_equal (base, rh_folder_get_name (folder)));
}

/* A folder that only has the name of its directory needs no file of its own. */
static gboolean
needs_no_text (RhStoreEntry *entry, double seq)
{
  RhFolder *folder = RH_FOLDER (entry->object);
  g_autofree char *base = rh_store_stem (entry->path);

  return entry->info.size < 0 && isnan (seq) && g_str_equal (base, rh_folder_get_name (folder))
         && rh_folder_get_auth_kind (folder) == RH_AUTH_KIND_INHERIT
         && *rh_folder_get_note (folder) == '\0'
         && g_list_model_get_n_items (rh_folder_get_headers (folder)) == 0
         && g_list_model_get_n_items (rh_environment_get_variables (rh_folder_get_scope (folder)))
                == 0;
}

static gboolean
write_own_text (RhCollectionStore *self, RhStoreEntry *entry, double seq, GError **error)
{
  RhFolder *folder = RH_FOLDER (entry->object);
  gboolean dirty = g_hash_table_contains (self->dirty, folder);
  g_autoptr (GBytes) text = NULL;

  if (!dirty && !lacks_text (entry) && same_seq (entry->seq, seq)
      && g_strcmp0 (entry->name, rh_folder_get_name (folder)) == 0)
    return TRUE;
  if (!lacks_text (entry) && needs_no_text (entry, seq))
    return TRUE;

  text = write_folder_text (self, entry, seq, error);
  if (text == NULL || !write_changed_text (self, entry, text, error))
    return FALSE;

  entry->seq = seq;
  g_set_str (&entry->name, rh_folder_get_name (folder));
  g_hash_table_remove (self->dirty, folder);
  return TRUE;
}

static RhStoreEntry *
create_folder (Walk *walk, RhFolder *folder, const char *parent)
{
  RhCollectionStore *self = walk->store;
  g_autofree char *path = rh_store_choose_path (self, folder, parent, rh_folder_get_name (folder));
  RhStoreEntry *entry;
  RhDiskInfo info;
  GError *error = NULL;

  if (!rh_disk_create_folder (self->disk, path, &error))
    {
      note (walk, error);
      return NULL;
    }

  entry = rh_store_put (self, folder, g_strdup (path), rh_store_join (path, RH_STORE_FOLDER_FILE));
  if (rh_disk_stat (self->disk, path, &info, NULL))
    entry->inode = info.inode;
  g_hash_table_add (self->dirty, g_object_ref (folder));
  rh_store_watch_object (self, folder);
  rh_store_monitor (self, path);
  return entry;
}

static void write_items (Walk *walk, RhFolder *folder, const char *path);

static void
write_folder (Walk *walk, RhFolder *folder, const char *parent, double seq)
{
  RhStoreEntry *entry = rh_store_get (walk->store, folder);
  g_autofree char *path = NULL;
  GError *error = NULL;

  if (entry == NULL)
    entry = create_folder (walk, folder, parent);
  if (entry == NULL)
    return;

  if (!write_own_text (walk->store, entry, seq, &error))
    note (walk, error);
  path = g_strdup (entry->path);
  write_items (walk, folder, path);
}

static GPtrArray *
list_items (RhFolder *folder, gboolean folders)
{
  GListModel *model = rh_folder_get_items (folder);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);
  guint n = g_list_model_get_n_items (model);

  for (guint i = 0; i < n; i++)
    {
      GObject *item = g_list_model_get_item (model, i);

      if (RH_IS_FOLDER (item) == folders)
        g_ptr_array_add (items, item);
      else
        g_object_unref (item);
    }

  return items;
}

/* FALSE: it has a file, and that is not where it should be. */
static gboolean
find_place (Walk *walk, gpointer item, const char *path)
{
  RhStoreEntry *entry = rh_store_get (walk->store, item);
  const char *name
      = RH_IS_FOLDER (item) ? rh_folder_get_name (item) : rh_request_item_get_name (item);
  GError *error = NULL;

  if (entry == NULL || rh_store_move_to_place (walk->store, entry, path, name, &error))
    return TRUE;

  note (walk, error);
  return FALSE;
}

/* Of two with the same number the names of their files decide, so those come first. */
static void
write_kind (Walk *walk, RhFolder *folder, const char *path, gboolean folders)
{
  g_autoptr (GPtrArray) items = list_items (folder, folders);
  g_autofree double *seqs = g_new (double, items->len + 1);
  g_autofree gboolean *placed = g_new0 (gboolean, items->len + 1);

  for (guint i = 0; i < items->len && !has_to_stop (walk); i++)
    placed[i] = find_place (walk, g_ptr_array_index (items, i), path);
  rh_store_choose_seqs (walk->store, folder, items, folders, seqs);
  for (guint i = 0; i < items->len && !has_to_stop (walk); i++)
    if (folders)
      write_folder (walk, g_ptr_array_index (items, i), path, seqs[i]);
    else if (placed[i])
      write_request (walk, g_ptr_array_index (items, i), path, seqs[i]);
}

static void
write_items (Walk *walk, RhFolder *folder, const char *path)
{
  write_kind (walk, folder, path, TRUE);
  write_kind (walk, folder, path, FALSE);
}

/* Environments */

static void
create_environment (Walk *walk, RhEnvironment *environment)
{
  RhCollectionStore *self = walk->store;
  RhStoreEntry *entry;
  char *path;

  /* it may be there; if it cannot be made, the write says why */
  rh_disk_create_folder (self->disk, RH_STORE_ENVIRONMENTS, NULL);
  path = rh_store_choose_path (self, environment, RH_STORE_ENVIRONMENTS,
                               rh_environment_get_name (environment));
  entry = rh_store_put (self, environment, path, g_strdup (path));
  g_set_str (&entry->name, rh_environment_get_name (environment));
  g_hash_table_add (self->dirty, g_object_ref (environment));
  rh_store_watch_object (self, environment);
  rh_store_monitor (self, RH_STORE_ENVIRONMENTS);
}

void
rh_store_rename_extras (RhCollectionStore *self, const char *name, const char *new_name)
{
  RhFolder *root = rh_collection_get_root (self->collection);
  GBytes *source = rh_folder_get_source (root);
  g_autoptr (GBytes) text = NULL;

  if (source != NULL)
    text = rh_opencollection_rename_environment (source, name, new_name, NULL);
  if (text == NULL || g_bytes_equal (text, source))
    return;

  rh_folder_set_source (root, text);
  rh_store_get (self, root)->ahead = TRUE;
  g_hash_table_add (self->dirty, g_object_ref (root));
}

static void
write_environment (Walk *walk, RhEnvironment *environment)
{
  RhCollectionStore *self = walk->store;
  const char *name = rh_environment_get_name (environment);
  g_autoptr (GBytes) text = NULL;
  GError *error = NULL;
  RhStoreEntry *entry;

  if (rh_store_get (self, environment) == NULL)
    create_environment (walk, environment);
  entry = rh_store_get (self, environment);
  if (!g_hash_table_contains (self->dirty, environment))
    return;

  text = rh_opencollection_write_environment (environment, &error);
  if (text == NULL || !rh_store_move_to_place (self, entry, RH_STORE_ENVIRONMENTS, name, &error))
    {
      note (walk, error);
      return;
    }
  if (!g_str_equal (entry->name, name))
    rh_store_rename_extras (self, entry->name, name);
  g_set_str (&entry->name, name);
  if (!write_changed_text (self, entry, text, &error))
    {
      note (walk, error);
      return;
    }

  g_hash_table_remove (self->dirty, environment);
}

static void
write_environments (Walk *walk)
{
  GListModel *environments = rh_collection_get_environments (walk->store->collection);
  guint n = g_list_model_get_n_items (environments);

  for (guint i = 0; i < n && !has_to_stop (walk); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      write_environment (walk, environment);
    }
}

/* What is gone */

static void
see_folder (Walk *walk, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);

  g_hash_table_add (walk->seen, folder);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        see_folder (walk, RH_FOLDER (item));
      else
        g_hash_table_add (walk->seen, item);
    }
}

static void
see_all (Walk *walk)
{
  GListModel *environments = rh_collection_get_environments (walk->store->collection);
  guint n = g_list_model_get_n_items (environments);

  see_folder (walk, rh_collection_get_root (walk->store->collection));
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      g_hash_table_add (walk->seen, environment);
    }
}

/* The deeper, the sooner. */
static int
compare_depth (gconstpointer a, gconstpointer b)
{
  const RhStoreEntry *left = *(RhStoreEntry *const *) a;
  const RhStoreEntry *right = *(RhStoreEntry *const *) b;

  return (int) strlen (right->path) - (int) strlen (left->path);
}

static GPtrArray *
list_gone (Walk *walk)
{
  GPtrArray *gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer object;
  gpointer entry;

  g_hash_table_iter_init (&iter, walk->store->entries);
  while (g_hash_table_iter_next (&iter, &object, &entry))
    if (!g_hash_table_contains (walk->seen, object))
      g_ptr_array_add (gone, entry);

  g_ptr_array_sort (gone, compare_depth);
  return gone;
}

/* What was only glanced at is known by its looks: nobody saw what is in it now. */
static gboolean
check_removable (RhCollectionStore *self, RhStoreEntry *entry, GError **error)
{
  RhDiskInfo info;

  if (RH_IS_REQUEST_ITEM (entry->object)
      && !rh_request_item_is_loaded (RH_REQUEST_ITEM (entry->object))
      && rh_disk_stat (self->disk, entry->file, &info, NULL)
      && !rh_store_is_same_file (&info, &entry->info))
    return fail_conflict (entry->file, error);

  return check_untouched (self, entry, &info, error);
}

/* A file that somebody else changed in the meantime stays, and so does a folder that has more in
 * it. */
static gboolean
remove_entry (Walk *walk, RhStoreEntry *entry, GError **error)
{
  RhCollectionStore *self = walk->store;
  g_autoptr (GError) local_error = NULL;
  gboolean ours = !entry->broken && check_removable (self, entry, &local_error);

  if (RH_IS_REQUEST_ITEM (entry->object))
    rh_request_item_load (RH_REQUEST_ITEM (entry->object)); /* it can come back */

  if (ours && entry->info.size >= 0)
    rh_disk_remove (self->disk, entry->file, &local_error);
  if (local_error == NULL && RH_IS_FOLDER (entry->object))
    rh_disk_remove_folder (self->disk, entry->path, &local_error);

  if (local_error == NULL || g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND)
      || g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_EMPTY)
      || is_conflict (local_error))
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

static void
remove_gone (Walk *walk)
{
  g_autoptr (GPtrArray) gone = list_gone (walk);

  for (guint i = 0; i < gone->len; i++)
    {
      RhStoreEntry *entry = g_ptr_array_index (gone, i);
      GError *error = NULL;

      if (RH_IS_FOLDER (entry->object) && rh_store_has_items (walk->store, entry->path))
        {
          walk->left = TRUE;
          continue;
        }
      if (RH_IS_ENVIRONMENT (entry->object))
        rh_store_rename_extras (walk->store, entry->name, NULL);
      if (remove_entry (walk, entry, &error))
        rh_store_forget (walk->store, entry->object);
      else
        note (walk, error);
    }
}

/* What was in them may have moved meanwhile: a request that was taken out of a folder before that
 * was deleted. What is still there is somebody else's: it stays, with what the folder says. */
static void
remove_left (Walk *walk)
{
  g_autoptr (GPtrArray) gone = NULL;

  if (!walk->left)
    return;

  remove_gone (walk);
  gone = list_gone (walk);
  for (guint i = 0; i < gone->len; i++)
    {
      RhStoreEntry *entry = g_ptr_array_index (gone, i);

      if (RH_IS_FOLDER (entry->object) && rh_store_has_items (walk->store, entry->path))
        rh_store_forget (walk->store, entry->object);
    }
}

static void
write_root (Walk *walk)
{
  RhStoreEntry *root = rh_store_get (walk->store, rh_collection_get_root (walk->store->collection));
  GError *error = NULL;

  if (!write_own_text (walk->store, root, NAN, &error))
    note (walk, error);
}

gboolean
rh_store_write_all (RhCollectionStore *self, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  Walk walk = { self, seen, FALSE, NULL };
  RhFolder *root = rh_collection_get_root (self->collection);

  rh_store_begin_names (self);
  see_all (&walk);
  /* whatever stops the rest, a folder with this file is a collection that can be opened */
  if (rh_store_get (self, root)->info.size < 0)
    write_root (&walk);
  remove_gone (&walk);
  write_environments (&walk);
  write_items (&walk, root, "");
  remove_left (&walk);
  if (!has_to_stop (&walk))
    write_root (&walk);
  rh_store_end_names (self);

  if (walk.error == NULL)
    return TRUE;

  g_propagate_error (error, walk.error);
  return FALSE;
}
