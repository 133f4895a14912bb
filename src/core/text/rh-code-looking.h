/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the value of a "code" in JSON looks like: an API's own word, or an authorization code. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Whether it is to be masked wherever it stands: "EUR" and "NOT_FOUND" are not. */
gboolean rh_code_looking (const char *value, gsize length);
/* Of a "state" beside it: as a program makes one, not a part of a country. */
gboolean rh_code_looking_state (const char *value, gsize length);

G_END_DECLS
