/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ends a sign-in: lock, read, revoke the refresh token and then the access token, forget. */
#define G_LOG_DOMAIN "rh-sign-out-operation"

#include "config.h"

#include "oauth/rh-sign-out-operation.h"

#include "oauth/rh-revocation.h"

struct _RhSignOutOperation
{
  GObject parent_instance;

  RhTokenStore *store;
  RhTransport *transport;
  RhOAuthConfig *config;
  RhFlowRecord *record;
  RhToken *token;

  GTask *task;
  gboolean locked;
  gboolean revoked;
};

G_DEFINE_FINAL_TYPE (RhSignOutOperation, rh_sign_out_operation, G_TYPE_OBJECT)

static void
rh_sign_out_operation_finalize (GObject *object)
{
  RhSignOutOperation *self = RH_SIGN_OUT_OPERATION (object);

  g_object_unref (self->store);
  g_clear_object (&self->transport);
  g_object_unref (self->config);
  g_clear_object (&self->record);
  g_clear_pointer (&self->token, rh_token_unref);

  G_OBJECT_CLASS (rh_sign_out_operation_parent_class)->finalize (object);
}

static void
rh_sign_out_operation_class_init (RhSignOutOperationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_sign_out_operation_finalize;
}

static void
rh_sign_out_operation_init (RhSignOutOperation *self)
{
}

RhSignOutOperation *
rh_sign_out_operation_new (RhTokenStore *store,
                           RhTransport *transport,
                           RhOAuthConfig *config,
                           RhFlowRecord *record,
                           RhToken *token)
{
  RhSignOutOperation *self = g_object_new (RH_TYPE_SIGN_OUT_OPERATION, NULL);

  self->store = g_object_ref (store);
  g_set_object (&self->transport, transport);
  self->config = g_object_ref (config);
  g_set_object (&self->record, record);
  self->token = token != NULL ? rh_token_ref (token) : NULL;

  return self;
}

void
rh_sign_out_operation_set_locked (RhSignOutOperation *self, gboolean locked)
{
  self->locked = locked;
}

static GTask *
end (RhSignOutOperation *self)
{
  if (self->locked)
    rh_token_store_unlock (self->store);
  self->locked = FALSE;

  return g_steal_pointer (&self->task);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhSignOutOperation) self = user_data;
  g_autoptr (GTask) task = end (self);
  g_autoptr (GError) error = NULL;

  if (rh_token_store_clear_finish (self->store, result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_new_error_literal (task, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING, error->message);
}

/* The generation is raised too, so that an item that cannot be removed is dead. */
static void
forget (RhSignOutOperation *self)
{
  rh_token_store_begin_save (self->store, NULL);
  rh_token_store_clear_async (self->store, NULL, cleared_cb, g_object_ref (self));
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhSignOutOperation) self = user_data;

  self->revoked = rh_revocation_run_finish (result);
  forget (self);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhSignOutOperation) self = user_data;
  g_autoptr (RhToken) stored = rh_token_store_load_finish (self->store, result, NULL);

  /* Another process may have a newer one by now. */
  if (stored != NULL
      && (self->token == NULL
          || rh_token_get_generation (stored) >= rh_token_get_generation (self->token)))
    {
      g_clear_pointer (&self->token, rh_token_unref);
      self->token = g_steal_pointer (&stored);
    }

  if (self->transport != NULL && self->token != NULL)
    rh_revocation_run_async (self->token, self->config, self->transport, self->record,
                             g_task_get_cancellable (self->task), revoked_cb, g_object_ref (self));
  else
    forget (self);
}

static void
load (RhSignOutOperation *self)
{
  rh_token_store_load_async (self->store, NULL, loaded_cb, g_object_ref (self));
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhSignOutOperation) self = user_data;
  GError *error = NULL;

  self->locked = rh_token_store_lock_finish (self->store, result, &error);
  if (self->locked)
    load (self);
  else
    {
      g_autoptr (GTask) task = end (self);

      g_task_return_error (task, error);
    }
}

void
rh_sign_out_operation_run_async (RhSignOutOperation *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_return_if_fail (RH_IS_SIGN_OUT_OPERATION (self));

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, rh_sign_out_operation_run_async);
  /* What was forgotten was forgotten, cancelled or not. */
  g_task_set_check_cancellable (self->task, FALSE);
  if (self->locked)
    load (self);
  else
    rh_token_store_lock_async (self->store, cancellable, locked_cb, g_object_ref (self));
}

gboolean
rh_sign_out_operation_run_finish (RhSignOutOperation *self,
                                  GAsyncResult *result,
                                  gboolean *revoked,
                                  GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  if (revoked != NULL)
    *revoked = self->revoked;

  return g_task_propagate_boolean (G_TASK (result), error);
}
