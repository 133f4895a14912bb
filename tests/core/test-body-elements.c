/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding the elements of XML and HTML: those that have an end of their own, whatever is wrong
 * around them. */
#include "body/rh-body-tables.h"
#include "lib/rh-body-rig.h"
#include "lib/rh-test.h"

#include <string.h>

static RhBodyDocument *
open_markup (const char *text, RhBodySyntax syntax)
{
  return rh_body_rig_open (text, -1, syntax, RH_BODY_LAYOUT_PRETTY, NULL);
}

/* Each row that can be folded is marked with +, whatever else is shown. */
static char *
dup_marked (const char *text, RhBodySyntax syntax)
{
  g_autoptr (RhBodyDocument) document = open_markup (text, syntax);
  guint64 n_rows = rh_body_document_get_n_rows (document);
  g_autoptr (GPtrArray) rows = rh_body_document_read (document, 0, (guint) n_rows);
  GString *marked = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const RhBodyRow *row = g_ptr_array_index (rows, i);

      g_string_append_printf (marked, "%s%s|", row->opens ? "+" : "", row->text->str + row->indent);
    }

  return g_string_free (marked, FALSE);
}

static void
assert_marked (const char *text, RhBodySyntax syntax, const char *expected)
{
  g_autofree char *marked = dup_marked (text, syntax);

  g_assert_cmpstr (marked, ==, expected);
}

static void
test_elements_fold_as_objects_do (void)
{
  g_autoptr (RhBodyDocument) document = open_markup (
      "<?xml version='1.0'?><a x='1'><b>1</b><c><d/><d/><e>\n2\n</e></c></a>", RH_BODY_SYNTAX_XML);
  g_autoptr (RhBodyRow) row = NULL;

  rh_body_document_set_folded (document, 3, TRUE);
  rh_body_rig_assert_rows (document,
                           "<?xml version='1.0'?>\n<a x='1'>\n  <b>1</b>\n  <c> … </c>\n</a>\n");
  row = rh_body_rig_read_row (document, 3);
  g_assert_true (row->folded);
  g_assert_cmpuint (row->n_items, ==, 3);
  rh_body_document_set_folded (document, 1, TRUE);
  rh_body_rig_assert_rows (document, "<?xml version='1.0'?>\n<a x='1'> … </a>\n");

  /* Looking for what is hidden brings it back, and what is around it. */
  rh_body_document_reveal (document, 5);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 11);
}

static void
test_only_what_has_rows_and_an_end_is_marked (void)
{
  assert_marked ("<a><b>short</b><c/><!-- <d> --><![CDATA[<e>]]><?pi <f>?><g>\n</g></a>",
                 RH_BODY_SYNTAX_XML,
                 "+<a>|<b>short</b>|<c/>|<!-- <d> -->|<![CDATA[<e>]]>|<?pi <f>|?>|+<g>|</g>|</a>|");
  assert_marked ("<!DOCTYPE html><HTML><br><img src=x><input/></br></html>", RH_BODY_SYNTAX_HTML,
                 "<!DOCTYPE html>|+<HTML>|<br>|<img src=x>|<input/>|</br>|</html>|");
  /* Case tells elements of XML apart. */
  assert_marked ("<a><B>\n</b></a>", RH_BODY_SYNTAX_XML, "+<a>|<B>|</b>|</a>|");
}

static void
test_ends_that_are_left_out_end_nothing_else (void)
{
  assert_marked ("<div><p>one<p>two<ul><li>x<li>y</ul></div>", RH_BODY_SYNTAX_HTML,
                 "+<div>|<p>|one|<p>|two|+<ul>|<li>|x|<li>|y|</ul>|</div>|");
  assert_marked ("<ul><li>a<ul><li>b</ul></li><li>c<b>\n</b></li></ul>", RH_BODY_SYNTAX_HTML,
                 "+<ul>|+<li>|a|+<ul>|<li>|b|</ul>|</li>|+<li>|c|+<b>|</b>|</li>|</ul>|");
  assert_marked ("<table><tr><td>1<td>2<tr><td>\n3</td></tr></table>", RH_BODY_SYNTAX_HTML,
                 "+<table>|<tr>|<td>|1|<td>|2|+<tr>|+<td>|3|</td>|</tr>|</table>|");
}

/* They are not taken for levels, however many there are. */
static void
test_a_list_without_ends_folds (void)
{
  g_autoptr (GString) text = g_string_new ("<ul>");
  g_autoptr (RhBodyDocument) document = NULL;
  g_autoptr (RhBodyRow) row = NULL;

  for (guint i = 0; i < 2 * RH_BODY_FOLD_DEPTH; i++)
    g_string_append (text, "<li>x");
  g_string_append (text, "</ul>");
  document = open_markup (text->str, RH_BODY_SYNTAX_HTML);
  rh_body_document_set_folded (document, 0, TRUE);
  rh_body_rig_assert_rows (document, "<ul> … </ul>\n");
  row = rh_body_rig_read_row (document, 0);
  g_assert_cmpuint (row->n_items, ==, 2 * RH_BODY_FOLD_DEPTH);
}

static void
test_what_is_no_markup_opens_nothing (void)
{
  assert_marked ("<head><script>\nif (a<b) x(\"<i>\");\n</script><style>\ni{}\n</style></head>",
                 RH_BODY_SYNTAX_HTML,
                 "+<head>|+<script>|if (a<b) x(\"<i>\");|</script>|+<style>|i{}|</style>|</head>|");
  assert_marked ("<a>1 < 2 <3\n</a>", RH_BODY_SYNTAX_XML, "+<a>|1|< 2|<3|</a>|");
}

static void
test_a_wrong_end_ends_nothing (void)
{
  assert_marked ("<a><b></x></a>", RH_BODY_SYNTAX_XML, "+<a>|<b>|</x>|</a>|");
  assert_marked ("<a><b><c></b></a>", RH_BODY_SYNTAX_XML, "+<a>|+<b>|<c>|</b>|</a>|");
  assert_marked ("<a><b></a></b>", RH_BODY_SYNTAX_XML, "+<a>|<b>|</a>|</b>|");
  assert_marked ("</a><a></c></a></a><a>", RH_BODY_SYNTAX_XML, "</a>|+<a>|</c>|</a>|</a>|<a>|");
}

static void
test_what_has_no_end_does_not_fold (void)
{
  g_autoptr (RhBodyDocument) document = open_markup ("<a><b><c>\n</c>", RH_BODY_SYNTAX_XML);

  for (guint64 row = 0; row < 2; row++)
    {
      rh_body_document_set_folded (document, row, TRUE);
      g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 4);
    }
  rh_body_document_set_folded (document, 2, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 3);
}

static void
test_a_large_element_folds_with_little_work (void)
{
  g_autoptr (GString) text = g_string_new ("<list><data>");
  g_autoptr (RhBodyDocument) document = NULL;
  g_autoptr (RhBodyRow) row = NULL;
  guint64 before;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "<item><id>%u</id></item>", i);
  g_string_append (text, "</data><next/></list>");
  document = open_markup (text->str, RH_BODY_SYNTAX_XML);
  before = rh_body_document_get_work (document);
  /* A small one in the midst of it. */
  rh_body_document_set_folded (document, 300002, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 600005 - 2);
  rh_body_document_set_folded (document, 1, TRUE);
  rh_body_rig_assert_rows (document, "<list>\n  <data> … </data>\n  <next/>\n</list>\n");
  row = rh_body_rig_read_row (document, 1);
  g_assert_cmpuint (row->n_items, ==, 200000);
  g_assert_cmpuint (rh_body_document_get_work (document) - before, <, 64 * 1024);
}

/* A look at rows that cannot be folded, or can, reads no more than the rows. */
static void
test_marks_cost_no_reading (void)
{
  g_autoptr (GString) text = g_string_new ("<a>");
  g_autoptr (RhBodyDocument) document = NULL;
  guint64 before;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, i % 2 == 0 ? "<b>\n" : "<c>\n</c>");
  document = open_markup (text->str, RH_BODY_SYNTAX_XML);
  before = rh_body_document_get_work (document);
  for (guint64 row = 0; row < 60000; row += 1000)
    {
      g_autoptr (GPtrArray) rows = rh_body_document_read (document, row, 60);

      g_assert_cmpuint (rows->len, ==, 60);
    }
  g_assert_cmpuint (rh_body_document_get_work (document) - before, <, 60 * 16 * 1024);
}

static void
test_the_deepest_levels_fold (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RhBodyDocument) document = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "<a>");
  g_string_append_c (text, '\n');
  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "</a>");
  document = open_markup (text->str, RH_BODY_SYNTAX_XML);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 2000);
  rh_body_document_set_folded (document, 999 - RH_BODY_FOLD_DEPTH, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 2000);
  rh_body_document_set_folded (document, 999, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 1999);
  rh_body_document_set_folded (document, 1000 - RH_BODY_FOLD_DEPTH, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==,
                    2000 - (2 * RH_BODY_FOLD_DEPTH - 1));
}

static void
test_a_tag_of_many_rows_folds_from_its_first (void)
{
  g_autofree char *value = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf ("<a><b c=\"%s\">\n</b><d c=\"%s\"/></a>", value, value);
  g_autoptr (RhBodyDocument) document = open_markup (text, RH_BODY_SYNTAX_XML);
  g_autoptr (RhBodyRow) row = rh_body_rig_read_row (document, 5);

  /* <a>, three rows, </b>, three rows, </a> */
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 9);
  g_assert_false (row->opens);
  rh_body_document_set_folded (document, 1, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 6);
  rh_body_document_set_folded (document, 0, TRUE);
  rh_body_rig_assert_rows (document, "<a> … </a>\n");
}

/* The end that follows is the one of what is around it. */
static void
test_a_tag_of_many_rows_that_ends_itself_has_no_end (void)
{
  g_autofree char *value = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf ("<a><a c=\"%s\"/></a>", value);
  g_autoptr (RhBodyDocument) document = open_markup (text, RH_BODY_SYNTAX_XML);
  g_autoptr (RhBodyRow) outer = rh_body_rig_read_row (document, 0);
  g_autoptr (RhBodyRow) inner = rh_body_rig_read_row (document, 1);

  g_assert_true (outer->opens);
  g_assert_false (inner->opens);
}

static void
rows_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  gboolean *changed = user_data;

  *changed = TRUE;
}

static void
fold_all (RhBodyDocument *document)
{
  gboolean changed = FALSE;
  gulong handler = g_signal_connect (document, "notify::n-rows", G_CALLBACK (rows_cb), &changed);

  rh_body_document_fold_all (document, 0);
  rh_test_wait_until (&changed);
  g_signal_handler_disconnect (document, handler);
}

static void
test_fold_all (void)
{
  g_autoptr (RhBodyDocument) document = open_markup (
      "<html><head><b>\n</b></head><body><i>\n</i></body></html>", RH_BODY_SYNTAX_HTML);
  g_autoptr (RhBodyDocument) open
      = open_markup ("<html><body><div><i>\n</i></div><div><i>\n</i></div>", RH_BODY_SYNTAX_HTML);

  fold_all (document);
  rh_body_rig_assert_rows (document, "<html>\n  <head> … </head>\n  <body> … </body>\n</html>\n");
  rh_body_document_unfold_all (document);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 10);
  /* What has no end is passed over for what is within. */
  fold_all (open);
  rh_body_rig_assert_rows (open, "<html>\n  <body>\n    <div> … </div>\n    <div> … </div>\n");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-elements/elements-fold-as-objects-do", test_elements_fold_as_objects_do);
  g_test_add_func ("/body-elements/only-what-has-rows-and-an-end-is-marked",
                   test_only_what_has_rows_and_an_end_is_marked);
  g_test_add_func ("/body-elements/ends-that-are-left-out-end-nothing-else",
                   test_ends_that_are_left_out_end_nothing_else);
  g_test_add_func ("/body-elements/a-list-without-ends-folds", test_a_list_without_ends_folds);
  g_test_add_func ("/body-elements/what-is-no-markup-opens-nothing",
                   test_what_is_no_markup_opens_nothing);
  g_test_add_func ("/body-elements/a-wrong-end-ends-nothing", test_a_wrong_end_ends_nothing);
  g_test_add_func ("/body-elements/what-has-no-end-does-not-fold",
                   test_what_has_no_end_does_not_fold);
  g_test_add_func ("/body-elements/a-large-element-folds-with-little-work",
                   test_a_large_element_folds_with_little_work);
  g_test_add_func ("/body-elements/marks-cost-no-reading", test_marks_cost_no_reading);
  g_test_add_func ("/body-elements/the-deepest-levels-fold", test_the_deepest_levels_fold);
  g_test_add_func ("/body-elements/a-tag-of-many-rows-folds-from-its-first",
                   test_a_tag_of_many_rows_folds_from_its_first);
  g_test_add_func ("/body-elements/a-tag-of-many-rows-that-ends-itself-has-no-end",
                   test_a_tag_of_many_rows_that_ends_itself_has_no_end);
  g_test_add_func ("/body-elements/fold-all", test_fold_all);

  return g_test_run ();
}
