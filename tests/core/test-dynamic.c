/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Dynamic variables, with a clock that stands still and dice that a test throws. */
#include "lib/rh-test.h"
#include "text/rh-dynamic.h"
#include "text/rh-secret.h"

#include <string.h>

#define NOW \
  (G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC + 42999) /* 2026-01-01T00:00:00.042Z \
                                                             */

static void
all_ones (guint8 *bytes, gsize length)
{
  memset (bytes, 0xff, length);
}

static void
all_zeros (guint8 *bytes, gsize length)
{
  memset (bytes, 0, length);
}

static void
assert_made (const char *name, RhRandomBytes random, const char *expected)
{
  g_autofree char *made = rh_dynamic_new (name, NOW, random);

  g_assert_cmpstr (made, ==, expected);
}

static void
test_uuid (void)
{
  static const char *const names[] = { "$guid", "$uuid", "$randomUUID" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      assert_made (names[i], all_ones, "ffffffff-ffff-4fff-bfff-ffffffffffff");
      assert_made (names[i], all_zeros, "00000000-0000-4000-8000-000000000000");
    }
}

static void
test_time (void)
{
  assert_made ("$timestamp", all_ones, "1767225600");
  assert_made ("$isoTimestamp", all_ones, "2026-01-01T00:00:00.042Z");
  assert_made ("$isoDate", all_ones, "2026-01-01");
}

static void
test_random_int (void)
{
  gboolean seen[1001] = { FALSE };
  guint n_seen = 0;

  assert_made ("$randomInt", all_zeros, "0");
  for (guint i = 0; i < 100000; i++)
    {
      g_autofree char *made = rh_dynamic_new ("$randomInt", NOW, rh_random_bytes);
      guint64 number = g_ascii_strtoull (made, NULL, 10);

      g_assert_cmpuint (number, <=, 1000);
      n_seen += !seen[number];
      seen[number] = TRUE;
    }

  /* both ends and all between; that one is missed has a chance of e^-90 */
  g_assert_cmpuint (n_seen, ==, 1001);
}

static void
test_names (void)
{
  const char *const *names = rh_dynamic_names ();

  g_assert_cmpuint (g_strv_length ((char **) names), ==, 7);
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_autofree char *made = rh_dynamic_new (names[i], NOW, rh_random_bytes);

      g_assert_true (rh_dynamic_is_name (names[i]));
      g_assert_nonnull (made);
    }

  g_assert_false (rh_dynamic_is_name ("guid"));
  g_assert_false (rh_dynamic_is_name ("$GUID"));
  g_assert_null (rh_dynamic_new ("$", NOW, rh_random_bytes));
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  g_test_add_func ("/dynamic/uuid", test_uuid);
  g_test_add_func ("/dynamic/time", test_time);
  g_test_add_func ("/dynamic/random-int", test_random_int);
  g_test_add_func ("/dynamic/names", test_names);
  return g_test_run ();
}
