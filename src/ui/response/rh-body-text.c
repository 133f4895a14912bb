/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a response's body can be shown as text without a freeze. Work is bounded by
 * RH_BODY_TEXT_MAX_BYTES whatever arrives. */
#define G_LOG_DOMAIN "rh-body-text"

#include "config.h"

#include "response/rh-body-text.h"

#include "text/rh-json-format.h"

#include <string.h>

/* Indentation makes text grow; a view takes this much at once without a pause. */
#define FORMATTED_MAX (4 * 1024 * 1024)

typedef struct
{
  const char *media_type;
  const char *language;
  const char *suffix;
} MediaType;

static const MediaType media_types[] = {
  { "application/json", "json", ".json" },
  { "text/json", "json", ".json" },
  { "application/xml", "xml", ".xml" },
  { "text/xml", "xml", ".xml" },
  { "text/html", "html", ".html" },
  { "application/xhtml+xml", "html", ".html" },
  { "application/javascript", "js", ".js" },
  { "text/javascript", "js", ".js" },
  { "text/css", "css", ".css" },
  { "text/csv", NULL, ".csv" },
  { "text/plain", NULL, ".txt" },
  { "application/pdf", NULL, ".pdf" },
  { "application/zip", NULL, ".zip" },
  { "image/png", NULL, ".png" },
  { "image/jpeg", NULL, ".jpg" },
};

static const MediaType *
find_media_type (const char *media_type)
{
  if (g_str_has_suffix (media_type, "+json"))
    return &media_types[0];
  for (gsize i = 0; i < G_N_ELEMENTS (media_types); i++)
    if (g_str_equal (media_types[i].media_type, media_type))
      return &media_types[i];
  if (g_str_has_suffix (media_type, "+xml"))
    return &media_types[2];

  return NULL;
}

static gboolean
is_json (const char *media_type)
{
  const MediaType *known = find_media_type (media_type);

  return known != NULL && g_strcmp0 (known->language, "json") == 0;
}

static gboolean
is_text (const char *media_type)
{
  const MediaType *known = find_media_type (media_type);

  return g_str_has_prefix (media_type, "text/") || (known != NULL && known->language != NULL)
         || g_str_equal (media_type, "application/x-www-form-urlencoded");
}

/* A character that the cut goes through is not damage. */
static gsize
trim_partial_character (const char *bytes, gsize length)
{
  for (gsize back = 1; back <= 3 && back <= length; back++)
    {
      guchar byte = (guchar) bytes[length - back];

      if ((byte & 0xC0) == 0x80)
        continue;
      if (byte >= 0xF0 ? back < 4 : byte >= 0xE0 ? back < 3 : byte >= 0xC0 ? back < 2 : FALSE)
        return length - back;
      break;
    }

  return length;
}

static gboolean
is_utf8_name (const char *charset)
{
  return charset == NULL || g_ascii_strcasecmp (charset, "utf-8") == 0
         || g_ascii_strcasecmp (charset, "utf8") == 0
         || g_ascii_strcasecmp (charset, "us-ascii") == 0;
}

/* NULL: it is no text. */
static char *
decode (RhBodyText *self,
        const char *bytes,
        gsize length,
        gboolean must_be_text,
        const char *charset)
{
  if (!is_utf8_name (charset))
    {
      g_autofree char *converted
          = g_convert_with_fallback (bytes, length, "UTF-8", charset, "\uFFFD", NULL, NULL, NULL);

      if (converted != NULL)
        return g_steal_pointer (&converted);
    }

  if (self->is_cut)
    length = trim_partial_character (bytes, length);
  if (g_utf8_validate (bytes, (gssize) length, NULL))
    return g_strndup (bytes, length);
  if (!must_be_text)
    return NULL;

  self->is_damaged = TRUE;
  return g_utf8_make_valid (bytes, (gssize) length);
}

static void
locate (const char *text, gsize offset, guint *line, guint *column)
{
  const char *start = text;

  *line = 1;
  for (const char *at = text; at < text + offset; at++)
    if (*at == '\n')
      {
        (*line)++;
        start = at + 1;
      }
  *column = (guint) g_utf8_strlen (start, (gssize) (text + offset - start)) + 1;
}

static void
format_json (RhBodyText *self)
{
  g_autoptr (GString) formatted = g_string_new (NULL);
  gsize offset = 0;
  RhJsonFormatResult result
      = rh_json_format (self->text, strlen (self->text), FORMATTED_MAX, formatted, &offset);

  if (result == RH_JSON_FORMAT_OK || (result == RH_JSON_FORMAT_INCOMPLETE && self->is_cut))
    {
      g_free (self->text);
      self->text = g_string_free_and_steal (g_steal_pointer (&formatted));
      return;
    }
  if (result == RH_JSON_FORMAT_TOO_DEEP || result == RH_JSON_FORMAT_TOO_LARGE)
    return;

  self->is_invalid_json = TRUE;
  locate (self->text, offset, &self->invalid_line, &self->invalid_column);
}

/* The longest line in bytes, after cutting. */
static gsize
cut_lines (RhBodyText *self)
{
  g_autoptr (GString) out = g_string_sized_new (strlen (self->text));
  const char *at = self->text;
  gsize longest = 0;

  while (*at != '\0')
    {
      gsize length = strcspn (at, "\n");
      gsize kept = MIN (length, RH_BODY_TEXT_MAX_LINE);

      if (kept < length)
        {
          kept = trim_partial_character (at, kept);
          self->has_cut_lines = TRUE;
        }
      g_string_append_len (out, at, (gssize) kept);
      if (kept < length)
        g_string_append (out, "…");
      at += length;
      if (*at == '\n')
        g_string_append_c (out, *at++);
      longest = MAX (longest, kept);
    }

  g_free (self->text);
  self->text = g_string_free_and_steal (g_steal_pointer (&out));
  return longest;
}

RhBodyText *
rh_body_text_new (RhSpool *spool, const char *media_type, const char *charset)
{
  RhBodyText *self = g_new0 (RhBodyText, 1);
  const MediaType *known = find_media_type (media_type);
  g_autoptr (GBytes) bytes = NULL;
  const char *data;
  gsize length;

  if (spool == NULL || rh_spool_get_size (spool) == 0)
    return self;

  bytes = rh_spool_dup_bytes (spool, RH_BODY_TEXT_MAX_BYTES);
  data = g_bytes_get_data (bytes, &length);
  self->is_cut = rh_spool_get_size (spool) > RH_BODY_TEXT_MAX_BYTES;
  /* A byte order mark is no part of the text. */
  if (length >= 3 && memcmp (data, "\xEF\xBB\xBF", 3) == 0)
    {
      data += 3;
      length -= 3;
    }
  self->text = decode (self, data, length, is_text (media_type), charset);
  if (self->text == NULL)
    {
      self->kind = RH_BODY_TEXT_BINARY;
      return self;
    }

  self->kind = RH_BODY_TEXT_TEXT;
  if (is_json (media_type))
    format_json (self);
  if (cut_lines (self) <= RH_BODY_TEXT_MAX_HIGHLIGHTED_LINE && known != NULL
      && !self->is_invalid_json)
    self->language = known->language;
  return self;
}

void
rh_body_text_free (RhBodyText *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

char *
rh_body_text_dup_charset (const char *content_type)
{
  g_auto (GStrv) parts = NULL;

  if (content_type == NULL)
    return NULL;

  parts = g_strsplit (content_type, ";", 16);
  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      const char *part = g_strstrip (parts[i]);

      if (g_ascii_strncasecmp (part, "charset=", 8) == 0)
        {
          g_autofree char *value = g_strdup (part + 8);

          g_strdelimit (value, "\"", ' ');
          g_strstrip (value);
          return g_ascii_strdown (value, -1);
        }
    }

  return NULL;
}

const char *
rh_body_text_get_suffix (const char *media_type)
{
  const MediaType *known = find_media_type (media_type);

  return known != NULL ? known->suffix : "";
}
