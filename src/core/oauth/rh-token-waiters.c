/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Those who wait for a token: tasks that are answered together, and that may go one by one. */
#define G_LOG_DOMAIN "rh-token-waiters"

#include "config.h"

#include "oauth/rh-token-waiters.h"

struct _RhTokenWaiters
{
  GPtrArray *tasks;
  void (*left) (gpointer user_data);
  gpointer user_data;
};

RhTokenWaiters *
rh_token_waiters_new (void (*left) (gpointer user_data), gpointer user_data)
{
  RhTokenWaiters *self = g_new0 (RhTokenWaiters, 1);

  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  self->left = left;
  self->user_data = user_data;

  return self;
}

void
rh_token_waiters_free (RhTokenWaiters *self)
{
  g_ptr_array_unref (self->tasks);
  g_free (self);
}

static void
waiter_free (RhTokenWaiter *waiter)
{
  g_clear_pointer (&waiter->refused, rh_token_unref);
  if (waiter->cancelled != NULL)
    g_source_destroy (waiter->cancelled);
  g_clear_pointer (&waiter->cancelled, g_source_unref);
  g_free (waiter);
}

RhTokenWaiter *
rh_token_waiter_new (GTask *task, RhTokenWaiterKind kind, RhToken *refused)
{
  RhTokenWaiter *waiter = g_new0 (RhTokenWaiter, 1);

  waiter->kind = kind;
  waiter->refused = refused != NULL ? rh_token_ref (refused) : NULL;
  g_task_set_task_data (task, waiter, (GDestroyNotify) waiter_free);

  return waiter;
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  g_autoptr (GTask) task = g_object_ref (user_data);
  RhTokenWaiter *waiter = g_task_get_task_data (task);
  RhTokenWaiters *self = waiter->list;

  if (!g_ptr_array_remove (self->tasks, task))
    return G_SOURCE_REMOVE;

  if (self->tasks->len == 0)
    self->left (self->user_data);
  g_task_return_error_if_cancelled (task);

  return G_SOURCE_REMOVE;
}

void
rh_token_waiters_add (RhTokenWaiters *self, GTask *task)
{
  RhTokenWaiter *waiter = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);

  waiter->list = self;
  g_ptr_array_add (self->tasks, g_object_ref (task));
  if (cancellable == NULL)
    return;

  waiter->cancelled = g_cancellable_source_new (cancellable);
  g_source_set_callback (waiter->cancelled, G_SOURCE_FUNC (cancelled_cb), task, NULL);
  g_source_attach (waiter->cancelled, g_task_get_context (task));
}

gboolean
rh_token_waiters_is_empty (RhTokenWaiters *self)
{
  return self->tasks->len == 0;
}

RhTokenWaiter *
rh_token_waiters_peek (RhTokenWaiters *self)
{
  return g_task_get_task_data (g_ptr_array_index (self->tasks, 0));
}

void
rh_token_waiters_answer (RhTokenWaiters *self,
                         RhTokenWaiterFunc answer,
                         const GError *error,
                         gpointer user_data)
{
  g_autoptr (GPtrArray) tasks = g_steal_pointer (&self->tasks);
  g_autoptr (GError) kept = error != NULL ? g_error_copy (error) : NULL;

  self->tasks = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < tasks->len; i++)
    {
      GTask *task = g_ptr_array_index (tasks, i);

      if (g_task_return_error_if_cancelled (task)
          || answer (task, g_task_get_task_data (task), kept, user_data))
        continue;
      g_ptr_array_add (self->tasks, g_object_ref (task));
    }
}
