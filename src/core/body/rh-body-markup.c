/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The colours of XML and HTML: what in a row is a tag, an attribute, its value, a comment. */
#define G_LOG_DOMAIN "rh-body-markup"

#include "config.h"

#include "body/rh-body-markup.h"

#include <string.h>

#define MAX_INDENT 128

static const char *const raw_elements[] = { "script", "style", "textarea", "pre" };

typedef struct
{
  RhBodyRow *row;
  const char *bytes;
  gsize at;
  gsize end;
  guint64 offset;
} Filler;

gboolean
rh_body_markup_is_tag (const char *bytes, gsize length)
{
  guint8 c = length > 1 ? (guint8) bytes[1] : 0;

  return *bytes == '<'
         && (g_ascii_isalpha (c) || c >= 0x80 || (c != 0 && strchr ("/!?_:", c) != NULL));
}

gsize
rh_body_markup_measure_name (const char *bytes, gsize length)
{
  gsize n = 0;

  while (n < length && !rh_body_markup_is_space (bytes[n]) && strchr ("/><=", bytes[n]) == NULL)
    n++;

  return n;
}

guint32
rh_body_markup_find_raw (const char *name, gsize length)
{
  for (guint32 i = 0; i < G_N_ELEMENTS (raw_elements); i++)
    if (strlen (raw_elements[i]) == length
        && g_ascii_strncasecmp (raw_elements[i], name, length) == 0)
      return i + 1;

  return 0;
}

const char *
rh_body_markup_get_raw (guint32 mode)
{
  return raw_elements[RH_BODY_MARKUP_GET_RAW (mode) - 1];
}

static void
take (Filler *self, gsize end, RhBodyTokenKind kind)
{
  end = MIN (end, self->end);
  rh_body_row_append (self->row, self->bytes + self->at, end - self->at, self->offset + self->at,
                      kind);
  self->at = end;
}

/* A tag may have lines; on a row white space is one space. */
static void
take_space (Filler *self)
{
  while (self->at < self->end && rh_body_markup_is_space (self->bytes[self->at]))
    self->at++;
  rh_body_row_append_layout (self->row, " ");
}

static gsize
find_any (Filler *self, const char *ends)
{
  gsize at = self->at;

  while (at < self->end && !rh_body_markup_is_space (self->bytes[at])
         && strchr (ends, self->bytes[at]) == NULL)
    at++;

  return at;
}

/* To the quotation mark after @from. */
static gsize
find_quote (Filler *self, gsize from, char quote)
{
  const char *end = from >= self->end ? NULL : memchr (self->bytes + from, quote, self->end - from);

  return end == NULL ? self->end : (gsize) (end - self->bytes) + 1;
}

/* From after the name on, or from anywhere in a tag that was cut. */
static void
take_tag_rest (Filler *self)
{
  while (self->at < self->end)
    {
      char c = self->bytes[self->at];

      if (rh_body_markup_is_space (c))
        take_space (self);
      else if (c == '>')
        {
          take (self, self->at + 1, RH_BODY_TOKEN_TAG);
          return;
        }
      else if (c == '/' || c == '?')
        take (self, self->at + 1, RH_BODY_TOKEN_TAG);
      else if (c == '"' || c == '\'')
        take (self, find_quote (self, self->at + 1, c), RH_BODY_TOKEN_STRING);
      else if (c == '=')
        {
          take (self, self->at + 1, RH_BODY_TOKEN_PLAIN);
          if (self->at < self->end && strchr ("\"'>", self->bytes[self->at]) == NULL
              && !rh_body_markup_is_space (self->bytes[self->at]))
            take (self, find_any (self, ">"), RH_BODY_TOKEN_STRING);
        }
      else
        take (self, MAX (find_any (self, "=>/\"'"), self->at + 1), RH_BODY_TOKEN_ATTRIBUTE);
    }
}

static gboolean
begins (Filler *self, const char *with)
{
  gsize length = strlen (with);

  return self->end - self->at >= length && memcmp (self->bytes + self->at, with, length) == 0;
}

static void
take_markup (Filler *self)
{
  if (begins (self, "<!--"))
    take (self, self->end, RH_BODY_TOKEN_COMMENT);
  else if (begins (self, "<![CDATA["))
    take (self, self->end, RH_BODY_TOKEN_STRING);
  else
    {
      gsize from = self->at;

      self->at += begins (self, "</") || begins (self, "<?") || begins (self, "<!") ? 2 : 1;
      from = MAX (find_any (self, "/>"), self->at);
      self->at -= self->bytes[self->at - 1] == '<' ? 1 : 2;
      take (self, from, RH_BODY_TOKEN_TAG);
      take_tag_rest (self);
    }
}

static void
take_content (Filler *self)
{
  while (self->at < self->end)
    {
      const char *tag = memchr (self->bytes + self->at, '<', self->end - self->at);

      take (self, tag == NULL ? self->end : (gsize) (tag - self->bytes), RH_BODY_TOKEN_PLAIN);
      if (tag != NULL && rh_body_markup_is_tag (tag, self->end - self->at))
        take_markup (self);
      else if (tag != NULL)
        take (self, self->at + 1, RH_BODY_TOKEN_PLAIN);
    }
}

void
rh_body_markup_fill (RhBodyRow *row,
                     const RhBodyCutState *before,
                     const RhBodyCut *cut,
                     const char *bytes,
                     gsize length,
                     guint64 offset)
{
  Filler self = { row, bytes, cut->start, cut->end, offset };
  guint32 within = cut->mode & RH_BODY_MARKUP_WITHIN;

  row->depth = cut->depth;
  if (within != RH_BODY_MARKUP_RAW)
    rh_body_row_indent (row, MIN (2 * cut->depth, MAX_INDENT));

  switch (within)
    {
    case RH_BODY_MARKUP_COMMENT:
      take (&self, self.end, RH_BODY_TOKEN_COMMENT);
      break;

    case RH_BODY_MARKUP_CDATA:
      take (&self, self.end, RH_BODY_TOKEN_STRING);
      break;

    case RH_BODY_MARKUP_RAW:
      take (&self, self.end, RH_BODY_TOKEN_PLAIN);
      break;

    case RH_BODY_MARKUP_TAG:
      if ((cut->mode & RH_BODY_MARKUP_DOUBLE) != 0)
        take (&self, find_quote (&self, self.at, '"'), RH_BODY_TOKEN_STRING);
      else if ((cut->mode & RH_BODY_MARKUP_SINGLE) != 0)
        take (&self, find_quote (&self, self.at, '\''), RH_BODY_TOKEN_STRING);
      take_tag_rest (&self);
      break;

    default:
      take_content (&self);
      break;
    }
}
