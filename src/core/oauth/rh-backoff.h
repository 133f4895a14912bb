/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a server may be asked again, sans-IO (standards.md J4, security.md 3.7). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value, zero at first. Times are CLOCK_BOOTTIME in microseconds. */
typedef struct
{
  guint failures;   /* in a row */
  gint64 delayed;   /* until then nothing is asked by itself */
  gint64 forbidden; /* until then nothing is asked at all */
  gboolean stopped; /* nothing is asked by itself any more */
} RhBackoff;

void rh_backoff_clear (RhBackoff *self);
/* A failure that may pass: 1, 2, 4 … 60 s, less up to a quarter of it. */
void rh_backoff_delay (RhBackoff *self, gint64 now);
/* What kept it from being reached is over: the next one asks at once. Only that is forgotten. */
void rh_backoff_hurry (RhBackoff *self);
/* A failure that only a change of the configuration mends. */
void rh_backoff_stop (RhBackoff *self);
/* The server's Retry-After; at most a day counts. */
void rh_backoff_forbid (RhBackoff *self, gint64 now, gint64 seconds);
/* @click: a person asked for it, and only Retry-After keeps it back. */
gboolean rh_backoff_allows (const RhBackoff *self, gint64 now, gboolean click);
/* Seconds that Retry-After still has, rounded up; 0: none. */
gint64 rh_backoff_get_forbidden (const RhBackoff *self, gint64 now);

G_END_DECLS
