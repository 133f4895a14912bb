/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the files of a request, each as rh-file-reference.h has it. */
#define G_LOG_DOMAIN "rh-send-files"

#include "config.h"

#include "workspace/rh-send-files.h"

#include "workspace/rh-file-reference.h"
#include "workspace/rh-sender.h"

typedef struct
{
  RhCollections *collections;
  RhCollection *collection;
  char **asked;
} Search;

/* (transfer full) */
static char *
find (const Search *search, const char *path, GError **error)
{
  gboolean allowed;
  g_autofree char *file
      = rh_file_reference_find (search->collections, search->collection, path, &allowed, NULL);

  if (file == NULL)
    {
      g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NO_FILE, path);
      return NULL;
    }
  if (!allowed)
    {
      g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_FILE, file);
      *search->asked = g_steal_pointer (&file);
      return NULL;
    }

  return g_steal_pointer (&file);
}

static gboolean
find_body (const Search *search, RhRequestItem *item, GError **error)
{
  g_autofree char *file = find (search, rh_request_item_get_body_path (item), error);

  if (file == NULL)
    return FALSE;

  g_object_set (item, "body-path", file, NULL);
  return TRUE;
}

static gboolean
find_part (const Search *search, RhField *part, GError **error)
{
  g_auto (GStrv) paths = rh_field_dup_paths (part);
  g_autofree char *joined = NULL;

  for (guint i = 0; paths[i] != NULL; i++)
    {
      char *file = find (search, paths[i], error);

      if (file == NULL)
        return FALSE;
      g_free (paths[i]);
      paths[i] = file;
    }

  joined = g_strjoinv ("\n", paths);
  g_object_set (part, "value", joined, NULL);
  return TRUE;
}

static gboolean
find_parts (const Search *search, RhRequestItem *item, GError **error)
{
  GListModel *parts = rh_request_item_get_parts (item);

  for (guint i = 0; i < g_list_model_get_n_items (parts); i++)
    {
      g_autoptr (RhField) part = g_list_model_get_item (parts, i);

      if (rh_field_is_enabled (part) && rh_field_is_file (part) && !find_part (search, part, error))
        return FALSE;
    }

  return TRUE;
}

RhRequestItem *
rh_send_files_find (RhCollections *collections,
                    RhCollection *collection,
                    RhRequestItem *item,
                    char **asked,
                    GError **error)
{
  const Search search = { collections, collection, asked };
  g_autoptr (RhRequestItem) copy = NULL;
  RhBodyKind kind;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);
  g_return_val_if_fail (asked != NULL, NULL);

  kind = rh_request_item_get_body_kind (item);
  if (kind != RH_BODY_KIND_FILE && kind != RH_BODY_KIND_MULTIPART)
    return g_object_ref (item);

  copy = rh_request_item_copy (item);
  if (!(kind == RH_BODY_KIND_FILE ? find_body (&search, copy, error)
                                  : find_parts (&search, copy, error)))
    return NULL;

  return g_steal_pointer (&copy);
}
