/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Why a request was refused, and what mends it, in words. */
#pragma once

#include "oauth/rh-refusal.h"

G_BEGIN_DECLS

/* A heading. Borrowed. */
const char *rh_refusal_words_get_title (const RhRefusal *refusal);
/* What happened and what to do; the server's own words behind it. Plain text. (transfer full) */
char *rh_refusal_words_dup_text (const RhRefusal *refusal);
/* Of the button that mends it; NULL: there is none. (transfer full) */
char *rh_refusal_words_dup_button (const RhRefusal *refusal);
/* The page of Help that tells more. Borrowed. */
const char *rh_refusal_words_get_help (const RhRefusal *refusal);

G_END_DECLS
