/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets in multipart/form-data: the content of a part whose name is a secret's. */
#define _GNU_SOURCE /* memmem */
#define G_LOG_DOMAIN "rh-redaction-multipart"

#include "config.h"

#include "text/rh-redaction.h"

#include <string.h>

#define NAME "name=\""

/* Unlike strstr(), past NUL bytes; @end if it is not there. */
static gsize
find_text (const char *text, gsize at, gsize end, const char *wanted)
{
  const char *found = at < end ? memmem (text + at, end - at, wanted, strlen (wanted)) : NULL;

  return found == NULL ? end : (gsize) (found - text);
}

void
rh_redaction_scan_multipart (RhRedaction *self)
{
  gsize length;
  const char *text = rh_redaction_peek (self, &length);
  gsize at = find_text (text, 0, length, NAME);

  while (at < length)
    {
      gsize start = at + strlen (NAME);
      gsize quote = find_text (text, start, length, "\"");
      gsize stop = find_text (text, quote, length, "\r\n--");
      gsize body = find_text (text, quote, stop, "\r\n\r\n");

      if (rh_redaction_is_secret_field (text + start, quote - start))
        rh_redaction_mark (self, MIN (body + 4, stop), stop, TRUE);
      at = find_text (text, stop, length, NAME);
    }
}
