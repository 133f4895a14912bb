/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The next page of a list that came back. */
#define G_LOG_DOMAIN "rh-page-turn"

#include "config.h"

#include "window/rh-page-turn.h"

RhNextPage *
rh_page_turn_find (RhExchange *exchange)
{
  RhSpool *spool = rh_exchange_get_spool (exchange);
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  g_autoptr (GBytes) body = NULL;
  const char *data = NULL;
  gsize length = 0;

  if (rh_exchange_get_state (exchange) != RH_EXCHANGE_STATE_DONE || hop == NULL
      || rh_hop_get_status (hop) / 100 != 2)
    return NULL;

  if (spool != NULL && rh_spool_get_size (spool) <= RH_PAGE_TURN_MAX_BODY)
    {
      body = rh_spool_dup_bytes (spool, RH_PAGE_TURN_MAX_BODY);
      data = g_bytes_get_data (body, &length);
    }
  return rh_next_page_find (rh_text_peek (rh_hop_get_url (hop), NULL), rh_hop_get_headers (hop),
                            data, length);
}
