/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What is different between two texts. */
#include "lib/rh-test.h"
#include "text/rh-text-edit.h"

static void
check (const char *before,
       const char *after,
       gsize start,
       const char *removed,
       const char *inserted)
{
  g_autoptr (RhTextEdit) edit = rh_text_edit_find (before, after);
  g_autofree char *there = NULL;
  g_autofree char *back = NULL;

  g_assert_nonnull (edit);
  g_assert_cmpuint (edit->start, ==, start);
  g_assert_cmpstr (edit->removed, ==, removed);
  g_assert_cmpstr (edit->inserted, ==, inserted);
  there = rh_text_edit_apply (edit, before, FALSE);
  back = rh_text_edit_apply (edit, after, TRUE);
  g_assert_cmpstr (there, ==, after);
  g_assert_cmpstr (back, ==, before);
}

static void
test_smallest_piece (void)
{
  check ("", "a", 0, "", "a");
  check ("a", "", 0, "a", "");
  check ("abc", "axc", 1, "b", "x");
  check ("abc", "abcd", 3, "", "d");
  check ("abc", "bc", 0, "a", "");
  check ("aaa", "aaaa", 3, "", "a");
  check ("aXa", "aXaXa", 3, "", "Xa");
  g_assert_null (rh_text_edit_find ("", ""));
  g_assert_null (rh_text_edit_find ("äöü", "äöü"));
}

/* These share bytes, at their start or their end, that are no characters. */
static void
test_characters_stay_whole (void)
{
  check ("xäy", "xöy", 1, "ä", "ö");
  check ("ä", "ö", 0, "ä", "ö");
  check ("\xC3\xA4", "\xC4\xA4", 0, "\xC3\xA4", "\xC4\xA4");
  check ("é", "éé", 2, "", "é");
  check ("\xF0\x9F\x98\x80", "\xF0\x9F\x98\x81", 0, "\xF0\x9F\x98\x80", "\xF0\x9F\x98\x81");
  check ("€", "ä€", 0, "", "ä");
}

static char *
join (const char *first, const char *second, const char *third)
{
  g_autoptr (RhTextEdit) edit = rh_text_edit_find (first, second);
  g_autoptr (RhTextEdit) next = rh_text_edit_find (second, third);
  g_autofree char *there = NULL;

  if (!rh_text_edit_join (edit, next))
    return NULL;

  there = rh_text_edit_apply (edit, first, FALSE);
  g_assert_cmpstr (there, ==, third);
  return rh_text_edit_apply (edit, third, TRUE);
}

static void
test_neighbours_join (void)
{
  static const char *const texts[][3] = {
    { "[]", "[ä]", "[äb]" },     { "abcd", "abc", "ab" }, { "abcd", "acd", "ad" },
    { "aaab", "aab", "ab" },     { "", "aa", "aaa" },     { "a b", "a €b", "a €äb" },
    { "a(b)", "a(x)", "a(xy)" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *back = join (texts[i][0], texts[i][1], texts[i][2]);

      g_assert_cmpstr (back, ==, texts[i][0]);
    }
}

static void
test_strangers_do_not_join (void)
{
  g_assert_null (join ("ab", "xab", "xaby"));
  g_assert_null (join ("abc", "abcd", "abc"));
  g_assert_null (join ("abcd", "bcd", "bc"));
  g_assert_null (join ("ab", "abc", "Xbc"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/text-edit/smallest-piece", test_smallest_piece);
  g_test_add_func ("/text-edit/characters-stay-whole", test_characters_stay_whole);
  g_test_add_func ("/text-edit/neighbours-join", test_neighbours_join);
  g_test_add_func ("/text-edit/strangers-do-not-join", test_strangers_do_not_join);

  return g_test_run ();
}
