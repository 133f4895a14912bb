/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Places in a body and steps within one row of it. What a character and a word are is Pango's. */
#define G_LOG_DOMAIN "rh-body-motion"

#include "config.h"

#include "response/rh-body-motion.h"

#include <pango/pango.h>

typedef gboolean (*Stop) (const PangoLogAttr *attr);

static gboolean
is_cursor_position (const PangoLogAttr *attr)
{
  return attr->is_cursor_position;
}

static gboolean
is_word_start (const PangoLogAttr *attr)
{
  return attr->is_word_start;
}

static gboolean
is_word_end (const PangoLogAttr *attr)
{
  return attr->is_word_end;
}

static gboolean
is_word_edge (const PangoLogAttr *attr)
{
  return attr->is_word_start || attr->is_word_end;
}

static PangoLogAttr *
dup_attrs (const char *text, gsize length, long *n_chars)
{
  PangoLogAttr *attrs;

  *n_chars = g_utf8_strlen (text, (gssize) length);
  attrs = g_new0 (PangoLogAttr, *n_chars + 1);
  pango_get_log_attrs (text, (int) length, -1, pango_language_get_default (), attrs,
                       (int) *n_chars + 1);
  return attrs;
}

/* The first place after (or before) @column where @stop holds, or that end of the text. */
static gsize
step (const char *text, gsize length, gsize column, int direction, Stop stop)
{
  long n_chars;
  g_autofree PangoLogAttr *attrs = dup_attrs (text, length, &n_chars);
  long at = g_utf8_strlen (text, (gssize) MIN (column, length));

  do
    at += direction;
  while (at > 0 && at < n_chars && !stop (&attrs[at]));

  at = CLAMP (at, 0, n_chars);
  return (gsize) (g_utf8_offset_to_pointer (text, at) - text);
}

int
rh_body_spot_compare (const RhBodySpot *a, const RhBodySpot *b)
{
  if (a->row != b->row)
    return a->row < b->row ? -1 : 1;
  return a->column == b->column ? 0 : a->column < b->column ? -1 : 1;
}

gsize
rh_body_motion_next (const char *text, gsize length, gsize column)
{
  return step (text, length, column, 1, is_cursor_position);
}

gsize
rh_body_motion_previous (const char *text, gsize length, gsize column)
{
  return step (text, length, column, -1, is_cursor_position);
}

gsize
rh_body_motion_next_word (const char *text, gsize length, gsize column)
{
  return step (text, length, column, 1, is_word_end);
}

gsize
rh_body_motion_previous_word (const char *text, gsize length, gsize column)
{
  return step (text, length, column, -1, is_word_start);
}

void
rh_body_motion_word_at (const char *text, gsize length, gsize column, gsize *start, gsize *end)
{
  gsize after = rh_body_motion_next (text, length, column);

  *end = step (text, length, column, 1, is_word_edge);
  *start = step (text, length, after, -1, is_word_edge);
}
