/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request's body in Postman's modes. */
#define G_LOG_DOMAIN "rh-export-postman-body"

#include "config.h"

#include "format/rh-export-postman-private.h"

static RhYaml *
new_mode (const char *mode)
{
  RhYaml *body = rh_yaml_new_mapping ();

  rh_yaml_set_string (body, "mode", mode);
  return body;
}

/* The language says which Content-Type Postman adds. */
static RhYaml *
new_raw (const RhPostmanOut *out, RhRequestItem *item, const char *language, const char *place)
{
  g_autofree char *text
      = rh_export_dup_text (out->export, out->options, rh_request_item_get_body_text (item), place);
  RhYaml *body = new_mode ("raw");
  RhYaml *options = rh_yaml_new_mapping ();
  RhYaml *raw = rh_yaml_new_mapping ();

  rh_postman_set_text (body, "raw", text);
  rh_yaml_set_string (raw, "language", language);
  rh_yaml_set (options, "raw", raw);
  rh_yaml_set (body, "options", options);
  return body;
}

/* One file is a text, several are a list, none is null. */
static RhYaml *
new_src (RhField *field)
{
  g_auto (GStrv) paths = rh_field_dup_paths (field);
  RhYaml *list;

  if (paths[0] == NULL)
    return rh_yaml_new_plain ("null");
  if (paths[1] == NULL)
    return rh_yaml_new_string (paths[0]);

  list = rh_yaml_new_sequence ();
  for (guint i = 0; paths[i] != NULL; i++)
    rh_yaml_append (list, rh_yaml_new_string (paths[i]));
  return list;
}

static void
fill_part (RhYaml *row, RhField *field, const char *value)
{
  gboolean file = rh_field_is_file (field);

  if (file)
    rh_yaml_set (row, "src", new_src (field));
  else
    rh_postman_set_text (row, "value", value);
  rh_yaml_set_string (row, "type", file ? "file" : "text");
  if (*rh_field_get_media_type (field) != '\0')
    rh_postman_set_text (row, "contentType", rh_field_get_media_type (field));
  if (*rh_field_get_file_name (field) != '\0')
    rh_postman_set_text (row, "fileName", rh_field_get_file_name (field));
}

static RhYaml *
new_rows (const RhPostmanOut *out, GListModel *rows, const char *mode, const char *place)
{
  RhYaml *body = new_mode (mode);
  gboolean parts = g_str_equal (mode, "formdata");
  RhYaml *list = rh_yaml_new_sequence ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *value = rh_export_dup_field (out->export, out->options, field, FALSE, place);
      RhYaml *row = rh_yaml_new_mapping ();

      rh_postman_set_text (row, "key", rh_field_get_name (field));
      if (parts)
        fill_part (row, field, value);
      else
        rh_postman_set_text (row, "value", value);
      rh_postman_set_note (row, rh_field_get_note (field));
      rh_postman_set_disabled (row, rh_field_is_enabled (field));
      rh_yaml_append (list, row);
    }

  rh_yaml_set (body, mode, list);
  return body;
}

static RhYaml *
new_file (RhRequestItem *item)
{
  const char *path = rh_request_item_get_body_path (item);
  RhYaml *body = new_mode ("file");
  RhYaml *file = rh_yaml_new_mapping ();

  rh_yaml_set (file, "src", *path == '\0' ? rh_yaml_new_plain ("null") : rh_yaml_new_string (path));
  rh_yaml_set (body, "file", file);
  return body;
}

RhYaml *
rh_postman_new_body (const RhPostmanOut *out, RhRequestItem *item, const char *place)
{
  switch (rh_request_item_get_body_kind (item))
    {
    case RH_BODY_KIND_JSON:
      return new_raw (out, item, "json", place);
    case RH_BODY_KIND_XML:
      return new_raw (out, item, "xml", place);
    case RH_BODY_KIND_TEXT:
      return new_raw (out, item, "text", place);
    case RH_BODY_KIND_FORM:
      return new_rows (out, rh_request_item_get_form (item), "urlencoded", place);
    case RH_BODY_KIND_MULTIPART:
      return new_rows (out, rh_request_item_get_parts (item), "formdata", place);
    case RH_BODY_KIND_FILE:
      return new_file (item);
    case RH_BODY_KIND_KEPT:
      rh_export_note (out->export, RH_IMPORT_OUT_MEMBER, place, "body");
      return NULL;
    case RH_BODY_KIND_NONE:
    default:
      return NULL;
    }
}
