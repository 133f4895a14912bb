/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the history keeps of one exchange besides its line: the request as typed, what was sent and
 * what came back. Made masked: no secret is in what is kept (security.md 4.0, 4.8). */
#pragma once

#include "collection/rh-request-item.h"
#include "http/rh-exchange.h"
#include "workspace/rh-history-entry.h"

G_BEGIN_DECLS

/* Bytes of a body; what is longer is not kept. */
#define RH_HISTORY_MAX_BODY (256 * 1024)

typedef enum
{
  RH_HISTORY_BODY_NONE, /* there was none */
  RH_HISTORY_BODY_KEPT,
  RH_HISTORY_BODY_PROTECTED, /* not kept: of a protected environment (security.md 4.9) */
  RH_HISTORY_BODY_SECRET,    /* not kept: it holds a secret that could not be masked for sure */
  RH_HISTORY_BODY_TOO_LARGE, /* not kept */
  RH_HISTORY_BODY_NO_TEXT,   /* not kept: a file or bytes that are not UTF-8 */
} RhHistoryBodyState;

#define RH_TYPE_HISTORY_BODY_STATE (rh_history_body_state_get_type ())
GType rh_history_body_state_get_type (void);

typedef struct
{
  RhHistoryBodyState state;
  char *text;   /* NULL unless KEPT */
  goffset size; /* as it was */
} RhHistoryBody;

typedef struct
{
  RhRequestItem *item;   /* as typed, with {{variables}}; NULL: in clear */
  gboolean masked_typed; /* a secret was typed into it and is masked: to be typed again */
  RhHeaders *sent;
  RhHistoryBody sent_body;
  char *reason;        /* of the status; NULL: none */
  char *http_version;  /* NULL: no response */
  RhHeaders *received; /* of the last response */
  RhHistoryBody body;
} RhHistoryContent;

RhHistoryContent *rh_history_content_new (void);
void rh_history_content_free (RhHistoryContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhHistoryContent, rh_history_content_free)

/* From an exchange that has ended; masks. @protected_environment: no bodies, and none in the
 * request as typed. */
RhHistoryContent *rh_history_content_from_exchange (RhRequestItem *item,
                                                    RhExchange *exchange,
                                                    gboolean protected_environment);
/* The same in clear, and without the request as typed: for a file that somebody asked for, never
 * for the history. @bodies: FALSE as for a protected environment. */
RhHistoryContent *rh_history_content_in_clear (RhExchange *exchange, gboolean bodies);
/* The line for it; masks. @account may be NULL. */
RhHistoryFacts *rh_history_facts_from_exchange (const char *environment,
                                                const char *account,
                                                RhRequestItem *item,
                                                RhExchange *exchange);
/* An exchange to look at, of one hop. (transfer full) No spool if the body was not kept. */
RhExchange *rh_history_content_dup_exchange (const RhHistoryContent *self,
                                             const RhHistoryFacts *facts);

G_END_DECLS
