/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one collection, in one environment. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_WINDOW (rh_window_get_type ())
G_DECLARE_FINAL_TYPE (RhWindow, rh_window, RH, WINDOW, AdwApplicationWindow)

/* Shows the first collection of @workspace, or the ways to begin. Properties: "narrow", "wide"
 * (boolean), set by the breakpoints. */
RhWindow *rh_window_new (AdwApplication *application, RhWorkspace *workspace);
RhWorkspace *rh_window_get_workspace (RhWindow *self);
/* NULL: none yet. */
RhCollection *rh_window_get_collection (RhWindow *self);
/* Shows a collection: in the window that has it, in this one if it has none, or in one of its own.
 */
void rh_window_show (RhWindow *self, RhCollection *collection);
/* Opens the collection in a folder, or says why not. */
void rh_window_open_folder (RhWindow *self, GFile *folder);

G_END_DECLS
