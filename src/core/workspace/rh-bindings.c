/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which secret may go to which origin. Read when first asked and again before each change; a file
 * that cannot be read allows nothing, and is not written over. */
#define G_LOG_DOMAIN "rh-bindings"

#include "config.h"

#include "workspace/rh-bindings.h"

#include "collection/rh-json.h"
#include "workspace/rh-state-file.h"

struct _RhBindings
{
  GObject parent_instance;

  /* owned */
  RhStateFile *state; /* slot → GPtrArray of origin */
};

G_DEFINE_FINAL_TYPE (RhBindings, rh_bindings, G_TYPE_OBJECT)

static gpointer
read_origins (JsonObject *secrets, const char *slot, GError **error)
{
  g_autoptr (GPtrArray) origins = g_ptr_array_new_with_free_func (g_free);
  JsonArray *array;

  if (!rh_json_get_array (secrets, slot, &array, error))
    return NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *origin = rh_json_element_string (array, i, "origins", error);

      if (origin == NULL)
        return NULL;
      g_ptr_array_add (origins, g_strdup (origin));
    }

  return g_steal_pointer (&origins);
}

static void
write_origins (JsonBuilder *builder, gconstpointer entry)
{
  const GPtrArray *origins = entry;

  json_builder_begin_array (builder);
  for (guint i = 0; i < origins->len; i++)
    json_builder_add_string_value (builder, origins->pdata[i]);
  json_builder_end_array (builder);
}

static const RhStateFormat format = {
  .version = 1,
  .member = "secrets",
  .read = read_origins,
  .write = write_origins,
  .free = (GDestroyNotify) g_ptr_array_unref,
};

static GPtrArray *
find (RhBindings *self, const char *secret)
{
  return g_hash_table_lookup (rh_state_file_get_entries (self->state), secret);
}

static void
rh_bindings_finalize (GObject *object)
{
  RhBindings *self = RH_BINDINGS (object);

  rh_state_file_free (self->state);

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
  self->state = rh_state_file_new (file, &format);
  return self;
}

gboolean
rh_bindings_allows (RhBindings *self, const char *secret, const char *origin)
{
  GPtrArray *origins;

  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL && origin != NULL, FALSE);

  origins = find (self, secret);
  return origins != NULL && g_ptr_array_find_with_equal_func (origins, origin, g_str_equal, NULL);
}

gboolean
rh_bindings_has_any (RhBindings *self, const char *secret)
{
  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL, FALSE);

  return find (self, secret) != NULL;
}

gboolean
rh_bindings_allow (RhBindings *self, const char *secret, const char *origin, GError **error)
{
  GPtrArray *origins;

  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL && origin != NULL, FALSE);

  rh_state_file_read_again (self->state);
  if (rh_bindings_allows (self, secret, origin))
    return TRUE;

  origins = find (self, secret);
  if (origins == NULL)
    {
      origins = g_ptr_array_new_with_free_func (g_free);
      g_hash_table_insert (rh_state_file_get_entries (self->state), g_strdup (secret), origins);
    }

  g_ptr_array_add (origins, g_strdup (origin));
  return rh_state_file_write (self->state, error);
}

gboolean
rh_bindings_forget (RhBindings *self, const char *secret, GError **error)
{
  g_return_val_if_fail (RH_IS_BINDINGS (self), FALSE);
  g_return_val_if_fail (secret != NULL, FALSE);

  rh_state_file_read_again (self->state);
  if (!g_hash_table_remove (rh_state_file_get_entries (self->state), secret)
      && rh_state_file_get_problem (self->state) == NULL)
    return TRUE;

  return rh_state_file_write (self->state, error);
}

GStrv
rh_bindings_dup_origins (RhBindings *self, const char *secret)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GPtrArray *origins;

  g_return_val_if_fail (RH_IS_BINDINGS (self), NULL);
  g_return_val_if_fail (secret != NULL, NULL);

  origins = find (self, secret);
  for (guint i = 0; origins != NULL && i < origins->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (origins, i));

  return g_strv_builder_end (builder);
}
