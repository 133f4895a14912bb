/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How far somebody has come in one environment: client registered, signed in, API called. Nothing
 * is ticked: each step is there when what proves it was seen, and says what that was. */
#pragma once

#include "oauth/rh-cause.h"
#include "workspace/rh-step-fact.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

#define RH_TYPE_PROGRESS (rh_progress_get_type ())
G_DECLARE_FINAL_TYPE (RhProgress, rh_progress, RH, PROGRESS, GObject)

/* Signal "changed": a fact is another one, or what failed is. Until load() it knows what settings,
 * connection and requests say, and reads neither keyring nor history. */
RhProgress *rh_progress_new (RhWorkspace *workspace, RhConnection *connection);
RhConnection *rh_progress_get_connection (RhProgress *self);
const RhStepFact *rh_progress_get_fact (RhProgress *self, RhStep step);
/* The first that is not reached; RH_N_STEPS: all are. */
RhStep rh_progress_get_next (RhProgress *self);

/* What is kept from before: the client secret and the token, where a client ID is set, and the
 * newest requests of the history. No network. What cannot be read is not seen; no error. */
void rh_progress_load_async (RhProgress *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
/* FALSE: cancelled. */
gboolean rh_progress_load_finish (RhProgress *self, GAsyncResult *result, GError **error);

/* How many requests of the history were read from disk so far: for tests. */
guint rh_progress_get_n_looked (RhProgress *self);

/* Why the next step did not come, as far as the last attempt shows: RH_CAUSE_NONE if nothing
 * failed. (transfer full) */
RhCause *rh_progress_explain (RhProgress *self);
/* The request to begin with: what the service names, else the first that only reads. Borrowed;
 * NULL: there is none. */
RhRequestItem *rh_progress_find_request (RhProgress *self);

G_END_DECLS
