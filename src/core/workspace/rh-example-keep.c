/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an example of a response, masked as the history masks. */
#define G_LOG_DOMAIN "rh-example-keep"

#include "config.h"

#include "workspace/rh-example-keep.h"

RhExample *
rh_example_keep (RhRequestItem *item,
                 RhExchange *exchange,
                 const char *name,
                 RhHistoryBodyState *state)
{
  g_autoptr (RhHistoryContent) content = NULL;
  RhExample *example;
  RhHop *hop;

  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);
  g_return_val_if_fail (RH_IS_EXCHANGE (exchange), NULL);
  g_return_val_if_fail (rh_exchange_get_last_hop (exchange) != NULL, NULL);

  hop = rh_exchange_get_last_hop (exchange);
  content = rh_history_content_from_exchange (item, exchange, FALSE);
  example = rh_example_new (name);
  rh_example_set_request (example, rh_request_item_get_method (content->item),
                          rh_request_item_get_url (content->item));
  rh_example_set_response (example, rh_hop_get_status (hop), content->reason, content->received,
                           content->body.text);
  if (state != NULL)
    *state = content->body.state;
  return example;
}

char *
rh_example_keep_dup_text (RhExample *example)
{
  RhHeaders *headers;
  GString *text;

  g_return_val_if_fail (RH_IS_EXAMPLE (example), NULL);

  headers = rh_example_get_headers (example);
  text = g_string_new (NULL);
  g_string_append_printf (text, "%s %s\n\n%u %s\n", rh_example_get_method (example),
                          rh_example_get_url (example), rh_example_get_status (example),
                          rh_example_get_reason (example));
  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    g_string_append_printf (text, "%s: %s\n", rh_headers_nth_name (headers, i),
                            rh_text_peek (rh_headers_nth_value (headers, i), NULL));
  if (rh_example_get_body (example) != NULL)
    g_string_append_printf (text, "\n%s", rh_example_get_body (example));
  return g_string_free (text, FALSE);
}
