/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What may follow the last chunk of a body (RFC 9112 7.1.2): fields and an empty line. Pure. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* FALSE: @bytes cannot be the rest of a trailer section, nor the beginning of such a rest. */
gboolean rh_trailers_may_be (const char *bytes, gsize length);

G_END_DECLS
