/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Goes through a .bru file once, line by line. */
#define G_LOG_DOMAIN "rh-bru"

#include "config.h"

#include "format/rh-bru-private.h"

#include <string.h>

G_DEFINE_QUARK (rh_bru_error, rh_bru_error)

static void
block_free (RhBruBlock *self)
{
  g_free (self->name);
  g_free (self->text);
  g_clear_pointer (&self->pairs, g_ptr_array_unref);
  g_free (self);
}

void
rh_bru_free (RhBru *self)
{
  g_ptr_array_unref (self->blocks);
  g_ptr_array_unref (self->pairs);
  g_free (self);
}

static gboolean
read_pairs (RhBruScanner *scanner, GPtrArray *pairs, GError **error)
{
  guint line = scanner->line - 1;
  RhBruRemarks remarks = { 0 };
  gboolean read = TRUE;

  while (read && scanner->at < scanner->end && *scanner->at != '}')
    {
      gsize length = rh_bru_line_length (scanner);

      if (rh_bru_is_blank (scanner->at, length))
        rh_bru_skip_line (scanner, length);
      else
        read = rh_bru_read_pair (scanner, &remarks, pairs, error);
    }

  rh_bru_remarks_clear (&remarks);
  return read
         && (scanner->at < scanner->end
             || rh_bru_fail (scanner, line, "a block never ends", error));
}

static gboolean
skip_text (RhBruScanner *scanner, GError **error)
{
  guint line = scanner->line - 1;

  while (scanner->at < scanner->end && *scanner->at != '}')
    rh_bru_skip_line (scanner, rh_bru_line_length (scanner));

  return scanner->at < scanner->end || rh_bru_fail (scanner, line, "a block never ends", error);
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
read_block (RhBruScanner *scanner, RhBru *self, const char *name, gboolean colon, GError **error)
{
  RhBruBlock *block = g_new0 (RhBruBlock, 1);
  const char *begin = scanner->at;
  gsize length;

  block->name = g_strdup (name);
  g_ptr_array_add (self->blocks, block);
  if (is_pairs (name, colon))
    block->pairs = rh_bru_new_pairs ();
  if (block->pairs == NULL ? !skip_text (scanner, error)
                           : !read_pairs (scanner, block->pairs, error))
    return FALSE;

  while (begin < scanner->at && (*begin == '\n' || rh_bru_starts_with (begin, scanner->at, "\r\n")))
    begin++;
  block->text = rh_bru_dup_lines (begin, scanner->at - (scanner->at > begin ? 1 : 0), 2);
  length = rh_bru_line_length (scanner);
  if (!rh_bru_is_blank (scanner->at + 1, length - 1))
    return rh_bru_fail (scanner, 0, "there is something behind the end of a block", error);
  rh_bru_skip_line (scanner, length);
  return TRUE;
}

/* "a, ~b": names with nothing else. */
static gboolean
add_names (RhBruScanner *scanner,
           GPtrArray *pairs,
           const char *text,
           gsize length,
           RhBruRemarks *remarks,
           GError **error)
{
  g_autofree char *line = g_strndup (text, length);
  g_auto (GStrv) names = g_strsplit (line, ",", -1);

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *name = g_strstrip (names[i]);
      RhBruPair *pair;

      if (*name == '\0')
        continue;
      if (!rh_bru_count_part (scanner, error))
        return FALSE;
      pair = rh_bru_new_pair (g_strdup (name), remarks);
      pair->value = g_strdup ("");
      g_ptr_array_add (pairs, pair);
    }

  return TRUE;
}

/* From the line behind the "[" to the one that is "]". */
static gboolean
read_names (RhBruScanner *scanner, GPtrArray *pairs, GError **error)
{
  guint line = scanner->line - 1;
  RhBruRemarks remarks = { 0 };
  gboolean closed = FALSE;
  gboolean read = TRUE;

  while (read && !closed && scanner->at < scanner->end)
    {
      gsize length = rh_bru_line_length (scanner);
      const char *end = scanner->at + length;
      const char *text = rh_bru_skip_space (scanner->at, end);

      if (text < end && *text == '@' && rh_bru_read_remark (scanner, text, end, &remarks))
        continue;
      closed = text < end && *text == ']';
      if (!closed)
        read = add_names (scanner, pairs, text, (gsize) (end - text), &remarks, error);
      rh_bru_skip_line (scanner, length);
    }

  rh_bru_remarks_clear (&remarks);
  return read && (closed || rh_bru_fail (scanner, line, "a list never ends", error));
}

/* "vars:secret [ a, b ]", in one line or in several; @text is behind the "[". */
static gboolean
read_list (RhBruScanner *scanner, RhBru *self, const char *name, const char *text, GError **error)
{
  RhBruBlock *block = g_new0 (RhBruBlock, 1);
  gsize length = rh_bru_line_length (scanner);
  const char *end = scanner->at + length;
  const char *close = memchr (text, ']', (gsize) (end - text));
  const char *begin = scanner->at + length;
  RhBruRemarks remarks = { 0 };
  gboolean read;

  block->name = g_strdup (name);
  block->pairs = rh_bru_new_pairs ();
  g_ptr_array_add (self->blocks, block);
  rh_bru_skip_line (scanner, length);
  read = add_names (scanner, block->pairs, text, (gsize) ((close == NULL ? end : close) - text),
                    &remarks, error);
  if (read && close == NULL)
    read = read_names (scanner, block->pairs, error);

  block->text = rh_bru_dup_lines (begin, close == NULL ? scanner->at : begin, 2);
  return read;
}

/* "name {", "name: {" or "name [": its name, and the bracket in @opens; NULL: the line is none. */
static char *
dup_head (const char *text, const char *end, const char **opens, gboolean *colon)
{
  const char *at = text;

  while (at < end && !rh_bru_is_space (*at) && *at != '{' && *at != '[')
    at++;
  *opens = rh_bru_skip_space (at, end);
  if (at == text || *opens == end || (**opens != '{' && **opens != '['))
    return NULL;

  *colon = at[-1] == ':';
  return g_strndup (text, (gsize) (at - text) - (*colon ? 1 : 0));
}

static gboolean
read_top (RhBruScanner *scanner, RhBru *self, RhBruRemarks *remarks, GError **error)
{
  gsize length = rh_bru_line_length (scanner);
  const char *end = scanner->at + length;
  const char *text = scanner->at;
  const char *opens = NULL;
  gboolean colon = FALSE;
  g_autofree char *name = NULL;

  if (rh_bru_is_blank (text, length))
    {
      rh_bru_skip_line (scanner, length);
      return TRUE;
    }

  text = rh_bru_skip_space (text, end);
  name = dup_head (text, end, &opens, &colon);
  if (name != NULL && !rh_bru_count_part (scanner, error))
    return FALSE;
  if (name != NULL && *opens == '[')
    return read_list (scanner, self, name, opens + 1, error);
  if (name == NULL || !rh_bru_is_blank (opens + 1, (gsize) (end - opens) - 1))
    return rh_bru_read_pair (scanner, remarks, self->pairs, error);

  rh_bru_skip_line (scanner, length);
  return read_block (scanner, self, name, colon, error);
}

RhBru *
rh_bru_parse (const char *text, gsize length, GError **error)
{
  g_autoptr (RhBru) self = g_new0 (RhBru, 1);
  RhBruScanner scanner = { text, text == NULL ? NULL : text + length, 1, FALSE, 0 };
  RhBruRemarks remarks = { 0 };
  gboolean read = TRUE;

  g_return_val_if_fail (text != NULL || length == 0, NULL);

  self->blocks = g_ptr_array_new_with_free_func ((GDestroyNotify) block_free);
  self->pairs = rh_bru_new_pairs ();
  while (read && scanner.at < scanner.end)
    read = read_top (&scanner, self, &remarks, error);

  rh_bru_remarks_clear (&remarks);
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
