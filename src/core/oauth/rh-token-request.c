/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Sends a request to a token or revocation endpoint, and keeps both messages in the flow record. */
#define G_LOG_DOMAIN "rh-token-request"

#include "config.h"

#include "oauth/rh-token-request.h"

#include "http/rh-send-operation.h"
#include "oauth/rh-oauth-config.h"

typedef struct
{
  RhFlowRecord *record;
  RhFlowKind kind;
  RhExchange *exchange;
  gboolean maybe_received;
} Sending;

static void
sending_free (Sending *sending)
{
  g_clear_object (&sending->record);
  g_clear_object (&sending->exchange);
  g_free (sending);
}

void
rh_token_reply_free (RhTokenReply *reply)
{
  g_clear_pointer (&reply->headers, rh_headers_unref);
  g_clear_pointer (&reply->body, g_bytes_unref);
  g_free (reply);
}

/* Every phase that ends before the first byte of the request. */
static gboolean
failed_before_sending (const GError *error)
{
  if (error->domain != RH_HTTP_ERROR)
    return FALSE;

  switch ((RhHttpError) error->code)
    {
    case RH_HTTP_ERROR_METHOD:
    case RH_HTTP_ERROR_URL:
    case RH_HTTP_ERROR_HOST:
    case RH_HTTP_ERROR_TARGET:
    case RH_HTTP_ERROR_HEADER:
    case RH_HTTP_ERROR_CLEAR_TEXT:
    case RH_HTTP_ERROR_RESOLVE:
    case RH_HTTP_ERROR_CONNECT:
    case RH_HTTP_ERROR_TLS:
    case RH_HTTP_ERROR_PROXY:
    case RH_HTTP_ERROR_PROXY_AUTHENTICATION:
    case RH_HTTP_ERROR_CLIENT_CERTIFICATE:
    case RH_HTTP_ERROR_RULES:
    case RH_HTTP_ERROR_TIMEOUT_CONNECT:
      return TRUE;
    case RH_HTTP_ERROR_BODY:
    case RH_HTTP_ERROR_SEND:
    case RH_HTTP_ERROR_RECEIVE:
    case RH_HTTP_ERROR_TRUNCATED:
    case RH_HTTP_ERROR_TOO_LARGE:
    case RH_HTTP_ERROR_ENCODING:
    case RH_HTTP_ERROR_TIMEOUT_FIRST_BYTE:
    case RH_HTTP_ERROR_TIMEOUT_TOTAL:
    case RH_HTTP_ERROR_REDIRECT:
    case RH_HTTP_ERROR_NOT_HTTP:
    case RH_HTTP_ERROR_TLS_WANTED:
    case RH_HTTP_ERROR_REDIRECT_CIRCLE:
    case RH_HTTP_ERROR_REDIRECT_LIMIT:
    case RH_HTTP_ERROR_REDIRECT_SECRET:
    case RH_HTTP_ERROR_HEAD_TOO_LARGE:
    default:
      return FALSE;
    }
}

static RhTokenReply *
new_reply (RhExchange *exchange)
{
  RhTokenReply *reply = g_new0 (RhTokenReply, 1);
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  RhSpool *spool = rh_exchange_get_spool (exchange);

  reply->status = rh_hop_get_status (hop);
  reply->headers = rh_headers_ref (rh_hop_get_headers (hop));
  reply->body = spool != NULL ? rh_spool_dup_bytes (spool, G_MAXINT) : g_bytes_new_static ("", 0);

  return reply;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Sending *sending = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;

  rh_send_operation_finish (sending->exchange, result, &error);
  if (sending->record != NULL)
    rh_flow_record_add_response (sending->record, sending->kind + 1, sending->exchange);

  if (error == NULL)
    g_task_return_pointer (task, new_reply (sending->exchange),
                           (GDestroyNotify) rh_token_reply_free);
  else
    {
      sending->maybe_received = !failed_before_sending (error);
      g_task_return_new_error_literal (task, RH_OAUTH_ERROR,
                                       g_error_matches (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS)
                                           ? RH_OAUTH_ERROR_CERTIFICATE
                                           : RH_OAUTH_ERROR_NETWORK,
                                       error->message);
    }
}

void
rh_token_request_send_async (RhRequest *request,
                             RhTransport *transport,
                             RhFlowRecord *record,
                             RhFlowKind kind,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Sending *sending = g_new0 (Sending, 1);

  g_task_set_source_tag (task, rh_token_request_send_async);
  /* An answer that came counts, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  sending->kind = kind;
  g_set_object (&sending->record, record);
  g_task_set_task_data (task, sending, (GDestroyNotify) sending_free);
  if (record != NULL)
    rh_flow_record_add_request (record, kind, request);

  sending->exchange
      = rh_send_operation_start (transport, request, cancellable, sent_cb, g_object_ref (task));
}

RhTokenReply *
rh_token_request_send_finish (GAsyncResult *result, gboolean *maybe_received, GError **error)
{
  Sending *sending;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  sending = g_task_get_task_data (G_TASK (result));
  if (maybe_received != NULL)
    *maybe_received = sending->maybe_received;

  return g_task_propagate_pointer (G_TASK (result), error);
}
