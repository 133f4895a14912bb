/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Secrets that say by their shape what they are. */
#include "text/rh-token-find.h"

#include "lib/rh-test.h"

#include <string.h>

#define HEX "0123456789abcdef0123456789abcdef"
#define KEY "-----BEGIN EC PRIVATE KEY-----\nabc\n-----END EC PRIVATE KEY-----"

/* NULL: none. */
static void
assert_found (const char *text, const char *expected)
{
  gsize start;
  gsize end;
  gboolean found = rh_token_find (text, strlen (text), 0, &start, &end);
  g_autofree char *token = found ? g_strndup (text + start, end - start) : NULL;

  g_assert_cmpstr (token, ==, expected);
}

static void
test_keys (void)
{
  assert_found ("ghp_" HEX, "ghp_" HEX);
  assert_found ("see 'ghp_" HEX "'.", "ghp_" HEX);
  assert_found ("it is ghp_" HEX "...", "ghp_" HEX);
  assert_found ("\"xoxb-1-2-" HEX "\"", "xoxb-1-2-" HEX);
  assert_found ("x=1 sk_live_" HEX " y", "sk_live_" HEX);
  assert_found ("a_ghp_" HEX, NULL);
  assert_found ("ghp_short", NULL);
  assert_found (HEX, NULL);
  assert_found ("", NULL);
}

static void
test_private_keys (void)
{
  assert_found (KEY, KEY);
  assert_found ("key: " KEY "\n", KEY);
  assert_found ("\\n" KEY, KEY);
  assert_found ("-----BEGIN PRIVATE KEY-----\nabc", "-----BEGIN PRIVATE KEY-----\nabc");
  assert_found ("-----BEGIN CERTIFICATE-----\nabc\n-----END CERTIFICATE-----", NULL);
  assert_found ("-----BEGIN PRIVATE KEY", NULL);
  assert_found ("-----BEGIN ", NULL);
  assert_found ("---------", NULL);
}

/* One after the other. */
static void
test_next (void)
{
  const char *text = "ghp_" HEX " " KEY "ghp_" HEX;
  gsize start;
  gsize end;

  g_assert_true (rh_token_find (text, strlen (text), 0, &start, &end));
  g_assert_true (rh_token_find (text, strlen (text), end, &start, &end));
  g_assert_cmpmem (text + start, end - start, KEY, strlen (KEY));
  g_assert_true (rh_token_find (text, strlen (text), end, &start, &end));
  g_assert_cmpuint (end, ==, strlen (text));
  g_assert_false (rh_token_find (text, strlen (text), end, &start, &end));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/token-find/keys", test_keys);
  g_test_add_func ("/token-find/private-keys", test_private_keys);
  g_test_add_func ("/token-find/next", test_next);

  return g_test_run ();
}
