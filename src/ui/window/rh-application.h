/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The application: one process, its actions, its workspace. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_APPLICATION (rh_application_get_type ())
G_DECLARE_FINAL_TYPE (RhApplication, rh_application, RH, APPLICATION, AdwApplication)

RhApplication *rh_application_new (void);
/* Instead of the user's own, before the application starts: for tests. */
void rh_application_set_workspace (RhApplication *self, RhWorkspace *workspace);

G_END_DECLS
