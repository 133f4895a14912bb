/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in XML: what stands between the tags of an element whose name is a secret's. As
 * everywhere broken input is expected: an element without an end goes on to the end of the text. */
#define G_LOG_DOMAIN "rh-redaction-markup"

#include "config.h"

#include "text/rh-redaction.h"

#include <string.h>

#define CDATA "<![CDATA["
#define CDATA_END "]]>"

typedef struct
{
  RhRedaction *redaction;
  const char *text;
  gsize length;
} Scan;

static gsize
find_byte (const Scan *scan, gsize at, gsize end, char byte)
{
  const char *found = at < end ? memchr (scan->text + at, byte, end - at) : NULL;

  return found == NULL ? end : (gsize) (found - scan->text);
}

static gboolean
begins (const Scan *scan, gsize at, const char *with)
{
  gsize length = strlen (with);

  return scan->length - at >= length && memcmp (scan->text + at, with, length) == 0;
}

static gboolean
is_name_byte (char c)
{
  return g_ascii_isalnum (c) || (c != '\0' && strchr ("-_.:", c) != NULL);
}

/* "wsse:Password": "Password". What HTML calls code, and an API's own codes, are none. */
static gboolean
is_secret_name (const char *name, gsize length)
{
  const char *colon = g_strrstr_len (name, (gssize) length, ":");
  gsize skipped = colon == NULL ? 0 : (gsize) (colon + 1 - name);

  return !(length - skipped == 4 && g_ascii_strncasecmp (name + skipped, "code", 4) == 0)
         && rh_redaction_is_secret_field (name + skipped, length - skipped);
}

/* Where "</name" begins. */
static gsize
find_end (const Scan *scan, gsize at, const char *name, gsize name_length)
{
  for (at = find_byte (scan, at, scan->length, '<'); at < scan->length;
       at = find_byte (scan, at + 1, scan->length, '<'))
    {
      gsize rest = scan->length - at;

      if (rest > name_length + 2 && scan->text[at + 1] == '/'
          && memcmp (scan->text + at + 2, name, name_length) == 0
          && !is_name_byte (scan->text[at + 2 + name_length]))
        return at;
    }

  return scan->length;
}

static void
mark_text (const Scan *scan, gsize start, gsize end)
{
  while (start < end && g_ascii_isspace (scan->text[start]))
    start++;
  while (end > start && g_ascii_isspace (scan->text[end - 1]))
    end--;

  /* an entity is longer than what it stands for */
  rh_redaction_mark (scan->redaction, start, end, find_byte (scan, start, end, '&') == end);
}

/* Everything in it but the tags of what it holds. */
static void
mark_content (const Scan *scan, gsize start, gsize end)
{
  while (start < end)
    {
      gsize tag = find_byte (scan, start, end, '<');

      mark_text (scan, start, tag);
      if (tag < end && begins (scan, tag, CDATA))
        {
          const char *close = g_strstr_len (scan->text + tag, (gssize) (end - tag), CDATA_END);
          gsize stop = close == NULL ? end : (gsize) (close - scan->text);

          mark_text (scan, tag + strlen (CDATA), stop);
          start = MIN (stop + strlen (CDATA_END), end);
        }
      else
        start = MIN (find_byte (scan, tag, end, '>') + 1, end);
    }
}

/* @at: behind "<". Returns where to go on. */
static gsize
scan_tag (const Scan *scan, gsize at)
{
  gsize name_end = at;
  gsize tag_end;
  gsize end;

  while (name_end < scan->length && is_name_byte (scan->text[name_end]))
    name_end++;
  if (!is_secret_name (scan->text + at, name_end - at))
    return name_end;

  tag_end = find_byte (scan, name_end, scan->length, '>');
  if (tag_end == scan->length || scan->text[tag_end - 1] == '/')
    return tag_end;

  end = find_end (scan, tag_end, scan->text + at, name_end - at);
  mark_content (scan, tag_end + 1, end);
  return end;
}

void
rh_redaction_scan_markup (RhRedaction *self)
{
  Scan scan = { .redaction = self };
  gsize at;

  scan.text = rh_redaction_peek (self, &scan.length);
  at = find_byte (&scan, 0, scan.length, '<');
  while (at < scan.length)
    at = find_byte (&scan, scan_tag (&scan, at + 1), scan.length, '<');
}
