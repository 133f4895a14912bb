/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP/2 with a server that behaves as it is told: whatever it does, the hop ends, with the error
 * that fits and with what came. */
#include "config.h"

#include "http/rh-digest-auth.h"
#include "http/rh-hop-text.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"
#include "secret/rh-memory-keyring.h"
#include "text/rh-url.h"
#include "workspace/rh-network-rules.h"

#include <string.h>

typedef struct
{
  GSubprocess *process;
  GDataInputStream *lines;
  char *url;
} Server;

static char *
read_line (Server *server)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *line;

  g_data_input_stream_read_line_async (server->lines, G_PRIORITY_DEFAULT, NULL, rh_test_take_result,
                                       &result);
  rh_test_wait (&result);
  line = g_data_input_stream_read_line_finish (server->lines, result, NULL, &error);
  g_assert_no_error (error);

  return line;
}

static void
assert_line (Server *server, const char *expected)
{
  g_autofree char *line = read_line (server);

  g_assert_cmpstr (line, ==, expected);
}

static void
server_start (Server *server, const char *doing)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "lib", "h2-server.py", NULL);
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autofree char *port = NULL;

  server->process
      = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                          "python3", script, pem, doing, NULL);
  g_assert_no_error (error);
  server->lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server->process));
  port = read_line (server);
  server->url = g_strdup_printf ("https://127.0.0.1:%s/a?b=c", port);
}

static void
server_clear (Server *server)
{
  g_subprocess_force_exit (server->process);
  g_clear_object (&server->lines);
  g_clear_object (&server->process);
  g_clear_pointer (&server->url, g_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Server, server_clear)

/* What the machine's certificate store would do if the tests' authority were in it. */
static void
trust_test_authority (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", "ca.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsDatabase) database = g_tls_file_database_new (path, &error);

  g_assert_no_error (error);
  g_tls_backend_set_default_database (g_tls_backend_get_default (), database);
}

static RhRequest *
request_to (Server *server, const char *method)
{
  RhRequest *request = rh_wire_request_to (method, server->url);

  rh_request_set_http1 (request, FALSE);

  return request;
}

static guint
count_descriptors (void)
{
  g_autoptr (GDir) dir = g_dir_open ("/proc/self/fd", 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir) != NULL)
    n++;

  return n;
}

/* --- What comes of each doing ------------------------------------------------------------------
 */

typedef struct
{
  const char *doing;
  guint status;
  const char *body; /* NULL: there is none */
  gint error;       /* RhHttpError; -1: none */
  const char *note; /* NULL: none to look for */
} Doing;

static const Doing doings[] = {
  { "ok", 200, "ok", -1, NULL },
  { "empty", 204, "", -1, NULL },
  { "trailers", 200, "ok", -1, NULL },
  { "interim", 200, "ok", -1, "informational:103" },
  { "goes_away_politely", 200, "ok", -1, NULL },
  { "gzip", 200, "ok", -1, NULL },
  { "deflate", 200, "ok", -1, NULL },
  { "deflate_raw", 200, "ok", -1, NULL },
  { "gzip_absent", 200, "ok", -1, "coding-absent:gzip" },
  { "coding_unknown", 200, "ok", -1, "coding-kept:br" },
  { "gzip_cut", 200, NULL, RH_HTTP_ERROR_ENCODING, NULL },
  { "gzip_wrong", 200, NULL, RH_HTTP_ERROR_ENCODING, NULL },
  { "bomb", 200, NULL, RH_HTTP_ERROR_ENCODING, NULL },
  { "reset_head", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "refused", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "wants_http1", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "goes_away", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "goes_away_calm", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "dies_in_head", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "interim_for_ever", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "pings_for_ever", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "not_http2", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "pushes", 0, NULL, RH_HTTP_ERROR_RECEIVE, NULL },
  { "large_head", 0, NULL, RH_HTTP_ERROR_HEAD_TOO_LARGE, NULL },
  { "reset_body", 200, "half", RH_HTTP_ERROR_TRUNCATED, NULL },
  { "dies_in_body", 200, "half", RH_HTTP_ERROR_TRUNCATED, NULL },
  { "short", 200, "ok", RH_HTTP_ERROR_TRUNCATED, NULL },
  { "long", 200, NULL, RH_HTTP_ERROR_TRUNCATED, NULL },
};

static void
test_doing (RhWireFixture *fixture, gconstpointer data)
{
  const Doing *doing = data;
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  RhHop *hop;

  server_start (&server, doing->doing);
  request = request_to (&server, "GET");
  exchange = rh_wire_send (fixture, request, NULL, &error);
  hop = rh_exchange_get_last_hop (exchange);

  if (error != NULL)
    g_test_message ("%s", error->message);
  if (doing->error == -1)
    g_assert_no_error (error);
  else
    g_assert_error (error, RH_HTTP_ERROR, doing->error);
  g_assert_cmpuint (rh_hop_get_status (hop), ==, doing->status);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (exchange)), ==, 1);
  if (doing->status != 0)
    g_assert_cmpstr (rh_hop_get_http_version (hop), ==, "HTTP/2");
  if (doing->body != NULL)
    {
      g_autofree char *body = rh_wire_dup_body (exchange);

      g_assert_cmpstr (body, ==, doing->body);
    }
  if (doing->note != NULL)
    g_assert_true (rh_wire_has_note (hop, doing->note));
}

/* --- What is sent ------------------------------------------------------------------------------
 */

static void
test_sent (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;
  g_autofree char *received = NULL;
  const char *authority;

  server_start (&server, "ok");
  request = request_to (&server, "POST");
  rh_wire_set_body (request, "body", "text/plain");
  rh_wire_add_secret (request, "Authorization", "of-a-secret-nobody-knows");
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  assert_line (&server, "request");
  assert_line (&server, "data 4");
  assert_line (&server, "goaway 0");
  assert_line (&server, "closed");

  text = rh_hop_text_dup_request (rh_exchange_get_last_hop (exchange),
                                  rh_request_get_body (request));
  authority = strstr (server.url, "127");
  expected = g_strdup_printf (":method: POST\n:scheme: https\n:path: /a?b=c\n"
                              ":authority: %.*s\nauthorization: of-a… (24 characters)\n"
                              "accept-encoding: gzip, deflate\ncontent-type: text/plain\n"
                              "content-length: 4\n\nbody",
                              (int) strcspn (authority, "/"), authority);
  g_assert_cmpstr (text, ==, expected);

  received = rh_wire_dup_headers (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)));
  g_assert_cmpstr (received, ==,
                   "content-length: 2\r\nx-one: a\r\nset-cookie: a=1\r\nx-one: b\r\n");
  g_assert_cmpint (rh_hop_get_wire_size (rh_exchange_get_last_hop (exchange)), ==, 2);
}

static void
test_large_upload (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strnfill (4 * 1024 * 1024 + 1, 'x');

  server_start (&server, "ok");
  request = request_to (&server, "PUT");
  rh_wire_set_body (request, text, NULL);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  assert_line (&server, "request");
  assert_line (&server, "data 4194305");
}

static void
test_file_upload (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (GFileIOStream) stream = NULL;
  g_autoptr (GFile) file = g_file_new_tmp (NULL, &stream, NULL);
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  g_autoptr (RhBody) body = rh_body_new_file (file, NULL);
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (
      g_file_replace_contents (file, text, strlen (text), NULL, FALSE, 0, NULL, NULL, NULL));
  server_start (&server, data);
  request = request_to (&server, "PUT");
  rh_request_set_body (request, body);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_file_delete (file, NULL, NULL);

  if (strcmp (data, "ok") == 0)
    {
      g_assert_no_error (error);
      assert_line (&server, "request");
      assert_line (&server, "data 1048576");
    }
  else if (strcmp (data, "answers_upload_early") == 0)
    {
      g_assert_no_error (error);
      g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 413);
    }
  else
    g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_SEND);
}

/* --- Who is there ------------------------------------------------------------------------------
 */

static void
test_not_trusted (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  RhHop *hop;

  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
  server_start (&server, "ok");
  request = request_to (&server, "GET");
  exchange = rh_wire_send (fixture, request, NULL, &error);
  trust_test_authority ();

  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  hop = rh_exchange_get_last_hop (exchange);
  g_assert_nonnull (rh_hop_get_certificate (hop));
  g_assert_cmpint (rh_hop_get_certificate_errors (hop), ==, G_TLS_CERTIFICATE_UNKNOWN_CA);
  g_assert_cmpuint (rh_headers_get_length (rh_hop_get_sent_headers (hop)), ==, 0);
  assert_line (&server, "closed");
}

/* A server that speaks HTTP/1.1 alone is asked once. */
static void
test_not_spoken (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;

  server_start (&server, "http1");
  request = request_to (&server, "GET");
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      exchange = rh_wire_send (fixture, request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rh_hop_get_http_version (rh_exchange_get_last_hop (exchange)), ==,
                       "HTTP/1.1");
    }

  assert_line (&server, "closed");
  assert_line (&server, "GET /a?b=c HTTP/1.1");
  assert_line (&server, "closed");
  assert_line (&server, "GET /a?b=c HTTP/1.1");
}

static void
test_http1_only (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  const char *typed = data;

  server_start (&server, "ok");
  request = request_to (&server, "GET");
  if (typed == NULL)
    rh_request_set_http1 (request, TRUE);
  else
    rh_headers_append_plain (rh_request_get_headers (request), typed, "trailers");
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_hop_get_http_version (rh_exchange_get_last_hop (exchange)), ==, "HTTP/1.1");
  assert_line (&server, "GET /a?b=c HTTP/1.1");
}

/* Rules of the user's own; @trusted: with an exception for @server. */
static RhNetworkRules *
rules_new (Server *server, gboolean trusted)
{
  g_autoptr (GFile) file
      = g_file_new_build_filename (g_get_user_state_dir (), "network.json", NULL);
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autofree char *origin = rh_url_text_dup_origin (server->url);
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);
  RhNetworkRules *rules = rh_network_rules_new (file, keyring);

  if (trusted)
    g_assert_true (rh_network_rules_trust (rules, origin, certificate, NULL));
  else
    rh_network_rules_distrust (rules, origin, NULL);

  return rules;
}

/* A yes to a certificate holds for whatever is opened later in this process; here it is asked
 * about each time. @data: by which protocol it was said. */
static void
test_leaked_exception (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };

  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
  server_start (&server, "ok");
  for (guint i = 0; i < 4; i++)
    {
      gboolean trusted = i % 2 == 0;
      g_autoptr (RhNetworkRules) rules = rules_new (&server, trusted);
      g_autoptr (RhTransport) transport = rh_soup_transport_new ();
      RhWireFixture wire = { NULL, transport };
      g_autoptr (RhRequest) request = request_to (&server, "GET");
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (transport), RH_NETWORK_POLICY (rules),
                                    FALSE);
      rh_request_set_http1 (request, trusted && data != NULL);
      exchange = rh_wire_send (&wire, request, NULL, &error);
      if (!trusted)
        g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
      else
        {
          g_assert_no_error (error);
          assert_line (&server, data != NULL ? "GET /a?b=c HTTP/1.1" : "request");
          if (data == NULL)
            assert_line (&server, "goaway 0");
        }
      assert_line (&server, "closed");
    }
  trust_test_authority ();
}

/* What signs in never speaks HTTP/2, whatever it is asked for. */
static void
test_sign_in (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;

  server_start (&server, "ok");
  request = request_to (&server, "GET");
  rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (fixture->transport), NULL, TRUE);
  exchange = rh_wire_send (fixture, request, NULL, NULL);
  assert_line (&server, "GET /a?b=c HTTP/1.1");
}

static void
test_digest (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (RhDigestMemory) memory = rh_digest_memory_new ();
  g_autoptr (RhSecret) secret = rh_secret_new ("p-w", -1);
  g_autoptr (RhDigestAuth) digest = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *origin = NULL;

  server_start (&server, "asks_once");
  request = request_to (&server, "GET");
  origin = rh_url_text_dup_origin (server.url);
  digest = rh_digest_auth_new (memory, origin, "ada", secret, NULL);
  rh_request_set_digest (request, digest);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (exchange)), ==, 2);
  g_assert_cmpuint (rh_hop_get_status (rh_wire_nth_hop (exchange, 0)), ==, 401);
  g_assert_cmpuint (rh_hop_get_status (rh_wire_nth_hop (exchange, 1)), ==, 200);
  g_assert_true (rh_wire_has_note (rh_wire_nth_hop (exchange, 1), "digest-answered"));
  g_assert_cmpuint (
      rh_headers_count (rh_hop_get_sent_headers (rh_wire_nth_hop (exchange, 1)), "authorization"),
      ==, 1);
}

/* --- Time and will -----------------------------------------------------------------------------
 */

static void
test_redirect (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  server_start (&server, "redirects");
  request = request_to (&server, "GET");
  rh_request_set_redirects (request, TRUE, 2);
  exchange = rh_wire_send (fixture, request, NULL, &error);

  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT_CIRCLE);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (exchange)), ==, 2);
  g_assert_cmpstr (rh_hop_get_http_version (rh_wire_nth_hop (exchange, 1)), ==, "HTTP/2");
}

static void
test_no_answer_in_time (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  RhTimeouts timeouts = { .first_byte = 50 };

  server_start (&server, "silent");
  request = request_to (&server, "GET");
  rh_request_set_timeouts (request, &timeouts);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE);
}

typedef struct
{
  RhExchange *exchange;
  GCancellable *cancellable;
  GAsyncResult *result;
} Running;

static void
start (Running *running, RhWireFixture *fixture, RhRequest *request)
{
  running->cancellable = g_cancellable_new ();
  running->exchange = rh_send_operation_start (fixture->transport, request, running->cancellable,
                                               rh_test_take_result, &running->result);
}

static void
cancel_and_finish (Running *running)
{
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (running->cancellable);
  rh_test_wait (&running->result);
  g_assert_false (rh_send_operation_finish (running->exchange, running->result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpint (rh_exchange_get_state (running->exchange), ==, RH_EXCHANGE_STATE_CANCELLED);
  g_clear_object (&running->result);
  g_clear_object (&running->cancellable);
}

/* Fifty times: the server hears of it, and nothing is left here. */
static void
test_cancel (RhWireFixture *fixture, gconstpointer data)
{
  const char *doing = data;
  g_auto (Server) server = { NULL };
  guint n_descriptors = 0;

  server_start (&server, doing);
  for (guint i = 0; i < 50; i++)
    {
      g_autoptr (RhRequest) request = request_to (&server, "GET");
      Running running = { NULL };

      start (&running, fixture, request);
      assert_line (&server, "request");
      while (strcmp (doing, "stalls") == 0
             && (rh_exchange_get_spool (running.exchange) == NULL
                 || rh_spool_get_size (rh_exchange_get_spool (running.exchange)) < 4))
        g_main_context_iteration (NULL, TRUE);
      cancel_and_finish (&running);

      assert_line (&server, "reset 8");
      assert_line (&server, "closed");
      g_object_unref (running.exchange);
      rh_test_drain ();
      if (i == 0)
        n_descriptors = count_descriptors ();
    }
  g_assert_cmpuint (count_descriptors (), ==, n_descriptors);
}

/* The server takes nothing of the body after what it has promised to take. */
static void
test_cancel_upload (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autofree char *text = g_strnfill (1024 * 1024, 'x');
  Running running = { NULL };

  server_start (&server, "never_takes_upload");
  request = request_to (&server, "PUT");
  rh_wire_set_body (request, text, NULL);
  start (&running, fixture, request);
  while (rh_hop_get_bytes_sent (rh_exchange_get_last_hop (running.exchange)) < 65535)
    g_main_context_iteration (NULL, TRUE);
  cancel_and_finish (&running);
  g_object_unref (running.exchange);
}

/* Each has a connection of its own: one that is cancelled takes nothing from another. */
static void
test_side_by_side (RhWireFixture *fixture, gconstpointer data)
{
  g_auto (Server) server = { NULL };
  Running running[4] = { 0 };

  server_start (&server, "stalls");
  for (guint i = 0; i < G_N_ELEMENTS (running); i++)
    {
      g_autoptr (RhRequest) request = request_to (&server, "GET");

      start (&running[i], fixture, request);
    }
  for (guint i = 0; i < G_N_ELEMENTS (running); i++)
    {
      for (guint j = i; j < G_N_ELEMENTS (running); j++)
        while (rh_exchange_get_spool (running[j].exchange) == NULL)
          g_main_context_iteration (NULL, TRUE);
      cancel_and_finish (&running[i]);
      for (guint j = i + 1; j < G_N_ELEMENTS (running); j++)
        g_assert_cmpint (rh_exchange_get_state (running[j].exchange), ==,
                         RH_EXCHANGE_STATE_RECEIVING);
      g_object_unref (running[i].exchange);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  trust_test_authority ();

  for (guint i = 0; i < G_N_ELEMENTS (doings); i++)
    {
      g_autofree char *path = g_strdup_printf ("/h2/I14/doing/%s", doings[i].doing);

      rh_wire_test_add_data (path, &doings[i], test_doing);
    }
  rh_wire_test_add ("/h2/I14/sent", test_sent);
  rh_wire_test_add ("/h2/I14/upload/large", test_large_upload);
  rh_wire_test_add_data ("/h2/I14/upload/file", "ok", test_file_upload);
  rh_wire_test_add_data ("/h2/I14/upload/dies", "dies_in_upload", test_file_upload);
  rh_wire_test_add_data ("/h2/I14/upload/early", "answers_upload_early", test_file_upload);
  rh_wire_test_add ("/h2/4.3/not-trusted", test_not_trusted);
  rh_wire_test_add ("/h2/I14/not-spoken", test_not_spoken);
  rh_wire_test_add ("/h2/I14/http1-only", test_http1_only);
  rh_wire_test_add_data ("/h2/I14/cannot-say", "TE", test_http1_only);
  rh_wire_test_add ("/h2/4.3/leaked-exception", test_leaked_exception);
  rh_wire_test_add_data ("/h2/4.3/leaked-exception-of-http1", "", test_leaked_exception);
  rh_wire_test_add ("/h2/4.3/sign-in", test_sign_in);
  rh_wire_test_add ("/h2/I16/digest", test_digest);
  rh_wire_test_add ("/h2/I14/redirect", test_redirect);
  rh_wire_test_add ("/h2/I14/no-answer-in-time", test_no_answer_in_time);
  rh_wire_test_add_data ("/h2/I14/cancel/waiting", "silent", test_cancel);
  rh_wire_test_add_data ("/h2/I14/cancel/receiving", "stalls", test_cancel);
  rh_wire_test_add ("/h2/I14/cancel/upload", test_cancel_upload);
  rh_wire_test_add ("/h2/I14/side-by-side", test_side_by_side);

  return g_test_run ();
}
