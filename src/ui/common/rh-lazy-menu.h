/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A menu that is made when it is first opened: a window begins with several, and shows none. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* In place of gtk_menu_button_set_menu_model(). */
void rh_lazy_menu_set (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS
