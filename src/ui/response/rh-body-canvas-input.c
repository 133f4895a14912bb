/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Mouse and keys of the canvas, as in any text of GNOME's. */
#define G_LOG_DOMAIN "rh-body-canvas-input"

#include "config.h"

#include "response/rh-body-canvas-private.h"

/* Of what a drag is beyond the edge, scrolled in a frame. */
#define AUTOSCROLL_PART 0.2
/* This near to it counts as beyond: the screen may end there. */
#define AUTOSCROLL_EDGE 8

typedef enum
{
  MOVE_LEFT,
  MOVE_RIGHT,
  MOVE_WORD_LEFT,
  MOVE_WORD_RIGHT,
  MOVE_UP,
  MOVE_DOWN,
  MOVE_PAGE_UP,
  MOVE_PAGE_DOWN,
  MOVE_ROW_START,
  MOVE_ROW_END,
  MOVE_START,
  MOVE_END,
} Move;

typedef struct
{
  guint key;
  guint keypad;
  GdkModifierType modifiers;
  Move move;
} MoveKey;

static const MoveKey move_keys[] = {
  { GDK_KEY_Left, GDK_KEY_KP_Left, 0, MOVE_LEFT },
  { GDK_KEY_Right, GDK_KEY_KP_Right, 0, MOVE_RIGHT },
  { GDK_KEY_Left, GDK_KEY_KP_Left, GDK_CONTROL_MASK, MOVE_WORD_LEFT },
  { GDK_KEY_Right, GDK_KEY_KP_Right, GDK_CONTROL_MASK, MOVE_WORD_RIGHT },
  { GDK_KEY_Up, GDK_KEY_KP_Up, 0, MOVE_UP },
  { GDK_KEY_Down, GDK_KEY_KP_Down, 0, MOVE_DOWN },
  { GDK_KEY_Page_Up, GDK_KEY_KP_Page_Up, 0, MOVE_PAGE_UP },
  { GDK_KEY_Page_Down, GDK_KEY_KP_Page_Down, 0, MOVE_PAGE_DOWN },
  { GDK_KEY_Home, GDK_KEY_KP_Home, 0, MOVE_ROW_START },
  { GDK_KEY_End, GDK_KEY_KP_End, 0, MOVE_ROW_END },
  { GDK_KEY_Home, GDK_KEY_KP_Home, GDK_CONTROL_MASK, MOVE_START },
  { GDK_KEY_End, GDK_KEY_KP_End, GDK_CONTROL_MASK, MOVE_END },
};

/* Steps */

static const RhBodyLine *
get_line_next_to (RhBodyCanvas *self, const RhBodyLine *line, int direction)
{
  if (direction < 0 && line->place == 0)
    return NULL;

  return rh_body_lines_get (self->lines, direction < 0 ? line->place - 1 : line->place + 1);
}

typedef gsize (*Step) (const char *text, gsize length, gsize column);

/* Within the row, or over its end into the next. */
static void
step_in_row (RhBodyCanvas *self, const RhBodyLine *line, Step step, int direction, RhBodySpot *spot)
{
  const GString *text = line->row->text;
  gsize column = step (text->str, text->len, spot->column);

  if (column == spot->column)
    {
      line = get_line_next_to (self, line, direction);
      if (line == NULL)
        return;
      spot->row = line->row->row;
      column = direction < 0 ? line->row->text->len : 0;
    }
  spot->column = column;
}

static double
get_goal_x (RhBodyCanvas *self, const graphene_rect_t *caret)
{
  if (self->goal_x < 0)
    self->goal_x = caret->origin.x;

  return self->goal_x;
}

static void
step_line (RhBodyCanvas *self, const RhBodyLine *line, int direction, RhBodySpot *spot)
{
  graphene_rect_t caret;
  double x;
  double y;

  rh_body_line_get_caret (line, spot->column, &caret);
  x = get_goal_x (self, &caret);
  y = direction < 0 ? caret.origin.y - 1 : caret.origin.y + caret.size.height + 1;
  if (y < 0 || y >= line->height)
    {
      const RhBodyLine *next = get_line_next_to (self, line, direction);

      if (next == NULL)
        {
          spot->column = direction < 0 ? 0 : line->row->text->len;
          return;
        }
      line = next;
      y = direction < 0 ? line->height - 1 : 0;
    }
  spot->row = line->row->row;
  spot->column = rh_body_line_get_column (line, x, y);
}

/* The caret keeps its height on the screen. */
static void
step_page (RhBodyCanvas *self, const RhBodyLine *line, int direction, RhBodySpot *spot)
{
  double page = gtk_widget_get_height (GTK_WIDGET (self)) - line->height;
  double before = self->scroll.value;
  graphene_rect_t caret;
  double x;

  rh_body_line_get_caret (line, spot->column, &caret);
  x = get_goal_x (self, &caret);
  if (!rh_body_canvas_locate (self, spot, &caret))
    graphene_rect_init (&caret, 0, 0, 1, 1);
  rh_body_canvas_scroll_by (self, direction * MAX (page, line->height));
  if (self->scroll.value == before)
    {
      line = rh_body_lines_get (self->lines, direction < 0 ? 0 : self->n_rows - 1);
      spot->row = line->row->row;
      spot->column = rh_body_line_get_column (line, x, 0);
      return;
    }

  line = rh_body_canvas_get_line_at (self, caret.origin.y + 1, &before);
  spot->row = line->row->row;
  spot->column = rh_body_line_get_column (line, x, caret.origin.y + 1 - before);
}

/* First to where the text begins, then to the edge. */
static gsize
get_row_start (const RhBodyLine *line, gsize column)
{
  gsize indent = line->row->indent;

  return column == indent ? 0 : indent;
}

static void
step_to_end (RhBodyCanvas *self, Move move, RhBodySpot *spot)
{
  guint64 place = move == MOVE_START ? 0 : self->n_rows - 1;
  const RhBodyLine *line = rh_body_lines_get (self->lines, place);

  if (line == NULL)
    return;

  spot->row = line->row->row;
  spot->column = move == MOVE_START ? 0 : line->row->text->len;
}

static void
step (RhBodyCanvas *self, const RhBodyLine *line, Move move, RhBodySpot *spot)
{
  switch (move)
    {
    case MOVE_LEFT:
      step_in_row (self, line, rh_body_motion_previous, -1, spot);
      break;
    case MOVE_RIGHT:
      step_in_row (self, line, rh_body_motion_next, 1, spot);
      break;
    case MOVE_WORD_LEFT:
      step_in_row (self, line, rh_body_motion_previous_word, -1, spot);
      break;
    case MOVE_WORD_RIGHT:
      step_in_row (self, line, rh_body_motion_next_word, 1, spot);
      break;
    case MOVE_UP:
    case MOVE_DOWN:
      step_line (self, line, move == MOVE_UP ? -1 : 1, spot);
      break;
    case MOVE_PAGE_UP:
    case MOVE_PAGE_DOWN:
      step_page (self, line, move == MOVE_PAGE_UP ? -1 : 1, spot);
      break;
    case MOVE_ROW_START:
      spot->column = get_row_start (line, spot->column);
      break;
    case MOVE_ROW_END:
      spot->column = line->row->text->len;
      break;
    case MOVE_START:
    case MOVE_END:
      step_to_end (self, move, spot);
      break;
    default:
      g_assert_not_reached ();
    }
}

static gboolean
is_vertical (Move move)
{
  return move == MOVE_UP || move == MOVE_DOWN || move == MOVE_PAGE_UP || move == MOVE_PAGE_DOWN;
}

/* Without Shift, Left and Right go to that end of what is selected. */
static gboolean
leave_selection (RhBodyCanvas *self, Move move, RhBodySpot *spot)
{
  RhBodySpot start;
  RhBodySpot end;

  if ((move != MOVE_LEFT && move != MOVE_RIGHT)
      || !rh_body_canvas_get_selection (self, &start, &end))
    return FALSE;

  *spot = move == MOVE_LEFT ? start : end;
  return TRUE;
}

static gboolean
move_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (widget);
  const RhBodyLine *line = rh_body_canvas_get_line (self, self->caret.row);
  RhBodySpot spot = self->caret;
  int move;
  gboolean extend;

  if (line == NULL)
    return GDK_EVENT_PROPAGATE;

  g_variant_get (arguments, "(ib)", &move, &extend);
  if (!is_vertical (move))
    self->goal_x = -1;
  if (extend || !leave_selection (self, move, &spot))
    step (self, line, move, &spot);
  rh_body_canvas_move_caret (self, &spot, extend);
  if (extend)
    rh_body_canvas_offer_primary (self);
  return GDK_EVENT_STOP;
}

static gboolean
select_all_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  rh_body_canvas_select_all (RH_BODY_CANVAS (widget));
  return GDK_EVENT_STOP;
}

static gboolean
copy_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  rh_body_canvas_copy (RH_BODY_CANVAS (widget));
  return GDK_EVENT_STOP;
}

static gboolean
toggle_fold_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  rh_body_canvas_toggle_fold (RH_BODY_CANVAS (widget));
  return GDK_EVENT_STOP;
}

/* The menu */

static void
pop_up (RhBodyCanvas *self, const GdkRectangle *at)
{
  if (self->menu_model == NULL)
    return;

  if (self->menu == NULL)
    {
      self->menu = gtk_popover_menu_new_from_model (self->menu_model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), at);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static gboolean
menu_key_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (widget);
  graphene_rect_t caret;
  GdkRectangle at = { 0, 0, 1, 1 };

  if (rh_body_canvas_locate (self, &self->caret, &caret))
    at = (GdkRectangle) { (int) caret.origin.x, (int) caret.origin.y, 1, (int) caret.size.height };
  pop_up (self, &at);
  return GDK_EVENT_STOP;
}

static gboolean
is_selected (RhBodyCanvas *self, const RhBodySpot *spot)
{
  RhBodySpot start;
  RhBodySpot end;

  return rh_body_canvas_get_selection (self, &start, &end)
         && rh_body_spot_compare (&start, spot) <= 0 && rh_body_spot_compare (spot, &end) <= 0;
}

/* On what is under the pointer, or all that is selected if that is part of it. */
static void
pop_up_at (RhBodyCanvas *self, double x, double y)
{
  const GdkRectangle at = { (int) x, (int) y, 1, 1 };
  RhBodySpot spot;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (rh_body_canvas_get_spot_at (self, x, y, &spot) && !is_selected (self, &spot))
    rh_body_canvas_move_caret (self, &spot, FALSE);
  pop_up (self, &at);
}

/* The mouse */

/* What @unit there is around @spot. */
static void
get_unit (RhBodyCanvas *self,
          RhBodyUnit unit,
          const RhBodySpot *spot,
          RhBodySpot *start,
          RhBodySpot *end)
{
  const RhBodyLine *line = rh_body_canvas_get_line (self, spot->row);

  *start = *end = *spot;
  if (line == NULL || unit == RH_BODY_UNIT_CHARACTER)
    return;

  if (unit == RH_BODY_UNIT_WORD)
    rh_body_motion_word_at (line->row->text->str, line->row->text->len, spot->column,
                            &start->column, &end->column);
  else
    {
      start->column = 0;
      end->column = line->row->text->len;
    }
}

/* From what was pressed on to what is under the pointer, both whole. */
static void
drag_to (RhBodyCanvas *self, double x, double y)
{
  RhBodySpot spot;
  RhBodySpot start;
  RhBodySpot end;

  if (!rh_body_canvas_get_spot_at (self, x, y, &spot))
    return;

  get_unit (self, self->unit, &spot, &start, &end);
  if (rh_body_spot_compare (&start, &self->drag_start) < 0)
    {
      self->bound = self->drag_end;
      self->caret = start;
    }
  else
    {
      self->bound = self->drag_start;
      self->caret = end;
    }
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gboolean
press_gutter (RhBodyCanvas *self, double x, double y)
{
  double top;
  const RhBodyLine *line = rh_body_canvas_get_line_at (self, y, &top);
  double arrow = self->gutter - rh_body_lines_get_row_height (self->lines) - 6;

  if (line == NULL || x < arrow || x >= self->gutter || !line->row->opens)
    return FALSE;

  rh_body_canvas_set_folded (self, line->row->row, !line->row->folded);
  return TRUE;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, RhBodyCanvas *self)
{
  GdkModifierType state
      = gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (gesture));
  gboolean extend = (state & GDK_SHIFT_MASK) != 0;
  RhBodySpot spot;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->goal_x = -1;
  if (press_gutter (self, x, y))
    {
      gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
      return;
    }
  if (!rh_body_canvas_get_spot_at (self, x, y, &spot))
    return;

  self->unit = x < self->gutter || n_press % 3 == 0 ? RH_BODY_UNIT_ROW
               : n_press % 3 == 2                   ? RH_BODY_UNIT_WORD
                                                    : RH_BODY_UNIT_CHARACTER;
  if (extend)
    self->drag_start = self->drag_end = self->bound;
  else
    get_unit (self, self->unit, &spot, &self->drag_start, &self->drag_end);
  drag_to (self, x, y);
  rh_body_canvas_announce_caret (self);
  g_signal_emit_by_name (self, "caret-moved");
}

static void
stop_autoscroll (RhBodyCanvas *self)
{
  if (self->autoscroll_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->autoscroll_id);
  self->autoscroll_id = 0;
}

static double
get_excess (double at, double low, double high)
{
  return at < low ? at - low : at > high ? at - high : 0;
}

/* How far the pointer is beyond the edges. FALSE: it is within them. */
static gboolean
get_beyond (RhBodyCanvas *self, double *dx, double *dy)
{
  double width = gtk_widget_get_width (GTK_WIDGET (self));
  double height = gtk_widget_get_height (GTK_WIDGET (self));

  *dx = get_excess (self->pointer_x, self->gutter, width);
  *dy = get_excess (self->pointer_y, AUTOSCROLL_EDGE, height - AUTOSCROLL_EDGE);
  return *dx != 0 || *dy != 0;
}

static gboolean
autoscroll_cb (GtkWidget *widget, GdkFrameClock *clock, gpointer user_data)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (widget);
  double dx;
  double dy;

  get_beyond (self, &dx, &dy);
  if (dy != 0)
    rh_body_canvas_scroll_by (self, dy * AUTOSCROLL_PART);
  if (self->hadjustment != NULL && dx != 0)
    gtk_adjustment_set_value (self->hadjustment,
                              gtk_adjustment_get_value (self->hadjustment) + dx * AUTOSCROLL_PART);
  drag_to (self, self->pointer_x, CLAMP (self->pointer_y, 0, gtk_widget_get_height (widget) - 1));
  return G_SOURCE_CONTINUE;
}

/* A finger scrolls. */
static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, RhBodyCanvas *self)
{
  GdkDevice *device
      = gtk_event_controller_get_current_event_device (GTK_EVENT_CONTROLLER (gesture));

  if (device != NULL && gdk_device_get_source (device) == GDK_SOURCE_TOUCHSCREEN)
    gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_DENIED);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double dx, double dy, RhBodyCanvas *self)
{
  double x;
  double y;
  double beyond_x;
  double beyond_y;

  gtk_gesture_drag_get_start_point (gesture, &x, &y);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  self->pointer_x = x + dx;
  self->pointer_y = y + dy;
  if (!get_beyond (self, &beyond_x, &beyond_y))
    {
      stop_autoscroll (self);
      drag_to (self, self->pointer_x, self->pointer_y);
    }
  else if (self->autoscroll_id == 0)
    self->autoscroll_id
        = gtk_widget_add_tick_callback (GTK_WIDGET (self), autoscroll_cb, NULL, NULL);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double dx, double dy, RhBodyCanvas *self)
{
  stop_autoscroll (self);
  rh_body_canvas_announce_caret (self);
  rh_body_canvas_offer_primary (self);
}

static void
menu_pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y, RhBodyCanvas *self)
{
  pop_up_at (self, x, y);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture, double x, double y, RhBodyCanvas *self)
{
  pop_up_at (self, x, y);
}

/* Over the gutter there is nothing to be written on. */
static void
motion_cb (GtkEventControllerMotion *motion, double x, double y, RhBodyCanvas *self)
{
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), x < self->gutter ? "default" : "text");
}

static void
focus_cb (RhBodyCanvas *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static GtkGesture *
add_gesture (RhBodyCanvas *self, GtkGesture *gesture, guint button)
{
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (gesture), button);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (gesture));
  return gesture;
}

void
rh_body_canvas_add_controllers (RhBodyCanvas *self)
{
  GtkGesture *click = add_gesture (self, gtk_gesture_click_new (), GDK_BUTTON_PRIMARY);
  GtkGesture *drag = add_gesture (self, gtk_gesture_drag_new (), GDK_BUTTON_PRIMARY);
  GtkGesture *menu = add_gesture (self, gtk_gesture_click_new (), GDK_BUTTON_SECONDARY);
  GtkGesture *press = add_gesture (self, gtk_gesture_long_press_new (), GDK_BUTTON_PRIMARY);
  GtkEventController *motion = gtk_event_controller_motion_new ();

  gtk_gesture_group (click, drag);
  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  g_signal_connect (menu, "pressed", G_CALLBACK (menu_pressed_cb), self);
  g_signal_connect (press, "pressed", G_CALLBACK (long_pressed_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), motion);
  g_signal_connect (self, "notify::has-focus", G_CALLBACK (focus_cb), NULL);
}

static void
add_move (GtkWidgetClass *widget_class, guint key, const MoveKey *move)
{
  gtk_widget_class_add_binding (widget_class, key, move->modifiers, move_key_cb, "(ib)",
                                (int) move->move, FALSE);
  gtk_widget_class_add_binding (widget_class, key, move->modifiers | GDK_SHIFT_MASK, move_key_cb,
                                "(ib)", (int) move->move, TRUE);
}

void
rh_body_canvas_class_add_keys (GtkWidgetClass *widget_class)
{
  for (gsize i = 0; i < G_N_ELEMENTS (move_keys); i++)
    {
      add_move (widget_class, move_keys[i].key, &move_keys[i]);
      add_move (widget_class, move_keys[i].keypad, &move_keys[i]);
    }

  gtk_widget_class_add_binding (widget_class, GDK_KEY_a, GDK_CONTROL_MASK, select_all_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_c, GDK_CONTROL_MASK, copy_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Insert, GDK_CONTROL_MASK, copy_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Return, 0, toggle_fold_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Enter, 0, toggle_fold_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_space, 0, toggle_fold_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Menu, 0, menu_key_cb, NULL);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, menu_key_cb, NULL);
}
