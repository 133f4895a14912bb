/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a server may be asked again, sans-IO. */
#define G_LOG_DOMAIN "rh-backoff"

#include "config.h"

#include "oauth/rh-backoff.h"

#include "text/rh-secret.h"

#define FIRST_DELAY G_USEC_PER_SEC
#define LONGEST_DELAY (60 * G_USEC_PER_SEC)
#define LONGEST_FORBIDDEN (24 * 60 * 60)

void
rh_backoff_clear (RhBackoff *self)
{
  *self = (RhBackoff) { 0 };
}

/* Less a random part, so that two machines do not come back together. */
void
rh_backoff_delay (RhBackoff *self, gint64 now)
{
  gint64 delay = FIRST_DELAY;
  guint8 random;

  for (guint i = 0; i < self->failures && delay < LONGEST_DELAY; i++)
    delay *= 2;
  delay = MIN (delay, LONGEST_DELAY);
  rh_random_bytes (&random, 1);

  self->delayed = now + delay - delay / 4 * random / G_MAXUINT8;
  self->failures++;
}

void
rh_backoff_hurry (RhBackoff *self)
{
  self->failures = 0;
  self->delayed = 0;
}

void
rh_backoff_stop (RhBackoff *self)
{
  self->stopped = TRUE;
}

void
rh_backoff_forbid (RhBackoff *self, gint64 now, gint64 seconds)
{
  self->forbidden = now + CLAMP (seconds, 0, LONGEST_FORBIDDEN) * G_USEC_PER_SEC;
}

gboolean
rh_backoff_allows (const RhBackoff *self, gint64 now, gboolean click)
{
  if (now < self->forbidden)
    return FALSE;

  return click || (!self->stopped && now >= self->delayed);
}

gint64
rh_backoff_get_forbidden (const RhBackoff *self, gint64 now)
{
  gint64 left = self->forbidden - now;

  return left > 0 ? (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
}
