/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A token as a server gave it, and when it ends. Immutable but for the generation; boxed. */
#pragma once

#include "text/rh-secret.h"

G_BEGIN_DECLS

typedef struct _RhToken RhToken; /* reference counted */

#define RH_TYPE_TOKEN (rh_token_get_type ())
GType rh_token_get_type (void);

/* The clock, passed in so that tests own it: real time and CLOCK_BOOTTIME, microseconds. */
typedef struct
{
  gint64 (*real) (gpointer user_data);
  gint64 (*boot) (gpointer user_data);
  gpointer user_data;
} RhClock;
const RhClock *rh_clock_get_system (void);

#define RH_TOKEN_LIFETIME_UNKNOWN (-1)

/* @lifetime in seconds, RH_TOKEN_LIFETIME_UNKNOWN when the reply named none. @scope: as the reply
 * named it, NULL if it did not. Remembers now by both clocks. */
RhToken *rh_token_new (RhSecret *access_token,
                       RhSecret *refresh_token,
                       const char *token_type,
                       const char *scope,
                       gint64 lifetime,
                       const RhClock *clock);
RhToken *rh_token_ref (RhToken *self);
void rh_token_unref (RhToken *self);
/* After a refresh: keeps the old refresh token, scope and subject where @fresh has none (RFC 6749
 * 6). */
RhToken *rh_token_merge (RhToken *old, RhToken *fresh);

RhSecret *rh_token_get_access_token (RhToken *self);  /* borrowed */
RhSecret *rh_token_get_refresh_token (RhToken *self); /* borrowed, NULL: none */
const char *rh_token_get_token_type (RhToken *self);
const char *rh_token_get_scope (RhToken *self);
const char *rh_token_get_subject (RhToken *self); /* NULL: not known */
const char *rh_token_get_account (RhToken *self); /* what to show for it; NULL: not known */
RhToken *rh_token_with_subject (RhToken *self, const char *subject, const char *account);
guint64 rh_token_get_generation (RhToken *self);
RhToken *rh_token_with_generation (RhToken *self, guint64 generation);

/* What a token is of and for, kept with it in the keyring (security.md 4.5): enough to show it, to
 * find out whether anything still leads to it, and to revoke it when nothing does. */
typedef enum
{
  RH_TOKEN_FACT_COLLECTION, /* id */
  RH_TOKEN_FACT_COLLECTION_NAME,
  RH_TOKEN_FACT_ENVIRONMENT,
  RH_TOKEN_FACT_LABEL, /* of the account, the user's */
  RH_TOKEN_FACT_TOKEN_URL,
  RH_TOKEN_FACT_REVOCATION_URL,
  RH_TOKEN_FACT_ISSUER,
  RH_TOKEN_FACT_CLIENT_ID,
  RH_TOKEN_FACT_CLIENT_AUTH, /* nick of RhClientAuth */
  RH_TOKEN_FACT_ASKED_SCOPE,
  RH_TOKEN_N_FACTS,
} RhTokenFact;
/* NULL: not known. */
const char *rh_token_get_fact (RhToken *self, RhTokenFact fact);
/* @facts: RH_TOKEN_N_FACTS strings, each may be NULL. */
RhToken *rh_token_with_facts (RhToken *self, const char *const *facts);

/* Seconds until it ends; 0: ended; RH_TOKEN_LIFETIME_UNKNOWN. By CLOCK_BOOTTIME in the process that
 * got it, else by wall time; a wall clock before "received" means ended (security.md 3.7). */
gint64 rh_token_get_seconds_left (RhToken *self, const RhClock *clock);
/* Inside the margin: min (60 s, a tenth of its life). Unknown life: never by time. */
gboolean rh_token_needs_refresh (RhToken *self, const RhClock *clock);

/* The keyring's blob: one JSON object (L1). Strict on reading: NULL if it is not ours. */
RhSecret *rh_token_serialize (RhToken *self);
RhToken *rh_token_deserialize (RhSecret *blob, const RhClock *clock, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhToken, rh_token_unref)

G_END_DECLS
