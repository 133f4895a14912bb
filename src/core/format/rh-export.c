/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which formats there are to write, and what their writers share: what was chosen, and what may
 * stand in a file. */
#define G_LOG_DOMAIN "rh-export"

#include "config.h"

#include "format/rh-export-private.h"

#include "collection/rh-secret-looking.h"
#include "collection/rh-tree.h"
#include "format/rh-import-hide.h"
#include "text/rh-template.h"

G_DEFINE_QUARK (rh_export_error, rh_export_error)

static const RhExportFormat *const formats[] = {
  &rh_export_postman,
  &rh_export_postman_environment,
  &rh_export_openapi,
  &rh_export_openapi_json,
  &rh_export_curl,
  &rh_export_http,
  NULL,
};

const RhExportFormat *const *
rh_export_formats (void)
{
  return formats;
}

const RhExportFormat *
rh_export_find_format (const char *id)
{
  g_return_val_if_fail (id != NULL, NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    if (g_str_equal (formats[i]->id, id))
      return formats[i];

  return NULL;
}

RhExport *
rh_export_new (void)
{
  RhExport *self = g_new0 (RhExport, 1);

  self->text = g_string_new (NULL);
  self->notes = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_note_free);
  self->notes_by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  return self;
}

void
rh_export_free (RhExport *self)
{
  g_string_free (self->text, TRUE);
  g_hash_table_unref (self->notes_by_key);
  g_ptr_array_unref (self->notes);
  g_free (self);
}

/* Reads what was only glanced at. Whether there is a request in it. */
static gboolean
load_requests (RhExport *self, const RhExportOptions *options)
{
  g_autoptr (GPtrArray) items = rh_export_dup_items (options);
  gboolean any = FALSE;

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GPtrArray) requests = rh_tree_dup_requests (g_ptr_array_index (items, i));

      for (guint j = 0; j < requests->len; j++)
        {
          RhRequestItem *item = g_ptr_array_index (requests, j);
          g_autofree char *place = NULL;

          any = TRUE;
          if (rh_request_item_load (item))
            continue;
          place = rh_export_dup_place (item);
          rh_export_note (self, RH_IMPORT_OUT_REQUEST, place, NULL);
        }
    }

  return any;
}

RhExport *
rh_export_write (const RhExportFormat *format, const RhExportOptions *options, GError **error)
{
  g_autoptr (RhExport) self = rh_export_new ();

  g_return_val_if_fail (format != NULL && options != NULL, NULL);
  g_return_val_if_fail (!format->needs_text || options->text != NULL, NULL);

  if (format->environment == RH_EXPORT_ENVIRONMENT_NEEDED)
    {
      if (options->environment == NULL)
        {
          g_set_error_literal (error, RH_EXPORT_ERROR, RH_EXPORT_ERROR_ENVIRONMENT, format->name);
          return NULL;
        }
    }
  else if (!load_requests (self, options))
    {
      g_set_error_literal (error, RH_EXPORT_ERROR, RH_EXPORT_ERROR_NOTHING,
                           rh_collection_get_name (options->collection));
      return NULL;
    }

  return format->write (self, options, error) ? g_steal_pointer (&self) : NULL;
}

/* Notes and places */

void
rh_export_note (RhExport *self, RhImportCode code, const char *place, const char *what)
{
  g_return_if_fail (self != NULL);

  rh_import_notes_add (self->notes, self->notes_by_key, code, place, what);
}

char *
rh_export_dup_place (gpointer object)
{
  RhFolder *root;

  if (RH_IS_COLLECTION (object))
    return g_strdup ("");

  root = RH_IS_FOLDER (object) ? object : rh_tree_get_parent (object, NULL);
  while (root != NULL && rh_folder_get_parent (root) != NULL)
    root = rh_folder_get_parent (root);

  return rh_tree_dup_place (object, root);
}

/* What is chosen */

static void
add_chosen (RhFolder *folder, GHashTable *chosen, GPtrArray *items)
{
  GListModel *all = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (all, i);

      if (chosen == NULL || g_hash_table_contains (chosen, item))
        g_ptr_array_add (items, g_object_ref (item));
      else if (RH_IS_FOLDER (item))
        add_chosen (RH_FOLDER (item), chosen, items);
    }
}

GPtrArray *
rh_export_dup_items (const RhExportOptions *options)
{
  g_autoptr (GHashTable) chosen = NULL;
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; options->items != NULL && i < options->items->len; i++)
    {
      if (chosen == NULL)
        chosen = g_hash_table_new (NULL, NULL);
      g_hash_table_add (chosen, g_ptr_array_index (options->items, i));
    }

  add_chosen (rh_collection_get_root (options->collection), chosen, items);
  return items;
}

GPtrArray *
rh_export_dup_requests (const RhExportOptions *options)
{
  g_autoptr (GPtrArray) items = rh_export_dup_items (options);
  GPtrArray *readable = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (GPtrArray) requests = rh_tree_dup_requests (g_ptr_array_index (items, i));

      for (guint j = 0; j < requests->len; j++)
        if (rh_request_item_load (g_ptr_array_index (requests, j)))
          g_ptr_array_add (readable, g_object_ref (g_ptr_array_index (requests, j)));
    }

  return readable;
}

/* What may stand in a file */

static char *
dup_hidden (RhExport *self, const char *place, const char *name)
{
  rh_export_note (self, RH_IMPORT_OUT_SECRET, place, name);
  return g_strdup ("");
}

char *
rh_export_dup_variable (RhExport *self,
                        const RhExportOptions *options,
                        RhEnvironment *holder,
                        RhVariable *variable,
                        const char *place)
{
  const char *name = rh_variable_get_name (variable);
  const char *value = rh_variable_get_value (variable);
  RhSecret *secret = NULL;

  if (!rh_variable_is_secret (variable))
    return options->secret != NULL || !rh_secret_looking (name, value, FALSE)
               ? g_strdup (value)
               : dup_hidden (self, place, name);

  if (options->secret != NULL)
    secret = options->secret (holder, name, options->user_data);
  if (secret == NULL)
    return dup_hidden (self, place, name);

  rh_export_note (self, RH_IMPORT_OUT_CLEAR, place, name);
  return g_strdup (rh_secret_peek (secret, NULL));
}

typedef struct
{
  RhExport *export;
  const char *place;
} Hiding;

static char *
hide_cb (const char *name, const char *secret, gpointer user_data)
{
  Hiding *hiding = user_data;
  g_autofree char *variable = rh_secret_looking_dup_name (name);

  rh_export_note (hiding->export, RH_IMPORT_OUT_SECRET, hiding->place, variable);
  return g_strdup_printf ("{{%s}}", variable);
}

char *
rh_export_dup_text (RhExport *self,
                    const RhExportOptions *options,
                    const char *text,
                    const char *place)
{
  Hiding hiding = { self, place };

  return options->secret != NULL ? g_strdup (text)
                                 : rh_import_replace_secrets (text, hide_cb, &hiding);
}

char *
rh_export_dup_field (RhExport *self,
                     const RhExportOptions *options,
                     RhField *field,
                     gboolean header,
                     const char *place)
{
  const char *name = rh_field_get_name (field);
  const char *value = rh_field_get_value (field);
  const char *secret;

  if (options->secret != NULL || rh_field_is_file (field))
    return g_strdup (value);
  if (!rh_secret_looking (name, value, header))
    return rh_export_dup_text (self, options, value, place);

  secret = rh_secret_looking_skip_scheme (value);
  rh_export_note (self, RH_IMPORT_OUT_SECRET, place, name);
  return g_strndup (value, (gsize) (secret - value));
}

RhExample *
rh_export_dup_example (RhExport *self,
                       const RhExportOptions *options,
                       RhExample *example,
                       const char *place)
{
  gboolean masked = FALSE;
  g_autoptr (RhExample) safe = NULL;

  if (options->secret != NULL)
    return g_object_ref (example);

  safe = rh_import_mask_example (example, &masked);
  if (!masked)
    return g_object_ref (example);

  rh_export_note (self, RH_IMPORT_EXAMPLE_MASKED, place, rh_example_get_name (safe));
  return g_steal_pointer (&safe);
}

char *
rh_export_dup_secret (RhExport *self,
                      const RhExportOptions *options,
                      const char *name,
                      const char *value,
                      const char *place)
{
  if (*value == '\0' || rh_template_has_refs (value))
    return g_strdup (value);
  if (options->secret == NULL)
    return dup_hidden (self, place, name);

  rh_export_note (self, RH_IMPORT_OUT_CLEAR, place, name);
  return g_strdup (value);
}
