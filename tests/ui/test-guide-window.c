/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Get Started in the real window: from the first one, the places it leads to, and the line that
 * goes along. */
#include "connection/rh-connect-dialog.h"
#include "guide/rh-guide-banner.h"
#include "guide/rh-guide-dialog.h"
#include "request/rh-send-button.h"
#include "ui/rh-ui-fixture.h"

static gpointer
get_dialog (RhWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

static gboolean
shows_guide (gpointer window)
{
  return RH_IS_GUIDE_DIALOG (get_dialog (window));
}

static gboolean
shows_connect (gpointer window)
{
  return RH_IS_CONNECT_DIALOG (get_dialog (window));
}

static gboolean
shows_question (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (get_dialog (window));
}

static gboolean
shows_nothing (gpointer window)
{
  return get_dialog (window) == NULL;
}

static RhGuideDialog *
open_guide (RhWindow *window)
{
  gtk_widget_activate_action (GTK_WIDGET (window), "win.get-started", NULL);
  rh_ui_wait (shows_guide, window);
  return get_dialog (window);
}

static GtkWidget *
get_child (gpointer dialog, const char *name)
{
  return GTK_WIDGET (gtk_widget_get_template_child (dialog, G_OBJECT_TYPE (dialog), name));
}

static gpointer
get_connection (RhWindow *window)
{
  return rh_connection_button_get_connection (
      rh_collection_page_get_button (rh_window_get_page (window)));
}

static const char *
get_environment (RhWindow *window)
{
  return rh_environment_get_name (rh_collection_page_get_environment (rh_window_get_page (window)));
}

static void
test_start_with_practice_opens_connect (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  RhGuideDialog *dialog = open_guide (window);

  g_assert_null (rh_window_get_page (window)); /* nothing is made before somebody starts */
  g_signal_emit_by_name (get_child (dialog, "start_button"), "clicked");
  rh_ui_wait (shows_connect, window);
  g_assert_cmpstr (get_environment (window), ==, "Practice");
}

static void
test_another_service_is_a_new_collection (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  RhGuideDialog *dialog = open_guide (window);

  g_signal_emit_by_name (dialog, "chosen", "other");
  rh_ui_wait (shows_question, window);
  g_assert_cmpstr (adw_alert_dialog_get_heading (get_dialog (window)), ==, "New Collection");
}

/* What was chosen need not be chosen again. */
static void
test_the_service_is_chosen_in_the_new_collection (void)
{
  static const char json[] = "{ \"id\": \"mine\", \"name\": \"Mine\", \"order\": 9,"
                             " \"environments\": { \"Live\": {} } }";
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RhService) service = rh_service_parse (json, -1, &error);
  RhWindow *window = rh_ui_fixture_open (fixture);
  AdwComboRow *row;

  g_assert_no_error (error);
  g_list_store_append (G_LIST_STORE (rh_workspace_get_services (fixture->workspace)), service);
  g_signal_emit_by_name (open_guide (window), "chosen", "mine");
  rh_ui_wait (shows_question, window);
  row = ADW_COMBO_ROW (rh_ui_await_type (get_dialog (window), ADW_TYPE_COMBO_ROW));
  g_assert_cmpstr (
      gtk_string_object_get_string (GTK_STRING_OBJECT (adw_combo_row_get_selected_item (row))), ==,
      "Mine");
}

/* All of it is there for who comes next, not only what the practice server answers. */
static void
test_a_service_brings_its_own_requests (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  RhCollection *collection;

  g_signal_emit_by_name (open_guide (window), "chosen", "pleo");
  collection = rh_collection_page_get_collection (rh_window_get_page (window));
  g_assert_cmpstr (get_environment (window), ==, "Staging");
  g_assert_cmpstr (rh_collection_get_name (collection), ==, "Pleo");
  g_assert_cmpuint (
      g_list_model_get_n_items (rh_folder_get_items (rh_collection_get_root (collection))), ==, 12);
  g_assert_nonnull (rh_collection_get_environment (collection, "Practice"));
  g_assert_true (collection == rh_workspace_get_starter (fixture->workspace));
}

/* One that a user brought along, listed before all others. */
static void
test_practice_is_chosen_whatever_users_add (void)
{
  static const char json[] = "{ \"id\": \"mine\", \"name\": \"<b>Mine</b>\", \"order\": 0 }";
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RhService) service = rh_service_parse (json, -1, &error);
  RhWindow *window = rh_ui_fixture_open (fixture);

  g_assert_no_error (error);
  g_list_store_insert (G_LIST_STORE (rh_workspace_get_services (fixture->workspace)), 0, service);
  g_signal_emit_by_name (get_child (open_guide (window), "start_button"), "clicked");
  rh_ui_wait (shows_connect, window); /* Practice is chosen all the same */
}

static void
test_no_starter_for_a_service_it_does_not_know (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);

  g_signal_emit_by_name (open_guide (window), "chosen", "mine");
  rh_ui_wait (shows_question, window);
  g_assert_cmpuint (g_list_model_get_n_items (rh_workspace_get_collections (fixture->workspace)),
                    ==, 0);
}

static void
test_a_choice_of_environment_is_the_windows (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhGuideDialog *dialog = open_guide (window);
  RhProgress *progress;

  g_signal_emit_by_name (dialog, "environment", "Staging");
  g_assert_cmpstr (get_environment (window), ==, "Staging");
  progress = rh_guide_dialog_get_progress (dialog);
  g_assert_true (rh_progress_get_connection (progress) == get_connection (window));
  g_assert_true (shows_guide (window));
}

static void
test_call_opens_the_request_with_send_in_focus (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhGuideDialog *dialog = open_guide (window);
  RhRequestItem *item = rh_progress_find_request (rh_guide_dialog_get_progress (dialog));
  GtkWidget *focus;

  g_signal_emit_by_name (dialog, "call", item);
  rh_ui_wait (shows_nothing, window);
  g_assert_true (rh_tab_get_item (rh_collection_page_get_tab (rh_window_get_page (window)))
                 == item);
  focus = gtk_window_get_focus (GTK_WINDOW (window));
  g_assert_true (GTK_IS_BUTTON (focus));
  g_assert_nonnull (gtk_widget_get_ancestor (focus, RH_TYPE_SEND_BUTTON));
}

static RhGuideBanner *
follow (RhWindow *window)
{
  RhGuideDialog *dialog = open_guide (window);

  g_signal_emit_by_name (dialog, "more");
  dialog = open_guide (window);
  g_signal_emit_by_name (dialog, "connect", "");
  return RH_GUIDE_BANNER (get_child (rh_window_get_page (window), "guide_banner"));
}

static void
test_the_line_goes_with_another_environment (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhGuideBanner *banner = follow (window);

  g_assert_nonnull (rh_guide_banner_get_progress (banner));
  g_assert_true (shows_connect (window));
  rh_collection_page_set_environment (rh_window_get_page (window), "Staging");
  g_assert_null (rh_guide_banner_get_progress (banner));
}

/* What failed was seen in the window, and is told in the dialog. */
static void
test_find_out_why_opens_what_was_seen (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  RhProgress *progress = rh_guide_banner_get_progress (follow (window));

  adw_dialog_force_close (get_dialog (window));
  rh_ui_wait (shows_nothing, window);
  g_assert_true (rh_guide_dialog_get_progress (open_guide (window)) == progress);

  rh_collection_page_set_environment (rh_window_get_page (window), "Staging");
  adw_dialog_force_close (get_dialog (window));
  rh_ui_wait (shows_nothing, window);
  progress = rh_guide_dialog_get_progress (open_guide (window));
  g_assert_true (rh_progress_get_connection (progress) == get_connection (window));
}

static gpointer
find_row (GtkWidget *root, const char *title)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      gpointer found = NULL;

      if (ADW_IS_ACTION_ROW (child)
          && g_strcmp0 (adw_preferences_row_get_title (ADW_PREFERENCES_ROW (child)), title) == 0)
        return child;
      found = find_row (child, title);
      if (found != NULL)
        return found;
    }

  return NULL;
}

static void
test_connect_without_a_client_leads_here (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.connect-own", NULL);
  rh_ui_wait (shows_connect, window);
  g_signal_emit_by_name (find_row (get_dialog (window), "Get Started"), "activated");
  rh_ui_wait (shows_guide, window);
  g_assert_cmpstr (get_environment (window), ==, "Staging");
}

static void
test_no_line_for_others (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  GtkWidget *banner = get_child (rh_window_get_page (window), "guide_banner");

  g_assert_null (rh_guide_banner_get_progress (RH_GUIDE_BANNER (banner)));
  g_assert_false (adw_banner_get_revealed (ADW_BANNER (adw_bin_get_child (ADW_BIN (banner)))));
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/guide-window/start-with-practice-opens-connect",
                   test_start_with_practice_opens_connect);
  g_test_add_func ("/guide-window/another-service-is-a-new-collection",
                   test_another_service_is_a_new_collection);
  g_test_add_func ("/guide-window/practice-is-chosen-whatever-users-add",
                   test_practice_is_chosen_whatever_users_add);
  g_test_add_func ("/guide-window/the-service-is-chosen-in-the-new-collection",
                   test_the_service_is_chosen_in_the_new_collection);
  g_test_add_func ("/guide-window/a-service-brings-its-own-requests",
                   test_a_service_brings_its_own_requests);
  g_test_add_func ("/guide-window/no-starter-for-a-service-it-does-not-know",
                   test_no_starter_for_a_service_it_does_not_know);
  g_test_add_func ("/guide-window/a-choice-of-environment-is-the-windows",
                   test_a_choice_of_environment_is_the_windows);
  g_test_add_func ("/guide-window/call-opens-the-request-with-send-in-focus",
                   test_call_opens_the_request_with_send_in_focus);
  g_test_add_func ("/guide-window/the-line-goes-with-another-environment",
                   test_the_line_goes_with_another_environment);
  g_test_add_func ("/guide-window/find-out-why-opens-what-was-seen",
                   test_find_out_why_opens_what_was_seen);
  g_test_add_func ("/guide-window/connect-without-a-client-leads-here",
                   test_connect_without_a_client_leads_here);
  g_test_add_func ("/guide-window/no-line-for-others", test_no_line_for_others);

  return g_test_run ();
}
