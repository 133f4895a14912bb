/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of a table, compared and replaced by what they say. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* How rows of one kind are put into what @owner is, and taken out of it. */
typedef struct
{
  gpointer (*copy) (gpointer row); /* (transfer full) */
  void (*insert) (gpointer owner, guint position, gpointer row);
  void (*remove) (gpointer owner, guint position);
  /* All at once, which spares lists that show thousands of them the steps between. NULL or FALSE:
   * it cannot, and goes row by row. */
  gboolean (*splice) (gpointer owner, guint position, guint n_removed, GPtrArray *added);
} RhRowsClass;

/* All rows, owned by the array. (transfer full) */
GPtrArray *rh_rows_take (GListModel *rows);
/* Whether @rows say what @wanted do. */
gboolean rh_rows_are (GListModel *rows, GPtrArray *wanted);
/* Makes @rows of @owner say what @wanted do, with as little change as that takes: rows that are the
 * same stay what they are, and keep the cursor. */
void
rh_rows_replace (GListModel *rows, GPtrArray *wanted, const RhRowsClass *klass, gpointer owner);

G_END_DECLS
