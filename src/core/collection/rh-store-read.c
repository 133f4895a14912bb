/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the store reads a folder. Requests are glanced at: ten thousand files are opened, and one is
 * parsed when somebody looks at it. What cannot be read is shown with the reason and left alone. */
#define G_LOG_DOMAIN "rh-store-read"

#include "config.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-opencollection.h"

#include <math.h>
#include <string.h>

#define GLANCE 4096
#define MAX_DEPTH 32

/* Names */

gboolean
rh_store_is_request_name (const char *name)
{
  return g_str_has_suffix (name, RH_STORE_SUFFIX) && *name != '.'
         && !g_str_equal (name, RH_STORE_FOLDER_FILE)
         && !g_str_equal (name, RH_STORE_COLLECTION_FILE);
}

gboolean
rh_store_is_folder_name (const char *parent, const char *name)
{
  if (*name == '.' || g_str_equal (name, "node_modules"))
    return FALSE;

  return *parent != '\0' || !g_str_equal (name, RH_STORE_ENVIRONMENTS);
}

char *
rh_store_join (const char *folder, const char *name)
{
  return *folder == '\0' ? g_strdup (name) : g_strconcat (folder, "/", name, NULL);
}

char *
rh_store_stem (const char *name)
{
  const char *slash = strrchr (name, '/');
  const char *base = slash == NULL ? name : slash + 1;
  g_autofree char *valid = g_utf8_make_valid (base, -1);

  if (g_str_has_suffix (valid, RH_STORE_SUFFIX))
    valid[strlen (valid) - strlen (RH_STORE_SUFFIX)] = '\0';

  return g_steal_pointer (&valid);
}

/* Requests */

GBytes *
rh_store_read_text (RhDisk *disk, const char *file, RhDiskInfo *info, GError **error)
{
  gsize length;
  char *text = rh_disk_read (disk, file, RH_DISK_MAX_SIZE, &length, info, error);

  return text == NULL ? NULL : g_bytes_new_take (text, length);
}

typedef struct
{
  RhDisk *disk;
  char *file;
} Source;

static void
source_free (Source *source)
{
  g_object_unref (source->disk);
  g_free (source->file);
  g_free (source);
}

RhRequestItem *
rh_store_parse_request (const char *file, GBytes *text, double *seq, GError **error)
{
  RhRequestItem *item = rh_opencollection_read_request (text, seq, error);

  if (item != NULL && *rh_request_item_get_name (item) == '\0')
    {
      g_autofree char *stem = rh_store_stem (file);

      g_object_set (item, "name", stem, NULL);
    }

  return item;
}

static RhRequestItem *
load_cb (RhRequestItem *item, gpointer user_data, GError **error)
{
  const Source *source = user_data;
  g_autoptr (GBytes) text = rh_store_read_text (source->disk, source->file, NULL, error);
  double seq;

  return text == NULL ? NULL : rh_store_parse_request (source->file, text, &seq, error);
}

void
rh_store_set_loader (RhCollectionStore *self, RhStoreEntry *entry)
{
  Source *source = g_new0 (Source, 1);

  source->disk = g_object_ref (self->disk);
  source->file = g_strdup (entry->file);
  rh_request_item_set_loader (RH_REQUEST_ITEM (entry->object), load_cb, source,
                              (GDestroyNotify) source_free);
}

static RhStoreEntry *
put_request (RhCollectionStore *self, RhRequestItem *item, const char *file, const RhDiskInfo *info)
{
  RhStoreEntry *entry = rh_store_put (self, item, g_strdup (file), g_strdup (file));

  entry->info = *info;
  g_set_str (&entry->name, rh_request_item_get_name (item));
  return entry;
}

static RhRequestItem *
new_glanced_at (RhCollectionStore *self,
                const char *file,
                const RhDiskInfo *info,
                RhOpenCollectionPeek *peek)
{
  g_autofree char *stem = *peek->name == '\0' ? rh_store_stem (file) : NULL;
  RhRequestItem *item
      = rh_request_item_new (stem != NULL ? stem : peek->name, peek->method, peek->url);
  RhStoreEntry *entry = put_request (self, item, file, info);

  entry->seq = peek->seq;
  rh_store_set_loader (self, entry);
  return item;
}

static RhRequestItem *
new_broken (RhCollectionStore *self, const char *file, const RhDiskInfo *info, const char *problem)
{
  g_autofree char *stem = rh_store_stem (file);
  RhRequestItem *item = rh_request_item_new (stem, "", "");
  RhStoreEntry *entry = put_request (self, item, file, info);

  entry->broken = TRUE;
  rh_request_item_set_problem (item, problem);
  rh_store_set_problem (self, file, problem);
  return item;
}

static RhRequestItem *
new_read (RhCollectionStore *self, const char *file, const RhDiskInfo *info)
{
  RhDiskInfo read_info = *info;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_store_read_text (self->disk, file, &read_info, &error);
  RhRequestItem *item = NULL;
  double seq = NAN;

  if (text != NULL)
    item = rh_store_parse_request (file, text, &seq, &error);
  if (item == NULL)
    return new_broken (self, file, info, error->message);

  put_request (self, item, file, &read_info)->seq = seq;
  return item;
}

RhRequestItem *
rh_store_read_request (RhCollectionStore *self, const char *file, const RhDiskInfo *info)
{
  g_auto (RhOpenCollectionPeek) peek = { 0 };
  g_autofree char *text = NULL;
  RhDiskInfo glance_info = *info;
  gsize length;

  if (info->kind != RH_DISK_KIND_FILE)
    return new_broken (self, file, info, "a link or a special file is not read");

  text = rh_disk_peek (self->disk, file, GLANCE, &length, &glance_info, NULL);
  if (text == NULL || !rh_opencollection_peek (text, length, &peek))
    return new_read (self, file, info);

  return new_glanced_at (self, file, &glance_info, &peek);
}

/* Folders */

typedef struct
{
  GObject *object;
  const char *path;
  char *key; /* NULL until two are compared by name */
  double seq;
  gboolean is_folder;
} Place;

static void
place_clear (Place *place)
{
  g_free (place->key);
}

/* A key costs more than the file's glance, and most files have a number. */
static const char *
need_key (Place *place)
{
  if (place->key == NULL)
    {
      g_autofree char *valid = g_utf8_make_valid (place->path, -1);

      place->key = g_utf8_collate_key_for_filename (valid, -1);
    }

  return place->key;
}

/* Folders, then requests; those with a number by it, the others after them by name. */
static int
compare_places (gconstpointer a, gconstpointer b)
{
  Place *left = (Place *) a;
  Place *right = (Place *) b;

  if (left->is_folder != right->is_folder)
    return left->is_folder ? -1 : 1;
  if (isnan (left->seq) != isnan (right->seq))
    return isnan (left->seq) ? 1 : -1;
  if (!isnan (left->seq) && left->seq != right->seq)
    return left->seq < right->seq ? -1 : 1;

  return strcmp (need_key (left), need_key (right));
}

void
rh_store_sort (RhCollectionStore *self, RhFolder *folder, GPtrArray *items)
{
  g_autoptr (GArray) places = g_array_sized_new (FALSE, TRUE, sizeof (Place), items->len);

  g_array_set_clear_func (places, (GDestroyNotify) place_clear);
  for (guint i = 0; i < items->len; i++)
    {
      RhStoreEntry *entry = rh_store_get (self, g_ptr_array_index (items, i));
      Place place = { .object = g_ptr_array_index (items, i),
                      .path = entry == NULL ? "" : entry->path,
                      .seq = entry == NULL ? NAN : entry->seq };

      place.is_folder = RH_IS_FOLDER (place.object);
      g_array_append_val (places, place);
    }

  g_array_sort (places, compare_places);
  for (guint i = 0; i < places->len; i++)
    items->pdata[i] = g_array_index (places, Place, i).object;
}

gboolean
rh_store_read_folder_text (RhCollectionStore *self, RhStoreEntry *entry, GBytes *text)
{
  g_autoptr (GError) error = NULL;
  RhFolder *folder = RH_FOLDER (entry->object);

  entry->seq = NAN;
  entry->broken = !rh_opencollection_read_folder (text, folder, &entry->seq, &error);
  rh_store_set_problem (self, entry->file, entry->broken ? error->message : NULL);
  return !entry->broken;
}

static void
read_own_text (RhCollectionStore *self, RhStoreEntry *entry)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = rh_store_read_text (self->disk, entry->file, &entry->info, &error);

  if (text != NULL)
    rh_store_read_folder_text (self, entry, text);
  else if (!g_error_matches (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
    {
      entry->broken = TRUE;
      rh_store_set_problem (self, entry->file, error->message);
    }
}

static RhStoreEntry *
new_folder (RhCollectionStore *self, const char *path)
{
  g_autofree char *name = rh_store_stem (path);
  g_autoptr (RhFolder) folder = rh_folder_new (name);
  RhStoreEntry *entry
      = rh_store_put (self, folder, g_strdup (path), rh_store_join (path, RH_STORE_FOLDER_FILE));
  RhDiskInfo info;

  if (rh_disk_stat (self->disk, path, &info, NULL))
    entry->inode = info.inode;
  read_own_text (self, entry);
  if (*rh_folder_get_name (folder) == '\0')
    g_object_set (folder, "name", name, NULL);
  g_set_str (&entry->name, rh_folder_get_name (folder));
  return entry;
}

static gboolean
has_items (RhCollectionStore *self, const char *path, guint depth)
{
  g_autoptr (GPtrArray) found = depth > MAX_DEPTH ? NULL : rh_disk_list (self->disk, path, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const RhDiskEntry *file = g_ptr_array_index (found, i);
      g_autofree char *child = rh_store_join (path, file->name);

      if (file->info.kind != RH_DISK_KIND_FOLDER)
        {
          if (rh_store_is_request_name (file->name)
              || (depth > 0 && g_str_equal (file->name, RH_STORE_FOLDER_FILE)))
            return TRUE;
        }
      else if (rh_store_is_folder_name (path, file->name) && has_items (self, child, depth + 1))
        return TRUE;
    }

  return FALSE;
}

gboolean
rh_store_has_items (RhCollectionStore *self, const char *path)
{
  return has_items (self, path, 0);
}

static void read_items (RhCollectionStore *self, RhFolder *folder, const char *path, guint depth);

/* A folder in which nothing is a request and that says nothing of itself is somebody else's. */
static RhFolder *
read_subfolder (RhCollectionStore *self, const char *path, guint depth)
{
  RhStoreEntry *entry = new_folder (self, path);
  RhFolder *folder = RH_FOLDER (entry->object);

  read_items (self, folder, path, depth);
  if (entry->info.size >= 0 || g_list_model_get_n_items (rh_folder_get_items (folder)) > 0)
    return folder;

  rh_store_forget (self, folder);
  return NULL;
}

static void
read_items (RhCollectionStore *self, RhFolder *folder, const char *path, guint depth)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  if (depth > MAX_DEPTH)
    {
      rh_store_set_problem (self, path, "folders are nested too deeply");
      return;
    }

  found = rh_disk_list (self->disk, path, &error);
  if (found == NULL)
    {
      rh_store_set_problem (self, path, error->message);
      return;
    }

  for (guint i = 0; i < found->len; i++)
    {
      const RhDiskEntry *file = g_ptr_array_index (found, i);
      g_autofree char *child = rh_store_join (path, file->name);
      gboolean is_folder = file->info.kind == RH_DISK_KIND_FOLDER;
      RhFolder *sub = NULL;

      if (!is_folder && rh_store_is_request_name (file->name))
        g_ptr_array_add (items, rh_store_read_request (self, child, &file->info));
      else if (is_folder && rh_store_is_folder_name (path, file->name))
        sub = read_subfolder (self, child, depth + 1);
      if (sub != NULL)
        g_ptr_array_add (items, g_object_ref (sub));
    }

  rh_store_sort (self, folder, items);
  rh_folder_append_all (folder, items);
  rh_store_watch_object (self, folder);
  rh_store_monitor (self, path);
}

void
rh_store_read_folder (RhCollectionStore *self, RhFolder *parent, const char *path)
{
  RhFolder *folder = read_subfolder (self, path, 1);

  if (folder != NULL)
    rh_folder_append (parent, G_OBJECT (folder));
}

/* Environments */

RhEnvironment *
rh_store_read_environment (RhCollectionStore *self, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhEnvironment) environment = NULL;
  RhDiskInfo info = { 0 };
  g_autoptr (GBytes) text = rh_store_read_text (self->disk, file, &info, &error);
  RhStoreEntry *entry;

  if (text != NULL)
    environment = rh_opencollection_read_environment (text, &error);
  if (environment == NULL)
    {
      rh_store_set_problem (self, file, error->message);
      return NULL;
    }

  if (*rh_environment_get_name (environment) == '\0')
    {
      g_autofree char *stem = rh_store_stem (file);

      g_object_set (environment, "name", stem, NULL);
    }
  if (rh_collection_get_environment (self->collection, rh_environment_get_name (environment))
      != NULL)
    {
      rh_store_set_problem (self, file, "another environment has the same name");
      return NULL;
    }

  rh_store_set_problem (self, file, NULL);
  entry = rh_store_put (self, environment, g_strdup (file), g_strdup (file));
  entry->info = info;
  g_set_str (&entry->name, rh_environment_get_name (environment));
  rh_collection_add_environment (self->collection, environment);
  rh_store_watch_object (self, environment);
  return environment; /* the collection keeps it */
}

static void
read_environments (RhCollectionStore *self)
{
  g_autoptr (GPtrArray) found = rh_disk_list (self->disk, RH_STORE_ENVIRONMENTS, NULL);

  for (guint i = 0; found != NULL && i < found->len; i++)
    {
      const RhDiskEntry *file = g_ptr_array_index (found, i);
      g_autofree char *path = rh_store_join (RH_STORE_ENVIRONMENTS, file->name);

      if (rh_store_is_request_name (file->name))
        rh_store_read_environment (self, path);
    }

  if (found != NULL)
    rh_store_monitor (self, RH_STORE_ENVIRONMENTS);
}

static void
sort_environments (RhCollectionStore *self, GBytes *text)
{
  g_auto (GStrv) names = rh_opencollection_dup_environment_order (text);
  guint position = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      RhEnvironment *found = rh_collection_get_environment (self->collection, names[i]);
      g_autoptr (RhEnvironment) environment = found == NULL ? NULL : g_object_ref (found);

      if (environment == NULL)
        continue;
      rh_collection_remove_environment (self->collection, environment);
      rh_collection_insert_environment (self->collection, position++, environment);
    }
}

/* The collection */

gboolean
rh_store_read_collection_text (RhCollectionStore *self, RhStoreEntry *root, GBytes *text)
{
  g_autoptr (GError) error = NULL;

  root->broken = !rh_opencollection_read_collection (text, self->collection, &error);
  rh_store_set_problem (self, root->file, root->broken ? error->message : NULL);
  return !root->broken;
}

gboolean
rh_store_read_all (RhCollectionStore *self, GError **error)
{
  RhFolder *folder = rh_collection_get_root (self->collection);
  RhDiskInfo info = { 0 };
  g_autoptr (GError) local_error = NULL;
  g_autoptr (GBytes) text
      = rh_store_read_text (self->disk, RH_STORE_COLLECTION_FILE, &info, &local_error);
  RhStoreEntry *root;

  if (g_error_matches (local_error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
    {
      g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NONE_HERE,
                           RH_STORE_COLLECTION_FILE);
      return FALSE;
    }
  if (text == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  root = rh_store_put (self, folder, g_strdup (""), g_strdup (RH_STORE_COLLECTION_FILE));
  root->info = info;
  read_environments (self);
  sort_environments (self, text);
  rh_store_read_collection_text (self, root, text); /* the rest opens all the same */
  read_items (self, folder, "", 0);
  return TRUE;
}
