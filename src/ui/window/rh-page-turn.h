/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next page of a list that came back. */
#pragma once

#include "collection/rh-next-page.h"
#include "http/rh-exchange.h"

G_BEGIN_DECLS

/* Longer bodies are not looked into: that would hold up the window. */
#define RH_PAGE_TURN_MAX_BODY (1024 * 1024)

/* NULL: the response is none of a list, or the last page. (transfer full) */
RhNextPage *rh_page_turn_find (RhExchange *exchange);

G_END_DECLS
