/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhConnection: what ends at the service all that a client was ever given, and then the sign-in
 * here (security.md 3.11). A service that refuses leaves the sign-in as it is. */
#define G_LOG_DOMAIN "rh-connection-disconnect"

#include "config.h"

#include "workspace/rh-connection-private.h"

#include "http/rh-send-operation.h"
#include "text/rh-url.h"
#include "workspace/rh-oauth-settings.h"
#include "workspace/rh-who-am-i.h"
#include "workspace/rh-workspace.h"

#define RESPONSE_LIMIT (256 * 1024)

const RhServiceDisconnect *
rh_connection_get_disconnect (RhConnection *self)
{
  RhWorkspace *workspace;
  RhService *service;

  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  workspace = rh_connection_get_workspace (self);
  service = rh_workspace_get_service (
      workspace, rh_environment_get_service (rh_connection_get_environment (self)));
  return service == NULL ? NULL : rh_service_get_disconnect (service);
}

static void
forgotten_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = RH_CONNECTION (source);
  GError *error = NULL;

  if (!rh_connection_finish (self, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  rh_connection_set_was_revoked (self, TRUE);
  g_task_return_boolean (task, TRUE);
}

static void fail (GTask *task, const char *format, ...) G_GNUC_PRINTF (2, 3);

static void
fail (GTask *task, const char *format, ...)
{
  va_list args;
  g_autofree char *message = NULL;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_task_return_new_error_literal (task, RH_OAUTH_ERROR, RH_OAUTH_ERROR_DISCONNECT, message);
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = g_task_get_source_object (task);
  RhExchange *exchange = RH_EXCHANGE (source);
  RhHop *hop;
  guint status;
  GError *error = NULL;

  if (!rh_send_operation_finish (exchange, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  rh_flow_record_add_response (rh_connection_get_record (self), RH_FLOW_REVOCATION_RESPONSE,
                               exchange);
  hop = rh_exchange_get_last_hop (exchange);
  status = hop == NULL ? 0 : rh_hop_get_status (hop);
  if (status >= 200 && status < 300)
    /* done is done: what is forgotten here is no more good */
    rh_connection_sign_out_async (self, FALSE, NULL, forgotten_cb, g_steal_pointer (&task));
  else
    fail (task, "HTTP %u", status);
}

static RhRequest *
new_request (RhConnection *self,
             RhToken *token,
             const char *method,
             const char *url,
             const char *origin)
{
  const char *const origins[] = { origin, NULL };
  g_autoptr (RhText) text = rh_text_new (url);
  g_autoptr (RhText) value
      = rh_bearer_value_new (token, rh_connection_get_header_prefix (self), origins);
  RhRequest *request = rh_request_new (method, text);

  rh_headers_append (rh_request_get_headers (request), "Authorization", value);
  rh_headers_append_plain (rh_request_get_headers (request), "Accept", "application/json");
  rh_request_set_redirects (request, FALSE, 0);
  rh_request_set_response_limit (request, RESPONSE_LIMIT);
  rh_request_set_memory_only (request, TRUE);
  rh_request_set_cookies (request, FALSE);
  return request;
}

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = RH_CONNECTION (source);
  RhWorkspace *workspace = rh_connection_get_workspace (self);
  g_autofree char *slot = NULL;
  GError *error = NULL;
  g_autoptr (RhToken) token = rh_connection_get_token_finish (self, result, &slot, &error);
  /* as the service said when it was asked for */
  const char *method = g_object_get_data (G_OBJECT (task), "method");
  const char *url = g_task_get_task_data (task);
  g_autofree char *origin = rh_url_text_dup_origin (url);
  g_autoptr (RhRequest) request = NULL;
  g_autoptr (RhExchange) exchange = NULL;

  if (token == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* whoever changed the API's address since the sign-in gets no token by this */
  if (origin == NULL || !rh_bindings_allows (rh_workspace_get_bindings (workspace), slot, origin))
    {
      fail (task, "%s", origin == NULL ? "api" : origin);
      return;
    }

  request = new_request (self, token, method, url, origin);
  rh_workspace_prepare_origin (workspace, url);
  rh_flow_record_add_request (rh_connection_get_record (self), RH_FLOW_REVOCATION_REQUEST, request);
  exchange = rh_send_operation_start (
      rh_workspace_get_api_transport (workspace, rh_connection_get_collection (self),
                                      rh_connection_get_environment (self),
                                      rh_connection_get_label (self)),
      request, g_task_get_cancellable (task), answered_cb, g_object_ref (task));
}

void
rh_connection_disconnect_async (RhConnection *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  const RhServiceDisconnect *disconnect;
  g_autofree char *api = NULL;
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_disconnect_async);
  /* what was done is told, cancelled or not */
  g_task_set_check_cancellable (task, FALSE);
  /* another service may have been chosen since somebody was asked */
  disconnect = rh_connection_get_disconnect (self);
  if (disconnect == NULL)
    {
      fail (task, "%s", rh_environment_get_service (rh_connection_get_environment (self)));
      g_object_unref (task);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "method", g_strdup (disconnect->method), g_free);
  api = rh_connection_dup_setting (self, RH_OAUTH_SETTING_API);
  g_task_set_task_data (task, g_strconcat (api, disconnect->path, NULL), g_free);
  rh_connection_get_token_async (self, NULL, cancellable, token_cb, task);
}
