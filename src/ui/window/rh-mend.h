/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Does what mends a refused request: refreshes and sends again, asks for a scope, or shows the page
 * where something has to be changed. */
#pragma once

#include "oauth/rh-refusal.h"
#include "window/rh-tab.h"

G_BEGIN_DECLS

/* @connection: where it was sent. Nothing happens for a refusal that only its user can mend. */
void rh_mend_refusal (RhTab *tab, RhConnection *connection, const RhRefusal *refusal);

G_END_DECLS
