/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Several input streams as one, each closed when it is through. A file that changes its size while
 * it is sent would otherwise end the request in the middle of the next one. */
#define G_LOG_DOMAIN "rh-concat-input"

#include "config.h"

#include "http/rh-concat-input.h"

struct _RhConcatInput
{
  GInputStream parent_instance;

  /* owned */
  GPtrArray *streams; /* of GInputStream; the first is read */
  GArray *lengths;    /* of goffset, what is left of each */
};

G_DEFINE_FINAL_TYPE (RhConcatInput, rh_concat_input, G_TYPE_INPUT_STREAM)

static void
drop_first (RhConcatInput *self)
{
  g_input_stream_close (g_ptr_array_index (self->streams, 0), NULL, NULL);
  g_ptr_array_remove_index (self->streams, 0);
  g_array_remove_index (self->lengths, 0);
}

static gssize
rh_concat_input_read (GInputStream *stream,
                      void *buffer,
                      gsize count,
                      GCancellable *cancellable,
                      GError **error)
{
  RhConcatInput *self = RH_CONCAT_INPUT (stream);
  goffset *left;
  gssize n;

  while (self->streams->len > 0 && g_array_index (self->lengths, goffset, 0) == 0)
    drop_first (self);
  if (self->streams->len == 0)
    return 0;

  left = &g_array_index (self->lengths, goffset, 0);
  n = g_input_stream_read (g_ptr_array_index (self->streams, 0), buffer, MIN (count, (gsize) *left),
                           cancellable, error);
  if (n == 0 && count > 0)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT,
                           "A file is shorter than it was");
      return -1;
    }

  *left -= MAX (n, 0);
  return n;
}

static gboolean
rh_concat_input_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  RhConcatInput *self = RH_CONCAT_INPUT (stream);

  while (self->streams->len > 0)
    drop_first (self);

  return TRUE;
}

static void
rh_concat_input_finalize (GObject *object)
{
  RhConcatInput *self = RH_CONCAT_INPUT (object);

  g_ptr_array_unref (self->streams);
  g_array_unref (self->lengths);

  G_OBJECT_CLASS (rh_concat_input_parent_class)->finalize (object);
}

static void
rh_concat_input_class_init (RhConcatInputClass *klass)
{
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rh_concat_input_finalize;
  stream_class->read_fn = rh_concat_input_read;
  stream_class->close_fn = rh_concat_input_close;
}

static void
rh_concat_input_init (RhConcatInput *self)
{
  self->streams = g_ptr_array_new_with_free_func (g_object_unref);
  self->lengths = g_array_new (FALSE, FALSE, sizeof (goffset));
}

GInputStream *
rh_concat_input_new (GPtrArray *streams, GArray *lengths)
{
  RhConcatInput *self;

  g_return_val_if_fail (streams->len == lengths->len, NULL);

  self = g_object_new (RH_TYPE_CONCAT_INPUT, NULL);
  for (guint i = 0; i < streams->len; i++)
    g_ptr_array_add (self->streams, g_object_ref (g_ptr_array_index (streams, i)));
  g_array_append_vals (self->lengths, lengths->data, lengths->len);

  return G_INPUT_STREAM (self);
}
