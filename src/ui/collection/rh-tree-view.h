/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a collection's folders and requests, with the actions on them ("tree.…"). */
#pragma once

#include "collection/rh-collection.h"
#include "collection/rh-tree-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* The URL of a new request: every environment says what "api" is. */
#define RH_TREE_VIEW_NEW_URL "{{api}}/"

#define RH_TYPE_TREE_VIEW (rh_tree_view_get_type ())
G_DECLARE_FINAL_TYPE (RhTreeView, rh_tree_view, RH, TREE_VIEW, AdwBin)

/* Signals: "activate-item" (RhRequestItem, gboolean new_tab), "removed" (RhRequestItem).
 * @search_bar: gets the letters that are typed here, but for those of a name, and is closed when
 * something new is to be seen. */
void
rh_tree_view_set_collection (RhTreeView *self, RhCollection *collection, GtkSearchBar *search_bar);
RhTreeModel *rh_tree_view_get_model (RhTreeView *self); /* borrowed */
/* The request in front; NULL: none. */
void rh_tree_view_select (RhTreeView *self, RhRequestItem *item);
/* The keyboard to the selected row, or to the first. */
void rh_tree_view_focus (RhTreeView *self);
void rh_tree_view_focus_first (RhTreeView *self);
/* Where something new goes: into the selected folder, or behind the selected request. Borrowed. */
RhFolder *rh_tree_view_get_place (RhTreeView *self, guint *position);

G_END_DECLS
