/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The API of the practice server: what a token is good for. Private to practice. */
#pragma once

#include "practice/rh-practice-call.h"

G_BEGIN_DECLS

/* Answers unless nothing lives under the call's path: then FALSE. */
gboolean rh_practice_api_answer (RhPracticeCall *call);

G_END_DECLS
