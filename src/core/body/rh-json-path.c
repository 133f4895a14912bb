/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The parser of JSONPath (RFC 9535): by descent, no deeper than somebody would write. The first
 * thing that is wrong is what is told, with its place. */
#define G_LOG_DOMAIN "rh-json-path"

#include "config.h"

#include "body/rh-json-path-private.h"

#include <string.h>

#define MAX_DEPTH 50

G_DEFINE_QUARK (rh - json - path - error - quark, rh_json_path_error)

typedef struct
{
  const char *text;
  const char *at;
  guint depth;
  const char *wrong; /* NULL: nothing so far */
  const char *wrong_at;
} Parser;

static GPtrArray *parse_segments (Parser *self);
static RhPathExpression *parse_or (Parser *self);

static void
operand_clear (RhPathOperand *self)
{
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  if (self->literal != NULL)
    g_string_free (self->literal, TRUE);
}

static void
expression_free (RhPathExpression *self)
{
  if (self == NULL)
    return;

  expression_free (self->left);
  expression_free (self->right);
  operand_clear (&self->first);
  operand_clear (&self->second);
  g_free (self);
}

static void
selector_free (gpointer data)
{
  RhPathSelector *self = data;

  if (self->name != NULL)
    g_string_free (self->name, TRUE);
  expression_free (self->filter);
  g_free (self);
}

static void
segment_free (gpointer data)
{
  RhPathSegment *self = data;

  g_ptr_array_unref (self->selectors);
  g_free (self);
}

/* The first is the cause, the others follow from it. */
static gboolean
fail (Parser *self, const char *wrong)
{
  if (self->wrong == NULL)
    {
      self->wrong = wrong;
      self->wrong_at = self->at;
    }

  return FALSE;
}

static void
skip_space (Parser *self)
{
  while (*self->at != '\0' && strchr (" \t\r\n", *self->at) != NULL)
    self->at++;
}

static gboolean
take (Parser *self, const char *word)
{
  skip_space (self);
  if (!g_str_has_prefix (self->at, word))
    return FALSE;
  self->at += strlen (word);

  return TRUE;
}

/* Names, strings, numbers */

static gboolean
is_name_char (char c, gboolean first)
{
  return g_ascii_isalpha (c) || c == '_' || (guint8) c >= 0x80
         || (!first && (g_ascii_isdigit (c) || c == '-'));
}

static GString *
parse_name (Parser *self)
{
  const char *start = self->at;

  while (is_name_char (*self->at, self->at == start))
    self->at++;
  if (self->at == start)
    {
      fail (self, "a name, * or [ is expected");
      return NULL;
    }

  return g_string_new_len (start, self->at - start);
}

/* Within either quotation mark, as JSON would have it. */
static GString *
parse_string (Parser *self)
{
  g_autoptr (GString) json = g_string_new ("\"");
  const char *start = self->at;
  char quote = *self->at++;
  RhJsonSpan span;

  for (; *self->at != quote; self->at++)
    {
      if (*self->at == '\0')
        {
          fail (self, "the string has no end");
          return NULL;
        }
      if (*self->at == '\\' && self->at[1] == '\'')
        self->at++;
      else if (*self->at == '\\' && self->at[1] != '\0')
        g_string_append_c (json, *self->at++);
      else if (*self->at == '"')
        g_string_append_c (json, '\\');
      g_string_append_c (json, *self->at);
    }
  self->at++;
  g_string_append_c (json, '"');
  if (rh_json_walk_check (json->str, json->len, &span) != RH_JSON_WALK_OK)
    {
      self->at = start;
      fail (self, "the string is not one of JSON");
      return NULL;
    }

  return g_steal_pointer (&json);
}

static gboolean
parse_integer (Parser *self, gint64 *number)
{
  char *end;

  skip_space (self);
  *number = g_ascii_strtoll (self->at, &end, 10);
  if (end == self->at || !(g_ascii_isdigit (*self->at) || *self->at == '-')
      || ABS (*number) > G_GINT64_CONSTANT (9007199254740991))
    return fail (self, "a whole number is expected");
  self->at = end;

  return TRUE;
}

/* Selectors */

/* After a first number, if there is one. */
static gboolean
parse_slice (Parser *self, RhPathSelector *selector)
{
  selector->kind = RH_PATH_SLICE;
  selector->step = 1;
  skip_space (self);
  if (*self->at == '-' || g_ascii_isdigit (*self->at))
    {
      selector->has_end = TRUE;
      if (!parse_integer (self, &selector->end))
        return FALSE;
    }
  if (!take (self, ":"))
    return TRUE;

  skip_space (self);

  return *self->at == ']' || *self->at == ',' || parse_integer (self, &selector->step);
}

static gboolean
parse_number_selector (Parser *self, RhPathSelector *selector)
{
  selector->kind = RH_PATH_INDEX;
  if (*self->at != ':')
    {
      selector->has_start = TRUE;
      if (!parse_integer (self, &selector->start))
        return FALSE;
    }

  return !take (self, ":") || parse_slice (self, selector);
}

static GString *
unescape (GString *json)
{
  RhJsonSpan span = { json->str, json->str + json->len };
  GString *text = rh_json_span_unescape (&span);

  g_string_free (json, TRUE);

  return text;
}

static gboolean
parse_selector (Parser *self, RhPathSelector *selector)
{
  skip_space (self);
  if (*self->at == '\'' || *self->at == '"')
    {
      GString *json = parse_string (self);

      selector->kind = RH_PATH_NAME;
      selector->name = json == NULL ? NULL : unescape (json);
      return selector->name != NULL;
    }
  if (take (self, "*"))
    {
      selector->kind = RH_PATH_ALL;
      return TRUE;
    }
  if (take (self, "?"))
    {
      selector->kind = RH_PATH_FILTER;
      selector->filter = parse_or (self);
      return selector->filter != NULL;
    }
  if (*self->at == '-' || *self->at == ':' || g_ascii_isdigit (*self->at))
    return parse_number_selector (self, selector);

  return fail (self, "a name in quotation marks, a number, * or ? is expected");
}

static gboolean
parse_bracket (Parser *self, GPtrArray *selectors)
{
  do
    {
      RhPathSelector *selector = g_new0 (RhPathSelector, 1);

      g_ptr_array_add (selectors, selector);
      if (!parse_selector (self, selector))
        return FALSE;
    }
  while (take (self, ","));

  return take (self, "]") || fail (self, "] is expected");
}

/* After a dot. */
static gboolean
parse_dotted (Parser *self, GPtrArray *selectors)
{
  RhPathSelector *selector = g_new0 (RhPathSelector, 1);

  g_ptr_array_add (selectors, selector);
  if (*self->at == '*')
    {
      self->at++;
      selector->kind = RH_PATH_ALL;
      return TRUE;
    }
  selector->kind = RH_PATH_NAME;
  selector->name = parse_name (self);

  return selector->name != NULL;
}

static gboolean
parse_segment (Parser *self, GPtrArray *segments)
{
  RhPathSegment *segment = g_new0 (RhPathSegment, 1);

  segment->selectors = g_ptr_array_new_with_free_func (selector_free);
  g_ptr_array_add (segments, segment);
  segment->descendants = take (self, "..");
  if (take (self, "["))
    return parse_bracket (self, segment->selectors);
  if (!segment->descendants)
    take (self, ".");

  return parse_dotted (self, segment->selectors);
}

static GPtrArray *
parse_segments (Parser *self)
{
  g_autoptr (GPtrArray) segments = g_ptr_array_new_with_free_func (segment_free);

  for (;;)
    {
      const char *before = self->at;

      skip_space (self);
      if (*self->at != '.' && *self->at != '[')
        {
          self->at = before;
          return g_steal_pointer (&segments);
        }
      if (!parse_segment (self, segments))
        return NULL;
    }
}

/* Filters */

static gboolean
is_single (const GPtrArray *segments)
{
  for (guint i = 0; i < segments->len; i++)
    {
      const RhPathSegment *segment = g_ptr_array_index (segments, i);
      const RhPathSelector *first = g_ptr_array_index (segment->selectors, 0);

      if (segment->descendants || segment->selectors->len != 1
          || (first->kind != RH_PATH_NAME && first->kind != RH_PATH_INDEX))
        return FALSE;
    }

  return TRUE;
}

static gboolean
parse_literal (Parser *self, RhPathOperand *operand)
{
  gsize length = strcspn (self->at, " \t\r\n=!<>&|)],");
  RhJsonSpan span;

  if (*self->at == '\'' || *self->at == '"')
    operand->literal = parse_string (self);
  else if (rh_json_walk_check (self->at, length, &span) == RH_JSON_WALK_OK)
    {
      operand->literal = g_string_new_len (self->at, (gssize) length);
      self->at += length;
    }
  else
    fail (self, strchr (self->at, '(') != NULL && g_ascii_isalpha (*self->at)
                    ? "functions are not known here"
                    : "@, $, a string, a number, true, false or null is expected");

  return operand->literal != NULL;
}

static gboolean
parse_operand (Parser *self, RhPathOperand *operand)
{
  skip_space (self);
  if (*self->at != '@' && *self->at != '$')
    return parse_literal (self, operand);

  operand->from_root = *self->at++ == '$';
  operand->segments = parse_segments (self);

  return operand->segments != NULL;
}

static gboolean
parse_operator (Parser *self, RhPathOperator *op)
{
  static const struct
  {
    const char *word;
    RhPathOperator op;
  } operators[] = {
    { "==", RH_PATH_EQUAL },         { "!=", RH_PATH_UNEQUAL },
    { "<=", RH_PATH_LESS_OR_EQUAL }, { ">=", RH_PATH_GREATER_OR_EQUAL },
    { "<", RH_PATH_LESS },           { ">", RH_PATH_GREATER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (operators); i++)
    if (take (self, operators[i].word))
      {
        *op = operators[i].op;
        return TRUE;
      }

  return FALSE;
}

static gboolean
parse_comparison (Parser *self, RhPathExpression *expression)
{
  const char *start = self->at;

  if (!parse_operand (self, &expression->first))
    return FALSE;
  if (!parse_operator (self, &expression->op))
    {
      expression->op = RH_PATH_EXISTS;
      return expression->first.segments != NULL || fail (self, "==, < or the like is expected");
    }
  if (!parse_operand (self, &expression->second))
    return FALSE;
  if ((expression->first.segments == NULL || is_single (expression->first.segments))
      && (expression->second.segments == NULL || is_single (expression->second.segments)))
    return TRUE;
  self->at = start;

  return fail (self, "only a single value can be compared");
}

static RhPathExpression *
parse_basic (Parser *self)
{
  RhPathExpression *expression = NULL;

  if (++self->depth > MAX_DEPTH)
    {
      fail (self, "this is nested too deep");
      return NULL;
    }
  if (take (self, "!"))
    {
      expression = g_new0 (RhPathExpression, 1);
      expression->op = RH_PATH_NOT;
      expression->left = parse_basic (self);
    }
  else if (take (self, "("))
    {
      expression = parse_or (self);
      if (expression != NULL && !take (self, ")"))
        fail (self, ") is expected");
    }
  else
    {
      expression = g_new0 (RhPathExpression, 1);
      parse_comparison (self, expression);
    }
  self->depth--;
  if (self->wrong != NULL)
    g_clear_pointer (&expression, expression_free);

  return expression;
}

static RhPathExpression *
join (RhPathOperator op, RhPathExpression *left, RhPathExpression *right)
{
  RhPathExpression *self;

  if (right == NULL)
    {
      expression_free (left);
      return NULL;
    }
  self = g_new0 (RhPathExpression, 1);
  self->op = op;
  self->left = left;
  self->right = right;

  return self;
}

static RhPathExpression *
parse_and (Parser *self)
{
  RhPathExpression *left = parse_basic (self);

  while (left != NULL && take (self, "&&"))
    left = join (RH_PATH_AND, left, parse_basic (self));

  return left;
}

static RhPathExpression *
parse_or (Parser *self)
{
  RhPathExpression *left = parse_and (self);

  while (left != NULL && take (self, "||"))
    left = join (RH_PATH_OR, left, parse_and (self));

  return left;
}

RhJsonPath *
rh_json_path_parse (const char *text, gsize *position, GError **error)
{
  Parser parser = { text, text };
  g_autoptr (RhJsonPath) self = g_new0 (RhJsonPath, 1);

  if (!take (&parser, "$"))
    fail (&parser, "a path begins with $");
  else
    self->segments = parse_segments (&parser);
  skip_space (&parser);
  if (*parser.at != '\0')
    fail (&parser, ". or [ is expected");
  if (parser.wrong == NULL)
    return g_steal_pointer (&self);

  *position = (gsize) (parser.wrong_at - text);
  g_set_error_literal (error, RH_JSON_PATH_ERROR, RH_JSON_PATH_ERROR_SYNTAX, parser.wrong);

  return NULL;
}

void
rh_json_path_free (RhJsonPath *self)
{
  g_clear_pointer (&self->segments, g_ptr_array_unref);
  g_free (self);
}
