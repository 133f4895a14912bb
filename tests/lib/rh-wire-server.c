/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A server of raw sockets, in threads of its own: it plays canned replies in the order in which
 * requests come in, and keeps each request as it came, byte for byte. */
#include "config.h"

#include "lib/rh-wire-server.h"

#include "lib/rh-test.h"

#include <string.h>
#include <sys/socket.h>

#define MAX_CONNECTIONS 200

typedef struct
{
  GBytes *bytes;
  RhWireAfter after;
} Reply;

struct _RhWireServer
{
  GSocketService *service;
  GCancellable *cancellable;
  GTlsCertificate *certificate;
  GMainContext *context;
  guint16 port;

  GMutex mutex;
  GCond cond;
  /* Guarded by the mutex. */
  GPtrArray *replies;  /* of Reply */
  GPtrArray *requests; /* of char * */
  gsize n_bytes;
  guint n_connections;
  guint n_open;
};

static void
reply_free (gpointer data)
{
  Reply *reply = data;

  g_bytes_unref (reply->bytes);
  g_free (reply);
}

/* The length of the body that a head announces; chunked bodies end with the last chunk. */
static gboolean
is_whole (const GString *bytes)
{
  const char *end = strstr (bytes->str, "\r\n\r\n");
  g_autofree char *head = NULL;
  const char *length;
  gsize body_start;

  if (end == NULL)
    return FALSE;

  head = g_ascii_strdown (bytes->str, end + 2 - bytes->str);
  body_start = (gsize) (end + 4 - bytes->str);
  if (strstr (head, "\r\ntransfer-encoding: chunked\r\n") != NULL)
    return strstr (bytes->str + body_start, "0\r\n\r\n") != NULL;

  length = strstr (head, "\r\ncontent-length: ");
  if (length == NULL)
    return TRUE;

  return bytes->len - body_start
         >= g_ascii_strtoull (length + strlen ("\r\ncontent-length: "), NULL, 10);
}

static void
count_bytes (RhWireServer *self, gsize n_bytes)
{
  g_mutex_lock (&self->mutex);
  self->n_bytes += n_bytes;
  g_mutex_unlock (&self->mutex);
}

/* Reads until a request is whole or nothing more comes. What comes behind it belongs to it too: so
 * a smuggled request is seen. */
static gboolean
read_request (RhWireServer *self, GInputStream *input, GString *request)
{
  char buffer[65536];

  while (!is_whole (request))
    {
      gssize got = g_input_stream_read (input, buffer, sizeof buffer, self->cancellable, NULL);

      if (got <= 0)
        return FALSE;
      g_string_append_len (request, buffer, got);
      count_bytes (self, (gsize) got);
    }

  return TRUE;
}

/* Keeps the request and returns its reply, or NULL. */
static const Reply *
take_reply (RhWireServer *self, const char *request)
{
  const Reply *reply = NULL;

  g_mutex_lock (&self->mutex);
  if (self->requests->len < self->replies->len)
    reply = g_ptr_array_index (self->replies, self->requests->len);
  g_ptr_array_add (self->requests, g_strdup (request));
  g_mutex_unlock (&self->mutex);
  g_main_context_wakeup (self->context);

  return reply;
}

static void
reset (GSocket *socket)
{
  struct linger linger = { .l_onoff = 1, .l_linger = 0 };

  setsockopt (g_socket_get_fd (socket), SOL_SOCKET, SO_LINGER, &linger, sizeof linger);
}

/* Until the peer closes or the test ends. */
static void
hold (RhWireServer *self, GInputStream *input)
{
  char buffer[4096];
  gssize got;

  while ((got = g_input_stream_read (input, buffer, sizeof buffer, self->cancellable, NULL)) > 0)
    count_bytes (self, (gsize) got);
}

static void
serve (RhWireServer *self, GSocketConnection *connection, GIOStream *stream)
{
  GInputStream *input = g_io_stream_get_input_stream (stream);
  GOutputStream *output = g_io_stream_get_output_stream (stream);
  const Reply *reply = NULL;

  do
    {
      g_autoptr (GString) request = g_string_new (NULL);

      if (!read_request (self, input, request))
        return;

      reply = take_reply (self, request->str);
      if (reply == NULL
          || !g_output_stream_write_all (output, g_bytes_get_data (reply->bytes, NULL),
                                         g_bytes_get_size (reply->bytes), NULL, self->cancellable,
                                         NULL))
        return;
    }
  while (reply->after == RH_WIRE_KEEP);

  if (reply->after == RH_WIRE_HOLD)
    hold (self, input);
  else if (reply->after == RH_WIRE_RESET)
    reset (g_socket_connection_get_socket (connection));
}

static void
change_open (RhWireServer *self, int change)
{
  g_mutex_lock (&self->mutex);
  self->n_open += (guint) change;
  if (change > 0)
    self->n_connections++;
  g_main_context_wakeup (self->context);
  g_cond_broadcast (&self->cond);
  /* With none open the server may be freed from here on. */
  g_mutex_unlock (&self->mutex);
}

static gboolean
run_cb (GThreadedSocketService *service,
        GSocketConnection *connection,
        GObject *source,
        gpointer user_data)
{
  RhWireServer *self = user_data;
  g_autoptr (GIOStream) stream = NULL;

  if (self->certificate != NULL)
    stream = g_tls_server_connection_new (G_IO_STREAM (connection), self->certificate, NULL);
  else
    stream = g_object_ref (G_IO_STREAM (connection));

  serve (self, connection, stream);
  g_io_stream_close (stream, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  change_open (self, -1);

  return TRUE;
}

/* In the main loop, before the thread starts: a connection that is made is a connection that is
 * counted. */
static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *connection,
             GObject *source,
             gpointer user_data)
{
  change_open (user_data, 1);

  return FALSE;
}

RhWireServer *
rh_wire_server_new (const char *address, guint16 port, GTlsCertificate *certificate)
{
  RhWireServer *self = g_new0 (RhWireServer, 1);
  g_autoptr (GSocketAddress) wanted = g_inet_socket_address_new_from_string (address, port);
  g_autoptr (GSocketAddress) bound = NULL;
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->cancellable = g_cancellable_new ();
  self->context = g_main_context_ref_thread_default ();
  self->replies = g_ptr_array_new_with_free_func (reply_free);
  self->requests = g_ptr_array_new_with_free_func (g_free);
  g_set_object (&self->certificate, certificate);

  self->service = g_threaded_socket_service_new (MAX_CONNECTIONS);
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), MAX_CONNECTIONS);
  g_signal_connect (self->service, "incoming", G_CALLBACK (incoming_cb), self);
  g_signal_connect (self->service, "run", G_CALLBACK (run_cb), self);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), wanted, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_TCP, NULL, &bound, &error);
  g_assert_no_error (error);
  self->port = g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (bound));

  return self;
}

void
rh_wire_server_free (RhWireServer *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_cancellable_cancel (self->cancellable);

  g_mutex_lock (&self->mutex);
  while (self->n_open > 0)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  g_signal_handlers_disconnect_by_data (self->service, self);
  g_object_unref (self->service);
  g_object_unref (self->cancellable);
  g_clear_object (&self->certificate);
  g_main_context_unref (self->context);
  g_ptr_array_unref (self->replies);
  g_ptr_array_unref (self->requests);
  g_cond_clear (&self->cond);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

guint16
rh_wire_server_get_port (RhWireServer *self)
{
  return self->port;
}

void
rh_wire_server_add_reply (RhWireServer *self, const char *bytes, gssize length, RhWireAfter after)
{
  Reply *reply = g_new0 (Reply, 1);

  reply->bytes = g_bytes_new (bytes, length < 0 ? strlen (bytes) : (gsize) length);
  reply->after = after;

  g_mutex_lock (&self->mutex);
  g_ptr_array_add (self->replies, reply);
  g_mutex_unlock (&self->mutex);
}

static guint
get_locked (RhWireServer *self, const guint *number)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return *number;
}

guint
rh_wire_server_get_n_connections (RhWireServer *self)
{
  return get_locked (self, &self->n_connections);
}

guint
rh_wire_server_get_n_open (RhWireServer *self)
{
  return get_locked (self, &self->n_open);
}

guint
rh_wire_server_get_n_requests (RhWireServer *self)
{
  return get_locked (self, &self->requests->len);
}

gsize
rh_wire_server_get_n_bytes (RhWireServer *self)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->n_bytes;
}

static gboolean G_GNUC_NORETURN
give_up_cb (gpointer user_data)
{
  g_error ("the server waited for nothing");
}

void
rh_wire_server_wait_open (RhWireServer *self, guint n_open)
{
  guint timeout = g_timeout_add_seconds (90, give_up_cb, NULL);

  while (rh_wire_server_get_n_open (self) != n_open)
    g_main_context_iteration (self->context, TRUE);

  g_source_remove (timeout);
}

void
rh_wire_server_wait_requests (RhWireServer *self, guint n_requests)
{
  guint timeout = g_timeout_add_seconds (90, give_up_cb, NULL);

  while (rh_wire_server_get_n_requests (self) < n_requests)
    g_main_context_iteration (self->context, TRUE);

  g_source_remove (timeout);
}

char *
rh_wire_server_dup_request (RhWireServer *self, guint index)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_cmpuint (index, <, self->requests->len);

  return g_strdup (g_ptr_array_index (self->requests, index));
}
