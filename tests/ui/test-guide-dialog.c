/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Get Started: where to begin, the steps that turn green by facts, the registration form as it is
 * typed, and what is said when something fails. */
#include "collection/rh-opencollection.h"
#include "common/rh-problem-card.h"
#include "connection/rh-hint-row.h"
#include "guide/rh-guide-dialog.h"
#include "guide/rh-guide-form-row.h"
#include "guide/rh-guide-row.h"
#include "lib/rh-test.h"
#include "ui/rh-connect-fixture.h"
#include "workspace/rh-sender.h"

#include <string.h>

typedef struct
{
  RhConnectFixture ui;
  RhGuideDialog *dialog;
  char *signal; /* the last one, with its parameter */
} Fixture;

static void
text_cb (Fixture *fixture, const char *text, gpointer dialog)
{
  g_free (fixture->signal);
  fixture->signal = g_strdup (text);
}

static void
chosen_cb (Fixture *fixture, const char *id)
{
  g_autofree char *text = g_strconcat ("chosen ", id, NULL);

  text_cb (fixture, text, NULL);
}

static void
connect_cb (Fixture *fixture, const char *scopes)
{
  g_autofree char *text = g_strconcat ("connect ", scopes, NULL);

  text_cb (fixture, text, NULL);
}

static void
call_cb (Fixture *fixture, RhRequestItem *item)
{
  g_autofree char *text = g_strconcat ("call ", rh_request_item_get_name (item), NULL);

  text_cb (fixture, text, NULL);
}

static void
environment_cb (Fixture *fixture, const char *name)
{
  g_autofree char *text = g_strconcat ("environment ", name, NULL);

  text_cb (fixture, text, NULL);
}

static void
open_guide (Fixture *fixture, RhConnection *connection)
{
  RhGuideDialog *dialog = rh_guide_dialog_new (fixture->ui.workspace, connection);

  fixture->dialog = dialog;
  g_signal_connect_swapped (dialog, "chosen", G_CALLBACK (chosen_cb), fixture);
  g_signal_connect_swapped (dialog, "connect", G_CALLBACK (connect_cb), fixture);
  g_signal_connect_swapped (dialog, "call", G_CALLBACK (call_cb), fixture);
  g_signal_connect_swapped (dialog, "environment", G_CALLBACK (environment_cb), fixture);
  adw_dialog_present (ADW_DIALOG (dialog), GTK_WIDGET (fixture->ui.window));
  rh_test_drain ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rh_connect_fixture_set_up (&fixture->ui, RH_FAKE_OPENER_OPENS);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_clear_pointer (&fixture->signal, g_free);
  rh_connect_fixture_tear_down (&fixture->ui);
}

static gpointer
get_page (Fixture *fixture)
{
  return adw_navigation_view_get_visible_page (rh_widget_child (fixture->dialog, "view"));
}

static const char *
row_text (gpointer root, const char *title)
{
  AdwActionRow *row = rh_widget_find (root, RH_TYPE_GUIDE_ROW, title);

  g_assert_nonnull (row);
  return adw_action_row_get_subtitle (row);
}

static gboolean
row_says (gpointer root, const char *title, const char *state)
{
  gpointer row = rh_widget_find (root, RH_TYPE_GUIDE_ROW, title);

  return rh_widget_find (row, GTK_TYPE_LABEL, state) != NULL;
}

static void
open_step (Fixture *fixture, const char *title)
{
  g_signal_emit_by_name (rh_widget_find (get_page (fixture), RH_TYPE_GUIDE_ROW, title),
                         "activated");
  rh_test_drain ();
}

static void
click_next (Fixture *fixture)
{
  rh_widget_click (rh_widget_child (fixture->dialog, "next_button"));
}

static const char *
next_label (Fixture *fixture)
{
  return gtk_button_get_label (rh_widget_child (fixture->dialog, "next_button"));
}

/* Choosing */

static void
test_practice_is_chosen_to_begin_with (Fixture *fixture, gconstpointer data)
{
  open_guide (fixture, NULL);
  g_assert_nonnull (rh_widget_find (get_page (fixture), ADW_TYPE_ACTION_ROW, "Practice"));
  g_assert_nonnull (rh_widget_find (get_page (fixture), ADW_TYPE_ACTION_ROW, "Pleo"));
  g_assert_nonnull (rh_widget_find (get_page (fixture), ADW_TYPE_ACTION_ROW, "Another Service"));
  rh_widget_wait (gtk_root_get_focus (GTK_ROOT (fixture->ui.window))
                  == rh_widget_child (fixture->dialog, "start_button"));
  rh_widget_click (rh_widget_child (fixture->dialog, "start_button"));
  g_assert_cmpstr (fixture->signal, ==, "chosen practice");
}

static void
test_another_choice_counts (Fixture *fixture, gconstpointer data)
{
  AdwActionRow *row;

  open_guide (fixture, NULL);
  row = rh_widget_find (get_page (fixture), ADW_TYPE_ACTION_ROW, "Pleo");
  gtk_widget_activate (adw_action_row_get_activatable_widget (row));
  rh_widget_click (rh_widget_child (fixture->dialog, "start_button"));
  g_assert_cmpstr (fixture->signal, ==, "chosen pleo");
}

static void
test_start_goes_on_with_the_next_step (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *practice = rh_collection_get_environment (fixture->ui.collection, "Practice");
  g_autoptr (RhConnection) connection
      = rh_workspace_get_connection (fixture->ui.workspace, fixture->ui.collection, practice);

  open_guide (fixture, NULL);
  rh_widget_click (rh_widget_child (fixture->dialog, "start_button"));
  rh_guide_dialog_set_connection (fixture->dialog, connection);
  rh_widget_wait (g_strcmp0 (fixture->signal, "connect ") == 0);
}

/* The window has chosen it already, and would go to another one and back. */
static void
test_an_environment_that_is_shown_is_not_chosen (Fixture *fixture, gconstpointer data)
{
  open_guide (fixture, NULL);
  rh_guide_dialog_set_connection (fixture->dialog, fixture->ui.connection);
  rh_test_drain ();
  g_assert_cmpstr (fixture->signal, ==, NULL);
  g_assert_true (rh_progress_get_connection (rh_guide_dialog_get_progress (fixture->dialog))
                 == fixture->ui.connection);
}

/* Steps */

static void
keep_credentials (Fixture *fixture)
{
  gpointer page = get_page (fixture);

  rh_widget_type (rh_widget_child (page, "client_id_row"), RH_PRACTICE_CLIENT_ID);
  rh_widget_type (rh_widget_child (page, "client_secret_row"), RH_PRACTICE_CLIENT_SECRET);
  rh_widget_click (rh_widget_child (page, "keep_button"));
  rh_widget_wait (
      rh_progress_get_fact (rh_guide_dialog_get_progress (fixture->dialog), RH_STEP_REGISTER)
          ->reached);
}

/* Who has client ID and secret need not look for them behind the form. */
static void
test_credentials_are_reached_from_the_top (Fixture *fixture, gconstpointer data)
{
  gpointer page;
  GtkWidget *focus;

  open_guide (fixture, fixture->ui.connection);
  open_step (fixture, "Register");
  page = get_page (fixture);
  g_signal_emit_by_name (rh_widget_child (page, "have_row"), "activated");
  focus = gtk_root_get_focus (GTK_ROOT (fixture->ui.window));
  g_assert_nonnull (focus);
  g_assert_true (gtk_widget_is_ancestor (focus, rh_widget_child (page, "client_id_row")));
}

static void
test_nothing_is_done_at_first (Fixture *fixture, gconstpointer data)
{
  open_guide (fixture, fixture->ui.connection);
  g_assert_true (row_says (get_page (fixture), "Register", "Next"));
  g_assert_false (row_says (get_page (fixture), "Connect", "Next"));
  g_assert_false (row_says (get_page (fixture), "Connect", "Done"));
  g_assert_cmpstr (row_text (get_page (fixture), "Register"), ==,
                   "Get a client ID and a client secret");
  g_assert_cmpstr (next_label (fixture), ==, "_Register…");
  click_next (fixture);
  g_assert_cmpstr (adw_navigation_page_get_title (get_page (fixture)), ==, "Register");
}

static void
test_register_turns_green_by_a_stored_secret (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) text = NULL;

  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  g_assert_false (gtk_widget_is_sensitive (rh_widget_child (get_page (fixture), "keep_button")));
  keep_credentials (fixture);
  g_assert_true (row_says (get_page (fixture), "Register", "Done"));
  g_assert_cmpstr (row_text (get_page (fixture), "Register"), ==,
                   "Client practice-client, secret in the keyring");
  adw_navigation_view_pop (rh_widget_child (fixture->dialog, "view"));
  rh_test_drain ();
  g_assert_true (row_says (get_page (fixture), "Register", "Done"));
  g_assert_true (row_says (get_page (fixture), "Connect", "Next"));
  click_next (fixture);
  g_assert_cmpstr (fixture->signal, ==, "connect ");

  /* it is in the keyring and nowhere else */
  text = rh_opencollection_write_environment (
      rh_connection_get_environment (fixture->ui.connection), NULL);
  g_assert_null (g_strstr_len (g_bytes_get_data (text, NULL), (gssize) g_bytes_get_size (text),
                               RH_PRACTICE_CLIENT_SECRET));
}

/* Signs in as the Connect dialog would, with the answer pasted. */
static void
sign_in (Fixture *fixture, const char *decision)
{
  RhConnection *connection = fixture->ui.connection;
  g_autofree char *answer = NULL;
  g_autoptr (RhSignInOperation) operation = NULL;
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_connection_connect_async (connection, NULL, rh_test_take_result, &result);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) > 0);
  answer = rh_connect_fixture_answer (&fixture->ui, decision);
  operation = g_object_ref (rh_connection_get_sign_in (connection));
  rh_sign_in_operation_paste (operation, answer, NULL);
  rh_test_wait (&result);
  done = result;
  rh_connection_finish (connection, done, NULL);
}

static void
send_first (Fixture *fixture)
{
  RhProgress *progress = rh_guide_dialog_get_progress (fixture->dialog);
  g_autoptr (RhSender) sender = rh_sender_new (fixture->ui.workspace, fixture->ui.connection,
                                               rh_progress_find_request (progress));
  GAsyncResult *result = NULL;
  g_autoptr (GAsyncResult) done = NULL;

  rh_sender_run_async (sender, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  done = result;
  rh_sender_run_finish (sender, done, NULL);
  rh_test_drain ();
}

static void
test_connect_and_call_turn_green_by_themselves (Fixture *fixture, gconstpointer data)
{
  rh_connect_fixture_set_up_staging (&fixture->ui, RH_CONNECT_REDIRECT_URI);
  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  keep_credentials (fixture);
  adw_navigation_view_pop (rh_widget_child (fixture->dialog, "view"));
  sign_in (fixture, "allow");
  g_assert_true (row_says (get_page (fixture), "Connect", "Done"));
  g_assert_nonnull (strstr (row_text (get_page (fixture), "Connect"), "users:read"));
  g_assert_cmpstr (next_label (fixture), ==, "_Make the First Call");
  click_next (fixture);
  g_assert_true (g_str_has_prefix (fixture->signal, "call "));

  open_step (fixture, "First Call");
  g_assert_false (gtk_widget_get_visible (rh_widget_child (get_page (fixture), "onward_group")));
  send_first (fixture);
  g_assert_true (row_says (get_page (fixture), "First Call", "Done"));
  g_assert_true (
      g_str_has_prefix (row_text (get_page (fixture), "First Call"), "GET /v2/employees · 200"));
  g_assert_true (gtk_widget_get_visible (rh_widget_child (get_page (fixture), "onward_group")));
  g_signal_emit_by_name (rh_widget_child (get_page (fixture), "production_row"), "activated");
  g_assert_cmpstr (fixture->signal, ==, "environment Production");
}

static void
test_a_failure_names_its_cause_and_leads_there (Fixture *fixture, gconstpointer data)
{
  gpointer card;

  rh_connect_fixture_set_up_staging (&fixture->ui, RH_CONNECT_REDIRECT_URI);
  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  keep_credentials (fixture);
  adw_navigation_view_pop (rh_widget_child (fixture->dialog, "view"));
  open_step (fixture, "Connect");
  card = rh_widget_child (get_page (fixture), "problem_card");
  g_assert_false (gtk_widget_get_visible (card));
  sign_in (fixture, "deny");
  g_assert_true (gtk_widget_get_visible (card));
  g_assert_cmpstr (rh_problem_card_get_title (card), ==, "Access Was Not Allowed");
  g_assert_cmpstr (gtk_button_get_label (rh_widget_child (card, "button")), ==, "Connect…");
  g_signal_emit_by_name (card, "clicked");
  g_assert_cmpstr (fixture->signal, ==, "connect ");
}

/* Every cause has words, and a button where there is a remedy. */
static void
test_every_cause_has_words (void)
{
  for (int kind = RH_CAUSE_SETTINGS; kind <= RH_CAUSE_OTHER; kind++)
    for (int with_detail = 0; with_detail < 2; with_detail++)
      {
        char detail[] = "%s <b>x</b>";
        const RhCause cause = { .kind = (RhCauseKind) kind,
                                .remedy = RH_CAUSE_REMEDY_CONNECT,
                                .detail = with_detail ? detail : NULL };
        g_autoptr (RhGuideProblem) problem = rh_guide_problem_new (&cause);

        g_assert_cmpstr (problem->title, !=, "");
        g_assert_cmpuint (strlen (problem->text), >, 20);
        g_assert_nonnull (problem->button);
        if (!with_detail)
          g_assert_null (strstr (problem->text, "%s"));
      }
}

/* The scopes are the server's words, and the description of a group is markup. */
static void
test_scopes_are_no_markup (void)
{
  for (int as_asked = 0; as_asked < 2; as_asked++)
    {
      char scope[] = "a&b <a href='https://evil.example'>here</a>";
      const RhStepFact fact = { .reached = TRUE, .scope = scope, .scope_as_asked = as_asked };
      g_autofree char *proof = rh_guide_words_dup_proof (RH_STEP_CONNECT, &fact);
      g_autofree char *shown = NULL;
      g_autoptr (GError) error = NULL;

      pango_parse_markup (proof, -1, 0, NULL, &shown, NULL, &error);
      g_assert_no_error (error);
      g_assert_nonnull (strstr (shown, scope));
    }
}

/* Register */

static const char *
hint (Fixture *fixture, const char *name)
{
  return rh_hint_row_get_text (rh_widget_child (get_page (fixture), name));
}

static void
test_redirect_uri_is_checked_as_typed (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *typed;
    const char *says;
  } rows[] = {
    { "http://localhost:8437/a#b", "fragment" }, { "http://127.0.0.1:8437/a", "localhost only" },
    { "http://acme.example/a", "http" },         { "localhost:8437", "whole address" },
    { "http://localhost:8437/{{x}}", "" },       { "https://acme.example/relay", "other site" },
  };
  gpointer row;

  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  row = rh_widget_child (get_page (fixture), "redirect_uri_row");
  g_assert_cmpstr (rh_widget_text (row), ==, "http://localhost:8437/pleo-staging");
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      rh_widget_type (row, rows[i].typed);
      g_test_message ("%s: %s", rows[i].typed, hint (fixture, "redirect_uri_hint"));
      g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"), rows[i].says));
    }
}

static void
test_only_a_usable_redirect_uri_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autofree char *before = NULL;
  g_autofree char *after = NULL;

  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  rh_widget_type (rh_widget_child (get_page (fixture), "redirect_uri_row"),
                  "http://127.0.0.1:8437/a");
  before = rh_connection_dup_setting (fixture->ui.connection, RH_OAUTH_REDIRECT_URI);
  g_assert_cmpstr (before, ==, "http://localhost:8437/pleo-staging");
  rh_widget_type (rh_widget_child (get_page (fixture), "redirect_uri_row"),
                  "http://localhost:9000/acme");
  after = rh_connection_dup_setting (fixture->ui.connection, RH_OAUTH_REDIRECT_URI);
  g_assert_cmpstr (after, ==, "http://localhost:9000/acme");
}

/* The page that was saved brings the answer home: nothing is to be pasted. */
static void
test_a_relay_page_is_heeded_at_once (Fixture *fixture, gconstpointer data)
{
  gpointer row;
  g_autofree char *listen_uri = NULL;

  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  row = rh_widget_child (get_page (fixture), "redirect_uri_row");
  rh_widget_type (row, "https://acme.example/relay.html");
  g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"), "other site"));
  rh_connection_set_setting (fixture->ui.connection, RH_OAUTH_LISTEN_URI,
                             "http://127.0.0.1:0/staging");
  g_assert_null (strstr (hint (fixture, "redirect_uri_hint"), "other site"));
  /* an address on this computer needs none */
  rh_widget_type (row, "http://localhost:8437/pleo-staging");
  listen_uri = rh_connection_dup_setting (fixture->ui.connection, RH_OAUTH_LISTEN_URI);
  g_assert_cmpstr (listen_uri, ==, "");
}

static void
test_scopes_are_checked_as_typed (Fixture *fixture, gconstpointer data)
{
  gpointer row;
  g_autofree char *kept = NULL;
  g_autofree char *after = NULL;

  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  row = rh_widget_child (get_page (fixture), "scope_row");
  rh_widget_type (row, "users:read users:read");
  g_assert_nonnull (strstr (hint (fixture, "scope_hint"), "there twice"));
  rh_widget_type (row, "users:read tags:read");
  g_assert_nonnull (strstr (hint (fixture, "scope_hint"), "tags:read"));
  g_assert_false (gtk_widget_has_css_class (row, "error")); /* a note: it may exist */
  kept = rh_connection_dup_setting (fixture->ui.connection, RH_OAUTH_SCOPE);
  g_assert_cmpstr (kept, ==, "users:read tags:read");
  rh_widget_type (row, "users\"read");
  g_assert_true (gtk_widget_has_css_class (row, "error"));
  after = rh_connection_dup_setting (fixture->ui.connection, RH_OAUTH_SCOPE);
  g_assert_null (strchr (after, '"'));
}

static gpointer
find_field (Fixture *fixture, const char *title)
{
  gpointer more = rh_widget_child (get_page (fixture), "more_row");

  adw_expander_row_set_expanded (more, TRUE);
  rh_test_drain ();
  return rh_widget_find (more, RH_TYPE_GUIDE_FORM_ROW, title);
}

static const char *
field_hint (gpointer row)
{
  return rh_hint_row_get_text (RH_HINT_ROW (rh_guide_form_row_get_hint (row)));
}

static void
test_form_fields_are_checked_and_kept (Fixture *fixture, gconstpointer data)
{
  RhRegistration *registration = rh_collection_get_registration (fixture->ui.collection);
  gpointer name;

  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  name = find_field (fixture, "Client Name");
  rh_widget_type (name, "Acme for PLEO");
  g_assert_nonnull (strstr (field_hint (name), "Pleo"));
  g_assert_true (gtk_widget_has_css_class (name, "error"));
  rh_widget_type (name, "Acme Importer");
  g_assert_false (gtk_widget_has_css_class (name, "error"));
  g_assert_cmpstr (rh_registration_get (registration, "client_name"), ==, "Acme Importer");
  rh_widget_type (find_field (fixture, "Client URI"), "http://acme.example/");
  g_assert_nonnull (strstr (field_hint (find_field (fixture, "Client URI")), "https://"));
  rh_widget_type (find_field (fixture, "Contacts"), "ada@acme.example bob");
  g_assert_nonnull (strstr (field_hint (find_field (fixture, "Contacts")), "“bob”"));
  /* what the form begins with is not typed by anybody */
  g_assert_cmpstr (rh_widget_text (find_field (fixture, "PKCE Support")), ==, "Supported");
  g_assert_cmpstr (rh_registration_get (registration, "pkce"), ==, "");
}

static char *
dup_clipboard (Fixture *fixture)
{
  GdkClipboard *clipboard = gtk_widget_get_clipboard (GTK_WIDGET (fixture->ui.window));
  g_auto (GValue) value = G_VALUE_INIT;

  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (
      gdk_content_provider_get_value (gdk_clipboard_get_content (clipboard), &value, NULL));
  return g_value_dup_string (&value);
}

static void
test_copies_for_the_form_and_as_markdown (Fixture *fixture, gconstpointer data)
{
  RhRegistration *registration = rh_collection_get_registration (fixture->ui.collection);
  g_autofree char *text = NULL;
  g_autofree char *markdown = NULL;

  rh_registration_set (registration, "client_name", "Acme Importer");
  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  g_signal_emit_by_name (rh_widget_find (get_page (fixture), ADW_TYPE_SPLIT_BUTTON, NULL),
                         "clicked");
  text = dup_clipboard (fixture);
  g_assert_cmpstr (text, ==,
                   "Client Name: Acme Importer\n"
                   "Redirect URIs: http://localhost:8437/pleo-staging\n"
                   "Scopes: users:read\n"
                   "PKCE Support: Supported\n"
                   "Subject Type Preference: None\n");
  gtk_widget_activate_action (get_page (fixture), "guide.copy-markdown", NULL);
  markdown = dup_clipboard (fixture);
  g_assert_true (g_str_has_prefix (markdown, "| Field | Value |\n"));
  g_assert_nonnull (strstr (markdown, "| Client Name | `Acme Importer` |\n"));
}

static void
test_notes_say_what_to_know (Fixture *fixture, gconstpointer data)
{
  static const char *const words[]
      = { "Marketplace", "7 days", "of its own for Rehearsal", "Postman", "relay page" };
  g_autoptr (GString) said = g_string_new (NULL);
  GtkWidget *list;

  open_guide (fixture, fixture->ui.connection);
  click_next (fixture);
  list = rh_widget_find (rh_widget_child (get_page (fixture), "notes_group"), GTK_TYPE_LIST_BOX,
                         NULL);
  for (GtkWidget *row = gtk_widget_get_first_child (list); row != NULL;
       row = gtk_widget_get_next_sibling (row))
    g_string_append (said, adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)));
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    g_assert_nonnull (strstr (said->str, words[i]));
}

/* The practice server's clients, and a service that nobody described. */
static void
test_each_environment_has_a_page (Fixture *fixture, gconstpointer data)
{
  GListModel *environments = rh_collection_get_environments (fixture->ui.collection);
  g_autoptr (RhEnvironment) bare = rh_environment_new ("<b>Bare</b> & none");

  rh_collection_add_environment (fixture->ui.collection, bare);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autoptr (RhConnection) connection = rh_workspace_get_connection (
          fixture->ui.workspace, fixture->ui.collection, environment);

      open_guide (fixture, connection);
      open_step (fixture, "Register");
      g_assert_cmpstr (adw_navigation_page_get_title (get_page (fixture)), ==, "Register");
      adw_dialog_force_close (ADW_DIALOG (fixture->dialog));
      rh_test_drain ();
    }
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  rh_connect_test_init (&argc, &argv);

  add ("/guide/practice-is-chosen-to-begin-with", test_practice_is_chosen_to_begin_with);
  add ("/guide/another-choice-counts", test_another_choice_counts);
  add ("/guide/start-goes-on-with-the-next-step", test_start_goes_on_with_the_next_step);
  add ("/guide/an-environment-that-is-shown-is-not-chosen",
       test_an_environment_that_is_shown_is_not_chosen);
  add ("/guide/nothing-is-done-at-first", test_nothing_is_done_at_first);
  add ("/guide/credentials-are-reached-from-the-top", test_credentials_are_reached_from_the_top);
  add ("/guide/register-turns-green-by-a-stored-secret",
       test_register_turns_green_by_a_stored_secret);
  add ("/guide/connect-and-call-turn-green-by-themselves",
       test_connect_and_call_turn_green_by_themselves);
  add ("/guide/a-failure-names-its-cause-and-leads-there",
       test_a_failure_names_its_cause_and_leads_there);
  g_test_add_func ("/guide/every-cause-has-words", test_every_cause_has_words);
  g_test_add_func ("/guide/scopes-are-no-markup", test_scopes_are_no_markup);
  add ("/guide/redirect-uri-is-checked-as-typed", test_redirect_uri_is_checked_as_typed);
  add ("/guide/only-a-usable-redirect-uri-is-kept", test_only_a_usable_redirect_uri_is_kept);
  add ("/guide/a-relay-page-is-heeded-at-once", test_a_relay_page_is_heeded_at_once);
  add ("/guide/scopes-are-checked-as-typed", test_scopes_are_checked_as_typed);
  add ("/guide/form-fields-are-checked-and-kept", test_form_fields_are_checked_and_kept);
  add ("/guide/copies-for-the-form-and-as-markdown", test_copies_for_the_form_and_as_markdown);
  add ("/guide/notes-say-what-to-know", test_notes_say_what_to_know);
  add ("/guide/each-environment-has-a-page", test_each_environment_has_a_page);

  return rh_connect_test_run ();
}
