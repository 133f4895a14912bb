/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whether a certificate that does not verify is good at one address all the same (security.md
 * 4.3): default no. */
#pragma once

#include "http/rh-hop.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* @hop was refused for its certificate. Response: "trust" or "cancel". */
AdwAlertDialog *rh_trust_dialog_new (RhHop *hop, const char *origin);

G_END_DECLS
