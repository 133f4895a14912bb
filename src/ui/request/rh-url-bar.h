/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Method, URL, Send. */
#pragma once

#include "collection/rh-request-item.h"
#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_URL_BAR (rh_url_bar_get_type ())
G_DECLARE_FINAL_TYPE (RhUrlBar, rh_url_bar, RH, URL_BAR, AdwBin)

/* Properties: "narrow" (Send is somewhere else), "running". */
void rh_url_bar_set_item (RhUrlBar *self, RhRequestItem *item, RhVariableScope *scope);
/* What was pasted into the URL: a curl command fills the whole request, by "tab.fill-from-curl". */
void rh_url_bar_paste (RhUrlBar *self, const char *text);
/* @select: what is there is about to be replaced. Else the cursor is at the start, which is in view
 * then. */
void rh_url_bar_focus_url (RhUrlBar *self, gboolean select);
/* @cursor: in characters. */
void rh_url_bar_focus_at (RhUrlBar *self, guint cursor);
/* If Send is in it. */
void rh_url_bar_focus_send (RhUrlBar *self);

G_END_DECLS
