/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables at one moment. Plain ones are copied, secret ones that the templates can reach are
 * fetched from the keyring one after the other. */
#define G_LOG_DOMAIN "rh-variable-snapshot"

#include "config.h"

#include "oauth/rh-token-slot.h"
#include "text/rh-redactor.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

typedef struct
{
  char *value; /* NULL for a secret */
  RhSource source;
  /* secrets only */
  gboolean secret;
  const char *kind;
  char *slot;
  GStrv origins;
  RhSecret *bytes; /* NULL: not fetched, or the keyring has none */
} Entry;

struct _RhVariableSnapshot
{
  GObject parent_instance;

  /* owned */
  GHashTable *entries; /* name → Entry */
  GPtrArray *wanted;   /* Entry, borrowed: secrets to fetch */
};

G_DEFINE_FINAL_TYPE (RhVariableSnapshot, rh_variable_snapshot, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->value);
  g_free (entry->slot);
  g_strfreev (entry->origins);
  g_clear_pointer (&entry->bytes, rh_secret_unref);
  g_free (entry);
}

static void
rh_variable_snapshot_finalize (GObject *object)
{
  RhVariableSnapshot *self = RH_VARIABLE_SNAPSHOT (object);

  g_ptr_array_unref (self->wanted);
  g_hash_table_unref (self->entries);

  G_OBJECT_CLASS (rh_variable_snapshot_parent_class)->finalize (object);
}

static void
rh_variable_snapshot_class_init (RhVariableSnapshotClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_variable_snapshot_finalize;
}

static void
rh_variable_snapshot_init (RhVariableSnapshot *self)
{
  self->entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
  self->wanted = g_ptr_array_new ();
}

static void
add_scope (RhVariableSnapshot *self, GListModel *variables, RhSource source)
{
  guint n = g_list_model_get_n_items (variables);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);
      gboolean secret = rh_variable_is_secret (variable);
      Entry *entry;

      if (!rh_variable_is_enabled (variable))
        continue;

      entry = g_new0 (Entry, 1);
      entry->value = secret ? NULL : g_strdup (rh_variable_get_value (variable));
      entry->secret = secret;
      entry->source = source;
      g_hash_table_replace (self->entries, g_strdup (rh_variable_get_name (variable)), entry);
    }
}

RhVariableSnapshot *
rh_variable_snapshot_new_plain (RhCollection *collection, RhEnvironment *environment)
{
  RhVariableSnapshot *self = g_object_new (RH_TYPE_VARIABLE_SNAPSHOT, NULL);

  add_scope (self, rh_collection_get_variables (collection), RH_SOURCE_COLLECTION);
  add_scope (self, rh_environment_get_variables (environment), RH_SOURCE_ENVIRONMENT);
  return self;
}

/* What @template can reach, level by level; @seen ends cycles. */
static void
want (RhVariableSnapshot *self, GHashTable *seen, const char *template)
{
  g_autoptr (GArray) refs = rh_template_find (template);

  for (guint i = 0; i < refs->len; i++)
    {
      const char *name = g_array_index (refs, RhTemplateRef, i).name;
      Entry *entry = g_hash_table_lookup (self->entries, name);

      if (entry == NULL || !g_hash_table_add (seen, entry))
        continue;

      if (entry->secret)
        g_ptr_array_add (self->wanted, entry);
      else
        want (self, seen, entry->value);
    }
}

static void
want_all (RhVariableSnapshot *self)
{
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (((Entry *) entry)->secret)
      g_ptr_array_add (self->wanted, entry);
}

static char *
fill_field (RhVariableSnapshot *self, RhOAuthBlock *block, const char *field)
{
  g_autoptr (RhText) text = rh_template_fill (rh_oauth_block_get (block, field), RH_PLACE_RAW,
                                              rh_variable_snapshot_lookup, self, NULL);

  return text == NULL ? NULL : g_strstrip (g_strdup (rh_text_peek (text, NULL)));
}

static char *
client_secret_slot (RhVariableSnapshot *self, RhCollection *collection, RhEnvironment *environment)
{
  RhOAuthBlock *block = rh_collection_get_oauth (collection);
  g_autofree char *token_url = fill_field (self, block, RH_OAUTH_TOKEN_URL);
  g_autofree char *client_id = fill_field (self, block, RH_OAUTH_CLIENT_ID);

  return rh_client_secret_slot_new (rh_collection_get_id (collection),
                                    rh_environment_get_name (environment), token_url, client_id);
}

static void
place_secrets (RhVariableSnapshot *self,
               RhCollection *collection,
               RhEnvironment *environment,
               RhBindings *bindings)
{
  g_autofree char *client_secret = rh_oauth_block_dup_variable (
      rh_collection_get_oauth (collection), RH_OAUTH_BLOCK_CLIENT_SECRET);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Entry *entry = value;
      gboolean is_client_secret = g_strcmp0 (name, client_secret) == 0;

      if (!entry->secret)
        continue;

      entry->kind = is_client_secret ? RH_KEYRING_KIND_CLIENT_SECRET : RH_KEYRING_KIND_VARIABLE;
      entry->slot = is_client_secret
                        ? client_secret_slot (self, collection, environment)
                        : rh_secret_variable_slot_new (rh_collection_get_id (collection),
                                                       rh_environment_get_name (environment), name);
      entry->origins = rh_bindings_dup_origins (bindings, entry->slot);
    }
}

static void fetch_next (GTask *task);

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSnapshot *self = g_task_get_task_data (task);
  Entry *entry = g_ptr_array_steal_index (self->wanted, 0);
  g_autoptr (GError) error = NULL;

  entry->bytes = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (entry->bytes != NULL)
    rh_redactor_learn (rh_redactor_get_default (), entry->bytes);
  fetch_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
fetch_next (GTask *task)
{
  RhVariableSnapshot *self = g_task_get_task_data (task);
  const Entry *entry;

  if (self->wanted->len == 0)
    {
      g_task_return_pointer (task, g_object_ref (self), g_object_unref);
      g_object_unref (task);
      return;
    }

  entry = g_ptr_array_index (self->wanted, 0);
  rh_keyring_lookup_async (g_object_get_data (G_OBJECT (task), "keyring"), entry->kind, entry->slot,
                           g_task_get_cancellable (task), lookup_cb, task);
}

void
rh_variable_snapshot_take_async (RhCollection *collection,
                                 RhEnvironment *environment,
                                 RhKeyring *keyring,
                                 RhBindings *bindings,
                                 const char *const *templates,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  RhVariableSnapshot *self = rh_variable_snapshot_new_plain (collection, environment);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);

  g_task_set_source_tag (task, rh_variable_snapshot_take_async);
  g_task_set_task_data (task, self, g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "keyring", g_object_ref (keyring), g_object_unref);

  place_secrets (self, collection, environment, bindings);
  if (templates == NULL)
    want_all (self);
  for (guint i = 0; templates != NULL && templates[i] != NULL; i++)
    want (self, seen, templates[i]);

  fetch_next (task);
}

RhVariableSnapshot *
rh_variable_snapshot_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
rh_variable_snapshot_lookup (const char *name, RhVariableValue *value, gpointer user_data)
{
  RhVariableSnapshot *self = user_data;
  const Entry *entry = g_hash_table_lookup (self->entries, name);

  if (entry == NULL || (entry->secret && entry->bytes == NULL))
    return FALSE;

  value->value = entry->secret ? rh_secret_peek (entry->bytes, NULL) : entry->value;
  value->source = entry->source;
  value->secret = entry->secret;
  value->literal = entry->secret;
  value->origins = (const char *const *) entry->origins;
  return TRUE;
}

const char *
rh_variable_snapshot_get_slot (RhVariableSnapshot *self, const char *name)
{
  const Entry *entry;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), NULL);

  entry = g_hash_table_lookup (self->entries, name);
  return entry == NULL ? NULL : entry->slot;
}

void
rh_variable_snapshot_provide (RhVariableSnapshot *self, const char *name, RhSecret *secret)
{
  Entry *entry;

  g_return_if_fail (RH_IS_VARIABLE_SNAPSHOT (self));
  g_return_if_fail (secret != NULL);

  entry = g_hash_table_lookup (self->entries, name);
  if (entry != NULL && entry->secret && entry->bytes == NULL)
    entry->bytes = rh_secret_ref (secret);
}

char *
rh_client_secret_slot_of (RhCollection *collection, RhEnvironment *environment)
{
  g_autoptr (RhVariableSnapshot) self = rh_variable_snapshot_new_plain (collection, environment);

  return client_secret_slot (self, collection, environment);
}

static void
add_field (GChecksum *checksum, const char *value)
{
  g_autofree char *prefix = g_strdup_printf ("%" G_GSIZE_FORMAT ":", strlen (value));

  g_checksum_update (checksum, (const guchar *) prefix, -1);
  g_checksum_update (checksum, (const guchar *) value, -1);
}

char *
rh_secret_variable_slot_new (const char *collection_id, const char *environment, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_field (checksum, "variable");
  add_field (checksum, collection_id);
  add_field (checksum, environment);
  add_field (checksum, name);

  return g_strdup (g_checksum_get_string (checksum));
}
