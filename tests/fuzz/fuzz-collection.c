/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right input for the parsers that look into what others wrote: .env files,
 * expressions, and the JSON that they go through. */
#include "collection/rh-dotenv.h"
#include "collection/rh-selector.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"
#include "text/rh-json-walk.h"

#include <json-glib/json-glib.h>
#include <string.h>

#define SEED 8437
#define N_ROUNDS 20000

/* A copy that ends where it ends, so that a byte too far is found. */
static char *
dup_exact (const GString *text)
{
  return g_memdup2 (text->str, MAX (text->len, 1));
}

static void
fuzz_dotenv (void)
{
  static const char *const pieces[] = { "A",  "=", "\n", "\r", " ",       "\t", "\"", "'",  "`",
                                        "\\", "#", "n",  "é",  "export ", "$B", "B=", "\\n" };
  RhDice dice = { SEED };
  guint n_values = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 24, TRUE);
      g_autofree char *exact = dup_exact (text);
      g_autoptr (GHashTable) values = rh_dotenv_parse (exact, text->len);
      GHashTableIter iter;
      gpointer name;
      gpointer value;

      g_hash_table_iter_init (&iter, values);
      while (g_hash_table_iter_next (&iter, &name, &value))
        {
          g_assert_cmpuint (strlen (name), >, 0);
          g_assert_null (strpbrk (name, "=#\n\r \t\"'`"));
          g_assert_true (g_utf8_validate (rh_secret_peek (value, NULL), -1, NULL));
          g_assert_cmpuint (strlen (rh_secret_peek (value, NULL)), <=, text->len);
          n_values++;
        }
    }
  g_assert_cmpuint (n_values, >, N_ROUNDS / 10);
}

static const char *const json_pieces[]
    = { "{",     "}",         "[",      "]",           ",",
        ":",     "\"a\"",     "\"b\":", "\"\\u00e9\"", "1",
        "-0",    ".5",        "e+1",    "true",        "null",
        " ",     "\n",        "\"",     "\\",          "\\ud83d\\ude00",
        "[1,2]", "{\"a\":1}", "\"a\":" };

/* Not RFC 8259, and json-glib takes it: a lone surrogate, a NUL and the like are in strings only.
 */
static gboolean
json_glib_takes (const char *text, gsize length)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();

  json_parser_set_strict (parser, TRUE);
  return json_parser_load_from_data (parser, text, (gssize) length, NULL);
}

static void
fuzz_json (void)
{
  RhDice dice = { SEED };
  guint n_taken = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text
          = rh_dice_text (&dice, json_pieces, G_N_ELEMENTS (json_pieces), 10, FALSE);
      g_autofree char *exact = dup_exact (text);
      RhJsonSpan value;
      RhJsonSpan again;
      g_autofree char *compact = NULL;

      if (!g_utf8_validate (text->str, (gssize) text->len, NULL)
          || rh_json_walk_check (exact, text->len, &value) != RH_JSON_WALK_OK)
        continue;

      g_assert_true (json_glib_takes (text->str, text->len));
      compact = rh_json_span_dup_compact (&value);
      g_assert_cmpint (rh_json_walk_check (compact, strlen (compact), &again), ==, RH_JSON_WALK_OK);
      g_assert_true (again.start == compact && again.end == compact + strlen (compact));
      n_taken++;
    }
  g_assert_cmpuint (n_taken, >, N_ROUNDS / 100);
}

static void
fuzz_selector (void)
{
  static const char *const pieces[]
      = { "$",    ".",        "..",     "a",       "b",  "[0]", "[1]", "[*]", "*",
          "[",    "]",        "'a'",    "[\"b\"]", "\\", "é",   "-1",  ".a",  "..a",
          "res.", "res.body", "status", ".*",      "[0", "'",   " ",   "$.a", "res.headers" };
  static const char *const bodies[] = {
    "{\"a\":{\"b\":[1,{\"a\":[[2,3],\"x\"]}]},\"b\":[{\"a\":null},[],{}],\"\\u00e9\":1.0}",
    "[[{\"a\":1},{\"b\":[true,{\"a\":[]}]}],\"s\",-1e5]",
    "\"string\"",
    "not JSON",
  };
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  RhDice dice = { SEED };
  guint n_picked = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) tail = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 6, FALSE);
      g_autofree char *expression = g_strconcat (round % 3 == 0   ? "$"
                                                 : round % 3 == 1 ? "res.body"
                                                                  : "",
                                                 tail->str, NULL);
      const char *text = bodies[round % G_N_ELEMENTS (bodies)];
      g_autofree char *exact = g_memdup2 (text, strlen (text));
      RhSelectorResponse response
          = { .status = 200, .headers = headers, .body = exact, .length = strlen (text) };
      gboolean secret = FALSE;
      g_autoptr (GError) error = NULL;
      g_autofree char *value = rh_selector_pick (expression, &response, &secret, &error);

      g_assert_true ((value != NULL) != (error != NULL));
      if (value != NULL)
        {
          g_assert_true (rh_selector_check (expression, NULL));
          g_assert_true (g_utf8_validate (value, -1, NULL));
          n_picked++;
        }
    }
  g_assert_cmpuint (n_picked, >, N_ROUNDS / 20);
}

/* Random JSON under expressions that look everywhere. */
static void
fuzz_selector_bodies (void)
{
  static const char *const expressions[]
      = { "$..a", "$..*", "$.*", "res.body", "$..a[0]", "$[0]..a", "$..a..b", "res.body.a" };
  g_autoptr (RhHeaders) headers = rh_headers_new ();
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text
          = rh_dice_text (&dice, json_pieces, G_N_ELEMENTS (json_pieces), 12, TRUE);
      g_autofree char *exact = dup_exact (text);
      RhSelectorResponse response
          = { .status = 200, .headers = headers, .body = exact, .length = text->len };
      gboolean secret = FALSE;
      g_autoptr (GError) error = NULL;
      g_autofree char *value = rh_selector_pick (expressions[round % G_N_ELEMENTS (expressions)],
                                                 &response, &secret, &error);

      g_assert_true ((value != NULL) != (error != NULL));
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/dotenv", fuzz_dotenv);
  g_test_add_func ("/fuzz/json", fuzz_json);
  g_test_add_func ("/fuzz/selector", fuzz_selector);
  g_test_add_func ("/fuzz/selector-bodies", fuzz_selector_bodies);

  return g_test_run ();
}
