/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that people edit too: comments survive, the order is ours, and folders of other programs
 * are read for what they are. */
#include <string.h>

#include "collection/rh-yaml-document.h"
#include "collection/rh-yaml-parser.h"
#include "collection/rh-yaml-writer.h"
#include "lib/rh-test.h"

static const char *const order[] = { "info", "http", "docs", NULL };

static RhYamlDocument *
parse (const char *text)
{
  g_autoptr (GError) error = NULL;
  RhYamlDocument *document = rh_yaml_document_parse (text, -1, &error);

  g_assert_no_error (error);

  return document;
}

/* What is written is what is there, and writing that again changes nothing. */
static void
assert_written (RhYamlDocument *document, const char *expected)
{
  g_autofree char *text = rh_yaml_document_write (document, order);
  g_autoptr (RhYamlDocument) again = NULL;

  g_assert_cmpstr (text, ==, expected);
  again = parse (text);
  g_assert_true (rh_yaml_document_is_canonical (again, order));
}

static void
assert_becomes (const char *text, const char *expected)
{
  g_autoptr (RhYamlDocument) document = parse (text);

  assert_written (document, expected);
  g_assert_cmpint (rh_yaml_document_is_canonical (document, order), ==,
                   g_str_equal (text, expected));
}

static void
test_without_comments (void)
{
  assert_becomes ("", "{}\n");
  assert_becomes ("{}", "{}\n");
  assert_becomes ("a: 1", "a: 1\n");
  assert_becomes ("name: x\ncolor: y\nvariables:\n- a\n",
                  "name: x\ncolor: y\n\nvariables:\n  - a\n");
  assert_becomes ("docs: x\nz: 1\nhttp: {a: 1}\ninfo: {b: 1}\nx: 1\n",
                  "info:\n  b: 1\n\nhttp:\n  a: 1\n\ndocs: x\nz: 1\nx: 1\n");
  assert_becomes ("info:\r\n  a: 1\r\n", "info:\n  a: 1\n");
  assert_becomes ("info: |+\n  a\n\n\nhttp: b\n", "info: |+\n  a\n\n\nhttp: b\n");
  assert_becomes ("http: b\ninfo: |+\n  a\n\n\n", "info: |+\n  a\n\n\nhttp: b\n");
  assert_becomes ("info: |\n  a\n\n\n\nhttp: b\n", "info: |\n  a\n\nhttp: b\n");
}

/* The same text but for its line ends or a byte order mark is another file. */
static void
test_canonical_is_about_bytes (void)
{
  g_autoptr (RhYamlDocument) mark = parse ("\xef\xbb\xbfname: x\n");
  g_autoptr (RhYamlDocument) carriage = parse ("name: x\r\n");
  g_autoptr (RhYamlDocument) good = parse ("name: x\n");
  g_autoptr (RhYamlDocument) made = rh_yaml_document_new ();

  g_assert_false (rh_yaml_document_is_canonical (mark, NULL));
  g_assert_false (rh_yaml_document_is_canonical (carriage, NULL));
  g_assert_true (rh_yaml_document_is_canonical (good, NULL));
  g_assert_false (rh_yaml_document_is_canonical (made, NULL));
  rh_yaml_set_string (rh_yaml_document_get_root (good), "name", "y");
  g_assert_false (rh_yaml_document_is_canonical (good, NULL));
  rh_yaml_set_string (rh_yaml_document_get_root (good), "name", "x");
  g_assert_true (rh_yaml_document_is_canonical (good, NULL));
}

static const char *const commented = "# Licence\n"
                                     "\n"
                                     "# About\n"
                                     "\n"
                                     "# the name\n"
                                     "info:   # inline\n"
                                     "  name:   \"foo\"\n"
                                     "\n"
                                     "# where to\n"
                                     "\n"
                                     "# really\n"
                                     "http:\n"
                                     "  url: 'x'\n"
                                     "  # inside\n"
                                     "  docs: \"# no comment\"\n"
                                     "\n"
                                     "docs: |+\n"
                                     "  # no comment\n"
                                     "\n"
                                     "# the rest\n"
                                     "z: 1\n"
                                     "\n"
                                     "# the end\n"
                                     "#\n";

static void
test_comments_survive (void)
{
  assert_becomes (commented, commented);
  assert_becomes ("# a\ninfo: 1\n", "# a\ninfo: 1\n");
  assert_becomes ("\n\n# a\n\n\ninfo: 1\n# z", "# a\n\ninfo: 1\n\n# z\n");
  assert_becomes ("# a\n---\n# b\ninfo: 1\n", "# a\n\n# b\ninfo: 1\n");
  assert_becomes ("%YAML 1.1\n---\n  # b\ninfo: 1\n", "  # b\ninfo: 1\n");
  assert_becomes ("# only\n", "# only\n{}\n");
  assert_becomes ("# a\n\n{info: 1}\n", "# a\n\ninfo: 1\n");
  assert_becomes ("http:  1 # x\n# i\ninfo:  'w'\n", "# i\ninfo: w\nhttp:  1 # x\n");
  assert_becomes ("info: | # x\n    a\nhttp: 'b'\n", "info: | # x\n    a\n\nhttp: b\n");
  assert_becomes ("info: |+ # x\n  a\n\n# h\nhttp: 'b'\n", "info: |+ # x\n  a\n\n# h\nhttp: b\n");
  assert_becomes ("info: [a, # x\n# y\n b]\nhttp: 'b'\n", "info: [a, # x\n# y\n b]\n\nhttp: b\n");
  assert_becomes ("info: \xc3\xa9\xe2\x80\xa8 # \xc3\xa9\n",
                  "info: \xc3\xa9\xe2\x80\xa8 # \xc3\xa9\n");
}

/* A mapping that cannot be cut keeps its head. */
static void
test_foreign_layout_keeps_the_head (void)
{
  assert_becomes ("# a\n\n  info: 1 # x\n  http: 2\n", "# a\n\ninfo: 1\nhttp: 2\n");
  assert_becomes ("# a\n{\ninfo: 1, # x\nhttp: 2 }\n", "# a\ninfo: 1\nhttp: 2\n");
  assert_becomes ("# a\n\n? info # x\n: 1\n", "# a\n\ninfo: 1\n");
  assert_becomes ("# a\n\n? # x\n|-\n info\n: 1\n", "# a\n\ninfo: 1\n");
}

/* Comments above a changed key stay, those within go; other keys keep every byte. */
static void
test_a_change_is_local (void)
{
  g_autoptr (RhYamlDocument) document = parse (commented);
  RhYaml *root = rh_yaml_document_get_root (document);
  const char *rest = strstr (commented, "\n# where to");
  g_autofree char *expected
      = g_strconcat ("# Licence\n\n# About\n\n# the name\ninfo:\n  name: bar\n", rest, NULL);

  rh_yaml_set_string (rh_yaml_get (root, "info"), "name", "bar");
  assert_written (document, expected);
  rh_yaml_set_string (rh_yaml_get (root, "info"), "name", "foo");
  assert_written (document, commented);
  g_assert_true (rh_yaml_document_is_canonical (document, order));
}

static void
test_added_and_removed_keys (void)
{
  g_autoptr (RhYamlDocument) document = parse ("# h\n\n# i\ninfo: 1\n# d\ndocs: 2\n# end\n");
  RhYaml *root = rh_yaml_document_get_root (document);

  rh_yaml_remove (root, "info");
  rh_yaml_set_string (root, "http", "x\ny\n");
  assert_written (document, "# h\n\nhttp: |\n  x\n  y\n\n# d\ndocs: 2\n\n# end\n");
  rh_yaml_remove (root, "docs");
  rh_yaml_remove (root, "http");
  assert_written (document, "# h\n\n{}\n\n# end\n");
}

static void
test_root_must_be_a_mapping (void)
{
  static const char *const texts[] = { "\n- a", "\nx", "\n[]", "\n\"\"" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (RhYamlDocument) document = rh_yaml_document_parse (texts[i], -1, &error);

      g_assert_null (document);
      g_assert_error (error, RH_YAML_ERROR, RH_YAML_ERROR_CONTENT);
      g_assert_cmpstr (error->message, ==, "line 2: not a mapping");
    }
}

/* --- Folders of other programs -------------------------------------------------------------------
 */

static void
check_file (const char *path)
{
  g_autofree char *text = NULL;
  g_autofree char *tree_text = NULL;
  g_autofree char *once = NULL;
  g_autofree char *twice = NULL;
  gsize length = 0;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhYaml) tree = NULL;
  g_autoptr (RhYaml) again = NULL;
  g_autoptr (RhYamlDocument) document = NULL;
  g_autoptr (RhYamlDocument) written = NULL;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  tree = rh_yaml_parse (text, (gssize) length, &error);
  g_assert_no_error (error);
  tree_text = rh_yaml_write (tree);
  again = rh_yaml_parse (tree_text, -1, &error);
  g_assert_no_error (error);
  g_assert_true (rh_yaml_equal (tree, again));

  document = rh_yaml_document_parse (text, (gssize) length, &error);
  g_assert_no_error (error);
  once = rh_yaml_document_write (document, NULL);
  written = parse (once);
  g_assert_true (rh_yaml_equal (rh_yaml_document_get_root (written), tree));
  twice = rh_yaml_document_write (written, NULL);
  g_assert_cmpstr (twice, ==, once);
}

static guint
check_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  guint n_files = 0;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR))
        {
          n_files += check_folder (child);
        }
      else if (g_str_has_suffix (name, ".yml"))
        {
          check_file (child);
          n_files++;
        }
    }

  return n_files;
}

static void
test_folders_of_others (void)
{
  const char *corpora = g_getenv ("RH_TEST_CORPORA");
  g_autofree char *path = g_build_filename (corpora != NULL ? corpora : "", "opencollection", NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_DIR))
    {
      g_test_skip ("the folders are not here");
      return;
    }

  g_assert_cmpuint (check_folder (path), >, 20);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/yaml-document/without-comments", test_without_comments);
  g_test_add_func ("/yaml-document/canonical-is-about-bytes", test_canonical_is_about_bytes);
  g_test_add_func ("/yaml-document/comments-survive", test_comments_survive);
  g_test_add_func ("/yaml-document/foreign-layout-keeps-the-head",
                   test_foreign_layout_keeps_the_head);
  g_test_add_func ("/yaml-document/a-change-is-local", test_a_change_is_local);
  g_test_add_func ("/yaml-document/added-and-removed-keys", test_added_and_removed_keys);
  g_test_add_func ("/yaml-document/root-must-be-a-mapping", test_root_must_be_a_mapping);
  g_test_add_func ("/yaml-document/folders-of-others", test_folders_of_others);

  return g_test_run ();
}
