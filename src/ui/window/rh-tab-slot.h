/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The place of a tab in a window. The tab itself is made when it is first looked at; until then the
 * slot remembers how it was left. It can move to another window, with what is in it. */
#pragma once

#include "window/rh-tab.h"
#include "workspace/rh-session.h"

G_BEGIN_DECLS

#define RH_TYPE_TAB_SLOT (rh_tab_slot_get_type ())
G_DECLARE_FINAL_TYPE (RhTabSlot, rh_tab_slot, RH, TAB_SLOT, AdwBin)

/* Properties: "narrow" and "wide", set from the window; "running", notified. Signal
 * "layout-changed": the response covers the window, or no longer. */
GtkWidget *rh_tab_slot_new (RhWorkspace *workspace, RhCollection *collection, RhRequestItem *item);
RhRequestItem *rh_tab_slot_get_item (RhTabSlot *self);
RhCollection *rh_tab_slot_get_collection (RhTabSlot *self);
/* Where its next request goes, and whose variables it sees; both nullable. */
void
rh_tab_slot_set_environment (RhTabSlot *self, RhEnvironment *environment, RhConnection *connection);
/* NULL before it was looked at. */
RhTab *rh_tab_slot_get_tab (RhTabSlot *self);
RhTab *rh_tab_slot_need_tab (RhTabSlot *self);
/* The window that it is in; NULL: it is between two. */
void rh_tab_slot_set_host (RhTabSlot *self, GtkWidget *host);
/* How it was left, and how it is now: page and scrolling. */
void rh_tab_slot_set_state (RhTabSlot *self, const RhSessionTab *state);
void rh_tab_slot_save_state (RhTabSlot *self, RhSessionTab *state);

G_END_DECLS
