/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Server text is data: capped, one line, nothing that could forge or hide. */
#include "lib/rh-test.h"
#include "oauth/rh-server-text.h"

#include <string.h>

static void
assert_clean (const char *text, const char *expected)
{
  g_autofree char *clean = rh_server_text_clean (text);

  g_assert_cmpstr (clean, ==, expected);
}

static void
test_plain (void)
{
  assert_clean (NULL, "");
  assert_clean ("", "");
  assert_clean ("The grant has expired.", "The grant has expired.");
  assert_clean ("Løbenummer 東京 🎭", "Løbenummer 東京 🎭");
  assert_clean ("<b>bold</b> &amp;", "<b>bold</b> &amp;");
}

static void
test_control (void)
{
  assert_clean ("a\x1b[31mred\x07\x7f", "a[31mred");
  assert_clean ("one\r\ntwo\tthree\n", "one  two three");
  assert_clean ("\xc2\x85\xc2\x9b"
                "x",
                "x");
  assert_clean ("  \n lead", "lead");
}

static void
test_bidi (void)
{
  assert_clean ("pay\u202Eevil\u202C", "payevil");
  assert_clean ("\u2066a\u2067b\u2068c\u2069", "abc");
  assert_clean ("a\u200Eb\u200Fc\u061Cd", "abcd");
  assert_clean ("zero\u200B\u200C\u200D\uFEFFwidth", "zerowidth");
  assert_clean ("line\u2028para\u2029end", "line para end");
  assert_clean ("tag\U000E0041\U000E0042", "tag");
}

static void
test_invalid_utf8 (void)
{
  assert_clean ("a\xff"
                "b",
                "a\uFFFD"
                "b");
}

static void
test_cap (void)
{
  g_autofree char *at_limit = g_strnfill (RH_SERVER_TEXT_MAX - 1, 'x');
  g_autofree char *over = g_strnfill (1000000, 'x');
  g_autofree char *clean = rh_server_text_clean (over);

  assert_clean (at_limit, at_limit);
  g_assert_cmpint (g_utf8_strlen (clean, -1), ==, RH_SERVER_TEXT_MAX);
  g_assert_true (g_str_has_suffix (clean, "…"));
}

static void
test_lines (void)
{
  g_autofree char *kept = rh_server_text_clean_lines ("a\r\n\tb\x1b"
                                                      "c\u202E\u2028"
                                                      "d",
                                                      100);
  g_autofree char *cut = rh_server_text_clean_lines ("abcdef", 3);
  g_autofree char *whole = rh_server_text_clean_lines ("abc", 3);

  g_assert_cmpstr (kept, ==, "a\n\tbc\nd");
  g_assert_cmpstr (cut, ==, "abc\n…");
  g_assert_cmpstr (whole, ==, "abc");
}

int
main (int argc, char *argv[])
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/server-text/plain-is-kept", test_plain);
  g_test_add_func ("/server-text/control-characters-go", test_control);
  g_test_add_func ("/server-text/bidi-and-invisible-characters-go", test_bidi);
  g_test_add_func ("/server-text/invalid-utf8-is-replaced", test_invalid_utf8);
  g_test_add_func ("/server-text/capped-at-300-characters", test_cap);
  g_test_add_func ("/server-text/many-lines", test_lines);

  return g_test_run ();
}
