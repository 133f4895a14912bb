/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the store treats secrets that a file holds in clear. Most are not in the model, so what is
 * written from it would lose them: such a file waits until somebody took them out, which is
 * rewriting it. Those of an auth are, and follow the file. */
#define G_LOG_DOMAIN "rh-store-rewrite"

#include "config.h"

#include "collection/rh-collection-store-private.h"
#include "collection/rh-opencollection.h"

gboolean
rh_store_check_secrets (const char *file, GBytes *source, GBytes *text, GError **error)
{
  g_auto (GStrv) before = NULL;
  g_auto (GStrv) after = NULL;

  if (source == NULL || g_bytes_equal (source, text))
    return TRUE;

  before = rh_opencollection_find_hidden_secrets (source);
  if (before[0] == NULL)
    return TRUE;

  after = rh_opencollection_find_hidden_secrets (text);
  for (guint i = 0; before[i] != NULL; i++)
    if (!g_strv_contains ((const char *const *) after, before[i]))
      {
        g_set_error (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_SECRETS, "%s: %s",
                     file, before[i]);
        return FALSE;
      }

  return TRUE;
}

static gboolean
check_expected (RhCollectionStore *self,
                const char *file,
                GBytes *expected,
                RhDiskInfo *info,
                GError **error)
{
  g_autoptr (GBytes) there = rh_store_read_text (self->disk, file, info, error);

  if (there == NULL)
    return FALSE;
  if (g_bytes_equal (there, expected))
    return TRUE;

  g_set_error_literal (error, RH_COLLECTION_STORE_ERROR, RH_COLLECTION_STORE_ERROR_CONFLICT, file);
  return FALSE;
}

static gboolean
is_loaded (RhStoreEntry *entry)
{
  return !RH_IS_REQUEST_ITEM (entry->object)
         || rh_request_item_is_loaded (RH_REQUEST_ITEM (entry->object));
}

static gboolean
is_edited (RhCollectionStore *self, RhStoreEntry *entry)
{
  if (RH_IS_REQUEST_ITEM (entry->object))
    return rh_request_item_is_edited (RH_REQUEST_ITEM (entry->object));

  return g_hash_table_contains (self->dirty, entry->object);
}

/* What @text has for the same kind of object; NULL: it has no auth. (transfer full) */
static RhAuth *
read_auth (gpointer object, GBytes *text)
{
  g_autoptr (RhRequestItem) item = NULL;
  g_autoptr (RhFolder) folder = NULL;

  if (RH_IS_REQUEST_ITEM (object))
    {
      item = rh_opencollection_read_request (text, NULL, NULL);
      return item == NULL ? NULL : g_object_ref (rh_request_item_get_auth (item));
    }
  if (!RH_IS_FOLDER (object))
    return NULL;

  folder = rh_folder_new ("");
  return rh_opencollection_read_folder (text, folder, NULL, NULL)
             ? g_object_ref (rh_folder_get_auth (folder))
             : NULL;
}

void
rh_store_follow_auth (gpointer object, GBytes *expected, GBytes *text)
{
  g_autoptr (RhAuth) was = read_auth (object, expected);
  g_autoptr (RhAuth) is = read_auth (object, text);

  if (was != NULL && is != NULL)
    rh_auth_follow (RH_IS_FOLDER (object) ? rh_folder_get_auth (object)
                                          : rh_request_item_get_auth (object),
                    was, is);
}

/* What is edited is on top of the new text; all else is to be read again. */
static void
follow (RhCollectionStore *self,
        RhStoreEntry *entry,
        GBytes *expected,
        GBytes *text,
        const RhDiskInfo *info)
{
  GBytes *source = is_loaded (entry) ? rh_store_get_source (entry) : NULL;
  gboolean known = source != NULL && g_bytes_equal (source, expected);

  if (known)
    rh_store_set_source (entry, text);
  if (known && is_edited (self, entry))
    {
      rh_store_follow_auth (entry->object, expected, text);
      entry->info = *info;
    }
  else if (entry->info.size >= 0)
    entry->info.mtime = -1;
}

gboolean
rh_collection_store_rewrite (RhCollectionStore *self,
                             const char *file,
                             GBytes *expected,
                             GBytes *text,
                             GError **error)
{
  RhStoreEntry *entry;
  RhDiskInfo info;

  g_return_val_if_fail (RH_IS_COLLECTION_STORE (self), FALSE);
  g_return_val_if_fail (file != NULL && expected != NULL && text != NULL, FALSE);

  if (!check_expected (self, file, expected, &info, error))
    return FALSE;

  if (!rh_store_write_file (self, file, text, &info, NULL, error))
    return FALSE;

  entry = rh_store_get_file (self, file);
  if (entry != NULL)
    follow (self, entry, expected, text, &info);
  return TRUE;
}
