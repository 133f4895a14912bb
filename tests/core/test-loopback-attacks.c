/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Attacks on the loopback server, over real sockets (security.md 1; standards.md E3 to E9). */
#include "config.h"

#include "http/rh-loopback-server.h"
#include "lib/rh-raw-client.h"
#include "lib/rh-test.h"

#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#define MAX_CONNECTIONS 8
#define CROWD 500
#define MEGABYTE (1024 * 1024)

typedef struct
{
  RhLoopbackServer *server;
  guint16 port;
  guint n_gate;
  guint n_handler;
  GPtrArray *paused; /* NULL: answer at once */
} Fixture;

static guint
gate_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_gate++;

  return 0;
}

static void
handler_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->n_handler++;
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "text/plain", SOUP_MEMORY_STATIC, "real", 4);
  if (fixture->paused != NULL)
    {
      soup_server_message_pause (message);
      g_ptr_array_add (fixture->paused, g_object_ref (message));
    }
}

static const RhLoopbackLimits patient = {
  .max_connections = MAX_CONNECTIONS,
  .request_deadline_ms = 3600 * 1000,
  .max_request_line = 16 * 1024,
  .max_headers = 32 * 1024,
  .max_body = 4096,
};

static const RhLoopbackLimits narrow = {
  .max_connections = 1,
  .request_deadline_ms = 3600 * 1000,
  .max_request_line = 16 * 1024,
  .max_headers = 32 * 1024,
  .max_body = 4096,
};

static const RhLoopbackLimits hurried = {
  .max_connections = MAX_CONNECTIONS,
  .request_deadline_ms = 300,
  .max_request_line = 16 * 1024,
  .max_headers = 32 * 1024,
  .max_body = 4096,
};

static const RhLoopbackLimits impatient = {
  .max_connections = MAX_CONNECTIONS,
  .request_deadline_ms = 1,
  .max_request_line = 16 * 1024,
  .max_headers = 32 * 1024,
  .max_body = 4096,
};

static void
setup (Fixture *fixture, gconstpointer limits)
{
  g_autoptr (GError) error = NULL;

  fixture->server = rh_loopback_server_new (limits, gate_cb, handler_cb, fixture);
  rh_loopback_server_listen (fixture->server, "localhost", 0, &error);
  g_assert_no_error (error);
  fixture->port = rh_loopback_server_get_port (fixture->server);
}

static void
teardown (Fixture *fixture, gconstpointer limits)
{
  g_clear_object (&fixture->server);
  rh_test_drain ();
}

static char *
real_request_new (Fixture *fixture)
{
  return g_strdup_printf ("GET / HTTP/1.1\r\nHost: localhost:%u\r\n\r\n", fixture->port);
}

static void
assert_real_request_passes (Fixture *fixture)
{
  g_autofree char *request = real_request_new (fixture);
  g_autofree char *answer = rh_raw_exchange (fixture->port, request, -1);

  g_assert_cmpuint (rh_raw_status (answer), ==, 200);
  g_assert_cmpstr (rh_raw_body (answer), ==, "real");
}

/* "PORT" in @request is the port. */
static void
assert_refused (Fixture *fixture, const char *request, guint status)
{
  g_autofree char *port = g_strdup_printf ("%u", fixture->port);
  g_auto (GStrv) parts = g_strsplit (request, "PORT", -1);
  g_autofree char *filled = g_strjoinv (port, parts);
  g_autofree char *answer = rh_raw_exchange (fixture->port, filled, -1);
  g_autofree char *connection = rh_raw_header (answer, "Connection");
  g_autofree char *cors = rh_raw_header (answer, "Access-Control-Allow-Origin");

  g_assert_cmpuint (rh_raw_status (answer), ==, status);
  g_assert_cmpstr (connection, ==, "close");
  g_assert_null (cors);
  g_assert_cmpuint (fixture->n_gate, ==, 0);
  g_assert_cmpuint (fixture->n_handler, ==, 0);
}

/* A page of evil.example whose name points here now. */
static void
test_dns_rebinding (Fixture *fixture, gconstpointer limits)
{
  assert_refused (
      fixture,
      "GET / HTTP/1.1\r\nHost: evil.example:PORT\r\nOrigin: http://evil.example:PORT\r\n\r\n", 421);
  assert_refused (fixture, "GET / HTTP/1.1\r\nHost: localhost.evil.example:PORT\r\n\r\n", 421);
  assert_refused (fixture, "GET / HTTP/1.1\r\nHost: 127.0.0.1:PORT\r\n\r\n", 421);
  assert_refused (fixture, "GET / HTTP/1.1\r\nHost: [::1]:PORT\r\n\r\n", 421);
  assert_refused (fixture, "GET / HTTP/1.1\r\nHost: localhost:1PORT\r\n\r\n", 421);
}

static void
test_host (Fixture *fixture, gconstpointer limits)
{
  assert_refused (fixture, "GET / HTTP/1.1\r\n\r\n", 400);
  assert_refused (fixture, "GET / HTTP/1.1\r\nHost: evil.example\r\nHost: localhost:PORT\r\n\r\n",
                  400);
  assert_refused (fixture, "GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: localhost:PORT\r\n\r\n",
                  400);
  assert_refused (fixture, "GET / HTTP/1.1\r\nHost: localhost:PORT/x\r\n\r\n", 421);
}

static void
test_forms (Fixture *fixture, gconstpointer limits)
{
  assert_refused (fixture, "GET http://localhost:PORT/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
                  400);
  assert_refused (fixture, "GET http://evil.example/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
                  400);
  assert_refused (fixture, "CONNECT localhost:22 HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400);
  assert_refused (fixture, "OPTIONS * HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 400);
  assert_refused (fixture, "GET / HTTP/1.0\r\nHost: localhost:PORT\r\n\r\n", 505);
  assert_refused (fixture, "GET / HTTP/1.0\r\n\r\n", 505);
  assert_refused (fixture, "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505);
  assert_refused (fixture, "GET /\r\n\r\n", 400);
}

static void
test_garbage (Fixture *fixture, gconstpointer limits)
{
  const char nul[] = "GET /\0x HTTP/1.1\r\nHost: localhost\r\n\r\n";
  g_autofree char *answer = rh_raw_exchange (fixture->port, nul, sizeof nul - 1);

  g_assert_cmpuint (rh_raw_status (answer), ==, 400);
  assert_refused (fixture, "\r\n\r\n\r\n", 400);
  assert_refused (fixture, "\xff\xfe\xfd\xfc", 400);
  assert_refused (fixture, "SSH-2.0-OpenSSH_9.9\r\n\r\n", 400);
  assert_refused (fixture, "GET / HTTP/1.1\nHost: localhost:PORT\n\n", 400);
  assert_real_request_passes (fixture);
}

/* Every single byte in each place of a request line: an answer or an end, never a pass unless it is
 * right, and the server lives on. */
static void
test_every_byte (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *request = real_request_new (fixture);
  const gsize places[] = { 0, 3, 4, 5, 12, 14, 15, 16, 20 };

  for (guint p = 0; p < G_N_ELEMENTS (places); p++)
    for (guint byte = 0; byte < 256; byte++)
      {
        g_autofree char *bent = g_memdup2 (request, strlen (request) + 1);
        g_autofree char *answer = NULL;
        gsize length = strlen (request);
        guint before = fixture->n_handler;

        bent[places[p]] = byte;
        answer = rh_raw_exchange (fixture->port, bent, length);
        if (fixture->n_handler != before)
          g_assert_cmpuint (rh_raw_status (answer), ==, 200);
        else
          g_assert_cmpuint (rh_raw_status (answer), !=, 200);
        if (places[p] == 5 && byte <= 0x20)
          g_assert_cmpuint (fixture->n_handler - before, ==, byte == ' ' ? 1 : 0);
      }

  assert_real_request_passes (fixture);
}

static glong
get_peak_kilobytes (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return usage.ru_maxrss;
}

/* SoupServer alone keeps all of this in memory before it looks at the Host. */
static void
flood (Fixture *fixture, const char *head, guint status)
{
  g_autofree char *megabyte = g_strnfill (MEGABYTE, 'x');
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", fixture->port);
  glong before = get_peak_kilobytes ();
  gsize taken = 0;

  rh_raw_client_send (client, head, -1);
  g_assert_true (rh_raw_client_read_until (client, "\r\n\r\n"));
  g_assert_cmpuint (rh_raw_status (client->received->str), ==, status);
  for (guint i = 0; i < 100; i++)
    {
      gsize sent = rh_raw_client_send (client, megabyte, MEGABYTE);

      taken += sent;
      if (sent < MEGABYTE)
        break;
    }

  /* The socket buffers, not the body. */
  g_assert_cmpuint (taken, <, 16 * MEGABYTE);
  g_assert_cmpint (get_peak_kilobytes () - before, <, 8 * 1024);
  g_assert_cmpuint (fixture->n_gate, ==, 0);
  assert_real_request_passes (fixture);
  fixture->n_gate = 0;
}

static void
test_huge_body (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *right = g_strdup_printf (
      "POST / HTTP/1.1\r\nHost: localhost:%u\r\nContent-Length: 104857600\r\n\r\n", fixture->port);
  g_autofree char *chunked = g_strdup_printf (
      "POST / HTTP/1.1\r\nHost: localhost:%u\r\nTransfer-Encoding: chunked\r\n\r\n", fixture->port);

  flood (fixture, "POST / HTTP/1.1\r\nHost: evil\r\nContent-Length: 104857600\r\n\r\n", 421);
  flood (fixture, "POST / HTTP/1.1\r\nHost: evil\r\nTransfer-Encoding: chunked\r\n\r\n", 421);
  flood (fixture, right, 413);
  flood (fixture, chunked, 411);
}

static void
test_endless_head (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *line = g_strnfill (64 * 1024, 'a');
  g_autofree char *long_target = g_strdup_printf ("GET /%s", line);
  g_autofree char *long_field = g_strdup_printf ("GET / HTTP/1.1\r\nA: %s", line);
  g_autoptr (GString) many = g_string_new ("GET / HTTP/1.1\r\n");

  for (guint i = 0; i < 16 * 1024; i++)
    g_string_append (many, "A: b\r\n");

  assert_refused (fixture, long_target, 414);
  assert_refused (fixture, long_field, 431);
  assert_refused (fixture, many->str, 431);
  assert_real_request_passes (fixture);
}

static void
test_byte_by_byte (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *request = g_strdup_printf (
      "POST / HTTP/1.1\r\nHost: localhost:%u\r\nContent-Length: 3\r\n\r\nabc", fixture->port);
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("::1", fixture->port);

  for (const char *c = request; *c != '\0'; c++)
    {
      g_assert_cmpuint (fixture->n_handler, ==, 0);
      rh_raw_client_send (client, c, 1);
      rh_test_drain ();
    }

  g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (client)), ==, 200);
  g_assert_cmpuint (fixture->n_handler, ==, 1);
}

/* Only the first request of a connection was judged: nothing behind it counts. */
static void
test_pipelining (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *request = real_request_new (fixture);
  g_autofree char *evil = g_strconcat (request, "GET / HTTP/1.1\r\nHost: evil\r\n\r\n", NULL);
  g_autofree char *twice = g_strconcat (request, request, NULL);
  g_autofree char *first = rh_raw_exchange (fixture->port, evil, -1);
  g_autofree char *second = rh_raw_exchange (fixture->port, twice, -1);

  g_assert_cmpuint (rh_raw_status (first), ==, 200);
  g_assert_true (g_str_has_suffix (second, "real"));
  g_assert_null (strstr (second + 1, "HTTP/1.1"));
  g_assert_cmpuint (fixture->n_handler, ==, 2);
}

/* A body that holds a request, in ways that two readers could take apart differently. */
static void
test_smuggling (Fixture *fixture, gconstpointer limits)
{
  assert_refused (fixture,
                  "POST / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 4\r\n"
                  "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET / HTTP/1.1\r\n\r\n",
                  400);
  assert_refused (fixture,
                  "POST / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 4\r\n"
                  "Content-Length: 0\r\n\r\nabcd",
                  400);
  assert_refused (fixture,
                  "POST / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length : 4\r\n\r\nabcd", 400);
  assert_refused (fixture,
                  "POST / HTTP/1.1\r\nHost: localhost:PORT\r\nX: a\r\n Content-Length: 4\r\n\r\n",
                  400);
  assert_refused (fixture, "POST / HTTP/1.1\r\nHost: localhost:PORT\r\nX: a\nHost: evil\r\n\r\n",
                  400);
}

/* Most of a crowd never speaks: it is dropped, the oldest first, and the real request passes. */
static void
test_silent_crowd (Fixture *fixture, gconstpointer limits)
{
  g_autoptr (GPtrArray) crowd
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_raw_client_free);
  g_autofree char *request = real_request_new (fixture);

  for (guint i = 0; i < CROWD; i++)
    {
      RhRawClient *client = rh_raw_client_connect (i % 2 == 0 ? "127.0.0.1" : "::1", fixture->port);

      g_assert_nonnull (client);
      g_ptr_array_add (crowd, client);
      if (i % 5 == 0)
        rh_raw_client_send (client, "GET / HT", -1);
      if (i % 100 == 50)
        rh_raw_client_send (client, request, -1);
      while (i % 16 == 0 && g_main_context_iteration (NULL, FALSE))
        g_assert_cmpuint (rh_loopback_server_get_n_connections (fixture->server), <=,
                          MAX_CONNECTIONS);
    }

  assert_real_request_passes (fixture);
  /* Those who did speak were answered, all of them, whatever came after them. */
  for (guint i = 50; i < CROWD; i += 100)
    {
      RhRawClient *client = g_ptr_array_index (crowd, i);

      if (i % 5 != 0)
        g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (client)), ==, 200);
    }
  g_assert_cmpuint (rh_loopback_server_get_n_connections (fixture->server), <=, MAX_CONNECTIONS);
  g_assert_true (rh_raw_client_poll (g_ptr_array_index (crowd, 0)));
}

/* All at once, the real one in the middle, before the server has looked at any. */
static void
test_crowd_at_once (Fixture *fixture, gconstpointer limits)
{
  g_autoptr (GPtrArray) crowd
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_raw_client_free);
  g_autofree char *request = real_request_new (fixture);

  for (guint i = 0; i < CROWD; i++)
    {
      RhRawClient *client = rh_raw_client_connect ("127.0.0.1", fixture->port);

      g_assert_nonnull (client);
      g_ptr_array_add (crowd, client);
      if (i == CROWD / 2)
        rh_raw_client_send (client, request, -1);
    }

  g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (g_ptr_array_index (crowd, CROWD / 2))),
                    ==, 200);
}

/* The newest is never refused, even when the others are halfway through a body. */
static void
test_full_of_bodies (Fixture *fixture, gconstpointer limits)
{
  g_autoptr (GPtrArray) crowd
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_raw_client_free);
  g_autofree char *head = g_strdup_printf (
      "POST / HTTP/1.1\r\nHost: localhost:%u\r\nContent-Length: 4000\r\n\r\nabc", fixture->port);

  for (guint i = 0; i < MAX_CONNECTIONS; i++)
    {
      RhRawClient *client = rh_raw_client_connect ("127.0.0.1", fixture->port);

      rh_raw_client_send (client, head, -1);
      g_ptr_array_add (crowd, client);
      while (fixture->n_gate <= i)
        g_main_context_iteration (NULL, TRUE);
    }

  assert_real_request_passes (fixture);
  g_assert_cmpstr (rh_raw_client_read_all (g_ptr_array_index (crowd, 0)), ==, "");
  rh_test_drain ();
  g_assert_cmpuint (rh_loopback_server_get_n_connections (fixture->server), ==,
                    MAX_CONNECTIONS - 1);
  g_assert_false (rh_raw_client_poll (g_ptr_array_index (crowd, MAX_CONNECTIONS - 1)));
}

/* Neither when all of them wait for their answers: then the oldest have to go. */
static void
test_full_of_answers (Fixture *fixture, gconstpointer limits)
{
  g_autoptr (GPtrArray) crowd
      = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_raw_client_free);
  g_autofree char *request = real_request_new (fixture);

  fixture->paused = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < MAX_CONNECTIONS + 2; i++)
    {
      g_ptr_array_add (crowd, rh_raw_client_connect ("127.0.0.1", fixture->port));
      rh_raw_client_send (g_ptr_array_index (crowd, i), request, -1);
    }
  while (fixture->n_handler < MAX_CONNECTIONS + 2)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpstr (rh_raw_client_read_all (g_ptr_array_index (crowd, 0)), ==, "");
  g_assert_cmpstr (rh_raw_client_read_all (g_ptr_array_index (crowd, 1)), ==, "");
  for (guint i = 0; i < fixture->paused->len; i++)
    soup_server_message_unpause (g_ptr_array_index (fixture->paused, i));
  for (guint i = 2; i < crowd->len; i++)
    g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (g_ptr_array_index (crowd, i))), ==,
                      200);
  g_clear_pointer (&fixture->paused, g_ptr_array_unref);
}

/* With room for one, and two at once: whoever has spoken is read before the next is let in. */
static void
test_not_taken_for_silent (Fixture *fixture, gconstpointer limits)
{
  const char *addresses[] = { "127.0.0.1", "::1" };
  g_autofree char *request = real_request_new (fixture);

  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RhRawClient) real = rh_raw_client_connect (addresses[i], fixture->port);
      g_autoptr (RhRawClient) silent = NULL;

      rh_raw_client_send (real, request, -1);
      silent = rh_raw_client_connect (addresses[1 - i], fixture->port);
      g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (real)), ==, 200);
    }
}

/* Nobody waits for a silent or a slow peer: at the head, in the head, in the body, after a refusal.
 */
static void
test_deadline (Fixture *fixture, gconstpointer limits)
{
  const char *starts[] = {
    "",
    "GET / HTTP/1.1\r\nHost:",
    "POST / HTTP/1.1\r\nHost: localhost:%u\r\nContent-Length: 9\r\n\r\nabc",
    "GET / HTTP/1.1\r\nHost: evil\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *port = g_strdup_printf ("%u", fixture->port);
      g_auto (GStrv) parts = g_strsplit (starts[i], "%u", -1);
      g_autofree char *start = g_strjoinv (port, parts);
      g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", fixture->port);

      rh_raw_client_send (client, start, -1);
      rh_raw_client_read_all (client);
      while (rh_loopback_server_get_n_connections (fixture->server) > 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (fixture->n_handler, ==, 0);
    }
}

static gboolean
set_cb (gpointer user_data)
{
  gboolean *done = user_data;

  *done = TRUE;

  return G_SOURCE_REMOVE;
}

/* The deadline is for the request: an answer may take longer. */
static void
test_late_answer (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *request = real_request_new (fixture);
  g_autoptr (RhRawClient) client = rh_raw_client_connect ("127.0.0.1", fixture->port);
  gboolean over = FALSE;

  fixture->paused = g_ptr_array_new_with_free_func (g_object_unref);
  rh_raw_client_send (client, request, -1);
  while (fixture->n_handler == 0)
    g_main_context_iteration (NULL, TRUE);
  g_timeout_add (hurried.request_deadline_ms + 50, set_cb, &over);
  rh_test_wait_until (&over);
  soup_server_message_unpause (g_ptr_array_index (fixture->paused, 0));

  g_assert_cmpuint (rh_raw_status (rh_raw_client_read_all (client)), ==, 200);
  g_clear_pointer (&fixture->paused, g_ptr_array_unref);
}

/* E4: what /proc says that this process listens at is loopback and nothing else. */
static void
assert_bound_to_loopback (const char *table, const char *loopback, guint16 port)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) lines = NULL;
  g_autofree char *wanted = g_strdup_printf (":%04X", port);
  guint n = 0;

  g_assert_true (g_file_get_contents (table, &text, NULL, NULL));
  lines = g_strsplit (text, "\n", -1);
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) columns = g_strsplit_set (g_strstrip (lines[i]), " ", 5);
      const char *colon = strrchr (columns[1], ':');

      /* 0A: listening */
      if (!g_str_equal (columns[3], "0A") || !g_str_equal (colon, wanted))
        continue;

      n++;
      g_assert_true (g_str_has_prefix (columns[1], loopback));
    }

  g_assert_cmpuint (n, ==, 1);
}

static void
test_loopback_only (Fixture *fixture, gconstpointer limits)
{
  assert_bound_to_loopback ("/proc/self/net/tcp", "0100007F:", fixture->port);
  assert_bound_to_loopback ("/proc/self/net/tcp6",
                            "00000000000000000000000001000000:", fixture->port);
}

static void
test_port_closed (Fixture *fixture, gconstpointer limits)
{
  assert_real_request_passes (fixture);
  g_clear_object (&fixture->server);

  g_assert_null (rh_raw_client_connect ("127.0.0.1", fixture->port));
  g_assert_null (rh_raw_client_connect ("::1", fixture->port));
}

/* A peer that is gone at once, at each stage. */
static void
test_hit_and_run (Fixture *fixture, gconstpointer limits)
{
  g_autofree char *request = real_request_new (fixture);

  for (gsize length = 0; length <= strlen (request); length++)
    {
      RhRawClient *client = rh_raw_client_connect ("127.0.0.1", fixture->port);

      rh_raw_client_send (client, request, length);
      rh_raw_client_free (client);
    }

  assert_real_request_passes (fixture);
  rh_test_drain ();
  while (rh_loopback_server_get_n_connections (fixture->server) > 0)
    g_main_context_iteration (NULL, TRUE);
}

static void
add (const char *path, const RhLoopbackLimits *limits, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, limits, setup, test, teardown);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  add ("/loopback-attacks/E7/dns-rebinding", &patient, test_dns_rebinding);
  add ("/loopback-attacks/E7/host", &patient, test_host);
  add ("/loopback-attacks/1.2/forms", &patient, test_forms);
  add ("/loopback-attacks/garbage", &patient, test_garbage);
  add ("/loopback-attacks/every-byte", &patient, test_every_byte);
  add ("/loopback-attacks/1.2/huge-body", &patient, test_huge_body);
  add ("/loopback-attacks/E9/endless-head", &patient, test_endless_head);
  add ("/loopback-attacks/byte-by-byte", &patient, test_byte_by_byte);
  add ("/loopback-attacks/pipelining", &patient, test_pipelining);
  add ("/loopback-attacks/smuggling", &patient, test_smuggling);
  add ("/loopback-attacks/1.3/silent-crowd", &patient, test_silent_crowd);
  add ("/loopback-attacks/1.3/crowd-at-once", &patient, test_crowd_at_once);
  add ("/loopback-attacks/1.3/full-of-bodies", &patient, test_full_of_bodies);
  add ("/loopback-attacks/1.3/full-of-answers", &patient, test_full_of_answers);
  add ("/loopback-attacks/1.3/not-taken-for-silent", &narrow, test_not_taken_for_silent);
  add ("/loopback-attacks/E9/deadline", &impatient, test_deadline);
  add ("/loopback-attacks/E9/late-answer", &hurried, test_late_answer);
  add ("/loopback-attacks/E4/loopback-only", &patient, test_loopback_only);
  add ("/loopback-attacks/E5/port-closed", &patient, test_port_closed);
  add ("/loopback-attacks/hit-and-run", &patient, test_hit_and_run);

  return g_test_run ();
}
