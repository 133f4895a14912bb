/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An input stream that gives back bytes that were already read, then goes on with the stream they
 * came from. Pollable, since SoupServer only polls. */
#define G_LOG_DOMAIN "rh-replay-input"

#include "config.h"

#include "http/rh-replay-input.h"

#include <string.h>

struct _RhReplayInput
{
  GFilterInputStream parent_instance;

  GBytes *replayed; /* owned; NULL: all given back */
  gsize offset;
};

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void rh_replay_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhReplayInput,
                               rh_replay_input,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      rh_replay_input_pollable_init))

static GInputStream *
get_base (RhReplayInput *self)
{
  return g_filter_input_stream_get_base_stream (G_FILTER_INPUT_STREAM (self));
}

/* 0: nothing left to give back */
static gssize
replay (RhReplayInput *self, void *buffer, gsize count)
{
  gsize length;
  const guint8 *bytes;
  gsize n;

  if (self->replayed == NULL)
    return 0;

  bytes = g_bytes_get_data (self->replayed, &length);
  n = MIN (count, length - self->offset);
  memcpy (buffer, bytes + self->offset, n);
  self->offset += n;
  if (self->offset == length)
    g_clear_pointer (&self->replayed, g_bytes_unref);

  return n;
}

static gssize
rh_replay_input_read (GInputStream *stream,
                      void *buffer,
                      gsize count,
                      GCancellable *cancellable,
                      GError **error)
{
  RhReplayInput *self = RH_REPLAY_INPUT (stream);
  gssize n = replay (self, buffer, count);

  return n > 0 ? n : g_input_stream_read (get_base (self), buffer, count, cancellable, error);
}

static gboolean
rh_replay_input_close (GInputStream *stream, GCancellable *cancellable, GError **error)
{
  gboolean closed
      = G_INPUT_STREAM_CLASS (rh_replay_input_parent_class)->close_fn (stream, cancellable, error);

  g_signal_emit (stream, signals[SIGNAL_CLOSED], 0);

  return closed;
}

static gboolean
rh_replay_input_can_poll (GPollableInputStream *stream)
{
  return TRUE;
}

static gboolean
rh_replay_input_is_readable (GPollableInputStream *stream)
{
  RhReplayInput *self = RH_REPLAY_INPUT (stream);

  return self->replayed != NULL
         || g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (get_base (self)));
}

static GSource *
rh_replay_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  RhReplayInput *self = RH_REPLAY_INPUT (stream);
  g_autoptr (GSource) child = NULL;

  if (self->replayed != NULL)
    child = g_timeout_source_new (0);
  else
    child = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (get_base (self)), NULL);

  return g_pollable_source_new_full (self, child, cancellable);
}

static gssize
rh_replay_input_read_nonblocking (GPollableInputStream *stream,
                                  void *buffer,
                                  gsize count,
                                  GError **error)
{
  RhReplayInput *self = RH_REPLAY_INPUT (stream);
  gssize n = replay (self, buffer, count);

  if (n > 0)
    return n;

  return g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (get_base (self)),
                                                   buffer, count, NULL, error);
}

static void
rh_replay_input_finalize (GObject *object)
{
  RhReplayInput *self = RH_REPLAY_INPUT (object);

  g_clear_pointer (&self->replayed, g_bytes_unref);

  G_OBJECT_CLASS (rh_replay_input_parent_class)->finalize (object);
}

static void
rh_replay_input_class_init (RhReplayInputClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GInputStreamClass *stream_class = G_INPUT_STREAM_CLASS (klass);

  object_class->finalize = rh_replay_input_finalize;
  stream_class->read_fn = rh_replay_input_read;
  stream_class->close_fn = rh_replay_input_close;

  signals[SIGNAL_CLOSED] = g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_replay_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = rh_replay_input_can_poll;
  iface->is_readable = rh_replay_input_is_readable;
  iface->create_source = rh_replay_input_create_source;
  iface->read_nonblocking = rh_replay_input_read_nonblocking;
}

static void
rh_replay_input_init (RhReplayInput *self)
{
}

GInputStream *
rh_replay_input_new (GInputStream *base, GBytes *replayed)
{
  RhReplayInput *self;

  g_return_val_if_fail (G_IS_POLLABLE_INPUT_STREAM (base), NULL);

  self = g_object_new (RH_TYPE_REPLAY_INPUT, "base-stream", base, NULL);
  if (g_bytes_get_size (replayed) > 0)
    self->replayed = g_bytes_ref (replayed);

  return G_INPUT_STREAM (self);
}
