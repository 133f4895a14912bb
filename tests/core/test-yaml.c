/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Restricted YAML in: what is read, what is refused and on which line; the tree between. */
#include <string.h>

#include "collection/rh-yaml-parser.h"
#include "collection/rh-yaml-writer.h"
#include "lib/rh-test.h"

static RhYaml *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RhYaml *node = rh_yaml_parse (text, -1, &error);

  g_assert_no_error (error);

  return node;
}

static void
assert_text (const char *file, const char *key, const char *text, gboolean plain)
{
  g_autoptr (RhYaml) root = parse (file);
  RhYaml *node = rh_yaml_get (root, key);

  g_assert_nonnull (node);
  g_assert_cmpstr (rh_yaml_get_text (node), ==, text);
  g_assert_cmpint (rh_yaml_is_plain (node), ==, plain);
}

static void
assert_refused_bytes (const char *bytes, gsize length, RhYamlError code, const char *message)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYaml) node = rh_yaml_parse (bytes, (gssize) length, &error);

  g_assert_null (node);
  g_assert_error (error, RH_YAML_ERROR, (int) code);
  if (!g_str_has_prefix (error->message, message))
    g_error ("%s, not %s", error->message, message);
}

static void
assert_refused (const char *text, RhYamlError code, const char *message)
{
  assert_refused_bytes (text, strlen (text), code, message);
}

/* --- Reading -------------------------------------------------------------------------------------
 */

static void
test_no_type_is_guessed (void)
{
  assert_text ("a: 5", "a", "5", TRUE);
  assert_text ("a: \"5\"", "a", "5", FALSE);
  assert_text ("a: '5'", "a", "5", FALSE);
  assert_text ("a: no", "a", "no", TRUE);
  assert_text ("a: 0x1F", "a", "0x1F", TRUE);
  assert_text ("a: 12:30", "a", "12:30", TRUE);
  assert_text ("a: 1e3", "a", "1e3", TRUE);
  assert_text ("a:", "a", "", TRUE);
  assert_text ("a: |\n  5\n", "a", "5\n", FALSE);
  assert_text ("a: >\n  x\n  y\n", "a", "x y\n", FALSE);
  assert_text ("on: x", "on", "x", TRUE);
}

static void
test_null (void)
{
  g_autoptr (RhYaml) root
      = parse ("- \n- ~\n- null\n- Null\n- NULL\n- \"\"\n- \"null\"\n- nUll\n- []\n");

  for (guint i = 0; i < rh_yaml_get_length (root); i++)
    g_assert_cmpint (rh_yaml_is_null (rh_yaml_nth (root, i)), ==, i < 5);
  g_assert_false (rh_yaml_is_null (NULL));
}

static void
test_empty_texts (void)
{
  static const char *const texts[] = { "", "\n\n", "# only this\n", "---\n", "---\n...\n" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RhYaml) root = parse (texts[i]);

      g_assert_true (rh_yaml_is_null (root));
    }
}

static void
test_lines (void)
{
  g_autoptr (RhYaml) root = parse ("# one\n\na:\n  b:\n    - x\n    - y: z\n'c': |\n  d\n\ne: f\n");
  RhYaml *b = rh_yaml_get (rh_yaml_get (root, "a"), "b");

  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_get (root, "a")), ==, 3);
  g_assert_cmpuint (rh_yaml_get_line (b), ==, 4);
  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_nth (b, 0)), ==, 5);
  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_nth (b, 1)), ==, 6);
  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_get (root, "c")), ==, 7);
  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_get (root, "e")), ==, 10);
}

static void
test_line_ends_and_byte_order_mark (void)
{
  static const char *const texts[]
      = { "a: |\n  x\n  y\nb: 1\n", "a: |\r\n  x\r\n  y\r\nb: 1\r\n", "a: |\r  x\r  y\rb: 1\r",
          "\xef\xbb\xbf"
          "a: |\n  x\n  y\nb: 1\n",
          "\xef\xbb\xbf"
          "a: |\r\n  x\n  y\r\nb: 1" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (RhYaml) root = parse (texts[i]);

      g_assert_cmpstr (rh_yaml_get_text (rh_yaml_get (root, "a")), ==, "x\ny\n");
      g_assert_cmpuint (rh_yaml_get_line (rh_yaml_get (root, "b")), ==, 4);
    }
}

/* YAML 1.1 ends a line at these and YAML 1.2 does not; what Bruno writes is YAML 1.2. */
static void
test_odd_line_ends_are_text (void)
{
  const char *file = "a: |\n  x\xe2\x80\xa8y\xc2\x85z\xe2\x80\xa9\n  \xc3\xa9\nb:\xc2\xa0"
                     "1: x\nc: *d\n";
  g_autofree char *rest = g_strndup (file, (gsize) (strstr (file, "c:") - file));
  g_autofree char *taken
      = g_strconcat (rest, "d: \"\\U0001FFFE \\U0002fffe\"\ne: \xe2\x80\xa8\n", NULL);

  assert_text (rest, "a", "x\xe2\x80\xa8y\xc2\x85z\xe2\x80\xa9\n\xc3\xa9\n", FALSE);
  assert_refused (file, RH_YAML_ERROR_RESTRICTED, "line 5: an alias");
  /* Nor does a noncharacter in the file become one of them. */
  assert_text (taken, "d", "\xf0\x9f\xbf\xbe \xf0\xaf\xbf\xbe", FALSE);
  assert_text (taken, "e", "\xe2\x80\xa8", FALSE);
}

/* --- Refusing ------------------------------------------------------------------------------------
 */

static void
test_restricted (void)
{
  assert_refused ("a: 1\nb: !x 2", RH_YAML_ERROR_RESTRICTED, "line 2: a tag");
  assert_refused ("a: 1\nb: ! 2", RH_YAML_ERROR_RESTRICTED, "line 2: a tag");
  assert_refused ("a: !!str b", RH_YAML_ERROR_RESTRICTED, "line 1: a tag");
  assert_refused ("a:\n  !!map {}", RH_YAML_ERROR_RESTRICTED, "line 2: a tag");
  assert_refused ("\na: !!seq\n  - b", RH_YAML_ERROR_RESTRICTED, "line 2: a tag");
  assert_refused ("!x a: b", RH_YAML_ERROR_RESTRICTED, "line 1: a tag");
  assert_refused ("%TAG ! tag:x,2000:\n---\na: b", RH_YAML_ERROR_RESTRICTED, "line 1: a tag");
  assert_refused ("a: &x 1", RH_YAML_ERROR_RESTRICTED, "line 1: an anchor");
  assert_refused ("a: &x\n  b: 1", RH_YAML_ERROR_RESTRICTED, "line 1: an anchor");
  assert_refused ("a: &x [b]", RH_YAML_ERROR_RESTRICTED, "line 1: an anchor");
  assert_refused ("&x a: b", RH_YAML_ERROR_RESTRICTED, "line 1: an anchor");
  assert_refused ("a: 1\n\nb: *x", RH_YAML_ERROR_RESTRICTED, "line 3: an alias");
  assert_refused ("*x : b", RH_YAML_ERROR_RESTRICTED, "line 1: an alias");
  assert_refused ("a:\n  <<: {b: c}", RH_YAML_ERROR_RESTRICTED, "line 2: a merge key");
  assert_refused ("a: 1\nb: 2\n'a': 3", RH_YAML_ERROR_RESTRICTED,
                  "line 3: the key “a” is here twice");
  assert_refused ("{a: 1, a: 1}", RH_YAML_ERROR_RESTRICTED, "line 1: the key “a”");
  assert_refused ("[a]: b", RH_YAML_ERROR_RESTRICTED, "line 1: a key that");
  assert_refused ("a: 1\n? b: c\n: d", RH_YAML_ERROR_RESTRICTED, "line 2: a key that");
  assert_refused ("a: 1\n---\nb: 2", RH_YAML_ERROR_RESTRICTED, "line 2: a second document");
  assert_refused ("a: 1\n...\n---\nb: 2", RH_YAML_ERROR_RESTRICTED, "line 3: a second document");
  assert_refused ("a: \"x\\0y\"", RH_YAML_ERROR_RESTRICTED, "line 1: a NUL");
  assert_refused ("\"\\0\": x", RH_YAML_ERROR_RESTRICTED, "line 1: a NUL");
  assert_text ("'<<': x", "<<", "x", TRUE);
  assert_text ("%YAML 1.1\n--- # x\na: b\n...\n", "a", "b", TRUE);
}

static void
test_billion_laughs (void)
{
  assert_refused ("a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]\n",
                  RH_YAML_ERROR_RESTRICTED, "line 1: an anchor");
}

static void
test_syntax (void)
{
  assert_refused ("a: 1\n\tb: 2", RH_YAML_ERROR_SYNTAX, "line 2: ");
  assert_refused ("a:\n\t- b", RH_YAML_ERROR_SYNTAX, "line 2: ");
  assert_refused (
      "a: 1\nb: \"x\nc: 2\n", RH_YAML_ERROR_SYNTAX,
      "line 4: found unexpected end of stream (while scanning a quoted scalar from line 2)");
  assert_refused ("a: 'x", RH_YAML_ERROR_SYNTAX, "line 1: ");
  assert_refused ("a: [1, 2", RH_YAML_ERROR_SYNTAX, "line ");
  assert_refused ("a: b: c", RH_YAML_ERROR_SYNTAX, "line 1: ");
  assert_refused ("a: 1\n b: 2\n", RH_YAML_ERROR_SYNTAX, "line 2: ");
  assert_refused ("a: 1\nb\n", RH_YAML_ERROR_SYNTAX, "line 3: ");
  assert_refused ("- a\nb: c\n", RH_YAML_ERROR_SYNTAX, "line 2: ");
  assert_refused ("a: \"\\ud800\"", RH_YAML_ERROR_SYNTAX, "line 1: ");
  assert_refused ("a: {{b}}", RH_YAML_ERROR_RESTRICTED, "line 1: ");
}

static void
test_encoding (void)
{
  assert_refused ("a: 1\nb: \xff", RH_YAML_ERROR_ENCODING, "line 2: not UTF-8");
  assert_refused ("a: \xc3", RH_YAML_ERROR_ENCODING, "line 1: not UTF-8");
  assert_refused ("a: \xed\xa0\x80", RH_YAML_ERROR_ENCODING, "line 1: not UTF-8");
  assert_refused ("a\r\nb\rc: \x1b[0m", RH_YAML_ERROR_ENCODING, "line 3: a control");
  assert_refused ("a: \x7f", RH_YAML_ERROR_ENCODING, "line 1: a control");
  assert_refused ("a: \xc2\x9b", RH_YAML_ERROR_ENCODING, "line 1: a control");
  assert_refused ("a: \xef\xbb\xbf", RH_YAML_ERROR_ENCODING, "line 1: a control");
  assert_refused ("a: \xef\xbf\xbe", RH_YAML_ERROR_ENCODING, "line 1: a control");
  assert_refused_bytes ("a: 1\n\0b", 7, RH_YAML_ERROR_ENCODING, "line 2: a NUL byte");
  assert_refused_bytes ("\xff\xfe"
                        "a\0:\0",
                        6, RH_YAML_ERROR_ENCODING, "line 1: not UTF-8");
  assert_refused_bytes ("a\0:\0 \0", 6, RH_YAML_ERROR_ENCODING, "line 1: a NUL byte");
}

static char *
repeat (const char *piece, guint times, const char *end)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < times; i++)
    g_string_append (text, piece);
  g_string_append (text, end);

  return g_string_free (text, FALSE);
}

static void
test_depth (void)
{
  g_autofree char *flow = repeat ("[", RH_YAML_MAX_DEPTH, "x");
  g_autofree char *closing = repeat ("]", RH_YAML_MAX_DEPTH, "");
  g_autofree char *good = g_strconcat (flow, closing, NULL);
  g_autofree char *bad = g_strconcat ("\n[", good, "]", NULL);
  g_autofree char *dashes = repeat ("- ", 10000, "x");
  g_autofree char *brackets = repeat ("[", 10000, "");
  g_autofree char *braces = repeat ("{a: ", 10000, "");
  g_autofree char *questions = repeat ("? ", 10000, "x");
  g_autoptr (GString) block = g_string_new (NULL);
  g_autoptr (RhYaml) node = parse (good);

  g_assert_nonnull (node);
  assert_refused (bad, RH_YAML_ERROR_TOO_DEEP, "line 2: nested too deep");
  assert_refused (dashes, RH_YAML_ERROR_TOO_DEEP, "line 1: ");
  assert_refused (brackets, RH_YAML_ERROR_TOO_DEEP, "line 1: ");
  assert_refused (braces, RH_YAML_ERROR_TOO_DEEP, "line 1: ");
  assert_refused (questions, RH_YAML_ERROR_RESTRICTED, "line 1: ");
  for (guint i = 0; i < 10000; i++)
    {
      for (guint j = 0; j < i; j++)
        g_string_append_c (block, ' ');
      g_string_append (block, "a:\n");
      if (block->len > RH_YAML_MAX_SIZE / 2)
        break;
    }
  assert_refused (block->str, RH_YAML_ERROR_TOO_DEEP, "line 65: nested too deep");
}

/* Of a hundred megabytes that are not there, none is looked at. */
static void
test_size (void)
{
  g_autofree char *long_text = g_malloc (RH_YAML_MAX_SIZE + 2);
  g_autofree char *items = repeat ("-\n", RH_YAML_MAX_NODES, "");
  g_autoptr (GString) many = g_string_new (NULL);
  g_autoptr (RhYaml) node = NULL;

  assert_refused_bytes ("", 100 * 1000 * 1000, RH_YAML_ERROR_TOO_LARGE,
                        "line 1: the file is larger than 16 MiB");
  memset (long_text, '#', RH_YAML_MAX_SIZE + 1);
  long_text[RH_YAML_MAX_SIZE + 1] = '\0';
  assert_refused (long_text, RH_YAML_ERROR_TOO_LARGE, "line 1: ");
  node = rh_yaml_parse (long_text, RH_YAML_MAX_SIZE, NULL);
  g_assert_true (rh_yaml_is_null (node));
  assert_refused (items, RH_YAML_ERROR_TOO_LARGE, "line 500000: too many values");

  /* Keys are not looked for one by one. */
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (many, "k%u:\n", i);
  g_string_append (many, "k99999:\n");
  assert_refused (many->str, RH_YAML_ERROR_RESTRICTED, "line 100001: the key “k99999”");
}

/* A file that a person chose may have more, and no more than that. */
static void
test_other_limits (void)
{
  const RhYamlLimits limits = { RH_YAML_MAX_SIZE * 2, RH_YAML_MAX_NODES * 2 };
  const RhYamlLimits few = { 8, 4 };
  g_autofree char *items = repeat ("-\n", RH_YAML_MAX_NODES, "");
  g_autofree char *comments = g_malloc (RH_YAML_MAX_SIZE + 1);
  g_autoptr (RhYaml) many = rh_yaml_parse_within (items, -1, &limits, NULL);
  g_autoptr (RhYaml) large = NULL;
  g_autoptr (RhYaml) whole = rh_yaml_parse_within ("[a,b,c]", -1, &few, NULL);
  g_autoptr (GError) error = NULL;

  memset (comments, '#', RH_YAML_MAX_SIZE + 1);
  large = rh_yaml_parse_within (comments, RH_YAML_MAX_SIZE + 1, &limits, NULL);

  g_assert_cmpuint (rh_yaml_get_length (many), ==, RH_YAML_MAX_NODES);
  g_assert_true (rh_yaml_is_null (large));
  g_assert_cmpuint (rh_yaml_get_length (whole), ==, 3);
  g_assert_null (rh_yaml_parse_within ("[a,b,c,]  ", -1, &few, &error));
  g_assert_error (error, RH_YAML_ERROR, RH_YAML_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_null (rh_yaml_parse_within ("[a,b,c,d]", 9, &(RhYamlLimits) { 9, 4 }, &error));
  g_assert_error (error, RH_YAML_ERROR, RH_YAML_ERROR_TOO_LARGE);
}

/* --- The tree ------------------------------------------------------------------------------------
 */

static void
assert_written (RhYaml *node, const char *text)
{
  g_autofree char *written = rh_yaml_write (node);

  g_assert_cmpstr (written, ==, text);
}

static void
test_mapping (void)
{
  static const char *const order[] = { "z", "missing", "b", NULL };
  g_autoptr (RhYaml) root = rh_yaml_new_mapping ();

  rh_yaml_set_string (root, "a", "x");
  rh_yaml_set_int (root, "b", -5);
  rh_yaml_set_boolean (root, "c", TRUE);
  rh_yaml_set_string (root, "a", "v");
  assert_written (root, "a: v\nb: -5\nc: true\n");
  rh_yaml_insert (root, 0, "z", rh_yaml_new_string ("5"));
  rh_yaml_insert (root, 99, "a", rh_yaml_new_plain ("5"));
  assert_written (root, "z: \"5\"\nb: -5\nc: true\na: 5\n");
  g_assert_true (rh_yaml_remove (root, "c"));
  g_assert_false (rh_yaml_remove (root, "c"));
  rh_yaml_insert (root, 1, "k", rh_yaml_new_sequence ());
  rh_yaml_insert (root, 0, "m", rh_yaml_new_mapping ());
  rh_yaml_sort (root, order);
  assert_written (root, "z: \"5\"\nb: -5\nm: {}\nk: []\na: 5\n");
  g_assert_cmpstr (rh_yaml_nth_key (root, 4), ==, "a");
  g_assert_null (rh_yaml_nth_key (root, 5));
  g_assert_null (rh_yaml_nth (root, 5));
  g_assert_null (rh_yaml_get (NULL, "a"));
  g_assert_null (rh_yaml_get (rh_yaml_get (root, "a"), "a"));
}

/* The index of a mapping with many keys is as right as looking. */
static void
test_large_mapping (void)
{
  static const char *const order[] = { "k50", "k7", NULL };
  g_autoptr (RhYaml) root = rh_yaml_new_mapping ();

  for (int i = 0; i < 100; i++)
    {
      g_autofree char *key = g_strdup_printf ("k%d", i);

      rh_yaml_set_int (root, key, i);
    }
  g_assert_true (rh_yaml_remove (root, "k3"));
  rh_yaml_set_int (root, "k100", 100);
  rh_yaml_insert (root, 2, "k90", rh_yaml_new_int (90));
  rh_yaml_sort (root, order);
  rh_yaml_set_int (root, "k101", 101);

  g_assert_cmpuint (rh_yaml_get_length (root), ==, 101);
  g_assert_cmpstr (rh_yaml_nth_key (root, 0), ==, "k50");
  g_assert_cmpstr (rh_yaml_nth_key (root, 1), ==, "k7");
  g_assert_cmpstr (rh_yaml_nth_key (root, 4), ==, "k90");
  g_assert_null (rh_yaml_get (root, "k3"));
  for (guint i = 0; i < rh_yaml_get_length (root); i++)
    {
      const char *key = rh_yaml_nth_key (root, i);

      g_assert_true (rh_yaml_get (root, key) == rh_yaml_nth (root, i));
      g_assert_cmpstr (rh_yaml_get_text (rh_yaml_nth (root, i)), ==, key + 1);
    }
}

static void
test_sequence (void)
{
  g_autoptr (RhYaml) root = rh_yaml_new_sequence ();
  RhYaml *inner = rh_yaml_new_sequence ();

  rh_yaml_append (root, rh_yaml_new_string ("a"));
  rh_yaml_append (root, inner);
  rh_yaml_insert_nth (root, 0, rh_yaml_new_plain (""));
  rh_yaml_append (inner, rh_yaml_new_mapping ());
  rh_yaml_set_string (rh_yaml_nth (inner, 0), "k", "");
  rh_yaml_set (rh_yaml_nth (inner, 0), "l", rh_yaml_new_plain (""));
  rh_yaml_append (inner, rh_yaml_new_string ("no"));
  assert_written (root, "-\n- a\n- - k: \"\"\n    l:\n  - \"no\"\n");
  rh_yaml_remove_nth (root, 1);
  assert_written (root, "-\n- - k: \"\"\n    l:\n  - \"no\"\n");
}

static void
assert_equal (const char *a, const char *b, gboolean equal)
{
  g_autoptr (RhYaml) x = parse (a);
  g_autoptr (RhYaml) y = parse (b);
  g_autoptr (RhYaml) copy = rh_yaml_copy (x);

  g_assert_cmpint (rh_yaml_equal (x, y), ==, equal);
  g_assert_cmpint (rh_yaml_equal (y, copy), ==, equal);
  g_assert_true (rh_yaml_equal (x, copy));
}

static void
test_equal (void)
{
  assert_equal ("a: [1, x]", "a:\n- 1\n- 'x'\n", TRUE);
  assert_equal ("a: abc", "'a': \"abc\"", TRUE);
  assert_equal ("a: 5", "a: \"5\"", FALSE);
  assert_equal ("a: yes", "a: 'yes'", FALSE);
  assert_equal ("a:", "a: ''", FALSE);
  assert_equal ("a: 1\nb: 2", "b: 2\na: 1", FALSE);
  assert_equal ("a: 1", "a: 1\nb: 2", FALSE);
  assert_equal ("a: []", "a: {}", FALSE);
  assert_equal ("a: 1", "b: 1", FALSE);
  g_assert_true (rh_yaml_equal (NULL, NULL));
}

/* A copy is apart from what it was made of. */
static void
test_copy (void)
{
  g_autoptr (RhYaml) root = parse ("a:\n  b: 1\n");
  g_autoptr (RhYaml) copy = rh_yaml_copy (root);

  rh_yaml_set_int (rh_yaml_get (copy, "a"), "b", 2);
  assert_written (root, "a:\n  b: 1\n");
  assert_written (copy, "a:\n  b: 2\n");
  g_assert_cmpuint (rh_yaml_get_line (rh_yaml_get (copy, "a")), ==, 1);
}

static void
test_deep_trees_are_freed (void)
{
  RhYaml *root = rh_yaml_new_sequence ();

  for (guint i = 0; i < 1000000; i++)
    {
      RhYaml *outer = rh_yaml_new_sequence ();

      rh_yaml_append (outer, root);
      root = outer;
    }
  rh_yaml_unref (root);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/yaml/no-type-is-guessed", test_no_type_is_guessed);
  g_test_add_func ("/yaml/null", test_null);
  g_test_add_func ("/yaml/empty-texts", test_empty_texts);
  g_test_add_func ("/yaml/lines", test_lines);
  g_test_add_func ("/yaml/line-ends-and-byte-order-mark", test_line_ends_and_byte_order_mark);
  g_test_add_func ("/yaml/odd-line-ends-are-text", test_odd_line_ends_are_text);
  g_test_add_func ("/yaml/restricted", test_restricted);
  g_test_add_func ("/yaml/billion-laughs", test_billion_laughs);
  g_test_add_func ("/yaml/syntax", test_syntax);
  g_test_add_func ("/yaml/encoding", test_encoding);
  g_test_add_func ("/yaml/depth", test_depth);
  g_test_add_func ("/yaml/size", test_size);
  g_test_add_func ("/yaml/other-limits", test_other_limits);
  g_test_add_func ("/yaml/mapping", test_mapping);
  g_test_add_func ("/yaml/large-mapping", test_large_mapping);
  g_test_add_func ("/yaml/sequence", test_sequence);
  g_test_add_func ("/yaml/equal", test_equal);
  g_test_add_func ("/yaml/copy", test_copy);
  g_test_add_func ("/yaml/deep-trees-are-freed", test_deep_trees_are_freed);

  return g_test_run ();
}
