/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From files to bytes. */
#define G_LOG_DOMAIN "rh-import-load"

#include "config.h"

#include "workspace/rh-import-load.h"

#include "collection/rh-folder-disk.h"

#define PART_SIZE (64 * 1024)
#define ATTRIBUTES \
  G_FILE_ATTRIBUTE_STANDARD_TYPE "," G_FILE_ATTRIBUTE_STANDARD_SIZE \
                                 "," G_FILE_ATTRIBUTE_STANDARD_DISPLAY_NAME

static RhDiskError
code_of (const GError *error)
{
  switch (error->code)
    {
    case G_IO_ERROR_NOT_FOUND:
      return RH_DISK_ERROR_NOT_FOUND;
    case G_IO_ERROR_PERMISSION_DENIED:
      return RH_DISK_ERROR_DENIED;
    case G_IO_ERROR_IS_DIRECTORY:
    case G_IO_ERROR_NOT_REGULAR_FILE:
      return RH_DISK_ERROR_KIND;
    default:
      return RH_DISK_ERROR_FAILED;
    }
}

static gboolean
fail (GError **error, const char *name, GError *local_error)
{
  if (g_error_matches (local_error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_propagate_error (error, local_error);
      return FALSE;
    }

  rh_disk_set_error_literal (error, code_of (local_error), name, local_error->message);
  g_error_free (local_error);
  return FALSE;
}

static gboolean
fail_too_large (GError **error, const char *name)
{
  g_set_error_literal (error, RH_IMPORT_ERROR, RH_IMPORT_ERROR_TOO_LARGE, name);
  return FALSE;
}

/* Up to @room bytes: a file can be longer than it says, and grow. */
static GBytes *
read_bytes (GFile *file, const char *name, gsize room, GCancellable *cancellable, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  g_autoptr (GFileInputStream) stream = NULL;
  g_autofree guint8 *part = g_malloc (PART_SIZE);
  GError *local_error = NULL;
  gssize got = 1;

  stream = g_file_read (file, cancellable, &local_error);
  while (stream != NULL && got > 0 && bytes->len <= room)
    {
      got = g_input_stream_read (G_INPUT_STREAM (stream), part, PART_SIZE, cancellable,
                                 &local_error);
      if (got > 0)
        g_byte_array_append (bytes, part, (guint) got);
    }

  if (local_error != NULL)
    fail (error, name, local_error);
  else if (bytes->len > room)
    fail_too_large (error, name);
  else
    return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));

  return NULL;
}

/* A pipe is not waited for. */
static gboolean
check_file (GFileInfo *info, const char *name, gsize room, GError **error)
{
  if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    {
      rh_disk_set_error_literal (error, RH_DISK_ERROR_KIND, name, "is not a file");
      return FALSE;
    }

  return (guint64) g_file_info_get_size (info) <= room || fail_too_large (error, name);
}

static gboolean
read_file (GPtrArray *read, GFile *file, gsize *room, const RhImportWatch *watch, GError **error)
{
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *fallback = g_filename_display_name (base);
  g_autoptr (GFileInfo) info = NULL;
  g_autoptr (GBytes) bytes = NULL;
  GError *local_error = NULL;
  RhImportFile *result;
  const char *name;

  info = g_file_query_info (file, ATTRIBUTES, G_FILE_QUERY_INFO_NONE, watch->cancellable,
                            &local_error);
  if (info == NULL)
    return fail (error, fallback, local_error);

  name = g_file_info_get_display_name (info);
  if (check_file (info, name, *room, error))
    bytes = read_bytes (file, name, *room, watch->cancellable, error);
  if (bytes == NULL)
    return FALSE;

  *room -= g_bytes_get_size (bytes);
  result = rh_import_file_new (name, bytes, error);
  if (result == NULL)
    return FALSE;

  g_ptr_array_add (read, result);
  return TRUE;
}

static gboolean
is_folder (GFile *file, GCancellable *cancellable)
{
  return g_file_query_file_type (file, G_FILE_QUERY_INFO_NONE, cancellable)
         == G_FILE_TYPE_DIRECTORY;
}

static RhImport *
load_folder (GFile *folder, const RhImportWatch *watch, GError **error)
{
  g_autoptr (RhDisk) disk = rh_folder_disk_new (folder, error);
  g_autofree char *base = g_file_get_basename (folder);
  g_autofree char *name = g_filename_display_name (base);

  return disk == NULL ? NULL : rh_import_read_folder (disk, name, watch, error);
}

RhImport *
rh_import_load (GPtrArray *files, const RhImportWatch *watch, GError **error)
{
  g_autoptr (GPtrArray) read
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_import_file_free);
  gsize room = RH_IMPORT_MAX_SIZE;

  g_return_val_if_fail (files != NULL && files->len > 0, NULL);
  g_return_val_if_fail (watch != NULL, NULL);

  if (files->len == 1 && is_folder (g_ptr_array_index (files, 0), watch->cancellable))
    return load_folder (g_ptr_array_index (files, 0), watch, error);

  for (guint i = 0; i < files->len; i++)
    if (!read_file (read, g_ptr_array_index (files, i), &room, watch, error))
      return NULL;

  return rh_import_read_files (read, watch, error);
}
