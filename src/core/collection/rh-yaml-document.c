/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text is cut into lines: those of the head, and for each key of the root the comments before
 * it and its own lines. Most files have no comment, and nothing is cut then. */
#define G_LOG_DOMAIN "rh-yaml-document"

#include "config.h"

#include "collection/rh-yaml-document.h"
#include "collection/rh-yaml-parser.h"
#include "collection/rh-yaml-reader.h"
#include "collection/rh-yaml-writer.h"

#include <string.h>

/* What is kept of a key's text. */
typedef struct
{
  char *before;  /* comments; NULL if there are none */
  char *lines;   /* its own text, if there are comments in it, or NULL */
  RhYaml *value; /* as it was parsed; NULL if @lines is */
  gboolean open; /* @lines ends with a literal that would take in an empty line after it */
} Piece;

struct _RhYamlDocument
{
  gatomicrefcount ref_count;

  /* owned */
  RhYaml *root;
  char *text;         /* what was parsed, if writing can give that; or NULL */
  char *head;         /* comments, with one empty line after them if there were any; or NULL */
  char *tail;         /* or NULL */
  GHashTable *pieces; /* key → Piece; NULL if there are no comments */
};

/* A text and where its lines begin. */
typedef struct
{
  const RhYamlSource *source;
  const RhYamlMarks *marks;
  GArray *starts; /* gsize; one more than there are lines */
} Lines;

G_DEFINE_BOXED_TYPE (RhYamlDocument, rh_yaml_document, rh_yaml_document_ref, rh_yaml_document_unref)

static void
piece_free (gpointer data)
{
  Piece *self = data;

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
take_head (RhYamlDocument *self, const Lines *lines, gboolean cuttable)
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

static Piece *
cut_piece (RhYamlDocument *self, const Lines *lines, guint index, guint before, guint end)
{
  const RhYamlKeyMark *mark = nth_mark (lines, index);
  Piece *piece = g_new0 (Piece, 1);
  guint last = MAX (skip_blank_back (lines, end, mark->line), MIN (mark->kept_until, end));
  gboolean commented = FALSE;

  if (before < mark->line)
    piece->before = cut (lines, before, mark->line);
  for (guint i = mark->line; i < last && !commented; i++)
    commented = has_comment (lines, i);
  if (commented)
    {
      piece->lines = cut (lines, mark->line, last);
      piece->value = rh_yaml_copy (rh_yaml_nth (self->root, index));
      piece->open = last == mark->kept_until;
    }

  return piece;
}

static void
take_pieces (RhYamlDocument *self, const Lines *lines, guint before)
{
  guint n_keys = lines->marks->keys->len;
  guint n_lines = lines->starts->len - 1;

  self->pieces = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, piece_free);
  for (guint i = 0; i < n_keys; i++)
    {
      guint next = i + 1 < n_keys ? nth_mark (lines, i + 1)->line : n_lines;
      guint lowest = MAX (nth_mark (lines, i)->line + 1, nth_mark (lines, i)->kept_until);
      guint end = comments_before (lines, next, MIN (lowest, next));

      g_hash_table_insert (self->pieces, g_strdup (rh_yaml_nth_key (self->root, i)),
                           cut_piece (self, lines, i, before, end));
      before = end;
    }
  if (n_keys == 0)
    before = comments_before (lines, n_lines, before);
  if (before < n_lines)
    self->tail = cut (lines, before, skip_blank_back (lines, n_lines, before));
}

static void
take_comments (RhYamlDocument *self, const RhYamlSource *source, const RhYamlMarks *marks)
{
  Lines lines;
  gboolean cuttable;
  guint before;

  if (marks->comments->len == 0)
    return;

  lines_init (&lines, source, marks);
  cuttable = can_be_cut (&lines);
  before = take_head (self, &lines, cuttable);
  if (cuttable)
    take_pieces (self, &lines, before);
  g_array_unref (lines.starts);
}

/* --- Writing -------------------------------------------------------------------------------------
 */

static gboolean
is_one_line (const char *text)
{
  return strchr (text, '\n')[1] == '\0';
}

/* Whether the text ends with a literal block that keeps the empty lines at its end. */
static gboolean
value_is_open (const RhYaml *value)
{
  while (rh_yaml_get_length (value) > 0)
    value = rh_yaml_nth (value, rh_yaml_get_length (value) - 1);

  return rh_yaml_get_text (value) != NULL && g_str_has_suffix (rh_yaml_get_text (value), "\n\n");
}

typedef struct
{
  GString *out;
  gboolean any;
  gboolean one_line; /* the key before */
  gboolean open;     /* likewise */
} Output;

static void
write_key (RhYamlDocument *self, Output *output, const char *key, const RhYaml *value)
{
  Piece *piece = self->pieces != NULL ? g_hash_table_lookup (self->pieces, key) : NULL;
  gboolean as_it_was = piece != NULL && piece->lines != NULL && rh_yaml_equal (piece->value, value);
  g_autoptr (GString) lines = g_string_new (as_it_was ? piece->lines : NULL);
  gboolean one_line;

  if (!as_it_was)
    rh_yaml_write_pair (lines, key, value);
  one_line = is_one_line (lines->str) && (piece == NULL || piece->before == NULL);
  if (output->any && !output->open && !(one_line && output->one_line))
    g_string_append_c (output->out, '\n');
  if (piece != NULL && piece->before != NULL)
    g_string_append (output->out, piece->before);
  g_string_append_len (output->out, lines->str, (gssize) lines->len);

  output->any = TRUE;
  output->one_line = is_one_line (lines->str);
  output->open = as_it_was ? piece->open : value_is_open (value);
}

static void
write_keys (RhYamlDocument *self, Output *output, const char *const *order)
{
  guint n_first = order != NULL ? g_strv_length ((char **) order) : 0;

  for (guint i = 0; i < n_first; i++)
    {
      RhYaml *value = rh_yaml_get (self->root, order[i]);

      if (value != NULL)
        write_key (self, output, order[i], value);
    }
  for (guint i = 0; i < rh_yaml_get_length (self->root); i++)
    {
      const char *key = rh_yaml_nth_key (self->root, i);

      if (n_first == 0 || !g_strv_contains (order, key))
        write_key (self, output, key, rh_yaml_nth (self->root, i));
    }
}

RhYaml *
rh_yaml_document_get_root (RhYamlDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->root;
}

char *
rh_yaml_document_write (RhYamlDocument *self, const char *const *order)
{
  Output output = { .out = g_string_new (NULL) };

  g_return_val_if_fail (self != NULL, NULL);

  if (self->head != NULL)
    g_string_append (output.out, self->head);
  write_keys (self, &output, order);
  if (!output.any)
    g_string_append (output.out, "{}\n");
  if (self->tail != NULL && !output.open)
    g_string_append_c (output.out, '\n');
  if (self->tail != NULL)
    g_string_append (output.out, self->tail);

  return g_string_free (output.out, FALSE);
}

gboolean
rh_yaml_document_is_canonical (RhYamlDocument *self, const char *const *order)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->text == NULL)
    return FALSE;

  text = rh_yaml_document_write (self, order);

  return g_str_equal (text, self->text);
}

/* --- The document --------------------------------------------------------------------------------
 */

RhYamlDocument *
rh_yaml_document_ref (RhYamlDocument *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rh_yaml_document_unref (RhYamlDocument *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->root, rh_yaml_unref);
  g_clear_pointer (&self->pieces, g_hash_table_unref);
  g_free (self->text);
  g_free (self->head);
  g_free (self->tail);
  g_free (self);
}

static RhYamlDocument *
new_document (RhYaml *root)
{
  RhYamlDocument *self = g_new0 (RhYamlDocument, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->root = root;

  return self;
}

RhYamlDocument *
rh_yaml_document_new (void)
{
  return new_document (rh_yaml_new_mapping ());
}

RhYamlDocument *
rh_yaml_document_parse (const char *text, gssize length, GError **error)
{
  g_autoptr (RhYamlSource) source = rh_yaml_source_new (text, length, error);
  g_autoptr (RhYamlMarks) marks = rh_yaml_marks_new ();
  g_autoptr (RhYaml) root = NULL;
  RhYamlDocument *self;

  if (source == NULL)
    return NULL;
  root = rh_yaml_parse_source (source, marks, error);
  if (root == NULL)
    return NULL;
  if (rh_yaml_is_null (root))
    {
      g_clear_pointer (&root, rh_yaml_unref);
      root = rh_yaml_new_mapping ();
    }
  if (rh_yaml_get_kind (root) != RH_YAML_MAPPING)
    {
      rh_yaml_set_line (root, MAX (rh_yaml_get_line (root), 1));
      rh_yaml_fail (root, error, "not a mapping");
      return NULL;
    }

  self = new_document (g_steal_pointer (&root));
  take_comments (self, source, marks);
  if (!source->changed)
    self->text = g_steal_pointer (&source->text);

  return self;
}
