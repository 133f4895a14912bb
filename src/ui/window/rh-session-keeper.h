/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Keeps which windows there are and what is in them, a moment after it changed, and opens them
 * again. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SESSION_KEEPER (rh_session_keeper_get_type ())
G_DECLARE_FINAL_TYPE (RhSessionKeeper, rh_session_keeper, RH, SESSION_KEEPER, GObject)

/* Gives @application the action "remember": any widget says by it that something is another now. */
RhSessionKeeper *rh_session_keeper_new (AdwApplication *application, RhWorkspace *workspace);
/* Begins to read the collections that restore() will open, or that the first window will. */
void rh_session_keeper_read_ahead (RhWorkspace *workspace);
/* Opens the windows of last time, the one in front last. FALSE: there were none. */
gboolean rh_session_keeper_restore (RhSessionKeeper *self);
/* Writes now. After finish() nothing is written: windows that close then are still part of it. */
void rh_session_keeper_flush (RhSessionKeeper *self);
void rh_session_keeper_finish (RhSessionKeeper *self);

G_END_DECLS
