/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What can be done with a tab: the menu of a tab, and what happens when one is dragged out. */
#pragma once

#include "window/rh-collection-page.h"

G_BEGIN_DECLS

/* The actions "tab.…", for the class of RhCollectionPage. */
void rh_tab_menu_install (GtkWidgetClass *widget_class);
void rh_tab_menu_watch (RhCollectionPage *page);

G_END_DECLS
