/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Bodies with their examples, and responses that were kept. */
#define G_LOG_DOMAIN "rh-export-openapi-body"

#include "config.h"

#include "format/rh-export-openapi-private.h"

#include "collection/rh-yaml-json.h"
#include "http/rh-status.h"

#include <string.h>

#define MAX_DEPTH 20

/* Schemas */

static const char *
type_of (const RhYaml *scalar)
{
  const char *text = rh_yaml_get_text (scalar);

  if (!rh_yaml_is_plain (scalar))
    return "string";
  if (rh_yaml_is_null (scalar))
    return "null";
  if (g_str_equal (text, "true") || g_str_equal (text, "false"))
    return "boolean";
  if (strspn (text, "-0123456789") == strlen (text))
    return "integer";

  return strspn (text, "-+.eE0123456789") == strlen (text) ? "number" : "string";
}

static RhYaml *
new_schema (const RhYaml *value, guint depth)
{
  RhYaml *schema = rh_yaml_new_mapping ();
  RhYaml *properties;

  if (value == NULL || depth == MAX_DEPTH)
    return schema;

  switch (rh_yaml_get_kind (value))
    {
    case RH_YAML_SEQUENCE:
      rh_yaml_set_string (schema, "type", "array");
      rh_yaml_set (schema, "items", new_schema (rh_yaml_nth (value, 0), depth + 1));
      break;
    case RH_YAML_MAPPING:
      properties = rh_yaml_new_mapping ();
      for (guint i = 0; i < rh_yaml_get_length (value); i++)
        rh_yaml_set (properties, rh_yaml_nth_key (value, i),
                     new_schema (rh_yaml_nth (value, i), depth + 1));
      rh_yaml_set_string (schema, "type", "object");
      if (rh_yaml_get_length (properties) > 0)
        rh_yaml_set (schema, "properties", rh_yaml_ref (properties));
      rh_yaml_unref (properties);
      break;
    case RH_YAML_SCALAR:
    default:
      rh_yaml_set_string (schema, "type", type_of (value));
      break;
    }

  return schema;
}

RhYaml *
rh_openapi_out_new_schema (const RhYaml *value)
{
  return new_schema (value, 0);
}

/* The body */

static const char *
find_header (GListModel *rows, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);

      if (rh_field_is_enabled (row) && g_ascii_strcasecmp (rh_field_get_name (row), name) == 0)
        return rh_field_get_value (row); /* the list keeps it */
    }

  return NULL;
}

/* What is no JSON, for there are variables in it, is a text all the same. */
static RhYaml *
new_text (const char *text, gboolean json)
{
  RhYaml *value = json ? rh_yaml_parse_json (text, strlen (text), NULL) : NULL;

  return value == NULL ? rh_yaml_new_string (text) : value;
}

static RhYaml *
new_media (RhYaml *value)
{
  RhYaml *media = rh_yaml_new_mapping ();

  rh_yaml_set (media, "schema", rh_openapi_out_new_schema (value));
  rh_yaml_set (media, "example", value);
  return media;
}

/* A text that is no JSON yet is no string of JSON's either: its schema says nothing. */
static RhYaml *
new_json_media (const char *text)
{
  RhYaml *value = rh_yaml_parse_json (text, strlen (text), NULL);
  RhYaml *media;

  if (value != NULL)
    return new_media (value);

  media = rh_yaml_new_mapping ();
  rh_yaml_set (media, "schema", rh_yaml_new_mapping ());
  rh_yaml_set_string (media, "example", text);
  return media;
}

/* Rows of one name are an array. */
static void
add_value (RhYaml *values, const char *name, RhYaml *value)
{
  RhYaml *was = rh_yaml_get (values, name);
  RhYaml *list;

  if (was == NULL)
    {
      rh_yaml_set (values, name, value);
      return;
    }
  if (rh_yaml_get_kind (was) == RH_YAML_SEQUENCE)
    {
      rh_yaml_append (was, value);
      return;
    }

  list = rh_yaml_new_sequence ();
  rh_yaml_append (list, rh_yaml_ref (was));
  rh_yaml_append (list, value);
  rh_yaml_set (values, name, list);
}

static RhYaml *
new_file_schema (const char *media_type)
{
  RhYaml *schema = rh_yaml_new_mapping ();

  rh_yaml_set_string (schema, "type", "string");
  rh_yaml_set_string (schema, "contentMediaType",
                      *media_type == '\0' ? "application/octet-stream" : media_type);
  return schema;
}

typedef struct
{
  RhOperationOut *operation;
  RhYaml *properties;
  RhYaml *required;
  RhYaml *values;
  RhYaml *encoding;
} Form;

static gboolean
is_listed (const RhYaml *list, const char *text)
{
  for (guint i = 0; i < rh_yaml_get_length (list); i++)
    if (g_str_equal (rh_yaml_get_text (rh_yaml_nth (list, i)), text))
      return TRUE;

  return FALSE;
}

static void
add_type (Form *form, const char *name, const char *media_type)
{
  RhYaml *encoding = rh_yaml_new_mapping ();

  rh_yaml_set_string (encoding, "contentType", media_type);
  rh_yaml_set (form->encoding, name, encoding);
}

static void
add_file (Form *form, RhField *row)
{
  RhOperationOut *operation = form->operation;
  const char *name = rh_field_get_name (row);
  const char *paths = rh_field_get_value (row);

  rh_yaml_set (form->properties, name, new_file_schema (rh_field_get_media_type (row)));
  if (*paths != '\0')
    rh_export_note (operation->out->export, RH_IMPORT_OUT_MEMBER, operation->place, name);
}

static void
add_row (Form *form, RhField *row)
{
  RhOperationOut *operation = form->operation;
  const char *name = rh_field_get_name (row);
  const char *type = rh_field_get_media_type (row);
  g_autofree char *text = NULL;

  if (*name == '\0')
    return;

  if (rh_field_is_file (row))
    add_file (form, row);
  else
    {
      text = rh_export_dup_field (operation->out->export, operation->out->options, row, FALSE,
                                  operation->place);
      add_value (form->values, name,
                 strstr (type, "json") != NULL ? new_text (text, TRUE)
                                               : rh_openapi_out_new_value (text));
      rh_yaml_set (form->properties, name,
                   rh_openapi_out_new_schema (rh_yaml_get (form->values, name)));
    }
  if (*type != '\0' && !g_str_equal (type, "application/json"))
    add_type (form, name, type);
  rh_openapi_out_set_note (rh_yaml_get (form->properties, name), rh_field_get_note (row));
  if (rh_field_is_enabled (row) && !is_listed (form->required, name))
    rh_yaml_append (form->required, rh_yaml_new_string (name));
}

static void
set_if_any (RhYaml *map, const char *key, RhYaml *value)
{
  if (rh_yaml_get_length (value) > 0)
    rh_yaml_set (map, key, rh_yaml_ref (value));
}

static RhYaml *
new_form (RhOperationOut *self, GListModel *rows)
{
  g_autoptr (RhYaml) properties = rh_yaml_new_mapping ();
  g_autoptr (RhYaml) required = rh_yaml_new_sequence ();
  g_autoptr (RhYaml) values = rh_yaml_new_mapping ();
  g_autoptr (RhYaml) encoding = rh_yaml_new_mapping ();
  Form form = { self, properties, required, values, encoding };
  RhYaml *schema = rh_yaml_new_mapping ();
  RhYaml *media = rh_yaml_new_mapping ();

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) row = g_list_model_get_item (rows, i);

      add_row (&form, row);
    }
  rh_yaml_set_string (schema, "type", "object");
  set_if_any (schema, "required", required);
  set_if_any (schema, "properties", properties);
  rh_yaml_set (media, "schema", schema);
  set_if_any (media, "example", values);
  set_if_any (media, "encoding", encoding);
  return media;
}

static RhYaml *
new_file (RhOperationOut *self)
{
  const char *path = rh_request_item_get_body_path (self->item);
  RhYaml *media = rh_yaml_new_mapping ();

  rh_yaml_set (media, "schema", new_file_schema (rh_request_item_get_body_type (self->item)));
  if (*path != '\0')
    rh_export_note (self->out->export, RH_IMPORT_OUT_MEMBER, self->place, "file");
  return media;
}

/* NULL: there is none. */
static RhYaml *
new_body (RhOperationOut *self, const char **media_type)
{
  RhRequestItem *item = self->item;
  g_autofree char *text = rh_export_dup_text (self->out->export, self->out->options,
                                              rh_request_item_get_body_text (item), self->place);

  switch (rh_request_item_get_body_kind (item))
    {
    case RH_BODY_KIND_JSON:
      *media_type = "application/json";
      return new_json_media (text);
    case RH_BODY_KIND_XML:
      *media_type = "application/xml";
      return new_media (new_text (text, FALSE));
    case RH_BODY_KIND_TEXT:
      *media_type = "text/plain";
      return new_media (new_text (text, FALSE));
    case RH_BODY_KIND_FORM:
      *media_type = "application/x-www-form-urlencoded";
      return new_form (self, rh_request_item_get_form (item));
    case RH_BODY_KIND_MULTIPART:
      *media_type = "multipart/form-data";
      return new_form (self, rh_request_item_get_parts (item));
    case RH_BODY_KIND_FILE:
      *media_type = rh_request_item_get_body_type (item);
      return new_file (self);
    case RH_BODY_KIND_KEPT:
      rh_export_note (self->out->export, RH_IMPORT_OUT_MEMBER, self->place, "body");
      return NULL;
    case RH_BODY_KIND_NONE:
    default:
      return NULL;
    }
}

void
rh_openapi_out_add_body (RhOperationOut *self)
{
  const char *media_type = "";
  RhYaml *media = new_body (self, &media_type);
  const char *said = find_header (rh_request_item_get_headers (self->item), "Content-Type");
  RhYaml *content;
  RhYaml *body;

  if (media == NULL)
    return;

  if (said != NULL && *said != '\0')
    media_type = said;
  content = rh_yaml_new_mapping ();
  rh_yaml_set (content, *media_type == '\0' ? "application/octet-stream" : media_type, media);
  body = rh_yaml_new_mapping ();
  rh_yaml_set_boolean (body, "required", TRUE);
  rh_yaml_set (body, "content", content);
  rh_yaml_set (self->operation, "requestBody", body);
}

/* Responses */

static RhYaml *
need (RhYaml *map, const char *key)
{
  RhYaml *found = rh_yaml_get (map, key);

  if (found == NULL)
    rh_yaml_set (map, key, found = rh_yaml_new_mapping ());

  return found;
}

static void
add_headers (RhYaml *response, RhHeaders *headers)
{
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      const char *name = rh_headers_nth_name (headers, i);
      RhYaml *header;

      if (g_ascii_strcasecmp (name, "Content-Type") == 0)
        continue;
      header = new_media (
          rh_openapi_out_new_value (rh_text_peek (rh_headers_nth_value (headers, i), NULL)));
      rh_yaml_set (need (response, "headers"), name, header);
    }
}

/* By its name; FALSE: one of that name is there. */
static gboolean
add_content (RhYaml *response, RhExample *example)
{
  const char *name = rh_example_get_name (example);
  const char *body = rh_example_get_body (example);
  const char *said = rh_headers_get (rh_example_get_headers (example), "Content-Type");
  gboolean can_be_json = said == NULL || strstr (said, "json") != NULL;
  g_autoptr (RhYaml) value = new_text (body == NULL ? "" : body, can_be_json);
  gboolean json = rh_yaml_get_kind (value) != RH_YAML_SCALAR || rh_yaml_is_plain (value);
  const char *media_type = said != NULL ? said : json ? "application/json" : "text/plain";
  RhYaml *media = need (need (response, "content"), media_type);
  RhYaml *examples = need (media, "examples");
  RhYaml *named;

  if (rh_yaml_get (examples, name) != NULL)
    return FALSE;

  named = need (examples, name);
  if (body == NULL)
    {
      rh_yaml_set_string (named, "summary", name);
      return TRUE;
    }

  if (rh_yaml_get (media, "schema") == NULL)
    rh_yaml_insert (media, 0, "schema", rh_openapi_out_new_schema (value));
  rh_yaml_set (named, "value", g_steal_pointer (&value));
  return TRUE;
}

static gboolean
add_response (RhYaml *responses, RhExample *example)
{
  guint status = rh_example_get_status (example);
  const char *phrase = rh_status_get_phrase (status);
  gboolean has_content = rh_example_get_body (example) != NULL
                         || rh_headers_count (rh_example_get_headers (example), "Content-Type") > 0;
  g_autofree char *code = g_strdup_printf ("%u", status);
  RhYaml *response = rh_yaml_get (responses, code);
  gboolean first = response == NULL;

  if (status < 100 || status > 599)
    return FALSE;

  if (first)
    {
      response = need (responses, code);
      rh_yaml_set_string (response, "description",
                          !has_content     ? rh_example_get_name (example)
                          : phrase == NULL ? code
                                           : phrase);
      add_headers (response, rh_example_get_headers (example));
    }

  return has_content ? add_content (response, example) : first;
}

void
rh_openapi_out_add_responses (RhOperationOut *self)
{
  GListModel *examples = rh_request_item_get_examples (self->item);
  g_autoptr (RhYaml) responses = rh_yaml_new_mapping ();

  for (guint i = 0; i < g_list_model_get_n_items (examples); i++)
    {
      g_autoptr (RhExample) example = g_list_model_get_item (examples, i);

      g_autoptr (RhExample) safe
          = rh_export_dup_example (self->out->export, self->out->options, example, self->place);

      if (!add_response (responses, safe))
        rh_export_note (self->out->export, RH_IMPORT_OUT_MEMBER, self->place,
                        rh_example_get_name (safe));
    }
  set_if_any (self->operation, "responses", responses);
}
