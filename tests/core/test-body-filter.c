/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A part of a body as a body, and the value at a place with what leads to it. */
#include "body/rh-body-filter.h"
#include "body/rh-body-value.h"
#include "lib/rh-body-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define PAGE \
  "{\"data\": [{\"id\": 1.0, \"name\": \"Ada\"},\n{\"id\": 2, \"name\": \"Ben\"}], \"next\": " \
  "\"ada\"}"

static RhBodyDocument *
open_body (const char *text, RhBodySyntax syntax)
{
  return rh_body_rig_open (text, -1, syntax, RH_BODY_LAYOUT_PRETTY, "utf-8");
}

static RhBodyFiltered *
filter (RhBodyDocument *document, const char *expression, gsize *position, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_body_filter_async (document, expression, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_body_filter_finish (document, result, position, error);
}

static void
assert_filtered (const char *text,
                 RhBodySyntax syntax,
                 const char *expression,
                 const char *expected,
                 guint n_found)
{
  g_autoptr (RhBodyDocument) document = open_body (text, syntax);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhBodyFiltered) filtered = filter (document, expression, NULL, &error);
  g_autoptr (GBytes) bytes = NULL;

  g_assert_no_error (error);
  g_assert_true (rh_spool_is_complete (filtered->spool));
  g_assert_cmpuint (filtered->n_found, ==, n_found);
  g_assert_false (filtered->limited);
  bytes = rh_spool_dup_bytes (filtered->spool, G_MAXSIZE);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), expected,
                   strlen (expected));
}

static void
test_path (void)
{
  assert_filtered (PAGE, RH_BODY_SYNTAX_JSON, "$.data[*].id", "[1.0,\n2]", 2);
  assert_filtered (PAGE, RH_BODY_SYNTAX_JSON, "$.none", "[]", 0);
  assert_filtered ("\xEF\xBB\xBF 17", RH_BODY_SYNTAX_JSON, "$", "[17]", 1);
}

static void
test_text_in_json (void)
{
  assert_filtered (PAGE, RH_BODY_SYNTAX_JSON, "ADA", "[{\"id\": 1.0, \"name\": \"Ada\"},\n\"ada\"]",
                   2);
  assert_filtered (PAGE, RH_BODY_SYNTAX_JSON, "next", "[\"ada\"]", 1);
  assert_filtered ("[\"a.b\",\"axb\"]", RH_BODY_SYNTAX_JSON, "a.b", "[\"a.b\"]", 1);
}

static void
test_text_in_lines (void)
{
  assert_filtered ("one\nTwo\nthree", RH_BODY_SYNTAX_TEXT, "t", "Two\nthree\n", 2);
  /* What was meant to be JSON is lines. */
  assert_filtered ("{\n\"a\": 1,\n", RH_BODY_SYNTAX_JSON, "a", "\"a\": 1,\n", 1);
}

static void
test_errors (void)
{
  g_autoptr (RhBodyDocument) json = open_body (PAGE, RH_BODY_SYNTAX_JSON);
  g_autoptr (RhBodyDocument) cut = open_body ("{\"a\":", RH_BODY_SYNTAX_JSON);
  g_autoptr (GError) error = NULL;
  gsize position = 0;

  g_assert_null (filter (json, "$.data[x]", &position, &error));
  g_assert_error (error, RH_BODY_FILTER_ERROR, RH_BODY_FILTER_ERROR_PATH);
  g_assert_cmpuint (position, ==, 7);
  g_clear_error (&error);
  g_assert_null (filter (cut, "$.a", NULL, &error));
  g_assert_error (error, RH_BODY_FILTER_ERROR, RH_BODY_FILTER_ERROR_NOT_JSON);
}

static void
test_a_file_is_filtered_where_it_is (void)
{
  g_autoptr (GString) text = g_string_new ("[0");
  g_autoptr (RhBodyDocument) document = NULL;
  g_autoptr (RhBodyFiltered) filtered = NULL;

  for (guint i = 1; i < 40000; i++)
    g_string_append_printf (text, ",%30u", i);
  g_string_append_c (text, ']');
  document = open_body (text->str, RH_BODY_SYNTAX_JSON);
  g_assert_true (rh_spool_is_on_disk (rh_body_document_get_text (document)));
  filtered = filter (document, "$[?@ >= 39990]", NULL, NULL);
  g_assert_cmpuint (filtered->n_found, ==, 10);
}

static RhBodyValue *
find_value (RhBodyDocument *document, goffset offset, gsize max, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  rh_body_value_find_async (document, offset, max, NULL, rh_test_take_result, &result);
  rh_test_wait (&result);

  return rh_body_value_find_finish (document, result, error);
}

static void
assert_value (RhBodyDocument *document,
              const char *text,
              const char *at,
              const char *path,
              const char *sent,
              const char *plain)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhBodyValue) value = find_value (document, strstr (text, at) - text, 1000, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (value->path, ==, path);
  g_assert_cmpstr (value->sent->str, ==, sent);
  g_assert_cmpstr (value->text->str, ==, plain);
}

static void
test_value (void)
{
  static const char text[]
      = "{\"a\": [1.50, {\"b c\": \"x\\ny\"}, [ ]], \"d'\": {\"e\": null}, \"\\u00e9\": true}";
  g_autoptr (RhBodyDocument) document = open_body (text, RH_BODY_SYNTAX_JSON);

  assert_value (document, text, "1.50", "$.a[0]", "1.50", "1.50");
  assert_value (document, text, "\"b c\"", "$.a[1]['b c']", "\"x\\ny\"", "x\ny");
  assert_value (document, text, "[ ]", "$.a[2]", "[ ]", "[ ]");
  assert_value (document, text, "\"d'\"", "$['d\\'']", "{\"e\": null}", "{\"e\": null}");
  assert_value (document, text, "null", "$['d\\''].e", "null", "null");
  assert_value (document, text, "}, \"\\u", "$['d\\'']", "{\"e\": null}", "{\"e\": null}");
  assert_value (document, text, "\"\\u00e9\"", "$['\xC3\xA9']", "true", "true");
  assert_value (document, text, "{\"a\"", "$", text, text);
}

static void
test_no_value (void)
{
  g_autoptr (RhBodyDocument) cut = open_body ("{\"a\": [1,", RH_BODY_SYNTAX_JSON);
  g_autoptr (RhBodyDocument) whole = open_body ("[\"0123456789\"]", RH_BODY_SYNTAX_JSON);
  g_autoptr (GError) error = NULL;

  g_assert_null (find_value (cut, 1, 1000, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_clear_error (&error);
  g_assert_null (find_value (whole, 1, 5, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_MESSAGE_TOO_LARGE);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-filter/path", test_path);
  g_test_add_func ("/body-filter/text-in-json", test_text_in_json);
  g_test_add_func ("/body-filter/text-in-lines", test_text_in_lines);
  g_test_add_func ("/body-filter/errors", test_errors);
  g_test_add_func ("/body-filter/a-file-is-filtered-where-it-is",
                   test_a_file_is_filtered_where_it_is);
  g_test_add_func ("/body-filter/value", test_value);
  g_test_add_func ("/body-filter/no-value", test_no_value);

  return g_test_run ();
}
