/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collection that grows while files are read, its secrets and the notes about the rest. */
#define G_LOG_DOMAIN "rh-import"

#include "config.h"

#include "format/rh-import-hide.h"
#include "format/rh-import-private.h"

#include "collection/rh-secret-looking.h"
#include "text/rh-template.h"

#include <string.h>

/* So many requests take some time to be freed. */
#define MANY_REQUESTS 1000

struct _RhImport
{
  GObject parent_instance;

  RhCollection *collection;
  char *origin;
  GPtrArray *notes;         /* RhImportNote */
  GHashTable *notes_by_key; /* "code place what" → RhImportNote, borrowed */
  GPtrArray *secrets;       /* RhImportSecret */
  GHashTable *hidden;       /* digest of a value → the collection's variable that has it */
  GHashTable *variables;    /* names of all of the collection's and the environments' variables */
  guint n_variables;        /* that there were when that was filled */
  GHashTable *reserved;     /* names that are not to be made up */
  GHashTable *environments; /* a name → how many more were made of it */
  GHashTable *numbers;      /* a name → how many were made of it */
  GHashTable *filling;      /* names of variables that secret fields are filled in from */
  gboolean finished;
  GCancellable *cancellable; /* borrowed while it is being finished; NULL: none */
};

G_DEFINE_FINAL_TYPE (RhImport, rh_import, G_TYPE_OBJECT)

static void
secret_free (RhImportSecret *secret)
{
  g_object_unref (secret->holder);
  rh_secret_unref (secret->value);
  g_free (secret->variable);
  g_free (secret->place);
  g_free (secret);
}

static gpointer
free_collection (gpointer collection)
{
  g_object_unref (collection);
  return NULL;
}

/* Nobody has to wait for it. */
static void
let_go (RhImport *self)
{
  RhImportCounts counts;

  rh_import_count (self, &counts);
  if (counts.requests < MANY_REQUESTS)
    g_clear_object (&self->collection);
  else
    g_thread_unref (
        g_thread_new ("rh-import", free_collection, g_steal_pointer (&self->collection)));
}

static void
rh_import_finalize (GObject *object)
{
  RhImport *self = RH_IMPORT (object);

  g_ptr_array_set_size (self->secrets, 0); /* they have parts of the collection */
  let_go (self);
  g_free (self->origin);
  g_hash_table_unref (self->notes_by_key);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->secrets);
  g_hash_table_unref (self->hidden);
  g_hash_table_unref (self->variables);
  g_hash_table_unref (self->environments);
  g_hash_table_unref (self->reserved);
  g_hash_table_unref (self->numbers);
  g_hash_table_unref (self->filling);

  G_OBJECT_CLASS (rh_import_parent_class)->finalize (object);
}

static void
rh_import_class_init (RhImportClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_import_finalize;
}

static void
rh_import_init (RhImport *self)
{
  self->collection = rh_collection_new ("", "");
  g_object_set (rh_collection_get_root (self->collection), "auth-kind", RH_AUTH_KIND_NONE, NULL);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_note_free);
  self->notes_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) secret_free);
  self->hidden = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->variables = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->environments = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->reserved = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->numbers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->filling = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

RhImport *
rh_import_new (void)
{
  return g_object_new (RH_TYPE_IMPORT, NULL);
}

RhCollection *
rh_import_get_collection (RhImport *self)
{
  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);

  return self->collection;
}

void
rh_import_set_origin (RhImport *self, const char *origin)
{
  g_return_if_fail (RH_IS_IMPORT (self));

  if (self->origin == NULL)
    self->origin = g_strdup (origin);
}

const char *
rh_import_get_origin (RhImport *self)
{
  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);

  return self->origin;
}

/* Notes */

void
rh_import_note (RhImport *self, RhImportCode code, const char *place, const char *what)
{
  g_autofree char *safe_place = NULL;
  g_autofree char *safe_what = NULL;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (place != NULL);

  /* names are masked at the end, and are told before it */
  safe_place = rh_import_mask_prose (place);
  safe_what = what == NULL ? NULL : rh_import_mask_prose (what);
  rh_import_notes_add (self->notes, self->notes_by_key, code,
                       safe_place == NULL ? place : safe_place,
                       safe_what == NULL ? what : safe_what);
}

GPtrArray *
rh_import_get_notes (RhImport *self)
{
  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);

  return self->notes;
}

/* Environments */

static char *
dup_free_environment (RhImport *self, const char *name)
{
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->environments, name));
  char *free_name = g_strdup (name);

  while (rh_collection_get_environment (self->collection, free_name) != NULL)
    {
      number++;
      g_free (free_name);
      free_name = g_strdup_printf ("%s %u", name, number + 1);
    }

  g_hash_table_insert (self->environments, g_strdup (name), GUINT_TO_POINTER (number));
  return free_name;
}

RhEnvironment *
rh_import_new_environment (RhImport *self, const char *name)
{
  GListModel *environments;
  g_autofree char *free_name = NULL;
  g_autoptr (RhEnvironment) environment = NULL;
  g_autofree char *place = NULL;

  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  environments = rh_collection_get_environments (self->collection);
  if (g_list_model_get_n_items (environments) >= RH_IMPORT_MAX_ENVIRONMENTS)
    {
      rh_import_note (self, RH_IMPORT_TOO_MUCH, "", name);
      return NULL;
    }

  free_name = dup_free_environment (self, name);
  environment = rh_environment_new (free_name);
  rh_collection_add_environment (self->collection, environment);
  place = rh_import_dup_place (self, environment);
  if (!g_str_equal (free_name, name))
    rh_import_note (self, RH_IMPORT_NAME_CHANGED, place, name);
  return environment; /* the collection has it */
}

/* Secrets */

static char *
dup_digest (const char *value)
{
  return g_compute_checksum_for_string (G_CHECKSUM_SHA256, value, -1);
}

void
rh_import_reserve (RhImport *self, const char *variable)
{
  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (variable != NULL);

  g_hash_table_add (self->reserved, g_strdup (variable));
}

/* "_.name" is how Insomnia spells it. */
void
rh_import_reserve_references (RhImport *self, const RhImportFile *file)
{
  gsize length;
  const char *bytes = g_bytes_get_data (file->text, &length);
  g_autofree char *text = g_strndup (bytes, length);
  g_autoptr (GArray) refs = rh_template_find (text);

  for (guint i = 0; i < refs->len; i++)
    {
      const char *name = g_array_index (refs, RhTemplateRef, i).name;

      rh_import_reserve (self, g_str_has_prefix (name, "_.") ? name + 2 : name);
    }
}

void
rh_import_keep_variable (RhImport *self,
                         RhEnvironment *holder,
                         RhVariable *variable,
                         const char *value,
                         const char *place)
{
  RhImportSecret *secret = g_new0 (RhImportSecret, 1);
  g_autofree char *digest = dup_digest (value);

  secret->holder = g_object_ref (holder);
  secret->variable = g_strdup (rh_variable_get_name (variable));
  secret->value = rh_secret_new (value, -1);
  secret->place = g_strdup (place);
  g_ptr_array_add (self->secrets, secret);

  if (holder == rh_collection_get_scope (self->collection)
      && !g_hash_table_contains (self->hidden, digest))
    g_hash_table_insert (self->hidden, g_steal_pointer (&digest), g_strdup (secret->variable));
  g_object_set (variable, "secret", TRUE, NULL);
}

void
rh_import_keep_secret (RhImport *self,
                       RhEnvironment *holder,
                       const char *variable,
                       const char *value,
                       const char *place)
{
  g_autoptr (RhVariable) found = NULL;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (RH_IS_ENVIRONMENT (holder));
  g_return_if_fail (variable != NULL && value != NULL && place != NULL);

  g_set_object (&found, rh_environment_lookup (holder, variable));
  if (found == NULL)
    {
      found = rh_variable_new_secret (variable);
      rh_environment_append (holder, found);
    }
  rh_import_keep_variable (self, holder, found, value, place);
}

void
rh_import_forget_secrets (RhImport *self, GPtrArray *forgotten)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) all = g_steal_pointer (&self->secrets);

  for (guint i = 0; i < forgotten->len; i++)
    g_hash_table_add (gone, g_ptr_array_index (forgotten, i));

  self->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) secret_free);
  g_ptr_array_set_free_func (all, NULL);
  for (guint i = 0; i < all->len; i++)
    if (g_hash_table_contains (gone, g_ptr_array_index (all, i)))
      secret_free (g_ptr_array_index (all, i));
    else
      g_ptr_array_add (self->secrets, g_ptr_array_index (all, i));
}

static guint
count_variables (RhEnvironment *scope)
{
  return g_list_model_get_n_items (rh_environment_get_variables (scope));
}

static void
add_variables (RhImport *self, RhEnvironment *scope)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      g_hash_table_add (self->variables, g_strdup (rh_variable_get_name (variable)));
    }
}

/* Those of the collection and of its environments, which come before it. They are looked through
 * again only where there are more or fewer than last time. */
static void
list_variables (RhImport *self)
{
  RhEnvironment *scope = rh_collection_get_scope (self->collection);
  GListModel *environments = rh_collection_get_environments (self->collection);
  guint n_environments = g_list_model_get_n_items (environments);
  guint n_variables = count_variables (scope);

  for (guint i = 0; i < n_environments; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      n_variables += count_variables (environment);
    }
  if (n_variables == self->n_variables)
    return;

  self->n_variables = n_variables;
  g_hash_table_remove_all (self->variables);
  add_variables (self, scope);
  for (guint i = 0; i < n_environments; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      add_variables (self, environment);
    }
}

static char *
dup_free_variable (RhImport *self, const char *field)
{
  g_autofree char *name = rh_secret_looking_dup_name (field);
  guint number = GPOINTER_TO_UINT (g_hash_table_lookup (self->numbers, name));
  char *free_name = number == 0 ? g_strdup (name) : g_strdup_printf ("%s_%u", name, number + 1);

  list_variables (self);
  while (g_hash_table_contains (self->variables, free_name)
         || g_hash_table_contains (self->reserved, free_name))
    {
      number++;
      g_free (free_name);
      free_name = g_strdup_printf ("%s_%u", name, number + 1);
    }

  g_hash_table_insert (self->numbers, g_steal_pointer (&name), GUINT_TO_POINTER (number + 1));
  return free_name;
}

/* (transfer full) */
static char *
hide_new (RhImport *self, const char *name, const char *value, const char *place)
{
  RhEnvironment *scope = rh_collection_get_scope (self->collection);
  char *variable_name = dup_free_variable (self, name);
  g_autoptr (RhVariable) variable = rh_variable_new_secret (variable_name);

  rh_environment_append (scope, variable);
  g_hash_table_add (self->variables, g_strdup (variable_name));
  self->n_variables++;
  rh_import_keep_variable (self, scope, variable, value, place);
  return variable_name;
}

/* The one variable that a secret field is, if it is one. */
static void
add_filling (RhImport *self, const char *value)
{
  g_autoptr (GArray) refs = rh_template_find (value);
  const RhTemplateRef *ref;

  if (refs->len != 1)
    return;

  ref = &g_array_index (refs, RhTemplateRef, 0);
  if (ref->length == strlen (value))
    g_hash_table_add (self->filling, g_strdup (ref->name));
}

gboolean
rh_import_fills_secret (RhImport *self, const char *variable)
{
  return g_hash_table_contains (self->filling, variable);
}

char *
rh_import_hide (RhImport *self, const char *name, const char *value, const char *place)
{
  g_autofree char *digest = NULL;
  g_autofree char *variable = NULL;

  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);
  g_return_val_if_fail (name != NULL && value != NULL && place != NULL, NULL);

  if (*value == '\0' || rh_template_has_refs (value))
    {
      add_filling (self, value);
      return g_strdup (value);
    }

  digest = dup_digest (value);
  variable = g_strdup (g_hash_table_lookup (self->hidden, digest));
  if (variable == NULL && self->secrets->len >= RH_IMPORT_MAX_SECRETS)
    {
      rh_import_note (self, RH_IMPORT_TOO_MUCH, "", name);
      return rh_mask_length ((gsize) g_utf8_strlen (value, -1));
    }
  if (variable == NULL)
    variable = hide_new (self, name, value, place);

  return g_strdup_printf ("{{%s}}", variable);
}

GPtrArray *
rh_import_get_secrets (RhImport *self)
{
  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);

  return self->secrets;
}

/* All of it */

gboolean
rh_import_is_environments (RhImport *self)
{
  g_return_val_if_fail (RH_IS_IMPORT (self), FALSE);

  return g_list_model_get_n_items (rh_folder_get_items (rh_collection_get_root (self->collection)))
             == 0
         && g_list_model_get_n_items (rh_collection_get_environments (self->collection)) > 0;
}

gboolean
rh_import_is_cancelled (RhImport *self)
{
  return g_cancellable_is_cancelled (self->cancellable);
}

gboolean
rh_import_finish (RhImport *self, GCancellable *cancellable, GError **error)
{
  static void (*const walks[]) (RhImport *)
      = { rh_import_reserve_scopes, rh_import_settle_oauth, rh_import_settle_items,
          rh_import_settle_secrets, rh_import_settle_kept,  rh_import_settle_sizes,
          rh_import_settle_scopes };

  g_return_val_if_fail (RH_IS_IMPORT (self), FALSE);
  g_return_val_if_fail (!self->finished, FALSE);

  self->finished = TRUE;
  self->cancellable = cancellable;
  for (guint i = 0; i < G_N_ELEMENTS (walks) && !rh_import_is_cancelled (self); i++)
    walks[i](self);
  self->cancellable = NULL;

  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

static guint
count_rows (RhRequestItem *item, RhRequestPart part)
{
  GListModel *rows = rh_request_item_peek_rows (item, part);

  return rows == NULL ? 0 : g_list_model_get_n_items (rows);
}

static void
count_folder (RhFolder *folder, RhImportCounts *counts)
{
  GListModel *items = rh_folder_get_items (folder);

  counts->variables += count_variables (rh_folder_get_scope (folder));
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        {
          counts->folders++;
          count_folder (RH_FOLDER (item), counts);
        }
      else
        {
          counts->requests++;
          counts->variables += count_rows (RH_REQUEST_ITEM (item), RH_REQUEST_PART_SCOPE);
          counts->examples += count_rows (RH_REQUEST_ITEM (item), RH_REQUEST_PART_EXAMPLES);
        }
    }
}

void
rh_import_count (RhImport *self, RhImportCounts *counts)
{
  GListModel *environments;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (counts != NULL);

  *counts = (RhImportCounts) { 0 };
  count_folder (rh_collection_get_root (self->collection), counts);
  environments = rh_collection_get_environments (self->collection);
  counts->environments = g_list_model_get_n_items (environments);
  for (guint i = 0; i < counts->environments; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      counts->variables += count_variables (environment);
    }
  counts->secrets = self->secrets->len;
}
