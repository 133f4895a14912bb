/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a search looks for. Text with its case is looked for as bytes, everything else by PCRE, as
 * characters where the bytes are UTF-8 and as bytes where they are not. */
#define G_LOG_DOMAIN "rh-body-matcher"
#define _GNU_SOURCE /* memmem */

#include "config.h"

#include "body/rh-body-matcher.h"

#include <string.h>

/* Steps that PCRE may take for one answer: some milliseconds. */
#define LIMIT "(*LIMIT_MATCH=300000)(*LIMIT_DEPTH=20000)"
#define LEAD 64

struct _RhBodyMatcher
{
  char *text; /* NULL: a regular expression */
  gsize length;
  gsize reach;
  GRegex *regex;
  GRegex *raw; /* for what is not UTF-8 */
};

G_DEFINE_QUARK (rh - body - search - error - quark, rh_body_search_error)

static GRegex *
compile (const char *pattern, GRegexCompileFlags flags)
{
  g_autofree char *limited = g_strconcat (LIMIT, pattern, NULL);

  return g_regex_new (limited, flags | G_REGEX_MULTILINE | G_REGEX_OPTIMIZE, G_REGEX_MATCH_DEFAULT,
                      NULL);
}

/* Without what the limit adds, so that places in the message are the user's. */
static gboolean
check (const char *pattern, GError **error)
{
  g_autoptr (GError) local = NULL;
  g_autoptr (GRegex) regex
      = g_regex_new (pattern, G_REGEX_MULTILINE, G_REGEX_MATCH_DEFAULT, &local);

  if (regex == NULL)
    g_set_error_literal (error, RH_BODY_SEARCH_ERROR, RH_BODY_SEARCH_ERROR_PATTERN, local->message);

  return regex != NULL;
}

RhBodyMatcher *
rh_body_matcher_new (const char *pattern, RhBodySearchFlags flags, GError **error)
{
  g_autoptr (RhBodyMatcher) self = g_new0 (RhBodyMatcher, 1);
  g_autofree char *escaped = NULL;
  GRegexCompileFlags compile_flags = 0;

  self->length = strlen (pattern);
  /* In other case a character may take more bytes, never more than four. */
  self->reach = 4 * self->length;
  if ((flags & RH_BODY_SEARCH_MATCH_CASE) == 0)
    compile_flags = G_REGEX_CASELESS;
  if ((flags & RH_BODY_SEARCH_REGEX) == 0 && compile_flags == 0)
    {
      self->text = g_strdup (pattern);
      self->reach = self->length;
      return g_steal_pointer (&self);
    }
  if ((flags & RH_BODY_SEARCH_REGEX) == 0)
    {
      escaped = g_regex_escape_string (pattern, -1);
      pattern = escaped;
    }
  else
    self->reach = MAX (RH_BODY_SEARCH_LONGEST, self->reach);
  if (!check (pattern, error))
    return NULL;

  self->regex = compile (pattern, compile_flags);
  self->raw = compile (pattern, compile_flags | G_REGEX_RAW);
  if (self->regex == NULL)
    {
      g_set_error_literal (error, RH_BODY_SEARCH_ERROR, RH_BODY_SEARCH_ERROR_PATTERN,
                           "cannot be used here");
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
rh_body_matcher_free (RhBodyMatcher *self)
{
  g_clear_pointer (&self->regex, g_regex_unref);
  g_clear_pointer (&self->raw, g_regex_unref);
  g_free (self->text);
  g_free (self);
}

gsize
rh_body_matcher_get_lead (RhBodyMatcher *self)
{
  return self->text == NULL ? LEAD : 0;
}

gsize
rh_body_matcher_get_reach (RhBodyMatcher *self)
{
  return self->reach;
}

static gsize
find_boundary (const char *bytes, gsize length, gsize at)
{
  while (at < length && ((guint8) bytes[at] & 0xc0) == 0x80)
    at++;

  return at;
}

static gboolean
find_regex (GRegex *regex,
            const char *bytes,
            gsize length,
            gsize from,
            gsize *start,
            gsize *end,
            GError **error)
{
  g_autoptr (GMatchInfo) info = NULL;
  g_autoptr (GError) local = NULL;
  int first = 0;
  int last = 0;

  /* What is empty is no match that anybody could be shown. */
  if (g_regex_match_full (regex, bytes, (gssize) length, (int) from, G_REGEX_MATCH_NOTEMPTY, &info,
                          &local))
    g_match_info_fetch_pos (info, 0, &first, &last);
  if (local != NULL)
    {
      g_set_error_literal (error, RH_BODY_SEARCH_ERROR, RH_BODY_SEARCH_ERROR_TOO_COMPLEX,
                           local->message);
      return FALSE;
    }
  *start = (gsize) first;
  *end = (gsize) last;

  return TRUE;
}

gboolean
rh_body_matcher_find (RhBodyMatcher *self,
                      const char *bytes,
                      gsize length,
                      gsize from,
                      gsize *start,
                      gsize *end,
                      GError **error)
{
  const char *valid_end;
  const char *found;

  *start = *end = 0;
  if (from >= length)
    return TRUE;
  if (self->text != NULL)
    {
      found = memmem (bytes + from, length - from, self->text, self->length);
      *start = found == NULL ? 0 : (gsize) (found - bytes);
      *end = found == NULL ? 0 : *start + self->length;
      return TRUE;
    }

  from = find_boundary (bytes, length, from);
  /* A character that is cut at the end is none yet. */
  if (g_utf8_validate_len (bytes, length, &valid_end)
      || g_utf8_get_char_validated (valid_end, bytes + length - valid_end) == (gunichar) -2)
    return find_regex (self->regex, bytes, (gsize) (valid_end - bytes), from, start, end, error);

  return self->raw == NULL || find_regex (self->raw, bytes, length, from, start, end, error);
}
