/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history in words. No widget. */
#pragma once

#include "workspace/rh-history-content.h"

G_BEGIN_DECLS

/* Of the calendar on the wall, counted from its first. */
guint32 rh_history_words_get_day (gint64 time);
/* "Today", "Yesterday", or the date; both real time in microseconds, days as the clock on the wall
 * has them. */
char *rh_history_words_dup_day (gint64 time, gint64 now);
/* "14:03:12", as the user's language writes it. */
char *rh_history_words_dup_time (gint64 time);
/* "404", "Failed", "Cancelled". */
char *rh_history_words_dup_status (const RhHistoryFacts *facts);
/* The name of the request, or its address without the scheme. */
char *rh_history_words_dup_title (const RhHistoryFacts *facts);
/* What a tab says that shows an entry: where it comes from and what is not there. */
char *rh_history_words_dup_note (const RhHistoryFacts *facts, const RhHistoryContent *content);

G_END_DECLS
