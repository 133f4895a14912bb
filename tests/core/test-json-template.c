/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON with variables in it, as it is typed. */
#include "text/rh-json-template.h"

#include "lib/rh-test.h"

static void
assert_check (const char *text, RhJsonFormatResult expected, gsize expected_offset)
{
  gsize offset = 0;

  g_assert_cmpint (rh_json_template_check (text, &offset), ==, expected);
  g_assert_cmpuint (offset, ==, expected_offset);
}

static void
assert_format (const char *text, const char *expected)
{
  g_autofree char *formatted = rh_json_template_format (text, NULL);

  g_assert_cmpstr (formatted, ==, expected);
}

static void
test_variables_are_values (void)
{
  assert_check ("{{body}}", RH_JSON_FORMAT_OK, 8);
  assert_check ("{\"a\": {{n}}, \"b\": [{{ x }}, \"{{s}} and {{t}}\"]}", RH_JSON_FORMAT_OK, 47);
  assert_check ("{\"{{key}}\": {{größe}}}", RH_JSON_FORMAT_OK, 24);
}

/* And nothing else is. */
static void
test_place_of_the_error (void)
{
  assert_check ("{\"a\": {{n}} 1}", RH_JSON_FORMAT_INVALID, 12);
  assert_check ("{{{key}}: 1}", RH_JSON_FORMAT_INVALID, 1);
  assert_check ("{\"a\": {{n}", RH_JSON_FORMAT_INVALID, 7);
  assert_check ("{\"a\": {{n}}", RH_JSON_FORMAT_INCOMPLETE, 11);
  assert_check ("", RH_JSON_FORMAT_INCOMPLETE, 0);
}

static void
test_format_keeps_variables (void)
{
  assert_format (
      "{\"a\":{{ n }},\"b c\":[ {{x}} ,\"{{ s }} \\\" [1, 2]\"]}",
      "{\n  \"a\": {{ n }},\n  \"b c\": [\n    {{x}},\n    \"{{ s }} \\\" [1, 2]\"\n  ]\n}");
  assert_format ("[1.0,1e400]", "[\n  1.0,\n  1e400\n]");
  assert_format ("[1,]", NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-template/variables-are-values", test_variables_are_values);
  g_test_add_func ("/json-template/place-of-the-error", test_place_of_the_error);
  g_test_add_func ("/json-template/format-keeps-variables", test_format_keeps_variables);

  return g_test_run ();
}
