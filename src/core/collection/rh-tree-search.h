/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Looks for requests by words, a little at a time: the caller gives it the time. */
#pragma once

#include "collection/rh-folder.h"

G_BEGIN_DECLS

/* Of a request's body, so much is looked at (bytes). */
#define RH_TREE_SEARCH_BODY_MAX (256 * 1024)

typedef struct _RhTreeSearch RhTreeSearch;

/* A request is found when each word of @text is somewhere in its name, method, URL or body or in
 * the name of a folder around it, in capitals or not. @before: one that has seen all of the same
 * tree, which did not change since, and outlives this; what it has not found is not looked at again
 * where @text only says more. NULL: none. */
RhTreeSearch *rh_tree_search_new (RhFolder *root, const char *text, RhTreeSearch *before);
void rh_tree_search_free (RhTreeSearch *self);
/* Looks at @n_items more at most. FALSE: it has seen all. The tree may change in between; what
 * changes behind the search is not seen. */
gboolean rh_tree_search_step (RhTreeSearch *self, guint n_items);
/* Whether @item was found, or something in it. */
gboolean rh_tree_search_has (RhTreeSearch *self, gconstpointer item);
/* Whether both have found the same; both have seen all. */
gboolean rh_tree_search_equal (RhTreeSearch *self, RhTreeSearch *other);
/* How many requests were found. */
guint rh_tree_search_get_n_found (RhTreeSearch *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhTreeSearch, rh_tree_search_free)

G_END_DECLS
