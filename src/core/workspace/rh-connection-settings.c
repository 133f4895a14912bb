/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhConnection: what the Connect dialog reads and writes. */
#define G_LOG_DOMAIN "rh-connection-settings"

#include "config.h"

#include "workspace/rh-connection-private.h"
#include "workspace/rh-oauth-settings.h"
#include "workspace/rh-variable-snapshot.h"
#include "workspace/rh-workspace.h"

char *
rh_connection_dup_setting (RhConnection *self, const char *field)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);
  g_return_val_if_fail (field != NULL, NULL);

  return rh_oauth_settings_dup (rh_connection_get_collection (self),
                                rh_connection_get_environment (self), field);
}

void
rh_connection_set_setting (RhConnection *self, const char *field, const char *value)
{
  g_return_if_fail (RH_IS_CONNECTION (self));
  g_return_if_fail (field != NULL && value != NULL);

  rh_oauth_settings_set (rh_connection_get_collection (self), rh_connection_get_environment (self),
                         field, value);
}

void
rh_connection_apply_service (RhConnection *self, const char *service_id)
{
  RhWorkspace *workspace;
  RhEnvironment *environment;
  RhService *service;

  g_return_if_fail (RH_IS_CONNECTION (self));
  g_return_if_fail (service_id != NULL);

  workspace = rh_connection_get_workspace (self);
  environment = rh_connection_get_environment (self);
  service = rh_workspace_get_service (workspace, service_id);
  g_return_if_fail (service != NULL);

  rh_oauth_settings_apply_service (
      rh_connection_get_collection (self), environment,
      rh_workspace_get_service (workspace, rh_environment_get_service (environment)), service);
  if (rh_connection_get_service_value (self, RH_SERVICE_PUBLIC_CLIENT_SECRET) != NULL)
    g_free (
        rh_oauth_settings_need_client_secret (rh_connection_get_collection (self), environment));
}

/* The client secret */

/* FALSE: the call has ended, for the folder is new to this user. */
static gboolean
check_accepted (RhConnection *self,
                GCancellable *cancellable,
                GAsyncReadyCallback callback,
                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  GError *error = NULL;

  if (rh_connection_check_accepted (self, &error))
    return TRUE;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_return_error (task, error);
  return FALSE;
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = g_task_get_source_object (task);
  RhKeyring *keyring = RH_KEYRING (source);
  const char *slot = g_object_get_data (G_OBJECT (task), "slot");
  GError *error = NULL;
  gboolean done = g_task_get_task_data (task) == NULL
                      ? rh_keyring_clear_finish (keyring, result, &error)
                      : rh_keyring_store_finish (keyring, result, &error);

  if (!done)
    {
      g_task_return_error (task, error);
      return;
    }

  /* entered anew is decided anew: the next sign-in says where it may go */
  if (!rh_bindings_forget (rh_workspace_get_bindings (rh_connection_get_workspace (self)), slot,
                           &error))
    {
      g_task_return_error (task, error);
      return;
    }

  rh_connection_secret_changed (self, g_task_get_task_data (task) != NULL);
  g_task_return_boolean (task, TRUE);
}

static void
write_secret (GTask *task, RhKeyring *keyring)
{
  RhConnection *self = g_task_get_source_object (task);
  RhSecret *secret = g_task_get_task_data (task);
  const char *slot = g_object_get_data (G_OBJECT (task), "slot");
  RhService *service = rh_workspace_get_service (
      rh_connection_get_workspace (self),
      rh_environment_get_service (rh_connection_get_environment (self)));

  if (secret == NULL)
    rh_keyring_clear_async (keyring, RH_KEYRING_KIND_CLIENT_SECRET, slot,
                            g_task_get_cancellable (task), written_cb, task);
  else
    rh_keyring_store_async (keyring, RH_KEYRING_KIND_CLIENT_SECRET, slot,
                            service == NULL ? "OAuth 2.0" : rh_service_get_name (service), secret,
                            g_task_get_cancellable (task), written_cb, task);
}

/* What is there already is not written again: nothing would be decided anew by it. */
static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) old = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else if (error == NULL && rh_secret_equal (old, g_task_get_task_data (task)))
    g_task_return_boolean (task, TRUE);
  else
    write_secret (g_steal_pointer (&task), RH_KEYRING (source));
}

static gboolean
is_public_secret (RhConnection *self, RhSecret *secret)
{
  const char *value = rh_connection_get_service_value (self, RH_SERVICE_PUBLIC_CLIENT_SECRET);

  return value != NULL && g_str_equal (value, rh_secret_peek (secret, NULL));
}

void
rh_connection_set_client_secret_async (RhConnection *self,
                                       RhSecret *secret,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;
  char *slot;

  g_return_if_fail (RH_IS_CONNECTION (self));

  if (!check_accepted (self, cancellable, callback, user_data))
    return;
  if (secret != NULL && (rh_secret_get_length (secret) == 0 || is_public_secret (self, secret)))
    secret = NULL;
  if (secret != NULL)
    g_free (rh_oauth_settings_need_client_secret (rh_connection_get_collection (self),
                                                  rh_connection_get_environment (self)));

  slot = rh_client_secret_slot_of (rh_connection_get_collection (self),
                                   rh_connection_get_environment (self));
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_set_client_secret_async);
  g_object_set_data_full (G_OBJECT (task), "slot", slot, g_free);
  if (secret != NULL)
    g_task_set_task_data (task, rh_secret_ref (secret), (GDestroyNotify) rh_secret_unref);

  rh_keyring_lookup_async (rh_workspace_get_keyring (rh_connection_get_workspace (self)),
                           RH_KEYRING_KIND_CLIENT_SECRET, slot, cancellable, compared_cb, task);
}

gboolean
rh_connection_set_client_secret_finish (RhConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
secret_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  RhSecret *secret = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);
  const char *value;

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  value = rh_connection_get_service_value (self, RH_SERVICE_PUBLIC_CLIENT_SECRET);
  if (secret == NULL && value != NULL)
    secret = rh_secret_new (value, -1);

  g_task_return_pointer (task, secret, (GDestroyNotify) rh_secret_unref);
}

void
rh_connection_get_client_secret_async (RhConnection *self,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));

  if (!check_accepted (self, cancellable, callback, user_data))
    return;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_get_client_secret_async);
  rh_keyring_lookup_async (rh_workspace_get_keyring (rh_connection_get_workspace (self)),
                           RH_KEYRING_KIND_CLIENT_SECRET, rh_connection_get_secret_slot (self),
                           cancellable, secret_read_cb, task);
}

RhSecret *
rh_connection_get_client_secret_finish (RhConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Discovery */

static void
discovered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (RhMetadata) metadata = rh_metadata_fetch_finish (result, &error);

  if (metadata == NULL
      || !rh_connection_note_iss_promise (self, metadata->issuer, metadata->iss_parameter_supported,
                                          &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&metadata), (GDestroyNotify) rh_metadata_free);
}

void
rh_connection_discover_async (RhConnection *self,
                              const char *issuer,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhWorkspace *workspace;
  GTask *task;

  g_return_if_fail (RH_IS_CONNECTION (self));
  g_return_if_fail (issuer != NULL);

  workspace = rh_connection_get_workspace (self);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_connection_discover_async);
  rh_workspace_prepare_origin (workspace, issuer);
  rh_metadata_fetch_async (issuer, rh_workspace_get_oauth_transport (workspace),
                           rh_connection_get_record (self), cancellable, discovered_cb, task);
}

RhMetadata *
rh_connection_discover_finish (RhConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
