/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The model of a request: header fields, bodies, and the check that nothing hostile passes. */
#include "config.h"

#include "http/rh-exchange.h"
#include "http/rh-proxy-resolver.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <string.h>

static void
assert_refused (RhRequest *request, RhHttpError code)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (rh_request_check (request, &error));
  g_assert_error (error, RH_HTTP_ERROR, (gint) code);
}

static void
assert_fine (RhRequest *request)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (rh_request_check (request, &error));
  g_assert_no_error (error);
}

static void
test_methods (void)
{
  static const char *const good[] = { "GET", "get", "M-SEARCH", "!#$%&'*+-.^_`|~09azAZ", NULL };
  static const char *const bad[] = { "",
                                     " ",
                                     "GE T",
                                     "GET\r\n",
                                     "GET\n",
                                     "G\tT",
                                     "GET/",
                                     "G(T)",
                                     "G:T",
                                     "G\"T",
                                     "G\x7fT",
                                     "G\xc3\x89T",
                                     "GET / HTTP/1.1\r\nX: y\r\n\r\nPOST",
                                     "CONNECT",
                                     NULL };

  for (guint i = 0; good[i] != NULL; i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to (good[i], "http://h/");

      assert_fine (request);
    }
  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to (bad[i], "http://h/");

      assert_refused (request, RH_HTTP_ERROR_METHOD);
    }
}

static void
test_method_kinds (void)
{
  g_assert_true (rh_method_is_safe ("GET"));
  g_assert_true (rh_method_is_safe ("OPTIONS"));
  g_assert_false (rh_method_is_safe ("get"));
  g_assert_false (rh_method_is_safe ("PUT"));
  g_assert_true (rh_method_is_idempotent ("PUT"));
  g_assert_true (rh_method_is_idempotent ("DELETE"));
  g_assert_false (rh_method_is_idempotent ("POST"));
  g_assert_false (rh_method_is_idempotent ("PATCH"));
}

static void
test_urls (void)
{
  static const struct
  {
    const char *url;
    RhHttpError code;
  } bad[] = {
    { "", RH_HTTP_ERROR_URL },
    { "/path", RH_HTTP_ERROR_URL },
    { "ftp://h/", RH_HTTP_ERROR_URL },
    { "file:///etc/passwd", RH_HTTP_ERROR_HOST },
    { "http://", RH_HTTP_ERROR_HOST },
    { "http:///path", RH_HTTP_ERROR_HOST },
    { "http://h:0/", RH_HTTP_ERROR_HOST },
    { "http://h:65536/", RH_HTTP_ERROR_HOST },
    { "http://a b/", RH_HTTP_ERROR_HOST },
    { "http://a<b/", RH_HTTP_ERROR_HOST },
    { "http://[::1/", RH_HTTP_ERROR_HOST },
    { "http://h\r\nX: y/", RH_HTTP_ERROR_URL },
    { "http://h/a\r\nX: y", RH_HTTP_ERROR_URL },
  };
  static const char *const good[] = { "http://h",
                                      "https://h:1/?#",
                                      "HTTP://[::1]:8080/a b",
                                      "http://xn--bcher-kva.example/",
                                      "http://b\xc3\xbc"
                                      "cher.example/",
                                      "http://127.0.0.1/%zz",
                                      NULL };
  g_autoptr (RhText) nul = rh_text_new ("http://h/");
  g_autoptr (RhRequest) with_nul = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to ("GET", bad[i].url);

      g_test_message ("%s", bad[i].url);
      assert_refused (request, bad[i].code);
    }
  for (guint i = 0; good[i] != NULL; i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to ("GET", good[i]);

      g_test_message ("%s", good[i]);
      assert_fine (request);
    }

  rh_text_append (nul, "a\0b", 3);
  with_nul = rh_request_new ("GET", nul);
  assert_refused (with_nul, RH_HTTP_ERROR_URL);
}

static void
test_header_names (void)
{
  static const char *const bad[]
      = { "", " ", "A B", "A:", "A\r\n", "A\n B", "\xc3\xa4", "A(b)", "A\x7f", "A/b", "A=b", NULL };

  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://h/");

      rh_headers_append_plain (rh_request_get_headers (request), bad[i], "value");
      assert_refused (request, RH_HTTP_ERROR_HEADER);
    }
  g_assert_true (rh_header_name_is_valid ("X-!#$%&'*+-.^_`|~09"));
  g_assert_false (rh_header_name_is_valid (NULL));
}

static void
test_header_values (void)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://h/");
  g_autoptr (RhText) nul = rh_text_new (NULL);

  g_assert_true (rh_header_value_is_valid ("", -1));
  g_assert_true (rh_header_value_is_valid ("a b\tc \xc3\xa4 \xff", -1));
  g_assert_false (rh_header_value_is_valid ("a\r\nX: y", -1));
  g_assert_false (rh_header_value_is_valid ("a\nb", -1));
  g_assert_false (rh_header_value_is_valid ("a\rb", -1));
  g_assert_false (rh_header_value_is_valid ("a\0b", 3));
  g_assert_false (rh_header_value_is_valid ("a\x7f", -1));
  g_assert_false (rh_header_value_is_valid ("\x1b[31m", -1));
  g_assert_false (rh_header_value_is_valid (" a", -1));
  g_assert_false (rh_header_value_is_valid ("a\t", -1));

  /* After a NUL nothing is hidden from the check. */
  rh_text_append (nul, "a\0\r\nX: y", 9);
  rh_headers_append (rh_request_get_headers (request), "X-A", nul);
  assert_refused (request, RH_HTTP_ERROR_HEADER);
}

/* The message names the field, and holds nothing that would harm a terminal. */
static void
test_header_error (void)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://h/");
  g_autoptr (RhRequest) hostile = rh_wire_request_to ("GET", "http://h/");
  g_autoptr (GError) error = NULL;

  rh_wire_add_secret (request, "X-Mine", "hidden\n");
  g_assert_false (rh_request_check (request, &error));
  g_assert_nonnull (strstr (error->message, "X-Mine"));
  g_assert_null (strstr (error->message, "hidden"));

  g_clear_error (&error);
  rh_headers_append_plain (rh_request_get_headers (hostile), "\x1b[2J\n", "x");
  g_assert_false (rh_request_check (hostile, &error));
  g_assert_null (strpbrk (error->message, "\x1b\n"));
}

static void
test_framing (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *other_name;
    const char *other_value;
  } bad[] = {
    { "Content-Length", "1", "content-length", "2" },
    { "Content-Length", "+1", NULL, NULL },
    { "Content-Length", "0x1", NULL, NULL },
    { "Content-Length", "1, 1", NULL, NULL },
    { "Content-Length", "99999999999999999999", NULL, NULL },
    { "Content-Length", "1", "Transfer-Encoding", "chunked" },
    { "Transfer-Encoding", "gzip, chunked", NULL, NULL },
    { "Transfer-Encoding", "chunked", "transfer-encoding", "chunked" },
    { "Host", "a", "host", "b" },
  };
  g_autoptr (RhRequest) no_body = rh_wire_request_to ("GET", "http://h/");

  for (gsize i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to ("POST", "http://h/");

      rh_wire_set_body (request, "x", NULL);
      rh_headers_append_plain (rh_request_get_headers (request), bad[i].name, bad[i].value);
      if (bad[i].other_name != NULL)
        rh_headers_append_plain (rh_request_get_headers (request), bad[i].other_name,
                                 bad[i].other_value);
      assert_refused (request, RH_HTTP_ERROR_HEADER);
    }

  rh_headers_append_plain (rh_request_get_headers (no_body), "Transfer-Encoding", "chunked");
  assert_refused (no_body, RH_HTTP_ERROR_HEADER);
}

static void
test_has_secret (void)
{
  g_autoptr (RhText) url = rh_wire_secret ("http://h/?k=", "secret", "");
  g_autoptr (RhText) text = rh_wire_secret ("", "secret", "");
  g_autoptr (RhBody) body = rh_body_new_text (text, NULL);
  g_autoptr (RhRequest) plain = rh_wire_request_to ("GET", "http://h/");
  g_autoptr (RhRequest) in_url = rh_request_new ("GET", url);
  g_autoptr (RhRequest) in_header = rh_wire_request_to ("GET", "http://h/");
  g_autoptr (RhRequest) in_body = rh_wire_request_to ("GET", "http://h/");

  rh_headers_append_plain (rh_request_get_headers (plain), "Authorization", "typed");
  rh_wire_set_body (plain, "plain", NULL);
  rh_wire_add_secret (in_header, "X-A", "secret");
  rh_request_set_body (in_body, body);
  g_assert_false (rh_request_has_secret (plain));
  g_assert_true (rh_request_has_secret (in_url));
  g_assert_true (rh_request_has_secret (in_header));
  g_assert_true (rh_request_has_secret (in_body));
}

static void
test_headers (void)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhHeaders) copy = NULL;
  g_autofree char *lines = NULL;

  rh_headers_append_plain (headers, "b", "1");
  rh_headers_append_plain (headers, "A", "2");
  rh_headers_append_plain (headers, "B", "3");
  copy = rh_headers_copy (headers);
  g_assert_cmpstr (rh_headers_get (headers, "B"), ==, "1");
  g_assert_cmpuint (rh_headers_count (headers, "B"), ==, 2);
  g_assert_null (rh_headers_get (headers, "C"));
  g_assert_cmpuint (rh_headers_remove (headers, "b"), ==, 2);
  g_assert_cmpuint (rh_headers_remove (headers, "b"), ==, 0);
  g_assert_cmpuint (rh_headers_get_length (headers), ==, 1);
  rh_headers_remove_nth (headers, 0);
  g_assert_cmpuint (rh_headers_get_length (headers), ==, 0);
  lines = rh_wire_dup_headers (copy);
  g_assert_cmpstr (lines, ==, "b: 1\r\nA: 2\r\nB: 3\r\n");
}

static char *
read_body (RhBody *body, goffset *length)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GInputStream) stream = NULL;
  g_autoptr (GError) error = NULL;
  char *bytes = g_malloc0 (1000);
  gsize got;

  rh_body_open_async (body, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);
  stream = rh_body_open_finish (body, result, length, &error);
  g_assert_no_error (error);
  g_assert_true (g_input_stream_read_all (stream, bytes, 999, &got, NULL, NULL));
  g_assert_cmpint ((goffset) got, ==, *length);

  return bytes;
}

/* Each hop opens it anew and gets the same. */
static void
test_body (void)
{
  g_autofree char *path = g_build_filename (g_get_tmp_dir (), "file", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (RhText) text = rh_wire_secret ("a=", "contents", "&b");
  RhBody *bodies[] = { rh_body_new_text (text, "text/a"), rh_body_new_file (file, "text/a") };

  g_assert_true (g_file_set_contents (path, "a=contents&b", 12, NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      for (guint times = 0; times < 2; times++)
        {
          goffset length;
          g_autofree char *contents = read_body (bodies[i], &length);

          g_assert_cmpstr (contents, ==, "a=contents&b");
          g_assert_cmpint (length, ==, 12);
        }
      g_assert_cmpstr (rh_body_get_media_type (bodies[i]), ==, "text/a");
      g_assert_true (rh_body_has_secret (bodies[i]) == (i == 0));
      g_assert_true ((rh_body_get_text (bodies[i]) == text) == (i == 0));
      rh_body_unref (bodies[i]);
    }
}

static void
test_exchange (void)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "http://h/");
  g_autoptr (RhExchange) exchange = rh_exchange_new (request);
  g_autoptr (RhSpool) spool = rh_spool_new (10, TRUE);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", rh_request_get_url (request));
  g_autofree char *type = rh_exchange_dup_media_type (exchange);
  gint64 duration;

  g_assert_cmpstr (type, ==, "");
  g_assert_null (rh_exchange_get_last_hop (exchange));
  g_assert_cmpint (rh_hop_get_timing (hop)->wait, ==, -1);
  rh_exchange_add_hop (exchange, hop);
  g_assert_true (rh_exchange_get_last_hop (exchange) == hop);
  rh_exchange_set_receiving (exchange, spool);
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_RECEIVING);
  g_assert_cmpint (rh_exchange_get_duration (exchange), >=, 0);
  rh_exchange_finish (exchange, NULL);
  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_DONE);
  g_assert_null (rh_exchange_get_error (exchange));

  /* The clock stands still when it is over. */
  duration = rh_exchange_get_duration (exchange);
  g_assert_cmpint (rh_exchange_get_duration (exchange), ==, duration);
}

#define TEST_TYPE_PROXIES (test_proxies_get_type ())
G_DECLARE_FINAL_TYPE (TestProxies, test_proxies, TEST, PROXIES, GObject)

struct _TestProxies
{
  GObject parent_instance;
};

static char **
lookup (GProxyResolver *resolver, const char *uri, GCancellable *cancellable, GError **error)
{
  return g_strsplit ("http://proxy.example:3128", ",", -1);
}

static void
test_proxies_iface_init (GProxyResolverInterface *iface)
{
  iface->lookup = lookup;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (TestProxies,
                               test_proxies,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_PROXY_RESOLVER,
                                                      test_proxies_iface_init))

static void
test_proxies_class_init (TestProxiesClass *klass)
{
}

static void
test_proxies_init (TestProxies *self)
{
}

/* A proxy never gets what is meant for this machine. */
static void
test_proxy (void)
{
  static const struct
  {
    const char *uri;
    const char *proxy;
  } cases[] = {
    { "http://localhost:8437", "direct://" },
    { "https://127.0.0.1", "direct://" },
    { "http://[::1]:80", "direct://" },
    { "http://127.0.0.1.evil.example", "http://proxy.example:3128" },
    { "https://api.example", "http://proxy.example:3128" },
  };
  g_autoptr (GProxyResolver) proxies = g_object_new (TEST_TYPE_PROXIES, NULL);
  g_autoptr (GProxyResolver) resolver = rh_proxy_resolver_new (proxies, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) found = g_proxy_resolver_lookup (resolver, cases[i].uri, NULL, NULL);

      g_assert_cmpstr (found[0], ==, cases[i].proxy);
      g_assert_null (found[1]);
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/request/I10/methods", test_methods);
  g_test_add_func ("/request/method-kinds", test_method_kinds);
  g_test_add_func ("/request/urls", test_urls);
  g_test_add_func ("/request/I9/header-names", test_header_names);
  g_test_add_func ("/request/I9/header-values", test_header_values);
  g_test_add_func ("/request/I9/header-error", test_header_error);
  g_test_add_func ("/request/I9/framing", test_framing);
  g_test_add_func ("/request/has-secret", test_has_secret);
  g_test_add_func ("/request/I9/headers", test_headers);
  g_test_add_func ("/request/body", test_body);
  g_test_add_func ("/request/exchange", test_exchange);
  g_test_add_func ("/request/security-1.4/proxy", test_proxy);

  return g_test_run ();
}
