/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A clock that stands still until a test moves it. */
#define G_LOG_DOMAIN "rh-fake-clock"

#include "config.h"

#include "lib/rh-fake-clock.h"

static gint64
fake_real (gpointer user_data)
{
  RhFakeClock *self = user_data;

  return self->real;
}

static gint64
fake_boot (gpointer user_data)
{
  RhFakeClock *self = user_data;

  return self->boot;
}

void
rh_fake_clock_init (RhFakeClock *self)
{
  self->clock.real = fake_real;
  self->clock.boot = fake_boot;
  self->clock.user_data = self;
  self->real = G_GINT64_CONSTANT (1767225600) * G_USEC_PER_SEC;
  self->boot = G_GINT64_CONSTANT (3600) * G_USEC_PER_SEC;
}

void
rh_fake_clock_advance (RhFakeClock *self, gint64 seconds)
{
  self->real += seconds * G_USEC_PER_SEC;
  self->boot += seconds * G_USEC_PER_SEC;
}
