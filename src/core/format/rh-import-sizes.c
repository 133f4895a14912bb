/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A file of ours has limits that others do not have. What could be written and not be read again is
 * left out and told, rather than kept in a request that cannot be opened. */
#define G_LOG_DOMAIN "rh-import-sizes"

#include "config.h"

#include "format/rh-import-private.h"

#include "collection/rh-opencollection.h"

#include <string.h>

/* What weighs less is far from every limit. */
#define LIGHT (1024 * 1024)
/* Of a row, with all that its names and braces take. */
#define ROW 64

static gsize
weigh_rows (RhRequestItem *item, RhRequestPart part)
{
  GListModel *rows = rh_request_item_peek_rows (item, part);

  return rows == NULL ? 0 : (gsize) g_list_model_get_n_items (rows) * ROW;
}

static gsize
weigh (RhRequestItem *item)
{
  GListModel *examples = rh_request_item_peek_rows (item, RH_REQUEST_PART_EXAMPLES);
  GBytes *source = rh_request_item_get_source (item);
  gsize weight
      = strlen (rh_request_item_get_body_text (item)) + strlen (rh_request_item_get_note (item))
        + weigh_rows (item, RH_REQUEST_PART_HEADERS) + weigh_rows (item, RH_REQUEST_PART_FORM)
        + weigh_rows (item, RH_REQUEST_PART_PARTS)
        + (source == NULL ? 0 : g_bytes_get_size (source));

  for (guint i = 0; examples != NULL && i < g_list_model_get_n_items (examples); i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);
      const char *body = rh_example_get_body (example);

      weight += ROW + (body == NULL ? 0 : strlen (body));
    }

  return weight;
}

static gboolean
can_be_read (RhRequestItem *item)
{
  g_autoptr (GBytes) text = rh_opencollection_write_request (item, 1, NULL);
  g_autoptr (RhRequestItem) again = NULL;

  if (text != NULL)
    again = rh_opencollection_read_request (text, NULL, NULL);

  return again != NULL;
}

static void
drop_examples (RhRequestItem *item)
{
  while (g_list_model_get_n_items (rh_request_item_get_examples (item)) > 0)
    rh_request_item_remove_example (item, 0);
}

static void
drop_body (RhRequestItem *item)
{
  GListModel *form = rh_request_item_get_form (item);
  GListModel *parts = rh_request_item_get_parts (item);

  for (guint i = g_list_model_get_n_items (form); i > 0; i--)
    rh_request_item_remove_form_field (item, i - 1);
  for (guint i = g_list_model_get_n_items (parts); i > 0; i--)
    rh_request_item_remove_part (item, i - 1);
  g_object_set (item, "body-kind", RH_BODY_KIND_NONE, "body-text", "", NULL);
}

static void
drop_kept (RhRequestItem *item)
{
  rh_request_item_set_source (item, NULL);
}

/* In this order, until the rest can be read. */
static const struct
{
  const char *what;
  void (*drop) (RhRequestItem *item);
} parts[] = {
  { "responses", drop_examples },
  { "body", drop_body },
  { "extensions", drop_kept },
};

static guint
count_params (RhRequestItem *item)
{
  GListModel *params = rh_request_item_peek_rows (item, RH_REQUEST_PART_PARAMS);
  GListModel *path = rh_request_item_peek_rows (item, RH_REQUEST_PART_PATH_PARAMS);

  return (params == NULL ? 0 : g_list_model_get_n_items (params))
         + (path == NULL ? 0 : g_list_model_get_n_items (path));
}

static void
drop_url (RhRequestItem *item)
{
  g_object_set (item, "url", "", NULL);
  for (guint i = count_params (item); i > 0; i--)
    rh_request_item_remove_param (item, i - 1);
}

static void
settle_request (RhImport *self, RhRequestItem *item)
{
  g_autofree char *place = NULL;

  if (strlen (rh_request_item_get_url (item)) > RH_OPENCOLLECTION_MAX_URL
      || count_params (item) > RH_OPENCOLLECTION_MAX_PARAMS)
    {
      place = rh_import_dup_place (self, item);
      drop_url (item);
      rh_import_note (self, RH_IMPORT_TOO_MUCH, place, "url");
    }
  if (weigh (item) < LIGHT)
    return;

  g_free (place);
  place = rh_import_dup_place (self, item);
  for (guint i = 0; i < G_N_ELEMENTS (parts) && !can_be_read (item); i++)
    {
      parts[i].drop (item);
      rh_import_note (self, RH_IMPORT_TOO_MUCH, place, parts[i].what);
    }
}

static void
settle_folder (RhImport *self, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  for (guint i = 0; i < g_list_model_get_n_items (items) && !rh_import_is_cancelled (self); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (RH_IS_FOLDER (item))
        settle_folder (self, RH_FOLDER (item));
      else
        settle_request (self, RH_REQUEST_ITEM (item));
    }
}

void
rh_import_settle_sizes (RhImport *self)
{
  settle_folder (self, rh_collection_get_root (rh_import_get_collection (self)));
}
