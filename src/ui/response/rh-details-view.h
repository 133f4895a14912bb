/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a response came about: what was sent, timing, redirects, certificate, sign-in messages. */
#pragma once

#include "http/rh-exchange.h"
#include "oauth/rh-flow-record.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_DETAILS_VIEW (rh_details_view_get_type ())
G_DECLARE_FINAL_TYPE (RhDetailsView, rh_details_view, RH, DETAILS_VIEW, AdwBin)

/* @exchange NULL: nothing was sent, only the messages are shown. @record NULL: none. */
GtkWidget *rh_details_view_new (RhExchange *exchange, RhFlowRecord *record);

G_END_DECLS
