/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whoever asks for work in a thread is never freed there, however soon it is let go of. */
#include "config.h"

#include "http/rh-thread-task.h"
#include "lib/rh-test.h"

/* GLib's own frees some of so many in the thread; on a busy machine every sixth. */
#define N_TASKS 10000
#define AT_ONCE 20

#define SOURCE_TYPE (source_get_type ())
G_DECLARE_FINAL_TYPE (Source, source, TEST, SOURCE, GObject)

struct _Source
{
  GObject parent_instance;
};

G_DEFINE_FINAL_TYPE (Source, source, G_TYPE_OBJECT)

static GThread *main_thread;
static guint n_sources; /* that live */
static guint n_returned;

static void
source_finalize (GObject *object)
{
  g_assert_true (g_thread_self () == main_thread);
  n_sources--;

  G_OBJECT_CLASS (source_parent_class)->finalize (object);
}

static void
source_class_init (SourceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = source_finalize;
}

static void
source_init (Source *self)
{
  n_sources++;
}

static void
answer (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_assert_true (g_thread_self () != main_thread);
  g_assert_true (TEST_IS_SOURCE (source));
  g_task_return_int (task, GPOINTER_TO_INT (task_data));
}

static void
answered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (g_thread_self () == main_thread);
  g_assert_true (g_task_is_valid (result, source));
  g_assert_cmpint (g_task_propagate_int (G_TASK (result), &error), ==, GPOINTER_TO_INT (user_data));
  g_assert_no_error (error);
  n_returned++;
}

static void
ask (guint number)
{
  g_autoptr (Source) source = g_object_new (SOURCE_TYPE, NULL);
  g_autoptr (GTask) task = g_task_new (source, NULL, answered_cb, GUINT_TO_POINTER (number));

  g_task_set_task_data (task, GUINT_TO_POINTER (number), NULL);
  rh_thread_task_run (task, answer);
}

static void
test_ends_where_it_began (void)
{
  for (guint asked = 0; asked < N_TASKS;)
    {
      for (guint i = 0; i < AT_ONCE; i++)
        ask (asked++);
      while (n_sources > 0)
        g_main_context_iteration (NULL, TRUE);
      g_assert_cmpuint (n_returned, ==, asked);
    }
}

static void
wait_until_cancelled (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GPollFD fd;

  g_assert_true (g_cancellable_make_pollfd (cancellable, &fd));
  g_poll (&fd, 1, -1);
  g_cancellable_release_fd (cancellable);
  g_task_return_boolean (task, TRUE);
}

static void
cancelled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (g_task_propagate_boolean (G_TASK (result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_can_be_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  {
    g_autoptr (Source) source = g_object_new (SOURCE_TYPE, NULL);
    g_autoptr (GTask) task = g_task_new (source, cancellable, cancelled_cb, NULL);

    rh_thread_task_run (task, wait_until_cancelled);
  }
  g_cancellable_cancel (cancellable);
  while (n_sources > 0)
    g_main_context_iteration (NULL, TRUE);
}

int
main (int argc, char **argv)
{
  rh_test_init (&argc, &argv);
  main_thread = g_thread_self ();

  g_test_add_func ("/thread-task/ends-where-it-began", test_ends_where_it_began);
  g_test_add_func ("/thread-task/can-be-cancelled", test_can_be_cancelled);

  return g_test_run ();
}
