/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request over keep-alive loopback: the engine against libcurl, in turns, at the same server.
 * Prints one line of JSON. Argument: requests a round. */
#include "config.h"

#include "http/rh-send-operation.h"
#include "http/rh-soup-transport.h"

#include <curl/curl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <signal.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <unistd.h>

#define ROUNDS 6 /* the first warms up */
#define DEFAULT_REQUESTS 1000
#define BAR 3.0
#define REPLY "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 17\r\n\r\n"
#define BODY "{\"hello\":\"world\"}"

static void
serve (int connection)
{
  static const char reply[] = REPLY BODY;
  char buffer[8192];
  size_t used = 0;
  ssize_t got;

  while ((got = read (connection, buffer + used, sizeof buffer - used - 1)) > 0)
    {
      used += (size_t) got;
      buffer[used] = '\0';
      if (strstr (buffer, "\r\n\r\n") == NULL)
        continue;
      used = 0;
      if (write (connection, reply, sizeof reply - 1) < 0)
        break;
    }
  _exit (0);
}

/* A process of its own, one more for each connection; they end with their parents. */
static void
run_server (int listener)
{
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  signal (SIGCHLD, SIG_IGN);

  for (;;)
    {
      int connection = accept (listener, NULL, NULL);
      int yes = 1;

      if (connection < 0)
        continue;
      setsockopt (connection, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
      if (fork () == 0)
        {
          prctl (PR_SET_PDEATHSIG, SIGKILL);
          serve (connection);
        }
      close (connection);
    }
}

/* Before GLib has threads. Returns the port. */
static guint16
start_server (void)
{
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr = { htonl (INADDR_LOOPBACK) } };
  socklen_t length = sizeof address;
  int listener = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  if (bind (listener, (struct sockaddr *) &address, sizeof address) != 0
      || listen (listener, 16) != 0
      || getsockname (listener, (struct sockaddr *) &address, &length) != 0)
    g_error ("cannot listen");

  if (fork () == 0)
    run_server (listener);
  close (listener);

  return ntohs (address.sin_port);
}

static void
done_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;
  gboolean *done = user_data;

  if (!rh_send_operation_finish (RH_EXCHANGE (source), result, &error))
    g_error ("%s", error->message);
  *done = TRUE;
}

static void
send_with_engine (RhTransport *transport, RhText *url)
{
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gboolean done = FALSE;

  exchange = rh_send_operation_start (transport, request, NULL, done_cb, &done);
  while (!done)
    g_main_context_iteration (NULL, TRUE);

  bytes = rh_spool_dup_bytes (rh_exchange_get_spool (exchange), 100);
  if (g_bytes_get_size (bytes) != strlen (BODY))
    g_error ("the engine got %" G_GSIZE_FORMAT " bytes", g_bytes_get_size (bytes));
}

static size_t
write_cb (char *bytes, size_t size, size_t count, void *user_data)
{
  g_byte_array_append (user_data, (const guint8 *) bytes, (guint) (size * count));

  return size * count;
}

static void
send_with_curl (CURL *curl)
{
  g_autoptr (GByteArray) body = g_byte_array_new ();

  curl_easy_setopt (curl, CURLOPT_WRITEDATA, body);
  if (curl_easy_perform (curl) != CURLE_OK || body->len != strlen (BODY))
    g_error ("libcurl failed");
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const gint64 *left = a;
  const gint64 *right = b;

  return (*left > *right) - (*left < *right);
}

/* The middle one: a stall of the machine does not count. */
static gint64
median (GArray *times)
{
  g_array_sort (times, compare);

  return g_array_index (times, gint64, times->len / 2);
}

int
main (int argc, char *argv[])
{
  guint n_requests = argc > 1 ? (guint) g_ascii_strtoull (argv[1], NULL, 10) : DEFAULT_REQUESTS;
  g_autofree char *address = g_strdup_printf ("http://127.0.0.1:%u/", start_server ());
  g_autoptr (RhText) url = rh_text_new (address);
  g_autoptr (RhTransport) transport = rh_soup_transport_new ();
  g_autoptr (GArray) engine = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GArray) peer = g_array_new (FALSE, FALSE, sizeof (gint64));
  CURL *curl = curl_easy_init ();
  gint64 engine_time;
  gint64 peer_time;

  curl_easy_setopt (curl, CURLOPT_URL, address);
  curl_easy_setopt (curl, CURLOPT_WRITEFUNCTION, write_cb);

  for (guint round = 0; round < ROUNDS; round++)
    for (guint i = 0; i < 2 * n_requests; i++)
      {
        gint64 before = g_get_monotonic_time ();
        gint64 spent;

        if (i < n_requests)
          send_with_engine (transport, url);
        else
          send_with_curl (curl);

        spent = g_get_monotonic_time () - before;
        if (round > 0)
          g_array_append_val (i < n_requests ? engine : peer, spent);
      }

  curl_easy_cleanup (curl);
  engine_time = median (engine);
  peer_time = median (peer);
  g_print ("{\"name\": \"http\", \"requests\": %u, \"engine_us\": %" G_GINT64_FORMAT
           ", \"libcurl_us\": %" G_GINT64_FORMAT ", \"ratio\": %.2f, \"bar\": %.2f}\n",
           engine->len, engine_time, peer_time, (double) engine_time / (double) peer_time, BAR);

  return 0;
}
