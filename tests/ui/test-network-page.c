/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decides about the network, in Preferences (security.md 4.3; standards.md I12, I13).
 */
#include "config.h"

#include "common/rh-problem.h"
#include "connection/rh-hint-row.h"
#include "connection/rh-secret-row.h"
#include "http/rh-certificate.h"
#include "lib/rh-wire-fixture.h"
#include "preferences/rh-client-page.h"
#include "preferences/rh-preferences-dialog.h"
#include "ui/rh-ui-fixture.h"

#include <string.h>

#define ORIGIN "https://api.example.com"

typedef struct
{
  RhUiFixture *ui;
  RhNetworkRules *rules; /* borrowed */
  AdwDialog *dialog;     /* borrowed */
} Fixture;

static void
open_page (Fixture *fixture)
{
  RhWindow *window = rh_ui_fixture_open (fixture->ui);
  GtkWidget *tab;

  fixture->dialog = rh_preferences_dialog_new (fixture->ui->workspace);
  adw_dialog_present (fixture->dialog, GTK_WIDGET (window));
  tab = gtk_widget_get_ancestor (rh_ui_await_text (fixture->dialog, "Network"),
                                 GTK_TYPE_TOGGLE_BUTTON);
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab), TRUE);
  rh_test_drain ();
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->ui = rh_ui_fixture_new ();
  fixture->rules = rh_workspace_get_network_rules (fixture->ui->workspace);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  rh_ui_fixture_free (fixture->ui);
}

static GtkWidget *
find_row (gpointer root, const char *title)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (root, title), ADW_TYPE_PREFERENCES_ROW);
}

/* And Enter. */
static void
type (gpointer root, const char *title, const char *text)
{
  GtkWidget *row = find_row (root, title);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_emit_by_name (row, "entry-activated");
}

static void
click (gpointer root, const char *label)
{
  g_signal_emit_by_name (gtk_widget_get_ancestor (rh_ui_await_text (root, label), GTK_TYPE_BUTTON),
                         "clicked");
}

/* What is shown below the rows. */
static GtkWidget *
find_hint (gpointer root, const char *text)
{
  return gtk_widget_get_ancestor (rh_ui_await_text (root, text), RH_TYPE_HINT_ROW);
}

static guint
count_rules (Fixture *fixture)
{
  return g_list_model_get_n_items (rh_network_rules_get_list (fixture->rules));
}

static void
choose_manual (Fixture *fixture)
{
  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (fixture->dialog, "Use a Proxy")),
                              RH_PROXY_MANUAL);
}

/* --- Proxy --------------------------------------------------------------------------------------
 */

static void
test_proxy_typed (Fixture *fixture, gconstpointer data)
{
  const RhProxySettings *proxy;

  open_page (fixture);
  g_assert_null (rh_ui_find_text (fixture->dialog, "Host"));
  choose_manual (fixture);
  g_assert_cmpint (rh_network_rules_get_proxy (fixture->rules)->mode, ==, RH_PROXY_SYSTEM);
  type (fixture->dialog, "Host", "proxy.internal");
  g_assert_cmpint (rh_network_rules_get_proxy (fixture->rules)->mode, ==, RH_PROXY_SYSTEM);
  type (fixture->dialog, "Port", "3128");
  type (fixture->dialog, "User Name", "me");
  type (fixture->dialog, "No Proxy For", ".internal,10.0.0.0/8");

  proxy = rh_network_rules_get_proxy (fixture->rules);
  g_assert_cmpint (proxy->mode, ==, RH_PROXY_MANUAL);
  g_assert_cmpstr (proxy->uri, ==, "http://proxy.internal:3128");
  g_assert_cmpstr (proxy->user, ==, "me");
  g_assert_cmpuint (g_strv_length (proxy->no_proxy), ==, 2);

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (fixture->dialog, "Use a Proxy")),
                              RH_PROXY_NONE);
  proxy = rh_network_rules_get_proxy (fixture->rules);
  g_assert_cmpint (proxy->mode, ==, RH_PROXY_NONE);
  g_assert_cmpstr (proxy->uri, ==, "http://proxy.internal:3128");
}

static void
test_proxy_pasted (Fixture *fixture, gconstpointer data)
{
  open_page (fixture);
  choose_manual (fixture);
  type (fixture->dialog, "Host", "socks5://[2001:db8::1]:1080");

  g_assert_cmpstr (gtk_editable_get_text (GTK_EDITABLE (find_row (fixture->dialog, "Port"))), ==,
                   "1080");
  g_assert_cmpstr (rh_network_rules_get_proxy (fixture->rules)->uri, ==,
                   "socks5://[2001:db8::1]:1080");
}

/* It is said where it is wrong, and what held before holds on. */
static void
test_proxy_wrong (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *row;
    const char *wrong;
    const char *right;
    const char *words;
  } cases[] = {
    { "Port", "99999", "3128", "A port is a number from 1 to 65535." },
    { "Host", "two words", "proxy.internal", "This is no host name and no address." },
    { "User Name", "me:too", "me", "The user name cannot hold a colon." },
    { "No Proxy For", "10.0.0.0/99", "10.0.0.0/8",
      "“10.0.0.0/99” is no host, .domain or block of addresses such as 10.0.0.0/8." },
  };

  open_page (fixture);
  choose_manual (fixture);
  type (fixture->dialog, "Host", "proxy.internal");
  type (fixture->dialog, "Port", "3128");
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RhProxySettings *before = rh_network_rules_get_proxy (fixture->rules);
      GtkWidget *row = find_row (fixture->dialog, cases[i].row);

      type (fixture->dialog, cases[i].row, cases[i].wrong);
      g_assert_nonnull (find_hint (fixture->dialog, cases[i].words));
      g_assert_true (gtk_widget_has_css_class (row, "error"));
      g_assert_true (before == rh_network_rules_get_proxy (fixture->rules));
      type (fixture->dialog, cases[i].row, cases[i].right);
      g_assert_null (rh_ui_find_text (fixture->dialog, cases[i].words));
      g_assert_false (gtk_widget_has_css_class (row, "error"));
    }
}

static RhExchange *
get (RhTransport *transport, const char *url)
{
  RhWireFixture wire = { NULL, transport };
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (GError) error = NULL;
  RhExchange *exchange = rh_wire_send (&wire, request, NULL, &error);

  g_assert_no_error (error);
  return exchange;
}

/* The very next request goes through it, with the password from the keyring, and the one after that
 * past it. */
static void
test_proxy_next_send (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) proxy = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, NULL);
  RhCollection *collection = rh_workspace_get_starter (fixture->ui->workspace);
  RhTransport *transport
      = rh_workspace_get_api_transport (fixture->ui->workspace, collection,
                                        rh_collection_get_environment (collection, "Staging"), "");
  g_autofree char *port = g_strdup_printf ("%u", rh_wire_server_get_port (proxy));
  g_autofree char *url = g_strdup_printf ("http://0.0.0.0:%u/", rh_wire_server_get_port (target));
  g_autoptr (RhExchange) through = NULL;
  g_autoptr (RhExchange) past = NULL;
  g_autofree char *sent = NULL;

  open_page (fixture);
  choose_manual (fixture);
  type (fixture->dialog, "Host", "127.0.0.1");
  type (fixture->dialog, "Port", port);
  type (fixture->dialog, "User Name", "me");
  type (fixture->dialog, "Password", "of-a-proxy");
  rh_test_drain ();
  rh_wire_server_add_reply (proxy, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  through = get (transport, url);
  g_assert_cmpuint (rh_wire_server_get_n_requests (proxy), ==, 1);
  sent = rh_wire_server_dup_request (proxy, 0);
  g_assert_nonnull (strstr (sent, "Proxy-Authorization: Basic bWU6b2YtYS1wcm94eQ=="));

  adw_combo_row_set_selected (ADW_COMBO_ROW (find_row (fixture->dialog, "Use a Proxy")),
                              RH_PROXY_NONE);
  rh_wire_server_add_reply (target, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  past = get (transport, url);
  g_assert_cmpuint (rh_wire_server_get_n_requests (proxy), ==, 1);
  g_assert_cmpuint (rh_wire_server_get_n_requests (target), ==, 1);
}

/* --- Trusted certificates -----------------------------------------------------------------------
 */

static GTlsCertificate *
load_certificate (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);
  return certificate;
}

static void
test_trusted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate ();
  g_autofree char *sha256 = rh_certificate_dup_sha256 (certificate);
  g_autofree char *full = rh_certificate_format_sha256 (sha256);
  g_autoptr (RhNetworkRule) rule = NULL;

  open_page (fixture);
  rh_network_rules_trust (fixture->rules, ORIGIN, certificate, NULL);
  g_signal_emit_by_name (find_row (fixture->dialog, ORIGIN), "activate");
  rh_ui_await_text (fixture->dialog, full);
  adw_preferences_dialog_pop_subpage (ADW_PREFERENCES_DIALOG (fixture->dialog));

  g_signal_emit_by_name (rh_ui_find_named (fixture->dialog, "Remove " ORIGIN), "clicked");
  g_assert_cmpuint (count_rules (fixture), ==, 0);
  click (fixture->dialog, "Undo");
  g_assert_cmpuint (count_rules (fixture), ==, 1);
  rule = g_list_model_get_item (rh_network_rules_get_list (fixture->rules), 0);
  g_assert_cmpstr (rh_network_rule_get_trusted (rule), ==, sha256);
}

/* --- Client certificates ------------------------------------------------------------------------
 */

static RhClientPage *
open_client_page (Fixture *fixture, const char *row)
{
  g_signal_emit_by_name (find_row (fixture->dialog, row), "activate");
  return RH_CLIENT_PAGE (rh_ui_await_type (fixture->dialog, RH_TYPE_CLIENT_PAGE));
}

static void
choose_certificate (RhClientPage *page, const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", name, NULL);

  rh_client_page_set_certificate (page, path);
}

static gboolean
has_fault (gpointer page)
{
  return rh_ui_find_text (page, "This is no https address, such as https://api.example.com.")
         != NULL;
}

static gboolean
is_one_rule (gpointer fixture)
{
  return count_rules (fixture) == 1;
}

/* The label of the hint begins so. */
static gboolean
says_unreadable (gpointer page)
{
  GtkWidget *row = rh_ui_find_type (page, RH_TYPE_HINT_ROW);

  for (; row != NULL; row = gtk_widget_get_next_sibling (row))
    if (RH_IS_HINT_ROW (row) && gtk_widget_get_visible (row)
        && g_str_has_prefix (rh_hint_row_get_text (RH_HINT_ROW (row)),
                             "Client Certificate Cannot Be Read"))
      return TRUE;

  return FALSE;
}

static void
test_client_added (Fixture *fixture, gconstpointer data)
{
  RhClientPage *page;

  open_page (fixture);
  page = open_client_page (fixture, "Add Client Certificate…");
  g_assert_null (rh_ui_find_text (page, "Pass Phrase"));
  choose_certificate (page, "client.p12");
  type (page, "Server Address", "http://api.example.com");
  g_assert_true (has_fault (page));

  gtk_editable_set_text (GTK_EDITABLE (find_row (page, "Server Address")),
                         "api.example.com/some/path");
  g_assert_false (has_fault (page));
  type (page, "Pass Phrase", "another");
  rh_ui_wait (says_unreadable, page);
  g_assert_cmpuint (count_rules (fixture), ==, 0);

  type (page, "Pass Phrase", "of-a-certificate");
  rh_ui_wait (is_one_rule, fixture);
  rh_ui_await_text (fixture->dialog, "client.p12");
}

static void
test_client_path_is_no_markup (Fixture *fixture, gconstpointer data)
{
  RhClientPage *page;

  open_page (fixture);
  page = open_client_page (fixture, "Add Client Certificate…");
  rh_client_page_set_certificate (page, "/home/R&D/<b>client</b>.pem");
  rh_client_page_set_key (page, "/home/R&D/<b>key</b>.pem");
  g_assert_nonnull (rh_ui_find_text (page, "/home/R&D/<b>client</b>.pem"));
  g_assert_nonnull (rh_ui_find_text (page, "/home/R&D/<b>key</b>.pem"));
}

static void
test_client_file_without_key (Fixture *fixture, gconstpointer data)
{
  RhClientPage *page;

  open_page (fixture);
  page = open_client_page (fixture, "Add Client Certificate…");
  choose_certificate (page, "ca.pem");
  type (page, "Server Address", "api.example.com");
  rh_ui_wait (says_unreadable, page);
  g_assert_cmpuint (count_rules (fixture), ==, 0);
}

static void
test_client_removed (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);

  rh_network_rules_set_client_certificate (fixture->rules, ORIGIN, path, NULL, NULL);
  open_page (fixture);
  g_signal_emit_by_name (rh_ui_find_named (fixture->dialog, "Remove " ORIGIN), "clicked");
  g_assert_cmpuint (count_rules (fixture), ==, 0);
  click (fixture->dialog, "Undo");
  g_assert_cmpuint (count_rules (fixture), ==, 1);
  rh_ui_await_text (fixture->dialog, "server.pem");
}

/* --- A file that cannot be read -----------------------------------------------------------------
 */

static void
test_broken_file (Fixture *fixture, gconstpointer data)
{
  GFile *state = rh_workspace_get_state_dir (fixture->ui->workspace);
  g_autoptr (GFile) file = g_file_get_child (state, "network.json");

  g_file_make_directory_with_parents (state, NULL, NULL);
  g_assert_true (g_file_replace_contents (file, "{", 1, NULL, FALSE, 0, NULL, NULL, NULL));
  g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*network.json*");
  open_page (fixture);
  g_test_assert_expected_messages ();
  rh_ui_await_text (fixture->dialog, "Network Settings Cannot Be Read");
  g_assert_null (rh_ui_find_text (fixture->dialog, "Use a Proxy"));
}

/* What a refusal offers. */
static void
test_from_problem (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error
      = g_error_new_literal (RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY_AUTHENTICATION, "");
  g_autoptr (RhProblem) problem = rh_problem_new (error);
  RhWindow *window = rh_ui_fixture_open (fixture->ui);
  AdwDialog *dialog;

  g_assert_cmpstr (problem->action_label, ==, "Network Preferences…");
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (window), problem->action, NULL));
  dialog = adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (window));
  rh_ui_await_text (dialog, "Use a Proxy");
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  ADD ("/network-page/proxy/typed", test_proxy_typed);
  ADD ("/network-page/proxy/pasted", test_proxy_pasted);
  ADD ("/network-page/proxy/wrong", test_proxy_wrong);
  ADD ("/network-page/proxy/next-send", test_proxy_next_send);
  ADD ("/network-page/trusted", test_trusted);
  ADD ("/network-page/client/added", test_client_added);
  ADD ("/network-page/client/path-is-no-markup", test_client_path_is_no_markup);
  ADD ("/network-page/client/file-without-key", test_client_file_without_key);
  ADD ("/network-page/client/removed", test_client_removed);
  ADD ("/network-page/broken-file", test_broken_file);
  ADD ("/network-page/from-problem", test_from_problem);

  return g_test_run ();
}
