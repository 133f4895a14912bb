/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The JSON formatter: white space changes, nothing else does. */
#include "text/rh-json-format.h"

#include "lib/rh-test.h"

#include <string.h>

#define LIMIT (1024 * 1024)

static void
assert_formats (const char *json, RhJsonFormatResult expected, const char *text)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize offset = 0;

  g_assert_cmpint (rh_json_format (json, strlen (json), LIMIT, out, &offset), ==, expected);
  g_assert_cmpstr (out->str, ==, text);
}

static void
test_layout (void)
{
  assert_formats ("{\"a\":[1,{\"b\":null}],\"c\":{},\"d\":[]}", RH_JSON_FORMAT_OK,
                  "{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ],\n"
                  "  \"c\": {},\n  \"d\": []\n}");
  assert_formats (" \t\r\n[ ] \n", RH_JSON_FORMAT_OK, "[]");
  assert_formats ("{ }", RH_JSON_FORMAT_OK, "{}");
  assert_formats ("[[],[[]]]", RH_JSON_FORMAT_OK, "[\n  [],\n  [\n    []\n  ]\n]");
}

static void
test_kept (void)
{
  static const char *const scalars[] = {
    "1.0",          "1e400", "-0",          "12345678901234567890123",
    "0.10",         "1E+2",  "\"\\u00e9\"", "\"/\\/\"",
    "\"\\\"\\\\\"", "true",  "null",        "\"\"",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (scalars); i++)
    assert_formats (scalars[i], RH_JSON_FORMAT_OK, scalars[i]);
  assert_formats ("{\"b\":1,\"a\":2,\"b\":3}", RH_JSON_FORMAT_OK,
                  "{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}");
}

static void
test_invalid (void)
{
  static const char *const documents[] = {
    "01",   "+1",   ".5",   "1.x",       "1e+x",       "-x",          "tru3",
    "nul1", "[1,]", "{,}",  "{\"a\",1}", "{\"a\":1,}", "[1 2]",       "{1:2}",
    "]",    "[}",   "{]",   "\"\t\"",    "\"\\x\"",    "\"\\u12g4\"", "[1]]",
    "1 1",  "'a'",  "// a", "{\"a\":}",  "[,1]",       "NaN",         "\xEF\xBB\xBF[]",
    "[1]x",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (documents); i++)
    {
      g_autoptr (GString) out = g_string_new (NULL);
      gsize offset = 0;

      g_test_message ("%s", documents[i]);
      g_assert_cmpint (rh_json_format (documents[i], strlen (documents[i]), LIMIT, out, &offset),
                       ==, RH_JSON_FORMAT_INVALID);
      g_assert_cmpuint (offset, <, strlen (documents[i]));
    }
}

static void
test_offset (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize offset = 0;

  g_assert_cmpint (rh_json_format ("{\"a\": oops}", 11, LIMIT, out, &offset), ==,
                   RH_JSON_FORMAT_INVALID);
  g_assert_cmpuint (offset, ==, 6);
  g_assert_cmpstr (out->str, ==, "{\n  \"a\": ");
}

static void
test_nul (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  gsize offset = 0;

  g_assert_cmpint (rh_json_format ("[1,\0 2]", 7, LIMIT, out, &offset), ==, RH_JSON_FORMAT_INVALID);
  g_assert_cmpuint (offset, ==, 3);
  g_assert_cmpint (rh_json_format ("\"\\\0\"", 4, LIMIT, out, &offset), ==, RH_JSON_FORMAT_INVALID);
}

/* Every prefix of a document is incomplete, never invalid, and its text is a prefix of the whole.
 */
static void
test_every_prefix (void)
{
  const char *json = "{\"a\":[true,false,null,-1.5e-3,\"\\u00e9\\n\"],\"b\":{\"c\":0}}";
  g_autoptr (GString) whole = g_string_new (NULL);
  gsize offset = 0;

  g_assert_cmpint (rh_json_format (json, strlen (json), LIMIT, whole, &offset), ==,
                   RH_JSON_FORMAT_OK);
  for (gsize length = 0; length < strlen (json); length++)
    {
      g_autoptr (GString) out = g_string_new (NULL);

      g_assert_cmpint (rh_json_format (json, length, LIMIT, out, &offset), ==,
                       RH_JSON_FORMAT_INCOMPLETE);
      g_assert_cmpmem (out->str, out->len, whole->str, out->len);
      g_assert_cmpuint (offset, <=, length);
    }
}

static void
test_depth (void)
{
  g_autofree char *deep = g_strnfill (RH_JSON_FORMAT_MAX_DEPTH + 1, '[');
  g_autoptr (GString) out = g_string_new (NULL);
  gsize offset = 0;

  g_assert_cmpint (rh_json_format (deep, RH_JSON_FORMAT_MAX_DEPTH, LIMIT, out, &offset), ==,
                   RH_JSON_FORMAT_INCOMPLETE);
  g_assert_cmpint (rh_json_format (deep, RH_JSON_FORMAT_MAX_DEPTH + 1, LIMIT, out, &offset), ==,
                   RH_JSON_FORMAT_TOO_DEEP);
}

/* Indentation multiplies: many elements deep down must not grow over the limit. */
static void
test_limit (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (GString) out = g_string_new (NULL);
  gsize offset = 0;

  for (int i = 0; i < 500; i++)
    g_string_append_c (json, '[');
  for (int i = 0; i < 10000; i++)
    g_string_append (json, "1,");

  g_assert_cmpint (rh_json_format (json->str, json->len, 100000, out, &offset), ==,
                   RH_JSON_FORMAT_TOO_LARGE);
  g_assert_cmpuint (out->len, <=, 100000);
  g_assert_cmpuint (out->allocated_len, <, 1000000);
  g_assert_cmpuint (offset, <, json->len);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/json-format/layout", test_layout);
  g_test_add_func ("/json-format/numbers-order-duplicates-kept", test_kept);
  g_test_add_func ("/json-format/invalid", test_invalid);
  g_test_add_func ("/json-format/offset-of-the-fault", test_offset);
  g_test_add_func ("/json-format/nul", test_nul);
  g_test_add_func ("/json-format/every-prefix", test_every_prefix);
  g_test_add_func ("/json-format/depth", test_depth);
  g_test_add_func ("/json-format/limit", test_limit);

  return g_test_run ();
}
