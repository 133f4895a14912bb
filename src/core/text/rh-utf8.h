/* SPDX-License-Identifier: GPL-3.0-or-later */
/* UTF-8 (RFC 3629) byte by byte: which may come next. Inline, since a scanner asks of every byte.
 */
#pragma once

#include <glib.h>
#include <string.h>

G_BEGIN_DECLS

/* All 0: at the beginning of a character. */
typedef struct
{
  guint8 n_more; /* bytes to come; the next from low to high */
  guint8 low;
  guint8 high;
} RhUtf8;

/* Section 4: what may follow the first byte decides which characters there are. FALSE: none begins
 * with that. */
static inline gboolean
rh_utf8_begin (RhUtf8 *self, guint8 byte)
{
  if (byte < 0x80)
    return TRUE;
  if (byte < 0xc2 || byte > 0xf4)
    return FALSE;

  self->n_more = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3;
  self->low = byte == 0xe0 ? 0xa0 : byte == 0xf0 ? 0x90 : 0x80;
  self->high = byte == 0xed ? 0x9f : byte == 0xf4 ? 0x8f : 0xbf;

  return TRUE;
}

static inline gboolean
rh_utf8_go_on (RhUtf8 *self, guint8 byte)
{
  gboolean fits = byte >= self->low && byte <= self->high;

  self->n_more--;
  self->low = 0x80;
  self->high = 0xbf;

  return fits;
}

/* FALSE: not UTF-8. A character may go on in the next call. */
static inline gboolean
rh_utf8_check (RhUtf8 *self, const char *bytes, gsize length)
{
  gboolean fits = TRUE;

  for (gsize i = 0; i < length && fits; i++)
    {
      guint64 word;

      while (self->n_more == 0 && length - i >= sizeof word)
        {
          memcpy (&word, bytes + i, sizeof word);
          if ((word & G_GUINT64_CONSTANT (0x8080808080808080)) != 0)
            break;
          i += sizeof word;
        }
      if (i < length)
        fits = self->n_more > 0 ? rh_utf8_go_on (self, (guint8) bytes[i])
                                : rh_utf8_begin (self, (guint8) bytes[i]);
    }

  return fits;
}

G_END_DECLS
