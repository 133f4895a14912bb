/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help over what the window shows: it goes away for the places that it leads to. */
#define G_LOG_DOMAIN "rh-window-help"

#include "config.h"

#include "window/rh-window-help.h"

#include "common/rh-help-context.h"
#include "help/rh-help-dialog.h"

#define HAS_KEY "rh-help-key"

static AdwDialog *
get_dialog (RhWindow *self)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (self));
}

static void
visible_dialog_cb (RhWindow *self)
{
  AdwDialog *dialog = get_dialog (self);
  GtkEventController *controller;

  if (dialog == NULL || g_object_get_data (G_OBJECT (dialog), HAS_KEY) != NULL)
    return;

  controller = gtk_shortcut_controller_new ();
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (controller),
                                     GTK_SHORTCUT_SCOPE_MANAGED);
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (controller),
      gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_F1, GDK_NO_MODIFIER_MASK),
                        gtk_named_action_new ("win.help")));
  gtk_widget_add_controller (GTK_WIDGET (dialog), controller);
  g_object_set_data (G_OBJECT (dialog), HAS_KEY, controller);
}

static void
follow_cb (RhWindow *self, const char *action, RhHelpDialog *dialog)
{
  AdwDialog *below;

  adw_dialog_force_close (ADW_DIALOG (dialog));
  below = get_dialog (self);
  /* it begins with another environment, perhaps */
  if (below != NULL && g_str_equal (action, "win.get-started"))
    adw_dialog_force_close (below);
  /* before there is a collection this makes one */
  if (rh_window_get_page (self) == NULL && g_str_equal (action, "win.connect"))
    action = "win.connect-own";

  gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
}

void
rh_window_help_open (RhWindow *self, const char *page)
{
  AdwDialog *below;
  GtkWidget *root;
  RhHelpDialog *dialog;

  g_return_if_fail (RH_IS_WINDOW (self));

  below = get_dialog (self);
  if (RH_IS_HELP_DIALOG (below))
    return;

  root = below != NULL ? GTK_WIDGET (below) : GTK_WIDGET (self);
  if (page == NULL)
    page = rh_help_context_find (root, gtk_window_get_focus (GTK_WINDOW (self)));
  dialog = rh_help_dialog_new (gtk_window_get_application (GTK_WINDOW (self)));
  rh_help_dialog_show (dialog, page);
  g_signal_connect_object (dialog, "follow", G_CALLBACK (follow_cb), self, G_CONNECT_SWAPPED);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (self));
}

void
rh_window_help_watch (RhWindow *self)
{
  g_return_if_fail (RH_IS_WINDOW (self));

  g_signal_connect (self, "notify::visible-dialog", G_CALLBACK (visible_dialog_cb), NULL);
}
