/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Shows the body of a response. */
#pragma once

#include "http/rh-exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_BODY_VIEW (rh_body_view_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyView, rh_body_view, RH, BODY_VIEW, AdwBin)

/* What has arrived by now. */
void rh_body_view_show (RhBodyView *self, RhExchange *exchange);
/* What is said above or instead of the text; "" if there is nothing to say. */
const char *rh_body_view_get_notice (RhBodyView *self);

G_END_DECLS
