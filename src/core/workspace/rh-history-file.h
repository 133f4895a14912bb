/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The text of one entry's file: two lines of JSON. The first is the list's, so that a list of a
 * thousand reads no bodies; the second is the rest. No file is touched here. */
#pragma once

#include "workspace/rh-history-content.h"

G_BEGIN_DECLS

/* The first line is shorter than this. */
#define RH_HISTORY_MAX_HEAD (64 * 1024)

char *rh_history_file_print (const RhHistoryFacts *facts, const RhHistoryContent *content);
/* From the first line, with or without what follows; NULL if it is not ours or of a newer version.
 * Errors: RH_COLLECTION_ERROR. */
RhHistoryFacts *rh_history_file_parse_head (const char *text, gsize length, GError **error);
/* From the whole. */
RhHistoryContent *rh_history_file_parse (const char *text, gsize length, GError **error);

G_END_DECLS
