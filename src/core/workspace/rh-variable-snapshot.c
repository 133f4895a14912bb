/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables at one moment. Plain ones are copied with their levels; secret ones that the templates
 * can reach are fetched from the keyring one after the other. */
#define G_LOG_DOMAIN "rh-variable-snapshot"

#include "config.h"

#include "workspace/rh-variable-snapshot.h"

#include "oauth/rh-token-slot.h"
#include "text/rh-redactor.h"
#include "workspace/rh-sender.h"
#include "workspace/rh-variable-levels.h"

#include <string.h>

#define MASK "••••"

struct _RhVariableSnapshot
{
  GObject parent_instance;

  /* owned */
  RhCollection *collection;
  RhEnvironment *environment; /* NULL: none */
  RhVariableLevels *levels;
  RhBindings *bindings; /* NULL: nothing was fetched yet */
  GPtrArray *wanted;    /* RhLevelEntry, borrowed: secrets to fetch */
  GPtrArray *made;      /* values of dynamic variables */

  /* borrowed */
  const RhClock *clock;

  /* plain */
  gboolean for_request;
};

G_DEFINE_FINAL_TYPE (RhVariableSnapshot, rh_variable_snapshot, G_TYPE_OBJECT)

static void
rh_variable_snapshot_finalize (GObject *object)
{
  RhVariableSnapshot *self = RH_VARIABLE_SNAPSHOT (object);

  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->wanted);
  g_clear_pointer (&self->levels, rh_variable_levels_free);
  g_clear_object (&self->bindings);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);

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
  self->wanted = g_ptr_array_new ();
  self->made = g_ptr_array_new_with_free_func (g_free);
  self->clock = rh_clock_get_system ();
}

RhVariableSnapshot *
rh_variable_snapshot_new_plain (RhCollection *collection,
                                RhEnvironment *environment,
                                RhRequestItem *item,
                                RhRuntimeVariables *runtime)
{
  RhVariableSnapshot *self;

  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_SNAPSHOT, NULL);
  self->collection = g_object_ref (collection);
  self->for_request = item != NULL;
  g_set_object (&self->environment, environment);
  self->levels = rh_variable_levels_new (collection, environment, item, runtime);

  return self;
}

/* Wanting: what the templates can reach */

static void
push_refs (GPtrArray *names, const char *template)
{
  g_autoptr (GArray) refs = rh_template_find (template);

  for (guint i = 0; i < refs->len; i++)
    g_ptr_array_add (names, g_strdup (g_array_index (refs, RhTemplateRef, i).name));
}

/* However deep, and through cycles; never by recursion, for the file may be somebody else's. */
static void
want (RhVariableSnapshot *self, const char *const *templates)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) names = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; templates[i] != NULL; i++)
    push_refs (names, templates[i]);

  for (guint i = 0; i < names->len; i++)
    {
      RhLevelEntry *entry = rh_variable_levels_find (self->levels, names->pdata[i]);

      if (entry == NULL || !g_hash_table_add (seen, entry))
        continue;
      if (entry->secret)
        g_ptr_array_add (self->wanted, entry);
      else if (!entry->literal)
        push_refs (names, entry->value);
    }
}

static void
want_all (RhVariableSnapshot *self)
{
  g_autoptr (GPtrArray) entries = rh_variable_levels_list (self->levels);

  for (guint i = 0; i < entries->len; i++)
    if (((RhLevelEntry *) entries->pdata[i])->secret)
      g_ptr_array_add (self->wanted, entries->pdata[i]);
}

/* Slots */

static char *
fill_field (RhVariableSnapshot *self, RhOAuthBlock *block, const char *field)
{
  g_autoptr (RhText) text = rh_template_fill (rh_oauth_block_get (block, field), RH_PLACE_RAW,
                                              rh_variable_snapshot_lookup, self, NULL);

  return text == NULL ? NULL : g_strstrip (g_strdup (rh_text_peek (text, NULL)));
}

static char *
client_secret_slot (RhVariableSnapshot *self)
{
  RhOAuthBlock *block = rh_collection_get_oauth (self->collection);
  g_autofree char *token_url = fill_field (self, block, RH_OAUTH_TOKEN_URL);
  g_autofree char *client_id = fill_field (self, block, RH_OAUTH_CLIENT_ID);

  return rh_client_secret_slot_new (rh_collection_get_id (self->collection),
                                    rh_environment_get_name (self->environment), token_url,
                                    client_id);
}

static void
add_field (GChecksum *checksum, const char *value)
{
  g_autofree char *prefix = g_strdup_printf ("%" G_GSIZE_FORMAT ":", strlen (value));

  g_checksum_update (checksum, (const guchar *) prefix, -1);
  g_checksum_update (checksum, (const guchar *) value, -1);
}

static char *
slot_new (const char *kind, const char *collection_id, const char *environment, const char *name)
{
  g_autoptr (GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA256);

  add_field (checksum, kind);
  add_field (checksum, collection_id);
  add_field (checksum, environment);
  add_field (checksum, name);

  return g_strdup (g_checksum_get_string (checksum));
}

static gboolean
is_client_secret (RhCollection *collection, const char *name)
{
  g_autofree char *client_secret = rh_oauth_block_dup_variable (
      rh_collection_get_oauth (collection), RH_OAUTH_BLOCK_CLIENT_SECRET);

  return g_strcmp0 (name, client_secret) == 0;
}

/* Where it may go: what was decided, and where it came from. */
static GStrv
dup_origins (RhVariableSnapshot *self, const RhLevelEntry *entry)
{
  g_auto (GStrv) decided = rh_bindings_dup_origins (self->bindings, entry->slot);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (entry->home != NULL)
    g_strv_builder_add (builder, entry->home);
  g_strv_builder_addv (builder, (const char **) decided);

  return g_strv_builder_end (builder);
}

static void
place_secret (RhVariableSnapshot *self, RhLevelEntry *entry)
{
  const char *id = rh_collection_get_id (self->collection);

  if (entry->slot != NULL)
    return;

  if (entry->source == RH_SOURCE_DOTENV)
    entry->slot = slot_new ("dotenv", id, entry->place, entry->name);
  else if (entry->source == RH_SOURCE_RUNTIME)
    entry->slot = slot_new ("runtime", id, entry->place, entry->name);
  else if (self->environment != NULL && is_client_secret (self->collection, entry->name))
    {
      entry->kind = RH_KEYRING_KIND_CLIENT_SECRET;
      entry->slot = rh_client_secret_slot_of (self->collection, self->environment);
    }
  else
    {
      entry->kind = RH_KEYRING_KIND_VARIABLE;
      entry->slot = rh_secret_variable_slot_new (id, entry->place, entry->name);
    }

  entry->origins = dup_origins (self, entry);
}

/* Fetching */

static void fetch_next (GTask *task);

static void
lookup_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSnapshot *self = g_task_get_source_object (task);
  RhLevelEntry *entry = g_ptr_array_steal_index (self->wanted, 0);
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

/* What is in no keyring is here already. */
static void
learn_what_is_here (RhVariableSnapshot *self)
{
  for (guint i = self->wanted->len; i > 0; i--)
    {
      const RhLevelEntry *entry = self->wanted->pdata[i - 1];

      if (entry->bytes == NULL)
        continue;
      rh_redactor_learn (rh_redactor_get_default (), entry->bytes);
      g_ptr_array_remove_index (self->wanted, i - 1);
    }
}

/* Takes @task. */
static void
fetch_next (GTask *task)
{
  RhVariableSnapshot *self = g_task_get_source_object (task);
  const RhLevelEntry *entry;

  if (self->wanted->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  entry = g_ptr_array_index (self->wanted, 0);
  rh_keyring_lookup_async (g_task_get_task_data (task), entry->kind, entry->slot,
                           g_task_get_cancellable (task), lookup_cb, task);
}

/* What is kept in memory or was given for this run was set here and now, and is nothing that the
 * folder could be after. */
static gboolean
check_accepted (RhVariableSnapshot *self, GError **error)
{
  if (rh_collection_is_accepted (self->collection))
    return TRUE;

  for (guint i = 0; i < self->wanted->len; i++)
    {
      const RhLevelEntry *entry = self->wanted->pdata[i];

      if (entry->source == RH_SOURCE_RUNTIME || entry->given)
        continue;
      g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED, entry->name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check (RhVariableSnapshot *self, GError **error)
{
  const GError *problem = rh_variable_levels_get_problem (self->levels);

  if (problem == NULL)
    return check_accepted (self, error);

  g_propagate_error (error, g_error_copy (problem));
  return FALSE;
}

void
rh_variable_snapshot_fetch_async (RhVariableSnapshot *self,
                                  RhKeyring *keyring,
                                  RhBindings *bindings,
                                  const char *const *templates,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task;
  GError *error = NULL;

  g_return_if_fail (RH_IS_VARIABLE_SNAPSHOT (self));
  g_return_if_fail (self->bindings == NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_variable_snapshot_fetch_async);
  g_task_set_task_data (task, g_object_ref (keyring), g_object_unref);
  self->bindings = g_object_ref (bindings);
  if (templates == NULL)
    want_all (self);
  else
    want (self, templates);

  if (!check (self, &error))
    {
      g_ptr_array_set_size (self->wanted, 0);
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  for (guint i = 0; i < self->wanted->len; i++)
    place_secret (self, self->wanted->pdata[i]);
  learn_what_is_here (self);
  fetch_next (task);
}

gboolean
rh_variable_snapshot_fetch_finish (RhVariableSnapshot *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
taken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (rh_variable_snapshot_fetch_finish (RH_VARIABLE_SNAPSHOT (source), result, &error))
    g_task_return_pointer (task, g_object_ref (source), g_object_unref);
  else
    g_task_return_error (task, error);
}

void
rh_variable_snapshot_take_async (RhCollection *collection,
                                 RhEnvironment *environment,
                                 RhRequestItem *item,
                                 RhRuntimeVariables *runtime,
                                 RhKeyring *keyring,
                                 RhBindings *bindings,
                                 const char *const *templates,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (RhVariableSnapshot) self
      = rh_variable_snapshot_new_plain (collection, environment, item, runtime);
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_variable_snapshot_take_async);
  rh_variable_snapshot_fetch_async (self, keyring, bindings, templates, cancellable, taken_cb,
                                    task);
}

RhVariableSnapshot *
rh_variable_snapshot_take_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rh_variable_snapshot_set_clock (RhVariableSnapshot *self, const RhClock *clock)
{
  g_return_if_fail (RH_IS_VARIABLE_SNAPSHOT (self));
  g_return_if_fail (clock != NULL);

  self->clock = clock;
}

/* Looking */

static gboolean
is_dynamic (RhVariableSnapshot *self, const char *name)
{
  return self->for_request && rh_dynamic_is_name (name);
}

/* Kept, since the value is only lent. */
static gboolean
make_dynamic (RhVariableSnapshot *self, const char *name, RhVariableValue *value)
{
  char *made;

  if (!is_dynamic (self, name))
    return FALSE;

  made = rh_dynamic_new (name, self->clock->real (self->clock->user_data), rh_random_bytes);
  g_ptr_array_add (self->made, made);
  value->value = made;
  value->source = RH_SOURCE_DYNAMIC;
  value->secret = FALSE;
  value->literal = TRUE;
  value->origins = NULL;
  return TRUE;
}

gboolean
rh_variable_snapshot_lookup (const char *name, RhVariableValue *value, gpointer user_data)
{
  RhVariableSnapshot *self = user_data;
  const RhLevelEntry *entry = rh_variable_levels_find (self->levels, name);

  if (entry == NULL)
    return make_dynamic (self, name, value);
  if (entry->secret && (entry->bytes == NULL || entry->slot == NULL))
    return FALSE;

  value->value = entry->secret ? rh_secret_peek (entry->bytes, NULL) : entry->value;
  value->source = entry->source;
  value->secret = entry->secret;
  value->literal = entry->literal;
  value->origins = (const char *const *) entry->origins;
  return TRUE;
}

gboolean
rh_variable_snapshot_describe (RhVariableSnapshot *self, const char *name, RhVariableValue *value)
{
  const RhLevelEntry *entry;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), FALSE);
  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  entry = rh_variable_levels_find (self->levels, name);
  if (entry == NULL && !is_dynamic (self, name))
    return FALSE;

  value->value = entry == NULL ? NULL : entry->value;
  value->source = entry == NULL ? RH_SOURCE_DYNAMIC : entry->source;
  value->secret = entry != NULL && entry->secret;
  value->literal = entry == NULL || entry->literal;
  value->origins = NULL;
  return TRUE;
}

static gboolean
look_masked (const char *name, RhVariableValue *value, gpointer user_data)
{
  if (!rh_variable_snapshot_describe (user_data, name, value))
    return FALSE;

  if (value->value == NULL)
    {
      value->literal = TRUE;
      value->value = value->secret ? MASK : name;
      value->secret = FALSE;
    }

  return TRUE;
}

char *
rh_variable_snapshot_dup_shown (RhVariableSnapshot *self, const char *name)
{
  RhVariableValue value = { 0 };
  g_autoptr (RhText) text = NULL;

  if (!rh_variable_snapshot_describe (self, name, &value) || value.value == NULL)
    return NULL;
  if (value.literal)
    return g_strdup (value.value);

  text = rh_template_fill (value.value, RH_PLACE_RAW, look_masked, self, NULL);
  return g_strdup (text == NULL ? value.value : rh_text_peek (text, NULL));
}

GStrv
rh_variable_snapshot_dup_names (RhVariableSnapshot *self)
{
  const char *const *dynamic = rh_dynamic_names ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GPtrArray) entries = NULL;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), NULL);

  entries = rh_variable_levels_list (self->levels);
  for (guint i = 0; i < entries->len; i++)
    g_strv_builder_add (builder, ((RhLevelEntry *) entries->pdata[i])->name);
  for (guint i = 0; self->for_request && dynamic[i] != NULL; i++)
    if (rh_variable_levels_find (self->levels, dynamic[i]) == NULL)
      g_strv_builder_add (builder, dynamic[i]);

  return g_strv_builder_end (builder);
}

const char *
rh_variable_snapshot_get_slot (RhVariableSnapshot *self, const char *name)
{
  const RhLevelEntry *entry;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), NULL);

  entry = rh_variable_levels_find (self->levels, name);
  return entry == NULL ? NULL : entry->slot;
}

const char *
rh_variable_snapshot_get_home (RhVariableSnapshot *self, const char *name)
{
  const RhLevelEntry *entry;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), NULL);

  entry = rh_variable_levels_find (self->levels, name);
  return entry == NULL ? NULL : entry->home;
}

void
rh_variable_snapshot_provide (RhVariableSnapshot *self, const char *name, RhSecret *secret)
{
  RhLevelEntry *entry;

  g_return_if_fail (RH_IS_VARIABLE_SNAPSHOT (self));
  g_return_if_fail (secret != NULL);

  entry = rh_variable_levels_find (self->levels, name);
  if (entry != NULL && entry->secret && entry->bytes == NULL)
    entry->bytes = rh_secret_ref (secret);
}

char *
rh_client_secret_slot_of (RhCollection *collection, RhEnvironment *environment)
{
  g_autoptr (RhVariableSnapshot) self
      = rh_variable_snapshot_new_plain (collection, environment, NULL, NULL);

  return client_secret_slot (self);
}

char *
rh_secret_slot_of (RhCollection *collection,
                   RhEnvironment *environment,
                   const char *name,
                   const char **kind)
{
  gboolean client_secret = is_client_secret (collection, name);

  *kind = client_secret ? RH_KEYRING_KIND_CLIENT_SECRET : RH_KEYRING_KIND_VARIABLE;
  return client_secret ? rh_client_secret_slot_of (collection, environment)
                       : rh_secret_variable_slot_new (rh_collection_get_id (collection),
                                                      rh_environment_get_name (environment), name);
}

char *
rh_secret_variable_slot_new (const char *collection_id, const char *environment, const char *name)
{
  return slot_new ("variable", collection_id, environment, name);
}
