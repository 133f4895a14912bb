/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The rows of the sidebar: a tree made lazily, or those of its items that a filter lets through. */
#pragma once

#include "collection/rh-folder.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* So many items are looked at between two frames. */
#define RH_TREE_MODEL_SLICE 100

#define RH_TYPE_TREE_MODEL (rh_tree_model_get_type ())
G_DECLARE_FINAL_TYPE (RhTreeModel, rh_tree_model, RH, TREE_MODEL, GObject)

/* Signal "filtered": other rows are shown, because of the filter or what changed below it; "more":
 * more of the same. */
RhTreeModel *rh_tree_model_new (RhFolder *root);
/* Of GtkTreeListRow. Borrowed, the same for good. */
GtkSingleSelection *rh_tree_model_get_selection (RhTreeModel *self);
/* "" shows all. Others take some slices of idle time; what was shown stays until then. */
void rh_tree_model_set_filter (RhTreeModel *self, const char *text);
gboolean rh_tree_model_is_filtered (RhTreeModel *self);
guint rh_tree_model_get_n_found (RhTreeModel *self); /* requests; of a filter */

/* Not all rows are in the selection at first, and more of them, or all, come there in an idle
 * moment: where the list is not full, is scrolled, or gets the keyboard. */
void rh_tree_model_want_more (RhTreeModel *self, gboolean all);
/* Here and now. NULL: there is no such row. (transfer full) */
GtkTreeListRow *rh_tree_model_show_row (RhTreeModel *self, guint position);

/* The row of @item: NULL where a folder around it is closed or the filter keeps it away. */
GtkTreeListRow *rh_tree_model_dup_row (RhTreeModel *self, GObject *item);
/* GTK_INVALID_LIST_POSITION: no row. It may be one that is not in the selection yet. */
guint rh_tree_model_find (RhTreeModel *self, GObject *item);
/* Opens the folders that @item is in. */
void rh_tree_model_reveal (RhTreeModel *self, GObject *item);
/* @item and the folders below it that are open, outermost first; of RhFolder. A row that moves
 * closes: it is another one then. */
GPtrArray *rh_tree_model_dup_open (RhTreeModel *self, GObject *item);
void rh_tree_model_open (RhTreeModel *self, GPtrArray *folders);

G_END_DECLS
