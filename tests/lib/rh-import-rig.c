/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One text, one import. */
#include "lib/rh-import-rig.h"

#include "lib/rh-store-rig.h"

#include <string.h>

static RhImport *
try_read (const char *name, const char *text, GError **error)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GPtrArray) files
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  RhImportFile *file = rh_import_file_new (name, bytes, error);
  const RhImportWatch watch = { 0 };

  if (file == NULL)
    return NULL;

  g_ptr_array_add (files, file);
  return rh_import_read_files (files, &watch, error);
}

RhImport *
rh_import_rig_read (const char *name, const char *text)
{
  g_autoptr (GError) error = NULL;
  RhImport *import = try_read (name, text, &error);

  g_assert_no_error (error);
  g_assert_nonnull (import);
  return import;
}

RhImport *
rh_import_rig_read_folder (const char *name, const char *const *files)
{
  g_autoptr (GError) error = NULL;
  const RhImportWatch watch = { 0 };
  RhStoreRig rig = { 0 };
  RhImport *import;

  rh_store_rig_set_up (&rig, NULL);
  for (guint i = 0; files[i] != NULL; i += 2)
    rh_store_rig_write (&rig, files[i], files[i + 1]);
  g_assert_true (rh_import_knows_folder (rig.disk));
  import = rh_import_read_folder (rig.disk, name, &watch, &error);
  g_assert_no_error (error);
  g_assert_nonnull (import);
  rh_store_rig_tear_down (&rig, NULL);
  return import;
}

char *
rh_import_rig_fail (const char *name, const char *text, RhImportError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhImport) import = try_read (name, text, &error);

  g_assert_error (error, RH_IMPORT_ERROR, (int) code);
  g_assert_null (import);
  return g_strdup (error->message);
}

guint
rh_import_rig_count (RhImport *import, RhImportCode code, const char *place, const char *what)
{
  GPtrArray *notes = rh_import_get_notes (import);
  guint count = 0;

  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);

      if (note->code == code && g_str_equal (note->place, place)
          && (what == NULL || g_strcmp0 (note->what, what) == 0))
        count += note->count;
    }

  return count;
}

static char *
dup_notes (RhImport *import)
{
  GPtrArray *notes = rh_import_get_notes (import);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < notes->len; i++)
    {
      const RhImportNote *note = g_ptr_array_index (notes, i);
      g_autofree char *sentence = rh_import_note_dup_sentence (note);

      g_string_append_printf (text, "%u [%s] %s ×%u\n", note->code, note->place, sentence,
                              note->count);
    }

  return g_string_free_and_steal (text);
}

void
rh_import_rig_print_notes (RhImport *import)
{
  g_autofree char *notes = dup_notes (import);

  g_test_message ("%s", notes);
}

static void
append_tree (GString *text, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      g_string_append (text, i == 0 ? "" : ",");
      if (RH_IS_REQUEST_ITEM (item))
        {
          g_string_append (text, rh_request_item_get_name (RH_REQUEST_ITEM (item)));
          continue;
        }
      g_string_append_printf (text, "%s[", rh_folder_get_name (RH_FOLDER (item)));
      append_tree (text, RH_FOLDER (item));
      g_string_append_c (text, ']');
    }
}

char *
rh_import_rig_tree (RhImport *import)
{
  GString *text = g_string_new (NULL);

  append_tree (text, rh_collection_get_root (rh_import_get_collection (import)));
  return g_string_free_and_steal (text);
}

static RhRequestItem *
find (RhImport *import, RhFolder *folder, const char *path)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);
      g_autofree char *place = rh_import_dup_place (import, item);
      RhRequestItem *found = NULL;

      if (RH_IS_FOLDER (item))
        found = find (import, RH_FOLDER (item), path);
      else if (g_str_equal (place, path))
        found = RH_REQUEST_ITEM (item);
      if (found != NULL)
        return found;
    }

  return NULL;
}

RhRequestItem *
rh_import_rig_find (RhImport *import, const char *path)
{
  RhRequestItem *item
      = find (import, rh_collection_get_root (rh_import_get_collection (import)), path);

  if (item == NULL)
    {
      g_autofree char *tree = rh_import_rig_tree (import);

      g_error ("no request at %s in %s", path, tree);
    }
  return item;
}

char *
rh_import_rig_rows (GListModel *rows)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      g_string_append_printf (text, "%s%s: %s%s", rh_field_is_enabled (field) ? "" : "- ",
                              rh_field_get_name (field), rh_field_is_file (field) ? "@" : "",
                              rh_field_get_value (field));
      if (*rh_field_get_media_type (field) != '\0')
        g_string_append_printf (text, " (%s)", rh_field_get_media_type (field));
      g_string_append_c (text, '\n');
    }

  return g_string_free_and_steal (text);
}

char *
rh_import_rig_variables (RhEnvironment *scope)
{
  GListModel *all = rh_environment_get_variables (scope);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (all); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (all, i);

      g_string_append_printf (text, "%s%s%s=%s %s\n", rh_variable_is_enabled (variable) ? "" : "- ",
                              rh_variable_is_secret (variable) ? "* " : "",
                              rh_variable_get_name (variable), rh_variable_get_value (variable),
                              rh_variable_get_kind (variable));
    }

  return g_string_free_and_steal (text);
}

char *
rh_import_rig_secret (RhImport *import, const char *variable)
{
  GPtrArray *secrets = rh_import_get_secrets (import);

  for (guint i = 0; i < secrets->len; i++)
    {
      const RhImportSecret *secret = g_ptr_array_index (secrets, i);
      gsize length;
      const char *value = rh_secret_peek (secret->value, &length);

      if (g_str_equal (secret->variable, variable))
        return g_strndup (value, length);
    }

  return NULL;
}

char *
rh_import_rig_write (RhImport *import)
{
  RhStoreRig rig = { 0 };
  g_autoptr (GError) error = NULL;
  g_autofree char *files = NULL;
  g_autofree char *notes = dup_notes (import);

  rh_store_rig_set_up (&rig, NULL);
  rig.store = rh_collection_store_new (rh_import_get_collection (import), rig.disk);
  g_assert_true (rh_collection_store_create (rig.store, &error));
  g_assert_no_error (error);
  files = rh_store_rig_dump (&rig);
  rh_store_rig_tear_down (&rig, NULL);
  return g_strconcat (files, notes, NULL);
}
