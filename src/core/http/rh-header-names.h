/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fields that people put into requests, and what they put there: for completion. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* In the order of the alphabet, in their usual case; NULL-terminated. */
const char *const *rh_header_names (void);
/* Usual values of the field of that name, without case, the most usual first; NULL-terminated.
 * NULL: none are known. */
const char *const *rh_header_values (const char *name);

G_END_DECLS
