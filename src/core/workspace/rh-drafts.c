/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps unsaved edits. A collection says only that something in it changed, so a moment later one
 * walk looks for what is edited; each such request is watched by itself from then on, and written
 * when it changed. */
#define G_LOG_DOMAIN "rh-drafts"

#include "config.h"

#include "workspace/rh-drafts.h"

#include "collection/rh-json.h"
#include "collection/rh-opencollection.h"
#include "text/rh-secret.h"
#include "workspace/rh-draft-file.h"

#include <math.h>
#include <string.h>

#define DELAY_MS 500
#define NAME_BYTES 12
#define SUFFIX ".json"

/* What is kept of one collection. */
typedef struct
{
  RhDrafts *owner; /* borrowed */
  RhCollection *collection;
  RhCollectionStore *store;
  GFile *folder;
  GHashTable *drafts; /* RhRequestItem → Draft */
  guint timer;
} Watch;

typedef struct
{
  Watch *watch; /* borrowed */
  RhRequestItem *item;
  GFile *file;
  char *path; /* of the request, as written */
  gboolean dirty;
  gboolean failed; /* and that was told */
} Draft;

struct _RhDrafts
{
  GObject parent_instance;

  /* owned */
  GFile *folder;
  RhCollections *open;
  GHashTable *watches; /* RhCollection → Watch */

  /* plain */
  guint n_written;
};

enum
{
  FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhDrafts, rh_drafts, G_TYPE_OBJECT)

/* One draft */

static void
draft_changed_cb (Draft *draft)
{
  draft->dirty = TRUE;
}

/* Saved, discarded, or taken from its file anew. */
static void
draft_edited_cb (Draft *draft)
{
  if (rh_request_item_is_edited (draft->item))
    return;

  g_file_delete (draft->file, NULL, NULL);
  g_hash_table_remove (draft->watch->drafts, draft->item);
}

static void
draft_free (Draft *draft)
{
  g_signal_handlers_disconnect_by_data (draft->item, draft);
  g_object_unref (draft->item);
  g_object_unref (draft->file);
  g_free (draft->path);
  g_free (draft);
}

/* Takes @file. */
static Draft *
draft_add (Watch *watch, RhRequestItem *item, GFile *file)
{
  Draft *draft = g_new0 (Draft, 1);

  draft->watch = watch;
  draft->item = g_object_ref (item);
  draft->file = file;
  g_signal_connect_swapped (item, "changed", G_CALLBACK (draft_changed_cb), draft);
  g_signal_connect_swapped (item, "notify::edited", G_CALLBACK (draft_edited_cb), draft);
  g_hash_table_insert (watch->drafts, item, draft);
  return draft;
}

static GFile *
new_file (Watch *watch)
{
  g_autofree char *token = rh_random_token (NAME_BYTES);
  g_autofree char *name = g_strconcat (token, SUFFIX, NULL);

  return g_file_get_child (watch->folder, name);
}

static const char *
path_of (Watch *watch, gpointer object)
{
  const char *path = object == NULL ? NULL : rh_collection_store_get_path (watch->store, object);

  return path == NULL ? "" : path;
}

static gboolean
write_text (Draft *draft, GBytes *text, GError **error)
{
  Watch *watch = draft->watch;
  const RhDraftFile content = {
    .path = draft->path,
    .folder = (char *) path_of (watch, rh_request_item_get_parent (draft->item)),
    .name = (char *) rh_request_item_get_name (draft->item),
    .text = text,
    .base = *draft->path == '\0' ? NULL : rh_request_item_get_source (draft->item),
  };

  return rh_draft_file_write (&content, draft->file, error);
}

static gboolean
draft_write (Draft *draft, GError **first)
{
  Watch *watch = draft->watch;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = NULL;

  g_set_str (&draft->path, path_of (watch, draft->item));
  text = rh_collection_store_dup_mine (watch->store, draft->item, &error);
  if (text != NULL && write_text (draft, text, &error))
    {
      draft->dirty = FALSE;
      draft->failed = FALSE;
      watch->owner->n_written++;
      return TRUE;
    }

  if (!draft->failed)
    {
      draft->failed = TRUE;
      g_warning ("A draft of “%s” could not be kept: %s", rh_request_item_get_name (draft->item),
                 error->message);
      g_signal_emit (watch->owner, signals[FAILED], 0, watch->collection, error);
    }
  g_propagate_error (first, g_steal_pointer (&error));
  return FALSE;
}

/* All of a collection */

static void
see_edited (Watch *watch, RhFolder *folder, GHashTable *seen)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        see_edited (watch, RH_FOLDER (item), seen);
      else if (rh_request_item_is_edited (RH_REQUEST_ITEM (item)))
        g_hash_table_add (seen, item);
    }
}

static void
add_fresh (Watch *watch, GHashTable *seen)
{
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, seen);
  while (g_hash_table_iter_next (&iter, &item, NULL))
    if (!g_hash_table_contains (watch->drafts, item))
      draft_add (watch, item, new_file (watch))->dirty = TRUE;
}

/* @error is the first one. */
static gboolean
watch_write (Watch *watch, GError **error)
{
  gboolean kept = TRUE;
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer item;
  gpointer value;

  g_clear_handle_id (&watch->timer, g_source_remove);
  see_edited (watch, rh_collection_get_root (watch->collection), seen);
  add_fresh (watch, seen);

  g_hash_table_iter_init (&iter, watch->drafts);
  while (g_hash_table_iter_next (&iter, &item, &value))
    {
      Draft *draft = value;

      if (!g_hash_table_contains (seen, item)) /* deleted */
        {
          g_file_delete (draft->file, NULL, NULL);
          g_hash_table_iter_remove (&iter);
        }
      else if (draft->dirty || !g_str_equal (draft->path, path_of (watch, item)))
        kept &= draft_write (draft, kept ? error : NULL);
    }

  return kept;
}

static gboolean
write_cb (gpointer user_data)
{
  Watch *watch = user_data;

  watch->timer = 0;
  watch_write (watch, NULL);
  return G_SOURCE_REMOVE;
}

/* Not on each key. After the store's own writing, so that a new request has its file by then, and
 * after whatever is to be drawn. */
static void
collection_changed_cb (Watch *watch)
{
  if (watch->timer == 0)
    watch->timer = g_timeout_add_full (G_PRIORITY_DEFAULT_IDLE, DELAY_MS, write_cb, watch, NULL);
}

static void
watch_free (Watch *watch)
{
  g_clear_handle_id (&watch->timer, g_source_remove);
  g_signal_handlers_disconnect_by_data (watch->collection, watch);
  g_hash_table_unref (watch->drafts);
  g_object_unref (watch->store);
  g_object_unref (watch->collection);
  g_object_unref (watch->folder);
  g_free (watch);
}

/* Putting back */

static RhFolder *
find_folder (Watch *watch, RhFolder *folder, const char *path)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);

  if (g_str_equal (path_of (watch, folder), path))
    return folder;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      RhFolder *found = RH_IS_FOLDER (item) ? find_folder (watch, RH_FOLDER (item), path) : NULL;

      if (found != NULL)
        return found; /* the collection keeps it */
    }

  return NULL;
}

/* The nearest one that is still there. */
static RhFolder *
folder_of (Watch *watch, const RhDraftFile *content)
{
  RhFolder *root = rh_collection_get_root (watch->collection);
  g_autofree char *path = g_strdup (content->folder);

  while (*path != '\0' && !g_str_equal (path, "."))
    {
      RhFolder *found = find_folder (watch, root, path);
      char *parent;

      if (found != NULL)
        return found;
      parent = g_path_get_dirname (path);
      if (g_str_equal (parent, path))
        g_set_str (&parent, "");
      g_free (path);
      path = parent;
    }

  return root;
}

/* The program ended after the file was made and before the draft was let go. */
static gboolean
is_in_file (const RhDraftFile *content, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);
  guint n = g_list_model_get_n_items (items);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autoptr (GBytes) text = NULL;

      if (!RH_IS_REQUEST_ITEM (item)
          || !g_str_equal (rh_request_item_get_name (RH_REQUEST_ITEM (item)), content->name)
          || !rh_request_item_load (RH_REQUEST_ITEM (item)))
        continue;

      text = rh_opencollection_write_request (RH_REQUEST_ITEM (item), NAN, NULL);
      if (text != NULL && g_bytes_equal (text, content->text))
        return TRUE;
    }

  return FALSE;
}

/* Its file is gone, or it never had one: a new request. The draft stays until that has a file. */
static gboolean
restore_new (Watch *watch, const RhDraftFile *content, GFile *file, GError **error)
{
  RhFolder *folder = folder_of (watch, content);
  g_autoptr (RhRequestItem) item = NULL;
  double seq;

  if (*content->path == '\0' && is_in_file (content, folder))
    {
      g_file_delete (file, NULL, NULL);
      return TRUE;
    }

  item = rh_opencollection_read_request (content->text, &seq, error);
  if (item == NULL)
    return FALSE;

  if (*content->name != '\0')
    g_object_set (item, "name", content->name, NULL);
  rh_request_item_set_edited (item, TRUE);
  draft_add (watch, item, g_object_ref (file))->path = g_strdup ("");
  rh_folder_append (folder, G_OBJECT (item));
  return TRUE;
}

static gboolean
restore_edits (Watch *watch,
               RhRequestItem *item,
               const RhDraftFile *content,
               GFile *file,
               GError **error)
{
  g_autoptr (GBytes) theirs = rh_collection_store_dup_theirs (watch->store, item);

  /* it was saved, and the program ended before the draft was let go */
  if (theirs != NULL && g_bytes_equal (theirs, content->text))
    {
      g_file_delete (file, NULL, NULL);
      return TRUE;
    }
  if (!rh_collection_store_restore (watch->store, item, content->text, content->base, error))
    return FALSE;

  draft_add (watch, item, g_object_ref (file))->path = g_strdup (content->path);
  return TRUE;
}

static gboolean
restore_file (Watch *watch, GFile *file, GError **error)
{
  g_autoptr (RhDraftFile) content = rh_draft_file_read (file, error);
  RhRequestItem *item;

  if (content == NULL)
    return FALSE;

  item = *content->path == '\0' ? NULL : rh_collection_store_find (watch->store, content->path);
  if (item == NULL || g_hash_table_contains (watch->drafts, item))
    return restore_new (watch, content, file, error);

  return restore_edits (watch, item, content, file, error);
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* What was being written when a program ended: "….json." and six letters. */
static void
remove_torn (GFile *folder, const char *name)
{
  const char *end = g_strrstr (name, SUFFIX ".");
  g_autoptr (GFile) file = NULL;

  if (end == NULL || strlen (end) != strlen (SUFFIX ".XXXXXX"))
    return;

  file = g_file_get_child (folder, name);
  g_file_delete (file, NULL, NULL);
}

/* In an order that does not depend on the disk. */
static GPtrArray *
list_files (GFile *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (g_file_peek_path (folder), 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_suffix (name, SUFFIX))
      g_ptr_array_add (names, g_strdup (name));
    else
      remove_torn (folder, name);

  g_ptr_array_sort (names, compare_names);
  return names;
}

/* What is open */

/* Keeps what is edited now, and looks after the collection no longer. */
static void
unwatch (RhDrafts *self, RhCollection *collection)
{
  watch_write (g_hash_table_lookup (self->watches, collection), NULL);
  g_hash_table_remove (self->watches, collection);
}

static void
open_changed_cb (RhDrafts *self, guint position, guint removed, guint added, GListModel *list)
{
  g_autoptr (GPtrArray) watched = g_hash_table_get_keys_as_ptr_array (self->watches);

  for (guint i = 0; removed > 0 && i < watched->len; i++)
    if (!g_list_store_find (G_LIST_STORE (list), g_ptr_array_index (watched, i), NULL))
      unwatch (self, g_ptr_array_index (watched, i));

  for (guint i = position; i < position + added; i++)
    {
      g_autoptr (RhCollection) collection = g_list_model_get_item (list, i);
      RhCollectionStore *store = rh_collections_get_store (self->open, collection);

      if (store == NULL)
        continue;
      rh_drafts_watch (self, collection, store);
      rh_drafts_restore (self, collection);
    }
}

/* Object */

static void
rh_drafts_finalize (GObject *object)
{
  RhDrafts *self = RH_DRAFTS (object);

  g_hash_table_unref (self->watches);
  g_clear_object (&self->open);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (rh_drafts_parent_class)->finalize (object);
}

static void
rh_drafts_class_init (RhDraftsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_drafts_finalize;

  signals[FAILED] = g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                  NULL, NULL, G_TYPE_NONE, 2, RH_TYPE_COLLECTION, G_TYPE_ERROR);
}

static void
rh_drafts_init (RhDrafts *self)
{
  self->watches = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) watch_free);
}

RhDrafts *
rh_drafts_new (GFile *state_dir)
{
  RhDrafts *self;

  g_return_val_if_fail (G_IS_FILE (state_dir), NULL);

  self = g_object_new (RH_TYPE_DRAFTS, NULL);
  self->folder = g_file_get_child (state_dir, "drafts");
  return self;
}

void
rh_drafts_watch (RhDrafts *self, RhCollection *collection, RhCollectionStore *store)
{
  g_autofree char *name = NULL;
  Watch *watch;

  g_return_if_fail (RH_IS_DRAFTS (self));
  g_return_if_fail (RH_IS_COLLECTION (collection));
  g_return_if_fail (RH_IS_COLLECTION_STORE (store));

  if (g_hash_table_contains (self->watches, collection))
    return;

  /* an id that was not made here could lead out of our folder */
  name = g_strdup (rh_collection_get_id (collection));
  g_strcanon (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_", '_');
  watch = g_new0 (Watch, 1);
  watch->owner = self;
  watch->collection = g_object_ref (collection);
  watch->store = g_object_ref (store);
  watch->folder = g_file_get_child (self->folder, name);
  watch->drafts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) draft_free);
  g_hash_table_insert (self->watches, collection, watch);
  g_signal_connect_swapped (collection, "changed", G_CALLBACK (collection_changed_cb), watch);
}

guint
rh_drafts_restore (RhDrafts *self, RhCollection *collection)
{
  g_autoptr (GPtrArray) names = NULL;
  Watch *watch;
  guint n = 0;

  g_return_val_if_fail (RH_IS_DRAFTS (self), 0);

  watch = g_hash_table_lookup (self->watches, collection);
  g_return_val_if_fail (watch != NULL, 0);

  names = list_files (watch->folder);
  for (guint i = 0; i < names->len; i++)
    {
      const char *name = g_ptr_array_index (names, i);
      g_autoptr (GFile) file = g_file_get_child (watch->folder, name);
      g_autoptr (GError) error = NULL;

      if (restore_file (watch, file, &error))
        n++;
      else
        g_warning ("The draft %s is kept and cannot be read: %s", name, error->message);
    }

  return n;
}

gboolean
rh_drafts_flush (RhDrafts *self, GError **error)
{
  GHashTableIter iter;
  gpointer watch;
  gboolean kept = TRUE;

  g_return_val_if_fail (RH_IS_DRAFTS (self), FALSE);

  g_hash_table_iter_init (&iter, self->watches);
  while (g_hash_table_iter_next (&iter, NULL, &watch))
    kept &= watch_write (watch, kept ? error : NULL);

  return kept;
}

void
rh_drafts_follow (RhDrafts *self, RhCollections *collections)
{
  GListModel *list;

  g_return_if_fail (RH_IS_DRAFTS (self));
  g_return_if_fail (RH_IS_COLLECTIONS (collections));
  g_return_if_fail (self->open == NULL);

  self->open = g_object_ref (collections);
  list = rh_collections_get_list (collections);
  g_signal_connect_object (list, "items-changed", G_CALLBACK (open_changed_cb), self,
                           G_CONNECT_SWAPPED);
  open_changed_cb (self, 0, 0, g_list_model_get_n_items (list), list);
}

guint
rh_drafts_get_n_written (RhDrafts *self)
{
  g_return_val_if_fail (RH_IS_DRAFTS (self), 0);

  return self->n_written;
}
