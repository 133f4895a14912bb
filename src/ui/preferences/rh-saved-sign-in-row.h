/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sign-in that the keyring has: what it is, and a menu to end it. */
#pragma once

#include "workspace/rh-saved-sign-in.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SAVED_SIGN_IN_ROW (rh_saved_sign_in_row_get_type ())
G_DECLARE_FINAL_TYPE (RhSavedSignInRow, rh_saved_sign_in_row, RH, SAVED_SIGN_IN_ROW, AdwActionRow)

/* Signals: "revoke", "forget". */
GtkWidget *rh_saved_sign_in_row_new (RhSavedSignIn *sign_in);
RhSavedSignIn *rh_saved_sign_in_row_get_sign_in (RhSavedSignInRow *self);

G_END_DECLS
