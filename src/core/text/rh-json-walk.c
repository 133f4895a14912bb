/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Walks through JSON where it stands. The check is strict and done once; stepping over values
 * afterwards only counts brackets and minds strings. */
#define G_LOG_DOMAIN "rh-json-walk"

#include "config.h"

#include "text/rh-json-walk.h"

#include <string.h>

#define SPACE " \t\r\n"

typedef enum
{
  STATE_VALUE,
  STATE_FIRST_ELEMENT, /* or the end of the array */
  STATE_FIRST_KEY,     /* or the end of the object */
  STATE_KEY,
  STATE_COLON,
  STATE_AFTER, /* a value: comma or end of what it is in */
} State;

typedef struct
{
  const char *at;
  const char *end;
  State state;
  guint depth;
  gboolean objects[RH_JSON_WALK_MAX_DEPTH]; /* what is open */
  gboolean too_deep;
} Check;

static const char *
skip_space (const char *at, const char *end)
{
  while (at < end && *at != '\0' && strchr (SPACE, *at) != NULL)
    at++;

  return at;
}

/* Checking */

static gboolean
check_escape (Check *check)
{
  char c = check->at < check->end ? *check->at++ : '\0';

  if (c != 'u')
    return c != '\0' && strchr ("\"\\/bfnrt", c) != NULL;

  for (guint i = 0; i < 4; i++)
    if (check->at == check->end || !g_ascii_isxdigit (*check->at++))
      return FALSE;

  return TRUE;
}

/* After its first quote. */
static gboolean
check_string (Check *check)
{
  while (check->at < check->end)
    {
      guchar c = (guchar) *check->at++;

      if (c == '"')
        return TRUE;
      if (c < 0x20 || (c == '\\' && !check_escape (check)))
        return FALSE;
    }

  return FALSE;
}

static gboolean
skip_digits (Check *check)
{
  const char *start = check->at;

  while (check->at < check->end && g_ascii_isdigit (*check->at))
    check->at++;

  return check->at > start;
}

static gboolean
take (Check *check, const char *set)
{
  if (check->at == check->end || *check->at == '\0' || strchr (set, *check->at) == NULL)
    return FALSE;

  check->at++;
  return TRUE;
}

static gboolean
check_number (Check *check)
{
  take (check, "-");
  if (!take (check, "0") && !skip_digits (check))
    return FALSE;
  if (take (check, ".") && !skip_digits (check))
    return FALSE;
  if (!take (check, "eE"))
    return TRUE;

  take (check, "+-");
  return skip_digits (check);
}

static gboolean
check_word (Check *check)
{
  static const char *const words[] = { "true", "false", "null" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      gsize length = strlen (words[i]);

      if ((gsize) (check->end - check->at) < length || memcmp (check->at, words[i], length) != 0)
        continue;
      check->at += length;
      return TRUE;
    }

  return FALSE;
}

static gboolean
open_container (Check *check, gboolean object)
{
  check->too_deep = check->depth == RH_JSON_WALK_MAX_DEPTH;
  if (check->too_deep)
    return FALSE;

  check->at++;
  check->objects[check->depth++] = object;
  check->state = object ? STATE_FIRST_KEY : STATE_FIRST_ELEMENT;
  return TRUE;
}

static gboolean
close_container (Check *check, gboolean object)
{
  if (check->depth == 0 || check->objects[check->depth - 1] != object)
    return FALSE;

  check->depth--;
  check->state = STATE_AFTER;
  return TRUE;
}

static gboolean
check_value (Check *check)
{
  char c = *check->at;

  if (c == '{' || c == '[')
    return open_container (check, c == '{');

  check->state = STATE_AFTER;
  if (c == '"')
    return take (check, "\"") && check_string (check);
  if (c == '-' || g_ascii_isdigit (c))
    return check_number (check);

  return check_word (check);
}

static gboolean
check_key (Check *check)
{
  check->state = STATE_COLON;
  return take (check, "\"") && check_string (check);
}

static gboolean
check_after (Check *check)
{
  if (take (check, "}"))
    return close_container (check, TRUE);
  if (take (check, "]"))
    return close_container (check, FALSE);

  check->state = check->objects[check->depth - 1] ? STATE_KEY : STATE_VALUE;
  return take (check, ",");
}

static gboolean
check_step (Check *check)
{
  switch (check->state)
    {
    case STATE_FIRST_ELEMENT:
      return take (check, "]") ? close_container (check, FALSE) : check_value (check);
    case STATE_FIRST_KEY:
      return take (check, "}") ? close_container (check, TRUE) : check_key (check);
    case STATE_KEY:
      return check_key (check);
    case STATE_COLON:
      check->state = STATE_VALUE;
      return take (check, ":");
    case STATE_AFTER:
      return check_after (check);
    case STATE_VALUE:
    default:
      return check_value (check);
    }
}

RhJsonWalkResult
rh_json_walk_check (const char *text, gsize length, RhJsonSpan *value)
{
  Check check = { text, text + length, STATE_VALUE, 0, { FALSE }, FALSE };

  check.at = skip_space (check.at, check.end);
  value->start = check.at;
  do
    {
      check.at = skip_space (check.at, check.end);
      if (check.at == check.end)
        return RH_JSON_WALK_INVALID;
      if (!check_step (&check))
        return check.too_deep ? RH_JSON_WALK_TOO_DEEP : RH_JSON_WALK_INVALID;
    }
  while (check.depth > 0 || check.state != STATE_AFTER);

  value->end = check.at;
  return skip_space (check.at, check.end) == check.end ? RH_JSON_WALK_OK : RH_JSON_WALK_INVALID;
}

/* Stepping */

/* From its first quote to after its last. */
static const char *
skip_string (const char *at)
{
  for (at++; *at != '"'; at++)
    if (*at == '\\')
      at++;

  return at + 1;
}

static const char *
skip_container (const char *at)
{
  guint depth = 0;

  do
    {
      if (*at == '"')
        {
          at = skip_string (at);
          continue;
        }
      if (*at == '{' || *at == '[')
        depth++;
      else if (*at == '}' || *at == ']')
        depth--;
      at++;
    }
  while (depth > 0);

  return at;
}

static const char *
skip_value (const char *at, const char *end)
{
  if (*at == '"')
    return skip_string (at);
  if (*at == '{' || *at == '[')
    return skip_container (at);

  while (at < end && strchr (",]}" SPACE, *at) == NULL)
    at++;

  return at;
}

gboolean
rh_json_span_is_container (const RhJsonSpan *self)
{
  return *self->start == '{' || *self->start == '[';
}

void
rh_json_iter_init (RhJsonIter *self, const RhJsonSpan *container)
{
  self->at = container->start + 1;
  self->end = container->end;
  self->object = *container->start == '{';
}

gboolean
rh_json_iter_next (RhJsonIter *self, RhJsonSpan *key, RhJsonSpan *value)
{
  self->at = skip_space (self->at, self->end);
  if (*self->at == ',')
    self->at = skip_space (self->at + 1, self->end);
  if (*self->at == '}' || *self->at == ']')
    return FALSE;

  if (self->object)
    {
      key->start = self->at;
      key->end = skip_string (self->at);
      self->at = skip_space (key->end, self->end) + 1;
      self->at = skip_space (self->at, self->end);
    }

  value->start = self->at;
  value->end = skip_value (self->at, self->end);
  self->at = value->end;
  return TRUE;
}

/* Strings */

static gunichar
read_hex (const char *at)
{
  gunichar unit = 0;

  for (guint i = 0; i < 4; i++)
    unit = unit << 4 | (gunichar) g_ascii_xdigit_value (at[i]);

  return unit;
}

/* @at: after "\u". Returns where it ends. */
static const char *
append_unit (GString *text, const char *at)
{
  gunichar unit = read_hex (at);

  at += 4;
  if (unit >= 0xD800 && unit < 0xDC00 && at[0] == '\\' && at[1] == 'u')
    {
      gunichar low = read_hex (at + 2);

      if (low >= 0xDC00 && low < 0xE000)
        {
          g_string_append_unichar (text, 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00));
          return at + 6;
        }
    }

  if (unit == 0)
    g_string_append_c (text, '\0');
  else
    g_string_append_unichar (text, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);

  return at;
}

static char
unescape (char c)
{
  static const char from[] = "bfnrt";
  static const char to[] = "\b\f\n\r\t";
  const char *found = strchr (from, c);

  return found == NULL ? c : to[found - from];
}

GString *
rh_json_span_unescape (const RhJsonSpan *string)
{
  GString *text = g_string_sized_new ((gsize) (string->end - string->start));
  const char *at = string->start + 1;

  while (at < string->end - 1)
    {
      if (*at != '\\')
        g_string_append_c (text, *at++);
      else if (at[1] == 'u')
        at = append_unit (text, at + 2);
      else
        {
          g_string_append_c (text, unescape (at[1]));
          at += 2;
        }
    }

  return text;
}

char *
rh_json_span_dup_compact (const RhJsonSpan *self)
{
  GString *text = g_string_sized_new ((gsize) (self->end - self->start));
  const char *at = self->start;

  while (at < self->end)
    {
      const char *end = *at == '"' ? skip_string (at) : at + 1;

      if (strchr (SPACE, *at) == NULL)
        g_string_append_len (text, at, end - at);
      at = end;
    }

  return g_string_free_and_steal (text);
}
