/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text is cut into lines: those of the head, and for each key of the root the comments before
 * it and its own lines. Most files have no comment, and nothing is cut then. */
#define G_LOG_DOMAIN "rh-yaml-document"

#include "config.h"

#include "collection/rh-yaml-comments.h"
#include "collection/rh-yaml-document.h"
#include "collection/rh-yaml-parser.h"
#include "collection/rh-yaml-writer.h"

#include <string.h>

struct _RhYamlDocument
{
  gatomicrefcount ref_count;

  /* owned */
  RhYaml *root;
  char *text;               /* what was parsed, if writing can give that; or NULL */
  RhYamlComments *comments; /* or NULL */
};

G_DEFINE_BOXED_TYPE (RhYamlDocument, rh_yaml_document, rh_yaml_document_ref, rh_yaml_document_unref)

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
  const RhYamlPiece *piece = rh_yaml_comments_get (self->comments, key);
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

  if (self->comments != NULL)
    g_string_append (output.out, self->comments->head);
  write_keys (self, &output, order);
  if (!output.any)
    g_string_append (output.out, "{}\n");
  if (self->comments != NULL && self->comments->tail != NULL)
    {
      if (!output.open)
        g_string_append_c (output.out, '\n');
      g_string_append (output.out, self->comments->tail);
    }

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
  g_clear_pointer (&self->comments, rh_yaml_comments_free);
  g_free (self->text);
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
      g_set_error (error, RH_YAML_ERROR, RH_YAML_ERROR_CONTENT, "line %u: not a mapping",
                   MAX (rh_yaml_get_line (root), 1));
      return NULL;
    }

  self = new_document (g_steal_pointer (&root));
  self->comments = rh_yaml_comments_new (source, marks, self->root);
  if (!source->changed)
    self->text = g_steal_pointer (&source->text);

  return self;
}
