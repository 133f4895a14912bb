/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A quoted string of a header field (RFC 9110 5.6.4). */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* @at stands at the opening quotation mark and is moved behind the closing one, or to the end where
 * there is none. Without the marks and what escapes. (transfer full) */
char *rh_quoted_take (const char **at);

G_END_DECLS
