/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sixteen bytes a row: where, in hexadecimal, as ASCII. Needs no notes, since all rows are of a
 * size. */
#define G_LOG_DOMAIN "rh-body-hex"

#include "config.h"

#include "body/rh-body-hex.h"

static void
append_place (RhBodyRow *self, guint64 offset)
{
  RhBodyToken token = { 0, 0, RH_BODY_TOKEN_OFFSET };

  g_string_append_printf (self->text, "%010" G_GINT64_MODIFIER "x  ", offset);
  token.length = (guint) self->text->len - 2;
  g_array_append_val (self->tokens, token);
  self->indent = (guint) self->text->len;
}

/* A place for each byte: the caret walks from one to the next. */
static void
append_bytes (RhBodyRow *self, const guint8 *bytes, gsize length, guint64 offset)
{
  for (gsize i = 0; i < RH_BODY_HEX_BYTES; i++)
    {
      RhBodyPlace place = { (guint) self->text->len, offset + i };

      if (i < length)
        {
          g_array_append_val (self->places, place);
          g_string_append_printf (self->text, "%02x ", bytes[i]);
        }
      else
        g_string_append (self->text, "   ");
      if (i == RH_BODY_HEX_BYTES / 2 - 1)
        g_string_append_c (self->text, ' ');
    }
}

static void
append_ascii (RhBodyRow *self, const guint8 *bytes, gsize length)
{
  RhBodyToken token = { (guint) self->text->len + 2, (guint) length, RH_BODY_TOKEN_STRING };

  g_string_append (self->text, " |");
  for (gsize i = 0; i < length; i++)
    g_string_append_c (self->text, g_ascii_isprint ((char) bytes[i]) ? (char) bytes[i] : '.');
  g_string_append_c (self->text, '|');
  g_array_append_val (self->tokens, token);
}

void
rh_body_hex_make_rows (RhBodyWindow *window, guint64 first, guint64 last, GPtrArray *rows)
{
  for (guint64 number = first; number < last; number++)
    {
      guint64 offset = number * RH_BODY_HEX_BYTES;
      gsize length;
      const guint8 *bytes
          = (const guint8 *) rh_body_window_peek (window, offset, RH_BODY_HEX_BYTES, &length);
      RhBodyRow *row;

      if (length == 0)
        break;

      row = rh_body_row_new (number, number + 1);
      row->start = (goffset) offset;
      row->end = (goffset) (offset + length);
      append_place (row, offset);
      append_bytes (row, bytes, length, offset);
      append_ascii (row, bytes, length);
      g_ptr_array_add (rows, row);
    }
}
