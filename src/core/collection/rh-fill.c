/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills templates in, and encodes what was filled in for where it goes. A value keeps its span
 * through any encoding. */
#define G_LOG_DOMAIN "rh-fill"

#include "config.h"

#include "collection/rh-fill.h"

#include <string.h>

RhText *
rh_fill (const RhFill *self, const char *template, RhPlace place, GError **error)
{
  return rh_template_fill (template, place, self->lookup, self->user_data, error);
}

RhText *
rh_fill_stripped (const RhFill *self, const char *template, RhPlace place, GError **error)
{
  g_autofree char *stripped = g_strstrip (g_strdup (template));

  return rh_fill (self, stripped, place, error);
}

char *
rh_fill_encode_path (const char *bytes, gsize length)
{
  return rh_percent_encode (bytes, (gssize) length, RH_PLACE_PATH);
}

char *
rh_fill_encode_form (const char *bytes, gsize length)
{
  return rh_percent_encode (bytes, (gssize) length, RH_PLACE_FORM);
}

char *
rh_fill_encode_part_name (const char *bytes, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (gsize i = 0; i < length; i++)
    switch (bytes[i])
      {
      case '"':
        g_string_append (out, "%22");
        break;
      case '\r':
        g_string_append (out, "%0D");
        break;
      case '\n':
        g_string_append (out, "%0A");
        break;
      default:
        g_string_append_c (out, bytes[i]);
      }

  return g_string_free_and_steal (out);
}

static void
append_encoded (RhText *out,
                const char *bytes,
                gsize length,
                const RhSpan *span,
                RhFillEncode encode)
{
  gboolean open = span != NULL && rh_template_is_open (bytes, length, span->variable);
  g_autofree char *encoded = open ? g_strndup (bytes, length) : encode (bytes, length);

  if (span == NULL)
    rh_text_append (out, encoded, -1);
  else
    rh_text_append_value (out, encoded, -1, span->variable, span->source, span->secret,
                          (const char *const *) span->origins);

  if (span != NULL && span->secret)
    rh_wipe (encoded, strlen (encoded));
}

void
rh_fill_append_encoded (RhText *out, const RhText *text, RhFillEncode encode)
{
  gsize length;
  const char *bytes = rh_text_peek (text, &length);
  gsize at = 0;

  for (guint i = 0; i < rh_text_get_n_spans (text); i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);

      append_encoded (out, bytes + at, span->start - at, NULL, encode);
      append_encoded (out, bytes + span->start, span->length, span, encode);
      at = span->start + span->length;
    }

  append_encoded (out, bytes + at, length - at, NULL, encode);
}

gboolean
rh_fill_append (RhText *out,
                const RhFill *self,
                const char *template,
                RhFillEncode encode,
                GError **error)
{
  g_autoptr (RhText) filled = rh_fill (self, template, RH_PLACE_RAW, error);

  if (filled == NULL)
    return FALSE;

  rh_fill_append_encoded (out, filled, encode);
  return TRUE;
}
