/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Canonical YAML out: how each kind of text looks, and that whatever is written is read again. */
#include <string.h>

#include "collection/rh-yaml-parser.h"
#include "collection/rh-yaml-writer.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 8437
#define N_TREES 3000

static void
assert_reads_back (const RhYaml *node)
{
  g_autofree char *text = rh_yaml_write (node);
  g_autofree char *again = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYaml) read = rh_yaml_parse (text, -1, &error);

  if (error != NULL || !rh_yaml_equal (read, node))
    g_error ("%s: %s", error != NULL ? error->message : "something else is read", text);
  again = rh_yaml_write (read);
  g_assert_cmpstr (again, ==, text);
}

static void
assert_value (RhYaml *value, const char *expected)
{
  g_autoptr (RhYaml) root = rh_yaml_new_mapping ();
  g_autofree char *text = NULL;
  g_autofree char *line = g_strconcat ("a:", expected, "\n", NULL);

  rh_yaml_set (root, "a", value);
  text = rh_yaml_write (root);
  g_assert_cmpstr (text, ==, line);
  assert_reads_back (root);
}

static void
assert_string (const char *string, const char *expected)
{
  assert_value (rh_yaml_new_string (string), expected);
}

static void
test_plain (void)
{
  static const char *const plain[] = { "x",    "Get Users",  "https://api.example.com/users?a=b#c",
                                       "a:b",  "a#b",        "x{{y}}",
                                       ".git", "~/x",        "a, b",
                                       "it's", "say \"hi\"", "\xc3\xa9\xf0\x9f\x98\x80",
                                       "nope", "a-1",        "v1.0",
                                       "<x>",  "=x",         "1 apple",
                                       "12ab", "e1" };

  for (guint i = 0; i < G_N_ELEMENTS (plain); i++)
    {
      g_autofree char *expected = g_strconcat (" ", plain[i], NULL);

      assert_string (plain[i], expected);
    }
}

/* Some reader of YAML 1.1 or 1.2 would make a number, a boolean, a date or nothing of these. */
static void
test_special_texts (void)
{
  static const char *const special[] = { "",
                                         "~",
                                         "null",
                                         "Null",
                                         "true",
                                         "False",
                                         "yes",
                                         "No",
                                         "on",
                                         "OFF",
                                         "y",
                                         "N",
                                         "=",
                                         "<<",
                                         "5",
                                         "-5",
                                         "+5",
                                         "1.0",
                                         "1.",
                                         ".5",
                                         "1e3",
                                         "1E-3",
                                         "0x1F",
                                         "0o17",
                                         "017",
                                         "0b11",
                                         "1_000",
                                         "12:30",
                                         "1:2:3.4",
                                         ".inf",
                                         "-.INF",
                                         ".NaN",
                                         "1.0.0",
                                         "127.0.0.1",
                                         "2001-12-14",
                                         "2001-1-1 x",
                                         "2001-12-14T21:59:43Z",
                                         "..." };

  for (guint i = 0; i < G_N_ELEMENTS (special); i++)
    {
      g_autofree char *quoted = g_strconcat (" \"", special[i], "\"", NULL);
      g_autofree char *plain = g_strconcat (*special[i] != '\0' ? " " : "", special[i], NULL);

      assert_string (special[i], quoted);
      if (!g_str_equal (special[i], "..."))
        assert_value (rh_yaml_new_plain (special[i]), plain);
    }
}

static void
test_quotes (void)
{
  assert_string ("{{baseUrl}}/ping", " '{{baseUrl}}/ping'");
  assert_string ("{\"a\":1}", " '{\"a\":1}'");
  assert_string ("[x", " '[x'");
  assert_string ("#x", " '#x'");
  assert_string ("@x", " '@x'");
  assert_string ("&x", " '&x'");
  assert_string ("*x", " '*x'");
  assert_string ("!x", " '!x'");
  assert_string ("|", " '|'");
  assert_string (">x", " '>x'");
  assert_string ("%x", " '%x'");
  assert_string ("`x", " '`x'");
  assert_string ("-", " '-'");
  assert_string ("-x", " '-x'");
  assert_string ("---", " '---'");
  assert_string ("?x", " '?x'");
  assert_string (":x", " ':x'");
  assert_string ("'x'", " '''x'''");
  assert_string ("\"x\"", " '\"x\"'");
  assert_string (" x", " ' x'");
  assert_string ("x ", " 'x '");
  assert_string ("x:", " 'x:'");
  assert_string ("x: y", " 'x: y'");
  assert_string ("x #y", " 'x #y'");
  assert_string ("a\tb", " \"a\\tb\"");
  assert_string ("\r", " \"\\r\"");
  assert_string ("\x1b\x01\x7f", " \"\\u001B\\u0001\\u007F\"");
  assert_string ("\xc2\x85\xe2\x80\xa8\xe2\x80\xa9\xef\xbb\xbf",
                 " \"\\u0085\\u2028\\u2029\\uFEFF\"");
  assert_string ("\xf0\x9f\xbf\xbe\\", " \"\\U0001FFFE\\\\\"");
  assert_value (rh_yaml_new_plain ("{{port}}"), " '{{port}}'");
  assert_value (rh_yaml_new_plain ("1\n2"), " |-\n  1\n  2");
}

static void
test_literal_blocks (void)
{
  assert_string ("x\ny", " |-\n  x\n  y");
  assert_string ("x\ny\n", " |\n  x\n  y");
  assert_string ("x\ny\n\n\n", " |+\n  x\n  y\n\n");
  assert_string ("x\n", " |\n  x");
  assert_string ("{\n  \"a\": 1\n}\n", " |\n  {\n    \"a\": 1\n  }");
  assert_string (" x\ny", " |2-\n   x\n  y");
  assert_string ("\nx", " |2-\n\n  x");
  assert_string ("\n\n x\n\n", " |2+\n\n\n   x\n");
  assert_string ("x  \n\n  \ny\t\n", " |\n  x  \n\n    \n  y\t");
  assert_string ("# x\n- y: z\n---\n", " |\n  # x\n  - y: z\n  ---");
  assert_string ("x\n\ty", " |-\n  x\n  \ty");
}

/* What a literal block cannot hold, or what readers differ about. */
static void
test_several_lines_in_quotes (void)
{
  assert_string ("\n", " \"\\n\"");
  assert_string ("\n\n", " \"\\n\\n\"");
  assert_string ("\tx\ny", " \"\\tx\\ny\"");
  assert_string ("\n\tx", " \"\\n\\tx\"");
  assert_string ("  \nx", " \"  \\nx\"");
  assert_string ("x\n  ", " \"x\\n  \"");
  assert_string ("x\n \t\n", " \"x\\n \\t\\n\"");
  assert_string ("x\r\ny", " \"x\\r\\ny\"");
  assert_string ("x\n\xe2\x80\xa8", " \"x\\n\\u2028\"");
}

static void
test_layout (void)
{
  const char *text = "info:\n"
                     "  name: x\n"
                     "  tags:\n"
                     "    - smoke\n"
                     "    - - a\n"
                     "      - b\n"
                     "http:\n"
                     "  headers:\n"
                     "    - name: X\n"
                     "      value: |-\n"
                     "        a\n"
                     "        b\n"
                     "    - |2\n"
                     "         c\n"
                     "    -\n"
                     "  params: []\n"
                     "  body: {}\n"
                     "  none:\n"
                     "\"no\": 1\n"
                     "'a: b': \"\"\n"
                     "\"\": x\n"
                     "\"c\\nd\": 0x1F\n";
  g_autoptr (RhYaml) root = rh_yaml_parse (text, -1, NULL);
  g_autofree char *written = rh_yaml_write (root);

  g_assert_cmpstr (written, ==, text);
}

static void
test_long_lines (void)
{
  g_autoptr (RhYaml) root = rh_yaml_new_mapping ();
  g_autoptr (RhYaml) list = rh_yaml_new_sequence ();
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char *text = NULL;
  g_autofree char *expected = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (words, "word ");
  g_string_append (words, "end");
  rh_yaml_set_string (root, "a", words->str);
  text = rh_yaml_write (root);
  expected = g_strdup_printf ("a: %s\n", words->str);
  g_assert_cmpstr (text, ==, expected);

  /* A key that is too long for a reader to find its colon. */
  rh_yaml_set (root, words->str, rh_yaml_copy (root));
  rh_yaml_append (list, rh_yaml_copy (root));
  assert_reads_back (list);
}

static void
test_single_scalars (void)
{
  static const char *const texts[] = { "", "x", "5", "x\ny\n", "---", "# x", "a: b", "- a", "..." };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RhYaml) string = rh_yaml_new_string (texts[i]);
      g_autoptr (RhYaml) plain = rh_yaml_new_plain (texts[i]);

      assert_reads_back (string);
      assert_reads_back (plain);
    }
}

/* --- Any tree ------------------------------------------------------------------------------------
 */

static char *
random_text (RhDice *dice)
{
  static const char *const pieces[] = { "a",
                                        "b c",
                                        "5",
                                        "-",
                                        "?",
                                        ":",
                                        ": ",
                                        " #",
                                        "#",
                                        " ",
                                        "  ",
                                        "\n",
                                        "\n\n",
                                        "\t",
                                        "\r",
                                        "'",
                                        "\"",
                                        "\\",
                                        "{{",
                                        "}}",
                                        "[",
                                        ",",
                                        "&",
                                        "*",
                                        "!",
                                        "|",
                                        ">",
                                        "%",
                                        "@",
                                        "`",
                                        "no",
                                        "~",
                                        "<<",
                                        "=",
                                        "1e3",
                                        "0x1",
                                        "12:30",
                                        "---",
                                        "...",
                                        "\xc2\x85",
                                        "\xe2\x80\xa8",
                                        "\xef\xbb\xbf",
                                        "\xc3\xa9",
                                        "\xf0\x9f\x98\x80",
                                        "\x1b",
                                        "\x7f",
                                        "\xef\xbf\xbf",
                                        "\xf0\x9f\xbf\xbe",
                                        "2001-12-14",
                                        "null",
                                        ".",
                                        "+",
                                        "true" };
  GString *text = g_string_new (NULL);
  guint n_pieces = rh_dice_roll (dice, 7);

  for (guint i = 0; i < n_pieces; i++)
    g_string_append (text, pieces[rh_dice_roll (dice, G_N_ELEMENTS (pieces))]);

  return g_string_free (text, FALSE);
}

static RhYaml *
random_tree (RhDice *dice, guint depth)
{
  guint kind = rh_dice_roll (dice, depth < 5 ? 4 : 2);
  g_autofree char *text = random_text (dice);
  RhYaml *node;

  if (kind < 2)
    return kind == 0 ? rh_yaml_new_string (text) : rh_yaml_new_plain (text);

  node = kind == 2 ? rh_yaml_new_sequence () : rh_yaml_new_mapping ();
  for (guint i = rh_dice_roll (dice, 5); i > 0; i--)
    {
      g_autofree char *key = random_text (dice);

      if (kind == 2)
        rh_yaml_append (node, random_tree (dice, depth + 1));
      else
        rh_yaml_set (node, key, random_tree (dice, depth + 1));
    }

  return node;
}

static void
test_any_tree_reads_back (void)
{
  RhDice dice = { SEED };

  for (guint i = 0; i < N_TREES; i++)
    {
      g_autoptr (RhYaml) root = random_tree (&dice, 0);

      assert_reads_back (root);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/yaml-writer/plain", test_plain);
  g_test_add_func ("/yaml-writer/special-texts", test_special_texts);
  g_test_add_func ("/yaml-writer/quotes", test_quotes);
  g_test_add_func ("/yaml-writer/literal-blocks", test_literal_blocks);
  g_test_add_func ("/yaml-writer/several-lines-in-quotes", test_several_lines_in_quotes);
  g_test_add_func ("/yaml-writer/layout", test_layout);
  g_test_add_func ("/yaml-writer/long-lines", test_long_lines);
  g_test_add_func ("/yaml-writer/single-scalars", test_single_scalars);
  g_test_add_func ("/yaml-writer/any-tree-reads-back", test_any_tree_reads_back);

  return g_test_run ();
}
