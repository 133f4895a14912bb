/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Every message of a flow, in order, masked wherever it is shown, logged, copied or exported. */
#pragma once

#include "oauth/rh-flow-message.h"
#include "text/rh-redactor.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_FLOW_RECORD_MAX 200

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
