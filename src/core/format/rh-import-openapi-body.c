/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The body of an operation: one of its media types, with its example or one that its schema allows.
 */
#define G_LOG_DOMAIN "rh-import-openapi-body"

#include "config.h"

#include "format/rh-import-openapi-private.h"

#include "collection/rh-yaml-json.h"

#include <string.h>

static const RhMember body_members[] = { { "description", RH_MEMBER_TEXT },
                                         { "required", RH_MEMBER_TEXT },
                                         { "content", RH_MEMBER_MAPPING },
                                         { NULL, RH_MEMBER_ANY } };

static const RhMember media_members[] = { { "schema", RH_MEMBER_ANY },
                                          { "example", RH_MEMBER_ANY },
                                          { "examples", RH_MEMBER_MAPPING },
                                          { "encoding", RH_MEMBER_MAPPING },
                                          { NULL, RH_MEMBER_ANY } };

/* Media types */

/* Without parameters, in lower case. */
static char *
dup_essence (const char *media_type)
{
  g_autofree char *type = g_strndup (media_type, strcspn (media_type, ";"));

  return g_ascii_strdown (g_strstrip (type), -1);
}

static gboolean
is_json (const char *media_type)
{
  g_autofree char *essence = dup_essence (media_type);

  return g_str_has_suffix (essence, "/json") || g_str_has_suffix (essence, "+json")
         || g_str_equal (essence, "*/*");
}

static RhBodyKind
kind_of (const char *media_type)
{
  static const char *const files[] = { "image/", "audio/", "video/", "font/", "application/" };
  static const char *const texts[] = { "yaml", "graphql", "ndjson", "jsonl", "sql", "javascript" };
  g_autofree char *essence = dup_essence (media_type);

  if (is_json (essence))
    return RH_BODY_KIND_JSON;
  if (g_str_equal (essence, "application/x-www-form-urlencoded"))
    return RH_BODY_KIND_FORM;
  if (g_str_has_prefix (essence, "multipart/"))
    return RH_BODY_KIND_MULTIPART;
  if (g_str_has_suffix (essence, "/xml") || g_str_has_suffix (essence, "+xml"))
    return RH_BODY_KIND_XML;
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    if (g_str_has_suffix (essence, texts[i]))
      return RH_BODY_KIND_TEXT;
  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    if (g_str_has_prefix (essence, files[i]))
      return RH_BODY_KIND_FILE;

  return RH_BODY_KIND_TEXT;
}

gboolean
rh_openapi_is_file (const char *media_type)
{
  return kind_of (media_type) == RH_BODY_KIND_FILE;
}

/* The one that can be edited best; the others are told. */
static guint
choose (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *content)
{
  static const RhBodyKind order[] = { RH_BODY_KIND_JSON, RH_BODY_KIND_FORM, RH_BODY_KIND_MULTIPART,
                                      RH_BODY_KIND_XML,  RH_BODY_KIND_TEXT, RH_BODY_KIND_FILE };
  guint chosen = G_MAXUINT;

  for (guint k = 0; k < G_N_ELEMENTS (order) && chosen == G_MAXUINT; k++)
    for (guint i = 0; i < rh_yaml_get_length (content) && chosen == G_MAXUINT; i++)
      if (kind_of (rh_yaml_nth_key (content, i)) == order[k])
        chosen = i;

  for (guint i = 0; i < rh_yaml_get_length (content); i++)
    if (i != chosen)
      rh_import_note (self->import, RH_IMPORT_MEMBER, request->place, rh_yaml_nth_key (content, i));
  return chosen;
}

/* What is not the media type that the kind goes with stands in a header. */
static void
name_type (RhOpenApiRequest *request, RhBodyKind kind, const char *media_type)
{
  const char *usual = kind == RH_BODY_KIND_JSON   ? "application/json"
                      : kind == RH_BODY_KIND_XML  ? "application/xml"
                      : kind == RH_BODY_KIND_TEXT ? "text/plain"
                                                  : media_type;
  g_autoptr (RhField) row = rh_field_new ("Content-Type", media_type, "", TRUE);

  if (g_ascii_strcasecmp (media_type, usual) != 0 && strchr (media_type, '*') == NULL)
    rh_request_item_add_header (request->item, row);
}

/* Texts */

/* An example of JSON is sometimes a text that is JSON, or would be without its {{variables}}. */
static gboolean
is_json_text (const RhYaml *value, const char *type)
{
  const char *text = rh_yaml_get_text (value);

  if (text == NULL || g_str_equal (type, "string"))
    return FALSE;

  text += strspn (text, " \t\r\n");
  return *text == '{' || *text == '[';
}

char *
rh_openapi_dup_text (RhOpenApi *self, RhYaml *media, const char *media_type, const RhYaml *value)
{
  RhBodyKind kind = kind_of (media_type);
  RhYaml *schema = rh_openapi_follow (self, rh_yaml_get (media, "schema"));

  if (kind == RH_BODY_KIND_JSON && !is_json_text (value, rh_openapi_type_of (schema)))
    return rh_yaml_to_json (value, 2);
  if (kind == RH_BODY_KIND_XML && rh_yaml_get_kind (value) != RH_YAML_SCALAR)
    return rh_openapi_to_xml (self, rh_yaml_get (media, "schema"), value);

  return rh_openapi_value_text (value);
}

static void
read_text (RhOpenApi *self, RhOpenApiRequest *request, const char *media_type, RhYaml *media)
{
  RhOpenApiOrigin origin = 0;
  g_autoptr (RhYaml) value = rh_openapi_sample_of (self, media, RH_OPENAPI_SENT, &origin);
  g_autofree char *text
      = value == NULL ? g_strdup ("") : rh_openapi_dup_text (self, media, media_type, value);

  if (origin & RH_OPENAPI_MADE_UP)
    g_ptr_array_add (request->made_up, g_strdup ("body"));
  g_object_set (request->item, "body-kind", kind_of (media_type), "body-text", text, NULL);
}

/* Forms */

static gboolean
is_named_in (const RhYaml *list, const char *name)
{
  for (guint i = 0; list != NULL && i < rh_yaml_get_length (list); i++)
    if (g_strcmp0 (rh_yaml_get_text (rh_yaml_nth (list, i)), name) == 0)
      return TRUE;

  return FALSE;
}

/* The schema of a property, also of one that a part of an allOf has; NULL. */
static RhYaml *
find_property (RhOpenApi *self, RhYaml *schema, const char *name, guint depth)
{
  RhYaml *followed = rh_openapi_follow (self, schema);
  RhYaml *found = rh_yaml_get (rh_member_mapping (followed, "properties"), name);
  RhYaml *all = rh_member_sequence (followed, "allOf");

  for (guint i = 0; found == NULL && depth < 4 && all != NULL && i < rh_yaml_get_length (all); i++)
    found = find_property (self, rh_yaml_nth (all, i), name, depth + 1);

  return rh_openapi_follow (self, found);
}

static gboolean
is_required (RhOpenApi *self, RhYaml *schema, const char *name, guint depth)
{
  RhYaml *followed = rh_openapi_follow (self, schema);
  RhYaml *all = rh_member_sequence (followed, "allOf");
  gboolean required = is_named_in (rh_member_sequence (followed, "required"), name);

  for (guint i = 0; !required && depth < 4 && all != NULL && i < rh_yaml_get_length (all); i++)
    required = is_required (self, rh_yaml_nth (all, i), name, depth + 1);

  return required;
}

typedef struct
{
  RhOpenApi *api;
  RhOpenApiRequest *request;
  RhYaml *schema;
  RhYaml *encoding; /* NULL */
} Form;

/* An object is JSON, unless a style says how it is laid out. (transfer full) */
static GPtrArray *
spread_field (const RhYaml *encoding, const char *name, const RhYaml *value)
{
  const char *style = rh_member_text (encoding, "style");
  gboolean says = *style != '\0' || rh_yaml_get (encoding, "explode") != NULL;
  g_autofree char *json = NULL;
  g_autoptr (RhYaml) text = NULL;

  if (*style == '\0')
    style = "form";
  if (says || rh_yaml_get_kind (value) != RH_YAML_MAPPING)
    return rh_openapi_spread (name, value, style, rh_openapi_explodes (encoding, style));

  json = rh_yaml_to_json (value, 0);
  text = rh_yaml_new_string (json);
  return rh_openapi_spread (name, text, style, TRUE);
}

static void
add_form_row (Form *form, const char *name, const RhYaml *value)
{
  RhYaml *encoding = rh_member_mapping (form->encoding, name);
  RhYaml *property = find_property (form->api, form->schema, name, 0);
  g_autofree char *note = rh_openapi_dup_row_note (form->api, property, property);
  gboolean required = is_required (form->api, form->schema, name, 0);
  g_autoptr (GPtrArray) pairs = NULL;

  pairs = spread_field (encoding, name, value);
  for (guint i = 0; i < pairs->len && rh_openapi_take_row (form->api, form->request); i++)
    {
      RhOpenApiPair *pair = g_ptr_array_index (pairs, i);
      g_autoptr (RhField) row = rh_field_new (pair->name, pair->value, note, required);

      rh_request_item_add_form_field (form->request->item, row);
    }
}

/* A file, several of them, a text, or JSON. */
static void
add_part (Form *form, const char *name, const RhYaml *value)
{
  RhYaml *property = find_property (form->api, form->schema, name, 0);
  RhYaml *items = rh_openapi_follow (form->api, rh_yaml_get (property, "items"));
  RhYaml *encoding = rh_member_mapping (form->encoding, name);
  g_autofree char *type = g_strndup (rh_member_text (encoding, "contentType"),
                                     strcspn (rh_member_text (encoding, "contentType"), ",*"));
  g_autofree char *note = rh_openapi_dup_row_note (form->api, property, property);
  gboolean file = rh_openapi_is_binary (property) || rh_openapi_is_binary (items);
  gboolean structured = !file && rh_yaml_get_kind (value) != RH_YAML_SCALAR;
  g_autofree char *text = file ? g_strdup ("") : rh_openapi_value_text (value);
  g_autoptr (RhField) row
      = rh_field_new (name, text, note, is_required (form->api, form->schema, name, 0));

  if (g_str_has_suffix (type, "/"))
    *type = '\0';
  g_object_set (row, "file", file, "media-type",
                *type == '\0' && structured ? "application/json" : type, NULL);
  if (rh_openapi_take_row (form->api, form->request))
    rh_request_item_add_part (form->request->item, row);
}

/* Fields in the order of the schema: an example has not all of them. (transfer full) */
static RhYaml *
sample_form (RhOpenApi *self, RhYaml *media, RhOpenApiOrigin *origin)
{
  RhOpenApiOrigin of_schema = 0;
  RhYaml *given = rh_openapi_sample_of (self, media, RH_OPENAPI_SENT, origin);
  g_autoptr (RhYaml) all = NULL;
  g_autoptr (RhYaml) own = given;

  if (given == NULL || (*origin & RH_OPENAPI_MADE_UP))
    return g_steal_pointer (&own);

  all = rh_openapi_sample (self, rh_yaml_get (media, "schema"), RH_OPENAPI_SENT, &of_schema);
  if (all == NULL || rh_yaml_get_kind (all) != RH_YAML_MAPPING
      || rh_yaml_get_kind (given) != RH_YAML_MAPPING)
    return g_steal_pointer (&own);

  for (guint i = 0; i < rh_yaml_get_length (given); i++)
    rh_yaml_set (all, rh_yaml_nth_key (given, i), rh_yaml_ref (rh_yaml_nth (given, i)));
  return g_steal_pointer (&all);
}

static void
read_form (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *media, RhBodyKind kind)
{
  Form form
      = { self, request, rh_yaml_get (media, "schema"), rh_member_mapping (media, "encoding") };
  RhOpenApiOrigin origin = 0;
  g_autoptr (RhYaml) value = sample_form (self, media, &origin);

  g_object_set (request->item, "body-kind", kind, NULL);
  if (value == NULL || rh_yaml_get_kind (value) != RH_YAML_MAPPING)
    return;

  for (guint i = 0; i < MIN (rh_yaml_get_length (value), RH_OPENAPI_MAX_ROWS + 1); i++)
    if (kind == RH_BODY_KIND_FORM)
      add_form_row (&form, rh_yaml_nth_key (value, i), rh_yaml_nth (value, i));
    else
      add_part (&form, rh_yaml_nth_key (value, i), rh_yaml_nth (value, i));
  if (origin & RH_OPENAPI_MADE_UP)
    g_ptr_array_add (request->made_up, g_strdup ("body"));
}

/* Any */

static void
read_media (RhOpenApi *self, RhOpenApiRequest *request, const char *media_type, RhYaml *media)
{
  RhBodyKind kind = kind_of (media_type);

  rh_members_tell (self->import, media, media_members, "");
  if (kind == RH_BODY_KIND_FORM || kind == RH_BODY_KIND_MULTIPART)
    {
      read_form (self, request, media, kind);
    }
  else if (kind == RH_BODY_KIND_FILE)
    {
      g_object_set (request->item, "body-kind", kind, "body-type",
                    strchr (media_type, '*') == NULL ? media_type : "", NULL);
    }
  else
    {
      name_type (request, kind, media_type);
      read_text (self, request, media_type, media);
    }
}

void
rh_openapi_read_body (RhOpenApi *self, RhOpenApiRequest *request, RhYaml *operation)
{
  RhYaml *body = rh_openapi_follow (self, rh_yaml_get (operation, "requestBody"));
  RhYaml *content = rh_member_mapping (body, "content");
  g_autoptr (RhYaml) empty = NULL;
  guint chosen;
  RhYaml *media;

  if (content == NULL || rh_yaml_get_length (content) == 0)
    return;

  rh_members_tell (self->import, body, body_members, "");
  chosen = choose (self, request, content);
  media = rh_yaml_nth (content, chosen);
  if (rh_yaml_get (media, "$ref") != NULL)
    media = rh_openapi_follow (self, media); /* 3.2 */
  if (media == NULL || rh_yaml_get_kind (media) != RH_YAML_MAPPING)
    media = empty = rh_yaml_new_mapping ();
  read_media (self, request, rh_yaml_nth_key (content, chosen), media);
}
