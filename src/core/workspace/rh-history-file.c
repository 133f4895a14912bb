/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of one entry's file. What a newer version added to it is ignored; a newer version number
 * says that this is not enough. */
#define G_LOG_DOMAIN "rh-history-file"

#include "config.h"

#include "workspace/rh-history-file.h"

#include "collection/rh-json.h"

#include <string.h>

#define VERSION 1

/* Out */

static char *
print_line (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);

  json_generator_set_root (generator, root);
  return json_generator_to_data (generator, NULL);
}

static void
add_int (JsonBuilder *builder, const char *member, gint64 value)
{
  json_builder_set_member_name (builder, member);
  json_builder_add_int_value (builder, value);
}

static void
add_enum (JsonBuilder *builder, const char *member, GType type, int value)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);

  rh_json_add_string (builder, member, g_enum_get_value (klass, value)->value_nick);
}

static char *
print_head (const RhHistoryFacts *facts)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_int (builder, "version", VERSION);
  add_int (builder, "time", facts->time);
  add_int (builder, "duration", facts->duration);
  add_int (builder, "size", facts->size);
  add_int (builder, "status", facts->status);
  add_int (builder, "hops", facts->n_hops);
  add_enum (builder, "outcome", RH_TYPE_HISTORY_OUTCOME, (int) facts->outcome);
  rh_json_add_string (builder, "environment", facts->environment);
  rh_json_add_string (builder, "account", facts->account);
  rh_json_add_string (builder, "name", facts->name);
  rh_json_add_string (builder, "method", facts->method);
  rh_json_add_string (builder, "url", facts->url);
  rh_json_add_string (builder, "error", facts->error);
  json_builder_end_object (builder);
  return print_line (builder);
}

static void
add_rows (JsonBuilder *builder, const char *member, GListModel *rows)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      json_builder_begin_object (builder);
      rh_json_add_string (builder, "name", rh_field_get_name (field));
      rh_json_add_string (builder, "value", rh_field_get_value (field));
      rh_json_add_string (builder, "note", rh_field_get_note (field));
      rh_json_add_flag (builder, "bare", rh_field_is_bare (field), FALSE);
      rh_json_add_flag (builder, "enabled", rh_field_is_enabled (field), TRUE);
      rh_json_add_flag (builder, "file", rh_field_is_file (field), FALSE);
      if (*rh_field_get_media_type (field) != '\0')
        rh_json_add_string (builder, "media-type", rh_field_get_media_type (field));
      if (*rh_field_get_file_name (field) != '\0')
        rh_json_add_string (builder, "file-name", rh_field_get_file_name (field));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_auth (JsonBuilder *builder, RhRequestItem *item)
{
  RhAuth *auth = rh_request_item_get_auth (item);
  const char *const *fields = rh_auth_fields_of (rh_request_item_get_auth_kind (item));

  json_builder_set_member_name (builder, "auth");
  json_builder_begin_object (builder);
  for (guint i = 0; fields[i] != NULL; i++)
    rh_json_add_string (builder, fields[i], rh_auth_get (auth, fields[i]));
  json_builder_end_object (builder);
}

/* By number, each as it was said or -1. */
static void
add_settings (JsonBuilder *builder, RhRequestItem *item)
{
  RhRequestSettings *settings = rh_request_item_get_settings (item);

  json_builder_set_member_name (builder, "settings");
  json_builder_begin_array (builder);
  for (RhSetting i = 0; i < RH_N_SETTINGS; i++)
    json_builder_add_int_value (builder, rh_request_settings_get (settings, i));
  json_builder_end_array (builder);
}

/* By name, so that what a request learns to hold is kept only once it is masked. */
static void
add_item (JsonBuilder *builder, RhRequestItem *item)
{
  json_builder_set_member_name (builder, "request");
  json_builder_begin_object (builder);
  rh_json_add_string (builder, "name", rh_request_item_get_name (item));
  rh_json_add_string (builder, "method", rh_request_item_get_method (item));
  rh_json_add_string (builder, "url", rh_request_item_get_url (item));
  add_enum (builder, "auth-kind", RH_TYPE_AUTH_KIND, (int) rh_request_item_get_auth_kind (item));
  add_auth (builder, item);
  add_rows (builder, "params", rh_request_item_get_params (item));
  add_rows (builder, "path-params", rh_request_item_get_path_params (item));
  add_rows (builder, "headers", rh_request_item_get_headers (item));
  add_enum (builder, "body-kind", RH_TYPE_BODY_KIND, (int) rh_request_item_get_body_kind (item));
  rh_json_add_string (builder, "body-text", rh_request_item_get_body_text (item));
  rh_json_add_string (builder, "body-path", rh_request_item_get_body_path (item));
  rh_json_add_string (builder, "body-type", rh_request_item_get_body_type (item));
  add_rows (builder, "form", rh_request_item_get_form (item));
  add_rows (builder, "parts", rh_request_item_get_parts (item));
  add_settings (builder, item);
  json_builder_end_object (builder);
}

static void
add_headers (JsonBuilder *builder, const char *member, RhHeaders *headers)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_array (builder);
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    {
      json_builder_begin_object (builder);
      rh_json_add_string (builder, "name", rh_headers_nth_name (headers, i));
      rh_json_add_string (builder, "value", rh_text_peek (rh_headers_nth_value (headers, i), NULL));
      json_builder_end_object (builder);
    }
  json_builder_end_array (builder);
}

static void
add_body (JsonBuilder *builder, const char *member, const RhHistoryBody *body)
{
  json_builder_set_member_name (builder, member);
  json_builder_begin_object (builder);
  add_enum (builder, "state", RH_TYPE_HISTORY_BODY_STATE, (int) body->state);
  add_int (builder, "size", body->size);
  if (body->text != NULL)
    rh_json_add_string (builder, "text", body->text);
  json_builder_end_object (builder);
}

static char *
print_content (const RhHistoryContent *content)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();

  json_builder_begin_object (builder);
  add_item (builder, content->item);
  rh_json_add_flag (builder, "masked-typed", content->masked_typed, FALSE);
  add_headers (builder, "sent", content->sent);
  add_body (builder, "sent-body", &content->sent_body);
  if (content->http_version != NULL)
    rh_json_add_string (builder, "http-version", content->http_version);
  if (content->reason != NULL)
    rh_json_add_string (builder, "reason", content->reason);
  add_headers (builder, "received", content->received);
  add_body (builder, "body", &content->body);
  json_builder_end_object (builder);
  return print_line (builder);
}

char *
rh_history_file_print (const RhHistoryFacts *facts, const RhHistoryContent *content)
{
  g_autofree char *head = NULL;
  g_autofree char *rest = NULL;

  g_return_val_if_fail (facts != NULL, NULL);
  g_return_val_if_fail (content != NULL, NULL);

  head = print_head (facts);
  rest = print_content (content);
  return g_strconcat (head, "\n", rest, "\n", NULL);
}

/* In */

static gboolean
check_version (JsonObject *object, GError **error)
{
  gint64 version;

  if (!rh_json_get_int (object, "version", 0, &version, error))
    return FALSE;
  if (version == VERSION)
    return TRUE;

  g_set_error (error, RH_COLLECTION_ERROR,
               version > VERSION ? RH_COLLECTION_ERROR_VERSION : RH_COLLECTION_ERROR_CONTENT,
               "version %" G_GINT64_FORMAT, version);
  return FALSE;
}

static gboolean
read_string (JsonObject *object, const char *member, char **out, GError **error)
{
  const char *value;

  if (!rh_json_get_string (object, member, &value, error))
    return FALSE;

  *out = g_strdup (value);
  return TRUE;
}

static gboolean
read_number (JsonObject *object, const char *member, gint64 max, gint64 *out, GError **error)
{
  if (!rh_json_get_int (object, member, 0, out, error))
    return FALSE;
  if (*out >= 0 && *out <= max)
    return TRUE;

  g_set_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "%s: out of range", member);
  return FALSE;
}

/* One that is not known is as good as the first. */
static gboolean
read_enum (JsonObject *object, const char *member, GType type, int *out, GError **error)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (type);
  const GEnumValue *value;
  const char *nick;

  if (!rh_json_get_string (object, member, &nick, error))
    return FALSE;

  value = g_enum_get_value_by_nick (klass, nick);
  *out = value != NULL ? value->value : 0;
  return TRUE;
}

static gboolean
read_numbers (JsonObject *object, RhHistoryFacts *facts, GError **error)
{
  gint64 status;
  gint64 n_hops;
  int outcome;

  /* A year that a date cannot have would be no date. */
  if (!read_number (object, "time", G_GINT64_CONSTANT (253402300799000000), &facts->time, error)
      || !read_number (object, "duration", G_MAXINT64, &facts->duration, error)
      || !read_number (object, "size", G_MAXINT64, &facts->size, error)
      || !read_number (object, "status", 999, &status, error)
      || !read_number (object, "hops", G_MAXINT, &n_hops, error)
      || !read_enum (object, "outcome", RH_TYPE_HISTORY_OUTCOME, &outcome, error))
    return FALSE;

  facts->status = (guint) status;
  facts->n_hops = (guint) n_hops;
  facts->outcome = (RhHistoryOutcome) outcome;
  return TRUE;
}

RhHistoryFacts *
rh_history_file_parse_head (const char *text, gsize length, GError **error)
{
  const char *end = memchr (text, '\n', length);
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (RhHistoryFacts) facts = g_new0 (RhHistoryFacts, 1);

  if (end == NULL)
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_SYNTAX, "no line");
      return NULL;
    }

  object = rh_json_parse (text, end - text, error);
  if (object == NULL || !check_version (object, error) || !read_numbers (object, facts, error)
      || !read_string (object, "environment", &facts->environment, error)
      || !read_string (object, "account", &facts->account, error)
      || !read_string (object, "name", &facts->name, error)
      || !read_string (object, "method", &facts->method, error)
      || !read_string (object, "url", &facts->url, error)
      || !read_string (object, "error", &facts->error, error))
    return NULL;

  return g_steal_pointer (&facts);
}

static RhField *
read_field (JsonObject *object, GError **error)
{
  const char *name;
  const char *value;
  const char *note;
  gboolean bare;
  gboolean enabled;
  gboolean file;
  const char *media_type;
  const char *file_name;
  RhField *field;

  if (!rh_json_get_string (object, "name", &name, error)
      || !rh_json_get_string (object, "value", &value, error)
      || !rh_json_get_string (object, "note", &note, error)
      || !rh_json_get_boolean (object, "bare", FALSE, &bare, error)
      || !rh_json_get_boolean (object, "enabled", TRUE, &enabled, error)
      || !rh_json_get_boolean (object, "file", FALSE, &file, error)
      || !rh_json_get_string (object, "media-type", &media_type, error)
      || !rh_json_get_string (object, "file-name", &file_name, error))
    return NULL;

  field = rh_field_new (name, value, note, enabled);
  g_object_set (field, "bare", bare, "file", file, "media-type", media_type, "file-name", file_name,
                NULL);
  return field;
}

static GListStore *
read_rows (JsonObject *object, const char *member, GError **error)
{
  g_autoptr (GListStore) rows = g_list_store_new (RH_TYPE_FIELD);
  JsonArray *array;

  if (!rh_json_get_array (object, member, &array, error))
    return NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = rh_json_element_object (array, i, member, error);
      g_autoptr (RhField) field = element != NULL ? read_field (element, error) : NULL;

      if (field == NULL)
        return NULL;
      g_list_store_append (rows, field);
    }

  return g_steal_pointer (&rows);
}

static void
add_all (RhRequestItem *item, GListStore *rows, void (*add) (RhRequestItem *, RhField *))
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (rows)); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (G_LIST_MODEL (rows), i);

      add (item, field);
    }
}

static gboolean
read_kinds (JsonObject *object, RhRequestItem *item, GError **error)
{
  int auth;
  int body;
  const char *text;
  const char *path;
  const char *type;

  if (!read_enum (object, "auth-kind", RH_TYPE_AUTH_KIND, &auth, error)
      || !read_enum (object, "body-kind", RH_TYPE_BODY_KIND, &body, error)
      || !rh_json_get_string (object, "body-text", &text, error)
      || !rh_json_get_string (object, "body-path", &path, error)
      || !rh_json_get_string (object, "body-type", &type, error))
    return FALSE;

  g_object_set (item, "auth-kind", auth, "body-kind", body, "body-text", text, "body-path", path,
                "body-type", type, NULL);
  return TRUE;
}

static gboolean
read_auth (JsonObject *object, RhRequestItem *item, GError **error)
{
  const char *const *fields = rh_auth_fields_of (rh_request_item_get_auth_kind (item));
  JsonObject *auth;

  if (!rh_json_get_object (object, "auth", &auth, error))
    return FALSE;

  for (guint i = 0; auth != NULL && fields[i] != NULL; i++)
    {
      const char *value;

      if (!rh_json_get_string (auth, fields[i], &value, error))
        return FALSE;
      rh_auth_set (rh_request_item_get_auth (item), fields[i], value);
    }

  return TRUE;
}

static gboolean
read_settings (JsonObject *object, RhRequestItem *item, GError **error)
{
  JsonArray *array;

  if (!rh_json_get_array (object, "settings", &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < MIN (json_array_get_length (array), RH_N_SETTINGS); i++)
    {
      gint64 value = json_array_get_int_element (array, i);

      rh_request_settings_set (rh_request_item_get_settings (item), (RhSetting) i,
                               (int) CLAMP (value, RH_SETTING_INHERIT, G_MAXINT));
    }

  return TRUE;
}

static RhRequestItem *
read_item (JsonObject *object, GError **error)
{
  g_autoptr (RhRequestItem) item = NULL;
  g_autoptr (GListStore) params = NULL;
  g_autoptr (GListStore) path = NULL;
  g_autoptr (GListStore) parts = NULL;
  g_autoptr (GListStore) headers = NULL;
  g_autoptr (GListStore) form = NULL;
  const char *name;
  const char *method;
  const char *url;

  if (!rh_json_get_string (object, "name", &name, error)
      || !rh_json_get_string (object, "method", &method, error)
      || !rh_json_get_string (object, "url", &url, error)
      || (params = read_rows (object, "params", error)) == NULL
      || (path = read_rows (object, "path-params", error)) == NULL
      || (parts = read_rows (object, "parts", error)) == NULL
      || (headers = read_rows (object, "headers", error)) == NULL
      || (form = read_rows (object, "form", error)) == NULL)
    return NULL;

  item = rh_request_item_new (name, method, url);
  if (!read_kinds (object, item, error) || !read_auth (object, item, error)
      || !read_settings (object, item, error))
    return NULL;

  rh_request_item_overlay_params (item, G_LIST_MODEL (params));
  rh_request_item_overlay_path_params (item, G_LIST_MODEL (path));
  add_all (item, parts, rh_request_item_add_part);
  add_all (item, headers, rh_request_item_add_header);
  add_all (item, form, rh_request_item_add_form_field);
  return g_steal_pointer (&item);
}

static gboolean
read_headers (JsonObject *object, const char *member, RhHeaders *headers, GError **error)
{
  JsonArray *array;

  if (!rh_json_get_array (object, member, &array, error))
    return FALSE;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonObject *element = rh_json_element_object (array, i, member, error);
      const char *name;
      const char *value;

      if (element == NULL || !rh_json_get_string (element, "name", &name, error)
          || !rh_json_get_string (element, "value", &value, error))
        return FALSE;
      rh_headers_append_plain (headers, name, value);
    }

  return TRUE;
}

static gboolean
read_body (JsonObject *object, const char *member, RhHistoryBody *body, GError **error)
{
  JsonObject *child;
  int state;

  if (!rh_json_get_object (object, member, &child, error))
    return FALSE;
  if (child == NULL)
    return TRUE;
  if (!read_enum (child, "state", RH_TYPE_HISTORY_BODY_STATE, &state, error)
      || !read_number (child, "size", G_MAXINT64, &body->size, error))
    return FALSE;

  body->state = (RhHistoryBodyState) state;
  return body->state != RH_HISTORY_BODY_KEPT || read_string (child, "text", &body->text, error);
}

static RhHistoryContent *
read_content (JsonObject *object, GError **error)
{
  g_autoptr (RhHistoryContent) content = rh_history_content_new ();
  JsonObject *item;

  if (!rh_json_get_object (object, "request", &item, error)
      || !rh_json_get_boolean (object, "masked-typed", FALSE, &content->masked_typed, error)
      || !read_headers (object, "sent", content->sent, error)
      || !read_body (object, "sent-body", &content->sent_body, error)
      || !read_string (object, "http-version", &content->http_version, error)
      || !read_string (object, "reason", &content->reason, error)
      || !read_headers (object, "received", content->received, error)
      || !read_body (object, "body", &content->body, error))
    return NULL;
  if (item == NULL)
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "request");
      return NULL;
    }

  content->item = read_item (item, error);
  return content->item != NULL ? g_steal_pointer (&content) : NULL;
}

RhHistoryContent *
rh_history_file_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (RhHistoryFacts) head = rh_history_file_parse_head (text, length, error);
  g_autoptr (JsonObject) object = NULL;
  const char *rest;

  if (head == NULL)
    return NULL;

  rest = (const char *) memchr (text, '\n', length) + 1;
  object = rh_json_parse (rest, (gssize) (length - (gsize) (rest - text)), error);
  return object != NULL ? read_content (object, error) : NULL;
}
