/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How the state of a connection is said and drawn: one place, so that button, popover and tests
 * agree. */
#pragma once

#include "workspace/rh-connection.h"

G_BEGIN_DECLS

/* "Connected", "Not Set Up"… */
const char *rh_connection_state_label (RhConnectionState state);
/* A shape of its own for each state, so that colour is never all there is. */
const char *rh_connection_state_icon (RhConnectionState state);
/* A style class of libadwaita. */
const char *rh_connection_state_style (RhConnectionState state);
/* "42 min, renews"; @seconds as of rh_connection_get_seconds_left(). */
char *rh_connection_lifetime_text (gint64 seconds, gboolean renews);
/* How long a server wants not to be asked. */
char *rh_connection_wait_text (gint64 seconds);

/* An environment, its state, and whether it is protected, in words: "Production, Not Connected,
 * Protected". */
char *rh_connection_words (const char *environment, RhConnectionState state, gboolean is_protected);
/* An account as it is shown: the user's label, and beside it what the server calls it; @label "":
 * that name alone, or "Default Account". */
char *rh_account_words (const char *label, const char *name);

G_END_DECLS
