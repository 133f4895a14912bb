/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What readers of folders have in common. */
#define G_LOG_DOMAIN "rh-import-folder"

#include "config.h"

#include "format/rh-import-folder.h"

#include "collection/rh-query.h"
#include "collection/rh-yaml-json.h"
#include "format/rh-import-private.h"
#include "text/rh-template.h"

#include <math.h>
#include <string.h>

/* Each one costs a walk through the URL. */
#define MAX_PARAMS 1000
/* How many files are read between two calls of the progress. */
#define STEP 16

/* Files */

gboolean
rh_import_folder_goes_on (RhImportFolder *self)
{
  return !self->full && !g_cancellable_is_cancelled (self->watch->cancellable);
}

void
rh_import_folder_refuse (RhImportFolder *self, const char *path, const char *what)
{
  g_autofree char *name = g_utf8_make_valid (path, -1);
  g_autofree char *text = g_strdup_printf ("%s: %s", name, what);

  rh_import_note (self->import, RH_IMPORT_NOT_READ, "", text);
}

/* Messages of the disk and of a file begin with the path. */
static void
tell_error (RhImportFolder *self, const GError *error)
{
  g_autofree char *text = g_utf8_make_valid (error->message, -1);

  rh_import_note (self->import, RH_IMPORT_NOT_READ, "", text);
}

static gboolean
is_shown (const RhDiskEntry *entry)
{
  return *entry->name != '.';
}

GPtrArray *
rh_import_folder_list (RhImportFolder *self, const char *path)
{
  GPtrArray *shown = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_disk_entry_free);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) all = rh_disk_list (self->disk, path, &error);

  if (all == NULL)
    {
      tell_error (self, error);
      return shown;
    }

  for (guint i = 0; i < all->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (all, i);

      if (is_shown (entry))
        g_ptr_array_add (shown, rh_disk_entry_new (entry->name, &entry->info));
    }

  return shown;
}

static void
count_file (RhImportFolder *self, gsize length)
{
  self->n_files++;
  self->n_bytes += length;
  if (self->n_files % STEP == 1 && self->watch->progress != NULL)
    self->watch->progress (self->n_files, 0, self->watch->user_data);
}

static void
tell_too_much (RhImportFolder *self, const char *path)
{
  g_autofree char *name = g_utf8_make_valid (path, -1);

  rh_import_note (self->import, RH_IMPORT_TOO_MUCH, "", name);
}

RhImportFile *
rh_import_folder_read (RhImportFolder *self, const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  RhImportFile *file;
  gsize length = 0;
  char *text;

  self->full = self->n_files >= RH_IMPORT_MAX_FILES || self->n_bytes > RH_IMPORT_MAX_SIZE;
  if (self->full)
    {
      tell_too_much (self, path);
      return NULL;
    }

  text = rh_disk_read (self->disk, path, RH_DISK_MAX_SIZE, &length, NULL, &error);
  if (g_error_matches (error, RH_DISK_ERROR, RH_DISK_ERROR_NOT_FOUND))
    return NULL;

  count_file (self, length);
  if (text != NULL)
    {
      bytes = g_bytes_new_take (text, length);
      file = rh_import_file_new (path, bytes, &error);
      if (file != NULL)
        {
          rh_import_reserve_references (self->import, file);
          return file;
        }
    }

  tell_error (self, error);
  return NULL;
}

gboolean
rh_import_folder_has (RhDisk *disk, const char *path, const char *name, RhDiskKind kind)
{
  g_autofree char *whole = rh_import_folder_join (path, name);
  RhDiskInfo info;

  return rh_disk_stat (disk, whole, &info, NULL) && info.kind == kind;
}

gboolean
rh_import_folder_is_deep (RhImportFolder *self, const char *path, guint depth)
{
  if (depth < RH_IMPORT_MAX_FOLDERS)
    return FALSE;

  tell_too_much (self, path);
  return TRUE;
}

char *
rh_import_folder_join (const char *path, const char *name)
{
  return *path == '\0' ? g_strdup (name) : g_strconcat (path, "/", name, NULL);
}

char *
rh_import_folder_place (const char *around, const char *name)
{
  return *around == '\0' ? g_strdup (name) : g_strconcat (around, " / ", name, NULL);
}

char *
rh_import_folder_stem (const char *name, const char *suffix)
{
  gsize length = strlen (name) - (g_str_has_suffix (name, suffix) ? strlen (suffix) : 0);

  return g_utf8_make_valid (name, (gssize) length);
}

/* Order */

static void
placed_free (RhImportPlaced *placed)
{
  g_object_unref (placed->item);
  g_free (placed);
}

GPtrArray *
rh_import_placed_new (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) placed_free);
}

void
rh_import_placed_add (GPtrArray *placed, gpointer item, double order)
{
  RhImportPlaced *one = g_new0 (RhImportPlaced, 1);

  one->item = item;
  one->order = order;
  g_ptr_array_add (placed, one);
}

static int
compare_placed (gconstpointer a, gconstpointer b)
{
  const RhImportPlaced *one = a;
  const RhImportPlaced *other = b;

  if (isnan (one->order) || isnan (other->order))
    return (isnan (one->order) ? 1 : 0) - (isnan (other->order) ? 1 : 0);

  return one->order < other->order ? -1 : one->order > other->order;
}

void
rh_import_placed_put (GPtrArray *placed, RhFolder *folder)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new ();

  /* it keeps the order of what is the same */
  g_ptr_array_sort_values (placed, compare_placed);
  for (guint i = 0; i < placed->len; i++)
    g_ptr_array_add (items, ((RhImportPlaced *) g_ptr_array_index (placed, i))->item);
  rh_folder_append_all (folder, items);
}

/* Params */

static char *
dup_segment (RhField *field)
{
  return rh_query_segment_new (rh_field_get_name (field), rh_field_get_value (field), FALSE);
}

typedef char *(*DupKey) (RhField *field);

static char *
dup_name (RhField *field)
{
  return g_strdup (rh_field_get_name (field));
}

/* Of the rows that are not taken yet the first one of that key. Each list is of positions. */
static GHashTable *
index_rows (GListModel *rows, DupKey dup_key)
{
  GHashTable *index
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_queue_free);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);
      g_autofree char *key = dup_key (row);
      GQueue *queue = g_hash_table_lookup (index, key);

      if (queue == NULL)
        g_hash_table_insert (index, g_steal_pointer (&key), queue = g_queue_new ());
      g_queue_push_tail (queue, row);
    }

  return index;
}

static RhField *
take_row (GHashTable *index, GHashTable *taken, RhField *field, DupKey dup_key)
{
  g_autofree char *key = dup_key (field);
  GQueue *queue = g_hash_table_lookup (index, key);
  RhField *row = NULL;

  while (queue != NULL && row == NULL && !g_queue_is_empty (queue))
    {
      row = g_queue_pop_head (queue);
      if (!g_hash_table_add (taken, row))
        row = NULL;
    }

  return row;
}

/* Notes of rows that are in the URL; all others are left in @others. */
static void
lay_notes (RhRequestItem *item, GListModel *rows, GPtrArray *others)
{
  GListModel *params = rh_request_item_get_params (item);
  g_autoptr (GHashTable) by_text = index_rows (params, dup_segment);
  g_autoptr (GHashTable) by_name = index_rows (params, dup_name);
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < MIN (g_list_model_get_n_items (rows), MAX_PARAMS); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      RhField *row = NULL;

      if (rh_field_is_enabled (field))
        row = take_row (by_text, taken, field, dup_segment);
      if (row == NULL && rh_field_is_enabled (field))
        row = take_row (by_name, taken, field, dup_name);
      if (row == NULL)
        g_ptr_array_add (others, g_object_ref (field));
      else if (*rh_field_get_note (field) != '\0')
        g_object_set (row, "note", rh_field_get_note (field), NULL);
    }
}

void
rh_import_overlay_params (RhImport *self, RhRequestItem *item, GListModel *rows, const char *place)
{
  g_autoptr (GPtrArray) others = g_ptr_array_new_with_free_func (g_object_unref);

  lay_notes (item, rows, others);
  for (guint i = 0; i < others->len; i++)
    {
      RhField *field = g_ptr_array_index (others, i);

      if (rh_field_is_enabled (field))
        rh_import_note (self, RH_IMPORT_UNUSED, place, rh_field_get_name (field));
      g_object_set (field, "enabled", FALSE, NULL);
      rh_request_item_add_param (item, field);
    }
  for (guint i = MAX_PARAMS; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      rh_import_note (self, RH_IMPORT_TOO_MUCH, place, rh_field_get_name (field));
    }
}

/* ":name" in the path, but not as a whole segment: "Items(':id')". NULL: it is not there. */
static const char *
find_within (const char *url, const char *segment)
{
  const char *authority = strstr (url, "://");
  const char *path = strchr (authority == NULL ? url : authority + 3, '/');
  gsize length = strlen (segment);

  for (const char *at = path; at != NULL && (at = strstr (at, segment)) != NULL; at++)
    if (!g_ascii_isalnum (at[length]) && at[length] != '_')
      return memchr (url, '?', (gsize) (at - url)) == NULL ? at : NULL;

  return NULL;
}

/* A variable of the request's fills it in just as well. */
static gboolean
make_variable (RhRequestItem *item, RhField *field, const char *segment)
{
  const char *url = rh_request_item_get_url (item);
  const char *name = rh_field_get_name (field);
  const char *at = find_within (url, segment);
  g_autofree char *changed = NULL;
  g_autoptr (RhVariable) variable = NULL;

  if (at == NULL || !rh_template_is_name (name)
      || rh_environment_lookup (rh_request_item_get_scope (item), name) != NULL)
    return FALSE;

  changed = g_strdup_printf ("%.*s{{%s}}%s", (int) (at - url), url, name, at + strlen (segment));
  variable = rh_variable_new (name, rh_field_get_value (field));
  g_object_set (variable, "note", rh_field_get_note (field), NULL);
  rh_environment_append (rh_request_item_get_scope (item), variable);
  g_object_set (item, "url", changed, NULL);
  return TRUE;
}

void
rh_import_overlay_path (RhImport *self, RhRequestItem *item, GListModel *rows, const char *place)
{
  g_autoptr (GHashTable) names = index_rows (rh_request_item_get_path_params (item), dup_name);

  rh_request_item_overlay_path_params (item, rows);
  for (guint i = 0; i < MIN (g_list_model_get_n_items (rows), MAX_PARAMS); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *segment = g_strconcat (":", rh_field_get_name (field), NULL);

      if (g_hash_table_contains (names, rh_field_get_name (field)))
        continue;
      rh_import_note (
          self, make_variable (item, field, segment) ? RH_IMPORT_URL_CHANGED : RH_IMPORT_MEMBER,
          place, segment);
    }
}

/* GraphQL */

void
rh_import_set_graphql (RhImport *self,
                       RhRequestItem *item,
                       const char *query,
                       const char *variables,
                       const char *operation,
                       const char *place)
{
  g_autoptr (RhYaml) text = rh_yaml_new_string (query);
  g_autoptr (RhYaml) name = rh_yaml_new_string (operation);
  g_autofree char *quoted = rh_yaml_to_json (text, 0);
  g_autofree char *quoted_name = rh_yaml_to_json (name, 0);
  g_autofree char *given = g_strstrip (g_strdup (variables));
  g_autoptr (GString) body = g_string_new ("{\n  \"query\": ");

  g_string_append (body, quoted);
  if (*operation != '\0')
    g_string_append_printf (body, ",\n  \"operationName\": %s", quoted_name);
  if (*given != '\0')
    g_string_append_printf (body, ",\n  \"variables\": %s", given);
  g_string_append (body, "\n}");
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", body->str, NULL);
  rh_import_note (self, RH_IMPORT_GRAPHQL_AS_JSON, place, NULL);
}
