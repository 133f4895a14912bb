/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What each level says about a name, copied: the last level first, so that what comes before it
 * takes its place. */
#define G_LOG_DOMAIN "rh-variable-levels"

#include "config.h"

#include "workspace/rh-variable-levels.h"

#include "collection/rh-dotenv.h"
#include "collection/rh-environment-chain.h"

#include <string.h>

#define PROCESS_ENV "process.env."

struct _RhVariableLevels
{
  /* owned */
  RhCollection *collection;
  GHashTable *entries; /* name → RhLevelEntry */
  GHashTable *dotenv;  /* the same of the file; NULL: not read yet */
  char *dotenv_path;   /* NULL: none */
  char *dotenv_place;
  GError *problem; /* NULL: none */
};

static void
entry_free (RhLevelEntry *entry)
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

static RhLevelEntry *
entry_new (const char *name, RhSource source, const char *place)
{
  RhLevelEntry *entry = g_new0 (RhLevelEntry, 1);

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
put (GHashTable *entries, RhLevelEntry *entry)
{
  g_hash_table_replace (entries, entry->name, entry);
}

static void
add_variable (RhVariableLevels *self, RhVariable *variable, RhSource source, const char *place)
{
  gboolean secret = rh_variable_is_secret (variable);
  RhLevelEntry *entry;

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
add_scope (RhVariableLevels *self, RhEnvironment *scope, RhSource source, const char *place)
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
find_dotenv (RhVariableLevels *self, GPtrArray *chain)
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
add_environment (RhVariableLevels *self, RhEnvironment *environment, gboolean for_request)
{
  g_autoptr (GPtrArray) chain
      = rh_environment_chain_new (self->collection, environment, &self->problem);

  if (for_request)
    find_dotenv (self, chain);
  for (guint i = chain->len; i > 0; i--)
    add_scope (self, chain->pdata[i - 1], RH_SOURCE_ENVIRONMENT,
               rh_environment_get_name (chain->pdata[i - 1]));
}

/* The outermost first. A collection's root is the collection, and a level of its own. */
static void
add_folders (RhVariableLevels *self, RhFolder *folder, const char *place)
{
  g_autoptr (GPtrArray) folders = g_ptr_array_new ();

  for (; folder != NULL && folder != rh_collection_get_root (self->collection);
       folder = rh_folder_get_parent (folder))
    g_ptr_array_add (folders, folder);

  for (guint i = folders->len; i > 0; i--)
    add_scope (self, rh_folder_get_scope (folders->pdata[i - 1]), RH_SOURCE_FOLDER, place);
}

static void
add_runtime (RhVariableLevels *self, RhRuntimeVariables *runtime, const char *place)
{
  g_auto (GStrv) names = rh_runtime_variables_dup_names (runtime);

  for (guint i = 0; names[i] != NULL; i++)
    {
      RhLevelEntry *entry = entry_new (names[i], RH_SOURCE_RUNTIME, place);
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

/* Given for this run */

static void
add_given_value (gpointer name, gpointer value, gpointer user_data)
{
  RhVariableLevels *self = user_data;
  RhLevelEntry *entry = entry_new (name, RH_SOURCE_TYPED, "");

  entry->value = g_strdup (value);
  entry->literal = TRUE;
  put (self->entries, entry);
}

/* Values of secret variables; the names come from the collection, and so does where they are kept
 * and bound. */
static void
add_given_secrets (RhVariableLevels *self, RhGivenValues *given)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->entries);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      RhLevelEntry *entry = value;
      RhSecret *secret = rh_given_values_get_secret (given, entry->name);

      if (!entry->secret || secret == NULL)
        continue;
      g_clear_pointer (&entry->bytes, rh_secret_unref);
      entry->bytes = rh_secret_ref (secret);
      entry->given = TRUE;
    }
}

static void
add_given (RhVariableLevels *self, RhGivenValues *given)
{
  rh_given_values_foreach (given, add_given_value, self);
  add_given_secrets (self, given);
}

/* The file of NAME=VALUE lines. Nobody asks most of the time, so it is read when somebody does. */

static void
add_dotenv (RhVariableLevels *self, GBytes *bytes)
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
      RhLevelEntry *entry = entry_new (name, RH_SOURCE_DOTENV, self->dotenv_place);

      entry->secret = TRUE;
      entry->literal = TRUE;
      entry->bytes = rh_secret_ref (value);
      put (self->dotenv, entry);
    }
}

/* A file that is not there sets nothing. */
static RhLevelEntry *
find_in_dotenv (RhVariableLevels *self, const char *name)
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

RhLevelEntry *
rh_variable_levels_find (RhVariableLevels *self, const char *name)
{
  RhLevelEntry *entry = g_hash_table_lookup (self->entries, name);
  RhLevelEntry *in_file = NULL;

  if (entry != NULL && entry->source != RH_SOURCE_COLLECTION)
    return entry;

  in_file = find_in_dotenv (self, name);
  if (in_file == NULL && g_str_has_prefix (name, PROCESS_ENV))
    in_file = find_in_dotenv (self, name + strlen (PROCESS_ENV));

  return in_file != NULL ? in_file : entry;
}

RhVariableLevels *
rh_variable_levels_new (RhCollection *collection,
                        RhEnvironment *environment,
                        RhRequestItem *item,
                        RhRuntimeVariables *runtime)
{
  RhVariableLevels *self = g_new0 (RhVariableLevels, 1);
  const char *place = environment == NULL ? "" : rh_environment_get_name (environment);

  self->collection = g_object_ref (collection);
  self->entries = new_entries ();
  add_scope (self, rh_collection_get_scope (collection), RH_SOURCE_COLLECTION, place);
  if (environment != NULL)
    add_environment (self, environment, item != NULL);
  if (item != NULL)
    {
      add_folders (self, rh_request_item_get_parent (item), place);
      add_scope (self, rh_request_item_get_scope (item), RH_SOURCE_REQUEST, place);
    }
  if (runtime != NULL)
    add_runtime (self, runtime, place);
  if (rh_collection_get_given (collection) != NULL)
    add_given (self, rh_collection_get_given (collection));

  return self;
}

void
rh_variable_levels_free (RhVariableLevels *self)
{
  g_hash_table_unref (self->entries);
  g_clear_pointer (&self->dotenv, g_hash_table_unref);
  g_clear_error (&self->problem);
  g_object_unref (self->collection);
  g_free (self->dotenv_path);
  g_free (self->dotenv_place);
  g_free (self);
}

const GError *
rh_variable_levels_get_problem (RhVariableLevels *self)
{
  return self->problem;
}

static void
add_found (RhVariableLevels *self, GHashTable *found, GHashTable *entries)
{
  GHashTableIter iter;
  gpointer name;

  g_hash_table_iter_init (&iter, entries);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    g_hash_table_add (found, rh_variable_levels_find (self, name));
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 ((*(RhLevelEntry *const *) a)->name, (*(RhLevelEntry *const *) b)->name);
}

GPtrArray *
rh_variable_levels_list (RhVariableLevels *self)
{
  g_autoptr (GHashTable) found = g_hash_table_new (NULL, NULL);
  GPtrArray *list;

  add_found (self, found, self->entries);
  find_in_dotenv (self, "");
  if (self->dotenv != NULL)
    add_found (self, found, self->dotenv);

  list = g_hash_table_get_keys_as_ptr_array (found);
  g_ptr_array_sort (list, compare_names);
  return list;
}
