/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Connect dialog over a real workspace: what it shows, when it can work, what it writes, and
 * how each sign-in ends. */
#include "common/rh-help-context.h"
#include "common/rh-problem-card.h"
#include "connection/rh-connect-dialog.h"
#include "connection/rh-connect-form.h"
#include "connection/rh-consent-page.h"
#include "connection/rh-discovery-page.h"
#include "connection/rh-hint-row.h"
#include "connection/rh-scope-row.h"
#include "connection/rh-secret-row.h"
#include "lib/rh-test.h"
#include "ui/rh-connect-fixture.h"

#include <string.h>

#define SECRET RH_PRACTICE_CLIENT_SECRET

typedef struct
{
  RhConnectFixture ui;
  GtkWidget *dialog;
  GtkWidget *form;
} Fixture;

static void
open_dialog (Fixture *fixture)
{
  fixture->dialog = rh_connect_fixture_open_connect (&fixture->ui);
  g_assert_true (RH_IS_CONNECT_DIALOG (fixture->dialog));
  fixture->form = rh_widget_child (fixture->dialog, "form");
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rh_connect_fixture_set_up (&fixture->ui, RH_FAKE_OPENER_OPENS);
}

/* Staging is at the practice server; its answers are pasted. */
static void
set_up_staging (Fixture *fixture, gconstpointer data)
{
  set_up (fixture, data);
  rh_connect_fixture_set_up_staging (&fixture->ui, RH_CONNECT_REDIRECT_URI);
  open_dialog (fixture);
  rh_widget_type (rh_widget_child (fixture->form, "client_secret_row"), SECRET);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_connect_fixture_tear_down (&fixture->ui);
}

static gpointer
row (Fixture *fixture, const char *name)
{
  return rh_widget_child (fixture->form, name);
}

static const char *
hint (Fixture *fixture, const char *name)
{
  RhHintRow *hint_row = row (fixture, name);

  return gtk_widget_get_visible (GTK_WIDGET (hint_row)) ? rh_hint_row_get_text (hint_row) : "";
}

static gboolean
can_connect (Fixture *fixture)
{
  return gtk_widget_is_sensitive (rh_widget_child (fixture->dialog, "connect_button"));
}

static RhProblemCard *
card (Fixture *fixture)
{
  return row (fixture, "problem_card");
}

static void
click_connect (Fixture *fixture)
{
  rh_widget_click (rh_widget_child (fixture->dialog, "connect_button"));
}

/* Clicks Connect and waits until the browser was asked. (borrowed) */
static RhConsentPage *
connect_and_wait (Fixture *fixture)
{
  guint before = rh_fake_opener_get_n_opened (fixture->ui.opener);
  AdwNavigationPage *page;

  click_connect (fixture);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) > before);
  page = adw_navigation_view_get_visible_page (rh_widget_child (fixture->dialog, "view"));
  g_assert_true (RH_IS_CONSENT_PAGE (page));

  return RH_CONSENT_PAGE (page);
}

static void
paste (RhConsentPage *page, const char *address)
{
  rh_widget_type (rh_widget_child (page, "paste_row"), address);
  rh_widget_click (rh_widget_child (page, "paste_button"));
}

static gboolean
is_on_form (Fixture *fixture)
{
  AdwNavigationView *view = rh_widget_child (fixture->dialog, "view");
  AdwNavigationPage *page = adw_navigation_view_get_visible_page (view);

  return g_strcmp0 (adw_navigation_page_get_tag (page), "form") == 0;
}

/* Between two buttons in the narrowest window; in other languages they are longer. */
static void
test_title_fits (Fixture *fixture, gconstpointer data)
{
  GtkWidget *title;
  GtkWidget *label;

  gtk_window_set_default_size (fixture->ui.window, 360, 640);
  open_dialog (fixture);
  title = rh_widget_child (fixture->dialog, "window_title");
  label = rh_widget_find (title, GTK_TYPE_LABEL, "Connect");
  rh_widget_wait (gtk_widget_get_width (label) > 0);

  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (label))));
  g_assert_cmpstr (adw_window_title_get_subtitle (ADW_WINDOW_TITLE (title)), ==, "Staging");
}

static void
test_practice_just_works (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *practice = rh_collection_get_environment (fixture->ui.collection, "Practice");

  rh_connection_button_set_environment (fixture->ui.button, practice);
  open_dialog (fixture);

  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (fixture->dialog)), ==, "Connect to Practice");
  g_assert_cmpstr (rh_widget_text (row (fixture, "client_id_row")), ==, RH_PRACTICE_CLIENT_ID);
  g_assert_cmpstr (rh_widget_text (row (fixture, "redirect_uri_row")), ==,
                   RH_PRACTICE_REDIRECT_URI);
  rh_widget_wait (*rh_widget_text (row (fixture, "client_secret_row")) != '\0');
  g_assert_cmpstr (rh_widget_text (row (fixture, "client_secret_row")), ==, SECRET);
  g_assert_true (can_connect (fixture));
}

static GtkText *
text_of (Fixture *fixture, const char *name)
{
  return GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (row (fixture, name))));
}

static gboolean
has_list (GtkText *text)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (text)); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_has_css_class (child, "variable-completion"))
      return TRUE;

  return FALSE;
}

/* Every setting but the secret, which is kept as it is typed. (The list itself is not opened: it
 * speaks, which the accessibility of tests cannot.) */
static void
test_variables (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "client_id_row", "scope_row",  "redirect_uri_row",   "authorization_url_row",
          "token_url_row", "issuer_row", "revocation_url_row", "api_row" };
  RhEnvironment *staging = rh_connection_get_environment (fixture->ui.connection);
  GtkText *text;

  rh_environment_set (staging, "tenant", "acme");
  open_dialog (fixture);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      text = text_of (fixture, names[i]);
      rh_widget_type (row (fixture, names[i]), "{{tenant}}");
      g_assert_nonnull (gtk_text_get_attributes (text));
      g_assert_false (gtk_test_accessible_has_property (GTK_ACCESSIBLE (text),
                                                        GTK_ACCESSIBLE_PROPERTY_DESCRIPTION));
      rh_widget_type (row (fixture, names[i]), "{{nope}}");
      gtk_test_accessible_assert_property (
          GTK_ACCESSIBLE (text), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Unknown variables: nope");
    }
  rh_widget_type (row (fixture, "client_secret_row"), "{{tenant}}");
  g_assert_null (gtk_text_get_attributes (text_of (fixture, "client_secret_row")));

  text = text_of (fixture, "client_id_row");
  adw_entry_row_grab_focus_without_selecting (row (fixture, "client_id_row"));
  rh_widget_wait (has_list (text));
  rh_widget_type (row (fixture, "client_id_row"), "{{tenant}}");
  g_assert_nonnull (gtk_text_get_attributes (text));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  static const char *const names[]
      = { "Client ID", "Client Secret", "Redirect URI", "Authorization URL", "Token URL" };

  open_dialog (fixture);
  adw_expander_row_set_expanded (row (fixture, "advanced_row"), TRUE);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      GtkWidget *entry_row = rh_widget_find (fixture->form, ADW_TYPE_ENTRY_ROW, names[i]);

      g_assert_nonnull (entry_row);
      g_assert_nonnull (rh_widget_find (entry_row, GTK_TYPE_TEXT, NULL));
    }
  g_assert_nonnull (rh_widget_find (fixture->form, RH_TYPE_SCOPE_ROW, "Scopes"));
  g_assert_nonnull (rh_widget_find (fixture->form, ADW_TYPE_COMBO_ROW, "Service"));
  g_assert_nonnull (rh_widget_find (fixture->dialog, GTK_TYPE_BUTTON, "Connect"));
}

static void
test_reason (Fixture *fixture, gconstpointer data)
{
  GtkLabel *reason;

  open_dialog (fixture);
  reason = rh_widget_child (fixture->dialog, "reason_label");

  g_assert_false (can_connect (fixture));
  g_assert_nonnull (strstr (gtk_label_get_text (reason), "client ID"));
  g_assert_cmpstr (hint (fixture, "client_id_hint"), ==, ""); /* nobody touched it yet */

  rh_widget_type (row (fixture, "client_id_row"), "abc");
  g_assert_nonnull (strstr (gtk_label_get_text (reason), "client secret"));
  g_assert_false (can_connect (fixture));

  rh_widget_type (row (fixture, "client_secret_row"), "xyz");
  g_assert_true (can_connect (fixture));

  rh_widget_type (row (fixture, "client_id_row"), "");
  g_assert_false (can_connect (fixture));
  g_assert_nonnull (strstr (hint (fixture, "client_id_hint"), "client ID"));
  g_assert_true (gtk_widget_has_css_class (row (fixture, "client_id_row"), "error"));
}

static void
test_public_client (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  rh_widget_type (row (fixture, "client_id_row"), "abc");
  g_assert_false (can_connect (fixture));

  adw_combo_row_set_selected (row (fixture, "client_auth_row"), RH_CLIENT_AUTH_NONE);

  g_assert_true (can_connect (fixture));
}

static void
test_field_sentences (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);

  rh_widget_type (row (fixture, "redirect_uri_row"), "http://localhost:8437/x#y");
  g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"), "fragment"));
  rh_widget_type (row (fixture, "token_url_row"), "http://auth.example/token");
  g_assert_nonnull (strstr (hint (fixture, "token_url_hint"), "https://"));
  rh_widget_type (row (fixture, "scope_row"), "a\"b");
  g_assert_nonnull (strstr (hint (fixture, "scope_hint"), "quotation mark"));
  rh_widget_type (row (fixture, "client_secret_row"), " secret");
  g_assert_nonnull (strstr (hint (fixture, "client_secret_hint"), "space"));

  rh_widget_type (row (fixture, "client_id_row"), "abc");
  g_assert_true (g_str_has_prefix (
      gtk_label_get_text (rh_widget_child (fixture->dialog, "reason_label")), "Scopes: Only"));
}

/* Where there is no keyring, none is promised. */
static void
test_secret_without_keyring (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);

  g_assert_cmpint (rh_keyring_get_state (fixture->ui.keyring), ==, RH_KEYRING_STATE_MEMORY);
  g_assert_nonnull (strstr (hint (fixture, "client_secret_hint"), "this session only"));
}

static void
test_foreign_redirect_uri (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"), "exactly like this"));

  rh_widget_type (row (fixture, "redirect_uri_row"), "https://oauth.pstmn.io/v1/callback");

  g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"),
                            "When the browser stops there, paste its address here."));
  g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"), "sees the authorization code"));
  /* and what to register instead */
  g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"),
                            " register http://localhost:8437/pleo-staging at the service"));
}

/* Two servers at one redirect URI and no issuer to tell them apart. */
static void
test_shared_redirect_uri (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  rh_widget_type (row (fixture, "redirect_uri_row"), RH_PRACTICE_REDIRECT_URI);
  g_assert_nonnull (strstr (hint (fixture, "redirect_uri_hint"), "Practice uses the same"));

  rh_widget_type (row (fixture, "issuer_row"), "https://auth.example");
  g_assert_null (strstr (hint (fixture, "redirect_uri_hint"), "Practice uses the same"));
}

static void
test_cancel_writes_nothing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *client_id = NULL;

  open_dialog (fixture);
  rh_widget_type (row (fixture, "client_id_row"), "typed");
  rh_widget_click (rh_widget_find (fixture->dialog, GTK_TYPE_BUTTON, "Cancel"));

  client_id = rh_connection_dup_setting (fixture->ui.connection, RH_OAUTH_CLIENT_ID);
  g_assert_cmpstr (client_id, ==, "");
  g_assert_null (rh_connect_fixture_get_dialog (&fixture->ui));
}

static void
select_service (Fixture *fixture, const char *id)
{
  AdwComboRow *combo = row (fixture, "service_row");
  GListModel *model = adw_combo_row_get_model (combo);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (model, i);

      if (g_str_equal (rh_service_get_id (service), id))
        adw_combo_row_set_selected (combo, i);
    }

  g_assert_cmpstr (rh_service_get_id (adw_combo_row_get_selected_item (combo)), ==, id);
}

static void
test_service (Fixture *fixture, gconstpointer data)
{
  open_dialog (fixture);
  g_assert_cmpstr (rh_widget_text (row (fixture, "redirect_uri_row")), ==,
                   "http://localhost:8437/pleo-staging");
  rh_widget_type (row (fixture, "client_id_row"), "mine");

  select_service (fixture, "other");
  g_assert_cmpstr (rh_widget_text (row (fixture, "client_id_row")), ==, "mine");
  g_assert_cmpstr (rh_widget_text (row (fixture, "token_url_row")), ==, "");
  g_assert_cmpstr (rh_widget_text (row (fixture, "redirect_uri_row")), ==,
                   "http://localhost:8437/other-staging");
  g_assert_true (adw_expander_row_get_expanded (row (fixture, "advanced_row")));

  select_service (fixture, "pleo");
  g_assert_cmpstr (rh_widget_text (row (fixture, "token_url_row")), ==,
                   "https://auth.staging.pleo.io/oauth/token");
  g_assert_cmpstr (rh_widget_text (row (fixture, "scope_row")), ==, "users:read");
}

/* A service that does not know the environment is not offered there. */
static void
test_services_fit (Fixture *fixture, gconstpointer data)
{
  GListModel *model;

  open_dialog (fixture);
  model = adw_combo_row_get_model (row (fixture, "service_row"));

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (RhService) service = g_list_model_get_item (model, i);

      g_assert_cmpstr (rh_service_get_id (service), !=, "practice");
    }
}

static const char *
get_service (Fixture *fixture)
{
  return rh_service_get_id (adw_combo_row_get_selected_item (row (fixture, "service_row")));
}

/* An environment that came from another program has a name of its own: its service stays. */
static void
test_service_of_another_name (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *environment = rh_connection_get_environment (fixture->ui.connection);

  g_object_set (environment, "name", "Acme", NULL);
  open_dialog (fixture);
  g_assert_cmpstr (get_service (fixture), ==, "pleo");
  rh_connect_form_apply (RH_CONNECT_FORM (fixture->form));
  g_assert_cmpstr (rh_environment_get_service (environment), ==, "pleo");
}

/* As the service's own guide to another program calls it. */
static void
test_service_in_the_name (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *environment = rh_connection_get_environment (fixture->ui.connection);

  g_object_set (environment, "name", "Pleo Production", "service", "", NULL);
  open_dialog (fixture);
  select_service (fixture, "other");
  select_service (fixture, "pleo");
  g_assert_cmpstr (rh_widget_text (row (fixture, "token_url_row")), ==,
                   "https://auth.pleo.io/oauth/token");
  g_assert_cmpstr (rh_widget_text (row (fixture, "redirect_uri_row")), ==,
                   "http://localhost:8437/pleo-production");
}

static void
test_connect_writes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *scope = NULL;
  g_autofree char *client_auth = NULL;
  const char *url;

  rh_widget_type (row (fixture, "scope_row"), "users:read vendors:read");
  adw_combo_row_set_selected (row (fixture, "client_auth_row"), RH_CLIENT_AUTH_BODY);
  connect_and_wait (fixture);

  scope = rh_connection_dup_setting (fixture->ui.connection, RH_OAUTH_SCOPE);
  client_auth = rh_connection_dup_setting (fixture->ui.connection, "client_auth");
  g_assert_cmpstr (scope, ==, "users:read vendors:read");
  g_assert_cmpstr (client_auth, ==, "body");

  url = rh_fake_opener_get_uri (fixture->ui.opener);
  g_assert_nonnull (strstr (url, "client_id=" RH_PRACTICE_CLIENT_ID));
  g_assert_nonnull (strstr (url, "users%3Aread%20vendors%3Aread"));
  g_assert_null (strstr (url, SECRET));
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTING);
}

static void
test_success (Fixture *fixture, gconstpointer data)
{
  RhConsentPage *page = connect_and_wait (fixture);
  g_autofree char *address = rh_connect_fixture_answer (&fixture->ui, "allow");

  paste (page, address);
  rh_widget_wait (rh_connection_get_state (fixture->ui.connection) == RH_CONNECTION_CONNECTED);
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);

  g_assert_cmpstr (fixture->ui.notices->str, ==, "Connected to Staging\n");
}

static void
test_denied (Fixture *fixture, gconstpointer data)
{
  RhConsentPage *page = connect_and_wait (fixture);
  g_autofree char *address = rh_connect_fixture_answer (&fixture->ui, "deny");

  paste (page, address);
  rh_widget_wait (is_on_form (fixture));
  rh_widget_wait (gtk_widget_get_visible (GTK_WIDGET (card (fixture))));

  g_assert_cmpstr (rh_problem_card_get_title (card (fixture)), ==, "Access Was Denied");
  g_assert_nonnull (strstr (rh_problem_card_get_text (card (fixture)), "access_denied"));
  g_assert_cmpstr (rh_widget_text (row (fixture, "client_secret_row")), ==, SECRET);
  g_assert_true (can_connect (fixture));
  g_assert_cmpstr (fixture->ui.notices->str, ==, "");
}

/* The state was right, and the words are hostile. */
static void
test_hostile_words (Fixture *fixture, gconstpointer data)
{
  RhConsentPage *page = connect_and_wait (fixture);
  g_autofree char *denied = rh_connect_fixture_answer (&fixture->ui, "deny");
  char *state = strstr (denied, "state=");
  g_autofree char *address = NULL;

  state[strcspn (state, "&")] = '\0';
  address = g_strconcat (RH_CONNECT_REDIRECT_URI "?error=access_denied&error_description="
                                                 "%3Cb%3Ebold%3C%2Fb%3E%0D%0A%E2%80%AE%25s&",
                         state, NULL);
  paste (page, address);
  rh_widget_wait (gtk_widget_get_visible (GTK_WIDGET (card (fixture))));

  g_assert_nonnull (strstr (rh_problem_card_get_text (card (fixture)), "<b>bold</b>"));
  g_assert_nonnull (strstr (rh_problem_card_get_text (card (fixture)), "%s"));
  g_assert_null (strstr (rh_problem_card_get_text (card (fixture)), "\u202e"));
}

static void
test_cancel_goes_back (Fixture *fixture, gconstpointer data)
{
  RhConsentPage *page = connect_and_wait (fixture);

  rh_widget_click (rh_widget_find (page, GTK_TYPE_BUTTON, "Cancel"));
  rh_widget_wait (is_on_form (fixture));

  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==,
                   RH_CONNECTION_NOT_CONNECTED);
  g_assert_cmpstr (rh_widget_text (row (fixture, "client_id_row")), ==, RH_PRACTICE_CLIENT_ID);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (card (fixture))));
  rh_widget_wait (can_connect (fixture));
  g_assert_cmpstr (fixture->ui.notices->str, ==, "");
}

/* Esc and Hide close the dialog; the wait goes on and is there again when Connect is opened. */
static void
test_wait_goes_on (Fixture *fixture, gconstpointer data)
{
  RhConsentPage *page = connect_and_wait (fixture);
  g_autofree char *address = rh_connect_fixture_answer (&fixture->ui, "allow");

  g_assert_true (adw_dialog_get_can_close (ADW_DIALOG (fixture->dialog)));
  g_assert_null (rh_widget_find (page, GTK_TYPE_WINDOW_CONTROLS, NULL));
  rh_widget_click (rh_widget_find (page, GTK_TYPE_BUTTON, "Hide"));
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTING);

  open_dialog (fixture);
  page = RH_CONSENT_PAGE (
      adw_navigation_view_get_visible_page (rh_widget_child (fixture->dialog, "view")));
  paste (page, address);
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "Connected to Staging\n");
}

/* The keyring answers late, while somebody types: that is no reason to close. */
static void
test_load_leaves_it_open (Fixture *fixture, gconstpointer data)
{
  RhConnection *connection = fixture->ui.connection;
  RhConsentPage *page = connect_and_wait (fixture);
  g_autofree char *address = rh_connect_fixture_answer (&fixture->ui, "allow");
  g_autoptr (GAsyncResult) loaded = NULL;

  paste (page, address);
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);
  rh_connection_set_setting (connection, RH_OAUTH_CLIENT_ID, "another");
  rh_connection_set_setting (connection, RH_OAUTH_CLIENT_ID, RH_PRACTICE_CLIENT_ID);
  g_assert_cmpint (rh_connection_get_state (connection), ==, RH_CONNECTION_NOT_CONNECTED);

  open_dialog (fixture);
  rh_connection_load_async (connection, NULL, rh_test_take_result, &loaded);
  rh_test_wait (&loaded);
  rh_test_drain ();

  g_assert_cmpint (rh_connection_get_state (connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_true (rh_connect_fixture_get_dialog (&fixture->ui) == fixture->dialog);
  g_assert_true (is_on_form (fixture));
}

static void
test_closed_success (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  connect_and_wait (fixture);
  address = rh_connect_fixture_answer (&fixture->ui, "allow");
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);

  g_assert_true (rh_sign_in_operation_paste (rh_connection_get_sign_in (fixture->ui.connection),
                                             address, &error));
  rh_widget_wait (fixture->ui.notices->len > 0);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "Connected to Staging\n");
}

static void
test_closed_failure (Fixture *fixture, gconstpointer data)
{
  g_autofree char *address = NULL;
  g_autoptr (GError) error = NULL;

  connect_and_wait (fixture);
  address = rh_connect_fixture_answer (&fixture->ui, "deny");
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);

  rh_sign_in_operation_paste (rh_connection_get_sign_in (fixture->ui.connection), address, &error);
  rh_widget_wait (fixture->ui.notices->len > 0);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "Staging: Access Was Denied\n");

  open_dialog (fixture);
  g_assert_cmpstr (rh_problem_card_get_title (card (fixture)), ==, "Access Was Denied");
}

/* On invalid_client the other way is offered, never taken by itself. */
static void
test_invalid_client (Fixture *fixture, gconstpointer data)
{
  RhConsentPage *page;
  g_autofree char *address = NULL;

  rh_widget_type (row (fixture, "client_secret_row"), "wrong");
  page = connect_and_wait (fixture);
  address = rh_connect_fixture_answer (&fixture->ui, "allow");
  paste (page, address);
  rh_widget_wait (gtk_widget_get_visible (GTK_WIDGET (card (fixture))));

  g_assert_cmpstr (rh_problem_card_get_title (card (fixture)), ==, "Client Was Not Accepted");
  g_assert_nonnull (rh_widget_find (card (fixture), GTK_TYPE_BUTTON, "Why?"));
  g_assert_cmpstr (rh_help_context_find (fixture->dialog, row (fixture, "client_id_row")), ==,
                   RH_HELP_INVALID_CLIENT);
  g_assert_cmpuint (rh_fake_opener_get_n_opened (fixture->ui.opener), ==, 1);
  g_assert_cmpuint (adw_combo_row_get_selected (row (fixture, "client_auth_row")), ==,
                    RH_CLIENT_AUTH_BASIC);

  rh_widget_click (rh_widget_find (card (fixture), GTK_TYPE_BUTTON, "Try In the Body"));
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) == 2);
  g_assert_cmpuint (adw_combo_row_get_selected (row (fixture, "client_auth_row")), ==,
                    RH_CLIENT_AUTH_BODY);
}

/* Our own sign-in to Practice holds the port: it can be ended from here. */
static void
test_port_in_use (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *environment = rh_collection_get_environment (fixture->ui.collection, "Practice");
  g_autoptr (RhConnection) practice
      = rh_workspace_get_connection (fixture->ui.workspace, fixture->ui.collection, environment);
  g_autoptr (GAsyncResult) ended = NULL;
  g_autofree char *redirect_uri = NULL;

  rh_connection_set_setting (practice, RH_OAUTH_REDIRECT_URI, "http://127.0.0.1:0/practice");
  rh_connection_connect_async (practice, NULL, rh_test_take_result, &ended);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) == 1);

  redirect_uri = g_strconcat (
      rh_sign_in_operation_get_redirect_uri (rh_connection_get_sign_in (practice)), "/other", NULL);
  rh_widget_type (row (fixture, "redirect_uri_row"), redirect_uri);
  click_connect (fixture);
  rh_widget_wait (gtk_widget_get_visible (GTK_WIDGET (card (fixture))));
  g_assert_cmpstr (rh_problem_card_get_title (card (fixture)), ==, "Port Is in Use");
  g_assert_nonnull (rh_problem_card_get_text (card (fixture)));

  rh_widget_click (rh_widget_find (card (fixture), GTK_TYPE_BUTTON, "End the Sign-in to Practice"));
  rh_test_wait (&ended);
  g_assert_cmpint (rh_connection_get_state (practice), ==, RH_CONNECTION_NOT_CONNECTED);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) == 2);
}

static void
test_discovery (Fixture *fixture, gconstpointer data)
{
  g_autofree char *issuer = g_strdup_printf ("http://localhost:%u", fixture->ui.practice.port);
  g_autofree char *token_url = g_strconcat (issuer, "/oauth/token", NULL);
  AdwNavigationView *view = rh_widget_child (fixture->dialog, "view");
  AdwNavigationPage *page;

  rh_widget_type (row (fixture, "token_url_row"), "https://old.example/token");
  rh_widget_type (row (fixture, "issuer_row"), issuer);
  rh_widget_click (row (fixture, "discover_button"));
  rh_widget_wait (RH_IS_DISCOVERY_PAGE (adw_navigation_view_get_visible_page (view)));

  page = adw_navigation_view_get_visible_page (view);
  g_assert_nonnull (rh_widget_find (page, ADW_TYPE_ACTION_ROW, "Token URL"));
  g_assert_null (rh_widget_find (page, ADW_TYPE_ACTION_ROW, "Authorization URL")); /* the same */
  g_assert_cmpstr (rh_widget_text (row (fixture, "token_url_row")), ==,
                   "https://old.example/token");

  rh_widget_click (rh_widget_child (page, "apply_button"));
  rh_widget_wait (is_on_form (fixture));
  g_assert_cmpstr (rh_widget_text (row (fixture, "token_url_row")), ==, token_url);
}

static void
test_discovery_same (Fixture *fixture, gconstpointer data)
{
  g_autofree char *issuer = g_strdup_printf ("http://localhost:%u", fixture->ui.practice.port);

  rh_widget_type (row (fixture, "issuer_row"), issuer);
  rh_widget_click (row (fixture, "discover_button"));
  rh_widget_wait (*hint (fixture, "issuer_hint") != '\0');

  g_assert_nonnull (strstr (hint (fixture, "issuer_hint"), "as this issuer names them"));
  g_assert_true (is_on_form (fixture));

  rh_widget_type (row (fixture, "token_url_row"), "https://new.example/token");
  g_assert_cmpstr (hint (fixture, "issuer_hint"), ==, "");
}

static void
test_discovery_fails (Fixture *fixture, gconstpointer data)
{
  g_autofree char *issuer
      = g_strdup_printf ("http://localhost:%u/nothing", fixture->ui.practice.port);

  rh_widget_type (row (fixture, "issuer_row"), issuer);
  rh_widget_click (row (fixture, "discover_button"));
  rh_widget_wait (*hint (fixture, "issuer_hint") != '\0');

  g_assert_nonnull (strstr (hint (fixture, "issuer_hint"), "type the addresses in"));
  g_assert_true (is_on_form (fixture));
}

/* The secret is in the keyring and comes back as dots; it is in no setting. */
static void
test_secret_is_kept (Fixture *fixture, gconstpointer data)
{
  RhConsentPage *page = connect_and_wait (fixture);

  rh_widget_click (rh_widget_find (page, GTK_TYPE_BUTTON, "Cancel"));
  rh_widget_wait (is_on_form (fixture));
  adw_dialog_close (ADW_DIALOG (fixture->dialog));
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);

  open_dialog (fixture);
  rh_widget_wait (g_str_equal (rh_widget_text (row (fixture, "client_secret_row")), SECRET));
  g_assert_false (gtk_editable_get_enable_undo (row (fixture, "client_secret_row")));
}

/* What assistive tools are told of an entry is gtk_editable_get_text(): while it shows dots, dots.
 */
static void
test_secret_is_dots_on_the_bus (Fixture *fixture, gconstpointer data)
{
  GtkEditable *secret_row = row (fixture, "client_secret_row");
  gpointer button;

  rh_widget_type (secret_row, "aé");
  g_assert_cmpstr (gtk_editable_get_text (secret_row), ==, "●●");
  g_assert_cmpstr (rh_secret_row_peek (RH_SECRET_ROW (secret_row)), ==, "aé");

  button = rh_widget_find (secret_row, GTK_TYPE_TOGGLE_BUTTON, NULL);
  gtk_toggle_button_set_active (button, TRUE);
  g_assert_cmpstr (gtk_editable_get_text (secret_row), ==, "aé");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (button), ==, "Hide Secret");
  gtk_toggle_button_set_active (button, FALSE);
  g_assert_cmpstr (gtk_editable_get_text (secret_row), ==, "●●");
}

#define ADD(path, name, up) g_test_add ("/connect-dialog/" path, Fixture, NULL, up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_connect_test_init (&argc, &argv);

  ADD ("practice-just-works", test_practice_just_works, set_up);
  ADD ("title-fits", test_title_fits, set_up);
  ADD ("accessible-names", test_names, set_up);
  ADD ("variables", test_variables, set_up);
  ADD ("reason-is-shown", test_reason, set_up);
  ADD ("public-client", test_public_client, set_up);
  ADD ("sentences-at-the-field", test_field_sentences, set_up);
  ADD ("secret-without-keyring", test_secret_without_keyring, set_up);
  ADD ("1.6/foreign-redirect-uri", test_foreign_redirect_uri, set_up);
  ADD ("1.8/shared-redirect-uri", test_shared_redirect_uri, set_up);
  ADD ("cancel-writes-nothing", test_cancel_writes_nothing, set_up);
  ADD ("service-fills-in", test_service, set_up);
  ADD ("services-fit-the-environment", test_services_fit, set_up);
  ADD ("service-of-another-name", test_service_of_another_name, set_up);
  ADD ("service-in-the-name", test_service_in_the_name, set_up);
  ADD ("connect-writes-and-opens", test_connect_writes, set_up_staging);
  ADD ("success", test_success, set_up_staging);
  ADD ("denied", test_denied, set_up_staging);
  ADD ("A6/hostile-words-are-data", test_hostile_words, set_up_staging);
  ADD ("cancel-goes-back", test_cancel_goes_back, set_up_staging);
  ADD ("wait-goes-on", test_wait_goes_on, set_up_staging);
  ADD ("load-leaves-it-open", test_load_leaves_it_open, set_up_staging);
  ADD ("closed-success", test_closed_success, set_up_staging);
  ADD ("closed-failure", test_closed_failure, set_up_staging);
  ADD ("3.8/invalid-client-offers-the-other", test_invalid_client, set_up_staging);
  ADD ("1.7/port-in-use", test_port_in_use, set_up_staging);
  ADD ("F7/discovery-shows-first", test_discovery, set_up_staging);
  ADD ("discovery-finds-the-same", test_discovery_same, set_up_staging);
  ADD ("discovery-fails", test_discovery_fails, set_up_staging);
  ADD ("secret-is-kept", test_secret_is_kept, set_up_staging);
  ADD ("L6/secret-is-dots-on-the-bus", test_secret_is_dots_on_the_bus, set_up_staging);

  return rh_connect_test_run ();
}
