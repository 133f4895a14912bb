/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The headers of a response: searched with Ctrl+F, copied one by one or all. */
#pragma once

#include "http/rh-exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_HEADERS_VIEW (rh_headers_view_get_type ())
G_DECLARE_FINAL_TYPE (RhHeadersView, rh_headers_view, RH, HEADERS_VIEW, AdwBin)

GtkWidget *rh_headers_view_new (RhExchange *exchange);
/* Ctrl+F. */
void rh_headers_view_find (RhHeadersView *self);

G_END_DECLS
