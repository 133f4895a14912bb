/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button's menu, made when it is first opened. */
#define G_LOG_DOMAIN "rh-lazy-menu"

#include "config.h"

#include "common/rh-lazy-menu.h"

/* It asks before each time. */
static void
create_cb (GtkMenuButton *button, gpointer user_data)
{
  if (gtk_menu_button_get_popover (button) == NULL)
    gtk_menu_button_set_menu_model (button, G_MENU_MODEL (user_data));
}

void
rh_lazy_menu_set (GtkMenuButton *button, GMenuModel *menu)
{
  g_return_if_fail (GTK_IS_MENU_BUTTON (button));
  g_return_if_fail (G_IS_MENU_MODEL (menu));

  gtk_menu_button_set_create_popup_func (button, create_cb, g_object_ref (menu), g_object_unref);
}
