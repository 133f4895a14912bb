/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The toolkit has one call to add and another to remove. */
#define G_LOG_DOMAIN "rh-css-class"

#include "config.h"

#include "common/rh-css-class.h"

void
rh_css_class_set (GtkWidget *widget, const char *name, gboolean set)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));

  if (set)
    gtk_widget_add_css_class (widget, name);
  else
    gtk_widget_remove_css_class (widget, name);
}
