/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which secret may go to which origin. Read when first asked and again before each change; a file
 * that cannot be read allows nothing. */
#define G_LOG_DOMAIN "rh-bindings"

#include "config.h"

#include "collection/rh-json.h"
#include "workspace/rh-bindings.h"

#define VERSION 1

struct _RhBindings
{
  GObject parent_instance;

  /* owned */
  GFile *file;
  GHashTable *origins; /* slot → GPtrArray of origin; NULL before it was read */
};

G_DEFINE_FINAL_TYPE (RhBindings, rh_bindings, G_TYPE_OBJECT)

static gboolean
read_origins (GPtrArray *origins, JsonArray *array, GError **error)
{
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *origin = rh_json_element_string (array, i, "origins", error);

      if (origin == NULL)
        return FALSE;
      g_ptr_array_add (origins, g_strdup (origin));
    }

  return TRUE;
}

static GHashTable *
new_table (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                (GDestroyNotify) g_ptr_array_unref);
}

static GHashTable *
read_file (GFile *file, GError **error)
{
  g_autoptr (GHashTable) table = new_table ();
  g_autofree char *text = NULL;
  g_autoptr (JsonObject) root = NULL;
  JsonObject *secrets;
  JsonObjectIter iter;
  const char *slot;
  gsize length;

  text = rh_json_read_file (file, &length, error);
  if (text == NULL)
    return NULL;

  root = rh_json_parse (text, (gssize) length, error);
  if (root == NULL || !rh_json_get_object (root, "secrets", &secrets, error))
    return NULL;
  if (secrets == NULL)
    return g_steal_pointer (&table);

  json_object_iter_init_ordered (&iter, secrets);
  while (json_object_iter_next_ordered (&iter, &slot, NULL))
    {
      g_autoptr (GPtrArray) origins = g_ptr_array_new_with_free_func (g_free);
      JsonArray *array;

      if (!rh_json_get_array (secrets, slot, &array, error)
          || !read_origins (origins, array, error))
        return NULL;
      g_hash_table_insert (table, g_strdup (slot), g_steal_pointer (&origins));
    }

  return g_steal_pointer (&table);
}

static GHashTable *
get_table (RhBindings *self)
{
  g_autoptr (GError) error = NULL;

  if (self->origins != NULL)
    return self->origins;

  self->origins = read_file (self->file, &error);
  if (self->origins == NULL)
    {
      if (!g_error_matches (error, G_FILE_ERROR, G_FILE_ERROR_NOENT))
        g_warning ("%s: %s", g_file_peek_path (self->file), error->message);
      self->origins = new_table ();
    }

  return self->origins;
}

/* Another process may have written since: what it allowed or forgot must not be lost. */
static void
read_again (RhBindings *self)
{
  g_clear_pointer (&self->origins, g_hash_table_unref);
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static gboolean
write_file (RhBindings *self, GError **error)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (GPtrArray) slots = g_hash_table_get_keys_as_ptr_array (get_table (self));
  g_autofree char *text = NULL;

  g_ptr_array_sort (slots, compare_slots);
  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "version");
  json_builder_add_int_value (builder, VERSION);
  json_builder_set_member_name (builder, "secrets");
  json_builder_begin_object (builder);
  for (guint i = 0; i < slots->len; i++)
    {
      const char *slot = g_ptr_array_index (slots, i);
      GPtrArray *origins = g_hash_table_lookup (get_table (self), slot);

      json_builder_set_member_name (builder, slot);
      json_builder_begin_array (builder);
      for (guint j = 0; j < origins->len; j++)
        json_builder_add_string_value (builder, g_ptr_array_index (origins, j));
      json_builder_end_array (builder);
    }
  json_builder_end_object (builder);
  json_builder_end_object (builder);

  text = rh_json_print (builder);
  return rh_json_write_file (self->file, text, error);
}

static void
rh_bindings_finalize (GObject *object)
{
  RhBindings *self = RH_BINDINGS (object);

  g_clear_pointer (&self->origins, g_hash_table_unref);
  g_clear_object (&self->file);

  G_OBJECT_CLASS (rh_bindings_parent_class)->finalize (object);
}

static void
rh_bindings_class_init (RhBindingsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_bindings_finalize;
}

static void
rh_bindings_init (RhBindings *self)
{
}

RhBindings *
rh_bindings_new (GFile *file)
{
  RhBindings *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = g_object_new (RH_TYPE_BINDINGS, NULL);
  self->file = g_object_ref (file);
  return self;
}

gboolean
rh_bindings_allows (RhBindings *self, const char *secret, const char *origin)
{
  GPtrArray *origins;

  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL && origin != NULL, FALSE);

  origins = g_hash_table_lookup (get_table (self), secret);
  return origins != NULL && g_ptr_array_find_with_equal_func (origins, origin, g_str_equal, NULL);
}

gboolean
rh_bindings_has_any (RhBindings *self, const char *secret)
{
  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL, FALSE);

  return g_hash_table_contains (get_table (self), secret);
}

gboolean
rh_bindings_allow (RhBindings *self, const char *secret, const char *origin, GError **error)
{
  GPtrArray *origins;

  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL && origin != NULL, FALSE);

  read_again (self);
  if (rh_bindings_allows (self, secret, origin))
    return TRUE;

  origins = g_hash_table_lookup (get_table (self), secret);
  if (origins == NULL)
    {
      origins = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (get_table (self), g_strdup (secret), origins);
    }

  g_ptr_array_add (origins, g_strdup (origin));
  return write_file (self, error);
}

gboolean
rh_bindings_forget (RhBindings *self, const char *secret, GError **error)
{
  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL, FALSE);

  read_again (self);
  return !g_hash_table_remove (get_table (self), secret) || write_file (self, error);
}

GStrv
rh_bindings_dup_origins (RhBindings *self, const char *secret)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *origins;

  g_return_val_if_fail (RH_IS_BINDINGS (self), NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  origins = g_hash_table_lookup (get_table (self), secret);
  for (guint i = 0; origins != NULL && i < origins->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (origins, i));

  return g_strv_builder_end (builder);
}
