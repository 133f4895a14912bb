/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks how a collection, or a part of it, is to be written for another program, writes it, and says
 * what is not in the file. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_EXPORT_DIALOG (rh_export_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhExportDialog, rh_export_dialog, RH, EXPORT_DIALOG, AdwDialog)

/* @item: an RhFolder or RhRequestItem in @collection; NULL: all of it. @environment: the one to
 * begin with; NULL. Signal "exported" (const char *name): the file is there, and there is nothing
 * to say of it. */
AdwDialog *rh_export_dialog_new (RhWorkspace *workspace,
                                 RhCollection *collection,
                                 GObject *item,
                                 RhEnvironment *environment);
/* Writes it as it is set, as Export… does once a file was chosen. */
void rh_export_dialog_write (RhExportDialog *self, GFile *file);

G_END_DECLS
