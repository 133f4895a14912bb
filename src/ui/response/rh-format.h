/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Times and states of an exchange in words. */
#pragma once

#include "http/rh-exchange.h"

G_BEGIN_DECLS

/* "184 ms", "1.2 s", "2 min 5 s". */
char *rh_format_duration (gint64 microseconds);
/* The same to be heard: "184 milliseconds", "1.2 seconds", "2 minutes". */
char *rh_format_duration_words (gint64 microseconds);
/* "200 OK"; a reason phrase that the server left out is filled in from the registry. */
char *rh_format_status (guint status, const char *reason);
/* The style class of a pill: "success", "warning", "error". */
const char *rh_format_status_class (guint status);
/* "12,345", grouped as the locale does it. */
char *rh_format_count (guint64 count);
/* "12.4 kB", or "12.4 kB, 3.1 kB on the wire" where @wire is known (not -1) and another size. */
char *rh_format_size (goffset size, goffset wire);
/* "3.1 MB of 10 MB, 1.2 MB/s"; @total and @rate, bytes a second, are -1 where not known. */
char *rh_format_progress (goffset size, goffset total, gint64 rate);
/* What a note of a hop means; NULL: nothing for people. */
char *rh_format_hop_note (const char *note);
/* The same of the first note of @hop that begins so; NULL: there is none. @hop may be NULL. */
char *rh_format_hop_note_of (RhHop *hop, const char *prefix);

G_END_DECLS
