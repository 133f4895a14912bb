/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON as rows: laid out without a change to what was sent, whole, wrong or still arriving; and
 * however large it is, a look at it reads a little. */
#include "lib/rh-body-rig.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#include <string.h>

#define MEGABYTE (1024 * 1024)
/* More than any look at a row of these bodies has to read. */
#define LOOK (64 * 1024)

static RhBodyDocument *
open_json (const char *text, gssize length)
{
  return rh_body_rig_open (text, length, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_PRETTY, NULL);
}

static void
assert_rows (const char *text, const char *expected)
{
  g_autoptr (RhBodyDocument) document = open_json (text, -1);

  rh_body_rig_assert_rows (document, expected);
}

static void
test_layout (void)
{
  assert_rows ("{}", "{}\n");
  assert_rows (" [ ] ", "[]\n");
  assert_rows ("1", "1\n");
  assert_rows ("[1,[],{\"a\":{}},\"b\"]", "[\n  1,\n  [],\n  {\n    \"a\": {}\n  },\n  \"b\"\n]\n");
  assert_rows ("{\"a\" : [ 1 ,2 ] , \"b\":null}",
               "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": null\n}\n");
}

static void
test_values_stay_as_sent (void)
{
  assert_rows ("[1.0,1e400,12345678901234567890,\"\\u00e9\\/\"]",
               "[\n  1.0,\n  1e400,\n  12345678901234567890,\n  \"\\u00e9\\/\"\n]\n");
  assert_rows ("{\"b\":1,\"a\":2,\"b\":3}", "{\n  \"b\": 1,\n  \"a\": 2,\n  \"b\": 3\n}\n");
}

static void
assert_fault (const char *text, const char *expected, goffset offset, guint64 line, guint64 column)
{
  g_autoptr (RhBodyDocument) document = open_json (text, -1);
  g_autofree char *rows = rh_body_rig_dup_text (document);
  const RhBodyFault *fault = rh_body_document_get_fault (document);

  g_assert_cmpstr (rows, ==, expected);
  g_assert_nonnull (fault);
  g_assert_cmpint (fault->offset, ==, offset);
  g_assert_cmpuint (fault->line, ==, line);
  g_assert_cmpuint (fault->column, ==, column);
}

static void
test_what_is_wrong_is_shown_as_it_came (void)
{
  g_autoptr (RhBodyDocument) empty = open_json ("", 0);

  assert_fault ("[1,,2]\n[3]", "[\n  1,\n,2]\n[3]\n", 3, 1, 4);
  assert_fault ("[\n1,\n\"\xC3\xA9\" x\n]", "[\n  1,\n  \"\xC3\xA9\"\nx\n]\n", 10, 3, 5);
  assert_fault ("{\"a\" 1}", "{\n  \"a\"\n1}\n", 5, 1, 6);
  assert_fault ("{\"a\": tru3}", "{\n  \"a\":\ntru3}\n", 9, 1, 10);
  assert_fault ("{\"a\": \"cut", "{\n  \"a\":\n\"cut\n", 10, 1, 11);
  assert_fault ("<html>", "<html>\n", 0, 1, 1);
  g_assert_null (rh_body_document_get_fault (empty));
  g_assert_cmpuint (rh_body_document_get_n_rows (empty), ==, 0);
}

static const RhBodyToken *
find_token (const RhBodyRow *row, RhBodyTokenKind kind)
{
  for (guint i = 0; i < row->tokens->len; i++)
    if (g_array_index (row->tokens, RhBodyToken, i).kind == kind)
      return &g_array_index (row->tokens, RhBodyToken, i);

  return NULL;
}

static void
test_tokens (void)
{
  g_autoptr (RhBodyDocument) document = open_json ("{\"a\":\"x\xE2\x80\xAEy\"}", -1);
  g_autoptr (RhBodyRow) row = rh_body_rig_read_row (document, 1);

  g_assert_cmpstr (row->text->str, ==, "  \"a\": \"xU+202Ey\"");
  g_assert_cmpuint (row->indent, ==, 2);
  g_assert_cmpuint (find_token (row, RH_BODY_TOKEN_KEY)->start, ==, 2);
  g_assert_cmpuint (find_token (row, RH_BODY_TOKEN_STRING)->start, ==, 7);
  g_assert_cmpuint (find_token (row, RH_BODY_TOKEN_CONTROL)->start, ==, 9);
  g_assert_cmpuint (find_token (row, RH_BODY_TOKEN_CONTROL)->length, ==, 6);
  /* Places: before, in and after what is spelled out. */
  g_assert_cmpuint (rh_body_row_get_column (row, 6), ==, 8);
  g_assert_cmpuint (rh_body_row_get_column (row, 10), ==, 15);
  g_assert_cmpint (rh_body_row_get_offset (row, 15), ==, 10);
  g_assert_cmpint (rh_body_row_get_offset (row, 2), ==, 1);
}

/* Deep, wide, with strings and white space that are too long for a row. */
static GString *
make_odd (guint seed)
{
  static const char *const values[] = { "1", "[]", "{}", "\"s\"", "true", "-1.5e3" };
  RhDice dice = { seed };
  GString *text = g_string_new ("[0");
  GString *ends = g_string_new ("]");

  for (guint i = 0; i < 3000; i++)
    {
      guint roll = rh_dice_roll (&dice, 20);

      if (ends->str[ends->len - 1] == '}')
        g_string_append_printf (text, ",\"k%u\":", i);
      else
        g_string_append_c (text, ',');
      if (roll == 0 || (i > 1000 && i < 1400))
        {
          g_string_append (text, roll % 2 == 0 ? "[0" : "{\"z\":0");
          g_string_append_c (ends, roll % 2 == 0 ? ']' : '}');
          continue;
        }
      if (roll == 1)
        g_string_append_printf (text, "\"%0*u\xC3\xA9\"", (int) rh_dice_roll (&dice, 9000), i);
      else if (roll == 2)
        g_string_append_printf (text, "%*s 7 %*s", (int) rh_dice_roll (&dice, 9000), "",
                                (int) rh_dice_roll (&dice, 9000), "");
      else
        g_string_append (text, values[rh_dice_roll (&dice, G_N_ELEMENTS (values))]);
      for (guint n = roll > 17 || i > 1800 ? rh_dice_roll (&dice, 90) : 0; n > 0 && ends->len > 1;
           n--)
        {
          g_string_append_c (text, ends->str[ends->len - 1]);
          g_string_truncate (ends, ends->len - 1);
        }
    }
  for (gsize n = ends->len; n > 0; n--)
    g_string_append_c (text, ends->str[n - 1]);
  g_string_free (ends, TRUE);

  return text;
}

/* Without what is white space in the text and between the rows: the same. */
static void
assert_same_bytes (const char *text, GPtrArray *rows)
{
  g_autoptr (GString) all = g_string_new (NULL);
  const char *at = text;

  for (guint i = 0; i < rows->len; i++)
    g_string_append (all, ((RhBodyRow *) g_ptr_array_index (rows, i))->text->str);
  for (const char *c = all->str; *c != '\0'; c++)
    {
      if (*c == ' ')
        continue;
      while (*at == ' ')
        at++;
      g_assert_cmpint (*at, ==, *c);
      at++;
    }
  while (*at == ' ')
    at++;
  g_assert_cmpint (*at, ==, '\0');
}

static void
test_a_row_is_the_same_however_it_is_read (void)
{
  for (guint seed = 1; seed < 4; seed++)
    {
      g_autoptr (GString) text = make_odd (seed);
      g_autoptr (RhBodyDocument) document = open_json (text->str, (gssize) text->len);
      guint64 n_rows = rh_body_document_get_n_rows (document);
      g_autoptr (GPtrArray) rows = rh_body_document_read (document, 0, (guint) n_rows);
      guint64 line = 0;

      g_assert_null (rh_body_document_get_fault (document));
      g_assert_cmpuint (rows->len, ==, n_rows);
      assert_same_bytes (text->str, rows);
      for (guint i = 0; i < rows->len; i++)
        {
          const RhBodyRow *row = g_ptr_array_index (rows, i);
          g_autoptr (RhBodyRow) again = NULL;
          guint64 found;
          gsize column;

          line += row->line == 0 ? 0 : 1;
          if (i % 5 != seed)
            continue;

          again = rh_body_rig_read_row (document, i);
          g_assert_cmpuint (row->row, ==, i);
          g_assert_cmpstr (row->text->str, ==, again->text->str);
          g_assert_cmpuint (row->line, ==, again->line);
          g_assert_cmpuint (row->tokens->len, ==, again->tokens->len);
          if (row->line != 0)
            {
              g_assert_cmpuint (row->line, ==, line);
              g_assert_cmpuint (rh_body_document_find_line (document, line), ==, i);
            }
          g_assert_true (rh_body_document_find_offset (document, row->start, &found, &column));
          g_assert_cmpuint (found, ==, i);
          g_assert_cmpuint (column, ==, row->indent);
        }
      g_assert_cmpuint (rh_body_document_get_n_lines (document), ==, line);
    }
}

static void
assert_little_work (RhBodyDocument *document)
{
  guint64 n_rows = rh_body_document_get_n_rows (document);

  for (guint i = 0; i <= 20; i++)
    {
      guint64 before = rh_body_document_get_work (document);
      g_autoptr (GPtrArray) rows
          = rh_body_document_read (document, MIN (n_rows - 1, n_rows / 20 * i), 1);

      g_assert_cmpuint (rows->len, ==, 1);
      g_assert_cmpuint (rh_body_document_get_work (document) - before, <, LOOK);
    }
}

static void
test_a_look_at_any_place_reads_a_little (void)
{
  g_autoptr (GString) numbers = g_string_new ("[1");
  g_autoptr (GString) string = g_string_new ("[\"");
  g_autoptr (GString) space = g_string_new ("[1");
  g_autoptr (GString) deep = g_string_new (NULL);
  GString *bodies[] = { numbers, string, space, deep };

  while (numbers->len < 8 * MEGABYTE)
    g_string_append (numbers, ",2");
  g_string_append_c (numbers, ']');
  while (string->len < 8 * MEGABYTE)
    g_string_append (string, "\\\\\\\"abc");
  g_string_append (string, "\",1,2]");
  while (space->len < 8 * MEGABYTE)
    g_string_append (space, "        ");
  g_string_append_printf (space, ",2,3%s]", space->str + 2);
  while (deep->len < MEGABYTE)
    g_string_append_c (deep, '[');
  while (deep->len < 2 * MEGABYTE)
    g_string_append_c (deep, ']');

  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autoptr (RhBodyDocument) document = open_json (bodies[i]->str, (gssize) bodies[i]->len);

      g_assert_null (rh_body_document_get_fault (document));
      assert_little_work (document);
    }
}

static void
count_cb (GObject *object, GParamSpec *pspec, gpointer user_data)
{
  guint64 *n_rows = user_data;

  *n_rows = rh_body_document_get_n_rows (RH_BODY_DOCUMENT (object));
}

/* What is shown of it stays: neither a comma nor an end comes later to a row that was told. */
static void
test_rows_appear_while_it_arrives (void)
{
  static const char *const pieces[] = { "{\"a\": [1", ", 2], \"b\"", ": {", "}}" };
  static const char *const expected[]
      = { "{\n", "{\n  \"a\": [\n    1,\n    2\n  ],\n", "{\n  \"a\": [\n    1,\n    2\n  ],\n",
          "{\n  \"a\": [\n    1,\n    2\n  ],\n" };
  static const guint64 n_expected[] = { 1, 5, 5, 6 };
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (RhBodyDocument) document
      = rh_body_document_new (spool, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_PRETTY, NULL);
  g_autofree char *whole = NULL;
  guint64 n_rows = 0;

  g_signal_connect (document, "notify::n-rows", G_CALLBACK (count_cb), &n_rows);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autofree char *rows = NULL;

      rh_spool_write (spool, pieces[i], strlen (pieces[i]), NULL);
      while (n_rows < n_expected[i])
        g_main_context_iteration (NULL, TRUE);
      rows = rh_body_rig_dup_text (document);
      g_assert_true (g_str_has_prefix (rows, expected[i]));
    }
  rh_spool_close (spool);
  rh_body_rig_wait (document);
  whole = rh_body_rig_dup_text (document);
  g_assert_cmpstr (whole, ==, "{\n  \"a\": [\n    1,\n    2\n  ],\n  \"b\": {}\n}\n");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-json/layout", test_layout);
  g_test_add_func ("/body-json/values-stay-as-sent", test_values_stay_as_sent);
  g_test_add_func ("/body-json/what-is-wrong-is-shown-as-it-came",
                   test_what_is_wrong_is_shown_as_it_came);
  g_test_add_func ("/body-json/tokens", test_tokens);
  g_test_add_func ("/body-json/a-row-is-the-same-however-it-is-read",
                   test_a_row_is_the_same_however_it_is_read);
  g_test_add_func ("/body-json/a-look-at-any-place-reads-a-little",
                   test_a_look_at_any_place_reads_a_little);
  g_test_add_func ("/body-json/rows-appear-while-it-arrives", test_rows_appear_while_it_arrives);

  return g_test_run ();
}
