/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text is cut into lines: those of the head, and for each key of the root the comments before
 * it and its own lines. Most files have no comment, and nothing is cut then. */
#define G_LOG_DOMAIN "rh-yaml-comments"

#include "config.h"

#include "collection/rh-yaml-comments.h"

#include <string.h>

/* A text and where its lines begin. */
typedef struct
{
  const RhYamlSource *source;
  const RhYamlMarks *marks;
  GArray *starts; /* gsize; one more than there are lines */
} Lines;

static void
piece_free (gpointer data)
{
  RhYamlPiece *self = data;

  g_free (self->before);
  g_free (self->lines);
  g_clear_pointer (&self->value, rh_yaml_unref);
  g_free (self);
}

/* --- Lines ---------------------------------------------------------------------------------------
 */

static void
lines_init (Lines *self, const RhYamlSource *source, const RhYamlMarks *marks)
{
  gsize start = 0;

  self->source = source;
  self->marks = marks;
  self->starts = g_array_new (FALSE, FALSE, sizeof (gsize));
  while (start < source->length)
    {
      g_array_append_val (self->starts, start);
      start += strcspn (source->text + start, "\n");
      start += source->text[start] == '\n';
    }
  g_array_append_val (self->starts, source->length);
}

static const char *
line_text (const Lines *self, guint line)
{
  return self->source->text + g_array_index (self->starts, gsize, line);
}

static gboolean
is_blank (const Lines *self, guint line)
{
  const char *text = line_text (self, line);

  text += strspn (text, " \t");

  return *text == '\n' || *text == '\0';
}

static int
compare_lines (gconstpointer a, gconstpointer b)
{
  guint x = *(const guint *) a;
  guint y = *(const guint *) b;

  return x < y ? -1 : x > y;
}

static gboolean
has_comment (const Lines *self, guint line)
{
  return g_array_binary_search (self->marks->comments, &line, compare_lines, NULL);
}

/* A comment, and nothing else; at the margin, so that no block is around it. */
static gboolean
is_comment (const Lines *self, guint line)
{
  return *line_text (self, line) == '#' && has_comment (self, line);
}

/* Lines @from to before @to; the last one is ended in any case. */
static char *
cut (const Lines *self, guint from, guint to)
{
  const char *start = line_text (self, from);
  gsize length = (gsize) (line_text (self, to) - start);

  if (length > 0 && start[length - 1] != '\n')
    return g_strdup_printf ("%.*s\n", (int) length, start);

  return g_strndup (start, length);
}

static guint
skip_blank_back (const Lines *self, guint line, guint lowest)
{
  while (line > lowest && is_blank (self, line - 1))
    line--;

  return line;
}

/* The first line of the comments that end before @line, or @line if there are none. */
static guint
comments_before (const Lines *self, guint line, guint lowest)
{
  guint first = line;

  for (guint i = line; i > lowest && (is_blank (self, i - 1) || is_comment (self, i - 1)); i--)
    {
      if (!is_blank (self, i - 1))
        first = i - 1;
    }

  return first;
}

/* --- Taking the text apart -----------------------------------------------------------------------
 */

static const RhYamlKeyMark *
nth_mark (const Lines *lines, guint index)
{
  return &g_array_index (lines->marks->keys, RhYamlKeyMark, index);
}

/* A mapping that is not at the margin, or in braces, cannot be cut: only its head is kept. */
static gboolean
can_be_cut (const Lines *lines)
{
  for (guint i = 0; i < lines->marks->keys->len; i++)
    {
      if (!nth_mark (lines, i)->at_margin)
        return FALSE;
    }

  return TRUE;
}

/* --- or a directive, which are not written. */
static gboolean
is_marker (const Lines *self, guint line)
{
  const char *text = line_text (self, line);

  return *text == '%'
         || (g_str_has_prefix (text, "---") && strchr ("\n#", text[3 + strspn (text + 3, " \t")]));
}

static gboolean
is_filler (const Lines *self, guint line)
{
  return is_blank (self, line) || is_marker (self, line);
}

/* Before the first key there is nothing that a comment could be within. */
static gboolean
is_head_comment (const Lines *self, guint line)
{
  const char *text = line_text (self, line);

  return text[strspn (text, " \t")] == '#' && has_comment (self, line);
}

/* The line of the first key, or of whatever is there in its place. */
static guint
content_start (const Lines *lines, gboolean cuttable)
{
  guint n_lines = lines->starts->len - 1;
  guint line = 0;

  if (cuttable && lines->marks->keys->len > 0)
    return nth_mark (lines, 0)->line;
  while (line < n_lines && (is_filler (lines, line) || is_head_comment (lines, line)))
    line++;

  return line;
}

static char *
join_head (const Lines *lines, guint end)
{
  GString *head = g_string_new (NULL);

  for (guint i = 0; i < end; i++)
    {
      g_autofree char *line = cut (lines, i, i + 1);

      if (is_head_comment (lines, i))
        g_string_append (head, line);
      else if (head->len > 0)
        g_string_append_c (head, '\n');
    }
  while (g_str_has_suffix (head->str, "\n\n"))
    g_string_truncate (head, head->len - 1);
  if (end > 0 && head->len > 0 && is_filler (lines, end - 1))
    g_string_append_c (head, '\n');

  return g_string_free (head, FALSE);
}

/* The head ends with the last empty line before the first key; comments after that are the key's.
 * Returns the line after it. */
static guint
take_head (RhYamlComments *self, const Lines *lines, gboolean cuttable)
{
  guint end = content_start (lines, cuttable);
  guint split = end;

  while (cuttable && split > 0 && !is_filler (lines, split - 1))
    split--;
  self->head = join_head (lines, split);
  if (*self->head == '\0' && split < end)
    {
      g_free (self->head);
      self->head = join_head (lines, end);
      split = end;
    }

  return split;
}

static RhYamlPiece *
cut_piece (const Lines *lines, const RhYaml *value, guint index, guint before, guint end)
{
  const RhYamlKeyMark *mark = nth_mark (lines, index);
  RhYamlPiece *piece = g_new0 (RhYamlPiece, 1);
  guint last = MAX (skip_blank_back (lines, end, mark->line), MIN (mark->kept_until, end));
  gboolean commented = FALSE;

  if (before < mark->line)
    piece->before = cut (lines, before, mark->line);
  for (guint i = mark->line; i < last && !commented; i++)
    commented = has_comment (lines, i);
  if (commented)
    {
      piece->lines = cut (lines, mark->line, last);
      piece->value = rh_yaml_copy (value);
      piece->open = last == mark->kept_until;
    }

  return piece;
}

static void
take_pieces (RhYamlComments *self, const Lines *lines, const RhYaml *root, guint before)
{
  guint n_keys = lines->marks->keys->len;
  guint n_lines = lines->starts->len - 1;

  self->pieces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, piece_free);
  for (guint i = 0; i < n_keys; i++)
    {
      guint next = i + 1 < n_keys ? nth_mark (lines, i + 1)->line : n_lines;
      guint lowest = MAX (nth_mark (lines, i)->line + 1, nth_mark (lines, i)->kept_until);
      guint end = comments_before (lines, next, MIN (lowest, next));

      g_hash_table_insert (self->pieces, g_strdup (rh_yaml_nth_key (root, i)),
                           cut_piece (lines, rh_yaml_nth (root, i), i, before, end));
      before = end;
    }
  if (n_keys == 0)
    before = comments_before (lines, n_lines, before);
  if (before < n_lines)
    self->tail = cut (lines, before, skip_blank_back (lines, n_lines, before));
}

RhYamlComments *
rh_yaml_comments_new (const RhYamlSource *source, const RhYamlMarks *marks, const RhYaml *root)
{
  RhYamlComments *self;
  Lines lines;
  gboolean cuttable;
  guint before;

  if (marks->comments->len == 0)
    return NULL;

  self = g_new0 (RhYamlComments, 1);
  lines_init (&lines, source, marks);
  cuttable = can_be_cut (&lines);
  before = take_head (self, &lines, cuttable);
  if (cuttable)
    take_pieces (self, &lines, root, before);
  g_array_unref (lines.starts);

  return self;
}

void
rh_yaml_comments_free (RhYamlComments *self)
{
  g_clear_pointer (&self->pieces, g_hash_table_unref);
  g_free (self->head);
  g_free (self->tail);
  g_free (self);
}

const RhYamlPiece *
rh_yaml_comments_get (const RhYamlComments *self, const char *key)
{
  return self != NULL && self->pieces != NULL ? g_hash_table_lookup (self->pieces, key) : NULL;
}
