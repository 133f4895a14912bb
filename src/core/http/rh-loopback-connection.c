/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One connection to the loopback server: its head is read here, bounded and against a deadline, so
 * that nothing a peer sends is buffered by an HTTP library before it was judged (security.md 1.2).
 * One request a connection: only the first would be judged. */
#define G_LOG_DOMAIN "rh-loopback-connection"

#include "config.h"

#include "http/rh-loopback-connection.h"

#include "http/rh-replay-input.h"
#include "http/rh-request-head.h"

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>

#define CHUNK 4096
/* What is still read and thrown away after a refusal: closing on unread bytes would reset the
 * connection and could take the answer away from the peer. */
#define LINGER_BYTES (64 * 1024)

typedef enum
{
  STATE_HEAD,      /* reading the head */
  STATE_LINGERING, /* refused; throwing away what still comes */
  STATE_BODY,      /* handed on, the body is being read */
  STATE_COMPLETE,  /* handed on, all is read */
  STATE_CLOSED,
} State;

struct _RhLoopbackConnection
{
  GObject parent_instance;

  GSocketConnection *socket;
  RhRequestHead *head;
  char *authority;
  GSource *readable;

  RhLoopbackLimits limits;
  State state;
  guint deadline_id;
  gsize lingered;
  gboolean dropped;
};

enum
{
  SIGNAL_PASSED,
  SIGNAL_REFUSED,
  SIGNAL_TLS_HELLO,
  SIGNAL_CLOSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhLoopbackConnection, rh_loopback_connection, G_TYPE_OBJECT)

static void
stop_watching (RhLoopbackConnection *self)
{
  if (self->readable != NULL)
    g_source_destroy (self->readable);
  g_clear_pointer (&self->readable, g_source_unref);
}

static void
finish (RhLoopbackConnection *self)
{
  if (self->state == STATE_CLOSED)
    return;

  self->state = STATE_CLOSED;
  stop_watching (self);
  g_clear_handle_id (&self->deadline_id, g_source_remove);
  g_io_stream_close (G_IO_STREAM (self->socket), NULL, NULL);
  g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

static char *
refusal_new (guint status)
{
  const char *phrase = soup_status_get_phrase (status);

  return g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                          "Content-Type: text/plain; charset=utf-8\r\n"
                          "Content-Length: %zu\r\n"
                          "Cache-Control: no-store\r\n"
                          "X-Content-Type-Options: nosniff\r\n"
                          "Connection: close\r\n"
                          "\r\n"
                          "%s\n",
                          status, phrase, strlen (phrase) + 1, phrase);
}

static void
refuse (RhLoopbackConnection *self, guint status)
{
  GSocket *socket = g_socket_connection_get_socket (self->socket);
  g_autofree char *refusal = refusal_new (status);

  self->state = STATE_LINGERING;
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, status);
  if (self->state == STATE_CLOSED)
    return;

  /* Into an empty send buffer: it fits, or the peer is gone. */
  g_socket_send_with_blocking (socket, refusal, strlen (refusal), FALSE, NULL, NULL);
  g_socket_shutdown (socket, FALSE, TRUE, NULL);
}

static void
judge (RhLoopbackConnection *self, RhHeadState head_state)
{
  guint status = 0;

  if (head_state == RH_HEAD_TLS)
    {
      g_signal_emit (self, signals[SIGNAL_TLS_HELLO], 0);
      finish (self);
      return;
    }

  if (head_state == RH_HEAD_DONE)
    status = rh_request_head_check (self->head, self->authority, self->limits.max_body);
  else
    status = rh_request_head_get_status (self->head);

  if (status != 0)
    {
      refuse (self, status);
      return;
    }

  self->state = STATE_BODY;
  stop_watching (self);
  g_signal_emit (self, signals[SIGNAL_PASSED], 0);
}

static void
take (RhLoopbackConnection *self, const guint8 *bytes, gsize length)
{
  RhHeadState head_state;

  if (self->state == STATE_LINGERING)
    {
      self->lingered += length;
      if (self->lingered > LINGER_BYTES)
        finish (self);
      return;
    }

  head_state = rh_request_head_feed (self->head, bytes, length);
  if (head_state != RH_HEAD_MORE)
    judge (self, head_state);
}

/* Takes in what the peer has sent by now. */
static void
pump (RhLoopbackConnection *self)
{
  g_autoptr (RhLoopbackConnection) keep = g_object_ref (self);
  GSocket *socket = g_socket_connection_get_socket (self->socket);
  guint8 chunk[CHUNK];

  while (self->state == STATE_HEAD || self->state == STATE_LINGERING)
    {
      g_autoptr (GError) error = NULL;
      gssize n
          = g_socket_receive_with_blocking (socket, (char *) chunk, CHUNK, FALSE, NULL, &error);

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        return;
      if (n <= 0)
        finish (self);
      else
        take (self, chunk, n);
    }
}

static gboolean
readable_cb (GSocket *socket, GIOCondition condition, gpointer user_data)
{
  RhLoopbackConnection *self = user_data;

  pump (self);

  return G_SOURCE_CONTINUE;
}

static gboolean
deadline_cb (gpointer user_data)
{
  RhLoopbackConnection *self = user_data;

  self->deadline_id = 0;
  rh_loopback_connection_drop (self);

  return G_SOURCE_REMOVE;
}

static void
rh_loopback_connection_dispose (GObject *object)
{
  RhLoopbackConnection *self = RH_LOOPBACK_CONNECTION (object);

  finish (self);

  G_OBJECT_CLASS (rh_loopback_connection_parent_class)->dispose (object);
}

static void
rh_loopback_connection_finalize (GObject *object)
{
  RhLoopbackConnection *self = RH_LOOPBACK_CONNECTION (object);

  g_clear_object (&self->socket);
  g_clear_pointer (&self->head, rh_request_head_free);
  g_clear_pointer (&self->authority, g_free);

  G_OBJECT_CLASS (rh_loopback_connection_parent_class)->finalize (object);
}

static guint
add_signal (const char *name, guint n_params)
{
  return g_signal_new (name, RH_TYPE_LOOPBACK_CONNECTION, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                       G_TYPE_NONE, n_params, G_TYPE_UINT);
}

static void
rh_loopback_connection_class_init (RhLoopbackConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_loopback_connection_dispose;
  object_class->finalize = rh_loopback_connection_finalize;

  signals[SIGNAL_PASSED] = add_signal ("passed", 0);
  signals[SIGNAL_REFUSED] = add_signal ("refused", 1);
  signals[SIGNAL_TLS_HELLO] = add_signal ("tls-hello", 0);
  signals[SIGNAL_CLOSED] = add_signal ("closed", 0);
}

static void
rh_loopback_connection_init (RhLoopbackConnection *self)
{
}

RhLoopbackConnection *
rh_loopback_connection_new (GSocketConnection *socket,
                            const RhLoopbackLimits *limits,
                            const char *authority)
{
  RhLoopbackConnection *self = g_object_new (RH_TYPE_LOOPBACK_CONNECTION, NULL);

  self->socket = g_object_ref (socket);
  self->limits = *limits;
  self->authority = g_strdup (authority);
  self->head = rh_request_head_new (limits->max_request_line, limits->max_headers);

  return self;
}

void
rh_loopback_connection_start (RhLoopbackConnection *self)
{
  GSocket *socket = g_socket_connection_get_socket (self->socket);

  g_socket_set_option (socket, IPPROTO_TCP, TCP_NODELAY, TRUE, NULL);
  self->deadline_id = g_timeout_add (self->limits.request_deadline_ms, deadline_cb, self);
  self->readable = g_socket_create_source (socket, G_IO_IN, NULL);
  g_source_set_callback (self->readable, G_SOURCE_FUNC (readable_cb), self, NULL);
  g_source_attach (self->readable, NULL);
}

GIOStream *
rh_loopback_connection_open_stream (RhLoopbackConnection *self)
{
  GIOStream *socket = G_IO_STREAM (self->socket);
  g_autoptr (GInputStream) input = NULL;
  g_autoptr (GBytes) replayed = NULL;

  g_return_val_if_fail (self->state == STATE_BODY, NULL);

  replayed = rh_request_head_get_replay (self->head);
  input = rh_replay_input_new (g_io_stream_get_input_stream (socket), replayed);
  g_signal_connect_object (input, "closed", G_CALLBACK (finish), self, G_CONNECT_SWAPPED);

  return g_simple_io_stream_new (input, g_io_stream_get_output_stream (socket));
}

void
rh_loopback_connection_set_complete (RhLoopbackConnection *self)
{
  g_return_if_fail (self->state == STATE_BODY);

  self->state = STATE_COMPLETE;
  g_clear_handle_id (&self->deadline_id, g_source_remove);
}

gboolean
rh_loopback_connection_is_complete (RhLoopbackConnection *self)
{
  return self->state == STATE_COMPLETE;
}

gboolean
rh_loopback_connection_is_dropped (RhLoopbackConnection *self)
{
  return self->dropped;
}

const char *
rh_loopback_connection_get_target (RhLoopbackConnection *self)
{
  return rh_request_head_get_target (self->head);
}

GSocketConnection *
rh_loopback_connection_get_socket (RhLoopbackConnection *self)
{
  return self->socket;
}

void
rh_loopback_connection_drop (RhLoopbackConnection *self)
{
  g_autoptr (RhLoopbackConnection) keep = g_object_ref (self);

  self->dropped = TRUE;
  /* Whoever answers still polls the socket: it is shut, he sees the end and closes it. */
  if (self->state == STATE_BODY || self->state == STATE_COMPLETE)
    g_socket_shutdown (g_socket_connection_get_socket (self->socket), TRUE, TRUE, NULL);
  else
    finish (self);
}
