/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a toast says can be read, however narrow the window is. */
#include "common/rh-toast.h"
#include "environment/rh-environments-dialog.h"
#include "ui/rh-pages.h"
#include "ui/rh-ui-fixture.h"

#define LONG "Copied without -L: curl would take secrets along"
#define HEIGHT 400

typedef struct
{
  GtkWidget *window;
  GtkWidget *overlay;
  GtkWidget *child;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer width)
{
  fixture->window = gtk_window_new ();
  fixture->overlay = adw_toast_overlay_new ();
  fixture->child = adw_bin_new ();
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (fixture->overlay), fixture->child);
  gtk_window_set_child (GTK_WINDOW (fixture->window), fixture->overlay);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), GPOINTER_TO_INT (width), HEIGHT);
  gtk_window_present (GTK_WINDOW (fixture->window));
  rh_pages_settle (fixture->window);
}

/* What was shown in it keeps no window alive. */
static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->overlay), (gpointer *) &fixture->overlay);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  rh_test_drain ();
  g_assert_null (fixture->overlay);
}

static int
n_lines (Fixture *fixture, const char *text)
{
  GtkWidget *label = rh_ui_await_text (fixture->window, text);
  PangoLayout *layout = gtk_label_get_layout (GTK_LABEL (label));
  int height;

  rh_pages_settle (fixture->window);
  g_assert_false (pango_layout_is_ellipsized (layout));
  pango_layout_get_pixel_size (layout, NULL, &height);
  g_assert_cmpint (gtk_widget_get_height (label), >=, height);
  return pango_layout_get_line_count (layout);
}

static void
test_narrow (Fixture *fixture, gconstpointer data)
{
  rh_toast_show (fixture->child, LONG);
  g_assert_cmpint (n_lines (fixture, LONG), >, 1);
}

static void
test_wide (Fixture *fixture, gconstpointer data)
{
  rh_toast_show (fixture->child, LONG);
  g_assert_cmpint (n_lines (fixture, LONG), ==, 1);
}

/* One that had to wait, with a button, which takes of the room. */
static void
test_second (Fixture *fixture, gconstpointer data)
{
  AdwToast *first = g_object_ref_sink (rh_toast_new ("1"));
  AdwToast *second = rh_toast_new (LONG);

  adw_toast_set_button_label (second, "Keep It Secret…");
  rh_toast_add (fixture->child, g_object_ref (first));
  rh_toast_add (fixture->child, second);
  g_assert_cmpint (n_lines (fixture, "1"), ==, 1);
  adw_toast_dismiss (first);
  g_assert_cmpint (n_lines (fixture, LONG), >, 2);
  g_object_unref (first);
}

/* In a narrow window the environment and Send are at the bottom. */
static void
test_bar (void)
{
  g_autoptr (RhUiFixture) ui = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (ui);
  GtkWidget *send;
  GtkWidget *label;
  graphene_rect_t bar;
  graphene_rect_t text;

  gtk_window_set_default_size (GTK_WINDOW (window), 360, 600);
  rh_pages_settle (GTK_WIDGET (window));
  send = rh_ui_find_named (window, "Send");
  rh_toast_show (send, LONG);
  label = rh_ui_await_text (window, LONG);
  rh_pages_settle (GTK_WIDGET (window));
  g_assert_true (gtk_widget_compute_bounds (send, GTK_WIDGET (window), &bar));
  g_assert_true (gtk_widget_compute_bounds (
      gtk_widget_get_ancestor (label, g_type_from_name ("AdwToastWidget")), GTK_WIDGET (window),
      &text));
  g_assert_cmpfloat (text.origin.y + text.size.height, <=, bar.origin.y);
}

/* The window's own would be behind the dialog. */
static void
test_in_front (void)
{
  g_autoptr (RhUiFixture) ui = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (ui);
  GtkWidget *send = rh_ui_find_named (window, "Send");
  GtkWidget *dialog;

  rh_toast_show_in_front (send, "1");
  g_assert_nonnull (rh_ui_await_text (window, "1"));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.edit-environments", NULL);
  dialog = rh_ui_await_type (window, RH_TYPE_ENVIRONMENTS_DIALOG);
  adw_dialog_present (adw_alert_dialog_new ("Kept", NULL), GTK_WIDGET (window));
  rh_toast_show_in_front (send, "2");
  g_assert_nonnull (rh_ui_await_text (dialog, "2"));
}

static gboolean
is_narrow (gpointer widget)
{
  return gtk_widget_get_width (widget) == 360;
}

static gboolean
is_in_window (gpointer button)
{
  GtkWidget *window = gtk_widget_get_ancestor (button, GTK_TYPE_WINDOW);
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (button, window, &bounds)
         && bounds.origin.x + bounds.size.width <= gtk_widget_get_width (window);
}

/* What can be done about it can be done in a window that became narrow, too. */
static void
test_narrower (Fixture *fixture, gconstpointer data)
{
  AdwToast *toast = rh_toast_new (LONG);
  GtkWidget *button;

  adw_toast_set_timeout (toast, 0);
  adw_toast_set_button_label (toast, "Keep It Secret…");
  rh_toast_add (fixture->child, toast);
  g_assert_cmpint (n_lines (fixture, LONG), ==, 1);
  button = rh_ui_await_text (fixture->window, "Keep It Secret…");
  g_assert_true (is_in_window (button));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, HEIGHT);
  rh_ui_wait (is_narrow, fixture->overlay);
  rh_ui_wait (is_in_window, button);
  g_assert_cmpint (n_lines (fixture, LONG), >, 2);
}

/* The names of things that somebody imported have no end. */
static void
test_endless (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (2000, 'W');
  GtkWidget *label;
  int minimum;

  rh_toast_show (fixture->child, text);
  label = rh_ui_await_text (fixture->window, text);
  rh_pages_settle (fixture->window);
  gtk_widget_measure (fixture->overlay, GTK_ORIENTATION_VERTICAL,
                      gtk_widget_get_width (fixture->overlay), &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <, HEIGHT);
  g_assert_cmpint (gtk_widget_get_height (fixture->window), ==, HEIGHT);
  g_assert_cmpint (gtk_widget_get_height (label), >, 0);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);
  g_test_add ("/toast/narrow", Fixture, GINT_TO_POINTER (360), set_up, test_narrow, tear_down);
  g_test_add ("/toast/wide", Fixture, GINT_TO_POINTER (800), set_up, test_wide, tear_down);
  g_test_add ("/toast/second", Fixture, GINT_TO_POINTER (360), set_up, test_second, tear_down);
  g_test_add_func ("/toast/bar", test_bar);
  g_test_add_func ("/toast/in-front", test_in_front);
  g_test_add ("/toast/narrower", Fixture, GINT_TO_POINTER (800), set_up, test_narrower, tear_down);
  g_test_add ("/toast/endless", Fixture, GINT_TO_POINTER (360), set_up, test_endless, tear_down);
  return g_test_run ();
}
