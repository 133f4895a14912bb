/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner says where the tokens are; here they become nodes. Nothing recurses on the way in. */
#define G_LOG_DOMAIN "rh-yaml-json"

#include "config.h"

#include "collection/rh-yaml-json.h"

#include "text/rh-json-scanner.h"
#include "text/rh-json-walk.h"

#include <string.h>

#define CHUNK 512

typedef struct
{
  const char *text;
  GPtrArray *open; /* borrowed: the containers around, the innermost last */
  RhYaml *root;
  char *key; /* of the member that comes next */
  guint n_nodes;
  guint line; /* at counted, from 1 */
  guint64 counted;
} Reading;

static gboolean
fail (Reading *reading, guint64 offset, RhYamlError code, const char *what, GError **error)
{
  guint line = reading->line;

  for (guint64 at = reading->counted; at < offset; at++)
    line += reading->text[at] == '\n';
  g_set_error (error, RH_YAML_ERROR, code, "line %u: %s", line, what);
  return FALSE;
}

static void
count_lines (Reading *reading, guint64 offset)
{
  const char *at = reading->text + reading->counted;
  const char *end = reading->text + offset;

  while (at < end && (at = memchr (at, '\n', (gsize) (end - at))) != NULL)
    {
      reading->line++;
      at++;
    }
  reading->counted = MAX (reading->counted, offset);
}

static char *
dup_string (const char *start, const char *end)
{
  RhJsonSpan span = { start, end };
  GString *text;

  if (memchr (start, '\\', (gsize) (end - start)) == NULL)
    return g_strndup (start + 1, (gsize) (end - start) - 2);

  text = rh_json_span_unescape (&span);
  for (gsize i = 0; i < text->len; i++)
    if (text->str[i] == '\0')
      {
        g_string_erase (text, (gssize) i, 1);
        g_string_insert (text, (gssize) i, "\357\277\275");
      }

  return g_string_free_and_steal (text);
}

static void
put (Reading *reading, RhYaml *node)
{
  RhYaml *parent
      = reading->open->len == 0 ? NULL : g_ptr_array_index (reading->open, reading->open->len - 1);

  rh_yaml_set_line (node, reading->line);
  if (parent == NULL)
    reading->root = node;
  else if (reading->key != NULL)
    rh_yaml_set (parent, reading->key, node);
  else
    rh_yaml_append (parent, node);
  g_clear_pointer (&reading->key, g_free);
}

static void
put_scalar (Reading *reading, const RhJsonToken *token)
{
  const char *start = reading->text + token->start;
  const char *end = reading->text + token->end;
  g_autofree char *text = token->kind == RH_JSON_TOKEN_STRING
                              ? dup_string (start, end)
                              : g_strndup (start, (gsize) (end - start));

  put (reading,
       token->kind == RH_JSON_TOKEN_STRING ? rh_yaml_new_string (text) : rh_yaml_new_plain (text));
}

static gboolean
open_container (Reading *reading, RhYaml *node, guint64 offset, GError **error)
{
  put (reading, node);
  if (reading->open->len == RH_YAML_JSON_MAX_DEPTH)
    return fail (reading, offset, RH_YAML_ERROR_TOO_DEEP, "nested too deep", error);

  g_ptr_array_add (reading->open, node);
  return TRUE;
}

static gboolean
take (Reading *reading, const RhJsonToken *token, GError **error)
{
  count_lines (reading, token->start);
  if (++reading->n_nodes > RH_YAML_JSON_MAX_NODES)
    return fail (reading, token->start, RH_YAML_ERROR_TOO_LARGE, "too many values", error);

  switch (token->kind)
    {
    case RH_JSON_TOKEN_OBJECT:
      return open_container (reading, rh_yaml_new_mapping (), token->start, error);
    case RH_JSON_TOKEN_ARRAY:
      return open_container (reading, rh_yaml_new_sequence (), token->start, error);
    case RH_JSON_TOKEN_OBJECT_END:
    case RH_JSON_TOKEN_ARRAY_END:
      g_ptr_array_set_size (reading->open, (int) reading->open->len - 1);
      return TRUE;
    case RH_JSON_TOKEN_KEY:
      reading->key = dup_string (reading->text + token->start, reading->text + token->end);
      return TRUE;
    case RH_JSON_TOKEN_STRING:
    case RH_JSON_TOKEN_NUMBER:
    case RH_JSON_TOKEN_LITERAL:
    default:
      put_scalar (reading, token);
      return TRUE;
    }
}

static const char *
fault_words (RhJsonFault fault)
{
  switch (fault)
    {
    case RH_JSON_FAULT_KEY:
      return "a key in quotation marks is missing";
    case RH_JSON_FAULT_COLON:
      return "a colon is missing";
    case RH_JSON_FAULT_SEPARATOR:
      return "a comma or the end of the list is missing";
    case RH_JSON_FAULT_AFTER:
      return "there is more after the value";
    case RH_JSON_FAULT_NUMBER:
      return "not a number";
    case RH_JSON_FAULT_ESCAPE:
      return "not an escape of JSON";
    case RH_JSON_FAULT_CONTROL:
      return "a control character in a string";
    case RH_JSON_FAULT_UTF8:
      return "not UTF-8";
    case RH_JSON_FAULT_END:
      return "the text ends too early";
    case RH_JSON_FAULT_NONE:
    case RH_JSON_FAULT_VALUE:
    case RH_JSON_FAULT_LITERAL:
    default:
      return "a value is missing";
    }
}

static gboolean
fail_scan (Reading *reading, RhJsonScanner *scanner, GError **error)
{
  guint64 offset = 0;
  RhJsonFault fault = rh_json_scanner_get_fault (scanner, &offset);

  return fail (reading, offset,
               fault == RH_JSON_FAULT_UTF8 ? RH_YAML_ERROR_ENCODING : RH_YAML_ERROR_SYNTAX,
               fault_words (fault), error);
}

static gboolean
read_all (Reading *reading, gsize length, GError **error)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  RhJsonToken tokens[CHUNK];
  gsize at = 0;
  guint n;

  while (at < length)
    {
      gsize taken
          = rh_json_scanner_feed (scanner, reading->text + at, length - at, tokens, CHUNK, &n);

      for (guint i = 0; i < n; i++)
        if (!take (reading, &tokens[i], error))
          return FALSE;
      at += taken;
      if (rh_json_scanner_get_fault (scanner, NULL) != RH_JSON_FAULT_NONE)
        return fail_scan (reading, scanner, error);
    }

  if (!rh_json_scanner_finish (scanner, tokens, &n))
    return fail_scan (reading, scanner, error);

  return n == 0 || take (reading, tokens, error);
}

RhYaml *
rh_yaml_parse_json (const char *text, gsize length, GError **error)
{
  g_autoptr (GPtrArray) open = g_ptr_array_new ();
  Reading reading = { text, open, NULL, NULL, 0, 1, 0 };
  gboolean done;

  g_return_val_if_fail (text != NULL, NULL);

  done = read_all (&reading, length, error);
  g_free (reading.key);
  if (!done)
    g_clear_pointer (&reading.root, rh_yaml_unref);

  return reading.root;
}

/* Out */

static void
write_string (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *at = text; *at != '\0'; at++)
    {
      if (*at == '"' || *at == '\\')
        g_string_append_printf (out, "\\%c", *at);
      else if (*at == '\n')
        g_string_append (out, "\\n");
      else if (*at == '\r')
        g_string_append (out, "\\r");
      else if (*at == '\t')
        g_string_append (out, "\\t");
      else if ((guchar) *at < 0x20 || *at == 0x7f)
        g_string_append_printf (out, "\\u%04x", (guint) (guchar) *at);
      else
        g_string_append_c (out, *at);
    }
  g_string_append_c (out, '"');
}

/* A number or a literal of JSON's; YAML has more of both. */
static gboolean
is_json_scalar (const char *text)
{
  RhJsonSpan span;

  return *text != '"' && *text != '{' && *text != '['
         && rh_json_walk_check (text, strlen (text), &span) == RH_JSON_WALK_OK && span.start == text
         && *span.end == '\0';
}

static void
break_line (GString *out, guint indent, guint depth)
{
  if (indent == 0)
    return;

  g_string_append_c (out, '\n');
  for (guint i = 0; i < indent * depth; i++)
    g_string_append_c (out, ' ');
}

static void
write_node (GString *out, const RhYaml *node, guint indent, guint depth)
{
  gboolean mapping = rh_yaml_get_kind (node) == RH_YAML_MAPPING;
  guint n = rh_yaml_get_length (node);

  if (rh_yaml_get_kind (node) == RH_YAML_SCALAR)
    {
      const char *text = rh_yaml_get_text (node);

      if (rh_yaml_is_null (node))
        g_string_append (out, "null");
      else if (rh_yaml_is_plain (node) && is_json_scalar (text))
        g_string_append (out, text);
      else
        write_string (out, text);
      return;
    }

  g_string_append_c (out, mapping ? '{' : '[');
  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      break_line (out, indent, depth + 1);
      if (mapping)
        {
          write_string (out, rh_yaml_nth_key (node, i));
          g_string_append (out, indent > 0 ? ": " : ":");
        }
      write_node (out, rh_yaml_nth (node, i), indent, depth + 1);
    }
  if (n > 0)
    break_line (out, indent, depth);
  g_string_append_c (out, mapping ? '}' : ']');
}

char *
rh_yaml_to_json (const RhYaml *self, guint indent)
{
  GString *out;

  g_return_val_if_fail (self != NULL, NULL);

  out = g_string_new (NULL);
  write_node (out, self, indent, 0);
  return g_string_free_and_steal (out);
}
