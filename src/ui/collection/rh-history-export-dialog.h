/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks whether secrets are to be in an HTTP Archive of the history, and says of how many requests
 * they cannot be. */
#pragma once

#include "workspace/rh-history.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_HISTORY_EXPORT_DIALOG (rh_history_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhHistoryExportDialog,
                      rh_history_export_dialog,
                      RH,
                      HISTORY_EXPORT_DIALOG,
                      AdwDialog)

/* @entries: of RhHistoryEntry, newest first. @from: whose toast says how it went. */
AdwDialog *rh_history_export_dialog_new (GtkWidget *from, RhHistory *history, GPtrArray *entries);
/* Writes them as it is set and closes, as Export… does once a file was chosen. */
void rh_history_export_dialog_write (RhHistoryExportDialog *self, GFile *file);

G_END_DECLS
