/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The collection that grows while files are read, its secrets and the notes about the rest. */
#define G_LOG_DOMAIN "rh-import"

#include "config.h"

#include "format/rh-import-private.h"

#include "collection/rh-secret-looking.h"
#include "text/rh-template.h"

struct _RhImport
{
  GObject parent_instance;

  RhCollection *collection;
  char *origin;
  GPtrArray *notes;         /* RhImportNote */
  GHashTable *notes_by_key; /* "code place what" → RhImportNote, borrowed */
  GPtrArray *secrets;       /* RhImportSecret */
  gboolean finished;
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

static void
rh_import_finalize (GObject *object)
{
  RhImport *self = RH_IMPORT (object);

  g_clear_object (&self->collection);
  g_free (self->origin);
  g_hash_table_unref (self->notes_by_key);
  g_ptr_array_unref (self->notes);
  g_ptr_array_unref (self->secrets);

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
  g_autofree char *key = NULL;
  RhImportNote *note;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (place != NULL);

  key = g_strdup_printf ("%u\n%s\n%s", code, place, what == NULL ? "" : what);
  note = g_hash_table_lookup (self->notes_by_key, key);
  if (note != NULL)
    {
      note->count++;
      return;
    }

  note = rh_import_note_new (code, place, what);
  g_hash_table_insert (self->notes_by_key, g_steal_pointer (&key), note);
  g_ptr_array_add (self->notes, note);
}

GPtrArray *
rh_import_get_notes (RhImport *self)
{
  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);

  return self->notes;
}

/* Secrets */

void
rh_import_keep_secret (RhImport *self,
                       RhEnvironment *holder,
                       const char *variable,
                       const char *value,
                       const char *place)
{
  RhImportSecret *secret;
  RhVariable *found;

  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (RH_IS_ENVIRONMENT (holder));
  g_return_if_fail (variable != NULL && value != NULL && place != NULL);

  found = rh_environment_lookup (holder, variable);
  if (found == NULL)
    rh_environment_add_secret (holder, variable);
  else
    g_object_set (found, "secret", TRUE, NULL);

  secret = g_new0 (RhImportSecret, 1);
  secret->holder = g_object_ref (holder);
  secret->variable = g_strdup (variable);
  secret->value = rh_secret_new (value, -1);
  secret->place = g_strdup (place);
  g_ptr_array_add (self->secrets, secret);
}

/* NULL: none has that value. */
static const char *
find_hidden (RhImport *self, RhEnvironment *scope, const char *value)
{
  g_autoptr (RhSecret) wanted = rh_secret_new (value, -1);

  for (guint i = 0; i < self->secrets->len; i++)
    {
      RhImportSecret *secret = g_ptr_array_index (self->secrets, i);

      if (secret->holder == scope && rh_secret_equal (secret->value, wanted))
        return secret->variable;
    }

  return NULL;
}

/* One that neither the collection nor an environment has, for those come before it. */
static gboolean
is_variable_taken (RhImport *self, const char *name)
{
  GListModel *environments = rh_collection_get_environments (self->collection);

  if (rh_environment_lookup (rh_collection_get_scope (self->collection), name) != NULL)
    return TRUE;

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      if (rh_environment_lookup (environment, name) != NULL)
        return TRUE;
    }

  return FALSE;
}

static char *
dup_free_variable (RhImport *self, const char *field)
{
  g_autofree char *name = rh_secret_looking_dup_name (field);
  char *free_name = g_strdup (name);

  for (guint i = 2; is_variable_taken (self, free_name); i++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s_%u", name, i);
    }

  return free_name;
}

char *
rh_import_hide (RhImport *self, const char *name, const char *value, const char *place)
{
  RhEnvironment *scope;
  const char *found;
  g_autofree char *variable = NULL;

  g_return_val_if_fail (RH_IS_IMPORT (self), NULL);
  g_return_val_if_fail (name != NULL && value != NULL && place != NULL, NULL);

  if (*value == '\0' || rh_template_has_refs (value))
    return g_strdup (value);

  scope = rh_collection_get_scope (self->collection);
  found = find_hidden (self, scope, value);
  if (found == NULL)
    {
      variable = dup_free_variable (self, name);
      rh_import_keep_secret (self, scope, variable, value, place);
      found = variable;
    }

  return g_strdup_printf ("{{%s}}", found);
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

void
rh_import_finish (RhImport *self)
{
  g_return_if_fail (RH_IS_IMPORT (self));
  g_return_if_fail (!self->finished);

  self->finished = TRUE;
  rh_import_settle_oauth (self);
  rh_import_settle_items (self);
  rh_import_settle_kept (self);
}

static guint
count_variables (RhEnvironment *scope)
{
  return g_list_model_get_n_items (rh_environment_get_variables (scope));
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
          counts->variables += count_variables (rh_request_item_get_scope (RH_REQUEST_ITEM (item)));
          counts->examples
              += g_list_model_get_n_items (rh_request_item_get_examples (RH_REQUEST_ITEM (item)));
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
