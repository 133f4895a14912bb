/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a browser shows of us is in the user's language, and says in which. Under with-locale.py,
 * where each message stands in ⟦brackets⟧: what has none is not translated. */
#include "lib/rh-practice-driver.h"
#include "lib/rh-test.h"
#include "oauth/rh-callback-page.h"
#include "text/rh-locale.h"

#include <string.h>

#define AUTHORIZE "/oauth/authorize?response_type=code&client_id="

/* What is data stands in code, as addresses and names of scopes do. */
static char *
dup_words (const char *html)
{
  g_autoptr (GRegex) others
      = g_regex_new ("<(style|code)>.*?</\\1>|Rehearsal</title>", G_REGEX_DOTALL, 0, NULL);
  g_autoptr (GRegex) tags = g_regex_new ("<[^>]*>", G_REGEX_DEFAULT, 0, NULL);
  g_autofree char *without = g_regex_replace_literal (others, html, -1, 0, "", 0, NULL);

  return g_regex_replace_literal (tags, without, -1, 0, "\n", 0, NULL);
}

/* No letter is out of brackets, which may be in one another. */
static void
assert_translated (const char *html)
{
  g_autofree char *words = dup_words (html);
  int depth = 0;
  guint n_messages = 0;

  g_test_message ("%s", words);
  for (const char *at = words; *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar c = g_utf8_get_char (at);

      if (c == 0x27e6 && depth++ == 0)
        n_messages++;
      if (c == 0x27e7)
        depth--;
      g_assert_true (depth > 0 || !g_unichar_isalpha (c));
    }

  g_assert_cmpint (depth, ==, 0);
  g_assert_cmpuint (n_messages, >=, 3);
  g_assert_nonnull (strstr (html, "<html lang=\"qps\" dir=\"ltr\">"));
}

static void
test_callback (void)
{
  for (int refused = 0; refused <= 1; refused++)
    {
      g_autofree char *html = rh_callback_page_dup_html (refused);

      assert_translated (html);
    }
}

static void
check_page (RhPracticeDriver *driver, const char *target, guint status)
{
  g_autofree char *answer = rh_practice_driver_ask (driver, "GET", target, "", NULL);

  g_assert_cmpuint (rh_raw_status (answer), ==, status);
  assert_translated (rh_raw_body (answer));
}

static void
check_answer (RhPracticeDriver *driver, const char *headers, guint status)
{
  g_autofree char *answer = rh_practice_driver_ask (driver, "POST", "/oauth/authorize", headers,
                                                    "consent=none&decision=allow");

  g_assert_cmpuint (rh_raw_status (answer), ==, status);
  assert_translated (rh_raw_body (answer));
}

static void
test_practice (void)
{
  RhPracticeDriver driver = { 0 };
  g_autofree char *consent = NULL;

  rh_practice_driver_start (&driver, NULL);
  check_page (&driver, "/", 200);
  check_page (&driver, AUTHORIZE "other", 400);
  check_page (&driver, "/oauth/authorize", 400);
  check_page (&driver, AUTHORIZE RH_PRACTICE_CLIENT_ID, 400);
  check_answer (&driver, "", 403);
  check_answer (&driver, "Sec-Fetch-Site: same-origin\r\n", 400);
  consent = rh_practice_driver_open_page (
      &driver, "&scope=users:read+users:write+vendors:read+vendors:write+accounts:read+"
               "accounts:write+export-jobs:read+export-jobs:write+export-items:read+test:test");
  g_assert_cmpuint (rh_raw_status (consent), ==, 200);
  assert_translated (rh_raw_body (consent));
  rh_practice_driver_stop (&driver);
}

static void
test_direction (void)
{
  g_assert_cmpstr (rh_locale_get_direction ("de"), ==, "ltr");
  g_assert_cmpstr (rh_locale_get_direction ("pt-BR"), ==, "ltr");
  g_assert_cmpstr (rh_locale_get_direction ("ar"), ==, "rtl");
  g_assert_cmpstr (rh_locale_get_direction ("he-IL"), ==, "rtl");
}

int
main (int argc, char **argv)
{
  rh_locale_init ();
  rh_test_init (&argc, &argv);

  g_test_add_func ("/page-language/callback", test_callback);
  g_test_add_func ("/page-language/practice", test_practice);
  g_test_add_func ("/page-language/direction", test_direction);

  return g_test_run ();
}
