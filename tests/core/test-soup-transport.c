/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The transport and the send operation against a server of raw sockets. */
#include "config.h"

#include "http/rh-send-operation.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-server.h"

#include <string.h>

#define OK_REPLY "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"

typedef struct
{
  RhWireServer *server;
  RhTransport *transport;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->server = rh_wire_server_new ("127.0.0.1", 0, NULL);
  fixture->transport = rh_soup_transport_new ();
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_finalize_object (fixture->transport);
  rh_wire_server_free (fixture->server);
}

static void
reply (Fixture *fixture, const char *bytes, RhWireAfter after)
{
  rh_wire_server_add_reply (fixture->server, bytes, -1, after);
}

static RhRequest *
make_request (Fixture *fixture, const char *method, const char *host, const char *target)
{
  g_autofree char *url
      = g_strdup_printf ("http://%s:%u%s", host, rh_wire_server_get_port (fixture->server), target);
  g_autoptr (RhText) text = rh_text_new (url);

  return rh_request_new (method, text);
}

static RhExchange *
send_with (Fixture *fixture, RhRequest *request, GCancellable *cancellable, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  RhExchange *exchange = rh_send_operation_start (fixture->transport, request, cancellable,
                                                  rh_test_take_result, &result);

  rh_test_wait (&result);
  rh_send_operation_finish (exchange, result, error);

  return exchange;
}

static RhExchange *
send (Fixture *fixture, RhRequest *request, GError **error)
{
  return send_with (fixture, request, NULL, error);
}

static char *
dup_body (RhExchange *exchange)
{
  g_autoptr (GBytes) bytes = NULL;

  if (rh_exchange_get_spool (exchange) == NULL)
    return g_strdup ("(no spool)");

  bytes = rh_spool_dup_bytes (rh_exchange_get_spool (exchange), 1024 * 1024);

  return g_strndup (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
test_get (Fixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = make_request (fixture, "GET", "127.0.0.1", "/a?b=c");
  g_autoptr (GError) error = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autofree char *body = NULL;
  g_autofree char *sent = NULL;

  reply (fixture, OK_REPLY, RH_WIRE_KEEP);
  exchange = send (fixture, request, &error);
  g_assert_no_error (error);
  body = dup_body (exchange);
  g_assert_cmpstr (body, ==, "ok");
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_test_message ("%s", sent);
  g_assert_true (g_str_has_prefix (sent, "GET /a?b=c HTTP/1.1\r\n"));
}

static void
add (const char *path, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  add ("/transport/get", test_get);

  return g_test_run ();
}
