/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One refresh under the slot's lock: lock, read again, decide, send, store, unlock. */
#define G_LOG_DOMAIN "rh-refresh-operation"

#include "config.h"

#include "oauth/rh-refresh-operation.h"

#include "oauth/rh-token-message.h"
#include "oauth/rh-token-request.h"

/* Refresh tokens tried in one operation: the saved one, and the one that somebody saved meanwhile.
 */
#define MAX_ROUNDS 2

typedef enum
{
  STATE_NEW,
  STATE_LOCKING,
  STATE_LOADING,
  STATE_SENDING,
  STATE_COMPARING, /* after invalid_grant: is it still the token that was sent? */
  STATE_SAVING,
  STATE_REMOVING, /* what could not be replaced */
  STATE_REVOKING, /* what came for nobody */
  STATE_DONE,
} State;

struct _RhRefreshOperation
{
  GObject parent_instance;

  RhTokenStore *store;
  RhTransport *transport;
  RhOAuthConfig *config;
  RhFlowRecord *record;
  const RhClock *clock;

  RhToken *unsaved;
  RhToken *refused;

  State state;
  GTask *task;
  guint rounds;
  gboolean abandoned;
  RhToken *sent;   /* the token whose refresh token went out */
  RhToken *result; /* what the server gave */
  GError *save_error;
  GError *refusal; /* invalid_grant, until it is final */
  gint64 retry_after;
};

G_DEFINE_FINAL_TYPE (RhRefreshOperation, rh_refresh_operation, G_TYPE_OBJECT)

static void
rh_refresh_operation_finalize (GObject *object)
{
  RhRefreshOperation *self = RH_REFRESH_OPERATION (object);

  g_object_unref (self->store);
  g_object_unref (self->transport);
  g_object_unref (self->config);
  g_clear_object (&self->record);
  g_clear_pointer (&self->unsaved, rh_token_unref);
  g_clear_pointer (&self->refused, rh_token_unref);
  g_clear_pointer (&self->sent, rh_token_unref);
  g_clear_pointer (&self->result, rh_token_unref);
  g_clear_error (&self->save_error);
  g_clear_error (&self->refusal);

  G_OBJECT_CLASS (rh_refresh_operation_parent_class)->finalize (object);
}

static void
rh_refresh_operation_class_init (RhRefreshOperationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_refresh_operation_finalize;
}

static void
rh_refresh_operation_init (RhRefreshOperation *self)
{
  self->retry_after = -1;
}

RhRefreshOperation *
rh_refresh_operation_new (RhTokenStore *store,
                          RhTransport *transport,
                          RhOAuthConfig *config,
                          RhFlowRecord *record,
                          const RhClock *clock)
{
  RhRefreshOperation *self = g_object_new (RH_TYPE_REFRESH_OPERATION, NULL);

  self->store = g_object_ref (store);
  self->transport = g_object_ref (transport);
  self->config = g_object_ref (config);
  g_set_object (&self->record, record);
  self->clock = clock;

  return self;
}

void
rh_refresh_operation_set_unsaved (RhRefreshOperation *self, RhToken *token)
{
  g_clear_pointer (&self->unsaved, rh_token_unref);
  self->unsaved = token != NULL ? rh_token_ref (token) : NULL;
}

void
rh_refresh_operation_set_refused (RhRefreshOperation *self, RhToken *token)
{
  g_clear_pointer (&self->refused, rh_token_unref);
  self->refused = token != NULL ? rh_token_ref (token) : NULL;
}

const GError *
rh_refresh_operation_get_save_error (RhRefreshOperation *self)
{
  return self->save_error;
}

gboolean
rh_refresh_operation_has_refreshed (RhRefreshOperation *self)
{
  return self->result != NULL;
}

gint64
rh_refresh_operation_get_retry_after (RhRefreshOperation *self)
{
  return self->retry_after;
}

static void
add_note (RhRefreshOperation *self, const char *note)
{
  if (self->record != NULL)
    rh_flow_record_add_note (self->record, note);
}

/* The lock is no longer ours when somebody abandoned the operation. */
static GTask *
end (RhRefreshOperation *self)
{
  if (!self->abandoned && self->state > STATE_LOCKING)
    rh_token_store_unlock (self->store);
  self->state = STATE_DONE;

  return g_steal_pointer (&self->task);
}

static void
succeed (RhRefreshOperation *self, RhToken *token)
{
  g_autoptr (RhToken) kept = rh_token_ref (token);
  g_autoptr (GTask) task = end (self);

  g_task_return_pointer (task, g_steal_pointer (&kept), (GDestroyNotify) rh_token_unref);
}

/* Takes @error. */
static void
fail (RhRefreshOperation *self, GError *error)
{
  g_autoptr (GTask) task = end (self);

  if (error->domain != RH_OAUTH_ERROR && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_new_error_literal (task, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING,
                                       error->message);
      g_error_free (error);
    }
  else
    g_task_return_error (task, error);
}

static void
fail_with (RhRefreshOperation *self, RhOAuthError code, const char *message)
{
  fail (self, g_error_new_literal (RH_OAUTH_ERROR, (gint) code, message));
}

static gboolean
same_access_token (RhToken *a, RhToken *b)
{
  return rh_secret_equal (rh_token_get_access_token (a), rh_token_get_access_token (b));
}

static gboolean
will_do (RhRefreshOperation *self, RhToken *token)
{
  if (self->refused != NULL && same_access_token (self->refused, token))
    return FALSE;

  return !rh_token_needs_refresh (token, self->clock);
}

static void
removed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhRefreshOperation) self = user_data;

  /* If this failed too, its generation still keeps the item from being used. */
  rh_token_store_clear_finish (self->store, result, NULL);
  succeed (self, self->result);
}

/* Used from memory, and what the keyring has is worthless now. */
static void
keep_in_memory (RhRefreshOperation *self, GError *error)
{
  self->save_error = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING, error->message);
  g_error_free (error);
  add_note (self, "token not saved");
  self->state = STATE_REMOVING;
  rh_token_store_clear_async (self->store, NULL, removed_cb, g_object_ref (self));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhRefreshOperation) self = user_data;
  GError *error = NULL;
  g_autoptr (RhToken) saved = rh_token_store_save_finish (self->store, result, &error);

  if (saved == NULL)
    keep_in_memory (self, error);
  else
    succeed (self, saved);
}

static void
save (RhRefreshOperation *self)
{
  GError *error = NULL;
  gboolean raised = rh_token_store_begin_save (self->store, &error);
  g_autoptr (RhToken) numbered
      = rh_token_with_generation (self->result, rh_token_store_get_generation (self->store));

  g_clear_pointer (&self->result, rh_token_unref);
  self->result = g_steal_pointer (&numbered);
  if (!raised)
    {
      keep_in_memory (self, error);
      return;
    }

  self->state = STATE_SAVING;
  rh_token_store_save_async (self->store, self->result, NULL, saved_cb, g_object_ref (self));
}

static void
revoked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhRefreshOperation) self = user_data;
  g_autoptr (RhTokenReply) reply = rh_token_request_send_finish (result, NULL, NULL);

  fail_with (self, RH_OAUTH_ERROR_NOT_CONNECTED, "signed out");
}

static void
revoke_result (RhRefreshOperation *self)
{
  RhSecret *refresh_token = rh_token_get_refresh_token (self->result);
  g_autoptr (RhRequest) request = NULL;

  if (rh_oauth_config_get (self->config, RH_OAUTH_REVOCATION_URL) == NULL)
    {
      fail_with (self, RH_OAUTH_ERROR_NOT_CONNECTED, "signed out");
      return;
    }

  if (refresh_token != NULL)
    request = rh_revocation_request_new (self->config, refresh_token, "refresh_token");
  else
    request = rh_revocation_request_new (self->config, rh_token_get_access_token (self->result),
                                         "access_token");

  self->state = STATE_REVOKING;
  rh_token_request_send_async (request, self->transport, self->record, RH_FLOW_REVOCATION_REQUEST,
                               NULL, revoked_cb, g_object_ref (self));
}

static void send_refresh (RhRefreshOperation *self, RhToken *token);

/* The file's generation is raised, so that no process sends the dead token again. */
static void
give_up_grant (RhRefreshOperation *self)
{
  g_autoptr (GError) refusal = g_steal_pointer (&self->refusal);

  rh_token_store_begin_save (self->store, NULL);
  add_note (self, "the refresh token is dead: sign in again");
  fail_with (self, RH_OAUTH_ERROR_SIGN_IN_AGAIN, refusal->message);
}

static void
compared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhRefreshOperation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) stored = rh_token_store_load_finish (self->store, result, &error);

  /* Not readable now is not "still the same". */
  if (error != NULL && self->sent != self->unsaved)
    fail (self, g_steal_pointer (&self->refusal));
  else if (stored == NULL || self->sent == self->unsaved
           || rh_secret_equal (rh_token_get_refresh_token (stored),
                               rh_token_get_refresh_token (self->sent)))
    give_up_grant (self);
  else if (will_do (self, stored))
    succeed (self, stored);
  else if (rh_token_get_refresh_token (stored) != NULL && self->rounds < MAX_ROUNDS)
    send_refresh (self, stored);
  else
    fail (self, g_steal_pointer (&self->refusal));
}

static gboolean
was_answered (const GError *error)
{
  /* An answer that cannot be read leaves open what became of the refresh token. */
  return !g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_RESPONSE)
         && !g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_TOKEN_TYPE);
}

/* Takes @error. */
static void
refused (RhRefreshOperation *self, GError *error)
{
  if (self->abandoned)
    {
      fail (self, error);
      return;
    }

  if (was_answered (error))
    rh_token_store_end_send (self->store, TRUE);

  if (!g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_GRANT))
    {
      fail (self, error);
      return;
    }

  g_clear_error (&self->refusal);
  self->refusal = error;
  self->state = STATE_COMPARING;
  rh_token_store_load_async (self->store, NULL, compared_cb, g_object_ref (self));
}

/* Takes @error. */
static void
not_answered (RhRefreshOperation *self, gboolean maybe_received, GError *error)
{
  if (!self->abandoned && !maybe_received)
    rh_token_store_end_send (self->store, FALSE);
  fail (self, error);
}

static void
replied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhRefreshOperation) self = user_data;
  gboolean maybe_received = FALSE;
  GError *error = NULL;
  g_autoptr (RhTokenReply) reply = rh_token_request_send_finish (result, &maybe_received, &error);
  g_autoptr (RhToken) fresh = NULL;

  if (reply == NULL)
    {
      not_answered (self, maybe_received, error);
      return;
    }

  fresh = rh_token_response_parse (reply->status, reply->headers, reply->body, self->clock, NULL,
                                   &self->retry_after, &error);
  if (fresh == NULL)
    {
      refused (self, error);
      return;
    }

  if (rh_token_get_refresh_token (fresh) == NULL)
    add_note (self, "kept the old refresh token");
  self->result = rh_token_merge (self->sent, fresh);
  if (self->abandoned)
    revoke_result (self);
  else
    save (self);
}

static void
send_refresh (RhRefreshOperation *self, RhToken *token)
{
  g_autoptr (RhRequest) request = NULL;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (self->task), &error)
      || !rh_token_store_begin_send (self->store, &error))
    {
      fail (self, error);
      return;
    }

  self->rounds++;
  self->state = STATE_SENDING;
  g_clear_pointer (&self->sent, rh_token_unref);
  self->sent = rh_token_ref (token);
  request = rh_token_request_new_refresh (self->config, rh_token_get_refresh_token (token));
  rh_token_request_send_async (request, self->transport, self->record, RH_FLOW_REFRESH_REQUEST,
                               NULL, replied_cb, g_object_ref (self));
}

static void
decide (RhRefreshOperation *self, RhToken *token)
{
  if (will_do (self, token))
    succeed (self, token);
  else if (rh_token_get_refresh_token (token) != NULL)
    send_refresh (self, token);
  /* Near its end, and there will be no other. */
  else if (self->refused == NULL && rh_token_get_seconds_left (token, self->clock) > 0)
    succeed (self, token);
  else
    fail_with (self, RH_OAUTH_ERROR_SIGN_IN_AGAIN, "there is no refresh token");
}

/* What memory has and the keyring did not take is the newest while nobody has saved since. */
static gboolean
unsaved_is_newest (RhRefreshOperation *self)
{
  return self->unsaved != NULL
         && rh_token_get_generation (self->unsaved) == rh_token_store_get_generation (self->store);
}

static void
loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhRefreshOperation) self = user_data;
  GError *error = NULL;
  g_autoptr (RhToken) stored = rh_token_store_load_finish (self->store, result, &error);

  if (unsaved_is_newest (self))
    {
      g_clear_error (&error);
      decide (self, self->unsaved);
    }
  else if (error != NULL)
    fail (self, error);
  else if (stored != NULL)
    decide (self, stored);
  else
    fail_with (self, RH_OAUTH_ERROR_NOT_CONNECTED, "no token");
}

static void
locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhRefreshOperation) self = user_data;
  GError *error = NULL;

  if (!rh_token_store_lock_finish (self->store, result, &error))
    {
      fail (self, error);
      return;
    }

  self->state = STATE_LOADING;
  rh_token_store_load_async (self->store, NULL, loaded_cb, g_object_ref (self));
}

void
rh_refresh_operation_run_async (RhRefreshOperation *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (RH_IS_REFRESH_OPERATION (self));
  g_return_if_fail (self->state == STATE_NEW);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, rh_refresh_operation_run_async);
  /* A token that came counts, cancelled or not. */
  g_task_set_check_cancellable (self->task, FALSE);
  self->state = STATE_LOCKING;
  rh_token_store_lock_async (self->store, cancellable, locked_cb, g_object_ref (self));
}

RhToken *
rh_refresh_operation_run_finish (RhRefreshOperation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
rh_refresh_operation_abandon (RhRefreshOperation *self)
{
  g_return_val_if_fail (RH_IS_REFRESH_OPERATION (self), FALSE);

  if (self->state != STATE_SENDING)
    return FALSE;

  self->abandoned = TRUE;

  return TRUE;
}
