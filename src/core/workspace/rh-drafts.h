/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Unsaved edits of requests, kept beside the collection: whatever ends the program, they are there
 * when the collection is opened again. A draft holds what the request's file would hold. */
#pragma once

#include "workspace/rh-collections.h"

G_BEGIN_DECLS

#define RH_TYPE_DRAFTS (rh_drafts_get_type ())
G_DECLARE_FINAL_TYPE (RhDrafts, rh_drafts, RH, DRAFTS, GObject)

/* One file a request, "drafts/ID/….json" below @state_dir, mode 0600. Signal "failed"
 * (RhCollection, GError): an edit could not be kept; once a request, until it can. */
RhDrafts *rh_drafts_new (GFile *state_dir);
/* From now on what is edited is kept, a moment after it changed, until it is saved, discarded or
 * deleted. Each collection once. */
void rh_drafts_watch (RhDrafts *self, RhCollection *collection, RhCollectionStore *store);
/* Puts every draft back: the request is edited, and in conflict where its file says something else
 * now. One whose file is gone becomes a new request where it was. Returns how many there were. A
 * file that cannot be read stays as it is. The collection must be watched. */
guint rh_drafts_restore (RhDrafts *self, RhCollection *collection);
/* Keeps now what is to be kept; FALSE: @error is why one of the edits could not be. */
gboolean rh_drafts_flush (RhDrafts *self, GError **error);
/* Watches and restores whatever is open, and what will be opened. One that lives in memory keeps
 * nothing. */
void rh_drafts_follow (RhDrafts *self, RhCollections *collections);
/* How many drafts were written so far: for tests. */
guint rh_drafts_get_n_written (RhDrafts *self);

G_END_DECLS
