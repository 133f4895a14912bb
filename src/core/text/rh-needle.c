/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Encodings are not enumerated (each program escapes another set of characters): the text is read
 * through a decoder while it is compared, so any mix of escapes matches. base64 has no escapes but
 * depends on the offset, so the part of it that only the secret decides is looked for. */
#define G_LOG_DOMAIN "rh-needle"

#include "config.h"

#include "text/rh-needle.h"

#include <string.h>

/* How the text is read. */
enum
{
  READ_PERCENT = 1 << 0, /* %XX, and + for a space */
  READ_NESTED = 1 << 1,  /* %25XX too: encoded twice or more */
  READ_JSON = 1 << 2,    /* \uXXXX, \/, \n… */
};

typedef struct
{
  RhSecret *bytes; /* owned */
  guint left;      /* characters of base64 that also hold bits of the secret, before… */
  guint right;     /* …and after */
} Pattern;

struct _RhNeedle
{
  RhSecret *secret; /* owned */
  GArray *patterns; /* owned: Pattern */
};

/* What one step of reading gave. */
typedef struct
{
  char bytes[8];
  gsize n_bytes;
  gsize n_read;
} Unit;

static void
pattern_clear (gpointer data)
{
  Pattern *pattern = data;

  g_clear_pointer (&pattern->bytes, rh_secret_unref);
}

static void
take_pattern (RhNeedle *self, RhSecret *bytes, guint left, guint right)
{
  Pattern pattern = { .bytes = bytes, .left = left, .right = right };

  g_array_append_val (self->patterns, pattern);
}

/* The secret in base64 behind @shift other bytes; the characters that no neighbour changes. */
static void
add_base64 (RhNeedle *self, gsize shift, gboolean url_safe)
{
  static const guint first[] = { 0, 2, 3 };
  gsize length = 0;
  const char *bytes = rh_secret_peek (self->secret, &length);
  g_autofree guchar *shifted = g_malloc0 (shift + length);
  gsize end = (shift + length) * 8 / 6;
  char *text = NULL;

  memcpy (shifted + shift, bytes, length);
  text = g_base64_encode (shifted, shift + length);
  if (url_safe)
    g_strdelimit (g_strdelimit (text, "+", '-'), "/", '_');

  take_pattern (self, rh_secret_new (text + first[shift], (gssize) (end - first[shift])), shift > 0,
                (shift + length) % 3 != 0);
  rh_wipe_string (&text);
  rh_wipe (shifted, shift + length);
}

RhNeedle *
rh_needle_new (RhSecret *secret)
{
  RhNeedle *self = g_new0 (RhNeedle, 1);

  self->secret = rh_secret_ref (secret);
  self->patterns = g_array_new (FALSE, FALSE, sizeof (Pattern));
  g_array_set_clear_func (self->patterns, pattern_clear);

  take_pattern (self, rh_secret_ref (secret), 0, 0);
  for (gsize shift = 0; shift < 3; shift++)
    {
      add_base64 (self, shift, FALSE);
      add_base64 (self, shift, TRUE);
    }

  return self;
}

void
rh_needle_free (RhNeedle *self)
{
  rh_secret_unref (self->secret);
  g_array_unref (self->patterns);
  g_free (self);
}

RhSecret *
rh_needle_get_secret (RhNeedle *self)
{
  return self->secret;
}

static int
hex_pair (const char *text, gsize length)
{
  if (length < 2 || !g_ascii_isxdigit (text[0]) || !g_ascii_isxdigit (text[1]))
    return -1;

  return g_ascii_xdigit_value (text[0]) << 4 | g_ascii_xdigit_value (text[1]);
}

static gboolean
read_percent (const char *text, gsize length, gboolean nested, Unit *unit)
{
  gsize at = 1;
  int byte = 0;

  while (nested && length - at >= 4 && text[at] == '2' && text[at + 1] == '5'
         && hex_pair (text + at + 2, length - at - 2) >= 0)
    at += 2;

  byte = hex_pair (text + at, length - at);
  if (byte < 0)
    return FALSE;

  unit->bytes[0] = (char) byte;
  unit->n_bytes = 1;
  unit->n_read = at + 2;

  return TRUE;
}

/* The code unit of "\uXXXX" at @text, or -1. */
static gint32
json_code_unit (const char *text, gsize length)
{
  int high = -1;
  int low = -1;

  if (length < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;

  high = hex_pair (text + 2, 2);
  low = hex_pair (text + 4, 2);

  return high < 0 || low < 0 ? -1 : high << 8 | low;
}

static gboolean
read_json (const char *text, gsize length, Unit *unit)
{
  static const char letters[] = "bfnrt";
  static const char meanings[] = "\b\f\n\r\t";
  gint32 c = json_code_unit (text, length);
  gint32 low = length > 6 ? json_code_unit (text + 6, length - 6) : -1;
  const char *letter = NULL;

  if (length < 2)
    return FALSE;
  if (c < 0)
    {
      letter = text[1] != '\0' ? strchr (letters, text[1]) : NULL;
      unit->bytes[0] = letter != NULL ? meanings[letter - letters] : text[1];
      unit->n_bytes = 1;
      unit->n_read = 2;
      return TRUE;
    }

  unit->n_read = 6;
  if ((c & 0xfc00) == 0xd800 && low >= 0 && (low & 0xfc00) == 0xdc00)
    {
      c = 0x10000 + ((c & 0x3ff) << 10) + (low & 0x3ff);
      unit->n_read = 12;
    }
  unit->n_bytes = (gsize) g_unichar_to_utf8 ((gunichar) c, unit->bytes);

  return TRUE;
}

/* A JSON escape whose own characters are percent-encoded: JSON in a form. */
static void
read_percent_json (const char *text, gsize length, gboolean nested, Unit *unit)
{
  char plain[12];
  gsize ends[12];
  gsize n = 0;
  gsize at = 0;
  Unit inner = { 0 };

  while (n < G_N_ELEMENTS (plain) && at < length)
    {
      Unit one = { .bytes = { text[at] }, .n_bytes = 1, .n_read = 1 };

      if (text[at] == '%')
        read_percent (text + at, length - at, nested, &one);
      at += one.n_read;
      plain[n] = one.bytes[0];
      ends[n++] = at;
    }

  if (read_json (plain, n, &inner))
    {
      *unit = inner;
      unit->n_read = ends[inner.n_read - 1];
    }
}

static void
read_unit (const char *text, gsize length, guint mode, Unit *unit)
{
  gboolean nested = (mode & READ_NESTED) != 0;
  gboolean json = (mode & READ_JSON) != 0;

  if (text[0] == '%' && (mode & READ_PERCENT) != 0 && read_percent (text, length, nested, unit))
    {
      if (json && unit->bytes[0] == '\\')
        read_percent_json (text, length, nested, unit);
      return;
    }
  if (text[0] == '\\' && json && read_json (text, length, unit))
    return;

  unit->bytes[0] = text[0];
  unit->n_bytes = 1;
  unit->n_read = 1;
}

/* Where the pattern that starts at @text ends; 0 if it does not start there. */
static gsize
match_length (const char *text, gsize length, RhSecret *pattern, guint mode)
{
  gsize wanted = 0;
  const char *bytes = rh_secret_peek (pattern, &wanted);
  gsize at = 0;
  gsize done = 0;

  while (done < wanted)
    {
      Unit unit = { 0 };
      gboolean plus = FALSE;

      if (at >= length)
        return 0;
      read_unit (text + at, length - at, mode, &unit);
      plus = (mode & READ_PERCENT) != 0 && unit.bytes[0] == '+' && bytes[done] == ' ';
      if (!plus
          && (unit.n_bytes > wanted - done || memcmp (unit.bytes, bytes + done, unit.n_bytes) != 0))
        return 0;
      at += unit.n_read;
      done += unit.n_bytes;
    }

  return at;
}

static gboolean
is_base64 (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("+/-_", c) != NULL);
}

/* Takes the characters at both ends in that hold a few bits more of the secret. */
static void
widen (const Pattern *pattern, const char *text, gsize length, gsize *start, gsize *end)
{
  if (pattern->left > 0 && *start > 0 && is_base64 (text[*start - 1]))
    (*start)--;
  if (pattern->right > 0 && *end < length && is_base64 (text[*end]))
    (*end)++;
}

static void
search_pattern (RhNeedle *self,
                const Pattern *pattern,
                guint mode,
                const char *text,
                gsize length,
                RhNeedleFound found,
                gpointer user_data)
{
  char first = rh_secret_peek (pattern->bytes, NULL)[0];

  for (gsize at = 0; at < length; at++)
    {
      gsize start = at;
      gsize end = 0;

      if (text[at] != first && (mode == 0 || strchr ("%\\+", text[at]) == NULL))
        continue;

      end = at + match_length (text + at, length - at, pattern->bytes, mode);
      if (end == at)
        continue;

      widen (pattern, text, length, &start, &end);
      found (start, end, self->secret, user_data);
    }
}

void
rh_needle_search (RhNeedle *self,
                  const char *text,
                  gsize length,
                  RhNeedleFound found,
                  gpointer user_data)
{
  static const guint modes[] = {
    0,
    READ_PERCENT,
    READ_JSON,
    READ_PERCENT | READ_NESTED,
    READ_JSON | READ_PERCENT,
    READ_JSON | READ_PERCENT | READ_NESTED,
  };
  gboolean percent = memchr (text, '%', length) != NULL || memchr (text, '+', length) != NULL;
  gboolean json = percent || memchr (text, '\\', length) != NULL;

  for (guint m = 0; m < G_N_ELEMENTS (modes); m++)
    {
      if (((modes[m] & READ_PERCENT) != 0 && !percent) || ((modes[m] & READ_JSON) != 0 && !json))
        continue;
      for (guint i = 0; i < self->patterns->len; i++)
        search_pattern (self, &g_array_index (self->patterns, Pattern, i), modes[m], text, length,
                        found, user_data);
    }
}
