/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Params of a request. The URL has the enabled ones; the file lists all of them besides, as other
 * programs want it, and what the list says against the URL does not count. */
#define G_LOG_DOMAIN "rh-opencollection-params"

#include "config.h"

#include "collection/rh-opencollection-private.h"

/* Each one costs a walk through the URL. */
#define MAX_PARAMS 1000

typedef struct
{
  RhRequestItem *item;
  GHashTable *taken; /* set of rows that stand for an element already */
  guint at;          /* the row that comes next */
} ParamReader;

static gboolean
is_query (const RhYaml *element)
{
  const char *type = rh_oc_peek_text (element, "type");

  return *type == '\0' || g_str_equal (type, "query");
}

/* The enabled row that has this name, and its value if @exact, and that no element took yet. */
static guint
find_row (ParamReader *reader, GListModel *rows, RhField *field, gboolean exact)
{
  guint n = g_list_model_get_n_items (rows);
  guint i;

  for (i = 0; i < n; i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);

      if (rh_field_is_enabled (row) && !g_hash_table_contains (reader->taken, row)
          && g_str_equal (rh_field_get_name (row), rh_field_get_name (field))
          && (!exact || g_str_equal (rh_field_get_value (row), rh_field_get_value (field))))
        break;
    }

  return i;
}

/* A row of no words, "?=", would leave the URL when it is touched. */
static void
take_note (RhField *row, const char *note)
{
  if (*rh_field_get_name (row) != '\0' || *rh_field_get_value (row) != '\0')
    g_object_set (row, "note", note, NULL);
}

static void
insert_param (ParamReader *reader, RhField *field)
{
  rh_request_item_insert_param (reader->item, reader->at++, field);
  g_hash_table_add (reader->taken, field);
}

static void
take_enabled (ParamReader *reader, RhField *field)
{
  GListModel *rows = rh_request_item_get_params (reader->item);
  guint n = g_list_model_get_n_items (rows);
  guint found = find_row (reader, rows, field, TRUE);
  g_autoptr (RhField) row = NULL;

  if (found == n)
    found = find_row (reader, rows, field, FALSE);
  if (found == n)
    {
      insert_param (reader, field);
      return;
    }

  row = g_list_model_get_item (rows, found);
  take_note (row, rh_field_get_note (field));
  g_hash_table_add (reader->taken, row);
  reader->at = MAX (reader->at, found + 1);
}

static gboolean
read_param (const RhYaml *element, gpointer owner, GError **error)
{
  ParamReader *reader = owner;
  g_autoptr (RhField) field = NULL;

  if (!is_query (element))
    return TRUE;
  if (g_hash_table_size (reader->taken) >= MAX_PARAMS)
    return rh_oc_fail (element, error, "more than %d params", MAX_PARAMS);

  field = rh_oc_read_field (element, error);
  if (field == NULL)
    return FALSE;

  if (rh_field_is_enabled (field))
    take_enabled (reader, field);
  else
    insert_param (reader, field);
  return TRUE;
}

gboolean
rh_oc_read_params (const RhYaml *section, RhRequestItem *item, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (NULL, NULL);
  ParamReader reader = { item, taken, 0 };

  return rh_oc_each (section, "params", read_param, &reader, error);
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
  GListModel *rows = rh_request_item_get_params (item);

  if (!are_same_rows (rows, rh_request_item_get_params (was)))
    rh_oc_put_rows (section, "params", rows, &params, order);
}
