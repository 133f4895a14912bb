/* SPDX-License-Identifier: GPL-3.0-or-later */
/* NAME=VALUE files: what a line means, and what is left out. */
#include "collection/rh-dotenv.h"
#include "lib/rh-test.h"

#include <string.h>

typedef struct
{
  const char *text;
  const char *value; /* of A; NULL: there is none */
} Case;

static void
assert_value (const char *text, gsize length, const char *name, const char *expected)
{
  g_autoptr (GHashTable) values = rh_dotenv_parse (text, length);
  RhSecret *value = g_hash_table_lookup (values, name);

  g_assert_cmpstr (value == NULL ? NULL : rh_secret_peek (value, NULL), ==, expected);
}

static void
test_lines (void)
{
  static const Case cases[] = {
    { "A=1", "1" },
    { "A=1\n", "1" },
    { "A=1\r\nB=2\r\n", "1" },
    { "B=2\rA=1", "1" },
    { "A=1\nA=2", "2" },
    { " \t A \t = \t one two \t \nB=", "one two" },
    { "A=", "" },
    { "A=\nB=2", "" },
    { "export A=1", "1" },
    { "export\tA=1", "1" },
    { "exportA=1", NULL },
    { "export=1\nA=2", "2" },
    { "#A=1", NULL },
    { "A=1 # words", "1" },
    { "A=1#2", "1" },
    { "A=\"1#2\" # words", "1#2" },
    { "A='1#2'", "1#2" },
    { "A=`1'\"2`", "1'\"2" },
    { "A=' x '", " x " },
    { "A=\"one\\ntwo\\r\\t\"", "one\ntwo\r\\t" },
    { "A='one\\ntwo'", "one\\ntwo" },
    { "A=\"one\ntwo\"\nB=3", "one\ntwo" },
    { "A=\"a\\\"b\"", "a\\\"b" },
    { "A='it\\'s'", "it\\'s" },
    { "A=\"open\nB=2", "\"open" },
    { "A=it's", "it's" },
    { "A=$B ${C} {{d}}", "$B ${C} {{d}}" },
    { "A=b=c", "b=c" },
    { "\xEF\xBB\xBF"
      "A=1",
      "1" },
    { "A", NULL },
    { "A B=1", NULL },
    { "=1", NULL },
    { "\n\n  \nA=1", "1" },
    { "A=\xff\nB=1", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_value (cases[i].text, strlen (cases[i].text), "A", cases[i].value);
}

static void
test_what_is_around_a_bad_line_stays (void)
{
  static const char text[] = "A=1\n\xff\xfe=2\nbad line\n!=3\nB.c-D_1=\"4\"";

  assert_value (text, strlen (text), "A", "1");
  assert_value (text, strlen (text), "B.c-D_1", "4");
}

static void
test_nul (void)
{
  static const char text[] = "A=1\0002\nB=3\n\0C=4\nD=5";

  assert_value (text, sizeof text - 1, "A", NULL);
  assert_value (text, sizeof text - 1, "B", "3");
  assert_value (text, sizeof text - 1, "D", "5");
}

/* The end of the text is its length. */
static void
test_length (void)
{
  for (gsize length = 0; length <= strlen ("A=\"12\""); length++)
    {
      g_autofree char *text = g_memdup2 ("A=\"12\"", MAX (length, 1));
      g_autoptr (GHashTable) values = rh_dotenv_parse (text, length);

      g_assert_cmpuint (g_hash_table_size (values), ==, length >= 2);
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/dotenv/lines", test_lines);
  g_test_add_func ("/dotenv/bad-lines", test_what_is_around_a_bad_line_stays);
  g_test_add_func ("/dotenv/nul", test_nul);
  g_test_add_func ("/dotenv/length", test_length);
  return g_test_run ();
}
