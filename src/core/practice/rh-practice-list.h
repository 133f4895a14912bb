/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Lists of the API: limit, and one of before, after and offset; the envelope with its paging.
 * Private to practice. */
#pragma once

#include "practice/rh-practice-call.h"

G_BEGIN_DECLS

/* Answers with one page of @items (of JsonObject), or with 400. */
void rh_practice_list_reply (RhPracticeCall *call, GPtrArray *items);
/* Answers with {"data": @object}; consumes it. */
void rh_practice_list_reply_one (RhPracticeCall *call, guint status, JsonObject *object);

G_END_DECLS
