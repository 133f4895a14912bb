/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What of a body is shown as text. Freezes are caught by the size and the lines of what a view
 * would get, not by time. */
#include "response/rh-body-text.h"
#include "ui/rh-ui-fixture.h"

static RhBodyText *
read_body (const char *bytes, gssize length, const char *media_type, const char *charset)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (GError) error = NULL;

  rh_spool_write (spool, bytes, length < 0 ? strlen (bytes) : (gsize) length, &error);
  g_assert_no_error (error);
  rh_spool_close (spool);
  return rh_body_text_new (spool, media_type, charset);
}

static gsize
longest_line (const char *text)
{
  gsize longest = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      gsize length = strcspn (at, "\n");

      longest = MAX (longest, length);
      at += length;
      if (*at == '\0')
        break;
    }

  return longest;
}

static void
test_empty (void)
{
  g_autoptr (RhBodyText) none = rh_body_text_new (NULL, "", NULL);
  g_autoptr (RhBodyText) empty = read_body ("", 0, "application/json", NULL);

  g_assert_cmpint (none->kind, ==, RH_BODY_TEXT_EMPTY);
  g_assert_cmpint (empty->kind, ==, RH_BODY_TEXT_EMPTY);
}

static void
test_json (void)
{
  g_autoptr (RhBodyText) text = read_body ("{\"b\":1.0,\"a\":[]}", -1, "application/json", NULL);
  g_autoptr (RhBodyText) problem
      = read_body ("{\"type\":\"x\"}", -1, "application/problem+json", NULL);

  g_assert_cmpstr (text->text, ==, "{\n  \"b\": 1.0,\n  \"a\": []\n}");
  g_assert_cmpstr (text->language, ==, "json");
  g_assert_cmpstr (problem->text, ==, "{\n  \"type\": \"x\"\n}");
}

static void
test_byte_order_mark (void)
{
  g_autoptr (RhBodyText) text = read_body ("\xEF\xBB\xBF[1]", -1, "application/json", NULL);

  g_assert_cmpstr (text->text, ==, "[\n  1\n]");
  g_assert_false (text->is_invalid_json);
}

static void
test_invalid_json (void)
{
  g_autoptr (RhBodyText) text = read_body ("{\n  \"ä\": oops\n}", -1, "application/json", NULL);

  g_assert_cmpstr (text->text, ==, "{\n  \"ä\": oops\n}");
  g_assert_true (text->is_invalid_json);
  g_assert_cmpuint (text->invalid_line, ==, 2);
  g_assert_cmpuint (text->invalid_column, ==, 8);
  g_assert_null (text->language);
}

/* An error page with the wrong type is still shown. */
static void
test_html_as_json (void)
{
  g_autoptr (RhBodyText) text = read_body ("<html>no</html>", -1, "application/json", NULL);

  g_assert_cmpint (text->kind, ==, RH_BODY_TEXT_TEXT);
  g_assert_cmpstr (text->text, ==, "<html>no</html>");
  g_assert_true (text->is_invalid_json);
}

static void
test_binary (void)
{
  g_autoptr (RhBodyText) png = read_body ("\x89PNG\r\n\0\x1a", 8, "image/png", NULL);
  g_autoptr (RhBodyText) unknown = read_body ("\xff\xfe\0\x01", 4, "", NULL);
  g_autoptr (RhBodyText) text = read_body ("plain", -1, "", NULL);

  g_assert_cmpint (png->kind, ==, RH_BODY_TEXT_BINARY);
  g_assert_null (png->text);
  g_assert_cmpint (unknown->kind, ==, RH_BODY_TEXT_BINARY);
  g_assert_cmpint (text->kind, ==, RH_BODY_TEXT_TEXT);
}

static void
test_damaged (void)
{
  g_autoptr (RhBodyText) text = read_body ("a\xff"
                                           "b\0c",
                                           5, "text/plain", NULL);

  g_assert_true (text->is_damaged);
  g_assert_cmpstr (text->text, ==, "a\uFFFDb\uFFFDc");
}

static void
test_charset (void)
{
  g_autoptr (RhBodyText) latin = read_body ("caf\xe9", -1, "text/plain", "iso-8859-1");
  g_autoptr (RhBodyText) nonsense = read_body ("caf\xc3\xa9", -1, "text/plain", "no-such-charset");
  g_autofree char *plain = rh_body_text_dup_charset ("text/html; charset=ISO-8859-1");
  g_autofree char *quoted = rh_body_text_dup_charset ("text/html;a=b; Charset=\"utf-8\"");
  g_autofree char *none = rh_body_text_dup_charset ("text/html");

  g_assert_cmpstr (latin->text, ==, "café");
  g_assert_cmpstr (nonsense->text, ==, "café");
  g_assert_cmpstr (plain, ==, "iso-8859-1");
  g_assert_cmpstr (quoted, ==, "utf-8");
  g_assert_null (none);
  g_assert_null (rh_body_text_dup_charset (NULL));
  g_assert_null (rh_body_text_dup_charset (""));
}

/* One line of 3 MB: GtkTextView would stand still for half a minute. */
static void
test_one_long_line (void)
{
  g_autofree char *bytes = g_strnfill (3 * 1024 * 1024, 'x');
  g_autoptr (RhBodyText) text = read_body (bytes, -1, "text/plain", NULL);

  g_assert_true (text->is_cut);
  g_assert_true (text->has_cut_lines);
  g_assert_cmpuint (longest_line (text->text), <=, RH_BODY_TEXT_MAX_LINE + strlen ("…"));
  g_assert_cmpuint (strlen (text->text), <=, RH_BODY_TEXT_MAX_LINE + strlen ("…"));
}

/* A long string in JSON stays one line after formatting. */
static void
test_long_string (void)
{
  g_autofree char *value = g_strnfill (20000, 'x');
  g_autofree char *bytes = g_strdup_printf ("{\"a\":\"%s\",\"b\":1}", value);
  g_autoptr (RhBodyText) text = read_body (bytes, -1, "application/json", NULL);

  g_assert_true (text->has_cut_lines);
  g_assert_null (text->language);
  g_assert_cmpuint (longest_line (text->text), <=, RH_BODY_TEXT_MAX_LINE + strlen ("…"));
  g_assert_true (g_str_has_suffix (text->text, "\n  \"b\": 1\n}"));
}

/* GtkSourceView stalls for seconds on lines that GtkTextView still shows at once. */
static void
test_no_highlighting (void)
{
  g_autofree char *value = g_strnfill (RH_BODY_TEXT_MAX_HIGHLIGHTED_LINE + 1, 'x');
  g_autofree char *bytes = g_strdup_printf ("[\"%s\"]", value);
  g_autoptr (RhBodyText) text = read_body (bytes, -1, "application/json", NULL);

  g_assert_false (text->has_cut_lines);
  g_assert_null (text->language);
}

/* A cut goes between characters. */
static void
test_cut_characters (void)
{
  g_autoptr (GString) line = g_string_new ("x");
  g_autoptr (GString) body = g_string_new (NULL);
  g_autoptr (RhBodyText) short_text = NULL;
  g_autoptr (RhBodyText) long_text = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append (line, "€");
  short_text = read_body (line->str, (gssize) line->len, "text/plain", NULL);
  g_assert_true (short_text->has_cut_lines);
  g_assert_false (short_text->is_damaged);
  g_assert_true (g_utf8_validate (short_text->text, -1, NULL));

  while (body->len < RH_BODY_TEXT_MAX_BYTES + 10)
    g_string_append (body, "€€€€€€€€€€\n");
  long_text = read_body (body->str, (gssize) body->len, "application/octet-stream", NULL);
  g_assert_cmpint (long_text->kind, ==, RH_BODY_TEXT_TEXT);
  g_assert_true (long_text->is_cut);
  g_assert_false (long_text->is_damaged);
}

/* The first megabyte of 4 MB of JSON is formatted, not called invalid. */
static void
test_large_json (void)
{
  g_autoptr (GString) json = g_string_new ("[");
  g_autoptr (RhBodyText) text = NULL;

  while (json->len < 4 * 1024 * 1024)
    g_string_append (json, "{\"id\":12345678901234567890,\"name\":\"Ada\"},");
  g_string_append (json, "null]");
  text = read_body (json->str, (gssize) json->len, "application/json", NULL);

  g_assert_true (text->is_cut);
  g_assert_false (text->is_invalid_json);
  g_assert_true (
      g_str_has_prefix (text->text, "[\n  {\n    \"id\": 12345678901234567890,\n    \"name\": "));
  g_assert_cmpuint (strlen (text->text), <=, 4 * 1024 * 1024);
}

/* Indentation 500 deep would make gigabytes of a megabyte. */
static void
test_deep_json (void)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (RhBodyText) text = NULL;

  for (int i = 0; i < 500; i++)
    g_string_append_c (json, '[');
  for (int i = 0; i < 100000; i++)
    g_string_append (json, "1,");
  g_string_append_c (json, '1');
  for (int i = 0; i < 500; i++)
    g_string_append_c (json, ']');
  text = read_body (json->str, (gssize) json->len, "application/json", NULL);

  g_assert_false (text->is_invalid_json);
  g_assert_cmpuint (strlen (text->text), <=, 4 * 1024 * 1024);
  g_assert_cmpuint (longest_line (text->text), <=, RH_BODY_TEXT_MAX_LINE + strlen ("…"));
}

static void
test_suffix (void)
{
  g_assert_cmpstr (rh_body_text_get_suffix ("application/json"), ==, ".json");
  g_assert_cmpstr (rh_body_text_get_suffix ("application/problem+json"), ==, ".json");
  g_assert_cmpstr (rh_body_text_get_suffix ("image/png"), ==, ".png");
  g_assert_cmpstr (rh_body_text_get_suffix ("../../x"), ==, "");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/body-text/empty", test_empty);
  g_test_add_func ("/body-text/json", test_json);
  g_test_add_func ("/body-text/byte-order-mark", test_byte_order_mark);
  g_test_add_func ("/body-text/invalid-json", test_invalid_json);
  g_test_add_func ("/body-text/html-as-json", test_html_as_json);
  g_test_add_func ("/body-text/binary", test_binary);
  g_test_add_func ("/body-text/damaged", test_damaged);
  g_test_add_func ("/body-text/charset", test_charset);
  g_test_add_func ("/body-text/one-long-line", test_one_long_line);
  g_test_add_func ("/body-text/long-string", test_long_string);
  g_test_add_func ("/body-text/no-highlighting", test_no_highlighting);
  g_test_add_func ("/body-text/cut-characters", test_cut_characters);
  g_test_add_func ("/body-text/large-json", test_large_json);
  g_test_add_func ("/body-text/deep-json", test_deep_json);
  g_test_add_func ("/body-text/suffix", test_suffix);

  return g_test_run ();
}
