/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhConnection: load, connect, refresh, sign out, and the token for a request. */
#define G_LOG_DOMAIN "rh-connection-flow"

#include "config.h"

#include "workspace/rh-connection-private.h"

#include "text/rh-url.h"
#include "workspace/rh-oauth-settings.h"
#include "workspace/rh-who-am-i.h"
#include "workspace/rh-workspace.h"

static void
prepare_server (RhConnection *self, const char *field)
{
  g_autofree char *url = rh_connection_dup_setting (self, field);

  rh_workspace_prepare_origin (rh_connection_get_workspace (self), url);
}

/* Load */

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (RhToken) token = rh_token_source_finish (RH_TOKEN_SOURCE (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

static void
load_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhTokenSource) tokens
      = rh_connection_prepare_finish (RH_CONNECTION (source), result, &error);

  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED))
    g_task_return_boolean (task, TRUE); /* nothing is set up, so nothing is there to load */
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    rh_token_source_load_async (tokens, cancellable, token_cb, g_steal_pointer (&task));
}

void
rh_connection_load_async (RhConnection *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_load_async);
  rh_connection_prepare_async (self, cancellable, load_prepared_cb, task);
}

/* Connect */

static void
connect_failed (GTask *task, GError *error)
{
  RhConnection *self = g_task_get_source_object (task);

  /* Whoever hears that the sign-in is over finds out why. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    rh_connection_set_problem (self, error);
  rh_connection_set_sign_in (self, NULL, NULL);
  g_task_return_error (task, error);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (RhToken) token = rh_token_source_finish (RH_TOKEN_SOURCE (source), result, &error);

  if (error != NULL)
    {
      if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_OTHER_SUBJECT))
        rh_connection_set_pending (self, g_task_get_task_data (task));
      connect_failed (task, error);
      return;
    }

  rh_connection_set_problem (self, NULL);
  rh_connection_set_sign_in (self, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
keep_token (GTask *task, RhToken *token)
{
  RhTokenSource *tokens = g_object_get_data (G_OBJECT (task), "tokens");

  g_task_set_task_data (task, rh_token_ref (token), (GDestroyNotify) rh_token_unref);
  rh_token_source_adopt_async (tokens, token, FALSE, g_task_get_cancellable (task), adopted_cb,
                               g_object_ref (task));
}

static void
who_am_i_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  g_autoptr (RhToken) token = rh_who_am_i_finish (result, &error);

  if (token == NULL)
    connect_failed (task, error);
  else
    keep_token (task, token);
}

static gboolean
pin (RhBindings *bindings, const char *slot, const char *url, GError **error)
{
  g_autofree char *origin = url == NULL ? NULL : rh_url_text_dup_origin (url);

  return origin == NULL || rh_bindings_allow (bindings, slot, origin, error);
}

/* Whatever the scopes and the client: this server's tokens of this environment. */
static char *
dup_api_slot (RhConnection *self)
{
  return g_strdup_printf (
      "api %s/%s %s", rh_collection_get_id (rh_connection_get_collection (self)),
      rh_environment_get_name (rh_connection_get_environment (self)),
      rh_oauth_config_get (rh_connection_get_config (self), RH_OAUTH_TOKEN_URL));
}

/* The first sign-in decides for those with other scopes too. An API that came since is asked about
 * when a request goes there. */
static gboolean
pin_api (RhConnection *self, const char *api, GError **error)
{
  RhBindings *bindings = rh_workspace_get_bindings (rh_connection_get_workspace (self));
  const char *slot = rh_connection_get_slot (self);
  g_autofree char *api_slot = dup_api_slot (self);
  g_autofree char *origin = rh_url_text_dup_origin (api);

  if (origin == NULL || rh_bindings_has_any (bindings, slot)
      || (rh_bindings_has_any (bindings, api_slot)
          && !rh_bindings_allows (bindings, api_slot, origin)))
    return TRUE;

  return rh_bindings_allow (bindings, api_slot, origin, error)
         && rh_bindings_allow (bindings, slot, origin, error);
}

/* A sign-in pins where the client secret and the token may go, the first time. Later ones change
 * nothing: an address that came since has to be asked for (security.md 4.2). */
static gboolean
pin_origins (RhConnection *self, const char *api, GError **error)
{
  static const char *const fields[]
      = { RH_OAUTH_TOKEN_URL, RH_OAUTH_REVOCATION_URL, RH_OAUTH_INTROSPECTION_URL };
  RhBindings *bindings = rh_workspace_get_bindings (rh_connection_get_workspace (self));
  const char *secret_slot = rh_connection_get_secret_slot (self);
  gboolean first = !rh_bindings_has_any (bindings, secret_slot);
  g_autoptr (RhOAuthConfig) plain = rh_connection_fill_plain (self, error);

  if (plain == NULL)
    return FALSE;

  for (guint i = 0; first && i < G_N_ELEMENTS (fields); i++)
    if (!pin (bindings, secret_slot, rh_oauth_config_get (plain, fields[i]), error))
      return FALSE;

  return pin_api (self, api, error);
}

/* The path that says who a token belongs to; NULL: none, or the token may not go there. */
static const char *
get_who_am_i_path (RhConnection *self, const char *api)
{
  RhBindings *bindings = rh_workspace_get_bindings (rh_connection_get_workspace (self));
  g_autofree char *origin = rh_url_text_dup_origin (api);

  if (origin == NULL || !rh_bindings_allows (bindings, rh_connection_get_slot (self), origin))
    return NULL;

  return rh_connection_get_service_value (self, RH_SERVICE_INTROSPECT_PATH);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  RhConnection *self = g_task_get_source_object (task);
  RhWorkspace *workspace = rh_connection_get_workspace (self);
  const char *issuer = rh_sign_in_operation_get_accepted_issuer (RH_SIGN_IN_OPERATION (source));
  const char *api = g_object_get_data (G_OBJECT (task), "api");
  const char *path;
  GError *error = NULL;
  g_autoptr (RhToken) token
      = rh_sign_in_operation_run_finish (RH_SIGN_IN_OPERATION (source), result, &error);

  /* what is pinned now must be what was there when the browser opened */
  if (token != NULL
      && rh_connection_get_source (self) != g_object_get_data (G_OBJECT (task), "tokens"))
    error = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED,
                                 "the settings changed during the sign-in");

  if (error != NULL || (issuer != NULL && !rh_connection_pin_issuer (self, issuer, &error))
      || !pin_origins (self, api, &error))
    {
      connect_failed (task, error);
      return;
    }

  path = get_who_am_i_path (self, api);
  if (path == NULL)
    {
      keep_token (task, token);
      return;
    }

  rh_who_am_i_async (
      token, api, path, rh_connection_get_service_value (self, RH_SERVICE_NAMES_PATH),
      rh_connection_get_header_prefix (self),
      rh_workspace_get_api_transport (workspace, rh_connection_get_collection (self),
                                      rh_connection_get_environment (self),
                                      rh_connection_get_label (self)),
      rh_connection_get_record (self), cancellable, who_am_i_cb, g_steal_pointer (&task));
}

/* The secrets are there now: the operation, which everybody can see since connect was called, runs
 * with the whole configuration. */
static void
connect_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  RhConnection *self = RH_CONNECTION (source);
  GError *error = NULL;
  RhTokenSource *tokens = rh_connection_prepare_finish (self, result, &error);
  if (tokens == NULL)
    {
      connect_failed (task, error);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "tokens", tokens, g_object_unref);
  g_object_set_data_full (G_OBJECT (task), "api",
                          rh_connection_dup_setting (self, RH_OAUTH_SETTING_API), g_free);
  rh_sign_in_operation_set_config (rh_connection_get_sign_in (self),
                                   rh_connection_get_config (self));
  rh_sign_in_operation_run_async (rh_connection_get_sign_in (self), cancellable, signed_in_cb,
                                  g_steal_pointer (&task));
}

static RhOAuthConfig *
check_settings (RhConnection *self, GError **error)
{
  g_autoptr (RhOAuthConfig) config = NULL;

  if (rh_connection_get_sign_in (self) != NULL)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PENDING, "a sign-in is under way");
      return NULL;
    }

  config = rh_connection_fill_plain (self, error);
  return config != NULL && rh_oauth_config_check (config, error) ? g_steal_pointer (&config) : NULL;
}

/* Ends with the caller's cancellable and by rh_connection_cancel_connect(). */
static GCancellable *
new_sign_in_cancellable (GCancellable *cancellable)
{
  GCancellable *own = g_cancellable_new ();

  if (cancellable != NULL)
    g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (g_cancellable_cancel), own,
                             G_CONNECT_SWAPPED);
  if (g_cancellable_is_cancelled (cancellable))
    g_cancellable_cancel (own);

  return own;
}

void
rh_connection_connect_async (RhConnection *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (RhSignInOperation) sign_in = NULL;
  g_autoptr (GCancellable) own = new_sign_in_cancellable (cancellable);
  RhWorkspace *workspace;
  g_autoptr (RhOAuthConfig) config = NULL;
  GError *error = NULL;
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  workspace = rh_connection_get_workspace (self);
  task = g_task_new (self, own, callback, user_data);
  g_task_set_source_tag (task, rh_connection_connect_async);

  config = check_settings (self, &error);
  if (config == NULL)
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  prepare_server (self, RH_OAUTH_TOKEN_URL);
  sign_in = rh_sign_in_operation_new (
      config, rh_workspace_get_oauth_transport (workspace), rh_workspace_get_opener (workspace),
      rh_connection_get_record (self), rh_workspace_get_clock (workspace));
  rh_connection_set_sign_in (self, sign_in, g_task_get_cancellable (task));
  rh_connection_set_pending (self, NULL);
  rh_connection_set_problem (self, NULL);
  rh_connection_prepare_async (self, own, connect_prepared_cb, task);
}

static void
confirm_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (RhTokenSource) tokens
      = rh_connection_prepare_finish (RH_CONNECTION (source), result, &error);
  RhToken *token = g_task_get_task_data (task);

  if (tokens == NULL)
    g_task_return_error (task, error);
  else
    rh_token_source_adopt_async (tokens, token, TRUE, cancellable, token_cb,
                                 g_steal_pointer (&task));
}

void
rh_connection_confirm_subject_async (RhConnection *self,
                                     gboolean replace,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  RhToken *token;
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_confirm_subject_async);
  token = replace ? rh_connection_steal_pending (self) : NULL;
  rh_connection_set_problem (self, NULL);
  if (token != NULL)
    g_task_set_task_data (task, token, (GDestroyNotify) rh_token_unref);

  if (token == NULL)
    {
      rh_connection_set_pending (self, NULL);
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  rh_connection_prepare_async (self, cancellable, confirm_prepared_cb, task);
}

/* Refresh */

static void
refresh_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (RhTokenSource) tokens
      = rh_connection_prepare_finish (RH_CONNECTION (source), result, &error);

  if (tokens == NULL)
    g_task_return_error (task, error);
  else
    rh_token_source_refresh_async (tokens, cancellable, token_cb, g_steal_pointer (&task));
}

void
rh_connection_refresh_async (RhConnection *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_refresh_async);
  prepare_server (self, RH_OAUTH_TOKEN_URL);
  rh_connection_prepare_async (self, cancellable, refresh_prepared_cb, task);
}

/* Sign out */

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean revoked = FALSE;
  gboolean done
      = rh_token_source_sign_out_finish (RH_TOKEN_SOURCE (source), result, &revoked, &error);

  rh_connection_set_was_revoked (self, revoked);
  rh_connection_set_problem (self, NULL);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
sign_out_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  gboolean revoke = GPOINTER_TO_INT (g_task_get_task_data (task));
  GError *error = NULL;
  g_autoptr (RhTokenSource) tokens
      = rh_connection_prepare_finish (RH_CONNECTION (source), result, &error);

  if (tokens == NULL)
    g_task_return_error (task, error);
  else
    rh_token_source_sign_out_async (tokens, revoke, cancellable, signed_out_cb,
                                    g_steal_pointer (&task));
}

void
rh_connection_sign_out_async (RhConnection *self,
                              gboolean revoke,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_sign_out_async);
  g_task_set_task_data (task, GINT_TO_POINTER (revoke), NULL);
  rh_connection_set_was_revoked (self, FALSE);
  rh_connection_prepare_async (self, cancellable, sign_out_prepared_cb, task);
}

gboolean
rh_connection_finish (RhConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* The token for a request */

static void
valid_token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RhToken *token = rh_token_source_finish (RH_TOKEN_SOURCE (source), result, &error);

  if (token == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, token, (GDestroyNotify) rh_token_unref);
}

static void
token_prepared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = RH_CONNECTION (source);
  RhToken *sent = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  g_autoptr (RhTokenSource) tokens = rh_connection_prepare_finish (self, result, &error);

  if (tokens == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_object_set_data_full (G_OBJECT (task), "slot", g_strdup (rh_connection_get_slot (self)),
                          g_free);
  if (sent == NULL)
    rh_token_source_get_valid_async (tokens, cancellable, valid_token_cb, g_steal_pointer (&task));
  else
    rh_token_source_replace_async (tokens, sent, cancellable, valid_token_cb,
                                   g_steal_pointer (&task));
}

void
rh_connection_get_token_async (RhConnection *self,
                               RhToken *sent,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_get_token_async);
  if (sent != NULL)
    g_task_set_task_data (task, rh_token_ref (sent), (GDestroyNotify) rh_token_unref);

  prepare_server (self, RH_OAUTH_TOKEN_URL);
  rh_connection_prepare_async (self, cancellable, token_prepared_cb, task);
}

RhToken *
rh_connection_get_token_finish (RhConnection *self,
                                GAsyncResult *result,
                                char **slot,
                                GError **error)
{
  RhToken *token;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  token = g_task_propagate_pointer (G_TASK (result), error);
  if (token != NULL && slot != NULL)
    *slot = g_strdup (g_object_get_data (G_OBJECT (result), "slot"));

  return token;
}
