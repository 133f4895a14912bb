/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the store knows of its folder, and its door: what to write by itself and when, saving one
 * request, conflicts. */
#define G_LOG_DOMAIN "rh-collection-store"

#include "config.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-folder-disk.h"
#include "collection/rh-opencollection.h"

#include <math.h>
#include <string.h>

#define FLUSH_DELAY_MS 500
#define REFRESH_DELAY_MS 150

enum
{
  PROP_CLASH = 1,
  PROP_PROBLEMS,
  N_PROPS,
};

enum
{
  RELAID,
  UNSAVED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_QUARK (rh_collection_store_error, rh_collection_store_error)

G_DEFINE_FINAL_TYPE (RhCollectionStore, rh_collection_store, G_TYPE_OBJECT)

/* Entries */

static void
entry_free (RhStoreEntry *entry)
{
  g_object_unref (entry->object);
  g_free (entry->path);
  g_free (entry->file);
  g_free (entry->name);
  g_free (entry);
}

RhStoreEntry *
rh_store_get (RhCollectionStore *self, gpointer object)
{
  return g_hash_table_lookup (self->entries, object);
}

RhStoreEntry *
rh_store_get_file (RhCollectionStore *self, const char *file)
{
  return g_hash_table_lookup (self->files, file);
}

RhStoreEntry *
rh_store_put (RhCollectionStore *self, gpointer object, char *path, char *file)
{
  RhStoreEntry *entry = g_new0 (RhStoreEntry, 1);

  rh_store_forget (self, object);
  entry->object = g_object_ref (object);
  entry->path = path;
  entry->file = file;
  entry->name = g_strdup ("");
  entry->seq = NAN;
  entry->info.size = -1;
  g_hash_table_insert (self->entries, object, entry);
  g_hash_table_insert (self->files, entry->file, entry);
  return entry;
}

void
rh_store_forget (RhCollectionStore *self, gpointer object)
{
  RhStoreEntry *entry = rh_store_get (self, object);

  if (entry == NULL)
    return;

  if (rh_store_get_file (self, entry->file) == entry)
    g_hash_table_remove (self->files, entry->file);
  g_hash_table_remove (self->dirty, object);
  g_hash_table_remove (self->entries, object);
}

static void
rename_entry (RhCollectionStore *self, RhStoreEntry *entry, char *path, char *file)
{
  if (rh_store_get_file (self, entry->file) == entry)
    g_hash_table_remove (self->files, entry->file);
  g_free (entry->path);
  g_free (entry->file);
  entry->path = path;
  entry->file = file;
  g_hash_table_insert (self->files, entry->file, entry);
  if (RH_IS_REQUEST_ITEM (entry->object)
      && !rh_request_item_is_loaded (RH_REQUEST_ITEM (entry->object)))
    rh_store_set_loader (self, entry);
}

/* What is below a folder goes with it. */
void
rh_store_rename (RhCollectionStore *self, RhStoreEntry *entry, char *path, char *file)
{
  g_autofree char *prefix = g_strconcat (entry->path, "/", NULL);
  g_autoptr (GPtrArray) entries = g_hash_table_get_values_as_ptr_array (self->entries);

  for (guint i = 0; RH_IS_FOLDER (entry->object) && i < entries->len; i++)
    {
      RhStoreEntry *below = g_ptr_array_index (entries, i);

      if (below != entry && g_str_has_prefix (below->path, prefix))
        rename_entry (self, below, g_strconcat (path, below->path + strlen (prefix) - 1, NULL),
                      g_strconcat (path, below->file + strlen (prefix) - 1, NULL));
    }

  rename_entry (self, entry, path, file);
}

gboolean
rh_store_is_same_file (const RhDiskInfo *a, const RhDiskInfo *b)
{
  return a->size == b->size && a->mtime == b->mtime && a->inode == b->inode;
}

void
rh_store_set_conflict (RhRequestItem *item, gboolean conflict)
{
  g_object_set (item, "conflict", conflict, NULL);
}

/* Problems */

/* The disk's errors begin with the file, which the sentence has anyway. */
static const char *
skip_file (const char *problem, const char *file)
{
  g_autofree char *display = g_filename_display_name (file);
  gsize length = strlen (display);

  if (problem != NULL && strncmp (problem, display, length) == 0
      && g_str_has_prefix (problem + length, ": "))
    return problem + length + 2;

  return problem;
}

void
rh_store_set_problem (RhCollectionStore *self, const char *file, const char *problem)
{
  const char *old = g_hash_table_lookup (self->problems, file);

  problem = skip_file (problem, file);
  if (g_strcmp0 (old, problem) == 0)
    return;

  if (problem == NULL)
    g_hash_table_remove (self->problems, file);
  else
    g_hash_table_insert (self->problems, g_strdup (file), g_strdup (problem));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEMS]);
}

static int
compare_sentences (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static GStrv
dup_problems (RhCollectionStore *self)
{
  g_autoptr (GPtrArray) sentences = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  gpointer file;
  gpointer problem;

  g_hash_table_iter_init (&iter, self->problems);
  while (g_hash_table_iter_next (&iter, &file, &problem))
    {
      g_autofree char *display = g_filename_display_name (file);

      g_ptr_array_add (sentences, g_strdup_printf ("%s: %s", display, (char *) problem));
    }

  g_ptr_array_sort (sentences, compare_sentences);
  for (guint i = 0; i < sentences->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (sentences, i));

  return g_strv_builder_end (builder);
}

void
rh_store_notify_clash (RhCollectionStore *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CLASH]);
}

/* Changes that are written by themselves */

static gboolean
write_down (RhCollectionStore *self, GError **error)
{
  gboolean done;

  g_clear_handle_id (&self->flush_timer, g_source_remove);
  if (rh_store_get (self, rh_collection_get_root (self->collection)) == NULL)
    return TRUE; /* neither opened nor made */

  self->quiet++;
  done = rh_store_write_all (self, error);
  self->quiet--;
  return done;
}

static gboolean
take_over (RhCollectionStore *self, GError **error)
{
  gboolean done;

  self->quiet++;
  done = rh_store_take_over (self, error);
  self->quiet--;
  return done;
}

/* (transfer full) */
static GError *
take_clash (RhCollectionStore *self)
{
  g_autofree char *clash = g_steal_pointer (&self->clash);

  return clash == NULL ? NULL
                       : g_error_new_literal (RH_COLLECTION_STORE_ERROR,
                                              RH_COLLECTION_STORE_ERROR_CONFLICT, clash);
}

/* What others did may be in the way of what is to be written: it is tried once more when that is
 * taken over. Where the two clash theirs stays, which is told, as is, if @tell, what cannot be
 * written even then. */
static gboolean
write_and_take_over (RhCollectionStore *self, gboolean tell, GError **error)
{
  g_autoptr (GError) refused = NULL;
  g_autoptr (GError) clash = NULL;
  gboolean done;

  /* our own changes first, so that none is taken for theirs */
  if (write_down (self, &refused))
    return take_over (self, error);

  done = take_over (self, error);
  clash = take_clash (self);
  if (!g_error_matches (refused, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT))
    g_clear_error (&refused);
  write_down (self, refused == NULL && clash == NULL ? &refused : NULL);
  if (clash != NULL || (tell && refused != NULL))
    g_signal_emit (self, signals[UNSAVED], 0, clash != NULL ? clash : refused);

  return done;
}

static gboolean
flush_cb (gpointer user_data)
{
  RhCollectionStore *self = user_data;

  self->flush_timer = 0;
  if (!write_down (self, NULL))
    write_and_take_over (self, TRUE, NULL);

  return G_SOURCE_REMOVE;
}

static void
changed_cb (RhCollectionStore *self)
{
  if (self->quiet == 0 && self->flush_timer == 0)
    self->flush_timer = g_timeout_add (FLUSH_DELAY_MS, flush_cb, self);
}

static void
own_changed_cb (RhCollectionStore *self, GObject *object)
{
  if (self->quiet == 0)
    g_hash_table_add (self->dirty, g_object_ref (object));
}

static void
collection_changed_cb (RhCollectionStore *self)
{
  own_changed_cb (self, G_OBJECT (rh_collection_get_root (self->collection)));
}

/* An environment's extra settings stand in the collection's file. */
static void
environment_changed_cb (RhCollectionStore *self, GObject *environment)
{
  own_changed_cb (self, environment);
  collection_changed_cb (self);
}

void
rh_store_watch_object (RhCollectionStore *self, gpointer object)
{
  gboolean is_folder = RH_IS_FOLDER (object);
  GCallback callback
      = is_folder ? G_CALLBACK (own_changed_cb) : G_CALLBACK (environment_changed_cb);

  if (g_signal_handler_find (object, G_SIGNAL_MATCH_FUNC | G_SIGNAL_MATCH_DATA, 0, 0, NULL,
                             callback, self)
      == 0)
    g_signal_connect_object (object, is_folder ? "own-changed" : "changed", callback, self,
                             G_CONNECT_SWAPPED);
}

/* Changes that others make */

static gboolean
refresh_cb (gpointer user_data)
{
  RhCollectionStore *self = user_data;
  g_autoptr (GError) error = NULL;

  self->refresh_timer = 0;
  if (!rh_collection_store_refresh (self, &error))
    g_debug ("Not looked at: %s", error->message);

  return G_SOURCE_REMOVE;
}

static void
monitor_cb (RhCollectionStore *self)
{
  if (self->refresh_timer == 0)
    self->refresh_timer = g_timeout_add (REFRESH_DELAY_MS, refresh_cb, self);
}

void
rh_store_monitor (RhCollectionStore *self, const char *path)
{
  g_autoptr (GFile) folder = NULL;
  GFileMonitor *monitor;

  if (self->monitors == NULL || g_hash_table_contains (self->monitors, path)
      || !RH_IS_FOLDER_DISK (self->disk))
    return;

  folder = g_file_resolve_relative_path (rh_folder_disk_get_folder (RH_FOLDER_DISK (self->disk)),
                                         path);
  monitor = g_file_monitor_directory (folder, G_FILE_MONITOR_WATCH_MOVES, NULL, NULL);
  if (monitor == NULL)
    return;

  g_signal_connect_object (monitor, "changed", G_CALLBACK (monitor_cb), self, G_CONNECT_SWAPPED);
  g_hash_table_insert (self->monitors, g_strdup (path), monitor);
}

/* Object */

static void
rh_collection_store_dispose (GObject *object)
{
  RhCollectionStore *self = RH_COLLECTION_STORE (object);

  g_clear_handle_id (&self->flush_timer, g_source_remove);
  g_clear_handle_id (&self->refresh_timer, g_source_remove);
  g_clear_pointer (&self->monitors, g_hash_table_unref);

  G_OBJECT_CLASS (rh_collection_store_parent_class)->dispose (object);
}

static void
rh_collection_store_finalize (GObject *object)
{
  RhCollectionStore *self = RH_COLLECTION_STORE (object);

  g_hash_table_unref (self->files);
  g_hash_table_unref (self->dirty);
  g_hash_table_unref (self->entries);
  g_hash_table_unref (self->problems);
  g_ptr_array_unref (self->clashes);
  g_clear_object (&self->disk);
  g_clear_object (&self->collection);
  g_free (self->clash);

  G_OBJECT_CLASS (rh_collection_store_parent_class)->finalize (object);
}

static void
rh_collection_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhCollectionStore *self = RH_COLLECTION_STORE (object);

  switch (prop_id)
    {
    case PROP_CLASH:
      g_value_set_object (value, rh_collection_store_get_clash (self));
      break;
    case PROP_PROBLEMS:
      g_value_take_boxed (value, dup_problems (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_collection_store_class_init (RhCollectionStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_collection_store_dispose;
  object_class->finalize = rh_collection_store_finalize;
  object_class->get_property = rh_collection_store_get_property;

  properties[PROP_CLASH] = g_param_spec_object ("clash", NULL, NULL, G_TYPE_OBJECT,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_PROBLEMS] = g_param_spec_boxed ("problems", NULL, NULL, G_TYPE_STRV,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RELAID] = g_signal_new ("relaid", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[UNSAVED] = g_signal_new ("unsaved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
rh_collection_store_init (RhCollectionStore *self)
{
  self->entries = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) entry_free);
  self->files = g_hash_table_new (g_str_hash, g_str_equal);
  self->dirty = g_hash_table_new_full (NULL, NULL, g_object_unref, NULL);
  self->problems = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->clashes = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_store_clash_free);
}

RhCollectionStore *
rh_collection_store_new (RhCollection *collection, RhDisk *disk)
{
  RhCollectionStore *self;

  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (RH_IS_DISK (disk), NULL);

  self = g_object_new (RH_TYPE_COLLECTION_STORE, NULL);
  self->collection = g_object_ref (collection);
  self->disk = g_object_ref (disk);
  g_signal_connect_object (collection, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (collection, "notify::name", G_CALLBACK (collection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_collection_get_oauth (collection), "changed",
                           G_CALLBACK (collection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_collection_get_registration (collection), "changed",
                           G_CALLBACK (collection_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_collection_get_environments (collection), "items-changed",
                           G_CALLBACK (collection_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

RhCollection *
rh_collection_store_get_collection (RhCollectionStore *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), NULL);

  return self->collection;
}

RhDisk *
rh_collection_store_get_disk (RhCollectionStore *self)
{
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), NULL);

  return self->disk;
}

gboolean
rh_collection_store_open (RhCollectionStore *self, GError **error)
{
  gboolean done;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);

  self->quiet++;
  done = rh_store_read_all (self, error);
  self->quiet--;
  return done;
}

/* All of it is new to the disk. */
static gboolean
write_anew (RhCollectionStore *self, GError **error)
{
  RhFolder *root = rh_collection_get_root (self->collection);
  RhDiskInfo info;

  if (rh_disk_stat (self->disk, RH_STORE_COLLECTION_FILE, &info, NULL))
    {
      g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_NOT_EMPTY,
                           RH_STORE_COLLECTION_FILE);
      return FALSE;
    }

  rh_store_put (self, root, g_strdup (""), g_strdup (RH_STORE_COLLECTION_FILE));
  g_hash_table_add (self->dirty, g_object_ref (root));
  rh_store_watch_object (self, root);
  return rh_collection_store_flush (self, error);
}

gboolean
rh_collection_store_create (RhCollectionStore *self, GError **error)
{
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);

  return write_anew (self, error);
}

static void
read_everything (RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        read_everything (RH_FOLDER (item));
      else
        rh_request_item_load (RH_REQUEST_ITEM (item));
    }
}

/* Takes over what @other knows; nothing is left there. */
static void
adopt (RhCollectionStore *self, RhCollectionStore *other)
{
  GHashTableIter iter;
  gpointer object;
  gpointer entry;

  g_hash_table_iter_init (&iter, other->entries);
  while (g_hash_table_iter_next (&iter, &object, &entry))
    {
      g_hash_table_insert (self->entries, object, entry);
      g_hash_table_insert (self->files, ((RhStoreEntry *) entry)->file, entry);
      if (!RH_IS_REQUEST_ITEM (object))
        rh_store_watch_object (self, object);
    }

  g_hash_table_remove_all (other->files);
  g_hash_table_steal_all (other->entries);
}

gboolean
rh_collection_store_move (RhCollectionStore *self, RhDisk *disk, GError **error)
{
  g_autoptr (RhCollectionStore) there = NULL;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);
  g_return_val_if_fail (RH_IS_DISK (disk), FALSE);

  read_everything (rh_collection_get_root (self->collection));
  there = rh_collection_store_new (self->collection, disk);
  if (!write_anew (there, error))
    return FALSE;

  /* what it knows is right for us too, from now on */
  g_set_object (&self->disk, disk);
  g_clear_handle_id (&self->flush_timer, g_source_remove);
  g_hash_table_remove_all (self->files);
  g_hash_table_remove_all (self->dirty);
  g_hash_table_remove_all (self->entries);
  g_hash_table_remove_all (self->problems);
  self->quiet++;
  adopt (self, there);
  self->quiet--;
  if (self->monitors != NULL)
    {
      g_clear_pointer (&self->monitors, g_hash_table_unref);
      rh_collection_store_watch (self);
    }

  return TRUE;
}

gboolean
rh_collection_store_flush (RhCollectionStore *self, GError **error)
{
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);

  return write_down (self, error) && rh_store_check_clash (self, error);
}

/* One request */

gboolean
rh_collection_store_save (RhCollectionStore *self, RhRequestItem *item, GError **error)
{
  g_autoptr (GBytes) text = NULL;
  g_autoptr (GError) local_error = NULL;
  RhStoreEntry *entry;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), FALSE);

  if (!write_down (self, &local_error) && rh_store_get (self, item) == NULL)
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }
  if (local_error != NULL)
    changed_cb (self); /* it is something else, and told soon */

  entry = rh_store_get (self, item);
  if (entry == NULL)
    {
      rh_disk_set_error_literal (error, RH_DISK_ERROR_NOT_FOUND, rh_request_item_get_name (item),
                                 "is in the collection no more");
      return FALSE;
    }
  if (!rh_request_item_is_edited (item))
    return TRUE;

  g_clear_error (&local_error);
  text = rh_opencollection_write_request (item, entry->seq, error);
  if (text == NULL)
    return FALSE;
  if (!rh_store_write_text (self, entry, text, &local_error))
    {
      if (g_error_matches (local_error, RH_COLLECTION_STORE_ERROR,
                           RH_COLLECTION_STORE_ERROR_CONFLICT))
        rh_store_set_conflict (item, TRUE);
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  rh_request_item_set_edited (item, FALSE);
  rh_store_set_conflict (item, FALSE);
  return TRUE;
}

/* From the file, whatever it says. */
static gboolean
read_again (RhCollectionStore *self, RhStoreEntry *entry, GError **error)
{
  RhRequestItem *item = RH_REQUEST_ITEM (entry->object);
  RhDiskInfo info;
  double seq;
  g_autoptr (GBytes) text = rh_store_read_text (self->disk, entry->file, &info, error);
  g_autoptr (RhRequestItem) found = NULL;

  if (text != NULL)
    found = rh_opencollection_read_request (text, &seq, error);
  if (found == NULL)
    return FALSE;

  if (*rh_request_item_get_name (found) == '\0')
    g_object_set (found, "name", rh_request_item_get_name (item), NULL);
  entry->info = info;
  entry->seq = seq;
  entry->broken = FALSE;
  g_set_str (&entry->name, rh_request_item_get_name (found));
  self->quiet++;
  rh_request_item_replace (item, found);
  rh_store_set_conflict (item, FALSE);
  self->quiet--;
  return TRUE;
}

gboolean
rh_collection_store_discard (RhCollectionStore *self, RhRequestItem *item, GError **error)
{
  RhStoreEntry *entry;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);

  entry = rh_store_get (self, item);
  return entry == NULL || read_again (self, entry, error);
}

/* What others did */

gboolean
rh_collection_store_refresh (RhCollectionStore *self, GError **error)
{
  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);

  return write_and_take_over (self, self->flush_timer != 0, error);
}

static void
monitor_below (RhCollectionStore *self)
{
  g_autoptr (GPtrArray) entries = g_hash_table_get_values_as_ptr_array (self->entries);

  for (guint i = 0; i < entries->len; i++)
    {
      RhStoreEntry *entry = g_ptr_array_index (entries, i);

      if (RH_IS_FOLDER (entry->object))
        rh_store_monitor (self, entry->path);
      else if (RH_IS_ENVIRONMENT (entry->object))
        rh_store_monitor (self, RH_STORE_ENVIRONMENTS);
    }
}

void
rh_collection_store_watch (RhCollectionStore *self)
{
  g_return_if_fail (RH_IS_COLLECTION_STORE (self));

  if (self->monitors != NULL)
    return;

  self->monitors = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  monitor_below (self);
}

GBytes *
rh_collection_store_dup_theirs (RhCollectionStore *self, gpointer object)
{
  RhStoreEntry *entry;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), NULL);

  entry = rh_store_get_clash_entry (self, object);
  return entry == NULL ? NULL : rh_store_read_text (self->disk, entry->file, NULL, NULL);
}

GBytes *
rh_collection_store_dup_mine (RhCollectionStore *self, gpointer object, GError **error)
{
  RhStoreEntry *entry;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), NULL);

  if (!RH_IS_REQUEST_ITEM (object))
    return rh_store_dup_clash (self, object);

  entry = rh_store_get (self, object);
  return rh_opencollection_write_request (object, entry == NULL ? NAN : entry->seq, error);
}

/* What is theirs and not ours (their checks, their comments) is kept under our edits. */
static void
keep_mine (RhCollectionStore *self, RhStoreEntry *entry)
{
  RhRequestItem *item = RH_REQUEST_ITEM (entry->object);
  RhDiskInfo info;
  double seq;
  g_autoptr (GBytes) text = rh_store_read_text (self->disk, entry->file, &info, NULL);
  g_autoptr (RhRequestItem) readable
      = text == NULL ? NULL : rh_opencollection_read_request (text, &seq, NULL);

  if (readable != NULL)
    rh_request_item_set_source (item, text);
  if (text != NULL)
    entry->info = info;
  entry->broken = FALSE; /* somebody saw what is in it, and chose */
  rh_request_item_set_problem (item, NULL);
  rh_store_set_conflict (item, FALSE);
}

gboolean
rh_collection_store_resolve (RhCollectionStore *self,
                             gpointer object,
                             gboolean mine,
                             GError **error)
{
  g_autoptr (GBytes) theirs = NULL;
  RhStoreEntry *entry;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);

  if (!RH_IS_REQUEST_ITEM (object))
    {
      changed_cb (self); /* what comes back may be no other than it is */
      return rh_store_resolve_clash (self, object, mine, error);
    }

  entry = rh_store_get (self, object);
  if (entry == NULL)
    return TRUE;
  if (mine)
    {
      keep_mine (self, entry);
      return TRUE;
    }

  theirs = rh_collection_store_dup_theirs (self, object);
  if (theirs != NULL)
    return read_again (self, entry, error);

  /* it is gone there, so it goes here */
  rh_store_forget (self, object);
  self->quiet++;
  rh_folder_remove (rh_request_item_get_parent (object), object);
  self->quiet--;
  return TRUE;
}

/* Paths and drafts */

const char *
rh_collection_store_get_path (RhCollectionStore *self, gpointer object)
{
  RhStoreEntry *entry;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), NULL);

  entry = rh_store_get (self, object);
  return entry == NULL ? NULL : entry->path;
}

RhRequestItem *
rh_collection_store_find (RhCollectionStore *self, const char *path)
{
  g_autofree char *file = NULL;
  RhStoreEntry *entry;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  entry = rh_store_get_file (self, path);
  if (entry == NULL)
    {
      file = g_strconcat (path, RH_STORE_SUFFIX, NULL);
      entry = rh_store_get_file (self, file);
    }

  return entry != NULL && RH_IS_REQUEST_ITEM (entry->object) ? RH_REQUEST_ITEM (entry->object)
                                                             : NULL;
}

gboolean
rh_collection_store_restore (RhCollectionStore *self,
                             RhRequestItem *item,
                             GBytes *draft,
                             GBytes *base,
                             GError **error)
{
  g_autoptr (RhRequestItem) typed = NULL;
  g_autofree char *name = NULL;
  g_autoptr (GBytes) theirs = NULL;
  double seq;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), FALSE);
  g_return_val_if_fail (draft != NULL, FALSE);

  typed = rh_opencollection_read_request (draft, &seq, error);
  if (typed == NULL)
    return FALSE;

  /* the name is kept as soon as it is given, so the file's is the newer one */
  theirs = rh_collection_store_dup_theirs (self, item);
  name = g_strdup (rh_request_item_get_name (item));
  g_object_set (typed, "name", name, NULL);
  self->quiet++;
  rh_request_item_replace (item, typed);
  rh_request_item_set_source (item, base);
  rh_request_item_set_edited (item, TRUE);
  rh_store_set_conflict (item, base != NULL && (theirs == NULL || !g_bytes_equal (theirs, base)));
  self->quiet--;
  return TRUE;
}
