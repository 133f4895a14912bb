/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Random and half-right Set-Cookie fields: nothing crashes, and what must hold for any field holds.
 */
#include "config.h"

#include "http/rh-cookie-jar.h"
#include "http/rh-headers.h"
#include "lib/rh-dice.h"
#include "lib/rh-test.h"

#define SEED 8437
#define N_ROUNDS 20000
#define NOW G_GINT64_CONSTANT (1800000000)
#define LONGEST (NOW + 400 * 24 * 60 * 60)

static const char *const hosts[] = {
  "https://a.example.com/dir/x", "http://a.example.com/",  "https://a.example.co.uk/?q",
  "http://127.0.0.1:8080/",      "https://[2001:db8::1]/", "http://localhost/a/",
};

/* Whatever is kept may be sent: it makes a field that is well formed, and it goes where it came
 * from, not to a host that only looks like it. */
static void
check_kept (RhCookieJar *jar, const RhUrl *url)
{
  GListModel *cookies = rh_cookie_jar_get_cookies (jar);
  g_autoptr (RhCookie) cookie
      = g_list_model_get_item (cookies, g_list_model_get_n_items (cookies) - 1);
  const RhCookieFields *fields = rh_cookie_get_fields (cookie);
  g_autofree char *host = rh_url_dup_host (url);
  g_autofree char *elsewhere = g_strconcat ("x", host, NULL);

  g_assert_true (fields->expires == RH_COOKIE_NO_EXPIRY
                 || (fields->expires > NOW && fields->expires <= LONGEST));
  g_assert_true (rh_cookie_domain_matches (host, fields->domain));
  g_assert_false (rh_cookie_domain_matches (elsewhere, host));
  g_assert_true (!fields->secure || rh_cookie_url_is_secure (url));
  g_assert_cmpint (*fields->path, ==, '/');
}

static void
fuzz_set_cookie (void)
{
  static const char *const pieces[] = {
    "a",
    "=",
    ";",
    " ",
    "\t",
    "b",
    "__Host-",
    "__Secure-",
    "; Path=/",
    "; Path",
    "; Secure",
    "; HttpOnly",
    "; SameSite=Lax",
    "; Domain=",
    "example.com",
    ".",
    "co.uk",
    "; Max-Age=",
    "9",
    "-",
    "; Expires=",
    "Wed, 21 Oct 2037 07:28:00 GMT",
    "\x01",
    "\xc3\xa4",
    "99999999999999999999",
  };
  RhDice dice = { SEED };
  g_autoptr (RhCookieJar) jar = rh_cookie_jar_new ();

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) field = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 14, FALSE);
      g_autoptr (RhUrl) url = rh_url_parse_http (hosts[round % G_N_ELEMENTS (hosts)], NULL);
      g_autofree char *name = rh_set_cookie_dup_name (field->str);
      g_autoptr (RhText) header = NULL;

      rh_cookie_jar_clear (jar, NULL);
      g_assert_true (g_str_is_ascii (name));
      if (rh_cookie_jar_take (jar, field->str, url, NOW) == RH_COOKIE_KEPT)
        check_kept (jar, url);
      header = rh_cookie_jar_dup_header (jar, url, NOW);
      if (header != NULL)
        g_assert_true (rh_header_value_is_valid (rh_text_peek (header, NULL), -1));
    }
}

static void
fuzz_dates (void)
{
  static const char *const pieces[] = { "Oct", "21", "2037", "07:28:00", " ", ":", "-",  "9", "0",
                                        "Jan", "99", "1601", "24:00:00", ",", "x", "GMT" };
  RhDice dice = { SEED };

  for (guint round = 0; round < N_ROUNDS; round++)
    {
      g_autoptr (GString) text = rh_dice_text (&dice, pieces, G_N_ELEMENTS (pieces), 12, TRUE);
      gint64 seconds = 0;

      if (rh_cookie_date_parse (text->str, &seconds))
        {
          g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc (seconds);

          g_assert_nonnull (time);
          g_assert_cmpint (g_date_time_get_year (time), >=, 1601);
        }
    }
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/fuzz/set-cookie", fuzz_set_cookie);
  g_test_add_func ("/fuzz/cookie-dates", fuzz_dates);

  return g_test_run ();
}
