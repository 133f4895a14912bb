/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an expression picks out of a response. */
#include "collection/rh-selector.h"
#include "lib/rh-test.h"
#include "text/rh-json-walk.h"

#include <string.h>

static const char body[] = "{\n"
                           "  \"a\": { \"b\": [ { \"c\": \"first\" }, { \"c\": \"second\" } ] },\n"
                           "  \"id\": 12345678901234567890,\n"
                           "  \"one\": 1.0, \"exp\": -1.50e+3,\n"
                           "  \"yes\": true, \"no\": false, \"nothing\": null,\n"
                           "  \"a b\": \"space\", \"q'\\\"\\\\\": \"quotes\", \"\": \"empty\",\n"
                           "  \"esc\": \"\\u00e9\\ud83d\\ude00\\n\\/\\ud800x\",\n"
                           "  \"caf\\u00e9\": \"coffee\",\n"
                           "  \"twice\": 1, \"twice\": 2,\n"
                           "  \"list\": [ 1 , [ 2, 3 ], { \"id\": \" x \" } ],\n"
                           "  \"nul\": \"a\\u0000b\",\n"
                           "  \"deep\": { \"x\": { \"c\": \"third\", \"id\": 7 } },\n"
                           "  \"auth\": { \"access_token\": \"t\", \"n\": 1 },\n"
                           "  \"empty\": {}, \"none\": []\n"
                           "}\n";

static char *
pick (const char *expression, const char *text, gsize length, gboolean *secret, GError **error)
{
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  RhSelectorResponse response
      = { .status = 201, .headers = headers, .body = text, .length = length };

  rh_headers_append_plain (headers, "Location", "/jobs/1");
  rh_headers_append_plain (headers, "X-Many", "one");
  rh_headers_append_plain (headers, "x-many", "two");
  rh_headers_append_plain (headers, "Set-Cookie", "a=b");
  rh_headers_append_plain (headers, "X-Bytes", "\xff");
  return rh_selector_pick (expression, &response, secret, error);
}

static void
assert_picks (const char *expression, const char *text, const char *expected)
{
  g_autoptr (GError) error = NULL;
  gboolean secret = FALSE;
  g_autofree char *value = pick (expression, text, strlen (text), &secret, &error);

  g_test_message ("%s", expression);
  g_assert_no_error (error);
  g_assert_cmpstr (value, ==, expected);
}

static void
assert_fails (const char *expression, const char *text, gsize length, RhSelectorError code)
{
  g_autoptr (GError) error = NULL;
  gboolean secret = FALSE;
  g_autofree char *value = pick (expression, text, length, &secret, &error);

  g_assert_null (value);
  g_assert_error (error, RH_SELECTOR_ERROR, (int) code);
  g_assert_cmpstr (error->message, ==, expression);
}

static void
test_table (void)
{
  static const char *const cases[][2] = {
    { "res.status", "201" },
    { "  res.status ", "201" },
    { "res.headers.location", "/jobs/1" },
    { "res.headers['LOCATION']", "/jobs/1" },
    { "res.headers[\"x-many\"]", "one" },
    { "res.headers.x-many", "one" },
    { "res.body.a.b[0].c", "first" },
    { "res.body['a']['b'][1][\"c\"]", "second" },
    { "$.a.b[1].c", "second" },
    { "$['a'].b[0]['c']", "first" },
    { "res.body.id", "12345678901234567890" },
    { "res.body.one", "1.0" },
    { "$.exp", "-1.50e+3" },
    { "res.body.yes", "true" },
    { "res.body.no", "false" },
    { "res.body.nothing", "null" },
    { "res.body['a b']", "space" },
    { "res.body['q\\'\"\\\\']", "quotes" },
    { "res.body['']", "empty" },
    { "res.body.esc", "é😀\n/\uFFFDx" },
    { "res.body.café", "coffee" },
    { "res.body.twice", "2" },
    { "res.body.list", "[1,[2,3],{\"id\":\" x \"}]" },
    { "res.body.list[2]", "{\"id\":\" x \"}" },
    { "res.body.empty", "{}" },
    { "res.body.none", "[]" },
    { "$.a.b[*].c", "first" },
    { "$.a.*[1].c", "second" },
    { "$..c", "first" },
    { "$.deep..c", "third" },
    { "$..id", "12345678901234567890" }, /* the outermost, though another stands before it */
    { "$.*..id", " x " },
    { "$..['a b']", "space" },
    { "$..[1][1]", "3" },
    { "$..b[1].c", "second" },
    { "$.list[*][0]", "2" }, /* what has none is passed over */
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_picks (cases[i][0], body, cases[i][1]);
}

static void
test_whole_bodies (void)
{
  assert_picks ("$", " [ 1 , \"a b\" ] ", "[1,\"a b\"]");
  assert_picks ("res.body", " [ 1 , 2 ] ", "[1,2]");
  assert_picks ("res.body", "\"text\"", "text");
  assert_picks ("res.body", "7", "7");
  assert_picks ("$[0]", "\xEF\xBB\xBF[1]", "1");
  assert_picks ("res.body", "plain text\n", "plain text\n");
  assert_picks ("res.body", "{\"cut\": ", "{\"cut\": ");
}

static void
test_not_found (void)
{
  static const char *const expressions[] = {
    "res.headers.nobody",
    "res.body.nobody",
    "res.body.a.b[2]",
    "res.body.a[0]",
    "res.body.id.x",
    "res.body.list.id",
    "$..nobody",
    "$.none[*]",
    "$.empty.*",
    "$.id..id",
    "res.body.a.b[99999999999999999999]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    assert_fails (expressions[i], body, strlen (body), RH_SELECTOR_ERROR_NOT_FOUND);
  assert_fails ("res.body", "", 0, RH_SELECTOR_ERROR_NOT_FOUND);
}

static void
test_syntax (void)
{
  static const char *const expressions[] = {
    "",
    "res",
    "res.",
    "res.statusx",
    "res.status.x",
    "res.headers",
    "res.headers.a.b",
    "res.headers[0]",
    "res.body.",
    "res.body..id",
    "res.body[*]",
    "res.body[-1]",
    "res.body[",
    "res.body[0",
    "res.body['a",
    "res.body['a'",
    "res.body.a b",
    "res.body()",
    "req.body",
    "$.",
    "$..",
    "$a",
    "$[?(@.a)]",
    "$[0,1]",
    "$[0:1]",
    "$[-1]",
    "$.a[",
    "require('fs')",
    "res.body.\xff",
  };

  for (guint i = 0; i < G_N_ELEMENTS (expressions); i++)
    {
      g_assert_false (rh_selector_check (expressions[i], NULL));
      assert_fails (expressions[i], body, strlen (body), RH_SELECTOR_ERROR_SYNTAX);
    }
}

static void
test_many_steps (void)
{
  g_autoptr (GString) expression = g_string_new ("$");

  for (guint i = 0; i < 64; i++)
    g_string_append (expression, ".a");
  g_assert_true (rh_selector_check (expression->str, NULL));
  g_string_append (expression, ".a");
  g_assert_false (rh_selector_check (expression->str, NULL));
}

static void
test_other_bodies (void)
{
  static const char *const no_json[]
      = { "<html>", "{\"a\":1", "{\"a\":1}x", "{a:1}",      "[1,]",          "[01]",  "{\"a\" 1}",
          "[1 2]",  "]",        "[}",         "\"\\x\"",    "[\"\n\"]",      "[tru]", "[-]",
          "[1.]",   "[1e]",     "{,}",        "{\"a\":1,}", "[\"\\u12g4\"]", "\"a",   "   " };

  for (guint i = 0; i < G_N_ELEMENTS (no_json); i++)
    assert_fails ("$.a", no_json[i], strlen (no_json[i]), RH_SELECTOR_ERROR_NOT_JSON);

  assert_fails ("$.a", "{\"a\":\"\xff\"}", 10, RH_SELECTOR_ERROR_NOT_TEXT);
  assert_fails ("res.body", "a\0b", 3, RH_SELECTOR_ERROR_NOT_TEXT);
  assert_fails ("res.body.nul", body, strlen (body), RH_SELECTOR_ERROR_NOT_TEXT);
  assert_fails ("res.headers.x-bytes", body, strlen (body), RH_SELECTOR_ERROR_NOT_TEXT);
}

static char *
nested (guint depth)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < depth; i++)
    g_string_append_c (text, ']');
  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
test_depth (void)
{
  g_autofree char *deepest = nested (RH_JSON_WALK_MAX_DEPTH);
  g_autofree char *deeper = nested (RH_JSON_WALK_MAX_DEPTH + 1);
  g_autofree char *hostile = nested (1000000);

  assert_fails ("$..id", deepest, strlen (deepest), RH_SELECTOR_ERROR_NOT_FOUND);
  assert_fails ("$..id", deeper, strlen (deeper), RH_SELECTOR_ERROR_NOT_JSON);
  assert_fails ("$..id", hostile, strlen (hostile), RH_SELECTOR_ERROR_NOT_JSON);
}

static void
test_size (void)
{
  gsize length = RH_SELECTOR_MAX_BODY + 1;
  g_autofree char *large = g_strnfill (length, ' ');

  memcpy (large, "[7]", 3);
  assert_fails ("$[0]", large, length, RH_SELECTOR_ERROR_TOO_LARGE);
  large[length - 1] = '\0';
  assert_picks ("$[0]", large, "7");
  assert_picks ("res.status", large, "201");
}

/* Each ".." looks through all that is below, and so does the next one in each place. */
static void
test_work (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) expression = g_string_new ("$");

  for (guint i = 0; i < 500; i++)
    g_string_append (text, "{\"a\":");
  g_string_append (text, "1");
  for (guint i = 0; i < 500; i++)
    g_string_append (text, "}");
  for (guint i = 0; i < 20; i++)
    g_string_append (expression, "..a");
  g_string_append (expression, ".b");

  assert_fails (expression->str, text->str, text->len, RH_SELECTOR_ERROR_TOO_LARGE);
}

static void
test_secret (void)
{
  static const struct
  {
    const char *expression;
    gboolean secret;
  } cases[] = {
    { "res.body.auth.access_token", TRUE },
    { "$..access_token", TRUE },
    { "$.auth.*", TRUE },
    { "res.body.auth", TRUE },
    { "res.body", TRUE },
    { "res.body.auth.n", FALSE },
    { "res.body.a", FALSE },
    { "res.headers.set-cookie", TRUE },
    { "res.headers.location", FALSE },
    { "res.status", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gboolean secret = !cases[i].secret;
      g_autofree char *value = pick (cases[i].expression, body, strlen (body), &secret, NULL);

      g_test_message ("%s", cases[i].expression);
      g_assert_nonnull (value);
      g_assert_cmpint (secret, ==, cases[i].secret);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/selector/table", test_table);
  g_test_add_func ("/selector/whole-bodies", test_whole_bodies);
  g_test_add_func ("/selector/not-found", test_not_found);
  g_test_add_func ("/selector/syntax", test_syntax);
  g_test_add_func ("/selector/many-steps", test_many_steps);
  g_test_add_func ("/selector/other-bodies", test_other_bodies);
  g_test_add_func ("/selector/depth", test_depth);
  g_test_add_func ("/selector/size", test_size);
  g_test_add_func ("/selector/work", test_work);
  g_test_add_func ("/selector/secret", test_secret);
  return g_test_run ();
}
