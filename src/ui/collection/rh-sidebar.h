/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The tree of a collection's folders and requests. */
#pragma once

#include "collection/rh-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SIDEBAR (rh_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (RhSidebar, rh_sidebar, RH, SIDEBAR, AdwBin)

/* Signals: "activate-item" (RhRequestItem, gboolean new_tab), "removed" (RhRequestItem). */
void rh_sidebar_set_collection (RhSidebar *self, RhCollection *collection);
/* Shows which request is in front; NULL: none. */
void rh_sidebar_select (RhSidebar *self, RhRequestItem *item);
/* Opens the filter and lets it have the keyboard. */
void rh_sidebar_filter (RhSidebar *self);
/* What the toggle below shows besides the tree; NULL: nothing, and there is no toggle. */
void rh_sidebar_set_history (RhSidebar *self, GtkWidget *history);
/* A new request beside the selected one, not activated. Borrowed. */
RhRequestItem *rh_sidebar_add_request (RhSidebar *self);
gboolean rh_sidebar_has (RhSidebar *self, RhRequestItem *item);
/* Removes it without a word. */
void rh_sidebar_forget (RhSidebar *self, RhRequestItem *item);

G_END_DECLS
