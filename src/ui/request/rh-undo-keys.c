/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the undo stack: taken before the entries see them, which have none of their own. */
#define G_LOG_DOMAIN "rh-undo-keys"

#include "config.h"

#include "request/rh-undo-keys.h"

/* Nobody else gets the key, even if there is nothing to undo. */
static gboolean
undo_cb (GtkWidget *widget, GVariant *arguments, gpointer undo)
{
  rh_request_undo_undo (undo);
  return TRUE;
}

static gboolean
redo_cb (GtkWidget *widget, GVariant *arguments, gpointer undo)
{
  rh_request_undo_redo (undo);
  return TRUE;
}

static gboolean
is_typing (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);

  return root != NULL && GTK_IS_TEXT (gtk_root_get_focus (root));
}

static gboolean
undo_beside_cb (GtkWidget *widget, GVariant *arguments, gpointer undo)
{
  return !is_typing (widget) && undo_cb (widget, arguments, undo);
}

static gboolean
redo_beside_cb (GtkWidget *widget, GVariant *arguments, gpointer undo)
{
  return !is_typing (widget) && redo_cb (widget, arguments, undo);
}

static void
add (GtkEventController *keys, const char *trigger, GtkShortcutFunc run, RhRequestUndo *undo)
{
  GtkShortcutAction *action = gtk_callback_action_new (run, g_object_ref (undo), g_object_unref);

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), action));
}

static void
attach (GtkWidget *widget, RhRequestUndo *undo, GtkShortcutFunc on_undo, GtkShortcutFunc on_redo)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add (keys, "<Control>z", on_undo, undo);
  add (keys, "<Control><Shift>z|<Control>y", on_redo, undo);
  gtk_widget_add_controller (widget, keys);
}

void
rh_undo_keys_attach (GtkWidget *widget, RhRequestUndo *undo)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (RH_IS_REQUEST_UNDO (undo));

  attach (widget, undo, undo_cb, redo_cb);
}

void
rh_undo_keys_attach_beside (GtkWidget *widget, RhRequestUndo *undo)
{
  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (RH_IS_REQUEST_UNDO (undo));

  attach (widget, undo, undo_beside_cb, redo_beside_cb);
}
