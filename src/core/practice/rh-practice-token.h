/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The endpoints that a client calls itself: token, revocation, introspection; and the metadata that
 * names them. Private to practice. */
#pragma once

#include "practice/rh-practice-call.h"

G_BEGIN_DECLS

void rh_practice_token_exchange (RhPracticeCall *call);
void rh_practice_token_revoke (RhPracticeCall *call);
void rh_practice_token_introspect (RhPracticeCall *call);
void rh_practice_token_metadata (RhPracticeCall *call);

G_END_DECLS
