/* SPDX-License-Identifier: GPL-3.0-or-later */
/* YAML 1.1 has more numbers, booleans and dates than YAML 1.2, and readers follow the one, the
 * other or neither; so all that any of them might see is told apart here, and some more. */
#define G_LOG_DOMAIN "rh-yaml-text"

#include "config.h"

#include "collection/rh-yaml-text.h"

#include <string.h>

/* Of those that are no text. */
#define MAX_WORD 5

gboolean
rh_yaml_character_is_printable (gunichar c)
{
  if (c < 0x7f)
    return c >= 0x20 || c == '\t' || c == '\n';

  return c >= 0xa0 && c != 0x2028 && c != 0x2029 && c != 0xfeff && (c & 0xfffe) != 0xfffe;
}

gboolean
rh_yaml_text_is_printable (const char *text)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      if (!rh_yaml_character_is_printable (g_utf8_get_char (c)))
        return FALSE;
    }

  return TRUE;
}

gboolean
rh_yaml_text_can_be_plain (const char *text)
{
  gsize length = strlen (text);

  if (length == 0)
    return TRUE;
  if (strchr (" ,[]{}#&*!|>'\"%@`", text[0]) != NULL || strpbrk (text, "\t\n") != NULL)
    return FALSE;
  if (strchr ("-?:", text[0]) != NULL && (text[1] == ' ' || text[1] == '\0'))
    return FALSE;
  if (g_str_has_prefix (text, "---") || g_str_has_prefix (text, "..."))
    return FALSE;

  return text[length - 1] != ' ' && text[length - 1] != ':' && strstr (text, ": ") == NULL
         && strstr (text, " #") == NULL && rh_yaml_text_is_printable (text);
}

static gboolean
is_word (const char *text)
{
  static const char *const words[]
      = { "~", "null", "true", "false", "yes",  "no",    "on",    "off",
          "y", "n",    "=",    "<<",    ".inf", "+.inf", "-.inf", ".nan" };

  /* every key and value of a file is asked about */
  if (strchr ("~ntfyo=<.+-", g_ascii_tolower (*text)) == NULL
      || strnlen (text, MAX_WORD + 1) > MAX_WORD)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (g_ascii_strcasecmp (text, words[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* 0x1F, 0o17, 0b11 */
static gboolean
is_based_number (const char *text)
{
  return text[0] == '0' && text[1] != '\0' && strchr ("xXoObB", text[1]) != NULL
         && text[2 + strspn (text + 2, "0123456789abcdefABCDEF_")] == '\0';
}

/* 1, 1.5, .5, 1_000, 12:30, 1.0.0, 1e3 */
static gboolean
is_decimal (const char *text)
{
  const char *rest = text + strspn (text, "0123456789_.:");

  if (rest == text || *text == '_' || *text == ':')
    return FALSE;
  if (*rest == 'e' || *rest == 'E')
    {
      rest += rest[1] == '+' || rest[1] == '-' ? 2 : 1;
      rest += strspn (rest, "0123456789_");
    }

  return *rest == '\0';
}

/* 2001-12-14, and whatever comes after: a time has many ways to be written. */
static gboolean
is_date (const char *text)
{
  return strspn (text, "0123456789") == 4 && text[4] == '-' && g_ascii_isdigit (text[5]);
}

gboolean
rh_yaml_text_is_special (const char *text)
{
  const char *number = *text == '-' || *text == '+' ? text + 1 : text;

  if (*text == '\0' || is_word (text))
    return TRUE;

  return is_based_number (number) || is_decimal (number) || is_date (text);
}
