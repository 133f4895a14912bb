/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times, states and notes in words. */
#include "http/rh-hop-text.h"
#include "response/rh-format.h"
#include "response/rh-status-words.h"
#include "response/rh-transfer.h"
#include "ui/rh-ui-fixture.h"

static void
test_duration (void)
{
  static const struct
  {
    gint64 microseconds;
    const char *text;
  } cases[] = {
    { -1, "–" },          { 999, "under 1 ms" }, { 1000, "1 ms" },           { 184300, "184 ms" },
    { 999999, "999 ms" }, { 1240000, "1.2 s" },  { 125000000, "2 min 5 s" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rh_format_duration (cases[i].microseconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_count (void)
{
  g_autofree char *small = rh_format_count (0);
  g_autofree char *large = rh_format_count (G_MAXUINT64);

  g_assert_cmpstr (small, ==, "0");
  g_assert_cmpstr (large, ==, "18446744073709551615");
}

static void
test_duration_words (void)
{
  static const struct
  {
    gint64 microseconds;
    const char *text;
  } cases[] = {
    { -1, "less than a millisecond" }, { 999, "less than a millisecond" },
    { 1000, "1 millisecond" },         { 184300, "184 milliseconds" },
    { 1240000, "1.2 seconds" },        { 60000000, "1 minute" },
    { 125000000, "2 minutes" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = rh_format_duration_words (cases[i].microseconds);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
assert_status (guint status, const char *reason, const char *expected)
{
  g_autofree char *text = rh_format_status (status, reason);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_status (void)
{
  assert_status (200, "OK", "200 OK");
  assert_status (404, "", "404 Not Found");
  assert_status (429, NULL, "429 Too Many Requests");
  assert_status (299, "", "299");
  assert_status (200, "Fine \xff", "200 Fine \\xFF");
  /* nothing that turns the line round */
  assert_status (299, "\u202Elive", "299 U+202Elive");
}

/* A reason phrase is the server's: it does not push the window apart. */
static void
test_long_reason (void)
{
  g_autofree char *long_reason = g_strnfill (5000, 'x');
  g_autofree char *text = rh_format_status (500, long_reason);

  g_assert_cmpuint (g_utf8_strlen (text, -1), ==, 4 + 60 + 1);
  g_assert_true (g_str_has_suffix (text, "…"));
}

static void
test_class (void)
{
  g_assert_cmpstr (rh_format_status_class (204), ==, "success");
  g_assert_cmpstr (rh_format_status_class (304), ==, "warning");
  g_assert_cmpstr (rh_format_status_class (401), ==, "error");
  g_assert_cmpstr (rh_format_status_class (503), ==, "error");
}

static void
test_note (void)
{
  g_autofree char *dropped = rh_format_hop_note ("credential-dropped:Authorization");
  g_autofree char *unknown = rh_format_hop_note ("something-new");
  g_autofree char *cookie = rh_format_hop_note ("cookie-refused:insecure:a%s:b");

  g_assert_cmpstr (dropped, ==, "Authorization was not sent to the other site.");
  g_assert_cmpstr (unknown, ==, "something-new");
  g_assert_cmpstr (cookie, ==, "The cookie “a%s:b” is Secure and came over http; it was not kept.");
}

static void
test_sent_headers_are_masked (void)
{
  g_autoptr (RhText) typed = rh_text_new ("Bearer abcdefghijklmnopqrstuvwxyz0123456789");
  g_autoptr (RhText) filled = rh_text_new ("Bearer ");
  g_autoptr (RhText) plain = rh_text_new ("application/json");
  g_autofree char *typed_value = NULL;
  g_autofree char *filled_value = NULL;
  g_autofree char *plain_value = NULL;

  rh_text_append_value (filled, "abcdefghijklmnopqrstuvwxyz0123456789", -1, "access_token",
                        RH_SOURCE_AUTH, TRUE, NULL);
  typed_value = rh_hop_text_dup_header ("Authorization", typed);
  filled_value = rh_hop_text_dup_header ("Authorization", filled);
  plain_value = rh_hop_text_dup_header ("Accept", plain);

  g_assert_null (strstr (typed_value, "efghijkl"));
  g_assert_null (strstr (filled_value, "efghijkl"));
  g_assert_true (g_str_has_prefix (filled_value, "Bearer "));
  g_assert_cmpstr (plain_value, ==, "application/json");
}

/* What was transferred is only said where it is something else. */
static void
test_size (void)
{
  g_autofree char *plain = rh_format_size (12400, -1);
  g_autofree char *same = rh_format_size (12400, 12400);
  g_autofree char *packed = rh_format_size (12400, 3100);

  g_assert_cmpstr (plain, ==, "12.4\u00a0kB");
  g_assert_cmpstr (same, ==, "12.4\u00a0kB");
  g_assert_cmpstr (packed, ==, "12.4\u00a0kB, 3.1\u00a0kB on the wire");
}

static void
test_progress (void)
{
  g_autofree char *bare = rh_format_progress (3100000, -1, -1);
  g_autofree char *known = rh_format_progress (3100000, 10000000, -1);
  g_autofree char *all = rh_format_progress (3100000, 10000000, 1200000);

  g_assert_cmpstr (bare, ==, "3.1\u00a0MB");
  g_assert_cmpstr (known, ==, "3.1\u00a0MB of 10.0\u00a0MB");
  g_assert_cmpstr (all, ==, "3.1\u00a0MB of 10.0\u00a0MB, 1.2\u00a0MB/s");
}

/* Over the last samples, and not before they span half a second. */
static void
test_rate (void)
{
  RhRate rate = { 0 };

  g_assert_cmpint (rh_rate_get (&rate), ==, -1);
  rh_rate_add (&rate, 0, 0);
  rh_rate_add (&rate, 250000, 1000000);
  g_assert_cmpint (rh_rate_get (&rate), ==, -1);
  rh_rate_add (&rate, 500000, 1000000);
  g_assert_cmpint (rh_rate_get (&rate), ==, 2000000);
  for (int i = 1; i <= 20; i++)
    rh_rate_add (&rate, 500000 + i * 250000, 1000000 + i * 1000);
  g_assert_cmpint (rh_rate_get (&rate), ==, 4000);
}

static void
test_meaning (void)
{
  g_assert_cmpstr (rh_status_words_get (404), ==, "The server knows no such address.");
  g_assert_cmpstr (rh_status_words_get (499), ==, "The server finds fault with the request.");
  g_assert_cmpstr (rh_status_words_get (999), ==, "This is no status that HTTP knows.");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/format/count", test_count);
  g_test_add_func ("/format/duration", test_duration);
  g_test_add_func ("/format/duration-words", test_duration_words);
  g_test_add_func ("/format/status", test_status);
  g_test_add_func ("/format/status/long-reason", test_long_reason);
  g_test_add_func ("/format/status/class", test_class);
  g_test_add_func ("/format/hop-note", test_note);
  g_test_add_func ("/format/M/sent-headers-are-masked", test_sent_headers_are_masked);
  g_test_add_func ("/format/size", test_size);
  g_test_add_func ("/format/progress", test_progress);
  g_test_add_func ("/format/rate", test_rate);
  g_test_add_func ("/format/meaning", test_meaning);

  return g_test_run ();
}
