/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Discard Changes: there is something to discard, or the menu does not offer it. */
#include "ui/rh-ui-fixture.h"

static void
write_file (RhUiFixture *fixture, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (g_file_peek_path (fixture->scratch), name, NULL);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static RhWindow *
open_collection (RhUiFixture *fixture)
{
  RhWindow *window = rh_ui_fixture_open (fixture);
  GFile *files[] = { fixture->scratch };

  write_file (fixture, "opencollection.yml", "opencollection: 1.0.0\ninfo:\n  name: Acme\n");
  write_file (fixture, "List.yml",
              "info:\n  name: List\n  type: http\nhttp:\n  method: GET\n  url: https://h/\n");
  g_application_open (G_APPLICATION (fixture->application), files, 1, "");
  rh_ui_await_type (window, RH_TYPE_REQUEST_PAGE);
  return window;
}

static RhRequestItem *
get_item (RhWindow *window)
{
  return rh_tab_get_item (rh_collection_page_get_tab (rh_window_get_page (window)));
}

/* A menu's item is sensitive when this is. */
static GtkWidget *
add_button (RhWindow *window)
{
  GtkWidget *button = gtk_button_new ();

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "win.discard");
  gtk_widget_set_parent (button, GTK_WIDGET (window));
  return button;
}

static void
test_only_what_was_edited (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = open_collection (fixture);
  GtkWidget *button = add_button (window);
  RhRequestItem *item = get_item (window);

  g_assert_false (gtk_widget_get_sensitive (button));
  g_object_set (item, "url", "https://h/other", NULL);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.discard", NULL);
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/");
  g_assert_false (gtk_widget_get_sensitive (button));

  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_await_text (window, "Undo"), GTK_TYPE_BUTTON), "clicked");
  g_assert_cmpstr (rh_request_item_get_url (item), ==, "https://h/other");
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_widget_unparent (button);
}

/* What counts is the tab in front. */
static void
test_of_the_tab_in_front (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = open_collection (fixture);
  GtkWidget *button = add_button (window);
  RhRequestItem *item = get_item (window);

  g_object_set (item, "url", "https://h/other", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-tab", NULL);
  g_assert_true (get_item (window) != item);
  g_object_set (get_item (window), "edited", FALSE, NULL);
  g_assert_false (gtk_widget_get_sensitive (button));
  rh_collection_page_open (rh_window_get_page (window), item, FALSE);
  g_assert_true (gtk_widget_get_sensitive (button));
  gtk_widget_unparent (button);
}

/* What was not saved to a folder yet has files, too: the user's own. */
static void
test_of_the_starter (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  g_autofree char *url = g_strdup (rh_request_item_get_url (get_item (window)));

  g_object_set (get_item (window), "url", "https://h/other", NULL);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.discard", NULL);
  g_assert_cmpstr (rh_request_item_get_url (get_item (window)), ==, url);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/discard/only-what-was-edited", test_only_what_was_edited);
  g_test_add_func ("/discard/of-the-tab-in-front", test_of_the_tab_in_front);
  g_test_add_func ("/discard/of-the-starter", test_of_the_starter);

  return g_test_run ();
}
