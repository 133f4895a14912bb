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

/* One of the two numbers is none. */
static void
put (GPtrArray *added, guint position, guint n_removed, const RhRowsClass *klass, gpointer owner)
{
  if ((n_removed == 0 && added->len == 0)
      || (klass->splice != NULL && klass->splice (owner, position, n_removed, added)))
    return;

  for (guint n = n_removed; n > 0; n--)
    klass->remove (owner, position + n - 1);
  for (guint i = 0; i < added->len; i++)
    klass->insert (owner, position + i, added->pdata[i]);
}

void
rh_rows_replace (GListModel *rows, GPtrArray *wanted, const RhRowsClass *klass, gpointer owner)
{
  guint n_old = g_list_model_get_n_items (rows);
  guint head = 0;
  guint tail = 0;
  guint n_same;
  g_autoptr (GPtrArray) added = g_ptr_array_new_with_free_func (g_object_unref);

  while (head < MIN (n_old, wanted->len)
         && rh_same_properties (row_at (rows, head), g_ptr_array_index (wanted, head)))
    head++;
  while (tail < MIN (n_old, wanted->len) - head
         && rh_same_properties (row_at (rows, n_old - 1 - tail),
                                g_ptr_array_index (wanted, wanted->len - 1 - tail)))
    tail++;

  n_same = MIN (n_old, wanted->len) - tail;
  for (guint i = head; i < n_same; i++)
    rh_copy_properties (g_ptr_array_index (wanted, i), row_at (rows, i));
  for (guint i = n_same; i < wanted->len - tail; i++)
    g_ptr_array_add (added, klass->copy (g_ptr_array_index (wanted, i)));
  put (added, n_same, n_old - tail - n_same, klass, owner);
}
