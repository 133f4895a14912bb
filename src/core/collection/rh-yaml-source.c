/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One pass over the bytes finds what must not be there and what has to be changed; most files need
 * nothing.
 *
 * A body that was written by a YAML 1.2 program may hold U+2028 as it is. libyaml would end the
 * line there, and the literal block with it. So these characters hide from it behind noncharacters
 * that the file has in no spelling. */
#define G_LOG_DOMAIN "rh-yaml-source"

#include "config.h"

#include "collection/rh-yaml-source.h"
#include "collection/rh-yaml-text.h"
#include "collection/rh-yaml.h"

#include <string.h>

static const gunichar odd_breaks[RH_YAML_N_ODD_BREAKS] = { 0x85, 0x2028, 0x2029 };

static gboolean
is_odd_break (gunichar c)
{
  return c == odd_breaks[0] || c == odd_breaks[1] || c == odd_breaks[2];
}

static guint
line_at (const char *text, const char *place)
{
  guint line = 1;

  for (const char *c = text; c < place; c++)
    line += *c == '\n' || (*c == '\r' && c[1] != '\n');

  return line;
}

static gboolean
fail (GError **error, const char *text, const char *place, const char *message)
{
  g_set_error (error, RH_YAML_ERROR, RH_YAML_ERROR_ENCODING, "line %u: %s", line_at (text, place),
               message);
  return FALSE;
}

/* Noncharacters of the higher planes may be there: libyaml takes them. */
static gboolean
check_character (const char *text, const char *place, gboolean *odd, GError **error)
{
  gunichar c = g_utf8_get_char (place);

  if (is_odd_break (c))
    *odd = TRUE;
  else if (c != '\r' && c < 0x10000 && !rh_yaml_character_is_printable (c))
    return fail (error, text, place, "a control character is not read here");

  return TRUE;
}

static gboolean
check (const char *text, gsize length, gboolean *odd, GError **error)
{
  const char *end = NULL;

  if (!g_utf8_validate_len (text, length, &end))
    return fail (error, text, end, *end == '\0' ? "a NUL byte" : "not UTF-8");

  for (const char *c = text; c < text + length; c++)
    {
      /* From 0x80 on only first bytes are of interest, and of these only some. */
      guint8 byte = (guint8) *c;
      gboolean plain = (byte >= 0x20 && byte < 0x7f) || byte == '\n'
                       || (byte >= 0x80 && byte != 0xc2 && byte != 0xe2 && byte != 0xef);

      if (!plain && !check_character (text, c, odd, error))
        return FALSE;
    }

  return TRUE;
}

static void
normalize (RhYamlSource *self, const char *text, gsize length)
{
  GString *out = g_string_sized_new (length);

  for (const char *c = text; c < text + length; c++)
    {
      if (*c != '\r')
        g_string_append_c (out, *c);
      else if (c + 1 == text + length || c[1] != '\n')
        g_string_append_c (out, '\n');
    }
  self->changed = TRUE;
  self->length = out->len;
  self->text = g_string_free (out, FALSE);
}

/* Neither as it is nor escaped. */
static gboolean
occurs (const char *text, gunichar wanted)
{
  char utf8[7] = { 0 };

  g_unichar_to_utf8 (wanted, utf8);
  if (strstr (text, utf8) != NULL)
    return TRUE;

  for (const char *c = strstr (text, "\\U"); c != NULL; c = strstr (c + 2, "\\U"))
    {
      char digits[9];

      g_strlcpy (digits, c + 2, sizeof digits);
      if (g_ascii_strtoull (digits, NULL, 16) == wanted)
        return TRUE;
    }

  return FALSE;
}

static gboolean
choose_stand_ins (RhYamlSource *self, GError **error)
{
  guint n_chosen = 0;

  for (gunichar plane = 1; plane <= 16 && n_chosen < RH_YAML_N_ODD_BREAKS; plane++)
    {
      gunichar candidate = plane << 16 | 0xfffe;

      if (!occurs (self->text, candidate))
        self->stand_ins[n_chosen++] = candidate;
    }

  return n_chosen == RH_YAML_N_ODD_BREAKS
         || fail (error, self->text, self->text, "too many noncharacters");
}

static void
replace_characters (GString *out, const char *text, const gunichar *from, const gunichar *to)
{
  for (const char *c = text; *c != '\0'; c = g_utf8_next_char (c))
    {
      gunichar character = g_utf8_get_char (c);

      for (guint i = 0; i < RH_YAML_N_ODD_BREAKS; i++)
        {
          if (character == from[i])
            {
              character = to[i];
              break;
            }
        }
      g_string_append_unichar (out, character);
    }
}

RhYamlSource *
rh_yaml_source_new (const char *text, gssize length, GError **error)
{
  return rh_yaml_source_new_within (text, length, RH_YAML_MAX_SIZE, error);
}

RhYamlSource *
rh_yaml_source_new_within (const char *text, gssize length, gsize max_size, GError **error)
{
  g_autoptr (RhYamlSource) self = NULL;
  gsize size;
  gboolean odd = FALSE;

  g_return_val_if_fail (text != NULL, NULL);

  size = length < 0 ? strnlen (text, max_size + 1) : (gsize) length;
  if (size > max_size)
    {
      g_set_error (error, RH_YAML_ERROR, RH_YAML_ERROR_TOO_LARGE,
                   "line 1: the file is larger than %" G_GSIZE_FORMAT " MiB",
                   max_size / 1024 / 1024);
      return NULL;
    }

  self = g_new0 (RhYamlSource, 1);
  if (size >= 3 && memcmp (text, "\xef\xbb\xbf", 3) == 0)
    {
      self->changed = TRUE;
      text += 3;
      size -= 3;
    }
  if (!check (text, size, &odd, error))
    return NULL;

  if (memchr (text, '\r', size) != NULL)
    {
      normalize (self, text, size);
    }
  else
    {
      self->text = g_strndup (text, size);
      self->length = size;
    }
  if (odd)
    {
      if (!choose_stand_ins (self, error))
        return NULL;
      self->stand_in = g_string_sized_new (self->length);
      replace_characters (self->stand_in, self->text, odd_breaks, self->stand_ins);
    }

  return g_steal_pointer (&self);
}

void
rh_yaml_source_free (RhYamlSource *self)
{
  if (self->stand_in != NULL)
    g_string_free (self->stand_in, TRUE);
  g_free (self->text);
  g_free (self);
}

char *
rh_yaml_source_restore (const RhYamlSource *self, const char *text)
{
  GString *out;

  if (self->stand_in == NULL)
    return g_strdup (text);

  out = g_string_new (NULL);
  replace_characters (out, text, self->stand_ins, odd_breaks);

  return g_string_free (out, FALSE);
}
