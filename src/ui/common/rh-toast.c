/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts from anywhere in a window. */
#define G_LOG_DOMAIN "rh-toast"

#include "config.h"

#include "common/rh-toast.h"

#include <glib/gi18n.h>

AdwToast *
rh_toast_new (const char *text)
{
  return g_object_new (ADW_TYPE_TOAST, "use-markup", FALSE, "title", text, NULL);
}

void
rh_toast_add (GtkWidget *from, AdwToast *toast)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  if (overlay != NULL)
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);
  else
    g_object_unref (toast);
}

void
rh_toast_show (GtkWidget *from, const char *text)
{
  rh_toast_add (from, rh_toast_new (text));
}

void
rh_toast_copy (GtkWidget *from, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (from), text);
  rh_toast_show (from, _ ("Copied"));
}
