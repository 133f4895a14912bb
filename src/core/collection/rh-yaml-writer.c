/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The look of a scalar is chosen by its text alone, for the strictest reader there is: plain where
 * nobody can take it for anything else, a literal block for several lines, double quotes for what
 * looks like another type (as Bruno writes it) or needs escapes, single quotes for the rest. */
#define G_LOG_DOMAIN "rh-yaml-writer"

#include "config.h"

#include "collection/rh-yaml-text.h"
#include "collection/rh-yaml-writer.h"

#include <string.h>

#define INDENT 2
/* Readers look this far for the colon after a key; longer ones are announced by a question mark. */
#define MAX_SIMPLE_KEY 1000

typedef enum
{
  STYLE_PLAIN,
  STYLE_SINGLE,
  STYLE_DOUBLE,
  STYLE_LITERAL,
} Style;

/* --- Scalars -------------------------------------------------------------------------------------
 */

static gboolean
is_blank_line (const char *line)
{
  gsize length = strspn (line, " \t");

  return length > 0 && (line[length] == '\n' || line[length] == '\0');
}

/* Lines of nothing but blanks at either end are read in more than one way, as is a tab at the
 * start. */
static gboolean
can_be_literal (const char *text)
{
  const char *first = text + strspn (text, "\n");
  const char *last = text + strlen (text);

  if (*first == '\0' || *first == '\t' || is_blank_line (first))
    return FALSE;
  while (last > first && last[-1] == '\n')
    last--;
  while (last > first && last[-1] != '\n')
    last--;

  return !is_blank_line (last) && rh_yaml_text_is_printable (text);
}

static Style
choose_style (const char *text, gboolean plain, gboolean literal_allowed)
{
  if (strchr (text, '\n') != NULL)
    return literal_allowed && can_be_literal (text) ? STYLE_LITERAL : STYLE_DOUBLE;
  if (rh_yaml_text_is_special (text))
    return plain && rh_yaml_text_can_be_plain (text) ? STYLE_PLAIN : STYLE_DOUBLE;
  if (strchr ("-?:", text[0]) == NULL && rh_yaml_text_can_be_plain (text))
    return STYLE_PLAIN;

  return strchr (text, '\t') == NULL && rh_yaml_text_is_printable (text) ? STYLE_SINGLE
                                                                         : STYLE_DOUBLE;
}

static void
append_escaped (GString *out, gunichar c)
{
  switch (c)
    {
    case '"':
    case '\\':
      g_string_append_printf (out, "\\%c", (char) c);
      break;
    case '\n':
      g_string_append (out, "\\n");
      break;
    case '\r':
      g_string_append (out, "\\r");
      break;
    case '\t':
      g_string_append (out, "\\t");
      break;
    default:
      if (rh_yaml_character_is_printable (c))
        g_string_append_unichar (out, c);
      else if (c <= 0xffff)
        g_string_append_printf (out, "\\u%04X", c);
      else
        g_string_append_printf (out, "\\U%08X", c);
    }
}

static void
write_double (GString *out, const char *text)
{
  g_string_append_c (out, '"');
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    append_escaped (out, g_utf8_get_char (c));
  g_string_append_c (out, '"');
}

static void
write_single (GString *out, const char *text)
{
  g_string_append_c (out, '\'');
  for (const char *c = text; *c != '\0'; c++)
    {
      if (*c == '\'')
        g_string_append_c (out, '\'');
      g_string_append_c (out, *c);
    }
  g_string_append_c (out, '\'');
}

static void
write_indent (GString *out, guint indent)
{
  for (guint i = 0; i < indent; i++)
    g_string_append_c (out, ' ');
}

/* Ends with its last line feed: nothing may follow on the line. */
static void
write_literal (GString *out, const char *text, guint indent)
{
  gsize length = strlen (text);
  const char *line = text;

  g_string_append_c (out, '|');
  if (*text == ' ' || *text == '\n')
    g_string_append_printf (out, "%d", INDENT);
  if (text[length - 1] != '\n')
    g_string_append_c (out, '-');
  else if (text[length - 2] == '\n')
    g_string_append_c (out, '+');
  g_string_append_c (out, '\n');

  while (*line != '\0')
    {
      gsize size = strcspn (line, "\n");

      if (size > 0)
        write_indent (out, indent + INDENT);
      g_string_append_len (out, line, (gssize) size);
      g_string_append_c (out, '\n');
      line += size + (line[size] == '\n');
    }
}

static void
write_scalar (GString *out, const char *text, Style style, guint indent)
{
  switch (style)
    {
    case STYLE_PLAIN:
      g_string_append (out, text);
      break;
    case STYLE_SINGLE:
      write_single (out, text);
      break;
    case STYLE_DOUBLE:
      write_double (out, text);
      break;
    case STYLE_LITERAL:
      write_literal (out, text, indent);
      return;
    default:
      g_assert_not_reached ();
    }
  g_string_append_c (out, '\n');
}

/* --- Sequences and mappings ----------------------------------------------------------------------
 */

static void
write_items (GString *out, const RhYaml *node, guint indent, gboolean first_is_indented);

/* Up to the colon, whose line the value goes on. */
static void
write_key (GString *out, const char *key, guint indent)
{
  gsize start = out->len;

  write_scalar (out, key, choose_style (key, FALSE, FALSE), indent);
  g_string_truncate (out, out->len - 1);
  if (out->len - start > MAX_SIMPLE_KEY)
    {
      g_string_insert (out, (gssize) start, "? ");
      g_string_append_c (out, '\n');
      write_indent (out, indent);
    }
  g_string_append_c (out, ':');
}

/* After a colon or a dash, which is in column @indent. */
static void
write_value (GString *out, const RhYaml *value, guint indent, gboolean after_dash)
{
  const char *text = rh_yaml_get_text (value);

  if (text != NULL)
    {
      Style style = choose_style (text, rh_yaml_is_plain (value), TRUE);

      if (style != STYLE_PLAIN || *text != '\0')
        g_string_append_c (out, ' ');
      write_scalar (out, text, style, indent);
    }
  else if (rh_yaml_get_length (value) == 0)
    {
      g_string_append (out, rh_yaml_get_kind (value) == RH_YAML_MAPPING ? " {}\n" : " []\n");
    }
  else
    {
      g_string_append_c (out, after_dash ? ' ' : '\n');
      write_items (out, value, indent + INDENT, after_dash);
    }
}

static void
write_items (GString *out, const RhYaml *node, guint indent, gboolean first_is_indented)
{
  gboolean is_mapping = rh_yaml_get_kind (node) == RH_YAML_MAPPING;

  for (guint i = 0; i < rh_yaml_get_length (node); i++)
    {
      if (i > 0 || !first_is_indented)
        write_indent (out, indent);
      if (is_mapping)
        write_key (out, rh_yaml_nth_key (node, i), indent);
      else
        g_string_append_c (out, '-');
      write_value (out, rh_yaml_nth (node, i), indent, !is_mapping);
    }
}

char *
rh_yaml_write (const RhYaml *node)
{
  GString *out = g_string_new (NULL);
  const char *text;

  g_return_val_if_fail (node != NULL, NULL);

  text = rh_yaml_get_text (node);
  if (text != NULL)
    write_scalar (out, text, choose_style (text, rh_yaml_is_plain (node), FALSE), 0);
  else if (rh_yaml_get_length (node) == 0)
    g_string_append (out, rh_yaml_get_kind (node) == RH_YAML_MAPPING ? "{}\n" : "[]\n");
  else
    write_items (out, node, 0, FALSE);

  return g_string_free (out, FALSE);
}

void
rh_yaml_write_pair (GString *out, const char *key, const RhYaml *value)
{
  g_return_if_fail (out != NULL && key != NULL && value != NULL);

  write_key (out, key, 0);
  write_value (out, value, 0, FALSE);
}
