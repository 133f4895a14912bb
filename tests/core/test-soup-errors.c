/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What goes wrong when a request is sent, and that the error names where it did. */
#include "config.h"

#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <string.h>

#define PARTIAL "HTTP/1.1 200 OK\r\n"

/* A resolver that knows no name and counts who asked. */
#define TEST_TYPE_RESOLVER (test_resolver_get_type ())
G_DECLARE_FINAL_TYPE (TestResolver, test_resolver, TEST, RESOLVER, GResolver)

struct _TestResolver
{
  GResolver parent_instance;

  guint n_asked;
};

G_DEFINE_FINAL_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static void
test_resolver_lookup_async (GResolver *resolver,
                            const char *name,
                            GResolverNameLookupFlags flags,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (resolver, cancellable, callback, user_data);

  TEST_RESOLVER (resolver)->n_asked++;
  g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND, "nobody is %s",
                           name);
}

static GList *
test_resolver_lookup_finish (GResolver *resolver, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  GResolverClass *resolver_class = G_RESOLVER_CLASS (klass);

  resolver_class->lookup_by_name_with_flags_async = test_resolver_lookup_async;
  resolver_class->lookup_by_name_with_flags_finish = test_resolver_lookup_finish;
}

static void
test_resolver_init (TestResolver *self)
{
}

static TestResolver *
set_resolver (void)
{
  TestResolver *resolver = g_object_new (TEST_TYPE_RESOLVER, NULL);

  g_resolver_set_default (G_RESOLVER (resolver));

  return resolver;
}

static void
test_unknown_name (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GResolver) old = g_resolver_get_default ();
  g_autoptr (TestResolver) resolver = set_resolver ();
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://nobody.invalid/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_resolver_set_default (old);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RESOLVE);
  g_assert_cmpuint (resolver->n_asked, >, 0);
  g_assert_null (rh_exchange_get_spool (exchange));
}

/* localhost is 127.0.0.1 and ::1, whatever a resolver would say. */
static void
test_localhost_is_not_resolved (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GResolver) old = g_resolver_get_default ();
  g_autoptr (TestResolver) resolver = set_resolver ();
  g_autofree char *url = g_strdup_printf ("http://%s:%u/", (const char *) data,
                                          rh_wire_server_get_port (fixture->server));
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_add_secret (request, "Authorization", "Bearer of-a-secret");
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_resolver_set_default (old);
  g_assert_no_error (error);
  g_assert_cmpuint (resolver->n_asked, ==, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
}

/* 0.0.0.0 reaches this machine but is no loopback address: a peer like any other. */
static void
test_clear_text (RhWireFixture *fixture, gconstpointer data)
{
  const char *place = data;
  g_autofree char *plain
      = g_strdup_printf ("http://0.0.0.0:%u/", rh_wire_server_get_port (fixture->server));
  g_autoptr (RhText) secret_url = rh_wire_secret (plain, "my-secret", "");
  g_autoptr (RhText) plain_url = rh_text_new (plain);
  g_autoptr (RhText) secret = rh_wire_secret ("a=", "my-secret", "");
  g_autoptr (RhBody) body = rh_body_new_text (secret, "text/plain");
  g_autoptr (RhRequest) request
      = rh_request_new ("POST", g_str_equal (place, "url") ? secret_url : plain_url);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  if (g_str_equal (place, "header"))
    rh_headers_append (rh_request_get_headers (request), "X-Key", secret);
  if (g_str_equal (place, "body"))
    rh_request_set_body (request, body);

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  if (g_str_equal (place, "nowhere"))
    {
      g_assert_no_error (error);
      g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);
      return;
    }

  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CLEAR_TEXT);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 1);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (fixture->server), ==, 0);
}

/* The same on a connection that an innocent request opened. */
static void
test_clear_text_reused (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *url
      = g_strdup_printf ("http://0.0.0.0:%u/", rh_wire_server_get_port (fixture->server));
  g_autoptr (RhRequest) innocent = rh_wire_request_to ("GET", url);
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  g_autoptr (GError) error = NULL;
  gsize n_bytes;

  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_send (fixture, innocent, NULL, NULL);
  n_bytes = rh_wire_server_get_n_bytes (fixture->server);

  rh_wire_add_secret (request, "X-Key", "my-secret");
  second = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CLEAR_TEXT);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_bytes (fixture->server), ==, n_bytes);
}

static void
test_refused (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) gone = rh_wire_server_new ("127.0.0.2", 0, NULL);
  g_autofree char *url = g_strdup_printf ("http://127.0.0.2:%u/", rh_wire_server_get_port (gone));
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", url);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  g_clear_pointer (&gone, rh_wire_server_free);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_CONNECT);
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_FAILED);
  g_assert_cmpuint (g_list_model_get_n_items (rh_exchange_get_hops (exchange)), ==, 1);
}

typedef struct
{
  const char *name;
  const char *reply;
  RhWireAfter after;
  RhHttpError code;
  const char *kept; /* NULL: not even a head */
} Answer;

static const Answer answers[] = {
  { "nothing", "", RH_WIRE_CLOSE, RH_HTTP_ERROR_RECEIVE, NULL },
  { "reset", "", RH_WIRE_RESET, RH_HTTP_ERROR_RECEIVE, NULL },
  { "length", PARTIAL "Content-Length: 10\r\n\r\nhalf", RH_WIRE_CLOSE, RH_HTTP_ERROR_TRUNCATED,
    "half" },
  { "length-and-close", PARTIAL "Connection: close\r\nContent-Length: 10\r\n\r\nhalf",
    RH_WIRE_CLOSE, RH_HTTP_ERROR_TRUNCATED, "half" },
  { "length-and-reset", PARTIAL "Content-Length: 10\r\n\r\n", RH_WIRE_RESET,
    RH_HTTP_ERROR_TRUNCATED, "" },
  { "chunk", PARTIAL "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n8\r\nxx", RH_WIRE_CLOSE,
    RH_HTTP_ERROR_TRUNCATED, "halfxx" },
  { "last-chunk", PARTIAL "Transfer-Encoding: chunked\r\n\r\n4\r\nhalf\r\n", RH_WIRE_CLOSE,
    RH_HTTP_ERROR_TRUNCATED, "half" },
};

static void
test_answer (RhWireFixture *fixture, gconstpointer data)
{
  const Answer *answer = data;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  rh_wire_reply (fixture, answer->reply, answer->after);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, (gint) answer->code);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 1);

  if (answer->kept == NULL)
    {
      g_assert_null (rh_exchange_get_spool (exchange));
      g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 0);
      return;
    }

  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, answer->kept);
  g_assert_true (rh_spool_is_complete (rh_exchange_get_spool (exchange)));
  g_assert_cmpuint (rh_hop_get_status (rh_exchange_get_last_hop (exchange)), ==, 200);
}

static void
test_longer_than_announced (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, PARTIAL "Connection: close\r\nContent-Length: 2\r\n\r\nlonger",
                 RH_WIRE_CLOSE);
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), "longer-than-announced"));
}

static void
test_interim_flood (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) flood = g_string_new (NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (flood, "HTTP/1.1 103 Early Hints\r\n\r\n");
  rh_wire_reply (fixture, flood->str, RH_WIRE_HOLD);
  exchange = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_RECEIVE);
  g_assert_cmpuint (g_strv_length ((GStrv) rh_hop_get_notes (rh_exchange_get_last_hop (exchange))),
                    <, 100);
}

/* The server did answer: that is not said to be no answer. */
static void
test_head_too_large (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *value = g_strnfill (120 * 1024, 'a');
  g_autofree char *reply
      = g_strconcat (PARTIAL "X-Big: ", value, "\r\nContent-Length: 0\r\n\r\n", NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_wire_reply (fixture, reply, RH_WIRE_HOLD);
  exchange = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEAD_TOO_LARGE);
}

static void
test_too_large (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  rh_request_set_response_limit (request, 5);
  rh_wire_reply (fixture, PARTIAL "Content-Length: 8\r\n\r\n12345678", RH_WIRE_HOLD);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TOO_LARGE);
  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, "12345");
  rh_wire_server_wait_open (fixture->server, 0);
}

static GBytes *
compress (const char *bytes, gsize length)
{
  g_autoptr (GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9);
  g_autoptr (GBytes) plain = g_bytes_new (bytes, length);
  g_autoptr (GError) error = NULL;
  GBytes *packed = g_converter_convert_bytes (G_CONVERTER (compressor), plain, &error);

  g_assert_no_error (error);

  return packed;
}

static void
reply_packed (RhWireFixture *fixture, GBytes *body, const char *coding)
{
  g_autofree char *head = g_strdup_printf (
      PARTIAL "Content-Encoding: %s\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n", coding,
      g_bytes_get_size (body));
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  g_byte_array_append (bytes, (const guint8 *) head, (guint) strlen (head));
  g_byte_array_append (bytes, g_bytes_get_data (body, NULL), (guint) g_bytes_get_size (body));
  rh_wire_server_add_reply (fixture->server, (const char *) bytes->data, bytes->len, RH_WIRE_KEEP);
}

static void
reply_gzip (RhWireFixture *fixture, GBytes *body)
{
  reply_packed (fixture, body, "gzip");
}

static void
test_gzip (RhWireFixture *fixture, gconstpointer data)
{
  g_autofree char *plain = g_strnfill (10000, 'a');
  g_autoptr (GBytes) packed = compress (plain, 10000);
  gsize length = g_bytes_get_size (packed);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  reply_gzip (fixture, packed);
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, plain);
  g_assert_cmpint (rh_hop_get_wire_size (rh_exchange_get_last_hop (exchange)), ==,
                   (goffset) length);
  g_assert_cmpstr (
      rh_headers_get (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)), "Content-Encoding"),
      ==, "gzip");
}

/* All bytes came, but they are wrong from the middle on. */
static void
test_gzip_broken (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GString) plain = g_string_new (NULL);
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) broken = NULL;
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  guint8 *bytes;
  gsize length;

  for (guint i = 0; i < 50000; i++)
    g_string_append_printf (plain, "%u ", i * 2654435761u);
  packed = compress (plain->str, plain->len);
  bytes = g_memdup2 (g_bytes_get_data (packed, &length), g_bytes_get_size (packed));
  memset (bytes + length / 2, 0xff, 64);
  broken = g_bytes_new_take (bytes, length);

  reply_gzip (fixture, broken);
  exchange = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING);
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (exchange)), >, 0);
}

static void
test_gzip_bomb (RhWireFixture *fixture, gconstpointer data)
{
  const gsize size = 64 * 1024 * 1024;
  g_autofree char *plain = g_malloc0 (size);
  g_autoptr (GBytes) packed = compress (plain, size);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  reply_gzip (fixture, packed);
  exchange = rh_wire_get (fixture, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_ENCODING);
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (exchange)), <, 32 * 1024 * 1024);
}

/* "ok", packed elsewhere. */
static const struct
{
  const char *name;
  const char *coding;
  const char *bytes;
  gsize length;
} codings[] = {
  { "deflate-zlib", "deflate", "\x78\x9c\xcb\xcf\x06\x00\x01\x4b\x00\xdb", 10 },
  { "deflate-raw", "deflate", "\xcb\xcf\x06\x00", 4 },
  { "brotli", "br", "\x8b\x00\x80\x6f\x6b\x03", 6 },
  { "stacked", "br, gzip",
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xeb\x66\x68\xc8\xcf\x66\x06\x00\x48\x9c\x67\x74\x06"
    "\x00\x00\x00",
    26 },
  { "upper-case", "GZIP",
    "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff\xcb\xcf\x06\x00\x47\xdd\xdc\x79\x02\x00\x00\x00",
    22 },
};

static void
test_coding (RhWireFixture *fixture, gconstpointer data)
{
  const guint index = GPOINTER_TO_UINT (data);
  g_autoptr (GBytes) bytes = g_bytes_new_static (codings[index].bytes, codings[index].length);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  reply_packed (fixture, bytes, codings[index].coding);
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, "ok");
  g_assert_cmpstr (rh_hop_get_notes (rh_exchange_get_last_hop (exchange))[0], ==, NULL);
  g_assert_cmpstr (
      rh_headers_get (rh_hop_get_headers (rh_exchange_get_last_hop (exchange)), "Content-Encoding"),
      ==, codings[index].coding);
}

/* One unknown among others leaves all of it as it was sent. */
static void
test_half_known_coding (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static ("nop", 3);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  reply_packed (fixture, bytes, "gzip, rot13");
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, "nop");
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), "coding-kept:rot13"));
}

static void
test_unknown_coding (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *body = NULL;

  rh_wire_reply (fixture, PARTIAL "Content-Encoding: rot13\r\nContent-Length: 3\r\n\r\nnop",
                 RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, &error);
  g_assert_no_error (error);
  body = rh_wire_dup_body (exchange);
  g_assert_cmpstr (body, ==, "nop");
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (exchange), "coding-kept:rot13"));
}

static void
test_missing_file (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (GFile) file = g_file_new_for_path (data);
  g_autoptr (RhBody) body = rh_body_new_file (file, NULL);
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_request_set_body (request, body);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_BODY);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 0);
}

static void
test_wrong_length (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "POST", "/");
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_headers_append_plain (rh_request_get_headers (request), "Content-Length", "5");
  rh_wire_set_body (request, "abc", NULL);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_HEADER);
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 0);
}

/* A file that ends before the length which was announced, as sysfs always has them. */
static void
test_short_file (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "PUT", "/");
  g_autoptr (GFile) file = g_file_new_for_path ("/sys/devices/system/cpu/online");
  g_autoptr (RhBody) body = rh_body_new_file (file, NULL);
  g_autoptr (RhExchange) exchange = NULL;
  g_autoptr (GError) error = NULL;

  rh_request_set_body (request, body);
  exchange = rh_wire_send (fixture, request, NULL, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_BODY);
  rh_wire_server_wait_open (fixture->server, 0);
  g_assert_cmpuint (rh_wire_server_get_n_requests (fixture->server), ==, 0);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  rh_wire_test_add ("/errors/unknown-name", test_unknown_name);
  rh_wire_test_add_data ("/errors/localhost-is-not-resolved/lower", "localhost",
                         test_localhost_is_not_resolved);
  rh_wire_test_add_data ("/errors/localhost-is-not-resolved/upper", "LocalHost",
                         test_localhost_is_not_resolved);
  rh_wire_test_add_data ("/errors/security-4.1/clear-text/header", "header", test_clear_text);
  rh_wire_test_add_data ("/errors/security-4.1/clear-text/url", "url", test_clear_text);
  rh_wire_test_add_data ("/errors/security-4.1/clear-text/body", "body", test_clear_text);
  rh_wire_test_add_data ("/errors/security-4.1/clear-text/nowhere", "nowhere", test_clear_text);
  rh_wire_test_add ("/errors/security-4.1/clear-text/reused", test_clear_text_reused);
  rh_wire_test_add ("/errors/refused", test_refused);
  for (gsize i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autofree char *path = g_strconcat ("/errors/I7/answer/", answers[i].name, NULL);

      rh_wire_test_add_data (path, &answers[i], test_answer);
    }
  rh_wire_test_add ("/errors/I7/longer-than-announced", test_longer_than_announced);
  rh_wire_test_add ("/errors/I7/interim-flood", test_interim_flood);
  rh_wire_test_add ("/errors/too-large", test_too_large);
  rh_wire_test_add ("/errors/head-too-large", test_head_too_large);
  rh_wire_test_add ("/errors/I5/gzip", test_gzip);
  rh_wire_test_add ("/errors/I5/gzip-broken", test_gzip_broken);
  rh_wire_test_add ("/errors/I5/gzip-bomb", test_gzip_bomb);
  for (guint i = 0; i < G_N_ELEMENTS (codings); i++)
    {
      g_autofree char *path = g_strconcat ("/errors/I5/coding/", codings[i].name, NULL);

      rh_wire_test_add_data (path, GUINT_TO_POINTER (i), test_coding);
    }
  rh_wire_test_add ("/errors/I5/half-known-coding", test_half_known_coding);
  rh_wire_test_add ("/errors/I5/unknown-coding", test_unknown_coding);
  rh_wire_test_add_data ("/errors/body/missing", "/nonexistent/file", test_missing_file);
  rh_wire_test_add_data ("/errors/body/folder", "/", test_missing_file);
  rh_wire_test_add_data ("/errors/body/device", "/dev/zero", test_missing_file);
  rh_wire_test_add ("/errors/body/wrong-length", test_wrong_length);
  rh_wire_test_add ("/errors/body/short", test_short_file);

  return g_test_run ();
}
