/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One bar of a chart: a span of time within a longer one. Numbers beside it say the same in words.
 */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_TIMING_BAR (rh_timing_bar_get_type ())
G_DECLARE_FINAL_TYPE (RhTimingBar, rh_timing_bar, RH, TIMING_BAR, GtkWidget)

/* @start and @end: 0 to 1 of the width. */
GtkWidget *rh_timing_bar_new (double start, double end);
double rh_timing_bar_get_start (RhTimingBar *self);
double rh_timing_bar_get_end (RhTimingBar *self);

G_END_DECLS
