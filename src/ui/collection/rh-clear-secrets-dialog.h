/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The offer to move secrets that stand in a collection's files into the keyring. */
#pragma once

#include "workspace/rh-clear-secrets.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* "2 secrets stand in files in clear" (transfer full) */
char *rh_clear_secrets_dialog_dup_title (RhClearSecrets *secrets);
/* Asks, moves, and says what became of it, also where a value is kept already. */
void rh_clear_secrets_dialog_run (RhClearSecrets *secrets, GtkWidget *from);

G_END_DECLS
