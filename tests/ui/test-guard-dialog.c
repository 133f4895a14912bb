/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security.md 4.9 in the window: the question, its words, and what each answer does. */
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"
#include "window/rh-guard-dialog.h"

#include <string.h>

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  RhCollectionPage *page;
} Fixture;

static void
set_up (Fixture *fixture)
{
  RhCollection *starter;
  RhEnvironment *environment;
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Add", "POST", "{{api}}/v1/vendors?a=b");

  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open_starter (fixture->ui);
  fixture->page = RH_COLLECTION_PAGE (rh_ui_find_type (fixture->window, RH_TYPE_COLLECTION_PAGE));
  starter = rh_workspace_get_starter (fixture->ui->workspace);
  environment = rh_collection_get_environment (starter, "Practice");
  rh_environment_set_service (environment, "other");
  rh_environment_set (environment, "api", fixture->ui->address);
  g_assert_true (rh_guard_set_protected (rh_workspace_get_guard (fixture->ui->workspace),
                                         rh_collection_get_id (starter), environment, TRUE, NULL));
  g_object_set (item, "auth-kind", RH_AUTH_KIND_NONE, NULL);
  rh_collection_page_open (fixture->page, item, TRUE);
  rh_ui_fixture_answer (fixture->ui, 200, "text/plain", "done", -1);
}

static void
tear_down (Fixture *fixture)
{
  rh_ui_fixture_free (fixture->ui);
}

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static void
send (Fixture *fixture)
{
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.send", NULL));
  rh_ui_wait (is_idle, rh_collection_page_get_tab (fixture->page));
}

static gboolean
shows_question (gpointer window)
{
  return ADW_IS_ALERT_DIALOG (adw_application_window_get_visible_dialog (window));
}

static gboolean
shows_no_question (gpointer window)
{
  return !shows_question (window);
}

static AdwAlertDialog *
send_and_be_asked (Fixture *fixture)
{
  guint before = fixture->ui->n_requests;

  send (fixture);
  rh_ui_wait (shows_question, fixture->window);
  g_assert_cmpuint (fixture->ui->n_requests, ==, before);
  return ADW_ALERT_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture->window)));
}

static gboolean
has_two_requests (gpointer ui)
{
  return ((RhUiFixture *) ui)->n_requests == 2;
}

static gboolean
has_a_request (gpointer ui)
{
  return ((RhUiFixture *) ui)->n_requests == 1;
}

static void
press (Fixture *fixture, AdwAlertDialog *dialog, const char *label)
{
  GtkWidget *text = rh_ui_await_text (dialog, label);

  g_signal_emit_by_name (gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON), "clicked");
  rh_ui_wait (shows_no_question, fixture->window);
}

static void
test_asks (void)
{
  Fixture fixture;
  AdwAlertDialog *dialog;
  g_autofree char *body = NULL;

  set_up (&fixture);
  dialog = send_and_be_asked (&fixture);
  body = g_strdup_printf ("POST /v1/vendors on %s changes live data.",
                          strstr (fixture.ui->address, "://") + 3);
  g_assert_cmpstr (adw_alert_dialog_get_heading (dialog), ==, "Send to Practice?");
  g_assert_cmpstr (adw_alert_dialog_get_body (dialog), ==, body);
  g_assert_cmpstr (adw_alert_dialog_get_default_response (dialog), ==, "cancel");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (dialog), ==, "cancel");
  press (&fixture, dialog, "Cancel");
  g_assert_cmpuint (fixture.ui->n_requests, ==, 0);

  dialog = send_and_be_asked (&fixture);
  press (&fixture, dialog, "Send");
  rh_ui_wait (has_a_request, fixture.ui);
  g_assert_cmpstr (fixture.ui->last_method, ==, "POST");
  rh_ui_wait (is_idle, rh_collection_page_get_tab (fixture.page));

  /* a yes is for once */
  dialog = send_and_be_asked (&fixture);
  press (&fixture, dialog, "Cancel");
  tear_down (&fixture);
}

static void
test_peace (void)
{
  Fixture fixture;
  AdwAlertDialog *dialog;

  set_up (&fixture);
  dialog = send_and_be_asked (&fixture);
  g_assert_false (rh_guard_dialog_wants_peace (dialog));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (adw_alert_dialog_get_extra_child (dialog)), TRUE);
  press (&fixture, dialog, "Send");
  rh_ui_wait (has_a_request, fixture.ui);
  rh_ui_wait (is_idle, rh_collection_page_get_tab (fixture.page));

  send (&fixture);
  rh_ui_wait (has_two_requests, fixture.ui);
  g_assert_false (shows_question (fixture.window));
  tear_down (&fixture);
}

/* The names of others are text, and stay of a length to be read. */
static void
test_hostile_words (void)
{
  g_autofree char *path = g_strnfill (4000, 'a');
  const RhGuardQuestion question = { (char *) "<b>%s</b>", (char *) "DELETE", path, (char *) "h" };
  g_autoptr (AdwAlertDialog) dialog = g_object_ref_sink (rh_guard_dialog_new (&question));

  g_assert_cmpstr (adw_alert_dialog_get_heading (dialog), ==, "Send to <b>%s</b>?");
  g_assert_false (adw_alert_dialog_get_heading_use_markup (dialog));
  g_assert_false (adw_alert_dialog_get_body_use_markup (dialog));
  g_assert_cmpuint (strlen (adw_alert_dialog_get_body (dialog)), <, 200);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_func ("/guard-dialog/4.9/asks", test_asks);
  g_test_add_func ("/guard-dialog/4.9/ten-minutes", test_peace);
  g_test_add_func ("/guard-dialog/hostile-words", test_hostile_words);
  return g_test_run ();
}
