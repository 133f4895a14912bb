/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a server writes can look like something else: "exe.pdf" for "fdp.exe" turned round. Nothing
 * is dropped, so that what is there can be told. */
#define G_LOG_DOMAIN "rh-hidden"

#include "config.h"

#include "text/rh-hidden.h"

#include "text/rh-unseen.h"

#define ZERO_WIDTH_NON_JOINER 0x200c
#define ZERO_WIDTH_JOINER 0x200d
#define SOFT_HYPHEN 0xad
#define ARABIC_LETTER_MARK 0x61c
#define CONTROL_PICTURES 0x2400
#define PICTURE_OF_DELETE 0x2421

gboolean
rh_hidden_is (gunichar c)
{
  if (c == ZERO_WIDTH_NON_JOINER || c == ZERO_WIDTH_JOINER)
    return FALSE;
  /* The signs of Arabic and Syriac numbers are seen. */
  if (g_unichar_type (c) == G_UNICODE_FORMAT && c < 0x1000)
    return c == SOFT_HYPHEN || c == ARABIC_LETTER_MARK;

  return rh_is_unseen (c);
}

void
rh_hidden_append (GString *text, gunichar c)
{
  if (c < 0x20)
    g_string_append_unichar (text, CONTROL_PICTURES + c);
  else if (c == 0x7f)
    g_string_append_unichar (text, PICTURE_OF_DELETE);
  else
    g_string_append_printf (text, "U+%04X", c);
}

void
rh_hidden_append_byte (GString *text, guint8 byte)
{
  g_string_append_printf (text, "\\x%02X", byte);
}

char *
rh_hidden_spell_out (const char *text)
{
  g_autoptr (GString) shown = g_string_new (NULL);
  const char *at = text;

  g_return_val_if_fail (text != NULL, NULL);

  while (*at != '\0')
    {
      gunichar c = g_utf8_get_char_validated (at, -1);

      if (c >= (gunichar) -2)
        {
          rh_hidden_append_byte (shown, (guint8) *at++);
          continue;
        }
      if (c != '\n' && c != '\t' && rh_hidden_is (c))
        rh_hidden_append (shown, c);
      else
        g_string_append_unichar (shown, c);
      at = g_utf8_next_char (at);
    }
  return g_string_free_and_steal (g_steal_pointer (&shown));
}
