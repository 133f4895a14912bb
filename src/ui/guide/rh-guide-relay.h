/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the relay page where the user says, and has the sign-in listen where it leads to. */
#pragma once

#include "workspace/rh-connection.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @from: in the window that asks. @listen_uri: on this computer. Says in a toast what came of it.
 */
void rh_guide_relay_save (GtkWidget *from, RhConnection *connection, const char *listen_uri);

G_END_DECLS
