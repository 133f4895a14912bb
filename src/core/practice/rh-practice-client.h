/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who is asking at the token endpoint: client authentication (RFC 6749 2.3). Private to practice.
 */
#pragma once

#include "practice/rh-practice-call.h"

G_BEGIN_DECLS

/* Answers and returns FALSE unless the registered client has shown who it is, in one way: Basic, or
 * its fields in @form; a public client by its ID. */
gboolean rh_practice_client_authenticate (RhPracticeCall *call, const RhParams *form);

G_END_DECLS
