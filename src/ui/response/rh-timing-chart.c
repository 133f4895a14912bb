/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the time of a request went. */
#define G_LOG_DOMAIN "rh-timing-chart"

#include "config.h"

#include "response/rh-timing-chart.h"

#include "response/rh-format.h"
#include "response/rh-timing-bar.h"

#include <glib/gi18n.h>

static GtkWidget *
label_new (const char *text, const char *style, double xalign)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), (float) xalign);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  if (style != NULL)
    gtk_widget_add_css_class (label, style);
  return label;
}

/* @start and @length in microseconds of @total. */
static void
add_line (GtkGrid *grid, const char *name, gint64 start, gint64 length, gint64 total)
{
  int line = 0;
  g_autofree char *number = rh_format_duration (length);
  double whole = (double) MAX (total, 1);
  GtkWidget *bar = rh_timing_bar_new ((double) start / whole, (double) (start + length) / whole);

  while (gtk_grid_get_child_at (grid, 0, line) != NULL)
    line++;
  gtk_widget_set_hexpand (bar, TRUE);
  gtk_widget_set_valign (bar, GTK_ALIGN_CENTER);
  gtk_grid_attach (grid, label_new (name, NULL, 0), 0, line, 1, 1);
  gtk_grid_attach (grid, bar, 1, line, 1, 1);
  gtk_grid_attach (grid, label_new (number, "numeric", 1), 2, line, 1, 1);
}

static void
add_lines (GtkGrid *grid, const RhTiming *timing, gboolean is_tls)
{
  gint64 name = timing->reused ? 0 : MAX (timing->name_lookup, 0);
  gint64 connect = timing->reused ? 0 : MAX (timing->connect, 0);
  gint64 tls = timing->reused ? 0 : MAX (timing->tls, 0);
  gint64 download = MAX (timing->download, 0);
  gint64 wait = MAX (timing->wait, 0);

  if (!timing->reused && timing->name_lookup >= 0)
    /* Translators: a part of the time that a request took: DNS. */
    add_line (grid, _ ("Name Look-up"), 0, name, timing->total);
  if (!timing->reused && timing->connect >= 0)
    /* Translators: a part of the time that a request took. */
    add_line (grid, _ ("Connecting"), name, connect, timing->total);
  if (!timing->reused && is_tls && timing->tls >= 0)
    add_line (grid, _ ("TLS"), name + connect, tls, timing->total);
  /* What lies between is the sending; it has no number of its own. */
  if (timing->wait >= 0)
    /* Translators: for the first byte of the response. */
    add_line (grid, _ ("Waiting"), timing->total - download - wait, wait, timing->total);
  if (timing->download >= 0)
    add_line (grid, _ ("Download"), timing->total - download, download, timing->total);
  if (timing->total >= 0)
    /* Translators: all of the time that a request took. */
    add_line (grid, _ ("Total"), 0, timing->total, timing->total);
}

GtkWidget *
rh_timing_chart_new (RhHop *hop)
{
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *row = adw_preferences_row_new ();

  add_lines (GTK_GRID (grid), rh_hop_get_timing (hop), rh_hop_get_tls_protocol (hop) != NULL);
  gtk_grid_set_column_spacing (GTK_GRID (grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 6);
  gtk_widget_add_css_class (grid, "timing-chart");
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), grid);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _ ("Timing"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, _ ("Timing"),
                                  -1);
  return row;
}
