/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it went out, in text: every secret masked. */
#include "http/rh-hop-text.h"
#include "lib/rh-test.h"

#define SECRET "SECRET-VALUE-0123456789"

static RhText *
text_with_secret (const char *before)
{
  RhText *text = rh_text_new (before);

  rh_text_append_value (text, SECRET, -1, "key", RH_SOURCE_ENVIRONMENT, TRUE, NULL);
  return text;
}

static RhHop *
hop_new (RhText *url, goffset body_size)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhText) value = text_with_secret ("Bearer ");
  RhHop *hop = rh_hop_new ("POST", url);

  rh_headers_append_plain (headers, "Host", "api.example.com");
  rh_headers_append (headers, "Authorization", value);
  rh_headers_append_plain (headers, "Cookie", "session=" SECRET);
  rh_hop_set_sent (hop, headers, body_size);
  return hop;
}

static void
test_request (void)
{
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com/v1/things?a=1#part");
  g_autoptr (RhText) content = text_with_secret ("key=");
  g_autoptr (RhBody) body = rh_body_new_text (content, "text/plain");
  g_autoptr (RhHop) hop = hop_new (url, 27);
  g_autofree char *text = rh_hop_text_dup_request (hop, body);

  g_assert_true (g_str_has_prefix (text, "POST /v1/things?a=1 HTTP/1.1\nHost: api.example.com\n"));
  g_assert_nonnull (strstr (text, "\nAuthorization: Bearer "));
  g_assert_nonnull (strstr (text, "\n\nkey="));
  g_assert_null (strstr (text, "VALUE-0123"));
}

/* What a redirect turned into GET went without its body. */
static void
test_no_body (void)
{
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com");
  g_autoptr (RhText) content = rh_text_new ("the body");
  g_autoptr (RhBody) body = rh_body_new_text (content, "text/plain");
  g_autoptr (RhHop) hop = hop_new (url, 0);
  g_autofree char *text = rh_hop_text_dup_request (hop, body);

  g_assert_true (g_str_has_prefix (text, "POST / HTTP/1.1\n"));
  g_assert_null (strstr (text, "the body"));
}

static void
test_secret_in_url (void)
{
  g_autoptr (RhText) url = text_with_secret ("https://api.example.com/?key=");
  g_autoptr (RhHop) hop = hop_new (url, 0);
  g_autofree char *text = rh_hop_text_dup_request (hop, NULL);
  g_autofree char *shown = rh_hop_text_dup_url (hop);

  g_assert_true (g_str_has_prefix (text, "POST /?key="));
  g_assert_null (strstr (text, "VALUE-0123"));
  g_assert_null (strstr (shown, "VALUE-0123"));
}

/* HTTP/2 has no request line, and none is invented. */
static void
test_http2 (void)
{
  g_autoptr (RhText) url = text_with_secret ("https://api.example.com/?key=");
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autofree char *text = NULL;

  rh_headers_append_plain (headers, ":authority", "api.example.com");
  rh_headers_append_plain (headers, "x-mine", "1");
  rh_hop_set_sent (hop, headers, 0);
  text = rh_hop_text_dup_request (hop, NULL);
  g_assert_true (g_str_has_prefix (text, ":method: GET\n:scheme: https\n:path: /?key="));
  g_assert_true (g_str_has_suffix (text, "\n:authority: api.example.com\nx-mine: 1\n"));
  g_assert_null (strstr (text, "HTTP/1.1"));
  g_assert_null (strstr (text, "VALUE-0123"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hop-text/M1/request", test_request);
  g_test_add_func ("/hop-text/no-body", test_no_body);
  g_test_add_func ("/hop-text/M1/secret-in-url", test_secret_in_url);
  g_test_add_func ("/hop-text/I14/http2", test_http2);
  return g_test_run ();
}
