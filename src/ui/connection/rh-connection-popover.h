/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What hangs on the header button: the environments, and the sign-in of the one that is shown. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_CONNECTION_POPOVER (rh_connection_popover_get_type ())
G_DECLARE_FINAL_TYPE (RhConnectionPopover,
                      rh_connection_popover,
                      RH,
                      CONNECTION_POPOVER,
                      GtkPopover)

/* @connections: of RhConnection, one for each environment. Signals: "chosen" (RhConnection *),
 * "account" (const char *label, of the environment that is shown), "connect", "notice" (const char
 * *text). */
RhConnectionPopover *rh_connection_popover_new (RhWorkspace *workspace, GPtrArray *connections);
/* Another account of the same environment; @connections has it already. */
void
rh_connection_popover_replace (RhConnectionPopover *self, RhConnection *old, RhConnection *fresh);
/* What is protected changed. */
void rh_connection_popover_update_protected (RhConnectionPopover *self);
void rh_connection_popover_set_current (RhConnectionPopover *self, RhConnection *connection);

G_END_DECLS
