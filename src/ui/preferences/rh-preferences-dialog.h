/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: theme, layout, history, wrap, font; the network; saved sign-ins. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_PREFERENCES_DIALOG (rh_preferences_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhPreferencesDialog,
                      rh_preferences_dialog,
                      RH,
                      PREFERENCES_DIALOG,
                      AdwPreferencesDialog)

AdwDialog *rh_preferences_dialog_new (RhWorkspace *workspace);
/* Goes to the page of the network. */
void rh_preferences_dialog_show_network (RhPreferencesDialog *self);

G_END_DECLS
