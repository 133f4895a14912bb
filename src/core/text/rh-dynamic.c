/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables that are made for each use, by the names that other programs gave them. */
#define G_LOG_DOMAIN "rh-dynamic"

#include "config.h"

#include "text/rh-dynamic.h"

#define RANDOM_INT_MAX 1000

typedef char *(*Maker) (gint64 now, RhRandomBytes random);

static char *
make_uuid (gint64 now, RhRandomBytes random)
{
  guint8 b[16] = { 0 };

  random (b, sizeof b);
  b[6] = (guint8) (0x40 | (b[6] & 0x0f)); /* version 4 */
  b[8] = (guint8) (0x80 | (b[8] & 0x3f)); /* variant 10 */

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          b[0], b[1], b[2], b[3], b[4], b[5], b[6], b[7], b[8], b[9], b[10], b[11],
                          b[12], b[13], b[14], b[15]);
}

static char *
make_timestamp (gint64 now, RhRandomBytes random)
{
  return g_strdup_printf ("%" G_GINT64_FORMAT, now / G_USEC_PER_SEC);
}

static char *
format (gint64 now, const char *pattern)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_unix_utc_usec (now);

  return time == NULL ? g_strdup ("") : g_date_time_format (time, pattern);
}

static char *
make_iso_timestamp (gint64 now, RhRandomBytes random)
{
  g_autofree char *seconds = format (now, "%Y-%m-%dT%H:%M:%S");

  return g_strdup_printf ("%s.%03dZ", seconds, (int) (now % G_USEC_PER_SEC / 1000));
}

static char *
make_iso_date (gint64 now, RhRandomBytes random)
{
  return format (now, "%Y-%m-%d");
}

/* 64 bits for a thousand sides: what that favours cannot be seen. */
static char *
make_random_int (gint64 now, RhRandomBytes random)
{
  guint64 number = 0;

  random ((guint8 *) &number, sizeof number);
  return g_strdup_printf ("%u", (guint) (number % (RANDOM_INT_MAX + 1)));
}

static const char *const names[] = { "$guid",       "$isoDate",   "$isoTimestamp", "$randomInt",
                                     "$randomUUID", "$timestamp", "$uuid",         NULL };
static const Maker makers[] = { make_uuid, make_iso_date,  make_iso_timestamp, make_random_int,
                                make_uuid, make_timestamp, make_uuid };

G_STATIC_ASSERT (G_N_ELEMENTS (names) == G_N_ELEMENTS (makers) + 1);

const char *const *
rh_dynamic_names (void)
{
  return names;
}

gboolean
rh_dynamic_is_name (const char *name)
{
  return g_strv_contains (names, name);
}

char *
rh_dynamic_new (const char *name, gint64 now, RhRandomBytes random)
{
  g_return_val_if_fail (name != NULL && random != NULL, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (makers); i++)
    if (g_str_equal (names[i], name))
      return makers[i](now, random);

  return NULL;
}
