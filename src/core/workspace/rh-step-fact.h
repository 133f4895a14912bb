/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a step of the way to the first call was seen by. Plain. */
#pragma once

#include "workspace/rh-history-content.h"

G_BEGIN_DECLS

typedef enum
{
  RH_STEP_REGISTER, /* the client ID is set, and its secret kept if it has one */
  RH_STEP_CONNECT,  /* there is a token */
  RH_STEP_CALL,     /* a request with the token brought a 2xx with JSON */
  RH_N_STEPS,
} RhStep;

/* Strings are data; NULL where the step has none or it is not known. */
typedef struct
{
  gboolean reached;
  gint64 when; /* real time, microseconds; 0: before, and nobody noted when */

  /* REGISTER */
  char *client_id;
  gboolean is_public; /* it has no secret, or one that the documentation prints */

  /* CONNECT */
  char *account;
  char *scope;
  gboolean scope_as_asked;

  /* CALL */
  char *method;
  char *path; /* masked, without the query */
  guint status;
  gint64 n_items; /* in the list that came back; -1: not a list, or not counted */
} RhStepFact;

void rh_step_fact_clear (RhStepFact *self);
/* A CALL from an exchange that has ended, or from what the history kept of one. FALSE: it is none,
 * and @fact stays as it was. */
gboolean rh_step_fact_read_exchange (RhStepFact *fact, RhExchange *exchange);
gboolean rh_step_fact_read_history (RhStepFact *fact,
                                    const RhHistoryFacts *line,
                                    const RhHistoryContent *content);
/* The length of the list that a JSON text is or has as "data", "items", "results" or "value"; -1:
 * none. FALSE: it is no JSON. */
gboolean rh_step_fact_count_items (const char *text, gsize length, gint64 *n_items);

G_END_DECLS
