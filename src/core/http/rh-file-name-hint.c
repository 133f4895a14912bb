/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name for a file to save a response to. */
#define G_LOG_DOMAIN "rh-file-name-hint"

#include "config.h"

#include "http/rh-file-name-hint.h"

#include "text/rh-codec.h"
#include "text/rh-unseen.h"

#include <string.h>

/* What Windows opens as a device, with any suffix. */
static const char *const devices[] = { "CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$" };

static gboolean
is_device (const char *name)
{
  g_autofree char *stem = g_strndup (name, strcspn (name, "."));

  g_strstrip (stem);
  for (gsize i = 0; i < G_N_ELEMENTS (devices); i++)
    if (g_ascii_strcasecmp (stem, devices[i]) == 0)
      return TRUE;

  return strlen (stem) == 4 && g_ascii_isdigit (stem[3])
         && (g_ascii_strncasecmp (stem, "COM", 3) == 0
             || g_ascii_strncasecmp (stem, "LPT", 3) == 0);
}

/* Behind the last separator of either system. */
static const char *
skip_folders (const char *name)
{
  const char *last = name;

  for (const char *at = name; *at != '\0'; at++)
    if (*at == '/' || *at == '\\')
      last = at + 1;

  return last;
}

/* Cut before the suffix, where a name says what it is. */
static void
shorten (GString *name)
{
  const char *dot = strrchr (name->str, '.');
  g_autofree char *suffix = NULL;
  gsize keep;

  if (name->len <= RH_FILE_NAME_HINT_MAX)
    return;

  if (dot != NULL && strlen (dot) <= 16)
    suffix = g_strdup (dot);
  keep = RH_FILE_NAME_HINT_MAX - (suffix != NULL ? strlen (suffix) : 0);
  while (keep > 0 && (name->str[keep] & 0xC0) == 0x80)
    keep--;
  g_string_truncate (name, keep);
  if (suffix != NULL)
    g_string_append (name, suffix);
}

static void
strip_end (GString *name)
{
  while (name->len > 0 && (name->str[name->len - 1] == '.' || name->str[name->len - 1] == ' '))
    g_string_truncate (name, name->len - 1);
}

/* @name: valid UTF-8. NULL: nothing is left. */
static char *
clean (const char *name)
{
  g_autoptr (GString) out = g_string_new (NULL);

  for (const char *at = skip_folders (name); *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (rh_is_unshown (c))
        continue;
      if (out->len == 0 && (c == '.' || g_unichar_isspace (c)))
        continue;
      if (c < 0x80 && strchr ("<>:\"|?*", (int) c) != NULL)
        c = '_';
      g_string_append_unichar (out, g_unichar_isspace (c) ? ' ' : c);
    }
  strip_end (out);
  shorten (out);
  if (out->len == 0)
    return NULL;

  if (is_device (out->str))
    g_string_prepend_c (out, '_');
  return g_string_free_and_steal (g_steal_pointer (&out));
}

/* Bytes that are no UTF-8 are taken for what HTTP once said that they are. */
static char *
to_utf8 (const char *bytes)
{
  if (g_utf8_validate (bytes, -1, NULL))
    return g_strdup (bytes);

  return g_convert (bytes, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
}

/* RFC 8187: charset'language'value. */
static char *
decode_extended (const char *value)
{
  g_auto (GStrv) parts = g_strsplit (value, "'", 3);
  g_autofree char *bytes = NULL;

  if (g_strv_length (parts) != 3)
    return NULL;

  bytes = rh_percent_decode (parts[2], -1, NULL);
  if (g_ascii_strcasecmp (parts[0], "UTF-8") == 0)
    return g_utf8_make_valid (bytes, -1);
  if (g_ascii_strcasecmp (parts[0], "ISO-8859-1") == 0)
    return g_convert (bytes, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  return NULL;
}

/* A token or a quoted string; moves @at behind it. */
static char *
read_value (const char **at)
{
  g_autoptr (GString) value = g_string_new (NULL);
  const char *p = *at;

  if (*p == '"')
    {
      for (p++; *p != '\0' && *p != '"'; p++)
        {
          /* A backslash before a letter is a path of Windows that was not escaped. */
          if (*p == '\\' && (p[1] == '"' || p[1] == '\\'))
            p++;
          g_string_append_c (value, *p);
        }
      if (*p == '"')
        p++;
    }
  else
    for (; *p != '\0' && *p != ';'; p++)
      g_string_append_c (value, *p);

  *at = p;
  g_strstrip (value->str);
  return g_strdup (value->str);
}

/* The first parameter of that name; NULL: none. */
static char *
find_parameter (const char *disposition, const char *name)
{
  const char *at = strchr (disposition, ';');

  while (at != NULL && *at != '\0')
    {
      const char *start;
      gsize length;
      g_autofree char *value = NULL;

      for (; *at == ';' || g_ascii_isspace (*at); at++)
        ;
      start = at;
      length = strcspn (at, "=;");
      at += length;
      while (length > 0 && g_ascii_isspace (start[length - 1]))
        length--;
      if (*at != '=')
        continue;
      for (at++; g_ascii_isspace (*at); at++)
        ;
      value = read_value (&at);
      if (length == strlen (name) && g_ascii_strncasecmp (start, name, length) == 0)
        return g_steal_pointer (&value);
      at = strchr (at, ';');
    }

  return NULL;
}

static char *
hint_of_disposition (const char *disposition)
{
  g_autofree char *extended = find_parameter (disposition, "filename*");
  g_autofree char *plain = find_parameter (disposition, "filename");
  g_autofree char *name = extended != NULL ? decode_extended (extended) : NULL;

  if (name == NULL && plain != NULL)
    name = to_utf8 (plain);
  return name != NULL ? clean (name) : NULL;
}

static char *
hint_of_url (const char *url, const char *suffix)
{
  const char *scheme_end = strstr (url, "://");
  const char *path = scheme_end != NULL ? strchr (scheme_end + 3, '/') : NULL;
  g_autofree char *whole = NULL;
  g_autofree char *bytes = NULL;
  g_autofree char *name = NULL;
  g_autofree char *cleaned = NULL;
  const char *slash;

  if (path == NULL || strcspn (scheme_end + 3, "?#") < (gsize) (path - scheme_end - 3))
    return NULL;

  whole = g_strndup (path, strcspn (path, "?#"));
  slash = strrchr (whole, '/');
  bytes = rh_percent_decode (slash + 1, -1, NULL);
  name = to_utf8 (bytes);
  cleaned = name != NULL ? clean (name) : NULL;
  if (cleaned == NULL || strchr (cleaned, '.') != NULL)
    return g_steal_pointer (&cleaned);
  return g_strconcat (cleaned, suffix, NULL);
}

char *
rh_file_name_hint (const char *disposition, const char *url, const char *suffix)
{
  g_autofree char *name = disposition != NULL ? hint_of_disposition (disposition) : NULL;

  g_return_val_if_fail (suffix != NULL, NULL);

  if (name == NULL && url != NULL)
    name = hint_of_url (url, suffix);
  return g_steal_pointer (&name);
}
