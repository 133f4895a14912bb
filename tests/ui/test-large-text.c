/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every page with text twice as large, as somebody has it who sees little: nothing that is ours to
 * say is cut off, and nothing is wider than the window. */
#include "ui/rh-pages.h"

#include <adwaita.h>

/* In 1/1024 of a dot per inch; 96 is as it is. */
#define DPI (2 * 96 * 1024)
/* As wide as a phone's window is to whoever reads text of the usual size. */
#define NARROW 720

typedef struct
{
  const char *page;
  int width;
  guint n_labels;
  GPtrArray *faults;
} Check;

static void
add_fault (Check *check, GtkWidget *widget, const char *what, const char *text)
{
  g_ptr_array_add (check->faults,
                   rh_pages_dup_fault (check->width, check->page, widget, what, text));
}

static void
check_label (Check *check, GtkLabel *label)
{
  GtkWidget *widget = GTK_WIDGET (label);
  const char *text = gtk_label_get_text (label);

  check->n_labels++;
  if (pango_layout_is_ellipsized (gtk_label_get_layout (label))
      && !rh_pages_may_be_cut (widget, check->width <= NARROW))
    add_fault (check, widget, "cut off", text);
}

static void
check_cb (GtkWidget *widget, gpointer data)
{
  Check *check = data;

  if ((GTK_IS_LABEL (widget) || GTK_IS_BUTTON (widget) || GTK_IS_EDITABLE (widget))
      && rh_pages_is_outside (widget))
    add_fault (check, widget, "out of the window", gtk_widget_get_name (widget));
  if (GTK_IS_LABEL (widget))
    check_label (check, GTK_LABEL (widget));
}

static void
look_cb (GtkWidget *root, const char *page, gpointer data)
{
  Check *check = data;
  int minimum = rh_pages_get_minimum_width (root);

  check->page = page;
  if (minimum > check->width)
    add_fault (check, root, "wider than the screen", page);
  rh_pages_visit (root, check_cb, check);
}

static void
test_pages (gconstpointer width)
{
  g_autoptr (GPtrArray) faults = g_ptr_array_new_with_free_func (g_free);
  Check check = { .width = GPOINTER_TO_INT (width), .faults = faults };

  rh_pages_walk (check.width, look_cb, &check);
  for (guint i = 0; i < faults->len; i++)
    g_test_message ("%s", (const char *) g_ptr_array_index (faults, i));
  g_assert_cmpuint (check.n_labels, >, 100);
  g_assert_cmpuint (faults->len, ==, 0);
}

/* Else the others would hold of text of the usual size. */
static void
test_size (void)
{
  g_autoptr (GtkWidget) label = g_object_ref_sink (gtk_label_new ("Text"));
  PangoContext *context = gtk_widget_get_pango_context (label);

  g_assert_cmpfloat (pango_cairo_context_get_resolution (context), ==, 192);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", DPI, NULL);
  /* Adwaita warns of what is too wide, at times only while a dialog opens; here it is found where
   * it is. */
  g_log_set_always_fatal (G_LOG_FATAL_MASK | G_LOG_LEVEL_CRITICAL);
  g_test_add_func ("/large-text/size", test_size);
  g_test_add_data_func ("/large-text/wide", GINT_TO_POINTER (1200), test_pages);
  g_test_add_data_func ("/large-text/narrow", GINT_TO_POINTER (NARROW), test_pages);
  return g_test_run ();
}
