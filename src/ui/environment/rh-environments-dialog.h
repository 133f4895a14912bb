/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All environments of a collection, to be added, duplicated, renamed, deleted and edited, and the
 * collection's own variables. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_ENVIRONMENTS_DIALOG (rh_environments_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhEnvironmentsDialog,
                      rh_environments_dialog,
                      RH,
                      ENVIRONMENTS_DIALOG,
                      AdwDialog)

/* @current: whose values of the collection's secrets are edited; NULL: none is chosen. */
AdwDialog *rh_environments_dialog_new (RhWorkspace *workspace,
                                       RhCollection *collection,
                                       RhEnvironment *current);
/* Goes on to the page of that environment. */
void rh_environments_dialog_open (RhEnvironmentsDialog *self, RhEnvironment *environment);

G_END_DECLS
