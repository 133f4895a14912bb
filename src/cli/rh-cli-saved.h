/* SPDX-License-Identifier: GPL-3.0-or-later */
/* rehearse token --all: every sign-in that the keyring has, whatever led to it. */
#pragma once

#include "rh-cli.h"

G_BEGIN_DECLS

/* @action: "list", "revoke", "forget"; @id: which one, as the list calls it; NULL with "list". */
RhCliStatus rh_cli_saved (const char *action, const char *id, gboolean json);

G_END_DECLS
