/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSONPath (RFC 9535): what it finds, and where a wrong one is wrong. */
#include "body/rh-json-path.h"
#include "lib/rh-test.h"

#include <string.h>

#define STORE \
  "{\"store\": {\"book\": [" \
  "{\"category\": \"reference\", \"author\": \"Nigel Rees\", \"price\": 8.95}," \
  "{\"category\": \"fiction\", \"author\": \"Evelyn Waugh\", \"price\": 12.99}," \
  "{\"category\": \"fiction\", \"author\": \"Melville\", \"isbn\": \"0-553\", \"price\": 8.99}]," \
  "\"bicycle\": {\"color\": \"red\", \"price\": 399}}}"

static char *
find (const char *text, const char *expression)
{
  g_autoptr (GError) error = NULL;
  gsize position = 0;
  g_autoptr (RhJsonPath) path = rh_json_path_parse (expression, &position, &error);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (RhJsonSpan));
  GString *all = g_string_new (NULL);
  RhJsonSpan root;

  g_assert_no_error (error);
  g_assert_cmpint (rh_json_walk_check (text, strlen (text), &root), ==, RH_JSON_WALK_OK);
  g_assert_true (rh_json_path_evaluate (path, &root, NULL, found));
  for (guint i = 0; i < found->len; i++)
    {
      const RhJsonSpan *span = &g_array_index (found, RhJsonSpan, i);

      g_string_append_printf (all, "%s%.*s", i > 0 ? "|" : "", (int) (span->end - span->start),
                              span->start);
    }

  return g_string_free (all, FALSE);
}

static void
assert_finds (const char *text, const char *expression, const char *expected)
{
  g_autofree char *found = find (text, expression);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_names_and_numbers (void)
{
  assert_finds ("[1.0, 2]", "$", "[1.0, 2]");
  assert_finds ("{\"a\": {\"b\": 1e400}}", "$.a.b", "1e400");
  assert_finds ("{\"a b\": 1, \"\\u00e9\": 2, \"\": 3, \"q'\": 4}",
                "$['a b', \"\xC3\xA9\", '', 'q\\'', 'none']", "1|2|3|4");
  assert_finds ("{\"a-b\": 1}", "$.a-b", "1");
  assert_finds ("[1,2,3]", "$[0]", "1");
  assert_finds ("[1,2,3]", "$[-1]", "3");
  assert_finds ("[1,2,3]", "$[2,0,0]", "3|1|1");
  assert_finds ("[1,2,3]", "$[3]", "");
  assert_finds ("[1,2,3]", "$[-4]", "");
  assert_finds ("{\"0\": 1}", "$[0]", "");
  assert_finds ("[1]", "$.a", "");
  assert_finds ("3", "$.a[0]..b", "");
}

static void
test_slices (void)
{
  assert_finds ("[0,1,2,3,4]", "$[1:3]", "1|2");
  assert_finds ("[0,1,2,3,4]", "$[:2]", "0|1");
  assert_finds ("[0,1,2,3,4]", "$[-2:]", "3|4");
  assert_finds ("[0,1,2,3,4]", "$[::2]", "0|2|4");
  assert_finds ("[0,1,2,3,4]", "$[::-1]", "4|3|2|1|0");
  assert_finds ("[0,1,2,3,4]", "$[3:0:-2]", "3|1");
  assert_finds ("[0,1,2,3,4]", "$[1:100]", "1|2|3|4");
  assert_finds ("[0,1,2,3,4]", "$[::0]", "");
  assert_finds ("[]", "$[:]", "");
}

static void
test_all_and_descendants (void)
{
  assert_finds (STORE, "$.store.*.color", "\"red\"");
  assert_finds (STORE, "$..author", "\"Nigel Rees\"|\"Evelyn Waugh\"|\"Melville\"");
  assert_finds (STORE, "$.store..price", "8.95|12.99|8.99|399");
  assert_finds (STORE, "$..book[2].isbn", "\"0-553\"");
  assert_finds ("[[1,[2]],3]", "$..*", "[1,[2]]|3|1|[2]|2");
  assert_finds ("{\"a\":{\"a\":{\"a\":1}}}", "$..a", "{\"a\":{\"a\":1}}|{\"a\":1}|1");
}

static void
test_filters (void)
{
  assert_finds (STORE, "$..book[?@.isbn].author", "\"Melville\"");
  assert_finds (STORE, "$..book[?(@.price < 9)].author", "\"Nigel Rees\"|\"Melville\"");
  assert_finds (STORE, "$..book[?@.category == 'fiction' && @.price > 10].author",
                "\"Evelyn Waugh\"");
  assert_finds (STORE, "$..book[?!@.isbn || @.price==8.990].price", "8.95|12.99|8.99");
  assert_finds (STORE, "$..book[?@.price >= $.store.book[1].price].price", "12.99");
  assert_finds ("[1,\"1\",null,true,[1],{}]", "$[?@ == 1]", "1");
  assert_finds ("[1,\"1\",null,true,[ 1 ],{}]", "$[?@ != null]", "1|\"1\"|true|[ 1 ]|{}");
  assert_finds ("[{\"a\":null},{}]", "$[?@.a]", "{\"a\":null}");
  assert_finds ("[{\"a\":1},{}]", "$[?@.a == @.b]", "{}");
  assert_finds ("[\"a\",\"b\",\"\\u0063\"]", "$[?@ > 'a' && @ <= \"c\"]", "\"b\"|\"\\u0063\"");
  /* More digits than a double has. */
  assert_finds ("[12345678901234567890,12345678901234567891]", "$[?@ == 12345678901234567891]",
                "12345678901234567891");
}

static void
assert_wrong (const char *expression, gsize expected)
{
  g_autoptr (GError) error = NULL;
  gsize position = G_MAXSIZE;

  g_assert_null (rh_json_path_parse (expression, &position, &error));
  g_assert_error (error, RH_JSON_PATH_ERROR, RH_JSON_PATH_ERROR_SYNTAX);
  g_assert_cmpuint (position, ==, expected);
}

static void
test_what_is_wrong_has_a_place (void)
{
  g_autofree char *deep = g_strnfill (5000, '(');
  g_autofree char *deep_path = g_strconcat ("$[?", deep, NULL);

  assert_wrong ("", 0);
  assert_wrong ("a", 0);
  assert_wrong ("$a", 1);
  assert_wrong ("$.", 2);
  assert_wrong ("$.a.", 4);
  assert_wrong ("$[", 2);
  assert_wrong ("$[a]", 2);
  assert_wrong ("$['a", 4);
  assert_wrong ("$['\\x']", 2);
  assert_wrong ("$[0", 3);
  assert_wrong ("$[1:x]", 4);
  assert_wrong ("$[?]", 3);
  assert_wrong ("$[?@.a == ]", 10);
  assert_wrong ("$[?1]", 4);
  assert_wrong ("$[?@.* == 1]", 3);
  assert_wrong ("$[?length(@) > 1]", 3);
  assert_wrong ("$[?(@.a]", 7);
  assert_wrong ("$.a b", 4);
  assert_wrong (deep_path, 53);
}

/* As deep as what checks the text of this test goes. */
static void
test_depth_is_no_danger (void)
{
  g_autofree char *opens = g_strnfill (400, '[');
  g_autofree char *ends = g_strnfill (400, ']');
  g_autofree char *text = g_strconcat (opens, "{\"a\":1}", ends, NULL);

  assert_finds (text, "$..a", "1");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/json-path/names-and-numbers", test_names_and_numbers);
  g_test_add_func ("/json-path/slices", test_slices);
  g_test_add_func ("/json-path/all-and-descendants", test_all_and_descendants);
  g_test_add_func ("/json-path/filters", test_filters);
  g_test_add_func ("/json-path/what-is-wrong-has-a-place", test_what_is_wrong_has_a_place);
  g_test_add_func ("/json-path/depth-is-no-danger", test_depth_is_no_danger);

  return g_test_run ();
}
