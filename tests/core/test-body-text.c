/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text as rows: lines, bytes and markup; in any charset; nothing hidden and nothing lost. */
#include "lib/rh-body-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define MEGABYTE (1024 * 1024)
#define LOOK (64 * 1024)

static void
assert_rows (const char *bytes,
             gssize length,
             RhBodySyntax syntax,
             RhBodyLayout layout,
             const char *charset,
             const char *expected)
{
  g_autoptr (RhBodyDocument) document = rh_body_rig_open (bytes, length, syntax, layout, charset);

  rh_body_rig_assert_rows (document, expected);
}

static void
assert_lines (const char *bytes, gssize length, const char *charset, const char *expected)
{
  assert_rows (bytes, length, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_PRETTY, charset, expected);
}

static void
test_lines (void)
{
  assert_lines ("", 0, NULL, "");
  assert_lines ("a", 1, NULL, "a\n");
  assert_lines ("a\n\nb\r\nc\n", -1, NULL, "a\n\nb\nc\n");
  assert_lines ("\ttab", -1, NULL, "\ttab\n");
}

static void
test_what_is_not_seen_is_spelled_out (void)
{
  assert_lines ("a\0b\x1b[1m\x7f", 8, NULL, "a␀b␛[1m␡\n");
  assert_lines ("a\rb", 3, NULL, "a␍b\n");
  assert_lines ("x\xE2\x80\xAEy\xE2\x81\xA6z\xE2\x80\xA8\xC2\xADw", -1, NULL,
                "xU+202EyU+2066zU+2028U+00ADw\n");
  /* A family is one picture, joined by what is not seen. */
  assert_lines ("\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7", -1, NULL,
                "\xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x91\xA7\n");
}

static void
test_charset (void)
{
  /* A mark, before what the header says. */
  assert_lines ("\xEF\xBB\xBF\xC3\xA9", -1, "iso-8859-1", "é\n");
  assert_lines ("\xFF\xFE\xAC\x20\n\0x\0", 8, "utf-8", "€\nx\n");
  assert_lines ("\xFE\xFF\x20\xAC", 4, NULL, "€\n");
  assert_lines ("\xFF\xFE\0\0\xAC\x20\0\0", 8, NULL, "€\n");
  /* The header, before a guess. */
  assert_lines ("\xE9\xC3\xA9", -1, "ISO-8859-1", "éÃ©\n");
  assert_lines ("\xA4", -1, "\"iso-8859-15\"", "€\n");
  assert_lines ("\x93\xFA\x96\x7B", -1, "Shift_JIS", "日本\n");
  assert_lines ("\xE9", -1, "utf-8", "\\xE9\n");
  /* A guess: UTF-8, and windows-1252 when it is not. */
  assert_lines ("\xC3\xA9", -1, NULL, "é\n");
  assert_lines ("caf\xE9 \x80 \x81", -1, NULL, "café € \xEF\xBF\xBD\n");
  assert_lines ("caf\xE9", -1, "no such charset", "café\n");
  assert_lines ("cut \xE2\x82", -1, NULL, "cut â‚\n");
  /* JSON is UTF-8. */
  assert_rows ("[\"\xC3\xA9\"]", -1, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_PRETTY, "iso-8859-1",
               "[\n  \"é\"\n]\n");
  assert_rows ("\xFF\xFE[\0]\0", 6, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_PRETTY, NULL, "[]\n");
  assert_rows ("\"\xE9\"", -1, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_PRETTY, NULL, "\"\\xE9\"\n");
}

static void
test_charset_is_told (void)
{
  g_autoptr (RhBodyDocument) guessed
      = rh_body_rig_open ("\xE9", 1, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, NULL);
  g_autoptr (RhBodyDocument) marked
      = rh_body_rig_open ("\xFF\xFEx\0", 4, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, NULL);
  g_autoptr (RhBodyRow) row = rh_body_rig_read_row (guessed, 0);

  g_assert_cmpstr (rh_body_document_get_charset (guessed), ==, "windows-1252");
  g_assert_cmpstr (rh_body_document_get_charset (marked), ==, "UTF-16LE");
  g_assert_cmpint (rh_spool_get_size (rh_body_document_get_text (guessed)), ==, 2);
  g_assert_cmpint (row->end, ==, 2);
}

/* The guess fails after rows were told: they begin anew. */
static void
test_a_guess_fails_late (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RhBodyDocument) document = NULL;
  g_autoptr (RhBodyRow) row = NULL;

  while (text->len < 2 * MEGABYTE)
    g_string_append (text, "\xC3\xA9\n");
  g_string_append (text, "\xE9");
  document = rh_body_rig_open (text->str, (gssize) text->len, RH_BODY_SYNTAX_TEXT,
                               RH_BODY_LAYOUT_RAW, NULL);
  row = rh_body_rig_read_row (document, 0);
  g_assert_cmpstr (row->text->str, ==, "Ã©");
  g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, text->len / 3 + 1);
}

static void
test_invalid_bytes_are_tokens (void)
{
  g_autoptr (RhBodyDocument) document
      = rh_body_rig_open ("a\xFFz", 3, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, "utf-8");
  g_autoptr (RhBodyRow) row = rh_body_rig_read_row (document, 0);
  const RhBodyToken *token = &g_array_index (row->tokens, RhBodyToken, 0);

  g_assert_cmpstr (row->text->str, ==, "a\\xFFz");
  g_assert_cmpint (token->kind, ==, RH_BODY_TOKEN_INVALID);
  g_assert_cmpuint (token->start, ==, 1);
  g_assert_cmpuint (token->length, ==, 4);
  g_assert_cmpuint (rh_body_row_get_column (row, 2), ==, 5);
}

static void
test_long_lines_go_on (void)
{
  g_autoptr (GString) text = g_string_new ("first\n");
  g_autoptr (RhBodyDocument) document = NULL;
  guint64 n_rows;

  for (guint i = 0; i < 4 * MEGABYTE / 2; i++)
    g_string_append (text, "\xC3\xA9");
  g_string_append (text, "\nlast");
  document = rh_body_rig_open (text->str, (gssize) text->len, RH_BODY_SYNTAX_TEXT,
                               RH_BODY_LAYOUT_RAW, "utf-8");
  n_rows = rh_body_document_get_n_rows (document);
  g_assert_cmpuint (n_rows, ==, 2 + (4 * MEGABYTE + RH_BODY_ROW_MAX - 1) / RH_BODY_ROW_MAX);
  g_assert_cmpuint (rh_body_document_get_n_lines (document), ==, 3);
  g_assert_cmpuint (rh_body_document_find_line (document, 2), ==, 1);
  g_assert_cmpuint (rh_body_document_find_line (document, 3), ==, n_rows - 1);

  for (guint64 i = 0; i < n_rows; i += 97)
    {
      guint64 before = rh_body_document_get_work (document);
      g_autoptr (RhBodyRow) row = rh_body_rig_read_row (document, i);
      guint64 found;
      gsize column;

      g_assert_cmpuint (rh_body_document_get_work (document) - before, <, 4 * LOOK);
      g_assert_cmpuint (row->line, ==, i < 2 ? i + 1 : 0);
      g_assert_true (rh_body_document_find_offset (document, row->start, &found, &column));
      g_assert_cmpuint (found, ==, i);
    }
}

static void
test_a_screen_of_short_lines_reads_a_little (void)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (RhBodyDocument) document = NULL;

  while (text->len < 4 * MEGABYTE)
    g_string_append (text, "7\n");
  document = rh_body_rig_open (text->str, (gssize) text->len, RH_BODY_SYNTAX_TEXT,
                               RH_BODY_LAYOUT_RAW, "utf-8");
  for (guint64 place = 0; place <= 20; place++)
    {
      guint64 n_rows = rh_body_document_get_n_rows (document);
      guint64 before = rh_body_document_get_work (document);
      g_autoptr (GPtrArray) rows = rh_body_document_read (document, (n_rows - 60) / 20 * place, 60);

      g_assert_cmpuint (rows->len, ==, 60);
      g_assert_cmpuint (rh_body_document_get_work (document) - before, <=, 16 * 1024);
    }
}

static void
test_hex (void)
{
  static const char bytes[] = "\0\x01"
                              "23456789abcdefgh";

  assert_rows (bytes, 18, RH_BODY_SYNTAX_JSON, RH_BODY_LAYOUT_HEX, NULL,
               "0000000000  00 01 32 33 34 35 36 37  38 39 61 62 63 64 65 66  |..23456789abcdef|\n"
               "0000000010  67 68                                             |gh|\n");
}

static void
test_xml (void)
{
  assert_rows ("<?xml version=\"1.0\"?><a x='1'><b>text</b><c/><!-- note\n  more --><d>\nlong\n</d>"
               "<![CDATA[<x>]]></a>\n",
               -1, RH_BODY_SYNTAX_XML, RH_BODY_LAYOUT_PRETTY, NULL,
               "<?xml version=\"1.0\"?>\n<a x='1'>\n  <b>text</b>\n  <c/>\n  <!-- note\n"
               "    more -->\n  <d>\n    long\n  </d>\n  <![CDATA[<x>]]>\n</a>\n");
  assert_rows ("<a>1 < 2</a>", -1, RH_BODY_SYNTAX_XML, RH_BODY_LAYOUT_PRETTY, NULL,
               "<a>\n  1\n  < 2\n</a>\n");
  assert_rows ("</a></a><b>", -1, RH_BODY_SYNTAX_XML, RH_BODY_LAYOUT_PRETTY, NULL,
               "</a>\n</a>\n<b>\n");
  assert_rows ("<a\n  b=\"x>y\"\n  c>", -1, RH_BODY_SYNTAX_XML, RH_BODY_LAYOUT_PRETTY, NULL,
               "<a b=\"x>y\" c>\n");
}

static void
test_html (void)
{
  assert_rows ("<!DOCTYPE html><html><head><meta charset=utf-8><script>\nif (a < b) {\n  c();\n}\n"
               "  </script></head><body><p>one<p>two<br>three<ul><li>x<li>y</ul></body></html>",
               -1, RH_BODY_SYNTAX_HTML, RH_BODY_LAYOUT_PRETTY, NULL,
               "<!DOCTYPE html>\n<html>\n  <head>\n    <meta charset=utf-8>\n    <script>\n"
               "if (a < b) {\n  c();\n}\n    </script>\n  </head>\n  <body>\n    <p>\n    one\n"
               "    <p>\n    two\n    <br>\n    three\n    <ul>\n      <li>\n      x\n      <li>\n"
               "      y\n    </ul>\n  </body>\n</html>\n");
}

static void
test_tags_have_colours (void)
{
  static const RhBodyTokenKind expected[]
      = { RH_BODY_TOKEN_TAG, RH_BODY_TOKEN_ATTRIBUTE, RH_BODY_TOKEN_STRING, RH_BODY_TOKEN_TAG };
  g_autoptr (RhBodyDocument) document
      = rh_body_rig_open ("<a b=\"c\">text", -1, RH_BODY_SYNTAX_XML, RH_BODY_LAYOUT_PRETTY, NULL);
  g_autoptr (RhBodyRow) row = rh_body_rig_read_row (document, 0);

  g_assert_cmpuint (row->tokens->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < row->tokens->len; i++)
    g_assert_cmpint (g_array_index (row->tokens, RhBodyToken, i).kind, ==, expected[i]);
}

/* Tags, comments and white space without an end. */
static void
test_a_look_at_markup_reads_a_little (void)
{
  static const char *const pieces[][2]
      = { { "<a", " b=\"c\"" },   { "<!--", " no end" }, { "<a>", "        " },
          { "<script>", "x();" }, { "", "<b>" },         { "<a b='", ">>>>" } };

  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr (GString) text = g_string_new (pieces[i][0]);
      g_autoptr (RhBodyDocument) document = NULL;
      guint64 n_rows;

      while (text->len < MEGABYTE)
        g_string_append (text, pieces[i][1]);
      g_string_append (text, "<end/>");
      document = rh_body_rig_open (text->str, (gssize) text->len, RH_BODY_SYNTAX_HTML,
                                   RH_BODY_LAYOUT_PRETTY, "utf-8");
      n_rows = rh_body_document_get_n_rows (document);
      g_assert_cmpuint (n_rows, >, 100);
      for (guint place = 0; place <= 10; place++)
        {
          guint64 before = rh_body_document_get_work (document);
          g_autoptr (RhBodyRow) row
              = rh_body_rig_read_row (document, MIN (n_rows - 1, n_rows / 10 * place));

          /* 64 rows of 4 KB each. */
          g_assert_cmpuint (rh_body_document_get_work (document) - before, <, 10 * LOOK);
        }
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-text/lines", test_lines);
  g_test_add_func ("/body-text/what-is-not-seen-is-spelled-out",
                   test_what_is_not_seen_is_spelled_out);
  g_test_add_func ("/body-text/charset", test_charset);
  g_test_add_func ("/body-text/charset-is-told", test_charset_is_told);
  g_test_add_func ("/body-text/a-guess-fails-late", test_a_guess_fails_late);
  g_test_add_func ("/body-text/invalid-bytes-are-tokens", test_invalid_bytes_are_tokens);
  g_test_add_func ("/body-text/long-lines-go-on", test_long_lines_go_on);
  g_test_add_func ("/body-text/a-screen-of-short-lines-reads-a-little",
                   test_a_screen_of_short_lines_reads_a_little);
  g_test_add_func ("/body-text/hex", test_hex);
  g_test_add_func ("/body-text/xml", test_xml);
  g_test_add_func ("/body-text/html", test_html);
  g_test_add_func ("/body-text/tags-have-colours", test_tags_have_colours);
  g_test_add_func ("/body-text/a-look-at-markup-reads-a-little",
                   test_a_look_at_markup_reads_a_little);

  return g_test_run ();
}
