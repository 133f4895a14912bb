/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hangs on the header button: the environments, and the sign-in of the one that is shown. */
#pragma once

#include "workspace/rh-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_CONNECTION_POPOVER (rh_connection_popover_get_type ())
G_DECLARE_FINAL_TYPE (RhConnectionPopover,
                      rh_connection_popover,
                      RH,
                      CONNECTION_POPOVER,
                      GtkPopover)

/* @connections: of RhConnection, one for each environment. Signals: "chosen" (RhConnection *),
 * "connect", "notice" (const char *text). */
RhConnectionPopover *rh_connection_popover_new (GPtrArray *connections);
void rh_connection_popover_set_current (RhConnectionPopover *self, RhConnection *connection);

G_END_DECLS
