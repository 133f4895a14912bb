/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Postman's collections read by other code than ours, from the JSON itself: no function of the
 * program is used here, so that both do not err alike. */
#include "lib/rh-postman-reading.h"

#include <json-glib/json-glib.h>

typedef struct
{
  GPtrArray *lines;
  JsonObject *auth; /* the nearest that says one; NULL: none */
  gboolean prunes;
  const char *path;
} Reading;

static const char *
text_of (JsonObject *object, const char *key)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, key);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : "";
}

static JsonObject *
object_of (JsonObject *object, const char *key)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static JsonArray *
array_of (JsonObject *object, const char *key)
{
  JsonNode *node = object == NULL ? NULL : json_object_get_member (object, key);

  return node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

static guint
length_of (JsonArray *array)
{
  return array == NULL ? 0 : json_array_get_length (array);
}

static gboolean
is_off (JsonObject *row)
{
  return (json_object_has_member (row, "disabled")
          && json_object_get_boolean_member (row, "disabled"))
         || (json_object_has_member (row, "enabled")
             && !json_object_get_boolean_member (row, "enabled"));
}

static void
join (GString *text, JsonObject *url, const char *key, const char *between)
{
  JsonArray *array = array_of (url, key);

  if (array == NULL)
    g_string_append (text, text_of (url, key));
  for (guint i = 0; i < length_of (array); i++)
    g_string_append_printf (text, "%s%s", i == 0 ? "" : between,
                            json_array_get_string_element (array, i));
}

static void
add_query (GString *text, JsonArray *query)
{
  g_autoptr (GPtrArray) pairs = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  for (guint i = 0; i < length_of (query); i++)
    {
      JsonObject *row = json_array_get_object_element (query, i);

      if (!is_off (row))
        g_ptr_array_add (pairs,
                         g_strconcat (text_of (row, "key"), "=", text_of (row, "value"), NULL));
    }
  if (pairs->len == 0)
    return;

  g_ptr_array_add (pairs, NULL);
  joined = g_strjoinv ("&", (char **) pairs->pdata);
  g_string_append_printf (text, "?%s", joined);
}

static char *
url_of (JsonObject *request)
{
  JsonObject *url = object_of (request, "url");
  GString *text = g_string_new (text_of (url, "protocol"));

  if (url == NULL)
    {
      g_string_append (text, text_of (request, "url"));
      return g_string_free_and_steal (text);
    }

  if (text->len > 0)
    g_string_append (text, "://");
  join (text, url, "host", ".");
  if (*text_of (url, "port") != '\0')
    g_string_append_printf (text, ":%s", text_of (url, "port"));
  if (length_of (array_of (url, "path")) > 0)
    g_string_append_c (text, '/');
  join (text, url, "path", "/");
  add_query (text, array_of (url, "query"));
  if (*text_of (url, "hash") != '\0')
    g_string_append_printf (text, "#%s", text_of (url, "hash"));
  return g_string_free_and_steal (text);
}

static void
add_rows (GString *text, JsonArray *rows)
{
  for (guint i = 0; i < length_of (rows); i++)
    {
      JsonObject *row = json_array_get_object_element (rows, i);
      gboolean file = g_str_equal (text_of (row, "type"), "file");

      g_string_append_printf (text, " %s%s=%s%s", is_off (row) ? "-" : "", text_of (row, "key"),
                              file ? "@" : "",
                              file ? text_of (row, "src") : text_of (row, "value"));
    }
}

static gboolean
sends_body (Reading *reading, JsonObject *request, JsonObject *body)
{
  static const char *const pruned[] = { "GET", "COPY", "HEAD", "PURGE", "UNLOCK", NULL };
  const char *method = text_of (request, "method");

  if (body == NULL || *text_of (body, "mode") == '\0' || is_off (body))
    return FALSE;

  return !reading->prunes || !g_strv_contains (pruned, *method == '\0' ? "GET" : method);
}

/* One that has nothing in it is none. */
static void
add_body (GString *text, Reading *reading, JsonObject *request)
{
  JsonObject *body
      = object_of (request, json_object_has_member (request, "body") ? "body" : "data");
  const char *mode = text_of (body, "mode");
  const char *key = body != NULL && json_object_has_member (body, mode) ? mode : "content";
  JsonObject *graphql = object_of (body, "graphql");

  if (!sends_body (reading, request, body))
    return;

  if (graphql != NULL)
    g_string_append_printf (text, "\n  graphql %s %s %s", text_of (graphql, "query"),
                            text_of (graphql, "operationName"), text_of (graphql, "variables"));
  else if (object_of (body, "file") != NULL)
    g_string_append_printf (text, "\n  file %s", text_of (object_of (body, "file"), "src"));
  else if (g_str_equal (mode, "raw") && *text_of (body, key) != '\0')
    g_string_append_printf (text, "\n  raw %s", text_of (body, key));
  else if (length_of (array_of (body, key)) > 0)
    {
      g_string_append_printf (text, "\n  %s", mode);
      add_rows (text, array_of (body, key));
    }
}

static const char *
attribute_of (JsonObject *auth, const char *type, const char *key)
{
  JsonArray *list = array_of (auth, type);

  if (list == NULL)
    return text_of (object_of (auth, type), key);

  for (guint i = 0; i < json_array_get_length (list); i++)
    {
      JsonObject *row = json_array_get_object_element (list, i);

      if (g_str_equal (text_of (row, "key"), key))
        return text_of (row, "value");
    }

  return "";
}

static void
add_attributes (GString *text, JsonObject *auth, const char *type, const char *const *keys)
{
  for (guint i = 0; keys[i] != NULL; i++)
    g_string_append_printf (text, " %s", attribute_of (auth, type, keys[i]));
}

static const char *const basic_keys[] = { "username", "password", NULL };
static const char *const token_keys[] = { "token", NULL };
static const char *const api_keys[] = { "key", "value", NULL };

static const struct
{
  const char *type;
  const char *const *keys;
} kinds[] = {
  { "basic", basic_keys },
  { "digest", basic_keys },
  { "bearer", token_keys },
  { "apikey", api_keys },
};

/* The OAuth settings that there are ask for the implicit grant. */
static void
add_auth (GString *text, JsonObject *auth)
{
  const char *type = text_of (auth, "type");

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (g_str_equal (kinds[i].type, type))
      {
        g_string_append_printf (text, "\n  %s", type);
        add_attributes (text, auth, type, kinds[i].keys);
        return;
      }

  g_string_append (text, *type == '\0' || g_str_equal (type, "noauth") ? "\n  none" : "\n  kept");
}

static void
read_request (Reading *reading, JsonObject *item)
{
  JsonObject *request = object_of (item, "request");
  const char *method = text_of (request, "method");
  JsonObject *own = object_of (request, "auth");
  g_autofree char *url = request == NULL ? g_strdup (text_of (item, "request")) : url_of (request);
  GString *text = g_string_new (NULL);

  g_string_append_printf (text, "%s / %s\n  %s %s\n ", reading->path,
                          json_object_has_member (item, "name") ? text_of (item, "name") : url,
                          *method == '\0' ? "GET" : method, url);
  if (request != NULL)
    {
      add_rows (text, array_of (request, "header"));
      add_body (text, reading, request);
    }
  add_auth (text, own == NULL ? reading->auth : own);
  g_ptr_array_add (reading->lines, g_string_free_and_steal (text));
}

static void
read_behavior (Reading *reading, JsonObject *object)
{
  JsonObject *behavior = object_of (object, "protocolProfileBehavior");
  JsonNode *node
      = behavior == NULL ? NULL : json_object_get_member (behavior, "disableBodyPruning");

  if (node != NULL)
    reading->prunes = !json_node_get_boolean (node) && json_node_get_int (node) == 0;
}

static void
read_items (Reading around, JsonObject *group)
{
  JsonArray *items = array_of (group, "item");
  JsonObject *auth = object_of (group, "auth");

  read_behavior (&around, group);
  if (auth != NULL)
    around.auth = auth;

  for (guint i = 0; i < length_of (items); i++)
    {
      JsonObject *item = json_array_get_object_element (items, i);
      Reading inner = around;
      g_autofree char *path = g_strdup_printf ("%s / %s", around.path, text_of (item, "name"));

      if (array_of (item, "item") != NULL)
        {
          inner.path = path;
          read_items (inner, item);
          continue;
        }
      read_behavior (&inner, item);
      read_request (&inner, item);
    }
}

GPtrArray *
rh_postman_reading_new (const char *json)
{
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func (g_free);
  const Reading reading = { lines, NULL, TRUE, "" };

  read_items (reading, json_node_get_object (root));
  return lines;
}
