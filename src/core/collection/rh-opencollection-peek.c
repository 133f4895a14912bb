/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A glance at a request's file: lines of the common shape are taken apart, and anything else makes
 * it give up, since a wrong name is worse than a slow one. */
#define G_LOG_DOMAIN "rh-opencollection-peek"

#include "config.h"

#include "collection/rh-opencollection-private.h"

#include <math.h>
#include <string.h>

/* A piece of the text; NULL: none. */
typedef struct
{
  const char *at;
  gsize length;
} Piece;

typedef enum
{
  BLOCK_NONE,
  BLOCK_OTHER,
  BLOCK_INFO,
  BLOCK_SECTION,
} Block;

typedef struct
{
  const char *at;
  const char *end;
  Block block;
  gsize indent;     /* of the block's keys; 0: none seen yet */
  gsize column;     /* of the key or element of the line before */
  gboolean literal; /* it began a block of text; what is deeper belongs to it */
  gboolean full;    /* it had a value, so that nothing may be deeper */
  gboolean has_info;
  Piece section; /* the name of the section that has the address */
  Piece name;
  Piece type;
  Piece seq;
  Piece method;
  Piece url;
} Scanner;

static gboolean
is (Piece piece, const char *text)
{
  return piece.at != NULL && piece.length == strlen (text)
         && memcmp (piece.at, text, piece.length) == 0;
}

static Piece
trim (Piece piece)
{
  while (piece.length > 0 && piece.at[piece.length - 1] == ' ')
    piece.length--;

  return piece;
}

/* Whether a value in quotes or brackets ends in its line, so that the next line is one of its own.
 */
static gboolean
is_closed (Piece value)
{
  char first = value.at[0];
  char last = value.at[value.length - 1];

  if (first == '[' || first == '{')
    return value.length == 2 && last == (first == '[' ? ']' : '}');
  if (first != '"' && first != '\'')
    return TRUE;
  if (value.length < 2 || last != first)
    return FALSE;

  for (gsize i = 1; i < value.length - 1; i++)
    {
      if (value.at[i] == '\\' && first == '"')
        return FALSE;
      if (value.at[i] != first)
        continue;
      if (first == '"' || i + 1 >= value.length - 1 || value.at[i + 1] != first)
        return FALSE;
      i++;
    }

  return TRUE;
}

/* Anchors, tags, aliases, comments and what else a plain text cannot begin with or hold. */
static gboolean
is_simple (Piece value)
{
  if (strchr ("&*!%@`,?:]}#", value.at[0]) != NULL)
    return FALSE;
  if (value.at[0] == '"' || value.at[0] == '\'' || value.at[0] == '[' || value.at[0] == '{')
    return is_closed (value);

  for (gsize i = 0; i + 1 < value.length; i++)
    if ((value.at[i] == ':' && value.at[i + 1] == ' ')
        || (value.at[i] == ' ' && value.at[i + 1] == '#'))
      return FALSE;

  return value.at[value.length - 1] != ':'
         && !(value.at[0] == '-' && (value.length == 1 || value.at[1] == ' '));
}

/* "|", ">-" and the like. */
static gboolean
begins_literal (Piece value)
{
  return (value.at[0] == '|' || value.at[0] == '>') && value.length <= 3
         && strspn (value.at + 1, "+-123456789") >= value.length - 1;
}

/* Lines */

static gboolean
next_line (Scanner *self, Piece *line)
{
  const char *feed;

  if (self->at >= self->end)
    return FALSE;

  feed = memchr (self->at, '\n', (gsize) (self->end - self->at));
  if (feed == NULL)
    feed = self->end;
  *line = (Piece) { self->at, (gsize) (feed - self->at) };
  self->at = feed + 1;
  if (line->length > 0 && line->at[line->length - 1] == '\r')
    line->length--;
  return TRUE;
}

/* "key: value" or "key:"; a key of letters and digits. */
static gboolean
split (Piece line, Piece *key, Piece *value)
{
  gsize length = 0;

  while (length < line.length && (g_ascii_isalnum (line.at[length]) || line.at[length] == '_'))
    length++;
  if (length == 0 || length == line.length || line.at[length] != ':'
      || (length + 1 < line.length && line.at[length + 1] != ' '))
    return FALSE;

  *key = (Piece) { line.at, length };
  for (length++; length < line.length && line.at[length] == ' ';)
    length++;
  *value = (Piece) { line.at + length, line.length - length };
  return TRUE;
}

static Piece *
place_of (Scanner *self, Piece key)
{
  if (self->block == BLOCK_INFO)
    {
      if (is (key, "name"))
        return &self->name;
      if (is (key, "type"))
        return &self->type;
      if (is (key, "seq"))
        return &self->seq;
    }
  if (self->block == BLOCK_SECTION)
    {
      if (is (key, "method"))
        return &self->method;
      if (is (key, "url"))
        return &self->url;
    }

  return NULL;
}

static gboolean
take_key (Scanner *self, Piece key, Piece value)
{
  Piece *place = place_of (self, key);

  if (place == NULL)
    return TRUE;
  if (place->at != NULL || value.length == 0 || strchr ("[{|>", value.at[0]) != NULL)
    return FALSE;

  *place = value;
  return TRUE;
}

static gboolean
begin_block (Scanner *self, Piece key, Piece value)
{
  static const char *const sections[] = { "http", "graphql", "grpc", "websocket" };

  self->block = BLOCK_OTHER;
  self->indent = 0;
  if (is (key, "meta") || is (key, "type"))
    return FALSE; /* older, and of another kind */
  if (is (key, "info"))
    {
      if (self->has_info)
        return FALSE;
      self->has_info = TRUE;
      self->block = BLOCK_INFO;
    }
  for (guint i = 0; i < G_N_ELEMENTS (sections); i++)
    {
      if (!is (key, sections[i]))
        continue;
      if (self->section.at != NULL)
        return FALSE;
      self->section = key;
      self->block = BLOCK_SECTION;
    }

  return self->block == BLOCK_OTHER || value.length == 0;
}

/* What a line's value means for the lines after it. FALSE: who knows. */
static gboolean
take_value (Scanner *self, Piece value)
{
  self->literal = value.length > 0 && begins_literal (value);
  self->full = value.length > 0 && !self->literal;
  return !self->full || is_simple (value);
}

/* An element of a list, which can begin several; @rest begins with a dash. */
static gboolean
take_element (Scanner *self, gsize column, Piece rest)
{
  Piece key;
  Piece value;

  if (self->block == BLOCK_NONE || (self->block != BLOCK_OTHER && self->indent == 0))
    return FALSE;

  while (rest.length > 2 && rest.at[0] == '-' && rest.at[1] == ' ')
    {
      do
        {
          rest = (Piece) { rest.at + 1, rest.length - 1 };
          column++;
        }
      while (rest.length > 1 && rest.at[0] == ' ');
    }
  self->column = column;
  return take_value (self, split (rest, &key, &value) ? value : rest);
}

/* A line that is neither empty nor part of a block of text. */
static gboolean
take_line (Scanner *self, gsize column, Piece rest)
{
  Piece key;
  Piece value;

  if (self->full && column > self->column)
    return FALSE;
  if (rest.at[0] == '-')
    return take_element (self, column, rest);
  if (!split (rest, &key, &value) || !take_value (self, value))
    return FALSE;

  self->column = column;
  if (column == 0)
    return begin_block (self, key, value);
  if (self->indent == 0)
    self->indent = column;
  if (column < self->indent || self->block == BLOCK_NONE)
    return FALSE;

  return column > self->indent || take_key (self, key, value);
}

/* All that there is to know, and no line to come that could say it again in a file that is right.
 */
static gboolean
is_done (Scanner *self)
{
  return self->has_info && self->block != BLOCK_INFO && self->name.at != NULL
         && self->url.at != NULL && self->method.at != NULL;
}

static void
skip_marker (Scanner *self)
{
  Scanner ahead = *self;
  Piece line;

  if (next_line (&ahead, &line) && is (line, "---"))
    self->at = ahead.at;
}

static gboolean
scan (Scanner *self)
{
  Piece line;

  skip_marker (self);
  while (!is_done (self) && next_line (self, &line))
    {
      gsize column = 0;
      Piece rest;

      while (column < line.length && line.at[column] == ' ')
        column++;
      rest = trim ((Piece) { line.at + column, line.length - column });
      if (rest.length == 0 || (self->literal && column > self->column))
        continue;
      if (rest.at[0] == '#')
        continue;
      if (memchr (rest.at, '\t', rest.length) != NULL || !take_line (self, column, rest))
        return FALSE;
    }

  return self->has_info && self->section.at != NULL;
}

/* Values */

static char *
dup_value (Piece value)
{
  GString *out;

  if (value.at == NULL || is (value, "~") || is (value, "null") || is (value, "Null")
      || is (value, "NULL"))
    return g_strdup ("");

  if (value.at[0] == '"')
    return g_strndup (value.at + 1, value.length - 2);
  if (value.at[0] != '\'')
    return g_strndup (value.at, value.length);

  out = g_string_new_len (value.at + 1, (gssize) value.length - 2);
  g_string_replace (out, "''", "'", 0);
  return g_string_free_and_steal (out);
}

static gboolean
is_text (const char *text)
{
  for (const char *at = text; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at))
      return FALSE;

  return g_utf8_validate (text, -1, NULL);
}

static char *
dup_method (Scanner *self)
{
  g_autofree char *method = dup_value (self->method);

  if (!is (self->section, "http"))
    {
      g_autofree char *section = g_strndup (self->section.at, self->section.length);

      return g_ascii_strup (section, -1);
    }

  return *method == '\0' ? g_strdup ("GET") : g_steal_pointer (&method);
}

gboolean
rh_opencollection_peek (const char *text, gsize length, RhOpenCollectionPeek *peek)
{
  Scanner scanner = { .at = text, .end = text + length };
  g_autofree char *type = NULL;
  g_autofree char *section = NULL;
  g_autofree char *seq = NULL;

  g_return_val_if_fail (text != NULL || length == 0, FALSE);
  g_return_val_if_fail (peek != NULL, FALSE);

  *peek = (RhOpenCollectionPeek) { .seq = NAN };
  if (!scan (&scanner))
    return FALSE;

  type = dup_value (scanner.type);
  section = g_strndup (scanner.section.at, scanner.section.length);
  if (!g_str_equal (*type == '\0' ? "http" : type, section))
    return FALSE;

  seq = dup_value (scanner.seq);
  peek->seq = rh_oc_parse_seq (seq);
  peek->name = dup_value (scanner.name);
  peek->method = dup_method (&scanner);
  peek->url = dup_value (scanner.url);
  if (is_text (peek->name) && is_text (peek->method) && is_text (peek->url))
    return TRUE;

  rh_opencollection_peek_clear (peek);
  return FALSE;
}

void
rh_opencollection_peek_clear (RhOpenCollectionPeek *peek)
{
  g_return_if_fail (peek != NULL);

  g_clear_pointer (&peek->name, g_free);
  g_clear_pointer (&peek->method, g_free);
  g_clear_pointer (&peek->url, g_free);
  peek->seq = NAN;
}
