/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says on stdout when a window that starts is seen, and when it can be used: for measuring. It
 * looks at the window after each of its frames, so what it says has been painted. */
#define G_LOG_DOMAIN "rh-startup-probe"

#include "config.h"

#include "window/rh-startup-probe.h"

#include "collection/rh-tree-row.h"
#include "request/rh-url-bar.h"

/* Somewhere below @root, in the place it was given. */
static gboolean
is_shown (GtkWidget *root, GType type)
{
  if (!gtk_widget_get_mapped (root) || gtk_widget_get_width (root) == 0)
    return FALSE;
  if (g_type_is_a (G_OBJECT_TYPE (root), type))
    return TRUE;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (is_shown (child, type))
      return TRUE;

  return FALSE;
}

/* What is typed now goes into a URL that can be seen. */
static gboolean
is_usable (GtkWindow *window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && GTK_IS_EDITABLE (focus) && gtk_widget_is_focus (focus)
         && is_shown (focus, GTK_TYPE_EDITABLE)
         && gtk_widget_get_ancestor (focus, RH_TYPE_URL_BAR) != NULL
         && is_shown (GTK_WIDGET (window), RH_TYPE_TREE_ROW);
}

static void
after_paint_cb (GtkWindow *window, GdkFrameClock *clock)
{
  if (g_object_get_data (G_OBJECT (clock), "rh-startup-probe") == NULL)
    {
      g_print ("first-frame\n");
      g_object_set_data (G_OBJECT (clock), "rh-startup-probe", GINT_TO_POINTER (TRUE));
    }

  if (is_usable (window))
    {
      g_print ("usable\n");
      g_signal_handlers_disconnect_by_func (clock, after_paint_cb, window);
    }
}

void
rh_startup_probe_watch (RhWindow *window)
{
  g_return_if_fail (RH_IS_WINDOW (window));

  gtk_widget_realize (GTK_WIDGET (window));
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (window)), "after-paint",
                           G_CALLBACK (after_paint_cb), window, G_CONNECT_SWAPPED);
}
