/* SPDX-License-Identifier: GPL-3.0-or-later */
/* TLS: who is trusted, what is kept of the handshake, and that a refusal sends nothing. */
#include "config.h"

#include "http/rh-soup-phase.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"
#include "secret/rh-memory-keyring.h"
#include "workspace/rh-network-rules.h"

#include <libsoup/soup.h>
#include <string.h>

static RhWireServer *
start_server (const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "tls", name, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);

  g_assert_no_error (error);

  return rh_wire_server_new ("127.0.0.1", 0, certificate);
}

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

static void
trust_machine (void)
{
  g_tls_backend_set_default_database (g_tls_backend_get_default (), NULL);
}

static RhRequest *
make_request (RhWireServer *server)
{
  g_autofree char *url
      = g_strdup_printf ("https://127.0.0.1:%u/", rh_wire_server_get_port (server));
  RhRequest *request = rh_wire_request_to ("GET", url);

  rh_wire_add_secret (request, "Authorization", "Bearer of-a-secret");

  return request;
}

static void
assert_refused (RhWireFixture *fixture, RhWireServer *server, GTlsCertificateFlags flags)
{
  g_autoptr (RhRequest) request = make_request (server);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  guint n_requests = rh_wire_server_get_n_requests (server);
  RhHop *hop;

  exchange = rh_wire_send (fixture, request, NULL, &error);
  hop = rh_exchange_get_last_hop (exchange);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_assert_nonnull (rh_hop_get_certificate (hop));
  g_assert_cmpuint (rh_hop_get_certificate_errors (hop), ==, flags);
  g_assert_nonnull (rh_hop_get_remote_address (hop));
  g_assert_cmpuint (rh_headers_get_length (rh_hop_get_sent_headers (hop)), ==, 0);
  rh_wire_server_wait_open (server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (server), ==, n_requests);
}

static void
test_trusted (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_server ("server.pem");
  g_autoptr (RhRequest) request = make_request (server);
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autoptr (GError) error = NULL;
  RhHop *hop;

  trust_test_authority ();
  rh_wire_server_add_reply (server, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  rh_wire_server_add_reply (server, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  first = rh_wire_send (fixture, request, NULL, &error);
  second = rh_wire_send (fixture, request, NULL, &error);
  trust_machine ();
  g_assert_no_error (error);
  g_assert_cmpuint (rh_wire_server_get_n_connections (server), ==, 1);

  hop = rh_exchange_get_last_hop (first);
  g_assert_cmpstr (rh_hop_get_tls_protocol (hop), ==, "TLS 1.3");
  g_assert_nonnull (rh_hop_get_tls_cipher (hop));
  g_assert_nonnull (rh_hop_get_certificate (hop));
  g_assert_cmpuint (rh_hop_get_certificate_errors (hop), ==, G_TLS_CERTIFICATE_NO_FLAGS);
  g_assert_cmpint (rh_hop_get_timing (hop)->tls, >, 0);
  g_assert_cmpint (rh_hop_get_timing (hop)->connect, >=, 0);

  /* On a connection that is reused they are known as well. */
  hop = rh_exchange_get_last_hop (second);
  g_assert_true (rh_hop_get_timing (hop)->reused);
  g_assert_cmpstr (rh_hop_get_tls_protocol (hop), ==, "TLS 1.3");
  g_assert_nonnull (rh_hop_get_certificate (hop));
}

static void
test_unknown_authority (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_server ("server.pem");

  assert_refused (fixture, server, G_TLS_CERTIFICATE_UNKNOWN_CA);
}

static void
test_wrong_host (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_server ("other-host.pem");

  trust_test_authority ();
  assert_refused (fixture, server, G_TLS_CERTIFICATE_BAD_IDENTITY);
  trust_machine ();
}

static void
test_expired (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) server = start_server ("expired.pem");

  trust_test_authority ();
  assert_refused (fixture, server, G_TLS_CERTIFICATE_EXPIRED);
  trust_machine ();
}

static gboolean
accept_cb (SoupMessage *message,
           GTlsCertificate *certificate,
           GTlsCertificateFlags errors,
           gpointer user_data)
{
  return TRUE;
}

static guint64
read_number (GDataInputStream *lines)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *line = NULL;

  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, rh_test_take_result,
                                       &result);
  rh_test_wait (&result);
  line = g_data_input_stream_read_line_finish (lines, result, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);

  return g_ascii_strtoull (line, NULL, 10);
}

static void
give_exception (const char *url)
{
  g_autoptr (SoupSession) session = soup_session_new ();
  g_autoptr (SoupMessage) message = soup_message_new ("GET", url);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (message, "accept-certificate", G_CALLBACK (accept_cb), NULL);
  soup_session_send_and_read_async (session, message, G_PRIORITY_DEFAULT, NULL, rh_test_take_result,
                                    &result);
  rh_test_wait (&result);
  bytes = soup_session_send_and_read_finish (session, result, &error);
  g_assert_no_error (error);
  soup_session_abort (session);
}

/* The user trusts the certificate for the API, and OAuth goes to the same origin: the session that
 * was agreed on for the one could be resumed by the other (security.md 4.3). */
static int
resume_with_rules (const char *url)
{
  g_autofree char *pem = g_strdup (g_getenv ("RH_TEST_PEM"));
  g_autofree char *origin = g_strndup (url, strlen (url) - 1);
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (pem, NULL);
  g_autoptr (GFile) folder = g_file_new_for_path (g_getenv ("RH_TEST_FOLDER"));
  g_autoptr (GFile) file = g_file_get_child (folder, "network.json");
  g_autoptr (RhKeyring) keyring = rh_memory_keyring_new ();
  g_autoptr (RhNetworkRules) rules = rh_network_rules_new (file, keyring);
  RhWireFixture api = { NULL, rh_soup_transport_new () };
  RhWireFixture oauth = { NULL, rh_soup_transport_new () };
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhExchange) trusted = NULL;
  g_autoptr (RhExchange) refused = NULL;
  g_autoptr (GError) error = NULL;

  rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (api.transport), RH_NETWORK_POLICY (rules),
                                FALSE);
  rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (oauth.transport), RH_NETWORK_POLICY (rules),
                                TRUE);
  g_assert_true (rh_network_rules_trust (rules, origin, certificate, NULL));
  trusted = rh_wire_send (&api, request, NULL, &error);
  g_assert_no_error (error);
  refused = rh_wire_send (&oauth, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_object_unref (api.transport);
  g_object_unref (oauth.transport);
  g_file_delete (file, NULL, NULL);

  return 0;
}

/* Somebody else in this process gives the server an exception. The next handshake resumes that
 * session and asks nobody, whoever makes it. TLS resumes nothing where g_test_init() was called, so
 * this runs in a process of its own. */
static int
resume (const char *url)
{
  RhWireFixture fixture = { NULL, rh_soup_transport_new () };
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  give_exception (url);
  exchange = rh_wire_send (&fixture, request, NULL, &error);
  g_object_unref (fixture.transport);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_assert_cmpuint (rh_hop_get_certificate_errors (rh_exchange_get_last_hop (exchange)), ==,
                    G_TLS_CERTIFICATE_UNKNOWN_CA);

  return 0;
}

/* How the process is called, and what it does between the two. */
typedef struct
{
  const char *program;
  const char *mode;
} Resuming;

static void
test_leaked_exception (gconstpointer data)
{
  const Resuming *resuming = data;
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "lib", "tls-server.py", NULL);
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GSubprocess) client = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *url = NULL;

  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                             "python3", script, pem, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  url = g_strdup_printf ("https://127.0.0.1:%" G_GUINT64_FORMAT "/", read_number (lines));

  g_setenv ("RH_TEST_PEM", pem, TRUE);
  g_setenv ("RH_TEST_FOLDER", g_get_user_state_dir (), TRUE);
  client = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, resuming->program, resuming->mode,
                             url, NULL);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (client, NULL, &error));
  g_assert_no_error (error);

  /* Bytes of the one that was trusted, and of ours. */
  g_assert_cmpuint (read_number (lines), >, 0);
  g_assert_cmpuint (read_number (lines), ==, 0);
  g_subprocess_force_exit (server);
}

/* In TLS 1.3 the handshake is over for us when the server says no: it may have read the request. */
static void
test_refused_after_the_handshake (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *script = g_test_build_filename (G_TEST_DIST, "lib", "tls-server.py", NULL);
  g_autofree char *pem = g_test_build_filename (G_TEST_DIST, "data", "tls", "server.pem", NULL);
  g_autofree char *ca = g_test_build_filename (G_TEST_DIST, "data", "tls", "ca.pem", NULL);
  g_autoptr (GSubprocess) server = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *url = NULL;
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  server = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error,
                             "python3", script, pem, ca, NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (server));
  url = g_strdup_printf ("https://127.0.0.1:%" G_GUINT64_FORMAT "/", read_number (lines));
  request = rh_wire_request_to ("GET", url);
  trust_test_authority ();
  exchange = rh_wire_send (fixture, request, NULL, &error);
  trust_machine ();
  g_subprocess_force_exit (server);

  g_assert_nonnull (error);
  g_assert_true (error->domain == RH_HTTP_ERROR);
  g_assert_true (error->code == RH_HTTP_ERROR_SEND || error->code == RH_HTTP_ERROR_RECEIVE);
  g_assert_true (
      rh_wire_has_note (rh_exchange_get_last_hop (exchange), "client-certificate-wanted"));
}

static void
test_errors_of_tls_by_phase (void)
{
  static const struct
  {
    RhSoupPhase phase;
    RhHttpError code;
  } rows[] = {
    { RH_SOUP_PHASE_CONNECT, RH_HTTP_ERROR_TLS },  { RH_SOUP_PHASE_PROXY, RH_HTTP_ERROR_PROXY },
    { RH_SOUP_PHASE_TLS, RH_HTTP_ERROR_TLS },      { RH_SOUP_PHASE_SEND, RH_HTTP_ERROR_SEND },
    { RH_SOUP_PHASE_WAIT, RH_HTTP_ERROR_RECEIVE }, { RH_SOUP_PHASE_BODY, RH_HTTP_ERROR_RECEIVE },
  };
  g_autoptr (GError) alert
      = g_error_new_literal (G_TLS_ERROR, G_TLS_ERROR_CERTIFICATE_REQUIRED, "alert");

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    g_assert_cmpint (rh_soup_phase_name_error (rows[i].phase, alert), ==, rows[i].code);
}

static gboolean
greet_cb (GSocketService *service,
          GSocketConnection *connection,
          GObject *source,
          gpointer user_data)
{
  GOutputStream *output = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_assert_true (g_output_stream_write_all (output, "220 ready\r\n", 11, NULL, NULL, NULL));

  return TRUE;
}

static void
test_no_tls_there (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GSocketService) service = g_socket_service_new ();
  guint port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, NULL);
  g_autofree char *url = g_strdup_printf ("https://127.0.0.1:%u/", port);
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  g_signal_connect (service, "incoming", G_CALLBACK (greet_cb), NULL);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS);
  g_assert_null (rh_hop_get_certificate (rh_exchange_get_last_hop (exchange)));
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

int
main (int argc, char *argv[])
{
  if (argc == 3 && g_str_equal (argv[1], "--resume"))
    return resume (argv[2]);

  if (argc == 3 && g_str_equal (argv[1], "--resume-with-rules"))
    return resume_with_rules (argv[2]);

  rh_test_init (&argc, &argv);

  rh_wire_test_add ("/tls/trusted", test_trusted);
  rh_wire_test_add ("/tls/unknown-authority", test_unknown_authority);
  rh_wire_test_add ("/tls/wrong-host", test_wrong_host);
  rh_wire_test_add ("/tls/expired", test_expired);
  g_test_add_data_func ("/tls/leaked-exception", &(Resuming) { argv[0], "--resume" },
                        test_leaked_exception);
  g_test_add_data_func ("/tls/security-4.3/rules-are-not-for-oauth",
                        &(Resuming) { argv[0], "--resume-with-rules" }, test_leaked_exception);
  rh_wire_test_add ("/tls/no-tls-there", test_no_tls_there);
  rh_wire_test_add ("/tls/refused-after-the-handshake", test_refused_after_the_handshake);
  g_test_add_func ("/tls/errors-of-tls-by-phase", test_errors_of_tls_by_phase);

  return g_test_run ();
}
