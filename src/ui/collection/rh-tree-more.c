/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A list that is not full needs some more rows. One that somebody scrolls, or is in with the
 * keyboard, needs all: its end is to be where it says, and a screen reader counts them. */
#define G_LOG_DOMAIN "rh-tree-more"

#include "config.h"

#include "collection/rh-tree-more.h"

static void
adjusted_cb (RhTreeModel *model, GtkAdjustment *vertical)
{
  gboolean scrolled = gtk_adjustment_get_value (vertical) > 0;
  gboolean full = gtk_adjustment_get_upper (vertical) > gtk_adjustment_get_page_size (vertical);

  if (scrolled || !full)
    rh_tree_model_want_more (model, scrolled);
}

static void
focused_cb (RhTreeModel *model)
{
  rh_tree_model_want_more (model, TRUE);
}

/* Other rows are read from their top. */
static void
replaced_cb (GtkListView *list, GParamSpec *pspec, GListModel *rows)
{
  if (g_list_model_get_n_items (rows) > 0)
    gtk_list_view_scroll_to (list, 0, GTK_LIST_SCROLL_NONE, NULL);
}

void
rh_tree_more_attach (GtkListView *list, RhTreeModel *model)
{
  GtkAdjustment *vertical = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (list));
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect_object (vertical, "changed", G_CALLBACK (adjusted_cb), model, G_CONNECT_SWAPPED);
  g_signal_connect_object (vertical, "value-changed", G_CALLBACK (adjusted_cb), model,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_tree_model_get_selection (model), "notify::model",
                           G_CALLBACK (replaced_cb), list, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "enter", G_CALLBACK (focused_cb), model, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (list), focus);
}
