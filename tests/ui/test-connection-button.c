/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header button and its popover. */
#include "connection/rh-account-button.h"
#include "connection/rh-connection-button.h"
#include "connection/rh-connection-popover.h"
#include "connection/rh-environment-row.h"
#include "lib/rh-keyring-calls.h"
#include "lib/rh-test.h"
#include "response/rh-jwt-dialog.h"
#include "ui/rh-connect-fixture.h"

#include <string.h>

typedef struct
{
  RhConnectFixture ui;
  GtkWidget *popover;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  rh_connect_fixture_set_up (&fixture->ui, RH_FAKE_OPENER_OPENS);
  rh_connect_fixture_set_up_staging (&fixture->ui, RH_CONNECT_REDIRECT_URI);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_connect_fixture_tear_down (&fixture->ui);
}

static GtkWidget *
menu_button (Fixture *fixture)
{
  return rh_widget_child (fixture->ui.button, "menu_button");
}

static void
open_popover (Fixture *fixture)
{
  rh_connection_button_popup (fixture->ui.button);
  fixture->popover
      = GTK_WIDGET (gtk_menu_button_get_popover (GTK_MENU_BUTTON (menu_button (fixture))));
  rh_widget_wait (gtk_widget_get_mapped (fixture->popover));
  rh_test_drain ();
}

static void
store_secret (Fixture *fixture)
{
  g_autoptr (RhSecret) secret = rh_secret_new (RH_PRACTICE_CLIENT_SECRET, -1);
  g_autoptr (GAsyncResult) stored = NULL;
  g_autoptr (GError) error = NULL;

  rh_connection_set_client_secret_async (fixture->ui.connection, secret, NULL, rh_test_take_result,
                                         &stored);
  rh_test_wait (&stored);
  rh_connection_set_client_secret_finish (fixture->ui.connection, stored, &error);
  g_assert_no_error (error);
}

static void
sign_in (Fixture *fixture)
{
  guint before = rh_fake_opener_get_n_opened (fixture->ui.opener);
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *address = NULL;

  store_secret (fixture);
  rh_connection_connect_async (fixture->ui.connection, NULL, rh_test_take_result, &connected);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) > before);
  address = rh_connect_fixture_answer (&fixture->ui, "allow");
  rh_sign_in_operation_paste (rh_connection_get_sign_in (fixture->ui.connection), address, &error);
  g_assert_no_error (error);
  rh_test_wait (&connected);
  rh_connection_finish (fixture->ui.connection, connected, &error);
  g_assert_no_error (error);
}

/* @refused: one that a server did not take; NULL. */
static RhToken *
get_token (Fixture *fixture, RhToken *refused)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *slot = NULL;
  RhToken *token;

  rh_connection_get_token_async (fixture->ui.connection, refused, NULL, rh_test_take_result,
                                 &result);
  rh_test_wait (&result);
  token = rh_connection_get_token_finish (fixture->ui.connection, result, &slot, &error);
  g_assert_no_error (error);
  return token;
}

/* As if another program had got this one: it is found in the keyring. */
static void
change_token (Fixture *fixture, const char *access_token)
{
  RhKeyring *keyring = rh_workspace_get_token_keyring (
      fixture->ui.workspace, rh_connection_get_environment (fixture->ui.connection));
  g_autofree char *slot = rh_keyring_list_now (keyring, RH_KEYRING_KIND_TOKEN, NULL);
  g_autoptr (RhSecret) item = rh_keyring_lookup_now (keyring, RH_KEYRING_KIND_TOKEN, slot, NULL);
  g_autoptr (RhToken) old = get_token (fixture, NULL);
  const char *old_text = rh_secret_peek (rh_token_get_access_token (old), NULL);
  g_autoptr (GString) text = g_string_new (rh_secret_peek (item, NULL));
  g_autoptr (RhToken) fresh = NULL;

  g_assert_cmpuint (g_string_replace (text, old_text, access_token, 1), ==, 1);
  g_assert_true (rh_keyring_store_now (keyring, RH_KEYRING_KIND_TOKEN, slot, text->str, NULL));
  fresh = get_token (fixture, old);
  g_assert_cmpstr (rh_secret_peek (rh_token_get_access_token (fresh), NULL), ==, access_token);
}

/* What stands in it is shown when that is asked for; one that says nothing offers nothing. */
static void
test_token_is_decoded (Fixture *fixture, gconstpointer data)
{
  const char *jwt = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJzdWJqZWN0LTEifQ.c2ln";
  GtkWidget *dialog;

  sign_in (fixture);
  open_popover (fixture);
  g_assert_null (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Decode Token"));
  gtk_popover_popdown (GTK_POPOVER (fixture->popover));

  change_token (fixture, jwt);
  open_popover (fixture);
  g_assert_null (rh_widget_find (fixture->popover, GTK_TYPE_LABEL, "subject-1"));
  rh_widget_click (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Decode Token"));
  dialog = rh_connect_fixture_get_dialog (&fixture->ui);
  g_assert_true (RH_IS_JWT_DIALOG (dialog));
  rh_widget_wait (
      rh_widget_find (dialog, GTK_TYPE_LABEL, "Not verified: anybody could have written this")
      != NULL);
  g_assert_false (gtk_widget_get_mapped (fixture->popover));
}

static void
test_names (Fixture *fixture, gconstpointer data)
{
  GtkAccessible *button = GTK_ACCESSIBLE (menu_button (fixture));

  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, "Environment");
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Staging, Not Connected");
  g_assert_cmpstr (gtk_widget_get_tooltip_text (GTK_WIDGET (button)), ==, "Staging, Not Connected");
  g_assert_cmpstr (gtk_label_get_text (rh_widget_child (fixture->ui.button, "name")), ==,
                   "Staging");
}

static void
test_state_is_said (Fixture *fixture, gconstpointer data)
{
  GtkImage *icon = rh_widget_child (fixture->ui.button, "state_icon");

  g_assert_cmpstr (gtk_image_get_icon_name (icon), ==, "rh-ring-symbolic");
  sign_in (fixture);

  g_assert_cmpstr (gtk_image_get_icon_name (icon), ==, "rh-dot-symbolic");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu_button (fixture)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, "Staging, Connected");
  g_assert_cmpstr (fixture->ui.notices->str, ==, "Connected to Staging\n");
}

/* The icons are ours and in the resource: none is missing. */
static void
test_icons (Fixture *fixture, gconstpointer data)
{
  static const char *const names[] = { "rh-ring-symbolic", "rh-dot-symbolic", "rh-half-symbolic",
                                       "rh-alert-symbolic", "rh-shield-symbolic" };
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    g_assert_true (gtk_icon_theme_has_icon (theme, names[i]));
}

static RhEnvironmentRow *
find_row (Fixture *fixture, const char *name)
{
  return rh_widget_find (fixture->popover, RH_TYPE_ENVIRONMENT_ROW, name);
}

static void
test_switch (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *practice = rh_collection_get_environment (fixture->ui.collection, "Practice");
  guint changes = 0;

  g_signal_connect_swapped (fixture->ui.button, "notify::environment",
                            G_CALLBACK (g_atomic_int_inc), &changes);
  open_popover (fixture);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (find_row (fixture, "Staging")),
                                    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  rh_widget_click (find_row (fixture, "Practice"));

  g_assert_true (rh_connection_button_get_environment (fixture->ui.button) == practice);
  g_assert_true (
      rh_connection_get_environment (rh_connection_button_get_connection (fixture->ui.button))
      == practice);
  g_assert_cmpuint (changes, ==, 1);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (find_row (fixture, "Practice")),
                                    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_TRUE);
  gtk_test_accessible_assert_state (GTK_ACCESSIBLE (find_row (fixture, "Staging")),
                                    GTK_ACCESSIBLE_STATE_CHECKED, GTK_ACCESSIBLE_TRISTATE_FALSE);
}

static void
test_row_words (Fixture *fixture, gconstpointer data)
{
  open_popover (fixture);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_row (fixture, "Staging")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Staging, Not Connected");
  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Connect…"));
  g_assert_null (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Sign Out"));
  g_assert_null (rh_widget_find (fixture->popover, GTK_TYPE_LABEL, "Access Token"));
}

static guint
count_shapes (GtkWidget *row)
{
  guint count = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (gtk_button_get_child (GTK_BUTTON (row)));
       child != NULL; child = gtk_widget_get_next_sibling (child))
    {
      const char *name = GTK_IS_IMAGE (child) ? gtk_image_get_icon_name (GTK_IMAGE (child)) : NULL;

      count += name != NULL && gtk_widget_get_visible (child) && g_str_has_prefix (name, "rh-") ? 1
                                                                                                : 0;
    }

  return count;
}

/* Where the state stands in words, no shape says it again. */
static void
test_state_is_said_once (Fixture *fixture, gconstpointer data)
{
  open_popover (fixture);
  g_assert_nonnull (
      rh_widget_find (find_row (fixture, "Staging"), GTK_TYPE_LABEL, "Not Connected"));
  g_assert_cmpuint (count_shapes (GTK_WIDGET (find_row (fixture, "Staging"))), ==, 0);
}

static void
test_not_set_up (Fixture *fixture, gconstpointer data)
{
  rh_connection_set_setting (fixture->ui.connection, RH_OAUTH_CLIENT_ID, "");
  open_popover (fixture);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_row (fixture, "Staging")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Staging, Not Set Up");
}

static void
test_connect_opens (Fixture *fixture, gconstpointer data)
{
  GtkWidget *dialog;

  open_popover (fixture);
  rh_widget_click (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Connect…"));

  dialog = rh_connect_fixture_get_dialog (&fixture->ui);
  g_assert_cmpstr (adw_dialog_get_title (ADW_DIALOG (dialog)), ==, "Connect to Staging");
  rh_connection_button_open_connect (fixture->ui.button);
  g_assert_true (rh_connect_fixture_get_dialog (&fixture->ui) == dialog); /* one is enough */
}

static void
test_signed_in (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture);
  open_popover (fixture);

  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_LABEL, "users:read"));
  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_LABEL, "1 h 0 min, renews"));
  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_LABEL, "Account"));
  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_LABEL,
                                    rh_connection_get_account (fixture->ui.connection)));
  g_assert_null (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Connect…"));
}

static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  GtkWidget *button;
  guint before;

  sign_in (fixture);
  before = rh_practice_server_get_n_token_requests (fixture->ui.practice.server);
  rh_fake_clock_advance (&fixture->ui.clock, 600);
  fixture->ui.practice.now += 600 * G_USEC_PER_SEC;
  open_popover (fixture);
  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_LABEL, "50 min, renews"));

  button = rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Refresh Now");
  rh_widget_click (button);
  rh_widget_wait (rh_widget_find (fixture->popover, GTK_TYPE_LABEL, "1 h 0 min, renews") != NULL);
  rh_widget_wait (gtk_widget_is_sensitive (button));
  g_assert_cmpuint (rh_practice_server_get_n_token_requests (fixture->ui.practice.server), ==,
                    before + 1);
}

static void
test_refresh_fails (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture);
  rh_practice_server_set_faults (fixture->ui.practice.server, RH_PRACTICE_FAULT_REVOKED_GRANT);
  open_popover (fixture);
  rh_widget_click (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Refresh Now"));
  rh_widget_wait (rh_connection_get_state (fixture->ui.connection) == RH_CONNECTION_SIGN_IN_AGAIN);

  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu_button (fixture)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Staging, Sign In Again");
  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Connect…"));
  g_assert_nonnull (
      strstr (gtk_label_get_text (rh_widget_child (fixture->popover, "message")), "Connect again"));
}

static const char *
message (Fixture *fixture)
{
  return gtk_label_get_text (rh_widget_child (fixture->popover, "message"));
}

/* The server named a time, and it is counted down. */
static void
test_refresh_waits (Fixture *fixture, gconstpointer data)
{
  sign_in (fixture);
  rh_practice_server_set_faults (fixture->ui.practice.server, RH_PRACTICE_FAULT_RATE_LIMIT);
  open_popover (fixture);
  rh_widget_click (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Refresh Now"));
  rh_widget_wait (strstr (message (fixture), "asked again in 5 s at the earliest") != NULL);
  g_assert_nonnull (strstr (message (fixture), "asks to wait"));

  rh_fake_clock_advance (&fixture->ui.clock, 3);
  rh_widget_wait (strstr (message (fixture), "asked again in 2 s") != NULL);
  rh_fake_clock_advance (&fixture->ui.clock, 3);
  rh_widget_wait (strstr (message (fixture), "asked again") == NULL);
}

static AdwAlertDialog *
ask_sign_out (Fixture *fixture)
{
  open_popover (fixture);
  rh_widget_click (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Sign Out"));
  rh_widget_wait (ADW_IS_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui)));

  return ADW_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui));
}

static void
test_sign_out (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question;

  sign_in (fixture);
  g_string_truncate (fixture->ui.notices, 0);
  question = ask_sign_out (fixture);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (question), "revokes the tokens"));
  rh_widget_click (rh_widget_find (question, GTK_TYPE_BUTTON, "Sign Out"));
  rh_widget_wait (fixture->ui.notices->len > 0);

  g_assert_cmpstr (fixture->ui.notices->str, ==, "Signed out of Staging\n");
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==,
                   RH_CONNECTION_NOT_CONNECTED);
}

/* The server cannot be reached: gone here all the same, and said. */
static void
test_sign_out_unconfirmed (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question;

  sign_in (fixture);
  g_string_truncate (fixture->ui.notices, 0);
  rh_practice_server_stop (fixture->ui.practice.server);
  question = ask_sign_out (fixture);
  rh_widget_click (rh_widget_find (question, GTK_TYPE_BUTTON, "Sign Out"));
  rh_widget_wait (fixture->ui.notices->len > 0);

  g_assert_nonnull (strstr (fixture->ui.notices->str, "may stay valid"));
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==,
                   RH_CONNECTION_NOT_CONNECTED);
}

static void
test_forget (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question;

  rh_connection_set_setting (fixture->ui.connection, RH_OAUTH_REVOCATION_URL, "");
  sign_in (fixture);
  g_string_truncate (fixture->ui.notices, 0);
  question = ask_sign_out (fixture);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (question), "stays valid until it ends"));
  g_assert_null (rh_widget_find (question, GTK_TYPE_BUTTON, "Sign Out"));
  rh_widget_click (rh_widget_find (question, GTK_TYPE_BUTTON, "Forget Here"));
  rh_widget_wait (fixture->ui.notices->len > 0);

  g_assert_cmpstr (fixture->ui.notices->str, ==, "Forgot the sign-in to Staging\n");
}

static void
test_sign_out_cancelled (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question;

  sign_in (fixture);
  question = ask_sign_out (fixture);
  g_assert_cmpstr (adw_alert_dialog_get_default_response (question), ==, "cancel");
  adw_dialog_close (ADW_DIALOG (question));
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);

  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTED);
}

/* Disconnecting */

static AdwAlertDialog *
ask_disconnect (Fixture *fixture)
{
  open_popover (fixture);
  rh_widget_click (rh_widget_child (fixture->popover, "disconnect_button"));
  rh_widget_wait (ADW_IS_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui)));

  return ADW_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui));
}

/* Only where somebody is signed in, and the service has it. */
static void
test_disconnect_is_offered (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *environment = rh_connection_get_environment (fixture->ui.connection);

  rh_environment_set_service (environment, "pleo");
  open_popover (fixture);
  g_assert_false (gtk_widget_get_visible (rh_widget_child (fixture->popover, "disconnect_button")));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu_button (fixture)));

  sign_in (fixture);
  open_popover (fixture);
  g_assert_true (gtk_widget_get_visible (rh_widget_child (fixture->popover, "disconnect_button")));
  g_assert_cmpstr (gtk_label_get_text (rh_widget_child (fixture->popover, "disconnect_label")), ==,
                   "Disconnect from Pleo…");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu_button (fixture)));

  rh_environment_set_service (environment, "other");
  open_popover (fixture);
  g_assert_false (gtk_widget_get_visible (rh_widget_child (fixture->popover, "disconnect_button")));
}

/* security.md 3.11: the name has to be typed; nothing happens by Return or Escape. */
static void
test_disconnect_asks_for_the_name (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question;
  GtkWidget *entry;

  rh_environment_set_service (rh_connection_get_environment (fixture->ui.connection), "pleo");
  sign_in (fixture);
  g_string_truncate (fixture->ui.notices, 0);
  question = ask_disconnect (fixture);
  entry = rh_widget_find (question, ADW_TYPE_ENTRY_ROW, NULL);
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (question), "live integration"));
  g_assert_nonnull (strstr (adw_alert_dialog_get_body (question),
                            rh_connection_get_account (fixture->ui.connection)));
  g_assert_cmpstr (adw_alert_dialog_get_default_response (question), ==, "cancel");
  g_assert_cmpstr (adw_alert_dialog_get_close_response (question), ==, "cancel");
  g_assert_false (adw_alert_dialog_get_response_enabled (question, "disconnect"));
  rh_widget_type (entry, "Somebody Else");
  g_assert_false (adw_alert_dialog_get_response_enabled (question, "disconnect"));
  rh_widget_type (entry, rh_connection_get_account (fixture->ui.connection));
  g_assert_true (adw_alert_dialog_get_response_enabled (question, "disconnect"));

  rh_widget_click (rh_widget_find (question, GTK_TYPE_BUTTON, "Disconnect"));
  rh_widget_wait (fixture->ui.notices->len > 0);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "Disconnected from Pleo\n");
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==,
                   RH_CONNECTION_NOT_CONNECTED);
}

/* The popover is older than the service that was chosen. */
static void
test_disconnect_from_a_service_without_it (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *environment = rh_connection_get_environment (fixture->ui.connection);

  rh_environment_set_service (environment, "pleo");
  sign_in (fixture);
  g_string_truncate (fixture->ui.notices, 0);
  open_popover (fixture);
  rh_environment_set_service (environment, "other");
  rh_widget_click (rh_widget_child (fixture->popover, "disconnect_button"));
  rh_widget_wait (fixture->ui.notices->len > 0);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "Not Disconnected\n");
  g_assert_null (rh_connect_fixture_get_dialog (&fixture->ui));
}

/* The answer was about another service than the one that is chosen by then: nothing happens. */
static void
test_disconnect_answered_for_another (Fixture *fixture, gconstpointer data)
{
  RhEnvironment *environment = rh_connection_get_environment (fixture->ui.connection);
  AdwAlertDialog *question;

  rh_environment_set_service (environment, "pleo");
  sign_in (fixture);
  g_string_truncate (fixture->ui.notices, 0);
  question = ask_disconnect (fixture);
  rh_widget_type (rh_widget_find (question, ADW_TYPE_ENTRY_ROW, NULL),
                  rh_connection_get_account (fixture->ui.connection));
  rh_environment_set_service (environment, "practice");
  rh_widget_click (rh_widget_find (question, GTK_TYPE_BUTTON, "Disconnect"));
  rh_widget_wait (fixture->ui.notices->len > 0);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "Not Disconnected\n");
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTED);
}

static void
test_disconnect_cancelled (Fixture *fixture, gconstpointer data)
{
  AdwAlertDialog *question;

  rh_environment_set_service (rh_connection_get_environment (fixture->ui.connection), "pleo");
  sign_in (fixture);
  question = ask_disconnect (fixture);
  adw_dialog_close (ADW_DIALOG (question));
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTED);
}

static void
test_end_sign_in (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;

  store_secret (fixture);
  rh_connection_connect_async (fixture->ui.connection, NULL, rh_test_take_result, &connected);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) == 1);
  open_popover (fixture);
  g_assert_nonnull (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Show…"));
  rh_widget_click (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "End Sign-in"));
  rh_test_wait (&connected);

  g_assert_false (rh_connection_finish (fixture->ui.connection, connected, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==,
                   RH_CONNECTION_NOT_CONNECTED);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "");
}

/* A sign-in that is cancelled while an older token is still good says nothing of connecting. */
static void
test_cancel_keeps_old (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) connected = NULL;
  g_autoptr (GError) error = NULL;

  sign_in (fixture);
  g_string_truncate (fixture->ui.notices, 0);
  rh_connection_connect_async (fixture->ui.connection, NULL, rh_test_take_result, &connected);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) == 2);
  rh_connection_cancel_connect (fixture->ui.connection);
  rh_test_wait (&connected);
  rh_connection_finish (fixture->ui.connection, connected, &error);

  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTED);
  g_assert_cmpstr (fixture->ui.notices->str, ==, "");
}

/* Nothing holds the button once its window is gone, not even a sign-in under way. */
static void
test_goes_away (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GAsyncResult) connected = NULL;
  RhConnectionButton *button = fixture->ui.button;
  gpointer watch = button;

  store_secret (fixture);
  rh_connection_connect_async (fixture->ui.connection, NULL, rh_test_take_result, &connected);
  rh_widget_wait (rh_fake_opener_get_n_opened (fixture->ui.opener) == 1);
  open_popover (fixture);
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu_button (fixture)));
  g_object_add_weak_pointer (G_OBJECT (button), &watch);
  adw_window_set_content (ADW_WINDOW (fixture->ui.window), NULL);
  rh_widget_wait (watch == NULL);

  rh_connection_cancel_connect (fixture->ui.connection);
  rh_test_wait (&connected);
}

/* Protected: by colour, by name, by an icon, and in the accessible description. */
static void
test_protected (Fixture *fixture, gconstpointer data)
{
  RhGuard *guard = rh_workspace_get_guard (fixture->ui.workspace);
  RhEnvironment *staging = rh_collection_get_environment (fixture->ui.collection, "Staging");
  GtkWidget *shield = rh_widget_child (fixture->ui.button, "shield");
  GtkWidget *name = rh_widget_child (fixture->ui.button, "name");

  g_assert_false (gtk_widget_get_visible (shield));
  open_popover (fixture);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_row (fixture, "Production")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL,
                                       "Production, Not Set Up, Protected");
  g_assert_true (gtk_widget_has_css_class (
      rh_widget_child (find_row (fixture, "Production"), "name"), "error"));
  g_assert_false (
      gtk_widget_get_visible (rh_widget_child (find_row (fixture, "Staging"), "shield")));

  rh_guard_set_protected (guard, rh_collection_get_id (fixture->ui.collection), staging, TRUE,
                          NULL);
  g_assert_true (gtk_widget_get_visible (shield));
  g_assert_true (gtk_widget_has_css_class (name, "error"));
  g_assert_cmpstr (gtk_label_get_text (GTK_LABEL (name)), ==, "Staging");
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu_button (fixture)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Staging, Not Connected, Protected");
  g_assert_true (
      gtk_widget_get_visible (rh_widget_child (find_row (fixture, "Staging"), "shield")));
}

/* Accounts */

static RhAccountButton *
account_button (Fixture *fixture)
{
  return rh_widget_find (fixture->popover, RH_TYPE_ACCOUNT_BUTTON, NULL);
}

static const char *
account_words (Fixture *fixture)
{
  return gtk_label_get_text (rh_widget_child (account_button (fixture), "name"));
}

static void
activate (Fixture *fixture, const char *action, const char *label)
{
  GVariant *target = label == NULL ? NULL : g_variant_new_string (label);

  g_assert_true (gtk_widget_activate_action_variant (
      rh_widget_child (account_button (fixture), "menu_button"), action, target));
}

static void
add_account (Fixture *fixture, const char *label)
{
  AdwAlertDialog *dialog;

  open_popover (fixture);
  activate (fixture, "account.add", NULL);
  rh_widget_wait (ADW_IS_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui)));
  dialog = ADW_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui));
  g_assert_false (adw_alert_dialog_get_response_enabled (dialog, "add"));
  rh_widget_type (rh_widget_find (dialog, ADW_TYPE_ENTRY_ROW, NULL), label);
  g_assert_true (adw_alert_dialog_get_response_enabled (dialog, "add"));
  rh_widget_click (rh_widget_find (dialog, GTK_TYPE_BUTTON, "Add"));
  /* who is new has to sign in */
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) != GTK_WIDGET (dialog)
                  && rh_connect_fixture_get_dialog (&fixture->ui) != NULL);
  adw_dialog_force_close (ADW_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui)));
  rh_widget_wait (rh_connect_fixture_get_dialog (&fixture->ui) == NULL);
}

static void
test_default_account (Fixture *fixture, gconstpointer data)
{
  open_popover (fixture);
  g_assert_cmpstr (account_words (fixture), ==, "Default Account");
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu_button (fixture)));

  sign_in (fixture);
  open_popover (fixture);
  g_assert_cmpstr (account_words (fixture), ==, rh_connection_get_account (fixture->ui.connection));
}

static void
test_add_account (Fixture *fixture, gconstpointer data)
{
  RhConnection *connection;
  guint changes = 0;

  sign_in (fixture);
  g_signal_connect_swapped (fixture->ui.button, "notify::connection", G_CALLBACK (g_atomic_int_inc),
                            &changes);
  add_account (fixture, "Beta_Ltd");
  g_assert_cmpuint (changes, ==, 1);
  connection = rh_connection_button_get_connection (fixture->ui.button);
  g_assert_true (connection != fixture->ui.connection);
  g_assert_cmpstr (rh_connection_get_label (connection), ==, "Beta_Ltd");
  g_assert_cmpint (rh_connection_get_state (connection), ==, RH_CONNECTION_NOT_CONNECTED);
  g_assert_cmpint (rh_connection_get_state (fixture->ui.connection), ==, RH_CONNECTION_CONNECTED);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (menu_button (fixture)),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "Staging, Not Connected");

  open_popover (fixture);
  g_assert_cmpstr (account_words (fixture), ==, "Beta_Ltd");
  activate (fixture, "account.choose", "");
  g_assert_true (rh_connection_button_get_connection (fixture->ui.button)
                 == fixture->ui.connection);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (find_row (fixture, "Staging")),
                                       GTK_ACCESSIBLE_PROPERTY_LABEL, "Staging, Connected");
}

/* A new window begins where the last choice was. */
static void
test_account_is_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhConnectionButton) other
      = g_object_ref_sink (g_object_new (RH_TYPE_CONNECTION_BUTTON, NULL));

  add_account (fixture, "Beta");
  rh_connection_button_set_collection (other, fixture->ui.workspace, fixture->ui.collection);
  rh_connection_button_set_environment (
      other, rh_collection_get_environment (fixture->ui.collection, "Staging"));
  g_assert_true (rh_connection_button_get_connection (other)
                 == rh_connection_button_get_connection (fixture->ui.button));

  rh_connection_button_set_account (other, "");
  g_assert_cmpstr (
      rh_connection_get_label (rh_connection_button_get_connection (fixture->ui.button)), ==,
      "Beta"); /* this window's own */
}

static void
test_remove_account (Fixture *fixture, gconstpointer data)
{
  g_auto (GStrv) labels = NULL;
  GtkWidget *dialog;

  open_popover (fixture);
  activate (fixture, "account.remove", NULL); /* disabled: the default account stays */
  rh_test_drain ();
  g_assert_null (rh_connect_fixture_get_dialog (&fixture->ui));
  gtk_menu_button_popdown (GTK_MENU_BUTTON (menu_button (fixture)));

  add_account (fixture, "Beta");
  open_popover (fixture);
  activate (fixture, "account.remove", NULL);
  rh_widget_wait (ADW_IS_ALERT_DIALOG (rh_connect_fixture_get_dialog (&fixture->ui)));
  dialog = rh_connect_fixture_get_dialog (&fixture->ui);
  g_assert_cmpstr (adw_alert_dialog_get_default_response (ADW_ALERT_DIALOG (dialog)), ==, "cancel");
  rh_widget_click (rh_widget_find (dialog, GTK_TYPE_BUTTON, "Remove"));
  rh_widget_wait (strstr (fixture->ui.notices->str, "Removed the account Beta") != NULL);

  labels = rh_accounts_dup_labels (rh_workspace_get_accounts (fixture->ui.workspace),
                                   rh_collection_get_id (fixture->ui.collection), "Staging");
  g_assert_cmpuint (g_strv_length (labels), ==, 0);
  g_assert_true (rh_connection_button_get_connection (fixture->ui.button)
                 == fixture->ui.connection);
}

/* Shown when there is something that edits. */
static void
test_edit_environments (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) edit = g_simple_action_new ("edit-environments", NULL);
  GtkWidget *row;
  guint activations = 0;

  open_popover (fixture);
  g_assert_null (rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Edit Environments"));

  g_signal_connect_swapped (edit, "activate", G_CALLBACK (g_atomic_int_inc), &activations);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (edit));
  gtk_widget_insert_action_group (GTK_WIDGET (fixture->ui.window), "win", G_ACTION_GROUP (group));
  row = rh_widget_find (fixture->popover, GTK_TYPE_BUTTON, "Edit Environments");
  g_assert_nonnull (row);
  rh_widget_click (row);
  g_assert_cmpuint (activations, ==, 1);
}

#define ADD(path, name) \
  g_test_add ("/connection-button/" path, Fixture, NULL, set_up, name, tear_down)

int
main (int argc, char **argv)
{
  rh_connect_test_init (&argc, &argv);

  ADD ("accessible-names", test_names);
  ADD ("state-is-said", test_state_is_said);
  ADD ("icons", test_icons);
  ADD ("token-is-decoded", test_token_is_decoded);
  ADD ("switch", test_switch);
  ADD ("row-words", test_row_words);
  ADD ("state-is-said-once", test_state_is_said_once);
  ADD ("not-set-up", test_not_set_up);
  ADD ("connect-opens", test_connect_opens);
  ADD ("signed-in", test_signed_in);
  ADD ("refresh-now", test_refresh);
  ADD ("J4/refresh-refused", test_refresh_fails);
  ADD ("3.7/refresh-waits", test_refresh_waits);
  ADD ("3.11/sign-out-revokes", test_sign_out);
  ADD ("G1/sign-out-unconfirmed", test_sign_out_unconfirmed);
  ADD ("3.11/forget-here", test_forget);
  ADD ("sign-out-cancelled", test_sign_out_cancelled);
  ADD ("disconnect-is-offered", test_disconnect_is_offered);
  ADD ("disconnect-from-a-service-without-it", test_disconnect_from_a_service_without_it);
  ADD ("disconnect-asks-for-the-name", test_disconnect_asks_for_the_name);
  ADD ("disconnect-answered-for-another", test_disconnect_answered_for_another);
  ADD ("disconnect-cancelled", test_disconnect_cancelled);
  ADD ("4.9/protected-is-said", test_protected);
  ADD ("default-account", test_default_account);
  ADD ("add-account", test_add_account);
  ADD ("account-is-kept", test_account_is_kept);
  ADD ("remove-account", test_remove_account);
  ADD ("edit-environments", test_edit_environments);
  ADD ("end-sign-in", test_end_sign_in);
  ADD ("cancel-keeps-the-old-token", test_cancel_keeps_old);
  ADD ("goes-away", test_goes_away);

  return rh_connect_test_run ();
}
