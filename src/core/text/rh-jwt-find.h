/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a JSON Web Token stands in a text: a header's value, what somebody selected. By its shape
 * alone; rh_jwt_decode() says whether it is one. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first at or behind @from: three base64url parts with dots between (RFC 7515 7.1) or five (RFC
 * 7516 7.1), the first of which begins as a JSON object does. Bytes @start to @end; FALSE: none. */
gboolean rh_jwt_find (const char *text, gsize length, gsize from, gsize *start, gsize *end);

G_END_DECLS
