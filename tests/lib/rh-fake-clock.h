/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that stands still until a test moves it. */
#pragma once

#include "oauth/rh-token.h"

G_BEGIN_DECLS

typedef struct
{
  RhClock clock; /* pass &fake.clock */
  gint64 real;   /* microseconds */
  gint64 boot;
} RhFakeClock;

/* 2026-01-01T00:00:00Z, an hour after boot. */
void rh_fake_clock_init (RhFakeClock *self);
/* Both clocks. */
void rh_fake_clock_advance (RhFakeClock *self, gint64 seconds);

G_END_DECLS
