/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long this computer has slept. */
#define G_LOG_DOMAIN "rh-sleep"

#include "config.h"

#include "http/rh-sleep.h"

#include <time.h>

gint64
rh_sleep_get_total (void)
{
  struct timespec boot;

  clock_gettime (CLOCK_BOOTTIME, &boot);
  return boot.tv_sec * G_USEC_PER_SEC + boot.tv_nsec / 1000 - g_get_monotonic_time ();
}
