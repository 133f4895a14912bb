/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Answers that are not what they should be: no HTTP at all, chunks that are none, a coding that is
 * not there. What came is told, and nothing is lost without a word. */
#include "config.h"

#include "http/rh-answer-start.h"
#include "http/rh-trailers.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <string.h>

#define NO_ERROR (-1)
#define CHUNKED "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
#define X10 "xxxxxxxxxx"

/* --- The first bytes ---------------------------------------------------------------------------
 */

typedef struct
{
  const char *bytes;
  gsize length;
  RhAnswerKind kind;
  const char *shown;
} Start;

#define START(bytes, kind, shown) { bytes, sizeof bytes - 1, kind, shown }

static const Start starts[] = {
  START ("", RH_ANSWER_UNDECIDED, ""),
  START ("H", RH_ANSWER_UNDECIDED, "H"),
  START ("HTTP/", RH_ANSWER_HTTP, "HTTP/"),
  START ("HTTP/1.1 20", RH_ANSWER_HTTP, "HTTP/1.1 20"),
  START ("HTTP/1.0 200\r\n", RH_ANSWER_HTTP, "HTTP/1.0 200"),
  START ("HTTP/1.1 200 OK\r\nA: b", RH_ANSWER_HTTP, "HTTP/1.1 200 OK"),
  START ("\r\n\nHTTP/1.1 200 OK\r\n", RH_ANSWER_HTTP, "HTTP/1.1 200 OK"),
  START ("HTTP/1.1 2000 OK\r\n", RH_ANSWER_ODD, "HTTP/1.1 2000 OK"),
  START ("HTTP/1.1 abc\r\n", RH_ANSWER_ODD, "HTTP/1.1 abc"),
  START ("HTTP/9.9 200 OK\r\n", RH_ANSWER_ODD, "HTTP/9.9 200 OK"),
  START ("http/1.1 200 OK\r\n", RH_ANSWER_OTHER, "http/1.1 200 OK"),
  START ("SSH-2.0-x\r\nmore", RH_ANSWER_OTHER, "SSH-2.0-x"),
  START ("\x15", RH_ANSWER_UNDECIDED, "\\x15"),
  START ("\x15\x03\x03\0\x02\x02\x46", RH_ANSWER_TLS, "\\x15\\x03\\x03\\x00\\x02\\x02F"),
  START ("\x16\x03\x01", RH_ANSWER_TLS, "\\x16\\x03\\x01"),
  START ("\x15\x04", RH_ANSWER_OTHER, "\\x15\\x04"),
  START ("\0\0\x12\x04", RH_ANSWER_OTHER, "\\x00\\x00\\x12\\x04"),
  START ("\x1b[31m\\red\xc3\xa4", RH_ANSWER_OTHER, "\\x1b[31m\\x5cred\\xc3\\xa4"),
  START (X10 X10 X10 X10 X10 X10 X10, RH_ANSWER_OTHER, X10 X10 X10 X10 X10 X10 "xxxx"),
};

static void
test_starts (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *shown = rh_answer_start_dup_shown (starts[i].bytes, starts[i].length);

      g_assert_cmpstr (shown, ==, starts[i].shown);
      g_assert_cmpint (rh_answer_start_classify (starts[i].bytes, starts[i].length), ==,
                       starts[i].kind);
    }
}

/* --- Not HTTP ----------------------------------------------------------------------------------
 */

/* It speaks in the main loop of the test, so that its bytes come at no other time, and without
 * waiting for a request. */
typedef struct
{
  GSocketService *service;
  GPtrArray *connections;
  const char *bytes;
  gsize length;
  gboolean ends;
  char *url;
} Banner;

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  gboolean ends; /* else the connection stays as it is */
  int code;
  const char *shown; /* NULL: whatever libsoup says */
} Garble;

#define GARBLE(name, bytes, ends, code, shown) { name, bytes, sizeof bytes - 1, ends, code, shown }

static const Garble garbles[] = {
  GARBLE ("ssh", "SSH-2.0-x\r\n", FALSE, RH_HTTP_ERROR_NOT_HTTP, "SSH-2.0-x"),
  GARBLE ("smtp", "220 mail\r\n", FALSE, RH_HTTP_ERROR_NOT_HTTP, "220 mail"),
  GARBLE ("http-0.9", "<html>", TRUE, RH_HTTP_ERROR_NOT_HTTP, "<html>"),
  GARBLE ("binary", "\0\xff\0\r\n\r\n", TRUE, RH_HTTP_ERROR_NOT_HTTP, "\\x00\\xff\\x00"),
  GARBLE ("tls",
          "\x15\x03\x01\0\x02\x02\x46",
          FALSE,
          RH_HTTP_ERROR_TLS_WANTED,
          "\\x15\\x03\\x01\\x00\\x02\\x02F"),
  GARBLE ("version", "HTTP/9.9 200 OK\r\n\r\n", FALSE, RH_HTTP_ERROR_NOT_HTTP, "HTTP/9.9 200 OK"),
  GARBLE ("status", "HTTP/1.1 abc\r\n\r\n", FALSE, RH_HTTP_ERROR_NOT_HTTP, "HTTP/1.1 abc"),
  GARBLE ("half-a-word", "HTT", TRUE, RH_HTTP_ERROR_NOT_HTTP, "HTT"),
  GARBLE ("half-a-head", "HTTP/1.1 200 OK\r\nX-Ha", TRUE, RH_HTTP_ERROR_RECEIVE, NULL),
  GARBLE ("nothing", "", TRUE, RH_HTTP_ERROR_RECEIVE, NULL),
  GARBLE ("good", "HTTP/1.1 204 No Content\r\n\r\n", FALSE, NO_ERROR, NULL),
  GARBLE ("good-late", "\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n", FALSE, NO_ERROR, NULL),
};

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  Banner *banner = user_data;

  g_ptr_array_add (banner->connections, g_object_ref (connection));
  g_assert_true (
      g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)),
                                 banner->bytes, banner->length, NULL, NULL, NULL));
  if (banner->ends)
    g_socket_shutdown (g_socket_connection_get_socket (connection), FALSE, TRUE, NULL);

  return TRUE;
}

static void
start_banner (Banner *banner, const Garble *garble)
{
  guint16 port;

  banner->bytes = garble->bytes;
  banner->length = garble->length;
  banner->ends = garble->ends;
  banner->connections = g_ptr_array_new_with_free_func (g_object_unref);
  banner->service = g_socket_service_new ();
  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (banner->service), NULL, NULL);
  g_assert_cmpuint (port, >, 0);
  g_signal_connect (banner->service, "incoming", G_CALLBACK (incoming_cb), banner);
  banner->url = g_strdup_printf ("http://127.0.0.1:%u/", port);
}

static void
stop_banner (Banner *banner)
{
  g_socket_service_stop (banner->service);
  g_socket_listener_close (G_SOCKET_LISTENER (banner->service));
  g_object_unref (banner->service);
  g_ptr_array_unref (banner->connections);
  g_free (banner->url);
}

static void
test_not_http (RhWireFixture *fixture, gconstpointer data)
{
  const Garble *garble = data;
  Banner banner = { .url = NULL };
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  start_banner (&banner, garble);
  request = rh_wire_request_to ("POST", banner.url);
  rh_wire_set_body (request, "body", NULL);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  if (garble->code == NO_ERROR)
    g_assert_no_error (error);
  else
    g_assert_error (error, RH_HTTP_ERROR, garble->code);
  if (garble->shown != NULL)
    g_assert_cmpstr (error->message, ==, garble->shown);
  g_assert_cmpuint (banner.connections->len, ==, 1);
  stop_banner (&banner);
}

/* --- Chunks ------------------------------------------------------------------------------------
 */

typedef struct
{
  const char *name;
  const char *chunks;
  RhWireAfter after;
  int code;
  const char *kept;
} Chunks;

static const Chunks chunks[] = {
  { "extension", "4;a=b\r\nhalf\r\n0;last\r\n\r\n", RH_WIRE_KEEP, NO_ERROR, "half" },
  { "trailer", "4\r\nhalf\r\n0\r\nA: 1\r\n\r\n", RH_WIRE_KEEP, NO_ERROR, "half" },
  { "trailers", "4\r\nhalf\r\n0\r\nA: 1\r\nB: 2\r\n\r\n", RH_WIRE_KEEP, NO_ERROR, "half" },
  { "word", "4\r\nhalf\r\nzz\r\nmore\r\n0\r\n\r\n", RH_WIRE_KEEP, RH_HTTP_ERROR_TRUNCATED, "half" },
  { "negative", "4\r\nhalf\r\n-4\r\nmore\r\n0\r\n\r\n", RH_WIRE_KEEP, RH_HTTP_ERROR_TRUNCATED,
    "half" },
  { "2^63", "4\r\nhalf\r\n8000000000000000\r\nmore\r\n0\r\n\r\n", RH_WIRE_KEEP,
    RH_HTTP_ERROR_TRUNCATED, "half" },
  { "2^64", "4\r\nhalf\r\n10000000000000004\r\nmore\r\n0\r\n\r\n", RH_WIRE_KEEP,
    RH_HTTP_ERROR_TRUNCATED, "half" },
  { "at-once", "zz\r\nmore\r\n0\r\n\r\n", RH_WIRE_KEEP, RH_HTTP_ERROR_TRUNCATED, "" },
  { "larger", "4\r\nhalf\r\n9\r\nmore", RH_WIRE_CLOSE, RH_HTTP_ERROR_TRUNCATED, "halfmore" },
  { "huge", "7fffffffffffffff\r\nhalf", RH_WIRE_CLOSE, RH_HTTP_ERROR_TRUNCATED, "half" },
  { "no-last", "4\r\nhalf\r\n", RH_WIRE_CLOSE, RH_HTTP_ERROR_TRUNCATED, "half" },
  { "no-end", "4\r\nhalf\r\n0\r\n", RH_WIRE_CLOSE, RH_HTTP_ERROR_TRUNCATED, "half" },
};

static void
assert_body (RhExchange *exchange, const char *expected)
{
  g_autofree char *body = rh_wire_dup_body (exchange);

  g_assert_cmpstr (body, ==, expected);
}

/* What is behind the body is no answer to the next request. */
static void
test_chunks (RhWireFixture *fixture, gconstpointer data)
{
  const Chunks *sent = data;
  g_autofree char *reply = g_strconcat (CHUNKED, sent->chunks, NULL);
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (RhExchange) next = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, reply, sent->after);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  if (sent->code == NO_ERROR)
    g_assert_no_error (error);
  else
    g_assert_error (error, RH_HTTP_ERROR, sent->code);
  assert_body (exchange, sent->kept);

  g_clear_error (&error);
  next = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  assert_body (next, "ok");
}

/* A body where none belongs is none of the answer, in whatever shape. */
static void
test_no_body (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "HEAD", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, CHUNKED "zz\r\nhalf\r\n0\r\n\r\n", RH_WIRE_CLOSE);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_no_error (error);
  assert_body (exchange, "");
}

/* Some read it, and some do not: as long as nothing is missing without a word. */
static void
test_line_feeds (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, CHUNKED "4\nhalf\n0\n\n", RH_WIRE_CLOSE);
  exchange = rh_wire_get (fixture, &error);
  if (error == NULL)
    assert_body (exchange, "half");
  else
    g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED);
}

static void
test_trailers (void)
{
  static const char *const good[] = {
    "", "\r\n", "\n", "A: 1\r\n\r\n", "A: 1\r\nB:\r\n\r\n", "A: 1\r\nB", "A: 1\r\n", "\r", "x"
  };
  static const char *const bad[]
      = { "0\r\n\r\n",           "\r\nA: 1\r\n\r\n", ": 1\r\n", "A: 1\r\nmore\r\n",
          "HTTP/1.1 200 OK\r\n", "a b: 1\r\n",       "\r\n\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (rh_trailers_may_be (good[i], strlen (good[i])));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rh_trailers_may_be (bad[i], strlen (bad[i])));
  g_assert_false (rh_trailers_may_be ("A\0: 1\r\n", 7));
}

/* --- Codings -----------------------------------------------------------------------------------
 */

#define PLAIN_CHUNKS "\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nplain\r\n0\r\n\r\n"
#define PLAIN_LENGTH "\r\nContent-Length: 5\r\n\r\nplain"

/* The coding, and the rest of the answer. */
static const char *const absent[][2] = {
  { "gzip", PLAIN_LENGTH }, { "gzip", PLAIN_CHUNKS },    { "x-gzip", PLAIN_LENGTH },
  { "GZip", PLAIN_LENGTH }, { "deflate", PLAIN_LENGTH }, { "gzip, deflate", PLAIN_LENGTH },
};

static void
test_absent_coding (RhWireFixture *fixture, gconstpointer data)
{
  for (guint i = 0; i < G_N_ELEMENTS (absent); i++)
    {
      g_autofree char *reply = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Encoding: %s%s",
                                                absent[i][0], absent[i][1]);
      g_autofree char *note = g_strdup_printf ("coding-absent:%s", absent[i][0]);
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      rh_wire_reply (fixture, reply, RH_WIRE_KEEP);
      exchange = rh_wire_get (fixture, &error);
      g_assert_no_error (error);
      assert_body (exchange, "plain");
      g_test_message ("%s", note);
      g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), note));
    }
}

/* Nothing at all is in every coding. */
static void
test_empty_coding (RhWireFixture *fixture, gconstpointer data)
{
  static const char *const replies[] = {
    "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 0\r\n\r\n",
    "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "HTTP/1.1 304 Not Modified\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n",
  };

  for (guint i = 0; i < G_N_ELEMENTS (replies); i++)
    {
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      rh_wire_reply (fixture, replies[i], RH_WIRE_KEEP);
      exchange = rh_wire_get (fixture, &error);
      g_assert_no_error (error);
      g_assert_cmpstr (rh_hop_get_notes (rh_exchange_get_last_hop (exchange))[0], ==, NULL);
    }
}

typedef struct
{
  const char *name;
  const char *coding;
  const char *bytes;
  gsize length;
  const char *kept;
} Packed;

/* "ok", without what belongs behind it; and what is no brotli. */
static const Packed damaged[] = {
  { "gzip", "gzip", "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xcb\xcf\x06\x00", 14, "ok" },
  { "deflate", "deflate", "\x78\x9c\xcb\xcf\x06\x00", 6, "ok" },
  { "brotli", "br", "\x8b\x00\x80\x6f\x6b", 5, "ok" },
  { "no-brotli", "br", "plain", 5, "" },
};

/* The answer is whole, and what is packed in it is not: with the length said before, and in a
 * chunk. */
static void
test_damaged_coding (RhWireFixture *fixture, gconstpointer data)
{
  const Packed *packed = data;

  for (guint chunked = 0; chunked < 2; chunked++)
    {
      g_autoptr (GString) reply = g_string_new (NULL);
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      g_string_append_printf (reply, "HTTP/1.1 200 OK\r\nContent-Encoding: %s\r\n", packed->coding);
      if (chunked)
        g_string_append_printf (reply, "Transfer-Encoding: chunked\r\n\r\n%zx\r\n", packed->length);
      else
        g_string_append_printf (reply, "Content-Length: %zu\r\n\r\n", packed->length);
      g_string_append_len (reply, packed->bytes, (gssize) packed->length);
      if (chunked)
        g_string_append (reply, "\r\n0\r\n\r\n");

      rh_wire_server_add_reply (fixture->server, reply->str, (gssize) reply->len, RH_WIRE_KEEP);
      exchange = rh_wire_get (fixture, &error);
      g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING);
      if (g_str_has_prefix (packed->coding, "br"))
        continue; /* which gives out nothing before its end */
      assert_body (exchange, packed->kept);
    }
}

/* Whoever cut the connection is to blame, not what was packed. */
static void
test_packed_and_cut (RhWireFixture *fixture, gconstpointer data)
{
  static const char *const frames[]
      = { "Content-Length: 100\r\n\r\n", "Transfer-Encoding: chunked\r\n\r\n64\r\n" };

  for (guint i = 0; i < G_N_ELEMENTS (frames); i++)
    {
      g_autoptr (GString) reply = g_string_new ("HTTP/1.1 200 OK\r\nConnection: close\r\n"
                                                "Content-Encoding: gzip\r\n");
      g_autoptr (RhExchange) exchange = NULL;
      g_autoptr (GError) error = NULL;

      g_string_append (reply, frames[i]);
      g_string_append_len (reply, damaged[0].bytes, (gssize) damaged[0].length);
      rh_wire_server_add_reply (fixture->server, reply->str, (gssize) reply->len, RH_WIRE_CLOSE);
      exchange = rh_wire_get (fixture, &error);
      g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TRUNCATED);
      assert_body (exchange, damaged[0].kept);
    }
}

#define ADD_EACH(prefix, table, test) \
  for (guint i = 0; i < G_N_ELEMENTS (table); i++) \
    { \
      g_autofree char *path = g_strconcat (prefix, table[i].name, NULL); \
\
      rh_wire_test_add_data (path, &table[i], test); \
    }

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/garbled/first-bytes", test_starts);
  ADD_EACH ("/garbled/not-http/", garbles, test_not_http)
  ADD_EACH ("/garbled/I7/chunks/", chunks, test_chunks)
  rh_wire_test_add ("/garbled/I7/chunks/line-feeds", test_line_feeds);
  rh_wire_test_add ("/garbled/I7/chunks/no-body", test_no_body);
  g_test_add_func ("/garbled/I7/trailers", test_trailers);
  rh_wire_test_add ("/garbled/I5/absent-coding", test_absent_coding);
  rh_wire_test_add ("/garbled/I5/empty-coding", test_empty_coding);
  ADD_EACH ("/garbled/I5/damaged-coding/", damaged, test_damaged_coding)
  rh_wire_test_add ("/garbled/I5/packed-and-cut", test_packed_and_cut);

  return g_test_run ();
}
