/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the keys go when a dialog opens: once, for a dialog is mapped anew when it becomes a bottom
 * sheet, and then the focus stays where it is. */
#define G_LOG_DOMAIN "rh-first-focus"

#include "config.h"

#include "common/rh-first-focus.h"

/* In the second frame libadwaita opens the sheet and sets the focus. */
#define N_FRAMES 3

static gboolean
frame_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer n_frames)
{
  if (++*(guint *) n_frames < N_FRAMES)
    return G_SOURCE_CONTINUE;

  if ((gtk_widget_get_state_flags (widget) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    gtk_widget_grab_focus (widget);
  return G_SOURCE_REMOVE;
}

static void
mapped_cb (GtkWidget *widget, AdwDialog *dialog)
{
  g_signal_handlers_disconnect_by_func (dialog, mapped_cb, widget);
  gtk_widget_add_tick_callback (widget, frame_cb, g_new0 (guint, 1), g_free);
}

void
rh_first_focus_set (gpointer dialog, gpointer widget)
{
  g_return_if_fail (ADW_IS_DIALOG (dialog));
  g_return_if_fail (GTK_IS_WIDGET (widget));

  adw_dialog_set_focus (dialog, widget);
  g_signal_connect_object (dialog, "map", G_CALLBACK (mapped_cb), widget, G_CONNECT_SWAPPED);
}
