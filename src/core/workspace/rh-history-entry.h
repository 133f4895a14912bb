/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the history: what was sent where, and what came of it. The rest is read when somebody
 * looks (rh_history_load()). */
#pragma once

#include "http/rh-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  RH_HISTORY_OUTCOME_DONE,
  RH_HISTORY_OUTCOME_FAILED,
  RH_HISTORY_OUTCOME_CANCELLED,
} RhHistoryOutcome;

#define RH_TYPE_HISTORY_OUTCOME (rh_history_outcome_get_type ())
GType rh_history_outcome_get_type (void);

/* Everything masked. Strings are never NULL once they are in an entry. */
typedef struct
{
  gint64 time;     /* begun: real time, microseconds */
  gint64 duration; /* microseconds */
  goffset size;    /* of the response's body, decoded */
  guint status;    /* 0: no response */
  guint n_hops;
  RhHistoryOutcome outcome;
  char *environment; /* by name */
  char *account;     /* "": not known */
  char *name;        /* of the request */
  char *method;
  char *url;
  char *error; /* the words of what failed; "": nothing did */
} RhHistoryFacts;

void rh_history_facts_free (RhHistoryFacts *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhHistoryFacts, rh_history_facts_free)

#define RH_TYPE_HISTORY_ENTRY (rh_history_entry_get_type ())
G_DECLARE_FINAL_TYPE (RhHistoryEntry, rh_history_entry, RH, HISTORY_ENTRY, GObject)

/* Immutable. @id: names the file, and sorts by time. Takes @facts; a string that is NULL becomes
 * "", one that is too long for a line is cut. */
RhHistoryEntry *rh_history_entry_new (const char *id, RhHistoryFacts *facts);
const char *rh_history_entry_get_id (RhHistoryEntry *self);
const RhHistoryFacts *rh_history_entry_get_facts (RhHistoryEntry *self);
/* For the history, once: where the entry is from. It is not held. @bodies: FALSE, they are not for
 * a file (a protected environment). */
void rh_history_entry_set_exchange (RhHistoryEntry *self, RhExchange *exchange, gboolean bodies);
/* In clear, as long as somebody else holds it, as a tab does that shows its response; else, and for
 * one of an earlier run, NULL. (transfer full) */
RhExchange *rh_history_entry_dup_exchange (RhHistoryEntry *self);
gboolean rh_history_entry_gives_bodies (RhHistoryEntry *self);
/* Is every word of @query in the method, the URL, the name, the status, the environment or the
 * error? Without case; "" is in everything. */
gboolean rh_history_entry_matches (RhHistoryEntry *self, const char *query);

G_END_DECLS
