/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header fields: order, duplicates and case as typed; values with their spans. */
#define G_LOG_DOMAIN "rh-headers"

#include "config.h"

#include "http/rh-headers.h"

#include <string.h>

typedef struct
{
  char *name;
  RhText *value;
} Field;

struct _RhHeaders
{
  gatomicrefcount ref_count;
  GPtrArray *fields; /* of Field */
};

G_DEFINE_BOXED_TYPE (RhHeaders, rh_headers, rh_headers_ref, rh_headers_unref)

static void
field_free (gpointer data)
{
  Field *field = data;

  g_free (field->name);
  rh_text_unref (field->value);
  g_free (field);
}

static const Field *
nth_field (const RhHeaders *self, guint index)
{
  return g_ptr_array_index (self->fields, index);
}

static gboolean
is_named (const Field *field, const char *name)
{
  return g_ascii_strcasecmp (field->name, name) == 0;
}

RhHeaders *
rh_headers_new (void)
{
  RhHeaders *self = g_new0 (RhHeaders, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->fields = g_ptr_array_new_with_free_func (field_free);

  return self;
}

RhHeaders *
rh_headers_ref (RhHeaders *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rh_headers_unref (RhHeaders *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_ptr_array_unref (self->fields);
  g_free (self);
}

RhHeaders *
rh_headers_copy (const RhHeaders *self)
{
  RhHeaders *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = rh_headers_new ();
  for (guint i = 0; i < self->fields->len; i++)
    rh_headers_append (copy, nth_field (self, i)->name, nth_field (self, i)->value);

  return copy;
}

void
rh_headers_append (RhHeaders *self, const char *name, RhText *value)
{
  Field *field;

  g_return_if_fail (self != NULL);
  g_return_if_fail (name != NULL);
  g_return_if_fail (value != NULL);

  field = g_new0 (Field, 1);
  field->name = g_strdup (name);
  field->value = rh_text_ref (value);
  g_ptr_array_add (self->fields, field);
}

void
rh_headers_append_plain (RhHeaders *self, const char *name, const char *value)
{
  g_autoptr (RhText) text = rh_text_new (value);

  rh_headers_append (self, name, text);
}

guint
rh_headers_remove (RhHeaders *self, const char *name)
{
  guint removed = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (name != NULL, 0);

  for (guint i = self->fields->len; i > 0; i--)
    {
      if (!is_named (nth_field (self, i - 1), name))
        continue;

      g_ptr_array_remove_index (self->fields, i - 1);
      removed++;
    }

  return removed;
}

void
rh_headers_remove_nth (RhHeaders *self, guint index)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (index < self->fields->len);

  g_ptr_array_remove_index (self->fields, index);
}

guint
rh_headers_get_length (const RhHeaders *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->fields->len;
}

const char *
rh_headers_nth_name (const RhHeaders *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->fields->len, NULL);

  return nth_field (self, index)->name;
}

RhText *
rh_headers_nth_value (const RhHeaders *self, guint index)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (index < self->fields->len, NULL);

  return nth_field (self, index)->value;
}

const char *
rh_headers_get (const RhHeaders *self, const char *name)
{
  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  for (guint i = 0; i < self->fields->len; i++)
    if (is_named (nth_field (self, i), name))
      return rh_text_peek (nth_field (self, i)->value, NULL);

  return NULL;
}

char *
rh_headers_dup_media_type (const RhHeaders *self)
{
  const char *value = rh_headers_get (self, "Content-Type");

  if (value == NULL)
    return g_strdup ("");

  return g_strstrip (g_ascii_strdown (value, (gssize) strcspn (value, ";")));
}

guint
rh_headers_count (const RhHeaders *self, const char *name)
{
  guint count = 0;

  g_return_val_if_fail (self != NULL, 0);
  g_return_val_if_fail (name != NULL, 0);

  for (guint i = 0; i < self->fields->len; i++)
    if (is_named (nth_field (self, i), name))
      count++;

  return count;
}

gboolean
rh_header_name_is_valid (const char *name)
{
  if (name == NULL || *name == '\0')
    return FALSE;

  for (const char *c = name; *c != '\0'; c++)
    if (!g_ascii_isalnum (*c) && strchr ("!#$%&'*+-.^_`|~", *c) == NULL)
      return FALSE;

  return TRUE;
}

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

gboolean
rh_header_value_is_valid (const char *value, gssize length)
{
  gsize size;

  g_return_val_if_fail (value != NULL, FALSE);

  size = length < 0 ? strlen (value) : (gsize) length;
  if (size > 0 && (is_blank (value[0]) || is_blank (value[size - 1])))
    return FALSE;

  for (gsize i = 0; i < size; i++)
    if (g_ascii_iscntrl (value[i]) && value[i] != '\t')
      return FALSE;

  return TRUE;
}
