/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's bodies. A body that is not sent there is not sent here: it stays in the file. */
#define G_LOG_DOMAIN "rh-import-postman-body"

#include "config.h"

#include "format/rh-import-postman-private.h"

#include "collection/rh-yaml-json.h"
#include "text/rh-template.h"

#include <string.h>

#define GROUP "body"

/* Of a raw body's language; others are sent as text. */
static const struct
{
  const char *language;
  RhBodyKind kind;
  const char *type; /* of a text that says so; NULL: the kind does */
} languages[] = {
  { "json", RH_BODY_KIND_JSON, NULL },
  { "xml", RH_BODY_KIND_XML, NULL },
  { "html", RH_BODY_KIND_TEXT, "text/html" },
  { "javascript", RH_BODY_KIND_TEXT, "application/javascript" },
};

/* Raw */

/* "": there is none that is switched on. */
static const char *
content_type_of (RhRequestItem *item)
{
  GListModel *headers = rh_request_item_get_headers (item);

  for (guint i = 0; i < g_list_model_get_n_items (headers); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (headers, i);

      if (rh_field_is_enabled (row)
          && g_ascii_strcasecmp (rh_field_get_name (row), "Content-Type") == 0)
        return rh_field_get_value (row); /* the model has it */
    }

  return "";
}

static void
add_content_type (RhRequestItem *item, const char *type)
{
  g_autoptr (RhField) row = rh_field_new ("Content-Type", type, "", TRUE);

  if (*content_type_of (item) == '\0')
    rh_request_item_add_header (item, row);
}

static RhBodyKind
kind_of_type (const char *type)
{
  g_autofree char *lower = g_ascii_strdown (type, -1);

  if (strstr (lower, "json") != NULL)
    return RH_BODY_KIND_JSON;

  return strstr (lower, "xml") != NULL ? RH_BODY_KIND_XML : RH_BODY_KIND_TEXT;
}

static void
read_raw (RhRequestItem *item, const char *text, const char *language)
{
  RhBodyKind kind = RH_BODY_KIND_TEXT;
  gboolean known = *language != '\0';

  if (*text == '\0')
    return;

  for (guint i = 0; i < G_N_ELEMENTS (languages); i++)
    if (g_str_equal (languages[i].language, language))
      {
        kind = languages[i].kind;
        if (languages[i].type != NULL)
          add_content_type (item, languages[i].type);
      }
  if (!known)
    kind = kind_of_type (content_type_of (item));
  g_object_set (item, "body-kind", kind, "body-text", text, NULL);
}

/* Rows */

static void
read_urlencoded (RhImportPostman *self, RhRequestItem *item, const RhYaml *list, const char *place)
{
  g_autoptr (GPtrArray) rows = NULL;

  if (rh_import_postman_is_empty (list))
    return;

  g_object_set (item, "body-kind", RH_BODY_KIND_FORM, NULL);
  if (rh_yaml_get_kind (list) == RH_YAML_SCALAR)
    {
      g_autoptr (RhParams) params = rh_params_parse (rh_yaml_get_text (list), -1);

      for (guint i = 0; i < rh_params_get_length (params); i++)
        {
          const RhParam *param = rh_params_nth (params, i);
          g_autofree char *name = g_utf8_make_valid (param->name, -1);
          g_autofree char *value = g_utf8_make_valid (param->value == NULL ? "" : param->value, -1);
          g_autoptr (RhField) row = rh_field_new (name, value, "", TRUE);

          rh_request_item_add_form_field (item, row);
        }
      return;
    }

  rows = rh_import_postman_dup_rows (self, list, place);
  for (guint i = 0; i < rows->len; i++)
    rh_request_item_add_form_field (item, g_ptr_array_index (rows, i));
}

/* The paths of a part, one a line. */
static char *
dup_paths (RhImportPostman *self, const RhYaml *source, const char *place)
{
  GString *paths = g_string_new (NULL);
  gboolean many = source != NULL && rh_yaml_get_kind (source) == RH_YAML_SEQUENCE;
  guint n = many ? rh_yaml_get_length (source) : 1;

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *path = rh_import_postman_dup_text (many ? rh_yaml_nth (source, i) : source);

      if (*path == '\0')
        continue;
      rh_import_note (self->import, RH_IMPORT_FILE_NOT_READ, place, path);
      g_string_append_printf (paths, "%s%s", paths->len == 0 ? "" : "\n", path);
    }

  return g_string_free_and_steal (paths);
}

static void
read_part (RhImportPostman *self, RhRequestItem *item, const RhYaml *row, const char *place)
{
  static const char *const known[]
      = { "key",     "value", "src",         "type",     "contentType", "disabled",
          "enabled", "name",  "description", "fileName", NULL };
  gboolean file = g_str_equal (rh_import_postman_peek (row, "type"), "file");
  g_autofree char *name = rh_import_postman_dup_text (rh_yaml_get (row, "key"));
  g_autofree char *note = rh_import_postman_dup_description (self, row, place);
  g_autofree char *value = file ? dup_paths (self, rh_yaml_get (row, "src"), place)
                                : rh_import_postman_dup_text (rh_yaml_get (row, "value"));
  g_autoptr (RhField) field
      = rh_field_new (name, value, note, !rh_import_postman_is_disabled (row));

  g_object_set (field, "file", file, "media-type", rh_import_postman_peek (row, "contentType"),
                "file-name", file ? rh_import_postman_peek (row, "fileName") : "", NULL);
  rh_request_item_add_part (item, field);
  rh_import_postman_tell_others (self, row, known, place);
}

static void
read_formdata (RhImportPostman *self, RhRequestItem *item, const RhYaml *list, const char *place)
{
  if (list == NULL || rh_yaml_get_kind (list) != RH_YAML_SEQUENCE || rh_yaml_get_length (list) == 0)
    return;

  g_object_set (item, "body-kind", RH_BODY_KIND_MULTIPART, NULL);
  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    read_part (self, item, rh_yaml_nth (list, i), place);
}

/* Others */

static void
read_file (RhImportPostman *self, RhRequestItem *item, const RhYaml *file, const char *place)
{
  const RhYaml *source = rh_yaml_get (file, "src");
  g_autofree char *path = dup_paths (self, source != NULL ? source : file, place);
  const char *content = rh_import_postman_peek (file, "content");

  if (source == NULL && file != NULL && rh_yaml_get_kind (file) != RH_YAML_SCALAR)
    g_clear_pointer (&path, g_free);
  if ((path == NULL || *path == '\0') && *content != '\0')
    read_raw (item, content, "");
  else
    g_object_set (item, "body-kind", RH_BODY_KIND_FILE, "body-path", path == NULL ? "" : path,
                  NULL);
}

/* What is no JSON yet, because variables stand in it, is put in as it is. */
static char *
dup_graphql_variables (const RhYaml *graphql)
{
  const RhYaml *variables = rh_yaml_get (graphql, "variables");
  g_autofree char *text = g_strstrip (rh_import_postman_dup_text (variables));
  g_autoptr (RhYaml) value = rh_yaml_parse_json (text, strlen (text), NULL);

  if (value != NULL)
    return rh_yaml_to_json (value, 0);

  return *text == '{' && rh_template_has_refs (text) ? g_steal_pointer (&text) : NULL;
}

static void
append_member (GString *json, const char *key, const char *value)
{
  g_string_append_printf (json, "%s\n  \"%s\": %s", json->len == 1 ? "" : ",", key, value);
}

static char *
dup_json_string (const char *text)
{
  g_autoptr (RhYaml) string = rh_yaml_new_string (text);

  return rh_yaml_to_json (string, 0);
}

static void
read_graphql (RhImportPostman *self, RhRequestItem *item, const RhYaml *graphql, const char *place)
{
  static const char *const known[] = { "query", "variables", "operationName", NULL };
  const char *operation = rh_import_postman_peek (graphql, "operationName");
  g_autofree char *query = dup_json_string (rh_import_postman_peek (graphql, "query"));
  g_autofree char *name = dup_json_string (operation);
  g_autofree char *variables = dup_graphql_variables (graphql);
  g_autoptr (GString) json = g_string_new ("{");

  if (rh_import_postman_is_empty (graphql))
    return;

  append_member (json, "query", query);
  if (*operation != '\0')
    append_member (json, "operationName", name);
  if (variables != NULL)
    append_member (json, "variables", variables);
  else if (!rh_import_postman_is_empty (rh_yaml_get (graphql, "variables")))
    rh_import_postman_keep (self, item, "graphql", "variables", rh_yaml_get (graphql, "variables"),
                            place, TRUE);
  g_string_append (json, "\n}");
  g_object_set (item, "body-kind", RH_BODY_KIND_JSON, "body-text", json->str, NULL);
  rh_import_note (self->import, RH_IMPORT_GRAPHQL_AS_JSON, place, NULL);
  rh_import_postman_keep_others (self, item, "graphql", graphql, known, place);
}

/* All */

/* Drafts of the format have the content of every mode under one key. */
static const RhYaml *
content_of (const RhYaml *body, const char *mode)
{
  const RhYaml *content = rh_yaml_get (body, mode);

  return content != NULL ? content : rh_yaml_get (body, "content");
}

/* One that is not sent, whole. */
static void
keep_body (RhImportPostman *self,
           RhRequestItem *item,
           const RhYaml *body,
           RhImportCode code,
           const char *what,
           const char *place)
{
  rh_import_note (self->import, code, place, what);
  for (guint i = 0; i < rh_yaml_get_length (body); i++)
    rh_import_postman_keep (self, item, GROUP, rh_yaml_nth_key (body, i), rh_yaml_nth (body, i),
                            place, FALSE);
}

static gboolean
read_mode (RhImportPostman *self, RhRequestItem *item, const RhYaml *body, const char *place)
{
  const char *mode = rh_import_postman_peek (body, "mode");
  const RhYaml *content = content_of (body, mode);
  const RhYaml *raw = rh_yaml_get (rh_yaml_get (body, "options"), "raw");
  g_autofree char *text = NULL;

  if (*mode == '\0')
    content = rh_yaml_get (body, "raw");
  if (g_str_equal (mode, "raw") || *mode == '\0')
    {
      text = rh_import_postman_is_empty (content) ? g_strdup ("")
                                                  : rh_import_postman_dup_text (content);
      read_raw (item, text, rh_import_postman_peek (raw, "language"));
    }
  else if (g_str_equal (mode, "urlencoded"))
    read_urlencoded (self, item, content, place);
  else if (g_str_equal (mode, "formdata"))
    read_formdata (self, item, content, place);
  else if (g_str_equal (mode, "file"))
    read_file (self, item, content, place);
  else if (g_str_equal (mode, "graphql"))
    read_graphql (self, item, content, place);
  else
    return FALSE;

  return TRUE;
}

/* What of it was not read, another mode's content too. */
static void
keep_rest (RhImportPostman *self, RhRequestItem *item, const RhYaml *body, const char *place)
{
  static const char *const known_options[] = { "raw", NULL };
  static const char *const known_raw[] = { "language", NULL };
  const char *mode = rh_import_postman_peek (body, "mode");
  const char *known[] = { "mode", "options", "disabled", *mode == '\0' ? "raw" : mode, NULL, NULL };
  const RhYaml *options = rh_yaml_get (body, "options");

  if (rh_yaml_get (body, mode) == NULL)
    known[4] = "content";
  rh_import_postman_keep_others (self, item, GROUP, body, known, place);
  rh_import_postman_keep_others (self, item, "options", options, known_options, place);
  rh_import_postman_keep_others (self, item, "options", rh_yaml_get (options, "raw"), known_raw,
                                 place);
}

void
rh_import_postman_read_body (RhImportPostman *self,
                             RhRequestItem *item,
                             const RhYaml *body,
                             gboolean pruned,
                             const char *place)
{
  const RhYaml *content;

  if (body == NULL || rh_yaml_get_kind (body) != RH_YAML_MAPPING)
    {
      g_autofree char *text = rh_import_postman_dup_text (body);

      read_raw (item, text, "");
      return;
    }

  content = content_of (body, rh_import_postman_peek (body, "mode"));
  if (pruned && rh_import_postman_is_empty (content))
    return;
  if (pruned || rh_import_postman_is_disabled (body))
    keep_body (self, item, body, RH_IMPORT_UNUSED, GROUP, place);
  else if (!read_mode (self, item, body, place))
    keep_body (self, item, body, RH_IMPORT_BODY_KEPT, rh_import_postman_peek (body, "mode"), place);
  else
    keep_rest (self, item, body, place);
}
