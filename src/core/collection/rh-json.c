/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Our own JSON files, in and out. */
#define G_LOG_DOMAIN "rh-json"

#include "config.h"

#include "collection/rh-json.h"
#include "oauth/rh-strict-json.h"

#include <string.h>

G_DEFINE_QUARK (rh_collection_error, rh_collection_error)

static gboolean
fail (GError **error, const char *member, const char *wanted)
{
  g_set_error (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_CONTENT, "%s: not %s", member,
               wanted);
  return FALSE;
}

JsonObject *
rh_json_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  JsonObject *object;
  gsize size;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strlen (text) : (gsize) length;
  object = rh_strict_json_parse (text, size, NULL, &local_error);
  if (object == NULL)
    g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_SYNTAX,
                         local_error->message);

  return object;
}

static gboolean
is_value (JsonNode *node, GType type)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

gboolean
rh_json_get_string (JsonObject *object, const char *member, const char **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = "";
  if (node == NULL)
    return TRUE;
  if (!is_value (node, G_TYPE_STRING))
    return fail (error, member, "a string");

  *value = json_node_get_string (node);
  return TRUE;
}

gboolean
rh_json_get_boolean (JsonObject *object,
                     const char *member,
                     gboolean fallback,
                     gboolean *value,
                     GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = fallback;
  if (node == NULL)
    return TRUE;
  if (!is_value (node, G_TYPE_BOOLEAN))
    return fail (error, member, "true or false");

  *value = json_node_get_boolean (node);
  return TRUE;
}

gboolean
rh_json_get_int (JsonObject *object,
                 const char *member,
                 gint64 fallback,
                 gint64 *value,
                 GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = fallback;
  if (node == NULL)
    return TRUE;
  if (!is_value (node, G_TYPE_INT64))
    return fail (error, member, "a whole number");

  *value = json_node_get_int (node);
  return TRUE;
}

gboolean
rh_json_get_array (JsonObject *object, const char *member, JsonArray **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return fail (error, member, "a list");

  *value = json_node_get_array (node);
  return TRUE;
}

gboolean
rh_json_get_object (JsonObject *object, const char *member, JsonObject **value, GError **error)
{
  JsonNode *node = json_object_get_member (object, member);

  *value = NULL;
  if (node == NULL)
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (node))
    return fail (error, member, "an object");

  *value = json_node_get_object (node);
  return TRUE;
}

JsonObject *
rh_json_element_object (JsonArray *array, guint index, const char *what, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (JSON_NODE_HOLDS_OBJECT (node))
    return json_node_get_object (node);

  fail (error, what, "a list of objects");
  return NULL;
}

const char *
rh_json_element_string (JsonArray *array, guint index, const char *what, GError **error)
{
  JsonNode *node = json_array_get_element (array, index);

  if (is_value (node, G_TYPE_STRING))
    return json_node_get_string (node);

  fail (error, what, "a list of strings");
  return NULL;
}

gboolean
rh_json_check_members (JsonObject *object, const char *const *known, GError **error)
{
  JsonObjectIter iter;
  const char *member;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &member, NULL))
    if (!g_strv_contains (known, member))
      return fail (error, member, "a member that is known here");

  return TRUE;
}

char *
rh_json_print (JsonBuilder *builder)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();
  g_autoptr (JsonNode) root = json_builder_get_root (builder);
  g_autofree char *text = NULL;

  json_generator_set_pretty (generator, TRUE);
  json_generator_set_indent (generator, 2);
  json_generator_set_root (generator, root);
  text = json_generator_to_data (generator, NULL);

  return g_strconcat (text, "\n", NULL);
}

void
rh_json_add_string (JsonBuilder *builder, const char *member, const char *value)
{
  if (*value == '\0')
    return;

  json_builder_set_member_name (builder, member);
  json_builder_add_string_value (builder, value);
}

void
rh_json_add_flag (JsonBuilder *builder, const char *member, gboolean value, gboolean fallback)
{
  if (value == fallback)
    return;

  json_builder_set_member_name (builder, member);
  json_builder_add_boolean_value (builder, value);
}

gboolean
rh_json_write_file (GFile *file, const char *text, GError **error)
{
  g_autofree char *old = NULL;
  g_autofree char *folder = NULL;
  const char *path = g_file_peek_path (file);
  int saved_errno;

  g_return_val_if_fail (path != NULL, FALSE);

  if (g_file_get_contents (path, &old, NULL, NULL) && g_str_equal (old, text))
    return TRUE;

  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      saved_errno = errno;
      g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (saved_errno), "%s: %s",
                   folder, g_strerror (saved_errno));
      return FALSE;
    }

  return g_file_set_contents_full (
      path, text, -1, G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, error);
}

char *
rh_json_read_file (GFile *file, gsize *length, GError **error)
{
  char *text = NULL;

  if (!g_file_get_contents (g_file_peek_path (file), &text, length, error))
    return NULL;

  if (*length > RH_JSON_MAX_SIZE)
    {
      g_set_error_literal (error, RH_COLLECTION_ERROR, RH_COLLECTION_ERROR_SYNTAX, "too large");
      g_clear_pointer (&text, g_free);
    }

  return text;
}
