/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The grammar of .bru: blocks, pairs, texts, lists, remarks, and what is none of them. */
#include "format/rh-bru.h"

#include "lib/rh-test.h"

#include <string.h>

/* All of it as one text: "name: value", "~" off, "(note)", "<kind>", "[a b]" items; a block's name,
 * and "|" before each line of its text if it is one of text. */

static void
append_pairs (GString *out, GPtrArray *pairs)
{
  for (guint i = 0; i < pairs->len; i++)
    {
      const RhBruPair *pair = g_ptr_array_index (pairs, i);
      g_autofree char *items = pair->items == NULL ? NULL : g_strjoinv (" ", pair->items);

      g_string_append_printf (out, "%s%s: %s", pair->enabled ? "" : "~", pair->name, pair->value);
      if (*pair->note != '\0')
        g_string_append_printf (out, " (%s)", pair->note);
      if (*pair->kind != '\0')
        g_string_append_printf (out, " <%s>", pair->kind);
      if (items != NULL)
        g_string_append_printf (out, "[%s]", items);
      g_string_append_c (out, '\n');
    }
}

static char *
print (const RhBru *bru)
{
  GString *out = g_string_new (NULL);

  append_pairs (out, bru->pairs);
  for (guint i = 0; i < bru->blocks->len; i++)
    {
      const RhBruBlock *block = g_ptr_array_index (bru->blocks, i);
      g_auto (GStrv) lines = g_strsplit (block->text, "\n", -1);

      g_string_append_printf (out, "%s\n", block->name);
      if (block->pairs != NULL)
        append_pairs (out, block->pairs);
      else
        for (guint j = 0; lines[j] != NULL; j++)
          g_string_append_printf (out, "|%s\n", lines[j]);
    }

  return g_string_free_and_steal (out);
}

static void
check (const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhBru) bru = rh_bru_parse (text, strlen (text), &error);
  g_autofree char *printed = NULL;

  g_assert_no_error (error);
  printed = print (bru);
  g_assert_cmpstr (printed, ==, expected);
}

static void
refuse (const char *text, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhBru) bru = rh_bru_parse (text, strlen (text), &error);

  g_assert_error (error, RH_BRU_ERROR, RH_BRU_ERROR_SYNTAX);
  g_assert_null (bru);
  g_assert_cmpstr (error->message, ==, message);
}

static void
test_pairs (void)
{
  check ("meta {\n  name: Get a vendor\n  seq: 2\n}\n\nheaders {\n  accept: text/x: y\n"
         "  ~trace: {{id}}\n  empty:\n\n  x:y\n}\n",
         "meta\nname: Get a vendor\nseq: 2\nheaders\naccept: text/x: y\n~trace: {{id}}\nempty: \n"
         "x: y\n");
}

static void
test_keys_in_quotes (void)
{
  check ("headers {\n  \"a b: c\": d\n  ~\"say \\\"hi\\\"\": x\n  \"{}\" : \"kept\"\n}\n",
         "headers\na b: c: d\n~say \"hi\": x\n{}: \"kept\"\n");
}

static void
test_texts (void)
{
  check (
      "body:json {\n\n  {\n    \"a\": \"}\"\n  }\n}\ndocs {\nno indent\n  - two\n    - four\n\n}\n",
      "body:json\n|{\n|  \"a\": \"}\"\n|}\ndocs\n|no indent\n|- two\n|  - four\n|\n");
}

static void
test_several_lines (void)
{
  check ("vars {\n  key: '''\n    one\n      two\n    }\n  three\n  '''\n  next: 1\n}\n",
         "vars\nkey: one\n  two\n}\nthree\nnext: 1\n");
  check ("body:multipart-form {\n  a: '''\n    x\n    y\n  ''' @contentType(text/plain)\n}\n",
         "body:multipart-form\na: x\ny @contentType(text/plain)\n");
  check ("vars {\n  a: '''b'''\n  c: '''\n}\n", "vars\na: b\nc: '''\n");
  check ("vars {\n  a: '''\n}\n  '''\n}\n", "vars\na: }\n");
}

static void
test_remarks (void)
{
  check (
      "vars:pre-request {\n  @description(\"a \\\"b\\\"\")\n  @number\n  n: 1\n"
      "  @description('''\n    one\n    two\n  ''')\n  m: 2\n  @local: 3\n  @other(x)\n  o: 4\n}\n",
      "vars:pre-request\nn: 1 (a \"b\") <number>\nm: 2 (one\ntwo)\n@local: 3\no: 4\n");
}

static void
test_lists (void)
{
  check ("vars:secret [\n  token,\n  @description('of [one], two')\n  ~key\n]\nmeta {\n  tags: [\n"
         "    smoke\n    slow\n  ]\n  name: [\n}\nvars:secret [a, ~b]\ncolor: #ff0000\n",
         "color: #ff0000\nvars:secret\ntoken: \n~key:  (of [one], two)\nmeta\ntags: [smoke slow]\n"
         "name: [\nvars:secret\na: \n~b: \n");
}

/* Its blocks have colons, and are read one by one. */
static void
test_example (void)
{
  static const char text[]
      = "example {\n  name: Found\n  description: '''\n    of two\n    lines\n  '''\n\n  request: "
        "{\n"
        "    url: https://x/\n    headers: {\n      a: b\n    }\n  }\n\n  response: {\n    status: "
        "{\n"
        "      code: 200\n    }\n    body: {\n      type: json\n      content: '''\n        {\n"
        "          \"a\": 1\n        }\n      '''\n    }\n  }\n}\n";
  g_autoptr (RhBru) bru = rh_bru_parse (text, strlen (text), NULL);
  const RhBruBlock *example = rh_bru_find (bru, "example");
  g_autoptr (RhBru) inner = rh_bru_parse (example->text, strlen (example->text), NULL);
  const RhBruBlock *response = rh_bru_find (inner, "response");
  g_autoptr (RhBru) last = rh_bru_parse (response->text, strlen (response->text), NULL);

  g_assert_cmpstr (rh_bru_lookup (inner->pairs, "name"), ==, "Found");
  g_assert_cmpstr (rh_bru_lookup (inner->pairs, "description"), ==, "of two\nlines");
  g_assert_cmpstr (rh_bru_find (inner, "request")->text, ==,
                   "url: https://x/\nheaders: {\n  a: b\n}");
  g_assert_cmpstr (rh_bru_lookup_in (last, "status", "code"), ==, "200");
  g_assert_cmpstr (rh_bru_lookup_in (last, "body", "content"), ==, "{\n  \"a\": 1\n}");
}

static void
test_carriage_returns (void)
{
  check ("meta {\r\n  name: a\r\n}\r\n\r\nbody:text {\r\n\r\n  one\r\n  two\r\n}\r\nvars {\r\n"
         "  a: '''\r\n    b\r\n    c\r\n  '''\r\n}",
         "meta\nname: a\nbody:text\n|one\n|two\nvars\na: b\nc\n");
}

static void
test_empty (void)
{
  g_autoptr (RhBru) nothing = rh_bru_parse (NULL, 0, NULL);

  g_assert_cmpuint (nothing->blocks->len, ==, 0);
  check ("", "");
  check ("\n \n", "");
  check ("headers {\n}\nbody {\n}\n", "headers\nbody\n");
  check ("what:ever {\n  no pair at all\n}\n", "what:ever\n|no pair at all\n");
}

static void
test_faults (void)
{
  refuse ("meta {\n  name: a\n", "line 1: a block never ends");
  refuse ("\nbody:json {\n  {}\n  }\n", "line 2: a block never ends");
  refuse ("meta {\n  name\n}\n", "line 2: a name and a colon are missing");
  refuse ("hello\n", "line 1: a name and a colon are missing");
  refuse ("meta {\n}  get {\n}\n", "line 2: there is something behind the end of a block");
  refuse ("vars:secret [\n  a\n", "line 1: a list never ends");
  refuse ("headers {\n  \"a: b\n}\n", "line 2: a name and a colon are missing");
}

static void
test_too_much (void)
{
  g_autoptr (GString) text = g_string_new ("vars {\n");
  g_autoptr (GError) error = NULL;
  g_autoptr (RhBru) bru = NULL;

  for (guint i = 0; i < RH_BRU_MAX_PARTS; i++)
    g_string_append (text, "a:\n");
  g_string_append (text, "}\n");
  bru = rh_bru_parse (text->str, text->len, &error);
  g_assert_null (bru);
  g_assert_error (error, RH_BRU_ERROR, RH_BRU_ERROR_TOO_LARGE);
}

/* A file of nothing but beginnings is gone through once. */
static void
test_no_end_of_quotes (void)
{
  g_autoptr (GString) text = g_string_new ("vars {\n");
  g_autoptr (RhBru) bru = NULL;

  for (guint i = 0; i < 10000; i++)
    g_string_append (text, "a: ''\nb: '\n@c(':\n d: [\n");
  g_string_append (text, "e: '''x\n}\n");
  bru = rh_bru_parse (text->str, text->len, NULL);
  g_assert_nonnull (bru);
  g_assert_cmpuint (rh_bru_find (bru, "vars")->pairs->len, ==, 40001);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/bru/pairs", test_pairs);
  g_test_add_func ("/bru/keys-in-quotes", test_keys_in_quotes);
  g_test_add_func ("/bru/texts", test_texts);
  g_test_add_func ("/bru/several-lines", test_several_lines);
  g_test_add_func ("/bru/remarks", test_remarks);
  g_test_add_func ("/bru/lists", test_lists);
  g_test_add_func ("/bru/example", test_example);
  g_test_add_func ("/bru/carriage-returns", test_carriage_returns);
  g_test_add_func ("/bru/empty", test_empty);
  g_test_add_func ("/bru/faults", test_faults);
  g_test_add_func ("/bru/too-much", test_too_much);
  g_test_add_func ("/bru/no-end-of-quotes", test_no_end_of_quotes);

  return g_test_run ();
}
