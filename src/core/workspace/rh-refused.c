/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gathers what is known of a request that was refused. */
#define G_LOG_DOMAIN "rh-refused"

#include "config.h"

#include "workspace/rh-refused.h"

#include "collection/rh-service.h"
#include "oauth/rh-oauth-config.h"

static GStrv
dup_notes (RhExchange *exchange)
{
  g_autoptr (GStrvBuilder) notes = g_strv_builder_new ();
  GListModel *hops = rh_exchange_get_hops (exchange);

  for (guint i = 0; i < g_list_model_get_n_items (hops); i++)
    {
      g_autoptr (RhHop) hop = g_list_model_get_item (hops, i);

      g_strv_builder_addv (notes, (const char **) rh_hop_get_notes (hop));
    }
  return g_strv_builder_end (notes);
}

RhRefusal *
rh_refused_explain (RhSender *sender, RhConnection *connection)
{
  g_autoptr (RhRefusal) refusal = NULL;
  g_autofree char *asked = NULL;
  g_autofree char *noted = NULL;
  g_auto (GStrv) notes = NULL;
  RhExchange *exchange;
  RhHop *hop;
  gboolean as_asked;
  const char *scope;
  RhRefusalInput input;

  g_return_val_if_fail (RH_IS_SENDER (sender), NULL);
  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);

  exchange = rh_sender_get_exchange (sender);
  hop = exchange != NULL ? rh_exchange_get_last_hop (exchange) : NULL;
  if (hop == NULL)
    return NULL;

  notes = dup_notes (exchange);
  asked = rh_connection_dup_setting (connection, RH_OAUTH_SCOPE);
  noted = rh_service_dup_noted_scope (rh_request_item_get_note (rh_sender_get_item (sender)));
  scope = rh_connection_get_scope (connection, &as_asked);
  input = (RhRefusalInput) {
    .status = rh_hop_get_status (hop),
    .headers = rh_hop_get_headers (hop),
    .sent = rh_hop_get_sent_headers (hop),
    .notes = (const char *const *) notes,
    .answered
    = (rh_exchange_get_started (exchange) + rh_exchange_get_duration (exchange)) / G_USEC_PER_SEC,
    .uses_token = rh_sender_uses_token (sender),
    .can_refresh = rh_connection_can_refresh (connection),
    .has_newer = rh_sender_can_send_again (sender),
    .seconds_left = rh_connection_get_seconds_left (connection),
    .granted = as_asked ? NULL : scope,
    .asked = asked,
    .noted = noted,
  };
  refusal = rh_refusal_explain (&input);
  return refusal->cause == RH_REFUSAL_NONE ? NULL : g_steal_pointer (&refusal);
}
