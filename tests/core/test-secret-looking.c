/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which field of a request looks like a secret (security.md 4.5). */
#include "collection/rh-secret-looking.h"
#include "lib/rh-test.h"

static void
test_looks_like_it (void)
{
  static const char *const names[]
      = { "Authorization", "proxy-authorization", "X-API-Key", "api-key", "apikey",
          "token",         "x-auth-token",        "Cookie" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_test_message ("%s", names[i]);
      g_assert_true (rh_secret_looking (names[i], "12345678", TRUE));
      g_assert_false (rh_secret_looking (names[i], "1234567", TRUE));
      g_assert_false (rh_secret_looking (names[i], "{{a_variable}}", TRUE));
      g_assert_false (rh_secret_looking (names[i], "Bearer {{a_variable}}", TRUE));
    }

  g_assert_false (rh_secret_looking ("Accept", "application/json", TRUE));
  g_assert_false (rh_secret_looking ("Content-Type", "application/json", TRUE));
  g_assert_false (rh_secret_looking ("limit", "123456789", FALSE));
  g_assert_true (rh_secret_looking ("api_key", "123456789", FALSE));
  /* the scheme is no part of the secret */
  g_assert_false (rh_secret_looking ("Authorization", "Bearer 1234567", TRUE));
  g_assert_true (rh_secret_looking ("Authorization", "bearer 12345678", TRUE));
}

static void
test_find (void)
{
  g_autoptr (RhRequestItem) item
      = rh_request_item_new ("A", "GET", "https://a.example/?token=123456789&limit=12345678");
  g_autoptr (RhField) on = rh_field_new ("X-Api-Key", "123456789", "", TRUE);
  g_autoptr (RhField) off = rh_field_new ("Authorization", "123456789", "", FALSE);
  g_autoptr (GPtrArray) found = NULL;

  rh_request_item_add_header (item, on);
  rh_request_item_add_header (item, off);
  found = rh_secret_looking_find (item);
  g_assert_cmpuint (found->len, ==, 2);
  g_assert_true (found->pdata[0] == on);
  g_assert_cmpstr (rh_field_get_name (found->pdata[1]), ==, "token");
}

/* The row that is found stands for the field of the auth. */
static void
test_find_in_auth (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");
  RhAuth *auth = rh_request_item_get_auth (item);
  g_autoptr (GPtrArray) none = NULL;
  g_autoptr (GPtrArray) found = NULL;
  g_autoptr (GPtrArray) rest = NULL;

  rh_auth_set (auth, RH_AUTH_USERNAME, "ada");
  rh_auth_set (auth, RH_AUTH_PASSWORD, "pw");
  none = rh_secret_looking_find (item);
  g_assert_cmpuint (none->len, ==, 0); /* inherited: the fields are not sent */

  g_object_set (item, "auth-kind", RH_AUTH_KIND_DIGEST, NULL);
  found = rh_secret_looking_find (item);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (rh_field_get_name (found->pdata[0]), ==, "password");
  g_object_set (found->pdata[0], "value", "{{password}}", NULL);
  g_assert_cmpstr (rh_auth_get (auth, RH_AUTH_PASSWORD), ==, "{{password}}");
  rest = rh_secret_looking_find (item);
  g_assert_cmpuint (rest->len, ==, 0);
}

static void
test_key_goes_by_its_name (void)
{
  g_autoptr (RhRequestItem) item = rh_request_item_new ("A", "GET", "h");
  RhAuth *auth = rh_request_item_get_auth (item);
  g_autoptr (GPtrArray) found = NULL;

  rh_auth_set (auth, RH_AUTH_KEY, "X-Mine");
  rh_auth_set (auth, RH_AUTH_VALUE, "v");
  g_object_set (item, "auth-kind", RH_AUTH_KIND_API_KEY, NULL);
  found = rh_secret_looking_find (item);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_cmpstr (rh_field_get_name (found->pdata[0]), ==, "X-Mine");
}

static void
test_name (void)
{
  static const char *const names[][2] = {
    { "X-API-Key", "x_api_key" },
    { "authorization", "authorization" },
    { "--a--b--", "a_b" },
    { "ключ", "secret" },
    { "", "secret" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *name = rh_secret_looking_dup_name (names[i][0]);

      g_assert_cmpstr (name, ==, names[i][1]);
    }

  g_assert_cmpstr (rh_secret_looking_skip_scheme ("Bearer abc"), ==, "abc");
  g_assert_cmpstr (rh_secret_looking_skip_scheme ("abc"), ==, "abc");
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/secret-looking/looks-like-it", test_looks_like_it);
  g_test_add_func ("/secret-looking/find", test_find);
  g_test_add_func ("/secret-looking/find-in-auth", test_find_in_auth);
  g_test_add_func ("/secret-looking/key-goes-by-its-name", test_key_goes_by_its_name);
  g_test_add_func ("/secret-looking/name", test_name);

  return g_test_run ();
}
