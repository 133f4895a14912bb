/* SPDX-License-Identifier: GPL-3.0-or-later */
/* By length and letters; nothing here knows what stands around it. */
#define G_LOG_DOMAIN "rh-code-looking"

#include "config.h"

#include "text/rh-code-looking.h"

#include <string.h>

/* In bytes: an authorization code has more (RFC 6749 10.10), what somebody types off a telephone is
 * digits. */
#define LONG_CODE 16
#define TYPED_CODE 4

/* "resource_not_found": words of one case, joined. Of random letters nobody gets that. */
static gboolean
is_words (const char *text, gsize length)
{
  gboolean upper = FALSE;
  gboolean lower = FALSE;
  gboolean joined = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      upper = upper || g_ascii_isupper (text[i]);
      lower = lower || g_ascii_islower (text[i]);
      if (g_ascii_isalpha (text[i]))
        continue;
      if (text[i] == '\0' || strchr ("_-. ", text[i]) == NULL)
        return FALSE;
      joined = TRUE;
    }

  return joined && !(upper && lower);
}

static gboolean
is_digits (const char *text, gsize length)
{
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isdigit (text[i]))
      return FALSE;

  return TRUE;
}

gboolean
rh_code_looking (const char *value, gsize length)
{
  return length >= LONG_CODE ? !is_words (value, length)
                             : length >= TYPED_CODE && is_digits (value, length);
}

gboolean
rh_code_looking_state (const char *value, gsize length)
{
  return length >= LONG_CODE && memchr (value, ' ', length) == NULL && !is_words (value, length);
}
