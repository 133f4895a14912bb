/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The header button: which environment, and whether it is connected; its popover switches, shows
 * the account and signs out. It also opens Connect and watches every sign-in of its collection, so
 * that a wait goes on when the dialog is closed. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_CONNECTION_BUTTON (rh_connection_button_get_type ())
G_DECLARE_FINAL_TYPE (RhConnectionButton, rh_connection_button, RH, CONNECTION_BUTTON, AdwBin)

/* In Blueprint: $RhConnectionButton {}. Until set_collection() it is insensitive.
 * Property "environment" (RhEnvironment, writable): follows the choice in the popover; the window
 * binds to it. Signal "notice" (const char *text): for a toast, plain text: "Connected to
 * Practice", "Signed out of Staging". */
void rh_connection_button_set_collection (RhConnectionButton *self,
                                          RhWorkspace *workspace,
                                          RhCollection *collection);
RhEnvironment *rh_connection_button_get_environment (RhConnectionButton *self);
void rh_connection_button_set_environment (RhConnectionButton *self, RhEnvironment *environment);
/* Whom to be in the environment shown: a label of the accounts, "" the default one. It is where the
 * next window begins, too. */
void rh_connection_button_set_account (RhConnectionButton *self, const char *label);
/* Of the environment shown and the account chosen in it; property "connection", notified. Borrowed,
 * NULL before set_collection(). */
RhConnection *rh_connection_button_get_connection (RhConnectionButton *self);
/* Ctrl+E. */
void rh_connection_button_popup (RhConnectionButton *self);
/* "win.connect": opens the Connect dialog of the environment shown; while a sign-in is under way,
 * its waiting page. To go on when it worked, watch the connection's "state". */
void rh_connection_button_open_connect (RhConnectionButton *self);
/* The same with more scopes to ask for, separated by spaces: they are in the form and can be taken
 * out again. "win.connect-with". */
void rh_connection_button_open_connect_with (RhConnectionButton *self, const char *scopes);

G_END_DECLS
