/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the sidebar. Rows are made once and bound to item after item while the list scrolls. */
#define G_LOG_DOMAIN "rh-tree-row"

#include "config.h"

#include "collection/rh-tree-row.h"

#include "collection/rh-folder.h"

struct _RhTreeRow
{
  AdwBin parent_instance;

  /* Template */
  GtkTreeExpander *expander;
  GtkLabel *method_label;
  GtkLabel *name_label;

  /* Owned */
  GBindingGroup *bindings; /* of any item */
  GBindingGroup *request_bindings;
};

enum
{
  MENU,
  CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhTreeRow, rh_tree_row, ADW_TYPE_BIN)

/* The second click of two is the list's: it activates the row. */
static void
clicked_cb (RhTreeRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  if (n_press == 1)
    g_signal_emit (self, signals[CLICKED], 0);
}

/* Not on the press: the row would never hear of the release and look pressed for good. */
static void
released_cb (RhTreeRow *self, int n_press, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU], 0, x, y);
}

static void
long_pressed_cb (RhTreeRow *self, double x, double y, GtkGesture *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[MENU], 0, x, y);
}

/* Only what is cut off: a tooltip over the next row is in the way of the pointer. */
static gboolean
rh_tree_row_query_tooltip (GtkWidget *widget, int x, int y, gboolean keyboard, GtkTooltip *tooltip)
{
  RhTreeRow *self = RH_TREE_ROW (widget);

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (self->name_label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_label (self->name_label));
  return TRUE;
}

static void
rh_tree_row_dispose (GObject *object)
{
  RhTreeRow *self = RH_TREE_ROW (object);

  g_clear_object (&self->bindings);
  g_clear_object (&self->request_bindings);
  /* A bound child of ours is the very child of AdwBin: it goes by that door. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RH_TYPE_TREE_ROW);

  G_OBJECT_CLASS (rh_tree_row_parent_class)->dispose (object);
}

static void
rh_tree_row_class_init (RhTreeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rh_tree_row_dispose;
  widget_class->query_tooltip = rh_tree_row_query_tooltip;

  signals[MENU] = g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);

  signals[CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               RH_RESOURCE_PATH "/ui/collection/rh-tree-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RhTreeRow, expander);
  gtk_widget_class_bind_template_child (widget_class, RhTreeRow, method_label);
  gtk_widget_class_bind_template_child (widget_class, RhTreeRow, name_label);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
rh_tree_row_init (RhTreeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->bindings = g_binding_group_new ();
  g_binding_group_bind (self->bindings, "name", self->name_label, "label", G_BINDING_SYNC_CREATE);
  self->request_bindings = g_binding_group_new ();
  g_binding_group_bind (self->request_bindings, "method", self->method_label, "label",
                        G_BINDING_SYNC_CREATE);
}

GtkWidget *
rh_tree_row_new (void)
{
  return g_object_new (RH_TYPE_TREE_ROW, NULL);
}

void
rh_tree_row_bind (RhTreeRow *self, GtkTreeListRow *row)
{
  g_autoptr (GObject) item = NULL;
  gboolean is_request;

  g_return_if_fail (RH_IS_TREE_ROW (self));

  item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  is_request = RH_IS_REQUEST_ITEM (item);
  gtk_tree_expander_set_list_row (self->expander, row);
  gtk_widget_set_visible (GTK_WIDGET (self->method_label), is_request);
  g_binding_group_set_source (self->bindings, item);
  g_binding_group_set_source (self->request_bindings, is_request ? item : NULL);
}

GObject *
rh_tree_row_dup_item (RhTreeRow *self)
{
  g_return_val_if_fail (RH_IS_TREE_ROW (self), NULL);

  return g_binding_group_dup_source (self->bindings);
}
