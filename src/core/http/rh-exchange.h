/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request as sent, with all its hops, and its response. Watched by the response view. */
#pragma once

#include "http/rh-hop.h"
#include "http/rh-request.h"
#include "http/rh-sleep.h"
#include "http/rh-spool.h"

G_BEGIN_DECLS

typedef enum
{
  RH_EXCHANGE_STATE_WAITING,   /* no head of a final response yet */
  RH_EXCHANGE_STATE_RECEIVING, /* status and headers are there, the body is growing */
  RH_EXCHANGE_STATE_DONE,
  RH_EXCHANGE_STATE_FAILED,    /* rh_exchange_get_error() says in which phase */
  RH_EXCHANGE_STATE_CANCELLED, /* what came before is kept */
} RhExchangeState;

#define RH_TYPE_EXCHANGE_STATE (rh_exchange_state_get_type ())
GType rh_exchange_state_get_type (void);

#define RH_TYPE_EXCHANGE (rh_exchange_get_type ())
G_DECLARE_FINAL_TYPE (RhExchange, rh_exchange, RH, EXCHANGE, GObject)

RhExchange *rh_exchange_new (RhRequest *request);
/* One of another day, to be filled in and finished at once: @started and @duration are its own. */
RhExchange *rh_exchange_new_kept (RhRequest *request, gint64 started, gint64 duration);

/* Properties: "state" (RhExchangeState), "spool". */
RhExchangeState rh_exchange_get_state (RhExchange *self);
RhRequest *rh_exchange_get_request (RhExchange *self);
/* GListModel of RhHop; the last one is the response that is shown. */
GListModel *rh_exchange_get_hops (RhExchange *self);
RhHop *rh_exchange_get_last_hop (RhExchange *self); /* NULL before anything was tried */
RhSpool *rh_exchange_get_spool (RhExchange *self);  /* of the last hop; NULL before its head came */
const GError *rh_exchange_get_error (RhExchange *self);
gint64 rh_exchange_get_started (RhExchange *self); /* real time, microseconds */
gint64
rh_exchange_get_duration (RhExchange *self); /* microseconds, all hops; so far while running */
/* Whole seconds that the computer was suspended while it ran: what connections seldom outlive. */
gint64 rh_exchange_get_slept (RhExchange *self);
/* For tests: another clock, from now on. */
void rh_exchange_set_sleep_clock (RhExchange *self, RhSleepClock clock);
/* The media type of the response without parameters, lower case; "" if none was named. */
char *rh_exchange_dup_media_type (RhExchange *self);

/* What was done with the response afterwards: of whatever type the one who did it says (RhSender:
 * RhActionResult). NULL: nothing. */
GListModel *rh_exchange_get_results (RhExchange *self);
void rh_exchange_set_results (RhExchange *self, GListModel *results);

/* For the send operation only. */
void rh_exchange_add_hop (RhExchange *self, RhHop *hop);
void rh_exchange_set_receiving (RhExchange *self, RhSpool *spool);
/* Waiting once more, without the first attempt's body. */
void rh_exchange_reopen (RhExchange *self);
void rh_exchange_finish (RhExchange *self, const GError *error); /* NULL: done */

G_END_DECLS
