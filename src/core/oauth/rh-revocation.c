/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Revokes a token: two requests, in an order that leaves nothing alive if the second is lost. */
#define G_LOG_DOMAIN "rh-revocation"

#include "config.h"

#include "oauth/rh-revocation.h"

#include "oauth/rh-token-message.h"
#include "oauth/rh-token-request.h"

#define STATUS_OK 200
#define STATUS_UNAVAILABLE 503

typedef struct
{
  RhToken *token;
  RhOAuthConfig *config;
  RhTransport *transport;
  RhFlowRecord *record;
  gboolean refresh_token_done;
  gboolean tried_again;
  gboolean revoked;
} Revocation;

static void revoke_next (GTask *task);

static void
revocation_free (Revocation *revocation)
{
  rh_token_unref (revocation->token);
  g_object_unref (revocation->config);
  g_object_unref (revocation->transport);
  g_clear_object (&revocation->record);
  g_free (revocation);
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Revocation *revocation = g_task_get_task_data (task);
  g_autoptr (RhTokenReply) reply = rh_token_request_send_finish (result, NULL, NULL);

  if (reply != NULL && reply->status == STATUS_UNAVAILABLE && !revocation->tried_again)
    {
      revocation->tried_again = TRUE;
      revoke_next (task);
      return;
    }

  revocation->tried_again = FALSE;
  if (reply == NULL || reply->status != STATUS_OK)
    revocation->revoked = FALSE;

  if (!revocation->refresh_token_done)
    {
      revocation->refresh_token_done = TRUE;
      revoke_next (task);
    }
  else
    g_task_return_boolean (task, revocation->revoked);
}

/* The refresh token first: it is the one that makes others. */
static void
revoke_next (GTask *task)
{
  Revocation *revocation = g_task_get_task_data (task);
  RhSecret *refresh_token = rh_token_get_refresh_token (revocation->token);
  g_autoptr (RhRequest) request = NULL;

  if (refresh_token == NULL)
    revocation->refresh_token_done = TRUE;

  if (!revocation->refresh_token_done)
    request = rh_revocation_request_new (revocation->config, refresh_token, "refresh_token");
  else
    request = rh_revocation_request_new (
        revocation->config, rh_token_get_access_token (revocation->token), "access_token");

  rh_token_request_send_async (request, revocation->transport, revocation->record,
                               RH_FLOW_REVOCATION_REQUEST, g_task_get_cancellable (task),
                               revoked_cb, g_object_ref (task));
}

void
rh_revocation_run_async (RhToken *token,
                         RhOAuthConfig *config,
                         RhTransport *transport,
                         RhFlowRecord *record,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);
  Revocation *revocation;

  g_return_if_fail (token != NULL);
  g_return_if_fail (RH_IS_OAUTH_CONFIG (config) && RH_IS_TRANSPORT (transport));

  g_task_set_source_tag (task, rh_revocation_run_async);
  /* What the server said counts, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  if (rh_oauth_config_get (config, RH_OAUTH_REVOCATION_URL) == NULL)
    {
      g_task_return_boolean (task, FALSE);
      return;
    }

  revocation = g_new0 (Revocation, 1);
  revocation->token = rh_token_ref (token);
  revocation->config = g_object_ref (config);
  revocation->transport = g_object_ref (transport);
  g_set_object (&revocation->record, record);
  revocation->revoked = TRUE;
  g_task_set_task_data (task, revocation, (GDestroyNotify) revocation_free);
  revoke_next (task);
}

gboolean
rh_revocation_run_finish (GAsyncResult *result)
{
  return g_task_propagate_boolean (G_TASK (result), NULL);
}
