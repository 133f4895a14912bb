/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a request of Insomnia's is made of: the URL with its params, rows, the body. */
#define G_LOG_DOMAIN "rh-import-insomnia-parts"

#include "config.h"

#include "format/rh-import-insomnia.h"

#include "collection/rh-query.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"
#define MULTIPART_TYPE "multipart/form-data"
#define GRAPHQL_TYPE "application/graphql"

/* Rows */

/* NULL: it has neither name nor value. (transfer full) */
static RhField *
read_row (RhInsomnia *self, const RhYaml *row, const char *place)
{
  static const RhMember members[] = { { "name", RH_MEMBER_TEXT },
                                      { "value", RH_MEMBER_TEXT },
                                      { "description", RH_MEMBER_TEXT },
                                      { "disabled", RH_MEMBER_TEXT },
                                      { "type", RH_MEMBER_TEXT },
                                      { "fileName", RH_MEMBER_TEXT },
                                      { "id", RH_MEMBER_STAMP },
                                      { "multiline", RH_MEMBER_STAMP },
                                      { NULL, 0 } };
  g_autofree char *name = rh_insomnia_dup_member (self, row, "name", place);
  g_autofree char *value = rh_insomnia_dup_member (self, row, "value", place);

  if (rh_yaml_get_kind (row) == RH_YAML_MAPPING)
    rh_members_tell (self->import, row, members, place);
  if (*name == '\0' && *value == '\0')
    return NULL;

  return rh_field_new (name, value, rh_member_text (row, "description"),
                       !rh_member_is_true (row, "disabled"));
}

void
rh_insomnia_read_rows (RhInsomnia *self,
                       const RhYaml *rows,
                       void (*add) (gpointer object, RhField *field),
                       gpointer object,
                       const char *place)
{
  for (guint i = 0; rows != NULL && i < rh_yaml_get_length (rows); i++)
    {
      g_autoptr (RhField) field = read_row (self, rh_yaml_nth (rows, i), place);

      if (field != NULL)
        add (object, field);
    }
}

/* The URL */

static void
append_to_store (gpointer store, RhField *field)
{
  g_list_store_append (store, field);
}

/* Params that are on are in the URL; the rest lies beside it. */
static char *
dup_with_query (const char *url, GListModel *params)
{
  gsize fragment = strcspn (url, "#");
  g_autofree char *plain = rh_query_blank_refs (url);
  GString *text = g_string_new_len (url, (gssize) fragment);
  gboolean has_query = memchr (plain, '?', fragment) != NULL;

  for (guint i = 0; i < g_list_model_get_n_items (params); i++)
    {
      g_autoptr (RhField) param = g_list_model_get_item (params, i);
      g_autofree char *segment = NULL;

      if (!rh_field_is_enabled (param))
        continue;
      segment = rh_query_segment_new (rh_field_get_name (param), rh_field_get_value (param), FALSE);
      g_string_append_printf (text, "%c%s", has_query ? '&' : '?', segment);
      has_query = TRUE;
    }

  g_string_append (text, url + fragment);
  return g_string_free_and_steal (text);
}

/* Those that the URL has itself come before those of the list. */
static GListModel *
dup_all_params (RhRequestItem *item, GListModel *listed)
{
  GListModel *own = rh_request_item_get_params (item);
  GListStore *all = g_list_store_new (RH_TYPE_FIELD);

  for (guint i = 0; i < g_list_model_get_n_items (own); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (own, i);
      g_autoptr (RhField) copy = rh_field_copy (field);

      g_list_store_append (all, copy);
    }
  for (guint i = 0; i < g_list_model_get_n_items (listed); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (listed, i);

      g_list_store_append (all, field);
    }

  return G_LIST_MODEL (all);
}

void
rh_insomnia_read_url (RhInsomnia *self,
                      RhRequestItem *item,
                      const RhYaml *record,
                      const char *place)
{
  g_autofree char *url = rh_insomnia_dup_member (self, record, "url", place);
  g_autoptr (GListStore) params = g_list_store_new (RH_TYPE_FIELD);
  g_autoptr (GListStore) path = g_list_store_new (RH_TYPE_FIELD);
  g_autoptr (GListModel) all = NULL;
  g_autofree char *full = NULL;

  rh_insomnia_read_rows (self, rh_member_sequence (record, "parameters"), append_to_store, params,
                         place);
  rh_insomnia_read_rows (self, rh_member_sequence (record, "pathParameters"), append_to_store, path,
                         place);
  g_object_set (item, "url", url, NULL);
  all = dup_all_params (item, G_LIST_MODEL (params));
  full = dup_with_query (url, G_LIST_MODEL (params));
  g_object_set (item, "url", full, NULL);
  rh_request_item_overlay_params (item, all);
  rh_request_item_overlay_path_params (item, G_LIST_MODEL (path));
}

/* The body */

static void
add_part (RhInsomnia *self, RhRequestItem *item, const RhYaml *row, const char *place)
{
  gboolean file = g_str_equal (rh_member_text (row, "type"), "file");
  g_autoptr (RhField) field = read_row (self, row, place);

  if (field == NULL)
    return;

  if (file)
    {
      g_object_set (field, "file", TRUE, "value", rh_member_text (row, "fileName"), NULL);
      rh_import_note (self->import, RH_IMPORT_FILE_NOT_READ, place,
                      rh_member_text (row, "fileName"));
    }
  rh_request_item_add_part (item, field);
}

static void
add_form_field (gpointer item, RhField *field)
{
  rh_request_item_add_form_field (item, field);
}

static void
read_fields (RhInsomnia *self,
             RhRequestItem *item,
             const RhYaml *rows,
             gboolean multipart,
             const char *place)
{
  if (!multipart)
    rh_insomnia_read_rows (self, rows, add_form_field, item, place);
  for (guint i = 0; multipart && i < rh_yaml_get_length (rows); i++)
    add_part (self, item, rh_yaml_nth (rows, i), place);

  g_object_set (item, "body-kind", multipart ? RH_BODY_KIND_MULTIPART : RH_BODY_KIND_FORM, NULL);
}

static gboolean
has_content_type (RhRequestItem *item)
{
  GListModel *rows = rh_request_item_get_headers (item);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (rh_field_is_enabled (field)
          && g_ascii_strcasecmp (rh_field_get_name (field), "Content-Type") == 0)
        return TRUE;
    }

  return FALSE;
}

/* A GraphQL body is written as the JSON that is sent. */
static void
set_text (RhInsomnia *self, RhRequestItem *item, const RhYaml *body, const char *place)
{
  const char *type = rh_member_text (body, "mimeType");
  gboolean graphql = g_str_equal (type, GRAPHQL_TYPE);
  gboolean json = graphql || g_str_has_suffix (type, "/json") || g_str_has_suffix (type, "+json");
  gboolean xml = g_str_has_suffix (type, "/xml") || g_str_has_suffix (type, "+xml");
  g_autofree char *text = rh_insomnia_dup_member (self, body, "text", place);

  g_object_set (item, "body-text", text, "body-kind",
                json  ? RH_BODY_KIND_JSON
                : xml ? RH_BODY_KIND_XML
                      : RH_BODY_KIND_TEXT,
                NULL);
  if (graphql)
    rh_import_note (self->import, RH_IMPORT_GRAPHQL_AS_JSON, place, NULL);
  else if (*type != '\0' && !json && !has_content_type (item))
    {
      g_autoptr (RhField) field = rh_field_new ("Content-Type", type, NULL, TRUE);

      rh_request_item_add_header (item, field);
    }
}

static void
set_file (RhInsomnia *self, RhRequestItem *item, const RhYaml *body, const char *place)
{
  const char *path = rh_member_text (body, "fileName");

  g_object_set (item, "body-kind", RH_BODY_KIND_FILE, "body-path", path, "body-type",
                rh_member_text (body, "mimeType"), NULL);
  rh_import_note (self->import, RH_IMPORT_FILE_NOT_READ, place, path);
}

void
rh_insomnia_read_body (RhInsomnia *self, RhRequestItem *item, const RhYaml *body, const char *place)
{
  static const RhMember members[] = { { "mimeType", RH_MEMBER_TEXT },
                                      { "text", RH_MEMBER_TEXT },
                                      { "fileName", RH_MEMBER_TEXT },
                                      { "params", RH_MEMBER_SEQUENCE },
                                      { NULL, 0 } };
  const char *type = rh_member_text (body, "mimeType");
  const RhYaml *rows = rh_member_sequence (body, "params");
  gboolean multipart = g_str_equal (type, MULTIPART_TYPE);

  if (body == NULL)
    return;

  rh_members_tell (self->import, body, members, place);
  if (rows != NULL && (multipart || g_str_equal (type, FORM_TYPE)))
    read_fields (self, item, rows, multipart, place);
  else if (*rh_member_text (body, "fileName") != '\0')
    set_file (self, item, body, place);
  else if (*rh_member_text (body, "text") != '\0')
    set_text (self, item, body, place);
}
