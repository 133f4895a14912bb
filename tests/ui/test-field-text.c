/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows that are edited as lines of text. */
#include "lib/rh-test.h"
#include "request/rh-field-text.h"

/* Each row: name, value, note, and "off" or "bare" or "". */
static GListModel *
rows_new (const char *const (*rows)[4], guint n)
{
  GListStore *store = g_list_store_new (RH_TYPE_FIELD);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field
          = rh_field_new (rows[i][0], rows[i][1], rows[i][2], !g_str_equal (rows[i][3], "off"));

      g_object_set (field, "bare", g_str_equal (rows[i][3], "bare"), NULL);
      g_list_store_append (store, field);
    }

  return G_LIST_MODEL (store);
}

/* "name|value|note" for each, "!" before one that is off, "~" before a bare one. */
static char *
say (GPtrArray *fields)
{
  GString *said = g_string_new (NULL);

  for (guint i = 0; i < fields->len; i++)
    {
      RhField *field = g_ptr_array_index (fields, i);

      g_string_append_printf (said, "%s%s%s%s|%s|%s", i > 0 ? "\n" : "",
                              rh_field_is_enabled (field) ? "" : "!",
                              rh_field_is_bare (field) ? "~" : "", rh_field_get_name (field),
                              rh_field_get_value (field), rh_field_get_note (field));
    }

  return g_string_free_and_steal (said);
}

static void
assert_read (const char *text, RhFieldTextStyle style, GListModel *old, const char *expected)
{
  g_autoptr (GListStore) none = g_list_store_new (RH_TYPE_FIELD);
  g_autoptr (GPtrArray) fields
      = rh_field_text_parse (text, style, old != NULL ? old : G_LIST_MODEL (none));
  g_autofree char *said = say (fields);

  g_assert_cmpstr (said, ==, expected);
}

static void
test_headers_out_and_in (void)
{
  static const char *const rows[][4] = {
    { "Accept", "application/json", "", "" },
    { "X-Time", "12:30:00", "when", "" },
    { "X-Old", "a=b", "", "off" },
  };
  g_autoptr (GListModel) old = rows_new (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = rh_field_text_new (old, RH_FIELD_TEXT_HEADERS);

  g_assert_cmpstr (text, ==, "Accept: application/json\nX-Time: 12:30:00\n// X-Old: a=b\n");
  assert_read (text, RH_FIELD_TEXT_HEADERS, old,
               "Accept|application/json|\nX-Time|12:30:00|when\n!X-Old|a=b|");
}

static void
test_pairs_out_and_in (void)
{
  static const char *const rows[][4] = {
    { "limit", "20", "", "" }, { "q", "a=b&c", "", "" },  { "flag", "", "", "bare" },
    { "empty", "", "", "" },   { "old", "1", "", "off" },
  };
  g_autoptr (GListModel) old = rows_new (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = rh_field_text_new (old, RH_FIELD_TEXT_PAIRS);

  g_assert_cmpstr (text, ==, "limit=20\nq=a=b&c\nflag\nempty=\n// old=1\n");
  assert_read (text, RH_FIELD_TEXT_PAIRS, NULL, "limit|20|\nq|a=b&c|\n~flag||\nempty||\n!old|1|");
}

/* However people write it. */
static void
test_lenient (void)
{
  assert_read ("  a = 1 \r\n\n\n#b=2\n//c=3\n#\n// \n", RH_FIELD_TEXT_PAIRS, NULL,
               "a|1|\n!b|2|\n!c|3|");
  assert_read ("{{name}} = {{value}}", RH_FIELD_TEXT_PAIRS, NULL, "{{name}}|{{value}}|");
  assert_read ("limit:20", RH_FIELD_TEXT_PAIRS, NULL, "limit|20|");
  assert_read (":authority: h\nAccept", RH_FIELD_TEXT_HEADERS, NULL, ":authority|h|\n~Accept||");
  assert_read ("", RH_FIELD_TEXT_HEADERS, NULL, "");
}

/* A note stays with its row: the untouched line's own, else the first of that name. */
static void
test_notes_stay (void)
{
  static const char *const rows[][4] = {
    { "a", "1", "first", "" },
    { "a", "2", "second", "" },
    { "b", "3", "third", "off" },
  };
  g_autoptr (GListModel) old = rows_new (rows, G_N_ELEMENTS (rows));

  assert_read ("a=0\na=2\na=1\nb=3", RH_FIELD_TEXT_PAIRS, old,
               "a|0|\na|2|second\na|1|first\nb|3|third");
  assert_read ("a=9\nb=3", RH_FIELD_TEXT_PAIRS, old, "a|9|first\nb|3|third");
}

/* A line cannot say it, and does not lose it. */
static void
test_line_breaks_stay (void)
{
  static const char *const rows[][4] = {
    { "text", "one\r\ntwo\nthree", "", "" },
    { "#tag", " x ", "", "" },
  };
  g_autoptr (GListModel) old = rows_new (rows, G_N_ELEMENTS (rows));
  g_autofree char *text = rh_field_text_new (old, RH_FIELD_TEXT_PAIRS);

  g_assert_cmpstr (text, ==, "text=one↵two↵three\n#tag= x\n");
  assert_read (text, RH_FIELD_TEXT_PAIRS, old, "text|one\r\ntwo\nthree|\n#tag| x |");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/field-text/headers-out-and-in", test_headers_out_and_in);
  g_test_add_func ("/field-text/pairs-out-and-in", test_pairs_out_and_in);
  g_test_add_func ("/field-text/lenient", test_lenient);
  g_test_add_func ("/field-text/notes-stay", test_notes_stay);
  g_test_add_func ("/field-text/line-breaks-stay", test_line_breaks_stay);

  return g_test_run ();
}
