/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Who one is in an environment: shows the account, switches to another one, adds and removes. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_ACCOUNT_BUTTON (rh_account_button_get_type ())
G_DECLARE_FINAL_TYPE (RhAccountButton, rh_account_button, RH, ACCOUNT_BUTTON, AdwBin)

/* @connection: of the account that is shown; NULL: none. Signals: "chosen" (const char *label),
 * "connect", "notice" (const char *text). */
void rh_account_button_set_connection (RhAccountButton *self,
                                       RhWorkspace *workspace,
                                       RhConnection *connection);

G_END_DECLS
