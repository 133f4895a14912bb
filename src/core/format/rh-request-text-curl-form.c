/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What -F gets. curl reads it once more: a "=" ends the name, and in a media type a "," or
 * ";headers=" would have it read a file that nobody chose. What could be taken so is said as a
 * header field of the part, where curl reads nothing. */
#define G_LOG_DOMAIN "rh-request-text-curl-form"

#include "config.h"

#include "format/rh-request-text-private.h"

#include <string.h>

/* Besides letters and digits. */
#define TYPE_CHARACTERS "!#$&^_.+-/ ;="

/* @replace: what becomes of a byte; NULL: it stays. */
static void
append_replaced (RhText *out, const RhText *text, const char *(*replace) (char byte))
{
  gsize length;
  const char *bytes = rh_text_peek (text, &length);
  gsize at = 0;

  for (gsize i = 0; i <= length; i++)
    {
      const char *replacement = i < length ? replace (bytes[i]) : "";
      g_autoptr (RhText) slice = NULL;

      if (replacement == NULL)
        continue;
      slice = rh_text_slice (text, at, i - at);
      rh_text_append_text (out, slice);
      rh_text_append (out, replacement, -1);
      at = i + 1;
    }
}

static const char *
escape (char byte)
{
  return byte == '"' ? "\\\"" : byte == '\\' ? "\\\\" : NULL;
}

/* Within quotes curl reads no ";" and no ",", and no "@" or "<" in front. */
static void
append_word (RhText *out, const RhText *value)
{
  rh_text_append (out, "\"", 1);
  append_replaced (out, value, escape);
  rh_text_append (out, "\"", 1);
}

/* What would end the quoted string (RFC 7578 4.2, as browsers do). */
static const char *
encode (char byte)
{
  return byte == '"' ? "%22" : byte == '\r' ? "%0D" : byte == '\n' ? "%0A" : NULL;
}

static void
append_disposition (RhText *word, const RhRequestTextPart *part)
{
  g_autoptr (RhText) line = rh_text_new ("Content-Disposition: form-data; name=\"");

  append_replaced (line, part->name, encode);
  rh_text_append (line, "\"", 1);
  if (part->path != NULL)
    {
      g_autofree char *base = g_path_get_basename (part->path);
      g_autoptr (RhText) own = rh_text_new (base);

      rh_text_append (line, "; filename=\"", -1);
      append_replaced (line, part->file_name == NULL ? own : part->file_name, encode);
      rh_text_append (line, "\"", 1);
    }

  rh_text_append (word, ";headers=", -1);
  append_word (word, line);
}

/* curl takes it as it is, whatever stands in it. */
static gboolean
is_plain_type (const char *type)
{
  if (strchr (type, '/') == NULL)
    return FALSE;

  for (const char *at = type; *at != '\0'; at++)
    if (!g_ascii_isalnum (*at) && strchr (TYPE_CHARACTERS, *at) == NULL)
      return FALSE;

  for (const char *at = strchr (type, ';'); at != NULL; at = strchr (at, ';'))
    {
      at += 1 + strspn (at + 1, " ");
      if (g_ascii_strncasecmp (at, "filename=", 9) == 0
          || g_ascii_strncasecmp (at, "headers=", 8) == 0
          || g_ascii_strncasecmp (at, "encoder=", 8) == 0)
        return FALSE;
    }

  return TRUE;
}

static void
append_type (RhText *word, const RhText *type)
{
  g_autoptr (RhText) line = NULL;

  if (is_plain_type (rh_text_peek (type, NULL)))
    {
      rh_text_append (word, ";type=", -1);
      rh_text_append_text (word, type);
      return;
    }

  line = rh_text_new ("Content-Type: ");
  rh_text_append_text (line, type);
  rh_text_append (word, ";headers=", -1);
  append_word (word, line);
}

const char *
rh_request_text_append_part (const RhRequestTextPart *part, RhText *word)
{
  gboolean split = strchr (rh_text_peek (part->name, NULL), '=') != NULL;

  if (!split)
    rh_text_append_text (word, part->name);
  rh_text_append (word, "=", 1);
  if (part->value != NULL && part->media_type == NULL && !split)
    {
      rh_text_append_text (word, part->value);
      return "--form-string";
    }

  if (part->value != NULL)
    append_word (word, part->value);
  else
    {
      g_autoptr (RhText) path = rh_text_new (part->path);

      rh_text_append (word, "@", 1);
      append_word (word, path);
    }
  if (part->media_type != NULL)
    append_type (word, part->media_type);
  if (split)
    append_disposition (word, part);
  else if (part->file_name != NULL)
    {
      rh_text_append (word, ";filename=", -1);
      append_word (word, part->file_name);
    }
  return "-F";
}
