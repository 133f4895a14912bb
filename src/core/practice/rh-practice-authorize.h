/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authorization endpoint: the consent page, and what Allow and Deny do. Private to practice. */
#pragma once

#include "practice/rh-practice-call.h"

G_BEGIN_DECLS

/* For RhPracticeState.consents: text → what is asked on one page. */
GHashTable *rh_practice_consents_new (void);

/* GET: shows the page, or refuses. */
void rh_practice_authorize_ask (RhPracticeCall *call);
/* POST: the answer that was clicked. */
void rh_practice_authorize_answer (RhPracticeCall *call);

G_END_DECLS
