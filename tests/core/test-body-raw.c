/* SPDX-License-Identifier: GPL-3.0-or-later */
/* JSON and markup as they came have the colours that they have when they are laid out, in lines of
 * any length, and nothing of them is lost. */
#include "lib/rh-body-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define MEGABYTE (1024 * 1024)
#define LOOK (64 * 1024)

static RhBodyDocument *
open_body (const char *text, RhBodySyntax syntax, RhBodyLayout layout)
{
  return rh_body_rig_open (text, -1, syntax, layout, "utf-8");
}

static void
assert_kinds (const char *text, RhBodySyntax syntax, const char *expected)
{
  g_autoptr (RhBodyDocument) document = open_body (text, syntax, RH_BODY_LAYOUT_RAW);
  g_autofree char *kinds = rh_body_rig_dup_kinds (document);

  g_assert_cmpstr (kinds, ==, expected);
}

/* Of all that is seen. */
static void
assert_as_laid_out (const char *text, RhBodySyntax syntax)
{
  g_autoptr (RhBodyDocument) raw = open_body (text, syntax, RH_BODY_LAYOUT_RAW);
  g_autoptr (RhBodyDocument) pretty = open_body (text, syntax, RH_BODY_LAYOUT_PRETTY);
  g_autofree char *raw_kinds = rh_body_rig_dup_kinds (raw);
  g_autofree char *pretty_kinds = rh_body_rig_dup_kinds (pretty);

  g_assert_cmpuint (rh_body_document_get_n_rows (raw), >, 0);
  for (gsize i = 0; text[i] != '\0'; i++)
    if (!g_ascii_isspace (text[i]) && raw_kinds[i] != pretty_kinds[i])
      g_error ("At %" G_GSIZE_FORMAT ": %c, not %c: %.60s", i, raw_kinds[i], pretty_kinds[i],
               text + i);
}

static void
assert_whole (RhBodyDocument *document, const char *text)
{
  guint64 n_rows = rh_body_document_get_n_rows (document);
  g_autoptr (GPtrArray) rows = rh_body_document_read (document, 0, (guint) n_rows);
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; i < rows->len; i++)
    {
      const RhBodyRow *row = g_ptr_array_index (rows, i);

      g_assert_cmpuint (row->text->len, <=, RH_BODY_ROW_MAX + 3);
      if (i > 0 && row->line != 0)
        g_string_append_c (all, '\n');
      g_string_append (all, row->text->str);
    }
  g_assert_cmpstr (all->str, ==, text);
}

static void
test_json (void)
{
  assert_kinds ("{\"a\": 1,\"b\" :[true,null,\"x\\\"y\"]}", RH_BODY_SYNTAX_JSON,
                ".kkk..n.kkk...llll.llll.ssssss..");
  assert_kinds ("-0.5e+7", RH_BODY_SYNTAX_JSON, "nnnnnnn");
  assert_as_laid_out ("{\"a\":[1,2.5,-3e9,{\"é\":\"ü\\u00e9\",\"\":\"\"}],\n\"b\":false}",
                      RH_BODY_SYNTAX_JSON);
}

static void
test_broken_json_has_colours (void)
{
  /* A string has no line end, so that the next line is not taken for one. */
  assert_kinds ("\"a\n\"b\":1", RH_BODY_SYNTAX_JSON, "ss.kkk.n");
  assert_kinds ("nothing tru 1", RH_BODY_SYNTAX_JSON, "............n");
  assert_kinds ("\"\\", RH_BODY_SYNTAX_JSON, "ss");
}

static void
test_markup (void)
{
  assert_kinds ("<a b=\"c\" d>x<!-- - --></a>", RH_BODY_SYNTAX_XML, "tt.a.sss.at.cccccccccctttt");
  assert_as_laid_out ("<?xml version='1.0'?><a b = 'x>y' c=d/><![CDATA[ <b> ]] ]]>1 < 2<!---->"
                      "<!--\n <x>\n-->\n<c\nd='\ne'\nf></c>",
                      RH_BODY_SYNTAX_XML);
  assert_as_laid_out ("<!DOCTYPE html><script>\nif (a<b) '<i>';\n</script><p class=x>a<br/>b"
                      "<style>\n<i>\n</STYLE><b>x</b><!--> -->",
                      RH_BODY_SYNTAX_HTML);
}

static void
test_long_lines_have_colours (void)
{
  static const struct
  {
    RhBodySyntax syntax;
    const char *head;
    const char *piece;
    const char *tail;
  } kinds[] = {
    { RH_BODY_SYNTAX_JSON, "[0", ",{\"name\":\"Ada \\\"é\\\\\",\"n\":-12.5e3,\"t\":[true,null]}",
      "]" },
    { RH_BODY_SYNTAX_XML, "<a>",
      "<b-name c='é' d=\"/>\">x<!-- a note - of some length -- --><![CDATA[some text in it "
      "]]]]></b-name>",
      "</a>" },
    { RH_BODY_SYNTAX_HTML, "<body>", "<p>é<script>a<b</script><textarea>x<i></textarea>",
      "</body>" },
  };

  /* Each byte of a piece is once at the end of a row. */
  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    for (gsize shift = 0; shift < strlen (kinds[i].piece); shift++)
      {
        g_autoptr (GString) text = g_string_new (kinds[i].head);
        g_autoptr (RhBodyDocument) document = NULL;

        while (text->len < strlen (kinds[i].head) + shift)
          g_string_append_c (text, ' ');
        while (text->len < 2 * RH_BODY_ROW_MAX)
          g_string_append (text, kinds[i].piece);
        g_string_append (text, kinds[i].tail);
        document = open_body (text->str, kinds[i].syntax, RH_BODY_LAYOUT_RAW);
        g_assert_cmpuint (rh_body_document_get_n_lines (document), ==, 1);
        assert_whole (document, text->str);
        assert_as_laid_out (text->str, kinds[i].syntax);
      }
}

/* Each cut of a string that is nothing but escapes is at one. */
static void
test_a_long_string_is_one (void)
{
  for (guint shift = 0; shift < 3; shift++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autofree char *kinds = NULL;
      g_autoptr (RhBodyDocument) document = NULL;

      for (guint i = 0; i < shift; i++)
        g_string_append_c (text, ' ');
      g_string_append_c (text, '"');
      for (guint i = 0; i < 10000; i++)
        g_string_append (text, "\\\"");
      g_string_append_c (text, '"');
      document = open_body (text->str, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_RAW);
      kinds = rh_body_rig_dup_kinds (document);
      assert_whole (document, text->str);
      g_assert_cmpuint (strspn (kinds + shift, "s"), ==, text->len - shift);
    }
}

static void
test_what_has_lines_is_coloured_from_the_midst (void)
{
  g_autoptr (GString) text = g_string_new ("<a><!--\n");
  g_autoptr (RhBodyDocument) document = NULL;
  g_autoptr (RhBodyRow) row = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "<b>\n");
  g_string_append (text, "--><c>");
  document = open_body (text->str, RH_BODY_SYNTAX_XML, RH_BODY_LAYOUT_RAW);
  row = rh_body_rig_read_row (document, 500);
  g_assert_cmpuint (row->tokens->len, ==, 1);
  g_assert_cmpint (g_array_index (row->tokens, RhBodyToken, 0).kind, ==, RH_BODY_TOKEN_COMMENT);
  g_clear_pointer (&row, rh_body_row_free);
  row = rh_body_rig_read_row (document, 1001);
  g_assert_cmpuint (row->tokens->len, ==, 2);
  g_assert_cmpint (g_array_index (row->tokens, RhBodyToken, 1).kind, ==, RH_BODY_TOKEN_TAG);
}

static void
test_a_look_at_a_long_line_reads_a_little (void)
{
  static const char *const pieces[]
      = { "\"a\":1,", "\"", "\\", "x", "7", "<a b='", "<!--", "-", "]", "<", "</script" };

  for (guint i = 0; i < G_N_ELEMENTS (pieces) * 3; i++)
    {
      RhBodySyntax syntax = RH_BODY_SYNTAX_JSON + i % 3;
      g_autoptr (GString) text = g_string_new ("\"<script><![CDATA[<!--");
      g_autoptr (RhBodyDocument) document = NULL;
      guint64 n_rows;

      while (text->len < MEGABYTE)
        g_string_append (text, pieces[i / 3]);
      document = open_body (text->str, syntax, RH_BODY_LAYOUT_RAW);
      n_rows = rh_body_document_get_n_rows (document);
      g_assert_cmpuint (n_rows, >=, MEGABYTE / (RH_BODY_ROW_MAX + 3));
      g_assert_cmpuint (n_rows, <, MEGABYTE / RH_BODY_ROW_MAX * 5 / 4);
      for (guint place = 0; place <= 10; place++)
        {
          guint64 before = rh_body_document_get_work (document);
          g_autoptr (RhBodyRow) row
              = rh_body_rig_read_row (document, MIN (n_rows - 1, n_rows / 10 * place));

          /* 64 rows of 2 KB, each with what is behind it. */
          g_assert_cmpuint (rh_body_document_get_work (document) - before, <, 5 * LOOK);
        }
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-raw/json", test_json);
  g_test_add_func ("/body-raw/broken-json-has-colours", test_broken_json_has_colours);
  g_test_add_func ("/body-raw/markup", test_markup);
  g_test_add_func ("/body-raw/long-lines-have-colours", test_long_lines_have_colours);
  g_test_add_func ("/body-raw/a-long-string-is-one", test_a_long_string_is_one);
  g_test_add_func ("/body-raw/what-has-lines-is-coloured-from-the-midst",
                   test_what_has_lines_is_coloured_from_the_midst);
  g_test_add_func ("/body-raw/a-look-at-a-long-line-reads-a-little",
                   test_a_look_at_a_long_line_reads_a_little);

  return g_test_run ();
}
