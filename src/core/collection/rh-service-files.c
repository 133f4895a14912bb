/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Services from files that anybody may have written. They are read once, when a program starts. */
#define G_LOG_DOMAIN "rh-service-files"

#include "config.h"

#include "collection/rh-service-files.h"

#include "collection/rh-folder-disk.h"
#include "collection/rh-json.h"
#include "oauth/rh-server-text.h"

/* Nobody needs more, and each of them is read before the first window. */
#define MAX_FILES 100

typedef struct
{
  GListStore *services;
  GHashTable *names; /* of files that an earlier folder has */
  GStrvBuilder *problems;
  guint n_files;
} Load;

static void
add_problem (Load *load, GFile *folder, const char *name, const GError *error)
{
  g_autoptr (GFile) file = g_file_get_child (folder, name);
  g_autofree char *path = g_filename_display_name (g_file_peek_path (file));
  g_autofree char *message = rh_server_text_clean (error->message);
  g_autofree char *problem = g_strdup_printf ("%s: %s", path, message);

  g_strv_builder_add (load->problems, problem);
}

static gboolean
is_taken (GListStore *services, const char *id)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (services));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (G_LIST_MODEL (services), i);

      if (g_str_equal (rh_service_get_id (service), id))
        return TRUE;
    }

  return FALSE;
}

static gboolean
take (Load *load, RhDisk *disk, const char *name, GError **error)
{
  gsize length;
  g_autofree char *text = NULL;
  g_autoptr (RhService) service = NULL;

  if (++load->n_files > MAX_FILES)
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT,
                           "one of more than 100 files");
      return FALSE;
    }

  text = rh_disk_read (disk, name, RH_SERVICE_MAX_SIZE, &length, NULL, error);
  service = text == NULL ? NULL : rh_service_parse (text, (gssize) length, error);
  if (service == NULL)
    return FALSE;

  if (is_taken (load->services, rh_service_get_id (service)))
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT,
                           "id: of a service that is there already");
      return FALSE;
    }

  g_list_store_append (load->services, service);
  return TRUE;
}

static void
load_folder (Load *load, const char *path)
{
  g_autoptr (GFile) folder = g_file_new_for_path (path);
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, NULL);
  g_autoptr (GPtrArray) list = disk == NULL ? NULL : rh_disk_list (disk, "", NULL);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const RhDiskEntry *entry = g_ptr_array_index (list, i);
      g_autoptr (GError) error = NULL;

      if (!g_str_has_suffix (entry->name, ".json")
          || !g_hash_table_add (load->names, g_strdup (entry->name)))
        continue;
      if (!take (load, disk, entry->name, &error))
        add_problem (load, folder, entry->name, error);
    }
}

GStrv
rh_service_files_load (GListStore *services, const char *const *folders)
{
  g_autoptr (GHashTable) names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GStrvBuilder) problems = g_strv_builder_new ();
  Load load = { services, names, problems, 0 };

  g_return_val_if_fail (G_IS_LIST_STORE (services) && folders != NULL, NULL);

  for (guint i = 0; folders[i] != NULL; i++)
    load_folder (&load, folders[i]);

  return g_strv_builder_end (problems);
}

GStrv
rh_service_files_dup_folders (void)
{
  g_autoptr (GStrvBuilder) folders = g_strv_builder_new ();
  const char *const *system = g_get_system_data_dirs ();

  g_strv_builder_take (folders, g_build_filename (g_get_user_data_dir (), RH_SERVICE_FOLDER, NULL));
  for (guint i = 0; system[i] != NULL; i++)
    g_strv_builder_take (folders, g_build_filename (system[i], RH_SERVICE_FOLDER, NULL));

  return g_strv_builder_end (folders);
}
