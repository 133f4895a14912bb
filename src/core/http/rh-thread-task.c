/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A second task is what runs in the thread. It has no source object, and its callback, which is
 * always called, holds the first one. */
#define G_LOG_DOMAIN "rh-thread-task"

#include "config.h"

#include "http/rh-thread-task.h"

typedef struct
{
  GTask *task; /* borrowed: of the callback */
  GTaskThreadFunc func;
} Run;

static void
run (GTask *running, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const Run *self = task_data;

  self->func (self->task, g_task_get_source_object (self->task), g_task_get_task_data (self->task),
              cancellable);
  g_task_return_boolean (running, TRUE);
}

static void
ran_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_object_unref (user_data);
}

void
rh_thread_task_run (GTask *task, GTaskThreadFunc func)
{
  g_autoptr (GTask) running = NULL;
  Run *self;

  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (func != NULL);

  self = g_new (Run, 1);
  self->task = task;
  self->func = func;
  running = g_task_new (NULL, g_task_get_cancellable (task), ran_cb, g_object_ref (task));
  g_task_set_source_tag (running, rh_thread_task_run);
  g_task_set_priority (running, g_task_get_priority (task));
  g_task_set_task_data (running, self, g_free);
  g_task_run_in_thread (running, run);
}
