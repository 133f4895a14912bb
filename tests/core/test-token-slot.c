/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The slot of a token: every part of it counts, and nothing else does (security.md 3.1). */
#include "lib/rh-test.h"
#include "oauth/rh-token-slot.h"

#include <string.h>

static RhOAuthConfig *
make_config (void)
{
  RhOAuthConfig *config = rh_oauth_config_new ();

  rh_oauth_config_set (config, RH_OAUTH_TOKEN_URL, "https://as.example/token");
  rh_oauth_config_set (config, RH_OAUTH_CLIENT_ID, "client");
  rh_oauth_config_set (config, RH_OAUTH_SCOPE, "a b");

  return config;
}

static char *
slot_with (const char *field, const char *value)
{
  g_autoptr (RhOAuthConfig) config = make_config ();

  if (field != NULL)
    rh_oauth_config_set (config, field, value);

  return rh_token_slot_new ("collection", "Staging", "", config);
}

static void
test_every_part (void)
{
  static const char *const fields[][2] = {
    { RH_OAUTH_TOKEN_URL, "https://as.example/token2" },
    { RH_OAUTH_CLIENT_ID, "client2" },
    { RH_OAUTH_SCOPE, "a c" },
    { RH_OAUTH_SCOPE, "a B" },
    { RH_OAUTH_SCOPE, "ab" },
    { RH_OAUTH_RESOURCE, "https://api.example" },
    { RH_OAUTH_AUDIENCE, "https://api.example" },
  };
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (RhOAuthConfig) config = make_config ();

  g_assert_true (g_hash_table_add (seen, slot_with (NULL, NULL)));
  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    g_assert_true (g_hash_table_add (seen, slot_with (fields[i][0], fields[i][1])));

  g_assert_true (g_hash_table_add (seen, rh_token_slot_new ("other", "Staging", "", config)));
  g_assert_true (
      g_hash_table_add (seen, rh_token_slot_new ("collection", "Production", "", config)));
  g_assert_true (
      g_hash_table_add (seen, rh_token_slot_new ("collection", "Staging", "admin", config)));
}

static void
test_nothing_else (void)
{
  static const char *const fields[][2] = {
    { RH_OAUTH_SCOPE, "b a" },
    { RH_OAUTH_SCOPE, " b  a a " },
    { RH_OAUTH_AUTHORIZATION_URL, "https://as.example/authorize" },
    { RH_OAUTH_REDIRECT_URI, "http://localhost:1/x" },
    { RH_OAUTH_RESOURCE, "" },
  };
  g_autofree char *slot = slot_with (NULL, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      g_autofree char *same = slot_with (fields[i][0], fields[i][1]);

      g_assert_cmpstr (same, ==, slot);
    }
}

static void
test_unambiguous (void)
{
  g_autoptr (RhOAuthConfig) config = make_config ();
  g_autofree char *one = rh_token_slot_new ("ab", "c", "", config);
  g_autofree char *two = rh_token_slot_new ("a", "bc", "", config);
  g_autofree char *three = rh_token_slot_new ("a", "", "bc", config);
  g_autofree char *four = rh_token_slot_new ("a1:b", "c", "", config);
  g_autofree char *five = rh_token_slot_new ("a", "b1:c", "", config);

  g_assert_cmpstr (one, !=, two);
  g_assert_cmpstr (two, !=, three);
  g_assert_cmpstr (four, !=, five);
}

static void
test_known_hash (void)
{
  g_autofree char *slot = slot_with (NULL, NULL);
  /* The same bytes, spelled out: a change here signs every user out. */
  g_autofree char *expected = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                             "5:token10:collection7:Staging0:"
                                                             "24:https://as.example/token6:client"
                                                             "3:a b0:0:",
                                                             -1);

  g_assert_cmpstr (slot, ==, expected);
  g_assert_cmpuint (strlen (slot), ==, 64);
}

static void
test_client_secret (void)
{
  g_autofree char *slot = rh_client_secret_slot_new ("c", "e", "https://as.example/token", "id");
  g_autofree char *same = rh_client_secret_slot_new ("c", "e", "https://as.example/token", "id");
  g_autofree char *url = rh_client_secret_slot_new ("c", "e", "https://evil.example/token", "id");
  g_autofree char *id = rh_client_secret_slot_new ("c", "e", "https://as.example/token", "id2");
  g_autofree char *environment
      = rh_client_secret_slot_new ("c", "e2", "https://as.example/token", "id");
  g_autofree char *collection
      = rh_client_secret_slot_new ("c2", "e", "https://as.example/token", "id");

  g_assert_cmpstr (slot, ==, same);
  g_assert_cmpstr (slot, !=, url);
  g_assert_cmpstr (slot, !=, id);
  g_assert_cmpstr (slot, !=, environment);
  g_assert_cmpstr (slot, !=, collection);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/token-slot/J5/every-part-counts", test_every_part);
  g_test_add_func ("/token-slot/3.1/nothing-else-counts", test_nothing_else);
  g_test_add_func ("/token-slot/3.1/unambiguous", test_unambiguous);
  g_test_add_func ("/token-slot/3.1/known-hash", test_known_hash);
  g_test_add_func ("/token-slot/3.1/client-secret", test_client_secret);

  return g_test_run ();
}
