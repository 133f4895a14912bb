/* SPDX-License-Identifier: GPL-3.0-or-later */
/* File names out of people's names. */
#define G_LOG_DOMAIN "rh-file-name"

#include "config.h"

#include "collection/rh-file-name.h"

#include <string.h>

#define ZERO_WIDTH_JOINER 0x200d

/* What Windows takes for a device, whatever follows behind a dot. */
static const char *const devices[] = {
  "con",  "prn",  "aux",  "nul",    "com1",   "com2",    "com3", "com4", "com5",
  "com6", "com7", "com8", "com9",   "lpt1",   "lpt2",    "lpt3", "lpt4", "lpt5",
  "lpt6", "lpt7", "lpt8", "lpt9",   "com¹",   "com²",    "com³", "lpt¹", "lpt²",
  "lpt³", "com0", "lpt0", "clock$", "conin$", "conout$", NULL,
};

/* What a collection means by a file or folder of this name, and a folder that Bruno passes over. */
static const char *const ours[] = {
  "opencollection", "folder", "collection", "environments", "node_modules", NULL,
};

/* They turn the reading direction of what follows, and may make a name look like another. */
static gboolean
is_bidi_control (gunichar c)
{
  return c == 0x61c || c == 0x200e || c == 0x200f || (c >= 0x202a && c <= 0x202e)
         || (c >= 0x2066 && c <= 0x2069);
}

static gboolean
is_refused (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return (c < 0x80 && strchr ("/\\:*?\"<>|", (int) c) != NULL) || is_bidi_control (c) || c == 0xfeff
         || type == G_UNICODE_CONTROL || type == G_UNICODE_LINE_SEPARATOR
         || type == G_UNICODE_PARAGRAPH_SEPARATOR || (c & 0xfffe) == 0xfffe;
}

static gboolean
is_regional_indicator (gunichar c)
{
  return c >= 0x1f1e6 && c <= 0x1f1ff;
}

/* Belongs to the character before it: marks, variation selectors, skin tones, tags, joiners. */
static gboolean
is_extension (gunichar c)
{
  return g_unichar_ismark (c) || (c >= 0x1f3fb && c <= 0x1f3ff) || (c >= 0xe0020 && c <= 0xe007f)
         || c == ZERO_WIDTH_JOINER || c == 0x200c;
}

/* Two letters of flags are one flag, counted from where they begin. */
static gboolean
is_inside_flag (const char *text, const char *at)
{
  guint n = 0;

  while (at > text)
    {
      at = g_utf8_prev_char (at);
      if (!is_regional_indicator (g_utf8_get_char (at)))
        break;
      n++;
    }

  return n % 2 == 1;
}

/* @at is where a character begins, and not the first. */
static gboolean
is_boundary (const char *text, const char *at)
{
  gunichar next = g_utf8_get_char (at);
  gunichar previous = g_utf8_get_char (g_utf8_prev_char (at));

  return !is_extension (next) && previous != ZERO_WIDTH_JOINER
         && !(is_regional_indicator (next) && is_inside_flag (text, at));
}

/* Cuts to @max bytes where no visible character is cut in two; where one is as large as that, at
 * least where none of Unicode is. */
static void
cut (GString *stem, gsize max)
{
  const char *end;
  const char *at;

  if (stem->len <= max)
    return;

  end = stem->str + max;
  if (((guchar) *end & 0xc0) == 0x80)
    end = g_utf8_find_prev_char (stem->str, end);
  at = end;
  while (at > stem->str && !is_boundary (stem->str, at))
    at = g_utf8_prev_char (at);

  g_string_truncate (stem, (gsize) ((at > stem->str ? at : end) - stem->str));
}

/* Hidden files, home folders, and what Windows drops from an end. */
static void
trim (GString *stem)
{
  gsize start = strspn (stem->str, ".~ ");

  g_string_erase (stem, 0, (gssize) start);
  while (stem->len > 0 && strchr (". ", stem->str[stem->len - 1]) != NULL)
    g_string_truncate (stem, stem->len - 1);
}

static GString *
clean (const char *name)
{
  g_autofree char *valid = g_utf8_make_valid (name, -1);
  g_autofree char *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_NFC);
  GString *stem = g_string_new (NULL);

  for (const char *at = normal; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      g_string_append_unichar (stem, is_refused (c) ? '-' : c);
    }
  trim (stem);

  return stem;
}

static gboolean
is_listed (const char *const *list, const char *name, gsize length)
{
  g_autofree char *head = g_strndup (name, length);
  g_autofree char *key = rh_file_name_key (g_strchomp (head));

  return g_strv_contains (list, key);
}

/* The part that makes the name a reserved one, 0 if it is none. */
static gsize
reserved_length (const char *stem)
{
  gsize length = strlen (stem);
  gsize head = strcspn (stem, ".");

  if (is_listed (devices, stem, head))
    return head;
  if (g_str_has_suffix (stem, ".yml"))
    length -= strlen (".yml");

  return is_listed (ours, stem, length) ? length : 0;
}

static void
fit (GString *stem, gsize max)
{
  gsize reserved;

  cut (stem, max);
  trim (stem);
  reserved = reserved_length (stem->str);
  if (reserved == 0)
    return;

  g_string_insert_c (stem, (gssize) reserved, '_');
  cut (stem, max);
  trim (stem);
}

static char *
number_name (const GString *stem, guint number, const char *suffix)
{
  g_autofree char *tail = g_strdup_printf (" %u%s", number, suffix);
  g_autoptr (GString) numbered = g_string_new_len (stem->str, (gssize) stem->len);

  fit (numbered, RH_FILE_NAME_MAX - strlen (tail));

  return g_strconcat (numbered->str, tail, NULL);
}

static gboolean
is_taken (const char *name, RhFileNameTaken taken, gpointer user_data)
{
  g_autofree char *key = NULL;

  if (taken == NULL)
    return FALSE;

  key = rh_file_name_key (name);
  return taken (key, user_data);
}

char *
rh_file_name_new (const char *name, const char *suffix, RhFileNameTaken taken, gpointer user_data)
{
  guint number = 0;

  return rh_file_name_new_from (name, suffix, &number, taken, user_data);
}

char *
rh_file_name_new_from (const char *name,
                       const char *suffix,
                       guint *number,
                       RhFileNameTaken taken,
                       gpointer user_data)
{
  g_autoptr (GString) stem = NULL;
  g_autofree char *result = NULL;

  g_return_val_if_fail (name != NULL, NULL);
  g_return_val_if_fail (suffix != NULL && strlen (suffix) < RH_FILE_NAME_MAX / 2, NULL);
  g_return_val_if_fail (number != NULL, NULL);

  stem = clean (name);
  if (stem->len == 0)
    g_string_assign (stem, "untitled");
  fit (stem, RH_FILE_NAME_MAX - strlen (suffix));

  result
      = *number == 0 ? g_strconcat (stem->str, suffix, NULL) : number_name (stem, *number, suffix);
  while (is_taken (result, taken, user_data))
    {
      g_free (result);
      *number = *number == 0 ? 2 : *number + 1;
      result = number_name (stem, *number, suffix);
    }

  return g_steal_pointer (&result);
}

char *
rh_file_name_key (const char *name)
{
  g_autofree char *valid = NULL;
  g_autofree char *apart = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (name != NULL, NULL);

  if (g_str_is_ascii (name))
    return g_ascii_strdown (name, -1);

  /* Unicode's canonical caseless match (D145) takes characters apart before it folds them. */
  valid = g_utf8_make_valid (name, -1);
  apart = g_utf8_normalize (valid, -1, G_NORMALIZE_NFD);
  folded = g_utf8_casefold (apart, -1);

  return g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);
}
