/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks before a client's access to a service ends for good (security.md 3.11), and ends it. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* What happened, as a sentence. */
typedef void (*RhDisconnectNotice) (const char *text, gpointer user_data);

/* "Disconnect from Pleo…"; NULL: there is nothing to disconnect. (transfer full) */
char *rh_disconnect_dialog_dup_title (RhWorkspace *workspace, RhConnection *connection);
/* The answer has to be typed: the account's name, or the environment's where no account is known.
 * @destroy frees @user_data at the end, whatever the answer. */
void rh_disconnect_dialog_ask (GtkWidget *parent,
                               RhWorkspace *workspace,
                               RhConnection *connection,
                               RhDisconnectNotice notice,
                               gpointer user_data,
                               GDestroyNotify destroy);

G_END_DECLS
