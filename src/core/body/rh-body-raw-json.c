/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as it came, in colours: by what each token looks like, so that it works on what is broken
 * too. A line that begins begins outside of strings, since no string of JSON has a line end. */
#define G_LOG_DOMAIN "rh-body-raw-json"

#include "config.h"

#include "body/rh-body-raw.h"

#include <string.h>

/* The row begins within a string. */
#define WITHIN_STRING 2
/* A token that is no longer is not cut in two. */
#define KEPT_WHOLE 256
/* White space that is passed over to see whether a string is a key. A key that is too long for two
 * rows has the colour of a string where its end is not in sight. */
#define MAX_SPACE 64

typedef struct
{
  gsize start;
  gsize end;
  RhBodyTokenKind kind;
  gboolean cut; /* it may go on where nothing is in sight */
} Token;

/* TRUE: after its quotation mark. Else before the end of the line, or before what is not whole. */
static gboolean
find_string_end (const char *bytes, gsize at, gsize length, gsize *end)
{
  while (at < length && bytes[at] != '\n')
    {
      gsize n = bytes[at] == '\\' ? 2 : 1;

      if (at + n > length)
        break;
      at += n;
      if (bytes[at - n] == '"')
        {
          *end = at;
          return TRUE;
        }
    }
  *end = at;

  return FALSE;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '+' || c == '.' || c == '_';
}

static RhBodyTokenKind
get_word_kind (const char *word, gsize length)
{
  static const char *const literals[] = { "true", "false", "null" };

  if (g_ascii_isdigit (*word) || *word == '-')
    return RH_BODY_TOKEN_NUMBER;
  for (guint i = 0; i < G_N_ELEMENTS (literals); i++)
    if (strlen (literals[i]) == length && memcmp (literals[i], word, length) == 0)
      return RH_BODY_TOKEN_LITERAL;

  return RH_BODY_TOKEN_PLAIN;
}

/* The token at @at; @within: that is within a string. */
static void
read_token (Token *token, const char *bytes, gsize at, gsize length, gboolean within)
{
  gsize end = at;

  *token = (Token) { .start = at, .kind = RH_BODY_TOKEN_PLAIN };
  if (within || bytes[at] == '"')
    {
      token->kind = RH_BODY_TOKEN_STRING;
      token->cut = !find_string_end (bytes, at + (within ? 0 : 1), length, &end)
                   && (end >= length || bytes[end] != '\n');
    }
  else if (is_word (bytes[at]))
    {
      while (end < length && is_word (bytes[end]))
        end++;
      token->kind = get_word_kind (bytes + at, end - at);
      token->cut = end == length;
    }
  else
    while (end < length && bytes[end] != '"' && !is_word (bytes[end]))
      end++;
  token->end = end;
}

/* In the midst of a line. Returns whether what follows is within a string. */
static gboolean
end_row (RhBodyCut *cut, const char *bytes, gsize length, gboolean within)
{
  gboolean more = cut->end < length;
  Token token = { .end = 0 };

  while (token.end < cut->end && !token.cut)
    {
      read_token (&token, bytes, token.end, cut->end, within);
      within = FALSE;
    }
  if (!token.cut)
    return FALSE;

  within = token.kind == RH_BODY_TOKEN_STRING;
  if (more && token.start > 0 && cut->end - token.start <= KEPT_WHOLE)
    {
      cut->end = token.start;
      within = FALSE;
    }
  else if (more)
    cut->end = token.end;
  cut->next = cut->end;

  return within;
}

static gboolean
cut_json (RhBodyCutState *state, const char *bytes, gsize length, gboolean final, RhBodyCut *cut)
{
  RhBodyCutState line = { .line = state->line, .mode = state->mode & RH_BODY_LINE_GOES_ON };

  if (!rh_body_line_cutter.cut (&line, bytes, length, final, cut))
    return FALSE;

  if (line.mode == RH_BODY_LINE_GOES_ON
      && end_row (cut, bytes, length, (state->mode & WITHIN_STRING) != 0))
    line.mode |= WITHIN_STRING;
  *state = line;

  return TRUE;
}

static gboolean
is_key (const char *bytes, gsize at, gsize length)
{
  gsize limit = MIN (length, at + MAX_SPACE);

  while (at < limit && g_ascii_isspace (bytes[at]))
    at++;

  return at < limit && bytes[at] == ':';
}

static void
fill_json (RhBodyRow *row,
           const RhBodyCutState *before,
           const RhBodyCut *cut,
           const char *bytes,
           gsize length,
           guint64 offset)
{
  gboolean within = (before->mode & WITHIN_STRING) != 0;

  for (gsize at = 0; at < cut->end;)
    {
      Token token;
      gsize end;

      read_token (&token, bytes, at, length, within);
      if (token.kind == RH_BODY_TOKEN_STRING && is_key (bytes, token.end, length))
        token.kind = RH_BODY_TOKEN_KEY;
      end = token.cut ? cut->end : MIN (token.end, cut->end);
      rh_body_row_append (row, bytes + at, end - at, offset + at, token.kind);
      within = FALSE;
      at = end;
    }
}

const RhBodyCutter rh_body_raw_json_cutter = { cut_json, fill_json };
