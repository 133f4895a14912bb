/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Nothing has come back yet: how much of the request's body has gone out, if it takes its time. */
#pragma once

#include "http/rh-exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_RESPONSE_WAITING (rh_response_waiting_get_type ())
G_DECLARE_FINAL_TYPE (RhResponseWaiting, rh_response_waiting, RH, RESPONSE_WAITING, AdwBin)

/* NULL: nothing is sent yet, or any more. */
void rh_response_waiting_set_exchange (RhResponseWaiting *self, RhExchange *exchange);

G_END_DECLS
