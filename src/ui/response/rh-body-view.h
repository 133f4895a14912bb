/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the body of a response, whatever it is and while it arrives: text in the layout that is
 * chosen, an image, or bytes. */
#pragma once

#include "http/rh-exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_BODY_VIEW (rh_body_view_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyView, rh_body_view, RH, BODY_VIEW, AdwBin)

/* Goes on while more of it arrives. */
void rh_body_view_show (RhBodyView *self, RhExchange *exchange);
/* What is said above the body; "" if there is nothing to say. */
const char *rh_body_view_get_notice (RhBodyView *self);
/* Whether its values can be made variables: by "tab.set-variable" (ss), with the value's path and
 * the name of its member. Until something else is shown. */
void rh_body_view_set_offers_variables (RhBodyView *self, gboolean offers);
/* "body.…": for menus that are not within the view. */
GActionGroup *rh_body_view_get_actions (RhBodyView *self);

/* Keys of a widget that the view is somewhere in: each calls @callback with "(s)", the name of an
 * action. */
void rh_body_view_class_add_keys (GtkWidgetClass *widget_class, GtkShortcutFunc callback);

G_END_DECLS
