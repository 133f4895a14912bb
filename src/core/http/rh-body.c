/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request's body: nothing, text with its spans, a file that is streamed, or several of these. Can
 * be opened again for each hop that sends it. */
#define G_LOG_DOMAIN "rh-body"

#include "config.h"

#include "http/rh-body.h"

#include "http/rh-concat-input.h"
#include "http/rh-request.h"

struct _RhBody
{
  gatomicrefcount ref_count;
  char *media_type;

  /* Exactly one of these, but that pieces have a text of their own beside them. */
  RhText *text;
  GFile *file;
  GPtrArray *pieces;
};

typedef struct
{
  RhBody *body;
  GFileInputStream *stream;
  goffset length;

  /* Of pieces: what is open so far. */
  GPtrArray *streams;
  GArray *lengths; /* of goffset */
} Opening;

G_DEFINE_BOXED_TYPE (RhBody, rh_body, rh_body_ref, rh_body_unref)

static void
opening_free (gpointer data)
{
  Opening *opening = data;

  rh_body_unref (opening->body);
  g_clear_object (&opening->stream);
  g_clear_pointer (&opening->streams, g_ptr_array_unref);
  g_clear_pointer (&opening->lengths, g_array_unref);
  g_free (opening);
}

static RhBody *
body_new (const char *media_type)
{
  RhBody *self = g_new0 (RhBody, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->media_type = g_strdup (media_type);

  return self;
}

RhBody *
rh_body_new_text (RhText *text, const char *media_type)
{
  RhBody *self;

  g_return_val_if_fail (text != NULL, NULL);

  self = body_new (media_type);
  self->text = rh_text_ref (text);

  return self;
}

RhBody *
rh_body_new_file (GFile *file, const char *media_type)
{
  RhBody *self;

  g_return_val_if_fail (G_IS_FILE (file), NULL);

  self = body_new (media_type);
  self->file = g_object_ref (file);

  return self;
}

RhBody *
rh_body_new_pieces (GPtrArray *pieces, const char *media_type)
{
  RhBody *self;

  g_return_val_if_fail (pieces != NULL, NULL);

  self = body_new (media_type);
  self->text = rh_text_new ("");
  self->pieces = g_ptr_array_new_with_free_func ((GDestroyNotify) rh_body_unref);
  for (guint i = 0; i < pieces->len; i++)
    {
      RhBody *piece = g_ptr_array_index (pieces, i);

      g_ptr_array_add (self->pieces, rh_body_ref (piece));
      if (piece->text != NULL)
        rh_text_append_text (self->text, piece->text);
    }

  return self;
}

RhBody *
rh_body_ref (RhBody *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

void
rh_body_unref (RhBody *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_free (self->media_type);
  g_clear_pointer (&self->text, rh_text_unref);
  g_clear_object (&self->file);
  g_clear_pointer (&self->pieces, g_ptr_array_unref);
  g_free (self);
}

const char *
rh_body_get_media_type (const RhBody *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->media_type;
}

gboolean
rh_body_has_secret (const RhBody *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->text != NULL && rh_text_has_secret (self->text);
}

RhText *
rh_body_get_text (const RhBody *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->pieces == NULL ? self->text : NULL;
}

GFile *
rh_body_get_file (const RhBody *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->file;
}

RhText *
rh_body_get_all_text (const RhBody *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return self->text;
}

/* 0 for a file that is not there: sending it will say so. */
static goffset
file_size (GFile *file)
{
  g_autoptr (GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                  G_FILE_QUERY_INFO_NONE, NULL, NULL);

  return info == NULL ? 0 : g_file_info_get_size (info);
}

gboolean
rh_body_is_larger (const RhBody *self, goffset limit)
{
  goffset size = 0;
  gsize length = 0;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->text != NULL)
    rh_text_peek (self->text, &length);
  else
    size = file_size (self->file);

  size += (goffset) length;
  for (guint i = 0; self->pieces != NULL && i < self->pieces->len && size <= limit; i++)
    {
      const RhBody *piece = g_ptr_array_index (self->pieces, i);

      if (piece->file != NULL)
        size += file_size (piece->file);
    }

  return size > limit;
}

/* The text's own bytes, not a copy: they are wiped with it. */
static GBytes *
dup_memory (RhBody *self)
{
  const char *start;
  gsize length;

  start = rh_text_peek (self->text, &length);

  return g_bytes_new_with_free_func (start, length, (GDestroyNotify) rh_text_unref,
                                     rh_text_ref (self->text));
}

static void
return_body_error (GTask *task, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_error_copy (cause));
  else
    g_task_return_new_error (task, RH_HTTP_ERROR, RH_HTTP_ERROR_BODY, "%s", cause->message);
}

/* The size is that of the file which is open, not of what the path names by then. */
static void
size_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = NULL;
  Opening *opening = g_task_get_task_data (task);

  info = g_file_input_stream_query_info_finish (G_FILE_INPUT_STREAM (source), result, &error);
  if (info == NULL)
    {
      return_body_error (task, error);
      return;
    }

  opening->length = g_file_info_get_size (info);
  g_task_return_pointer (task, g_steal_pointer (&opening->stream), g_object_unref);
}

static void
file_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  Opening *opening = g_task_get_task_data (task);

  opening->stream = g_file_read_finish (G_FILE (source), result, &error);
  if (opening->stream == NULL)
    {
      return_body_error (task, error);
      return;
    }

  g_file_input_stream_query_info_async (opening->stream, G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                        G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                                        size_known_cb, g_object_ref (task));
}

static void
type_known_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInfo) info = NULL;

  info = g_file_query_info_finish (G_FILE (source), result, &error);
  if (info == NULL)
    return_body_error (task, error);
  else if (g_file_info_get_file_type (info) != G_FILE_TYPE_REGULAR)
    g_task_return_new_error (task, RH_HTTP_ERROR, RH_HTTP_ERROR_BODY,
                             "The body is not a regular file");
  else
    g_file_read_async (G_FILE (source), G_PRIORITY_DEFAULT, g_task_get_cancellable (task),
                       file_open_cb, g_object_ref (task));
}

static void open_next_piece (GTask *task);

static void
piece_open_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Opening *opening = g_task_get_task_data (task);
  RhBody *piece = g_ptr_array_index (opening->body->pieces, opening->streams->len);
  GError *error = NULL;
  goffset length;
  GInputStream *stream = rh_body_open_finish (piece, result, &length, &error);

  if (stream == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_ptr_array_add (opening->streams, stream);
  g_array_append_val (opening->lengths, length);
  opening->length += length;
  open_next_piece (task);
}

/* All are open before the first byte goes out, so that a missing one is known in time. */
static void
open_next_piece (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  GPtrArray *pieces = opening->body->pieces;

  if (opening->streams->len == pieces->len)
    g_task_return_pointer (task, rh_concat_input_new (opening->streams, opening->lengths),
                           g_object_unref);
  else
    rh_body_open_async (g_ptr_array_index (pieces, opening->streams->len),
                        g_task_get_cancellable (task), piece_open_cb, g_object_ref (task));
}

void
rh_body_open_async (RhBody *self,
                    GCancellable *cancellable,
                    GAsyncReadyCallback callback,
                    gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Opening *opening;

  g_return_if_fail (self != NULL);

  opening = g_new0 (Opening, 1);
  opening->body = rh_body_ref (self);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_body_open_async);
  g_task_set_task_data (task, opening, opening_free);

  if (self->pieces != NULL)
    {
      opening->streams = g_ptr_array_new_with_free_func (g_object_unref);
      opening->lengths = g_array_new (FALSE, FALSE, sizeof (goffset));
      open_next_piece (task);
      return;
    }

  if (self->file == NULL)
    {
      g_autoptr (GBytes) bytes = dup_memory (self);

      opening->length = (goffset) g_bytes_get_size (bytes);
      g_task_return_pointer (task, g_memory_input_stream_new_from_bytes (bytes), g_object_unref);
      return;
    }

  /* Opening a pipe would wait for its writer, so look first. */
  g_file_query_info_async (self->file, G_FILE_ATTRIBUTE_STANDARD_TYPE, G_FILE_QUERY_INFO_NONE,
                           G_PRIORITY_DEFAULT, cancellable, type_known_cb, g_object_ref (task));
}

GInputStream *
rh_body_open_finish (RhBody *self, GAsyncResult *result, goffset *length, GError **error)
{
  const Opening *opening;

  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rh_body_open_async), NULL);

  opening = g_task_get_task_data (G_TASK (result));
  g_return_val_if_fail (opening->body == self, NULL);

  if (length != NULL)
    *length = opening->length;

  return g_task_propagate_pointer (G_TASK (result), error);
}
