/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a document remembers of a body: where every 64th row begins, and what must not be read again
 * to find the next one. Sorted arrays that only grow, looked up by halving. */
#define G_LOG_DOMAIN "rh-body-tables"

#include "config.h"

#include "body/rh-body-tables.h"

void
rh_body_tables_init (RhBodyTables *self)
{
  self->notes = g_array_new (FALSE, FALSE, sizeof (RhBodyNote));
  self->stretches = g_array_new (FALSE, FALSE, sizeof (RhBodyStretch));
  self->containers = g_array_new (FALSE, FALSE, sizeof (RhBodyContainer));
  self->closed = g_array_new (FALSE, FALSE, sizeof (guint64));
  self->foldable = g_array_new (FALSE, TRUE, sizeof (guint64));
  rh_body_tables_reset (self);
}

void
rh_body_tables_clear (RhBodyTables *self)
{
  g_clear_pointer (&self->notes, g_array_unref);
  g_clear_pointer (&self->stretches, g_array_unref);
  g_clear_pointer (&self->containers, g_array_unref);
  g_clear_pointer (&self->closed, g_array_unref);
  g_clear_pointer (&self->foldable, g_array_unref);
}

static void
empty (RhBodyTables *self)
{
  g_array_set_size (self->notes, 0);
  g_array_set_size (self->stretches, 0);
  g_array_set_size (self->containers, 0);
  g_array_set_size (self->closed, 0);
}

void
rh_body_tables_reset (RhBodyTables *self)
{
  empty (self);
  g_array_set_size (self->foldable, 0);
  self->n_rows = 0;
  self->n_lines = 0;
  self->limit = 0;
  self->max_width = 0;
  self->n_open = 0;
  self->tail_row = G_MAXUINT64;
  self->tail_offset = G_MAXUINT64;
  self->tail_line = 0;
}

/* How many elements of @array have a key, a guint64 at the start of each, that is below @key. */
static guint
count_below (const GArray *array, gsize size, guint64 key)
{
  guint low = 0;
  guint high = array->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (*(const guint64 *) (const void *) (array->data + middle * size) < key)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* A container ends after those within it, and is listed before them. */
static void
take_containers (RhBodyTables *self, GArray *containers)
{
  for (guint i = 0; i < containers->len; i++)
    {
      RhBodyContainer *container = &g_array_index (containers, RhBodyContainer, i);
      guint at = count_below (self->containers, sizeof *container, container->row);

      g_array_insert_vals (self->containers, at, container, 1);
    }
}

static void
take_closed (RhBodyTables *self, GArray *closed)
{
  for (guint i = 0; i < closed->len; i++)
    {
      guint64 row = g_array_index (closed, guint64, i);
      guint word = (guint) (row / 64);

      if (word >= self->foldable->len)
        g_array_set_size (self->foldable, word + 1);
      g_array_index (self->foldable, guint64, word) |= G_GUINT64_CONSTANT (1) << (row % 64);
    }
}

void
rh_body_tables_take (RhBodyTables *self, RhBodyTables *fresh)
{
  if (fresh->notes->len > 0)
    g_array_append_vals (self->notes, fresh->notes->data, fresh->notes->len);
  if (fresh->stretches->len > 0)
    g_array_append_vals (self->stretches, fresh->stretches->data, fresh->stretches->len);
  take_containers (self, fresh->containers);
  take_closed (self, fresh->closed);
  empty (fresh);

  self->n_rows = fresh->n_rows;
  self->n_lines = fresh->n_lines;
  self->limit = fresh->limit;
  self->max_width = fresh->max_width;
  memcpy (self->open_rows, fresh->open_rows, fresh->n_open * sizeof *fresh->open_rows);
  self->n_open = fresh->n_open;
  self->tail_row = fresh->tail_row;
  self->tail_offset = fresh->tail_offset;
  self->tail_line = fresh->tail_line;
}

guint
rh_body_tables_find_stretch (const RhBodyTables *self, guint64 offset)
{
  return count_below (self->stretches, sizeof (RhBodyStretch), offset);
}

guint64
rh_body_tables_count_more (const RhBodyTables *self, guint64 offset)
{
  guint n = rh_body_tables_find_stretch (self, offset);

  return n == 0 ? 0 : g_array_index (self->stretches, RhBodyStretch, n - 1).n_more;
}

const RhBodyContainer *
rh_body_tables_find_container (const RhBodyTables *self, guint64 row)
{
  guint at = count_below (self->containers, sizeof (RhBodyContainer), row);
  const RhBodyContainer *container;

  if (at == self->containers->len)
    return NULL;

  container = &g_array_index (self->containers, RhBodyContainer, at);

  return container->row == row ? container : NULL;
}

gboolean
rh_body_tables_is_open (const RhBodyTables *self, guint64 row)
{
  for (guint i = 0; i < self->n_open; i++)
    if (self->open_rows[i] == row)
      return TRUE;

  return FALSE;
}

gboolean
rh_body_tables_is_foldable (const RhBodyTables *self, guint64 row)
{
  return row / 64 < self->foldable->len
         && (g_array_index (self->foldable, guint64, (guint) (row / 64)) >> (row % 64) & 1) != 0;
}
