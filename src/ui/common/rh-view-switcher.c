/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A leak of AdwToggle: it does not let go of its child. */
#define G_LOG_DOMAIN "rh-view-switcher"

#include "config.h"

#include "common/rh-view-switcher.h"

void
rh_view_switcher_let_go (GtkWidget *self)
{
  GtkWidget *group;

  if (self == NULL) /* dispose runs more than once */
    return;

  group = gtk_widget_get_first_child (self);
  if (!ADW_IS_TOGGLE_GROUP (group))
    return;

  for (guint i = 0; i < adw_toggle_group_get_n_toggles (ADW_TOGGLE_GROUP (group)); i++)
    adw_toggle_set_child (adw_toggle_group_get_toggle (ADW_TOGGLE_GROUP (group), i), NULL);
}
