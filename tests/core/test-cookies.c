/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Cookies, rule by rule (RFC 6265bis; standards.md I11): what a field means, what is refused and
 * why, what goes where, and what a chain of hops sends. */
#include "config.h"

#include "http/rh-cookie-jar.h"
#include "http/rh-cookie-typed.h"
#include "http/rh-soup-transport.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

#include <string.h>

#define NOW G_GINT64_CONSTANT (1800000000)
#define DAY (24 * 60 * 60)

static RhCookieVerdict
take (RhCookieJar *jar, const char *url_text, const char *field)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (url_text, NULL);

  g_assert_nonnull (url);

  return rh_cookie_jar_take (jar, field, url, NOW);
}

static void
assert_sent_at (RhCookieJar *jar, const char *url_text, gint64 now, const char *expected)
{
  g_autoptr (RhUrl) url = rh_url_parse_http (url_text, NULL);
  g_autoptr (RhText) header = NULL;

  g_assert_nonnull (url);
  header = rh_cookie_jar_dup_header (jar, url, now);
  g_assert_cmpstr (header == NULL ? NULL : rh_text_peek (header, NULL), ==, expected);
}

static void
assert_sent (RhCookieJar *jar, const char *url_text, const char *expected)
{
  assert_sent_at (jar, url_text, NOW, expected);
}

static guint
count (RhCookieJar *jar)
{
  return g_list_model_get_n_items (rh_cookie_jar_get_cookies (jar));
}

static const RhCookieFields *
nth_fields (RhCookieJar *jar, guint index)
{
  g_autoptr (RhCookie) cookie = g_list_model_get_item (rh_cookie_jar_get_cookies (jar), index);

  g_assert_nonnull (cookie);

  return rh_cookie_get_fields (cookie); /* the jar keeps it */
}

static void
test_dates (void)
{
  static const struct
  {
    const char *text;
    gint64 seconds; /* -1: no date */
  } cases[] = {
    { "Wed, 21 Oct 2015 07:28:00 GMT", 1445412480 },
    { "Wednesday, 21-Oct-15 07:28:00 GMT", 1445412480 },
    { "Wed Oct 21 07:28:00 2015", 1445412480 },
    { "21 oct 2015 7:28:0", 1445412480 },
    { "07:28:00 2015 21 October", 1445412480 },
    { "Thu, 01 Jan 70 00:00:00 GMT", 0 },
    { "01 Jan 69 00:00:00", 3124224000 },
    { "Fri, 31 Dec 9999 23:59:59 GMT", 253402300799 },
    { "", -1 },
    { "21 Oct 2015", -1 },
    { "31 Feb 2015 07:28:00", -1 },
    { "00 Oct 2015 07:28:00", -1 },
    { "21 Oct 2015 24:00:00", -1 },
    { "21 Oct 2015 07:60:00", -1 },
    { "21 Oct 1600 07:28:00", -1 },
    { "21 Oct 20150 07:28:00", -1 },
    { "21 Oct 99999999999999999999 07:28:00", -1 },
    { "99999999999999999999:1:1 21 Oct 2015", -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gint64 seconds = -1;

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (rh_cookie_date_parse (cases[i].text, &seconds), ==, cases[i].seconds != -1);
      g_assert_cmpint (seconds, ==, cases[i].seconds);
    }
}

static void
test_verdicts (void)
{
  static const struct
  {
    const char *url;
    const char *field;
    RhCookieVerdict verdict;
  } cases[] = {
    { "https://a.example.com/", "a=b", RH_COOKIE_KEPT },
    { "https://a.example.com/", "=", RH_COOKIE_SYNTAX },
    { "https://a.example.com/", "; Secure", RH_COOKIE_SYNTAX },
    { "https://a.example.com/", "a=b\x01", RH_COOKIE_SYNTAX },
    { "https://a.example.com/", "a=b; Path=/\x7f", RH_COOKIE_SYNTAX },
    { "https://a.example.com/", "a=b\tc", RH_COOKIE_KEPT },
    { "https://a.example.com/", "a=b; Domain=example.com", RH_COOKIE_KEPT },
    { "https://a.example.com/", "a=b; Domain=.Example.COM", RH_COOKIE_KEPT },
    { "https://a.example.com/", "a=b; Domain=b.example.com", RH_COOKIE_DOMAIN },
    { "https://a.example.com/", "a=b; Domain=x.a.example.com", RH_COOKIE_DOMAIN },
    { "https://a.example.com/", "a=b; Domain=ample.com", RH_COOKIE_DOMAIN },
    { "https://a.example.com/", "a=b; Domain=com", RH_COOKIE_PUBLIC_SUFFIX },
    { "https://a.example.co.uk/", "a=b; Domain=co.uk", RH_COOKIE_PUBLIC_SUFFIX },
    { "https://me.github.io/", "a=b; Domain=github.io", RH_COOKIE_PUBLIC_SUFFIX },
    { "https://127.0.0.2/", "a=b; Domain=0.0.2", RH_COOKIE_DOMAIN },
    { "https://127.0.0.2/", "a=b; Domain=127.0.0.2", RH_COOKIE_KEPT },
    { "http://a.example.com/", "a=b; Secure", RH_COOKIE_INSECURE },
    { "http://localhost/", "a=b; Secure", RH_COOKIE_KEPT },
    { "https://a.example.com/", "__Secure-a=b", RH_COOKIE_PREFIX },
    { "https://a.example.com/", "__Secure-a=b; Secure", RH_COOKIE_KEPT },
    { "https://a.example.com/", "__host-a=b; Secure", RH_COOKIE_PREFIX },
    { "https://a.example.com/", "__Host-a=b; Secure; Path=/x", RH_COOKIE_PREFIX },
    { "https://a.example.com/", "__Host-a=b; Secure; Path=/; Domain=a.example.com",
      RH_COOKIE_PREFIX },
    { "https://a.example.com/", "__Host-a=b; Secure; Path=/", RH_COOKIE_KEPT },
    { "https://a.example.com/", "=__Host-a=b; Secure; Path=/", RH_COOKIE_PREFIX },
    { "https://a.example.com/", "__secure-nameless", RH_COOKIE_PREFIX },
    { "https://a.example.com/", "a=b; Max-Age=0", RH_COOKIE_REMOVED },
    { "https://a.example.com/", "a=b; Max-Age=-1", RH_COOKIE_REMOVED },
    { "https://a.example.com/", "a=b; Expires=Thu, 01 Jan 1970 00:00:00 GMT", RH_COOKIE_REMOVED },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

      g_test_message ("%s", cases[i].field);
      g_assert_cmpint (take (jar, cases[i].url, cases[i].field), ==, cases[i].verdict);
      g_assert_cmpuint (count (jar), ==, cases[i].verdict == RH_COOKIE_KEPT ? 1 : 0);
    }
}

static void
test_sizes (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();
  g_autofree char *most = g_strnfill (4095, 'v');
  g_autofree char *fits = g_strconcat ("n=", most, NULL);
  g_autofree char *over = g_strconcat ("nn=", most, NULL);
  g_autofree char *long_path = g_strnfill (1024, 'p');
  g_autofree char *ignored = g_strconcat ("p=1; Path=/", long_path, NULL);

  g_assert_cmpint (take (jar, "https://a.example.com/dir/x", fits), ==, RH_COOKIE_KEPT);
  g_assert_cmpint (take (jar, "https://a.example.com/dir/x", over), ==, RH_COOKIE_SIZE);
  g_assert_cmpint (take (jar, "https://a.example.com/dir/x", ignored), ==, RH_COOKIE_KEPT);
  g_assert_cmpuint (count (jar), ==, 2);
  g_assert_cmpstr (nth_fields (jar, 1)->path, ==, "/dir");
}

static void
test_attributes (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();
  const RhCookieFields *fields;

  take (jar, "https://a.example.com/x/y?q",
        " n = v=w ; PATH=/p;secure ; HttpOnly=1; samesite=strict; Domain=example.com; unknown=1;"
        "Max-Age=60; Expires=Wed, 21 Oct 2015 07:28:00 GMT");
  fields = nth_fields (jar, 0);
  g_assert_cmpstr (fields->name, ==, "n");
  g_assert_cmpstr (rh_secret_peek (fields->value, NULL), ==, "v=w");
  g_assert_cmpstr (fields->domain, ==, "example.com");
  g_assert_false (fields->host_only);
  g_assert_cmpstr (fields->path, ==, "/p");
  g_assert_true (fields->secure);
  g_assert_true (fields->http_only);
  g_assert_cmpint (fields->same_site, ==, RH_SAME_SITE_STRICT);
  g_assert_cmpint (fields->expires, ==, NOW + 60);

  take (jar, "https://a.example.com/x/y?q", "plain");
  fields = nth_fields (jar, 1);
  g_assert_cmpstr (fields->name, ==, "");
  g_assert_cmpstr (fields->domain, ==, "a.example.com");
  g_assert_true (fields->host_only);
  g_assert_cmpstr (fields->path, ==, "/x");
  g_assert_cmpint (fields->expires, ==, RH_COOKIE_NO_EXPIRY);
  assert_sent (jar, "https://a.example.com/x/", "plain");
}

/* No date and no number of seconds reaches further than 400 days. */
static void
test_longest_life (void)
{
  static const char *const fields[] = {
    "a=b; Expires=Fri, 31 Dec 9999 23:59:59 GMT",
    "a=b; Max-Age=34560001",
    "a=b; Max-Age=99999999999999999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

      g_assert_cmpint (take (jar, "https://a.example.com/", fields[i]), ==, RH_COOKIE_KEPT);
      g_assert_cmpint (nth_fields (jar, 0)->expires, ==, NOW + 400 * DAY);
      assert_sent_at (jar, "https://a.example.com/", NOW + 400 * DAY - 1, "a=b");
      assert_sent_at (jar, "https://a.example.com/", NOW + 400 * DAY, NULL);
    }
}

static void
test_where_they_go (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

  take (jar, "https://a.example.com/dir/x", "host=1");
  take (jar, "https://a.example.com/dir/x", "domain=2; Domain=example.com; Path=/");
  take (jar, "https://a.example.com/dir/x", "secure=3; Secure; Path=/dir/sub");

  assert_sent (jar, "https://a.example.com/dir/sub", "secure=3; host=1; domain=2");
  assert_sent (jar, "https://a.example.com:444/dir/", "host=1; domain=2");
  assert_sent (jar, "http://a.example.com/dir/sub/x", "host=1; domain=2");
  assert_sent (jar, "https://a.example.com/directory", "domain=2");
  assert_sent (jar, "https://b.example.com/dir/sub", "domain=2");
  assert_sent (jar, "https://x.a.example.com/dir", "domain=2");
  assert_sent (jar, "https://A.EXAMPLE.com/", "domain=2");
  assert_sent (jar, "https://notexample.com/dir/sub", NULL);
  assert_sent (jar, "https://example.com.evil/dir/sub", NULL);
}

/* An address is one host, and what ends like it is another one. */
static void
test_addresses (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

  take (jar, "http://10.0.0.1/", "a=1; Domain=10.0.0.1");
  assert_sent (jar, "http://10.0.0.1/", "a=1");
  assert_sent (jar, "http://110.0.0.1/", NULL);
  take (jar, "http://[2001:DB8::1]/", "b=2");
  assert_sent (jar, "http://[2001:db8:0::1]/", "b=2");
}

static void
test_replaced_in_place (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

  take (jar, "https://a.example.com/", "a=1");
  take (jar, "https://a.example.com/", "b=2");
  take (jar, "https://a.example.com/", "a=3");
  assert_sent (jar, "https://a.example.com/", "a=3; b=2");
  take (jar, "https://a.example.com/", "a=gone; Max-Age=0");
  assert_sent (jar, "https://a.example.com/", "b=2");
}

/* What comes unencrypted does not hide what only comes encrypted. */
static void
test_secure_not_shadowed (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

  take (jar, "https://a.example.com/", "id=good; Secure; Path=/login; Domain=example.com");
  g_assert_cmpint (take (jar, "http://a.example.com/", "id=bad; Path=/login/x"), ==,
                   RH_COOKIE_SHADOWS);
  g_assert_cmpint (take (jar, "http://a.example.com/", "id=bad; Path=/login; Max-Age=0"), ==,
                   RH_COOKIE_SHADOWS);
  g_assert_cmpint (take (jar, "http://a.example.com/", "id=else; Path=/"), ==, RH_COOKIE_KEPT);
  g_assert_cmpint (take (jar, "https://a.example.com/", "id=new; Path=/login"), ==, RH_COOKIE_KEPT);
}

static void
test_full_jar (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

  take (jar, "https://a.example.com/", "keep=1; Secure; Path=/kept");
  take (jar, "https://a.example.com/", "used=1; Path=/used");
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *field = g_strdup_printf ("n%u=1; Path=/many", i);

      assert_sent (jar, "https://a.example.com/used", "used=1");
      take (jar, "https://a.example.com/", field);
    }

  g_assert_cmpuint (count (jar), ==, 180);
  assert_sent (jar, "https://a.example.com/kept", "keep=1");
  assert_sent (jar, "https://a.example.com/used", "used=1");
}

/* A Secure cookie is a secret like others; each is marked as put in by us. */
static void
test_spans (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();
  g_autoptr (RhUrl) url = rh_url_parse_http ("https://a.example.com/", NULL);
  g_autoptr (RhText) header = NULL;

  take (jar, "https://a.example.com/", "open=1");
  take (jar, "https://a.example.com/", "hidden=2; Secure");
  header = rh_cookie_jar_dup_header (jar, url, NOW);
  g_assert_cmpuint (rh_text_get_n_spans (header), ==, 2);
  g_assert_cmpint (rh_text_nth_span (header, 0)->source, ==, RH_SOURCE_AUTH);
  g_assert_false (rh_text_nth_span (header, 0)->secret);
  g_assert_true (rh_text_nth_span (header, 1)->secret);
}

static void
test_editing (void)
{
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();
  g_autoptr (RhSecret) value = rh_secret_new ("typed", -1);
  RhCookieFields fields = { .value = value, .expires = RH_COOKIE_NO_EXPIRY, .host_only = TRUE };
  g_autoptr (RhCookie) first = NULL;
  g_autoptr (RhCookie) second = NULL;

  take (jar, "https://a.example.com/", "a=1");
  take (jar, "https://b.example.com/", "b=2");
  fields.name = "a";
  fields.domain = "a.example.com";
  fields.path = "/";
  first = rh_cookie_new (&fields);
  rh_cookie_jar_put (jar, first);
  g_assert_cmpuint (count (jar), ==, 2);
  assert_sent (jar, "https://a.example.com/", "a=typed");

  fields.name = "renamed";
  second = rh_cookie_new (&fields);
  rh_cookie_jar_replace (jar, first, second);
  assert_sent (jar, "https://a.example.com/", "renamed=typed");
  g_assert_cmpstr (nth_fields (jar, 0)->name, ==, "renamed");

  rh_cookie_jar_clear (jar, "b.example.com");
  g_assert_cmpuint (count (jar), ==, 1);
  rh_cookie_jar_remove (jar, second);
  g_assert_cmpuint (count (jar), ==, 0);
}

/* On the wire */

static RhCookieJar *
give_jar (RhWireFixture *fixture)
{
  RhCookieJar *jar = rh_cookie_jar_new ();

  rh_soup_transport_set_cookie_jar (RH_SOUP_TRANSPORT (fixture->transport), jar);

  return jar;
}

static void
assert_received (RhWireServer *server, guint index, const char *cookie)
{
  g_autofree char *request = rh_wire_server_dup_request (server, index);
  g_autofree char *line = g_strdup_printf ("\r\nCookie: %s\r\n", cookie != NULL ? cookie : "");
  const char *found = strstr (request, "\r\nCookie:");

  if (cookie == NULL)
    g_assert_null (found);
  else
    {
      g_assert_true (found != NULL && g_str_has_prefix (found, line));
      g_assert_null (strstr (found + 2, "\r\nCookie:"));
    }
}

static void
test_kept_between_requests (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieJar) jar = give_jar (fixture);
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;
  RhHop *hop;

  rh_wire_reply (fixture,
                 "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nSet-Cookie: b=2; HttpOnly\r\n"
                 "Set-Cookie: c=3; Domain=example.com\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_get (fixture, NULL);
  second = rh_wire_get (fixture, NULL);

  assert_received (fixture->server, 0, NULL);
  assert_received (fixture->server, 1, "a=1; b=2");
  g_assert_true (rh_wire_has_note (rh_exchange_get_last_hop (first), "cookie-refused:domain:c"));
  hop = rh_exchange_get_last_hop (second);
  g_assert_cmpstr (rh_headers_get (rh_hop_get_sent_headers (hop), "Cookie"), ==, "a=1; b=2");
  g_assert_cmpuint (
      rh_headers_count (rh_request_get_headers (rh_exchange_get_request (second)), "Cookie"), ==,
      0);
}

static void
test_switched_off (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieJar) jar = give_jar (fixture);
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (RhExchange) exchange = NULL;

  take (jar, "http://127.0.0.1/", "a=1");
  rh_request_set_cookies (request, FALSE);
  rh_wire_reply (fixture, "HTTP/1.1 200 OK\r\nSet-Cookie: b=2\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, NULL);
  assert_received (fixture->server, 0, NULL);
  g_assert_cmpuint (count (jar), ==, 1);
}

/* As it was written, with nothing of the jar's; to another origin it does not go. */
static void
test_typed (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) other = rh_wire_server_new ("127.0.0.2", 0, NULL);
  g_autoptr (RhCookieJar) jar = give_jar (fixture);
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autofree char *away = g_strdup_printf ("HTTP/1.1 302 Found\r\nContent-Length: 0\r\n"
                                           "Location: http://127.0.0.2:%u/\r\n\r\n",
                                           rh_wire_server_get_port (other));
  g_autoptr (RhExchange) exchange = NULL;

  take (jar, "http://127.0.0.1/", "jar=1");
  take (jar, "http://127.0.0.2/", "there=2");
  rh_headers_append_plain (rh_request_get_headers (request), "Cookie", "mine=x;y");
  rh_wire_reply (fixture, away, RH_WIRE_KEEP);
  rh_wire_server_add_reply (other, RH_WIRE_OK, -1, RH_WIRE_KEEP);
  exchange = rh_wire_send (fixture, request, NULL, NULL);

  assert_received (fixture->server, 0, "mine=x;y");
  assert_received (other, 0, "there=2");
  g_assert_true (rh_wire_has_note (rh_wire_nth_hop (exchange, 1), "credential-dropped:Cookie"));
}

/* Each hop gets what the jar has for its host, set on the way too, and nothing is carried on. */
static void
test_redirects (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhWireServer) other = rh_wire_server_new ("127.0.0.2", 0, NULL);
  g_autoptr (RhCookieJar) jar = give_jar (fixture);
  g_autofree char *away
      = g_strdup_printf ("HTTP/1.1 302 Found\r\nSet-Cookie: here=1\r\nContent-Length: 0\r\n"
                         "Location: http://127.0.0.2:%u/\r\n\r\n",
                         rh_wire_server_get_port (other));
  g_autofree char *back
      = g_strdup_printf ("HTTP/1.1 302 Found\r\nSet-Cookie: there=2\r\nContent-Length: 0\r\n"
                         "Location: http://127.0.0.1:%u/again\r\n\r\n",
                         rh_wire_server_get_port (fixture->server));
  g_autoptr (RhExchange) exchange = NULL;

  take (jar, "http://127.0.0.1/", "old=0");
  rh_wire_reply (fixture, away, RH_WIRE_KEEP);
  rh_wire_server_add_reply (other, back, -1, RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  exchange = rh_wire_get (fixture, NULL);

  g_assert_cmpint (rh_exchange_get_state (exchange), ==, RH_EXCHANGE_STATE_DONE);
  assert_received (fixture->server, 0, "old=0");
  assert_received (other, 0, NULL);
  assert_received (fixture->server, 1, "old=0; here=1");
  g_assert_false (rh_wire_has_note (rh_wire_nth_hop (exchange, 1), "credential-dropped:Cookie"));
}

/* A transport without a jar keeps nothing: that is how OAuth is sent. */
static void
test_no_jar (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhExchange) first = NULL;
  g_autoptr (RhExchange) second = NULL;

  rh_wire_reply (fixture, "HTTP/1.1 200 OK\r\nSet-Cookie: a=1\r\nContent-Length: 0\r\n\r\n",
                 RH_WIRE_KEEP);
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  first = rh_wire_get (fixture, NULL);
  second = rh_wire_get (fixture, NULL);
  assert_received (fixture->server, 1, NULL);
}

/* Cookies that are still being fetched are waited for. */
static void
test_held (RhWireFixture *fixture, gconstpointer data)
{
  g_autoptr (RhCookieJar) jar = give_jar (fixture);
  g_autoptr (RhRequest) request = rh_wire_request (fixture, "GET", "/");
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (RhExchange) sent = NULL;
  g_autoptr (RhExchange) cancelled = NULL;
  g_autoptr (GAsyncResult) sent_result = NULL;
  g_autoptr (GAsyncResult) cancelled_result = NULL;

  rh_cookie_jar_set_held (jar, TRUE);
  sent = rh_send_operation_start (fixture->transport, request, NULL, rh_test_take_result,
                                  &sent_result);
  cancelled = rh_send_operation_start (fixture->transport, request, cancellable,
                                       rh_test_take_result, &cancelled_result);
  rh_test_drain ();
  g_assert_cmpuint (rh_wire_server_get_n_connections (fixture->server), ==, 0);

  g_cancellable_cancel (cancellable);
  rh_test_wait (&cancelled_result);
  g_assert_cmpint (rh_exchange_get_state (cancelled), ==, RH_EXCHANGE_STATE_CANCELLED);

  take (jar, "http://127.0.0.1/", "late=1");
  rh_wire_reply (fixture, RH_WIRE_OK, RH_WIRE_KEEP);
  rh_cookie_jar_set_held (jar, FALSE);
  rh_test_wait (&sent_result);
  assert_received (fixture->server, 0, "late=1");
  rh_test_drain ();
}

/* Whatever would be another cookie on the wire, or a second one, is none. */
static void
test_by_hand (void)
{
  static const struct
  {
    const char *name;
    const char *value;
    const char *domain;
    const char *path;
    RhTypedCookieFault fault;
  } cases[] = {
    { "a", "b=c", "example.com", "/", RH_TYPED_COOKIE_GOOD },
    { "", "b", "example.com", "/", RH_TYPED_COOKIE_GOOD },
    { "a", "", "::1", "/x", RH_TYPED_COOKIE_GOOD },
    { "a=b", "c", "example.com", "/", RH_TYPED_COOKIE_NAME },
    { "a; b", "c", "example.com", "/", RH_TYPED_COOKIE_NAME },
    { "a\r\nX: y", "c", "example.com", "/", RH_TYPED_COOKIE_NAME },
    { " a", "c", "example.com", "/", RH_TYPED_COOKIE_NAME },
    { "a", "b; c=d", "example.com", "/", RH_TYPED_COOKIE_VALUE },
    { "a", "b\n", "example.com", "/", RH_TYPED_COOKIE_VALUE },
    { "a", "b ", "example.com", "/", RH_TYPED_COOKIE_VALUE },
    { "", "a=b", "example.com", "/", RH_TYPED_COOKIE_VALUE },
    { "", "", "example.com", "/", RH_TYPED_COOKIE_EMPTY },
    { "a", "b", "Example.com", "/", RH_TYPED_COOKIE_DOMAIN },
    { "a", "b", ".example.com", "/", RH_TYPED_COOKIE_DOMAIN },
    { "a", "b", "example.com/x", "/", RH_TYPED_COOKIE_DOMAIN },
    { "a", "b", "", "/", RH_TYPED_COOKIE_DOMAIN },
    { "a", "b", "example.com", "x", RH_TYPED_COOKIE_PATH },
    { "a", "b", "example.com", "/;x", RH_TYPED_COOKIE_PATH },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhSecret) value = rh_secret_new (cases[i].value, -1);
      RhCookieFields fields = {
        .name = cases[i].name,
        .value = value,
        .domain = cases[i].domain,
        .path = cases[i].path,
      };

      g_test_message ("%s=%s %s %s", cases[i].name, cases[i].value, cases[i].domain, cases[i].path);
      g_assert_cmpint (rh_typed_cookie_check (&fields), ==, cases[i].fault);
    }
}

static void
test_typed_size (void)
{
  g_autofree char *text = g_strnfill (4096, 'x');
  g_autoptr (RhSecret) value = rh_secret_new (text, -1);
  RhCookieFields fields = { .name = "", .value = value, .domain = "a.example", .path = "/" };

  g_assert_cmpint (rh_typed_cookie_check (&fields), ==, RH_TYPED_COOKIE_GOOD);
  fields.name = "a";
  g_assert_cmpint (rh_typed_cookie_check (&fields), ==, RH_TYPED_COOKIE_SIZE);
}

static void
test_typed_domain (void)
{
  static const char *const cases[][2] = {
    { "Example.COM", "example.com" },
    { ".example.com", "example.com" },
    { "b\xc3\xbc"
      "cher.example",
      "xn--bcher-kva.example" },
    { "fd12:0::1", "fd12::1" },
    { "127.0.0.1", "127.0.0.1" },
    { "example.com:80", NULL },
    { "me@example.com", NULL },
    { "two words", NULL },
    { "", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *domain = rh_typed_cookie_dup_domain (cases[i][0]);

      g_assert_cmpstr (domain, ==, cases[i][1]);
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/cookies/rfc6265bis-5.1.1/dates", test_dates);
  g_test_add_func ("/cookies/I11/verdicts", test_verdicts);
  g_test_add_func ("/cookies/I11/sizes", test_sizes);
  g_test_add_func ("/cookies/rfc6265bis-5.6/attributes", test_attributes);
  g_test_add_func ("/cookies/I11/longest-life", test_longest_life);
  g_test_add_func ("/cookies/I11/where-they-go", test_where_they_go);
  g_test_add_func ("/cookies/I11/addresses", test_addresses);
  g_test_add_func ("/cookies/replaced-in-place", test_replaced_in_place);
  g_test_add_func ("/cookies/secure-not-shadowed", test_secure_not_shadowed);
  g_test_add_func ("/cookies/full-jar", test_full_jar);
  g_test_add_func ("/cookies/security-4.0/spans", test_spans);
  g_test_add_func ("/cookies/editing", test_editing);
  g_test_add_func ("/cookies/rfc6265bis-4.1.1/typed", test_by_hand);
  g_test_add_func ("/cookies/I11/typed-size", test_typed_size);
  g_test_add_func ("/cookies/typed-domain", test_typed_domain);
  rh_wire_test_add ("/cookies/kept-between-requests", test_kept_between_requests);
  rh_wire_test_add ("/cookies/switched-off", test_switched_off);
  rh_wire_test_add ("/cookies/I11/typed", test_typed);
  rh_wire_test_add ("/cookies/I3/redirects", test_redirects);
  rh_wire_test_add ("/cookies/security-3.9/no-jar", test_no_jar);
  rh_wire_test_add ("/cookies/held", test_held);

  return g_test_run ();
}
