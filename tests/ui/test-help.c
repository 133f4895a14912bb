/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help in the real window: F1 opens what fits, failures say why, and pages lead to where they tell
 * of. */
#include "common/rh-problem.h"
#include "connection/rh-connect-dialog.h"
#include "guide/rh-guide-dialog.h"
#include "help/rh-help-dialog.h"
#include "help/rh-help-page.h"
#include "http/rh-loopback-server.h"
#include "preferences/rh-preferences-dialog.h"
#include "secret/rh-keyring.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-shortcuts-dialog.h"

#define CODES 64 /* more than any domain has */

static gpointer
get_dialog (RhWindow *window)
{
  return adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
}

static gboolean
shows_help (gpointer window)
{
  return RH_IS_HELP_DIALOG (get_dialog (window));
}

static gboolean
shows_connect (gpointer window)
{
  return RH_IS_CONNECT_DIALOG (get_dialog (window));
}

static gboolean
shows_guide (gpointer window)
{
  return RH_IS_GUIDE_DIALOG (get_dialog (window));
}

static gboolean
shows_preferences (gpointer window)
{
  return RH_IS_PREFERENCES_DIALOG (get_dialog (window));
}

static gboolean
is_mapped (gpointer widget)
{
  return gtk_widget_get_mapped (widget);
}

static AdwNavigationView *
get_view (RhWindow *window)
{
  return ADW_NAVIGATION_VIEW (
      gtk_widget_get_template_child (get_dialog (window), RH_TYPE_HELP_DIALOG, "view"));
}

static AdwNavigationPage *
get_page (RhWindow *window)
{
  return adw_navigation_view_get_visible_page (get_view (window));
}

static void
assert_page (RhWindow *window, const char *name)
{
  rh_ui_wait (shows_help, window);
  g_assert_cmpstr (adw_navigation_page_get_tag (get_page (window)), ==, name);
}

static GtkShortcutAction *
find_f1 (GListModel *shortcuts)
{
  g_autoptr (GtkShortcutTrigger) f1 = gtk_shortcut_trigger_parse_string ("F1");

  for (guint i = 0; i < g_list_model_get_n_items (shortcuts); i++)
    {
      g_autoptr (GtkShortcut) shortcut = g_list_model_get_item (shortcuts, i);

      if (gtk_shortcut_trigger_equal (gtk_shortcut_get_trigger (shortcut), f1))
        return gtk_shortcut_get_action (shortcut);
    }

  return NULL;
}

/* Keys of the application do not get into a dialog: it has to have one of its own. */
static void
press_in_dialog (GtkWidget *dialog)
{
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (dialog);
  GtkShortcutAction *action = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (controllers) && action == NULL; i++)
    {
      g_autoptr (GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller))
        action = find_f1 (G_LIST_MODEL (controller));
    }

  g_assert_nonnull (action);
  g_assert_true (gtk_shortcut_action_activate (action, 0, dialog, NULL));
}

/* As F1 does. */
static void
press_help (RhWindow *window)
{
  if (get_dialog (window) != NULL)
    press_in_dialog (get_dialog (window));
  else
    gtk_widget_activate_action (GTK_WIDGET (window), "win.help", NULL);
}

static void
open_page (RhWindow *window, const char *name)
{
  gtk_widget_activate_action (GTK_WIDGET (window), RH_HELP_ACTION, "s", name);
  assert_page (window, name);
  rh_ui_wait (is_mapped, get_page (window));
}

static void
test_f1_opens_the_contents (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  g_auto (GStrv) keys
      = gtk_application_get_accels_for_action (GTK_APPLICATION (fixture->application), "win.help");
  AdwDialog *dialog;

  g_assert_cmpstr (keys[0], ==, "F1");
  press_help (window);
  assert_page (window, RH_HELP_CONTENTS);
  dialog = get_dialog (window);
  press_help (window);
  g_assert_true (get_dialog (window) == dialog); /* there is no help for Help */
}

/* A dialog shows its content some frames after it was presented. */
static gboolean
has_context (gpointer dialog)
{
  return !g_str_equal (rh_help_context_find (dialog, NULL), RH_HELP_CONTENTS);
}

static void
test_every_dialog_has_its_page (void)
{
  static const char *const pages[][2] = {
    { "win.get-started", RH_HELP_JOURNEY }, { "win.connect", RH_HELP_CONNECT },
    { "app.network", RH_HELP_PROXY },       { "app.shortcuts", RH_HELP_KEYS },
    { "win.cookies", RH_HELP_PRIVACY },
  };
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      AdwDialog *dialog;

      gtk_window_present (GTK_WINDOW (window));
      gtk_widget_activate_action (GTK_WIDGET (window), pages[i][0], NULL);
      dialog = get_dialog (window);
      g_assert_nonnull (dialog);
      rh_ui_wait (has_context, dialog);
      press_help (window);
      assert_page (window, pages[i][1]);
      adw_dialog_force_close (get_dialog (window));
      g_assert_true (get_dialog (window) == dialog);
      adw_dialog_force_close (dialog);
    }
}

/* Back goes up step by step, wherever one came in. */
static void
test_back_leads_to_the_contents (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);

  open_page (window, RH_HELP_PORT);
  adw_navigation_view_pop (get_view (window));
  g_assert_cmpstr (adw_navigation_page_get_tag (get_page (window)), ==, RH_HELP_TROUBLES);
  adw_navigation_view_pop (get_view (window));
  g_assert_cmpstr (adw_navigation_page_get_tag (get_page (window)), ==, RH_HELP_CONTENTS);
  gtk_widget_activate_action (GTK_WIDGET (get_page (window)), "help.show", "s", RH_HELP_OAUTH);
  assert_page (window, RH_HELP_OAUTH);
}

static void
test_every_failure_that_has_a_page_has_one_that_is_there (void)
{
  GQuark domains[] = { rh_oauth_error_quark (), rh_http_error_quark (), rh_keyring_error_quark (),
                       rh_loopback_error_quark () };
  guint n_pages = 0;

  for (gsize i = 0; i < G_N_ELEMENTS (domains); i++)
    for (int code = 0; code < CODES; code++)
      {
        g_autoptr (GError) error = g_error_new_literal (domains[i], code, "detail");
        g_autoptr (RhProblem) problem = rh_problem_new (error);

        if (problem->help == NULL)
          continue;
        n_pages++;
        g_assert_nonnull (rh_help_text_find (problem->help));
      }

  g_assert_cmpuint (n_pages, >, 20);
}

/* A request that needs no token, sent. */
static void
send_to (RhUiFixture *fixture, RhWindow *window, const char *url)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Plain", "GET", url);

  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_folder_append (rh_collection_get_root (rh_workspace_get_starter (fixture->workspace)),
                    G_OBJECT (item));
  rh_collection_page_open (rh_window_get_page (window), item, TRUE);
  gtk_widget_activate_action (GTK_WIDGET (window), "win.send", NULL);
}

static void
ask_why (RhWindow *window)
{
  GtkWidget *label = rh_ui_await_text (window, "Why?");

  g_signal_emit_by_name (gtk_widget_get_ancestor (label, GTK_TYPE_BUTTON), "clicked");
}

static void
test_a_failure_says_why (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  send_to (fixture, window, "http://127.0.0.1:1/"); /* nobody listens there */
  ask_why (window);
  assert_page (window, RH_HELP_HOST);
  adw_dialog_force_close (get_dialog (window));
  press_help (window); /* wherever the focus is */
  assert_page (window, RH_HELP_HOST);
}

static void
test_a_refusal_says_why (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);

  rh_ui_fixture_answer (fixture, 401, "text/plain", "no", -1);
  send_to (fixture, window, fixture->address);
  ask_why (window);
  assert_page (window, RH_HELP_UNAUTHORIZED);
  adw_dialog_force_close (get_dialog (window));

  rh_ui_fixture_answer (fixture, 403, "text/plain", "no", -1);
  send_to (fixture, window, fixture->address);
  ask_why (window);
  assert_page (window, RH_HELP_FORBIDDEN);
}

static void
test_keys_are_those_of_the_shortcuts (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  AdwDialog *shortcuts = rh_shortcuts_dialog_new (GTK_APPLICATION (fixture->application));
  guint n_rows;

  adw_dialog_present (shortcuts, GTK_WIDGET (window));
  rh_ui_await_text (shortcuts, "Send");
  n_rows = rh_ui_count_type (shortcuts, ADW_TYPE_ACTION_ROW);
  adw_dialog_force_close (shortcuts);

  open_page (window, RH_HELP_KEYS);
  rh_ui_await_text (get_page (window), "Help");
  g_assert_nonnull (rh_ui_find_text (get_page (window), "F1"));
  g_assert_cmpuint (rh_ui_count_type (get_page (window), ADW_TYPE_ACTION_ROW), ==, n_rows);
}

static GtkWidget *
find_button (RhWindow *window, const char *label)
{
  GtkWidget *text = rh_ui_find_text (get_page (window), label);

  g_assert_nonnull (text);
  return gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON);
}

static void
test_pages_lead_to_where_they_tell_of (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);

  open_page (window, RH_HELP_PROXY);
  g_signal_emit_by_name (find_button (window, "Network Preferences…"), "clicked");
  rh_ui_wait (shows_preferences, window);
  adw_dialog_force_close (get_dialog (window));

  open_page (window, RH_HELP_PORT); /* there is no collection yet */
  g_signal_emit_by_name (find_button (window, "Connect…"), "clicked");
  rh_ui_wait (shows_connect, window);

  open_page (window, RH_HELP_CONNECT);
  g_signal_emit_by_name (find_button (window, "Get Started"), "clicked");
  rh_ui_wait (shows_guide, window);
}

/* What was typed there is there still. */
static void
test_connect_leads_back_to_connect (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open_starter (fixture);
  AdwDialog *connect;

  gtk_widget_activate_action (GTK_WIDGET (window), "win.connect", NULL);
  rh_ui_wait (shows_connect, window);
  connect = get_dialog (window);
  open_page (window, RH_HELP_INVALID_CLIENT);
  g_signal_emit_by_name (find_button (window, "Connect…"), "clicked");
  g_assert_true (get_dialog (window) == connect);
}

static gboolean
has_left_labels (gpointer window)
{
  GtkWidget *focus = gtk_window_get_focus (window);

  return focus != NULL && !GTK_IS_LABEL (focus);
}

/* A heading is one for those who do not see it; text can be selected, and is not from the start. */
static void
test_pages_can_be_read_by_everybody (void)
{
  g_autoptr (RhUiFixture) fixture = rh_ui_fixture_new ();
  RhWindow *window = rh_ui_fixture_open (fixture);
  GtkWidget *title;
  GtkWidget *text;

  open_page (window, RH_HELP_OAUTH);
  title = rh_ui_find_text (get_page (window), "What It Is For");
  g_assert_nonnull (title);
  g_assert_cmpint (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (title)), ==,
                   GTK_ACCESSIBLE_ROLE_HEADING);
  text = gtk_widget_get_next_sibling (title);
  g_assert_true (gtk_label_get_selectable (GTK_LABEL (text)));
  rh_ui_wait (has_left_labels, window);
  g_assert_false (gtk_label_get_selection_bounds (GTK_LABEL (text), NULL, NULL));
}

static void
assert_narrow (const char *name)
{
  const RhHelpPageText *text = rh_help_text_find (name);
  g_autoptr (GtkWidget) page = g_object_ref_sink (GTK_WIDGET (rh_help_page_new (text)));
  int width;

  gtk_widget_measure (page, GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  g_test_message ("%s: %d px", name, width);
  g_assert_cmpint (width, <=, 360);
}

static void
test_pages_fit_360_pixels_in_large_text (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  int dpi;

  g_object_get (settings, "gtk-xft-dpi", &dpi, NULL);
  g_object_set (settings, "gtk-xft-dpi", 2 * 96 * 1024, NULL);
  for (const RhHelpPageText *page = rh_help_guides; page->name != NULL; page++)
    assert_narrow (page->name);
  for (const RhHelpPageText *page = rh_help_symptoms; page->name != NULL; page++)
    assert_narrow (page->name);
  g_object_set (settings, "gtk-xft-dpi", dpi, NULL);
}

int
main (int argc, char *argv[])
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/help/f1-opens-the-contents", test_f1_opens_the_contents);
  g_test_add_func ("/help/every-dialog-has-its-page", test_every_dialog_has_its_page);
  g_test_add_func ("/help/back-leads-to-the-contents", test_back_leads_to_the_contents);
  g_test_add_func ("/help/every-failure-that-has-a-page-has-one-that-is-there",
                   test_every_failure_that_has_a_page_has_one_that_is_there);
  g_test_add_func ("/help/a-failure-says-why", test_a_failure_says_why);
  g_test_add_func ("/help/a-refusal-says-why", test_a_refusal_says_why);
  g_test_add_func ("/help/keys-are-those-of-the-shortcuts", test_keys_are_those_of_the_shortcuts);
  g_test_add_func ("/help/pages-lead-to-where-they-tell-of", test_pages_lead_to_where_they_tell_of);
  g_test_add_func ("/help/connect-leads-back-to-connect", test_connect_leads_back_to_connect);
  g_test_add_func ("/help/pages-can-be-read-by-everybody", test_pages_can_be_read_by_everybody);
  g_test_add_func ("/help/pages-fit-360-pixels-in-large-text",
                   test_pages_fit_360_pixels_in_large_text);

  return g_test_run ();
}
