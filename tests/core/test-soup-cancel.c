/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cancelling at every moment, and the time-outs: the exchange ends, and its socket is closed. */
#include "config.h"

#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <libsoup/soup.h>
#include <string.h>

#define HALF "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"

typedef struct
{
  RhWireFixture *fixture;
  GCancellable *cancellable;
  GAsyncResult *result;
  RhExchange *exchange;
} Running;

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint count = 0;

  while (g_dir_read_name (dir) != NULL)
    count++;

  return count;
}

static gboolean G_GNUC_NORETURN
leaked_cb (gpointer user_data)
{
  g_error ("a descriptor is still open");
}

static void
wait_descriptors (guint count)
{
  guint timeout = g_timeout_add_seconds (90, leaked_cb, NULL);

  while (count_descriptors () > count)
    g_main_context_iteration (NULL, TRUE);

  g_source_remove (timeout);
}

/* A listening socket nobody accepts at. @full: not even the kernel, so a connection never comes. */
static GSocket *
listen_silently (gboolean full, GPtrArray *fillers, char **url)
{
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) bound = NULL;
  GSocket *socket
      = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

  g_assert_true (g_socket_bind (socket, wanted, TRUE, NULL));
  g_socket_set_listen_backlog (socket, full ? 0 : 10);
  g_assert_true (g_socket_listen (socket, NULL));
  bound = g_socket_get_local_address (socket, NULL);
  *url = g_strdup_printf ("http://127.0.0.1:%u/",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound)));

  for (guint i = 0; full && i < 3; i++)
    {
      GSocket *filler
          = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL);

      g_socket_set_blocking (filler, FALSE);
      g_socket_connect (filler, bound, NULL, NULL);
      g_ptr_array_add (fillers, filler);
    }

  return socket;
}

static void
start (Running *running, RhWireFixture *fixture, RhRequest *request)
{
  running->fixture = fixture;
  running->cancellable = g_cancellable_new ();
  running->exchange = rh_send_operation_start (fixture->transport, request, running->cancellable,
                                               rh_test_take_result, &running->result);
}

static void
finish (Running *running, GError **error)
{
  rh_test_wait (&running->result);
  g_assert_false (rh_send_operation_finish (running->exchange, running->result, error));
  rh_test_drain ();
  g_clear_object (&running->result);
  g_clear_object (&running->cancellable);
}

static void
cancel_and_finish (Running *running)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (running->cancellable);
  finish (running, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rh_exchange_get_state (running->exchange), ==, RH_EXCHANGE_STATE_CANCELLED);
}

static void
test_before (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_set_body (request, "body", NULL);
  g_cancellable_cancel (cancellable);
  exchange = rh_wire_send (fixture, request, cancellable, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (fixture->server), ==, 0);
}

static void
test_at_once (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, data, "/");
  Running running = { NULL };

  rh_wire_set_body (request, "body", NULL);
  start (&running, fixture, request);
  cancel_and_finish (&running);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (fixture->server), ==, 0);
  rh_wire_server_wait_open (fixture->server, 0);
  g_object_unref (running.exchange);
}

static void
test_connecting (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autoptr (GPtrArray) fillers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocket) socket = listen_silently (TRUE, fillers, &url);
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  guint n_descriptors = count_descriptors ();
  Running running = { NULL };

  start (&running, fixture, request);
  while (count_descriptors () == n_descriptors)
    g_main_context_iteration (NULL, TRUE);
  cancel_and_finish (&running);
  wait_descriptors (n_descriptors);
  g_assert_null (rh_exchange_get_spool (running.exchange));
  g_object_unref (running.exchange);
}

/* The server takes the connection and reads nothing, so the body stays half-way. */
static void
test_sending (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autoptr (GSocket) socket = listen_silently (FALSE, NULL, &url);
  g_autoptr (RhRequest) request = rh_wire_request_to ("PUT", url);
  g_autofree char *text = g_strnfill (32 * 1024 * 1024, 'x');
  guint n_descriptors = count_descriptors ();
  Running running = { NULL };

  rh_wire_set_body (request, text, NULL);
  start (&running, fixture, request);
  while (
      rh_headers_get_length (rh_hop_get_sent_headers (rh_exchange_get_last_hop (running.exchange)))
      == 0)
    g_main_context_iteration (NULL, TRUE);
  cancel_and_finish (&running);
  wait_descriptors (n_descriptors);
  g_object_unref (running.exchange);
}

static void
test_waiting (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  Running running = { NULL };

  rh_wire_reply (fixture, "", RH_WIRE_HOLD);
  start (&running, fixture, request);
  rh_wire_server_wait_requests (fixture->server, 1);
  cancel_and_finish (&running);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_null (rh_exchange_get_spool (running.exchange));
  g_object_unref (running.exchange);
}

static void
test_receiving (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  Running running = { NULL };
  const char *reply = data;
  goffset size = g_str_has_suffix (reply, "half") ? 4 : 0;

  rh_wire_reply (fixture, reply, RH_WIRE_HOLD);
  start (&running, fixture, request);
  while (rh_exchange_get_spool (running.exchange) == NULL
         || rh_spool_get_size (rh_exchange_get_spool (running.exchange)) < size)
    g_main_context_iteration (NULL, TRUE);
  cancel_and_finish (&running);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (running.exchange)), ==, size);
  g_assert_true (rh_spool_is_complete (rh_exchange_get_spool (running.exchange)));
  g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (running.exchange)), ==, 200);
  g_object_unref (running.exchange);
}

static void
cancel_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  g_cancellable_cancel (G_CANCELLABLE (user_data));
}

/* From inside a callback of the exchange itself. */
static void
test_in_head (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (GError) error = NULL;
  Running running = { NULL };

  rh_wire_reply (fixture, HALF, RH_WIRE_HOLD);
  start (&running, fixture, request);
  g_signal_connect (running.exchange, "notify::state", G_CALLBACK (cancel_cb), running.cancellable);
  finish (&running, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rh_wire_server_wait_open (fixture->server, 0);
  g_object_unref (running.exchange);
}

static void
test_second_hop (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  Running running = { NULL };

  rh_wire_reply (fixture, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_KEEP);
  rh_wire_reply (fixture, "", RH_WIRE_HOLD);
  start (&running, fixture, request);
  rh_wire_server_wait_requests (fixture->server, 2);
  cancel_and_finish (&running);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (running.exchange)), ==, 2);
  g_object_unref (running.exchange);
}

/* The body of a redirect never ends: nothing may be followed after the cancelling. */
static void
test_redirect_body (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  Running running = { NULL };

  rh_wire_reply (fixture, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 9\r\n\r\nhalf",
                 RH_WIRE_HOLD);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  start (&running, fixture, request);
  while (rh_hop_get_status (rh_exchange_get_last_hop (running.exchange)) == 0)
    g_main_context_iteration (NULL, TRUE);
  cancel_and_finish (&running);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
  g_object_unref (running.exchange);
}

/* What is over stays over. */
static void
test_after (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, cancellable, &error);
  g_assert_no_error (error);
  g_cancellable_cancel (cancellable);
  rh_test_drain ();
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_DONE);
  second = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 1);
}

/* --- At every moment of libsoup's ----------------------------------------------------------------
 * A critical ends the test: libsoup must let go of each message once. */

typedef struct
{
  const char *name;
  const char *reply;
  RhWireAfter after;
} Shape;

static const Shape shapes[] = {
  { "empty", "HTTP/1.1 204 No Content\r\n\r\n", RH_WIRE_KEEP },
  { "length", RH_WIRE_OK, RH_WIRE_KEEP },
  { "closed", "HTTP/1.1 200 OK\r\n\r\nok", RH_WIRE_CLOSE },
  { "reset", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nok", RH_WIRE_RESET },
  { "chunks", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
    RH_WIRE_KEEP },
  { "interim", "HTTP/1.1 103 Early Hints\r\n\r\n" RH_WIRE_OK, RH_WIRE_KEEP },
  { "misdirected", "HTTP/1.1 421 Misdirected Request\r\nContent-Length: 2\r\n\r\nok",
    RH_WIRE_KEEP },
  { "misdirected-held", "HTTP/1.1 421 Misdirected Request\r\nContent-Length: 9\r\n\r\nok",
    RH_WIRE_HOLD },
  { "nothing", "", RH_WIRE_CLOSE },
  { "no-http", "220 mail.example ESMTP\r\n", RH_WIRE_CLOSE },
  /* and the answer to the next request, too */
  { "twice", RH_WIRE_OK RH_WIRE_OK, RH_WIRE_KEEP },
};

static void
start_shape (Running *running, RhWireFixture *fixture, const Shape *shape, const char *method)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, method, "/");

  rh_wire_reply (fixture, shape->reply, shape->after);
  if (g_str_equal (method, "POST"))
    rh_wire_set_body (request, "body", NULL);
  start (running, fixture, request);
}

/* It ended, in one way or the other; cancelled if that was in time. */
static void
finish_shape (Running *running, gboolean in_time)
{
  g_autoptr (GError) error = NULL;

  rh_test_wait (&running->result);
  rh_send_operation_finish (running->exchange, running->result, &error);
  if (in_time)
    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  rh_test_drain ();
  g_clear_object (&running->result);
  g_clear_object (&running->cancellable);
  g_object_unref (running->exchange);
}

/* Turn by turn of the main loop, until it is over before that turn. */
static void
cancel_at_turns (RhWireFixture *fixture, const Shape *shape, const char *method)
{
  gboolean held = shape->after == RH_WIRE_HOLD;
  gboolean in_time = TRUE;

  for (guint turn = 0; in_time && !(held && turn > 20); turn++)
    {
      Running running = { NULL };

      start_shape (&running, fixture, shape, method);
      for (guint i = 0; i < turn && running.result == NULL; i++)
        g_main_context_iteration (NULL, !held);
      in_time = running.result == NULL;
      g_cancellable_cancel (running.cancellable);
      finish_shape (&running, in_time);
    }
}

static void
test_every_turn (RhWireFixture *fixture, gconstpointer data)
{
  cancel_at_turns (fixture, data, "GET");
  cancel_at_turns (fixture, data, "POST");
}

typedef struct
{
  GCancellable *cancellable;
  gboolean soon; /* as the very next thing, not within */
  gboolean reached;
} Within;

static gboolean
cancel_soon_cb (gpointer cancellable)
{
  g_cancellable_cancel (cancellable);
  return G_SOURCE_REMOVE;
}

static gboolean
within_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  Within *within = user_data;

  if (within->soon && !within->reached)
    g_idle_add_full (G_PRIORITY_HIGH, cancel_soon_cb, g_object_ref (within->cancellable),
                     g_object_unref);
  else if (!within->soon)
    g_cancellable_cancel (within->cancellable);
  within->reached = TRUE;
  return TRUE;
}

static void
cancel_at_signal (RhWireFixture *fixture, const Shape *shape, const char *signal, gboolean soon)
{
  guint id = g_signal_lookup (signal, SOUP_TYPE_MESSAGE);
  Within within = { NULL, soon, FALSE };
  Running running = { NULL };
  gulong hook;

  start_shape (&running, fixture, shape, "GET");
  within.cancellable = running.cancellable;
  hook = g_signal_add_emission_hook (id, 0, within_cb, &within, NULL);
  rh_test_wait (&running.result);
  g_signal_remove_emission_hook (id, hook);
  finish_shape (&running, FALSE);
}

/* From within each of its signals, and as the next thing after it; twice, for a connection that is
 * kept. */
static void
test_every_signal (RhWireFixture *fixture, gconstpointer data)
{
  static const char *const signals[]
      = { "network-event", "starting",          "wrote-headers", "wrote-body", "got-headers",
          "got-body-data", "got-informational", "restarted",     "finished" };
  const Shape *shape = data;
  guint n = shape->after == RH_WIRE_HOLD ? 5 : G_N_ELEMENTS (signals);

  for (guint i = 0; i < n; i++)
    for (guint again = 0; again < 2; again++)
      {
        cancel_at_signal (fixture, shape, signals[i], FALSE);
        cancel_at_signal (fixture, shape, signals[i], TRUE);
      }
}

/* libsoup has the answer already when it asks: it says so a turn later, and must not be cancelled
 * meanwhile. */
static void
test_answered_before (RhWireFixture *fixture, gconstpointer data)
{
  const Shape *twice = &shapes[G_N_ELEMENTS (shapes) - 1];
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, twice->reply, twice->after);
  first = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  cancel_at_signal (fixture, twice, "got-headers", TRUE);
}

static void
add_moments (const char *name, RhWireTest test)
{
  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cancel/I15/%s/%s", name, shapes[i].name);

      rh_wire_test_add_data (path, &shapes[i], test);
    }
}

static void
run_into (RhWireFixture *fixture, RhRequest *request, const RhTimeouts *timeouts, RhHttpError code)
{
  g_autoptr (GError) error = NULL;
  Running running = { NULL };

  rh_request_set_timeouts (request, timeouts);
  start (&running, fixture, request);
  finish (&running, &error);
  g_assert_error (error, RH_HTTP_ERROR, (gint) code);
  g_assert_cmpint (rh_exchange_get_state (running.exchange), ==, RH_EXCHANGE_STATE_FAILED);
  g_object_unref (running.exchange);
}

static void
test_connect_timeout (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *url = NULL;
  g_autoptr (GPtrArray) fillers = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GSocket) socket = listen_silently (TRUE, fillers, &url);
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  guint n_descriptors = count_descriptors ();

  run_into (fixture, request, &(RhTimeouts) { .connect = 20 }, RH_HTTP_ERROR_TIMEOUT_CONNECT);
  wait_descriptors (n_descriptors);
}

/* A handshake that is not answered is no connection either. */
static void
test_handshake_timeout (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *url
      = g_strdup_printf ("https://127.0.0.1:%u/", rh_wire_server_get_port (fixture->server));
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);

  rh_wire_reply (fixture, "", RH_WIRE_HOLD);
  run_into (fixture, request, &(RhTimeouts) { .connect = 50 }, RH_HTTP_ERROR_TIMEOUT_CONNECT);
  rh_wire_server_wait_open (fixture->server, 0);
}

static void
test_first_byte_timeout (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");

  rh_wire_reply (fixture, "", RH_WIRE_HOLD);
  run_into (fixture, request, &(RhTimeouts) { .first_byte = 20 }, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE);
  rh_wire_server_wait_open (fixture->server, 0);
}

/* The body was announced, and nobody asks for it: it does not go out, and the wait ends. */
static void
test_continue_timeout (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");

  rh_headers_append_plain (rh_request_get_headers (request), "Expect", "100-continue");
  rh_wire_set_body (request, "of-a-body", "text/plain");
  run_into (fixture, request, &(RhTimeouts) { .first_byte = 20 }, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 0);
}

/* The clock of the first byte stops with the head, however long the body takes. */
static void
test_total_timeout (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");

  rh_wire_reply (fixture, HALF, RH_WIRE_HOLD);
  run_into (fixture, request, &(RhTimeouts) { .first_byte = 2000, .total = 2200 },
            RH_HTTP_ERROR_TIMEOUT_TOTAL);
  rh_wire_server_wait_open (fixture->server, 0);
}

static void
test_total_timeout_over_hops (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");

  rh_wire_reply (fixture, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_KEEP);
  rh_wire_reply (fixture, "", RH_WIRE_HOLD);
  run_into (fixture, request, &(RhTimeouts) { .total = 50 }, RH_HTTP_ERROR_TIMEOUT_TOTAL);
  rh_wire_server_wait_open (fixture->server, 0);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  rh_wire_test_add ("/cancel/I15/before", test_before);
  rh_wire_test_add_data ("/cancel/I15/at-once/get", "GET", test_at_once);
  rh_wire_test_add_data ("/cancel/I15/at-once/post", "POST", test_at_once);
  rh_wire_test_add ("/cancel/I15/connecting", test_connecting);
  rh_wire_test_add ("/cancel/I15/sending", test_sending);
  rh_wire_test_add ("/cancel/I15/waiting", test_waiting);
  rh_wire_test_add_data ("/cancel/I15/after-head", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n",
                         test_receiving);
  rh_wire_test_add_data ("/cancel/I15/mid-body", HALF, test_receiving);
  rh_wire_test_add ("/cancel/I15/in-head", test_in_head);
  rh_wire_test_add ("/cancel/I15/second-hop", test_second_hop);
  rh_wire_test_add ("/cancel/I15/redirect-body", test_redirect_body);
  rh_wire_test_add ("/cancel/I15/after", test_after);
  rh_wire_test_add ("/cancel/I15/answered-before", test_answered_before);
  add_moments ("every-turn", test_every_turn);
  add_moments ("every-signal", test_every_signal);
  rh_wire_test_add ("/timeout/I15/connect", test_connect_timeout);
  rh_wire_test_add ("/timeout/I15/handshake", test_handshake_timeout);
  rh_wire_test_add ("/timeout/I15/first-byte", test_first_byte_timeout);
  rh_wire_test_add ("/timeout/I8/continue", test_continue_timeout);
  rh_wire_test_add ("/timeout/I15/total", test_total_timeout);
  rh_wire_test_add ("/timeout/I15/total-over-hops", test_total_timeout_over_hops);

  return g_test_run ();
}
