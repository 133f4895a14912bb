/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a request to a token or revocation endpoint, and keeps both messages in the flow record. */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"

G_BEGIN_DECLS

/* What came back. */
typedef struct
{
  guint status;
  RhHeaders *headers;
  GBytes *body;
} RhTokenReply;

void rh_token_reply_free (RhTokenReply *reply);

/* @record may be NULL. @kind: of the request; the response's is the one after it. */
void rh_token_request_send_async (RhRequest *request,
                                  RhTransport *transport,
                                  RhFlowRecord *record,
                                  RhFlowKind kind,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
/* RH_OAUTH_ERROR_NETWORK. @maybe_received (may be NULL): the server can have seen the request. */
RhTokenReply *
rh_token_request_send_finish (GAsyncResult *result, gboolean *maybe_received, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhTokenReply, rh_token_reply_free)

G_END_DECLS
