/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NAME=VALUE files. Read from first byte to last, once; values are wiped when they go. */
#define G_LOG_DOMAIN "rh-dotenv"

#include "config.h"

#include "collection/rh-dotenv.h"

#include <string.h>

#define BOM "\xEF\xBB\xBF"
#define BLANK " \t\v\f"
#define BREAK "\r\n"

/* A span of the text. */
typedef struct
{
  const char *at;
  const char *end;
} Reader;

/* As strspn() and strcspn(), to the end of the text, which may have a NUL within. */
static void
skip (Reader *reader, const char *set)
{
  while (reader->at < reader->end && *reader->at != '\0' && strchr (set, *reader->at) != NULL)
    reader->at++;
}

static void
skip_to (Reader *reader, const char *set)
{
  while (reader->at < reader->end && (*reader->at == '\0' || strchr (set, *reader->at) == NULL))
    reader->at++;
}

static gboolean
is_name_character (char c)
{
  return g_ascii_isalnum (c) || c == '_' || c == '-' || c == '.';
}

static gboolean
skip_word (Reader *reader, const char *word)
{
  gsize length = strlen (word);

  if ((gsize) (reader->end - reader->at) <= length || memcmp (reader->at, word, length) != 0
      || strchr (BLANK, reader->at[length]) == NULL || reader->at[length] == '\0')
    return FALSE;

  reader->at += length;
  skip (reader, BLANK);
  return TRUE;
}

/* "NAME" and "=" after it; NULL: the line is none of ours. */
static char *
read_name (Reader *reader)
{
  const char *start;
  const char *end;

  skip_word (reader, "export");
  start = reader->at;
  while (reader->at < reader->end && is_name_character (*reader->at))
    reader->at++;
  end = reader->at;
  skip (reader, BLANK);
  if (end == start || reader->at == reader->end || *reader->at != '=')
    return NULL;

  reader->at++;
  skip (reader, BLANK);
  return g_strndup (start, (gsize) (end - start));
}

static RhSecret *
new_value (const char *bytes, gsize length)
{
  if (!g_utf8_validate_len (bytes, length, NULL))
    return NULL;

  return rh_secret_new (bytes, (gssize) length);
}

/* Line breaks that are written \n and \r. */
static RhSecret *
new_unescaped (const char *bytes, gsize length)
{
  g_autofree char *text = g_malloc (length + 1);
  gsize n = 0;
  RhSecret *value;

  for (gsize i = 0; i < length; i++)
    {
      gboolean escaped = bytes[i] == '\\' && i + 1 < length && strchr ("nr", bytes[i + 1]) != NULL
                         && bytes[i + 1] != '\0';

      text[n++] = !escaped ? bytes[i] : bytes[i + 1] == 'n' ? '\n' : '\r';
      i += escaped;
    }

  value = new_value (text, n);
  rh_wipe (text, length);
  return value;
}

/* The quote that ends what begins at @start; one after a backslash does not. */
static const char *
find_quote (const Reader *reader, const char *start, char quote)
{
  for (const char *at = start; at < reader->end; at++)
    if (*at == '\\' && at + 1 < reader->end)
      at++;
    else if (*at == quote)
      return at;

  return NULL;
}

static RhSecret *
read_plain (Reader *reader)
{
  const char *start = reader->at;
  const char *end;

  skip_to (reader, "#" BREAK);
  end = reader->at;
  while (end > start && end[-1] != '\0' && strchr (BLANK, end[-1]) != NULL)
    end--;

  return new_value (start, (gsize) (end - start));
}

/* A quote that nothing ends is part of the value. */
static RhSecret *
read_value (Reader *reader)
{
  char quote = reader->at < reader->end ? *reader->at : '\0';
  const char *start = reader->at + 1;
  const char *end;

  if (quote != '"' && quote != '\'' && quote != '`')
    return read_plain (reader);

  end = find_quote (reader, start, quote);
  if (end == NULL)
    return read_plain (reader);

  reader->at = end + 1;
  return quote == '"' ? new_unescaped (start, (gsize) (end - start))
                      : new_value (start, (gsize) (end - start));
}

static void
read_line (Reader *reader, GHashTable *values)
{
  g_autofree char *name = read_name (reader);
  g_autoptr (RhSecret) value = name == NULL ? NULL : read_value (reader);

  if (value != NULL)
    g_hash_table_replace (values, g_steal_pointer (&name), g_steal_pointer (&value));

  skip_to (reader, BREAK);
}

GHashTable *
rh_dotenv_parse (const char *text, gsize length)
{
  GHashTable *values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rh_secret_unref);
  Reader reader = { text, text + length };

  if (length >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0)
    reader.at += strlen (BOM);

  skip (&reader, BLANK BREAK);
  while (reader.at < reader.end)
    {
      read_line (&reader, values);
      skip (&reader, BLANK BREAK);
    }

  return values;
}
