/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A button that copies a text. */
#define G_LOG_DOMAIN "rh-copy-button"

#include "config.h"

#include "common/rh-copy-button.h"

#include "common/rh-toast.h"

static void
copy_cb (GtkWidget *button)
{
  rh_toast_copy (button, g_object_get_data (G_OBJECT (button), "text"));
}

GtkWidget *
rh_copy_button_new (const char *text, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "text", g_strdup (text), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (copy_cb), NULL);
  return button;
}
