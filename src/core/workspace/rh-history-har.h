/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent and what came back as an HTTP Archive 1.2, for other programs. Masked as the
 * history is: no secret is in it. */
#pragma once

#include "workspace/rh-history.h"

G_BEGIN_DECLS

typedef struct _RhHistoryHar RhHistoryHar;

RhHistoryHar *rh_history_har_new (void);
void rh_history_har_free (RhHistoryHar *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhHistoryHar, rh_history_har_free)

/* Oldest first, as a browser has them: so add them. */
void rh_history_har_add (RhHistoryHar *self,
                         const RhHistoryFacts *facts,
                         const RhHistoryContent *content);
/* The text of the file, JSON in UTF-8; once. (transfer full) */
GBytes *rh_history_har_finish (RhHistoryHar *self);

/* The archive of these entries (of RhHistoryEntry, newest first), each read from its file; the main
 * loop runs meanwhile. One that is not there any more, or cannot be read, is left out. */
void rh_history_har_write_async (RhHistory *history,
                                 GPtrArray *entries,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* @n_left_out: NULL. (transfer full) */
GBytes *rh_history_har_write_finish (GAsyncResult *result, guint *n_left_out, GError **error);

G_END_DECLS
