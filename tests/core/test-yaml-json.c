/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as a tree of YAML: digits, order and lines stay; limits and faults are told with their line.
 */
#include <string.h>

#include "collection/rh-yaml-json.h"
#include "lib/rh-test.h"

static RhYaml *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RhYaml *tree = rh_yaml_parse_json (text, strlen (text), &error);

  g_assert_no_error (error);
  return tree;
}

static void
assert_refused (const char *text, gsize length, RhYamlError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYaml) tree = rh_yaml_parse_json (text, length, &error);

  g_assert_null (tree);
  g_assert_error (error, RH_YAML_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_values (void)
{
  g_autoptr (RhYaml) tree = parse ("{\"a\": 1.50e0, \"b\": \"1.50\", \"c\": [true, null, {}],\n"
                                   " \"d\": \"x\\u00e9\\ud83d\\ude00\\n\"}");
  RhYaml *list = rh_yaml_get (tree, "c");

  g_assert_cmpstr (rh_yaml_get_text (rh_yaml_get (tree, "a")), ==, "1.50e0");
  g_assert_true (rh_yaml_is_plain (rh_yaml_get (tree, "a")));
  g_assert_cmpstr (rh_yaml_get_text (rh_yaml_get (tree, "b")), ==, "1.50");
  g_assert_false (rh_yaml_is_plain (rh_yaml_get (tree, "b")));
  g_assert_cmpuint (rh_yaml_get_length (list), ==, 3);
  g_assert_true (rh_yaml_is_null (rh_yaml_nth (list, 1)));
  g_assert_cmpint (rh_yaml_get_kind (rh_yaml_nth (list, 2)), ==, RH_YAML_MAPPING);
  g_assert_cmpstr (rh_yaml_get_text (rh_yaml_get (tree, "d")), ==, "xé😀\n");
  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_get (tree, "c")), ==, 1);
  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_get (tree, "d")), ==, 2);
}

static void
test_scalars (void)
{
  g_autoptr (RhYaml) number = parse (" 7 ");
  g_autoptr (RhYaml) text = parse ("\"\"");

  g_assert_cmpstr (rh_yaml_get_text (number), ==, "7");
  g_assert_cmpstr (rh_yaml_get_text (text), ==, "");
}

/* Of a text in C nothing comes after a NUL, and half a character is none. */
static void
test_replaced (void)
{
  g_autoptr (RhYaml) tree = parse ("[\"a\\u0000b\", \"\\ud800x\", \"\\u0000\\u0000\"]");

  g_assert_cmpstr (rh_yaml_get_text (rh_yaml_nth (tree, 0)), ==, "a\357\277\275b");
  g_assert_cmpstr (rh_yaml_get_text (rh_yaml_nth (tree, 1)), ==, "\357\277\275x");
  g_assert_cmpstr (rh_yaml_get_text (rh_yaml_nth (tree, 2)), ==, "\357\277\275\357\277\275");
}

static void
test_last_counts (void)
{
  g_autoptr (RhYaml) tree = parse ("{\"a\": {\"b\": 1}, \"c\": 2, \"a\": [3]}");

  g_assert_cmpuint (rh_yaml_get_length (tree), ==, 2);
  g_assert_cmpstr (rh_yaml_get_text (rh_yaml_nth (rh_yaml_get (tree, "a"), 0)), ==, "3");
}

static void
test_refused (void)
{
  assert_refused ("{\"a\": 1,\n}", 10, RH_YAML_ERROR_SYNTAX,
                  "line 2: a key in quotation marks is missing");
  assert_refused ("[1\n\n2]", 6, RH_YAML_ERROR_SYNTAX,
                  "line 3: a comma or the end of the list is missing");
  assert_refused ("{\"a\"", 4, RH_YAML_ERROR_SYNTAX, "line 1: the text ends too early");
  assert_refused ("", 0, RH_YAML_ERROR_SYNTAX, "line 1: the text ends too early");
  assert_refused ("\n{} x", 5, RH_YAML_ERROR_SYNTAX, "line 2: there is more after the value");
  assert_refused ("[\"\\x\"]", 6, RH_YAML_ERROR_SYNTAX, "line 1: not an escape of JSON");
  assert_refused ("[\"\xff\"]", 5, RH_YAML_ERROR_ENCODING, "line 1: not UTF-8");
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < RH_YAML_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < RH_YAML_JSON_MAX_DEPTH; i++)
    g_string_append_c (text, ']');
  rh_yaml_unref (parse (text->str));

  g_string_prepend (text, "[\n");
  g_string_append_c (text, ']');
  assert_refused (text->str, text->len, RH_YAML_ERROR_TOO_DEEP, "line 2: nested too deep");

  g_string_truncate (text, 0);
  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "{\"a\":");
  assert_refused (text->str, text->len, RH_YAML_ERROR_TOO_DEEP, "line 1: nested too deep");
}

static void
test_written (void)
{
  static const char text[]
      = "{\"a\":1.50,\"b\":\"no\",\"c\":[true,null,{},[]],\"d\\\"\\n\":\"\\u0001\"}";
  g_autoptr (RhYaml) tree = parse (text);
  g_autofree char *line = rh_yaml_to_json (tree, 0);
  g_autofree char *indented = rh_yaml_to_json (rh_yaml_get (tree, "c"), 2);

  g_assert_cmpstr (line, ==, text);
  g_assert_cmpstr (indented, ==, "[\n  true,\n  null,\n  {},\n  []\n]");
}

/* YAML knows more scalars than JSON. */
static void
test_written_from_yaml (void)
{
  g_autoptr (RhYaml) list = rh_yaml_new_sequence ();
  g_autofree char *text = NULL;

  rh_yaml_append (list, rh_yaml_new_plain ("0x1f"));
  rh_yaml_append (list, rh_yaml_new_plain ("yes"));
  rh_yaml_append (list, rh_yaml_new_plain ("~"));
  rh_yaml_append (list, rh_yaml_new_plain ("-1e5"));
  text = rh_yaml_to_json (list, 0);
  g_assert_cmpstr (text, ==, "[\"0x1f\",\"yes\",null,-1e5]");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/yaml-json/values", test_values);
  g_test_add_func ("/yaml-json/scalars", test_scalars);
  g_test_add_func ("/yaml-json/replaced", test_replaced);
  g_test_add_func ("/yaml-json/last-counts", test_last_counts);
  g_test_add_func ("/yaml-json/refused", test_refused);
  g_test_add_func ("/yaml-json/depth", test_depth);
  g_test_add_func ("/yaml-json/written", test_written);
  g_test_add_func ("/yaml-json/written-from-yaml", test_written_from_yaml);

  return g_test_run ();
}
