/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: every sign-in that the keyring has, used or not. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SAVED_SIGN_INS_PAGE (rh_saved_sign_ins_page_get_type ())
G_DECLARE_FINAL_TYPE (RhSavedSignInsPage,
                      rh_saved_sign_ins_page,
                      RH,
                      SAVED_SIGN_INS_PAGE,
                      AdwPreferencesPage)

/* Reads the keyring each time it comes to be shown, and not before. */
GtkWidget *rh_saved_sign_ins_page_new (RhWorkspace *workspace);

G_END_DECLS
