/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help: pages to read, the keys, and what to do about what one sees. All of it is in the program.
 */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_HELP_DIALOG (rh_help_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhHelpDialog, rh_help_dialog, RH, HELP_DIALOG, AdwDialog)

/* @application: for its keys. Signal "follow" (action): somebody wants to go where a page tells of.
 */
RhHelpDialog *rh_help_dialog_new (GtkApplication *application);
/* @page: RH_HELP_…; Back leads from it to the list that it is in. */
void rh_help_dialog_show (RhHelpDialog *self, const char *page);

G_END_DECLS
