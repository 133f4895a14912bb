/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent and what came back as an HTTP Archive 1.2, for other programs. Masked as the
 * history is, unless somebody asks for the secrets of what is still held in memory. */
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

/* How many of these entries @secrets would write in clear now. */
guint rh_history_har_count_clear (GPtrArray *entries);

/* What became of the entries. */
typedef struct
{
  guint n_masked;   /* written without their secrets */
  guint n_left_out; /* not there any more, or not to be read */
} RhHistoryHarCount;

/* The archive of these entries (of RhHistoryEntry, newest first), each read from its file; the main
 * loop runs meanwhile. @secrets: those whose exchange is still held by somebody are in clear. */
void rh_history_har_write_async (RhHistory *history,
                                 GPtrArray *entries,
                                 gboolean secrets,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);
/* (transfer full) */
GBytes *
rh_history_har_write_finish (GAsyncResult *result, RhHistoryHarCount *count, GError **error);

G_END_DECLS
