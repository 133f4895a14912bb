/* SPDX-License-Identifier: GPL-3.0-or-later */
/* {{variables}} are look-ups, bounded, encoded for their place, and keep their provenance. */
#include <string.h>

#include "lib/rh-test.h"
#include "text/rh-template.h"

typedef struct
{
  const char *name;
  const char *value;
  gboolean secret;
  gboolean literal;
} Variable;

static const char *const origins[] = { "https://api.example", NULL };

static const Variable variables[] = {
  { "base", "https://api.example" },
  { "id", "a b/c&d=e+f?g#h%" },
  { "token", "SECRET{{id}}", TRUE },
  { "auth", "Bearer {{token}}!" },
  { "deeper", "<{{auth}}>" },
  { "literal", "{{id}}", FALSE, TRUE },
  { "empty", "" },
  { "null", NULL },
  { "loop", "{{loop}}" },
  { "a", "1{{b}}" },
  { "b", "2{{c}}" },
  { "c", "3{{a}}" },
  { "broken", "x{{nobody}}" },
  { "$uuid", "5f0c" },
  { "größe", "XL" },
  { "nul-safe.name_1", "ok" },
  { "seven", "7" },
};

static gboolean
lookup_table (const char *name, RhVariableValue *value, gpointer user_data)
{
  guint *n_lookups = user_data;

  if (n_lookups != NULL)
    (*n_lookups)++;
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      if (!g_str_equal (variables[i].name, name))
        continue;
      value->value = variables[i].value;
      value->source = variables[i].secret ? RH_SOURCE_ENVIRONMENT : RH_SOURCE_COLLECTION;
      value->secret = variables[i].secret;
      value->literal = variables[i].literal;
      value->origins = variables[i].secret ? origins : NULL;
      return TRUE;
    }

  return FALSE;
}

static RhText *
fill (const char *template, RhPlace place)
{
  g_autoptr (GError) error = NULL;
  RhText *text = rh_template_fill (template, place, lookup_table, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (text);

  return text;
}

static void
assert_fills (const char *template, RhPlace place, const char *expected)
{
  g_autoptr (RhText) text = fill (template, place);

  g_assert_cmpstr (rh_text_peek (text, NULL), ==, expected);
}

static void
assert_fails (const char *template, RhTemplateError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhText) text = rh_template_fill (template, RH_PLACE_RAW, lookup_table, NULL, &error);

  g_assert_null (text);
  g_assert_error (error, RH_TEMPLATE_ERROR, (int) code);
  if (message != NULL)
    g_assert_cmpstr (error->message, ==, message);
}

static void
assert_span (const RhText *text, guint index, const char *variable, const char *bytes)
{
  const RhSpan *span = rh_text_nth_span (text, index);

  g_assert_cmpstr (span->variable, ==, variable);
  g_assert_cmpmem (rh_text_peek (text, NULL) + span->start, span->length, bytes, strlen (bytes));
}

static void
test_find (void)
{
  const char *text = "{{a}}{{ b }}x{{\tc-1.$\t}}{{größe}}";
  static const struct
  {
    gsize start;
    gsize length;
    const char *name;
  } expected[] = { { 0, 5, "a" }, { 5, 7, "b" }, { 13, 11, "c-1.$" }, { 24, 11, "größe" } };
  g_autoptr (GArray) refs = rh_template_find (text);

  g_assert_cmpuint (refs->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < refs->len; i++)
    {
      RhTemplateRef *ref = &g_array_index (refs, RhTemplateRef, i);

      g_assert_cmpuint (ref->start, ==, expected[i].start);
      g_assert_cmpuint (ref->length, ==, expected[i].length);
      g_assert_cmpstr (ref->name, ==, expected[i].name);
    }
  g_assert_true (rh_template_has_refs (text));
}

static void
test_find_plain (void)
{
  static const char *const plain[] = {
    "",         "{{}}",    "{{ }}",   "{{a b}}", "{{a",         "{{a}",
    "{a}}",     "{ {a}}",  "{{a\n}}", "{{\na}}", "{{\"a\"}}",   "{{a\xff}}",
    "{{\xc3}}", "}}{{",    "{{a} }",  "{{#if}}", "{{a|upper}}", "{{a()}}",
    "{{1+1}}",  "{{a/b}}", "{{",      "{{{{{{",  "{{a{{b}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autoptr (GArray) refs = rh_template_find (plain[i]);
      g_autofree char *escaped = g_strescape (plain[i], NULL);

      g_test_message ("%s", escaped);
      g_assert_cmpuint (refs->len, ==, 0);
      g_assert_false (rh_template_has_refs (plain[i]));
      assert_fills (plain[i], RH_PLACE_COMPONENT, plain[i]);
    }
  g_assert_false (rh_template_has_refs (NULL));
  assert_fills (NULL, RH_PLACE_RAW, "");
}

static void
test_names_of_variables (void)
{
  g_assert_true (rh_template_is_name ("a-b.c_D$1"));
  g_assert_true (rh_template_is_name ("höhe"));
  g_assert_false (rh_template_is_name (""));
  g_assert_false (rh_template_is_name ("a b"));
  g_assert_false (rh_template_is_name (" a"));
  g_assert_false (rh_template_is_name ("a}}"));
  g_assert_false (rh_template_is_name ("a\xff"));
}

static void
test_find_in_braces (void)
{
  assert_fills ("{{{seven}}}", RH_PLACE_RAW, "{7}");
  assert_fills ("{\"a\":{\"b\":{{seven}}}}", RH_PLACE_RAW, "{\"a\":{\"b\":7}}");
  assert_fills ("{{x {{seven}}", RH_PLACE_RAW, "{{x 7");
  assert_fills ("{{seven}}}}{{seven}}", RH_PLACE_RAW, "7}}7");
}

static void
test_places (void)
{
  assert_fills ("{{base}}/x/{{seven}}", RH_PLACE_RAW, "https://api.example/x/7");
  assert_fills ("/{{id}}", RH_PLACE_RAW, "/a b/c&d=e+f?g#h%");
  assert_fills ("/{{id}}", RH_PLACE_PATH, "/a%20b%2Fc&d=e+f%3Fg%23h%25");
  assert_fills ("q={{id}}", RH_PLACE_QUERY, "q=a%20b/c%26d%3De%2Bf?g%23h%25");
  assert_fills ("q={{id}}", RH_PLACE_FORM, "q=a+b%2Fc%26d%3De%2Bf%3Fg%23h%25");
  assert_fills ("q={{id}}", RH_PLACE_COMPONENT, "q=a%20b%2Fc%26d%3De%2Bf%3Fg%23h%25");
}

static void
test_typed_stays (void)
{
  assert_fills ("/%zz/ é?&{}{{seven}}\xff", RH_PLACE_COMPONENT, "/%zz/ é?&{}7\xff");
}

static void
test_names (void)
{
  assert_fills ("{{$uuid}} {{größe}} {{nul-safe.name_1}}", RH_PLACE_RAW, "5f0c XL ok");
  assert_fills ("[{{empty}}{{null}}]", RH_PLACE_RAW, "[]");
}

/* Nested values are encoded once, not once a level. */
static void
test_nested_encoding (void)
{
  assert_fills ("{{auth}}", RH_PLACE_COMPONENT, "Bearer%20SECRET%7B%7Bid%7D%7D%21");
}

static void
test_secrets_are_literal (void)
{
  guint n_lookups = 0;
  g_autoptr (RhText) text = NULL;

  text = rh_template_fill ("{{token}}", RH_PLACE_RAW, lookup_table, &n_lookups, NULL);
  g_assert_cmpstr (rh_text_peek (text, NULL), ==, "SECRET{{id}}");
  g_assert_cmpuint (n_lookups, ==, 1);
  assert_fills ("{{literal}}", RH_PLACE_RAW, "{{id}}");
}

static void
test_spans (void)
{
  g_autoptr (RhText) text = fill ("x {{deeper}} y{{seven}}", RH_PLACE_RAW);

  g_assert_cmpstr (rh_text_peek (text, NULL), ==, "x <Bearer SECRET{{id}}!> y7");
  g_assert_cmpuint (rh_text_get_n_spans (text), ==, 6);
  assert_span (text, 0, "deeper", "<");
  assert_span (text, 1, "auth", "Bearer ");
  assert_span (text, 2, "token", "SECRET{{id}}");
  assert_span (text, 3, "auth", "!");
  assert_span (text, 4, "deeper", ">");
  assert_span (text, 5, "seven", "7");
  for (guint i = 0; i < 6; i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);

      g_assert_cmpint (span->secret, ==, i == 2);
      g_assert_cmpint (span->source, ==, i == 2 ? RH_SOURCE_ENVIRONMENT : RH_SOURCE_COLLECTION);
      g_assert_cmpint (span->origins != NULL, ==, i == 2);
    }
  g_assert_true (g_strv_equal ((const char *const *) rh_text_nth_span (text, 2)->origins, origins));
  g_assert_true (rh_text_has_secret (text));
}

static void
test_span_covers_encoded_bytes (void)
{
  g_autoptr (RhText) text = fill ("q={{token}}&z", RH_PLACE_QUERY);

  g_assert_cmpuint (rh_text_get_n_spans (text), ==, 1);
  assert_span (text, 0, "token", "SECRET%7B%7Bid%7D%7D");
}

static void
test_unknown (void)
{
  assert_fails ("{{nobody}}", RH_TEMPLATE_ERROR_UNKNOWN, "nobody");
  assert_fails ("{{seven}}{{ no-one }}", RH_TEMPLATE_ERROR_UNKNOWN, "no-one");
  assert_fails ("{{broken}}", RH_TEMPLATE_ERROR_UNKNOWN, "nobody");
}

static void
test_cycles (void)
{
  assert_fails ("{{loop}}", RH_TEMPLATE_ERROR_CYCLE, "loop → loop");
  assert_fails ("{{a}}", RH_TEMPLATE_ERROR_CYCLE, "a → b → c → a");
  assert_fails ("{{c}}", RH_TEMPLATE_ERROR_CYCLE, "c → a → b → c");
  /* The same name twice, side by side, is no cycle. */
  assert_fills ("{{seven}}{{seven}}", RH_PLACE_RAW, "77");
}

/* "v7" is "{{v6}}", "v0" is "end". */
static gboolean
lookup_chain (const char *name, RhVariableValue *value, gpointer user_data)
{
  char **kept = user_data;
  guint64 n = g_ascii_strtoull (name + 1, NULL, 10);

  g_free (kept[n]);
  kept[n] = n == 0 ? g_strdup ("end") : g_strdup_printf ("{{v%u}}", (guint) n - 1);
  value->value = kept[n];

  return TRUE;
}

static void
test_depth (void)
{
  char *kept[32] = { NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RhText) twenty = NULL;

  twenty = rh_template_fill ("{{v19}}", RH_PLACE_RAW, lookup_chain, kept, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (rh_text_peek (twenty, NULL), ==, "end");

  g_assert_null (rh_template_fill ("{{v20}}", RH_PLACE_RAW, lookup_chain, kept, &error));
  g_assert_error (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_DEPTH);
  g_assert_true (g_str_has_prefix (error->message, "v20: "));

  for (guint i = 0; i < G_N_ELEMENTS (kept); i++)
    g_free (kept[i]);
}

/* Ten times the next one, seven levels: ten million copies of the last. */
static gboolean
lookup_laughs (const char *name, RhVariableValue *value, gpointer user_data)
{
  static const char *const levels[] = { "{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}{{b}}",
                                        "{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}{{c}}",
                                        "{{d}}{{d}}{{d}}{{d}}{{d}}{{d}}{{d}}{{d}}{{d}}{{d}}",
                                        "{{e}}{{e}}{{e}}{{e}}{{e}}{{e}}{{e}}{{e}}{{e}}{{e}}",
                                        "{{f}}{{f}}{{f}}{{f}}{{f}}{{f}}{{f}}{{f}}{{f}}{{f}}",
                                        "{{g}}{{g}}{{g}}{{g}}{{g}}{{g}}{{g}}{{g}}{{g}}{{g}}",
                                        "{{h}}{{h}}{{h}}{{h}}{{h}}{{h}}{{h}}{{h}}{{h}}{{h}}" };
  const char *last = user_data;

  value->value = name[0] < 'h' ? levels[name[0] - 'a'] : last;

  return TRUE;
}

static void
test_billion_laughs (void)
{
  /* With an empty end too: nothing grows, but the work does. */
  static const char *const ends[] = { "lol", "" };

  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (
          rh_template_fill ("{{a}}", RH_PLACE_RAW, lookup_laughs, (gpointer) ends[i], &error));
      g_assert_error (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_SIZE);
    }
}

static gboolean
lookup_same (const char *name, RhVariableValue *value, gpointer user_data)
{
  value->value = user_data;
  value->literal = TRUE;

  return TRUE;
}

static void
test_size (void)
{
  g_autofree char *quarter = g_strnfill (RH_TEMPLATE_MAX_SIZE / 4, ' ');
  g_autoptr (GError) error = NULL;
  g_autoptr (RhText) text = NULL;
  gsize length = 0;

  text = rh_template_fill ("{{a}}{{a}}{{a}}{{a}}", RH_PLACE_RAW, lookup_same, quarter, &error);
  g_assert_no_error (error);
  rh_text_peek (text, &length);
  g_assert_cmpuint (length, ==, RH_TEMPLATE_MAX_SIZE);

  g_assert_null (
      rh_template_fill ("{{a}}{{a}}{{a}}{{a}}.", RH_PLACE_RAW, lookup_same, quarter, &error));
  g_assert_error (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_SIZE);
  g_clear_error (&error);

  /* It is the encoded size that counts. */
  g_assert_null (rh_template_fill ("{{a}}{{a}}", RH_PLACE_QUERY, lookup_same, quarter, &error));
  g_assert_error (error, RH_TEMPLATE_ERROR, RH_TEMPLATE_ERROR_SIZE);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/template/K1/find", test_find);
  g_test_add_func ("/template/K1/find-plain", test_find_plain);
  g_test_add_func ("/template/K1/names-of-variables", test_names_of_variables);
  g_test_add_func ("/template/K1/find-in-braces", test_find_in_braces);
  g_test_add_func ("/template/K1/places", test_places);
  g_test_add_func ("/template/K1/typed-stays", test_typed_stays);
  g_test_add_func ("/template/K1/names", test_names);
  g_test_add_func ("/template/K1/nested-encoding", test_nested_encoding);
  g_test_add_func ("/template/K1/secrets-are-literal", test_secrets_are_literal);
  g_test_add_func ("/template/4.0/spans", test_spans);
  g_test_add_func ("/template/4.0/span-covers-encoded-bytes", test_span_covers_encoded_bytes);
  g_test_add_func ("/template/K1/unknown", test_unknown);
  g_test_add_func ("/template/K1/cycles", test_cycles);
  g_test_add_func ("/template/K1/depth", test_depth);
  g_test_add_func ("/template/K1/billion-laughs", test_billion_laughs);
  g_test_add_func ("/template/K1/size", test_size);

  return g_test_run ();
}
