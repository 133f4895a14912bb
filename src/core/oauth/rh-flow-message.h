/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One message of a flow as people may see it. It is masked when it is made and keeps nothing that
 * was masked; when it is shown, secrets that became known later are masked too. */
#pragma once

#include "http/rh-exchange.h"

G_BEGIN_DECLS

typedef enum
{
  RH_FLOW_AUTHORIZATION_REQUEST,
  RH_FLOW_REDIRECT,
  RH_FLOW_REDIRECT_REFUSED, /* a wrong redirect that was answered and did not end the wait */
  RH_FLOW_TOKEN_REQUEST,
  RH_FLOW_TOKEN_RESPONSE,
  RH_FLOW_REFRESH_REQUEST,
  RH_FLOW_REFRESH_RESPONSE,
  RH_FLOW_REVOCATION_REQUEST,
  RH_FLOW_REVOCATION_RESPONSE,
  RH_FLOW_METADATA,
  RH_FLOW_INTROSPECTION,
  RH_FLOW_NOTE, /* what the engine decided: "kept the old refresh token" */
} RhFlowKind;

#define RH_TYPE_FLOW_KIND (rh_flow_kind_get_type ())
GType rh_flow_kind_get_type (void);

#define RH_TYPE_FLOW_MESSAGE (rh_flow_message_get_type ())
G_DECLARE_FINAL_TYPE (RhFlowMessage, rh_flow_message, RH, FLOW_MESSAGE, GObject)

/* For RhFlowRecord. The exchange is over when it is recorded. */
RhFlowMessage *rh_flow_message_new_url (RhFlowKind kind, const char *url);
RhFlowMessage *rh_flow_message_new_note (const char *note);
RhFlowMessage *rh_flow_message_new_request (RhFlowKind kind, RhRequest *request);
RhFlowMessage *rh_flow_message_new_response (RhFlowKind kind, RhExchange *exchange);

RhFlowKind rh_flow_message_get_kind (RhFlowMessage *self);
gint64 rh_flow_message_get_time (RhFlowMessage *self);  /* real time, microseconds */
guint rh_flow_message_get_status (RhFlowMessage *self); /* HTTP status, 0: none */
/* One line and all of it, masked: these are the only ways out. */
char *rh_flow_message_dup_summary (RhFlowMessage *self);
char *rh_flow_message_dup_text (RhFlowMessage *self);

G_END_DECLS
