/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dragging rows of the sidebar to another place in the tree. */
#pragma once

#include "collection/rh-tree-model.h"

G_BEGIN_DECLS

#define RH_TYPE_TREE_DRAG (rh_tree_drag_get_type ())
G_DECLARE_FINAL_TYPE (RhTreeDrag, rh_tree_drag, RH, TREE_DRAG, GObject)

/* @list: of RhTreeRow, in a scrolled window; its controllers keep nothing of this.
 * Signal "move" (GObject *item, RhFolder *to, guint position): as for rh_tree_move(). */
RhTreeDrag *rh_tree_drag_new (GtkListView *list, RhTreeModel *model, RhFolder *root);

/* What the pointer does, in the coordinates of the list. FALSE: @item cannot go there. */
gboolean rh_tree_drag_hover (RhTreeDrag *self, GObject *item, double x, double y);
gboolean rh_tree_drag_drop (RhTreeDrag *self, GObject *item, double x, double y);

G_END_DECLS
