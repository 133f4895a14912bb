/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server text is data: capped, made valid UTF-8, and without the characters that could forge a line
 * of a log, turn a sentence round or hide a part of it. */
#define G_LOG_DOMAIN "rh-server-text"

#include "config.h"

#include "oauth/rh-server-text.h"

#include "text/rh-unseen.h"

#include <string.h>

#define ELLIPSIS "…"

static gboolean
is_break (gunichar c)
{
  return c == '\n' || c == '\r' || c == '\t' || c == 0x2028 || c == 0x2029;
}

char *
rh_server_text_clean (const char *text)
{
  g_autofree char *valid = g_utf8_make_valid (text != NULL ? text : "", -1);
  GString *clean = g_string_new (NULL);
  glong n_characters = 0;

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (is_break (c))
        c = ' ';
      if (rh_is_unshown (c) || (n_characters == 0 && c == ' '))
        continue;

      if (n_characters == RH_SERVER_TEXT_MAX - 1)
        {
          g_string_append (clean, ELLIPSIS);
          break;
        }
      g_string_append_unichar (clean, c);
      n_characters++;
    }

  return g_strchomp (g_string_free_and_steal (clean));
}

char *
rh_server_text_clean_lines (const char *text, gsize max_bytes)
{
  g_autofree char *cut = g_strndup (text, max_bytes);
  g_autofree char *valid = g_utf8_make_valid (cut, -1);
  GString *clean = g_string_new (NULL);

  for (const char *at = valid; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == 0x2028 || c == 0x2029)
        c = '\n';
      if (c == '\n' || c == '\t' || !rh_is_unshown (c))
        g_string_append_unichar (clean, c);
    }

  if (text[strnlen (text, max_bytes)] != '\0')
    g_string_append (clean, "\n" ELLIPSIS);

  return g_string_free_and_steal (clean);
}
