/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values that somebody typed into a request and that look as if they should not stand in a file:
 * an Authorization header, an API key (security.md 4.5). Pure. */
#pragma once

#include "collection/rh-request-item.h"

G_BEGIN_DECLS

/* A field of that name with that value: eight characters at least, and no {{variable}} in it, for
 * then it is filled in from a place of its own. */
gboolean rh_secret_looking (const char *name, const char *value, gboolean header);
/* Headers and params of the request that are switched on and look like it, and what its auth holds
 * in clear: for that a row is made, whose value is the auth's when it is set. (transfer full)
 * (element-type RhField) */
GPtrArray *rh_secret_looking_find (RhRequestItem *item);
/* A variable's name for a field's: "X-API-Key" gives "x_api_key". (transfer full) */
char *rh_secret_looking_dup_name (const char *field);

/* What of the value is the secret: "Bearer abc" is its scheme and a space, which stay, and "abc".
 */
const char *rh_secret_looking_skip_scheme (const char *value);

G_END_DECLS
