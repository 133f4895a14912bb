/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Status, time and size of a response. */
#pragma once

#include "http/rh-exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_RESPONSE_STATUS (rh_response_status_get_type ())
G_DECLARE_FINAL_TYPE (RhResponseStatus, rh_response_status, RH, RESPONSE_STATUS, AdwBin)

/* Property "narrow": the size may take two lines. */
/* NULL or an exchange without a response: shows nothing. One that is still arriving is followed. */
void rh_response_status_set_exchange (RhResponseStatus *self, RhExchange *exchange);

G_END_DECLS
