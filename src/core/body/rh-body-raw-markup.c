/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML and HTML as they came, in colours. The same walk over a row tells what the next one begins
 * within and, when it is looked at, puts the tokens in. */
#define _GNU_SOURCE /* memmem */
#define G_LOG_DOMAIN "rh-body-raw-markup"

#include "config.h"

#include "body/rh-body-markup.h"
#include "body/rh-body-raw.h"

#include <string.h>

/* What begins or ends something is no longer, and is not cut in two. */
#define SHORT 16

typedef struct
{
  RhBodyRow *row; /* NULL: its tokens are not wanted */
  const char *bytes;
  gsize at;
  gsize end;
  guint64 offset;
  guint32 mode;
  gboolean html;
  gboolean cut; /* the line goes on after @end, which may come sooner */
} Walk;

static void
take (Walk *self, gsize end, RhBodyTokenKind kind)
{
  if (self->row != NULL && end > self->at)
    rh_body_row_append (self->row, self->bytes + self->at, end - self->at, self->offset + self->at,
                        kind);
  self->at = end;
}

static gboolean
begins (const Walk *self, gsize at, const char *with)
{
  gsize length = strlen (with);

  return self->end - at >= length && g_ascii_strncasecmp (self->bytes + at, with, length) == 0;
}

/* TRUE: what begins at @at may go on after the row, and will be in the next one. */
static gboolean
leave (Walk *self, gsize at)
{
  if (!self->cut || at == 0 || self->end - at >= SHORT)
    return FALSE;

  self->end = at;

  return TRUE;
}

/* Up to and with @close, which ends in a > after two of the same. */
static void
walk_to (Walk *self, const char *close, RhBodyTokenKind kind)
{
  const char *found = memmem (self->bytes + self->at, self->end - self->at, close, strlen (close));
  gsize tail = self->end;

  if (found != NULL)
    {
      take (self, (gsize) (found - self->bytes) + strlen (close), kind);
      self->mode = RH_BODY_MARKUP_CONTENT;
      return;
    }
  while (self->end - tail < 2 && tail > self->at && self->bytes[tail - 1] == *close)
    tail--;
  if (tail < self->end)
    leave (self, tail);
  take (self, self->end, kind);
}

static void
walk_raw (Walk *self)
{
  const char *name = rh_body_markup_get_raw (self->mode);

  for (gsize at = self->at; at < self->end; at++)
    if (self->bytes[at] == '<')
      {
        if (begins (self, at, "</") && begins (self, at + 2, name))
          {
            self->mode = RH_BODY_MARKUP_CONTENT;
            take (self, at, RH_BODY_TOKEN_PLAIN);
            return;
          }
        if (leave (self, at))
          break;
      }
  take (self, self->end, RH_BODY_TOKEN_PLAIN);
}

static gsize
find_any (const Walk *self, gsize at, const char *ends)
{
  while (at < self->end && !rh_body_markup_is_space (self->bytes[at])
         && strchr (ends, self->bytes[at]) == NULL)
    at++;

  return at;
}

static void
walk_quoted (Walk *self, char quote)
{
  const char *end = memchr (self->bytes + self->at, quote, self->end - self->at);

  if (end != NULL)
    self->mode &= ~(guint32) (RH_BODY_MARKUP_DOUBLE | RH_BODY_MARKUP_SINGLE);
  take (self, end == NULL ? self->end : (gsize) (end - self->bytes) + 1, RH_BODY_TOKEN_STRING);
}

static void
end_tag (Walk *self)
{
  guint32 raw = RH_BODY_MARKUP_GET_RAW (self->mode);
  gboolean closed = self->at > 0 && self->bytes[self->at - 1] == '/';

  take (self, self->at + 1, RH_BODY_TOKEN_TAG);
  self->mode = raw == 0 || closed ? RH_BODY_MARKUP_CONTENT
                                  : RH_BODY_MARKUP_RAW | RH_BODY_MARKUP_SET_RAW (raw);
}

static void
walk_value (Walk *self)
{
  take (self, self->at + 1, RH_BODY_TOKEN_PLAIN);
  if (self->at < self->end && strchr ("\"'>", self->bytes[self->at]) == NULL)
    take (self, find_any (self, self->at, ">"), RH_BODY_TOKEN_STRING);
}

static void
walk_space (Walk *self)
{
  gsize end = self->at;

  while (end < self->end && rh_body_markup_is_space (self->bytes[end]))
    end++;
  take (self, end, RH_BODY_TOKEN_PLAIN);
}

/* After a name, or within what is after it. */
static void
walk_tag (Walk *self)
{
  char c = self->bytes[self->at];

  if ((self->mode & RH_BODY_MARKUP_DOUBLE) != 0)
    walk_quoted (self, '"');
  else if ((self->mode & RH_BODY_MARKUP_SINGLE) != 0)
    walk_quoted (self, '\'');
  else if (c == '"' || c == '\'')
    {
      self->mode |= c == '"' ? RH_BODY_MARKUP_DOUBLE : RH_BODY_MARKUP_SINGLE;
      take (self, self->at + 1, RH_BODY_TOKEN_STRING);
    }
  else if (c == '>')
    end_tag (self);
  else if (c == '/' || c == '?')
    take (self, self->at + 1, RH_BODY_TOKEN_TAG);
  else if (c == '=')
    walk_value (self);
  else if (rh_body_markup_is_space (c))
    walk_space (self);
  else
    take (self, MAX (find_any (self, self->at, "=>/\"'"), self->at + 1), RH_BODY_TOKEN_ATTRIBUTE);
}

static void
begin_tag (Walk *self)
{
  gboolean begin = strchr ("/?!", self->bytes[self->at + 1]) == NULL;
  gsize name = self->at + (begin ? 1 : 2);
  gsize n_name = rh_body_markup_measure_name (self->bytes + name, self->end - name);

  self->mode = RH_BODY_MARKUP_TAG;
  if (begin && self->html)
    self->mode |= RH_BODY_MARKUP_SET_RAW (rh_body_markup_find_raw (self->bytes + name, n_name));
  take (self, find_any (self, name, "/>"), RH_BODY_TOKEN_TAG);
}

static void
walk_content (Walk *self)
{
  const char *tag = memchr (self->bytes + self->at, '<', self->end - self->at);

  take (self, tag == NULL ? self->end : (gsize) (tag - self->bytes), RH_BODY_TOKEN_PLAIN);
  if (tag == NULL || leave (self, self->at))
    return;

  if (begins (self, self->at, "<!--"))
    {
      self->mode = RH_BODY_MARKUP_COMMENT;
      /* Its dashes may be those of its end. */
      take (self, self->at + strlen ("<!"), RH_BODY_TOKEN_COMMENT);
    }
  else if (begins (self, self->at, "<![CDATA["))
    {
      self->mode = RH_BODY_MARKUP_CDATA;
      take (self, self->at + strlen ("<![CDATA["), RH_BODY_TOKEN_STRING);
    }
  else if (rh_body_markup_is_tag (self->bytes + self->at, self->end - self->at))
    begin_tag (self);
  else
    take (self, self->at + 1, RH_BODY_TOKEN_PLAIN);
}

static void
walk (Walk *self)
{
  while (self->at < self->end)
    switch (self->mode & RH_BODY_MARKUP_WITHIN)
      {
      case RH_BODY_MARKUP_COMMENT:
        walk_to (self, "-->", RH_BODY_TOKEN_COMMENT);
        break;

      case RH_BODY_MARKUP_CDATA:
        walk_to (self, "]]>", RH_BODY_TOKEN_STRING);
        break;

      case RH_BODY_MARKUP_RAW:
        walk_raw (self);
        break;

      case RH_BODY_MARKUP_TAG:
        walk_tag (self);
        break;

      default:
        walk_content (self);
        break;
      }
}

static gboolean
cut_markup (RhBodyCutState *state,
            const char *bytes,
            gsize length,
            gboolean final,
            RhBodyCut *cut,
            gboolean html)
{
  gboolean goes_on = (state->mode & RH_BODY_MARKUP_GOES_ON) != 0;
  RhBodyCutState line = { .line = state->line, .mode = goes_on ? RH_BODY_LINE_GOES_ON : 0 };
  Walk at = { .bytes = bytes, .html = html };

  if (!rh_body_line_cutter.cut (&line, bytes, length, final, cut))
    return FALSE;

  goes_on = line.mode == RH_BODY_LINE_GOES_ON;
  at.end = cut->end;
  at.mode = state->mode & ~(guint32) RH_BODY_MARKUP_GOES_ON;
  at.cut = goes_on && cut->end < length;
  walk (&at);
  if (at.cut)
    cut->next = cut->end = at.end;
  state->line = line.line;
  state->mode = at.mode | (goes_on ? RH_BODY_MARKUP_GOES_ON : 0);
  cut->mode = html;

  return TRUE;
}

static gboolean
cut_xml (RhBodyCutState *state, const char *bytes, gsize length, gboolean final, RhBodyCut *cut)
{
  return cut_markup (state, bytes, length, final, cut, FALSE);
}

static gboolean
cut_html (RhBodyCutState *state, const char *bytes, gsize length, gboolean final, RhBodyCut *cut)
{
  return cut_markup (state, bytes, length, final, cut, TRUE);
}

static void
fill_markup (RhBodyRow *row,
             const RhBodyCutState *before,
             const RhBodyCut *cut,
             const char *bytes,
             gsize length,
             guint64 offset)
{
  Walk at = { row, bytes, 0, cut->end, offset };

  at.mode = before->mode & ~(guint32) RH_BODY_MARKUP_GOES_ON;
  at.html = cut->mode != 0;
  walk (&at);
}

const RhBodyCutter rh_body_raw_xml_cutter = { cut_xml, fill_markup };
const RhBodyCutter rh_body_raw_html_cutter = { cut_html, fill_markup };
