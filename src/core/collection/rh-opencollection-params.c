/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Params of a request. The URL has the enabled ones; the file lists all of them besides, as other
 * programs want it, and what the list says against the URL does not count. */
#define G_LOG_DOMAIN "rh-opencollection-params"

#include "config.h"

#include "collection/rh-opencollection-private.h"
#include "collection/rh-query.h"

/* Each one costs a walk through the URL. */

/* A row that the URL made, and the text that it stands for there. */
typedef struct
{
  RhField *row;
  char *text;
  char *name;
} UrlRow;

typedef struct
{
  RhRequestItem *item;
  GListStore *path; /* of RhField: path parameters */
  GPtrArray *left;  /* of UrlRow, in order: those that no element was found for yet */
  guint at;         /* the row that comes next */
  guint n;          /* elements so far */
} ParamReader;

static gboolean
is_query (const RhYaml *element)
{
  const char *type = rh_oc_peek_text (element, "type");

  return *type == '\0' || g_str_equal (type, "query");
}

static gboolean
is_path (const RhYaml *element)
{
  return g_str_equal (rh_oc_peek_text (element, "type"), "path");
}

static char *
dup_text (RhField *field)
{
  return rh_query_segment_new (rh_field_get_name (field), rh_field_get_value (field), FALSE);
}

static char *
dup_name_text (RhField *field)
{
  return rh_query_segment_new (rh_field_get_name (field), "", TRUE);
}

static void
url_row_free (gpointer data)
{
  UrlRow *self = data;

  g_object_unref (self->row);
  g_free (self->text);
  g_free (self->name);
  g_free (self);
}

static GPtrArray *
list_url_rows (GListModel *rows)
{
  GPtrArray *left = g_ptr_array_new_with_free_func (url_row_free);
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      UrlRow *row = g_new0 (UrlRow, 1);

      row->row = g_list_model_get_item (rows, i);
      row->text = dup_text (row->row);
      row->name = dup_name_text (row->row);
      g_ptr_array_add (left, row);
    }

  return left;
}

/* The first that is the same in the URL, or else has the same name there. A row without text yet is
 * in no URL, and another one without a name is not it. */
static gboolean
find_left (ParamReader *reader, RhField *field, guint *index, gboolean *same)
{
  g_autofree char *text = dup_text (field);
  g_autofree char *name = dup_name_text (field);
  guint named = reader->left->len;

  for (guint i = 0; i < reader->left->len; i++)
    {
      const UrlRow *row = g_ptr_array_index (reader->left, i);

      if (g_str_equal (row->text, text))
        {
          *index = i;
          *same = TRUE;
          return TRUE;
        }
      if (*text != '\0' && named == reader->left->len && g_str_equal (row->name, name))
        named = i;
    }

  *index = named;
  *same = FALSE;
  return named < reader->left->len;
}

/* The same text in the URL can be said in other words, "x&y" for "x%26y". */
static void
take_words (RhField *row, RhField *field, gboolean same)
{
  if (*rh_field_get_name (row) == '\0' && *rh_field_get_value (row) == '\0')
    return; /* "?=" would leave the URL when it is touched */

  if (same)
    g_object_set (row, "name", rh_field_get_name (field), "value", rh_field_get_value (field),
                  NULL);
  g_object_set (row, "note", rh_field_get_note (field), NULL);
}

static guint
find_place (GListModel *rows, RhField *row)
{
  guint n = g_list_model_get_n_items (rows);
  guint i;

  for (i = 0; i < n; i++)
    {
      g_autoptr (RhField) other = g_list_model_get_item (rows, i);

      if (other == row)
        break;
    }

  return i;
}

static void
take_enabled (ParamReader *reader, RhField *field)
{
  UrlRow *found;
  gboolean same;
  guint index;

  if (!find_left (reader, field, &index, &same))
    {
      rh_request_item_insert_param (reader->item, reader->at++, field);
      return;
    }

  found = g_ptr_array_index (reader->left, index);
  take_words (found->row, field, same);
  reader->at
      = MAX (reader->at, find_place (rh_request_item_get_params (reader->item), found->row) + 1);
  g_ptr_array_remove_index (reader->left, index);
}

static gboolean
read_param (const RhYaml *element, gpointer owner, GError **error)
{
  ParamReader *reader = owner;
  g_autoptr (RhField) field = NULL;

  if (!is_query (element) && !is_path (element))
    return TRUE;
  if (reader->n++ >= RH_OPENCOLLECTION_MAX_PARAMS)
    return rh_oc_fail (element, error, "more than %d params", RH_OPENCOLLECTION_MAX_PARAMS);

  field = rh_oc_read_field (element, error);
  if (field == NULL)
    return FALSE;

  if (is_path (element))
    g_list_store_append (reader->path, field);
  else if (rh_field_is_enabled (field))
    take_enabled (reader, field);
  else
    rh_request_item_insert_param (reader->item, reader->at++, field);
  return TRUE;
}

gboolean
rh_oc_read_params (const RhYaml *section, RhRequestItem *item, GError **error)
{
  g_autoptr (GListStore) path = NULL;
  g_autoptr (GPtrArray) left = NULL;
  ParamReader reader = { .item = item };

  if (rh_yaml_get (section, "params") == NULL)
    return TRUE; /* rows are made when somebody asks for them */

  reader.path = path = g_list_store_new (RH_TYPE_FIELD);
  reader.left = left = list_url_rows (rh_request_item_get_params (item));
  if (!rh_oc_each (section, "params", read_param, &reader, error))
    return FALSE;

  if (g_list_model_get_n_items (G_LIST_MODEL (path)) > 0)
    rh_request_item_overlay_path_params (item, G_LIST_MODEL (path));
  return TRUE;
}

static const char *
name_of_param (const RhYaml *element)
{
  return rh_oc_peek_text (element, "name");
}

static RhYaml *
make_param (void)
{
  RhYaml *element = rh_oc_fields.make ();

  rh_yaml_set_string (element, "type", "query");
  return element;
}

static RhYaml *
make_path_param (void)
{
  RhYaml *element = rh_oc_fields.make ();

  rh_yaml_set_string (element, "type", "path");
  return element;
}

static gboolean
is_same_row (RhField *a, RhField *b)
{
  return g_str_equal (rh_field_get_name (a), rh_field_get_name (b))
         && g_str_equal (rh_field_get_value (a), rh_field_get_value (b))
         && g_str_equal (rh_field_get_note (a), rh_field_get_note (b))
         && rh_field_is_enabled (a) == rh_field_is_enabled (b);
}

static gboolean
are_same_rows (GListModel *a, GListModel *b)
{
  guint n = g_list_model_get_n_items (a);

  if (n != g_list_model_get_n_items (b))
    return FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (a, i);
      g_autoptr (RhField) other = g_list_model_get_item (b, i);

      if (!is_same_row (row, other))
        return FALSE;
    }

  return TRUE;
}

void
rh_oc_put_params (RhYaml *section,
                  RhRequestItem *item,
                  RhRequestItem *was,
                  const char *const *order)
{
  const RhOcRows params
      = { is_query, name_of_param, rh_oc_fields.name_of_row, make_param, rh_oc_fields.fill };
  const RhOcRows path
      = { is_path, name_of_param, rh_oc_fields.name_of_row, make_path_param, rh_oc_fields.fill };

  if (rh_oc_has_either (item, was, RH_REQUEST_PART_PARAMS)
      && !(rh_request_item_has (was, RH_REQUEST_PART_PARAMS)
           && are_same_rows (rh_request_item_get_params (item), rh_request_item_get_params (was))))
    rh_oc_put_rows (section, "params", rh_request_item_get_params (item), &params, order);
  if (rh_oc_has_either (item, was, RH_REQUEST_PART_PATH_PARAMS)
      && !are_same_rows (rh_request_item_get_path_params (item),
                         rh_request_item_get_path_params (was)))
    rh_oc_put_rows (section, "params", rh_request_item_get_path_params (item), &path, order);
}
