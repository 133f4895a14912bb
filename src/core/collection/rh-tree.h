/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is done to the things in a collection's tree as a whole: they move, are doubled, are found.
 * An item is an RhFolder or an RhRequestItem. */
#pragma once

#include "collection/rh-folder.h"

G_BEGIN_DECLS

/* The folder that holds @item, and where in it (@position may be NULL). Borrowed; NULL: none does.
 */
RhFolder *rh_tree_get_parent (GObject *item, guint *position);
/* Whether @item is below @root. */
gboolean rh_tree_has (RhFolder *root, GObject *item);
/* Whether @item may be put into @to: in the same collection, and not a folder into itself. */
gboolean rh_tree_can_move (GObject *item, RhFolder *to);
/* Puts @item into @to; @position is the one that it has afterwards, as near as the order allows.
 * FALSE: it may not go there, or it is there. */
gboolean rh_tree_move (GObject *item, RhFolder *to, guint position);
/* The item right above or below @item in the same folder; transfer full, NULL. */
GObject *rh_tree_dup_neighbour (GObject *item, gboolean up);
/* Where one step up or down takes @item, for rh_tree_move(): past its neighbour, into it where that
 * is a folder and @enter says so, out of its folder at the end. FALSE: there is no further. */
gboolean rh_tree_step (GObject *item, gboolean up, gboolean enter, RhFolder **to, guint *position);
/* "Search" → "Search 2", "Search 2" → "Search 3": a name that nothing in @folder has. */
char *rh_tree_dup_free_name (RhFolder *folder, const char *name);
/* A copy with all that is in it and a free name, right behind @item. Borrowed; NULL: @item is in
 * no folder, or cannot be read. */
GObject *rh_tree_duplicate (GObject *item);
/* The names on the way from @root to @item, which may be in no folder yet: "Users / Get user"; ""
 * for @root itself. (transfer full) */
char *rh_tree_dup_place (GObject *item, RhFolder *root);
/* All requests in @item, or @item itself; of RhRequestItem. */
GPtrArray *rh_tree_dup_requests (GObject *item);

G_END_DECLS
