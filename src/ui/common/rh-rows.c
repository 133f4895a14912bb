/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are the same at both ends stay; those between them are made what they are to be. */
#define G_LOG_DOMAIN "rh-rows"

#include "config.h"

#include "common/rh-rows.h"

#include "common/rh-properties.h"

/* Borrowed. */
static gpointer
row_at (GListModel *rows, guint position)
{
  gpointer row = g_list_model_get_item (rows, position);

  g_object_unref (row);
  return row;
}

GPtrArray *
rh_rows_take (GListModel *rows)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    g_ptr_array_add (all, g_list_model_get_item (rows, i));

  return all;
}

gboolean
rh_rows_are (GListModel *rows, GPtrArray *wanted)
{
  if (g_list_model_get_n_items (rows) != wanted->len)
    return FALSE;

  for (guint i = 0; i < wanted->len; i++)
    if (!rh_same_properties (row_at (rows, i), g_ptr_array_index (wanted, i)))
      return FALSE;

  return TRUE;
}

void
rh_rows_replace (GListModel *rows, GPtrArray *wanted, const RhRowsClass *klass, gpointer owner)
{
  guint n_old = g_list_model_get_n_items (rows);
  guint head = 0;
  guint tail = 0;

  while (head < MIN (n_old, wanted->len)
         && rh_same_properties (row_at (rows, head), g_ptr_array_index (wanted, head)))
    head++;
  while (tail < MIN (n_old, wanted->len) - head
         && rh_same_properties (row_at (rows, n_old - 1 - tail),
                                g_ptr_array_index (wanted, wanted->len - 1 - tail)))
    tail++;

  for (guint i = head; i < wanted->len - tail && i < n_old - tail; i++)
    rh_copy_properties (g_ptr_array_index (wanted, i), row_at (rows, i));
  for (guint n = n_old - tail; n > wanted->len - tail; n--)
    klass->remove (owner, n - 1);
  for (guint i = n_old - tail; i < wanted->len - tail; i++)
    {
      g_autoptr (GObject) copy = klass->copy (g_ptr_array_index (wanted, i));

      klass->insert (owner, i, copy);
    }
}
