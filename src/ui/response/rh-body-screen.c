/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows around the caret as one short text for assistive tools. */
#define G_LOG_DOMAIN "rh-body-screen"

#include "config.h"

#include "response/rh-body-screen.h"

typedef struct
{
  guint64 row;
  guint start;  /* in characters of all */
  guint length; /* in characters, without the line end */
  gsize start_bytes;
  gsize length_bytes;
} Row;

struct _RhBodyScreen
{
  GString *text;
  GArray *rows; /* of Row; never empty */
  guint length;
};

static void
add_row (RhBodyScreen *self, const RhBodyRow *source)
{
  Row row = { 0 };

  if (self->rows->len > 0)
    {
      g_string_append_c (self->text, '\n');
      self->length++;
    }
  row.row = source->row;
  row.start = self->length;
  row.start_bytes = self->text->len;
  row.length_bytes = source->text->len;
  row.length = (guint) g_utf8_strlen (source->text->str, (gssize) source->text->len);
  g_string_append_len (self->text, source->text->str, (gssize) source->text->len);
  self->length += row.length;
  g_array_append_val (self->rows, row);
}

RhBodyScreen *
rh_body_screen_new (RhBodyDocument *document, guint64 around)
{
  RhBodyScreen *self = g_new0 (RhBodyScreen, 1);
  guint64 place = rh_body_document_get_place (document, around);
  guint64 first = place - place % RH_BODY_SCREEN_ROWS;
  g_autoptr (GPtrArray) rows = rh_body_document_read (document, first, RH_BODY_SCREEN_ROWS);

  self->text = g_string_new (NULL);
  self->rows = g_array_new (FALSE, FALSE, sizeof (Row));
  for (guint i = 0; i < rows->len; i++)
    add_row (self, g_ptr_array_index (rows, i));
  if (rows->len == 0)
    {
      Row nothing = { 0 };

      g_array_append_val (self->rows, nothing);
    }

  return self;
}

void
rh_body_screen_free (RhBodyScreen *self)
{
  if (self == NULL)
    return;

  g_string_free (self->text, TRUE);
  g_array_unref (self->rows);
  g_free (self);
}

gboolean
rh_body_screen_has_row (RhBodyScreen *self, guint64 row)
{
  for (guint i = 0; i < self->rows->len; i++)
    if (g_array_index (self->rows, Row, i).row == row)
      return TRUE;

  return FALSE;
}

guint
rh_body_screen_get_length (RhBodyScreen *self)
{
  return self->length;
}

static const char *
row_text (RhBodyScreen *self, const Row *row)
{
  return self->text->str + row->start_bytes;
}

guint
rh_body_screen_get_offset (RhBodyScreen *self, const RhBodySpot *spot)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const Row *row = &g_array_index (self->rows, Row, i);

      if (spot->row < row->row)
        return row->start;
      if (spot->row == row->row)
        return row->start
               + (guint) g_utf8_strlen (row_text (self, row),
                                        (gssize) MIN (spot->column, row->length_bytes));
    }

  return self->length;
}

static const Row *
find_row (RhBodyScreen *self, guint offset)
{
  for (guint i = self->rows->len - 1; i > 0; i--)
    if (g_array_index (self->rows, Row, i).start <= offset)
      return &g_array_index (self->rows, Row, i);

  return &g_array_index (self->rows, Row, 0);
}

void
rh_body_screen_get_spot (RhBodyScreen *self, guint offset, RhBodySpot *spot)
{
  const Row *row = find_row (self, offset);
  const char *text = row_text (self, row);
  guint within = MIN (offset - MIN (offset, row->start), row->length);

  spot->row = row->row;
  spot->column = (gsize) (g_utf8_offset_to_pointer (text, within) - text);
}

GBytes *
rh_body_screen_dup_text (RhBodyScreen *self, guint start, guint end)
{
  const char *from;
  const char *to;
  gsize length;
  char *copy;

  end = MIN (end, self->length);
  start = MIN (start, end);
  from = g_utf8_offset_to_pointer (self->text->str, start);
  to = g_utf8_offset_to_pointer (from, end - start);
  length = (gsize) (to - from);
  /* Readers take it for a string. */
  copy = g_strndup (from, length);
  return g_bytes_new_take (copy, length + 1);
}

GBytes *
rh_body_screen_dup_unit (RhBodyScreen *self,
                         guint offset,
                         GtkAccessibleTextGranularity granularity,
                         guint *start,
                         guint *end)
{
  const Row *row = find_row (self, offset);
  const char *text = row_text (self, row);
  RhBodySpot spot;
  gsize from;
  gsize to;

  offset = MIN (offset, self->length);
  rh_body_screen_get_spot (self, offset, &spot);
  switch (granularity)
    {
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_CHARACTER:
      *start = offset;
      *end = MIN (offset + 1, self->length);
      break;
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_WORD:
      rh_body_motion_word_at (text, row->length_bytes, spot.column, &from, &to);
      *start = row->start + (guint) g_utf8_strlen (text, (gssize) from);
      *end = row->start + (guint) g_utf8_strlen (text, (gssize) to);
      break;
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_SENTENCE:
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE:
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_PARAGRAPH:
    default:
      /* With its line end, as readers expect of a line. */
      *start = row->start;
      *end = MIN (row->start + row->length + 1, self->length);
    }

  return rh_body_screen_dup_text (self, *start, *end);
}
