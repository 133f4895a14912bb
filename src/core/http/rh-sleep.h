/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How long this computer has slept. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Microseconds; what tests put another one in the place of. */
typedef gint64 (*RhSleepClock) (void);

/**
 * rh_sleep_get_total:
 *
 * What CLOCK_BOOTTIME counts and the monotonic clock does not: the time that this computer has been
 * suspended since it was started. Two readings that differ have a suspend between them.
 *
 * Returns: microseconds; exact to a few of them.
 */
gint64 rh_sleep_get_total (void);

G_END_DECLS
