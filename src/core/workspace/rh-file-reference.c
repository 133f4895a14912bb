/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Inside or outside is decided by where a file really is: a link in the folder that leads out of it
 * is outside, and so is `../`. */
#define G_LOG_DOMAIN "rh-file-reference"

#include "config.h"

#include "workspace/rh-file-reference.h"

#include "collection/rh-folder-disk.h"
#include "collection/rh-real-path.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Where relative paths start; NULL: the collection lives in memory. Borrowed. */
static const char *
get_base (RhCollections *collections, RhCollection *collection)
{
  RhCollectionStore *store = rh_collections_get_store (collections, collection);
  RhDisk *disk = store == NULL ? NULL : rh_collection_store_get_disk (store);

  return disk == NULL || !RH_IS_FOLDER_DISK (disk)
             ? NULL
             : g_file_peek_path (rh_folder_disk_get_folder (RH_FOLDER_DISK (disk)));
}

static char *
dup_real (const char *path, GError **error)
{
  char *real = realpath (path, NULL);
  char *copy;

  if (real == NULL)
    {
      int code = errno;

      g_set_error_literal (error, G_FILE_ERROR, (int) g_file_error_from_errno (code),
                           g_strerror (code));
      return NULL;
    }

  copy = g_strdup (real);
  free (real); /* NOLINT: of the C library */
  return copy;
}

/* What is behind the folder in @path; NULL: it is elsewhere. The portal gives a folder and a file
 * in it as two documents, so where they are on the host is compared. (transfer full) */
static char *
dup_below (const char *base, const char *path)
{
  g_autoptr (GFile) folder = base == NULL ? NULL : g_file_new_for_path (base);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *root = NULL;
  g_autofree char *real = NULL;
  gsize length;

  if (folder == NULL)
    return NULL;

  root = rh_real_path_dup (folder);
  real = rh_real_path_dup (file);
  length = strlen (root);
  return g_str_has_prefix (real, root) && real[length] == '/' ? g_strdup (real + length + 1) : NULL;
}

char *
rh_file_reference_find (RhCollections *collections,
                        RhCollection *collection,
                        const char *path,
                        gboolean *allowed,
                        GError **error)
{
  const char *base;
  g_autofree char *full = NULL;
  g_autofree char *below = NULL;
  char *real;

  g_return_val_if_fail (RH_IS_COLLECTIONS (collections), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (path != NULL, NULL);

  if (allowed != NULL)
    *allowed = FALSE;
  base = get_base (collections, collection);
  if (*path == '\0' || (base == NULL && !g_path_is_absolute (path)))
    {
      g_set_error_literal (error, G_FILE_ERROR, G_FILE_ERROR_NOENT, g_strerror (ENOENT));
      return NULL;
    }

  full = g_path_is_absolute (path) ? g_strdup (path) : g_build_filename (base, path, NULL);
  real = dup_real (full, error);
  if (real != NULL)
    below = dup_below (base, real);
  if (real != NULL && allowed != NULL)
    *allowed = below != NULL
               || rh_known_folders_allows_file (rh_collections_get_known (collections),
                                                rh_collection_get_id (collection), real);
  return real;
}

gboolean
rh_file_reference_allow (RhCollections *collections,
                         RhCollection *collection,
                         const char *path,
                         GError **error)
{
  g_return_val_if_fail (RH_IS_COLLECTIONS (collections), FALSE);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), FALSE);

  return rh_known_folders_allow_file (rh_collections_get_known (collections),
                                      rh_collection_get_id (collection), path, error);
}

char *
rh_file_reference_pick (RhCollections *collections,
                        RhCollection *collection,
                        const char *path,
                        GError **error)
{
  g_autofree char *real = NULL;
  char *below;
  gboolean allowed;

  g_return_val_if_fail (path != NULL && g_path_is_absolute (path), NULL);

  real = rh_file_reference_find (collections, collection, path, &allowed, error);
  if (real == NULL)
    return NULL;

  below = dup_below (get_base (collections, collection), real);
  if (below != NULL)
    return below;
  if (!allowed && !rh_file_reference_allow (collections, collection, real, error))
    return NULL;

  return g_strdup (path);
}
