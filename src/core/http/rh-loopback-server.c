/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An HTTP server on loopback addresses with one gate in front. Accepting, counting and judging are
 * ours; SoupServer parses and answers the one request of a connection that passed. */
#define G_LOG_DOMAIN "rh-loopback-server"

#include "config.h"

#include "http/rh-loopback-server.h"

#include "http/rh-loopback-connection.h"

#include <netinet/in.h>

#define BACKLOG 1024
#define FREE_PORT_ATTEMPTS 32
#define CONNECTION_KEY "rh-loopback-connection"

struct _RhLoopbackServer
{
  GObject parent_instance;

  GSocketService *service; /* NULL: not listening */
  SoupServer *soup;
  GQueue connections; /* of owned RhLoopbackConnection, the oldest first */
  char *authority;

  RhLoopbackGate gate;
  RhLoopbackHandler handler;
  gpointer user_data;

  RhLoopbackLimits limits;
  guint16 port;
};

enum
{
  SIGNAL_TLS_HELLO,
  SIGNAL_REFUSED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_QUARK (rh_loopback_error, rh_loopback_error)
G_DEFINE_FINAL_TYPE (RhLoopbackServer, rh_loopback_server, G_TYPE_OBJECT)

static RhLoopbackConnection *
get_connection (SoupServerMessage *message)
{
  /* The address object is the one that was handed over with the stream. */
  GSocketAddress *peer = soup_server_message_get_remote_address (message);

  return g_object_get_data (G_OBJECT (peer), CONNECTION_KEY);
}

static void
say_close (SoupServerMessage *message)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Connection",
                                "close");
}

static void
early_cb (SoupServer *soup,
          SoupServerMessage *message,
          const char *path,
          GHashTable *query,
          gpointer user_data)
{
  RhLoopbackServer *self = user_data;
  guint status = 0;

  /* Or SoupServer would answer with parts. */
  soup_message_headers_remove (soup_server_message_get_request_headers (message), "Range");

  if (self->gate != NULL)
    status = self->gate (self, message, self->user_data);
  if (status == 0)
    return;

  say_close (message);
  soup_server_message_set_status (message, status, NULL);
}

static void
handler_cb (SoupServer *soup,
            SoupServerMessage *message,
            const char *path,
            GHashTable *query,
            gpointer user_data)
{
  RhLoopbackServer *self = user_data;

  say_close (message);
  self->handler (self, message, self->user_data);
}

static void
request_read_cb (SoupServer *soup, SoupServerMessage *message, gpointer user_data)
{
  rh_loopback_connection_set_complete (get_connection (message));
}

static void
passed_cb (RhLoopbackServer *self, RhLoopbackConnection *connection)
{
  GSocketConnection *socket = rh_loopback_connection_get_socket (connection);
  g_autoptr (GSocketAddress) local = g_socket_connection_get_local_address (socket, NULL);
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (socket, NULL);
  g_autoptr (GIOStream) stream = rh_loopback_connection_open_stream (connection);
  g_autoptr (GError) error = NULL;

  /* The peer can be gone before we ask who it was: then the stream ends here, and the connection
   * with it. */
  if (local == NULL || remote == NULL)
    return;

  /* Who polls the stream holds the address too, so the socket lives as long as it is polled. */
  g_object_set_data_full (G_OBJECT (remote), CONNECTION_KEY, g_object_ref (connection),
                          g_object_unref);
  if (!soup_server_accept_iostream (self->soup, stream, local, remote, &error))
    g_debug ("Cannot hand a connection on: %s", error->message);
}

static void
refused_cb (RhLoopbackServer *self, guint status, RhLoopbackConnection *connection)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, status,
                 rh_loopback_connection_get_target (connection));
}

static void
tls_hello_cb (RhLoopbackServer *self, RhLoopbackConnection *connection)
{
  g_signal_emit (self, signals[SIGNAL_TLS_HELLO], 0);
}

static void
closed_cb (RhLoopbackServer *self, RhLoopbackConnection *connection)
{
  if (g_queue_remove (&self->connections, connection))
    g_object_unref (connection);
}

static RhLoopbackConnection *
find_oldest (RhLoopbackServer *self, gboolean complete)
{
  for (GList *l = self->connections.head; l != NULL; l = l->next)
    if (rh_loopback_connection_is_complete (l->data) == complete
        && !rh_loopback_connection_is_dropped (l->data))
      return l->data;

  return NULL;
}

/* One that was dropped is on the list until nobody uses its socket any more. */
static guint
count_kept (RhLoopbackServer *self)
{
  guint n = 0;

  for (GList *l = self->connections.head; l != NULL; l = l->next)
    if (!rh_loopback_connection_is_dropped (l->data))
      n++;

  return n;
}

/* The oldest connection without a whole request has to go; with none, the oldest. */
static void
make_room (RhLoopbackServer *self)
{
  while (count_kept (self) >= self->limits.max_connections)
    {
      RhLoopbackConnection *oldest = find_oldest (self, FALSE);

      if (oldest == NULL)
        oldest = find_oldest (self, TRUE);
      rh_loopback_connection_drop (oldest);
    }
}

static gboolean
incoming_cb (GSocketService *service,
             GSocketConnection *socket,
             GObject *source_object,
             gpointer user_data)
{
  RhLoopbackServer *self = user_data;
  RhLoopbackConnection *connection;

  make_room (self);
  connection = rh_loopback_connection_new (socket, &self->limits, self->authority);
  g_queue_push_tail (&self->connections, connection);

  g_signal_connect_object (connection, "passed", G_CALLBACK (passed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "tls-hello", G_CALLBACK (tls_hello_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "closed", G_CALLBACK (closed_cb), self, G_CONNECT_SWAPPED);
  rh_loopback_connection_start (connection);

  return TRUE;
}

static GSocket *
bind_one (GSocketFamily family, guint16 port, GError **error)
{
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (family);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr (GSocket) socket = NULL;

  socket = g_socket_new (family, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);
  if (socket == NULL)
    return NULL;

  if (family == G_SOCKET_FAMILY_IPV6)
    g_socket_set_option (socket, IPPROTO_IPV6, IPV6_V6ONLY, TRUE, NULL);
  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

static guint16
get_bound_port (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);

  return address == NULL ? 0 : g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address));
}

static gboolean
is_in_use (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE);
}

/* Both families on one port. @v6 stays NULL on a machine without IPv6. */
static gboolean
bind_both (guint16 port, GSocket **v4, GSocket **v6, GError **error)
{
  for (guint attempt = 0; attempt < FREE_PORT_ATTEMPTS; attempt++)
    {
      g_autoptr (GSocket) first = bind_one (G_SOCKET_FAMILY_IPV4, port, error);
      g_autoptr (GError) local_error = NULL;

      if (first == NULL)
        return FALSE;

      *v6 = bind_one (G_SOCKET_FAMILY_IPV6, get_bound_port (first), &local_error);
      if (*v6 != NULL || !is_in_use (local_error))
        {
          *v4 = g_steal_pointer (&first);
          return TRUE;
        }
      if (port != 0)
        {
          g_propagate_error (error, g_steal_pointer (&local_error));
          return FALSE;
        }
    }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE,
                       "No port is free on both families");
  return FALSE;
}

static gboolean
bind_host (const char *host, guint16 port, GSocket **v4, GSocket **v6, GError **error)
{
  if (g_str_equal (host, "localhost"))
    return bind_both (port, v4, v6, error);

  if (g_str_equal (host, "127.0.0.1"))
    return (*v4 = bind_one (G_SOCKET_FAMILY_IPV4, port, error)) != NULL;

  return (*v6 = bind_one (G_SOCKET_FAMILY_IPV6, port, error)) != NULL;
}

static gboolean
fail_listening (const GError *cause, const char *host, guint16 port, GError **error)
{
  g_set_error (error, RH_LOOPBACK_ERROR,
               is_in_use (cause) ? RH_LOOPBACK_ERROR_IN_USE : RH_LOOPBACK_ERROR_FAILED,
               "Cannot listen on %s:%u: %s", host, port, cause->message);

  return FALSE;
}

static gboolean
is_loopback_host (const char *host)
{
  return g_str_equal (host, "localhost") || g_str_equal (host, "127.0.0.1")
         || g_str_equal (host, "[::1]");
}

static void
start_serving (RhLoopbackServer *self, GSocket *v4, GSocket *v6)
{
  self->soup = soup_server_new ("raw-paths", TRUE, NULL);
  soup_server_add_early_handler (self->soup, NULL, early_cb, self, NULL);
  soup_server_add_handler (self->soup, NULL, handler_cb, self, NULL);
  g_signal_connect_object (self->soup, "request-read", G_CALLBACK (request_read_cb), self,
                           G_CONNECT_DEFAULT);

  /* Stopped while sockets are added: a connection that comes while it starts to wait again would be
   * accepted and lost. */
  self->service = g_socket_service_new ();
  g_socket_service_stop (self->service);
  g_socket_listener_set_backlog (G_SOCKET_LISTENER (self->service), BACKLOG);
  if (v4 != NULL)
    g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), v4, NULL, NULL);
  if (v6 != NULL)
    g_socket_listener_add_socket (G_SOCKET_LISTENER (self->service), v6, NULL, NULL);
  g_signal_connect_object (self->service, "incoming", G_CALLBACK (incoming_cb), self,
                           G_CONNECT_DEFAULT);
  g_socket_service_start (self->service);
}

static void
rh_loopback_server_dispose (GObject *object)
{
  rh_loopback_server_close (RH_LOOPBACK_SERVER (object));

  G_OBJECT_CLASS (rh_loopback_server_parent_class)->dispose (object);
}

static void
rh_loopback_server_finalize (GObject *object)
{
  RhLoopbackServer *self = RH_LOOPBACK_SERVER (object);

  g_clear_pointer (&self->authority, g_free);

  G_OBJECT_CLASS (rh_loopback_server_parent_class)->finalize (object);
}

static void
rh_loopback_server_class_init (RhLoopbackServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_loopback_server_dispose;
  object_class->finalize = rh_loopback_server_finalize;

  signals[SIGNAL_TLS_HELLO] = g_signal_new ("tls-hello", G_TYPE_FROM_CLASS (klass),
                                            G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFUSED]
      = g_signal_new ("refused", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                      G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_STRING);
}

static void
rh_loopback_server_init (RhLoopbackServer *self)
{
  g_queue_init (&self->connections);
}

RhLoopbackServer *
rh_loopback_server_new (const RhLoopbackLimits *limits,
                        RhLoopbackGate gate,
                        RhLoopbackHandler handler,
                        gpointer user_data)
{
  RhLoopbackServer *self;

  g_return_val_if_fail (limits != NULL && limits->max_connections > 0, NULL);
  g_return_val_if_fail (handler != NULL, NULL);

  self = g_object_new (RH_TYPE_LOOPBACK_SERVER, NULL);
  self->limits = *limits;
  self->gate = gate;
  self->handler = handler;
  self->user_data = user_data;

  return self;
}

gboolean
rh_loopback_server_listen (RhLoopbackServer *self, const char *host, guint16 port, GError **error)
{
  g_autoptr (GSocket) v4 = NULL;
  g_autoptr (GSocket) v6 = NULL;
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (RH_IS_LOOPBACK_SERVER (self), FALSE);
  g_return_val_if_fail (self->service == NULL, FALSE);

  if (!is_loopback_host (host))
    {
      g_set_error (error, RH_LOOPBACK_ERROR, RH_LOOPBACK_ERROR_ADDRESS, "%s", host);
      return FALSE;
    }

  if (!bind_host (host, port, &v4, &v6, &local_error))
    return fail_listening (local_error, host, port, error);

  self->port = get_bound_port (v4 != NULL ? v4 : v6);
  g_free (self->authority);
  self->authority
      = self->port == 80 ? g_strdup (host) : g_strdup_printf ("%s:%u", host, self->port);
  start_serving (self, v4, v6);

  return TRUE;
}

guint16
rh_loopback_server_get_port (RhLoopbackServer *self)
{
  g_return_val_if_fail (RH_IS_LOOPBACK_SERVER (self), 0);

  return self->port;
}

const char *
rh_loopback_server_get_authority (RhLoopbackServer *self)
{
  g_return_val_if_fail (RH_IS_LOOPBACK_SERVER (self), NULL);

  return self->authority;
}

void
rh_loopback_server_close (RhLoopbackServer *self)
{
  g_return_if_fail (RH_IS_LOOPBACK_SERVER (self));

  if (self->service == NULL)
    return;

  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  g_clear_object (&self->service);

  while (!g_queue_is_empty (&self->connections))
    {
      g_autoptr (RhLoopbackConnection) connection = g_queue_pop_head (&self->connections);

      rh_loopback_connection_drop (connection);
    }

  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
}

guint
rh_loopback_server_get_n_connections (RhLoopbackServer *self)
{
  g_return_val_if_fail (RH_IS_LOOPBACK_SERVER (self), 0);

  return g_queue_get_length (&self->connections);
}

const char *
rh_loopback_message_get_target (SoupServerMessage *message)
{
  return rh_loopback_connection_get_target (get_connection (message));
}

void
rh_loopback_message_cut (SoupServerMessage *message)
{
  rh_loopback_connection_drop (get_connection (message));
}
