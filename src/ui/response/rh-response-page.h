/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What came back: nothing yet, a wait, a problem, or a response. */
#pragma once

#include "http/rh-exchange.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-refusal.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_RESPONSE_PAGE (rh_response_page_get_type ())
G_DECLARE_FINAL_TYPE (RhResponsePage, rh_response_page, RH, RESPONSE_PAGE, AdwBin)

/* Properties: "narrow"; "summary" (notified): "200 OK · 184 ms", "200 OK" while it arrives, ""
 * without a response. */
void rh_response_page_show_nothing (RhResponsePage *self);
void rh_response_page_show_waiting (RhResponsePage *self);
/* What is waited for, once there is something: it says how much of a large body has gone out. */
void rh_response_page_watch (RhResponsePage *self, RhExchange *exchange);
/* As soon as its head is there: it is followed until it has ended. Shown already: what
 * was done with it since is added. @record: the sign-in messages of where it was sent; NULL: none.
 */
void
rh_response_page_show_exchange (RhResponsePage *self, RhExchange *exchange, RhFlowRecord *record);
/* Nothing came back. The remedy's button is the problem's action. @exchange and @record, both
 * nullable, are for the details. */
void rh_response_page_show_problem (RhResponsePage *self,
                                    const GError *error,
                                    RhExchange *exchange,
                                    RhFlowRecord *record);
const char *rh_response_page_get_summary (RhResponsePage *self);
/* The same to be heard: "200 OK, 184 milliseconds". */
char *rh_response_page_dup_spoken_summary (RhResponsePage *self);
/* What is shown or failed; NULL. */
RhExchange *rh_response_page_get_exchange (RhResponsePage *self);
/* "idle", "waiting", "problem", "response". */
const char *rh_response_page_get_shown (RhResponsePage *self);
/* Of a response: "body", "headers", "details". Nothing happens for another name. */
const char *rh_response_page_get_page (RhResponsePage *self);
void rh_response_page_set_page (RhResponsePage *self, const char *name);
/* Why it was refused, on a card above the body, until something else is shown; NULL: none. Signal
 * "mend": its button. */
void rh_response_page_set_refusal (RhResponsePage *self, const RhRefusal *refusal);
/* Offers the next page of a list ("win.next-page"), until something else is shown. */
void rh_response_page_set_has_next (RhResponsePage *self, gboolean has_next);
/* Whether values of the body can be made variables ("tab.set-variable"), until something else is
 * shown. */
void rh_response_page_set_offers_variables (RhResponsePage *self, gboolean offers);
/* A line above what is shown, until something else is; NULL: none. */
void rh_response_page_set_note (RhResponsePage *self, const char *note);

G_END_DECLS
