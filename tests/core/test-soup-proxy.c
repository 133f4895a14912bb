/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A proxy on this machine: it is not the end of the way, and its refusal is not the server's. */
#include "config.h"

#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <string.h>

#define TEST_TYPE_PROXIES (test_proxies_get_type ())
G_DECLARE_FINAL_TYPE (TestProxies, test_proxies, TEST, PROXIES, GObject)

/* The proxy of this process for every address that is asked about. */
struct _TestProxies
{
  GObject parent_instance;
};

static guint16 proxy_port;

static gboolean
is_supported (GProxyResolver *resolver)
{
  return TRUE;
}

static void
lookup_async (GProxyResolver *resolver,
              const char *uri,
              GCancellable *cancellable,
              GAsyncReadyCallback callback,
              gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);
  g_autofree char *proxy = g_strdup_printf ("http://127.0.0.1:%u", proxy_port);

  g_task_return_pointer (task, g_strsplit (proxy, ",", -1), (GDestroyNotify) g_strfreev);
}

static char **
lookup_finish (GProxyResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_proxies_iface_init (GProxyResolverInterface *iface)
{
  iface->is_supported = is_supported;
  iface->lookup_async = lookup_async;
  iface->lookup_finish = lookup_finish;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxies,
                               test_proxies,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      test_proxies_iface_init))

static void
test_proxies_class_init (TestProxiesClass *klass)
{
}

static void
test_proxies_init (TestProxies *self)
{
}

/* Behind a proxy on loopback is the rest of the world. */
static void
test_clear_text (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) plain = rh_wire_request_to ("GET", "http://192.0.2.1/");
  g_autoptr (RhRequest) secret = rh_wire_request_to ("GET", "http://192.0.2.1/");
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  gsize n_bytes;

  proxy_port = rh_wire_server_get_port (fixture->server);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_CLOSE);
  first = rh_wire_send (fixture, plain, NULL, &error);
  g_assert_no_error (error);
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_true (g_str_has_prefix (sent, "GET http://192.0.2.1/ HTTP/1.1\r\n"));

  n_bytes = rh_wire_server_get_n_bytes (fixture->server);
  rh_wire_add_secret (secret, "X-Key", "my-secret");
  second = rh_wire_send (fixture, secret, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CLEAR_TEXT);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (fixture->server), ==, n_bytes);
}

static void
test_refused (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "https://192.0.2.1/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  proxy_port = rh_wire_server_get_port (fixture->server);
  rh_wire_add_secret (request, "Authorization", "Bearer my-secret");
  rh_wire_reply (fixture,
                 "HTTP/1.1 407 Proxy Authentication Required\r\n"
                 "Proxy-Authenticate: Basic realm=\"p\"\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_CLOSE);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_PROXY_AUTHENTICATION);
  g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_true (g_str_has_prefix (sent, "CONNECT 192.0.2.1:443 HTTP/1.1\r\n"));
  g_assert_null (strstr (sent, "my-secret"));
}

/* What is meant for this machine does not pass by there. */
static void
test_loopback (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) proxy = rh_wire_server_new ("127.0.0.1", 0, NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  proxy_port = rh_wire_server_get_port (proxy);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rh_wire_server_get_n_connections (proxy), ==, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
}

/* The system's proxy is another one now: an open connection by way of the old one is not gone on
 * with, and one by a way that is still right is. */
static void
test_changed (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) proxy = rh_wire_server_new ("127.0.0.1", 0, NULL);

  proxy_port = rh_wire_server_get_port (fixture->server);
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://192.0.2.1/");
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      if (i == 2)
        proxy_port = rh_wire_server_get_port (proxy);
      rh_wire_server_add_reply (i == 2 ? proxy : fixture->server, RH_WIRE_OK, -1, RH_WIRE_KEEP);
      exchange = rh_wire_send (fixture, request, NULL, &error);
      g_assert_no_error (error);
    }

  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 2);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 1);
  g_assert_cmpuint (rh_wire_server_get_n_requests (proxy), ==, 1);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);
  g_setenv ("GIO_USE_PROXY_RESOLVER", "test", TRUE);
  g_io_extension_point_register (G_PROXY_RESOLVER_EXTENSION_POINT_NAME);
  g_io_extension_point_implement (G_PROXY_RESOLVER_EXTENSION_POINT_NAME, TEST_TYPE_PROXIES, "test",
                                  100);

  rh_wire_test_add ("/proxy/security-4.1/clear-text", test_clear_text);
  rh_wire_test_add ("/proxy/refused", test_refused);
  rh_wire_test_add ("/proxy/security-1.4/loopback", test_loopback);
  rh_wire_test_add ("/proxy/changed", test_changed);

  return g_test_run ();
}
