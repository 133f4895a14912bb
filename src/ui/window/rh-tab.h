/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request in a tab: the page that edits it, the page with what came back, and the sending in
 * between. */
#pragma once

#include "common/rh-variable-scope.h"
#include "request/rh-request-page.h"
#include "request/rh-request-undo.h"
#include "response/rh-response-page.h"
#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_TAB (rh_tab_get_type ())
G_DECLARE_FINAL_TYPE (RhTab, rh_tab, RH, TAB, AdwBin)

/* Properties: "narrow", "wide", set from the window; "running" and "showing-response" (the response
 * covers the narrow window), notified. */
GtkWidget *rh_tab_new (RhWorkspace *workspace,
                       RhCollection *collection,
                       RhRequestItem *item,
                       RhVariableScope *scope);
RhRequestItem *rh_tab_get_item (RhTab *self);
RhWorkspace *rh_tab_get_workspace (RhTab *self);
RhCollection *rh_tab_get_collection (RhTab *self);
RhConnection *rh_tab_get_connection (RhTab *self); /* NULL until it is set */
/* Where the last request went; NULL: none has. */
RhConnection *rh_tab_get_sent_to (RhTab *self);
RhRequestUndo *rh_tab_get_undo (RhTab *self);
RhRequestPage *rh_tab_get_request_page (RhTab *self);
RhResponsePage *rh_tab_get_response_page (RhTab *self);
/* Where the next request goes; one that is under way stays where it is. */
void rh_tab_set_connection (RhTab *self, RhConnection *connection);
void rh_tab_send (RhTab *self);
/* The same with the cursor that the last response names; does nothing if it names none. */
void rh_tab_next_page (RhTab *self);
/* Does nothing while no request runs. */
void rh_tab_cancel (RhTab *self);
/* Ends whatever is under way; the tab is about to go. */
void rh_tab_shut_down (RhTab *self);
gboolean rh_tab_is_running (RhTab *self);
gboolean rh_tab_is_showing_response (RhTab *self);
/* Nothing has been sent from it yet. */
gboolean rh_tab_is_fresh (RhTab *self);
/* A page of the request, "auth", in front, with the focus. */
void rh_tab_show_request (RhTab *self, const char *page);
/* Send in the bar with the URL; a narrow window has it elsewhere. */
void rh_tab_focus_send (RhTab *self);
/* @select: what is there is about to be replaced. */
void rh_tab_focus_url (RhTab *self, gboolean select);
/* What was kept of an exchange of another day, and a line that says so. */
void rh_tab_show_kept (RhTab *self, RhExchange *exchange, const char *note);

G_END_DECLS
