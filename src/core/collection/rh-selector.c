/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picks a value out of a response. An expression becomes a list of steps; the steps go through the
 * body's text where it stands. Depth and work are bounded: neither the expression nor the response
 * need be meant well. */
#define G_LOG_DOMAIN "rh-selector"

#include "config.h"

#include "collection/rh-selector.h"

#include "text/rh-json-walk.h"
#include "text/rh-redactor.h"

#include <string.h>

/* Bytes that are looked at, some more than once; steps of an expression. */
#define MAX_WORK (64ull * RH_SELECTOR_MAX_BODY)
#define MAX_STEPS 64
#define BOM "\xEF\xBB\xBF"

typedef enum
{
  STEP_NAME,
  STEP_INDEX,
  STEP_ANY,
} StepKind;

typedef struct
{
  char *name;
  gsize index;
  StepKind kind;
  gboolean deep; /* ".." before it: here or anywhere below */
} Step;

typedef enum
{
  SUBJECT_STATUS,
  SUBJECT_HEADER,
  SUBJECT_BODY,
} Subject;

typedef struct
{
  Subject subject;
  GArray *steps; /* of Step */
  gboolean jsonpath;
} Selector;

/* Going through a body. */
typedef struct
{
  GArray *steps; /* borrowed */
  guint64 work;
  gboolean secret;
  gboolean too_much;
} Walk;

G_DEFINE_QUARK (rh_selector_error, rh_selector_error)

static void
step_clear (gpointer data)
{
  g_free (((Step *) data)->name);
}

static void
selector_clear (Selector *self)
{
  g_clear_pointer (&self->steps, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Selector, selector_clear)

/* Reading the expression */

static gboolean
is_bare (guchar c)
{
  return c >= 0x80 || g_ascii_isalnum ((char) c) || c == '_' || c == '$' || c == '-';
}

static char *
read_bare (const char **at)
{
  const char *start = *at;

  while (is_bare ((guchar) * *at))
    (*at)++;

  return *at == start ? NULL : g_strndup (start, (gsize) (*at - start));
}

/* After the first quote; what a backslash is before stands for itself. */
static char *
read_quoted (const char **at, char quote)
{
  g_autoptr (GString) name = g_string_new (NULL);

  for (; **at != '\0' && **at != quote; (*at)++)
    {
      if (**at == '\\' && (*at)[1] != '\0')
        (*at)++;
      g_string_append_c (name, **at);
    }
  if (**at == '\0')
    return NULL;

  (*at)++;
  return g_string_free_and_steal (g_steal_pointer (&name));
}

static gboolean
read_index (const char **at, gsize *index)
{
  char *end = NULL;
  guint64 number;

  if (!g_ascii_isdigit (**at))
    return FALSE;

  number = g_ascii_strtoull (*at, &end, 10);
  *index = (gsize) MIN (number, G_MAXSSIZE);
  *at = end;
  return TRUE;
}

/* After "[". */
static gboolean
read_bracket (const char **at, Step *step, gboolean jsonpath)
{
  char c = **at;

  if (c == '\'' || c == '"')
    {
      (*at)++;
      step->name = read_quoted (at, c);
      step->kind = STEP_NAME;
      if (step->name == NULL)
        return FALSE;
    }
  else if (c == '*' && jsonpath)
    {
      (*at)++;
      step->kind = STEP_ANY;
    }
  else
    {
      step->kind = STEP_INDEX;
      if (!read_index (at, &step->index))
        return FALSE;
    }

  if (**at != ']')
    return FALSE;
  (*at)++;
  return TRUE;
}

/* After "." or "..". */
static gboolean
read_member (const char **at, Step *step, gboolean jsonpath)
{
  if (**at == '*' && jsonpath)
    {
      (*at)++;
      step->kind = STEP_ANY;
      return TRUE;
    }

  step->kind = STEP_NAME;
  step->name = read_bare (at);
  return step->name != NULL;
}

static gboolean
read_step (const char **at, Step *step, gboolean jsonpath)
{
  if (jsonpath && g_str_has_prefix (*at, ".."))
    {
      step->deep = TRUE;
      *at += 2;
    }
  else if (**at == '.')
    (*at)++;
  else if (**at != '[')
    return FALSE;
  else
    {
      (*at)++;
      return read_bracket (at, step, jsonpath);
    }

  if (step->deep && **at == '[')
    {
      (*at)++;
      return read_bracket (at, step, jsonpath);
    }

  return read_member (at, step, jsonpath);
}

static gboolean
read_steps (Selector *self, const char *at)
{
  while (*at != '\0')
    {
      Step step = { 0 };
      gboolean read = self->steps->len < MAX_STEPS && read_step (&at, &step, self->jsonpath);

      g_array_append_val (self->steps, step);
      if (!read)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_one_name (const Selector *self)
{
  return self->steps->len == 1 && g_array_index (self->steps, Step, 0).kind == STEP_NAME;
}

static gboolean
read_expression (Selector *self, const char *text)
{
  static const char *const subjects[] = { "res.status", "res.headers", "res.body" };

  self->steps = g_array_new (FALSE, FALSE, sizeof (Step));
  g_array_set_clear_func (self->steps, step_clear);
  self->subject = SUBJECT_BODY;
  self->jsonpath = *text == '$';
  if (self->jsonpath)
    return read_steps (self, text + 1);

  for (guint i = 0; i < G_N_ELEMENTS (subjects); i++)
    {
      gsize length = strlen (subjects[i]);

      if (strncmp (text, subjects[i], length) != 0 || is_bare ((guchar) text[length]))
        continue;

      self->subject = (Subject) i;
      return read_steps (self, text + length)
             && (self->subject != SUBJECT_STATUS || self->steps->len == 0)
             && (self->subject != SUBJECT_HEADER || is_one_name (self));
    }

  return FALSE;
}

static gboolean
parse (Selector *self, const char *expression, GError **error)
{
  g_autofree char *text = g_strstrip (g_strdup (expression));

  if (g_utf8_validate (text, -1, NULL) && read_expression (self, text))
    return TRUE;

  g_set_error_literal (error, RH_SELECTOR_ERROR, RH_SELECTOR_ERROR_SYNTAX, expression);
  return FALSE;
}

/* Going through the body */

static gboolean
key_is (const RhJsonSpan *key, const char *name)
{
  gsize length = strlen (name);
  g_autoptr (GString) text = NULL;

  if (memchr (key->start, '\\', (gsize) (key->end - key->start)) == NULL)
    return (gsize) (key->end - key->start) == length + 2
           && memcmp (key->start + 1, name, length) == 0;

  text = rh_json_span_unescape (key);
  return text->len == length && memcmp (text->str, name, length) == 0;
}

static gboolean
key_is_secret (const RhJsonSpan *key)
{
  g_autoptr (GString) text = rh_json_span_unescape (key);

  return rh_redactor_is_secret_field (text->str);
}

static gboolean
next_child (Walk *walk, RhJsonIter *iter, RhJsonSpan *key, RhJsonSpan *value)
{
  const char *before = iter->at;

  if (walk->work > MAX_WORK)
    {
      walk->too_much = TRUE;
      return FALSE;
    }
  if (!rh_json_iter_next (iter, key, value))
    return FALSE;

  walk->work += (guint64) (iter->at - before);
  return TRUE;
}

static gboolean match (Walk *walk, guint i, const RhJsonSpan *at, RhJsonSpan *found);

/* @key is set for a member. */
static gboolean
match_child (Walk *walk, guint i, const RhJsonSpan *key, const RhJsonSpan *value, RhJsonSpan *found)
{
  if (!match (walk, i, value, found))
    return FALSE;

  walk->secret = walk->secret || (key != NULL && key_is_secret (key));
  return TRUE;
}

/* The last of that name: so programs read it. */
static gboolean
match_name (Walk *walk, guint i, const RhJsonSpan *at, RhJsonSpan *found)
{
  const Step *step = &g_array_index (walk->steps, Step, i);
  RhJsonSpan last_key = { NULL, NULL };
  RhJsonSpan last = { NULL, NULL };
  RhJsonSpan key = { NULL, NULL };
  RhJsonSpan value;
  RhJsonIter iter;

  if (*at->start != '{')
    return FALSE;

  rh_json_iter_init (&iter, at);
  while (next_child (walk, &iter, &key, &value))
    if (key_is (&key, step->name))
      {
        last = value;
        last_key = key;
      }

  return last.start != NULL && !walk->too_much
         && match_child (walk, i + 1, &last_key, &last, found);
}

static gboolean
match_index (Walk *walk, guint i, const RhJsonSpan *at, RhJsonSpan *found)
{
  const Step *step = &g_array_index (walk->steps, Step, i);
  RhJsonSpan key = { NULL, NULL };
  RhJsonSpan value;
  RhJsonIter iter;
  gsize n = 0;

  if (*at->start != '[')
    return FALSE;

  rh_json_iter_init (&iter, at);
  while (next_child (walk, &iter, &key, &value))
    if (n++ == step->index)
      return match_child (walk, i + 1, NULL, &value, found);

  return FALSE;
}

static gboolean
match_any (Walk *walk, guint i, const RhJsonSpan *at, RhJsonSpan *found)
{
  RhJsonSpan key = { NULL, NULL };
  RhJsonSpan value;
  RhJsonIter iter;

  if (!rh_json_span_is_container (at))
    return FALSE;

  rh_json_iter_init (&iter, at);
  while (next_child (walk, &iter, &key, &value))
    if (match_child (walk, i, iter.object ? &key : NULL, &value, found))
      return TRUE;

  return FALSE;
}

static gboolean
match_step (Walk *walk, guint i, const RhJsonSpan *at, RhJsonSpan *found)
{
  switch (g_array_index (walk->steps, Step, i).kind)
    {
    case STEP_NAME:
      return match_name (walk, i, at, found);
    case STEP_INDEX:
      return match_index (walk, i, at, found);
    case STEP_ANY:
    default:
      return match_any (walk, i + 1, at, found);
    }
}

/* As deep as the body is, which the check has bounded. */
static gboolean
match (Walk *walk, guint i, const RhJsonSpan *at, RhJsonSpan *found)
{
  if (i == walk->steps->len)
    {
      *found = *at;
      return TRUE;
    }

  return match_step (walk, i, at, found)
         || (g_array_index (walk->steps, Step, i).deep && !walk->too_much
             && match_any (walk, i, at, found));
}

/* What is found */

/* Looks into what is taken as a whole, without recursion: a name is a string before a colon. */
static gboolean
holds_secret (const RhJsonSpan *span)
{
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (RhJsonIter));
  RhJsonSpan key = { NULL, NULL };
  RhJsonSpan value = *span;
  RhJsonIter iter;

  if (!rh_json_span_is_container (span))
    return FALSE;

  rh_json_iter_init (&iter, span);
  g_array_append_val (open, iter);
  while (open->len > 0)
    {
      RhJsonIter *top = &g_array_index (open, RhJsonIter, open->len - 1);

      if (!rh_json_iter_next (top, &key, &value))
        {
          g_array_set_size (open, open->len - 1);
          continue;
        }
      if (top->object && key_is_secret (&key))
        return TRUE;
      if (!rh_json_span_is_container (&value))
        continue;

      rh_json_iter_init (&iter, &value);
      g_array_append_val (open, iter);
    }

  return FALSE;
}

static char *
dup_value (const RhJsonSpan *span)
{
  GString *text;

  if (*span->start != '"')
    return rh_json_span_dup_compact (span);

  text = rh_json_span_unescape (span);
  if (strlen (text->str) == text->len)
    return g_string_free_and_steal (text);

  g_string_free (text, TRUE);
  return NULL;
}

static char *
fail (RhSelectorError code, const char *expression, GError **error)
{
  g_set_error_literal (error, RH_SELECTOR_ERROR, (int) code, expression);
  return NULL;
}

static char *
pick_json (const char *expression,
           Walk *walk,
           const RhJsonSpan *root,
           gboolean *secret,
           GError **error)
{
  RhJsonSpan found;
  char *value;

  if (!match (walk, 0, root, &found))
    return fail (walk->too_much ? RH_SELECTOR_ERROR_TOO_LARGE : RH_SELECTOR_ERROR_NOT_FOUND,
                 expression, error);

  value = dup_value (&found);
  *secret = walk->secret || holds_secret (&found);
  return value != NULL ? value : fail (RH_SELECTOR_ERROR_NOT_TEXT, expression, error);
}

static char *
pick_body (const char *expression,
           const Selector *selector,
           const RhSelectorResponse *response,
           gboolean *secret,
           GError **error)
{
  Walk walk = { .steps = selector->steps };
  const char *text = response->body;
  gsize length = response->length;
  RhJsonSpan root;

  if (length > RH_SELECTOR_MAX_BODY)
    return fail (RH_SELECTOR_ERROR_TOO_LARGE, expression, error);
  if (length == 0)
    return fail (RH_SELECTOR_ERROR_NOT_FOUND, expression, error);
  if (!g_utf8_validate_len (text, length, NULL))
    return fail (RH_SELECTOR_ERROR_NOT_TEXT, expression, error);

  if (length >= strlen (BOM) && memcmp (text, BOM, strlen (BOM)) == 0)
    {
      text += strlen (BOM);
      length -= strlen (BOM);
    }

  if (rh_json_walk_check (text, length, &root) == RH_JSON_WALK_OK)
    return pick_json (expression, &walk, &root, secret, error);
  if (selector->jsonpath || selector->steps->len > 0)
    return fail (RH_SELECTOR_ERROR_NOT_JSON, expression, error);

  return g_strndup (text, length);
}

static char *
pick_header (const char *expression,
             const Selector *selector,
             const RhSelectorResponse *response,
             gboolean *secret,
             GError **error)
{
  const char *name = g_array_index (selector->steps, Step, 0).name;
  const char *value = rh_headers_get (response->headers, name);

  if (value == NULL)
    return fail (RH_SELECTOR_ERROR_NOT_FOUND, expression, error);
  if (!g_utf8_validate (value, -1, NULL))
    return fail (RH_SELECTOR_ERROR_NOT_TEXT, expression, error);

  *secret = rh_redactor_is_secret_header (name) || rh_redactor_is_secret_field (name);
  return g_strdup (value);
}

char *
rh_selector_pick (const char *expression,
                  const RhSelectorResponse *response,
                  gboolean *secret,
                  GError **error)
{
  g_auto (Selector) selector = { 0 };

  g_return_val_if_fail (expression != NULL && response != NULL && secret != NULL, NULL);

  *secret = FALSE;
  if (!parse (&selector, expression, error))
    return NULL;

  switch (selector.subject)
    {
    case SUBJECT_STATUS:
      return g_strdup_printf ("%u", response->status);
    case SUBJECT_HEADER:
      return pick_header (expression, &selector, response, secret, error);
    case SUBJECT_BODY:
    default:
      return pick_body (expression, &selector, response, secret, error);
    }
}

gboolean
rh_selector_check (const char *expression, GError **error)
{
  g_auto (Selector) selector = { 0 };

  g_return_val_if_fail (expression != NULL, FALSE);

  return parse (&selector, expression, error);
}
