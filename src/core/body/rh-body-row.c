/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of a body as it is shown. Whatever the bytes are, its text is valid, has no line end and
 * shows what is there: nothing is hidden, and nothing turns what stands beside it around. */
#define G_LOG_DOMAIN "rh-body-row"

#include "config.h"

#include "body/rh-body-row.h"

#include "text/rh-hidden.h"

RhBodyRow *
rh_body_row_new (guint64 row, guint64 line)
{
  RhBodyRow *self = g_new0 (RhBodyRow, 1);

  self->row = row;
  self->line = line;
  self->text = g_string_new (NULL);
  self->tokens = g_array_new (FALSE, FALSE, sizeof (RhBodyToken));
  self->places = g_array_new (FALSE, FALSE, sizeof (RhBodyPlace));

  return self;
}

void
rh_body_row_free (RhBodyRow *self)
{
  g_string_free (self->text, TRUE);
  g_array_unref (self->tokens);
  g_array_unref (self->places);
  g_free (self);
}

gsize
rh_body_row_get_column (const RhBodyRow *self, goffset offset)
{
  guint n = 0;
  const RhBodyPlace *place;
  gsize column;
  gsize end;

  while (n < self->places->len
         && g_array_index (self->places, RhBodyPlace, n).offset <= (guint64) offset)
    n++;
  if (n == 0)
    return self->indent;

  place = &g_array_index (self->places, RhBodyPlace, n - 1);
  column = place->column + (gsize) ((guint64) offset - place->offset);
  end = n < self->places->len ? g_array_index (self->places, RhBodyPlace, n).column
                              : self->text->len;

  return MIN (column, end);
}

goffset
rh_body_row_get_offset (const RhBodyRow *self, gsize column)
{
  guint n = 0;
  const RhBodyPlace *place;
  guint64 offset;
  guint64 end;

  while (n < self->places->len && g_array_index (self->places, RhBodyPlace, n).column <= column)
    n++;
  if (n == 0)
    return self->start;

  place = &g_array_index (self->places, RhBodyPlace, n - 1);
  offset = place->offset + (column - place->column);
  end = n < self->places->len ? g_array_index (self->places, RhBodyPlace, n).offset
                              : (guint64) self->end;

  return (goffset) MIN (offset, end);
}

guint
rh_body_row_get_width (const RhBodyRow *self)
{
  return (guint) g_utf8_strlen (self->text->str, (gssize) self->text->len);
}

void
rh_body_row_indent (RhBodyRow *self, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_c (self->text, ' ');
  self->indent = (guint) self->text->len;
}

void
rh_body_row_append_layout (RhBodyRow *self, const char *text)
{
  g_string_append (self->text, text);
}

static void
note_place (RhBodyRow *self, guint64 offset)
{
  guint column = (guint) self->text->len;
  RhBodyPlace place = { column, offset };

  if (self->places->len > 0)
    {
      const RhBodyPlace *last = &g_array_index (self->places, RhBodyPlace, self->places->len - 1);

      if (last->column + (offset - last->offset) == column)
        return;
    }
  g_array_append_val (self->places, place);
}

static void
append_token (RhBodyRow *self, const char *text, gsize length, RhBodyTokenKind kind)
{
  RhBodyToken token = { (guint) self->text->len, (guint) length, kind };
  RhBodyToken *last = NULL;

  g_string_append_len (self->text, text, (gssize) length);
  if (kind == RH_BODY_TOKEN_PLAIN || length == 0)
    return;

  if (self->tokens->len > 0)
    last = &g_array_index (self->tokens, RhBodyToken, self->tokens->len - 1);
  if (last != NULL && last->kind == kind && last->start + last->length == token.start)
    last->length += token.length;
  else
    g_array_append_val (self->tokens, token);
}

static void
append_hidden (RhBodyRow *self, gunichar c)
{
  g_autoptr (GString) text = g_string_new (NULL);

  rh_hidden_append (text, c);
  append_token (self, text->str, text->len, RH_BODY_TOKEN_CONTROL);
}

static void
append_invalid (RhBodyRow *self, guint8 byte)
{
  g_autoptr (GString) text = g_string_new (NULL);

  rh_hidden_append_byte (text, byte);
  append_token (self, text->str, text->len, RH_BODY_TOKEN_INVALID);
}

/* How many bytes from @at on are shown as they are. */
static gsize
count_plain (const char *at, gsize length)
{
  gsize i = 0;

  while (i < length)
    {
      gunichar c = (guint8) at[i];

      if (c < 0x80)
        {
          if ((c < 0x20 && c != '\t') || c == 0x7f)
            break;
          i++;
          continue;
        }
      c = g_utf8_get_char_validated (at + i, (gssize) (length - i));
      if (c >= (gunichar) -2 || c == 0xfffd || rh_hidden_is (c))
        break;
      i += (gsize) g_unichar_to_utf8 (c, NULL);
    }

  return i;
}

/* What is not plain; returns its bytes. */
static gsize
append_special (RhBodyRow *self, const char *at, gsize length)
{
  gunichar c
      = (guint8) *at < 0x80 ? (gunichar) *at : g_utf8_get_char_validated (at, (gssize) length);

  if (c >= (gunichar) -2)
    {
      append_invalid (self, (guint8) *at);
      return 1;
    }
  if (c == 0xfffd)
    append_token (self, at, 3, RH_BODY_TOKEN_INVALID);
  else
    append_hidden (self, c);

  return (gsize) g_unichar_to_utf8 (c, NULL);
}

void
rh_body_row_append (RhBodyRow *self,
                    const char *bytes,
                    gsize length,
                    guint64 offset,
                    RhBodyTokenKind kind)
{
  gsize done = 0;

  if (self->places->len == 0)
    self->start = (goffset) offset;
  while (done < length)
    {
      gsize plain = count_plain (bytes + done, length - done);

      note_place (self, offset + done);
      if (plain > 0)
        append_token (self, bytes + done, plain, kind);
      else
        plain = append_special (self, bytes + done, length - done);
      done += plain;
    }
  self->end = (goffset) (offset + length);
}
