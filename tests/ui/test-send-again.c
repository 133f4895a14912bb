/* SPDX-License-Identifier: GPL-3.0-or-later */
/* security.md 3.6: a POST that is refused without a reason is sent again by a click only, and then
 * with another token. The card of the refusal is where that click is. */
#include "common/rh-problem-card.h"
#include "text/rh-codec.h"
#include "ui/rh-ui-fixture.h"
#include "window/rh-collection-page.h"

#include <string.h>

typedef struct
{
  RhUiFixture *ui;
  RhConnection *connection;
  guint n_tokens;
} Fixture;

static void
token_cb (SoupServer *server,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autofree char *body = g_strdup_printf (
      "{\"access_token\":\"token-number-%u\",\"refresh_token\":\"refresh-token\","
      "\"token_type\":\"Bearer\",\"expires_in\":3600}",
      ++fixture->n_tokens);

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, body,
                                    strlen (body));
}

static void
set_up (Fixture *fixture)
{
  const char *address = fixture->ui->address;
  const char *const settings[][3] = {
    { RH_OAUTH_AUTHORIZATION_URL, address, "/authorize" },
    { RH_OAUTH_TOKEN_URL, address, "/token" },
    { RH_OAUTH_REVOCATION_URL, "", "" },
    { RH_OAUTH_INTROSPECTION_URL, "", "" },
    { RH_OAUTH_ISSUER, "", "" },
    { RH_OAUTH_REDIRECT_URI, "http://127.0.0.1:0", "/here" },
    { RH_OAUTH_CLIENT_ID, "client", "" },
    { "api", address, "" },
  };
  RhCollection *starter = rh_workspace_get_starter (fixture->ui->workspace);
  RhEnvironment *environment = rh_collection_get_environment (starter, "Practice");

  rh_environment_set_service (environment, "other");
  fixture->connection = rh_workspace_get_connection (fixture->ui->workspace, starter, environment);
  for (guint i = 0; i < G_N_ELEMENTS (settings); i++)
    {
      g_autofree char *value = g_strconcat (settings[i][1], settings[i][2], NULL);

      rh_connection_set_setting (fixture->connection, settings[i][0], value);
    }
}

static gboolean
is_waiting (gpointer connection)
{
  RhSignInOperation *sign_in = rh_connection_get_sign_in (connection);

  return rh_sign_in_operation_get_state (sign_in) == RH_SIGN_IN_WAITING;
}

static gboolean
is_connected (gpointer connection)
{
  return rh_connection_get_state (connection) == RH_CONNECTION_CONNECTED;
}

static void
sign_in (Fixture *fixture)
{
  RhSignInOperation *operation;
  g_autoptr (RhParams) params = NULL;
  g_autofree char *answer = NULL;

  rh_connection_connect_async (fixture->connection, NULL, NULL, NULL);
  rh_ui_wait (is_waiting, fixture->connection);
  operation = rh_connection_get_sign_in (fixture->connection);
  params = rh_params_parse (
      strchr (rh_sign_in_operation_get_authorization_url (operation), '?') + 1, -1);
  answer = g_strdup_printf ("%s?code=c&state=%s", rh_sign_in_operation_get_redirect_uri (operation),
                            rh_params_get (params, "state"));
  g_assert_true (rh_sign_in_operation_paste (operation, answer, NULL));
  rh_ui_wait (is_connected, fixture->connection);
}

static gboolean
is_idle (gpointer tab)
{
  return !rh_tab_is_running (tab);
}

static RhTab *
open_request (Fixture *fixture, RhWindow *window, const char *method)
{
  RhCollectionPage *page = RH_COLLECTION_PAGE (rh_ui_find_type (window, RH_TYPE_COLLECTION_PAGE));
  g_autoptr (RhRequestItem) item = rh_request_item_new ("Things", method, "{{api}}/things");

  soup_server_add_handler (fixture->ui->server, "/token", token_cb, fixture, NULL);
  set_up (fixture);
  sign_in (fixture);
  g_assert_cmpuint (fixture->n_tokens, ==, 1);
  rh_collection_page_open (page, item, TRUE);
  rh_ui_fixture_answer (fixture->ui, 401, "text/plain", "no", -1);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), "win.send", NULL));
  rh_ui_wait (is_idle, rh_collection_page_get_tab (page));
  g_assert_cmpuint (fixture->n_tokens, ==, 2);

  return rh_collection_page_get_tab (page);
}

static void
send_again (Fixture *fixture, RhWindow *window, RhTab *tab)
{
  GtkWidget *button
      = gtk_widget_get_ancestor (rh_ui_await_text (window, "Send Again"), GTK_TYPE_BUTTON);
  guint n_tokens = fixture->n_tokens;
  guint n_requests = fixture->ui->n_requests;

  /* on the card, where the rest is said */
  g_assert_nonnull (gtk_widget_get_ancestor (button, RH_TYPE_PROBLEM_CARD));
  rh_ui_fixture_answer (fixture->ui, 200, "text/plain", "yes", -1);
  g_signal_emit_by_name (button, "clicked");
  rh_ui_wait (is_idle, tab);
  g_assert_cmpuint (fixture->ui->n_requests, ==, n_requests + 1);
  g_assert_cmpuint (fixture->n_tokens, ==, n_tokens); /* the new one is not spent for another */
  g_assert_cmpstr (fixture->ui->last_target, ==, "/things");
}

static void
test_post (void)
{
  Fixture fixture = { .ui = rh_ui_fixture_new () };
  RhWindow *window = rh_ui_fixture_open_starter (fixture.ui);
  RhTab *tab = open_request (&fixture, window, "POST");

  g_assert_cmpuint (fixture.ui->n_requests, ==, 1); /* not by itself */
  send_again (&fixture, window, tab);

  g_clear_object (&fixture.connection);
  rh_ui_fixture_free (fixture.ui);
}

/* The card asks for a sign-in; when there has been one, sending again is what is left. */
static void
test_signed_in (void)
{
  Fixture fixture = { .ui = rh_ui_fixture_new () };
  RhWindow *window = rh_ui_fixture_open_starter (fixture.ui);
  RhTab *tab = open_request (&fixture, window, "GET");

  g_assert_cmpuint (fixture.ui->n_requests, ==, 2); /* refreshed, and in vain */
  g_assert_nonnull (rh_ui_find_text (window, "Sign In Again…"));
  sign_in (&fixture);
  g_assert_null (rh_ui_find_text (window, "Sign In Again…"));
  send_again (&fixture, window, tab);

  g_clear_object (&fixture.connection);
  rh_ui_fixture_free (fixture.ui);
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);
  g_test_add_func ("/send-again/3.6/post", test_post);
  g_test_add_func ("/send-again/after-a-sign-in", test_signed_in);
  return g_test_run ();
}
