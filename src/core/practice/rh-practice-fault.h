/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Faults that bend any answer of the token endpoint and the API. Private to practice. */
#pragma once

#include "practice/rh-practice-call.h"

G_BEGIN_DECLS

/* Answers in place of the endpoint, if a fault says so. */
gboolean rh_practice_fault_answer (RhPracticeCall *call);
/* Bends an answer that is ready. */
void rh_practice_fault_bend (RhPracticeCall *call);

G_END_DECLS
