/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing came back: what went wrong, in words, and what can be done at once. */
#pragma once

#include "http/rh-exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_RESPONSE_PROBLEM (rh_response_problem_get_type ())
G_DECLARE_FINAL_TYPE (RhResponseProblem, rh_response_problem, RH, RESPONSE_PROBLEM, AdwBin)

/* @exchange: what failed, NULL if nothing was sent. @has_details: there is more for
 * response.details to show. */
void rh_response_problem_show (RhResponseProblem *self,
                               const GError *error,
                               RhExchange *exchange,
                               gboolean has_details);
/* The focus of what was shown before falls on the first thing here: a text that can be selected
 * would be, all of it. After the page is shown. */
void rh_response_problem_settle_focus (RhResponseProblem *self);

G_END_DECLS
