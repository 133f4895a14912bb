/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The wait for the browser: what it shows, what it takes, and when it counts. */
#include "common/rh-help-context.h"
#include "common/rh-problem-card.h"
#include "connection/rh-consent-page.h"
#include "connection/rh-hint-row.h"
#include "lib/rh-test.h"
#include "ui/rh-connect-fixture.h"

#include <string.h>

typedef struct
{
  RhConnectFixture ui;
  RhConsentPage *page;
  RhSignInOperation *sign_in;
} Fixture;

static void
start (Fixture *fixture, RhFakeOpenerMode mode, const char *redirect_uri)
{
  RhConnection *connection;
  GtkWidget *dialog;
  GtkWidget *form;

  rh_connect_fixture_set_up (&fixture->ui, mode);
  rh_connect_fixture_set_up_staging (&fixture->ui, redirect_uri);
  connection = fixture->ui.connection;
  dialog = rh_connect_fixture_open_connect (&fixture->ui);
  form = rh_widget_child (dialog, "form");
  rh_widget_type (rh_widget_child (form, "client_secret_row"), RH_PRACTICE_CLIENT_SECRET);
  rh_widget_click (rh_widget_child (dialog, "connect_button"));
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) == 1);

  fixture->sign_in = g_object_ref (rh_connection_get_sign_in (connection));
  fixture->page
      = RH_CONSENT_PAGE (adw_navigation_view_get_visible_page (rh_widget_child (dialog, "view")));
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  start (fixture, RH_FAKE_OPENER_OPENS, "http://127.0.0.1:0/staging");
}

static void
set_up_foreign (Fixture *fixture, gconstpointer data)
{
  start (fixture, RH_FAKE_OPENER_OPENS, RH_CONNECT_REDIRECT_URI);
}

static void
set_up_no_browser (Fixture *fixture, gconstpointer data)
{
  start (fixture, RH_FAKE_OPENER_FAILS, "http://127.0.0.1:0/staging");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_object (&fixture->sign_in);
  rh_connect_fixture_tear_down (&fixture->ui);
}

static const char *
label (Fixture *fixture, const char *name)
{
  return gtk_label_get_text (rh_widget_child (fixture->page, name));
}

static gboolean
is_visible (Fixture *fixture, const char *name)
{
  return gtk_widget_get_visible (rh_widget_child (fixture->page, name));
}

/* Time passes and the page looks at the clock. */
static void
advance (Fixture *fixture, gint64 seconds)
{
  rh_fake_clock_advance (&fixture->ui.clock, seconds);
  g_object_notify (G_OBJECT (fixture->sign_in), "state");
}

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  char **text = user_data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (source), result, NULL);
}

static char *
read_clipboard (Fixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (gtk_widget_get_clipboard (GTK_WIDGET (fixture->page)), NULL,
                                 copied_cb, &text);
  rh_widget_wait (text != NULL);

  return text;
}

static void
test_words (Fixture *fixture, gconstpointer data)
{
  g_assert_cmpstr (label (fixture, "heading"), ==, "Continue in Your Browser");
  g_assert_nonnull (strstr (label (fixture, "body"), "Pleo Staging"));
  g_assert_nonnull (strstr (label (fixture, "body"), "notices by itself"));
  g_assert_nonnull (rh_widget_find (fixture->page, GTK_TYPE_BUTTON, "Open Again"));
  g_assert_false (
      adw_expander_row_get_expanded (rh_widget_child (fixture->page, "paste_expander")));
  g_assert_nonnull (rh_widget_find (fixture->page, ADW_TYPE_ACTION_ROW, "Copy Address"));
}

static void
test_open_again (Fixture *fixture, gconstpointer data)
{
  rh_widget_click (rh_widget_child (fixture->page, "open_button"));

  g_assert_cmpuint (rh_fake_opener_get_n_opened (fixture->ui.opener), ==, 2);
}

static void
test_copy_address (Fixture *fixture, gconstpointer data)
{
  g_autofree char *copied = NULL;

  rh_widget_click (rh_widget_find (fixture->page, GTK_TYPE_BUTTON, "Copy Address"));
  copied = read_clipboard (fixture);

  g_assert_cmpstr (copied, ==, rh_fake_opener_get_uri (fixture->ui.opener));
}

static void
test_compare (Fixture *fixture, gconstpointer data)
{
  AdwActionRow *client_id = rh_widget_child (fixture->page, "client_id_row");
  AdwActionRow *redirect_uri = rh_widget_child (fixture->page, "redirect_uri_row");
  AdwActionRow *scope = rh_widget_child (fixture->page, "scope_row");
  g_autofree char *copied = NULL;

  g_assert_cmpstr (adw_action_row_get_subtitle (client_id), ==, RH_PRACTICE_CLIENT_ID);
  g_assert_cmpstr (adw_action_row_get_subtitle (scope), ==, "users:read");
  /* with the port that was really got */
  g_assert_cmpstr (adw_action_row_get_subtitle (redirect_uri), ==,
                   rh_sign_in_operation_get_redirect_uri (fixture->sign_in));
  g_assert_null (strstr (adw_action_row_get_subtitle (redirect_uri), ":0/"));

  rh_widget_click (rh_widget_find (redirect_uri, GTK_TYPE_BUTTON, "Copy Redirect URI"));
  copied = read_clipboard (fixture);
  g_assert_cmpstr (copied, ==, adw_action_row_get_subtitle (redirect_uri));
}

static void
test_paste_refused (Fixture *fixture, gconstpointer data)
{
  static const char *const addresses[] = {
    "justacode",
    "https://other.example/elsewhere?code=x&state=y",
    "https://other.example.evil/callback?code=x&state=y",
    RH_CONNECT_REDIRECT_URI "?code=x&state=wrong",
  };
  GtkEditable *entry = rh_widget_child (fixture->page, "paste_row");
  GtkWidget *button = rh_widget_child (fixture->page, "paste_button");
  RhHintRow *hint = rh_widget_child (fixture->page, "paste_hint");

  g_assert_false (gtk_widget_is_sensitive (button));

  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      rh_widget_type (entry, addresses[i]);
      g_assert_false (gtk_widget_get_visible (GTK_WIDGET (hint)));
      rh_widget_click (button);

      g_test_message ("%s: %s", addresses[i], rh_hint_row_get_text (hint));
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (hint)));
      g_assert_cmpint (rh_sign_in_operation_get_state (fixture->sign_in), ==, RH_SIGN_IN_WAITING);
      g_assert_cmpstr (rh_widget_text (entry), ==, addresses[i]);
    }
}

static void
test_paste_taken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = rh_connect_fixture_answer (&fixture->ui, "allow");
  g_autofree char *spaced = g_strdup_printf ("  %s \n", address);
  g_autoptr (GtkEditable) entry = g_object_ref (rh_widget_child (fixture->page, "paste_row"));

  rh_widget_type (entry, spaced);
  rh_widget_click (rh_widget_child (fixture->page, "paste_button"));

  g_assert_cmpstr (rh_widget_text (entry), ==, ""); /* it carried the code */
  rh_widget_wait (rh_connection_get_state (fixture->ui.connection) == RH_CONNECTION_CONNECTED);
}

static void
test_foreign (Fixture *fixture, gconstpointer data)
{
  g_assert_nonnull (strstr (label (fixture, "body"), "paste it below"));
  g_assert_true (adw_expander_row_get_expanded (rh_widget_child (fixture->page, "paste_expander")));
}

/* No counter before the last minute. */
static void
test_countdown (Fixture *fixture, gconstpointer data)
{
  g_assert_false (is_visible (fixture, "countdown_box"));

  advance (fixture, RH_SIGN_IN_WAIT_SECONDS - 100);
  g_assert_false (is_visible (fixture, "countdown_box"));

  advance (fixture, 58);
  g_assert_true (is_visible (fixture, "countdown_box"));
  g_assert_cmpstr (label (fixture, "countdown"), ==, "The wait ends in 42 seconds");

  advance (fixture, 41);
  g_assert_cmpstr (label (fixture, "countdown"), ==, "The wait ends in 1 second");
}

static void
test_wait_longer (Fixture *fixture, gconstpointer data)
{
  advance (fixture, RH_SIGN_IN_WAIT_SECONDS - 30);
  g_assert_true (is_visible (fixture, "countdown_box"));

  rh_widget_click (rh_widget_find (fixture->page, GTK_TYPE_BUTTON, "Wait Longer"));

  g_assert_false (is_visible (fixture, "countdown_box"));
  g_assert_cmpint (rh_sign_in_operation_get_seconds_left (fixture->sign_in), >, 500);
}

static void
test_no_browser (Fixture *fixture, gconstpointer data)
{
  RhProblemCard *card = rh_widget_child (fixture->page, "problem_card");

  rh_widget_wait (gtk_widget_get_mapped (GTK_WIDGET (card)));
  g_assert_cmpstr (rh_problem_card_get_title (card), ==, "No Browser Was Opened");
  g_assert_nonnull (strstr (rh_problem_card_get_text (card), "Copy Address"));
  g_assert_nonnull (strstr (rh_problem_card_get_text (card), "no browser here"));
  g_assert_cmpstr (rh_help_context_find (GTK_WIDGET (fixture->page), NULL), ==, RH_HELP_NO_BROWSER);
  g_assert_cmpint (rh_sign_in_operation_get_state (fixture->sign_in), ==, RH_SIGN_IN_WAITING);
}

static void
test_https_insisted (Fixture *fixture, gconstpointer data)
{
  RhProblemCard *card = rh_widget_child (fixture->page, "problem_card");

  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card)));
  g_assert_cmpstr (rh_help_context_find (GTK_WIDGET (fixture->page), NULL), ==, RH_HELP_ERROR_PAGE);
  g_signal_emit_by_name (fixture->sign_in, "https-insisted");

  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (card)));
  g_assert_nonnull (strstr (rh_problem_card_get_text (card), "HTTPS-only"));
  rh_widget_wait (gtk_widget_get_mapped (GTK_WIDGET (card)));
  g_assert_cmpstr (rh_help_context_find (GTK_WIDGET (fixture->page), NULL), ==, RH_HELP_LOCALHOST);
}

/* An iss of an origin that nobody configured: asked by name, default no, never a token before. */
static AdwAlertDialog *
answer_with_unknown_issuer (Fixture *fixture)
{
  g_autofree char *address = rh_connect_fixture_answer (&fixture->ui, "allow");
  char *iss = strstr (address, "&iss=");
  g_autofree char *changed = NULL;

  g_assert_nonnull (iss);
  *iss = '\0';
  changed = g_strconcat (address, "&iss=https%3A%2F%2Fevil.example", NULL);
  rh_widget_type (rh_widget_child (fixture->page, "paste_row"), changed);
  rh_widget_click (rh_widget_child (fixture->page, "paste_button"));
  rh_widget_wait (ADW_IS_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui)));

  return ADW_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui));
}

static void
test_unknown_issuer_refused (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question = answer_with_unknown_issuer (fixture);

  g_assert_nonnull (strstr (adw_alert_dialog_get_body (question), "https://evil.example"));
  g_assert_false (adw_alert_dialog_get_body_use_markup (question));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (question), ==, "cancel");
  adw_dialog_close (ADW_DIALOG (question));

  rh_widget_wait (rh_connection_get_state (fixture->ui.connection) == RH_CONNECTION_NOT_CONNECTED);
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (fixture->ui.practice.server), ==, 0);
}

static void
test_unknown_issuer_accepted (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question = answer_with_unknown_issuer (fixture);

  rh_widget_click (rh_widget_find (question, GTK_TYPE_BUTTON, "Accept"));

  rh_widget_wait (rh_connection_get_state (fixture->ui.connection) == RH_CONNECTION_CONNECTED);
}

/* The question goes away with the sign-in that asked it. */
static void
test_question_goes_away (Fixture *fixture, gconstpointer data)
{
  answer_with_unknown_issuer (fixture);

  rh_connection_cancel_connect (fixture->ui.connection);
  rh_widget_wait (!ADW_IS_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui)));
}

#define ADD(path, name, up) g_test_add ("/consent-page/" path, Fixture, NULL, up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_connect_test_init (&argc, &argv);

  ADD ("words", test_words, set_up);
  ADD ("open-again", test_open_again, set_up);
  ADD ("copy-address", test_copy_address, set_up);
  ADD ("compare-letter-by-letter", test_compare, set_up);
  ADD ("1.6/paste-refused", test_paste_refused, set_up_foreign);
  ADD ("1.6/paste-taken", test_paste_taken, set_up_foreign);
  ADD ("1.6/foreign-redirect-uri", test_foreign, set_up_foreign);
  ADD ("E6/countdown-in-last-minute", test_countdown, set_up);
  ADD ("1.7/wait-longer", test_wait_longer, set_up);
  ADD ("E12/no-browser", test_no_browser, set_up_no_browser);
  ADD ("1.5/https-insisted", test_https_insisted, set_up);
  ADD ("1.8/unknown-issuer-refused", test_unknown_issuer_refused, set_up_foreign);
  ADD ("1.8/unknown-issuer-accepted", test_unknown_issuer_accepted, set_up_foreign);
  ADD ("question-goes-away", test_question_goes_away, set_up_foreign);

  return rh_connect_test_run ();
}
