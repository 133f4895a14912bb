/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which characters bytes stand for, and the same in UTF-8. windows-1252 is decoded here, since it
 * is what everything falls back to; all else is the C library's. */
#define G_LOG_DOMAIN "rh-charset"

#include "config.h"

#include "text/rh-charset.h"

#include <errno.h>
#include <string.h>

#define REPLACEMENT "\xEF\xBF\xBD"

struct _RhCharsetDecoder
{
  GIConv iconv; /* (GIConv) -1: windows-1252 */
  guint unit;   /* bytes that are passed over when they are nothing */
};

/* 0x80 to 0x9f; 0: nothing. */
static const gunichar windows[32] = {
  0x20ac, 0,      0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160,
  0x2039, 0x0152, 0,      0x017d, 0,      0,      0x2018, 0x2019, 0x201c, 0x201d, 0x2022,
  0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a, 0x0153, 0,      0x017e, 0x0178,
};

const char *
rh_charset_from_mark (const char *bytes, gsize length, gsize *mark)
{
  static const struct
  {
    const char *bytes;
    gsize length;
    const char *charset;
  } marks[] = {
    { "\xEF\xBB\xBF", 3, RH_CHARSET_UTF8 },
    /* Before UTF-16, which begins alike. */
    { "\xFF\xFE\0\0", 4, "UTF-32LE" },
    { "\0\0\xFE\xFF", 4, "UTF-32BE" },
    { "\xFF\xFE", 2, "UTF-16LE" },
    { "\xFE\xFF", 2, "UTF-16BE" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (length >= marks[i].length && memcmp (bytes, marks[i].bytes, marks[i].length) == 0)
      {
        *mark = marks[i].length;
        return marks[i].charset;
      }
  *mark = 0;

  return NULL;
}

static gboolean
is_among (const char *name, const char *const *names)
{
  for (guint i = 0; names[i] != NULL; i++)
    if (g_ascii_strcasecmp (name, names[i]) == 0)
      return TRUE;

  return FALSE;
}

char *
rh_charset_from_name (const char *name)
{
  static const char *const utf8[] = { "UTF-8", "UTF8", NULL };
  static const char *const latin[]
      = { "windows-1252", "cp1252", "iso-8859-1", "iso8859-1", "iso_8859-1",
          "latin1",       "l1",     "us-ascii",   "ascii",     NULL };
  g_autofree char *clean = g_strdup (name == NULL ? "" : name);
  g_autoptr (RhCharsetDecoder) decoder = NULL;

  g_strstrip (g_strdelimit (clean, "\"'", ' '));
  if (is_among (clean, utf8))
    return g_strdup (RH_CHARSET_UTF8);
  if (is_among (clean, latin))
    return g_strdup (RH_CHARSET_WINDOWS);
  /* Without a mark it is the network's order (RFC 2781, section 4.3). */
  if (g_ascii_strcasecmp (clean, "UTF-16") == 0)
    return g_strdup ("UTF-16BE");
  if (g_ascii_strcasecmp (clean, "UTF-32") == 0)
    return g_strdup ("UTF-32BE");

  decoder = *clean == '\0' ? NULL : rh_charset_decoder_new (clean);

  return decoder == NULL ? NULL : g_steal_pointer (&clean);
}

/* What the C library takes, but no server means. */
static gboolean
is_plain_name (const char *charset)
{
  for (const char *c = charset; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("-_.:", *c) == NULL)
      return FALSE;

  return *charset != '\0' && strlen (charset) < 40;
}

RhCharsetDecoder *
rh_charset_decoder_new (const char *charset)
{
  RhCharsetDecoder *self;
  GIConv iconv = (GIConv) -1;

  if (!g_str_equal (charset, RH_CHARSET_WINDOWS))
    {
      if (is_plain_name (charset))
        iconv = g_iconv_open (RH_CHARSET_UTF8, charset);
      if (iconv == (GIConv) -1)
        return NULL;
    }

  self = g_new0 (RhCharsetDecoder, 1);
  self->iconv = iconv;
  self->unit = g_str_has_prefix (charset, "UTF-16")   ? 2
               : g_str_has_prefix (charset, "UTF-32") ? 4
                                                      : 1;

  return self;
}

void
rh_charset_decoder_free (RhCharsetDecoder *self)
{
  if (self->iconv != (GIConv) -1)
    g_iconv_close (self->iconv);
  g_free (self);
}

static void
decode_windows (const char *bytes, gsize length, GString *text)
{
  for (gsize i = 0; i < length; i++)
    {
      guint8 byte = (guint8) bytes[i];

      if (byte < 0x80)
        g_string_append_c (text, (char) byte);
      else if (byte >= 0xa0)
        g_string_append_unichar (text, byte);
      else if (windows[byte - 0x80] != 0)
        g_string_append_unichar (text, windows[byte - 0x80]);
      else
        g_string_append (text, REPLACEMENT);
    }
}

gsize
rh_charset_decoder_decode (RhCharsetDecoder *self,
                           const char *bytes,
                           gsize length,
                           gboolean final,
                           GString *text)
{
  char *in = (char *) bytes;
  gsize n_in = length;

  if (self->iconv == (GIConv) -1)
    {
      decode_windows (bytes, length, text);
      return length;
    }

  while (n_in > 0)
    {
      char buffer[4096];
      char *out = buffer;
      gsize n_out = sizeof buffer;
      gsize result = g_iconv (self->iconv, &in, &n_in, &out, &n_out);
      int saved_errno = result == (gsize) -1 ? errno : 0;

      g_string_append_len (text, buffer, (gssize) (sizeof buffer - n_out));
      if (saved_errno == EINVAL && !final)
        break;
      if (saved_errno == EILSEQ || saved_errno == EINVAL)
        {
          gsize passed = MIN (self->unit, n_in);

          g_string_append (text, REPLACEMENT);
          in += passed;
          n_in -= passed;
        }
    }

  return length - n_in;
}
