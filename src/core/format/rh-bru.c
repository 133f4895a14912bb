/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through a .bru file once, line by line. */
#define G_LOG_DOMAIN "rh-bru"

#include "config.h"

#include "format/rh-bru.h"

#include <string.h>

G_DEFINE_QUARK (rh_bru_error, rh_bru_error)

#define QUOTES "'''"

typedef struct
{
  const char *at;     /* the beginning of the next line */
  const char *end;    /* of the text */
  guint line;         /* of @at, from 1 */
  gboolean no_quotes; /* there is no ''' from here on */
} Scanner;

/* What was said of the pair that comes next. */
typedef struct
{
  char *note;
  char *kind;
} Remarks;

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

static void
block_free (RhBruBlock *self)
{
  g_free (self->name);
  g_free (self->text);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_free (self);
}

static GPtrArray *
new_pairs (void)
{
  return g_ptr_array_new_with_free_func ((GDestroyNotify) pair_free);
}

void
rh_bru_free (RhBru *self)
{
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->pairs);
  g_free (self);
}

/* Lines */

static gboolean
fail (const Scanner *scanner, guint line, const char *message, GError **error)
{
  g_set_error (error, RH_BRU_ERROR, RH_BRU_ERROR_SYNTAX, "line %u: %s",
               line != 0 ? line : scanner->line, message);
  return FALSE;
}

static gsize
line_length (const Scanner *scanner)
{
  const char *feed = memchr (scanner->at, '\n', (gsize) (scanner->end - scanner->at));

  return (gsize) ((feed == NULL ? scanner->end : feed) - scanner->at);
}

static void
skip_line (Scanner *scanner, gsize length)
{
  scanner->at += length;
  if (scanner->at < scanner->end)
    scanner->at++;
  scanner->line++;
}

static gboolean
is_space (char c)
{
  return c == ' ' || c == '\t' || c == '\r';
}

static const char *
skip_space (const char *text, const char *end)
{
  while (text < end && is_space (*text))
    text++;

  return text;
}

static gboolean
starts_with (const char *text, const char *end, const char *with)
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

static gboolean
is_blank (const char *text, gsize length)
{
  return skip_space (text, text + length) == text + length;
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
static char *
dup_lines (const char *text, const char *end, gsize indent)
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
find_quotes (Scanner *scanner, const char *from)
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
move_to (Scanner *scanner, const char *at)
{
  for (const char *feed = scanner->at; feed < at; feed++)
    if (*feed == '\n')
      scanner->line++;
  scanner->at = at;
}

/* Remarks: @description("…"), @number */

static void
remarks_clear (Remarks *remarks)
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
take_remark (Remarks *remarks, const char *name, char *argument)
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
read_long_remark (Scanner *scanner,
                  const char *name,
                  const char *text,
                  gsize indent,
                  Remarks *remarks)
{
  const char *stop = find_quotes (scanner, text);

  if (stop == NULL || !starts_with (stop, scanner->end, QUOTES ")"))
    return FALSE;

  take_remark (remarks, name, dup_lines (text, stop, indent));
  move_to (scanner, stop + strlen (QUOTES ")"));
  skip_line (scanner, line_length (scanner));
  return TRUE;
}

/* What begins with "@" is a remark, or a key. */
static gboolean
read_remark (Scanner *scanner, const char *text, const char *end, Remarks *remarks)
{
  gsize indent = count_indent (scanner->at, (gsize) (text - scanner->at)) + 2;
  const char *bracket = text + 1;
  g_autofree char *name = NULL;

  while (bracket < end && !is_space (*bracket) && strchr ("():", *bracket) == NULL)
    bracket++;
  name = g_strndup (text + 1, (gsize) (bracket - text) - 1);
  if (starts_with (bracket, end, "(" QUOTES))
    return read_long_remark (scanner, name, bracket + strlen ("(" QUOTES), indent, remarks);

  while (end > bracket && is_space (end[-1]))
    end--;
  if (bracket == end)
    take_remark (remarks, name, NULL);
  else if (*bracket == '(' && end[-1] == ')')
    take_remark (remarks, name, dup_argument (bracket + 1, (gsize) (end - bracket) - 2));
  else
    return FALSE;

  skip_line (scanner, line_length (scanner));
  return TRUE;
}

/* Pairs */

static RhBruPair *
new_pair (char *name, Remarks *remarks)
{
  RhBruPair *pair = g_new0 (RhBruPair, 1);

  pair->enabled = *name != '~';
  pair->name = g_strdup (pair->enabled ? name : name + 1);
  pair->note = remarks->note == NULL ? g_strdup ("") : g_steal_pointer (&remarks->note);
  pair->kind = remarks->kind == NULL ? g_strdup ("") : g_steal_pointer (&remarks->kind);
  remarks_clear (remarks);
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
  *colon = at == end ? end : skip_space (at + 1, end);
  return g_string_free (key, *colon == end || **colon != ':');
}

/* The lines up to the one that is "]". FALSE, and nothing read, if something else comes before. */
static gboolean
read_items (Scanner *scanner, RhBruPair *pair)
{
  Scanner ahead = *scanner;
  g_autoptr (GStrvBuilder) items = g_strv_builder_new ();

  while (ahead.at < ahead.end)
    {
      gsize length = line_length (&ahead);
      g_autofree char *item = dup_stripped (ahead.at, length);

      if (*ahead.at == '}' || strpbrk (item, ": \t[{") != NULL)
        return FALSE;
      skip_line (&ahead, length);
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
read_lines (Scanner *scanner, const char *value, gsize indent, RhBruPair *pair)
{
  const char *stop = find_quotes (scanner, value + strlen (QUOTES));
  g_autofree char *lines = NULL;
  g_autofree char *rest = NULL;
  gsize length;

  if (stop == NULL)
    return FALSE;

  lines = g_strstrip (dup_lines (value + strlen (QUOTES), stop, indent + 2));
  move_to (scanner, stop + strlen (QUOTES));
  length = line_length (scanner);
  rest = dup_stripped (scanner->at, length);
  pair->value = g_strconcat (lines, *rest == '\0' ? "" : " ", rest, NULL);
  skip_line (scanner, length);
  return TRUE;
}

/* The line is no blank one. */
static gboolean
read_pair (Scanner *scanner, Remarks *remarks, GPtrArray *pairs, GError **error)
{
  gsize length = line_length (scanner);
  const char *end = scanner->at + length;
  const char *text = scanner->at;
  const char *colon = NULL;
  gsize indent = count_indent (text, length);
  RhBruPair *pair;
  char *key;

  text = skip_space (text, end);
  if (*text == '@' && read_remark (scanner, text, end, remarks))
    return TRUE;

  key = read_key (text, end, &colon);
  if (key == NULL)
    return fail (scanner, 0, "a name and a colon are missing", error);

  pair = new_pair (key, remarks);
  g_ptr_array_add (pairs, pair);
  colon = skip_space (colon + 1, end);
  if (starts_with (colon, end, QUOTES) && read_lines (scanner, colon, indent, pair))
    return TRUE;

  pair->value = dup_stripped (colon, (gsize) (end - colon));
  skip_line (scanner, length);
  if (g_str_equal (pair->value, "[") && read_items (scanner, pair))
    *pair->value = '\0';
  return TRUE;
}

static gboolean
read_pairs (Scanner *scanner, GPtrArray *pairs, GError **error)
{
  guint line = scanner->line - 1;
  Remarks remarks = { 0 };
  gboolean read = TRUE;

  while (read && scanner->at < scanner->end && *scanner->at != '}')
    {
      gsize length = line_length (scanner);

      if (is_blank (scanner->at, length))
        skip_line (scanner, length);
      else
        read = read_pair (scanner, &remarks, pairs, error);
    }

  remarks_clear (&remarks);
  return read && (scanner->at < scanner->end || fail (scanner, line, "a block never ends", error));
}

static gboolean
skip_text (Scanner *scanner, GError **error)
{
  guint line = scanner->line - 1;

  while (scanner->at < scanner->end && *scanner->at != '}')
    skip_line (scanner, line_length (scanner));

  return scanner->at < scanner->end || fail (scanner, line, "a block never ends", error);
}

/* Blocks */

/* What can have anything in it. */
static gboolean
is_pairs (const char *name, gboolean colon)
{
  static const char *const names[]
      = { "meta",     "get",     "post",     "put",    "delete", "patch",  "options", "head",
          "trace",    "connect", "http",     "grpc",   "ws",     "app",    "query",   "headers",
          "metadata", "auth",    "settings", "assert", "vars",   "status", NULL };
  static const char *const prefixes[]
      = { "params:",   "auth:",     "vars:",  "body:form-urlencoded", "body:multipart-form",
          "body:file", "body:grpc", "body:ws" };

  if (g_strv_contains (names, name) || (colon && g_str_equal (name, "body")))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i]))
      return TRUE;

  return FALSE;
}

/* From the line behind the "{" to the one with the "}". */
static gboolean
read_block (Scanner *scanner, RhBru *self, const char *name, gboolean colon, GError **error)
{
  RhBruBlock *block = g_new0 (RhBruBlock, 1);
  const char *begin = scanner->at;
  gsize length;

  block->name = g_strdup (name);
  g_ptr_array_add (self->blocks, block);
  if (is_pairs (name, colon))
    block->pairs = new_pairs ();
  if (block->pairs == NULL ? !skip_text (scanner, error)
                           : !read_pairs (scanner, block->pairs, error))
    return FALSE;

  while (begin < scanner->at && (*begin == '\n' || starts_with (begin, scanner->at, "\r\n")))
    begin++;
  block->text = dup_lines (begin, scanner->at - (scanner->at > begin ? 1 : 0), 2);
  length = line_length (scanner);
  if (!is_blank (scanner->at + 1, length - 1))
    return fail (scanner, 0, "there is something behind the end of a block", error);
  skip_line (scanner, length);
  return TRUE;
}

/* "a, ~b": names with nothing else. */
static void
add_names (GPtrArray *pairs, const char *text, gsize length, Remarks *remarks)
{
  g_autofree char *line = g_strndup (text, length);
  g_auto (GStrv) names = g_strsplit (line, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      RhBruPair *pair;

      if (*name == '\0')
        continue;
      pair = new_pair (g_strdup (name), remarks);
      pair->value = g_strdup ("");
      g_ptr_array_add (pairs, pair);
    }
}

/* From the line behind the "[" to the one that is "]". */
static gboolean
read_names (Scanner *scanner, GPtrArray *pairs, GError **error)
{
  guint line = scanner->line - 1;
  Remarks remarks = { 0 };
  gboolean closed = FALSE;

  while (!closed && scanner->at < scanner->end)
    {
      gsize length = line_length (scanner);
      const char *end = scanner->at + length;
      const char *text = skip_space (scanner->at, end);

      if (text < end && *text == '@' && read_remark (scanner, text, end, &remarks))
        continue;
      closed = text < end && *text == ']';
      if (!closed)
        add_names (pairs, text, (gsize) (end - text), &remarks);
      skip_line (scanner, length);
    }

  remarks_clear (&remarks);
  return closed || fail (scanner, line, "a list never ends", error);
}

/* "vars:secret [ a, b ]", in one line or in several; @text is behind the "[". */
static gboolean
read_list (Scanner *scanner, RhBru *self, const char *name, const char *text, GError **error)
{
  RhBruBlock *block = g_new0 (RhBruBlock, 1);
  gsize length = line_length (scanner);
  const char *end = scanner->at + length;
  const char *close = memchr (text, ']', (gsize) (end - text));
  const char *begin = scanner->at + length;
  Remarks remarks = { 0 };
  gboolean read = TRUE;

  block->name = g_strdup (name);
  block->pairs = new_pairs ();
  g_ptr_array_add (self->blocks, block);
  skip_line (scanner, length);
  add_names (block->pairs, text, (gsize) ((close == NULL ? end : close) - text), &remarks);
  if (close == NULL)
    read = read_names (scanner, block->pairs, error);

  block->text = dup_lines (begin, close == NULL ? scanner->at : begin, 2);
  return read;
}

/* "name {", "name: {" or "name [": its name, and the bracket in @opens; NULL: the line is none. */
static char *
dup_head (const char *text, const char *end, const char **opens, gboolean *colon)
{
  const char *at = text;

  while (at < end && !is_space (*at) && *at != '{' && *at != '[')
    at++;
  *opens = skip_space (at, end);
  if (at == text || *opens == end || (**opens != '{' && **opens != '['))
    return NULL;

  *colon = at[-1] == ':';
  return g_strndup (text, (gsize) (at - text) - (*colon ? 1 : 0));
}

static gboolean
read_top (Scanner *scanner, RhBru *self, Remarks *remarks, GError **error)
{
  gsize length = line_length (scanner);
  const char *end = scanner->at + length;
  const char *text = scanner->at;
  const char *opens = NULL;
  gboolean colon = FALSE;
  g_autofree char *name = NULL;

  if (is_blank (text, length))
    {
      skip_line (scanner, length);
      return TRUE;
    }

  text = skip_space (text, end);
  name = dup_head (text, end, &opens, &colon);
  if (name != NULL && *opens == '[')
    return read_list (scanner, self, name, opens + 1, error);
  if (name == NULL || !is_blank (opens + 1, (gsize) (end - opens) - 1))
    return read_pair (scanner, remarks, self->pairs, error);

  skip_line (scanner, length);
  return read_block (scanner, self, name, colon, error);
}

RhBru *
rh_bru_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (RhBru) self = g_new0 (RhBru, 1);
  Scanner scanner = { text, text + length, 1, FALSE };
  Remarks remarks = { 0 };
  gboolean read = TRUE;

  g_return_val_if_fail (text != NULL, NULL);

  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  self->pairs = new_pairs ();
  while (read && scanner.at < scanner.end)
    read = read_top (&scanner, self, &remarks, error);

  remarks_clear (&remarks);
  return read ? g_steal_pointer (&self) : NULL;
}

/* Looking things up */

const RhBruBlock *
rh_bru_find (const RhBru *self, const char *name)
{
  g_return_val_if_fail (self != NULL && name != NULL, NULL);

  for (guint i = 0; i < self->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (self->blocks, i);

      if (g_str_equal (block->name, name))
        return block;
    }

  return NULL;
}

const char *
rh_bru_lookup (GPtrArray *pairs, const char *name)
{
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; pairs != NULL && i < pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (pairs, i);

      if (pair->enabled && g_str_equal (pair->name, name))
        return pair->value;
    }

  return NULL;
}

const char *
rh_bru_lookup_in (const RhBru *self, const char *block, const char *name)
{
  const RhBruBlock *found = rh_bru_find (self, block);

  return found == NULL ? NULL : rh_bru_lookup (found->pairs, name);
}
