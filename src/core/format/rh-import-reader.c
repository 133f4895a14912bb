/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which reader a file is for. */
#define G_LOG_DOMAIN "rh-import-reader"

#include "config.h"

#include "format/rh-import-private.h"

#include <string.h>

/* The first that matches: what is told from more comes first. */
static const RhImportReader *const readers[] = {
  &rh_import_bruno_file,
  &rh_import_har,
  &rh_import_openapi,
  &rh_import_insomnia,
  &rh_import_curl,
  &rh_import_postman,
  &rh_import_postman_environment,
  &rh_import_postman_v3,
  NULL,
};

static const RhImportFolderReader *const folder_readers[] = {
  &rh_import_bruno_folder,
  &rh_import_postman_folder,
  NULL,
};

static const RhImportReader *
find_reader (const RhImportFile *file, GError **error)
{
  for (guint i = 0; readers[i] != NULL; i++)
    if (readers[i]->matches (file))
      return readers[i];

  if (file->problem != NULL)
    g_set_error (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_UNKNOWN, "%s: %s", file->name,
                 file->problem->message);
  else
    g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_UNKNOWN, file->name);
  return NULL;
}

/* @file: what was read, for a message; @name: what the collection is called if nothing says so. */
static RhImport *
finish (RhImport *self,
        const char *file,
        const char *name,
        const RhImportWatch *watch,
        GError **error)
{
  RhCollection *collection = rh_import_get_collection (self);
  RhFolder *root = rh_collection_get_root (collection);

  if (!g_cancellable_is_cancelled (watch->cancellable)
      && g_list_model_get_n_items (rh_folder_get_items (root)) == 0
      && g_list_model_get_n_items (rh_collection_get_environments (collection)) == 0)
    {
      g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_NOTHING, file);
      return NULL;
    }

  if (*rh_collection_get_name (collection) == '\0')
    g_object_set (collection, "name", name, NULL);
  return rh_import_finish (self, watch->cancellable, error) ? g_object_ref (self) : NULL;
}

/* "acme.postman_collection.json" is called acme. */
static char *
dup_stem (const char *name)
{
  const char *dot = strchr (*name == '.' ? name + 1 : name, '.');

  return dot == NULL ? g_strdup (name) : g_strndup (name, (gsize) (dot - name));
}

static void
learn_names (RhImport *self, GPtrArray *files)
{
  for (guint i = 0; i < files->len; i++)
    {
      const RhImportFile *file = g_ptr_array_index (files, i);
      const RhImportReader *reader = find_reader (file, NULL);

      rh_import_reserve_references (self, file);
      if (reader != NULL && reader->learn != NULL)
        reader->learn (self, file);
    }
}

/* Those that are late, or those that are not. */
static gboolean
read_some (RhImport *self,
           GPtrArray *files,
           gboolean late,
           const RhImportWatch *watch,
           GError **error)
{
  for (guint i = 0; i < files->len; i++)
    {
      const RhImportFile *file = g_ptr_array_index (files, i);
      const RhImportReader *reader = find_reader (file, error);

      if (reader == NULL)
        return FALSE;
      if (reader->late == late && !reader->read (self, file, watch, error))
        return FALSE;
    }

  return TRUE;
}

RhImport *
rh_import_read_files (GPtrArray *files, const RhImportWatch *watch, GError **error)
{
  g_autoptr (RhImport) self = rh_import_new ();
  const RhImportFile *first;
  g_autofree char *name = NULL;

  g_return_val_if_fail (files != NULL && files->len > 0, NULL);

  learn_names (self, files);
  if (!read_some (self, files, FALSE, watch, error) || !read_some (self, files, TRUE, watch, error))
    return NULL;

  first = g_ptr_array_index (files, 0);
  name = dup_stem (first->name);
  return finish (self, first->name, name, watch, error);
}

static const RhImportFolderReader *
find_folder_reader (RhDisk *disk)
{
  for (guint i = 0; folder_readers[i] != NULL; i++)
    if (folder_readers[i]->matches (disk))
      return folder_readers[i];

  return NULL;
}

gboolean
rh_import_knows_folder (RhDisk *disk)
{
  g_return_val_if_fail (RH_IS_DISK (disk), FALSE);

  return find_folder_reader (disk) != NULL;
}

RhImport *
rh_import_read_folder (RhDisk *disk, const char *name, const RhImportWatch *watch, GError **error)
{
  g_autoptr (RhImport) self = rh_import_new ();
  const RhImportFolderReader *reader;

  g_return_val_if_fail (RH_IS_DISK (disk), NULL);
  g_return_val_if_fail (name != NULL && watch != NULL, NULL);

  reader = find_folder_reader (disk);
  if (reader == NULL)
    {
      g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_UNKNOWN, name);
      return NULL;
    }
  if (!reader->read (self, disk, watch, error))
    return NULL;

  return finish (self, name, name, watch, error);
}
