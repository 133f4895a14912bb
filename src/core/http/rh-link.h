/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The Link field (RFC 8288): where a response says that related resources are. */
#pragma once

#include "http/rh-headers.h"

G_BEGIN_DECLS

/* The target of the first link of that relation (one word, without case), as it stands there:
 * perhaps relative, server text. Links about another resource ("anchor") do not count. (transfer
 * full); NULL: none. */
char *rh_link_find (RhHeaders *headers, const char *relation);

G_END_DECLS
