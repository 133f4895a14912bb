/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The engine against servers and proxies that are not ours: nginx, nghttpd, tinyproxy, stunnel,
 * microsocks, httpbin. */
#include "config.h"

#include "http/rh-digest-auth.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-http-peer.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"
#include "secret/rh-memory-keyring.h"
#include "text/rh-url.h"
#include "workspace/rh-network-rules.h"

#include <glib/gstdio.h>
#include <string.h>

typedef struct
{
  RhHttpPeer *peer; /* NULL: not installed */
  RhKeyring *keyring;
  RhNetworkRules *rules;
  RhCookieJar *jar;
  RhWireFixture wire; /* without a server of its own */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file
      = g_file_new_build_filename (g_get_user_state_dir (), "network.json", NULL);

  fixture->peer = rh_http_peer_start (data);
  fixture->keyring = rh_memory_keyring_new ();
  fixture->rules = rh_network_rules_new (file, fixture->keyring);
  fixture->jar = rh_cookie_jar_new ();
  fixture->wire.transport = rh_soup_transport_new ();
  rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (fixture->wire.transport),
                                RH_NETWORK_POLICY (fixture->rules), FALSE);
  rh_soup_transport_set_cookie_jar (RH_SOUP_TRANSPORT (fixture->wire.transport), fixture->jar);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->wire.transport);
  g_assert_finalize_object (fixture->jar);
  g_assert_finalize_object (fixture->rules);
  g_assert_finalize_object (fixture->keyring);
  g_clear_pointer (&fixture->peer, rh_http_peer_free);
}

/* @host: of the peer, as it is to be called. */
static RhRequest *
request_at (Fixture *fixture, const char *method, const char *origin_host, const char *target)
{
  g_autofree char *url = g_strdup_printf ("http://%s:%u%s", origin_host,
                                          rh_http_peer_get_port (fixture->peer), target);

  return rh_wire_request_to (method, url);
}

static RhExchange *
get (Fixture *fixture, const char *target)
{
  g_autoptr (RhRequest) request = request_at (fixture, "GET", "127.0.0.1", target);
  g_autoptr (GError) error = NULL;
  RhExchange *exchange = rh_wire_send (&fixture->wire, request, NULL, &error);

  g_assert_no_error (error);

  return exchange;
}

static void
assert_body_has (RhExchange *exchange, const char *text)
{
  g_autofree char *body = rh_wire_dup_body (exchange);

  g_test_message ("%.400s", body);
  g_assert_nonnull (strstr (body, text));
}

static guint
get_status (RhExchange *exchange)
{
  return rh_hop_get_status (rh_exchange_get_last_hop (exchange));
}

static char *
dup_tls_url (Fixture *fixture, const char *target)
{
  return g_strdup_printf ("https://127.0.0.1:%u%s", rh_http_peer_get_tls_port (fixture->peer),
                          target);
}

/* Trusts whatever certificate is at @url: what a person does after having compared it. */
static void
trust (Fixture *fixture, const char *url)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autofree char *origin = rh_url_text_dup_origin (url);
  g_autoptr (RhExchange) refused = NULL;
  g_autoptr (GError) error = NULL;

  refused = rh_wire_send (&fixture->wire, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_clear_error (&error);
  rh_network_rules_trust (fixture->rules, origin,
                          rh_hop_get_certificate (rh_exchange_get_last_hop (refused)), &error);
  g_assert_no_error (error);
}

/* nginx */

static void
test_keep_alive (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autofree char *first_body = NULL;
  g_autofree char *second_body = NULL;

  if (fixture->peer == NULL)
    return;

  first = get (fixture, "/connection");
  second = get (fixture, "/connection");
  first_body = rh_wire_dup_body (first);
  second_body = rh_wire_dup_body (second);
  g_assert_true (g_str_has_suffix (first_body, " 1"));
  g_assert_true (g_str_has_suffix (second_body, " 2"));
  g_assert_cmpint (strtol (first_body, NULL, 10), ==, strtol (second_body, NULL, 10));
  g_assert_true (rh_hop_get_timing (rh_exchange_get_last_hop (second))->reused);
}

static void
test_chunked_gzip (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  RhHop *hop;

  if (fixture->peer == NULL)
    return;

  exchange = get (fixture, "/chunked");
  hop = rh_exchange_get_last_hop (exchange);
  g_assert_cmpstr (rh_headers_get (rh_hop_get_headers (hop), "Transfer-Encoding"), ==, "chunked");
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (exchange)), ==, 16 * 65536);
  g_assert_cmpint (rh_hop_get_wire_size (hop), <, 16 * 65536 / 20);
}

static void
assert_client_seen (Fixture *fixture, const char *expected, const char *note)
{
  g_autofree char *url = dup_tls_url (fixture, "/");
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  exchange = rh_wire_send (&fixture->wire, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_status (exchange), ==, 200);
  assert_body_has (exchange, expected); /* what the server saw */
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), note));
}

static void
keep_pass_phrase (Fixture *fixture, const char *origin, const char *text)
{
  g_autoptr (RhSecret) secret = rh_secret_new (text, -1);
  g_autoptr (GAsyncResult) result = NULL;

  rh_network_rules_keep_secret_async (fixture->rules, origin, secret, NULL, rh_test_take_result,
                                      &result);
  rh_test_wait (&result);
  g_assert_true (rh_network_rules_keep_secret_finish (fixture->rules, result, NULL));
}

/* Shown where it is set for, at the next send, from either kind of file. */
static void
test_client_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *key = NULL;
  g_autofree char *p12 = NULL;
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) locked = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  url = dup_tls_url (fixture, "/");
  origin = rh_url_text_dup_origin (url);
  pem = rh_http_peer_dup_path (fixture->peer, "client.pem");
  key = rh_http_peer_dup_path (fixture->peer, "client.key");
  p12 = rh_http_peer_dup_path (fixture->peer, "client.p12");
  trust (fixture, url);
  assert_client_seen (fixture, "NONE", "client-certificate-wanted");

  g_assert_true (rh_network_rules_set_client_certificate (fixture->rules, origin, pem, key, NULL));
  assert_client_seen (fixture, "SUCCESS CN=rehearsal-client", "client-certificate");

  g_assert_true (
      rh_network_rules_set_client_certificate (fixture->rules, origin, NULL, NULL, NULL));
  rh_test_drain ();
  assert_client_seen (fixture, "NONE", "client-certificate-wanted");

  g_assert_true (rh_network_rules_set_client_certificate (fixture->rules, origin, p12, NULL, NULL));
  request = rh_wire_request_to ("GET", url);
  locked = rh_wire_send (&fixture->wire, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CLIENT_CERTIFICATE);
  keep_pass_phrase (fixture, origin, "of-a-client");
  assert_client_seen (fixture, "SUCCESS CN=rehearsal-client", "client-certificate");
}

/* nghttpd speaks HTTP/2 over TLS and nothing else. */

static RhRequest *
h2_request (Fixture *fixture, const char *method, const char *target)
{
  g_autofree char *url
      = g_strdup_printf ("https://127.0.0.1:%u%s", rh_http_peer_get_port (fixture->peer), target);
  RhRequest *request = rh_wire_request_to (method, url);

  rh_request_set_http1 (request, FALSE);

  return request;
}

static RhExchange *
send_h2 (Fixture *fixture, RhRequest *request)
{
  g_autoptr (GError) error = NULL;
  RhExchange *exchange = rh_wire_send (&fixture->wire, request, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (rh_hop_get_http_version (rh_exchange_get_last_hop (exchange)), ==, "HTTP/2");
  g_assert_cmpuint (get_status (exchange), ==, 200);

  return exchange;
}

/* What nghttpd says that it received. */
static void
assert_nghttpd_saw (Fixture *fixture, const char *field)
{
  g_autofree char *path = rh_http_peer_dup_path (fixture->peer, "output");
  g_autofree char *output = NULL;

  g_assert_true (g_file_get_contents (path, &output, NULL, NULL));
  g_test_message ("%s", field);
  g_assert_nonnull (strstr (output, field));
}

static void
test_http2 (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (RhExchange) refused = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  if (fixture->peer == NULL)
    return;

  request = h2_request (fixture, "GET", "/index.html?a=%41");
  rh_headers_append_plain (rh_request_get_headers (request), "X-Mine", "me");
  trust (fixture, rh_text_peek (rh_request_get_url (request), NULL));
  exchange = send_h2 (fixture, request);
  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, "hello\n");
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), "certificate-trusted"));
  assert_nghttpd_saw (fixture, ":method: GET");
  assert_nghttpd_saw (fixture, ":path: /index.html?a=%41");
  assert_nghttpd_saw (fixture, "x-mine: me");

  rh_request_set_http1 (request, TRUE);
  refused = rh_wire_send (&fixture->wire, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RECEIVE);
}

static void
test_http2_post (Fixture *fixture, gconstpointer data)
{
  g_autofree char *text = g_strnfill (300 * 1024, 'x');
  const char *const texts[] = { "", "body", text };
  g_autoptr (RhRequest) request = NULL;

  if (fixture->peer == NULL)
    return;

  request = h2_request (fixture, "POST", "/");
  trust (fixture, rh_text_peek (rh_request_get_url (request), NULL));
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RhExchange) exchange = NULL;
      g_autofree char *body = NULL;

      rh_wire_set_body (request, texts[i], "text/plain");
      exchange = send_h2 (fixture, request);
      body = rh_wire_dup_body (exchange);
      g_assert_cmpstr (body, ==, texts[i]);
    }
  assert_nghttpd_saw (fixture, "content-length: 307200");
}

/* The same rules hold, and the same is told. */
static void
test_http2_client_certificate (Fixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autofree char *origin = NULL;
  g_autofree char *pem = NULL;
  g_autofree char *key = NULL;
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) nobody = NULL;
  g_autoptr (RhExchange) known = NULL;

  if (fixture->peer == NULL)
    return;

  url = dup_tls_url (fixture, "/");
  origin = rh_url_text_dup_origin (url);
  pem = rh_http_peer_dup_path (fixture->peer, "client.pem");
  key = rh_http_peer_dup_path (fixture->peer, "client.key");
  trust (fixture, url);
  request = rh_wire_request_to ("GET", url);
  rh_request_set_http1 (request, FALSE);
  nobody = send_h2 (fixture, request);
  assert_body_has (nobody, "NONE");
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (nobody), "client-certificate-wanted"));

  g_assert_true (rh_network_rules_set_client_certificate (fixture->rules, origin, pem, key, NULL));
  known = send_h2 (fixture, request);
  assert_body_has (known, "SUCCESS CN=rehearsal-client HTTP/2.0");
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (known), "client-certificate"));
}

static void
cancel_when_some_came_cb (RhHop *hop, gpointer cancellable)
{
  if (rh_hop_get_wire_size (hop) > 0)
    g_cancellable_cancel (cancellable);
}

/* 16 MB, whole and then not. */
static void
test_http2_large (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) whole = NULL;
  g_autoptr (RhExchange) part = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  request = h2_request (fixture, "GET", "/large.txt");
  trust (fixture, rh_text_peek (rh_request_get_url (request), NULL));
  whole = send_h2 (fixture, request);
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (whole)), ==, 16 * 1048576);

  part = rh_send_operation_start (fixture->wire.transport, request, cancellable,
                                  rh_test_take_result, &result);
  while (rh_exchange_get_last_hop (part) == NULL)
    g_main_context_iteration (NULL, TRUE);
  g_signal_connect (rh_exchange_get_last_hop (part), "progress",
                    G_CALLBACK (cancel_when_some_came_cb), cancellable);
  rh_test_wait (&result);
  g_assert_false (rh_send_operation_finish (part, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (part)), >, 0);
}

/* tinyproxy. What is meant for loopback goes past it, and 0.0.0.0 is not called so. */

/* @password: NULL: for nobody in particular. */
static void
use_proxy_of (Fixture *fixture, const char *scheme, const char *password)
{
  g_autofree char *uri
      = g_strdup_printf ("%s://127.0.0.1:%u", scheme, rh_http_peer_get_port (fixture->peer));
  g_autoptr (RhProxySettings) proxy = rh_proxy_settings_new (RH_PROXY_MANUAL);

  proxy->uri = g_steal_pointer (&uri);
  proxy->user = password == NULL ? NULL : g_strdup ("me");
  g_assert_true (rh_network_rules_set_proxy (fixture->rules, proxy, NULL));
  if (password != NULL)
    keep_pass_phrase (fixture, NULL, password);
}

static void
use_proxy (Fixture *fixture, const char *password)
{
  use_proxy_of (fixture, "http", password);
}

static RhExchange *
send_to (Fixture *fixture, RhWireServer *target, const char *scheme, GError **error)
{
  g_autofree char *url
      = g_strdup_printf ("%s://0.0.0.0:%u/", scheme, rh_wire_server_get_port (target));
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);

  /* a proxy is not passed by for the sake of HTTP/2 */
  rh_request_set_http1 (request, FALSE);

  return rh_wire_send (&fixture->wire, request, NULL, error);
}

static void
assert_nothing_of_the_proxy (RhWireServer *target)
{
  g_autofree char *request = rh_wire_server_dup_request (target, 0);

  g_assert_null (strstr (request, "Proxy-Authorization"));
  g_assert_null (strstr (request, "of-a-proxy"));
}

static void
test_proxy_plain (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, NULL);
  g_autoptr (RhExchange) wrong = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  use_proxy (fixture, "wrong");
  wrong = send_to (fixture, target, "http", &error);
  g_assert_no_error (error);
  g_assert_true (get_status (wrong) == 407 || get_status (wrong) == 401);
  g_assert_cmpuint (rh_wire_server_get_n_connections (target), ==, 0);

  use_proxy (fixture, "of-a-proxy");
  rh_wire_server_add_reply (target, RH_WIRE_OK, -1, RH_WIRE_CLOSE);
  exchange = send_to (fixture, target, "http", &error);
  g_assert_no_error (error);
  assert_body_has (exchange, "ok");
  assert_nothing_of_the_proxy (target);
}

static void
test_proxy_tunnel (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, NULL);
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, certificate);
  g_autofree char *url = g_strdup_printf ("https://0.0.0.0:%u/", rh_wire_server_get_port (target));
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  use_proxy (fixture, "of-a-proxy");
  trust (fixture, url);
  rh_wire_server_add_reply (target, RH_WIRE_OK, -1, RH_WIRE_CLOSE);
  exchange = send_to (fixture, target, "https", &error);
  g_assert_no_error (error);
  assert_body_has (exchange, "ok");
  assert_nothing_of_the_proxy (target);
}

/* microsocks */

/* Knows no name, and counts who asks. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;

  guint n_asked;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
lookup_async (GResolver *resolver,
              const char *name,
              GResolverNameLookupFlags flags,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  TEST_RESOLVER (resolver)->n_asked++;
  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "nobody is %s",
                           name);
}

static GList *
lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static void
test_socks (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  use_proxy_of (fixture, "socks5", strcmp (data, "microsocks") == 0 ? "of-a-proxy" : NULL);
  rh_wire_server_add_reply (target, RH_WIRE_OK, -1, RH_WIRE_CLOSE);
  exchange = send_to (fixture, target, "http", &error);
  g_assert_no_error (error);
  assert_body_has (exchange, "ok");
  assert_nothing_of_the_proxy (target);
}

/* How a request for a host that nobody knows ends through @scheme; nobody but the proxy asks. */
static void
send_to_nobody (Fixture *fixture, const char *scheme, const char *password, GError **error)
{
  g_autoptr (GResolver) old = g_resolver_get_default ();
  g_autoptr (TestResolver) resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://nobody.invalid/");
  g_autoptr (RhExchange) exchange = NULL;

  use_proxy_of (fixture, scheme, password);
  g_resolver_set_default (G_RESOLVER (resolver));
  exchange = rh_wire_send (&fixture->wire, request, NULL, error);
  g_resolver_set_default (old);
  g_assert_cmpuint (resolver->n_asked, ==, 0);
}

static void
test_socks_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  send_to_nobody (fixture, "socks5", NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY);
}

/* Which has an answer of its own for that. */
static void
test_proxy_names (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  send_to_nobody (fixture, "http", "of-a-proxy", &error);
  g_assert_no_error (error);
}

static void
test_socks_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, NULL);
  const char *const passwords[] = { "wrong", NULL };

  for (guint i = 0; fixture->peer != NULL && i < G_N_ELEMENTS (passwords); i++)
    {
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      use_proxy_of (fixture, "socks5", passwords[i]);
      exchange = send_to (fixture, target, "http", &error);
      g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY_AUTHENTICATION);
    }
  g_assert_cmpuint (rh_wire_server_get_n_connections (target), ==, 0);
}

/* stunnel before a tinyproxy */

static void
trust_authority (gboolean trusted)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "ca.pem", NULL);
  g_autoptr (GTlsDatabase) database = trusted ? g_tls_file_database_new (path, NULL) : NULL;

  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

static void
test_https_proxy (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, NULL);
  g_autoptr (RhExchange) wrong = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  trust_authority (TRUE);
  use_proxy_of (fixture, "https", "wrong");
  wrong = send_to (fixture, target, "http", &error);
  /* an older tinyproxy says 401, one of today 407 */
  g_assert_true (g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY)
                 || g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY_AUTHENTICATION));
  g_clear_error (&error);
  g_assert_cmpuint (rh_wire_server_get_n_connections (target), ==, 0);

  use_proxy_of (fixture, "https", "of-a-proxy");
  rh_wire_server_add_reply (target, RH_WIRE_OK, -1, RH_WIRE_CLOSE);
  exchange = send_to (fixture, target, "http", &error);
  trust_authority (FALSE);
  g_assert_no_error (error);
  assert_body_has (exchange, "ok");
  assert_nothing_of_the_proxy (target);
}

/* Nobody gets the password who did not prove to be the proxy, and it is the proxy who did not. */
static void
test_https_proxy_unknown (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) target = rh_wire_server_new ("0.0.0.0", 0, NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  use_proxy_of (fixture, "https", "of-a-proxy");
  exchange = send_to (fixture, target, "http", &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY);
  g_assert_cmpuint (rh_wire_server_get_n_connections (target), ==, 0);
}

/* httpbin */

static void
test_codings (Fixture *fixture, gconstpointer data)
{
  static const char *const codings[] = { "gzip", "deflate", "brotli" };

  for (guint i = 0; fixture->peer != NULL && i < G_N_ELEMENTS (codings); i++)
    {
      g_autofree char *target = g_strconcat ("/", codings[i], NULL);
      g_autoptr (RhExchange) exchange = get (fixture, target);

      g_assert_cmpuint (get_status (exchange), ==, 200);
      g_assert_nonnull (rh_headers_get (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)),
                                        "Content-Encoding"));
      assert_body_has (exchange, "\"method\": \"GET\"");
    }
}

static void
test_httpbin_redirects (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) three = NULL;
  g_autoptr (RhExchange) many = NULL;
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (GError) error = NULL;

  if (fixture->peer == NULL)
    return;

  three = get (fixture, "/absolute-redirect/3");
  g_assert_cmpuint (get_status (three), ==, 200);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (three)), ==, 4);

  request = request_at (fixture, "GET", "127.0.0.1", "/relative-redirect/11");
  many = rh_wire_send (&fixture->wire, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT_LIMIT);
}

/* Set on a redirect, sent to where it leads, and deleted by a date in the past. */
static void
test_httpbin_cookies (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) set = NULL;
  g_autoptr (RhExchange) deleted = NULL;

  if (fixture->peer == NULL)
    return;

  set = get (fixture, "/cookies/set?one=1&two=2");
  assert_body_has (set, "\"one\": \"1\"");
  assert_body_has (set, "\"two\": \"2\"");
  deleted = get (fixture, "/cookies/delete?one");
  g_assert_cmpuint (g_list_model_get_n_items (rh_cookie_jar_get_cookies (fixture->jar)), ==, 1);
  assert_body_has (deleted, "\"two\": \"2\"");
}

static void
test_httpbin_statuses (Fixture *fixture, gconstpointer data)
{
  static const guint statuses[] = { 200, 204, 304, 400, 401, 404, 418, 500, 503 };

  for (guint i = 0; fixture->peer != NULL && i < G_N_ELEMENTS (statuses); i++)
    {
      g_autofree char *target = g_strdup_printf ("/status/%u", statuses[i]);
      g_autoptr (RhExchange) exchange = get (fixture, target);

      g_assert_cmpuint (get_status (exchange), ==, statuses[i]);
    }
}

static void
test_httpbin_stream (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *body = NULL;

  if (fixture->peer == NULL)
    return;

  exchange = get (fixture, "/stream/20");
  body = rh_wire_dup_body (exchange);
  lines = g_strsplit (body, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 21);
}

static void
test_httpbin_post (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;

  if (fixture->peer == NULL)
    return;

  request = request_at (fixture, "POST", "127.0.0.1", "/post");
  rh_wire_set_body (request, "{\"a\":[1,2]}", "application/json");
  exchange = rh_wire_send (&fixture->wire, request, NULL, NULL);
  assert_body_has (exchange, "\"data\": \"{\\\"a\\\":[1,2]}\"");
}

/* The body goes out when the server says so. */
static void
test_httpbin_continue (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;

  if (fixture->peer == NULL)
    return;

  request = request_at (fixture, "POST", "127.0.0.1", "/post");
  rh_headers_append_plain (rh_request_get_headers (request), "Expect", "100-continue");
  rh_wire_set_body (request, "announced", "text/plain");
  exchange = rh_wire_send (&fixture->wire, request, NULL, NULL);
  assert_body_has (exchange, "\"data\": \"announced\"");
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), "informational:100"));
}

/* A request at @target with Digest for "ada". */
static RhRequest *
digest_request (Fixture *fixture, RhDigestMemory *memory, const char *target, const char *password)
{
  RhRequest *request = request_at (fixture, "GET", "127.0.0.1", target);
  g_autofree char *origin
      = rh_url_text_dup_origin (rh_text_peek (rh_request_get_url (request), NULL));
  g_autoptr (RhSecret) secret = rh_secret_new (password, -1);
  g_autoptr (RhDigestAuth) digest = rh_digest_auth_new (memory, origin, "ada", secret, NULL);

  rh_request_set_digest (request, digest);
  return request;
}

static RhExchange *
get_with_digest (Fixture *fixture, RhDigestMemory *memory, const char *target, const char *password)
{
  g_autoptr (RhRequest) request = digest_request (fixture, memory, target, password);
  g_autoptr (GError) error = NULL;
  RhExchange *exchange = rh_wire_send (&fixture->wire, request, NULL, &error);

  g_assert_no_error (error);
  return exchange;
}

static void
assert_n_hops (RhExchange *exchange, guint n)
{
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (exchange)), ==, n);
}

/* The server says who it was. */
static void
test_httpbin_digest (Fixture *fixture, gconstpointer data)
{
  static const char *const kinds[][2] = { { "auth", "MD5" },
                                          { "auth", "SHA-256" },
                                          { "auth-int", "MD5" },
                                          { "auth-int", "SHA-256" },
                                          { "auth,auth-int", "SHA-256" } };

  for (guint i = 0; fixture->peer != NULL && i < G_N_ELEMENTS (kinds); i++)
    {
      g_autoptr (RhDigestMemory) memory = rh_digest_memory_new ();
      g_autofree char *target
          = g_strdup_printf ("/digest-auth/%s/ada/p-w/%s", kinds[i][0], kinds[i][1]);
      g_autoptr (RhExchange) exchange = get_with_digest (fixture, memory, target, "p-w");

      g_test_message ("%s", target);
      g_assert_cmpuint (get_status (exchange), ==, 200);
      assert_n_hops (exchange, 2);
      assert_body_has (exchange, "\"authenticated\": true");
      assert_body_has (exchange, "\"user\": \"ada\"");
    }
}

static void
test_httpbin_digest_wrong (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhDigestMemory) memory = rh_digest_memory_new ();
  g_autoptr (RhExchange) exchange = NULL;

  if (fixture->peer == NULL)
    return;

  exchange = get_with_digest (fixture, memory, "/digest-auth/auth/ada/p-w/SHA-256", "wrong");
  g_assert_cmpuint (get_status (exchange), ==, 401);
  assert_n_hops (exchange, 2);
}

/* A nonce that is good for one answer: the server asks anew, and the next answer is to that. */
static void
test_httpbin_digest_stale (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhDigestMemory) memory = rh_digest_memory_new ();

  for (guint i = 0; fixture->peer != NULL && i < 3; i++)
    {
      g_autoptr (RhExchange) exchange
          = get_with_digest (fixture, memory, "/digest-auth/auth/ada/p-w/MD5/1", "p-w");

      g_assert_cmpuint (get_status (exchange), ==, 200);
      assert_body_has (exchange, "\"user\": \"ada\"");
    }
}

#define ADD(path, kind, test) g_test_add (path, Fixture, kind, set_up, test, tear_down)

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  ADD ("/peers/nginx/keep-alive", "nginx", test_keep_alive);
  ADD ("/peers/nginx/I7/chunked-gzip", "nginx", test_chunked_gzip);
  ADD ("/peers/nginx/I13/client-certificate", "nginx", test_client_certificate);
  ADD ("/peers/nghttpd/I14/http2", "nghttpd", test_http2);
  ADD ("/peers/nghttpd/I14/http2-post", "nghttpd", test_http2_post);
  ADD ("/peers/nginx/I13/http2-client-certificate", "nginx", test_http2_client_certificate);
  ADD ("/peers/nghttpd/I14/http2-large", "nghttpd", test_http2_large);
  ADD ("/peers/tinyproxy/I12/plain", "tinyproxy", test_proxy_plain);
  ADD ("/peers/tinyproxy/I12/tunnel", "tinyproxy", test_proxy_tunnel);
  ADD ("/peers/tinyproxy/I12/names", "tinyproxy", test_proxy_names);
  ADD ("/peers/microsocks/I12/password", "microsocks", test_socks);
  ADD ("/peers/microsocks/I12/open", "microsocks-open", test_socks);
  ADD ("/peers/microsocks/I12/refused", "microsocks", test_socks_refused);
  ADD ("/peers/microsocks/I12/names", "microsocks-open", test_socks_names);
  ADD ("/peers/stunnel/I12/https-proxy", "stunnel", test_https_proxy);
  ADD ("/peers/stunnel/I12/https-proxy-unknown", "stunnel", test_https_proxy_unknown);
  ADD ("/peers/httpbin/I5/codings", "httpbin", test_codings);
  ADD ("/peers/httpbin/I1/redirects", "httpbin", test_httpbin_redirects);
  ADD ("/peers/httpbin/I11/cookies", "httpbin", test_httpbin_cookies);
  ADD ("/peers/httpbin/statuses", "httpbin", test_httpbin_statuses);
  ADD ("/peers/httpbin/stream", "httpbin", test_httpbin_stream);
  ADD ("/peers/httpbin/post", "httpbin", test_httpbin_post);
  ADD ("/peers/httpbin/I16/digest", "httpbin", test_httpbin_digest);
  ADD ("/peers/httpbin/I16/digest-wrong", "httpbin", test_httpbin_digest_wrong);
  ADD ("/peers/httpbin/I16/digest-stale", "httpbin", test_httpbin_digest_stale);
  ADD ("/peers/httpbin/I8/continue", "httpbin", test_httpbin_continue);

  return g_test_run ();
}
