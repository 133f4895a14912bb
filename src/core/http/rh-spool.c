/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The bytes of a response: in memory below 1 MB, above it in an unlinked file of mode 0600. Grows
 * while it is read. One thread writes; any thread reads. */
#define G_LOG_DOMAIN "rh-spool"
#define _GNU_SOURCE /* O_TMPFILE */

#include "config.h"

#include "http/rh-spool.h"

#include "http/rh-request.h"
#include "http/rh-thread-task.h"
#include "text/rh-secret.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#define COPY_SIZE (64 * 1024)

struct _RhSpool
{
  GObject parent_instance;

  goffset limit;
  gboolean memory_only;
  GMainContext *context; /* where the size is notified */
  GSource *notify_source;

  GMutex mutex;
  /* Guarded by the mutex. */
  char *memory;
  gsize capacity;
  int fd; /* -1: in memory */
  goffset size;
  gboolean complete;
};

enum
{
  PROP_0,
  PROP_SIZE,
  PROP_COMPLETE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (RhSpool, rh_spool, G_TYPE_OBJECT)

static void
free_memory (RhSpool *self)
{
  if (self->memory != NULL)
    rh_wipe (self->memory, self->capacity);
  g_clear_pointer (&self->memory, g_free);
  self->capacity = 0;
}

/* By hand and not with realloc, which leaves copies of what may be a token. */
static void
reserve_memory (RhSpool *self, gsize wanted)
{
  gsize capacity = MAX (self->capacity, 4096);
  char *memory;

  if (wanted <= self->capacity)
    return;

  while (capacity < wanted)
    capacity *= 2;

  memory = g_malloc (capacity);
  if (self->size > 0)
    memcpy (memory, self->memory, (gsize) self->size);
  free_memory (self);
  self->memory = memory;
  self->capacity = capacity;
}

static int
open_unlinked (const char *folder)
{
  g_autofree char *template = NULL;
  int fd;

  fd = open (folder, O_TMPFILE | O_RDWR | O_CLOEXEC | O_EXCL, 0600);
  if (fd >= 0)
    return fd;

  /* Not every file system knows files without a name. */
  template = g_build_filename (folder, "spool-XXXXXX", NULL);
  fd = g_mkstemp_full (template, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    unlink (template);

  return fd;
}

static gboolean
set_disk_error (GError **error, int saved_errno)
{
  gboolean full = saved_errno == ENOSPC || saved_errno == EDQUOT || saved_errno == EFBIG;

  g_set_error (error, G_IO_ERROR,
               full ? G_IO_ERROR_NO_SPACE : (gint) g_io_error_from_errno (saved_errno),
               "The response could not be kept on disk: %s", g_strerror (saved_errno));

  return FALSE;
}

/* Returns how many bytes are on disk afterwards, even when it fails. */
static gsize
write_at (int fd, const char *bytes, gsize length, goffset offset, int *saved_errno)
{
  gsize done = 0;

  while (done < length)
    {
      gssize wrote = pwrite (fd, bytes + done, length - done, offset + (goffset) done);

      if (wrote > 0)
        done += (gsize) wrote;
      else if (wrote == 0 || errno != EINTR)
        {
          *saved_errno = wrote == 0 ? ENOSPC : errno;
          break;
        }
    }

  return done;
}

static gboolean
move_to_disk (RhSpool *self, GError **error)
{
  g_autofree char *folder = g_build_filename (g_get_user_cache_dir (), "rehearsal", NULL);
  int saved_errno = 0;
  int fd;

  g_mkdir_with_parents (folder, 0700);
  fd = open_unlinked (folder);
  if (fd < 0)
    return set_disk_error (error, errno);

  if (write_at (fd, self->memory, (gsize) self->size, 0, &saved_errno) != (gsize) self->size)
    {
      close (fd);
      return set_disk_error (error, saved_errno);
    }

  self->fd = fd;
  free_memory (self);

  return TRUE;
}

static gboolean
notify_size_cb (gpointer user_data)
{
  RhSpool *self = RH_SPOOL (user_data);

  g_clear_pointer (&self->notify_source, g_source_unref);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);

  return G_SOURCE_REMOVE;
}

static void
queue_notify_size (RhSpool *self)
{
  if (self->notify_source != NULL)
    return;

  self->notify_source = g_idle_source_new ();
  g_source_set_priority (self->notify_source, G_PRIORITY_DEFAULT);
  g_source_set_callback (self->notify_source, notify_size_cb, self, NULL);
  g_source_set_static_name (self->notify_source, "[rehearsal] spool size");
  g_source_attach (self->notify_source, self->context);
}

static gboolean
stop_notify_size (RhSpool *self)
{
  if (self->notify_source == NULL)
    return FALSE;

  g_source_destroy (self->notify_source);
  g_clear_pointer (&self->notify_source, g_source_unref);

  return TRUE;
}

static void
rh_spool_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhSpool *self = RH_SPOOL (object);

  switch (prop_id)
    {
    case PROP_SIZE:
      g_value_set_int64 (value, rh_spool_get_size (self));
      break;

    case PROP_COMPLETE:
      g_value_set_boolean (value, rh_spool_is_complete (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_spool_finalize (GObject *object)
{
  RhSpool *self = RH_SPOOL (object);

  stop_notify_size (self);
  g_clear_pointer (&self->context, g_main_context_unref);
  free_memory (self);
  if (self->fd >= 0)
    close (self->fd);
  g_mutex_clear (&self->mutex);

  G_OBJECT_CLASS (rh_spool_parent_class)->finalize (object);
}

static void
rh_spool_class_init (RhSpoolClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_spool_get_property;
  object_class->finalize = rh_spool_finalize;

  properties[PROP_SIZE] = g_param_spec_int64 ("size", NULL, NULL, 0, G_MAXINT64, 0,
                                              G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_COMPLETE] = g_param_spec_boolean ("complete", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_spool_init (RhSpool *self)
{
  g_mutex_init (&self->mutex);
  self->context = g_main_context_ref_thread_default ();
  self->fd = -1;
}

RhSpool *
rh_spool_new (goffset limit, gboolean memory_only)
{
  RhSpool *self;

  g_return_val_if_fail (limit >= 0, NULL);

  self = g_object_new (RH_TYPE_SPOOL, NULL);
  self->limit = limit;
  self->memory_only = memory_only;

  return self;
}

static gboolean
store (RhSpool *self, const char *bytes, gsize length, GError **error)
{
  gsize wrote;
  int saved_errno = 0;

  if (self->fd < 0 && (self->memory_only || self->size + (goffset) length <= RH_SPOOL_MEMORY_LIMIT))
    {
      reserve_memory (self, (gsize) self->size + length);
      memcpy (self->memory + self->size, bytes, length);
      self->size += (goffset) length;
      return TRUE;
    }

  if (self->fd < 0 && !move_to_disk (self, error))
    return FALSE;

  wrote = write_at (self->fd, bytes, length, self->size, &saved_errno);
  self->size += (goffset) wrote;

  return wrote == length || set_disk_error (error, saved_errno);
}

gboolean
rh_spool_write (RhSpool *self, const void *bytes, gsize length, GError **error)
{
  gboolean fits;
  gboolean stored;

  g_return_val_if_fail (RH_IS_SPOOL (self), FALSE);
  g_return_val_if_fail (bytes != NULL || length == 0, FALSE);
  g_return_val_if_fail (!self->complete, FALSE);

  if (length == 0)
    return TRUE;

  g_mutex_lock (&self->mutex);
  fits = (goffset) length <= self->limit - self->size;
  if (!fits)
    length = (gsize) (self->limit - self->size);
  stored = length == 0 || store (self, bytes, length, error);
  g_mutex_unlock (&self->mutex);

  queue_notify_size (self);

  if (stored && !fits)
    {
      g_set_error (error, RH_HTTP_ERROR, RH_HTTP_ERROR_TOO_LARGE,
                   "The response is larger than %" G_GOFFSET_FORMAT " bytes", self->limit);
      return FALSE;
    }

  return stored;
}

void
rh_spool_close (RhSpool *self)
{
  g_return_if_fail (RH_IS_SPOOL (self));

  if (self->complete)
    return;

  g_mutex_lock (&self->mutex);
  self->complete = TRUE;
  g_mutex_unlock (&self->mutex);

  if (stop_notify_size (self))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SIZE]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COMPLETE]);
}

gboolean
rh_spool_is_complete (RhSpool *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (RH_IS_SPOOL (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);

  return self->complete;
}

goffset
rh_spool_get_size (RhSpool *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (RH_IS_SPOOL (self), 0);

  locker = g_mutex_locker_new (&self->mutex);

  return self->size;
}

gboolean
rh_spool_is_on_disk (RhSpool *self)
{
  g_autoptr (GMutexLocker) locker = NULL;

  g_return_val_if_fail (RH_IS_SPOOL (self), FALSE);

  locker = g_mutex_locker_new (&self->mutex);

  return self->fd >= 0;
}

static gsize
read_at (int fd, char *buffer, gsize length, goffset offset)
{
  gsize done = 0;

  while (done < length)
    {
      gssize got = pread (fd, buffer + done, length - done, offset + (goffset) done);

      if (got > 0)
        done += (gsize) got;
      else if (got == 0 || errno != EINTR)
        break;
    }

  return done;
}

gsize
rh_spool_read (RhSpool *self, goffset offset, void *buffer, gsize length)
{
  int fd;

  g_return_val_if_fail (RH_IS_SPOOL (self), 0);
  g_return_val_if_fail (offset >= 0, 0);
  g_return_val_if_fail (buffer != NULL || length == 0, 0);

  g_mutex_lock (&self->mutex);
  length = offset >= self->size ? 0 : (gsize) MIN ((goffset) length, self->size - offset);
  fd = self->fd;
  if (fd < 0 && length > 0)
    memcpy (buffer, self->memory + offset, length);
  g_mutex_unlock (&self->mutex);

  /* Once there is a file it stays, and what is in it does not change. */
  return fd < 0 ? length : read_at (fd, buffer, length, offset);
}

GBytes *
rh_spool_dup_bytes (RhSpool *self, gsize max_length)
{
  gsize length;
  char *copy;

  g_return_val_if_fail (RH_IS_SPOOL (self), NULL);

  length = (gsize) MIN ((guint64) rh_spool_get_size (self), (guint64) max_length);
  copy = g_malloc (length);
  length = rh_spool_read (self, 0, copy, length);

  return g_bytes_new_take (copy, length);
}

GBytes *
rh_spool_map (RhSpool *self)
{
  g_autoptr (GMappedFile) file = NULL;
  g_autoptr (GBytes) bytes = NULL;
  gsize size;
  int fd;

  g_return_val_if_fail (RH_IS_SPOOL (self), NULL);

  g_mutex_lock (&self->mutex);
  fd = self->fd;
  size = (gsize) self->size;
  g_mutex_unlock (&self->mutex);

  if (fd >= 0)
    file = g_mapped_file_new_from_fd (fd, FALSE, NULL);
  if (file == NULL)
    return rh_spool_dup_bytes (self, G_MAXSIZE);

  bytes = g_mapped_file_get_bytes (file);

  return g_bytes_new_from_bytes (bytes, 0, MIN (size, g_bytes_get_size (bytes)));
}

static gboolean
copy_to_stream (RhSpool *self, GOutputStream *stream, GCancellable *cancellable, GError **error)
{
  g_autofree char *buffer = g_malloc (COPY_SIZE);
  goffset size = rh_spool_get_size (self);
  goffset offset = 0;

  while (offset < size)
    {
      gsize wanted = (gsize) MIN (size - offset, COPY_SIZE);

      if (rh_spool_read (self, offset, buffer, wanted) != wanted)
        {
          g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED,
                               "The kept response could not be read back");
          return FALSE;
        }
      if (!g_output_stream_write_all (stream, buffer, wanted, NULL, cancellable, error))
        return FALSE;
      offset += (goffset) wanted;
    }

  return TRUE;
}

static void
save_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GFileOutputStream) stream = NULL;
  GError *error = NULL;

  stream
      = g_file_replace (G_FILE (task_data), NULL, FALSE, G_FILE_CREATE_NONE, cancellable, &error);
  if (stream != NULL
      && copy_to_stream (RH_SPOOL (source), G_OUTPUT_STREAM (stream), cancellable, &error))
    g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, &error);

  if (error != NULL && stream != NULL)
    {
      /* Closing with a cancelled cancellable is how GIO leaves the old file in place. */
      g_autoptr (GCancellable) abandon = g_cancellable_new ();

      g_cancellable_cancel (abandon);
      g_output_stream_close (G_OUTPUT_STREAM (stream), abandon, NULL);
    }

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

void
rh_spool_save_async (RhSpool *self,
                     GFile *file,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_autoptr (GTask) task = NULL;

  g_return_if_fail (RH_IS_SPOOL (self));
  g_return_if_fail (G_IS_FILE (file));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_spool_save_async);
  g_task_set_task_data (task, g_object_ref (file), g_object_unref);
  rh_thread_task_run (task, save_thread);
}

gboolean
rh_spool_save_finish (RhSpool *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
