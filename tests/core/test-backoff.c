/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhBackoff: what waits how long, and what a click may do. */
#include "lib/rh-test.h"
#include "oauth/rh-backoff.h"

#define START (G_GINT64_CONSTANT (1000) * G_USEC_PER_SEC)

static void
test_delays (void)
{
  static const gint64 seconds[] = { 1, 2, 4, 8, 16, 32, 60, 60 };
  RhBackoff backoff = { 0 };

  g_assert_true (rh_backoff_allows (&backoff, START, FALSE));
  for (guint i = 0; i < G_N_ELEMENTS (seconds); i++)
    {
      rh_backoff_delay (&backoff, START);
      g_assert_cmpint (backoff.delayed - START, <=, seconds[i] * G_USEC_PER_SEC);
      g_assert_cmpint (backoff.delayed - START, >=, seconds[i] * G_USEC_PER_SEC * 3 / 4);
      g_assert_false (rh_backoff_allows (&backoff, backoff.delayed - 1, FALSE));
      g_assert_true (rh_backoff_allows (&backoff, backoff.delayed - 1, TRUE));
      g_assert_true (rh_backoff_allows (&backoff, backoff.delayed, FALSE));
    }
  rh_backoff_clear (&backoff);
  g_assert_true (rh_backoff_allows (&backoff, START, FALSE));
}

/* Two that failed together do not come back together. */
static void
test_jitter (void)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);

  for (guint i = 0; i < 64; i++)
    {
      RhBackoff backoff = { .failures = 6 };

      rh_backoff_delay (&backoff, START);
      g_hash_table_add (seen, g_memdup2 (&backoff.delayed, sizeof backoff.delayed));
    }
  g_assert_cmpuint (g_hash_table_size (seen), >, 8);
}

static void
test_many_failures (void)
{
  RhBackoff backoff = { .failures = G_MAXUINT - 1 };

  rh_backoff_delay (&backoff, START);
  g_assert_cmpint (backoff.delayed - START, <=, 60 * G_USEC_PER_SEC);
}

static void
test_forbidden (void)
{
  static const struct
  {
    gint64 seconds;
    gint64 expected;
  } cases[] = {
    { 30, 30 }, { 0, 0 }, { -5, 0 }, { G_MAXINT64, 86400 }, { G_MININT64, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      RhBackoff backoff = { 0 };

      rh_backoff_forbid (&backoff, START, cases[i].seconds);
      g_assert_cmpint (rh_backoff_get_forbidden (&backoff, START), ==, cases[i].expected);
      g_assert_true (rh_backoff_allows (&backoff, START, TRUE) == (cases[i].expected == 0));
      g_assert_true (
          rh_backoff_allows (&backoff, START + cases[i].expected * G_USEC_PER_SEC, TRUE));
    }
}

static void
test_stopped (void)
{
  RhBackoff backoff = { 0 };

  rh_backoff_stop (&backoff);
  g_assert_false (rh_backoff_allows (&backoff, G_MAXINT64, FALSE));
  g_assert_true (rh_backoff_allows (&backoff, START, TRUE));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/backoff/J4/delays", test_delays);
  g_test_add_func ("/backoff/J4/jitter", test_jitter);
  g_test_add_func ("/backoff/J4/many-failures", test_many_failures);
  g_test_add_func ("/backoff/3.7/forbidden", test_forbidden);
  g_test_add_func ("/backoff/3.5/stopped", test_stopped);

  return g_test_run ();
}
