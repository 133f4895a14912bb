/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was sent, hop by hop, in rows: each request as it went out, where it led, and what was left
 * out on the way and why. Everything is masked. */
#pragma once

#include "http/rh-exchange.h"

#include <adwaita.h>

G_BEGIN_DECLS

void rh_hop_facts_add (AdwPreferencesPage *page, RhExchange *exchange);
/* Names and attributes of cookies; their values are credentials and are not shown. Nothing is added
 * where there are none. */
void rh_hop_facts_add_cookies (AdwPreferencesPage *page, RhHop *hop);

G_END_DECLS
