/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of a recorded request. What can be sent again as fields becomes fields; the rest is sent
 * as it was. */
#define G_LOG_DOMAIN "rh-import-har-body"

#include "config.h"

#include "format/rh-import-har.h"

#include "text/rh-codec.h"

#include <string.h>

#define FORM_TYPE "application/x-www-form-urlencoded"
#define MULTIPART_TYPE "multipart/form-data"

static void
set_text (RhRequestItem *item, const char *type, const char *text)
{
  gboolean json = g_str_has_suffix (type, "/json") || g_str_has_suffix (type, "+json");
  gboolean xml = g_str_has_suffix (type, "/xml") || g_str_has_suffix (type, "+xml");

  g_object_set (item, "body-text", text, "body-kind",
                json  ? RH_BODY_KIND_JSON
                : xml ? RH_BODY_KIND_XML
                      : RH_BODY_KIND_TEXT,
                NULL);
}

/* Fields */

static void
take_header (RhRequestItem *item, const char *name)
{
  GListModel *rows = rh_request_item_get_headers (item);

  for (guint i = g_list_model_get_n_items (rows); i > 0; i--)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i - 1);

      if (g_ascii_strcasecmp (rh_field_get_name (field), name) == 0)
        rh_request_item_remove_header (item, i - 1);
    }
}

static void
add_form_field (RhImport *import,
                RhRequestItem *item,
                const char *name,
                const char *value,
                const char *place)
{
  g_autofree char *valid_name = g_utf8_make_valid (name, -1);
  g_autofree char *valid = g_utf8_make_valid (value, -1);
  g_autoptr (RhField) field = rh_field_new (valid_name, valid, NULL, TRUE);

  if (!g_str_equal (valid_name, name) || !g_str_equal (valid, value))
    rh_import_note (import, RH_IMPORT_TEXT_CHANGED, place, NULL);
  rh_request_item_add_form_field (item, field);
}

/* What was sent, else what the browser made of it. */
static void
set_form (RhImport *import, RhRequestItem *item, const RhYaml *data, const char *place)
{
  const char *text = rh_member_text (data, "text");
  const RhYaml *rows = rh_member_sequence (data, "params");
  g_autoptr (RhParams) params = rh_params_parse (text, -1);

  for (guint i = 0; *text != '\0' && i < rh_params_get_length (params); i++)
    {
      const RhParam *param = rh_params_nth (params, i);

      add_form_field (import, item, param->name, param->value == NULL ? "" : param->value, place);
    }
  for (guint i = 0; *text == '\0' && rows != NULL && i < rh_yaml_get_length (rows); i++)
    {
      const RhYaml *row = rh_yaml_nth (rows, i);

      add_form_field (import, item, rh_member_text (row, "name"), rh_member_text (row, "value"),
                      place);
    }
  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, NULL);
}

static void
add_part (RhImport *import, RhRequestItem *item, const RhYaml *row, const char *place)
{
  const char *file = rh_member_text (row, "fileName");
  gboolean is_file = *file != '\0';
  g_autoptr (RhField) field = rh_field_new (
      rh_member_text (row, "name"), is_file ? file : rh_member_text (row, "value"), NULL, TRUE);

  g_object_set (field, "file", is_file, "media-type", rh_member_text (row, "contentType"), NULL);
  if (is_file)
    rh_import_note (import, RH_IMPORT_FILE_NOT_READ, place, file);
  rh_request_item_add_part (item, field);
}

static void
set_parts (RhImport *import, RhRequestItem *item, const RhYaml *rows, const char *place)
{
  for (guint i = 0; i < rh_yaml_get_length (rows); i++)
    add_part (import, item, rh_yaml_nth (rows, i), place);

  /* its boundary is made anew */
  take_header (item, "Content-Type");
  g_object_set (item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
}

void
rh_har_read_body (RhImport *import, RhRequestItem *item, const RhYaml *data, const char *place)
{
  static const RhMember members[] = { { "mimeType", RH_MEMBER_TEXT },
                                      { "text", RH_MEMBER_TEXT },
                                      { "params", RH_MEMBER_SEQUENCE },
                                      { "comment", RH_MEMBER_TEXT },
                                      { NULL, 0 } };
  const char *full = rh_member_text (data, "mimeType");
  g_autofree char *type = g_ascii_strdown (full, (gssize) strcspn (full, "; "));
  const RhYaml *rows = rh_member_sequence (data, "params");
  gboolean has_rows = rows != NULL && rh_yaml_get_length (rows) > 0;

  rh_members_tell (import, data, members, "");
  if (g_str_equal (type, FORM_TYPE))
    set_form (import, item, data, place);
  else if (g_str_equal (type, MULTIPART_TYPE) && has_rows)
    set_parts (import, item, rows, place);
  else if (*rh_member_text (data, "text") != '\0')
    set_text (item, type, rh_member_text (data, "text"));
}
