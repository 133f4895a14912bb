/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security.md 3.1 in the preferences: what is saved, in words, and how it is ended. */
#include "lib/rh-keyring-calls.h"
#include "preferences/rh-preferences-dialog.h"
#include "preferences/rh-saved-sign-in-row.h"
#include "ui/rh-ui-fixture.h"

#include <string.h>

typedef struct
{
  RhUiFixture *ui;
  RhWindow *window;
  AdwDialog *dialog;
} Fixture;

static void
store (Fixture *fixture, const char *slot, const char *collection)
{
  const char *const facts[RH_TOKEN_N_FACTS] = {
    [RH_TOKEN_FACT_COLLECTION] = "other",
    [RH_TOKEN_FACT_COLLECTION_NAME] = collection,
    [RH_TOKEN_FACT_ENVIRONMENT] = "Staging",
    [RH_TOKEN_FACT_LABEL] = "Beta",
    [RH_TOKEN_FACT_TOKEN_URL] = "https://auth.example/token",
    [RH_TOKEN_FACT_CLIENT_ID] = "client-1",
  };
  g_autoptr (RhSecret) access_token = rh_secret_new ("canary-token", -1);
  g_autoptr (RhToken) token
      = rh_token_new (access_token, NULL, "Bearer", "users:read", 3600, rh_clock_get_system ());
  g_autoptr (RhToken) named = rh_token_with_subject (token, "urn:1", "Acme ApS");
  g_autoptr (RhToken) described = rh_token_with_facts (named, facts);
  g_autoptr (RhSecret) blob = rh_token_serialize (described);

  g_assert_true (rh_keyring_store_now (rh_workspace_get_keyring (fixture->ui->workspace),
                                       RH_KEYRING_KIND_TOKEN, slot, rh_secret_peek (blob, NULL),
                                       NULL));
}

static void
open_page (Fixture *fixture)
{
  GtkWidget *tab;

  fixture->dialog = rh_preferences_dialog_new (fixture->ui->workspace);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (fixture->window));
  tab = rh_ui_await_text (fixture->dialog, "Sign-ins");
  tab = gtk_widget_get_ancestor (tab, GTK_TYPE_TOGGLE_BUTTON);
  g_assert_nonnull (tab);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
}

static void
set_up (Fixture *fixture)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->window = rh_ui_fixture_open (fixture->ui);
}

static void
test_empty (void)
{
  Fixture fixture;

  set_up (&fixture);
  open_page (&fixture);
  rh_ui_await_text (fixture.dialog, "No Saved Sign-ins");
  rh_ui_fixture_free (fixture.ui);
}

static void
test_words (void)
{
  Fixture fixture;
  AdwActionRow *row;
  const char *subtitle;

  set_up (&fixture);
  store (&fixture, "a", "<b>Acme</b>");
  open_page (&fixture);
  row = ADW_ACTION_ROW (gtk_widget_get_ancestor (
      rh_ui_await_text (fixture.dialog, "<b>Acme</b>, Staging"), ADW_TYPE_ACTION_ROW));
  subtitle = adw_action_row_get_subtitle (row);
  g_assert_true (g_str_has_prefix (
      subtitle, "Beta (Acme ApS) at auth.example\nClient ID: client-1\nScopes: users:read\n"));
  g_assert_nonnull (strstr (subtitle, "Its collection is not open"));
  g_assert_null (strstr (subtitle, "canary"));
  rh_ui_fixture_free (fixture.ui);
}

static gboolean
is_gone (gpointer dialog)
{
  return rh_ui_find_text (dialog, "Acme, Staging") == NULL;
}

/* No address to revoke it at: it can be forgotten, and is asked about first. */
static void
test_forget (void)
{
  Fixture fixture;
  GtkWidget *row;
  g_autofree char *left = NULL;

  set_up (&fixture);
  store (&fixture, "a", "Acme");
  open_page (&fixture);
  row = gtk_widget_get_ancestor (rh_ui_await_text (fixture.dialog, "Acme, Staging"),
                                 RH_TYPE_SAVED_SIGN_IN_ROW);
  gtk_widget_activate_action (row, "sign-in.revoke", NULL);
  g_assert_false (ADW_IS_ALERT_DIALOG (
      adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (fixture.window))));

  g_assert_true (gtk_widget_activate_action (row, "sign-in.forget", NULL));
  g_signal_emit_by_name (
      gtk_widget_get_ancestor (rh_ui_await_text (fixture.window, "Forget"), GTK_TYPE_BUTTON),
      "clicked");
  rh_ui_wait (is_gone, fixture.dialog);
  rh_ui_await_text (fixture.dialog, "No Saved Sign-ins");
  left = rh_keyring_list_now (rh_workspace_get_keyring (fixture.ui->workspace),
                              RH_KEYRING_KIND_TOKEN, NULL);
  g_assert_cmpstr (left, ==, "");
  rh_ui_fixture_free (fixture.ui);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_func ("/saved-sign-ins-page/empty", test_empty);
  g_test_add_func ("/saved-sign-ins-page/4.5/words", test_words);
  g_test_add_func ("/saved-sign-ins-page/3.11/forget", test_forget);
  return g_test_run ();
}
