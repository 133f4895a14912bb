/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Get Started: from nothing to the first answer, in three steps that are seen and not ticked. It
 * can be left at any time, and opens where one stopped. */
#pragma once

#include "workspace/rh-progress.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GUIDE_DIALOG (rh_guide_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhGuideDialog, rh_guide_dialog, RH, GUIDE_DIALOG, AdwDialog)

/* @connection NULL: it asks first where to begin. Signals, each for whoever has the window:
 * "chosen" (const char *service_id): begin there, and set_connection();
 * "connect" (const char *scopes): the Connect dialog, with scopes to add ("": none);
 * "call" (RhRequestItem *): that request, ready to be sent;
 * "environment" (const char *name): show it, and set_connection();
 * "more": the window, for other requests. */
RhGuideDialog *rh_guide_dialog_new (RhWorkspace *workspace, RhConnection *connection);
/* Shows how far one has come there. After "chosen" it goes on with the next step. */
void rh_guide_dialog_set_connection (RhGuideDialog *self, RhConnection *connection);
/* The same with what was seen on the way, which knows what failed. */
void rh_guide_dialog_set_progress (RhGuideDialog *self, RhProgress *progress);
/* NULL before. */
RhProgress *rh_guide_dialog_get_progress (RhGuideDialog *self);

G_END_DECLS
