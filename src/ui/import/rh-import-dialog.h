/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files of another program: read, told of, and written when somebody says so. */
#pragma once

#include "workspace/rh-import-operation.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_IMPORT_DIALOG (rh_import_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhImportDialog, rh_import_dialog, RH, IMPORT_DIALOG, AdwDialog)

/* @into: the collection that environments alone are added to; NULL: a new one is made of them.
 * Signals: "failed" (GError), nothing was read and the dialog is closed; "imported" (RhCollection,
 * RhImport), all is there. */
RhImportDialog *rh_import_dialog_new (RhWorkspace *workspace, RhCollection *into);
/* Reads @files (of GFile), and is presented over @parent when they are read or that takes longer.
 */
void rh_import_dialog_read (RhImportDialog *self, GPtrArray *files, GtkWidget *parent);
/* What Import… does with the folder that is chosen. */
void rh_import_dialog_write (RhImportDialog *self, GFile *folder);

G_END_DECLS
