/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One bar of a chart. Its colour is the style's "color", so that it follows light, dark and high
 * contrast. */
#define G_LOG_DOMAIN "rh-timing-bar"

#include "config.h"

#include "response/rh-timing-bar.h"

#define BAR_HEIGHT 8
/* A phase that was too short to be drawn is still there. */
#define BAR_MIN 2

struct _RhTimingBar
{
  GtkWidget parent_instance;

  /* Plain */
  double start;
  double end;
};

G_DEFINE_FINAL_TYPE (RhTimingBar, rh_timing_bar, GTK_TYPE_WIDGET)

static void
rh_timing_bar_measure (GtkWidget *widget,
                       GtkOrientation orientation,
                       int for_size,
                       int *minimum,
                       int *natural,
                       int *minimum_baseline,
                       int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT : 24;
  *natural = orientation == GTK_ORIENTATION_VERTICAL ? BAR_HEIGHT : 120;
}

static void
rh_timing_bar_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  RhTimingBar *self = RH_TIMING_BAR (widget);
  float width = (float) gtk_widget_get_width (widget);
  float height = (float) gtk_widget_get_height (widget);
  float length = CLAMP ((float) (self->end - self->start) * width, BAR_MIN, MAX (width, BAR_MIN));
  float x = MIN ((float) self->start * width, MAX (width - length, 0));
  GskRoundedRect outline;
  GdkRGBA color;

  if (gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL)
    x = width - x - length;
  gtk_widget_get_color (widget, &color);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x, 0, length, height),
                                   MIN (length, height) / 2);
  gtk_snapshot_push_rounded_clip (snapshot, &outline);
  gtk_snapshot_append_color (snapshot, &color, &outline.bounds);
  gtk_snapshot_pop (snapshot);
}

static void
rh_timing_bar_class_init (RhTimingBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = rh_timing_bar_measure;
  widget_class->snapshot = rh_timing_bar_snapshot;
  gtk_widget_class_set_css_name (widget_class, "timing-bar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rh_timing_bar_init (RhTimingBar *self)
{
}

GtkWidget *
rh_timing_bar_new (double start, double end)
{
  RhTimingBar *self = g_object_new (RH_TYPE_TIMING_BAR, NULL);

  self->start = CLAMP (start, 0, 1);
  self->end = CLAMP (end, self->start, 1);
  return GTK_WIDGET (self);
}

double
rh_timing_bar_get_start (RhTimingBar *self)
{
  g_return_val_if_fail (RH_IS_TIMING_BAR (self), 0);

  return self->start;
}

double
rh_timing_bar_get_end (RhTimingBar *self)
{
  g_return_val_if_fail (RH_IS_TIMING_BAR (self), 0);

  return self->end;
}
