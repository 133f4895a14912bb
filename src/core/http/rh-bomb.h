/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How much a compressed body may grow (standards.md I5). */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* FALSE: RH_HTTP_ERROR_ENCODING; @decoded bytes are out of all proportion to the @came ones. */
gboolean rh_bomb_check (goffset decoded, goffset came, GError **error);

G_END_DECLS
