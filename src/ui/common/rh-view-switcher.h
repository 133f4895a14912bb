/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A leak of AdwToggle (libadwaita 1.7 to 1.9): it does not let go of its child. With a view
 * switcher in each tab that is some 150 kB a tab. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* For whoever has @self, an AdwInlineViewSwitcher, in its template: at the beginning of dispose. It
 * is not to be shown then. */
void rh_view_switcher_let_go (GtkWidget *self);

G_END_DECLS
