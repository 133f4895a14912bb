/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The loopback server: where it listens, what it hands over, when it ends. */
#include "config.h"

#include "http/rh-loopback-server.h"
#include "lib/rh-raw-client.h"
#include "lib/rh-test.h"

#include <errno.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#define MAX_CONNECTIONS 8

typedef struct
{
  RhLoopbackServer *server;
  guint16 port;
  guint gate_status;
  guint n_gate;
  guint n_handler;
  char *target; /* of the last message */
  char *body;
  gboolean close_in_handler;
  gboolean cut;
} Fixture;

static gboolean no_ipv6;

/* Stands in for a machine without IPv6. */
int
socket (int domain, int type, int protocol)
{
  if (no_ipv6 && domain == AF_INET6)
    {
      errno = EAFNOSUPPORT;
      return -1;
    }

  return syscall (SYS_socket, domain, type, protocol);
}

static guint
gate_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_gate++;

  return fixture->gate_status;
}

static void
handler_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  Fixture *fixture = user_data;
  g_autoptr (GBytes) body
      = soup_message_body_flatten (soup_server_message_get_request_body (message));

  fixture->n_handler++;
  g_free (fixture->target);
  fixture->target = g_strdup (rh_loopback_message_get_target (message));
  g_free (fixture->body);
  fixture->body = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));

  if (fixture->close_in_handler)
    {
      rh_loopback_server_close (server);
      return;
    }

  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "hello", 5);
  if (fixture->cut)
    rh_loopback_message_cut (message);
}

static const RhLoopbackLimits limits = {
  .max_connections = MAX_CONNECTIONS,
  .request_deadline_ms = 60 * 1000,
  .max_request_line = 1024,
  .max_headers = 2048,
  .max_body = 1024,
};

static void
setup (Fixture *fixture, gconstpointer host)
{
  g_autoptr (GError) error = NULL;

  fixture->server = rh_loopback_server_new (&limits, gate_cb, handler_cb, fixture);
  rh_loopback_server_listen (fixture->server, host, 0, &error);
  g_assert_no_error (error);
  fixture->port = rh_loopback_server_get_port (fixture->server);
  g_assert_cmpuint (fixture->port, !=, 0);
}

static void
teardown (Fixture *fixture, gconstpointer host)
{
  g_clear_object (&fixture->server);
  g_clear_pointer (&fixture->target, g_free);
  g_clear_pointer (&fixture->body, g_free);
  rh_test_drain ();
}

static char *
request_new (Fixture *fixture, const char *start, const char *rest)
{
  return g_strdup_printf ("%s HTTP/1.1\r\nHost: %s\r\n%s", start,
                          rh_loopback_server_get_authority (fixture->server), rest);
}

static char *
get (Fixture *fixture, const char *target)
{
  g_autofree char *start = g_strconcat ("GET ", target, NULL);
  g_autofree char *request = request_new (fixture, start, "\r\n");

  return rh_raw_exchange (fixture->port, request, -1);
}

static void
test_answers (Fixture *fixture, gconstpointer host)
{
  g_autofree char *answer = get (fixture, "/a?b");
  g_autofree char *connection = rh_raw_header (answer, "Connection");

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_cmpstr (rh_raw_body (answer), ==, "hello");
  g_assert_cmpstr (connection, ==, "close");
  g_assert_cmpuint (rh_loopback_server_get_n_connections (fixture->server), ==, 0);
}

static void
test_raw_target (Fixture *fixture, gconstpointer host)
{
  const char *targets[] = { "/%41/../b//c?d=%2F+%zz&e==", "//evil.example/x", "/?", "/a%00b" };

  for (guint i = 0; i < G_N_ELEMENTS (targets); i++)
    {
      g_autofree char *answer = get (fixture, targets[i]);

      g_assert_cmpuint (rh_raw_status (answer), ==, 200);
      g_assert_cmpstr (fixture->target, ==, targets[i]);
    }
}

static void
test_body (Fixture *fixture, gconstpointer host)
{
  g_autofree char *request = request_new (fixture, "POST /", "Content-Length: 7\r\n\r\nabc\ndef");
  g_autofree char *answer = rh_raw_exchange (fixture->port, request, -1);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_cmpstr (fixture->body, ==, "abc\ndef");
}

/* Answers are whole, whatever SoupServer would make of a Range. */
static void
test_range (Fixture *fixture, gconstpointer host)
{
  g_autofree char *request = request_new (fixture, "GET /", "Range: bytes=1-2\r\n\r\n");
  g_autofree char *answer = rh_raw_exchange (fixture->port, request, -1);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_cmpstr (rh_raw_body (answer), ==, "hello");
}

/* The body comes after the head was judged and handed over. */
static void
test_late_body (Fixture *fixture, gconstpointer host)
{
  g_autofree char *request = request_new (fixture, "POST /", "Content-Length: 7\r\n\r\na");
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", fixture->port);

  rh_raw_client_send (client, request, -1);
  while (fixture->n_gate == 0)
    g_main_context_iteration (NULL, TRUE);
  rh_test_drain ();
  g_assert_cmpuint (fixture->n_handler, ==, 0);

  rh_raw_client_send (client, "bc\n", 3);
  rh_test_drain ();
  rh_raw_client_send (client, "def", 3);
  g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (client)), ==, 200);
  g_assert_cmpstr (fixture->body, ==, "abc\ndef");
}

static void
test_expect_continue (Fixture *fixture, gconstpointer host)
{
  g_autofree char *request
      = request_new (fixture, "POST /", "Expect: 100-continue\r\nContent-Length: 2\r\n\r\n");
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", fixture->port);

  rh_raw_client_send (client, request, -1);
  g_assert_true (rh_raw_client_read_until (client, "100 Continue\r\n"));
  rh_raw_client_send (client, "ok", 2);
  g_assert_true (rh_raw_client_read_until (client, "hello"));
  g_assert_cmpstr (fixture->body, ==, "ok");
}

static void
test_gate_refuses (Fixture *fixture, gconstpointer host)
{
  g_autofree char *request
      = request_new (fixture, "POST /", "Expect: 100-continue\r\nContent-Length: 9\r\n\r\n");
  g_autofree char *answer = NULL;

  fixture->gate_status = 403;
  answer = rh_raw_exchange (fixture->port, request, -1);

  g_assert_cmpuint (rh_raw_status (answer), ==, 403);
  g_assert_cmpuint (fixture->n_gate, ==, 1);
  g_assert_cmpuint (fixture->n_handler, ==, 0);
}

static void
refused_cb (RhLoopbackServer *server, guint status, const char *target, gpointer user_data)
{
  GString *refused = user_data;

  g_string_append_printf (refused, "%u %s;", status, target == NULL ? "-" : target);
}

static void
test_refused_signal (Fixture *fixture, gconstpointer host)
{
  g_autoptr (GString) refused = g_string_new (NULL);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_signal_connect (fixture->server, "refused", G_CALLBACK (refused_cb), refused);
  first = rh_raw_exchange (fixture->port, "GET /x HTTP/1.1\r\nHost: evil\r\n\r\n", -1);
  second = rh_raw_exchange (fixture->port, "nonsense\r\n\r\n", -1);

  g_assert_cmpstr (refused->str, ==, "421 /x;400 -;");
  g_assert_cmpuint (fixture->n_gate, ==, 0);
}

static void
count_cb (RhLoopbackServer *server, gpointer user_data)
{
  guint *count = user_data;

  (*count)++;
}

static void
test_tls_hello (Fixture *fixture, gconstpointer host)
{
  guint count = 0;
  g_autofree char *answer = NULL;

  g_signal_connect (fixture->server, "tls-hello", G_CALLBACK (count_cb), &count);
  answer = rh_raw_exchange (fixture->port, "\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11);

  g_assert_cmpstr (answer, ==, "");
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpuint (rh_loopback_server_get_n_connections (fixture->server), ==, 0);
}

/* A pre-connected browser socket may talk late, and others are served meanwhile (peers.md 1.11). */
static void
test_idle_connection (Fixture *fixture, gconstpointer host)
{
  g_autoptr (RhRawClient) idle = rh_raw_client_connect ("127.0.0.1", fixture->port);
  g_autofree char *request = request_new (fixture, "GET /late", "\r\n");
  g_autofree char *answer = get (fixture, "/now");

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  rh_raw_client_send (idle, request, -1);
  g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (idle)), ==, 200);
  g_assert_cmpstr (fixture->target, ==, "/late");
}

static void
test_cut (Fixture *fixture, gconstpointer host)
{
  g_autofree char *answer = NULL;

  fixture->cut = TRUE;
  answer = get (fixture, "/");

  g_assert_cmpstr (answer, ==, "");
  rh_test_drain ();
  g_assert_cmpuint (rh_loopback_server_get_n_connections (fixture->server), ==, 0);
}

static void
test_both_families (Fixture *fixture, gconstpointer host)
{
  const char *addresses[] = { "127.0.0.1", "::1" };
  g_autofree char *authority = g_strdup_printf ("localhost:%u", fixture->port);
  g_autofree char *request = request_new (fixture, "GET /", "\r\n");

  g_assert_cmpstr (rh_loopback_server_get_authority (fixture->server), ==, authority);
  for (guint i = 0; i < G_N_ELEMENTS (addresses); i++)
    {
      g_autoptr (RhRawClient) client = rh_raw_client_connect (addresses[i], fixture->port);

      g_assert_nonnull (client);
      rh_raw_client_send (client, request, -1);
      g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (client)), ==, 200);
    }
}

static void
test_one_family (Fixture *fixture, gconstpointer host)
{
  gboolean v6 = host != NULL && g_str_equal (host, "[::1]");
  g_autofree char *authority = g_strdup_printf ("%s:%u", (const char *) host, fixture->port);

  g_assert_cmpstr (rh_loopback_server_get_authority (fixture->server), ==, authority);
  g_assert_null (rh_raw_client_connect (v6 ? "127.0.0.1" : "::1", fixture->port));
}

static GSocket *
occupy (GSocketFamily family, guint16 port)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  GSocket *taken = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (taken, address, FALSE, NULL));
  g_assert_true (g_socket_listen (taken, NULL));

  return taken;
}

static guint16
port_of (GSocket *taken)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (taken, NULL);

  return g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static void
assert_in_use (const char *host, guint16 port)
{
  g_autoptr (RhLoopbackServer) server = rh_loopback_server_new (&limits, NULL, handler_cb, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_loopback_server_listen (server, host, port, &error));
  g_assert_error (error, RH_LOOPBACK_ERROR, RH_LOOPBACK_ERROR_IN_USE);
}

static void
test_taken_v4 (void)
{
  g_autoptr (GSocket) taken = occupy (G_SOCKET_FAMILY_IPV4, 0);

  assert_in_use ("localhost", port_of (taken));
  assert_in_use ("127.0.0.1", port_of (taken));
}

/* E3: somebody sits on ::1 and waits for our code; then 127.0.0.1 is not enough. */
static void
test_taken_v6 (void)
{
  g_autoptr (GSocket) taken = occupy (G_SOCKET_FAMILY_IPV6, 0);
  g_autoptr (RhRawClient) half = NULL;

  assert_in_use ("localhost", port_of (taken));
  assert_in_use ("[::1]", port_of (taken));
  half = rh_raw_client_connect ("127.0.0.1", port_of (taken));
  g_assert_null (half);
}

static void
test_taken_by_wildcard (void)
{
  g_autoptr (GInetAddress) any = g_inet_address_new_any (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (any, 0);
  g_autoptr (GSocket) taken
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (taken, address, TRUE, NULL));
  g_assert_true (g_socket_listen (taken, NULL));
  assert_in_use ("localhost", port_of (taken));
}

static void
test_no_ipv6 (void)
{
  Fixture fixture = { 0 };
  g_autofree char *answer = NULL;

  no_ipv6 = TRUE;
  setup (&fixture, "localhost");
  no_ipv6 = FALSE;

  answer = get (&fixture, "/");
  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_null (rh_raw_client_connect ("::1", fixture.port));
  teardown (&fixture, NULL);
}

static void
test_only_loopback_hosts (void)
{
  const char *hosts[] = { "0.0.0.0", "::1", "[::]", "127.0.0.2", "LOCALHOST", "localhost.", "" };

  for (guint i = 0; i < G_N_ELEMENTS (hosts); i++)
    {
      g_autoptr (RhLoopbackServer) server
          = rh_loopback_server_new (&limits, NULL, handler_cb, NULL);
      g_autoptr (GError) error = NULL;

      g_assert_false (rh_loopback_server_listen (server, hosts[i], 0, &error));
      g_assert_error (error, RH_LOOPBACK_ERROR, RH_LOOPBACK_ERROR_ADDRESS);
    }
}

static void
test_close (Fixture *fixture, gconstpointer host)
{
  g_autoptr (RhRawClient) idle = rh_raw_client_connect ("127.0.0.1", fixture->port);
  g_autoptr (RhRawClient) halfway = rh_raw_client_connect ("::1", fixture->port);
  g_autofree char *request = request_new (fixture, "POST /", "Content-Length: 7\r\n\r\na");

  rh_raw_client_send (halfway, request, -1);
  while (rh_loopback_server_get_n_connections (fixture->server) < 2 || fixture->n_gate == 0)
    g_main_context_iteration (NULL, TRUE);

  rh_loopback_server_close (fixture->server);
  g_assert_cmpuint (rh_loopback_server_get_n_connections (fixture->server), ==, 0);
  g_assert_cmpstr (rh_raw_client_read_all (idle), ==, "");
  g_assert_cmpstr (rh_raw_client_read_all (halfway), ==, "");
  g_assert_null (rh_raw_client_connect ("127.0.0.1", fixture->port));
  g_assert_null (rh_raw_client_connect ("::1", fixture->port));
}

static void
test_close_in_handler (Fixture *fixture, gconstpointer host)
{
  g_autofree char *answer = NULL;

  fixture->close_in_handler = TRUE;
  answer = get (fixture, "/");

  g_assert_cmpstr (answer, ==, "");
  g_assert_cmpuint (fixture->n_handler, ==, 1);
  g_assert_null (rh_raw_client_connect ("127.0.0.1", fixture->port));
}

static void
test_listen_again (Fixture *fixture, gconstpointer host)
{
  g_autofree char *answer = NULL;
  g_autoptr (GError) error = NULL;

  answer = get (fixture, "/");
  rh_loopback_server_close (fixture->server);
  rh_loopback_server_listen (fixture->server, host, fixture->port, &error);

  g_assert_no_error (error);
  g_free (answer);
  answer = get (fixture, "/");
  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
}

static void
add (const char *path, const char *host, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, host, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  add ("/loopback-server/answers", "localhost", test_answers);
  add ("/loopback-server/raw-target", "localhost", test_raw_target);
  add ("/loopback-server/range", "localhost", test_range);
  add ("/loopback-server/body", "localhost", test_body);
  add ("/loopback-server/late-body", "localhost", test_late_body);
  add ("/loopback-server/expect-continue", "localhost", test_expect_continue);
  add ("/loopback-server/1.2/gate-refuses-before-the-body", "localhost", test_gate_refuses);
  add ("/loopback-server/refused-signal", "localhost", test_refused_signal);
  add ("/loopback-server/1.5/tls-hello", "localhost", test_tls_hello);
  add ("/loopback-server/peers-11/idle-connection", "localhost", test_idle_connection);
  add ("/loopback-server/cut", "localhost", test_cut);
  add ("/loopback-server/E3/both-families", "localhost", test_both_families);
  add ("/loopback-server/E3/v4-only", "127.0.0.1", test_one_family);
  add ("/loopback-server/E3/v6-only", "[::1]", test_one_family);
  g_test_add_func ("/loopback-server/E3/taken-v4", test_taken_v4);
  g_test_add_func ("/loopback-server/E3/taken-v6", test_taken_v6);
  g_test_add_func ("/loopback-server/E3/taken-by-wildcard", test_taken_by_wildcard);
  g_test_add_func ("/loopback-server/1.4/no-ipv6", test_no_ipv6);
  g_test_add_func ("/loopback-server/E4/only-loopback-hosts", test_only_loopback_hosts);
  add ("/loopback-server/E5/close", "localhost", test_close);
  add ("/loopback-server/E5/close-in-handler", "localhost", test_close_in_handler);
  add ("/loopback-server/listen-again", "localhost", test_listen_again);

  return g_test_run ();
}
