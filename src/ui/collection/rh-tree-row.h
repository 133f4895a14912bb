/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the sidebar: a folder, or a request with its method. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_TREE_ROW (rh_tree_row_get_type ())
G_DECLARE_FINAL_TYPE (RhTreeRow, rh_tree_row, RH, TREE_ROW, AdwBin)

/* Signals: "clicked"; "menu" (double x, double y): a context menu was asked for at that point. */
GtkWidget *rh_tree_row_new (void);
/* @row: of an RhFolder or RhRequestItem; NULL lets go. */
void rh_tree_row_bind (RhTreeRow *self, GtkTreeListRow *row);
GObject *rh_tree_row_dup_item (RhTreeRow *self);

G_END_DECLS
