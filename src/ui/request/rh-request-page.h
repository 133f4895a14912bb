/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits what a request sends besides method and URL: params, headers, body, auth. */
#pragma once

#include "collection/rh-collection.h"
#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_REQUEST_PAGE (rh_request_page_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestPage, rh_request_page, RH, REQUEST_PAGE, AdwBin)

/* Properties: "narrow"; "page" (notified): the name of the one shown, "params", "headers", …. */
void rh_request_page_set_item (RhRequestPage *self,
                               RhRequestItem *item,
                               RhCollection *collection,
                               RhVariableScope *scope);
const char *rh_request_page_get_page (RhRequestPage *self);
/* Nothing happens if there is none of that name. */
void rh_request_page_set_page (RhRequestPage *self, const char *name);
/* Shows the page of what was undone, and puts the cursor there; see RhRequestUndo. */
void rh_request_page_reveal (RhRequestPage *self, const char *place, guint cursor);
/* What is added to its headers, as rh_field_list_set_added(). Before that page is shown. */
void rh_request_page_set_added_headers (RhRequestPage *self, GListModel *rows);
/* Opens the menu of the request: what it can be copied as. */
void rh_request_page_open_menu (RhRequestPage *self);
/* Shows the rows of the page as lines of text, or as rows again. Nothing happens on a page that has
 * none. */
void rh_request_page_toggle_text (RhRequestPage *self);

G_END_DECLS
