/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keys of the undo stack: taken before the entries see them, which have none of their own. */
#define G_LOG_DOMAIN "rh-undo-keys"

#include "config.h"

#include "request/rh-undo-keys.h"

#include "request/rh-variables-page.h"

/* Whether what has the focus undoes by itself. */
static gboolean
focus_undoes_itself (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  if (focus == NULL)
    return FALSE;
  if (GTK_IS_TEXT_VIEW (focus))
    return gtk_text_buffer_get_enable_undo (gtk_text_view_get_buffer (GTK_TEXT_VIEW (focus)));

  return gtk_widget_get_ancestor (focus, RH_TYPE_VARIABLES_PAGE) != NULL;
}

/* Nobody else gets the key, even if there is nothing to undo. */
static gboolean
undo_cb (GtkWidget *widget, GVariant *arguments, gpointer undo)
{
  if (focus_undoes_itself (widget))
    return FALSE;

  rh_request_undo_undo (undo);
  return TRUE;
}

static gboolean
redo_cb (GtkWidget *widget, GVariant *arguments, gpointer undo)
{
  if (focus_undoes_itself (widget))
    return FALSE;

  rh_request_undo_redo (undo);
  return TRUE;
}

static void
add (GtkEventController *keys, const char *trigger, GtkShortcutFunc run, RhRequestUndo *undo)
{
  GtkShortcutAction *action = gtk_callback_action_new (run, g_object_ref (undo), g_object_unref);

  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string (trigger), action));
}

void
rh_undo_keys_attach (GtkWidget *widget, RhRequestUndo *undo)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  g_return_if_fail (GTK_IS_WIDGET (widget));
  g_return_if_fail (RH_IS_REQUEST_UNDO (undo));

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  add (keys, "<Control>z", undo_cb, undo);
  add (keys, "<Control><Shift>z|<Control>y", redo_cb, undo);
  gtk_widget_add_controller (widget, keys);
}
