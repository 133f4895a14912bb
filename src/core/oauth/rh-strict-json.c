/* SPDX-License-Identifier: GPL-3.0-or-later */
/* json-glib in strict mode still takes the last of two members, cuts strings at an escaped NUL and
 * recurses as deep as it is told to; what it lets through is looked for here. */
#define G_LOG_DOMAIN "rh-strict-json"

#include "config.h"

#include "oauth/rh-strict-json.h"

#include <gio/gio.h>
#include <string.h>

#define BOM "\xEF\xBB\xBF"

typedef struct
{
  GHashTable *seen; /* "OBJECT NAME" */
  gboolean duplicate;
} Members;

static void
object_member_cb (JsonParser *parser, JsonObject *object, const char *name, gpointer user_data)
{
  Members *members = user_data;

  if (!g_hash_table_add (members->seen, g_strdup_printf ("%p %s", (void *) object, name)))
    members->duplicate = TRUE;
}

/* Before anything recurses: how deep it nests, and whether a string holds an escaped NUL. */
static const char *
find_fault (const char *text, gsize length)
{
  gboolean in_string = FALSE;
  guint depth = 0;

  if (length == 0)
    return "empty";
  if (strlen (text) < length)
    return "NUL";
  if (!g_utf8_validate (text, -1, NULL))
    return "not UTF-8";

  for (const char *at = text; *at != '\0'; at++)
    {
      if (in_string && *at == '\\')
        {
          if (g_str_has_prefix (at, "\\u0000"))
            return "NUL";
          if (at[1] != '\0')
            at++;
        }
      else if (*at == '"')
        in_string = !in_string;
      else if (!in_string && (*at == '{' || *at == '['))
        depth++;
      else if (!in_string && (*at == '}' || *at == ']') && depth > 0)
        depth--;

      if (depth > RH_STRICT_JSON_MAX_DEPTH)
        return "nested too deeply";
    }

  return NULL;
}

static JsonObject *
parse (const char *text, gssize length, const char **fault)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  Members members = { g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL), FALSE };
  JsonNode *root = NULL;
  JsonObject *object = NULL;

  json_parser_set_strict (parser, TRUE);
  g_signal_connect (parser, "object-member", G_CALLBACK (object_member_cb), &members);
  if (json_parser_load_from_data (parser, text, length, NULL))
    root = json_parser_get_root (parser);

  if (root == NULL)
    *fault = "not JSON";
  else if (!JSON_NODE_HOLDS_OBJECT (root))
    *fault = "not a JSON object";
  else if (members.duplicate)
    *fault = "a member twice";
  else
    object = json_node_dup_object (root);

  g_hash_table_unref (members.seen);
  return object;
}

JsonObject *
rh_strict_json_parse (const char *bytes, gsize length, gboolean *had_bom, GError **error)
{
  gboolean bom = length >= strlen (BOM) && memcmp (bytes, BOM, strlen (BOM)) == 0;
  g_autofree char *text = NULL;
  const char *fault;
  JsonObject *object = NULL;

  if (had_bom != NULL)
    *had_bom = bom;
  if (bom)
    {
      bytes += strlen (BOM);
      length -= strlen (BOM);
    }

  text = g_strndup (bytes, length);
  fault = find_fault (text, length);
  if (fault == NULL)
    object = parse (text, (gssize) length, &fault);
  explicit_bzero (text, length);

  if (object == NULL)
    g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, fault);

  return object;
}

const char *
rh_strict_json_get_string (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  if (node == NULL || !JSON_NODE_HOLDS_VALUE (node)
      || json_node_get_value_type (node) != G_TYPE_STRING)
    return NULL;

  return json_node_get_string (node);
}
