/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One collection: its tree in the sidebar, its requests in tabs, one environment for all of them.
 */
#pragma once

#include "connection/rh-connection-button.h"
#include "window/rh-tab-slot.h"
#include "workspace/rh-progress.h"

G_BEGIN_DECLS

#define RH_TYPE_COLLECTION_PAGE (rh_collection_page_get_type ())
G_DECLARE_FINAL_TYPE (RhCollectionPage, rh_collection_page, RH, COLLECTION_PAGE, AdwBin)

/* Properties: "narrow" and "wide", set by the window's breakpoints; "title", for the window. */
GtkWidget *rh_collection_page_new (GMenuModel *menu);
/* Once, before anything below. */
void rh_collection_page_set_collection (RhCollectionPage *self,
                                        RhWorkspace *workspace,
                                        RhCollection *collection);

/* For what keeps and restores it, and for the menu of its tabs. Pages of the view hold RhTabSlot;
 * @closed is of RhRequestItem, the last one first. */
RhWorkspace *rh_collection_page_get_workspace (RhCollectionPage *self);
RhCollection *rh_collection_page_get_collection (RhCollectionPage *self); /* NULL: not yet */
RhEnvironment *rh_collection_page_get_environment (RhCollectionPage *self);
RhConnectionButton *rh_collection_page_get_button (RhCollectionPage *self);
AdwTabView *rh_collection_page_get_tab_view (RhCollectionPage *self);
AdwOverlaySplitView *rh_collection_page_get_split (RhCollectionPage *self);
GQueue *rh_collection_page_get_closed (RhCollectionPage *self);
/* A tab as it was left, beside the one in front and behind it. */
AdwTabPage *
rh_collection_page_add (RhCollectionPage *self, RhRequestItem *item, const RhSessionTab *state);

/* The tabs that there are; if there are none, that there are none. */
void rh_collection_page_show_tabs (RhCollectionPage *self);

/* The tab in front; NULL if all are closed. */
RhTab *rh_collection_page_get_tab (RhCollectionPage *self);
RhTab *rh_collection_page_open (RhCollectionPage *self, RhRequestItem *item, gboolean new_tab);
/* An entry of the collection's history, as a request of its own with what came back; NULL if it
 * cannot be read, and then a toast says so. */
RhTab *rh_collection_page_open_entry (RhCollectionPage *self, RhHistoryEntry *entry);
void rh_collection_page_open_first (RhCollectionPage *self);
/* By name; nothing happens if there is none. */
void rh_collection_page_set_environment (RhCollectionPage *self, const char *name);
/* A banner until connected or another environment is chosen. */
void rh_collection_page_offer_connect (RhCollectionPage *self);

/* A line that leads on from Get Started, until another environment is chosen; NULL: none. */
void rh_collection_page_follow (RhCollectionPage *self, RhProgress *progress);
/* What it follows, borrowed; NULL. */
RhProgress *rh_collection_page_get_followed (RhCollectionPage *self);
/* Opens @item, if there is one, with the focus on Send. */
void rh_collection_page_offer_call (RhCollectionPage *self, RhRequestItem *item);
/* The same with the request that what is followed begins with. */
void rh_collection_page_offer_first_call (RhCollectionPage *self);

/* The actions of the window. */
void rh_collection_page_new_request (RhCollectionPage *self);
void rh_collection_page_close_tab (RhCollectionPage *self);
void rh_collection_page_reopen_tab (RhCollectionPage *self);
void rh_collection_page_toggle_sidebar (RhCollectionPage *self);
void rh_collection_page_filter (RhCollectionPage *self);
void rh_collection_page_focus_url (RhCollectionPage *self);
void rh_collection_page_send (RhCollectionPage *self);
void rh_collection_page_cancel (RhCollectionPage *self);
/* Of the list that came back. */
void rh_collection_page_next_page (RhCollectionPage *self);
/* Where the response stands. */
void rh_collection_page_next_layout (RhCollectionPage *self);
void rh_collection_page_go_to (RhCollectionPage *self);
void rh_collection_page_choose_environment (RhCollectionPage *self);
void rh_collection_page_edit_environments (RhCollectionPage *self);
/* Those of the environment shown and the account chosen in it. */
void rh_collection_page_show_cookies (RhCollectionPage *self);
/* What all requests in a folder have; of the collection. */
void rh_collection_page_show_settings (RhCollectionPage *self, RhFolder *folder);
void rh_collection_page_edit_settings (RhCollectionPage *self);
/* For another program: all of it, or a folder or request. */
void rh_collection_page_export (RhCollectionPage *self);
void rh_collection_page_export_item (RhCollectionPage *self, GObject *item);
/* Of the folder or collection that the request in the tab has its authorization from. */
void rh_collection_page_edit_inherited_auth (RhCollectionPage *self);
void rh_collection_page_define_variable (RhCollectionPage *self, const char *name);
void rh_collection_page_connect (RhCollectionPage *self);

/* Files */
void rh_collection_page_save (RhCollectionPage *self);
void rh_collection_page_save_as (RhCollectionPage *self);
/* Asks whether the collection may use saved secrets. */
void rh_collection_page_accept_collection (RhCollectionPage *self);
/* Looks for what others did in the folder. */
void rh_collection_page_refresh (RhCollectionPage *self);

G_END_DECLS
