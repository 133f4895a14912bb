/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where a secret stands in a text that says by its shape alone what it is, whatever it is called:
 * keys whose issuer begins them all alike so that they are found, and private keys in PEM. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The first at or behind @from. Bytes @start to @end; FALSE: none. See rh-jwt-find.h for JSON Web
 * Tokens. */
gboolean rh_token_find (const char *text, gsize length, gsize from, gsize *start, gsize *end);

G_END_DECLS
