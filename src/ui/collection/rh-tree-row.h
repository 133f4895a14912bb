/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the sidebar: a folder, or a request with its method. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_TREE_ROW (rh_tree_row_get_type ())
G_DECLARE_FINAL_TYPE (RhTreeRow, rh_tree_row, RH, TREE_ROW, AdwBin)

/* Signals: "clicked"; "menu" (double x, double y): a context menu was asked for at that point;
 * "renamed" (const char *name, gboolean by_key): an edit ended; NULL: with nothing. */
GtkWidget *rh_tree_row_new (GtkListItem *list_item); /* which gets its name */
/* @row: of an RhFolder or RhRequestItem; NULL lets go. */
void rh_tree_row_bind (RhTreeRow *self, GtkTreeListRow *row);
GObject *rh_tree_row_dup_item (RhTreeRow *self);
/* Puts an entry in the place of the name. */
void rh_tree_row_edit (RhTreeRow *self);
gboolean rh_tree_row_is_edited (RhTreeRow *self);

/* Once for a list: its rows emit "clicked" and "menu" from then on. */
void rh_tree_row_attach_pointer (GtkWidget *list);
/* The row of a list that shows @item now, and that which @widget is in or around; NULL. */
RhTreeRow *rh_tree_row_find (GtkWidget *list, GObject *item);
RhTreeRow *rh_tree_row_at (GtkWidget *list, GtkWidget *widget);

G_END_DECLS
