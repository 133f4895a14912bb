/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as HTTP/2 says it. */
#include "config.h"

#include "http/rh-auto-headers.h"
#include "http/rh-h2-fields.h"
#include "lib/rh-test.h"
#include "lib/rh-wire-fixture.h"

static char *
dup_fields (RhRequest *request, goffset body_size)
{
  g_autoptr (RhHeaders) fields = rh_h2_fields_list (request, body_size);
  g_autoptr (RhHeaders) complete = rh_h2_fields_complete (request, fields, NULL);

  g_assert_true (rh_h2_fields_are (fields));

  return rh_wire_dup_headers (complete);
}

static void
assert_fields (RhRequest *request, goffset body_size, const char *expected)
{
  g_autofree char *fields = dup_fields (request, body_size);

  g_assert_cmpstr (fields, ==, expected);
}

static void
test_added (void)
{
  g_autoptr (RhRequest) get = rh_wire_request_to ("GET", "https://H.example:443?a b#part");
  g_autoptr (RhRequest) post = rh_wire_request_to ("POST", "https://h.example:8443/a");

  assert_fields (get, -1,
                 ":method: GET\r\n:scheme: https\r\n:path: /?a%20b\r\n:authority: h.example\r\n"
                 "accept-encoding: gzip, deflate\r\n");
  assert_fields (post, -1,
                 ":method: POST\r\n:scheme: https\r\n:path: /a\r\n:authority: h.example:8443\r\n"
                 "accept-encoding: gzip, deflate\r\ncontent-length: 0\r\n");
  rh_wire_set_body (post, "body", "text/plain");
  assert_fields (post, 4,
                 ":method: POST\r\n:scheme: https\r\n:path: /a\r\n:authority: h.example:8443\r\n"
                 "accept-encoding: gzip, deflate\r\ncontent-type: text/plain\r\n"
                 "content-length: 4\r\n");
}

/* What is said beforehand of a request is what goes out with it. */
static void
test_announced (void)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("POST", "https://h.example/");
  g_autoptr (RhHeaders) fields = NULL;
  g_autoptr (GPtrArray) added = NULL;

  rh_request_set_http1 (request, FALSE);
  rh_wire_set_body (request, "body", "text/plain");
  fields = rh_h2_fields_list (request, 4);
  added = rh_auto_headers_of (request);
  g_assert_cmpuint (added->len, ==, rh_headers_get_length (fields));
  for (guint i = 1; i < added->len; i++)
    {
      const RhAutoHeader *header = g_ptr_array_index (added, i);

      g_assert_cmpint (g_ascii_strcasecmp (header->name, rh_headers_nth_name (fields, i)), ==, 0);
      g_assert_cmpstr (header->value, ==, rh_headers_get (fields, header->name));
    }
}

/* What is typed goes instead of what would be added, where it was typed. */
static void
test_typed (void)
{
  g_autoptr (RhRequest) request = rh_wire_request_to ("PUT", "https://h.example/");
  RhHeaders *headers = rh_request_get_headers (request);

  rh_headers_append_plain (headers, "X-One", "A");
  rh_headers_append_plain (headers, "Host", "other.example");
  rh_headers_append_plain (headers, "Content-Type", "text/x");
  rh_headers_append_plain (headers, "ACCEPT-ENCODING", "br");
  rh_headers_append_plain (headers, "Content-Length", "4");
  rh_headers_append_plain (headers, "x-one", "B");
  rh_wire_set_body (request, "body", "text/plain");
  assert_fields (request, 4,
                 ":method: PUT\r\n:scheme: https\r\n:path: /\r\n:authority: other.example\r\n"
                 "x-one: A\r\ncontent-type: text/x\r\naccept-encoding: br\r\ncontent-length: 4\r\n"
                 "x-one: B\r\n");
}

static void
test_secrets (void)
{
  g_autoptr (RhText) url = rh_wire_secret ("https://h.example/?key=", "of-a-secret", "&b=1");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHeaders) fields = NULL;
  g_autoptr (RhHeaders) complete = NULL;

  rh_wire_add_secret (request, "Authorization", "of-a-secret");
  fields = rh_h2_fields_list (request, -1);
  complete = rh_h2_fields_complete (request, fields, NULL);
  g_assert_cmpstr (rh_headers_get (complete, ":path"), ==, "/?key=of-a-secret&b=1");
  g_assert_true (rh_text_has_secret (rh_headers_nth_value (complete, 2)));
  g_assert_cmpstr (rh_headers_nth_name (complete, 4), ==, "authorization");
  g_assert_true (rh_text_has_secret (rh_headers_nth_value (complete, 4)));
  g_assert_null (rh_headers_get (fields, ":path"));
}

static void
test_can_say (void)
{
  static const char *const names[]
      = { "connection", "Expect", "Transfer-Encoding", "TE", "Upgrade" };
  g_autoptr (RhRequest) plain = rh_wire_request_to ("GET", "https://h.example/");
  g_autoptr (RhRequest) connect = rh_wire_request_to ("CONNECT", "https://h.example/");

  g_assert_true (rh_h2_fields_can_say (plain));
  g_assert_false (rh_h2_fields_can_say (connect));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (RhRequest) request = rh_wire_request_to ("GET", "https://h.example/");

      rh_headers_append_plain (rh_request_get_headers (request), names[i], "x");
      g_assert_false (rh_h2_fields_can_say (request));
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/h2-fields/I14/added", test_added);
  g_test_add_func ("/h2-fields/I14/announced", test_announced);
  g_test_add_func ("/h2-fields/I14/typed", test_typed);
  g_test_add_func ("/h2-fields/M1/secrets", test_secrets);
  g_test_add_func ("/h2-fields/I14/can-say", test_can_say);

  return g_test_run ();
}
