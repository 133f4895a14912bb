/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables at one moment. Plain ones are copied, level by level, the last level first, so that
 * what comes before it takes its place; secret ones that the templates can reach are fetched from
 * the keyring one after the other. */
#define G_LOG_DOMAIN "rh-variable-snapshot"

#include "config.h"

#include "collection/rh-dotenv.h"
#include "collection/rh-environment-chain.h"
#include "oauth/rh-token-slot.h"
#include "text/rh-redactor.h"
#include "workspace/rh-sender.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

#define PROCESS_ENV "process.env."
#define MASK "••••"

typedef struct
{
  char *name;
  char *value; /* NULL for a secret */
  RhSource source;
  gboolean literal; /* not looked into */
  /* secrets only */
  gboolean secret;
  const char *kind; /* NULL: not in the keyring */
  char *place;      /* name of the environment that has it */
  char *home;       /* origin that it came from; NULL */
  char *slot;
  GStrv origins;
  RhSecret *bytes; /* NULL: not fetched, or the keyring has none */
} Entry;

struct _RhVariableSnapshot
{
  GObject parent_instance;

  /* owned */
  RhCollection *collection;
  RhEnvironment *environment; /* NULL: none */
  RhBindings *bindings;       /* NULL: nothing was fetched yet */
  GHashTable *entries;        /* name → Entry */
  GHashTable *dotenv;         /* name → Entry; NULL: not read yet */
  char *dotenv_path;          /* "": none */
  char *dotenv_place;
  GPtrArray *wanted; /* Entry, borrowed: secrets to fetch */
  GPtrArray *made;   /* values of dynamic variables */
  GError *problem;   /* with what the environment extends; NULL: none */

  /* plain */
  gboolean for_request;

  /* borrowed */
  const RhClock *clock;
};

G_DEFINE_FINAL_TYPE (RhVariableSnapshot, rh_variable_snapshot, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  g_free (entry->name);
  g_free (entry->value);
  g_free (entry->place);
  g_free (entry->home);
  g_free (entry->slot);
  g_strfreev (entry->origins);
  g_clear_pointer (&entry->bytes, rh_secret_unref);
  g_free (entry);
}

static Entry *
entry_new (const char *name, RhSource source, const char *place)
{
  Entry *entry = g_new0 (Entry, 1);

  entry->name = g_strdup (name);
  entry->source = source;
  entry->place = g_strdup (place);
  return entry;
}

static GHashTable *
new_entries (void)
{
  return g_hash_table_new_full (g_str_hash, g_str_equal, NULL, (GDestroyNotify) entry_free);
}

/* Takes @entry, in the place of the one of that name. */
static void
put (GHashTable *entries, Entry *entry)
{
  g_hash_table_replace (entries, entry->name, entry);
}

static void
rh_variable_snapshot_finalize (GObject *object)
{
  RhVariableSnapshot *self = RH_VARIABLE_SNAPSHOT (object);

  g_ptr_array_unref (self->made);
  g_ptr_array_unref (self->wanted);
  g_hash_table_unref (self->entries);
  g_clear_pointer (&self->dotenv, g_hash_table_unref);
  g_clear_error (&self->problem);
  g_clear_object (&self->bindings);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);
  g_free (self->dotenv_path);
  g_free (self->dotenv_place);

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
  self->entries = new_entries ();
  self->wanted = g_ptr_array_new ();
  self->made = g_ptr_array_new_with_free_func (g_free);
  self->clock = rh_clock_get_system ();
}

/* Levels */

static void
add_variable (RhVariableSnapshot *self, RhVariable *variable, RhSource source, const char *place)
{
  gboolean secret = rh_variable_is_secret (variable);
  Entry *entry;

  if (!rh_variable_is_enabled (variable))
    return;

  entry = entry_new (rh_variable_get_name (variable), source, place);
  entry->value = secret ? NULL : g_strdup (rh_variable_get_value (variable));
  entry->secret = secret;
  entry->literal = secret;
  put (self->entries, entry);
}

/* From its end: the first of a name counts. */
static void
add_scope (RhVariableSnapshot *self, RhEnvironment *scope, RhSource source, const char *place)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint n = g_list_model_get_n_items (variables); n > 0; n--)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, n - 1);

      add_variable (self, variable, source, place);
    }
}

/* The nearest that names one. */
static void
find_dotenv (RhVariableSnapshot *self, GPtrArray *chain)
{
  for (guint i = 0; i < chain->len && self->dotenv_path == NULL; i++)
    {
      const char *path = rh_environment_get_dotenv_path (chain->pdata[i]);

      if (*path == '\0')
        continue;
      self->dotenv_path = g_strdup (path);
      self->dotenv_place = g_strdup (rh_environment_get_name (chain->pdata[i]));
    }
}

static void
add_environment (RhVariableSnapshot *self)
{
  g_autoptr (GPtrArray) chain
      = rh_environment_chain_new (self->collection, self->environment, &self->problem);

  if (self->for_request)
    find_dotenv (self, chain);
  for (guint i = chain->len; i > 0; i--)
    add_scope (self, chain->pdata[i - 1], RH_SOURCE_ENVIRONMENT,
               rh_environment_get_name (chain->pdata[i - 1]));
}

/* The outermost first. A collection's root is the collection, and a level of its own. */
static void
add_folders (RhVariableSnapshot *self, RhFolder *folder, const char *place)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  for (; folder != NULL && folder != rh_collection_get_root (self->collection);
       folder = rh_folder_get_parent (folder))
    g_ptr_array_add (folders, folder);

  for (guint i = folders->len; i > 0; i--)
    add_scope (self, rh_folder_get_scope (folders->pdata[i - 1]), RH_SOURCE_FOLDER, place);
}

static void
add_runtime (RhVariableSnapshot *self, RhRuntimeVariables *runtime, const char *place)
{
  g_auto (GStrv) names = rh_runtime_variables_dup_names (runtime);

  for (guint i = 0; names[i] != NULL; i++)
    {
      Entry *entry = entry_new (names[i], RH_SOURCE_RUNTIME, place);
      const char *origin = NULL;
      RhSecret *value = NULL;

      rh_runtime_variables_lookup (runtime, names[i], &value, &entry->secret, &origin);
      entry->literal = TRUE;
      entry->home = g_strdup (origin);
      if (entry->secret)
        entry->bytes = rh_secret_ref (value);
      else
        entry->value = g_strdup (rh_secret_peek (value, NULL));
      put (self->entries, entry);
    }
}

RhVariableSnapshot *
rh_variable_snapshot_new_plain (RhCollection *collection,
                                RhEnvironment *environment,
                                RhRequestItem *item,
                                RhRuntimeVariables *runtime)
{
  RhVariableSnapshot *self;
  const char *place = environment == NULL ? "" : rh_environment_get_name (environment);

  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_SNAPSHOT, NULL);
  self->collection = g_object_ref (collection);
  self->for_request = item != NULL;
  g_set_object (&self->environment, environment);
  add_scope (self, rh_collection_get_scope (collection), RH_SOURCE_COLLECTION, place);
  if (environment != NULL)
    add_environment (self);
  if (item != NULL)
    {
      add_folders (self, rh_request_item_get_parent (item), place);
      add_scope (self, rh_request_item_get_scope (item), RH_SOURCE_REQUEST, place);
    }
  if (runtime != NULL)
    add_runtime (self, runtime, place);

  return self;
}

/* The file of NAME=VALUE lines. Nobody asks most of the time, so it is read when somebody does. */

static void
add_dotenv (RhVariableSnapshot *self, GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (GHashTable) values = rh_dotenv_parse (text != NULL ? text : "", length);
  GHashTableIter iter;
  gpointer name;
  gpointer value;

  g_hash_table_iter_init (&iter, values);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      Entry *entry = entry_new (name, RH_SOURCE_DOTENV, self->dotenv_place);

      entry->secret = TRUE;
      entry->literal = TRUE;
      entry->bytes = rh_secret_ref (value);
      put (self->dotenv, entry);
    }
}

/* A file that is not there sets nothing. */
static Entry *
find_in_dotenv (RhVariableSnapshot *self, const char *name)
{
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  if (self->dotenv_path == NULL)
    return NULL;
  if (self->dotenv != NULL)
    return g_hash_table_lookup (self->dotenv, name);

  self->dotenv = new_entries ();
  bytes = rh_collection_read_file (self->collection, self->dotenv_path, RH_DOTENV_MAX_SIZE, &error);
  if (bytes != NULL)
    add_dotenv (self, bytes);
  else
    g_debug ("%s", error->message);

  return g_hash_table_lookup (self->dotenv, name);
}

static Entry *
find (RhVariableSnapshot *self, const char *name)
{
  Entry *entry = g_hash_table_lookup (self->entries, name);
  Entry *in_file = NULL;

  if (entry != NULL && entry->source != RH_SOURCE_COLLECTION)
    return entry;

  in_file = find_in_dotenv (self, name);
  if (in_file == NULL && g_str_has_prefix (name, PROCESS_ENV))
    in_file = find_in_dotenv (self, name + strlen (PROCESS_ENV));

  return in_file != NULL ? in_file : entry;
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
      Entry *entry = find (self, names->pdata[i]);

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
  GHashTableIter iter;
  gpointer entry;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &entry))
    if (((Entry *) entry)->secret)
      g_ptr_array_add (self->wanted, entry);
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
dup_origins (RhVariableSnapshot *self, const Entry *entry)
{
  g_auto (GStrv) decided = rh_bindings_dup_origins (self->bindings, entry->slot);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  if (entry->home != NULL)
    g_strv_builder_add (builder, entry->home);
  g_strv_builder_addv (builder, (const char **) decided);

  return g_strv_builder_end (builder);
}

static void
place_secret (RhVariableSnapshot *self, Entry *entry)
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

/* What is in no keyring is here already. */
static void
learn_what_is_here (RhVariableSnapshot *self)
{
  for (guint i = self->wanted->len; i > 0; i--)
    {
      const Entry *entry = self->wanted->pdata[i - 1];

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
  const Entry *entry;

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

/* What is kept in memory was set here and now, and is nothing that the folder could be after. */
static gboolean
check_accepted (RhVariableSnapshot *self, GError **error)
{
  if (rh_collection_is_accepted (self->collection))
    return TRUE;

  for (guint i = 0; i < self->wanted->len; i++)
    {
      const Entry *entry = self->wanted->pdata[i];

      if (entry->source == RH_SOURCE_RUNTIME)
        continue;
      g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED, entry->name);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check (RhVariableSnapshot *self, GError **error)
{
  if (self->problem == NULL)
    return check_accepted (self, error);

  g_propagate_error (error, g_error_copy (self->problem));
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
  const Entry *entry = find (self, name);

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
  const Entry *entry;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), FALSE);
  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  entry = find (self, name);
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

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

static void
add_names (GHashTable *names, GHashTable *entries)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (names, name);
}

GStrv
rh_variable_snapshot_dup_names (RhVariableSnapshot *self)
{
  const char *const *dynamic = rh_dynamic_names ();
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autofree const char **sorted = NULL;
  guint n;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), NULL);

  add_names (names, self->entries);
  find_in_dotenv (self, "");
  if (self->dotenv != NULL)
    add_names (names, self->dotenv);
  sorted = (const char **) g_hash_table_get_keys_as_array (names, &n);
  if (n > 1)
    qsort (sorted, n, sizeof (char *), compare_names);
  g_strv_builder_addv (builder, sorted);

  for (guint i = 0; dynamic[i] != NULL; i++)
    if (self->for_request && !g_hash_table_contains (names, dynamic[i]))
      g_strv_builder_add (builder, dynamic[i]);

  return g_strv_builder_end (builder);
}

const char *
rh_variable_snapshot_get_slot (RhVariableSnapshot *self, const char *name)
{
  const Entry *entry;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), NULL);

  entry = find (self, name);
  return entry == NULL ? NULL : entry->slot;
}

const char *
rh_variable_snapshot_get_home (RhVariableSnapshot *self, const char *name)
{
  const Entry *entry;

  g_return_val_if_fail (RH_IS_VARIABLE_SNAPSHOT (self), NULL);

  entry = find (self, name);
  return entry == NULL ? NULL : entry->home;
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
