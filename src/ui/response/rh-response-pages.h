/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The pages of a response (body, headers, details) and the bar above them. */
#pragma once

#include "http/rh-exchange.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-refusal.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_RESPONSE_PAGES (rh_response_pages_get_type ())
G_DECLARE_FINAL_TYPE (RhResponsePages, rh_response_pages, RH, RESPONSE_PAGES, AdwBin)

/* Property: "narrow": the status is shown elsewhere. Signal "mend": the button of the refusal. */

/* @exchange has a head, and is followed by nobody here; NULL lets go. @record is nullable. */
void rh_response_pages_show (RhResponsePages *self, RhExchange *exchange, RhFlowRecord *record);
/* Timing, and what was done with it, are known when it has ended. */
void rh_response_pages_renew_details (RhResponsePages *self);
/* How much of the body is there; below 0: no bar. */
void rh_response_pages_set_progress (RhResponsePages *self, double fraction);
/* Why it was refused, on a card above the body; NULL: none. */
void rh_response_pages_set_refusal (RhResponsePages *self, const RhRefusal *refusal);
void rh_response_pages_set_has_next (RhResponsePages *self, gboolean has_next);
void rh_response_pages_set_offers_variables (RhResponsePages *self, gboolean offers);
/* "body", "headers", "details". Nothing happens for another name. */
const char *rh_response_pages_get_page (RhResponsePages *self);
void rh_response_pages_set_page (RhResponsePages *self, const char *name);
/* "body.…". Borrowed. */
GActionGroup *rh_response_pages_get_actions (RhResponsePages *self);

G_END_DECLS
