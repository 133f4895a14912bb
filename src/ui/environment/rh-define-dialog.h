/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a variable that nobody knows a value. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_DEFINE_DIALOG (rh_define_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhDefineDialog, rh_define_dialog, RH, DEFINE_DIALOG, AdwDialog)

/* @environment NULL: none is chosen, and it becomes the collection's. */
AdwDialog *rh_define_dialog_new (RhWorkspace *workspace,
                                 RhCollection *collection,
                                 RhEnvironment *environment,
                                 const char *name);

G_END_DECLS
