/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A lock on a file that holds between threads and between processes. Open-file-description locks,
 * for the older kind is shared by a whole process and lost with the first close. */
#define _GNU_SOURCE /* F_OFD_SETLK */
#define G_LOG_DOMAIN "rh-file-lock"

#include "config.h"

#include "secret/rh-file-lock.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define FIRST_WAIT_MS 2
#define LONGEST_WAIT_MS 50

struct _RhFileLock
{
  int fd;
};

static void
set_errno_error (GError **error, const char *what, int code)
{
  g_set_error (error, G_IO_ERROR, (gint) g_io_error_from_errno (code), "%s: %s", what,
               g_strerror (code));
}

static int
open_lock_file (GFile *file, GError **error)
{
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *folder = NULL;
  int fd;

  if (path == NULL)
    {
      set_errno_error (error, "lock file", ENOTSUP);
      return -1;
    }

  folder = g_path_get_dirname (path);
  if (g_mkdir_with_parents (folder, 0700) != 0)
    {
      set_errno_error (error, "folder of lock files", errno);
      return -1;
    }

  fd = g_open (path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NOCTTY, 0600);
  if (fd < 0)
    set_errno_error (error, "lock file", errno);

  return fd;
}

/* FALSE without an error: another one holds it. */
static gboolean
try_lock (int fd, GError **error)
{
  struct flock lock = { .l_type = F_WRLCK, .l_whence = SEEK_SET };

  while (fcntl (fd, F_OFD_SETLK, &lock) != 0)
    {
      if (errno == EAGAIN || errno == EACCES)
        return FALSE;
      if (errno == EINTR)
        continue;
      set_errno_error (error, "lock", errno);
      return FALSE;
    }

  return TRUE;
}

/* Asks again and again, because a thread that sleeps in F_OFD_SETLKW cannot be woken. */
static gboolean
wait_for_lock (int fd, GCancellable *cancellable, GError **error)
{
  gint wait = FIRST_WAIT_MS;
  GPollFD poll_fd;
  g_autoptr (GError) local_error = NULL;

  while (!try_lock (fd, &local_error))
    {
      if (local_error != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
      if (g_cancellable_make_pollfd (cancellable, &poll_fd))
        {
          g_poll (&poll_fd, 1, wait);
          g_cancellable_release_fd (cancellable);
        }
      else
        g_usleep ((gulong) wait * 1000);
      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      wait = MIN (wait * 2, LONGEST_WAIT_MS);
    }

  return TRUE;
}

static void
acquire_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (RhFileLock) self = g_new0 (RhFileLock, 1);
  GError *error = NULL;

  self->fd = open_lock_file (task_data, &error);
  if (self->fd < 0 || !wait_for_lock (self->fd, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&self), (GDestroyNotify) rh_file_lock_free);
}

void
rh_file_lock_acquire_async (GFile *file,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_file_lock_acquire_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  g_task_run_in_thread (task, acquire_in_thread);
}

RhFileLock *
rh_file_lock_acquire_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

int
rh_file_lock_get_fd (RhFileLock *self)
{
  return self->fd;
}

/* Closing drops the lock. */
void
rh_file_lock_free (RhFileLock *self)
{
  if (self->fd >= 0)
    g_close (self->fd, NULL);
  g_free (self);
}
