/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Connect: the settings, then the wait for the browser. A view of the connection: closed while it
 * waits, the sign-in goes on; opened again, it shows the wait. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_CONNECT_DIALOG (rh_connect_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhConnectDialog, rh_connect_dialog, RH, CONNECT_DIALOG, AdwDialog)

/* Opens it over @parent. Borrowed: it lives while it is open. RhConnectionButton does this. */
RhConnectDialog *
rh_connect_dialog_open (RhWorkspace *workspace, RhConnection *connection, GtkWidget *parent);
/* To those in the form; nothing is kept before somebody connects. */
void rh_connect_dialog_add_scopes (RhConnectDialog *self, const char *scopes);

G_END_DECLS
