/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhToken: which clock counts when, what a refresh keeps, and the blob of the keyring. */
#include "lib/rh-fake-clock.h"
#include "lib/rh-test.h"
#include "oauth/rh-oauth-config.h"

#include <string.h>

static RhToken *
make_token (gint64 lifetime, const RhClock *clock)
{
  g_autoptr (RhSecret) access_token = rh_secret_new ("access-1", -1);
  g_autoptr (RhSecret) refresh_token = rh_secret_new ("refresh-1", -1);

  return rh_token_new (access_token, refresh_token, "Bearer", "a b", lifetime, clock);
}

static void
assert_secret (RhSecret *secret, const char *expected)
{
  g_assert_nonnull (secret);
  g_assert_cmpstr (rh_secret_peek (secret, NULL), ==, expected);
}

static RhToken *
through_the_keyring (RhToken *token, const RhClock *clock)
{
  g_autoptr (RhSecret) blob = rh_token_serialize (token);
  g_autoptr (GError) error = NULL;
  RhToken *copy = rh_token_deserialize (blob, clock, &error);

  g_assert_no_error (error);
  g_assert_nonnull (copy);

  return copy;
}

static void
test_facts (void)
{
  static const char *const facts[RH_TOKEN_N_FACTS] = {
    [RH_TOKEN_FACT_COLLECTION] = "id",       [RH_TOKEN_FACT_COLLECTION_NAME] = "A \"B\" \\\n",
    [RH_TOKEN_FACT_ENVIRONMENT] = "Staging", [RH_TOKEN_FACT_LABEL] = "",
    [RH_TOKEN_FACT_CLIENT_ID] = "client",
  };
  RhFakeClock fake;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhToken) described = NULL;
  g_autoptr (RhToken) copy = NULL;
  g_autoptr (RhToken) bare = NULL;

  rh_fake_clock_init (&fake);
  token = make_token (3600, &fake.clock);
  described = rh_token_with_facts (token, facts);
  copy = through_the_keyring (described, &fake.clock);
  bare = through_the_keyring (token, &fake.clock);
  for (guint i = 0; i < RH_TOKEN_N_FACTS; i++)
    {
      g_assert_cmpstr (rh_token_get_fact (copy, i), ==, facts[i]);
      g_assert_null (rh_token_get_fact (bare, i));
    }
  assert_secret (rh_token_get_access_token (copy), "access-1");
}

static void
test_boot_clock (void)
{
  RhFakeClock fake;
  g_autoptr (RhToken) token = NULL;

  rh_fake_clock_init (&fake);
  token = make_token (3600, &fake.clock);
  g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, 3600);

  /* A wall clock that is set, by hand or by NTP, changes nothing in the process that got it. */
  fake.real -= G_GINT64_CONSTANT (86400) * G_USEC_PER_SEC;
  g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, 3600);
  fake.real += G_GINT64_CONSTANT (30) * 86400 * G_USEC_PER_SEC;
  g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, 3600);

  fake.boot += G_GINT64_CONSTANT (3599) * G_USEC_PER_SEC;
  g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, 1);
  fake.boot += G_USEC_PER_SEC;
  g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, 0);
  fake.boot += G_USEC_PER_SEC;
  g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, 0);
}

static void
test_wall_clock (void)
{
  RhFakeClock fake;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhToken) copy = NULL;

  rh_fake_clock_init (&fake);
  token = make_token (3600, &fake.clock);
  rh_fake_clock_advance (&fake, 600);
  /* Another boot. */
  fake.boot = 5 * G_USEC_PER_SEC;
  copy = through_the_keyring (token, &fake.clock);

  g_assert_cmpint (rh_token_get_seconds_left (copy, &fake.clock), ==, 3000);
  g_assert_false (rh_token_needs_refresh (copy, &fake.clock));
  fake.real += G_GINT64_CONSTANT (3000) * G_USEC_PER_SEC;
  g_assert_cmpint (rh_token_get_seconds_left (copy, &fake.clock), ==, 0);
}

static void
test_wall_clock_before_received (void)
{
  RhFakeClock fake;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhToken) copy = NULL;

  rh_fake_clock_init (&fake);
  token = make_token (3600, &fake.clock);
  copy = through_the_keyring (token, &fake.clock);
  fake.real -= 1;

  g_assert_cmpint (rh_token_get_seconds_left (copy, &fake.clock), ==, 0);
  g_assert_true (rh_token_needs_refresh (copy, &fake.clock));
}

static void
test_margin (void)
{
  static const struct
  {
    gint64 lifetime;
    gint64 margin; /* microseconds */
  } cases[] = {
    { 3600, 60 * G_USEC_PER_SEC }, { 601, 60 * G_USEC_PER_SEC }, { 300, 30 * G_USEC_PER_SEC },
    { 5, G_USEC_PER_SEC / 2 },     { 1, G_USEC_PER_SEC / 10 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RhFakeClock fake;
      g_autoptr (RhToken) token = NULL;

      rh_fake_clock_init (&fake);
      token = make_token (cases[i].lifetime, &fake.clock);
      g_assert_false (rh_token_needs_refresh (token, &fake.clock));
      fake.boot += cases[i].lifetime * G_USEC_PER_SEC - cases[i].margin - 1;
      g_assert_false (rh_token_needs_refresh (token, &fake.clock));
      fake.boot += 1;
      g_assert_true (rh_token_needs_refresh (token, &fake.clock));
    }
}

static void
test_unknown_life (void)
{
  RhFakeClock fake;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhToken) copy = NULL;

  rh_fake_clock_init (&fake);
  token = make_token (RH_TOKEN_LIFETIME_UNKNOWN, &fake.clock);
  rh_fake_clock_advance (&fake, G_GINT64_CONSTANT (10) * 365 * 86400);
  copy = through_the_keyring (token, &fake.clock);

  g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, RH_TOKEN_LIFETIME_UNKNOWN);
  g_assert_false (rh_token_needs_refresh (token, &fake.clock));
  g_assert_cmpint (rh_token_get_seconds_left (copy, &fake.clock), ==, RH_TOKEN_LIFETIME_UNKNOWN);
  g_assert_false (rh_token_needs_refresh (copy, &fake.clock));
}

static void
test_extreme_life (void)
{
  static const struct
  {
    gint64 lifetime;
    gint64 left;
  } cases[] = {
    { 0, 0 }, { -2, 0 }, { G_MININT64, 0 }, { G_MAXINT64, G_MAXINT32 }, { G_MAXINT32, G_MAXINT32 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RhFakeClock fake;
      g_autoptr (RhToken) token = NULL;
      g_autoptr (RhToken) copy = NULL;

      rh_fake_clock_init (&fake);
      token = make_token (cases[i].lifetime, &fake.clock);
      copy = through_the_keyring (token, &fake.clock);
      g_assert_cmpint (rh_token_get_seconds_left (token, &fake.clock), ==, cases[i].left);
      g_assert_cmpint (rh_token_get_seconds_left (copy, &fake.clock), ==, cases[i].left);
      g_assert_true (rh_token_needs_refresh (token, &fake.clock) == (cases[i].left == 0));
    }
}

static void
test_merge_keeps (void)
{
  RhFakeClock fake;
  g_autoptr (RhToken) old = NULL;
  g_autoptr (RhToken) known = NULL;
  g_autoptr (RhToken) fresh = NULL;
  g_autoptr (RhToken) merged = NULL;
  g_autoptr (RhSecret) access_token = rh_secret_new ("access-2", -1);

  rh_fake_clock_init (&fake);
  old = make_token (60, &fake.clock);
  known = rh_token_with_subject (old, "urn:42", "Ada");
  fresh = rh_token_new (access_token, NULL, "bearer", NULL, 120, &fake.clock);
  merged = rh_token_merge (known, fresh);

  assert_secret (rh_token_get_access_token (merged), "access-2");
  assert_secret (rh_token_get_refresh_token (merged), "refresh-1");
  g_assert_cmpstr (rh_token_get_token_type (merged), ==, "bearer");
  g_assert_cmpstr (rh_token_get_scope (merged), ==, "a b");
  g_assert_cmpstr (rh_token_get_subject (merged), ==, "urn:42");
  g_assert_cmpstr (rh_token_get_account (merged), ==, "Ada");
  g_assert_cmpint (rh_token_get_seconds_left (merged, &fake.clock), ==, 120);
}

static void
test_merge_replaces (void)
{
  RhFakeClock fake;
  g_autoptr (RhToken) old = NULL;
  g_autoptr (RhToken) fresh = NULL;
  g_autoptr (RhToken) merged = NULL;
  g_autoptr (RhSecret) access_token = rh_secret_new ("access-2", -1);
  g_autoptr (RhSecret) refresh_token = rh_secret_new ("refresh-2", -1);

  rh_fake_clock_init (&fake);
  old = make_token (60, &fake.clock);
  fresh = rh_token_new (access_token, refresh_token, "Bearer", "a", 120, &fake.clock);
  merged = rh_token_merge (old, fresh);

  assert_secret (rh_token_get_refresh_token (merged), "refresh-2");
  g_assert_cmpstr (rh_token_get_scope (merged), ==, "a");
}

static void
test_round_trip (void)
{
  RhFakeClock fake;
  g_autoptr (RhSecret) access_token = rh_secret_new ("a\"b\\c\n\tæ/+%\x01", -1);
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhToken) known = NULL;
  g_autoptr (RhToken) numbered = NULL;
  g_autoptr (RhToken) copy = NULL;

  rh_fake_clock_init (&fake);
  token = rh_token_new (access_token, NULL, "Bearer", NULL, 60, &fake.clock);
  known = rh_token_with_subject (token, "s\"", NULL);
  numbered = rh_token_with_generation (known, G_MAXINT64);
  copy = through_the_keyring (numbered, &fake.clock);

  assert_secret (rh_token_get_access_token (copy), "a\"b\\c\n\tæ/+%\x01");
  g_assert_null (rh_token_get_refresh_token (copy));
  g_assert_null (rh_token_get_scope (copy));
  g_assert_cmpstr (rh_token_get_subject (copy), ==, "s\"");
  g_assert_null (rh_token_get_account (copy));
  g_assert_cmpuint (rh_token_get_generation (copy), ==, G_MAXINT64);
}

static void
test_one_object (void)
{
  RhFakeClock fake;
  g_autoptr (RhToken) token = NULL;
  g_autoptr (RhSecret) blob = NULL;

  rh_fake_clock_init (&fake);
  token = make_token (60, &fake.clock);
  blob = rh_token_serialize (token);

  assert_secret (blob,
                 "{\"version\":1,\"access_token\":\"access-1\",\"refresh_token\":\"refresh-1\","
                 "\"token_type\":\"Bearer\",\"scope\":\"a b\",\"received\":1767225600000000,"
                 "\"lifetime\":60,\"generation\":0}");
}

#define BLOB_START "{\"version\":1,\"access_token\":\"a\",\"token_type\":\"Bearer\","
#define BLOB_END "\"received\":1,\"lifetime\":60,\"generation\":0}"

static void
test_strict_blob (void)
{
  static const char *const bad[] = {
    "",
    "{",
    "[]",
    "null",
    "\"a\"",
    "{}",
    BLOB_START BLOB_END "x",
    BLOB_START "\"unknown\":1," BLOB_END,
    BLOB_START "\"scope\":7," BLOB_END,
    BLOB_START "\"scope\":null," BLOB_END,
    BLOB_START "\"refresh_token\":{}," BLOB_END,
    BLOB_START "\"received\":-1,\"lifetime\":60,\"generation\":0}",
    BLOB_START "\"received\":1,\"lifetime\":\"60\",\"generation\":0}",
    BLOB_START "\"received\":1,\"lifetime\":60.5,\"generation\":0}",
    BLOB_START "\"received\":1,\"lifetime\":-2,\"generation\":0}",
    BLOB_START "\"received\":1,\"lifetime\":99999999999,\"generation\":0}",
    BLOB_START "\"received\":1,\"lifetime\":60,\"generation\":-1}",
    BLOB_START "\"received\":1,\"lifetime\":60}",
    "{\"version\":2,\"access_token\":\"a\",\"token_type\":\"Bearer\"," BLOB_END,
    "{\"version\":1,\"access_token\":\"\",\"token_type\":\"Bearer\"," BLOB_END,
    "{\"version\":1,\"token_type\":\"Bearer\"," BLOB_END,
  };
  g_autoptr (RhSecret) good = rh_secret_new (BLOB_START BLOB_END, -1);
  g_autoptr (RhToken) token = rh_token_deserialize (good, rh_clock_get_system (), NULL);

  g_assert_nonnull (token);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (RhSecret) blob = rh_secret_new (bad[i], -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (rh_token_deserialize (blob, rh_clock_get_system (), &error));
      g_assert_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING);
      g_assert_null (strstr (error->message, "Bearer"));
    }
}

static void
test_system_clock (void)
{
  const RhClock *clock = rh_clock_get_system ();
  gint64 before = g_get_real_time ();

  g_assert_cmpint (clock->real (clock->user_data), >=, before);
  g_assert_cmpint (clock->real (clock->user_data), <=, g_get_real_time ());
  /* Boot time has what the monotonic clock has, and the suspends. */
  before = g_get_monotonic_time ();
  g_assert_cmpint (clock->boot (clock->user_data), >=, before);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/token/4.5/facts", test_facts);
  g_test_add_func ("/token/3.7/boot-clock-in-process", test_boot_clock);
  g_test_add_func ("/token/3.7/wall-clock-on-disk", test_wall_clock);
  g_test_add_func ("/token/3.7/wall-clock-before-received", test_wall_clock_before_received);
  g_test_add_func ("/token/3.7/margin", test_margin);
  g_test_add_func ("/token/3.7/unknown-life", test_unknown_life);
  g_test_add_func ("/token/3.7/extreme-life", test_extreme_life);
  g_test_add_func ("/token/3.7/system-clock", test_system_clock);
  g_test_add_func ("/token/B7/merge-keeps-what-is-missing", test_merge_keeps);
  g_test_add_func ("/token/B7/merge-replaces", test_merge_replaces);
  g_test_add_func ("/token/L1/round-trip", test_round_trip);
  g_test_add_func ("/token/L1/one-object", test_one_object);
  g_test_add_func ("/token/L1/strict-blob", test_strict_blob);

  return g_test_run ();
}
