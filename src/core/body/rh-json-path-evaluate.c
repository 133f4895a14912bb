/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a JSONPath finds. Each segment makes a list of places from the list before it; what is
 * within a place is walked with a stack of its own, so that depth costs memory and no more. */
#define G_LOG_DOMAIN "rh-json-path-evaluate"

#include "config.h"

#include "body/rh-json-path-private.h"

#include <string.h>

/* Values between two looks at whether it was cancelled. */
#define PATIENCE 4096

typedef struct
{
  const RhJsonSpan *root;
  GCancellable *cancellable;
  guint64 n_seen;
} Context;

static gboolean matches (Context *context, const RhPathExpression *filter, const RhJsonSpan *value);

static gboolean
may_go_on (Context *self, const GArray *found)
{
  if (found->len > RH_JSON_PATH_MAX)
    return FALSE;

  return ++self->n_seen % PATIENCE != 0 || !g_cancellable_is_cancelled (self->cancellable);
}

static gboolean
is_array (const RhJsonSpan *value)
{
  return *value->start == '[';
}

/* Children */

static gboolean
key_is (const RhJsonSpan *key, const GString *name)
{
  gsize length = (gsize) (key->end - key->start) - 2;
  GString *text;
  gboolean same;

  if (memchr (key->start, '\\', length + 2) == NULL)
    return length == name->len && memcmp (key->start + 1, name->str, length) == 0;

  text = rh_json_span_unescape (key);
  same = g_string_equal (text, name);
  g_string_free (text, TRUE);

  return same;
}

static gboolean
is_chosen (Context *context,
           const RhPathSelector *selector,
           const RhJsonSpan *key,
           const RhJsonSpan *value,
           gboolean member)
{
  if (selector->kind == RH_PATH_NAME)
    return member && key_is (key, selector->name);

  return selector->kind == RH_PATH_ALL || matches (context, selector->filter, value);
}

static gboolean
choose (Context *context, const RhPathSelector *selector, const RhJsonSpan *node, GArray *found)
{
  RhJsonIter iter;
  RhJsonSpan key;
  RhJsonSpan value;

  rh_json_iter_init (&iter, node);
  while (rh_json_iter_next (&iter, &key, &value))
    {
      if (!may_go_on (context, found))
        return FALSE;
      if (is_chosen (context, selector, &key, &value, iter.object))
        g_array_append_val (found, value);
    }

  return TRUE;
}

static GArray *
list_elements (const RhJsonSpan *array)
{
  GArray *elements = g_array_new (FALSE, FALSE, sizeof (RhJsonSpan));
  RhJsonIter iter;
  RhJsonSpan key;
  RhJsonSpan value;

  rh_json_iter_init (&iter, array);
  while (rh_json_iter_next (&iter, &key, &value))
    g_array_append_val (elements, value);

  return elements;
}

static gint64
normalize (gint64 index, gint64 length)
{
  return index < 0 ? index + length : index;
}

/* RFC 9535, section 2.3.4.2.2. */
static gboolean
slice (Context *context, const RhPathSelector *selector, const RhJsonSpan *node, GArray *found)
{
  g_autoptr (GArray) elements = list_elements (node);
  gint64 length = elements->len;
  gint64 step = selector->step;
  gint64 start = selector->has_start ? normalize (selector->start, length)
                 : step < 0          ? length - 1
                                     : 0;
  gint64 end = selector->has_end ? normalize (selector->end, length) : step < 0 ? -1 : length;
  gint64 at = step < 0 ? MIN (start, length - 1) : MAX (start, 0);

  end = step < 0 ? MAX (end, -1) : MIN (end, length);
  for (; step != 0 && (step > 0 ? at < end : at > end); at += step)
    {
      if (!may_go_on (context, found))
        return FALSE;
      g_array_append_val (found, g_array_index (elements, RhJsonSpan, (guint) at));
    }

  return TRUE;
}

static void
pick (const RhPathSelector *selector, const RhJsonSpan *node, GArray *found)
{
  RhJsonIter iter;
  RhJsonSpan key;
  RhJsonSpan value;
  gint64 index = selector->start;

  if (index < 0)
    {
      g_autoptr (GArray) elements = list_elements (node);

      index += elements->len;
      if (index >= 0)
        g_array_append_val (found, g_array_index (elements, RhJsonSpan, (guint) index));
      return;
    }

  rh_json_iter_init (&iter, node);
  for (; rh_json_iter_next (&iter, &key, &value); index--)
    if (index == 0)
      {
        g_array_append_val (found, value);
        return;
      }
}

static gboolean
select_children (Context *context,
                 const RhPathSegment *segment,
                 const RhJsonSpan *node,
                 GArray *found)
{
  gboolean all = TRUE;

  if (!rh_json_span_is_container (node))
    return TRUE;

  for (guint i = 0; i < segment->selectors->len && all; i++)
    {
      const RhPathSelector *selector = g_ptr_array_index (segment->selectors, i);

      if (selector->kind == RH_PATH_SLICE || selector->kind == RH_PATH_INDEX)
        {
          if (!is_array (node))
            continue;
          if (selector->kind == RH_PATH_INDEX)
            pick (selector, node, found);
          else
            all = slice (context, selector, node, found);
        }
      else
        all = choose (context, selector, node, found);
    }

  return all;
}

/* The node and everything within it, from the outside in. */
static gboolean
select_descendants (Context *context,
                    const RhPathSegment *segment,
                    const RhJsonSpan *node,
                    GArray *found)
{
  g_autoptr (GArray) stack = g_array_new (FALSE, FALSE, sizeof (RhJsonIter));
  RhJsonIter iter;

  if (!rh_json_span_is_container (node))
    return TRUE;
  if (!select_children (context, segment, node, found))
    return FALSE;

  rh_json_iter_init (&iter, node);
  g_array_append_val (stack, iter);
  while (stack->len > 0)
    {
      RhJsonSpan key;
      RhJsonSpan value;

      if (!rh_json_iter_next (&g_array_index (stack, RhJsonIter, stack->len - 1), &key, &value))
        {
          g_array_set_size (stack, stack->len - 1);
          continue;
        }
      if (!rh_json_span_is_container (&value))
        continue;
      if (!may_go_on (context, found) || !select_children (context, segment, &value, found))
        return FALSE;
      rh_json_iter_init (&iter, &value);
      g_array_append_val (stack, iter);
    }

  return TRUE;
}

/* FALSE: not all of it. (transfer full) */
static gboolean
follow (Context *context, const GPtrArray *segments, const RhJsonSpan *from, GArray **result)
{
  g_autoptr (GArray) nodes = g_array_new (FALSE, FALSE, sizeof (RhJsonSpan));
  gboolean all = TRUE;

  g_array_append_vals (nodes, from, 1);
  for (guint i = 0; i < segments->len && all; i++)
    {
      const RhPathSegment *segment = g_ptr_array_index (segments, i);
      GArray *found = g_array_new (FALSE, FALSE, sizeof (RhJsonSpan));

      for (guint j = 0; j < nodes->len && all; j++)
        {
          const RhJsonSpan *node = &g_array_index (nodes, RhJsonSpan, j);

          all = segment->descendants ? select_descendants (context, segment, node, found)
                                     : select_children (context, segment, node, found);
        }
      g_array_unref (nodes);
      nodes = found;
    }
  *result = g_steal_pointer (&nodes);

  return all;
}

/* Comparing */

/* FALSE: there is nothing there. */
static gboolean
get_value (Context *context, const RhPathOperand *operand, const RhJsonSpan *at, RhJsonSpan *value)
{
  g_autoptr (GArray) nodes = NULL;

  if (operand->segments == NULL)
    {
      *value
          = (RhJsonSpan) { operand->literal->str, operand->literal->str + operand->literal->len };
      return TRUE;
    }
  follow (context, operand->segments, operand->from_root ? context->root : at, &nodes);
  if (nodes->len == 0)
    return FALSE;
  *value = g_array_index (nodes, RhJsonSpan, 0);

  return TRUE;
}

static gboolean
is_number (const RhJsonSpan *value)
{
  return *value->start == '-' || g_ascii_isdigit (*value->start);
}

static gboolean
is_whole (const RhJsonSpan *value)
{
  for (const char *c = value->start; c < value->end; c++)
    if (!g_ascii_isdigit (*c) && *c != '-')
      return FALSE;

  return TRUE;
}

static double
get_number (const RhJsonSpan *value)
{
  g_autofree char *text = g_strndup (value->start, (gsize) (value->end - value->start));

  return g_ascii_strtod (text, NULL);
}

static gboolean
is_same_text (const RhJsonSpan *a, const RhJsonSpan *b)
{
  gsize length = (gsize) (a->end - a->start);

  return length == (gsize) (b->end - b->start) && memcmp (a->start, b->start, length) == 0;
}

/* Bytes of UTF-8 sort as characters do. */
static int
compare_strings (const RhJsonSpan *a, const RhJsonSpan *b)
{
  g_autoptr (GString) first = rh_json_span_unescape (a);
  g_autoptr (GString) second = rh_json_span_unescape (b);
  int order = memcmp (first->str, second->str, MIN (first->len, second->len));

  return order != 0 ? order : first->len < second->len ? -1 : first->len > second->len;
}

static gboolean
is_equal (const RhJsonSpan *a, const RhJsonSpan *b)
{
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  if (is_same_text (a, b))
    return TRUE;
  if (is_number (a) && is_number (b))
    /* The digits of an id are more than a double has. */
    return !(is_whole (a) && is_whole (b) && a->end - a->start > 15)
           && get_number (a) == get_number (b);
  if (*a->start == '"' && *b->start == '"')
    return compare_strings (a, b) == 0;
  if (*a->start != *b->start || !rh_json_span_is_container (a))
    return FALSE;

  first = rh_json_span_dup_compact (a);
  second = rh_json_span_dup_compact (b);

  return g_str_equal (first, second);
}

static gboolean
is_less (const RhJsonSpan *a, const RhJsonSpan *b)
{
  if (is_number (a) && is_number (b))
    return get_number (a) < get_number (b);

  return *a->start == '"' && *b->start == '"' && compare_strings (a, b) < 0;
}

/* RFC 9535, section 2.3.5.2.2: nothing is equal to nothing. */
static gboolean
compare (Context *context, const RhPathExpression *filter, const RhJsonSpan *at)
{
  RhJsonSpan a;
  RhJsonSpan b;
  gboolean has_a = get_value (context, &filter->first, at, &a);
  gboolean has_b = get_value (context, &filter->second, at, &b);
  gboolean both = has_a && has_b;
  gboolean equal = both ? is_equal (&a, &b) : has_a == has_b;

  switch (filter->op)
    {
    case RH_PATH_EQUAL:
      return equal;

    case RH_PATH_UNEQUAL:
      return !equal;

    case RH_PATH_LESS:
      return both && is_less (&a, &b);

    case RH_PATH_LESS_OR_EQUAL:
      return equal || (both && is_less (&a, &b));

    case RH_PATH_GREATER:
      return both && is_less (&b, &a);

    case RH_PATH_GREATER_OR_EQUAL:
      return equal || (both && is_less (&b, &a));

    case RH_PATH_OR:
    case RH_PATH_AND:
    case RH_PATH_NOT:
    case RH_PATH_EXISTS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
exists (Context *context, const RhPathOperand *operand, const RhJsonSpan *at)
{
  g_autoptr (GArray) nodes = NULL;

  follow (context, operand->segments, operand->from_root ? context->root : at, &nodes);

  return nodes->len > 0;
}

static gboolean
matches (Context *context, const RhPathExpression *filter, const RhJsonSpan *value)
{
  switch ((int) filter->op)
    {
    case RH_PATH_OR:
      return matches (context, filter->left, value) || matches (context, filter->right, value);

    case RH_PATH_AND:
      return matches (context, filter->left, value) && matches (context, filter->right, value);

    case RH_PATH_NOT:
      return !matches (context, filter->left, value);

    case RH_PATH_EXISTS:
      return exists (context, &filter->first, value);

    default:
      return compare (context, filter, value);
    }
}

gboolean
rh_json_path_evaluate (RhJsonPath *self,
                       const RhJsonSpan *root,
                       GCancellable *cancellable,
                       GArray *found)
{
  Context context = { root, cancellable, 0 };
  g_autoptr (GArray) nodes = NULL;
  gboolean all = follow (&context, self->segments, root, &nodes);

  g_array_append_vals (found, nodes->data, MIN (nodes->len, RH_JSON_PATH_MAX));

  return all && nodes->len <= RH_JSON_PATH_MAX && !g_cancellable_is_cancelled (cancellable);
}
