/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The head of a request to the loopback server, judged on bytes alone (security.md 1.2;
 * standards.md E7, E9). */
#include "config.h"

#include "http/rh-request-head.h"
#include "lib/rh-test.h"

#include <string.h>

#define AUTHORITY "localhost:8437"
#define HOST "Host: " AUTHORITY "\r\n"

typedef struct
{
  const char *name;
  const char *head;
  guint status; /* 0: passes */
} Case;

static guint
judge (const char *head, gsize length, goffset max_body)
{
  g_autoptr (RhRequestHead) self = rh_request_head_new (64, 256);
  RhHeadState state = rh_request_head_feed (self, (const guint8 *) head, length);

  if (state == RH_HEAD_DONE)
    return rh_request_head_check (self, AUTHORITY, max_body);

  g_assert_cmpint (state, ==, RH_HEAD_REFUSED);
  return rh_request_head_get_status (self);
}

static void
test_case (gconstpointer data)
{
  const Case *c = data;

  g_assert_cmpuint (judge (c->head, strlen (c->head), 10), ==, c->status);
}

static const Case cases[] = {
  { "plain", "GET / HTTP/1.1\r\n" HOST "\r\n", 0 },
  { "query", "GET /a?b=%zz&c HTTP/1.1\r\n" HOST "Accept: */*\r\n\r\n", 0 },
  { "host-name-in-any-case", "GET / HTTP/1.1\r\nhOsT:" AUTHORITY " \r\n\r\n", 0 },
  { "host-missing", "GET / HTTP/1.1\r\nAccept: */*\r\n\r\n", 400 },
  { "host-twice", "GET / HTTP/1.1\r\n" HOST HOST "\r\n", 400 },
  { "host-twice-wrong-first", "GET / HTTP/1.1\r\nHost: evil\r\n" HOST "\r\n", 400 },
  { "host-twice-wrong-last", "GET / HTTP/1.1\r\n" HOST "Host: evil\r\n\r\n", 400 },
  { "host-wrong", "GET / HTTP/1.1\r\nHost: evil.example:8437\r\n\r\n", 421 },
  { "host-without-port", "GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", 421 },
  { "host-other-loopback", "GET / HTTP/1.1\r\nHost: 127.0.0.1:8437\r\n\r\n", 421 },
  { "host-other-case", "GET / HTTP/1.1\r\nHost: LOCALHOST:8437\r\n\r\n", 421 },
  { "host-other-port", "GET / HTTP/1.1\r\nHost: localhost:08437\r\n\r\n", 421 },
  { "host-trailing-dot", "GET / HTTP/1.1\r\nHost: localhost.:8437\r\n\r\n", 421 },
  { "host-userinfo", "GET / HTTP/1.1\r\nHost: a@localhost:8437\r\n\r\n", 421 },
  { "host-list", "GET / HTTP/1.1\r\nHost: localhost:8437, evil\r\n\r\n", 421 },
  { "host-empty", "GET / HTTP/1.1\r\nHost:\r\n\r\n", 421 },
  { "absolute-form", "GET http://localhost:8437/ HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "asterisk-form", "OPTIONS * HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "authority-form", "CONNECT localhost:8437 HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "fragment", "GET /a#b HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "empty-target", "GET  HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "space-in-target", "GET /a b HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "tab-for-space", "GET\t/\tHTTP/1.1\r\n" HOST "\r\n", 400 },
  { "non-ascii-target", "GET /\xc3\xa6 HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "no-version", "GET /\r\n" HOST "\r\n", 400 },
  { "http-1.0", "GET / HTTP/1.0\r\n" HOST "\r\n", 505 },
  { "http-1.2", "GET / HTTP/1.2\r\n" HOST "\r\n", 505 },
  { "http-2-preface", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505 },
  { "other-protocol", "SIP /x SIP/2.0\r\n" HOST "\r\n", 400 },
  { "method-not-a-token", "G(T / HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "method-missing", " / HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "leading-empty-line", "\r\nGET / HTTP/1.1\r\n" HOST "\r\n", 400 },
  { "bare-lf", "GET / HTTP/1.1\n" HOST "\n", 400 },
  { "bare-lf-in-fields", "GET / HTTP/1.1\r\nA: b\n" HOST "\r\n", 400 },
  { "bare-cr", "GET / HTTP/1.1\r\nA: b\rc\r\n" HOST "\r\n", 400 },
  { "folded-line", "GET / HTTP/1.1\r\nA: b\r\n c\r\n" HOST "\r\n", 400 },
  { "space-before-colon", "GET / HTTP/1.1\r\nHost : " AUTHORITY "\r\n\r\n", 400 },
  { "field-without-colon", "GET / HTTP/1.1\r\n" HOST "nonsense\r\n\r\n", 400 },
  { "field-without-name", "GET / HTTP/1.1\r\n" HOST ": x\r\n\r\n", 400 },
  { "control-in-value", "GET / HTTP/1.1\r\n" HOST "A: \x01\r\n\r\n", 400 },
  { "delete-in-value", "GET / HTTP/1.1\r\n" HOST "A: \x7f\r\n\r\n", 400 },
  { "garbage", "\x80\x81\x82\r\n\r\n", 400 },
  { "body-that-fits", "POST / HTTP/1.1\r\n" HOST "Content-Length: 10\r\n\r\n", 0 },
  { "body-too-long", "POST / HTTP/1.1\r\n" HOST "Content-Length: 11\r\n\r\n", 413 },
  { "length-twice", "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nContent-Length: 1\r\n\r\n",
    400 },
  { "length-list", "POST / HTTP/1.1\r\n" HOST "Content-Length: 1, 1\r\n\r\n", 400 },
  { "length-negative", "POST / HTTP/1.1\r\n" HOST "Content-Length: -1\r\n\r\n", 400 },
  { "length-signed", "POST / HTTP/1.1\r\n" HOST "Content-Length: +1\r\n\r\n", 400 },
  { "length-hex", "POST / HTTP/1.1\r\n" HOST "Content-Length: 0x1\r\n\r\n", 400 },
  { "length-empty", "POST / HTTP/1.1\r\n" HOST "Content-Length:\r\n\r\n", 400 },
  { "length-overflow", "POST / HTTP/1.1\r\n" HOST "Content-Length: 18446744073709551617\r\n\r\n",
    400 },
  { "length-and-chunked",
    "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", 400 },
  { "chunked", "POST / HTTP/1.1\r\n" HOST "transfer-encoding: chunked\r\n\r\n", 411 },
  { "wrong-host-beats-length", "POST / HTTP/1.1\r\nHost: evil\r\nContent-Length: 104857600\r\n\r\n",
    421 },
};

static void
test_no_body (void)
{
  const char *some = "POST / HTTP/1.1\r\n" HOST "Content-Length: 1\r\n\r\n";
  const char *none = "POST / HTTP/1.1\r\n" HOST "Content-Length: 0\r\n\r\n";

  g_assert_cmpuint (judge (some, strlen (some), 0), ==, 413);
  g_assert_cmpuint (judge (none, strlen (none), 0), ==, 0);
}

static void
test_nul (void)
{
  const char head[] = "GET / HTTP/1.1\r\n" HOST "A: \0\r\n\r\n";

  g_assert_cmpuint (judge (head, sizeof head - 1, 0), ==, 400);
}

/* Both limits at the edge: the last byte that fits, and one more. */
static void
test_request_line_limit (void)
{
  const guint statuses[] = { 0, 414 };

  for (gsize extra = 0; extra < 2; extra++)
    {
      g_autofree char *path = g_strnfill (64 - strlen ("GET / HTTP/1.1") + extra, 'a');
      g_autofree char *head = g_strdup_printf ("GET /%s HTTP/1.1\r\n" HOST "\r\n", path);

      g_assert_cmpuint (judge (head, strlen (head), 0), ==, statuses[extra]);
    }
}

static void
test_headers_limit (void)
{
  const guint statuses[] = { 0, 431 };

  for (gsize extra = 0; extra < 2; extra++)
    {
      g_autofree char *value = g_strnfill (256 - strlen (HOST "A: \r\n") + extra, 'a');
      g_autofree char *head = g_strdup_printf ("GET / HTTP/1.1\r\n" HOST "A: %s\r\n\r\n", value);

      g_assert_cmpuint (judge (head, strlen (head), 0), ==, statuses[extra]);
    }
}

/* A line without an end is refused when it is too long, not when its end comes. */
static void
test_endless_line (void)
{
  g_autoptr (RhRequestHead) self = rh_request_head_new (64, 256);
  RhHeadState state = RH_HEAD_MORE;
  guint n = 0;

  for (; state == RH_HEAD_MORE; n++)
    state = rh_request_head_feed (self, (const guint8 *) "a", 1);

  g_assert_cmpint (state, ==, RH_HEAD_REFUSED);
  g_assert_cmpuint (rh_request_head_get_status (self), ==, 414);
  g_assert_cmpuint (n, ==, 65);
}

static void
test_byte_by_byte (void)
{
  const char *head = "GET /a?b HTTP/1.1\r\n" HOST "\r\n";
  g_autoptr (RhRequestHead) self = rh_request_head_new (64, 256);

  for (const char *c = head; c[1] != '\0'; c++)
    g_assert_cmpint (rh_request_head_feed (self, (const guint8 *) c, 1), ==, RH_HEAD_MORE);

  g_assert_cmpint (rh_request_head_feed (self, (const guint8 *) "\n", 1), ==, RH_HEAD_DONE);
  g_assert_cmpuint (rh_request_head_check (self, AUTHORITY, 0), ==, 0);
  g_assert_cmpstr (rh_request_head_get_target (self), ==, "/a?b");
}

/* What came behind the head is kept, and not judged; the target is kept apart. */
static void
test_replay (void)
{
  const char *text = "POST /a?b HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\n\x01\x02\n";
  const char *expected = "POST / HTTP/1.1\r\n" HOST "Content-Length: 3\r\n\r\n\x01\x02\n";
  g_autoptr (GBytes) replay = NULL;
  gconstpointer bytes;
  g_autoptr (RhRequestHead) self = rh_request_head_new (64, 256);
  gsize length;

  g_assert_cmpint (rh_request_head_feed (self, (const guint8 *) text, strlen (text)), ==,
                   RH_HEAD_DONE);
  g_assert_cmpuint (rh_request_head_check (self, AUTHORITY, 3), ==, 0);
  replay = rh_request_head_get_replay (self);
  bytes = g_bytes_get_data (replay, &length);
  g_assert_cmpmem (bytes, length, expected, strlen (expected));
}

static void
test_tls (void)
{
  g_autoptr (RhRequestHead) self = rh_request_head_new (64, 256);

  g_assert_cmpint (rh_request_head_feed (self, (const guint8 *) "\x16\x03\x01", 3), ==,
                   RH_HEAD_TLS);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/request-head/E7/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }
  g_test_add_func ("/request-head/E9/no-body", test_no_body);
  g_test_add_func ("/request-head/E9/nul", test_nul);
  g_test_add_func ("/request-head/E9/request-line-limit", test_request_line_limit);
  g_test_add_func ("/request-head/E9/headers-limit", test_headers_limit);
  g_test_add_func ("/request-head/E9/endless-line", test_endless_line);
  g_test_add_func ("/request-head/byte-by-byte", test_byte_by_byte);
  g_test_add_func ("/request-head/replay", test_replay);
  g_test_add_func ("/request-head/1.5/tls", test_tls);

  return g_test_run ();
}
