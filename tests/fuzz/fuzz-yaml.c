/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right YAML: nothing crashes, and what is read at all can be written and is read
 * again as the same. */
#include <string.h>

#include "collection/rh-yaml-document.h"
#include "collection/rh-yaml-parser.h"
#include "collection/rh-yaml-writer.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 8437
#define N_ROUNDS 20000

/* Files of ours, to be broken. */
static const char *const seeds[] = {
  "info:\n  name: Get Users\n  type: http\n  seq: 1\n\nhttp:\n  method: GET\n  url: '{{base}}/a'\n",
  ("# head\n\n# info\ninfo: # x\n  tags: [a, 'b', \"c\\n\"]\nhttp:\n  # y\n  - a: {b: c}\n    d:\n"
   "# end\n"),
  "docs: |+\n  # no\n\n   x\n\n# z\nbody: >-\n  a\n  b\n\n  c\n'k': ~\n? long\n: - - x\n",
  "%YAML 1.1\n---\r\na: &x !t 1\r\nb: *x\r\n<<: {a: 1}\r\n...\r\n",
  "a: |2-\n   x\n  y\nb: \"\\u2028\\x41\xe2\x80\xa8\"\nc: \xc2\x85\n",
};

static const char *const pieces[] = { "a",
                                      "b:",
                                      ": ",
                                      "\n",
                                      "\n  ",
                                      "\n    ",
                                      "- ",
                                      "? ",
                                      "#",
                                      " #",
                                      "[",
                                      "]",
                                      "{",
                                      "}",
                                      ",",
                                      "'",
                                      "\"",
                                      "|\n",
                                      "|+\n",
                                      ">",
                                      "\\",
                                      "\t",
                                      "\r",
                                      "&x",
                                      "*x",
                                      "!t",
                                      "<<",
                                      "~",
                                      "---\n",
                                      "...\n",
                                      "%",
                                      "\xc2\x85",
                                      "\xe2\x80\xa8",
                                      "\xef\xbb\xbf",
                                      "\xc3\xa9" };

static void
check_tree (const char *text, gsize length, guint *n_read)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYaml) tree = rh_yaml_parse (text, (gssize) length, &error);
  g_autoptr (RhYaml) again = NULL;
  g_autofree char *written = NULL;
  g_autofree char *twice = NULL;

  g_assert_true ((tree != NULL) != (error != NULL));
  if (tree == NULL)
    {
      g_assert_true (g_str_has_prefix (error->message, "line "));
      g_assert_cmpint (error->message[5], !=, '0');
      return;
    }

  written = rh_yaml_write (tree);
  again = rh_yaml_parse (written, -1, &error);
  if (again == NULL || !rh_yaml_equal (tree, again))
    g_error ("%s\n→\n%s", text, written);
  twice = rh_yaml_write (again);
  g_assert_cmpstr (twice, ==, written);
  (*n_read)++;
}

static void
check_document (const char *text, gsize length)
{
  static const char *const order[] = { "info", "b", NULL };
  g_autoptr (RhYamlDocument) document = rh_yaml_document_parse (text, (gssize) length, NULL);
  g_autoptr (RhYamlDocument) again = NULL;
  g_autoptr (RhYaml) root = NULL;
  g_autofree char *written = NULL;

  if (document == NULL)
    return;

  written = rh_yaml_document_write (document, order);
  again = rh_yaml_document_parse (written, -1, NULL);
  if (again == NULL || !rh_yaml_document_is_canonical (again, order))
    g_error ("%s\n→\n%s", text, written);
  root = rh_yaml_copy (rh_yaml_document_get_root (document));
  rh_yaml_sort (root, order);
  if (!rh_yaml_equal (root, rh_yaml_document_get_root (again)))
    g_error ("%s\n→\n%s", text, written);
}

static void
fuzz_pieces (void)
{
  RhDice dice = { SEED };
  guint n_read = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 14, TRUE);

      check_tree (text->str, text->len, &n_read);
      check_document (text->str, text->len);
    }
  g_assert_cmpuint (n_read, >, N_ROUNDS / 100);
}

static void
fuzz_broken_files (void)
{
  RhDice dice = { SEED };
  guint n_read = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = g_string_new (seeds[round % G_N_ELEMENTS (seeds)]);

      for (guint i = rh_dice_roll (&dice, 4); i > 0; i--)
        {
          guint place = rh_dice_roll (&dice, (guint) text->len);

          if (rh_dice_roll (&dice, 2) == 0)
            g_string_erase (text, place, 1);
          else
            g_string_insert (text, place, pieces[rh_dice_roll (&dice, G_N_ELEMENTS (pieces))]);
        }
      check_tree (text->str, text->len, &n_read);
      check_document (text->str, text->len);
    }
  g_assert_cmpuint (n_read, >, N_ROUNDS / 10);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/yaml-pieces", fuzz_pieces);
  g_test_add_func ("/fuzz/yaml-broken-files", fuzz_broken_files);

  return g_test_run ();
}
