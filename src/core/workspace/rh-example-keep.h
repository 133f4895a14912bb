/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an example of a response, masked: examples go into files, and those into git (security.md
 * 4.10). */
#pragma once

#include "workspace/rh-history-content.h"

G_BEGIN_DECLS

/* From an exchange that has ended with a response. Credentials in headers, URL and body are masked;
 * a body that could not be masked for sure, is no text or is longer than RH_HISTORY_MAX_BODY is
 * left out, and @state, nullable, says why. (transfer full) */
RhExample *rh_example_keep (RhRequestItem *item,
                            RhExchange *exchange,
                            const char *name,
                            RhHistoryBodyState *state);
/* What would stand in the file, to be looked at before. (transfer full) */
char *rh_example_keep_dup_text (RhExample *example);

G_END_DECLS
