/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lines of a .bru file, and the pairs that stand in them. */
#define G_LOG_DOMAIN "rh-bru-pairs"

#include "config.h"

#include "format/rh-bru-private.h"

#include <string.h>

#define QUOTES "'''"

/* Lines */

gboolean
rh_bru_fail (const RhBruScanner *scanner, guint line, const char *message, GError **error)
{
  g_set_error (error, RH_BRU_ERROR, RH_BRU_ERROR_SYNTAX, "line %u: %s",
               line != 0 ? line : scanner->line, message);
  return FALSE;
}

/* One more pair or block. */
gboolean
rh_bru_count_part (RhBruScanner *scanner, GError **error)
{
  if (++scanner->n_parts <= RH_BRU_MAX_PARTS)
    return TRUE;

  g_set_error (error, RH_BRU_ERROR, RH_BRU_ERROR_TOO_LARGE, "line %u: there is too much in it",
               scanner->line);
  return FALSE;
}

gsize
rh_bru_line_length (const RhBruScanner *scanner)
{
  const char *feed = memchr (scanner->at, '\n', (gsize) (scanner->end - scanner->at));

  return (gsize) ((feed == NULL ? scanner->end : feed) - scanner->at);
}

void
rh_bru_skip_line (RhBruScanner *scanner, gsize length)
{
  scanner->at += length;
  if (scanner->at < scanner->end)
    scanner->at++;
  scanner->line++;
}

gboolean
rh_bru_is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

const char *
rh_bru_skip_space (const char *text, const char *end)
{
  while (text < end && rh_bru_is_space (*text))
    text++;

  return text;
}

gboolean
rh_bru_starts_with (const char *text, const char *end, const char *with)
{
  gsize length = strlen (with);

  return (gsize) (end - text) >= length && memcmp (text, with, length) == 0;
}

/* Without white space around it. (transfer full) */
static char *
dup_stripped (const char *text, gsize length)
{
  return g_strstrip (g_strndup (text, length));
}

gboolean
rh_bru_is_blank (const char *text, gsize length)
{
  return rh_bru_skip_space (text, text + length) == text + length;
}

static gsize
count_indent (const char *text, gsize length)
{
  gsize n = 0;

  while (n < length && text[n] == ' ')
    n++;

  return n;
}

/* A line with at most @indent spaces less before it and without a carriage return. */
static void
append_line (GString *to, const char *text, gsize length, gsize indent)
{
  gsize skip = MIN (count_indent (text, length), indent);

  if (length > skip && text[length - 1] == '\r')
    length--;
  g_string_append_len (to, text + skip, (gssize) (length - skip));
}

/* Several lines, up to @end. */
char *
rh_bru_dup_lines (const char *text, const char *end, gsize indent)
{
  GString *lines = g_string_new (NULL);

  while (text < end)
    {
      const char *feed = memchr (text, '\n', (gsize) (end - text));
      const char *stop = feed == NULL ? end : feed;

      append_line (lines, text, (gsize) (stop - text), indent);
      if (feed != NULL)
        g_string_append_c (lines, '\n');
      text = feed == NULL ? end : feed + 1;
    }

  return g_string_free_and_steal (lines);
}

/* The ''' that comes next; NULL. What is not found is looked for once only. */
static const char *
find_quotes (RhBruScanner *scanner, const char *from)
{
  const char *found;

  if (scanner->no_quotes)
    return NULL;

  found = g_strstr_len (from, scanner->end - from, QUOTES);
  scanner->no_quotes = found == NULL;
  return found;
}

/* Goes on behind @at, which is in some line further on. */
static void
move_to (RhBruScanner *scanner, const char *at)
{
  for (const char *feed = scanner->at; feed < at; feed++)
    if (*feed == '\n')
      scanner->line++;
  scanner->at = at;
}

/* Remarks: @description("…"), @number */

void
rh_bru_remarks_clear (RhBruRemarks *remarks)
{
  g_clear_pointer (&remarks->note, g_free);
  g_clear_pointer (&remarks->kind, g_free);
}

static char *
unescape (const char *text, gsize length)
{
  GString *plain = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] != '\\' || i + 1 == length || strchr ("rnt\"\\", text[i + 1]) == NULL)
        {
          g_string_append_c (plain, text[i]);
          continue;
        }
      i++;
      g_string_append_c (plain, text[i] == 'r'   ? '\r'
                                : text[i] == 'n' ? '\n'
                                : text[i] == 't' ? '\t'
                                                 : text[i]);
    }

  return g_string_free_and_steal (plain);
}

/* What is between the brackets in one line. */
static char *
dup_argument (const char *text, gsize length)
{
  if (length >= 2 && text[0] == '"' && text[length - 1] == '"')
    return unescape (text + 1, length - 2);
  if (length >= 2 && text[0] == '\'' && text[length - 1] == '\'')
    return g_strndup (text + 1, length - 2);

  return g_strndup (text, length);
}

static gboolean
is_kind (const char *name)
{
  static const char *const kinds[] = { "string", "number", "boolean", "object", NULL };

  return g_strv_contains (kinds, name);
}

static void
take_remark (RhBruRemarks *remarks, const char *name, char *argument)
{
  if (g_str_equal (name, "description"))
    {
      g_free (remarks->note);
      remarks->note = argument == NULL ? NULL : g_strstrip (argument);
      return;
    }

  g_free (argument);
  if (!is_kind (name))
    return;
  g_free (remarks->kind);
  remarks->kind = g_strdup (g_str_equal (name, "string") ? "" : name);
}

/* Those that have several lines have ''' around them. @text is behind the first. */
static gboolean
read_long_remark (RhBruScanner *scanner,
                  const char *name,
                  const char *text,
                  gsize indent,
                  RhBruRemarks *remarks)
{
  const char *stop = find_quotes (scanner, text);

  if (stop == NULL || !rh_bru_starts_with (stop, scanner->end, QUOTES ")"))
    return FALSE;

  take_remark (remarks, name, rh_bru_dup_lines (text, stop, indent));
  move_to (scanner, stop + strlen (QUOTES ")"));
  rh_bru_skip_line (scanner, rh_bru_line_length (scanner));
  return TRUE;
}

/* What begins with "@" is a remark, or a key. */
gboolean
rh_bru_read_remark (RhBruScanner *scanner, const char *text, const char *end, RhBruRemarks *remarks)
{
  gsize indent = count_indent (scanner->at, (gsize) (text - scanner->at)) + 2;
  const char *bracket = text + 1;
  g_autofree char *name = NULL;

  while (bracket < end && !rh_bru_is_space (*bracket) && strchr ("():", *bracket) == NULL)
    bracket++;
  name = g_strndup (text + 1, (gsize) (bracket - text) - 1);
  if (rh_bru_starts_with (bracket, end, "(" QUOTES))
    return read_long_remark (scanner, name, bracket + strlen ("(" QUOTES), indent, remarks);

  while (end > bracket && rh_bru_is_space (end[-1]))
    end--;
  if (bracket == end)
    take_remark (remarks, name, NULL);
  else if (*bracket == '(' && end[-1] == ')')
    take_remark (remarks, name, dup_argument (bracket + 1, (gsize) (end - bracket) - 2));
  else
    return FALSE;

  rh_bru_skip_line (scanner, rh_bru_line_length (scanner));
  return TRUE;
}

/* Pairs */

static void
pair_free (RhBruPair *self)
{
  g_free (self->name);
  g_free (self->value);
  g_free (self->note);
  g_free (self->kind);
  g_strfreev (self->items);
  g_free (self);
}

GPtrArray *
rh_bru_new_pairs (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
}

RhBruPair *
rh_bru_new_pair (char *name, RhBruRemarks *remarks)
{
  RhBruPair *pair = g_new0 (RhBruPair, 1);

  pair->enabled = *name != '~';
  pair->name = g_strdup (pair->enabled ? name : name + 1);
  pair->note = remarks->note == NULL ? g_strdup ("") : g_steal_pointer (&remarks->note);
  pair->kind = remarks->kind == NULL ? g_strdup ("") : g_steal_pointer (&remarks->kind);
  rh_bru_remarks_clear (remarks);
  g_free (name);
  return pair;
}

/* The key of a line and where its ":" is; NULL: there is none. A key in quotes has \" for a quote.
 */
static char *
read_key (const char *text, const char *end, const char **colon)
{
  const char *at = text + (text < end && *text == '~' ? 1 : 0);
  GString *key;

  if (at == end || *at != '"')
    {
      *colon = memchr (text, ':', (gsize) (end - text));
      return *colon == NULL ? NULL : dup_stripped (text, (gsize) (*colon - text));
    }

  key = g_string_new_len (text, at - text);
  for (at++; at < end && *at != '"'; at++)
    {
      if (*at == '\\' && at + 1 < end && at[1] == '"')
        at++;
      g_string_append_c (key, *at);
    }
  *colon = at == end ? end : rh_bru_skip_space (at + 1, end);
  return g_string_free (key, *colon == end || **colon != ':');
}

/* The lines up to the one that is "]". FALSE, and nothing read, if something else comes before. */
static gboolean
read_items (RhBruScanner *scanner, RhBruPair *pair)
{
  RhBruScanner ahead = *scanner;
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();

  while (ahead.at < ahead.end)
    {
      gsize length = rh_bru_line_length (&ahead);
      g_autofree char *item = dup_stripped (ahead.at, length);

      if (*ahead.at == '}' || strpbrk (item, ": \t[{") != NULL)
        return FALSE;
      rh_bru_skip_line (&ahead, length);
      if (g_str_equal (item, "]"))
        {
          *scanner = ahead;
          pair->items = g_strv_builder_end (items);
          return TRUE;
        }
      if (*item != '\0')
        g_strv_builder_add (items, item);
    }

  return FALSE;
}

/* A value that begins with ''': to the next one, and what stands behind that in its line. */
static gboolean
read_lines (RhBruScanner *scanner, const char *value, gsize indent, RhBruPair *pair)
{
  const char *stop = find_quotes (scanner, value + strlen (QUOTES));
  g_autofree char *lines = NULL;
  g_autofree char *rest = NULL;
  gsize length;

  if (stop == NULL)
    return FALSE;

  lines = g_strstrip (rh_bru_dup_lines (value + strlen (QUOTES), stop, indent + 2));
  move_to (scanner, stop + strlen (QUOTES));
  length = rh_bru_line_length (scanner);
  rest = dup_stripped (scanner->at, length);
  pair->value = g_strconcat (lines, *rest == '\0' ? "" : " ", rest, NULL);
  rh_bru_skip_line (scanner, length);
  return TRUE;
}

/* The line is no blank one. */
gboolean
rh_bru_read_pair (RhBruScanner *scanner, RhBruRemarks *remarks, GPtrArray *pairs, GError **error)
{
  gsize length = rh_bru_line_length (scanner);
  const char *end = scanner->at + length;
  const char *text = scanner->at;
  const char *colon = NULL;
  gsize indent = count_indent (text, length);
  RhBruPair *pair;
  char *key;

  text = rh_bru_skip_space (text, end);
  if (*text == '@' && rh_bru_read_remark (scanner, text, end, remarks))
    return TRUE;

  key = read_key (text, end, &colon);
  if (key == NULL)
    return rh_bru_fail (scanner, 0, "a name and a colon are missing", error);
  if (!rh_bru_count_part (scanner, error))
    {
      g_free (key);
      return FALSE;
    }

  pair = rh_bru_new_pair (key, remarks);
  g_ptr_array_add (pairs, pair);
  colon = rh_bru_skip_space (colon + 1, end);
  if (rh_bru_starts_with (colon, end, QUOTES) && read_lines (scanner, colon, indent, pair))
    return TRUE;

  pair->value = dup_stripped (colon, (gsize) (end - colon));
  rh_bru_skip_line (scanner, length);
  if (g_str_equal (pair->value, "[") && read_items (scanner, pair))
    *pair->value = '\0';
  return TRUE;
}
