/* SPDX-License-Identifier: GPL-3.0-or-later */
/* URLs keep what was typed; origins and loopback are decided on the parsed host. */
#include <string.h>

#include "lib/rh-test.h"
#include "text/rh-url.h"

/* What is being tried, fit for TAP: short and ASCII. */
static void
note (const char *text)
{
  g_autofree char *escaped = g_strescape (text != NULL ? text : "(null)", NULL);

  g_test_message ("%.80s", escaped);
}

static RhUrl *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RhUrl *url = rh_url_parse (text, &error);

  note (text);
  g_assert_no_error (error);
  g_assert_nonnull (url);

  return url;
}

static void
assert_fails (const char *text, RhUrlError code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhUrl) url = rh_url_parse_http (text, &error);

  note (text);
  g_assert_null (url);
  g_assert_error (error, RH_URL_ERROR, (int) code);
}

static void
test_parts (void)
{
  g_autoptr (RhUrl) url = parse ("HTTPS://us%65r:p;w@ExAmple.com:08437/a//b/../%2F?q=%zz&a#f?r#g");

  g_assert_cmpstr (url->scheme, ==, "HTTPS");
  g_assert_cmpstr (url->userinfo, ==, "us%65r:p;w");
  g_assert_cmpstr (url->host, ==, "ExAmple.com");
  g_assert_cmpstr (url->port, ==, "08437");
  g_assert_cmpstr (url->path, ==, "/a//b/../%2F");
  g_assert_cmpstr (url->query, ==, "q=%zz&a");
  g_assert_cmpstr (url->fragment, ==, "f?r#g");
}

static void
test_absent_and_empty (void)
{
  g_autoptr (RhUrl) bare = parse ("http://h");
  g_autoptr (RhUrl) empty = parse ("http://@h:/?#");

  g_assert_null (bare->userinfo);
  g_assert_null (bare->port);
  g_assert_cmpstr (bare->path, ==, "");
  g_assert_null (bare->query);
  g_assert_null (bare->fragment);
  g_assert_cmpstr (empty->userinfo, ==, "");
  g_assert_cmpstr (empty->port, ==, "");
  g_assert_cmpstr (empty->path, ==, "/");
  g_assert_cmpstr (empty->query, ==, "");
  g_assert_cmpstr (empty->fragment, ==, "");
  g_assert_cmpuint (rh_url_get_port (empty), ==, 80);
}

static void
test_as_typed (void)
{
  static const char *const typed[] = {
    "https://h",
    "https://h?",
    "https://h/?",
    "https://h#",
    "https://h/a/./b/../c",
    "https://h/%2F/%2e%2e/%zz/%",
    "https://h/[ ]{ }|^`\\<>\"",
    "https://h//a///b//",
    "https://h/a;b=c;?d;e",
    "HtTp://H:80/",
    "http://h:/",
    "http://[2001:DB8:0:0::1]:08080/x",
    "http://user:pa%40ss@h/",
    "http://@h/",
    "https://h/é?ü#ß",
    "https://bücher.example/",
    "https://h/a b?c d#e f",
    "https://h/a@b:c?d@e#@",
    "custom+scheme.1://h/x",
  };

  for (guint i = 0; i < G_N_ELEMENTS (typed); i++)
    {
      g_autoptr (RhUrl) url = parse (typed[i]);
      g_autoptr (RhUrl) copy = rh_url_copy (url);
      g_autofree char *text = rh_url_to_string (copy);

      g_assert_cmpstr (text, ==, typed[i]);
    }
}

static void
test_refused (void)
{
  static const struct
  {
    const char *text;
    RhUrlError code;
  } cases[] = {
    { NULL, RH_URL_ERROR_EMPTY },
    { "", RH_URL_ERROR_EMPTY },
    { "h/path", RH_URL_ERROR_SCHEME },
    { "//h/path", RH_URL_ERROR_SCHEME },
    { "https:h", RH_URL_ERROR_SCHEME },
    { "https:/h", RH_URL_ERROR_SCHEME },
    { " https://h", RH_URL_ERROR_SCHEME },
    { "1http://h", RH_URL_ERROR_SCHEME },
    { "javascript:alert(1)", RH_URL_ERROR_SCHEME },
    { "file:///etc/passwd", RH_URL_ERROR_HOST },
    { "ftp://h/", RH_URL_ERROR_SCHEME },
    { "-x://h/", RH_URL_ERROR_SCHEME },
    { "{{base}}/x", RH_URL_ERROR_SCHEME },
    { "https://", RH_URL_ERROR_HOST },
    { "https:///path", RH_URL_ERROR_HOST },
    { "https://:80/", RH_URL_ERROR_HOST },
    { "https://user@", RH_URL_ERROR_HOST },
    { "https://?q", RH_URL_ERROR_HOST },
    { "https://a b/", RH_URL_ERROR_HOST },
    { "https://h /", RH_URL_ERROR_HOST },
    { "https://{{host}}/", RH_URL_ERROR_HOST },
    { "https://a%2Eb/", RH_URL_ERROR_HOST },
    { "https://a..b/", RH_URL_ERROR_HOST },
    { "https://.a/", RH_URL_ERROR_HOST },
    { "https://./", RH_URL_ERROR_HOST },
    { "https://a\\@b/", RH_URL_ERROR_HOST },
    { "https://a\\b/", RH_URL_ERROR_HOST },
    { "https://good@evil@h/", RH_URL_ERROR_HOST },
    { "https://h\xff/", RH_URL_ERROR_HOST },
    { "https://h\xc3/", RH_URL_ERROR_HOST },
    /* IDNA would map these to "a/c" and "evil?x". */
    { "https://evil.℀.example/", RH_URL_ERROR_HOST },
    { "https://evil？x/", RH_URL_ERROR_HOST },
    { "https://[::1/", RH_URL_ERROR_HOST },
    { "https://::1/", RH_URL_ERROR_HOST },
    { "https://[]/", RH_URL_ERROR_HOST },
    { "https://[::1%25eth0]/", RH_URL_ERROR_HOST },
    { "https://[v1.a]/", RH_URL_ERROR_HOST },
    { "https://[127.0.0.1]/", RH_URL_ERROR_HOST },
    { "https://[::1]x:80/", RH_URL_ERROR_HOST },
    { "https://[::1]x/", RH_URL_ERROR_HOST },
    { "http://127.1/", RH_URL_ERROR_HOST },
    { "http://127.0.0.01/", RH_URL_ERROR_HOST },
    { "http://127.0.0.256/", RH_URL_ERROR_HOST },
    { "http://127.0.0.1./", RH_URL_ERROR_HOST },
    { "http://0x7f.1/", RH_URL_ERROR_HOST },
    { "http://a.0x7F/", RH_URL_ERROR_HOST },
    { "http://2130706433/", RH_URL_ERROR_HOST },
    { "https://h:0/", RH_URL_ERROR_PORT },
    { "https://h:00/", RH_URL_ERROR_PORT },
    { "https://h:65536/", RH_URL_ERROR_PORT },
    { "https://h:4294967376/", RH_URL_ERROR_PORT },
    { "https://h:18446744073709551696/", RH_URL_ERROR_PORT },
    { "https://h:+80/", RH_URL_ERROR_PORT },
    { "https://h:-1/", RH_URL_ERROR_PORT },
    { "https://h: 80/", RH_URL_ERROR_PORT },
    { "https://h:80 /", RH_URL_ERROR_PORT },
    { "https://h:80:80/", RH_URL_ERROR_PORT },
    { "https://h:8x/", RH_URL_ERROR_PORT },
    { "https://h\r\nX: y/", RH_URL_ERROR_CHARACTER },
    { "https://h/\r\nX: y", RH_URL_ERROR_CHARACTER },
    { "https://h/?a\nb", RH_URL_ERROR_CHARACTER },
    { "https://h/\tb", RH_URL_ERROR_CHARACTER },
    { "https://h/#\x7f", RH_URL_ERROR_CHARACTER },
    { "https://h/\x1b[2J", RH_URL_ERROR_CHARACTER },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_fails (cases[i].text, cases[i].code);
}

static void
test_errors_quote_nothing (void)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_url_parse ("https://user:canary-password@h:99999/canary", &error));
  g_assert_null (strstr (error->message, "canary"));
}

static void
test_very_long (void)
{
  g_autofree char *tail = g_strnfill (1024 * 1024, 'a');
  g_autofree char *text = g_strconcat ("https://h/", tail, NULL);
  g_autofree char *label = g_strnfill (253, 'a');
  g_autofree char *host = g_strconcat ("https://", label, NULL);
  g_autofree char *rooted = g_strconcat ("https://", label, "./", NULL);
  g_autofree char *host_254 = g_strconcat ("https://", label, "a", NULL);
  g_autofree char *host_huge = g_strconcat ("https://é", tail, NULL);
  g_autofree char *zeros = g_strnfill (5000, '0');
  g_autofree char *port = g_strconcat ("https://h:", zeros, "443", NULL);
  g_autoptr (RhUrl) url = parse (text);
  g_autoptr (RhUrl) with_host = parse (host);
  g_autoptr (RhUrl) with_dot = parse (rooted);
  g_autoptr (RhUrl) with_port = parse (port);
  g_autofree char *back = rh_url_to_string (url);

  g_assert_cmpstr (back, ==, text);
  g_assert_cmpuint (strlen (with_host->host), ==, 253);
  g_assert_cmpuint (rh_url_get_port (with_port), ==, 443);
  assert_fails (host_254, RH_URL_ERROR_HOST);
  assert_fails (host_huge, RH_URL_ERROR_HOST);
}

static void
test_origin (void)
{
  static const struct
  {
    const char *text;
    const char *origin;
    const char *authority;
    const char *host;
    guint16 port;
  } cases[] = {
    { "HTTPS://Example.COM:443/x", "https://example.com", "example.com", "example.com", 443 },
    { "https://example.com:80", "https://example.com:80", "example.com:80", "example.com", 80 },
    { "http://example.com:0080/", "http://example.com", "example.com", "example.com", 80 },
    { "http://LOCALHOST:08437/p", "http://localhost:8437", "localhost:8437", "localhost", 8437 },
    { "http://u:p@h:/", "http://h", "h", "h", 80 },
    { "http://[2001:DB8:0:0:0::1]:81/", "http://[2001:db8::1]:81", "[2001:db8::1]:81",
      "2001:db8::1", 81 },
    { "https://[0:0:0:0:0:0:0:1]", "https://[::1]", "[::1]", "::1", 443 },
    { "https://BÜCHER.example/", "https://xn--bcher-kva.example", "xn--bcher-kva.example",
      "xn--bcher-kva.example", 443 },
    { "https://example.com./", "https://example.com.", "example.com.", "example.com.", 443 },
    { "https://h_x.example:65535/", "https://h_x.example:65535", "h_x.example:65535", "h_x.example",
      65535 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (RhUrl) url = parse (cases[i].text);
      g_autofree char *origin = rh_url_dup_origin (url);
      g_autofree char *authority = rh_url_dup_authority (url);
      g_autofree char *host = rh_url_dup_host (url);
      g_autofree char *by_text = rh_url_text_dup_origin (cases[i].text);

      g_assert_cmpstr (origin, ==, cases[i].origin);
      g_assert_cmpstr (by_text, ==, cases[i].origin);
      g_assert_cmpstr (authority, ==, cases[i].authority);
      g_assert_cmpstr (host, ==, cases[i].host);
      g_assert_cmpuint (rh_url_get_port (url), ==, cases[i].port);
    }
}

static void
test_no_origin (void)
{
  g_autoptr (RhUrl) url = parse ("myapp://callback/x");
  g_autofree char *origin = rh_url_dup_origin (url);

  g_assert_null (origin);
  g_assert_null (rh_url_text_dup_origin ("not a url"));
  g_assert_null (rh_url_text_dup_origin ("ftp://h/"));
  g_assert_cmpuint (rh_url_get_port (url), ==, 0);
}

static void
test_same_origin (void)
{
  g_assert_true (rh_url_same_origin ("https://a/x", "HTTPS://A:443/y?z"));
  g_assert_true (rh_url_same_origin ("https://bücher.example", "https://xn--bcher-kva.example"));
  g_assert_false (rh_url_same_origin ("https://a", "http://a"));
  g_assert_false (rh_url_same_origin ("https://a", "https://a:444"));
  g_assert_false (rh_url_same_origin ("https://a.example", "https://b.a.example"));
  g_assert_false (rh_url_same_origin ("https://a.example", "https://a.example."));
  g_assert_false (rh_url_same_origin ("https://a", "https://a@b"));
  g_assert_false (rh_url_same_origin ("nonsense", "nonsense"));
}

static void
test_loopback (void)
{
  static const char *const yes[] = {
    "http://127.0.0.1/",
    "http://127.255.255.254:1/",
    "http://localhost/",
    "http://LocalHost:8437/",
    "http://[::1]/",
    "http://[0:0::0:1]:80/",
    "https://evil@localhost/x",
  };
  static const char *const no[] = {
    "http://127.0.0.1.evil/", "http://localhost.evil/", "http://localhost./",
    "http://evil.localhost/", "http://128.0.0.1/",      "http://0.0.0.0/",
    "http://[::]/",           "http://[::2]/",          "http://[::ffff:127.0.0.1]/",
    "http://localhost@evil/", "http://127.0.0.1@evil/", "http://127.0.0.1:80@evil/",
    "http://evil/127.0.0.1",  "http://evil?localhost",  "http://evil#@localhost",
    "http://evil/@localhost", "http://localhosts/",     "http://127.evil/",
  };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    {
      g_autoptr (RhUrl) url = parse (yes[i]);

      g_assert_true (rh_url_is_loopback (url));
    }
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    {
      g_autoptr (RhUrl) url = parse (no[i]);

      g_assert_false (rh_url_is_loopback (url));
    }
}

static void
assert_target (const char *text, const char *expected, gboolean expected_change)
{
  g_autoptr (RhUrl) url = parse (text);
  gboolean changed = !expected_change;
  g_autofree char *target = rh_url_dup_request_target (url, &changed);

  g_assert_cmpstr (target, ==, expected);
  g_assert_cmpint (changed, ==, expected_change);
  g_assert_true (rh_request_target_is_valid (target));
}

static void
test_request_target (void)
{
  g_autoptr (RhUrl) hostile = parse ("https://h/x");
  g_autofree char *target = NULL;

  assert_target ("https://h", "/", FALSE);
  assert_target ("https://h?q", "/?q", FALSE);
  assert_target ("https://h/?", "/?", FALSE);
  assert_target ("https://h/a/./../b//%2F%zz[]{}|;\"<>\\^`?a=b?c#frag",
                 "/a/./../b//%2F%zz[]{}|;\"<>\\^`?a=b?c", FALSE);
  assert_target ("https://h/a b?c d", "/a%20b?c%20d", TRUE);
  assert_target ("https://h/é?€", "/%C3%A9?%E2%82%AC", TRUE);
  assert_target ("https://h/\xff", "/%FF", TRUE);

  /* Put together by hand, past the parser: still one line. */
  g_free (hostile->path);
  hostile->path = g_strdup ("x HTTP/1.1\r\nX: y");
  target = rh_url_dup_request_target (hostile, NULL);
  g_assert_cmpstr (target, ==, "/x%20HTTP/1.1%0D%0AX:%20y");
}

static void
test_request_target_valid (void)
{
  g_assert_true (rh_request_target_is_valid ("/"));
  g_assert_true (rh_request_target_is_valid ("/!~?\"{"));
  g_assert_false (rh_request_target_is_valid (NULL));
  g_assert_false (rh_request_target_is_valid (""));
  g_assert_false (rh_request_target_is_valid ("*"));
  g_assert_false (rh_request_target_is_valid ("http://h/"));
  g_assert_false (rh_request_target_is_valid ("/a b"));
  g_assert_false (rh_request_target_is_valid ("/a\r\n"));
  g_assert_false (rh_request_target_is_valid ("/a#b"));
  g_assert_false (rh_request_target_is_valid ("/\x7f"));
  g_assert_false (rh_request_target_is_valid ("/\xc3\xa9"));
}

static void
assert_resolves (const char *base_text, const char *reference, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhUrl) base = parse (base_text);
  g_autoptr (RhUrl) url = rh_url_resolve (base, reference, &error);
  g_autofree char *text = NULL;

  note (reference);
  g_assert_no_error (error);
  text = rh_url_to_string (url);
  g_assert_cmpstr (text, ==, expected);
}

static void
test_resolve_examples (void)
{
  static const char *const cases[][2] = {
    /* 5.4.1 */
    { "g", "http://a/b/c/g" },
    { "./g", "http://a/b/c/g" },
    { "g/", "http://a/b/c/g/" },
    { "/g", "http://a/g" },
    { "//g", "http://g" },
    { "?y", "http://a/b/c/d;p?y" },
    { "g?y", "http://a/b/c/g?y" },
    { "#s", "http://a/b/c/d;p?q#s" },
    { "g#s", "http://a/b/c/g#s" },
    { "g?y#s", "http://a/b/c/g?y#s" },
    { ";x", "http://a/b/c/;x" },
    { "g;x", "http://a/b/c/g;x" },
    { "g;x?y#s", "http://a/b/c/g;x?y#s" },
    { "", "http://a/b/c/d;p?q" },
    { ".", "http://a/b/c/" },
    { "./", "http://a/b/c/" },
    { "..", "http://a/b/" },
    { "../", "http://a/b/" },
    { "../g", "http://a/b/g" },
    { "../..", "http://a/" },
    { "../../", "http://a/" },
    { "../../g", "http://a/g" },
    /* 5.4.2 */
    { "../../../g", "http://a/g" },
    { "../../../../g", "http://a/g" },
    { "/./g", "http://a/g" },
    { "/../g", "http://a/g" },
    { "g.", "http://a/b/c/g." },
    { ".g", "http://a/b/c/.g" },
    { "g..", "http://a/b/c/g.." },
    { "..g", "http://a/b/c/..g" },
    { "./../g", "http://a/b/g" },
    { "./g/.", "http://a/b/c/g/" },
    { "g/./h", "http://a/b/c/g/h" },
    { "g/../h", "http://a/b/c/h" },
    { "g;x=1/./y", "http://a/b/c/g;x=1/y" },
    { "g;x=1/../y", "http://a/b/c/y" },
    { "g?y/./x", "http://a/b/c/g?y/./x" },
    { "g?y/../x", "http://a/b/c/g?y/../x" },
    { "g#s/./x", "http://a/b/c/g#s/./x" },
    { "g#s/../x", "http://a/b/c/g#s/../x" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_resolves ("http://a/b/c/d;p?q", cases[i][0], cases[i][1]);
}

static void
test_resolve_without_authority (void)
{
  g_autoptr (RhUrl) base = parse ("http://a/b/c/d;p?q");
  static const char *const references[]
      = { "g:h", "http:g", "javascript:alert(1)", "data:text/html,x", "mailto:a@b" };

  for (guint i = 0; i < G_N_ELEMENTS (references); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_url_resolve (base, references[i], &error));
      g_assert_error (error, RH_URL_ERROR, RH_URL_ERROR_SCHEME);
    }
}

static void
test_resolve_keeps (void)
{
  assert_resolves ("http://a/x//y?q", "z", "http://a/x//z");
  assert_resolves ("http://a/x", "/b//c///d", "http://a/b//c///d");
  assert_resolves ("http://a/x", "/b//../c", "http://a/b/c");
  assert_resolves ("http://a/x/y", "b%2F..%2fc/%2e%2e/d", "http://a/x/b%2F..%2fc/%2e%2e/d");
  assert_resolves ("http://a/x/./y/../z", "?q", "http://a/x/./y/../z?q");
  assert_resolves ("http://a", "g", "http://a/g");
  assert_resolves ("http://a?q", "", "http://a?q");
  assert_resolves ("http://u:p@a:81/x", "y", "http://u:p@a:81/y");
  assert_resolves ("http://u:p@a:81/x", "//b/y", "http://b/y");
  assert_resolves ("http://a/x", "HTTPS://B:1/../y", "HTTPS://B:1/y");
  assert_resolves ("http://a/x", "https://b", "https://b");
}

static void
test_resolve_fragment (void)
{
  assert_resolves ("http://a/x#f", "y", "http://a/y#f");
  assert_resolves ("http://a/x#f", "https://b/y", "https://b/y#f");
  assert_resolves ("http://a/x#f", "y#g", "http://a/y#g");
  assert_resolves ("http://a/x#f", "y#", "http://a/y#");
}

static void
test_resolve_hostile (void)
{
  g_autoptr (RhUrl) base = parse ("https://a/b");
  static const struct
  {
    const char *reference;
    RhUrlError code;
  } cases[] = {
    { "/x\r\nSet-Cookie: a", RH_URL_ERROR_CHARACTER },
    { "//evil\\@a/", RH_URL_ERROR_HOST },
    { "//", RH_URL_ERROR_HOST },
    { "https://", RH_URL_ERROR_HOST },
    { "//a:0/", RH_URL_ERROR_PORT },
    { "https://a@b@c/", RH_URL_ERROR_HOST },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_url_resolve (base, cases[i].reference, &error));
      g_assert_error (error, RH_URL_ERROR, (int) cases[i].code);
    }

  /* Browsers read these as another host; here they stay paths of the same one. */
  assert_resolves ("https://a/b", "/\\evil", "https://a/\\evil");
  assert_resolves ("https://a/b", "\\\\evil", "https://a/\\\\evil");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/url/K2/parts", test_parts);
  g_test_add_func ("/url/K2/absent-and-empty", test_absent_and_empty);
  g_test_add_func ("/url/K2/as-typed", test_as_typed);
  g_test_add_func ("/url/K4/refused", test_refused);
  g_test_add_func ("/url/M2/errors-quote-nothing", test_errors_quote_nothing);
  g_test_add_func ("/url/very-long", test_very_long);
  g_test_add_func ("/url/I2/origin", test_origin);
  g_test_add_func ("/url/I2/no-origin", test_no_origin);
  g_test_add_func ("/url/I2/same-origin", test_same_origin);
  g_test_add_func ("/url/4.1/loopback", test_loopback);
  g_test_add_func ("/url/K2/request-target", test_request_target);
  g_test_add_func ("/url/K2/request-target-valid", test_request_target_valid);
  g_test_add_func ("/url/I4/resolve-rfc3986-5.4", test_resolve_examples);
  g_test_add_func ("/url/I4/resolve-without-authority", test_resolve_without_authority);
  g_test_add_func ("/url/I4/resolve-keeps", test_resolve_keeps);
  g_test_add_func ("/url/I4/resolve-fragment", test_resolve_fragment);
  g_test_add_func ("/url/I4/resolve-hostile", test_resolve_hostile);

  return g_test_run ();
}
