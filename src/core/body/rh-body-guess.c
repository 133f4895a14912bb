/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What text is by how it begins: JSON when it may be that as far as it is in sight, markup when it
 * says so. */
#define G_LOG_DOMAIN "rh-body-guess"

#include "config.h"

#include "body/rh-body-guess.h"

#include "body/rh-body-markup.h"
#include "text/rh-charset.h"
#include "text/rh-json-scanner.h"

#include <string.h>

#define BATCH 64

static gboolean
may_be_json (const char *bytes, gsize length)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  RhJsonToken tokens[BATCH];
  guint n_tokens;

  while (length > 0 && rh_json_scanner_get_fault (scanner, NULL) == RH_JSON_FAULT_NONE)
    {
      gsize done = rh_json_scanner_feed (scanner, bytes, length, tokens, BATCH, &n_tokens);

      bytes += done;
      length -= done;
    }

  return rh_json_scanner_get_fault (scanner, NULL) == RH_JSON_FAULT_NONE;
}

/* A word, and after it the end of it. */
static gboolean
begins (const char *bytes, gsize length, const char *word)
{
  gsize n = strlen (word);

  return length > n && g_ascii_strncasecmp (bytes, word, n) == 0
         && (rh_body_markup_is_space (bytes[n]) || bytes[n] == '>');
}

RhBodySyntax
rh_body_guess_syntax (const char *bytes, gsize length)
{
  gsize at;
  const char *mark = rh_charset_from_mark (bytes, length, &at);

  if (mark != NULL && !g_str_equal (mark, RH_CHARSET_UTF8))
    return RH_BODY_SYNTAX_TEXT;

  while (at < length && rh_body_markup_is_space (bytes[at]))
    at++;
  bytes += at;
  length -= at;
  if (length == 0)
    return RH_BODY_SYNTAX_TEXT;

  if (*bytes == '{' || *bytes == '[')
    return may_be_json (bytes, length) ? RH_BODY_SYNTAX_JSON : RH_BODY_SYNTAX_TEXT;
  if (begins (bytes, length, "<?xml"))
    return RH_BODY_SYNTAX_XML;
  if (begins (bytes, length, "<!doctype html") || begins (bytes, length, "<html"))
    return RH_BODY_SYNTAX_HTML;

  return RH_BODY_SYNTAX_TEXT;
}
