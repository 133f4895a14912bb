/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scanner of JSON: what it takes and refuses, where it says things are, in pieces of any size.
 */
#include "lib/rh-test.h"
#include "text/rh-json-scanner.h"

#include <string.h>

#define DEEP 100000

typedef struct
{
  const char *text;
  RhJsonFault fault;
  guint64 offset;
} Case;

static const Case cases[] = {
  { "{}", RH_JSON_FAULT_NONE, 0 },
  { " [ ] ", RH_JSON_FAULT_NONE, 0 },
  { "-0.10e+005", RH_JSON_FAULT_NONE, 0 },
  { "[1E400,12345678901234567890123]", RH_JSON_FAULT_NONE, 0 },
  { "{\"a\":1,\"a\":2}", RH_JSON_FAULT_NONE, 0 },
  { "\"\\u0000\\\"\\\\\\/\\b\\f\\n\\r\\t\\ud800\"", RH_JSON_FAULT_NONE, 0 },
  { "\"\xC3\xA9\xE2\x82\xAC\xF0\x9F\x98\x80\xF4\x8F\xBF\xBF\"", RH_JSON_FAULT_NONE, 0 },
  { "", RH_JSON_FAULT_END, 0 },
  { "  ", RH_JSON_FAULT_END, 2 },
  { "[1", RH_JSON_FAULT_END, 2 },
  { "\"abc", RH_JSON_FAULT_END, 4 },
  { "-", RH_JSON_FAULT_END, 1 },
  { "tru", RH_JSON_FAULT_END, 3 },
  { "\xEF\xBB\xBF{}", RH_JSON_FAULT_VALUE, 0 },
  { "[1,]", RH_JSON_FAULT_VALUE, 3 },
  { "[,1]", RH_JSON_FAULT_VALUE, 1 },
  { "{,}", RH_JSON_FAULT_KEY, 1 },
  { "{\"a\":1,}", RH_JSON_FAULT_KEY, 7 },
  { "{a:1}", RH_JSON_FAULT_KEY, 1 },
  { "{\"a\" 1}", RH_JSON_FAULT_COLON, 5 },
  { "{\"a\":}", RH_JSON_FAULT_VALUE, 5 },
  { "[1 2]", RH_JSON_FAULT_SEPARATOR, 3 },
  { "[1}", RH_JSON_FAULT_SEPARATOR, 2 },
  { "{\"a\":1]", RH_JSON_FAULT_SEPARATOR, 6 },
  { "[]]", RH_JSON_FAULT_AFTER, 2 },
  { "1 2", RH_JSON_FAULT_AFTER, 2 },
  { "012", RH_JSON_FAULT_NUMBER, 1 },
  { "[1.]", RH_JSON_FAULT_NUMBER, 3 },
  { "[-a]", RH_JSON_FAULT_NUMBER, 2 },
  { "[1e+]", RH_JSON_FAULT_NUMBER, 4 },
  { "[nul]", RH_JSON_FAULT_LITERAL, 4 },
  { "[True]", RH_JSON_FAULT_VALUE, 1 },
  { "\"\\x\"", RH_JSON_FAULT_ESCAPE, 2 },
  { "\"\\u12g4\"", RH_JSON_FAULT_ESCAPE, 5 },
  { "\"a\nb\"", RH_JSON_FAULT_CONTROL, 2 },
  { "\"0123456789abcdefghij\tb\"", RH_JSON_FAULT_CONTROL, 21 },
  { "\"\xFF\"", RH_JSON_FAULT_UTF8, 1 },
  { "\"\xC0\x80\"", RH_JSON_FAULT_UTF8, 1 },
  { "\"\xED\xA0\x80\"", RH_JSON_FAULT_UTF8, 2 },
  { "\"\xF4\x90\x80\x80\"", RH_JSON_FAULT_UTF8, 2 },
  { "\"\xE2\x82\"", RH_JSON_FAULT_UTF8, 3 },
};

/* Feeds pieces of @step bytes, and few tokens at a time. */
static GArray *
scan (const char *text, gsize length, gsize step, RhJsonFault *fault, guint64 *offset)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RhJsonToken));
  RhJsonToken tokens[3];
  guint n_tokens;

  for (gsize done = 0;
       done < length && rh_json_scanner_get_fault (scanner, NULL) == RH_JSON_FAULT_NONE;)
    {
      done += rh_json_scanner_feed (scanner, text + done, MIN (step, length - done), tokens,
                                    G_N_ELEMENTS (tokens), &n_tokens);
      g_array_append_vals (found, tokens, n_tokens);
    }
  rh_json_scanner_finish (scanner, tokens, &n_tokens);
  g_array_append_vals (found, tokens, n_tokens);
  *fault = rh_json_scanner_get_fault (scanner, offset);

  return found;
}

static gboolean
is_valid (const char *text, gsize length)
{
  RhJsonFault fault;
  guint64 offset;
  g_autoptr (GArray) tokens = scan (text, length, length, &fault, &offset);

  return fault == RH_JSON_FAULT_NONE;
}

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    for (gsize step = 1; step < 40; step += 6)
      {
        RhJsonFault fault;
        guint64 offset = 0;
        g_autoptr (GArray) tokens
            = scan (cases[i].text, strlen (cases[i].text), step, &fault, &offset);

        g_assert_cmpint (fault, ==, cases[i].fault);
        if (fault != RH_JSON_FAULT_NONE)
          g_assert_cmpuint (offset, ==, cases[i].offset);
      }
}

static void
test_nul_is_no_end (void)
{
  g_assert_false (is_valid ("[1]\0", 4));
  g_assert_false (is_valid ("\"\0\"", 3));
}

/* With the white space between them, the tokens are the text. */
static void
test_tokens_are_where_they_say (void)
{
  static const char text[] = " { \"k\\\"\" : [ 1.50 , true ] ,\"k\\\"\":{},\"\":\"x\" } ";
  static const struct
  {
    const char *text;
    RhJsonTokenKind kind;
    guint depth;
  } expected[] = {
    { "{", RH_JSON_TOKEN_OBJECT, 0 },      { "\"k\\\"\"", RH_JSON_TOKEN_KEY, 1 },
    { "[", RH_JSON_TOKEN_ARRAY, 1 },       { "1.50", RH_JSON_TOKEN_NUMBER, 2 },
    { "true", RH_JSON_TOKEN_LITERAL, 2 },  { "]", RH_JSON_TOKEN_ARRAY_END, 1 },
    { "\"k\\\"\"", RH_JSON_TOKEN_KEY, 1 }, { "{", RH_JSON_TOKEN_OBJECT, 1 },
    { "}", RH_JSON_TOKEN_OBJECT_END, 1 },  { "\"\"", RH_JSON_TOKEN_KEY, 1 },
    { "\"x\"", RH_JSON_TOKEN_STRING, 1 },  { "}", RH_JSON_TOKEN_OBJECT_END, 0 },
  };

  for (gsize step = 1; step <= sizeof text; step++)
    {
      RhJsonFault fault;
      guint64 offset;
      g_autoptr (GArray) tokens = scan (text, strlen (text), step, &fault, &offset);

      g_assert_cmpuint (tokens->len, ==, G_N_ELEMENTS (expected));
      for (guint i = 0; i < tokens->len; i++)
        {
          const RhJsonToken *token = &g_array_index (tokens, RhJsonToken, i);

          g_assert_cmpmem (text + token->start, token->end - token->start, expected[i].text,
                           strlen (expected[i].text));
          g_assert_cmpint (token->kind, ==, expected[i].kind);
          g_assert_cmpuint (token->depth, ==, expected[i].depth);
        }
    }
}

static void
test_nesting_has_no_end (void)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < DEEP; i++)
    g_string_append (text, i % 3 == 0 ? "{\"a\":" : "[");
  for (guint i = DEEP; i > 0; i--)
    g_string_append (text, (i - 1) % 3 == 0 ? (i == DEEP ? "1}" : "}") : "]");
  g_assert_true (is_valid (text->str, text->len));

  /* The wrong kind of end, at the very last. */
  text->str[text->len - 1] = ']';
  g_assert_false (is_valid (text->str, text->len));
}

/* From the middle, with only the containers that are left. */
static void
test_resume (void)
{
  static const char text[] = "1, {\"k\": 2}], \"z\": 3}";
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  RhJsonToken tokens[16];
  guint n_tokens;

  rh_json_scanner_resume (scanner, 1000, text[0], 70, 2);
  g_assert_cmpuint (
      rh_json_scanner_feed (scanner, text, strlen (text), tokens, G_N_ELEMENTS (tokens), &n_tokens),
      ==, strlen (text));
  g_assert_cmpuint (n_tokens, ==, 9);
  g_assert_cmpuint (tokens[0].start, ==, 1000);
  g_assert_cmpuint (tokens[0].depth, ==, 70);
  g_assert_cmpint (tokens[6].kind, ==, RH_JSON_TOKEN_KEY);
  g_assert_cmpuint (tokens[6].depth, ==, 69);
  g_assert_cmpuint (tokens[8].depth, ==, 68);
}

static void
test_suite_of_others (void)
{
  g_autofree char *folder
      = g_build_filename (g_getenv ("RH_TEST_CORPORA"), "json", "test_parsing", NULL);
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;
  guint n_files = 0;

  if (dir == NULL)
    {
      g_test_skip ("JSONTestSuite is not there");
      return;
    }

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (folder, name, NULL);
      g_autofree char *text = NULL;
      gsize length;
      gboolean valid;

      g_assert_true (g_file_get_contents (path, &text, &length, NULL));
      valid = is_valid (text, length);
      if ((*name == 'y' && !valid) || (*name == 'n' && valid))
        g_error ("%s: %s", name, valid ? "accepted" : "refused");
      n_files++;
    }
  g_assert_cmpuint (n_files, >, 300);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/json-scanner/cases", test_cases);
  g_test_add_func ("/json-scanner/nul-is-no-end", test_nul_is_no_end);
  g_test_add_func ("/json-scanner/tokens-are-where-they-say", test_tokens_are_where_they_say);
  g_test_add_func ("/json-scanner/nesting-has-no-end", test_nesting_has_no_end);
  g_test_add_func ("/json-scanner/resume", test_resume);
  g_test_add_func ("/json-scanner/suite-of-others", test_suite_of_others);

  return g_test_run ();
}
