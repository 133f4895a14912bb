/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All keys on one page, read from the application, so that the page cannot be wrong. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SHORTCUTS_DIALOG (rh_shortcuts_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhShortcutsDialog, rh_shortcuts_dialog, RH, SHORTCUTS_DIALOG, AdwDialog)

/* Adds the groups of keys to a page of somebody else's. */
void rh_shortcuts_dialog_fill (AdwPreferencesPage *page, GtkApplication *application);
AdwDialog *rh_shortcuts_dialog_new (GtkApplication *application);

G_END_DECLS
