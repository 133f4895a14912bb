/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What all requests in a folder have: variables, headers, authorization, settings. */
#pragma once

#include "common/rh-variable-scope.h"
#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_FOLDER_DIALOG (rh_folder_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhFolderDialog, rh_folder_dialog, RH, FOLDER_DIALOG, AdwDialog)

/* @folder: the collection's root too. @scope: the window's. */
AdwDialog *rh_folder_dialog_new (RhWorkspace *workspace,
                                 RhCollection *collection,
                                 RhFolder *folder,
                                 RhVariableScope *scope);
/* It opens with its variables. */
void rh_folder_dialog_show_auth (RhFolderDialog *self);

G_END_DECLS
