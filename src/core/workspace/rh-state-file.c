/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads and writes the files of a user's decisions. A file that was not understood may be repaired
 * by its owner, or be read by the version that wrote it: it is left alone. */
#define G_LOG_DOMAIN "rh-state-file"

#include "config.h"

#include "workspace/rh-state-file.h"

#include "collection/rh-json.h"

struct _RhStateFile
{
  /* owned */
  GFile *file;
  GHashTable *entries; /* key → entry; NULL before it was read */
  GError *problem;

  /* borrowed */
  const RhStateFormat *format;
};

G_DEFINE_QUARK (rh_state_file_error, rh_state_file_error)

static GHashTable *
new_table (const RhStateFormat *format)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free, format->free);
}

/* Reading */

static gboolean
check_version (RhStateFile *self, JsonObject *root, GError **error)
{
  gint64 version;

  if (!rh_json_get_int (root, "version", self->format->version, &version, error))
    return FALSE;

  if (version <= self->format->version)
    return TRUE;

  g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_VERSION,
                       "written by a newer version");
  return FALSE;
}

static GHashTable *
read_entries (RhStateFile *self, JsonObject *root, GError **error)
{
  const RhStateFormat *format = self->format;
  g_autoptr (GHashTable) table = new_table (format);
  JsonObject *entries;
  JsonObjectIter iter;
  const char *key;

  if (!check_version (self, root, error)
      || !rh_json_get_object (root, format->member, &entries, error))
    return NULL;
  if (entries == NULL)
    return g_steal_pointer (&table);

  json_object_iter_init_ordered (&iter, entries);
  while (json_object_iter_next_ordered (&iter, &key, NULL))
    {
      gpointer entry = format->read (entries, key, error);

      if (entry == NULL)
        return NULL;
      g_hash_table_insert (table, g_strdup (key), entry);
    }

  return g_steal_pointer (&table);
}

static GHashTable *
read_file (RhStateFile *self, GError **error)
{
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) root = NULL;
  gsize length;

  text = rh_json_read_file (self->file, &length, error);
  if (text == NULL)
    return NULL;

  root = rh_json_parse (text, (gssize) length, error);
  return root == NULL ? NULL : read_entries (self, root, error);
}

static void
keep_problem (RhStateFile *self, const GError *error)
{
  gboolean newer = g_error_matches (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_VERSION);

  self->problem = g_error_new (RH_STATE_FILE_ERROR,
                               newer ? RH_STATE_FILE_ERROR_NEWER : RH_STATE_FILE_ERROR_BROKEN,
                               "%s: %s", g_file_peek_path (self->file), error->message);
  g_warning ("%s", self->problem->message);
}

GHashTable *
rh_state_file_get_entries (RhStateFile *self)
{
  g_autoptr (GError) error = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  if (self->entries != NULL)
    return self->entries;

  self->entries = read_file (self, &error);
  if (self->entries == NULL)
    {
      self->entries = new_table (self->format);
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        keep_problem (self, error);
    }

  return self->entries;
}

const GError *
rh_state_file_get_problem (RhStateFile *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  rh_state_file_get_entries (self);
  return self->problem;
}

void
rh_state_file_read_again (RhStateFile *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->entries, g_hash_table_unref);
  g_clear_error (&self->problem);
}

/* Writing */

static int
compare_keys (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
build_entries (RhStateFile *self, JsonBuilder *builder)
{
  GHashTable *entries = rh_state_file_get_entries (self);
  g_autoptr (GPtrArray) keys = g_hash_table_get_keys_as_ptr_array (entries);

  g_ptr_array_sort (keys, compare_keys);
  json_builder_begin_object (builder);
  for (guint i = 0; i < keys->len; i++)
    {
      json_builder_set_member_name (builder, keys->pdata[i]);
      self->format->write (builder, g_hash_table_lookup (entries, keys->pdata[i]));
    }
  json_builder_end_object (builder);
}

gboolean
rh_state_file_write (RhStateFile *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (rh_state_file_get_problem (self) != NULL)
    {
      g_hash_table_remove_all (self->entries);
      g_propagate_error (error, g_error_copy (self->problem));
      return FALSE;
    }

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, self->format->version);
  json_builder_set_member_name (builder, self->format->member);
  build_entries (self, builder);
  json_builder_end_object (builder);

  text = rh_json_print (builder);
  if (rh_json_write_file (self->file, text, error))
    return TRUE;

  rh_state_file_read_again (self);
  return FALSE;
}

RhStateFile *
rh_state_file_new (GFile *file, const RhStateFormat *format)
{
  RhStateFile *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);
  g_return_val_if_fail (format != NULL, NULL);

  self = g_new0 (RhStateFile, 1);
  self->file = g_object_ref (file);
  self->format = format;
  return self;
}

void
rh_state_file_free (RhStateFile *self)
{
  rh_state_file_read_again (self);
  g_object_unref (self->file);
  g_free (self);
}
