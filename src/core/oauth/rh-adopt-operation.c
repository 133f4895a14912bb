/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Takes a token that came from a sign-in into its slot: lock, read, compare the subject, store. */
#define G_LOG_DOMAIN "rh-adopt-operation"

#include "config.h"

#include "oauth/rh-adopt-operation.h"

#include "oauth/rh-oauth-config.h"

struct _RhAdoptOperation
{
  GObject parent_instance;

  RhTokenStore *store;
  RhToken *token;
  char *subject;
  gboolean replace_subject;
  gboolean again;

  GTask *task;
  gboolean locked;
  GError *save_error;
};

G_DEFINE_FINAL_TYPE (RhAdoptOperation, rh_adopt_operation, G_TYPE_OBJECT)

static void
rh_adopt_operation_finalize (GObject *object)
{
  RhAdoptOperation *self = RH_ADOPT_OPERATION (object);

  g_object_unref (self->store);
  rh_token_unref (self->token);
  g_free (self->subject);
  g_clear_error (&self->save_error);

  G_OBJECT_CLASS (rh_adopt_operation_parent_class)->finalize (object);
}

static void
rh_adopt_operation_class_init (RhAdoptOperationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_adopt_operation_finalize;
}

static void
rh_adopt_operation_init (RhAdoptOperation *self)
{
}

RhAdoptOperation *
rh_adopt_operation_new (RhTokenStore *store, RhToken *token, const char *subject)
{
  RhAdoptOperation *self = g_object_new (RH_TYPE_ADOPT_OPERATION, NULL);

  self->store = g_object_ref (store);
  self->token = rh_token_ref (token);
  self->subject = g_strdup (subject);

  return self;
}

void
rh_adopt_operation_set_replace_subject (RhAdoptOperation *self, gboolean replace)
{
  self->replace_subject = replace;
}

void
rh_adopt_operation_set_again (RhAdoptOperation *self, gboolean again)
{
  self->again = again;
}

const GError *
rh_adopt_operation_get_save_error (RhAdoptOperation *self)
{
  return self->save_error;
}

static GTask *
end (RhAdoptOperation *self)
{
  if (self->locked)
    rh_token_store_unlock (self->store);
  self->locked = FALSE;

  return g_steal_pointer (&self->task);
}

/* Takes @error. */
static void
fail (RhAdoptOperation *self, GError *error)
{
  g_autoptr (GTask) task = end (self);

  if (error->domain != RH_OAUTH_ERROR && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      error->domain = RH_OAUTH_ERROR;
      error->code = RH_OAUTH_ERROR_KEYRING;
    }
  g_task_return_error (task, error);
}

static void
succeed (RhAdoptOperation *self, RhToken *token)
{
  g_autoptr (RhToken) kept = rh_token_ref (token);
  g_autoptr (GTask) task = end (self);

  g_task_return_pointer (task, g_steal_pointer (&kept), (GDestroyNotify) rh_token_unref);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhAdoptOperation) self = user_data;
  g_autoptr (RhToken) numbered
      = rh_token_with_generation (self->token, rh_token_store_get_generation (self->store));

  /* If this failed too, its generation still keeps the item from being used. */
  rh_token_store_clear_finish (self->store, result, NULL);
  succeed (self, numbered);
}

/* Takes @error. What the keyring has is worthless now. */
static void
keep_in_memory (RhAdoptOperation *self, GError *error)
{
  self->save_error = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING, error->message);
  g_error_free (error);
  rh_token_store_clear_async (self->store, NULL, removed_cb, g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhAdoptOperation) self = user_data;
  GError *error = NULL;
  g_autoptr (RhToken) saved = rh_token_store_save_finish (self->store, result, &error);

  if (saved == NULL)
    keep_in_memory (self, error);
  else
    succeed (self, saved);
}

static void
save (RhAdoptOperation *self)
{
  GError *error = NULL;

  if (rh_token_store_begin_save (self->store, &error))
    rh_token_store_save_async (self->store, self->token, NULL, saved_cb, g_object_ref (self));
  else
    keep_in_memory (self, error);
}

/* Only two known subjects can differ. */
static gboolean
is_other_subject (RhAdoptOperation *self)
{
  const char *subject = rh_token_get_subject (self->token);
  const char *saved = rh_token_store_get_subject (self->store);
  const char *known = saved != NULL ? saved : self->subject;

  return subject != NULL && known != NULL && !g_str_equal (subject, known);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhAdoptOperation) self = user_data;
  /* What cannot be read or is dead is replaced; of a dead one the subject still counts. */
  g_autoptr (RhToken) stored = rh_token_store_load_finish (self->store, result, NULL);

  if (self->again
      && rh_token_store_get_generation (self->store) != rh_token_get_generation (self->token))
    fail (self, g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING,
                                     "somebody else saved a token meanwhile"));
  else if (!self->again && !self->replace_subject && is_other_subject (self))
    fail (self, g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_OTHER_SUBJECT,
                                     rh_token_get_subject (self->token)));
  else
    save (self);
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhAdoptOperation) self = user_data;
  GError *error = NULL;

  if (!rh_token_store_lock_finish (self->store, result, &error))
    {
      fail (self, error);
      return;
    }

  self->locked = TRUE;
  rh_token_store_load_async (self->store, NULL, loaded_cb, g_object_ref (self));
}

void
rh_adopt_operation_run_async (RhAdoptOperation *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  g_return_if_fail (RH_IS_ADOPT_OPERATION (self));

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, rh_adopt_operation_run_async);
  /* What was saved was saved, cancelled or not. */
  g_task_set_check_cancellable (self->task, FALSE);
  rh_token_store_lock_async (self->store, cancellable, locked_cb, g_object_ref (self));
}

RhToken *
rh_adopt_operation_run_finish (RhAdoptOperation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
