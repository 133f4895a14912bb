/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One drop target on the whole table: rows come and go while it scrolls. The source is the handle
 * of each row. */
#define G_LOG_DOMAIN "rh-field-drag"

#include "config.h"

#include "request/rh-field-drag.h"

struct _RhFieldDrag
{
  GObject parent_instance;

  /* Owned */
  RhFieldModel *model;
  GtkWidget *marked; /* NULL */

  /* Borrowed: it has us as its data */
  GtkWidget *list;
};

G_DEFINE_FINAL_TYPE (RhFieldDrag, rh_field_drag, G_TYPE_OBJECT)

static const char *
get_mark (gboolean below)
{
  return below ? "drop-below" : "drop-above";
}

static void
unmark (RhFieldDrag *self)
{
  if (self->marked == NULL)
    return;

  gtk_widget_remove_css_class (self->marked, get_mark (TRUE));
  gtk_widget_remove_css_class (self->marked, get_mark (FALSE));
  g_clear_object (&self->marked);
}

static RhFieldRow *
row_at (RhFieldDrag *self, double x, double y, gboolean *below)
{
  GtkWidget *picked = gtk_widget_pick (self->list, x, y, GTK_PICK_DEFAULT);
  GtkWidget *row = picked == NULL || RH_IS_FIELD_ROW (picked)
                       ? picked
                       : gtk_widget_get_ancestor (picked, RH_TYPE_FIELD_ROW);
  graphene_rect_t bounds;

  if (row == NULL || !gtk_widget_compute_bounds (row, self->list, &bounds))
    return NULL;

  *below = y > (double) (bounds.origin.y + bounds.size.height / 2);
  return RH_FIELD_ROW (row);
}

/* Where it would go; -1: nowhere. After the last row comes the empty one. */
static int
find_position (RhFieldDrag *self, RhField *field, RhFieldRow *over, gboolean below)
{
  RhField *target = over != NULL ? rh_field_row_get_field (over) : NULL;
  int position;

  if (target == NULL || rh_tail_model_find (RH_TAIL_MODEL (self->model), field) < 0)
    return -1;
  if (rh_field_model_is_last (self->model, target))
    return (int) g_list_model_get_n_items (rh_field_model_get_rows (self->model));

  position = rh_tail_model_find (RH_TAIL_MODEL (self->model), target);
  return position < 0 ? -1 : position + (below ? 1 : 0);
}

static GdkDragAction
motion_cb (RhFieldDrag *self, double x, double y, GtkDropTarget *target)
{
  const GValue *value = gtk_drop_target_get_value (target);
  gboolean below = FALSE;
  RhFieldRow *row = row_at (self, x, y, &below);

  if (value == NULL || !rh_field_drag_hover (self, g_value_get_object (value), row, below))
    return 0;
  return GDK_ACTION_MOVE;
}

static gboolean
drop_cb (RhFieldDrag *self, const GValue *value, double x, double y, GtkDropTarget *target)
{
  gboolean below = FALSE;
  RhFieldRow *row = row_at (self, x, y, &below);

  return rh_field_drag_drop (self, g_value_get_object (value), row, below);
}

static void
rh_field_drag_dispose (GObject *object)
{
  RhFieldDrag *self = RH_FIELD_DRAG (object);

  unmark (self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (rh_field_drag_parent_class)->dispose (object);
}

static void
rh_field_drag_class_init (RhFieldDragClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_field_drag_dispose;
}

static void
rh_field_drag_init (RhFieldDrag *self)
{
}

RhFieldDrag *
rh_field_drag_new (GtkListView *list, RhFieldModel *model)
{
  RhFieldDrag *self = g_object_new (RH_TYPE_FIELD_DRAG, NULL);
  GtkDropTarget *target = gtk_drop_target_new (RH_TYPE_FIELD, GDK_ACTION_MOVE);

  self->list = GTK_WIDGET (list);
  self->model = g_object_ref (model);
  /* What it is decides whether it may go there. */
  gtk_drop_target_set_preload (target, TRUE);
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (target, "leave", G_CALLBACK (unmark), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (list), GTK_EVENT_CONTROLLER (target));
  return self;
}

gboolean
rh_field_drag_hover (RhFieldDrag *self, RhField *field, RhFieldRow *over, gboolean below)
{
  g_return_val_if_fail (RH_IS_FIELD_DRAG (self), FALSE);

  unmark (self);
  if (find_position (self, field, over, below) < 0)
    return FALSE;

  self->marked = GTK_WIDGET (g_object_ref (over));
  gtk_widget_add_css_class (
      self->marked,
      get_mark (below && !rh_field_model_is_last (self->model, rh_field_row_get_field (over))));
  return TRUE;
}

gboolean
rh_field_drag_drop (RhFieldDrag *self, RhField *field, RhFieldRow *over, gboolean below)
{
  int position;

  g_return_val_if_fail (RH_IS_FIELD_DRAG (self), FALSE);

  unmark (self);
  position = find_position (self, field, over, below);
  return position >= 0 && rh_field_model_move (self->model, field, (guint) position);
}
