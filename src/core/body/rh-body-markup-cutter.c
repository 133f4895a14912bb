/* SPDX-License-Identifier: GPL-3.0-or-later */
/* XML and HTML laid out as text: each tag, and each line of what is between them, on a row of its
 * own, indented by how many elements are open. An element with a short text stays on one row.
 * Nothing is understood beyond that, so that it works on what is broken too. */
#define G_LOG_DOMAIN "rh-body-markup-cutter"

#include "config.h"

#include "body/rh-body-markup.h"

#include <string.h>

/* An element of no more bytes stays on one row. */
#define SHORT 160

static const char *const void_elements[]
    = { "area", "base", "br",    "col",    "embed", "hr",  "img", "input",
        "link", "meta", "param", "source", "track", "wbr", NULL };
/* Their ends may be left out, so that nothing can be told from there being none. */
static const char *const flat_elements[]
    = { "p", "li", "dt", "dd", "option", "tr", "td", "th", "thead", "tbody", "tfoot", NULL };

typedef struct
{
  const char *bytes;
  gsize length;
  gboolean final;
  gboolean html;
} Text;

static gboolean
begins (const Text *text, gsize at, const char *with)
{
  gsize length = strlen (with);

  return text->length - at >= length && memcmp (text->bytes + at, with, length) == 0;
}

static gsize
name_length (const Text *text, gsize at)
{
  return rh_body_markup_measure_name (text->bytes + at, text->length - at);
}

static gboolean
is_among (const char *const *names, const char *name, gsize length)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (strlen (names[i]) == length && g_ascii_strncasecmp (names[i], name, length) == 0)
      return TRUE;

  return FALSE;
}

/* Where a row that would be too long ends: at a character. */
static gsize
find_boundary (const Text *text)
{
  gsize end = MIN (RH_BODY_ROW_MAX, text->length);

  while (end < MIN (text->length, RH_BODY_ROW_MAX + 3)
         && ((guint8) text->bytes[end] & 0xc0) == 0x80)
    end++;

  return end;
}

/* The end of a tag after its >, or 0: it is not in sight. @quote: the one that it is in, before and
 * after. */
static gsize
find_tag_end (const Text *text, gsize at, gsize limit, char *quote)
{
  for (; at < limit; at++)
    {
      char c = text->bytes[at];

      if (*quote != '\0')
        *quote = c == *quote ? '\0' : *quote;
      else if (c == '"' || c == '\'')
        *quote = c;
      else if (c == '>')
        return at + 1;
    }

  return 0;
}

/* Lines of what is not markup, up to and with @end or, when that is a tag, without it. */
static void
cut_lines (const Text *text, RhBodyCut *cut, const char *end, gboolean with, guint32 *mode)
{
  gsize limit = find_boundary (text);

  for (gsize at = cut->start; at < limit; at++)
    {
      if (text->bytes[at] == '\n')
        {
          cut->end = at - (at > cut->start && text->bytes[at - 1] == '\r' ? 1 : 0);
          cut->next = at + 1;
          *mode &= ~(guint32) RH_BODY_MARKUP_GOES_ON;
          return;
        }
      if (text->bytes[at] == *end && text->length - at >= strlen (end)
          && g_ascii_strncasecmp (text->bytes + at, end, strlen (end)) == 0)
        {
          cut->end = at + (with ? strlen (end) : 0);
          cut->next = cut->end;
          *mode = RH_BODY_MARKUP_CONTENT;
          return;
        }
    }
  cut->end = limit;
  cut->next = limit;
  *mode |= RH_BODY_MARKUP_GOES_ON;
}

/* The text after a tag that ends at @at and the end of the same element, or 0. */
static gsize
find_short_end (const Text *text, gsize name, gsize n_name, gsize at)
{
  gsize limit = MIN (text->length, SHORT);

  while (at < limit && text->bytes[at] != '<' && text->bytes[at] != '\n')
    at++;
  if (at + n_name + 3 > limit || !begins (text, at, "</")
      || memcmp (text->bytes + at + 2, text->bytes + name, n_name) != 0
      || text->bytes[at + 2 + n_name] != '>')
    return 0;

  return at + n_name + 3;
}

/* After the > of a tag that began on this row or before: what the next row is within. */
static void
open_element (RhBodyCutState *state, guint32 raw, gboolean indents)
{
  state->depth += indents ? 1 : 0;
  state->mode = raw == 0 ? RH_BODY_MARKUP_CONTENT
                         : RH_BODY_MARKUP_RAW | RH_BODY_MARKUP_FIRST | RH_BODY_MARKUP_SET_RAW (raw);
}

/* Whether a tag that ends at @end is of an element without an end. */
static gboolean
is_closed (const Text *text, gsize end)
{
  return end >= 2 && text->bytes[end - 2] == '/';
}

/* @pending: what to do at the end of a tag that was cut. */
static void
end_tag (RhBodyCutState *state, const Text *text, gsize end, guint32 pending)
{
  state->mode = RH_BODY_MARKUP_CONTENT;
  if ((pending & RH_BODY_MARKUP_OPENS) != 0 && !is_closed (text, end))
    open_element (state, RH_BODY_MARKUP_GET_RAW (pending), (pending & RH_BODY_MARKUP_INDENTS) != 0);
}

static void
cut_tag (RhBodyCutState *state,
         const Text *text,
         RhBodyCut *cut,
         gsize from,
         guint32 pending,
         char quote)
{
  gsize limit = find_boundary (text);
  gsize end = find_tag_end (text, from, limit, &quote);

  cut->end = end == 0 ? limit : end;
  cut->next = cut->end;
  if (end != 0)
    end_tag (state, text, end, pending);
  else
    state->mode = RH_BODY_MARKUP_TAG | RH_BODY_MARKUP_GOES_ON | pending
                  | (quote == '"'    ? RH_BODY_MARKUP_DOUBLE
                     : quote == '\'' ? RH_BODY_MARKUP_SINGLE
                                     : 0);
}

static RhBodyMark
make_mark (const Text *text, RhBodyMarkKind kind, gsize name, gsize n_name)
{
  const char *bytes = text->bytes + name;

  return (RhBodyMark) {
    .kind = kind,
    .name = rh_body_elements_hash (bytes, n_name, text->html),
    .flat = text->html && is_among (flat_elements, bytes, n_name),
  };
}

static void
cut_begin_tag (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  gsize name = cut->start + 1;
  gsize n_name = name_length (text, name);
  const char *bytes = text->bytes + name;
  gboolean empty = text->html && is_among (void_elements, bytes, n_name);
  RhBodyMark mark = make_mark (text, RH_BODY_MARK_BEGINS, name, n_name);
  guint32 raw = text->html ? rh_body_markup_find_raw (bytes, n_name) : 0;
  guint32 pending = empty ? 0
                          : RH_BODY_MARKUP_OPENS | (mark.flat ? 0 : RH_BODY_MARKUP_INDENTS)
                                | RH_BODY_MARKUP_SET_RAW (raw);
  gboolean closed;
  gsize end;

  cut_tag (state, text, cut, name, pending, '\0');
  if (empty)
    mark.kind = RH_BODY_MARK_WHOLE;
  cut->mark = mark;
  if (empty || (state->mode & RH_BODY_MARKUP_WITHIN) == RH_BODY_MARKUP_TAG)
    return;

  end = find_short_end (text, name, n_name, cut->end);
  closed = is_closed (text, cut->end);
  if (end != 0 || closed)
    cut->mark.kind = RH_BODY_MARK_WHOLE;
  if (end == 0 || closed)
    return;
  cut->end = end;
  cut->next = end;
  state->depth = cut->depth;
  state->mode = RH_BODY_MARKUP_CONTENT;
}

static void
cut_end_tag (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  gsize name = cut->start + 2;

  cut->mark = make_mark (text, RH_BODY_MARK_ENDS, name, name_length (text, name));
  if (!cut->mark.flat)
    state->depth -= state->depth > 0 ? 1 : 0;
  cut->depth = state->depth;
  cut_tag (state, text, cut, name, 0, '\0');
}

static void
cut_text (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  gsize limit = find_boundary (text);
  gsize at = cut->start + 1;

  while (at < limit && text->bytes[at] != '<' && text->bytes[at] != '\n')
    at++;
  cut->next = at;
  cut->end = at;
  if (at == limit && at < text->length && text->bytes[at] != '<' && text->bytes[at] != '\n')
    {
      state->mode = RH_BODY_MARKUP_TEXT | RH_BODY_MARKUP_GOES_ON;
      return;
    }
  state->mode = RH_BODY_MARKUP_CONTENT;
  while (cut->end > cut->start + 1 && rh_body_markup_is_space (text->bytes[cut->end - 1]))
    cut->end--;
}

static void
cut_content (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  if (!rh_body_markup_is_tag (text->bytes + cut->start, text->length - cut->start))
    cut_text (state, text, cut);
  else if (begins (text, cut->start, "<!--"))
    {
      state->mode = RH_BODY_MARKUP_COMMENT;
      cut_lines (text, cut, "-->", TRUE, &state->mode);
    }
  else if (begins (text, cut->start, "<![CDATA["))
    {
      state->mode = RH_BODY_MARKUP_CDATA;
      cut_lines (text, cut, "]]>", TRUE, &state->mode);
    }
  else if (begins (text, cut->start, "</"))
    cut_end_tag (state, text, cut);
  else if (begins (text, cut->start, "<!") || begins (text, cut->start, "<?"))
    cut_tag (state, text, cut, cut->start + 2, 0, '\0');
  else
    cut_begin_tag (state, text, cut);
}

/* Whether there is only white space before the end of the raw element. */
static gboolean
skip_to_end (const Text *text, gsize *at, const char *end)
{
  gsize to = *at;

  while (to < text->length && (text->bytes[to] == ' ' || text->bytes[to] == '\t'))
    to++;
  if (text->length - to < strlen (end)
      || g_ascii_strncasecmp (text->bytes + to, end, strlen (end)) != 0)
    return FALSE;
  *at = to;

  return TRUE;
}

static void
cut_raw (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  const char *name = rh_body_markup_get_raw (state->mode);
  g_autofree char *end = g_strconcat ("</", name, NULL);

  if (skip_to_end (text, &cut->start, end))
    {
      cut->mode = RH_BODY_MARKUP_CONTENT;
      cut_end_tag (state, text, cut);
    }
  else
    cut_lines (text, cut, end, FALSE, &state->mode);
}

/* A tag that was cut. */
static void
cut_tag_rest (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  guint32 mode = state->mode;
  guint32 pending = mode & (RH_BODY_MARKUP_OPENS | RH_BODY_MARKUP_INDENTS | RH_BODY_MARKUP_ANY_RAW);
  char quote = '\0';

  if ((mode & RH_BODY_MARKUP_DOUBLE) != 0)
    quote = '"';
  else if ((mode & RH_BODY_MARKUP_SINGLE) != 0)
    quote = '\'';
  cut_tag (state, text, cut, 0, pending, quote);
  if ((mode & RH_BODY_MARKUP_OPENS) != 0
      && (state->mode & RH_BODY_MARKUP_WITHIN) != RH_BODY_MARKUP_TAG && is_closed (text, cut->end))
    cut->mark.kind = RH_BODY_MARK_EMPTY;
}

static void
go_on (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  switch (state->mode & RH_BODY_MARKUP_WITHIN)
    {
    case RH_BODY_MARKUP_COMMENT:
      cut_lines (text, cut, "-->", TRUE, &state->mode);
      break;

    case RH_BODY_MARKUP_CDATA:
      cut_lines (text, cut, "]]>", TRUE, &state->mode);
      break;

    case RH_BODY_MARKUP_RAW:
      cut_raw (state, text, cut);
      break;

    case RH_BODY_MARKUP_TAG:
      cut_tag_rest (state, text, cut);
      break;

    default:
      cut_content (state, text, cut);
      break;
    }
}

/* White space between the parts is the layout's, a whole look of it a blank row. */
static void
skip_space (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  guint32 within = state->mode & RH_BODY_MARKUP_WITHIN;

  if ((state->mode & RH_BODY_MARKUP_FIRST) != 0)
    {
      state->mode &= ~(guint32) RH_BODY_MARKUP_FIRST;
      cut->start += text->bytes[0] == '\r' && text->length > 1 ? 1 : 0;
      cut->start += text->bytes[cut->start] == '\n' ? 1 : 0;
    }
  if (within == RH_BODY_MARKUP_CONTENT)
    while (cut->start < text->length && rh_body_markup_is_space (text->bytes[cut->start]))
      cut->start++;
}

static gboolean
cut_markup (RhBodyCutState *state, const Text *text, RhBodyCut *cut)
{
  Text rest = *text;

  if (text->length < RH_BODY_LOOK && !text->final)
    return FALSE;

  rest.length = MIN (text->length, RH_BODY_LOOK);
  *cut = (RhBodyCut) { .depth = state->depth,
                       .mode = state->mode,
                       .goes_on = (state->mode & RH_BODY_MARKUP_GOES_ON) != 0 };
  skip_space (state, &rest, cut);
  if (cut->start == rest.length)
    {
      cut->end = cut->start;
      cut->next = cut->start;
      cut->none = rest.length < RH_BODY_LOOK;
    }
  else
    {
      gsize skipped = cut->start;

      rest.bytes += skipped;
      rest.length -= skipped;
      cut->start = 0;
      go_on (state, &rest, cut);
      cut->start += skipped;
      cut->end += skipped;
      cut->next += skipped;
    }
  state->line += !cut->none && (state->mode & RH_BODY_MARKUP_GOES_ON) == 0 ? 1 : 0;

  return TRUE;
}

static gboolean
cut_xml (RhBodyCutState *state, const char *bytes, gsize length, gboolean final, RhBodyCut *cut)
{
  Text text = { bytes, length, final, FALSE };

  return cut_markup (state, &text, cut);
}

static gboolean
cut_html (RhBodyCutState *state, const char *bytes, gsize length, gboolean final, RhBodyCut *cut)
{
  Text text = { bytes, length, final, TRUE };

  return cut_markup (state, &text, cut);
}

const RhBodyCutter rh_body_xml_cutter = { cut_xml, rh_body_markup_fill };
const RhBodyCutter rh_body_html_cutter = { cut_html, rh_body_markup_fill };
