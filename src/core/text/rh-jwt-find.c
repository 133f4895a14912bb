/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds what has the shape of a JSON Web Token, in one pass over the text. */
#define G_LOG_DOMAIN "rh-jwt-find"

#include "config.h"

#include "text/rh-jwt-find.h"

#include "text/rh-codec.h"

#include <string.h>

static gboolean
is_part (char c)
{
  return g_ascii_isalnum (c) || c == '-' || c == '_';
}

static gboolean
is_token (char c)
{
  return is_part (c) || c == '.';
}

/* `{"`, `{}`, or `{` and white space. */
static gboolean
begins_as_object (const char *text, gsize length)
{
  gsize n_bytes = 0;
  g_autofree guint8 *bytes = length < 4 ? NULL : rh_base64url_decode (text, 4, &n_bytes);

  return bytes != NULL && bytes[0] == '{' && bytes[1] != '\0'
         && strchr ("\"} \t\r\n", bytes[1]) != NULL;
}

/* @start to @end is one run of parts and dots. A dot that ends a sentence is not part of it. */
static gboolean
has_shape (const char *text, gsize start, gsize *end)
{
  guint n_dots = 0;
  gsize first = 0;

  for (gsize i = start; i < *end; i++)
    {
      if (text[i] != '.')
        continue;
      if (n_dots++ == 0)
        first = i - start;
    }

  if ((n_dots == 3 || n_dots == 5) && text[*end - 1] == '.')
    {
      n_dots--;
      *end -= 1;
    }

  return (n_dots == 2 || n_dots == 4) && begins_as_object (text + start, first);
}

gboolean
rh_jwt_find (const char *text, gsize length, gsize from, gsize *start, gsize *end)
{
  gsize at = from;

  g_return_val_if_fail (text != NULL, FALSE);

  /* never from the middle of a word */
  while (at > 0 && at < length && is_token (text[at - 1]) && is_token (text[at]))
    at++;

  while (at < length)
    {
      gsize run = at;

      while (run < length && is_token (text[run]))
        run++;
      *start = at;
      *end = run;
      if (run > at && has_shape (text, at, end))
        return TRUE;
      at = run + 1;
    }

  return FALSE;
}
