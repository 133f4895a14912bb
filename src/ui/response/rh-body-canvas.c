/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The widget around the rows of a body: its place, its sizes, and what changes them. */
#define G_LOG_DOMAIN "rh-body-canvas"

#include "config.h"

#include "common/rh-code-style.h"
#include "response/rh-body-canvas-private.h"

#include <adwaita.h>
#include <math.h>

enum
{
  PROP_0,
  PROP_MENU_MODEL,
  PROP_HADJUSTMENT,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

enum
{
  SIGNAL_CARET_MOVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE_WITH_CODE (RhBodyCanvas,
                               rh_body_canvas,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL)
                                   G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT,
                                                          rh_body_canvas_text_init))

static double
height_at (guint64 place, gpointer user_data)
{
  RhBodyCanvas *self = user_data;
  const RhBodyLine *line = rh_body_lines_get (self->lines, place);

  return line != NULL ? line->height : rh_body_lines_get_row_height (self->lines);
}

static void
get_extent (RhBodyCanvas *self, RhBodyExtent *extent)
{
  *extent = (RhBodyExtent) {
    .n_rows = self->n_rows,
    .row_height = rh_body_lines_get_row_height (self->lines),
    .page = gtk_widget_get_height (GTK_WIDGET (self)),
    .padding = RH_BODY_CANVAS_PADDING,
    .get_height = self->wrap ? height_at : NULL,
    .user_data = self,
  };
}

static double
get_text_width (RhBodyCanvas *self)
{
  return MAX (gtk_widget_get_width (GTK_WIDGET (self)) - self->gutter - RH_BODY_CANVAS_PADDING, 1);
}

double
rh_body_canvas_get_x (RhBodyCanvas *self)
{
  return self->hadjustment != NULL && !self->wrap ? gtk_adjustment_get_value (self->hadjustment)
                                                  : 0;
}

/* Each row says where its bytes are. */
gboolean
rh_body_canvas_is_hex (RhBodyCanvas *self)
{
  return self->document != NULL
         && rh_body_document_get_layout (self->document) == RH_BODY_LAYOUT_HEX;
}

/* Room for the highest number and the arrow; of a layout without numbers a margin. */
static void
update_gutter (RhBodyCanvas *self)
{
  guint64 n_lines = self->document != NULL && !rh_body_canvas_is_hex (self)
                        ? rh_body_document_get_n_lines (self->document)
                        : 0;
  double digit = rh_body_lines_get_digit_width (self->lines);
  guint digits = 2;

  if (n_lines == 0)
    {
      self->gutter = 2 * RH_BODY_CANVAS_GUTTER_MARGIN;
      return;
    }
  for (guint64 rest = n_lines / 100; rest > 0; rest /= 10)
    digits++;
  self->gutter = ceil (digits * digit + rh_body_lines_get_row_height (self->lines))
                 + 2 * RH_BODY_CANVAS_GUTTER_MARGIN;
}

static void
update_adjustments (RhBodyCanvas *self)
{
  double width = get_text_width (self);
  double page = gtk_widget_get_height (GTK_WIDGET (self));
  double row = rh_body_lines_get_row_height (self->lines);
  double digit = rh_body_lines_get_digit_width (self->lines);
  double content = width;

  if (!self->wrap && self->document != NULL)
    content = MAX (digit * rh_body_document_get_max_width (self->document),
                   rh_body_lines_get_max_width (self->lines))
              + digit;
  self->configuring = TRUE;
  if (self->vadjustment != NULL)
    gtk_adjustment_configure (self->vadjustment, self->scroll.value, 0, self->scroll.upper, row,
                              MAX (page - row, row), page);
  if (self->hadjustment != NULL)
    gtk_adjustment_configure (self->hadjustment, rh_body_canvas_get_x (self), 0,
                              MAX (content, width), digit * 4, width * 0.9, width);
  self->configuring = FALSE;
  rh_body_lines_set_view (self->lines, rh_body_canvas_get_x (self), width);
}

/* Tells the adjustments where scroll is, and draws. */
static void
update (RhBodyCanvas *self)
{
  RhBodyExtent extent;

  update_gutter (self);
  rh_body_lines_set_wrap_width (self->lines, self->wrap ? (int) get_text_width (self) : 0);
  get_extent (self, &extent);
  rh_body_scroll_settle (&self->scroll, &extent);
  self->top_row
      = self->n_rows > 0 ? rh_body_document_get_row (self->document, self->scroll.place) : 0;
  update_adjustments (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rh_body_canvas_scroll_by (RhBodyCanvas *self, double pixels)
{
  RhBodyExtent extent;

  get_extent (self, &extent);
  rh_body_scroll_to_value (&self->scroll, &extent, self->scroll.value + pixels);
  update (self);
}

const RhBodyLine *
rh_body_canvas_get_line (RhBodyCanvas *self, guint64 row)
{
  if (self->n_rows == 0)
    return NULL;

  return rh_body_lines_get (self->lines, rh_body_document_get_place (self->document, row));
}

const RhBodyLine *
rh_body_canvas_get_line_at (RhBodyCanvas *self, double y, double *top)
{
  const RhBodyLine *line = rh_body_lines_get (self->lines, self->scroll.place);
  const RhBodyLine *next = line;

  *top = -self->scroll.offset;
  while (next != NULL && *top + next->height <= y)
    {
      line = next;
      next = rh_body_lines_get (self->lines, line->place + 1);
      if (next != NULL)
        *top += line->height;
    }

  return next != NULL ? next : line;
}

gboolean
rh_body_canvas_get_spot_at (RhBodyCanvas *self, double x, double y, RhBodySpot *spot)
{
  double top;
  const RhBodyLine *line = rh_body_canvas_get_line_at (self, y, &top);

  if (line == NULL)
    return FALSE;

  spot->row = line->row->row;
  spot->column
      = rh_body_line_get_column (line, x - self->gutter + rh_body_canvas_get_x (self), y - top);
  return TRUE;
}

gboolean
rh_body_canvas_locate (RhBodyCanvas *self, const RhBodySpot *spot, graphene_rect_t *caret)
{
  guint64 place = self->n_rows > 0 ? rh_body_document_get_place (self->document, spot->row) : 0;
  double y = -self->scroll.offset;

  for (guint64 at = self->scroll.place; y < gtk_widget_get_height (GTK_WIDGET (self)); at++)
    {
      const RhBodyLine *line = rh_body_lines_get (self->lines, at);

      if (line == NULL)
        return FALSE;
      if (at == place)
        {
          rh_body_line_get_caret (line, spot->column, caret);
          graphene_rect_offset (caret, (float) (self->gutter - rh_body_canvas_get_x (self)),
                                (float) y);
          return TRUE;
        }
      y += line->height;
    }

  return FALSE;
}

static void
reveal_column (RhBodyCanvas *self, const graphene_rect_t *caret)
{
  double width = get_text_width (self);
  double digit = rh_body_lines_get_digit_width (self->lines);

  if (self->wrap || self->hadjustment == NULL)
    return;

  gtk_adjustment_clamp_page (
      self->hadjustment, MAX (caret->origin.x - 2 * digit, 0),
      MIN (caret->origin.x + 2 * digit, MAX (width, gtk_adjustment_get_upper (self->hadjustment))));
}

static void
reveal_caret (RhBodyCanvas *self)
{
  const RhBodyLine *line = rh_body_canvas_get_line (self, self->caret.row);
  graphene_rect_t caret;
  RhBodyExtent extent;

  if (line == NULL)
    return;

  rh_body_line_get_caret (line, self->caret.column, &caret);
  get_extent (self, &extent);
  rh_body_scroll_reveal (&self->scroll, &extent, line->place, caret.origin.y,
                         caret.origin.y + caret.size.height);
  update (self);
  reveal_column (self, &caret);
}

void
rh_body_canvas_move_caret (RhBodyCanvas *self, const RhBodySpot *caret, gboolean extend)
{
  self->caret = *caret;
  if (!extend)
    self->bound = *caret;
  reveal_caret (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rh_body_canvas_announce_caret (self);
  g_signal_emit (self, signals[SIGNAL_CARET_MOVED], 0);
}

/* The document */

/* A caret that is folded away goes to where it is folded into. */
static void
lift_caret (RhBodyCanvas *self)
{
  guint64 place = rh_body_document_get_place (self->document, self->caret.row);
  guint64 row = rh_body_document_get_row (self->document, place);

  if (self->n_rows == 0 || row == self->caret.row)
    return;

  self->caret = (RhBodySpot) { row, 0 };
  self->bound = self->caret;
}

static void
rows_changed_cb (RhBodyCanvas *self)
{
  guint64 n_rows = rh_body_document_get_n_rows (self->document);
  guint64 place = n_rows > 0 ? rh_body_document_get_place (self->document, self->top_row) : 0;

  rh_body_canvas_forget_screen (self);
  if (n_rows > self->n_rows && place == self->scroll.place)
    rh_body_lines_grow (self->lines);
  else
    rh_body_lines_clear (self->lines);
  self->n_rows = n_rows;
  self->scroll.place = place;
  lift_caret (self);
  update (self);
}

static void
style_changed_cb (RhBodyCanvas *self)
{
  rh_body_lines_set_style (self->lines, gtk_widget_get_pango_context (GTK_WIDGET (self)),
                           rh_body_palette_get_current ());
  update (self);
}

static void
vadjustment_changed_cb (RhBodyCanvas *self)
{
  RhBodyExtent extent;

  if (self->configuring)
    return;

  get_extent (self, &extent);
  rh_body_scroll_to_value (&self->scroll, &extent, gtk_adjustment_get_value (self->vadjustment));
  update (self);
}

static void
hadjustment_changed_cb (RhBodyCanvas *self)
{
  if (self->configuring)
    return;

  rh_body_lines_set_view (self->lines, rh_body_canvas_get_x (self), get_text_width (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
set_adjustment (RhBodyCanvas *self,
                GtkAdjustment **place,
                GtkAdjustment *adjustment,
                GCallback changed_cb)
{
  if (*place == adjustment && adjustment != NULL)
    return;

  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, changed_cb, self);
  g_clear_object (place);
  if (adjustment == NULL)
    return;

  *place = g_object_ref_sink (adjustment);
  g_signal_connect_object (adjustment, "value-changed", changed_cb, self, G_CONNECT_SWAPPED);
  update (self);
}

/* The widget */

static void
rh_body_canvas_measure (GtkWidget *widget,
                        GtkOrientation orientation,
                        int for_size,
                        int *minimum,
                        int *natural,
                        int *minimum_baseline,
                        int *natural_baseline)
{
  *minimum = 1;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 300 : 100;
}

static void
rh_body_canvas_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (widget);

  update (self);
  if (self->menu != NULL)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

/* A widget that comes to another window gets another context for its text. */
static void
rh_body_canvas_root (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rh_body_canvas_parent_class)->root (widget);
  style_changed_cb (RH_BODY_CANVAS (widget));
}

static void
rh_body_canvas_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  GTK_WIDGET_CLASS (rh_body_canvas_parent_class)->css_changed (widget, change);
  style_changed_cb (RH_BODY_CANVAS (widget));
}

static void
rh_body_canvas_system_setting_changed (GtkWidget *widget, GtkSystemSetting setting)
{
  GTK_WIDGET_CLASS (rh_body_canvas_parent_class)->system_setting_changed (widget, setting);
  style_changed_cb (RH_BODY_CANVAS (widget));
}

static void
rh_body_canvas_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (object);

  switch (prop_id)
    {
    case PROP_MENU_MODEL:
      g_value_set_object (value, self->menu_model);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value, self->hadjustment);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->vadjustment);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[0]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[1]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_body_canvas_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (object);

  switch (prop_id)
    {
    case PROP_MENU_MODEL:
      g_set_object (&self->menu_model, g_value_get_object (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, &self->hadjustment, g_value_get_object (value),
                      G_CALLBACK (hadjustment_changed_cb));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, &self->vadjustment, g_value_get_object (value),
                      G_CALLBACK (vadjustment_changed_cb));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[0] = g_value_get_enum (value);
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[1] = g_value_get_enum (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_body_canvas_dispose (GObject *object)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_object (&self->menu_model);
  g_clear_object (&self->hadjustment);
  g_clear_object (&self->vadjustment);
  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  g_clear_object (&self->document);
  g_clear_object (&self->search);

  G_OBJECT_CLASS (rh_body_canvas_parent_class)->dispose (object);
}

static void
rh_body_canvas_finalize (GObject *object)
{
  RhBodyCanvas *self = RH_BODY_CANVAS (object);

  g_clear_pointer (&self->lines, rh_body_lines_free);
  g_clear_pointer (&self->screen, rh_body_screen_free);

  G_OBJECT_CLASS (rh_body_canvas_parent_class)->finalize (object);
}

static void
rh_body_canvas_class_init (RhBodyCanvasClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rh_body_canvas_get_property;
  object_class->set_property = rh_body_canvas_set_property;
  object_class->dispose = rh_body_canvas_dispose;
  object_class->finalize = rh_body_canvas_finalize;
  widget_class->measure = rh_body_canvas_measure;
  widget_class->size_allocate = rh_body_canvas_size_allocate;
  widget_class->snapshot = rh_body_canvas_snapshot;
  widget_class->root = rh_body_canvas_root;
  widget_class->css_changed = rh_body_canvas_css_changed;
  widget_class->system_setting_changed = rh_body_canvas_system_setting_changed;

  g_object_class_install_property (
      object_class, PROP_MENU_MODEL,
      g_param_spec_object ("menu-model", NULL, NULL, G_TYPE_MENU_MODEL,
                           G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));
  g_object_class_override_property (object_class, PROP_HADJUSTMENT, "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT, "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY, "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY, "vscroll-policy");

  signals[SIGNAL_CARET_MOVED] = g_signal_new ("caret-moved", RH_TYPE_BODY_CANVAS, G_SIGNAL_RUN_LAST,
                                              0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_css_name (widget_class, "bodycanvas");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TEXT_BOX);
  rh_body_canvas_class_add_keys (widget_class);
}

static void
rh_body_canvas_init (RhBodyCanvas *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->lines = rh_body_lines_new ();
  self->goal_x = -1;
  gtk_widget_add_css_class (widget, RH_CODE_CLASS);
  gtk_widget_add_css_class (widget, "view");
  /* Code runs from left to right in every language. */
  gtk_widget_set_direction (widget, GTK_TEXT_DIR_LTR);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_cursor_from_name (widget, "text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_MULTI_LINE, TRUE,
                                  GTK_ACCESSIBLE_PROPERTY_READ_ONLY, TRUE, -1);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark",
                           G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adw_style_manager_get_default (), "notify::high-contrast",
                           G_CALLBACK (style_changed_cb), self, G_CONNECT_SWAPPED);
  /* The style's provider exists from the first view on. */
  rh_code_style_get_default ();
  rh_body_canvas_add_controllers (self);
  style_changed_cb (self);
}

GtkWidget *
rh_body_canvas_new (void)
{
  return g_object_new (RH_TYPE_BODY_CANVAS, NULL);
}

void
rh_body_canvas_set_document (RhBodyCanvas *self, RhBodyDocument *document)
{
  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  if (self->document != NULL)
    g_signal_handlers_disconnect_by_data (self->document, self);
  rh_body_canvas_forget_screen (self);
  g_set_object (&self->document, document);
  rh_body_lines_set_document (self->lines, document);
  self->n_rows = document != NULL ? rh_body_document_get_n_rows (document) : 0;
  self->scroll = (RhBodyScroll) { 0, -RH_BODY_CANVAS_PADDING, 0, 0 };
  self->caret = (RhBodySpot) { 0, 0 };
  self->bound = self->caret;
  self->goal_x = -1;
  if (document != NULL)
    {
      g_signal_connect_object (document, "notify::n-rows", G_CALLBACK (rows_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (document, "notify::complete", G_CALLBACK (rows_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  if (self->hadjustment != NULL)
    gtk_adjustment_set_value (self->hadjustment, 0);
  self->wrap = self->wrap_text && !rh_body_canvas_is_hex (self);
  update (self);
  rh_body_canvas_announce_caret (self);
}

RhBodyDocument *
rh_body_canvas_get_document (RhBodyCanvas *self)
{
  g_return_val_if_fail (RH_IS_BODY_CANVAS (self), NULL);

  return self->document;
}

void
rh_body_canvas_set_search (RhBodyCanvas *self, RhBodySearch *search)
{
  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  g_set_object (&self->search, search);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

void
rh_body_canvas_set_wrap (RhBodyCanvas *self, gboolean wrap)
{
  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  self->wrap_text = wrap;
  wrap = wrap && !rh_body_canvas_is_hex (self);
  if (self->wrap == wrap)
    return;

  self->wrap = wrap;
  update (self);
}

void
rh_body_canvas_get_caret (RhBodyCanvas *self, RhBodySpot *caret)
{
  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  *caret = self->caret;
}

gboolean
rh_body_canvas_get_selection (RhBodyCanvas *self, RhBodySpot *start, RhBodySpot *end)
{
  gboolean forward;

  g_return_val_if_fail (RH_IS_BODY_CANVAS (self), FALSE);

  forward = rh_body_spot_compare (&self->bound, &self->caret) < 0;
  *start = forward ? self->bound : self->caret;
  *end = forward ? self->caret : self->bound;
  return rh_body_spot_compare (start, end) != 0;
}

void
rh_body_canvas_select (RhBodyCanvas *self, const RhBodySpot *bound, const RhBodySpot *caret)
{
  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  if (self->n_rows == 0)
    return;

  rh_body_document_reveal (self->document, caret->row);
  self->bound = *bound;
  self->goal_x = -1;
  rh_body_canvas_move_caret (self, caret, TRUE);
}

/* The place stays as it is: this is no going anywhere. */
void
rh_body_canvas_select_all (RhBodyCanvas *self)
{
  const RhBodyLine *last;

  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  last = self->n_rows > 0 ? rh_body_lines_get (self->lines, self->n_rows - 1) : NULL;
  if (last == NULL)
    return;

  self->bound = (RhBodySpot) { 0, 0 };
  self->caret = (RhBodySpot) { last->row->row, last->row->text->len };
  gtk_widget_queue_draw (GTK_WIDGET (self));
  rh_body_canvas_announce_caret (self);
}

void
rh_body_canvas_set_folded (RhBodyCanvas *self, guint64 row, gboolean folded)
{
  if (self->n_rows > 0)
    rh_body_document_set_folded (self->document, row, folded);
}

void
rh_body_canvas_toggle_fold (RhBodyCanvas *self)
{
  const RhBodyLine *line;

  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  line = rh_body_canvas_get_line (self, self->caret.row);
  if (line != NULL && line->row->opens)
    rh_body_canvas_set_folded (self, line->row->row, !line->row->folded);
}

void
rh_body_canvas_fold_all (RhBodyCanvas *self)
{
  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  if (self->n_rows > 0)
    rh_body_document_fold_all (self->document, 0);
}

void
rh_body_canvas_unfold_all (RhBodyCanvas *self)
{
  g_return_if_fail (RH_IS_BODY_CANVAS (self));

  if (self->n_rows > 0)
    rh_body_document_unfold_all (self->document);
}

guint64
rh_body_canvas_get_n_read (RhBodyCanvas *self)
{
  g_return_val_if_fail (RH_IS_BODY_CANVAS (self), 0);

  return rh_body_lines_get_n_read (self->lines);
}

guint64
rh_body_canvas_get_n_laid_out (RhBodyCanvas *self)
{
  g_return_val_if_fail (RH_IS_BODY_CANVAS (self), 0);

  return rh_body_lines_get_n_laid_out (self->lines);
}
