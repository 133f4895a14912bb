/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which program listens on a port of this machine, as far as /proc tells. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* "python3 (process 4711)"; NULL where it cannot be told: another user's program, a sandbox, no
 * /proc. */
char *rh_port_holder_find (guint16 port);

G_END_DECLS
