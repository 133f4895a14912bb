/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The redirect policy, rule by rule (standards.md I1 to I4), and each class of fault that other
 * clients had there. */
#include "config.h"

#include "http/rh-redirect.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <string.h>

#define HERE "https://api.example/a/b?q=1"
#define ELSEWHERE "https://other.example/x"

/* The answer that sends us on, and where to. */
static RhRequest *
next (RhRedirect *redirect, guint status, const char *location, GStrv *notes, GError **error)
{
  g_autoptr (RhText) url = rh_text_new (HERE);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();

  g_clear_pointer (notes, g_strfreev);
  rh_headers_append_plain (headers, "location", location);
  rh_hop_set_response (hop, status, "", "HTTP/1.1", headers);
  g_assert_true (rh_redirect_wants (redirect, hop));

  return rh_redirect_next (redirect, hop, notes, error);
}

static RhRequest *
next_ok (RhRedirect *redirect, guint status, const char *location, GStrv *notes)
{
  g_autoptr (GError) error = NULL;
  RhRequest *request = next (redirect, status, location, notes, &error);

  g_assert_no_error (error);
  g_assert_nonnull (*notes);

  return request;
}

static void
assert_url (RhRequest *request, const char *url)
{
  g_assert_cmpstr (rh_text_peek (rh_request_get_url (request), NULL), ==, url);
}

static void
assert_refused (RhRequest *first, guint status, const char *location, RhHttpError code)
{
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_auto (GStrv) notes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhRequest) request = next (redirect, status, location, &notes, &error);

  g_assert_error (error, RH_HTTP_ERROR, (int) code);
  g_assert_null (request);
}

static void
test_method (void)
{
  static const struct
  {
    guint status;
    const char *method;
    gboolean keep;
    const char *next;
    gboolean keeps_body;
  } cases[] = {
    { 301, "POST", FALSE, "GET", FALSE },   { 302, "POST", FALSE, "GET", FALSE },
    { 301, "POST", TRUE, "POST", TRUE },    { 302, "POST", TRUE, "POST", TRUE },
    { 301, "PUT", FALSE, "PUT", TRUE },     { 302, "DELETE", FALSE, "DELETE", TRUE },
    { 303, "POST", FALSE, "GET", FALSE },   { 303, "POST", TRUE, "GET", FALSE },
    { 303, "PUT", FALSE, "GET", FALSE },    { 303, "HEAD", FALSE, "HEAD", FALSE },
    { 303, "GET", FALSE, "GET", FALSE },    { 307, "POST", FALSE, "POST", TRUE },
    { 308, "PATCH", FALSE, "PATCH", TRUE }, { 302, "GET", FALSE, "GET", TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhRequest) first = rh_wire_request_to (cases[i].method, HERE);
      g_autoptr (RhRedirect) redirect = NULL;
      g_autoptr (RhRequest) request = NULL;
      g_auto (GStrv) notes = NULL;
      gboolean changed = !g_str_equal (cases[i].method, cases[i].next);

      rh_request_set_keep_method (first, cases[i].keep);
      rh_wire_set_body (first, "body", "text/plain");
      redirect = rh_redirect_new (first);
      request = next_ok (redirect, cases[i].status, "/next", &notes);
      g_assert_cmpstr (rh_request_get_method (request), ==, cases[i].next);
      g_assert_true ((rh_request_get_body (request) != NULL) == cases[i].keeps_body);
      g_assert_true (g_strv_contains ((const char *const *) notes, "method-changed") == changed);
      g_assert_true (g_strv_contains ((const char *const *) notes, "body-dropped")
                     == !cases[i].keeps_body);
    }
}

/* urllib3 2023-45803: what tells of a body goes with it. */
static void
test_body_headers (void)
{
  static const char *const gone[]
      = { "Content-Type", "content-length", "Content-Encoding", "Content-MD5", "Transfer-Encoding",
          "Digest",       "Repr-Digest",    "Expect",           NULL };
  g_autoptr (RhRequest) first = rh_wire_request_to ("POST", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) request = NULL;
  g_auto (GStrv) notes = NULL;

  for (guint i = 0; gone[i] != NULL; i++)
    rh_headers_append_plain (rh_request_get_headers (first), gone[i], "x");
  rh_headers_append_plain (rh_request_get_headers (first), "Accept", "text/html");
  request = next_ok (redirect, 303, "/next", &notes);
  g_assert_cmpuint (rh_headers_get_length (rh_request_get_headers (request)), ==, 1);
  g_assert_cmpstr (rh_headers_get (rh_request_get_headers (request), "Accept"), ==, "text/html");
}

static void
test_keeps_settings (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("POST", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) request = NULL;
  g_auto (GStrv) notes = NULL;

  rh_request_set_timeouts (first, &(RhTimeouts) { 1, 2, 3 });
  rh_request_set_response_limit (first, 77);
  rh_request_set_memory_only (first, TRUE);
  rh_request_set_keep_method (first, TRUE);
  rh_request_set_redirects (first, TRUE, 4);
  request = next_ok (redirect, 307, "/next", &notes);
  g_assert_cmpuint (rh_request_get_timeouts (request)->first_byte, ==, 2);
  g_assert_cmpint (rh_request_get_response_limit (request), ==, 77);
  g_assert_true (rh_request_get_memory_only (request));
  g_assert_true (rh_request_get_keep_method (request));
  g_assert_cmpuint (rh_request_get_redirect_limit (request), ==, 4);
}

static void
test_wants (void)
{
  static const guint no[] = { 200, 201, 300, 304, 305, 306, 400 };
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhText) url = rh_text_new (HERE);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();

  rh_hop_set_response (hop, 302, "", "HTTP/1.1", headers);
  g_assert_false (rh_redirect_wants (redirect, hop));
  rh_headers_append_plain (headers, "Location", "/x");
  g_assert_true (rh_redirect_wants (redirect, hop));
  for (gsize i = 0; i < G_N_ELEMENTS (no); i++)
    {
      rh_hop_set_response (hop, no[i], "", "HTTP/1.1", headers);
      g_assert_false (rh_redirect_wants (redirect, hop));
    }

  rh_hop_set_response (hop, 302, "", "HTTP/1.1", headers);
  rh_request_set_redirects (first, FALSE, 10);
  g_assert_false (rh_redirect_wants (redirect, hop));
}

static void
test_limit (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
  g_autoptr (RhRedirect) redirect = NULL;
  g_autoptr (RhRequest) last = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) notes = NULL;

  rh_request_set_redirects (first, TRUE, 3);
  redirect = rh_redirect_new (first);
  for (guint i = 0; i < 3; i++)
    {
      g_autofree char *location = g_strdup_printf ("/%u", i);
      g_autoptr (RhRequest) request = next_ok (redirect, 302, location, &notes);
    }
  last = next (redirect, 302, "/more", &notes, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT_LIMIT);
  g_assert_null (last);
}

typedef struct
{
  const char *from;
  const char *to;
  gboolean same;
} Origin;

static const Origin origins[] = {
  { "https://api.example/a", "/b", TRUE },
  { "https://api.example/a", "https://API.example:443/b", TRUE },
  { "http://api.example/a", "http://api.example:80/b", TRUE },
  /* curl CVE-2022-27774, urllib3 CVE-2018-20060: the port counts. */
  { "https://api.example/a", "https://api.example:8443/b", FALSE },
  /* curl CVE-2018-1000007, undici CVE-2022-31151: the host. */
  { "https://api.example/a", "https://other.example/b", FALSE },
  { "https://api.example/a", "//other.example/b", FALSE },
  /* Go CVE-2023-45289: a subdomain is another host, either way. */
  { "https://api.example/a", "https://sub.api.example/b", FALSE },
  { "https://sub.api.example/a", "https://api.example/b", FALSE },
  { "https://api.example/a", "https://api.example.evil/b", FALSE },
  /* Guzzle CVE-2022-31042, curl CVE-2025-14524: the scheme, either way. */
  { "https://api.example/a", "http://api.example/b", FALSE },
  { "http://api.example/a", "https://api.example/b", FALSE },
  { "http://localhost:80/a", "http://127.0.0.1:80/b", FALSE },
  { "http://127.0.0.1/a", "http://[::1]/b", FALSE },
  /* requests CVE-2024-47081: what stands before "@" is no host. */
  { "https://api.example/a", "https://api.example@other.example/b", FALSE },
};

/* Everything that is a credential, by name, by span and by source. */
static void
add_credentials (RhRequest *request)
{
  static const char *const names[]
      = { "Authorization", "authorization", "Proxy-Authorization", "Cookie", "X-API-Key", "DPoP" };
  g_autoptr (RhText) helper = rh_text_new (NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    rh_headers_append_plain (rh_request_get_headers (request), names[i], "typed by hand");
  rh_wire_add_secret (request, "X-My-Own", "from-a-secret-variable");
  rh_text_append_value (helper, "made", -1, "signature", RH_SOURCE_AUTH, FALSE, NULL);
  rh_headers_append (rh_request_get_headers (request), "X-Signature", helper);
}

/* libsoup CVE-2025-46421 and CVE-2026-1539, follow-redirects CVE-2026-40895, requests
 * CVE-2018-18074: they all forgot one of these. */
static void
test_origin (gconstpointer data)
{
  const Origin *origin = data;
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", origin->from);
  g_autoptr (RhRedirect) redirect = NULL;
  g_autoptr (RhRequest) request = NULL;
  g_auto (GStrv) notes = NULL;
  guint n_headers;

  add_credentials (first);
  rh_headers_append_plain (rh_request_get_headers (first), "Accept", "text/html");
  n_headers = rh_headers_get_length (rh_request_get_headers (first));
  redirect = rh_redirect_new (first);
  request = next_ok (redirect, 307, origin->to, &notes);
  g_assert_cmpuint (rh_headers_get_length (rh_request_get_headers (request)), ==,
                    origin->same ? n_headers : 1);
  g_assert_cmpstr (rh_headers_get (rh_request_get_headers (request), "Accept"), ==, "text/html");
  g_assert_true (g_strv_contains ((const char *const *) notes, "credential-dropped:X-My-Own")
                 == !origin->same);
}

/* Go CVE-2024-45336: there and back, and they are still gone. */
static void
test_never_restored (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) away = NULL;
  g_autoptr (RhRequest) back = NULL;
  g_auto (GStrv) notes = NULL;

  add_credentials (first);
  away = next_ok (redirect, 302, ELSEWHERE, &notes);
  back = next_ok (redirect, 302, "https://api.example/home", &notes);
  assert_url (back, "https://api.example/home");
  g_assert_cmpuint (rh_headers_get_length (rh_request_get_headers (back)), ==, 0);
}

/* The same for a body: GET after 303 does not become POST again at 307. */
static void
test_body_never_restored (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("POST", HERE);
  g_autoptr (RhRedirect) redirect = NULL;
  g_autoptr (RhRequest) second = NULL;
  g_autoptr (RhRequest) third = NULL;
  g_auto (GStrv) notes = NULL;

  rh_wire_set_body (first, "body", NULL);
  redirect = rh_redirect_new (first);
  second = next_ok (redirect, 303, "/2", &notes);
  third = next_ok (redirect, 307, "/3", &notes);
  g_assert_cmpstr (rh_request_get_method (third), ==, "GET");
  g_assert_null (rh_request_get_body (third));
}

static void
test_downgrade (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) down = NULL;
  g_autoptr (RhRequest) up = NULL;
  g_auto (GStrv) notes = NULL;

  down = next_ok (redirect, 302, "http://api.example/x", &notes);
  g_assert_true (g_strv_contains ((const char *const *) notes, "downgrade"));
  up = next_ok (redirect, 302, "https://api.example/x", &notes);
  g_assert_false (g_strv_contains ((const char *const *) notes, "downgrade"));
}

/* curl CVE-2026-6276 (Host), CVE-2021-22876 and CVE-2026-9546 (Referer). */
static void
test_origin_headers (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) same = NULL;
  g_autoptr (RhRequest) other = NULL;
  g_auto (GStrv) notes = NULL;

  rh_headers_append_plain (rh_request_get_headers (first), "Host", "inner.example");
  rh_headers_append_plain (rh_request_get_headers (first), "Referer", "https://api.example/?t=1");
  rh_headers_append_plain (rh_request_get_headers (first), "Origin", "https://api.example");
  same = next_ok (redirect, 302, "/same", &notes);
  g_assert_cmpuint (rh_headers_get_length (rh_request_get_headers (same)), ==, 3);
  other = next_ok (redirect, 302, ELSEWHERE, &notes);
  g_assert_cmpuint (rh_headers_get_length (rh_request_get_headers (other)), ==, 0);
  g_assert_true (g_strv_contains ((const char *const *) notes, "header-dropped:Host"));
}

/* A secret in the body cannot be left out, so the way ends there. */
static void
test_secret_body (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("POST", HERE);
  g_autoptr (RhText) text = rh_wire_secret ("secret=", "my-own-secret", "");
  g_autoptr (RhBody) body = rh_body_new_text (text, NULL);
  g_autoptr (RhRedirect) redirect = NULL;
  g_autoptr (RhRequest) request = NULL;
  g_auto (GStrv) notes = NULL;

  rh_request_set_body (first, body);
  assert_refused (first, 307, ELSEWHERE, RH_HTTP_ERROR_REDIRECT_SECRET);
  assert_refused (first, 308, "http://api.example/x", RH_HTTP_ERROR_REDIRECT_SECRET);

  /* At home, and where the body is dropped, nothing stands against it. */
  redirect = rh_redirect_new (first);
  request = next_ok (redirect, 307, "/x", &notes);
  g_assert_true (rh_request_get_body (request) == body);
  g_clear_object (&request);
  request = next_ok (redirect, 303, ELSEWHERE, &notes);
  g_assert_null (rh_request_get_body (request));
}

/* The query token is not carried along; a server that repeats it may not send it on. */
static void
test_query_token (void)
{
  g_autoptr (RhText) url = rh_wire_secret ("https://api.example/a?key=", "my-own-secret", "&b=c");
  g_autoptr (RhRequest) first = rh_request_new ("GET", url);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) request = NULL;
  g_auto (GStrv) notes = NULL;
  RhText *next_url;

  assert_refused (first, 302, "https://other.example/?key=my-own-secret",
                  RH_HTTP_ERROR_REDIRECT_SECRET);
  assert_refused (first, 302, "http://api.example/a?key=my-own-secret",
                  RH_HTTP_ERROR_REDIRECT_SECRET);

  request = next_ok (redirect, 302, "/b?x=1&key=my-own-secret&y=2", &notes);
  next_url = rh_request_get_url (request);
  assert_url (request, "https://api.example/b?x=1&key=my-own-secret&y=2");
  g_assert_cmpuint (rh_text_get_n_spans (next_url), ==, 1);
  g_assert_true (rh_text_nth_span (next_url, 0)->secret);
  g_assert_cmpuint (rh_text_nth_span (next_url, 0)->start, ==,
                    strlen ("https://api.example/b?x=1&key="));
  g_assert_cmpuint (rh_text_nth_span (next_url, 0)->length, ==, strlen ("my-own-secret"));

  g_clear_object (&request);
  request = next_ok (redirect, 302, ELSEWHERE, &notes);
  assert_url (request, ELSEWHERE);
}

/* The same for a secret that stood in a header. */
static void
test_echoed_header (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);

  rh_wire_add_secret (first, "X-Key", "my-own-secret");
  assert_refused (first, 302, "https://other.example/?leak=my-own-secret",
                  RH_HTTP_ERROR_REDIRECT_SECRET);
}

static void
test_location (void)
{
  static const struct
  {
    const char *location;
    const char *url;
  } cases[] = {
    { "/abs", "https://api.example/abs" },
    { "rel", "https://api.example/a/rel" },
    { "../up", "https://api.example/up" },
    { "?only=query", "https://api.example/a/b?only=query" },
    { "//other.example/x", "https://other.example/x" },
    { "HTTPS://other.example/x", "HTTPS://other.example/x" },
    { "/enc%2Foded/%zz", "https://api.example/enc%2Foded/%zz" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
      g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
      g_auto (GStrv) notes = NULL;
      g_autoptr (RhRequest) request = next_ok (redirect, 302, cases[i].location, &notes);

      assert_url (request, cases[i].url);
    }
}

static void
test_fragment (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE "#here");
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) inherited = NULL;
  g_autoptr (RhRequest) replaced = NULL;
  g_auto (GStrv) notes = NULL;

  inherited = next_ok (redirect, 302, "/x", &notes);
  assert_url (inherited, "https://api.example/x#here");
  replaced = next_ok (redirect, 302, "/y#there", &notes);
  assert_url (replaced, "https://api.example/y#there");
}

/* got CVE-2022-33987 and others: nothing but http and https is followed. */
static void
test_bad_location (void)
{
  static const char *const bad[] = { "file:///etc/passwd",
                                     "ftp://api.example/",
                                     "unix:/run/docker.sock",
                                     "javascript:alert(1)",
                                     "data:text/plain,x",
                                     "https://",
                                     "https:///x",
                                     "http://[::1",
                                     "http://a b/",
                                     "https://h:99999/",
                                     "https://h:x/",
                                     "mailto:a@b.example",
                                     "http://a\r\nX: y.example/",
                                     NULL };

  for (guint i = 0; bad[i] != NULL; i++)
    {
      g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);

      g_test_message ("%s", bad[i]);
      assert_refused (first, 302, bad[i], RH_HTTP_ERROR_REDIRECT);
    }
}

static void
test_two_locations (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhText) url = rh_text_new (HERE);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) notes = NULL;

  rh_headers_append_plain (headers, "Location", "/a");
  rh_headers_append_plain (headers, "Location", "https://other.example/");
  rh_hop_set_response (hop, 302, "", "HTTP/1.1", headers);
  request = rh_redirect_next (redirect, hop, &notes, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT);
  g_assert_null (request);
}

static void
test_loop (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("GET", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) second = NULL;
  g_autoptr (RhRequest) third = NULL;
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) notes = NULL;

  assert_refused (first, 302, HERE, RH_HTTP_ERROR_REDIRECT_CIRCLE);
  assert_refused (first, 302, HERE "#fragment", RH_HTTP_ERROR_REDIRECT_CIRCLE);
  second = next_ok (redirect, 302, "/2", &notes);
  third = next (redirect, 302, HERE, &notes, &error);
  g_assert_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_REDIRECT_CIRCLE);
}

/* POST, then GET of the same address, is what forms do. */
static void
test_post_redirect_get (void)
{
  g_autoptr (RhRequest) first = rh_wire_request_to ("POST", HERE);
  g_autoptr (RhRedirect) redirect = rh_redirect_new (first);
  g_autoptr (RhRequest) request = NULL;
  g_auto (GStrv) notes = NULL;

  request = next_ok (redirect, 303, HERE, &notes);
  g_assert_cmpstr (rh_request_get_method (request), ==, "GET");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/redirect/I1/method", test_method);
  g_test_add_func ("/redirect/I1/body-headers", test_body_headers);
  g_test_add_func ("/redirect/I1/keeps-settings", test_keeps_settings);
  g_test_add_func ("/redirect/I1/wants", test_wants);
  g_test_add_func ("/redirect/I1/limit", test_limit);
  for (gsize i = 0; i < G_N_ELEMENTS (origins); i++)
    {
      g_autofree char *path = g_strdup_printf ("/redirect/I2/origin/%" G_GSIZE_FORMAT, i);

      g_test_add_data_func (path, &origins[i], test_origin);
    }
  g_test_add_func ("/redirect/I2/never-restored", test_never_restored);
  g_test_add_func ("/redirect/I2/body-never-restored", test_body_never_restored);
  g_test_add_func ("/redirect/I2/downgrade", test_downgrade);
  g_test_add_func ("/redirect/I3/host-and-referer", test_origin_headers);
  g_test_add_func ("/redirect/I2/secret-body", test_secret_body);
  g_test_add_func ("/redirect/I2/query-token", test_query_token);
  g_test_add_func ("/redirect/I2/echoed-header", test_echoed_header);
  g_test_add_func ("/redirect/I4/location", test_location);
  g_test_add_func ("/redirect/I4/fragment", test_fragment);
  g_test_add_func ("/redirect/I4/bad-location", test_bad_location);
  g_test_add_func ("/redirect/I4/two-locations", test_two_locations);
  g_test_add_func ("/redirect/I4/loop", test_loop);
  g_test_add_func ("/redirect/I4/post-redirect-get", test_post_redirect_get);

  return g_test_run ();
}
