/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Gives a valid token: from memory, from the keyring, or refreshed, once for all who wait.
 *
 * One thing runs at a time: a round for those who wait for a token, or a job (a sign-in taken in, a
 * sign-out, a second try at saving). Jobs go first. */
#define G_LOG_DOMAIN "rh-token-source"

#include "config.h"

#include "oauth/rh-token-source.h"

#include "oauth/rh-adopt-operation.h"
#include "oauth/rh-refresh-operation.h"
#include "oauth/rh-sign-out-operation.h"

#define FIRST_DELAY G_USEC_PER_SEC
#define LONGEST_DELAY (60 * G_USEC_PER_SEC)
#define LONGEST_RETRY_AFTER (24 * 60 * 60)
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

  GPtrArray *waiters; /* GTask with a Waiter */
  GQueue jobs;        /* GTask with a Job */
  gboolean busy;
  gboolean lock_inherited; /* from a refresh that was abandoned */
  RhRefreshOperation *refresh;
  GCancellable *refresh_cancellable;

  gboolean unsaved;  /* the keyring did not take the token in memory */
  gboolean stopped;  /* the server refused the client: only a click tries again */
  guint failures;    /* in a row */
  gint64 delayed;    /* boot time, microseconds: until then no request by itself */
  gint64 forbidden;  /* the same, by Retry-After: not even for a click */
  gint64 save_again; /* the same, for saving */
};

typedef enum
{
  WAITER_LOAD,
  WAITER_VALID,
  WAITER_REPLACE,
  WAITER_CLICK,
} WaiterKind;

/* Data of a task that waits for a token. */
typedef struct
{
  WaiterKind kind;
  RhToken *refused; /* not this one; NULL: any */
  GSource *cancelled;
} Waiter;

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
waiter_free (Waiter *waiter)
{
  g_clear_pointer (&waiter->refused, rh_token_unref);
  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
  g_free (waiter);
}

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
can_still_send (RhTokenSource *self, Waiter *waiter)
{
  gint64 left;

  if (waiter->kind != WAITER_VALID || self->token == NULL)
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

/* The server asked for patience, we do by ourselves, or it does not want this client at all. */
static gboolean
may_refresh (RhTokenSource *self, WaiterKind kind)
{
  if (self->problem == NULL)
    return TRUE;
  if (now (self) < self->forbidden)
    return FALSE;
  if (kind == WAITER_CLICK)
    return TRUE;

  return !self->stopped && now (self) >= self->delayed;
}

/* 1, 2, 4 … 60 s, less up to a quarter, so that two machines do not come back together. */
static gint64
next_delay (RhTokenSource *self)
{
  gint64 delay = FIRST_DELAY;
  guint8 random;

  for (guint i = 0; i < self->failures && delay < LONGEST_DELAY; i++)
    delay *= 2;
  delay = MIN (delay, LONGEST_DELAY);
  rh_random_bytes (&random, 1);

  return delay - delay / 4 * random / G_MAXUINT8;
}

static void
clear_delays (RhTokenSource *self)
{
  self->failures = 0;
  self->delayed = 0;
  self->forbidden = 0;
  self->stopped = FALSE;
}

/* Gives @task its answer; FALSE: it goes on waiting. */
typedef gboolean (*WaiterFunc) (RhTokenSource *self, GTask *task, const GError *error);

static gboolean
serve (RhTokenSource *self, GTask *task, const GError *error)
{
  Waiter *waiter = g_task_get_task_data (task);
  gboolean good
      = waiter->kind == WAITER_LOAD ? self->token != NULL : can_send (self, waiter->refused);

  if (good)
    return_token (task, self->token);

  return good;
}

/* What the server just gave is for all, however short it lives. */
static gboolean
serve_fresh (RhTokenSource *self, GTask *task, const GError *error)
{
  return_token (task, self->token);

  return TRUE;
}

/* Found, not fetched: for all but those who tried it. */
static gboolean
serve_found (RhTokenSource *self, GTask *task, const GError *error)
{
  Waiter *waiter = g_task_get_task_data (task);

  if (is_same (self->token, waiter->refused))
    return FALSE;

  return_token (task, self->token);

  return TRUE;
}

static gboolean
refuse (RhTokenSource *self, GTask *task, const GError *error)
{
  if (can_still_send (self, g_task_get_task_data (task)))
    return_token (task, self->token);
  else
    g_task_return_error (task, g_error_copy (error));

  return TRUE;
}

static gboolean
refuse_absent (RhTokenSource *self, GTask *task, const GError *error)
{
  Waiter *waiter = g_task_get_task_data (task);

  if (waiter->kind == WAITER_LOAD)
    return_token (task, NULL);
  else
    g_task_return_error (task, g_error_copy (error));

  return TRUE;
}

/* Those who may not ask the server now get the reason. */
static gboolean
turn_away (RhTokenSource *self, GTask *task, const GError *error)
{
  Waiter *waiter = g_task_get_task_data (task);

  return !may_refresh (self, waiter->kind) && refuse (self, task, error);
}

/* A callback may come back to us, so nobody is in the list while being answered. */
static void
answer_waiters (RhTokenSource *self, WaiterFunc answer, const GError *error)
{
  g_autoptr (GPtrArray) waiters = g_steal_pointer (&self->waiters);
  g_autoptr (GError) kept = error != NULL ? g_error_copy (error) : NULL;

  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiters->len; i++)
    {
      GTask *task = g_ptr_array_index (waiters, i);

      if (g_task_return_error_if_cancelled (task) || answer (self, task, kept))
        continue;
      g_ptr_array_add (self->waiters, g_object_ref (task));
    }
}

static gboolean
is_delaying (const GError *error)
{
  return g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK)
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
      clear_delays (self);
      set_token (self, NULL);
      set_problem (self, NULL);
      return;
    }

  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN))
    {
      clear_delays (self);
      set_token (self, NULL);
    }
  else if (is_delaying (error))
    {
      self->delayed = now (self) + next_delay (self);
      self->failures++;
    }
  else if (is_stopping (error))
    self->stopped = TRUE;

  if (retry_after > 0)
    self->forbidden = now (self) + MIN (retry_after, LONGEST_RETRY_AFTER) * G_USEC_PER_SEC;
  set_problem (self, error);
}

static void
note_success (RhTokenSource *self, RhToken *token, const GError *save_error)
{
  clear_delays (self);
  self->unsaved = save_error != NULL;
  self->save_again = now (self) + SAVE_AGAIN_DELAY;
  set_token (self, token);
  set_problem (self, save_error);
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
    {
      note_success (self, token, rh_refresh_operation_get_save_error (operation));
      answer_waiters (
          self, rh_refresh_operation_has_refreshed (operation) ? serve_fresh : serve_found, NULL);
    }
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      note_failure (self, error, rh_refresh_operation_get_retry_after (operation));
      answer_waiters (self, refuse, error);
    }
  pump (self);
}

static void
start_refresh (RhTokenSource *self)
{
  Waiter *first;

  answer_waiters (self, turn_away, self->problem);
  /* A sign-out that somebody asked for meanwhile comes first. */
  if (self->waiters->len == 0 || !g_queue_is_empty (&self->jobs))
    {
      self->busy = FALSE;
      pump (self);
      return;
    }

  first = g_task_get_task_data (g_ptr_array_index (self->waiters, 0));
  self->refresh_cancellable = g_cancellable_new ();
  self->refresh = rh_refresh_operation_new (self->store, self->transport, self->config,
                                            self->record, self->clock);
  rh_refresh_operation_set_refused (self->refresh, first->refused);
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
  answer_waiters (self, refuse, kept);
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
      answer_waiters (self, refuse_absent, absent);
      pump (self);
      return;
    }

  /* Whatever was wrong before, somebody has signed in. */
  clear_delays (self);
  set_problem (self, NULL);
  set_token (self, token);
  answer_waiters (self, serve, NULL);
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
  answer_waiters (self, serve, NULL);
  pump (self);
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

  if (token != NULL)
    note_success (self, token, rh_adopt_operation_get_save_error (operation));
  else if (job->kind == JOB_SAVE)
    /* Somebody else's is newer: read it when a token is needed next. */
    self->unsaved = FALSE;

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

  set_token (self, NULL);
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
  if (job == NULL && self->waiters->len == 0)
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

static gboolean
waiter_cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  RhTokenSource *self = g_task_get_source_object (task);

  if (!g_ptr_array_remove (self->waiters, task))
    return G_SOURCE_REMOVE;

  g_task_return_error_if_cancelled (task);
  if (self->waiters->len == 0 && self->refresh_cancellable != NULL)
    g_cancellable_cancel (self->refresh_cancellable);

  return G_SOURCE_REMOVE;
}

/* One who waits may go; the others, and a request under way, go on. */
static void
watch_cancellable (GTask *task, Waiter *waiter)
{
  GCancellable *cancellable = g_task_get_cancellable (task);

  if (cancellable == NULL)
    return;

  waiter->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (waiter_cancelled_cb), task, NULL);
  g_source_attach (waiter->cancelled, g_task_get_context (task));
}

static void
wait_for_token (RhTokenSource *self, GTask *task, WaiterKind kind, RhToken *refused)
{
  Waiter *waiter = g_new0 (Waiter, 1);

  waiter->kind = kind;
  waiter->refused = refused != NULL ? rh_token_ref (refused) : NULL;
  g_task_set_task_data (task, waiter, (GDestroyNotify) waiter_free);
  if (g_task_return_error_if_cancelled (task))
    return;

  if (serve (self, task, NULL))
    {
      save_again_if_due (self);
      return;
    }

  watch_cancellable (task, waiter);
  g_ptr_array_add (self->waiters, g_object_ref (task));
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
  g_ptr_array_unref (self->waiters);

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
  self->waiters = g_ptr_array_new_with_free_func (g_object_unref);
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
  gint64 left;

  g_return_val_if_fail (RH_IS_TOKEN_SOURCE (self), 0);

  left = self->forbidden - now (self);

  return left > 0 ? (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
}

void
rh_token_source_load_async (RhTokenSource *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_load_async);
  wait_for_token (self, task, WAITER_LOAD, NULL);
}

void
rh_token_source_get_valid_async (RhTokenSource *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_get_valid_async);
  wait_for_token (self, task, WAITER_VALID, NULL);
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
  wait_for_token (self, task, WAITER_REPLACE, sent);
}

void
rh_token_source_refresh_async (RhTokenSource *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_token_source_refresh_async);
  wait_for_token (self, task, WAITER_CLICK, self->token);
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

  if (!rh_refresh_operation_abandon (self->refresh))
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
  clear_delays (self);
  self->unsaved = FALSE;
  set_token (self, NULL);
  set_problem (self, NULL);
  answer_waiters (self, refuse, error);
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
