/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times, states and notes in words. */
#include "response/rh-details-view.h"
#include "response/rh-format.h"
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
  assert_status (200, "Fine \xff", "200 Fine \uFFFD");
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
  typed_value = rh_details_view_dup_sent_header ("Authorization", typed);
  filled_value = rh_details_view_dup_sent_header ("Authorization", filled);
  plain_value = rh_details_view_dup_sent_header ("Accept", plain);

  g_assert_null (strstr (typed_value, "efghijkl"));
  g_assert_null (strstr (filled_value, "efghijkl"));
  g_assert_true (g_str_has_prefix (filled_value, "Bearer "));
  g_assert_cmpstr (plain_value, ==, "application/json");
}

int
main (int argc, char **argv)
{
  rh_ui_init (&argc, &argv);

  g_test_add_func ("/format/duration", test_duration);
  g_test_add_func ("/format/status", test_status);
  g_test_add_func ("/format/status/long-reason", test_long_reason);
  g_test_add_func ("/format/status/class", test_class);
  g_test_add_func ("/format/hop-note", test_note);
  g_test_add_func ("/format/M/sent-headers-are-masked", test_sent_headers_are_masked);

  return g_test_run ();
}
