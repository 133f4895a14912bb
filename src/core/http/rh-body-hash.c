/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reads a body through and hashes it, piece by piece: of a file no more is in memory than one. */
#define G_LOG_DOMAIN "rh-body-hash"

#include "config.h"

#include "http/rh-body-hash.h"

#define PIECE (64 * 1024)

typedef struct
{
  RhBody *body;
  GInputStream *stream;
  GChecksum *checksum;
} Hashing;

static void
hashing_free (gpointer data)
{
  Hashing *hashing = data;

  rh_body_unref (hashing->body);
  g_clear_object (&hashing->stream);
  g_checksum_free (hashing->checksum);
  g_free (hashing);
}

static void read_next (GTask *task);

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Hashing *hashing = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (GBytes) bytes
      = g_input_stream_read_bytes_finish (G_INPUT_STREAM (source), result, &error);

  if (bytes == NULL)
    g_task_return_error (task, error);
  else if (g_bytes_get_size (bytes) == 0)
    g_task_return_pointer (task, g_strdup (g_checksum_get_string (hashing->checksum)), g_free);
  else
    {
      g_checksum_update (hashing->checksum, g_bytes_get_data (bytes, NULL),
                         (gssize) g_bytes_get_size (bytes));
      read_next (task);
    }
}

static void
read_next (GTask *task)
{
  Hashing *hashing = g_task_get_task_data (task);

  g_input_stream_read_bytes_async (hashing->stream, PIECE, G_PRIORITY_DEFAULT,
                                   g_task_get_cancellable (task), read_cb, g_object_ref (task));
}

static void
open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Hashing *hashing = g_task_get_task_data (task);
  GError *error = NULL;

  hashing->stream = rh_body_open_finish (hashing->body, result, NULL, &error);
  if (hashing->stream == NULL)
    g_task_return_error (task, error);
  else
    read_next (task);
}

void
rh_body_hash_async (RhBody *body,
                    GChecksumType type,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  Hashing *hashing = g_new0 (Hashing, 1);

  g_return_if_fail (body != NULL);

  hashing->body = rh_body_ref (body);
  hashing->checksum = g_checksum_new (type);
  g_task_set_source_tag (task, rh_body_hash_async);
  g_task_set_task_data (task, hashing, hashing_free);
  rh_body_open_async (body, cancellable, open_cb, task);
}

char *
rh_body_hash_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
