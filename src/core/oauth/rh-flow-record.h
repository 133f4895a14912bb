/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every message of a flow, in order. Secrets in it are RhSecret or spans, and masked wherever it is
 * shown, logged, copied or exported. */
#pragma once

#include "http/rh-exchange.h"
#include "text/rh-redactor.h"

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

RhFlowKind rh_flow_message_get_kind (RhFlowMessage *self);
gint64 rh_flow_message_get_time (RhFlowMessage *self);  /* real time, microseconds */
guint rh_flow_message_get_status (RhFlowMessage *self); /* HTTP status, 0: none */
/* One line and all of it, masked: these are the only ways out. */
char *rh_flow_message_dup_summary (RhFlowMessage *self);
char *rh_flow_message_dup_text (RhFlowMessage *self);

/* GListModel of RhFlowMessage, at most 200, the oldest go. */
#define RH_TYPE_FLOW_RECORD (rh_flow_record_get_type ())
G_DECLARE_FINAL_TYPE (RhFlowRecord, rh_flow_record, RH, FLOW_RECORD, GObject)

RhFlowRecord *rh_flow_record_new (void);
void rh_flow_record_add_url (RhFlowRecord *self, RhFlowKind kind, const char *url);
void rh_flow_record_add_note (RhFlowRecord *self, const char *note);
/* Request and response of a token, revocation, introspection or metadata exchange. */
void rh_flow_record_add_request (RhFlowRecord *self, RhFlowKind kind, RhRequest *request);
void rh_flow_record_add_response (RhFlowRecord *self, RhFlowKind kind, RhExchange *exchange);
/* All messages, masked, as Markdown. */
char *rh_flow_record_dup_report (RhFlowRecord *self);

G_END_DECLS
