/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One line of the history. */
#define G_LOG_DOMAIN "rh-history-entry"

#include "config.h"

#include "workspace/rh-history-entry.h"

#include <string.h>

/* Bytes: a line of thousands is held in memory. */
#define MAX_URL 8192
#define MAX_WORDS 1024

struct _RhHistoryEntry
{
  GObject parent_instance;

  /* owned */
  char *id;
  RhHistoryFacts *facts;
  char *haystack; /* for searching; NULL before the first */
  GWeakRef exchange;

  /* plain */
  gboolean bodies;
};

G_DEFINE_ENUM_TYPE (RhHistoryOutcome,
                    rh_history_outcome,
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_OUTCOME_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_OUTCOME_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (RH_HISTORY_OUTCOME_CANCELLED, "cancelled"))

G_DEFINE_FINAL_TYPE (RhHistoryEntry, rh_history_entry, G_TYPE_OBJECT)

void
rh_history_facts_free (RhHistoryFacts *self)
{
  g_free (self->environment);
  g_free (self->account);
  g_free (self->name);
  g_free (self->method);
  g_free (self->url);
  g_free (self->error);
  g_free (self);
}

static void
tidy (char **text, gsize max)
{
  g_autofree char *cut = NULL;
  const char *end;

  if (*text == NULL)
    *text = g_strdup ("");
  if (strlen (*text) <= max)
    return;

  end = g_utf8_find_prev_char (*text, *text + max);
  cut = g_strndup (*text, end != NULL ? (gsize) (end - *text) : 0);
  g_free (*text);
  *text = g_strconcat (cut, "…", NULL);
}

static void
rh_history_entry_finalize (GObject *object)
{
  RhHistoryEntry *self = RH_HISTORY_ENTRY (object);

  g_free (self->id);
  g_free (self->haystack);
  g_weak_ref_clear (&self->exchange);
  rh_history_facts_free (self->facts);

  G_OBJECT_CLASS (rh_history_entry_parent_class)->finalize (object);
}

static void
rh_history_entry_class_init (RhHistoryEntryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_history_entry_finalize;
}

static void
rh_history_entry_init (RhHistoryEntry *self)
{
  g_weak_ref_init (&self->exchange, NULL);
}

RhHistoryEntry *
rh_history_entry_new (const char *id, RhHistoryFacts *facts)
{
  RhHistoryEntry *self;

  g_return_val_if_fail (id != NULL, NULL);
  g_return_val_if_fail (facts != NULL, NULL);

  self = g_object_new (RH_TYPE_HISTORY_ENTRY, NULL);
  self->id = g_strdup (id);
  self->facts = facts;
  tidy (&facts->environment, MAX_WORDS);
  tidy (&facts->account, MAX_WORDS);
  tidy (&facts->name, MAX_WORDS);
  tidy (&facts->method, MAX_WORDS);
  tidy (&facts->url, MAX_URL);
  tidy (&facts->error, MAX_WORDS);
  return self;
}

const char *
rh_history_entry_get_id (RhHistoryEntry *self)
{
  g_return_val_if_fail (RH_IS_HISTORY_ENTRY (self), NULL);

  return self->id;
}

const RhHistoryFacts *
rh_history_entry_get_facts (RhHistoryEntry *self)
{
  g_return_val_if_fail (RH_IS_HISTORY_ENTRY (self), NULL);

  return self->facts;
}

void
rh_history_entry_set_exchange (RhHistoryEntry *self, RhExchange *exchange, gboolean bodies)
{
  g_return_if_fail (RH_IS_HISTORY_ENTRY (self));
  g_return_if_fail (RH_IS_EXCHANGE (exchange));

  g_weak_ref_set (&self->exchange, exchange);
  self->bodies = bodies;
}

RhExchange *
rh_history_entry_dup_exchange (RhHistoryEntry *self)
{
  g_return_val_if_fail (RH_IS_HISTORY_ENTRY (self), NULL);

  return g_weak_ref_get (&self->exchange);
}

gboolean
rh_history_entry_gives_bodies (RhHistoryEntry *self)
{
  g_return_val_if_fail (RH_IS_HISTORY_ENTRY (self), FALSE);

  return self->bodies;
}

/* What cannot be typed parts the fields, so that no word is found across two. */
static char *
dup_haystack (const RhHistoryFacts *facts)
{
  g_autofree char *status = facts->status != 0 ? g_strdup_printf ("%u", facts->status) : NULL;
  g_autofree char *all
      = g_strjoin ("\n", facts->method, facts->url, facts->name, status != NULL ? status : "",
                   facts->environment, facts->error, NULL);

  return g_utf8_casefold (all, -1);
}

gboolean
rh_history_entry_matches (RhHistoryEntry *self, const char *query)
{
  g_autofree char *folded = NULL;
  g_auto (GStrv) words = NULL;

  g_return_val_if_fail (RH_IS_HISTORY_ENTRY (self), FALSE);
  g_return_val_if_fail (query != NULL, FALSE);

  if (self->haystack == NULL)
    self->haystack = dup_haystack (self->facts);

  folded = g_utf8_casefold (query, -1);
  words = g_strsplit_set (folded, " \t\n", -1);
  for (guint i = 0; words[i] != NULL; i++)
    if (strstr (self->haystack, words[i]) == NULL)
      return FALSE;

  return TRUE;
}
