/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From libyaml's events to the tree, with a stack of our own: what is too deep is refused where it
 * gets too deep. libyaml says where a scalar begins and ends, and between two scalars a # can only
 * begin a comment; so the comments are found without a scanner of our own. */
#define G_LOG_DOMAIN "rh-yaml-parser"

#include "config.h"

#include "collection/rh-yaml-parser.h"

#include <string.h>
#include <yaml.h>

/* A sequence or mapping that is not complete yet. */
typedef struct
{
  RhYaml *node; /* not owned: it is in the one around it, or the root */
  char *key;    /* of the value to come */
  guint key_line;
} Frame;

typedef struct
{
  yaml_parser_t yaml;
  const RhYamlSource *source;
  RhYamlMarks *marks;

  RhYaml *root;
  Frame frames[RH_YAML_MAX_DEPTH];
  guint depth;
  guint n_nodes;
  guint max_nodes;
  guint n_documents;
  gboolean root_is_block;

  /* Up to where comments were looked for. */
  const char *cursor;
  gsize cursor_index; /* in characters, as libyaml counts */
  guint cursor_line;
} Parser;

RhYamlMarks *
rh_yaml_marks_new (void)
{
  RhYamlMarks *self = g_new0 (RhYamlMarks, 1);

  self->keys = g_array_new (FALSE, FALSE, sizeof (RhYamlKeyMark));
  self->comments = g_array_new (FALSE, FALSE, sizeof (guint));

  return self;
}

void
rh_yaml_marks_free (RhYamlMarks *self)
{
  g_array_unref (self->keys);
  g_array_unref (self->comments);
  g_free (self);
}

static gboolean
fail (GError **error, RhYamlError code, const yaml_mark_t *mark, const char *message)
{
  g_set_error (error, RH_YAML_ERROR, (int) code, "line %u: %s", (guint) mark->line + 1, message);
  return FALSE;
}

static gboolean
refuse (GError **error, const yaml_event_t *event, const char *message)
{
  return fail (error, RH_YAML_ERROR_RESTRICTED, &event->start_mark, message);
}

/* libyaml's words, with the place where the thing began that went wrong. */
static gboolean
fail_syntax (Parser *self, GError **error)
{
  const yaml_parser_t *yaml = &self->yaml;
  g_autofree char *message = NULL;

  if (yaml->error == YAML_MEMORY_ERROR)
    g_error ("out of memory");
  if (yaml->context == NULL)
    return fail (error, RH_YAML_ERROR_SYNTAX, &yaml->problem_mark,
                 yaml->problem != NULL ? yaml->problem : "not YAML");

  message = g_strdup_printf ("%s (%s from line %u)", yaml->problem, yaml->context,
                             (guint) yaml->context_mark.line + 1);

  return fail (error, RH_YAML_ERROR_SYNTAX, &yaml->problem_mark, message);
}

/* --- Marks ---------------------------------------------------------------------------------------
 */

static void
mark_comment (Parser *self)
{
  GArray *comments = self->marks->comments;

  if (comments->len == 0 || g_array_index (comments, guint, comments->len - 1) != self->cursor_line)
    g_array_append_val (comments, self->cursor_line);
}

/* Goes on to the @index-th character. */
static void
advance (Parser *self, gsize index, gboolean in_scalar)
{
  while (self->cursor_index < index && *self->cursor != '\0')
    {
      if (*self->cursor == '\n')
        self->cursor_line++;
      else if (*self->cursor == '#' && !in_scalar)
        mark_comment (self);
      self->cursor = g_utf8_next_char (self->cursor);
      self->cursor_index++;
    }
}

static RhYamlKeyMark *
last_key (Parser *self)
{
  GArray *keys = self->marks->keys;

  return keys->len > 0 ? &g_array_index (keys, RhYamlKeyMark, keys->len - 1) : NULL;
}

/* The line of the | or >, which may have a comment too, and a + that keeps empty lines at the end.
 */
static void
mark_block_scalar (Parser *self, const yaml_event_t *event)
{
  RhYamlKeyMark *key = last_key (self);
  guint end = (guint) event->end_mark.line + (event->end_mark.column > 0);
  gsize length = strcspn (self->cursor, "#\n");

  if (self->cursor[length] == '#')
    mark_comment (self);
  if (key != NULL && memchr (self->cursor, '+', length) != NULL)
    key->kept_until = end;
}

static void
mark_scalar (Parser *self, const yaml_event_t *event)
{
  yaml_scalar_style_t style = event->data.scalar.style;

  advance (self, event->start_mark.index, FALSE);
  if (style == YAML_LITERAL_SCALAR_STYLE || style == YAML_FOLDED_SCALAR_STYLE)
    mark_block_scalar (self, event);
  advance (self, event->end_mark.index, TRUE);
}

/* After a question mark a key can be at the margin too, but its colon is on another line then. */
static void
mark_key (Parser *self, const yaml_event_t *event)
{
  RhYamlKeyMark mark = { .line = (guint) event->start_mark.line };

  if (self->marks == NULL)
    return;

  mark_scalar (self, event);
  mark.at_margin = self->root_is_block && event->start_mark.column == 0
                   && event->end_mark.line == event->start_mark.line
                   && self->cursor[strspn (self->cursor, " \t")] == ':';
  if (self->depth == 1)
    g_array_append_val (self->marks->keys, mark);
}

/* --- Events --------------------------------------------------------------------------------------
 */

static Frame *
top (Parser *self)
{
  return self->depth > 0 ? &self->frames[self->depth - 1] : NULL;
}

static gboolean
expects_key (Parser *self)
{
  Frame *frame = top (self);

  return frame != NULL && frame->key == NULL && rh_yaml_get_kind (frame->node) == RH_YAML_MAPPING;
}

/* Takes @node in any case. */
static gboolean
add (Parser *self, RhYaml *node, const yaml_event_t *event, GError **error)
{
  Frame *frame = top (self);

  rh_yaml_set_line (node, (guint) event->start_mark.line + 1);
  if (frame == NULL)
    {
      self->root = node;
    }
  else if (frame->key == NULL)
    {
      rh_yaml_append (frame->node, node);
    }
  else
    {
      rh_yaml_set_line (node, frame->key_line);
      rh_yaml_set (frame->node, frame->key, node);
      g_clear_pointer (&frame->key, g_free);
    }

  if (++self->n_nodes > self->max_nodes)
    return fail (error, RH_YAML_ERROR_TOO_LARGE, &event->start_mark, "too many values");

  return TRUE;
}

static gboolean
take_key (Parser *self, char *text, const yaml_event_t *event, GError **error)
{
  g_autofree char *key = text;
  g_autofree char *message = NULL;
  Frame *frame = top (self);
  gboolean plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;

  if (plain && g_str_equal (key, "<<"))
    return refuse (error, event, "a merge key is not read here");
  if (rh_yaml_get (frame->node, key) != NULL)
    {
      message = g_strdup_printf ("the key “%.60s” is here twice", key);
      return refuse (error, event, g_utf8_validate (message, -1, NULL) ? message : "a key twice");
    }

  mark_key (self, event);
  frame->key = g_steal_pointer (&key);
  frame->key_line = (guint) event->start_mark.line + 1;

  return TRUE;
}

static gboolean
take_scalar (Parser *self, const yaml_event_t *event, GError **error)
{
  const char *value = (const char *) event->data.scalar.value;
  gboolean plain = event->data.scalar.style == YAML_PLAIN_SCALAR_STYLE;
  g_autofree char *text = NULL;

  if (event->data.scalar.tag != NULL)
    return refuse (error, event, "a tag is not read here");
  if (event->data.scalar.anchor != NULL)
    return refuse (error, event, "an anchor is not read here");
  if (strlen (value) != event->data.scalar.length)
    return refuse (error, event, "a NUL byte is not read here");

  text = rh_yaml_source_restore (self->source, value);
  if (expects_key (self))
    return take_key (self, g_steal_pointer (&text), event, error);

  if (self->marks != NULL)
    mark_scalar (self, event);

  return add (self, plain ? rh_yaml_new_plain (text) : rh_yaml_new_string (text), event, error);
}

static gboolean
begin (Parser *self, RhYaml *node, const yaml_event_t *event, GError **error)
{
  gboolean is_mapping = rh_yaml_get_kind (node) == RH_YAML_MAPPING;
  g_autoptr (RhYaml) own = node;

  if ((is_mapping ? event->data.mapping_start.tag : event->data.sequence_start.tag) != NULL)
    return refuse (error, event, "a tag is not read here");
  if ((is_mapping ? event->data.mapping_start.anchor : event->data.sequence_start.anchor) != NULL)
    return refuse (error, event, "an anchor is not read here");
  if (expects_key (self))
    return refuse (error, event, "a key that is not a plain text is not read here");
  if (self->depth == RH_YAML_MAX_DEPTH)
    return fail (error, RH_YAML_ERROR_TOO_DEEP, &event->start_mark, "nested too deep");

  if (!add (self, g_steal_pointer (&own), event, error))
    return FALSE;

  self->frames[self->depth++] = (Frame) { .node = node };

  return TRUE;
}

static gboolean
begin_document (Parser *self, const yaml_event_t *event, GError **error)
{
  if (event->data.document_start.tag_directives.start
      != event->data.document_start.tag_directives.end)
    return refuse (error, event, "a tag is not read here");
  if (self->n_documents++ > 0)
    return refuse (error, event, "a second document is not read here");

  return TRUE;
}

static gboolean
take_event (Parser *self, const yaml_event_t *event, GError **error)
{
  switch (event->type)
    {
    case YAML_DOCUMENT_START_EVENT:
      return begin_document (self, event, error);
    case YAML_ALIAS_EVENT:
      return refuse (error, event, "an alias is not read here");
    case YAML_SCALAR_EVENT:
      return take_scalar (self, event, error);
    case YAML_SEQUENCE_START_EVENT:
      return begin (self, rh_yaml_new_sequence (), event, error);
    case YAML_MAPPING_START_EVENT:
      self->root_is_block
          |= self->depth == 0 && event->data.mapping_start.style == YAML_BLOCK_MAPPING_STYLE;
      return begin (self, rh_yaml_new_mapping (), event, error);
    case YAML_SEQUENCE_END_EVENT:
    case YAML_MAPPING_END_EVENT:
      self->depth--;
      return TRUE;
    case YAML_STREAM_END_EVENT:
      if (self->marks != NULL)
        advance (self, G_MAXSIZE, FALSE);
      return TRUE;
    case YAML_NO_EVENT:
    case YAML_STREAM_START_EVENT:
    case YAML_DOCUMENT_END_EVENT:
    default:
      return TRUE;
    }
}

static gboolean
run (Parser *self, GError **error)
{
  gboolean going = TRUE;
  gboolean at_end = FALSE;

  while (going && !at_end)
    {
      yaml_event_t event;

      if (!yaml_parser_parse (&self->yaml, &event))
        return fail_syntax (self, error);
      at_end = event.type == YAML_STREAM_END_EVENT;
      going = take_event (self, &event, error);
      yaml_event_delete (&event);
    }

  return going;
}

static RhYaml *
parse (const RhYamlSource *source, RhYamlMarks *marks, guint max_nodes, GError **error)
{
  Parser self = { .source = source, .marks = marks, .max_nodes = max_nodes };
  const char *text;
  gsize length;
  gboolean success;

  text = source->stand_in != NULL ? source->stand_in->str : source->text;
  length = source->stand_in != NULL ? source->stand_in->len : source->length;
  self.cursor = text;
  if (!yaml_parser_initialize (&self.yaml))
    g_error ("out of memory");
  yaml_parser_set_encoding (&self.yaml, YAML_UTF8_ENCODING);
  yaml_parser_set_input_string (&self.yaml, (const guint8 *) text, length);

  success = run (&self, error);
  yaml_parser_delete (&self.yaml);
  for (guint i = 0; i < self.depth; i++)
    g_free (self.frames[i].key);
  if (!success)
    g_clear_pointer (&self.root, rh_yaml_unref);
  else if (self.root == NULL)
    self.root = rh_yaml_new_plain ("");

  return self.root;
}

RhYaml *
rh_yaml_parse_source (const RhYamlSource *source, RhYamlMarks *marks, GError **error)
{
  g_return_val_if_fail (source != NULL, NULL);

  return parse (source, marks, RH_YAML_MAX_NODES, error);
}

RhYaml *
rh_yaml_parse (const char *text, gssize length, GError **error)
{
  const RhYamlLimits limits = { RH_YAML_MAX_SIZE, RH_YAML_MAX_NODES };

  return rh_yaml_parse_within (text, length, &limits, error);
}

RhYaml *
rh_yaml_parse_within (const char *text, gssize length, const RhYamlLimits *limits, GError **error)
{
  g_autoptr (RhYamlSource) source = NULL;

  g_return_val_if_fail (text != NULL && limits != NULL, NULL);

  source = rh_yaml_source_new_within (text, length, limits->size, error);
  return source != NULL ? parse (source, NULL, limits->nodes, error) : NULL;
}
