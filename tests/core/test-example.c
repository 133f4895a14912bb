/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Examples: read, written, renamed and taken out, with everything else of a file left as it is; and
 * no secret in one (security.md 4.10). */
#include "collection/rh-opencollection.h"
#include "lib/rh-test.h"
#include "workspace/rh-example-keep.h"

#include <string.h>

#define FILE_TEXT \
  "info:\n" \
  "  name: List\n" \
  "  type: http\n" \
  "http:\n" \
  "  method: GET\n" \
  "  url: https://api.example.com/list\n" \
  "examples:\n" \
  "  - name: Two\n" \
  "    x-ours: kept\n" \
  "    request:\n" \
  "      url: https://api.example.com/list?n=2\n" \
  "      method: GET\n" \
  "    response:\n" \
  "      status: 200\n" \
  "      statusText: OK\n" \
  "      headers:\n" \
  "        - name: Content-Type\n" \
  "          value: application/json\n" \
  "      body:\n" \
  "        type: json\n" \
  "        data: '[1, 2]'\n" \
  "  - name: Odd\n" \
  "    response: no mapping\n"

static RhRequestItem *
read_text (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  g_autoptr (GError) error = NULL;
  RhRequestItem *item = rh_opencollection_read_request (bytes, NULL, &error);

  g_assert_no_error (error);
  return item;
}

static char *
write_text (RhRequestItem *item)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = rh_opencollection_write_request (item, 1, &error);
  gsize length;
  const char *data;

  g_assert_no_error (error);
  rh_request_item_set_source (item, bytes);
  data = g_bytes_get_data (bytes, &length);
  return g_strndup (data, length);
}

static RhExample *
get_first (RhRequestItem *item)
{
  g_autoptr (RhExample) example = g_list_model_get_item (rh_request_item_get_examples (item), 0);

  return example;
}

static void
test_read (void)
{
  g_autoptr (RhRequestItem) item = read_text (FILE_TEXT);
  RhExample *example = get_first (item);
  g_autoptr (RhExchange) exchange = rh_example_dup_exchange (example);

  g_assert_cmpuint (g_list_model_get_n_items (rh_request_item_get_examples (item)), ==, 1);
  g_assert_cmpstr (rh_example_get_name (example), ==, "Two");
  g_assert_cmpuint (rh_example_get_status (example), ==, 200);
  g_assert_cmpstr (rh_example_get_body (example), ==, "[1, 2]");
  g_assert_cmpstr (rh_headers_get (rh_example_get_headers (example), "content-type"), ==,
                   "application/json");
  g_assert_cmpint (rh_spool_get_size (rh_exchange_get_spool (exchange)), ==, 6);
  g_assert_false (rh_request_item_is_edited (item));
}

/* What nobody changed is not written anew, and what is not understood stays. */
static void
test_unchanged (void)
{
  g_autoptr (RhRequestItem) item = read_text (FILE_TEXT);
  g_autofree char *first = write_text (item);
  g_autofree char *second = write_text (item);

  g_assert_nonnull (strstr (first, "response: no mapping"));
  g_assert_nonnull (strstr (first, "x-ours: kept"));
  g_assert_cmpstr (first, ==, second);
}

/* Renamed twice, saved in between: the rest of it stays. */
static void
test_rename (void)
{
  g_autoptr (RhRequestItem) item = read_text (FILE_TEXT);
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  g_object_set (get_first (item), "name", "Both", NULL);
  g_assert_true (rh_request_item_is_edited (item));
  first = write_text (item);
  g_object_set (get_first (item), "name", "All", NULL);
  second = write_text (item);

  g_assert_nonnull (strstr (first, "name: Both"));
  g_assert_nonnull (strstr (first, "x-ours: kept"));
  g_assert_nonnull (strstr (second, "name: All"));
  g_assert_nonnull (strstr (second, "x-ours: kept"));
  g_assert_null (strstr (second, "name: Two"));
}

static void
test_remove (void)
{
  g_autoptr (RhRequestItem) item = read_text (FILE_TEXT);
  g_autofree char *text = NULL;

  rh_request_item_remove_example (item, 0);
  text = write_text (item);
  g_assert_null (strstr (text, "name: Two"));
  g_assert_nonnull (strstr (text, "name: Odd"));
}

static RhExchange *
exchange_new (const char *body)
{
  g_autoptr (RhText) url = rh_text_new ("https://api.example.com/list?access_token=TOKEN-IN-URL");
  g_autoptr (RhRequest) request = rh_request_new ("GET", url);
  g_autoptr (RhHop) hop = rh_hop_new ("GET", url);
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  RhExchange *exchange = rh_exchange_new (request);

  rh_headers_append_plain (headers, "Content-Type", "application/json");
  rh_headers_append_plain (headers, "Set-Cookie", "session=COOKIE-VALUE-1234; Path=/");
  rh_headers_append_plain (headers, "Authorization", "Bearer TOKEN-IN-HEADER-123456");
  rh_hop_set_response (hop, 200, "OK", "HTTP/1.1", headers);
  rh_exchange_add_hop (exchange, hop);
  rh_spool_write (spool, body, strlen (body), NULL);
  rh_exchange_set_receiving (exchange, spool);
  rh_spool_close (spool);
  rh_exchange_finish (exchange, NULL);
  return exchange;
}

static void
test_keep (void)
{
  g_autoptr (RhRequestItem) item
      = rh_request_item_new ("List", "GET", "{{api}}/list?access_token=TOKEN-IN-URL");
  g_autoptr (RhExchange) exchange
      = exchange_new ("{\"access_token\":\"TOKEN-IN-BODY-123456\",\"id\":1.0}");
  RhHistoryBodyState state;
  g_autoptr (RhExample) example = rh_example_keep (item, exchange, "Mine", &state);
  g_autofree char *shown = rh_example_keep_dup_text (example);
  g_autoptr (RhRequestItem) again = NULL;
  g_autofree char *text = NULL;

  rh_request_item_add_example (item, example);
  text = write_text (item);
  g_assert_cmpint (state, ==, RH_HISTORY_BODY_KEPT);
  g_assert_null (strstr (text, "COOKIE-VALUE"));
  g_assert_null (strstr (shown, "COOKIE-VALUE"));
  g_assert_null (strstr (rh_example_get_body (example), "IN-BODY"));
  g_assert_null (strstr (text, "IN-HEADER"));
  g_assert_nonnull (strstr (text, "1.0"));
  g_assert_nonnull (strstr (text, "{{api}}/list"));
  g_assert_nonnull (strstr (shown, "200 OK\n"));

  again = read_text (text);
  g_assert_cmpstr (rh_example_get_name (get_first (again)), ==, "Mine");
  g_assert_cmpstr (rh_example_get_body (get_first (again)), ==, rh_example_get_body (example));
}

/* What a secret may be in, and cannot be cut out for sure, is left out, and said to be. */
static void
test_keep_no_binary (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("List", "GET", "https://h/");
  g_autoptr (RhExchange) exchange = exchange_new ("\x89PNG \xff");
  RhHistoryBodyState state;
  g_autoptr (RhExample) example = rh_example_keep (item, exchange, "Mine", &state);

  g_assert_cmpint (state, ==, RH_HISTORY_BODY_NO_TEXT);
  g_assert_null (rh_example_get_body (example));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/example/read", test_read);
  g_test_add_func ("/example/unchanged", test_unchanged);
  g_test_add_func ("/example/rename", test_rename);
  g_test_add_func ("/example/remove", test_remove);
  g_test_add_func ("/example/M/keep", test_keep);
  g_test_add_func ("/example/keep-no-binary", test_keep_no_binary);
  return g_test_run ();
}
