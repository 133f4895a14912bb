/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds secrets by the names of their fields (standards.md M1). The scanners expect broken input:
 * they look for the name of a secret and mask what follows, and never need the whole to parse. */
#define G_LOG_DOMAIN "rh-redaction"

#include "config.h"

#include "text/rh-redaction.h"

#include <string.h>

#include "text/rh-code-looking.h"
#include "text/rh-codec.h"
#include "text/rh-secret.h"

/* As in rh_mask_bytes(). */
#define SHOW_FROM 20
#define SHOWN 4
/* Bytes of the longest mask, and some. */
#define MAX_MASK 64

typedef struct
{
  gsize start;
  gsize end;
  gboolean show;
} Mark;

struct _RhRedaction
{
  const char *text; /* borrowed */
  gsize length;
  GArray *marks; /* owned: Mark */
  GArray *kept;  /* owned: Mark */
};

RhRedaction *
rh_redaction_new (const char *text, gsize length)
{
  RhRedaction *self = g_new0 (RhRedaction, 1);

  self->text = text;
  self->length = length;
  self->marks = g_array_new (FALSE, FALSE, sizeof (Mark));
  self->kept = g_array_new (FALSE, FALSE, sizeof (Mark));

  return self;
}

void
rh_redaction_free (RhRedaction *self)
{
  g_array_unref (self->marks);
  g_array_unref (self->kept);
  g_free (self);
}

const char *
rh_redaction_peek (const RhRedaction *self, gsize *length)
{
  *length = self->length;
  return self->text;
}

void
rh_redaction_mark (RhRedaction *self, gsize start, gsize end, gboolean show)
{
  Mark mark = { .start = start, .end = MIN (end, self->length) };

  /* Of each its own length counts: what runs together with a long one stays short. */
  mark.show = show && mark.end >= start + SHOW_FROM;
  if (mark.start < mark.end)
    g_array_append_val (self->marks, mark);
}

void
rh_redaction_keep (RhRedaction *self, gsize start, gsize end)
{
  Mark mark = { .start = start, .end = MIN (end, self->length) };

  if (mark.start < mark.end)
    g_array_append_val (self->kept, mark);
}

static int
compare_marks (gconstpointer a, gconstpointer b)
{
  const Mark *x = a;
  const Mark *y = b;

  if (x->start != y->start)
    return x->start < y->start ? -1 : 1;

  return (x->show > y->show) - (x->show < y->show);
}

static void
append_plain (GString *out, const char *text, gsize length)
{
  g_autofree char *valid = g_utf8_make_valid (text, (gssize) length);

  g_string_append (out, valid);
}

/* What was masked before keeps the length that it says: it is not a secret of its own. */
static gboolean
is_mask (const char *text, gsize length)
{
  g_autofree char *copy = NULL;

  if (length > MAX_MASK || !g_utf8_validate_len (text, length, NULL))
    return FALSE;

  copy = g_strndup (text, length);
  return g_regex_match_simple ("^" RH_MASK_PATTERN "$", copy, G_REGEX_DOLLAR_ENDONLY,
                               G_REGEX_MATCH_DEFAULT);
}

/* Of one that @text begins with; 0: it does not. A scanner may have seen an end in it. */
static gsize
mask_length (const char *text, gsize length)
{
  const char *end = memchr (text, ')', MIN (length, MAX_MASK));
  gsize found = end == NULL ? 0 : (gsize) (end - text) + 1;

  return found > 0 && is_mask (text, found) ? found : 0;
}

static void
append_mask (GString *out, const char *text, gsize length, gboolean show)
{
  gboolean valid = g_utf8_validate_len (text, length, NULL);
  gsize n_characters = valid ? (gsize) g_utf8_strlen (text, (gssize) length) : length;
  g_autofree char *mask = NULL;

  if (is_mask (text, length))
    mask = g_strndup (text, length);
  else if (show)
    mask = rh_mask_bytes (text, length);
  else
    mask = rh_mask_length (n_characters);
  g_string_append (out, mask);
}

/* What becomes of a secret; NULL: a mask. */
typedef struct
{
  RhRedactionReplace replace;
  gpointer user_data;
} Becomes;

static void
append_secret (RhRedaction *self,
               GString *out,
               const Becomes *becomes,
               gsize start,
               gsize end,
               gboolean show)
{
  g_autofree char *text = NULL;

  if (becomes->replace == NULL)
    {
      append_mask (out, self->text + start, end - start, show);
      return;
    }

  text = becomes->replace (start, end, becomes->user_data);
  if (text == NULL)
    append_plain (out, self->text + start, end - start);
  else
    g_string_append (out, text);
}

/* The first that ends behind @at. */
static guint
find_kept (const RhRedaction *self, gsize at)
{
  guint low = 0;
  guint high = self->kept->len;

  while (low < high)
    {
      guint middle = (low + high) / 2;

      if (g_array_index (self->kept, Mark, middle).end <= at)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
append_run (RhRedaction *self, GString *out, const Mark *run, const Becomes *becomes)
{
  gsize at = run->start;

  for (guint i = find_kept (self, at); i < self->kept->len && at < run->end; i++)
    {
      const Mark *kept = &g_array_index (self->kept, Mark, i);
      gsize end = MIN (kept->end, run->end);

      if (kept->start >= run->end)
        break;
      if (kept->start > at)
        append_secret (self, out, becomes, at, kept->start, FALSE);
      append_plain (out, self->text + MAX (at, kept->start), end - MAX (at, kept->start));
      at = end;
    }

  if (at < run->end)
    append_secret (self, out, becomes, at, run->end, run->show && at == run->start);
}

static char *
finish (RhRedaction *self, const Becomes *becomes)
{
  GString *out = g_string_new (NULL);
  gsize at = 0;

  g_array_sort (self->marks, compare_marks);
  for (guint i = 0; i < self->marks->len;)
    {
      Mark run = g_array_index (self->marks, Mark, i);

      run.end = MAX (run.end,
                     run.start + mask_length (self->text + run.start, self->length - run.start));
      /* What overlaps is one secret; the strictest at its start decides what is shown. */
      for (i++; i < self->marks->len; i++)
        {
          const Mark *next = &g_array_index (self->marks, Mark, i);

          if (next->start >= run.end)
            break;
          run.end = MAX (run.end, next->end);
          run.show = run.show && (next->show || next->start >= run.start + SHOWN);
        }

      append_plain (out, self->text + at, run.start - at);
      append_run (self, out, &run, becomes);
      at = run.end;
    }
  append_plain (out, self->text + at, self->length - at);

  return g_string_free (out, FALSE);
}

char *
rh_redaction_finish (RhRedaction *self)
{
  return finish (self, &(const Becomes) { NULL, NULL });
}

char *
rh_redaction_replace (RhRedaction *self, RhRedactionReplace replace, gpointer user_data)
{
  return finish (self, &(const Becomes) { replace, user_data });
}

/* -- Headers -- */

static char
byte_at (const RhRedaction *self, gsize at)
{
  return at < self->length ? self->text[at] : '\0';
}

static gsize
skip_spaces (const RhRedaction *self, gsize at, gsize end)
{
  while (at < end && (self->text[at] == ' ' || self->text[at] == '\t'))
    at++;

  return at;
}

static gsize
find_byte (const RhRedaction *self, gsize at, gsize end, char byte)
{
  const char *found = at < end ? memchr (self->text + at, byte, end - at) : NULL;

  return found != NULL ? (gsize) (found - self->text) : end;
}

static gboolean
is_scheme (const char *word)
{
  static const char *const schemes[] = {
    "basic",        "bearer", "digest",        "dpop",
    "negotiate",    "ntlm",   "hoba",          "mutual",
    "oauth",        "gnap",   "token",         "apikey",
    "privatetoken", "vapid",  "scram-sha-256", "aws4-hmac-sha256",
    NULL,
  };

  return g_strv_contains (schemes, word);
}

/* "Bearer x": the scheme stays. Of Basic nothing is shown, its start may be of a short secret. */
static void
mark_credentials (RhRedaction *self, gsize start, gsize end)
{
  gsize space = find_byte (self, start, end, ' ');
  g_autofree char *word = g_ascii_strdown (self->text + start, (gssize) (space - start));
  gboolean scheme = space < end && is_scheme (word);

  if (scheme)
    start = skip_spaces (self, space, end);
  rh_redaction_mark (self, start, end, !scheme || !g_str_equal (word, "basic"));
}

/* "a=b; c=d": the names stay. Of Set-Cookie only the first is a cookie. */
static void
mark_cookies (RhRedaction *self, gsize start, gsize end, gboolean only_first)
{
  while (start < end)
    {
      gsize stop = find_byte (self, start, end, ';');
      gsize equals = find_byte (self, start, stop, '=');

      start = skip_spaces (self, start, stop);
      rh_redaction_mark (self, equals < stop ? equals + 1 : start, stop, TRUE);
      if (only_first)
        return;
      start = stop + 1;
    }
}

static void
mark_header (RhRedaction *self, const char *name, gsize name_length, gsize start, gsize end)
{
  char folded[RH_REDACTION_MAX_NAME + 1];

  rh_redaction_fold_name (name, name_length, folded);
  if (g_str_has_suffix (folded, "authorization"))
    mark_credentials (self, start, end);
  else if (g_str_equal (folded, "cookie"))
    mark_cookies (self, start, end, FALSE);
  else if (g_str_has_prefix (folded, "setcookie"))
    mark_cookies (self, start, end, TRUE);
  else
    rh_redaction_mark (self, start, end, TRUE);
}

void
rh_redaction_scan_header (RhRedaction *self, const char *name)
{
  gsize start = skip_spaces (self, 0, self->length);

  if (rh_redaction_is_secret_header (name, strlen (name)))
    mark_header (self, name, strlen (name), start, self->length);
  else
    rh_redaction_scan_text (self);
}

/* -- Forms, queries, fragments -- */

static gboolean
encoded_name_is_secret (const char *name, gsize length)
{
  gsize size = 0;
  g_autofree char *decoded = rh_percent_decode (name, (gssize) length, &size);

  return rh_redaction_is_secret_field (decoded, size);
}

/* 20 characters on the wire can be 7 of the secret. */
static void
mark_encoded (RhRedaction *self, gsize start, gsize end)
{
  gsize size = 0;
  char *decoded = rh_percent_decode (self->text + start, (gssize) (end - start), &size);
  gboolean show = !g_utf8_validate_len (decoded, size, NULL)
                  || g_utf8_strlen (decoded, (gssize) size) >= SHOW_FROM;

  rh_redaction_mark (self, start, end, show);
  rh_wipe (decoded, size);
  g_free (decoded);
}

static void
scan_param (RhRedaction *self, gsize start, gsize end)
{
  while (start < end)
    {
      gsize equals = find_byte (self, start, end, '=');

      if (equals == end)
        return;
      if (encoded_name_is_secret (self->text + start, equals - start))
        {
          mark_encoded (self, equals + 1, end);
          return;
        }
      /* Old servers part their fields by ";". */
      start = find_byte (self, equals, end, ';') + 1;
    }
}

void
rh_redaction_scan_params (RhRedaction *self, gsize start, gsize end)
{
  while (start < end)
    {
      gsize stop = find_byte (self, start, end, '&');

      scan_param (self, start, stop);
      start = stop + 1;
    }
}

/* -- URLs -- */

static gsize
span_until (const RhRedaction *self, gsize at, const char *stops)
{
  while (at < self->length && (self->text[at] == '\0' || strchr (stops, self->text[at]) == NULL))
    at++;

  return at;
}

/* Everything before the last "@" of the authority at @start. */
static void
mark_userinfo (RhRedaction *self, gsize start, gsize end)
{
  for (gsize at = end; at > start; at--)
    {
      if (self->text[at - 1] == '@')
        {
          rh_redaction_mark (self, start, at - 1, FALSE);
          return;
        }
    }
}

void
rh_redaction_scan_url (RhRedaction *self)
{
  gsize tail = span_until (self, 0, "?#");
  gsize hash = span_until (self, tail, "#");
  gsize slash = span_until (self, 0, "/@?#");
  gboolean slashes = byte_at (self, slash) == '/' && byte_at (self, slash + 1) == '/';
  gsize start = slashes ? slash + 2 : 0;

  mark_userinfo (self, start, span_until (self, start, "/?#"));
  rh_redaction_scan_params (self, tail + 1, hash);
  rh_redaction_scan_params (self, hash + 1, self->length);
  rh_redaction_scan_text (self);
}

/* -- JSON -- */

/* How many backslashes stand before @at. */
static gsize
count_backslashes (const RhRedaction *self, gsize at)
{
  gsize n = 0;

  while (n < at && self->text[at - n - 1] == '\\')
    n++;

  return n;
}

/* The quote that ends a string whose quotes have @level backslashes before them: 0 in JSON, 1 in
 * JSON inside a JSON string, 3 in the next. */
static gsize
find_quote (const RhRedaction *self, gsize at, gsize level)
{
  gsize start = at;

  for (at = find_byte (self, at, self->length, '"'); at < self->length;
       at = find_byte (self, at + 1, self->length, '"'))
    {
      gsize n = MIN (count_backslashes (self, at), at - start);

      if (n % (2 * (level + 1)) == level)
        return at;
    }

  return self->length;
}

static gsize
skip_blanks (const RhRedaction *self, gsize at)
{
  while (at < self->length && g_ascii_isspace (self->text[at]))
    at++;

  return at;
}

/* Marks the string whose opening quote is at @quote; returns what is behind it. */
static gsize
mark_string (RhRedaction *self, gsize quote, gsize level)
{
  gsize end = find_quote (self, quote + 1, level);
  gsize content_end = end < self->length ? end - level : end;
  gboolean escaped = find_byte (self, quote + 1, content_end, '\\') < content_end;

  rh_redaction_mark (self, quote + 1, content_end, !escaped);

  return MIN (end + 1, self->length);
}

static gsize
mark_bare (RhRedaction *self, gsize start, const char *stops)
{
  gsize end = span_until (self, start, stops);
  gsize length = end - start;
  const char *word = self->text + start;

  while (length > 0 && g_ascii_isspace (word[length - 1]))
    length--;
  if (!(length == 4 && memcmp (word, "null", 4) == 0)
      && !(length == 4 && memcmp (word, "true", 4) == 0)
      && !(length == 5 && memcmp (word, "false", 5) == 0))
    rh_redaction_mark (self, start, start + length, TRUE);

  return end;
}

/* Marks every string and number in the object or array at @at, names of members too. */
static gsize
mark_container (RhRedaction *self, gsize at, gsize level)
{
  gsize depth = 0;

  while (at < self->length)
    {
      char c = self->text[at];
      gsize masked = g_ascii_isprint (c) ? 0 : mask_length (self->text + at, self->length - at);

      if (c == '{' || c == '[')
        depth++;
      else if (c == '}' || c == ']')
        depth--;

      if (c == '"')
        at = mark_string (self, at, level);
      else if (g_ascii_isalnum (c) || c == '-')
        at = mark_bare (self, at, ",}]\"\\ \t\r\n");
      else
        at += MAX (masked, 1);
      if (depth == 0)
        break;
    }

  return at;
}

/* The quote of the string at @at; something else if there is none. */
static gsize
skip_level (const RhRedaction *self, gsize at, gsize level)
{
  gsize quote = at;

  while (byte_at (self, quote) == '\\' && quote - at < level)
    quote++;

  return quote;
}

static gsize
mark_value (RhRedaction *self, gsize at, gsize level)
{
  gsize quote = skip_level (self, at, level);

  if (byte_at (self, quote) == '"')
    return mark_string (self, quote, level);
  if (byte_at (self, at) == '{' || byte_at (self, at) == '[')
    return mark_container (self, at, level);

  return mark_bare (self, at, ",}]\n");
}

/* "EUR", "NOT_FOUND" and 404 are an API's own, and members of an object have names of their own. */
static gboolean
code_is_secret (const RhRedaction *self, gsize at, gsize level)
{
  gsize start = skip_level (self, at, level) + 1;
  const char *text = self->text + start;
  gsize end;

  if (byte_at (self, at) == '{')
    return FALSE;
  if (byte_at (self, start - 1) != '"')
    return !g_ascii_isdigit (byte_at (self, at)) && byte_at (self, at) != '-';

  end = find_quote (self, start, level);
  if (end == self->length)
    return TRUE; /* nobody knows how long it is */

  return rh_code_looking (text, end - level - start);
}

/* The string from @start to @end, with any of its letters as \uXXXX. (transfer full) */
static GString *
json_name (const RhRedaction *self, gsize start, gsize end)
{
  GString *name = g_string_new (NULL);

  /* Twelve bytes are the longest escape of one letter that is of interest. */
  if (end - start > RH_REDACTION_MAX_NAME * 12)
    start = end - RH_REDACTION_MAX_NAME * 12;
  while (start < end)
    {
      char c = self->text[start++];
      gunichar unit = 0;

      if (c != '\\' || byte_at (self, start) != 'u' || end - start < 5)
        {
          g_string_append_c (name, c);
          continue;
        }
      for (gsize i = 1; i <= 4; i++)
        unit = unit << 4 | (gunichar) MAX (g_ascii_xdigit_value (self->text[start + i]), 0);
      g_string_append_c (name, unit < 0x80 ? (char) unit : '?');
      start += 5;
    }

  return name;
}

/* Members around a "code", with no brace between. */
typedef struct
{
  GArray *open;      /* gsize: values of codes that are not masked yet */
  gsize seen;        /* braces were looked for up to here */
  gboolean signs_in; /* one of them is of a sign-in */
} Siblings;

static gboolean
is_made_state (const RhRedaction *self, gsize at, gsize level)
{
  gsize start = skip_level (self, at, level) + 1;
  gsize end = find_quote (self, start, level);

  return byte_at (self, start - 1) == '"' && end < self->length
         && rh_code_looking_state (self->text + start, end - level - start);
}

static gboolean
is_of_sign_in (const RhRedaction *self, const char *folded, gsize value, gsize level)
{
  static const char *const names[] = { "granttype", "redirecturi", "codeverifier", NULL };

  return g_strv_contains (names, folded)
         || (g_str_equal (folded, "state") && is_made_state (self, value, level));
}

/* Another object begins or ends, or there is none. */
static void
meet (const RhRedaction *self, Siblings *siblings, gsize at)
{
  if (find_byte (self, siblings->seen, at, '{') < at
      || find_byte (self, siblings->seen, at, '}') < at)
    {
      g_array_set_size (siblings->open, 0);
      siblings->signs_in = FALSE;
    }
  siblings->seen = MAX (siblings->seen, at);
}

/* Whether the code whose value is at @value is one of a sign-in by what stands beside it; what
 * stands behind it may still say so. */
static gboolean
meet_code (const RhRedaction *self, Siblings *siblings, gsize value)
{
  meet (self, siblings, value);
  if (!siblings->signs_in && byte_at (self, value) != '{')
    g_array_append_val (siblings->open, value);

  return siblings->signs_in;
}

static void
meet_sign_in (RhRedaction *self, Siblings *siblings, gsize at, gsize level)
{
  meet (self, siblings, at);
  siblings->signs_in = TRUE;
  for (guint i = 0; i < siblings->open->len; i++)
    mark_value (self, g_array_index (siblings->open, gsize, i), level);
  g_array_set_size (siblings->open, 0);
}

/* @start to @end: its name; @value: where its value begins. */
static gboolean
json_member_is_secret (RhRedaction *self,
                       Siblings *siblings,
                       gsize start,
                       gsize end,
                       gsize value,
                       gsize level)
{
  g_autoptr (GString) name = json_name (self, start, end);
  char folded[RH_REDACTION_MAX_NAME + 1];

  rh_redaction_fold_name (name->str, name->len, folded);
  if (is_of_sign_in (self, folded, value, level))
    meet_sign_in (self, siblings, start, level);
  if (g_str_equal (folded, "code"))
    return code_is_secret (self, value, level) || meet_code (self, siblings, value);

  return rh_redaction_is_secret_folded (folded);
}

/* Each quote may open a name, whatever stood before it: an odd quote hides nothing. */
static void
scan_members (RhRedaction *self)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (gsize));
  Siblings siblings = { open, 0, FALSE };
  gsize at = find_byte (self, 0, self->length, '"');

  while (at < self->length)
    {
      gsize level = count_backslashes (self, at);
      gsize end = find_quote (self, at + 1, level);
      gsize colon = skip_blanks (self, MIN (end + 1, self->length));
      gsize value = skip_blanks (self, MIN (colon + 1, self->length));
      gsize next = at + 1;

      if (byte_at (self, colon) == ':'
          && json_member_is_secret (self, &siblings, at + 1, end - level, value, level))
        next = mark_value (self, value, level);
      at = find_byte (self, next, self->length, '"');
    }
}

/* -- Any text -- */

static gboolean
is_name_byte (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_' || c == '.' || c == '%';
}

static gsize
name_start (const RhRedaction *self, gsize end)
{
  gsize at = end;

  while (at > 0 && end - at < RH_REDACTION_MAX_NAME && is_name_byte (self->text[at - 1]))
    at--;

  return at;
}

/* Marks what stands in the quotes that open at @quote; without an end it is what is in that line.
 * Returns where to go on. */
static gsize
mark_quoted (RhRedaction *self, gsize quote)
{
  gsize end;

  if (self->text[quote] == '"')
    return mark_string (self, quote, 0);

  end = span_until (self, quote + 1, "'\r\n");
  mark_encoded (self, quote + 1, end);
  return end;
}

/* 'password': 'x', as other languages write what JSON is. Returns where to go on. */
static gsize
scan_quoted_name (RhRedaction *self, gsize colon)
{
  gsize start = name_start (self, colon - 1);
  gsize value = skip_blanks (self, colon + 1);

  if (byte_at (self, value) != '\''
      || !rh_redaction_is_secret_field (self->text + start, colon - 1 - start))
    return colon + 1;

  return mark_quoted (self, value);
}

/* "Authorization: Bearer x" up to the end of its line. Returns where to go on. */
static gsize
scan_colon (RhRedaction *self, gsize colon)
{
  gsize start = name_start (self, colon);
  const char *name = self->text + start;
  gsize end = 0;

  if (start == colon && colon > 0 && self->text[colon - 1] == '\'')
    return scan_quoted_name (self, colon);
  if (start == colon || !rh_redaction_is_secret_header (name, colon - start))
    return colon + 1;

  end = span_until (self, colon, "\r\n");
  mark_header (self, name, colon - start, skip_spaces (self, colon + 1, end), end);

  return end;
}

/* client_secret=x, with or without quotes. Returns where to go on. */
static gsize
scan_equals (RhRedaction *self, gsize equals)
{
  gsize start = name_start (self, equals);
  gsize value = equals + 1;
  gsize end = 0;

  if (start == equals || !encoded_name_is_secret (self->text + start, equals - start))
    return value;
  if (byte_at (self, value) == '"' || byte_at (self, value) == '\'')
    return mark_quoted (self, value);

  end = span_until (self, value, "& \t\r\n\"'<>)]},;");
  mark_encoded (self, value, end);

  return end;
}

/* Returns where to go on. */
static gsize
scan_authority (RhRedaction *self, gsize start)
{
  gsize end = span_until (self, start, "/?# \t\r\n\"<>");

  mark_userinfo (self, start, end);

  return end;
}

void
rh_redaction_scan_text (RhRedaction *self)
{
  gsize at = 0;

  scan_members (self);
  rh_redaction_scan_markup (self);
  while (at < self->length)
    {
      if (self->text[at] == '=')
        at = scan_equals (self, at);
      else if (self->text[at] != ':')
        at++;
      else if (byte_at (self, at + 1) == '/' && byte_at (self, at + 2) == '/')
        at = scan_authority (self, at + 3);
      else
        at = scan_colon (self, at);
    }
}
