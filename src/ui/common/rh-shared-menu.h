/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menus of widgets that come and go with each tab. GtkBuilder (GTK 4.18) never lets go of the
 * sections of a menu, so such a menu is made once, and not by a template. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* A menu of window/rh-menus.blp. Borrowed. */
GMenuModel *rh_shared_menu_get (const char *id);

G_END_DECLS
