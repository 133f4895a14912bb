/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The menus of widgets that come and go with each tab. */
#define G_LOG_DOMAIN "rh-shared-menu"

#include "config.h"

#include "common/rh-shared-menu.h"

GMenuModel *
rh_shared_menu_get (const char *id)
{
  static GtkBuilder *menus;
  GObject *menu;

  if (menus == NULL)
    menus = gtk_builder_new_from_resource (RH_RESOURCE_PATH "/gtk/menus.ui");
  menu = gtk_builder_get_object (menus, id);
  g_return_val_if_fail (G_IS_MENU_MODEL (menu), NULL);

  return G_MENU_MODEL (menu);
}
