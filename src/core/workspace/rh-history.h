/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent from one collection, newest first: a GListModel of RhHistoryEntry. One file an
 * entry, mode 0600, in the user's state (standards.md M4). */
#pragma once

#include "oauth/rh-token.h"
#include "workspace/rh-history-content.h"

G_BEGIN_DECLS

typedef struct
{
  gboolean enabled; /* FALSE: nothing is written; what is there stays until it is cleared */
  guint max_entries;
  guint max_days;
  guint64 max_size; /* bytes of all files of one collection */
} RhHistoryLimits;

#define RH_TYPE_HISTORY (rh_history_get_type ())
G_DECLARE_FINAL_TYPE (RhHistory, rh_history, RH, HISTORY, GObject)

/* @folder is made with the first entry. From rh_workspace_get_history(). Begins switched off. */
RhHistory *rh_history_new (GFile *folder, const RhClock *clock);
/* Takes away what is over them at once, unless switched off. */
void rh_history_set_limits (RhHistory *self, const RhHistoryLimits *limits);
gboolean rh_history_is_enabled (RhHistory *self);

/* Fills the list, in idle time; before, it has what was added since the start. Property "loading",
 * notified. What cannot be read, or is of a newer version, is left out and left alone. */
void rh_history_open (RhHistory *self);
gboolean rh_history_is_loading (RhHistory *self);

/* Keeps an exchange that has ended; does nothing when switched off. Masks; the file is written by
 * a thread, whole or not at all. @account may be NULL. @protected_environment: without bodies
 * (security.md 4.9). */
void rh_history_add (RhHistory *self,
                     const char *environment,
                     const char *account,
                     RhRequestItem *item,
                     RhExchange *exchange,
                     gboolean protected_environment);
/* The rest of it, from its file. Errors: G_FILE_ERROR, RH_COLLECTION_ERROR. */
RhHistoryContent *rh_history_load (RhHistory *self, RhHistoryEntry *entry, GError **error);
/* Both do nothing when it is so already. An entry that somebody holds can be put back. */
void rh_history_remove (RhHistory *self, RhHistoryEntry *entry);
void rh_history_restore (RhHistory *self, RhHistoryEntry *entry);
/* Every file of ours, those that cannot be read too. */
void rh_history_clear (RhHistory *self);
/* Returns when everything is on disk. */
void rh_history_flush (RhHistory *self);

G_END_DECLS
