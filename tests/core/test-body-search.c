/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finding in a body: text, patterns, any charset; while it arrives; no pattern takes for ever. */
#include "body/rh-body-search.h"
#include "lib/rh-body-rig.h"
#include "lib/rh-test.h"

#include <string.h>

#define CASE RH_BODY_SEARCH_MATCH_CASE
#define REGEX RH_BODY_SEARCH_REGEX

static RhBodyDocument *
open_text (const char *bytes, gssize length, const char *charset)
{
  return rh_body_rig_open (bytes, length, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, charset);
}

static void
complete_cb (RhBodySearch *search, GParamSpec *pspec, gboolean *done)
{
  *done = TRUE;
}

static void
wait_for (RhBodySearch *search)
{
  gboolean done = rh_body_search_is_complete (search);

  g_signal_connect (search, "notify::complete", G_CALLBACK (complete_cb), &done);
  rh_test_wait_until (&done);
  g_signal_handlers_disconnect_by_func (search, complete_cb, &done);
}

static RhBodySearch *
find (RhBodyDocument *document, const char *pattern, RhBodySearchFlags flags)
{
  RhBodySearch *search = rh_body_search_new (document, pattern, flags, NULL);

  g_assert_nonnull (search);
  wait_for (search);

  return search;
}

static guint
count (const char *text, const char *pattern, RhBodySearchFlags flags)
{
  g_autoptr (RhBodyDocument) document = open_text (text, -1, NULL);
  g_autoptr (RhBodySearch) search = find (document, pattern, flags);

  g_assert_null (rh_body_search_get_error (search));

  return rh_body_search_get_n_matches (search);
}

static void
test_patterns (void)
{
  g_assert_cmpuint (count ("aXaxa", "x", 0), ==, 2);
  g_assert_cmpuint (count ("aXaxa", "x", CASE), ==, 1);
  g_assert_cmpuint (count ("a.b axb", "a.b", 0), ==, 1);
  g_assert_cmpuint (count ("a.b axb", "a.b", REGEX), ==, 2);
  g_assert_cmpuint (count ("ÉTÉ été", "été", 0), ==, 2);
  g_assert_cmpuint (count ("aaaa", "aa", CASE), ==, 2);
  g_assert_cmpuint (count ("one\ntwo\none", "^one$", REGEX), ==, 2);
  g_assert_cmpuint (count ("xone", "^one", REGEX), ==, 0);
  g_assert_cmpuint (count ("abc", "x*", REGEX), ==, 0);
  g_assert_cmpuint (count ("", "x", 0), ==, 0);
}

static void
test_next_and_previous (void)
{
  g_autoptr (RhBodyDocument) document = open_text ("x--x--x", -1, NULL);
  g_autoptr (RhBodySearch) search = find (document, "x", 0);
  RhBodyMatch match;

  g_assert_cmpuint (rh_body_search_find_next (search, 0), ==, 0);
  g_assert_cmpuint (rh_body_search_find_next (search, 1), ==, 1);
  g_assert_cmpuint (rh_body_search_find_next (search, 7), ==, G_MAXUINT);
  g_assert_cmpuint (rh_body_search_find_previous (search, 0), ==, G_MAXUINT);
  g_assert_cmpuint (rh_body_search_find_previous (search, 6), ==, 1);
  g_assert_true (rh_body_search_get_match (search, 1, &match));
  g_assert_cmpuint (match.start, ==, 3);
  g_assert_cmpuint (match.end, ==, 4);
  g_assert_false (rh_body_search_get_match (search, 3, &match));
}

/* At every place around the seams between stretches. */
static void
test_no_match_is_lost_at_a_seam (void)
{
  static const RhBodySearchFlags all[] = { 0, CASE, REGEX };

  for (guint i = 0; i < G_N_ELEMENTS (all); i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      g_autoptr (RhBodyDocument) document = NULL;
      g_autoptr (RhBodySearch) search = NULL;
      guint n_put = 0;

      while (text->len < 300000)
        {
          g_string_append_printf (text, "needl\xC3\xA9%*s", (int) (n_put % 37), "");
          n_put++;
        }
      document = open_text (text->str, (gssize) text->len, NULL);
      search = find (document, "needl\xC3\xA9", all[i]);
      g_assert_cmpuint (rh_body_search_get_n_matches (search), ==, n_put);
    }
}

static void
test_what_is_not_utf8_is_searched_too (void)
{
  g_autoptr (RhBodyDocument) raw = open_text ("\xFF\xFFNeedle\xFF", -1, "utf-8");
  g_autoptr (RhBodyDocument) latin = open_text ("caf\xE9", -1, "iso-8859-1");
  g_autoptr (RhBodySearch) in_raw = find (raw, "needle", 0);
  g_autoptr (RhBodySearch) in_latin = find (latin, "caf\xC3\xA9", 0);

  g_assert_cmpuint (rh_body_search_get_n_matches (in_raw), ==, 1);
  g_assert_cmpuint (rh_body_search_get_n_matches (in_latin), ==, 1);
}

static void
test_bad_pattern (void)
{
  g_autoptr (RhBodyDocument) document = open_text ("x", -1, NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (rh_body_search_new (document, "(", REGEX, &error));
  g_assert_error (error, RH_BODY_SEARCH_ERROR, RH_BODY_SEARCH_ERROR_PATTERN);
}

static void
test_no_pattern_takes_for_ever (void)
{
  g_autoptr (GString) text = g_string_new ("x");
  g_autoptr (RhBodyDocument) document = NULL;
  g_autoptr (RhBodySearch) search = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_c (text, 'a');
  document = open_text (text->str, (gssize) text->len, NULL);
  search = find (document, "(a+)+$b|(a|aa)+c", REGEX);
  g_assert_error (rh_body_search_get_error (search), RH_BODY_SEARCH_ERROR,
                  RH_BODY_SEARCH_ERROR_TOO_COMPLEX);
}

static void
test_matches_are_kept_up_to_a_number (void)
{
  g_autofree char *text = g_strnfill (RH_BODY_SEARCH_MAX + 1000, 'x');
  g_autoptr (RhBodyDocument) document = open_text (text, -1, NULL);
  g_autoptr (RhBodySearch) search = find (document, "x", CASE);

  g_assert_cmpuint (rh_body_search_get_n_matches (search), ==, RH_BODY_SEARCH_MAX);
}

static void
test_goes_on_while_it_arrives (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (RhBodyDocument) document
      = rh_body_document_new (spool, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, "utf-8");
  g_autoptr (RhBodySearch) search = rh_body_search_new (document, "needle", 0, NULL);
  g_autofree char *filler = g_strnfill (20000, '.');

  rh_spool_write (spool, "needle", 6, NULL);
  rh_spool_write (spool, filler, 20000, NULL);
  while (rh_body_search_get_n_matches (search) < 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_false (rh_body_search_is_complete (search));
  rh_spool_write (spool, "nee", 3, NULL);
  rh_test_drain ();
  rh_spool_write (spool, "dle", 3, NULL);
  rh_spool_close (spool);
  wait_for (search);
  g_assert_cmpuint (rh_body_search_get_n_matches (search), ==, 2);
}

/* A body that comes a few bytes at a time, and does not end, is searched as far as it came. */
static void
test_finds_in_what_came_first (void)
{
  static const RhBodySearchFlags flags[] = { 0, CASE };

  for (gsize i = 0; i < G_N_ELEMENTS (flags); i++)
    {
      g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
      g_autoptr (RhBodyDocument) document
          = rh_body_document_new (spool, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, "utf-8");
      g_autoptr (RhBodySearch) search = rh_body_search_new (document, "needle", flags[i], NULL);

      for (guint j = 1; j <= 3; j++)
        {
          rh_spool_write (spool, "a needle in few bytes, and what comes after it", 46, NULL);
          while (rh_body_search_get_n_matches (search) < j)
            g_main_context_iteration (NULL, TRUE);
        }
      rh_spool_close (spool);
      wait_for (search);
      g_assert_cmpuint (rh_body_search_get_n_matches (search), ==, 3);
    }
}

/* Whoever lets go of it hears nothing more. */
static void
test_given_up (void)
{
  g_autoptr (RhSpool) spool = rh_spool_new (G_MAXINT64, FALSE);
  g_autoptr (RhBodyDocument) document
      = rh_body_document_new (spool, RH_BODY_SYNTAX_TEXT, RH_BODY_LAYOUT_RAW, "utf-8");
  RhBodySearch *search = rh_body_search_new (document, "x", 0, NULL);
  gboolean done = FALSE;

  g_signal_connect (search, "notify::complete", G_CALLBACK (complete_cb), &done);
  g_object_unref (search);
  rh_spool_write (spool, "x", 1, NULL);
  rh_spool_close (spool);
  rh_body_rig_wait (document);
  rh_test_drain ();
  g_assert_false (done);
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/body-search/patterns", test_patterns);
  g_test_add_func ("/body-search/next-and-previous", test_next_and_previous);
  g_test_add_func ("/body-search/no-match-is-lost-at-a-seam", test_no_match_is_lost_at_a_seam);
  g_test_add_func ("/body-search/what-is-not-utf8-is-searched-too",
                   test_what_is_not_utf8_is_searched_too);
  g_test_add_func ("/body-search/bad-pattern", test_bad_pattern);
  g_test_add_func ("/body-search/no-pattern-takes-for-ever", test_no_pattern_takes_for_ever);
  g_test_add_func ("/body-search/matches-are-kept-up-to-a-number",
                   test_matches_are_kept_up_to_a_number);
  g_test_add_func ("/body-search/goes-on-while-it-arrives", test_goes_on_while_it_arrives);
  g_test_add_func ("/body-search/finds-in-what-came-first", test_finds_in_what_came_first);
  g_test_add_func ("/body-search/given-up", test_given_up);

  return g_test_run ();
}
