/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What status codes and header fields are known by. */
#include "http/rh-header-names.h"
#include "http/rh-headers.h"
#include "http/rh-status.h"

#include "lib/rh-test.h"

#include <string.h>

static void
test_phrases (void)
{
  g_assert_cmpstr (rh_status_get_phrase (200), ==, "OK");
  g_assert_cmpstr (rh_status_get_phrase (422), ==, "Unprocessable Content");
  g_assert_cmpstr (rh_status_get_phrase (511), ==, "Network Authentication Required");
  g_assert_null (rh_status_get_phrase (299));
  g_assert_null (rh_status_get_phrase (418));
  g_assert_null (rh_status_get_phrase (0));
}

/* RFC 9110 15: one that nobody knows is as good as x00. */
static void
test_meanings (void)
{
  g_assert_cmpint (rh_status_get_meaning (201), ==, RH_STATUS_MEANING_CREATED);
  g_assert_cmpint (rh_status_get_meaning (401), ==, RH_STATUS_MEANING_NOT_SIGNED_IN);
  g_assert_cmpint (rh_status_get_meaning (429), ==, RH_STATUS_MEANING_TOO_MANY);
  g_assert_cmpint (rh_status_get_meaning (199), ==, RH_STATUS_MEANING_INTERIM);
  g_assert_cmpint (rh_status_get_meaning (299), ==, RH_STATUS_MEANING_DONE);
  g_assert_cmpint (rh_status_get_meaning (399), ==, RH_STATUS_MEANING_ELSEWHERE);
  g_assert_cmpint (rh_status_get_meaning (499), ==, RH_STATUS_MEANING_CLIENT_ERROR);
  g_assert_cmpint (rh_status_get_meaning (599), ==, RH_STATUS_MEANING_SERVER_ERROR);
  g_assert_cmpint (rh_status_get_meaning (0), ==, RH_STATUS_MEANING_UNKNOWN);
  g_assert_cmpint (rh_status_get_meaning (99), ==, RH_STATUS_MEANING_UNKNOWN);
  g_assert_cmpint (rh_status_get_meaning (600), ==, RH_STATUS_MEANING_UNKNOWN);
  g_assert_cmpint (rh_status_get_meaning (G_MAXUINT), ==, RH_STATUS_MEANING_UNKNOWN);
}

static void
test_header_names (void)
{
  const char *const *names = rh_header_names ();

  g_assert_true (g_strv_contains (names, "Accept"));
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_true (rh_header_name_is_valid (names[i]));
      if (i > 0)
        g_assert_cmpint (g_ascii_strcasecmp (names[i - 1], names[i]), <, 0);
    }
}

static void
test_header_values (void)
{
  const char *const *names = rh_header_names ();
  guint n_known = 0;

  g_assert_cmpstr (rh_header_values ("content-TYPE")[0], ==, "application/json");
  g_assert_null (rh_header_values ("X-Nobody-Knows"));

  for (guint i = 0; names[i] != NULL; i++)
    {
      const char *const *values = rh_header_values (names[i]);

      n_known += values != NULL;
      for (guint j = 0; values != NULL && values[j] != NULL; j++)
        {
          g_autofree char *value = g_strchomp (g_strdup (values[j]));

          g_assert_true (rh_header_value_is_valid (value, -1));
          g_assert_cmpstr (value, !=, "");
        }
    }
  g_assert_cmpuint (n_known, ==, 21);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);

  g_test_add_func ("/status/phrases", test_phrases);
  g_test_add_func ("/status/meanings", test_meanings);
  g_test_add_func ("/status/header-names", test_header_names);
  g_test_add_func ("/status/header-values", test_header_values);

  return g_test_run ();
}
