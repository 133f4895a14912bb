/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tab that is closed leaves nothing: of what a day's use opens and closes there are thousands. */
#include "common/rh-shared-menu.h"
#include "ui/rh-ui-fixture.h"

static guint n_alive;

static void
gone_cb (gpointer data, GObject *object)
{
  n_alive--;
}

static void
watch (GtkWidget *widget)
{
  n_alive++;
  g_object_weak_ref (G_OBJECT (widget), gone_cb, NULL);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    watch (child);
}

static RhTab *
get_tab (RhWindow *window)
{
  return rh_collection_page_get_tab (rh_window_get_page (window));
}

static gboolean
has_response (gpointer window)
{
  return !rh_tab_is_running (get_tab (window))
         && rh_ui_find_named (get_tab (window), "Response Body") != NULL;
}

/* A request that needs no token, answered. */
static void
open_and_send (RhUiFixture *fixture, RhWindow *window)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Plain", "GET", fixture->address);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_folder_append (rh_collection_get_root (rh_workspace_get_starter (fixture->workspace)),
                    G_OBJECT (item));
  rh_collection_page_open (rh_window_get_page (window), item, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.send", NULL);
  rh_ui_wait (has_response, window);
}

static gboolean
is_nothing_left (gpointer data)
{
  return n_alive == 0;
}

static void
test_no_widget_is_left (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  open_and_send (fixture, window);
  watch (GTK_WIDGET (get_tab (window)));
  g_assert_cmpuint (n_alive, >, 100);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.close-tab", NULL);
  rh_ui_wait (is_nothing_left, NULL);
}

/* The animations of these are never let go of by libadwaita, and are no widgets. */
static void
test_nothing_is_in_it_that_stays (void)
{
  const GType types[] = { ADW_TYPE_VIEW_STACK, ADW_TYPE_INLINE_VIEW_SWITCHER };
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  open_and_send (fixture, window);
  for (gsize i = 0; i < G_N_ELEMENTS (types); i++)
    g_assert_cmpuint (rh_ui_count_type (get_tab (window), types[i]), ==, 0);
}

static GMenuModel *
get_menu (RhWindow *window)
{
  GMenuModel *menu;

  g_object_get (rh_ui_find_named (get_tab (window), "Response Body"), "menu-model", &menu, NULL);
  g_object_unref (menu); /* it is somebody's all the time */
  return menu;
}

/* GtkBuilder never lets go of the sections of a menu. */
static void
test_menus_are_made_once (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  open_and_send (fixture, window);
  g_assert_true (get_menu (window) == rh_shared_menu_get ("body-menu"));
  rh_request_page_open_menu (rh_tab_get_request_page (get_tab (window)));
  g_assert_cmpuint (G_OBJECT (rh_shared_menu_get ("copy-menu"))->ref_count, >, 1);
  g_assert_nonnull (rh_shared_menu_get ("response-menu"));
}

/* The window's notes of who looks at an action are never thrown away. */
static void
test_sending_changes_no_action_name (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *button;

  open_and_send (fixture, window);
  button = gtk_widget_get_ancestor (rh_ui_find_text (get_tab (window), "Send"), GTK_TYPE_BUTTON);
  g_assert_null (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)));
  g_signal_emit_by_name (button, "clicked");
  g_assert_true (rh_tab_is_running (get_tab (window)));
  g_assert_null (gtk_actionable_get_action_name (GTK_ACTIONABLE (button)));
  rh_ui_wait (has_response, window);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/closed-tabs/no-widget-is-left", test_no_widget_is_left);
  g_test_add_func ("/closed-tabs/nothing-is-in-it-that-stays", test_nothing_is_in_it_that_stays);
  g_test_add_func ("/closed-tabs/sending-changes-no-action-name",
                   test_sending_changes_no_action_name);
  g_test_add_func ("/closed-tabs/menus-are-made-once", test_menus_are_made_once);

  return g_test_run ();
}
