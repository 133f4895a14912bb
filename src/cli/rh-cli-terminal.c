/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Byte by byte: what comes in pieces is the same as what comes whole. */
#define G_LOG_DOMAIN "rh-cli-terminal"

#include "config.h"

#include "rh-cli-terminal.h"

/* Of C0; U+2421 is delete's. */
#define PICTURES 0x2400
#define DELETE_PICTURE 0x2421
#define REPLACEMENT 0xfffd
/* U+0080 to U+009F in UTF-8. */
#define LEAD 0xc2
#define LAST_C1 0x9f

static void
append_byte (RhCliTerminal *self, GString *out, guchar byte)
{
  if (byte == LEAD)
    self->after_lead = TRUE;
  else if (byte == '\r')
    self->after_return = TRUE;
  else if (byte == 0x7f)
    g_string_append_unichar (out, DELETE_PICTURE);
  else if (byte < 0x20 && byte != '\t' && byte != '\n')
    g_string_append_unichar (out, PICTURES + byte);
  else
    g_string_append_c (out, (char) byte);
}

GString *
rh_cli_terminal_show (RhCliTerminal *self, const char *bytes, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    {
      guchar byte = (guchar) bytes[i];
      gboolean after_lead = self->after_lead;

      if (self->after_return)
        {
          if (byte == '\n')
            g_string_append_c (out, '\r');
          else
            g_string_append_unichar (out, PICTURES + '\r');
        }
      self->after_return = FALSE;
      self->after_lead = FALSE;
      if (after_lead && byte >= 0x80 && byte <= LAST_C1)
        {
          g_string_append_unichar (out, REPLACEMENT);
          continue;
        }
      if (after_lead)
        g_string_append_c (out, (char) LEAD);
      append_byte (self, out, byte);
    }

  return out;
}
