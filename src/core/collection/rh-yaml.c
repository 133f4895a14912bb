/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree. A mapping is two arrays side by side; one of many keys has an index besides, so that a
 * hostile file of them is not slow. */
#define G_LOG_DOMAIN "rh-yaml"

#include "config.h"

#include "collection/rh-yaml-text.h"
#include "collection/rh-yaml.h"

#include <string.h>

/* Fewer keys than this are found by looking at each. */
#define INDEX_FROM 16

struct _RhYaml
{
  gatomicrefcount ref_count;

  /* owned */
  char *text;        /* of a scalar */
  GPtrArray *items;  /* of a sequence, or the values of a mapping */
  GPtrArray *keys;   /* of a mapping */
  GHashTable *index; /* key → its place + 1; made when it is asked for; NULL when out of date */

  /* plain */
  RhYamlKind kind;
  guint line;
  gboolean plain;
};

G_DEFINE_QUARK (rh_yaml_error, rh_yaml_error)
G_DEFINE_BOXED_TYPE (RhYaml, rh_yaml, rh_yaml_ref, rh_yaml_unref)

static RhYaml *
new_node (RhYamlKind kind)
{
  RhYaml *self = g_new0 (RhYaml, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->kind = kind;
  if (kind != RH_YAML_SCALAR)
    self->items = g_ptr_array_new ();
  if (kind == RH_YAML_MAPPING)
    self->keys = g_ptr_array_new_with_free_func (g_free);

  return self;
}

static RhYaml *
new_scalar (const char *text, gboolean plain)
{
  RhYaml *self;

  g_return_val_if_fail (text != NULL && g_utf8_validate (text, -1, NULL), NULL);

  self = new_node (RH_YAML_SCALAR);
  self->text = g_strdup (text);
  self->plain = plain && rh_yaml_text_can_be_plain (text);

  return self;
}

RhYaml *
rh_yaml_ref (RhYaml *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/* Without recursion, however deep a tree somebody has built. */
void
rh_yaml_unref (RhYaml *self)
{
  g_autoptr (GPtrArray) dying = NULL;

  g_return_if_fail (self != NULL);

  while (self != NULL)
    {
      if (g_atomic_ref_count_dec (&self->ref_count))
        {
          if (self->items != NULL && self->items->len > 0)
            {
              if (dying == NULL)
                dying = g_ptr_array_new ();
              g_ptr_array_extend (dying, self->items, NULL, NULL);
            }
          g_clear_pointer (&self->items, g_ptr_array_unref);
          g_clear_pointer (&self->keys, g_ptr_array_unref);
          g_clear_pointer (&self->index, g_hash_table_unref);
          g_free (self->text);
          g_free (self);
        }
      self = dying != NULL && dying->len > 0 ? g_ptr_array_steal_index_fast (dying, dying->len - 1)
                                             : NULL;
    }
}

RhYaml *
rh_yaml_new_string (const char *text)
{
  return new_scalar (text, FALSE);
}

RhYaml *
rh_yaml_new_plain (const char *text)
{
  return new_scalar (text, TRUE);
}

RhYaml *
rh_yaml_new_boolean (gboolean value)
{
  return new_scalar (value ? "true" : "false", TRUE);
}

RhYaml *
rh_yaml_new_int (gint64 value)
{
  g_autofree char *text = g_strdup_printf ("%" G_GINT64_FORMAT, value);

  return new_scalar (text, TRUE);
}

RhYaml *
rh_yaml_new_sequence (void)
{
  return new_node (RH_YAML_SEQUENCE);
}

RhYaml *
rh_yaml_new_mapping (void)
{
  return new_node (RH_YAML_MAPPING);
}

RhYaml *
rh_yaml_copy (const RhYaml *self)
{
  RhYaml *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = new_node (self->kind);
  copy->line = self->line;
  copy->plain = self->plain;
  copy->text = g_strdup (self->text);
  for (guint i = 0; i < rh_yaml_get_length (self); i++)
    {
      g_ptr_array_add (copy->items, rh_yaml_copy (self->items->pdata[i]));
      if (self->kind == RH_YAML_MAPPING)
        g_ptr_array_add (copy->keys, g_strdup (self->keys->pdata[i]));
    }

  return copy;
}

static gboolean
scalars_are_equal (const RhYaml *a, const RhYaml *b)
{
  return g_str_equal (a->text, b->text)
         && (a->plain == b->plain || !rh_yaml_text_is_special (a->text));
}

gboolean
rh_yaml_equal (const RhYaml *a, const RhYaml *b)
{
  if (a == b)
    return TRUE;
  if (a == NULL || b == NULL || a->kind != b->kind)
    return FALSE;
  if (a->kind == RH_YAML_SCALAR)
    return scalars_are_equal (a, b);
  if (a->items->len != b->items->len)
    return FALSE;

  for (guint i = 0; i < a->items->len; i++)
    {
      if (a->kind == RH_YAML_MAPPING && !g_str_equal (a->keys->pdata[i], b->keys->pdata[i]))
        return FALSE;
      if (!rh_yaml_equal (a->items->pdata[i], b->items->pdata[i]))
        return FALSE;
    }

  return TRUE;
}

RhYamlKind
rh_yaml_get_kind (const RhYaml *self)
{
  g_return_val_if_fail (self != NULL, RH_YAML_SCALAR);

  return self->kind;
}

guint
rh_yaml_get_line (const RhYaml *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->line;
}

void
rh_yaml_set_line (RhYaml *self, guint line)
{
  g_return_if_fail (self != NULL);

  self->line = line;
}

gboolean
rh_yaml_is_null (const RhYaml *self)
{
  if (self == NULL || !self->plain)
    return FALSE;

  return *self->text == '\0' || g_str_equal (self->text, "~") || g_str_equal (self->text, "null")
         || g_str_equal (self->text, "Null") || g_str_equal (self->text, "NULL");
}

gboolean
rh_yaml_is_plain (const RhYaml *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->plain;
}

const char *
rh_yaml_get_text (const RhYaml *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/* --- Sequences and mappings ----------------------------------------------------------------------
 */

guint
rh_yaml_get_length (const RhYaml *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->items != NULL ? self->items->len : 0;
}

guint
rh_yaml_get_depth (const RhYaml *self)
{
  guint deepest = 0;

  g_return_val_if_fail (self != NULL, 0);

  if (self->kind == RH_YAML_SCALAR)
    return 0;
  for (guint i = 0; i < rh_yaml_get_length (self); i++)
    {
      guint depth = rh_yaml_get_depth (rh_yaml_nth (self, i));

      deepest = MAX (deepest, depth);
    }

  return deepest + 1;
}

RhYaml *
rh_yaml_nth (const RhYaml *self, guint index)
{
  return index < rh_yaml_get_length (self) ? self->items->pdata[index] : NULL;
}

void
rh_yaml_append (RhYaml *self, RhYaml *item)
{
  rh_yaml_insert_nth (self, G_MAXUINT, item);
}

void
rh_yaml_insert_nth (RhYaml *self, guint index, RhYaml *item)
{
  g_return_if_fail (self != NULL && self->kind == RH_YAML_SEQUENCE);
  g_return_if_fail (item != NULL && item != self);

  g_ptr_array_insert (self->items, (int) MIN (index, self->items->len), item);
}

void
rh_yaml_remove_nth (RhYaml *self, guint index)
{
  g_return_if_fail (self != NULL && self->kind == RH_YAML_SEQUENCE);
  g_return_if_fail (index < self->items->len);

  rh_yaml_unref (g_ptr_array_steal_index (self->items, index));
}

const char *
rh_yaml_nth_key (const RhYaml *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->keys != NULL && index < self->keys->len ? self->keys->pdata[index] : NULL;
}

static GHashTable *
make_index (const RhYaml *self)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < self->keys->len; i++)
    g_hash_table_insert (index, self->keys->pdata[i], GUINT_TO_POINTER (i + 1));

  return index;
}

static gboolean
find (const RhYaml *self, const char *key, guint *place)
{
  if (self->index != NULL)
    {
      guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->index, key));

      *place = found - 1;
      return found != 0;
    }

  for (guint i = 0; i < self->keys->len; i++)
    {
      if (g_str_equal (self->keys->pdata[i], key))
        {
          *place = i;
          return TRUE;
        }
    }

  return FALSE;
}

RhYaml *
rh_yaml_get (const RhYaml *self, const char *key)
{
  guint place;

  g_return_val_if_fail (key != NULL, NULL);

  if (self == NULL || self->kind != RH_YAML_MAPPING || !find (self, key, &place))
    return NULL;

  return self->items->pdata[place];
}

static void
append_key (RhYaml *self, const char *key, RhYaml *value)
{
  char *own = g_strdup (key);

  g_ptr_array_add (self->keys, own);
  g_ptr_array_add (self->items, value);
  if (self->index != NULL)
    g_hash_table_insert (self->index, own, GUINT_TO_POINTER (self->keys->len));
  else if (self->keys->len >= INDEX_FROM)
    self->index = make_index (self);
}

void
rh_yaml_set (RhYaml *self, const char *key, RhYaml *value)
{
  guint place;

  g_return_if_fail (self != NULL && self->kind == RH_YAML_MAPPING);
  g_return_if_fail (key != NULL && value != NULL && value != self);

  if (!find (self, key, &place))
    {
      append_key (self, key, value);
      return;
    }

  rh_yaml_unref (self->items->pdata[place]);
  self->items->pdata[place] = value;
}

void
rh_yaml_set_string (RhYaml *self, const char *key, const char *text)
{
  rh_yaml_set (self, key, rh_yaml_new_string (text));
}

void
rh_yaml_set_boolean (RhYaml *self, const char *key, gboolean value)
{
  rh_yaml_set (self, key, rh_yaml_new_boolean (value));
}

void
rh_yaml_set_int (RhYaml *self, const char *key, gint64 value)
{
  rh_yaml_set (self, key, rh_yaml_new_int (value));
}

void
rh_yaml_insert (RhYaml *self, guint index, const char *key, RhYaml *value)
{
  g_autofree char *own = g_strdup (key);
  int place;

  g_return_if_fail (self != NULL && self->kind == RH_YAML_MAPPING);
  g_return_if_fail (key != NULL && value != NULL && value != self);

  rh_yaml_remove (self, own);
  g_clear_pointer (&self->index, g_hash_table_unref);
  place = (int) MIN (index, self->keys->len);
  g_ptr_array_insert (self->keys, place, g_steal_pointer (&own));
  g_ptr_array_insert (self->items, place, value);
}

gboolean
rh_yaml_remove (RhYaml *self, const char *key)
{
  guint place;

  g_return_val_if_fail (self != NULL && self->kind == RH_YAML_MAPPING, FALSE);
  g_return_val_if_fail (key != NULL, FALSE);

  if (!find (self, key, &place))
    return FALSE;

  g_clear_pointer (&self->index, g_hash_table_unref);
  rh_yaml_unref (g_ptr_array_steal_index (self->items, place));
  g_ptr_array_remove_index (self->keys, place);

  return TRUE;
}

void
rh_yaml_sort (RhYaml *self, const char *const *order)
{
  g_autoptr (GPtrArray) keys = NULL;
  g_autoptr (GPtrArray) items = NULL;
  guint place;

  g_return_if_fail (self != NULL && self->kind == RH_YAML_MAPPING);
  g_return_if_fail (order != NULL);

  keys = g_ptr_array_new_with_free_func (g_free);
  items = g_ptr_array_new ();
  g_clear_pointer (&self->index, g_hash_table_unref);
  for (guint i = 0; order[i] != NULL; i++)
    {
      if (find (self, order[i], &place))
        {
          g_ptr_array_add (keys, g_ptr_array_steal_index (self->keys, place));
          g_ptr_array_add (items, g_ptr_array_steal_index (self->items, place));
        }
    }
  g_ptr_array_extend_and_steal (keys, g_steal_pointer (&self->keys));
  g_ptr_array_extend_and_steal (items, g_steal_pointer (&self->items));
  self->keys = g_steal_pointer (&keys);
  self->items = g_steal_pointer (&items);
}
