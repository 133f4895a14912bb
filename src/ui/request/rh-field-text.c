/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows as text. Nothing is refused: what makes no header or param is seen where it is used. */
#define G_LOG_DOMAIN "rh-field-text"

#include "config.h"

#include "request/rh-field-text.h"

#include <string.h>

#define OFF "// "
#define LINE_BREAK "↵"

/* --- Out ----------------------------------------------------------------------------------------
 */

static void
append_on_one_line (GString *out, const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (*text == '\r' && text[1] == '\n')
        continue;
      if (*text == '\n' || *text == '\r')
        g_string_append (out, LINE_BREAK);
      else
        g_string_append_c (out, *text);
    }
}

static char *
line_of (RhField *field, RhFieldTextStyle style)
{
  GString *line = g_string_new (rh_field_is_enabled (field) ? NULL : OFF);

  append_on_one_line (line, rh_field_get_name (field));
  if (style == RH_FIELD_TEXT_HEADERS)
    g_string_append (line, ": ");
  else if (!rh_field_is_bare (field))
    g_string_append_c (line, '=');
  append_on_one_line (line, rh_field_get_value (field));
  /* what is read again has no white space around it */
  g_strstrip (line->str);
  return g_string_free_and_steal (line);
}

char *
rh_field_text_new (GListModel *rows, RhFieldTextStyle style)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);
      g_autofree char *line = line_of (field, style);

      g_string_append_printf (text, "%s\n", line);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* --- In -----------------------------------------------------------------------------------------
 */

/* The mark is taken off. */
static gboolean
is_off (const char **line)
{
  const char *at = *line;

  if (g_str_has_prefix (at, "//"))
    at += 2;
  else if (*at == '#')
    at++;
  else
    return FALSE;

  while (g_ascii_isspace (*at))
    at++;
  *line = at;
  return TRUE;
}

/* Where name and value part; NULL: it is all name. A colon at the start is part of a name: so
 * browsers write ":authority". A pair may be written with a colon, as in Postman. */
static const char *
find_separator (const char *line, RhFieldTextStyle style)
{
  const char *found = NULL;

  if (*line == '\0')
    return NULL;
  if (style == RH_FIELD_TEXT_PAIRS)
    found = strchr (line, '=');
  return found != NULL ? found : strchr (line + 1, ':');
}

static RhField *
parse_line (const char *line, RhFieldTextStyle style)
{
  gboolean off = is_off (&line);
  const char *separator = find_separator (line, style);
  g_autofree char *name
      = separator == NULL ? g_strdup (line) : g_strndup (line, (gsize) (separator - line));
  g_autofree char *value = g_strdup (separator == NULL ? "" : separator + 1);
  RhField *field;

  if (off && *name == '\0' && *value == '\0')
    return NULL;

  field = rh_field_new (g_strstrip (name), g_strstrip (value), "", !off);
  g_object_set (field, "bare", separator == NULL, NULL);
  return field;
}

typedef struct
{
  GPtrArray *rows;  /* of RhField */
  GPtrArray *lines; /* of char *, as they read */
  gboolean *taken;
  guint next; /* where to look first: most lines are where they were */
} Old;

static void
old_init (Old *self, GListModel *rows, RhFieldTextStyle style)
{
  guint n = g_list_model_get_n_items (rows);

  self->rows = g_ptr_array_new_with_free_func (g_object_unref);
  self->lines = g_ptr_array_new_with_free_func (g_free);
  self->taken = g_new0 (gboolean, n + 1);
  self->next = 0;
  for (guint i = 0; i < n; i++)
    {
      RhField *row = g_list_model_get_item (rows, i);

      g_ptr_array_add (self->rows, row);
      g_ptr_array_add (self->lines, line_of (row, style));
    }
}

static void
old_clear (Old *self)
{
  g_ptr_array_unref (self->rows);
  g_ptr_array_unref (self->lines);
  g_free (self->taken);
}

/* Of that line, or of that name if @line is NULL. Borrowed; NULL: none is left. */
static RhField *
take (Old *self, const char *line, const char *name)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      guint at = (self->next + i) % self->rows->len;
      RhField *row = g_ptr_array_index (self->rows, at);
      gboolean fits = line != NULL ? g_str_equal (g_ptr_array_index (self->lines, at), line)
                                   : g_str_equal (rh_field_get_name (row), name);

      if (self->taken[at] || !fits)
        continue;

      self->taken[at] = TRUE;
      self->next = at + 1;
      return row;
    }

  return NULL;
}

/* What was not touched first, so that a new line does not take a note from it. */
static void
take_untouched (Old *old, char **lines, GPtrArray *fields)
{
  for (guint i = 0; lines[i] != NULL; i++)
    {
      RhField *row = *lines[i] == '\0' ? NULL : take (old, lines[i], NULL);

      g_ptr_array_add (fields, row == NULL ? NULL : rh_field_copy (row));
    }
}

static void
take_changed (Old *old, char **lines, RhFieldTextStyle style, GPtrArray *fields)
{
  old->next = 0;
  for (guint i = 0; lines[i] != NULL; i++)
    {
      RhField *field;
      RhField *row;

      if (*lines[i] == '\0' || g_ptr_array_index (fields, i) != NULL)
        continue;

      field = parse_line (lines[i], style);
      row = field == NULL ? NULL : take (old, NULL, rh_field_get_name (field));
      if (row != NULL)
        g_object_set (field, "note", rh_field_get_note (row), NULL);
      g_ptr_array_index (fields, i) = field;
    }
}

static void
unref_some (gpointer field)
{
  g_clear_object (&field);
}

GPtrArray *
rh_field_text_parse (const char *text, RhFieldTextStyle style, GListModel *old)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  GPtrArray *fields = g_ptr_array_new_with_free_func (unref_some);
  Old from;

  for (guint i = 0; lines[i] != NULL; i++)
    g_strstrip (lines[i]);

  old_init (&from, old, style);
  take_untouched (&from, lines, fields);
  take_changed (&from, lines, style, fields);
  old_clear (&from);
  while (g_ptr_array_remove (fields, NULL))
    ;
  return fields;
}
