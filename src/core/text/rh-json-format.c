/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Pretty-prints JSON: a strict scanner of RFC 8259 that copies each token as it is. It keeps a
 * stack of open brackets and never recurses, so that a hostile document costs memory of its depth
 * only. */
#define G_LOG_DOMAIN "rh-json-format"

#include "config.h"

#include "text/rh-json-format.h"

#include <string.h>

typedef enum
{
  EXPECT_VALUE,
  EXPECT_VALUE_OR_END,
  EXPECT_NAME,
  EXPECT_NAME_OR_END,
  EXPECT_COLON,
  EXPECT_COMMA_OR_END,
  EXPECT_NOTHING,
} Expect;

typedef struct
{
  const char *at;
  const char *end;
  GString *out;
  gsize limit;
  Expect expect;
  guint depth;
  char open[RH_JSON_FORMAT_MAX_DEPTH];
} Formatter;

static void
skip_white_space (Formatter *self)
{
  while (self->at < self->end && strchr (" \t\r\n", *self->at) != NULL && *self->at != '\0')
    self->at++;
}

/* @token points at what scanned well; the result says why it ended there. */
static RhJsonFormatResult
scan_string (const char *from, const char *end, const char **token)
{
  const char *at = from + 1;

  for (; at < end && *at != '"'; at++)
    {
      if ((guchar) *at < 0x20)
        return RH_JSON_FORMAT_INVALID;
      if (*at != '\\')
        continue;
      if (++at == end)
        return RH_JSON_FORMAT_INCOMPLETE;
      if (*at == 'u')
        {
          for (int i = 0; i < 4; i++)
            {
              if (++at == end)
                return RH_JSON_FORMAT_INCOMPLETE;
              if (!g_ascii_isxdigit (*at))
                return RH_JSON_FORMAT_INVALID;
            }
        }
      else if (*at == '\0' || strchr ("\"\\/bfnrt", *at) == NULL)
        return RH_JSON_FORMAT_INVALID;
    }
  if (at >= end)
    return RH_JSON_FORMAT_INCOMPLETE;

  *token = at + 1;
  return RH_JSON_FORMAT_OK;
}

static const char *
skip_digits (const char *at, const char *end)
{
  while (at < end && g_ascii_isdigit (*at))
    at++;
  return at;
}

static RhJsonFormatResult
scan_digits (const char **at, const char *end)
{
  const char *after = skip_digits (*at, end);

  if (after == *at)
    return *at == end ? RH_JSON_FORMAT_INCOMPLETE : RH_JSON_FORMAT_INVALID;

  *at = after;
  return RH_JSON_FORMAT_OK;
}

static RhJsonFormatResult
scan_number (const char *from, const char *end, const char **token)
{
  const char *at = from;
  RhJsonFormatResult result = RH_JSON_FORMAT_OK;

  if (*at == '-')
    at++;
  if (at < end && *at == '0')
    at++;
  else
    result = scan_digits (&at, end);
  if (result == RH_JSON_FORMAT_OK && at < end && *at == '.')
    {
      at++;
      result = scan_digits (&at, end);
    }
  if (result == RH_JSON_FORMAT_OK && at < end && (*at == 'e' || *at == 'E'))
    {
      at++;
      if (at < end && (*at == '+' || *at == '-'))
        at++;
      result = scan_digits (&at, end);
    }

  *token = at;
  return result;
}

static RhJsonFormatResult
scan_literal (const char *from, const char *end, const char **token)
{
  static const char *const literals[] = { "true", "false", "null" };

  for (gsize i = 0; i < G_N_ELEMENTS (literals); i++)
    {
      gsize length = strlen (literals[i]);
      gsize there = MIN (length, (gsize) (end - from));

      if (memcmp (from, literals[i], there) != 0)
        continue;
      *token = from + there;
      return there == length ? RH_JSON_FORMAT_OK : RH_JSON_FORMAT_INCOMPLETE;
    }

  return RH_JSON_FORMAT_INVALID;
}

static RhJsonFormatResult
scan_scalar (const char *from, const char *end, const char **token)
{
  if (*from == '"')
    return scan_string (from, end, token);
  if (*from == '-' || g_ascii_isdigit (*from))
    return scan_number (from, end, token);
  return scan_literal (from, end, token);
}

static void
new_line (Formatter *self)
{
  gsize length;

  g_string_append_c (self->out, '\n');
  length = self->out->len;
  g_string_set_size (self->out, length + 2 * (gsize) self->depth);
  memset (self->out->str + length, ' ', 2 * (gsize) self->depth);
}

static void
value_ended (Formatter *self)
{
  self->expect = self->depth == 0 ? EXPECT_NOTHING : EXPECT_COMMA_OR_END;
}

static RhJsonFormatResult
open_container (Formatter *self)
{
  if (self->depth == RH_JSON_FORMAT_MAX_DEPTH)
    return RH_JSON_FORMAT_TOO_DEEP;

  self->open[self->depth++] = *self->at;
  self->expect = *self->at == '{' ? EXPECT_NAME_OR_END : EXPECT_VALUE_OR_END;
  g_string_append_c (self->out, *self->at++);
  return RH_JSON_FORMAT_OK;
}

static gboolean
closes (Formatter *self)
{
  if (self->depth == 0)
    return FALSE;
  return *self->at == (self->open[self->depth - 1] == '{' ? '}' : ']');
}

static RhJsonFormatResult
close_container (Formatter *self, gboolean empty)
{
  self->depth--;
  if (!empty)
    new_line (self);
  g_string_append_c (self->out, *self->at++);
  value_ended (self);
  return RH_JSON_FORMAT_OK;
}

static RhJsonFormatResult
copy_scalar (Formatter *self)
{
  const char *token = self->at;
  RhJsonFormatResult result = scan_scalar (self->at, self->end, &token);

  if (result != RH_JSON_FORMAT_OK)
    return result;

  g_string_append_len (self->out, self->at, token - self->at);
  self->at = token;
  value_ended (self);
  return RH_JSON_FORMAT_OK;
}

static RhJsonFormatResult
step_value (Formatter *self)
{
  if (self->expect == EXPECT_VALUE_OR_END && closes (self))
    return close_container (self, TRUE);
  if (self->depth > 0 && self->open[self->depth - 1] == '[')
    new_line (self);
  if (*self->at == '{' || *self->at == '[')
    return open_container (self);
  return copy_scalar (self);
}

static RhJsonFormatResult
step_name (Formatter *self)
{
  RhJsonFormatResult result;

  if (self->expect == EXPECT_NAME_OR_END && closes (self))
    return close_container (self, TRUE);
  if (*self->at != '"')
    return RH_JSON_FORMAT_INVALID;

  new_line (self);
  result = copy_scalar (self);
  self->expect = EXPECT_COLON;
  return result;
}

static RhJsonFormatResult
step_separator (Formatter *self)
{
  if (self->expect == EXPECT_COLON && *self->at == ':')
    {
      g_string_append (self->out, ": ");
      self->expect = EXPECT_VALUE;
    }
  else if (self->expect == EXPECT_COMMA_OR_END && *self->at == ',')
    {
      g_string_append_c (self->out, ',');
      self->expect = self->open[self->depth - 1] == '{' ? EXPECT_NAME : EXPECT_VALUE;
    }
  else if (self->expect == EXPECT_COMMA_OR_END && closes (self))
    return close_container (self, FALSE);
  else
    return RH_JSON_FORMAT_INVALID;

  self->at++;
  return RH_JSON_FORMAT_OK;
}

static RhJsonFormatResult
step (Formatter *self)
{
  switch (self->expect)
    {
    case EXPECT_VALUE:
    case EXPECT_VALUE_OR_END:
      return step_value (self);
    case EXPECT_NAME:
    case EXPECT_NAME_OR_END:
      return step_name (self);
    case EXPECT_COLON:
    case EXPECT_COMMA_OR_END:
      return step_separator (self);
    case EXPECT_NOTHING:
    default:
      return RH_JSON_FORMAT_INVALID;
    }
}

RhJsonFormatResult
rh_json_format (const char *json, gsize length, gsize limit, GString *out, gsize *offset)
{
  Formatter self = { .at = json, .end = json + length, .out = out, .limit = out->len + limit };
  RhJsonFormatResult result = RH_JSON_FORMAT_OK;

  g_return_val_if_fail (json != NULL || length == 0, RH_JSON_FORMAT_INVALID);
  g_return_val_if_fail (offset != NULL, RH_JSON_FORMAT_INVALID);

  skip_white_space (&self);
  while (self.at < self.end && result == RH_JSON_FORMAT_OK)
    {
      gsize before = out->len;

      result = step (&self);
      if (out->len > self.limit)
        {
          g_string_truncate (out, before);
          result = RH_JSON_FORMAT_TOO_LARGE;
        }
      else if (result != RH_JSON_FORMAT_OK)
        g_string_truncate (out, before);
      else
        skip_white_space (&self);
    }

  *offset = self.at - json;
  if (result == RH_JSON_FORMAT_OK && self.expect != EXPECT_NOTHING)
    return RH_JSON_FORMAT_INCOMPLETE;
  return result;
}
