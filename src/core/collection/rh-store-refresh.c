/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the store takes over what others did in the folder: it compares names, times and sizes with
 * what it knows, and reads what differs. A file that moved is still the same request; one with
 * unsaved edits is never replaced: its user chooses. */
#define G_LOG_DOMAIN "rh-store-refresh"

#include "config.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-opencollection.h"

#include <math.h>
#include <string.h>

#define NO_TEXT "info:\n  type: folder\nrequest:\n  auth: inherit\n"

/* What one look finds. */
typedef struct
{
  RhCollectionStore *store;
  GHashTable *found;  /* file or folder → RhDiskInfo */
  GPtrArray *fresh;   /* paths of requests and folders that are not known, as in @found */
  GHashTable *sorted; /* folders whose order may be another one now */
} Look;

static void
note_order (Look *look, RhFolder *folder)
{
  if (folder != NULL)
    g_hash_table_add (look->sorted, g_object_ref (folder));
}

static RhStoreEntry *
get_folder (RhCollectionStore *self, const char *path)
{
  g_autofree char *file
      = rh_store_join (path, *path == '\0' ? RH_STORE_COLLECTION_FILE : RH_STORE_FOLDER_FILE);

  return rh_store_get_file (self, file);
}

/* Looking */

static void
look_at_file (Look *look, const char *path, const RhDiskInfo *info)
{
  g_hash_table_insert (look->found, g_strdup (path), g_memdup2 (info, sizeof *info));
  if (rh_store_get_file (look->store, path) == NULL)
    g_ptr_array_add (look->fresh, g_strdup (path));
}

static void
look_at_folder (Look *look, const char *path)
{
  g_autoptr (GPtrArray) list = rh_disk_list (look->store->disk, path, NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (list, i);
      g_autofree char *child = rh_store_join (path, entry->name);
      gboolean is_folder = entry->info.kind == RH_DISK_KIND_FOLDER;

      if (is_folder && !rh_store_is_folder_name (path, entry->name))
        continue;
      if (is_folder && get_folder (look->store, child) == NULL)
        g_ptr_array_add (look->fresh, g_strdup (child));
      if (is_folder)
        {
          g_hash_table_insert (look->found, g_strdup (child),
                               g_memdup2 (&entry->info, sizeof entry->info));
          if (get_folder (look->store, child) != NULL)
            look_at_folder (look, child);
        }
      else if (rh_store_is_request_name (entry->name))
        look_at_file (look, child, &entry->info);
    }
}

static gboolean
is_gone (Look *look, RhStoreEntry *entry)
{
  const RhDiskInfo *info = g_hash_table_lookup (look->found, entry->path);

  if (RH_IS_ENVIRONMENT (entry->object) || *entry->path == '\0')
    return FALSE; /* looked after on their own */

  return info == NULL || (info->kind == RH_DISK_KIND_FOLDER) != RH_IS_FOLDER (entry->object);
}

static GPtrArray *
list_gone (Look *look)
{
  GPtrArray *gone = g_ptr_array_new ();
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, look->store->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (is_gone (look, entry))
      g_ptr_array_add (gone, entry);

  return gone;
}

/* The model follows */

/* What is to be written by itself, and is not yet, gives way to what others did: to be told. Of a
 * request that is its name alone. */
static void
note_clash (RhCollectionStore *self, RhStoreEntry *entry, GBytes *theirs)
{
  gboolean pending
      = RH_IS_REQUEST_ITEM (entry->object)
            ? !g_str_equal (rh_request_item_get_name (RH_REQUEST_ITEM (entry->object)), entry->name)
            : g_hash_table_remove (self->dirty, entry->object)
                  && rh_store_keep_clash (self, entry, theirs);

  if (pending && self->clash == NULL)
    self->clash = g_strdup (entry->file);
}

static RhFolder *
parent_of (gpointer object)
{
  return RH_IS_FOLDER (object) ? rh_folder_get_parent (object)
                               : rh_request_item_get_parent (object);
}

static RhFolder *
folder_of_path (RhCollectionStore *self, const char *path)
{
  g_autofree char *parent = g_path_get_dirname (path);
  RhStoreEntry *entry = get_folder (self, g_str_equal (parent, ".") ? "" : parent);

  return entry == NULL ? NULL : RH_FOLDER (entry->object);
}

static void put_into (Look *look, gpointer object, RhFolder *folder);

/* It was moved here into what others moved into it, and is not there yet: it goes back. */
static void
put_back (Look *look, RhFolder *folder, RhFolder *from)
{
  RhStoreEntry *entry = rh_store_get (look->store, folder);
  RhFolder *place = folder_of_path (look->store, entry->path);

  if (place == NULL || rh_folder_is_within (place, from))
    place = rh_collection_get_root (look->store->collection);
  if (look->store->clash == NULL)
    look->store->clash = g_strdup (entry->file);
  put_into (look, folder, place);
}

static void
put_into (Look *look, gpointer object, RhFolder *folder)
{
  RhFolder *old = parent_of (object);
  g_autoptr (GObject) held = g_object_ref (object);

  if (old == folder)
    return;
  if (RH_IS_FOLDER (object) && rh_folder_is_within (folder, object))
    put_back (look, folder, object);
  if (old != NULL)
    rh_folder_remove (old, held);
  rh_folder_append (folder, held);
  note_order (look, folder);
}

/* The file says what it did: what is to be written is on top of that still. */
static gboolean
is_on_top (RhCollectionStore *self, RhStoreEntry *entry, GBytes *text)
{
  GBytes *source = rh_store_get_source (entry);

  return g_hash_table_contains (self->dirty, entry->object) && source != NULL
         && g_bytes_equal (source, text);
}

static void
replace_request (RhCollectionStore *self, RhStoreEntry *entry, GBytes *text)
{
  RhRequestItem *item = RH_REQUEST_ITEM (entry->object);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhRequestItem) theirs
      = rh_store_parse_request (entry->file, text, &entry->seq, &error);

  entry->broken = theirs == NULL;
  rh_store_set_problem (self, entry->file, theirs == NULL ? error->message : NULL);
  if (theirs == NULL)
    {
      rh_request_item_set_problem (item, error->message);
      return;
    }

  note_clash (self, entry, text);
  rh_request_item_replace (item, theirs);
  rh_store_set_conflict (item, FALSE);
  g_set_str (&entry->name, rh_request_item_get_name (item));
}

static void
refresh_request (Look *look, RhStoreEntry *entry, const RhDiskInfo *info)
{
  RhCollectionStore *self = look->store;
  RhRequestItem *item = RH_REQUEST_ITEM (entry->object);
  gboolean edited = rh_request_item_is_edited (item);
  g_autoptr (GBytes) text = rh_store_read_text (self->disk, entry->file, NULL, NULL);
  GBytes *source = edited ? rh_request_item_get_source (item) : NULL;

  if (text == NULL)
    return;
  if (edited && !entry->broken && (source == NULL || !g_bytes_equal (source, text)))
    {
      rh_store_set_conflict (item, TRUE);
      return;
    }

  entry->info = *info;
  if (!edited)
    replace_request (self, entry, text);
  else if (!entry->broken)
    rh_store_set_conflict (item, FALSE); /* it says again what it did */
  note_order (look, rh_request_item_get_parent (item));
}

/* One that says nothing of itself is called as its directory is. */
static void
name_by_path (RhStoreEntry *entry)
{
  g_autofree char *stem = rh_store_stem (entry->path);

  g_object_set (entry->object, "name", stem, NULL);
  g_set_str (&entry->name, stem);
}

/* What a folder's file says. One whose file is gone, while it is there itself, says nothing. */
static GBytes *
read_folder_text (Look *look, RhStoreEntry *entry, RhDiskInfo *info)
{
  g_autoptr (GError) error = NULL;
  GBytes *text = rh_store_read_text (look->store->disk, entry->file, info, &error);

  if (g_error_matches (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND)
      && g_hash_table_contains (look->found, entry->path))
    return g_bytes_new_static (NO_TEXT, strlen (NO_TEXT));

  return text;
}

static void
refresh_folder (Look *look, RhStoreEntry *entry)
{
  RhFolder *folder = RH_FOLDER (entry->object);
  RhDiskInfo info = { .size = -1 };
  g_autoptr (GBytes) text = read_folder_text (look, entry, &info);

  if (rh_store_is_same_file (&info, &entry->info) || text == NULL)
    return;

  entry->info = info;
  if (is_on_top (look->store, entry, text))
    return;
  note_clash (look->store, entry, text);
  entry->ahead = FALSE;
  if (*entry->path == '\0')
    rh_store_read_collection_text (look->store, entry, text);
  else
    rh_store_read_folder_text (look->store, entry, text);
  if (info.size < 0)
    rh_folder_set_source (folder, NULL);
  if (*rh_folder_get_name (folder) == '\0' && *entry->path != '\0')
    name_by_path (entry);
  else
    g_set_str (&entry->name, rh_folder_get_name (folder));
  note_order (look, rh_folder_get_parent (folder));
}

/* The same file under another name, unless that is where it is known to be by now: it went with its
 * folder. */
static RhStoreEntry *
find_moved (Look *look, GPtrArray *gone, const RhDiskInfo *info)
{
  gboolean is_folder = info->kind == RH_DISK_KIND_FOLDER;

  for (guint i = 0; i < gone->len; i++)
    {
      RhStoreEntry *entry = g_ptr_array_index (gone, i);
      guint64 inode = is_folder ? entry->inode : entry->info.inode;

      if (RH_IS_FOLDER (entry->object) == is_folder && inode != 0 && inode == info->inode
          && is_gone (look, entry))
        return entry;
    }

  return NULL;
}

static void
take_moved (Look *look, RhStoreEntry *entry, const char *path)
{
  gboolean is_folder = RH_IS_FOLDER (entry->object);
  RhFolder *folder = folder_of_path (look->store, path);

  rh_store_rename (look->store, entry, g_strdup (path),
                   is_folder ? rh_store_join (path, RH_STORE_FOLDER_FILE) : g_strdup (path));
  if (!is_folder && !rh_request_item_is_edited (RH_REQUEST_ITEM (entry->object)))
    entry->info.mtime = -1; /* to be read again: its place is another one, and perhaps its text */
  if (is_folder && rh_store_get_source (entry) == NULL
      && g_str_equal (entry->name, rh_folder_get_name (RH_FOLDER (entry->object))))
    name_by_path (entry);
  if (folder != NULL)
    put_into (look, entry->object, folder);
}

static void
take_fresh (Look *look, const char *path)
{
  const RhDiskInfo *info = g_hash_table_lookup (look->found, path);
  RhFolder *folder = folder_of_path (look->store, path);

  if (folder == NULL)
    return; /* what is in a new folder comes with it */

  if (info->kind == RH_DISK_KIND_FOLDER)
    rh_store_read_folder (look->store, folder, path);
  else
    {
      g_autoptr (RhRequestItem) item = rh_store_read_request (look->store, path, info);

      rh_folder_append (folder, G_OBJECT (item));
    }
  note_order (look, folder);
}

/* Whether there is anything below it that somebody is working on, or that has no file yet. */
static void
look_for_work (RhCollectionStore *self, gpointer object, gboolean *edited, gboolean *fresh)
{
  GListModel *items;

  *fresh = *fresh || rh_store_get (self, object) == NULL;
  if (RH_IS_REQUEST_ITEM (object))
    {
      *edited = *edited || rh_request_item_is_edited (object);
      return;
    }

  items = rh_folder_get_items (object);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      look_for_work (self, item, edited, fresh);
    }
}

static void
take_gone (Look *look, RhStoreEntry *entry)
{
  RhFolder *folder = parent_of (entry->object);
  g_autoptr (GObject) object = g_object_ref (entry->object);
  gboolean edited = FALSE;
  gboolean fresh = FALSE;

  rh_store_set_problem (look->store, entry->file, NULL);
  look_for_work (look->store, object, &edited, &fresh);
  if (fresh)
    rh_store_need_folder (look->store, entry->path, NULL); /* what is new is written into it */
  if (edited && RH_IS_REQUEST_ITEM (object))
    rh_store_set_conflict (RH_REQUEST_ITEM (object), TRUE);
  if (edited || fresh)
    return;

  note_clash (look->store, entry, NULL);
  rh_store_forget (look->store, object);
  if (folder != NULL)
    rh_folder_remove (folder, object);
}

static void
take_new_paths (Look *look, GPtrArray *gone)
{
  for (guint i = 0; i < look->fresh->len; i++)
    {
      const char *path = g_ptr_array_index (look->fresh, i);
      RhStoreEntry *entry = find_moved (look, gone, g_hash_table_lookup (look->found, path));

      if (entry == NULL)
        {
          take_fresh (look, path);
          continue;
        }
      take_moved (look, entry, path);
      g_ptr_array_remove_fast (gone, entry);
      if (RH_IS_FOLDER (entry->object))
        look_at_folder (look, path); /* what is in it went with it */
    }

  for (guint i = 0; i < gone->len; i++)
    if (is_gone (look, g_ptr_array_index (gone, i)))
      take_gone (look, g_ptr_array_index (gone, i));
}

static void
refresh_known (Look *look)
{
  g_autoptr (GPtrArray) entries = g_hash_table_get_values_as_ptr_array (look->store->entries);

  for (guint i = 0; i < entries->len; i++)
    {
      RhStoreEntry *entry = g_ptr_array_index (entries, i);
      const RhDiskInfo *info = g_hash_table_lookup (look->found, entry->file);

      if (RH_IS_FOLDER (entry->object))
        refresh_folder (look, entry);
      else if (RH_IS_REQUEST_ITEM (entry->object) && info != NULL
               && !rh_store_is_same_file (info, &entry->info))
        refresh_request (look, entry, info);
    }
}

/* Others took out the last request of a folder that says nothing of itself, or the other way round:
 * it is none of the collection's any more, and neither is one that had only that. */
static void
drop_empty (Look *look)
{
  g_autoptr (GPtrArray) entries = g_hash_table_get_values_as_ptr_array (look->store->entries);
  gboolean dropped = FALSE;

  for (guint i = 0; i < entries->len; i++)
    {
      RhStoreEntry *entry = g_ptr_array_index (entries, i);

      if (!RH_IS_FOLDER (entry->object) || *entry->path == '\0' || entry->info.size >= 0
          || g_list_model_get_n_items (rh_folder_get_items (RH_FOLDER (entry->object))) > 0)
        continue;
      take_gone (look, entry);
      dropped = TRUE;
    }

  if (dropped)
    drop_empty (look);
}

/* Environments */

/* What the collection's file says of an environment goes by its name. */
static void
ask_collection_again (RhCollectionStore *self)
{
  RhStoreEntry *root = rh_store_get (self, rh_collection_get_root (self->collection));

  if (!g_hash_table_contains (self->dirty, root->object))
    root->info.mtime = -1;
}

void
rh_store_take_environment (RhEnvironment *environment, RhEnvironment *found)
{
  if (*rh_environment_get_name (found) != '\0')
    g_object_set (environment, "name", rh_environment_get_name (found), NULL);
  g_object_set (environment, "extends", rh_environment_get_extends (found), "color",
                rh_environment_get_color (found), "note", rh_environment_get_note (found),
                "dotenv-path", rh_environment_get_dotenv_path (found), NULL);
  rh_environment_clear (environment);
  rh_environment_copy_variables (environment, found);
}

/* It was renamed here alone, and that gives way, too: what the collection's file says of it had
 * gone with the name. */
static void
take_name_back (RhCollectionStore *self, RhEnvironment *environment, RhEnvironment *theirs)
{
  GBytes *source = rh_environment_get_source (environment);
  const char *name = rh_environment_get_name (theirs);
  g_autoptr (RhEnvironment) was
      = source == NULL ? NULL : rh_opencollection_read_environment (source, NULL);

  if (was != NULL && *name != '\0' && g_str_equal (rh_environment_get_name (was), name)
      && !g_str_equal (rh_environment_get_name (environment), name))
    rh_store_rename_extras (self, rh_environment_get_name (environment), name);
}

static void
refresh_environment (RhCollectionStore *self, RhStoreEntry *entry, const RhDiskInfo *info)
{
  RhEnvironment *environment = RH_ENVIRONMENT (entry->object);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_store_read_text (self->disk, entry->file, NULL, &error);
  g_autoptr (RhEnvironment) theirs = NULL;

  if (text != NULL)
    theirs = rh_opencollection_read_environment (text, &error);
  entry->broken = theirs == NULL;
  rh_store_set_problem (self, entry->file, theirs == NULL ? error->message : NULL);
  if (theirs == NULL)
    return;

  entry->info = *info;
  if (is_on_top (self, entry, text))
    return;
  note_clash (self, entry, text);
  take_name_back (self, environment, theirs);
  rh_store_take_environment (environment, theirs);
  rh_environment_set_source (environment, text);
  if (g_set_str (&entry->name, rh_environment_get_name (environment)))
    ask_collection_again (self);
}

static void
refresh_environment_file (RhCollectionStore *self, const RhDiskEntry *file)
{
  g_autofree char *path = rh_store_join (RH_STORE_ENVIRONMENTS, file->name);
  RhStoreEntry *entry = rh_store_get_file (self, path);

  if (!rh_store_is_request_name (file->name))
    return;
  if (entry == NULL && rh_store_read_environment (self, path) != NULL)
    ask_collection_again (self);
  else if (entry != NULL && !rh_store_is_same_file (&file->info, &entry->info))
    refresh_environment (self, entry, &file->info);
}

/* One that has no file yet could not be written so far. */
static void
forget_gone_environments (RhCollectionStore *self)
{
  g_autoptr (GPtrArray) entries = g_hash_table_get_values_as_ptr_array (self->entries);

  for (guint i = 0; i < entries->len; i++)
    {
      RhStoreEntry *entry = g_ptr_array_index (entries, i);
      g_autoptr (GObject) object = g_object_ref (entry->object);
      g_autoptr (GError) error = NULL;
      RhDiskInfo info;

      if (!RH_IS_ENVIRONMENT (object) || entry->info.size < 0
          || rh_disk_stat (self->disk, entry->file, &info, &error)
          || !g_error_matches (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
        continue;

      rh_store_set_problem (self, entry->file, NULL);
      note_clash (self, entry, NULL);
      rh_store_forget (self, object);
      rh_collection_remove_environment (self->collection, RH_ENVIRONMENT (object));
    }
}

static void
refresh_environments (RhCollectionStore *self)
{
  g_autoptr (GPtrArray) list = rh_disk_list (self->disk, RH_STORE_ENVIRONMENTS, NULL);

  forget_gone_environments (self);
  for (guint i = 0; list != NULL && i < list->len; i++)
    refresh_environment_file (self, g_ptr_array_index (list, i));
}

/* Order */

static void
sort_folder (RhCollectionStore *self, RhFolder *folder)
{
  GListModel *model = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (model);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (items, g_list_model_get_item (model, i));

  rh_store_sort (self, folder, items);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) there = g_list_model_get_item (model, i);
      GObject *wanted = g_ptr_array_index (items, i);

      if (there == wanted)
        continue;
      rh_folder_remove (folder, wanted);
      rh_folder_insert (folder, i, wanted);
    }
}

gboolean
rh_store_take_over (RhCollectionStore *self, GError **error)
{
  Look look = { self, NULL, NULL, NULL };
  g_autoptr (GHashTable) found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GPtrArray) fresh = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GHashTable) sorted = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  g_autoptr (GPtrArray) gone = NULL;
  RhDiskInfo info;
  GHashTableIter iter;
  gpointer folder;

  /* a folder that is not there for a moment has lost nothing */
  if (!rh_disk_stat (self->disk, RH_STORE_COLLECTION_FILE, &info, error))
    return FALSE;

  look.found = found;
  look.fresh = fresh;
  look.sorted = sorted;
  look_at_folder (&look, "");
  gone = list_gone (&look);
  take_new_paths (&look, gone);
  refresh_environments (self);
  refresh_known (&look);
  drop_empty (&look);

  g_hash_table_iter_init (&iter, sorted);
  while (g_hash_table_iter_next (&iter, &folder, NULL))
    sort_folder (self, folder);

  return TRUE;
}
