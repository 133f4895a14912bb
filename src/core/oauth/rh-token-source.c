/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a valid token: from memory, from the keyring, or refreshed, once for all who wait.
 *
 * One thing runs at a time: a round for those who wait for a token, or a job (a sign-in taken in, a
 * sign-out, a second try at saving). Jobs go first. */
#define G_LOG_DOMAIN "rh-token-source"

#include "config.h"

#include "oauth/rh-token-source.h"

#include "oauth/rh-adopt-operation.h"
#include "oauth/rh-backoff.h"
#include "oauth/rh-refresh-operation.h"
#include "oauth/rh-sign-out-operation.h"
#include "oauth/rh-token-waiters.h"

#define SAVE_AGAIN_DELAY (30 * G_USEC_PER_SEC)

struct _RhTokenSource
{
  GObject parent_instance;

  RhTokenStore *store;
  RhTransport *transport;
  RhOAuthConfig *config;
  RhFlowRecord *record;
  const RhClock *clock;

  RhToken *token;
  GError *problem;

  RhTokenWaiters *waiters;
  GQueue jobs;     /* GTask with a Job */
  guint sign_outs; /* of them; until they are done no token is taken in */
  gboolean busy;
  gboolean lock_inherited; /* from a refresh that was abandoned */
  RhRefreshOperation *refresh;
  GCancellable *refresh_cancellable;

  RhBackoff backoff;
  gboolean unsaved;  /* the keyring did not take the token in memory */
  gint64 save_again; /* boot time, microseconds: not before */
};

typedef enum
{
  JOB_ADOPT,
  JOB_SAVE,
  JOB_SIGN_OUT,
} JobKind;

/* Data of a task that changes what is saved. */
typedef struct
{
  JobKind kind;
  RhToken *token; /* sign-out: what memory had */
  gboolean flag;  /* adopt: replace the subject; sign-out: revoke */
  gboolean revoked;
} Job;

enum
{
  PROP_TOKEN = 1,
  PROP_PROBLEM,
  N_PROPS,
};

static GParamSpec *props[N_PROPS];

G_DEFINE_FINAL_TYPE (RhTokenSource, rh_token_source, G_TYPE_OBJECT)

static void pump (RhTokenSource *self);

static void
job_free (Job *job)
{
  g_clear_pointer (&job->token, rh_token_unref);
  g_free (job);
}

static gint64
now (RhTokenSource *self)
{
  return self->clock->boot (self->clock->user_data);
}

static gboolean
is_same (RhToken *a, RhToken *b)
{
  return a != NULL && b != NULL
         && rh_secret_equal (rh_token_get_access_token (a), rh_token_get_access_token (b));
}

static void
set_token (RhTokenSource *self, RhToken *token)
{
  g_autoptr (RhToken) old = self->token;

  if (old == token)
    {
      g_steal_pointer (&old);
      return;
    }

  self->token = token != NULL ? rh_token_ref (token) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TOKEN]);
}

static void
set_problem (RhTokenSource *self, const GError *problem)
{
  if (self->problem == NULL && problem == NULL)
    return;

  g_clear_error (&self->problem);
  self->problem = problem != NULL ? g_error_copy (problem) : NULL;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PROBLEM]);
}

static gboolean
can_send (RhTokenSource *self, RhToken *refused)
{
  return self->token != NULL && !is_same (self->token, refused)
         && !rh_token_needs_refresh (self->token, self->clock);
}

/* Near its end, but not over: better than nothing when there is no other. */
static gboolean
can_still_send (RhTokenSource *self, RhTokenWaiter *waiter)
{
  gint64 left;

  if (waiter->kind != RH_TOKEN_WAITER_VALID || self->token == NULL)
    return FALSE;

  left = rh_token_get_seconds_left (self->token, self->clock);

  return left == RH_TOKEN_LIFETIME_UNKNOWN || left > 0;
}

static void
return_token (GTask *task, RhToken *token)
{
  g_task_return_pointer (task, token != NULL ? rh_token_ref (token) : NULL,
                         (GDestroyNotify) rh_token_unref);
}

static gboolean
serve (GTask *task, RhTokenWaiter *waiter, const GError *error, gpointer user_data)
{
  RhTokenSource *self = user_data;
  gboolean good = waiter->kind == RH_TOKEN_WAITER_LOAD ? self->token != NULL
                                                       : can_send (self, waiter->refused);

  if (good)
    return_token (task, self->token);

  return good;
}

/* What the server just gave is for all, however short it lives. */
static gboolean
serve_fresh (GTask *task, RhTokenWaiter *waiter, const GError *error, gpointer user_data)
{
  return_token (task, user_data);

  return TRUE;
}

/* Found, not fetched: for all but those who tried it. */
static gboolean
serve_found (GTask *task, RhTokenWaiter *waiter, const GError *error, gpointer user_data)
{
  if (is_same (user_data, waiter->refused))
    return FALSE;

  return_token (task, user_data);

  return TRUE;
}

static gboolean
refuse (GTask *task, RhTokenWaiter *waiter, const GError *error, gpointer user_data)
{
  RhTokenSource *self = user_data;

  if (can_still_send (self, waiter))
    return_token (task, self->token);
  else
    g_task_return_error (task, g_error_copy (error));

  return TRUE;
}

static gboolean
refuse_absent (GTask *task, RhTokenWaiter *waiter, const GError *error, gpointer user_data)
{
  if (waiter->kind == RH_TOKEN_WAITER_LOAD)
    return_token (task, NULL);
  else
    g_task_return_error (task, g_error_copy (error));

  return TRUE;
}

/* Those who may not ask the server now get the reason. */
static gboolean
turn_away (GTask *task, RhTokenWaiter *waiter, const GError *error, gpointer user_data)
{
  RhTokenSource *self = user_data;
  gboolean click = waiter->kind == RH_TOKEN_WAITER_CLICK;

  if (error == NULL || rh_backoff_allows (&self->backoff, now (self), click))
    return FALSE;

  return refuse (task, waiter, error, user_data);
}

/* A click came before anything was read: what was read now is what it is tired of. */
static gboolean
aim_click (GTask *task, RhTokenWaiter *waiter, const GError *error, gpointer user_data)
{
  if (waiter->kind == RH_TOKEN_WAITER_CLICK && waiter->refused == NULL)
    waiter->refused = rh_token_ref (user_data);

  return FALSE;
}

static gboolean
is_delaying (const GError *error)
{
  return g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_CERTIFICATE)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SERVER)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_RATE_LIMITED)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_RESPONSE)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_GRANT);
}

/* The configuration has to be mended first; the message names the server's reason. */
static gboolean
is_stopping (const GError *error)
{
  return g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_CLIENT)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_UNAUTHORIZED_CLIENT)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_SCOPE)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_REQUEST)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_TOKEN_TYPE);
}

static void
note_failure (RhTokenSource *self, const GError *error, gint64 retry_after)
{
  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED))
    {
      rh_backoff_clear (&self->backoff);
      set_token (self, NULL);
      set_problem (self, NULL);
      return;
    }

  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN))
    {
      rh_backoff_clear (&self->backoff);
      set_token (self, NULL);
    }
  else if (is_delaying (error))
    rh_backoff_delay (&self->backoff, now (self));
  else if (is_stopping (error))
    rh_backoff_stop (&self->backoff);

  if (retry_after > 0)
    rh_backoff_forbid (&self->backoff, now (self), retry_after);
  set_problem (self, error);
}

static void
note_success (RhTokenSource *self, RhToken *token, const GError *save_error)
{
  rh_backoff_clear (&self->backoff);
  self->unsaved = save_error != NULL;
  self->save_again = now (self) + SAVE_AGAIN_DELAY;
  set_token (self, token);
  set_problem (self, save_error);
}

static void
take_refreshed (RhTokenSource *self, RhRefreshOperation *operation, RhToken *token)
{
  gboolean fresh = rh_refresh_operation_has_refreshed (operation);

  /* The sign-out that waits will find it in the keyring. */
  if (self->sign_outs > 0)
    return;

  /* What was not saved before is not saved by being found in memory. */
  if (fresh || token != self->token)
    note_success (self, token, rh_refresh_operation_get_save_error (operation));
  rh_token_waiters_answer (self->waiters, fresh ? serve_fresh : serve_found, NULL, token);
}

static void
refreshed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTokenSource) self = user_data;
  RhRefreshOperation *operation = RH_REFRESH_OPERATION (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = rh_refresh_operation_run_finish (operation, result, &error);

  /* Signed out meanwhile: nobody waits for this one any more. */
  if (operation != self->refresh)
    return;

  g_clear_object (&self->refresh);
  g_clear_object (&self->refresh_cancellable);
  self->busy = FALSE;

  if (token != NULL)
    take_refreshed (self, operation, token);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) && self->sign_outs == 0)
    {
      note_failure (self, error, rh_refresh_operation_get_retry_after (operation));
      rh_token_waiters_answer (self->waiters, refuse, error, self);
    }
  pump (self);
}

static void
start_refresh (RhTokenSource *self)
{
  rh_token_waiters_answer (self->waiters, turn_away, self->problem, self);
  /* A job that came meanwhile goes first. */
  if (rh_token_waiters_is_empty (self->waiters) || !g_queue_is_empty (&self->jobs))
    {
      self->busy = FALSE;
      pump (self);
      return;
    }

  self->refresh_cancellable = g_cancellable_new ();
  self->refresh = rh_refresh_operation_new (self->store, self->transport, self->config,
                                            self->record, self->clock);
  rh_refresh_operation_set_refused (self->refresh, rh_token_waiters_peek (self->waiters)->refused);
  if (self->unsaved)
    rh_refresh_operation_set_unsaved (self->refresh, self->token);
  rh_refresh_operation_run_async (self->refresh, self->refresh_cancellable, refreshed_cb,
                                  g_object_ref (self));
}

/* Takes @error. */
static void
fail_peek (RhTokenSource *self, GError *error)
{
  g_autoptr (GError) kept = error;

  if (kept->domain != RH_OAUTH_ERROR)
    {
      kept->domain = RH_OAUTH_ERROR;
      kept->code = RH_OAUTH_ERROR_KEYRING;
    }
  self->busy = FALSE;
  note_failure (self, kept, -1);
  rh_token_waiters_answer (self->waiters, refuse, kept, self);
  pump (self);
}

static void
end_peek (RhTokenSource *self, RhToken *token)
{
  g_autoptr (GError) absent = NULL;

  if (token == NULL)
    {
      self->busy = FALSE;
      absent = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED, "no token");
      rh_token_waiters_answer (self->waiters, refuse_absent, absent, self);
      pump (self);
      return;
    }

  /* A sign-out that somebody asked for meanwhile comes first. */
  if (self->sign_outs > 0)
    {
      self->busy = FALSE;
      pump (self);
      return;
    }

  /* Whatever was wrong before, somebody has signed in. */
  rh_backoff_clear (&self->backoff);
  set_problem (self, NULL);
  set_token (self, token);
  rh_token_waiters_answer (self->waiters, aim_click, NULL, token);
  rh_token_waiters_answer (self->waiters, serve, NULL, self);
  start_refresh (self);
}

static void
peeked_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTokenSource) self = user_data;
  GError *error = NULL;
  g_autoptr (RhToken) token = rh_token_store_load_finish (self->store, result, &error);

  rh_token_store_unlock (self->store);
  if (error != NULL)
    fail_peek (self, error);
  else
    end_peek (self, token);
}

static void
peek_locked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTokenSource) self = user_data;
  GError *error = NULL;

  if (rh_token_store_lock_finish (self->store, result, &error))
    rh_token_store_load_async (self->store, NULL, peeked_again_cb, g_object_ref (self));
  else
    fail_peek (self, error);
}

static void
peeked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhTokenSource) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token = rh_token_store_load_finish (self->store, result, &error);

  /* Without the lock, another process can be between its two writes. */
  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN))
    rh_token_store_lock_async (self->store, NULL, peek_locked_cb, g_object_ref (self));
  else if (error != NULL)
    fail_peek (self, g_steal_pointer (&error));
  else
    end_peek (self, token);
}

/* What the keyring has, without the lock. */
static void
peek (RhTokenSource *self)
{
  rh_token_store_load_async (self->store, NULL, peeked_cb, g_object_ref (self));
}

static void
end_job (RhTokenSource *self)
{
  self->busy = FALSE;
  rh_token_waiters_answer (self->waiters, serve, NULL, self);
  pump (self);
}

/* @token: with its new generation; NULL: nothing was tried. */
static void
note_saved (RhTokenSource *self, RhToken *tried, RhToken *token, const GError *save_error)
{
  self->save_again = now (self) + SAVE_AGAIN_DELAY;
  if (self->sign_outs > 0 || self->token != tried)
    return;

  if (token != NULL)
    {
      self->unsaved = save_error != NULL;
      set_token (self, token);
    }
  else if (rh_token_store_get_generation (self->store) != rh_token_get_generation (tried))
    /* Somebody else's is newer: it is read when a token is needed next. */
    self->unsaved = FALSE;

  if (!self->unsaved && g_error_matches (self->problem, RH_OAUTH_ERROR, RH_OAUTH_ERROR_KEYRING))
    set_problem (self, NULL);
}

static void
adopted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhTokenSource *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  RhAdoptOperation *operation = RH_ADOPT_OPERATION (source);
  GError *error = NULL;
  g_autoptr (RhToken) token = rh_adopt_operation_run_finish (operation, result, &error);

  if (job->kind == JOB_SAVE)
    note_saved (self, job->token, token, rh_adopt_operation_get_save_error (operation));
  else if (token != NULL && self->sign_outs == 0)
    note_success (self, token, rh_adopt_operation_get_save_error (operation));

  if (token != NULL)
    return_token (task, token);
  else
    g_task_return_error (task, error);
  end_job (self);
}

static void
start_adopt (RhTokenSource *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  const char *subject = self->token != NULL ? rh_token_get_subject (self->token) : NULL;
  g_autoptr (RhAdoptOperation) operation
      = rh_adopt_operation_new (self->store, job->token, subject);

  rh_adopt_operation_set_replace_subject (operation, job->flag);
  rh_adopt_operation_set_again (operation, job->kind == JOB_SAVE);
  rh_adopt_operation_run_async (operation, g_task_get_cancellable (task), adopted_cb,
                                g_object_ref (task));
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhTokenSource *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;

  self->sign_outs--;
  if (rh_sign_out_operation_run_finish (RH_SIGN_OUT_OPERATION (source), result, &job->revoked,
                                        &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
  end_job (self);
}

static void
start_sign_out (RhTokenSource *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);
  g_autoptr (RhSignOutOperation) operation = rh_sign_out_operation_new (
      self->store, job->flag ? self->transport : NULL, self->config, self->record, job->token);

  rh_sign_out_operation_set_locked (operation, self->lock_inherited);
  self->lock_inherited = FALSE;
  rh_sign_out_operation_run_async (operation, g_task_get_cancellable (task), signed_out_cb,
                                   g_object_ref (task));
}

static void
start_job (RhTokenSource *self, GTask *task)
{
  Job *job = g_task_get_task_data (task);

  if (job->kind == JOB_SIGN_OUT)
    start_sign_out (self, task);
  else
    start_adopt (self, task);
}

static void
pump (RhTokenSource *self)
{
  g_autoptr (GTask) job = NULL;

  if (self->busy)
    return;

  job = g_queue_pop_head (&self->jobs);
  if (job == NULL && rh_token_waiters_is_empty (self->waiters))
    return;

  self->busy = TRUE;
  if (job != NULL)
    start_job (self, job);
  else if (self->token == NULL)
    peek (self);
  else
    start_refresh (self);
}

static void
push_job (RhTokenSource *self, GTask *task, JobKind kind, RhToken *token, gboolean flag)
{
  Job *job = g_new0 (Job, 1);

  job->kind = kind;
  job->token = token != NULL ? rh_token_ref (token) : NULL;
  job->flag = flag;
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  /* What was done was done, cancelled or not. */
  g_task_set_check_cancellable (task, FALSE);
  g_queue_push_tail (&self->jobs, g_object_ref (task));
  pump (self);
}

static void
save_again_if_due (RhTokenSource *self)
{
  g_autoptr (GTask) task = NULL;

  if (!self->unsaved || self->busy || now (self) < self->save_again)
    return;

  task = g_task_new (self, NULL, NULL, NULL);
  g_task_set_source_tag (task, save_again_if_due);
  push_job (self, task, JOB_SAVE, self->token, FALSE);
}

/* Nobody waits any more. A request under way goes on all the same. */
static void
all_left (gpointer user_data)
{
  RhTokenSource *self = user_data;

  if (self->refresh_cancellable != NULL)
    g_cancellable_cancel (self->refresh_cancellable);
}

static void
wait_for_token (RhTokenSource *self, GTask *task, RhTokenWaiterKind kind, RhToken *refused)
{
  RhTokenWaiter *waiter = rh_token_waiter_new (task, kind, refused);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (serve (task, waiter, NULL, self))
    {
      save_again_if_due (self);
      return;
    }

  rh_token_waiters_add (self->waiters, task);
  pump (self);
}

static void
rh_token_source_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RhTokenSource *self = RH_TOKEN_SOURCE (object);

  switch (id)
    {
    case PROP_TOKEN:
      g_value_set_boxed (value, self->token);
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, self->problem);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rh_token_source_finalize (GObject *object)
{
  RhTokenSource *self = RH_TOKEN_SOURCE (object);

  g_object_unref (self->store);
  g_object_unref (self->transport);
  g_object_unref (self->config);
  g_clear_object (&self->record);
  g_clear_pointer (&self->token, rh_token_unref);
  g_clear_error (&self->problem);
  rh_token_waiters_free (self->waiters);

  G_OBJECT_CLASS (rh_token_source_parent_class)->finalize (object);
}

static void
rh_token_source_class_init (RhTokenSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rh_token_source_get_property;
  object_class->finalize = rh_token_source_finalize;

  props[PROP_TOKEN] = g_param_spec_boxed ("token", NULL, NULL, RH_TYPE_TOKEN, flags);
  props[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
rh_token_source_init (RhTokenSource *self)
{
  self->waiters = rh_token_waiters_new (all_left, self);
  g_queue_init (&self->jobs);
}

RhTokenSource *
rh_token_source_new (RhTokenStore *store,
                     RhTransport *transport,
                     RhOAuthConfig *config,
                     RhFlowRecord *record,
                     const RhClock *clock)
{
  RhTokenSource *self = g_object_new (RH_TYPE_TOKEN_SOURCE, NULL);

  self->store = g_object_ref (store);
  self->transport = g_object_ref (transport);
  self->config = g_object_ref (config);
  g_set_object (&self->record, record);
  self->clock = clock;

  return self;
}

RhToken *
rh_token_source_get_token (RhTokenSource *self)
{
  g_return_val_if_fail (RH_IS_TOKEN_SOURCE (self), NULL);

  return self->token;
}

const GError *
rh_token_source_get_problem (RhTokenSource *self)
{
  g_return_val_if_fail (RH_IS_TOKEN_SOURCE (self), NULL);

  return self->problem;
}

gint64
rh_token_source_get_retry_after (RhTokenSource *self)
{
  g_return_val_if_fail (RH_IS_TOKEN_SOURCE (self), 0);

  return rh_backoff_get_forbidden (&self->backoff, now (self));
}

void
rh_token_source_network_is_back (RhTokenSource *self)
{
  g_return_if_fail (RH_IS_TOKEN_SOURCE (self));

  if (g_error_matches (self->problem, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK))
    rh_backoff_hurry (&self->backoff);
}

void
rh_token_source_load_async (RhTokenSource *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_load_async);
  wait_for_token (self, task, RH_TOKEN_WAITER_LOAD, NULL);
}

void
rh_token_source_get_valid_async (RhTokenSource *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_get_valid_async);
  wait_for_token (self, task, RH_TOKEN_WAITER_VALID, NULL);
}

void
rh_token_source_replace_async (RhTokenSource *self,
                               RhToken *sent,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_replace_async);
  wait_for_token (self, task, RH_TOKEN_WAITER_REPLACE, sent);
}

void
rh_token_source_refresh_async (RhTokenSource *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_refresh_async);
  wait_for_token (self, task, RH_TOKEN_WAITER_CLICK, self->token);
}

RhToken *
rh_token_source_finish (RhTokenSource *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rh_token_source_adopt_async (RhTokenSource *self,
                             RhToken *token,
                             gboolean replace_subject,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_adopt_async);
  push_job (self, task, JOB_ADOPT, token, replace_subject);
}

/* A request under way is left to itself, and its lock taken over; before that it is called off. */
static void
drop_refresh (RhTokenSource *self)
{
  if (self->refresh == NULL)
    return;

  /* Jobs that came before the sign-out want the lock before it does. */
  if (!g_queue_is_empty (&self->jobs) || !rh_refresh_operation_abandon (self->refresh))
    {
      g_cancellable_cancel (self->refresh_cancellable);
      return;
    }

  g_clear_object (&self->refresh);
  g_clear_object (&self->refresh_cancellable);
  self->lock_inherited = TRUE;
  self->busy = FALSE;
}

void
rh_token_source_sign_out_async (RhTokenSource *self,
                                gboolean revoke,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (RhToken) token = self->token != NULL ? rh_token_ref (self->token) : NULL;
  g_autoptr (GError) error
      = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED, "signed out");

  g_task_set_source_tag (task, rh_token_source_sign_out_async);
  rh_backoff_clear (&self->backoff);
  self->unsaved = FALSE;
  self->sign_outs++;
  set_token (self, NULL);
  set_problem (self, NULL);
  rh_token_waiters_answer (self->waiters, refuse, error, self);
  drop_refresh (self);
  push_job (self, task, JOB_SIGN_OUT, token, revoke);
}

gboolean
rh_token_source_sign_out_finish (RhTokenSource *self,
                                 GAsyncResult *result,
                                 gboolean *revoked,
                                 GError **error)
{
  Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  job = g_task_get_task_data (G_TASK (result));
  if (revoked != NULL)
    *revoked = job->revoked;

  return g_task_propagate_boolean (G_TASK (result), error);
}
