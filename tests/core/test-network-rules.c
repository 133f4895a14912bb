/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The user's network rules (security.md 4.3; standards.md I12, I13): kept, read back, and obeyed by
 * the transport at the next send, by nobody else. */
#include "config.h"

#include "http/rh-certificate.h"
#include "http/rh-client-certificate.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-client-certificate-add.h"
#include "workspace/rh-network-rules.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  char *path;
  RhKeyring *keyring;
  RhNetworkRules *rules;
  RhWireFixture wire; /* its transport obeys the rules */
} Fixture;

static RhNetworkRules *
open_rules (Fixture *fixture)
{
  g_autoptr (GFile) file = g_file_new_for_path (fixture->path);

  return rh_network_rules_new (file, fixture->keyring);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_mkdir_with_parents (g_get_user_state_dir (), 0700);
  fixture->path = g_build_filename (g_get_user_state_dir (), "network.json", NULL);
  fixture->keyring = rh_memory_keyring_new ();
  fixture->rules = open_rules (fixture);
  fixture->wire.server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  fixture->wire.transport = rh_soup_transport_new ();
  rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (fixture->wire.transport),
                                RH_NETWORK_POLICY (fixture->rules), FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->wire.transport);
  rh_wire_server_free (fixture->wire.server);
  g_assert_finalize_object (fixture->rules);
  g_assert_finalize_object (fixture->keyring);
  g_unlink (fixture->path);
  g_free (fixture->path);
}

static char *
tls_path (const char *name)
{
  return g_test_build_filename (G_TEST_DIST, "data", "tls", name, NULL);
}

static GTlsCertificate *
load_certificate (const char *name)
{
  g_autofree char *path = tls_path (name);
  g_autoptr (GError) error = NULL;
  GTlsCertificate *certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);

  return certificate;
}

static RhNetworkTerms *
gather (RhNetworkRules *rules, const char *origin, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_network_policy_gather_async (RH_NETWORK_POLICY (rules), origin, NULL, rh_test_take_result,
                                  &result);
  rh_test_wait (&result);

  return rh_network_policy_gather_finish (RH_NETWORK_POLICY (rules), result, error);
}

static void
keep_secret (RhNetworkRules *rules, const char *origin, const char *text)
{
  g_autoptr (RhSecret) secret = text == NULL ? NULL : rh_secret_new (text, -1);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  rh_network_rules_keep_secret_async (rules, origin, secret, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  g_assert_true (rh_network_rules_keep_secret_finish (rules, result, &error));
  g_assert_no_error (error);
}

static void
set_proxy (RhNetworkRules *rules, const char *uri, const char *user, const char *no_proxy)
{
  const char *list[] = { no_proxy, NULL };
  RhProxySettings proxy = {
    .mode = RH_PROXY_MANUAL,
    .uri = (char *) uri,
    .user = (char *) user,
    .no_proxy = (GStrv) list,
  };
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_network_rules_set_proxy (rules, &proxy, &error));
  g_assert_no_error (error);
}

/* Kept */

static void
test_kept (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate ("server.pem");
  g_autofree char *sha256 = rh_certificate_dup_sha256 (certificate);
  g_autoptr (RhNetworkRules) again = NULL;
  g_autoptr (RhNetworkRule) first = NULL;
  g_autoptr (RhNetworkRule) second = NULL;
  GListModel *list = rh_network_rules_get_list (fixture->rules);
  g_autofree char *text = NULL;
  GStatBuf info;

  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  g_assert_cmpint (rh_network_rules_get_proxy (fixture->rules)->mode, ==, RH_PROXY_SYSTEM);
  g_assert_true (rh_network_rules_trust (fixture->rules, "https://b.example", certificate, NULL));
  g_assert_true (rh_network_rules_set_client_certificate (fixture->rules, "https://a.example",
                                                          "/c.pem", "/k.pem", NULL));
  set_proxy (fixture->rules, "socks5://proxy.example:1080", "me", "10.0.0.0/8");
  keep_secret (fixture->rules, NULL, "of-a-proxy");
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 2);

  again = open_rules (fixture);
  list = rh_network_rules_get_list (again);
  first = g_list_model_get_item (list, 0);
  second = g_list_model_get_item (list, 1);
  g_assert_cmpstr (rh_network_rule_get_origin (first), ==, "https://a.example");
  g_assert_cmpstr (rh_network_rule_get_certificate (first), ==, "/c.pem");
  g_assert_cmpstr (rh_network_rule_get_key (first), ==, "/k.pem");
  g_assert_null (rh_network_rule_get_trusted (first));
  g_assert_cmpstr (rh_network_rule_get_trusted (second), ==, sha256);
  g_assert_cmpstr (rh_network_rules_get_proxy (again)->uri, ==, "socks5://proxy.example:1080");
  g_assert_cmpstr (rh_network_rules_get_proxy (again)->no_proxy[0], ==, "10.0.0.0/8");

  g_assert_cmpint (g_stat (fixture->path, &info), ==, 0);
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_null (strstr (text, "of-a-proxy"));
}

/* What says nothing any more is gone. */
static char *
dup_trusted (RhNetworkRules *rules, const char *origin)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhNetworkTerms) terms = gather (rules, origin, &error);

  g_assert_no_error (error);

  return g_strdup (terms->trusted);
}

static void
test_removed (Fixture *fixture, gconstpointer data)
{
  const char *origin = "https://a.example";
  g_autoptr (GTlsCertificate) certificate = load_certificate ("server.pem");
  g_autofree char *sha256 = rh_certificate_dup_sha256 (certificate);
  GListModel *list = rh_network_rules_get_list (fixture->rules);
  g_autofree char *without = NULL;
  g_autofree char *again = NULL;

  rh_network_rules_trust (fixture->rules, origin, certificate, NULL);
  rh_network_rules_set_client_certificate (fixture->rules, origin, "/c.pem", NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  rh_network_rules_distrust (fixture->rules, origin, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  rh_network_rules_set_client_certificate (fixture->rules, origin, NULL, NULL, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);
  without = dup_trusted (fixture->rules, origin);
  g_assert_null (without);

  rh_network_rules_trust_again (fixture->rules, origin, sha256, NULL);
  again = dup_trusted (fixture->rules, origin);
  g_assert_cmpstr (again, ==, sha256);
  rh_test_drain ();
}

/* A proxy that somebody counts on may stand in it. */
static void
test_broken_file (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GTlsCertificate) certificate = load_certificate ("server.pem");
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) write_error = NULL;
  g_autofree char *text = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "{ \"version\": 1, \"rules\": [", -1, NULL));
  g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*network.json*");
  g_test_expect_message ("rh-state-file", G_LOG_LEVEL_WARNING, "*network.json*");
  exchange = rh_wire_get (&fixture->wire, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RULES);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->wire.server), ==, 0);

  g_assert_false (
      rh_network_rules_trust (fixture->rules, "https://a.example", certificate, &write_error));
  g_test_assert_expected_messages ();
  g_assert_nonnull (write_error);
  g_assert_nonnull (rh_network_rules_get_problem (fixture->rules));
  g_assert_true (g_file_get_contents (fixture->path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, "{ \"version\": 1, \"rules\": [");
}

/* The keyring is asked once, and again after a change. */
static void
test_proxy_password (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhNetworkTerms) first = NULL;
  g_autoptr (RhNetworkTerms) second = NULL;
  g_autoptr (RhText) value = NULL;

  set_proxy (fixture->rules, "http://proxy.example:3128", "me", NULL);
  keep_secret (fixture->rules, NULL, "one");
  first = gather (fixture->rules, "https://a.example", NULL);
  g_assert_cmpstr (rh_secret_peek (first->proxy->password, NULL), ==, "one");
  value = rh_proxy_settings_dup_authorization (first->proxy);
  g_assert_cmpstr (rh_text_peek (value, NULL), ==, "Basic bWU6b25l");
  g_assert_true (rh_text_has_secret (value));

  keep_secret (fixture->rules, NULL, "two");
  second = gather (fixture->rules, "https://a.example", NULL);
  g_assert_cmpstr (rh_secret_peek (second->proxy->password, NULL), ==, "two");
  g_assert_cmpuint (first->generation, !=, second->generation);
}

static void
test_client_certificate_files (Fixture *fixture, gconstpointer data)
{
  g_autofree char *pem = tls_path ("server.pem");
  g_autofree char *alone = tls_path ("ca.pem");
  g_autoptr (RhNetworkTerms) terms = NULL;
  g_autoptr (RhNetworkTerms) bare = NULL;
  g_autoptr (GTlsCertificate) none = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) no_key = NULL;

  rh_network_rules_set_client_certificate (fixture->rules, "https://a.example", pem, NULL, NULL);
  terms = gather (fixture->rules, "https://a.example", NULL);
  g_assert_nonnull (terms->client);
  bare = gather (fixture->rules, "https://a.example:444", NULL);
  g_assert_null (bare->client);

  rh_network_rules_set_client_certificate (fixture->rules, "https://a.example", "/nowhere.pem",
                                           NULL, NULL);
  g_assert_null (gather (fixture->rules, "https://a.example", &missing));
  g_assert_error (missing, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE);
  g_assert_true (g_str_has_prefix (missing->message, "/nowhere.pem: "));

  none = rh_client_certificate_load (alone, NULL, NULL, &no_key);
  g_assert_null (none);
  g_assert_error (no_key, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE);
}

/* Proxies */

static gboolean
add_certificate (RhNetworkRules *rules, const char *path, const char *pass_phrase, GError **error)
{
  g_autoptr (RhSecret) secret = pass_phrase == NULL ? NULL : rh_secret_new (pass_phrase, -1);
  g_autoptr (GAsyncResult) result = NULL;

  rh_client_certificate_add_async (rules, "https://a.example", path, NULL, secret, NULL,
                                   rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_client_certificate_add_finish (rules, result, error);
}

/* What is wrong is said at once, and nothing is kept of it. */
static void
test_client_certificate_added (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bundle = tls_path ("client.p12");
  g_autofree char *alone = tls_path ("ca.pem");
  GListModel *list = rh_network_rules_get_list (fixture->rules);
  g_autoptr (RhNetworkTerms) terms = NULL;
  g_autoptr (GError) no_key = NULL;
  g_autoptr (GError) wrong = NULL;
  g_autoptr (GError) missing = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_false (add_certificate (fixture->rules, alone, NULL, &no_key));
  g_assert_error (no_key, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE);
  g_assert_false (add_certificate (fixture->rules, bundle, "another", &wrong));
  g_assert_error (wrong, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE);
  g_assert_nonnull (strstr (wrong->message, "pass phrase"));
  g_assert_false (add_certificate (fixture->rules, bundle, NULL, &missing));
  g_assert_nonnull (strstr (missing->message, "pass phrase"));
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 0);

  g_assert_true (add_certificate (fixture->rules, bundle, "of-a-certificate", &error));
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 1);
  terms = gather (fixture->rules, "https://a.example", &error);
  g_assert_no_error (error);
  g_assert_nonnull (terms->client);
}

/* An undo brings back all of it; after that its pass phrase goes with it, and only then. */
static void
test_client_certificate_taken (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bundle = tls_path ("client.p12");
  g_autoptr (RhNetworkTerms) without = NULL;
  g_autoptr (RhNetworkTerms) back = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (add_certificate (fixture->rules, bundle, "of-a-certificate", NULL));
  g_assert_true (
      rh_network_rules_take_client_certificate (fixture->rules, "https://a.example", NULL));
  without = gather (fixture->rules, "https://a.example", NULL);
  g_assert_null (without->client);

  rh_network_rules_set_client_certificate (fixture->rules, "https://a.example", bundle, NULL, NULL);
  rh_network_rules_forget_pass_phrase (fixture->rules, "https://a.example");
  rh_test_drain ();
  back = gather (fixture->rules, "https://a.example", NULL);
  g_assert_nonnull (back->client);

  rh_network_rules_take_client_certificate (fixture->rules, "https://a.example", NULL);
  rh_network_rules_forget_pass_phrase (fixture->rules, "https://a.example");
  rh_test_drain ();
  rh_network_rules_set_client_certificate (fixture->rules, "https://a.example", bundle, NULL, NULL);
  g_assert_null (gather (fixture->rules, "https://a.example", &error));
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE);
}

static void
test_proxy_checks (void)
{
  static const struct
  {
    const char *uri;
    const char *user;
    const char *no_proxy;
    gboolean good;
  } cases[] = {
    { "http://proxy.example:3128", NULL, NULL, TRUE },
    { "https://proxy.example:443/", "me", NULL, TRUE },
    { "socks5://[2001:db8::1]:1080", "me", "*", TRUE },
    { NULL, NULL, NULL, FALSE },
    { "proxy.example:3128", NULL, NULL, FALSE },
    { "http://proxy.example", NULL, NULL, FALSE },
    { "ftp://proxy.example:21", NULL, NULL, FALSE },
    { "http://me:pw@proxy.example:3128", NULL, NULL, FALSE },
    { "http://proxy.example:3128/path", NULL, NULL, FALSE },
    { "http://proxy.example:3128", "me:you", NULL, FALSE },
    { "http://proxy.example:3128", NULL, "10.0.0.0/8", TRUE },
    { "http://proxy.example:3128", NULL, "fd00::/8", TRUE },
    { "http://proxy.example:3128", NULL, "[::1]:8080", TRUE },
    { "http://proxy.example:3128", NULL, "*.example.com:8443", TRUE },
    { "http://proxy.example:3128", NULL, "10.0.0.0/99", FALSE },
    { "http://proxy.example:3128", NULL, "example.com:99999", FALSE },
    { "http://proxy.example:3128", NULL, "http://example.com", FALSE },
    { "http://proxy.example:3128", NULL, "ex*mple.com", FALSE },
    { "http://proxy.example:3128", NULL, "", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *list[] = { cases[i].no_proxy, NULL };
      RhProxySettings proxy = {
        .mode = RH_PROXY_MANUAL,
        .uri = (char *) cases[i].uri,
        .user = (char *) cases[i].user,
        .no_proxy = (GStrv) list,
      };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s %s", cases[i].uri, cases[i].no_proxy);
      g_assert_cmpint (rh_proxy_settings_check (&proxy, &error), ==, cases[i].good);
      if (!cases[i].good)
        g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY);
    }
}

static void
test_no_proxy (void)
{
  static const struct
  {
    const char *entry;
    const char *url;
    gboolean matches;
  } cases[] = {
    { "*", "https://any.example/", TRUE },
    { "a.example", "https://a.example/", TRUE },
    { "A.Example", "https://a.example/", TRUE },
    { "a.example", "https://x.a.example/", FALSE },
    { ".a.example", "https://x.a.example/", TRUE },
    { ".a.example", "https://a.example/", TRUE },
    { "*.a.example", "https://x.y.a.example/", TRUE },
    { ".a.example", "https://ba.example/", FALSE },
    { "a.example:8443", "https://a.example:8443/", TRUE },
    { "a.example:8443", "https://a.example/", FALSE },
    { "a.example:443", "https://a.example/", TRUE },
    { "10.0.0.0/8", "http://10.255.0.1/", TRUE },
    { "10.0.0.0/8", "http://11.0.0.1/", FALSE },
    { "10.0.0.0/8", "http://10.example/", FALSE },
    { "192.0.2.1", "http://192.0.2.1:99/", TRUE },
    { "192.0.2.1:80", "http://192.0.2.1/", TRUE },
    { "fd00::/8", "http://[fd12::1]/", TRUE },
    { "fd12:0::1", "http://[fd12::1]/", TRUE },
    { "[fd12::1]:8080", "http://[fd12::1]:8080/", TRUE },
    { "[fd12::1]:8080", "http://[fd12::1]/", FALSE },
    { "b\xc3\xbc"
      "cher.example",
      "https://xn--bcher-kva.example/", TRUE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const char *const list[] = { "nothing.invalid", cases[i].entry, NULL };
      g_autoptr (RhUrl) url = rh_url_parse_http (cases[i].url, NULL);

      g_test_message ("%s %s", cases[i].entry, cases[i].url);
      g_assert_nonnull (url);
      g_assert_true (rh_no_proxy_entry_is_valid (cases[i].entry));
      g_assert_cmpint (rh_no_proxy_matches (list, url), ==, cases[i].matches);
    }
}

static void
test_where_it_goes (void)
{
  g_autoptr (RhProxySettings) proxy = rh_proxy_settings_new (RH_PROXY_MANUAL);
  g_autoptr (RhUrl) away = rh_url_parse_http ("https://a.example/", NULL);
  g_autoptr (RhUrl) here = rh_url_parse_http ("https://localhost/", NULL);
  g_autofree char *ours = NULL;
  g_autofree char *gio = NULL;
  g_autofree char *local = NULL;

  proxy->user = g_strdup ("m:e@");
  proxy->password = rh_secret_new ("p/w", -1);
  proxy->uri = g_strdup ("http://proxy.example:3128");
  ours = rh_proxy_settings_dup_proxy (proxy, away);
  local = rh_proxy_settings_dup_proxy (proxy, here);
  g_assert_cmpstr (ours, ==, "http://proxy.example:3128");
  g_assert_cmpstr (local, ==, "direct://");

  g_free (proxy->uri);
  proxy->uri = g_strdup ("socks5://proxy.example:1080");
  gio = rh_proxy_settings_dup_proxy (proxy, away);
  g_assert_cmpstr (gio, ==, "socks5://m%3Ae%40:p%2Fw@proxy.example:1080");
  g_assert_null (rh_proxy_settings_dup_authorization (proxy));
}

/* The wire server is the proxy. */
static void
use_proxy (Fixture *fixture)
{
  g_autofree char *uri
      = g_strdup_printf ("http://127.0.0.1:%u", rh_wire_server_get_port (fixture->wire.server));

  set_proxy (fixture->rules, uri, "me", "192.0.2.9");
  keep_secret (fixture->rules, NULL, "of-a-proxy");
}

#define CREDENTIALS "Proxy-Authorization: Basic bWU6b2YtYS1wcm94eQ=="

static void
test_plain_request (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://192.0.2.1/x");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  RhHeaders *headers;

  use_proxy (fixture);
  rh_wire_reply (&fixture->wire,
                 "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_CLOSE);
  exchange = rh_wire_send (&fixture->wire, request, NULL, &error);
  g_assert_no_error (error);

  sent = rh_wire_server_dup_request (fixture->wire.server, 0);
  g_assert_true (g_str_has_prefix (sent, "GET http://192.0.2.1/x HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (sent, "\r\n" CREDENTIALS "\r\n"));
  headers = rh_hop_get_sent_headers (rh_exchange_get_last_hop (exchange));
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    if (strcmp (rh_headers_nth_name (headers, i), "Proxy-Authorization") == 0)
      g_assert_true (rh_text_has_secret (rh_headers_nth_value (headers, i)));
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), "proxy-answered"));
}

/* Only what is the proxy's business is said to it (I12; libsoup 2026-5119). */
static void
test_tunnel (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "https://192.0.2.1/");
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();
  g_autoptr (RhUrl) url = rh_url_parse_http ("https://192.0.2.1/", NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  use_proxy (fixture);
  rh_soup_transport_set_cookie_jar (RH_SOUP_TRANSPORT (fixture->wire.transport), jar);
  rh_cookie_jar_take (jar, "session=of-a-cookie", url, g_get_real_time () / G_USEC_PER_SEC);
  rh_wire_add_secret (request, "Authorization", "Bearer of-a-token");
  rh_wire_reply (&fixture->wire,
                 "HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_CLOSE);
  exchange = rh_wire_send (&fixture->wire, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY_AUTHENTICATION);
  g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 0);

  sent = rh_wire_server_dup_request (fixture->wire.server, 0);
  g_assert_true (g_str_has_prefix (sent, "CONNECT 192.0.2.1:443 HTTP/1.1\r\n"));
  g_assert_nonnull (strstr (sent, "\r\n" CREDENTIALS "\r\n"));
  g_assert_null (strstr (sent, "of-a-token"));
  g_assert_null (strstr (sent, "of-a-cookie"));
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->wire.server), ==, 1);
}

/* Not for this machine, and gone with the next send after it was switched off. */
static void
test_proxy_change (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, NULL);
  g_autofree char *url = g_strdup_printf ("http://0.0.0.0:%u/", rh_wire_server_get_port (target));
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhProxySettings) none = rh_proxy_settings_new (RH_PROXY_NONE);
  g_autoptr (RhExchange) through = NULL;
  g_autoptr (RhExchange) past = NULL;

  use_proxy (fixture);
  rh_wire_reply (&fixture->wire, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_server_add_reply (target, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  through = rh_wire_send (&fixture->wire, request, NULL, NULL);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->wire.server), ==, 1);
  g_assert_cmpuint (rh_wire_server_get_n_requests (target), ==, 0);

  g_assert_true (rh_network_rules_set_proxy (fixture->rules, none, NULL));
  past = rh_wire_send (&fixture->wire, request, NULL, NULL);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->wire.server), ==, 1);
  g_assert_cmpuint (rh_wire_server_get_n_requests (target), ==, 1);
}

/* Certificates */

static RhExchange *
get_tls (RhWireFixture *wire, RhWireServer *server, GError **error)
{
  g_autofree char *url
      = g_strdup_printf ("https://127.0.0.1:%u/", rh_wire_server_get_port (server));
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);

  rh_wire_add_secret (request, "Authorization", "Bearer of-a-token");

  return rh_wire_send (wire, request, NULL, error);
}

static char *
dup_origin (RhWireServer *server)
{
  return g_strdup_printf ("https://127.0.0.1:%u", rh_wire_server_get_port (server));
}

static RhWireServer *
start_tls (const char *name, guint16 port)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate (name);

  return rh_wire_server_new ("127.0.0.1", port, certificate);
}

/* Refused, with everything that a person needs to decide; trusted; then sent. */
static void
test_trust (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_tls ("expired.pem", 0);
  g_autofree char *origin = dup_origin (server);
  g_autoptr (RhExchange) refused = NULL;
  g_autoptr (RhExchange) sent = NULL;
  g_autoptr (GPtrArray) chain = NULL;
  g_auto (GStrv) problems = NULL;
  g_autoptr (GError) error = NULL;
  RhHop *hop;

  refused = get_tls (&fixture->wire, server, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_clear_error (&error);
  hop = rh_exchange_get_last_hop (refused);
  chain = rh_hop_list_chain (hop);
  problems = rh_hop_list_certificate_problems (hop);
  g_assert_cmpuint (chain->len, >=, 1);
  g_assert_cmpuint (strlen (((RhCertificate *) chain->pdata[0])->sha256), ==, 64);
  g_assert_cmpint (((RhCertificate *) chain->pdata[0])->not_after, <,
                   g_get_real_time () / G_USEC_PER_SEC);
  g_assert_true (g_strv_contains ((const char *const *) problems, "unknown-ca"));
  g_assert_true (g_strv_contains ((const char *const *) problems, "expired"));

  g_assert_true (
      rh_network_rules_trust (fixture->rules, origin, rh_hop_get_certificate (hop), NULL));
  rh_wire_server_add_reply (server, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  sent = get_tls (&fixture->wire, server, &error);
  g_assert_no_error (error);
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (sent), "certificate-trusted"));
}

static void
trust_server (Fixture *fixture, RhWireServer *server, const char *name)
{
  g_autoptr (GTlsCertificate) certificate = load_certificate (name);
  g_autofree char *origin = dup_origin (server);

  g_assert_true (rh_network_rules_trust (fixture->rules, origin, certificate, NULL));
}

static void
test_changed_certificate (Fixture *fixture, gconstpointer data)
{
  RhWireServer *first = start_tls ("server.pem", 0);
  guint16 port = rh_wire_server_get_port (first);
  g_autoptr (RhWireServer) second = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  trust_server (fixture, first, "server.pem");
  rh_wire_server_free (first);
  second = start_tls ("other-host.pem", port);
  exchange = get_tls (&fixture->wire, second, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  rh_wire_server_wait_open (second, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (second), ==, 0);
}

/* The same certificate at another port is another origin. */
static void
test_other_origin (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) trusted = start_tls ("server.pem", 0);
  g_autoptr (RhWireServer) other = start_tls ("server.pem", 0);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  trust_server (fixture, trusted, "server.pem");
  exchange = get_tls (&fixture->wire, other, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (other), ==, 0);
}

/* A connection that was opened under the rule is not spoken on without it. */
static void
test_distrust (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_tls ("server.pem", 0);
  g_autofree char *origin = dup_origin (server);
  g_autoptr (RhExchange) sent = NULL;
  g_autoptr (RhExchange) refused = NULL;
  g_autoptr (GError) error = NULL;

  trust_server (fixture, server, "server.pem");
  rh_wire_server_add_reply (server, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  sent = get_tls (&fixture->wire, server, &error);
  g_assert_no_error (error);

  g_assert_true (rh_network_rules_distrust (fixture->rules, origin, NULL));
  refused = get_tls (&fixture->wire, server, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_assert_cmpuint (rh_wire_server_get_n_requests (server), ==, 1);
}

/* Trust that was given for an API at the origin of the token URL is none for OAuth. */
static void
test_oauth (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_tls ("server.pem", 0);
  RhWireFixture oauth = { NULL, rh_soup_transport_new () };
  g_autoptr (RhExchange) api = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;

  rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (oauth.transport),
                                RH_NETWORK_POLICY (fixture->rules), TRUE);
  trust_server (fixture, server, "server.pem");
  rh_wire_server_add_reply (server, RH_WIRE_OK, -1, RH_WIRE_CLOSE);
  rh_wire_server_add_reply (server, RH_WIRE_OK, -1, RH_WIRE_CLOSE);
  api = get_tls (&fixture->wire, server, &error);
  g_assert_no_error (error);

  n_bytes = rh_wire_server_get_n_bytes (server);
  exchange = get_tls (&oauth, server, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  rh_wire_server_wait_open (server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (server), ==, n_bytes);
  g_object_unref (oauth.transport);
}

#define ADD(path, test) g_test_add (path, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("/network-rules/kept", test_kept);
  ADD ("/network-rules/removed", test_removed);
  ADD ("/network-rules/broken-file", test_broken_file);
  ADD ("/network-rules/proxy-password", test_proxy_password);
  ADD ("/network-rules/I13/client-certificate-files", test_client_certificate_files);
  ADD ("/network-rules/I13/client-certificate-added", test_client_certificate_added);
  ADD ("/network-rules/I13/client-certificate-taken", test_client_certificate_taken);
  g_test_add_func ("/network-rules/I12/proxy-checks", test_proxy_checks);
  g_test_add_func ("/network-rules/I12/no-proxy", test_no_proxy);
  g_test_add_func ("/network-rules/I12/where-it-goes", test_where_it_goes);
  ADD ("/network-rules/I12/plain-request", test_plain_request);
  ADD ("/network-rules/I12/tunnel", test_tunnel);
  ADD ("/network-rules/proxy-change", test_proxy_change);
  ADD ("/network-rules/I13/trust", test_trust);
  ADD ("/network-rules/I13/changed-certificate", test_changed_certificate);
  ADD ("/network-rules/I13/other-origin", test_other_origin);
  ADD ("/network-rules/I13/distrust", test_distrust);
  ADD ("/network-rules/security-4.3/oauth", test_oauth);

  return g_test_run ();
}
