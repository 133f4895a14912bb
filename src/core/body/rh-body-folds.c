/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which rows are folded away. A sorted list of all folds, and of those that are not within another
 * one a second with running sums, made when it is needed, so that looking up is halving. */
#define G_LOG_DOMAIN "rh-body-folds"

#include "config.h"

#include "body/rh-body-folds.h"

typedef struct
{
  guint64 row;
  guint64 last_row;
  guint64 n_hidden; /* before it */
} Outer;

struct _RhBodyFolds
{
  GArray *all;   /* of RhBodyFold, by row */
  GArray *outer; /* of Outer, by row */
  gboolean stale;
};

RhBodyFolds *
rh_body_folds_new (void)
{
  RhBodyFolds *self = g_new0 (RhBodyFolds, 1);

  self->all = g_array_new (FALSE, FALSE, sizeof (RhBodyFold));
  self->outer = g_array_new (FALSE, FALSE, sizeof (Outer));

  return self;
}

void
rh_body_folds_free (RhBodyFolds *self)
{
  g_array_unref (self->all);
  g_array_unref (self->outer);
  g_free (self);
}

static guint64
count_hidden (const Outer *outer)
{
  return outer->n_hidden + outer->last_row - outer->row;
}

static void
refresh (RhBodyFolds *self)
{
  if (!self->stale)
    return;

  self->stale = FALSE;
  g_array_set_size (self->outer, 0);
  for (guint i = 0; i < self->all->len; i++)
    {
      const RhBodyFold *fold = &g_array_index (self->all, RhBodyFold, i);
      const Outer *last = self->outer->len == 0
                              ? NULL
                              : &g_array_index (self->outer, Outer, self->outer->len - 1);
      Outer outer = { fold->row, fold->last_row, last == NULL ? 0 : count_hidden (last) };

      if (last == NULL || fold->row > last->last_row)
        g_array_append_val (self->outer, outer);
    }
}

/* How many folds are at rows before @row. */
static guint
count_before (RhBodyFolds *self, guint64 row)
{
  guint low = 0;
  guint high = self->all->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->all, RhBodyFold, middle).row < row)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

const RhBodyFold *
rh_body_folds_find_next (RhBodyFolds *self, guint64 row)
{
  guint at = count_before (self, row);

  return at == self->all->len ? NULL : &g_array_index (self->all, RhBodyFold, at);
}

static gboolean
has_fold (RhBodyFolds *self, guint64 row)
{
  const RhBodyFold *fold = rh_body_folds_find_next (self, row);

  return fold != NULL && fold->row == row;
}

void
rh_body_folds_add (RhBodyFolds *self, const RhBodyFold *fold)
{
  if (has_fold (self, fold->row))
    return;

  g_array_insert_vals (self->all, count_before (self, fold->row), fold, 1);
  self->stale = TRUE;
}

gboolean
rh_body_folds_remove (RhBodyFolds *self, guint64 row)
{
  if (!has_fold (self, row))
    return FALSE;

  g_array_remove_index (self->all, count_before (self, row));
  self->stale = TRUE;

  return TRUE;
}

void
rh_body_folds_clear (RhBodyFolds *self)
{
  g_array_set_size (self->all, 0);
  self->stale = TRUE;
}

gboolean
rh_body_folds_reveal (RhBodyFolds *self, guint64 row)
{
  gboolean found = FALSE;

  for (guint i = count_before (self, row); i > 0; i--)
    if (g_array_index (self->all, RhBodyFold, i - 1).last_row >= row)
      {
        g_array_remove_index (self->all, i - 1);
        found = TRUE;
      }
  self->stale |= found;

  return found;
}

guint64
rh_body_folds_get_n_hidden (RhBodyFolds *self)
{
  refresh (self);

  return self->outer->len == 0
             ? 0
             : count_hidden (&g_array_index (self->outer, Outer, self->outer->len - 1));
}

/* The last outer fold that begins before @key, a row or a place. */
static const Outer *
find_outer (RhBodyFolds *self, guint64 key, gboolean places)
{
  guint low = 0;
  guint high;

  refresh (self);
  high = self->outer->len;
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      const Outer *outer = &g_array_index (self->outer, Outer, middle);

      if (outer->row - (places ? outer->n_hidden : 0) < key)
        low = middle + 1;
      else
        high = middle;
    }

  return low == 0 ? NULL : &g_array_index (self->outer, Outer, low - 1);
}

guint64
rh_body_folds_get_place (RhBodyFolds *self, guint64 row)
{
  const Outer *outer = find_outer (self, row, FALSE);

  if (outer == NULL)
    return row;
  if (row <= outer->last_row)
    return outer->row - outer->n_hidden;

  return row - count_hidden (outer);
}

guint64
rh_body_folds_get_row (RhBodyFolds *self, guint64 place)
{
  const Outer *outer = find_outer (self, place, TRUE);

  return outer == NULL ? place : place + count_hidden (outer);
}
