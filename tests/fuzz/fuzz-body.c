/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right JSON, markup, paths and bytes for body/ and its scanner: nothing crashes,
 * pieces of any size tell the same, and rows show all that is there. */
#include <string.h>

#include "body/rh-json-path.h"
#include "lib/rh-body-rig.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"
#include "text/rh-charset.h"
#include "text/rh-json-scanner.h"
#include "text/rh-utf8.h"

#define SEED 8437
#define N_ROUNDS 20000
#define N_BODIES 400

static const char *const json_pieces[] = {
  "{",    "}",   "[",       "]",     ",",  ":",  "\"",      "\"a\"", "\"a\":", "1",
  "-0.5", "1e9", "true",    "null",  " ",  "\n", "\\",      "\\u12", "é",      "\xE2\x82",
  "[[[",  "]]]", "{\"a\":", "[1,2]", "{}", "[]", "\"\\n\"", "0",     "tru",    "\xF0\x9F\x98\x80"
};

static const char *const markup_pieces[]
    = { "<a>",      "</a>",      "<a",        " b=", "\"",  "'",     ">",    "/>",
        "<!--",     "-->",       "<![CDATA[", "]]>", "\n",  "  ",    "text", "<br>",
        "<script>", "</script>", "<p>",       "é",   "<b>", "</b>",  "</p>", "<td>",
        "<tr>",     "</tr>",     "<b/>",      "<?x", "<!D", "</br>", "<" };

/* What is found, as text, so that two ways can be compared. */
static void
scan (const GString *text, gsize step, GString *found)
{
  g_autoptr (RhJsonScanner) scanner = rh_json_scanner_new ();
  RhJsonToken tokens[4];
  guint n_tokens;
  guint64 offset = 0;

  for (gsize at = 0; at < text->len && rh_json_scanner_get_fault (scanner, NULL) == 0;)
    {
      at += rh_json_scanner_feed (scanner, text->str + at, MIN (step, text->len - at), tokens,
                                  G_N_ELEMENTS (tokens), &n_tokens);
      for (guint i = 0; i < n_tokens; i++)
        {
          g_assert_cmpuint (tokens[i].end, <=, text->len);
          g_string_append_printf (found, "%d %u %u,", tokens[i].kind, (guint) tokens[i].start,
                                  (guint) tokens[i].end);
        }
    }
  rh_json_scanner_finish (scanner, tokens, &n_tokens);
  g_string_append_printf (found, "%u %d ", n_tokens, rh_json_scanner_get_fault (scanner, &offset));
  g_string_append_printf (found, "%u", (guint) offset);
  g_assert_cmpuint (offset, <=, text->len);
}

static void
fuzz_scanner (void)
{
  RhDice dice = { SEED };
  guint n_valid = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text
          = rh_dice_text (&dice, json_pieces, G_N_ELEMENTS (json_pieces), 12, round % 2);
      g_autoptr (GString) whole = g_string_new (NULL);
      g_autoptr (GString) bytes = g_string_new (NULL);

      scan (text, MAX (text->len, 1), whole);
      scan (text, 1 + rh_dice_roll (&dice, 3), bytes);
      g_assert_cmpstr (whole->str, ==, bytes->str);
      n_valid += strstr (whole->str, " 0 0") != NULL ? 1 : 0;
    }
  g_assert_cmpuint (n_valid, >, N_ROUNDS / 100);
}

/* Every row alone is what it is among the others. */
static void
check_rows (RhBodyDocument *document)
{
  guint64 n_rows = rh_body_document_get_n_rows (document);
  g_autoptr (GPtrArray) rows = rh_body_document_read (document, 0, (guint) n_rows);
  goffset end = 0;

  g_assert_cmpuint (rows->len, ==, n_rows);
  for (guint i = 0; i < rows->len; i++)
    {
      const RhBodyRow *row = g_ptr_array_index (rows, i);
      g_autoptr (RhBodyRow) again = rh_body_rig_read_row (document, i);

      g_assert_cmpstr (row->text->str, ==, again->text->str);
      g_assert_true (g_utf8_validate_len (row->text->str, row->text->len, NULL));
      g_assert_null (strpbrk (row->text->str, "\n\r"));
      g_assert_cmpint (row->start, >=, end);
      g_assert_cmpint (row->end, >=, row->start);
      end = row->end;
    }
}

/* A row that opens something folds, up to the end of just that, and unfolds again. */
static void
check_folds (RhBodyDocument *document, gboolean markup)
{
  guint64 n_rows = rh_body_document_get_n_rows (document);

  for (guint64 i = 0; i < n_rows; i++)
    {
      g_autoptr (RhBodyRow) row = rh_body_rig_read_row (document, i);
      g_autoptr (RhBodyRow) folded = NULL;

      rh_body_document_set_folded (document, i, TRUE);
      g_assert_cmpint (row->opens, ==, rh_body_document_get_n_rows (document) < n_rows);
      folded = rh_body_rig_read_row (document, i);
      if (markup && row->opens)
        {
          gsize n_name = strcspn (row->text->str + row->indent + 1, " /><=\t");
          g_autofree char *name = g_strndup (row->text->str + row->indent + 1, n_name);
          g_autofree char *end = g_strconcat (" … </", name, NULL);

          g_assert_nonnull (strstr (folded->text->str, end));
        }
      rh_body_document_set_folded (document, i, FALSE);
      g_assert_cmpuint (rh_body_document_get_n_rows (document), ==, n_rows);
    }
}

/* As it came: whole, and with the colours that it has when it is laid out. Beyond a fault there are
 * none. */
static void
check_raw (RhSpool *spool, const GString *text, RhBodyDocument *pretty)
{
  RhBodySyntax syntax = rh_body_document_get_syntax (pretty);
  g_autoptr (RhBodyDocument) raw
      = rh_body_document_new (spool, syntax, RH_BODY_LAYOUT_RAW, "utf-8");
  g_autofree char *kinds = NULL;
  g_autofree char *expected = rh_body_rig_dup_kinds (pretty);

  rh_body_rig_wait (raw);
  check_rows (raw);
  kinds = rh_body_rig_dup_kinds (raw);
  if (rh_body_document_get_fault (pretty) != NULL || rh_body_document_get_text (pretty) != spool)
    return;

  for (gsize i = 0; i < text->len; i++)
    if (!g_ascii_isspace (text->str[i]))
      g_assert_cmpint (kinds[i], ==, expected[i]);
}

static void
fuzz_rows (RhBodySyntax syntax, const char *const *pieces, guint n_pieces)
{
  RhDice dice = { SEED };

  for (guint round = 0; round < N_BODIES; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, n_pieces, 400, round % 2);
      g_autoptr (RhSpool) spool = rh_body_rig_spool (text->str, (gssize) text->len);
      g_autoptr (RhBodyDocument) document
          = rh_body_document_new (spool, syntax, RH_BODY_LAYOUT_PRETTY, NULL);

      rh_body_rig_wait (document);
      check_rows (document);
      check_folds (document, syntax != RH_BODY_SYNTAX_JSON);
      check_raw (spool, text, document);
    }
}

static void
fuzz_json_rows (void)
{
  fuzz_rows (RH_BODY_SYNTAX_JSON, json_pieces, G_N_ELEMENTS (json_pieces));
}

static void
fuzz_html_rows (void)
{
  fuzz_rows (RH_BODY_SYNTAX_HTML, markup_pieces, G_N_ELEMENTS (markup_pieces));
}

static void
fuzz_xml_rows (void)
{
  fuzz_rows (RH_BODY_SYNTAX_XML, markup_pieces, G_N_ELEMENTS (markup_pieces));
}

static void
fuzz_path (void)
{
  static const char *const pieces[]
      = { "$",  ".",   "..", "a", "[", "]", "*",  "0",  "-1", ":",  "?",   "@",    "@.a",
          "==", "'a'", "(",  ")", "!", "<", "&&", "||", ",",  "\"", "1.5", "null", "[0]" };
  static const char text[] = "{\"a\":[0,{\"a\":null},[[1.5]],\"a\"],\"b\":{\"a\":{}}}";
  RhJsonSpan root = { text, text + strlen (text) };
  RhDice dice = { SEED };
  guint n_parsed = 0;

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) tail = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 10, FALSE);
      g_autofree char *expression = g_strconcat ("$", tail->str, NULL);
      g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (RhJsonSpan));
      gsize position = 0;
      g_autoptr (RhJsonPath) path = rh_json_path_parse (expression, &position, NULL);

      g_assert_cmpuint (position, <=, strlen (expression));
      if (path == NULL)
        continue;
      n_parsed++;
      rh_json_path_evaluate (path, &root, NULL, found);
      for (guint i = 0; i < found->len; i++)
        {
          const RhJsonSpan *span = &g_array_index (found, RhJsonSpan, i);

          g_assert_true (span->start >= text && span->end <= root.end && span->start < span->end);
        }
    }
  g_assert_cmpuint (n_parsed, >, N_ROUNDS / 200);
}

/* What is said to be UTF-8 is what GLib says, in one piece and in two; decoders take all. */
static void
fuzz_charsets (void)
{
  static const char *const pieces[]
      = { "a", "é", "€", "\xF0\x9F\x98\x80", "\xC0", "\xE2\x82", "\xED\xA0\x80", "\xF5", "\x80" };
  static const char *const charsets[] = { "windows-1252", "UTF-16LE", "UTF-32BE", "Shift_JIS" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) bytes = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 8, FALSE);
      gsize half = rh_dice_roll (&dice, (guint) bytes->len + 1);
      g_autoptr (RhCharsetDecoder) decoder
          = rh_charset_decoder_new (charsets[round % G_N_ELEMENTS (charsets)]);
      g_autoptr (GString) text = g_string_new (NULL);
      RhUtf8 utf8 = { 0 };
      gboolean valid = rh_utf8_check (&utf8, bytes->str, half)
                       && rh_utf8_check (&utf8, bytes->str + half, bytes->len - half)
                       && utf8.n_more == 0;

      g_assert_cmpint (valid, ==, g_utf8_validate_len (bytes->str, bytes->len, NULL));
      g_assert_cmpuint (rh_charset_decoder_decode (decoder, bytes->str, bytes->len, TRUE, text), ==,
                        bytes->len);
      g_assert_true (g_utf8_validate_len (text->str, text->len, NULL));
    }
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz-body/scanner", fuzz_scanner);
  g_test_add_func ("/fuzz-body/json-rows", fuzz_json_rows);
  g_test_add_func ("/fuzz-body/html-rows", fuzz_html_rows);
  g_test_add_func ("/fuzz-body/xml-rows", fuzz_xml_rows);
  g_test_add_func ("/fuzz-body/path", fuzz_path);
  g_test_add_func ("/fuzz-body/charsets", fuzz_charsets);

  return g_test_run ();
}
