/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables that are made for each use: {{$guid}}, {{$timestamp}}. Pure: clock and dice come in. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* rh_random_bytes() is one. */
typedef void (*RhRandomBytes) (guint8 *bytes, gsize length);

/* All of them, NULL-terminated:
 * $guid, $uuid, $randomUUID: a version 4 UUID (RFC 9562 5.4);
 * $timestamp: seconds since 1970; $isoTimestamp: "2026-01-01T00:00:00.000Z"; $isoDate: its date;
 * $randomInt: 0 to 1000. */
const char *const *rh_dynamic_names (void);
gboolean rh_dynamic_is_name (const char *name);
/* @now: real time, microseconds. (transfer full); NULL: there is none of that name. */
char *rh_dynamic_new (const char *name, gint64 now, RhRandomBytes random);

G_END_DECLS
