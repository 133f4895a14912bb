/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Folding rows, and copying them: small and large containers, within one another, and while the
 * body is still arriving. */
#include "lib/rh-body-rig.h"
#include "lib/rh-test.h"

#include <string.h>

static RhBodyDocument *
open_json (const char *text)
{
  return rh_body_rig_open (text, -1, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_PRETTY, NULL);
}

static void
test_fold (void)
{
  g_autoptr (RhBodyDocument) document = open_json ("{\"a\":[1,{\"b\":2},[]],\"c\":{\"d\":3}}");
  g_autoptr (RhBodyRow) row = NULL;

  rh_body_document_set_folded (document, 3, TRUE);
  rh_body_rig_assert_rows (document, "{\n  \"a\": [\n    1,\n    { … },\n    []\n  ],\n  \"c\": {\n"
                                     "    \"d\": 3\n  }\n}\n");
  rh_body_document_set_folded (document, 1, TRUE);
  rh_body_rig_assert_rows (document, "{\n  \"a\": [ … ],\n  \"c\": {\n    \"d\": 3\n  }\n}\n");
  row = rh_body_rig_read_row (document, 1);
  g_assert_true (row->folded);
  g_assert_cmpuint (row->n_items, ==, 3);
  g_assert_cmpuint (rh_body_document_get_place (document, 4), ==, 1);
  g_assert_cmpuint (rh_body_document_get_place (document, 8), ==, 2);
  g_assert_cmpuint (rh_body_document_get_row (document, 2), ==, 8);

  /* What was folded within stays so. */
  rh_body_document_set_folded (document, 1, FALSE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 10);
  rh_body_document_set_folded (document, 1, TRUE);
  rh_body_document_reveal (document, 4);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 12);
}

static void
test_what_opens_nothing_does_not_fold (void)
{
  g_autoptr (RhBodyDocument) document = open_json ("[1,[],{\"a\":[]}]");

  for (guint64 row = 1; row < 7; row++)
    if (row != 3)
      {
        g_autoptr (RhBodyRow) found = rh_body_rig_read_row (document, row);

        g_assert_false (found->opens);
        rh_body_document_set_folded (document, row, TRUE);
      }
  rh_body_document_set_folded (document, 1000, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 7);
}

static void
test_a_large_container_folds_with_little_work (void)
{
  g_autoptr (GString) text = g_string_new ("{\"data\":[");
  g_autoptr (RhBodyDocument) document = NULL;
  g_autoptr (RhBodyRow) row = NULL;
  guint64 before;

  for (guint i = 0; i < 200000; i++)
    g_string_append_printf (text, "%s{\"id\":%u}", i > 0 ? "," : "", i);
  g_string_append (text, "],\"next\":null}");
  document = open_json (text->str);
  before = rh_body_document_get_work (document);
  rh_body_document_set_folded (document, 1, TRUE);
  rh_body_rig_assert_rows (document, "{\n  \"data\": [ … ],\n  \"next\": null\n}\n");
  row = rh_body_rig_read_row (document, 1);
  g_assert_cmpuint (row->n_items, ==, 200000);
  g_assert_cmpuint (rh_body_document_get_work (document) - before, <, 64 * 1024);
}

static void
test_what_has_no_end_does_not_fold (void)
{
  g_autoptr (RhBodyDocument) document = open_json ("{\"a\":[1,2");
  g_autoptr (RhBodyRow) row = rh_body_rig_read_row (document, 1);

  g_assert_false (row->opens);
  rh_body_document_set_folded (document, 0, TRUE);
  rh_body_document_set_folded (document, 1, TRUE);
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 4);
}

static void
rows_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  gboolean *changed = user_data;

  *changed = TRUE;
}

static void
test_fold_all (void)
{
  g_autoptr (RhBodyDocument) document = open_json ("[{\"a\":1},{\"b\":[2]},3]");
  gboolean changed = FALSE;

  g_signal_connect (document, "notify::n-rows", G_CALLBACK (rows_cb), &changed);
  rh_body_document_fold_all (document, 0);
  rh_test_wait_until (&changed);
  rh_body_rig_assert_rows (document, "[\n  { … },\n  { … },\n  3\n]\n");
  rh_body_document_unfold_all (document);
  changed = FALSE;
  rh_body_document_fold_all (document, 1);
  rh_test_wait_until (&changed);
  rh_body_rig_assert_rows (document,
                           "[\n  {\n    \"a\": 1\n  },\n  {\n    \"b\": [ … ]\n  },\n  3\n]\n");
}

static void
assert_copy (RhBodyDocument *document,
             guint64 first_row,
             gsize first_column,
             guint64 last_row,
             gsize last_column,
             gsize max,
             const char *expected)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GString) copy = NULL;

  rh_body_document_copy_async (document, first_row, first_column, last_row, last_column, max, NULL,
                               rh_test_take_result, &result);
  rh_test_wait (&result);
  copy = rh_body_document_copy_finish (document, result, NULL);
  g_assert_cmpstr (copy->str, ==, expected);
}

static void
test_copy (void)
{
  g_autoptr (RhBodyDocument) document = open_json ("[1,\"\xC3\xA9\",{\"a\":2}]");

  rh_body_document_set_folded (document, 3, TRUE);
  assert_copy (document, 1, 2, 1, 3, 100, "1");
  assert_copy (document, 0, 0, 6, 100, 100, "[\n  1,\n  \"\xC3\xA9\",\n  {\n    \"a\": 2\n  }\n]");
  /* Not half a character. */
  assert_copy (document, 2, 3, 2, 100, 1, "");
  assert_copy (document, 2, 3, 2, 100, 2, "\xC3\xA9");
}

static void
test_a_long_string_is_copied_whole (void)
{
  g_autofree char *filler = g_strnfill (5000, 'x');
  g_autofree char *text = g_strdup_printf ("[\"%s\"]", filler);
  g_autofree char *expected = g_strdup_printf ("\"%s\"", filler);
  g_autoptr (RhBodyDocument) document = open_json (text);

  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, 5);
  assert_copy (document, 1, 2, 3, 100000, 100000, expected);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-folds/fold", test_fold);
  g_test_add_func ("/body-folds/what-opens-nothing-does-not-fold",
                   test_what_opens_nothing_does_not_fold);
  g_test_add_func ("/body-folds/a-large-container-folds-with-little-work",
                   test_a_large_container_folds_with_little_work);
  g_test_add_func ("/body-folds/what-has-no-end-does-not-fold", test_what_has_no_end_does_not_fold);
  g_test_add_func ("/body-folds/fold-all", test_fold_all);
  g_test_add_func ("/body-folds/copy", test_copy);
  g_test_add_func ("/body-folds/a-long-string-is-copied-whole", test_a_long_string_is_copied_whole);

  return g_test_run ();
}
