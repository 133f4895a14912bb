/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may follow the last chunk of a body. */
#define G_LOG_DOMAIN "rh-trailers"

#include "config.h"

#include "http/rh-trailers.h"

#include "http/rh-headers.h"

#include <string.h>

/* @whole: its end is there. */
static gboolean
is_field_line (const char *line, gsize length, gboolean whole)
{
  const char *colon = memchr (line, ':', length);
  gsize name_length = colon == NULL ? length : (gsize) (colon - line);
  g_autofree char *name = g_strndup (line, name_length);

  return strlen (name) == name_length && rh_header_name_is_valid (name)
         && (colon != NULL || !whole);
}

gboolean
rh_trailers_may_be (const char *bytes, gsize length)
{
  const char *end = bytes + length;
  const char *line = bytes;

  while (line < end)
    {
      const char *feed = memchr (line, '\n', (gsize) (end - line));
      const char *stop = feed == NULL ? end : feed;
      gsize size = (gsize) (stop - line);

      if (size > 0 && line[size - 1] == '\r')
        size--;
      /* behind the empty line there is nothing */
      if (size == 0)
        return feed == NULL || feed + 1 == end;
      if (!is_field_line (line, size, feed != NULL))
        return FALSE;
      line = feed == NULL ? end : feed + 1;
    }

  return TRUE;
}
