/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes out and what comes back when a request is sent: the transport and the send operation
 * against a server of raw sockets. */
#include "config.h"

#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <glib/gstdio.h>
#include <string.h>

static void
test_simple (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/a?b=c");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *address
      = g_strdup_printf ("127.0.0.1:%u", rh_wire_server_get_port (fixture->server));
  RhHop *hop;

  rh_wire_reply (fixture,
                 "HTTP/1.1 201 Made It\r\nContent-Type: Text/Plain; charset=utf-8\r\nX-Two: a\r\n"
                 "X-Two: b\r\nContent-Length: 2\r\n\r\nok",
                 RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);

  body = rh_wire_dup_body (exchange);
  hop = rh_exchange_get_last_hop (exchange);
  g_assert_cmpstr (body, ==, "ok");
  g_assert_cmpuint (rh_hop_get_status (hop), ==, 201);
  g_assert_cmpstr (rh_hop_get_reason (hop), ==, "Made It");
  g_assert_cmpstr (rh_hop_get_http_version (hop), ==, "HTTP/1.1");
  g_assert_cmpuint (rh_headers_count (rh_hop_get_headers (hop), "x-two"), ==, 2);
  g_assert_cmpstr (rh_hop_get_remote_address (hop), ==, address);
  g_assert_null (rh_hop_get_certificate (hop));
  g_assert_cmpint (rh_hop_get_wire_size (hop), ==, 2);
  g_assert_cmpstr (rh_hop_get_notes (hop)[0], ==, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (exchange)), ==, 1);
  g_free (body);
  body = rh_exchange_dup_media_type (exchange);
  g_assert_cmpstr (body, ==, "text/plain");
}

/* What the hop says was sent is what came in at the server, in its order. */
static void
test_sent_is_wire (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");
  RhHeaders *headers = rh_request_get_headers (request);
  g_autoptr (RhExchange) exchange = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *claimed = NULL;
  g_autofree char *expected = NULL;

  rh_headers_append_plain (headers, "x-zwei", "1");
  rh_headers_append_plain (headers, "accept", "text/*");
  rh_headers_append_plain (headers, "x-zwei", "2");
  rh_headers_append_plain (headers, "X-Empty", "");
  rh_headers_append_plain (headers, "X-Utf8", "h\xc3\xa4");
  rh_wire_set_body (request, "{}", "application/json");
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, NULL);

  sent = rh_wire_server_dup_request (fixture->server, 0);
  claimed = rh_wire_dup_headers (rh_hop_get_sent_headers (rh_exchange_get_last_hop (exchange)));
  expected = g_strdup_printf ("POST / HTTP/1.1\r\n%s\r\n{}", claimed);
  g_assert_cmpstr (sent, ==, expected);
  g_assert_nonnull (strstr (sent, "\r\nContent-Type: application/json\r\n"));
  g_assert_nonnull (strstr (sent, "\r\nContent-Length: 2\r\n"));
  g_assert_nonnull (strstr (sent, "\r\nx-zwei: 1\r\nx-zwei: 2\r\n"));
  g_assert_nonnull (strstr (sent, "\r\nX-Empty: \r\n"));
  g_assert_nonnull (strstr (sent, "\r\nX-Utf8: h\xc3\xa4\r\n"));
  g_assert_cmpint (rh_hop_get_sent_body_size (rh_exchange_get_last_hop (exchange)), ==, 2);
}

/* The spans of the request are in what was sent, so that it can be masked. */
static void
test_sent_keeps_spans (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (RhExchange) exchange = NULL;
  RhHeaders *sent;
  guint n_secret = 0;

  rh_headers_append_plain (rh_request_get_headers (request), "X-Key", "plain");
  rh_wire_add_secret (request, "x-key", "hidden-value");
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, NULL);

  sent = rh_hop_get_sent_headers (rh_exchange_get_last_hop (exchange));
  for (guint i = 0; i < rh_headers_get_length (sent); i++)
    if (rh_text_has_secret (rh_headers_nth_value (sent, i)))
      {
        g_assert_cmpstr (rh_text_peek (rh_headers_nth_value (sent, i), NULL), ==, "hidden-value");
        n_secret++;
      }
  g_assert_cmpuint (n_secret, ==, 1);
  g_assert_cmpuint (rh_headers_count (sent, "X-Key"), ==, 2);
}

static void
test_own_content_type (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "PATCH", "/");
  g_autoptr (RhExchange) exchange = NULL;
  RhHeaders *sent;

  rh_headers_append_plain (rh_request_get_headers (request), "content-type", "text/mine");
  rh_wire_set_body (request, "x", "text/other");
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, NULL);

  sent = rh_hop_get_sent_headers (rh_exchange_get_last_hop (exchange));
  g_assert_cmpuint (rh_headers_count (sent, "Content-Type"), ==, 1);
  g_assert_cmpstr (rh_headers_get (sent, "Content-Type"), ==, "text/mine");
}

static void
test_keep_alive (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  const RhTiming *timing;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_get (fixture, NULL);
  second = rh_wire_get (fixture, NULL);

  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 1);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 2);

  timing = rh_hop_get_timing (rh_exchange_get_last_hop (first));
  g_assert_false (timing->reused);
  g_assert_cmpint (timing->connect, >=, 0);
  g_assert_cmpint (timing->wait, >=, 0);
  g_assert_cmpint (timing->download, >=, 0);
  g_assert_cmpint (timing->total, >=, timing->connect + timing->wait);

  timing = rh_hop_get_timing (rh_exchange_get_last_hop (second));
  g_assert_true (timing->reused);
  g_assert_cmpint (timing->name_lookup, ==, 0);
  g_assert_cmpint (timing->connect, ==, 0);
  g_assert_cmpint (timing->tls, ==, 0);
}

/* A GET on a connection that died while it was idle is sent again, once, and shown. */
static void
test_replay_shown (RhWireFixture *fixture, gconstpointer data)
{
  const char *method = data;
  g_autoptr (RhRequest) request = rh_wire_request (fixture, method, "/thing");
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;
  g_autofree char *again = NULL;

  if (strcmp (method, "PUT") == 0)
    rh_wire_set_body (request, "the body", "text/plain");
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, "", RH_WIRE_CLOSE);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_get (fixture, NULL);
  second = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);

  sent = rh_wire_server_dup_request (fixture->server, 1);
  again = rh_wire_server_dup_request (fixture->server, 2);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 3);
  g_assert_cmpstr (sent, ==, again);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (second)), ==, 2);
  g_assert_cmpuint (rh_hop_get_status (rh_wire_nth_hop (second, 0)), ==, 0);
  g_assert_false (rh_wire_has_note (rh_wire_nth_hop (second, 0), "replay"));
  g_assert_true (rh_wire_has_note (rh_wire_nth_hop (second, 1), "replay"));
  g_assert_cmpuint (rh_hop_get_status (rh_wire_nth_hop (second, 1)), ==, 200);
}

/* Once: what dies twice is an error. */
static void
test_replay_once (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, "", RH_WIRE_CLOSE);
  rh_wire_reply (fixture, "", RH_WIRE_CLOSE);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_get (fixture, NULL);
  second = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RECEIVE);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 3);
}

/* An answer that has begun is an answer: nothing is sent again. */
static void
test_no_replay_after_first_byte (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf", RH_WIRE_CLOSE);
  first = rh_wire_get (fixture, NULL);
  second = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (second)), ==, 1);
}

/* libsoup alone sends a PUT again on a connection that was killed; the transport does not. */
static void
test_transport_sends_once (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, data, "/");
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhSpool) spool = NULL;
  g_autoptr (RhHop) hop = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, "", RH_WIRE_CLOSE);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_get (fixture, NULL);
  hop = rh_wire_send_hop (fixture, request, &spool, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RECEIVE);
  g_assert_null (spool);
  g_assert_true (rh_hop_get_timing (hop)->reused);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 2);
}

static void
test_post_takes_new_connection (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, data, "/");
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_get (fixture, NULL);
  second = rh_wire_send (fixture, request, NULL, NULL);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 2);
  g_assert_false (rh_hop_get_timing (rh_exchange_get_last_hop (second))->reused);
}

/* libsoup would send it again with an empty body. */
static void
test_misdirected_once (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, data, "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  rh_wire_set_body (request, "once", NULL);
  rh_wire_reply (fixture,
                 "HTTP/1.1 421 Misdirected Request\r\nX-Why: because\r\nContent-Length: 5\r\n\r\n"
                 "wrong",
                 RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);

  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, "wrong");
  g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 421);
  g_assert_cmpstr (
      rh_headers_get (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)), "X-Why"), ==,
      "because");
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
}

/* libsoup keeps the body of a 421 in memory. */
static void
test_misdirected_limited (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *bytes
      = g_strconcat ("HTTP/1.1 421 No\r\nContent-Length: 3145728\r\n\r\n", body, NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, bytes, RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TOO_LARGE);
}

/* No authentication of its own, and a body that streams. */
static void
test_unauthorized_streams (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RhExchange) exchange = NULL;

  rh_wire_reply (fixture,
                 "HTTP/1.1 401 Unauthorized\r\n"
                 "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", domain=\"http://[\"\r\n"
                 "WWW-Authenticate: Basic realm=\"r\"\r\n"
                 "Content-Length: 10\r\n\r\nhalf",
                 RH_WIRE_HOLD);
  exchange = rh_send_operation_start (fixture->transport, request, cancellable, rh_test_take_result,
                                      &result);
  while (rh_exchange_get_spool (exchange) == NULL
         || rh_spool_get_size (rh_exchange_get_spool (exchange)) < 4)
    g_main_context_iteration (NULL, TRUE);

  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_RECEIVING);
  g_assert_cmpuint (rh_headers_count (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)),
                                      "WWW-Authenticate"),
                    ==, 2);
  g_cancellable_cancel (cancellable);
  rh_test_wait (&result);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_follows (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/form");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;
  g_autofree char *second = NULL;

  rh_wire_set_body (request, "a=b", "text/plain");
  rh_wire_reply (fixture,
                 "HTTP/1.1 303 See Other\r\nLocation: /done?x#f\r\nContent-Length: 4\r\n\r\ngone",
                 RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);

  body = rh_wire_dup_body (exchange);
  second = rh_wire_server_dup_request (fixture->server, 1);
  g_assert_cmpstr (body, ==, "ok");
  g_assert_true (g_str_has_prefix (second, "GET /done?x HTTP/1.1\r\n"));
  g_assert_true (g_str_has_suffix (second, "\r\n\r\n"));
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (exchange)), ==, 2);
  g_assert_cmpuint (rh_hop_get_status (rh_wire_nth_hop (exchange, 0)), ==, 303);
  g_assert_true (rh_wire_has_note (rh_wire_nth_hop (exchange, 1), "method-changed"));
  g_assert_true (rh_wire_has_note (rh_wire_nth_hop (exchange, 1), "body-dropped"));
  g_assert_true (rh_hop_get_timing (rh_wire_nth_hop (exchange, 1))->reused);
}

/* The body of a redirect may be as long as it likes. */
static void
test_follows_past_body (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *long_body = g_strnfill (300 * 1024, 'x');
  g_autofree char *bytes = g_strconcat (
      "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 307200\r\n\r\n", long_body, NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, bytes, RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 200);
}

/* The answer that could not be followed is kept and shown. */
static void
test_bad_redirect_is_kept (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  rh_wire_reply (
      fixture,
      "HTTP/1.1 302 Found\r\nLocation: file:///etc/passwd\r\nContent-Length: 4\r\n\r\nhere",
      RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT);
  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, "here");
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_FAILED);
}

static void
test_redirects_off (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_request_set_redirects (request, FALSE, 10);
  rh_wire_reply (fixture, "HTTP/1.1 302 Found\r\nLocation: /b\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 302);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
}

static void
test_no_body_statuses (RhWireFixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *method;
    const char *reply;
    guint status;
  } cases[] = {
    { "HEAD", "HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", 200 },
    { "GET", "HTTP/1.1 204 No Content\r\n\r\n", 204 },
    { "GET", "HTTP/1.1 304 Not Modified\r\nContent-Length: 1000\r\n\r\n", 304 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request (fixture, cases[i].method, "/");
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      rh_wire_reply (fixture, cases[i].reply, RH_WIRE_KEEP);
      exchange = rh_wire_send (fixture, request, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==,
                        cases[i].status);
      g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (exchange)), ==, 0);
    }
}

static void
test_informational (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  RhHop *hop;

  rh_wire_reply (
      fixture,
      "HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n" RH_WIRE_OK,
      RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  hop = rh_exchange_get_last_hop (exchange);
  g_assert_cmpuint (rh_hop_get_status (hop), ==, 200);
  g_assert_cmpstr (rh_hop_get_notes (hop)[0], ==, "informational:102");
  g_assert_cmpstr (rh_hop_get_notes (hop)[1], ==, "informational:103");
  g_assert_null (rh_headers_get (rh_hop_get_headers (hop), "Link"));
}

static void
test_large_goes_to_disk (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *body = g_strnfill (3 * 1024 * 1024, 'x');
  g_autofree char *bytes
      = g_strconcat ("HTTP/1.1 200 OK\r\nContent-Length: 3145728\r\n\r\n", body, NULL);
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (RhExchange) in_memory = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, bytes, RH_WIRE_KEEP);
  rh_wire_reply (fixture, bytes, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (rh_spool_is_on_disk (rh_exchange_get_spool (exchange)));
  g_assert_true (rh_spool_is_complete (rh_exchange_get_spool (exchange)));
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (exchange)), ==, 3145728);

  rh_request_set_memory_only (request, TRUE);
  in_memory = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (rh_spool_is_on_disk (rh_exchange_get_spool (in_memory)));
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (in_memory)), ==, 3145728);
}

static void
test_file_body (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "PUT", "/");
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "body", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RhBody) body = rh_body_new_file (file, "application/octet-stream");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  g_assert_true (g_file_set_contents (path, "from a file", -1, NULL));
  rh_request_set_body (request, body);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_true (g_str_has_suffix (sent, "\r\n\r\nfrom a file"));
  g_assert_nonnull (strstr (sent, "\r\nContent-Length: 11\r\n"));
  g_unlink (path);
}

static void
test_chunked_body (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *sent = NULL;

  rh_headers_append_plain (rh_request_get_headers (request), "Transfer-Encoding", "chunked");
  rh_wire_set_body (request, "abc", NULL);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  sent = rh_wire_server_dup_request (fixture->server, 0);
  g_assert_true (g_str_has_suffix (sent, "\r\n\r\n3\r\nabc\r\n0\r\n\r\n"));
  g_assert_null (strstr (sent, "Content-Length"));
}

/* As many at once as are sent after a token has expired, and not the two that libsoup allows a host
 * by itself (design.md 9). */
static void
test_parallel (RhWireFixture *fixture, gconstpointer data)
{
  enum
  {
    N = 50
  };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  GAsyncResult *results[N] = { NULL };
  RhExchange *exchanges[N];

  for (guint i = 0; i < N; i++)
    {
      rh_wire_reply (fixture, "", RH_WIRE_HOLD);
      exchanges[i] = rh_send_operation_start (fixture->transport, request, cancellable,
                                              rh_test_take_result, &results[i]);
    }

  rh_wire_server_wait_requests (fixture->server, N);
  g_assert_cmpuint (rh_wire_server_get_n_open (fixture->server), ==, N);
  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < N; i++)
    {
      rh_test_wait (&results[i]);
      g_assert_cmpint (rh_exchange_get_state (exchanges[i]), ==, RH_EXCHANGE_STATE_CANCELLED);
      g_object_unref (results[i]);
      g_object_unref (exchanges[i]);
    }
  rh_wire_server_wait_open (fixture->server, 0);
}

typedef struct
{
  guint n_told;
  goffset last_sent;
  goffset last_received;
} Progress;

static void
progress_cb (RhHop *hop, gpointer user_data)
{
  Progress *progress = user_data;

  progress->n_told++;
  g_assert_cmpint (rh_hop_get_bytes_sent (hop), >=, progress->last_sent);
  g_assert_cmpint (rh_hop_get_wire_size (hop), >=, progress->last_received);
  progress->last_sent = rh_hop_get_bytes_sent (hop);
  progress->last_received = rh_hop_get_wire_size (hop);
}

/* What went out and what came is told as it does, at most once a turn of the main loop. */
static void
test_progress (RhWireFixture *fixture, gconstpointer data)
{
  const gsize size = 4 * 1024 * 1024;
  g_autofree char *text = g_strnfill (size, 'x');
  g_autofree char *reply = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s", size, text);
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  Progress progress = { 0 };
  RhHop *hop;

  rh_wire_set_body (request, text, "text/plain");
  rh_wire_reply (fixture, reply, RH_WIRE_KEEP);
  exchange
      = rh_send_operation_start (fixture->transport, request, NULL, rh_test_take_result, &result);
  hop = rh_exchange_get_last_hop (exchange);
  g_signal_connect (hop, "progress", G_CALLBACK (progress_cb), &progress);
  while (result == NULL)
    {
      guint before = progress.n_told;

      g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (progress.n_told, <=, before + 1);
    }
  rh_test_drain ();

  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_DONE);
  g_assert_cmpuint (progress.n_told, >, 2);
  g_assert_cmpint (progress.last_sent, ==, (goffset) size);
  g_assert_cmpint (progress.last_received, ==, (goffset) size);
  g_assert_cmpint (rh_hop_get_sent_body_size (hop), ==, (goffset) size);
}

static void
test_bad_request_sends_nothing (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GE T", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  exchange
      = rh_send_operation_start (fixture->transport, request, NULL, rh_test_take_result, &result);
  g_assert_null (result);
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_WAITING);
  rh_test_wait (&result);
  g_assert_false (rh_send_operation_finish (exchange, result, &error));
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_METHOD);
  g_assert_error (rh_exchange_get_error (exchange), RH_HTTP_ERROR, RH_HTTP_ERROR_METHOD);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 0);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  rh_wire_test_add ("/transport/simple", test_simple);
  rh_wire_test_add ("/transport/sent-is-wire", test_sent_is_wire);
  rh_wire_test_add ("/transport/sent-keeps-spans", test_sent_keeps_spans);
  rh_wire_test_add ("/transport/own-content-type", test_own_content_type);
  rh_wire_test_add ("/transport/keep-alive", test_keep_alive);
  rh_wire_test_add_data ("/transport/replay-shown/get", "GET", test_replay_shown);
  rh_wire_test_add_data ("/transport/replay-shown/put", "PUT", test_replay_shown);
  rh_wire_test_add ("/transport/replay-once", test_replay_once);
  rh_wire_test_add ("/transport/no-replay-after-first-byte", test_no_replay_after_first_byte);
  rh_wire_test_add_data ("/transport/sends-once/get", "GET", test_transport_sends_once);
  rh_wire_test_add_data ("/transport/sends-once/put", "PUT", test_transport_sends_once);
  rh_wire_test_add_data ("/transport/sends-once/delete", "DELETE", test_transport_sends_once);
  rh_wire_test_add_data ("/transport/takes-new-connection/post", "POST",
                         test_post_takes_new_connection);
  rh_wire_test_add_data ("/transport/takes-new-connection/patch", "PATCH",
                         test_post_takes_new_connection);
  rh_wire_test_add_data ("/transport/misdirected-once/post", "POST", test_misdirected_once);
  rh_wire_test_add_data ("/transport/misdirected-once/get", "GET", test_misdirected_once);
  rh_wire_test_add ("/transport/misdirected-limited", test_misdirected_limited);
  rh_wire_test_add ("/transport/unauthorized-streams", test_unauthorized_streams);
  rh_wire_test_add ("/transport/I1/follows", test_follows);
  rh_wire_test_add ("/transport/I1/follows-past-body", test_follows_past_body);
  rh_wire_test_add ("/transport/I1/off", test_redirects_off);
  rh_wire_test_add ("/transport/I4/bad-redirect-is-kept", test_bad_redirect_is_kept);
  rh_wire_test_add ("/transport/I7/no-body-statuses", test_no_body_statuses);
  rh_wire_test_add ("/transport/I7/informational", test_informational);
  rh_wire_test_add ("/transport/large-goes-to-disk", test_large_goes_to_disk);
  rh_wire_test_add ("/transport/file-body", test_file_body);
  rh_wire_test_add ("/transport/chunked-body", test_chunked_body);
  rh_wire_test_add ("/transport/parallel", test_parallel);
  rh_wire_test_add ("/transport/progress", test_progress);
  rh_wire_test_add ("/transport/bad-request-sends-nothing", test_bad_request_sends_nothing);

  return g_test_run ();
}
