/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TLS connection that HTTP/2 is spoken on, if the server can. */
#define G_LOG_DOMAIN "rh-h2-link"

#include "config.h"

#include "http/rh-h2-link.h"

#include "http/rh-client-asker.h"
#include "http/rh-soup-record.h"

#include <gio/gnetworking.h>

struct _RhH2Link
{
  GObject parent_instance;

  GSocketConnectable *server;
  RhNetworkTerms *terms;
  RhClientAsker *asker;
  GSocketConnection *base;
  GIOStream *tls; /* NULL before the handshake */
  GSocketAddress *address;
  GTlsCertificate *certificate; /* that was shown, even where the handshake failed by it */
  GTlsCertificateFlags errors;
  RhTiming timing;
  gint64 since; /* the phase */
  RhSoupPhase phase;
  gboolean open;
};

G_DEFINE_FINAL_TYPE (RhH2Link, rh_h2_link, G_TYPE_OBJECT)

static gint64
take_span (RhH2Link *self)
{
  gint64 now = g_get_monotonic_time ();
  gint64 span = now - self->since;

  self->since = now;

  return span;
}

static void
client_event_cb (GSocketClient *client,
                 GSocketClientEvent event,
                 GSocketConnectable *connectable,
                 GIOStream *connection,
                 RhH2Link *self)
{
  switch (event)
    {
    case G_SOCKET_CLIENT_RESOLVED:
      self->timing.name_lookup = take_span (self);
      break;

    case G_SOCKET_CLIENT_CONNECTING:
      self->phase = RH_SOUP_PHASE_CONNECT;
      break;

    case G_SOCKET_CLIENT_CONNECTED:
      self->timing.connect = take_span (self);
      break;

    case G_SOCKET_CLIENT_RESOLVING:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATING:
    case G_SOCKET_CLIENT_PROXY_NEGOTIATED:
    case G_SOCKET_CLIENT_TLS_HANDSHAKING:
    case G_SOCKET_CLIENT_TLS_HANDSHAKED:
    case G_SOCKET_CLIENT_COMPLETE:
    default:
      break;
    }
}

static gboolean
accept_certificate_cb (GTlsConnection *connection,
                       GTlsCertificate *certificate,
                       GTlsCertificateFlags errors,
                       RhH2Link *self)
{
  g_set_object (&self->certificate, certificate);
  self->errors = errors;

  return rh_network_terms_trust (self->terms, certificate);
}

/* Whatever the handshake has let pass: what is remembered of an earlier session in this process
 * must not count (platform.md). */
static gboolean
check_certificate (RhH2Link *self)
{
  GTlsConnection *tls = G_TLS_CONNECTION (self->tls);

  g_set_object (&self->certificate, g_tls_connection_get_peer_certificate (tls));
  self->errors = g_tls_connection_get_peer_certificate_errors (tls);

  return self->certificate != NULL
         && (self->errors == G_TLS_CERTIFICATE_NO_FLAGS
             || rh_network_terms_trust (self->terms, self->certificate));
}

static void
return_error (RhH2Link *self, GTask *task, GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_return_new_error_literal (
      task, RH_HTTP_ERROR, (gint) rh_soup_phase_name_error (self->phase, error), error->message);
  g_error_free (error);
}

static void
shaken_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhH2Link *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!g_tls_connection_handshake_finish (G_TLS_CONNECTION (source), result, &error))
    {
      return_error (self, task, error);
      return;
    }

  self->timing.tls = take_span (self);
  self->open = check_certificate (self);
  if (self->open)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  rh_h2_link_shut (self);
  g_task_return_new_error_literal (task, RH_HTTP_ERROR, RH_HTTP_ERROR_TLS,
                                   "The certificate of this connection is not trusted");
}

static void
shake_hands (RhH2Link *self, GTask *task)
{
  static const char *const protocols[] = { "h2", "http/1.1", NULL };
  GError *error = NULL;

  self->phase = RH_SOUP_PHASE_TLS;
  self->tls = g_tls_client_connection_new (G_IO_STREAM (self->base), self->server, &error);
  if (self->tls == NULL)
    {
      return_error (self, task, error);
      g_object_unref (task);
      return;
    }

  self->asker = rh_client_asker_new (self->terms->client);
  g_tls_connection_set_interaction (G_TLS_CONNECTION (self->tls), G_TLS_INTERACTION (self->asker));
  g_tls_connection_set_advertised_protocols (G_TLS_CONNECTION (self->tls), protocols);
  /* where a message ends is said by HTTP/2 */
  g_tls_connection_set_require_close_notify (G_TLS_CONNECTION (self->tls), FALSE);
  g_signal_connect_object (self->tls, "accept-certificate", G_CALLBACK (accept_certificate_cb),
                           self, G_CONNECT_DEFAULT);
  g_tls_connection_handshake_async (G_TLS_CONNECTION (self->tls), G_PRIORITY_DEFAULT,
                                    g_task_get_cancellable (task), shaken_cb, task);
}

static void
connected_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RhH2Link *self = g_task_get_source_object (task);
  GError *error = NULL;

  self->base = g_socket_client_connect_finish (G_SOCKET_CLIENT (source), result, &error);
  if (self->base == NULL)
    {
      return_error (self, task, error);
      g_object_unref (task);
      return;
    }

  self->address = g_socket_connection_get_remote_address (self->base, NULL);
  g_socket_set_option (g_socket_connection_get_socket (self->base), IPPROTO_TCP, TCP_NODELAY, TRUE,
                       NULL);
  shake_hands (self, task);
}

static void
rh_h2_link_dispose (GObject *object)
{
  RhH2Link *self = RH_H2_LINK (object);

  rh_h2_link_shut (self);
  g_clear_object (&self->tls);
  g_clear_object (&self->base);
  g_clear_object (&self->asker);
  g_clear_object (&self->server);
  g_clear_object (&self->address);
  g_clear_object (&self->certificate);
  g_clear_pointer (&self->terms, rh_network_terms_unref);

  G_OBJECT_CLASS (rh_h2_link_parent_class)->dispose (object);
}

static void
rh_h2_link_class_init (RhH2LinkClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_h2_link_dispose;
}

static void
rh_h2_link_init (RhH2Link *self)
{
}

RhH2Link *
rh_h2_link_new (const RhUrl *url, RhNetworkTerms *terms)
{
  g_autofree char *host = rh_url_dup_host (url);
  RhH2Link *self = g_object_new (RH_TYPE_H2_LINK, NULL);

  self->server = g_network_address_new (host, rh_url_get_port (url));
  self->terms = rh_network_terms_ref (terms);
  self->phase = RH_SOUP_PHASE_RESOLVE;
  self->timing.name_lookup = -1;
  self->timing.connect = -1;
  self->timing.tls = -1;

  return self;
}

void
rh_h2_link_open_async (RhH2Link *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GSocketClient) client = g_socket_client_new ();
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_h2_link_open_async);
  self->since = g_get_monotonic_time ();
  g_socket_client_set_enable_proxy (client, FALSE);
  g_signal_connect_object (client, "event", G_CALLBACK (client_event_cb), self, G_CONNECT_DEFAULT);
  g_socket_client_connect_async (client, self->server, cancellable, connected_cb, task);
}

gboolean
rh_h2_link_open_finish (RhH2Link *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
rh_h2_link_speaks_h2 (RhH2Link *self)
{
  return self->open
         && g_strcmp0 (g_tls_connection_get_negotiated_protocol (G_TLS_CONNECTION (self->tls)),
                       "h2")
                == 0;
}

GPollableInputStream *
rh_h2_link_get_input (RhH2Link *self)
{
  return !self->open ? NULL : G_POLLABLE_INPUT_STREAM (g_io_stream_get_input_stream (self->tls));
}

GPollableOutputStream *
rh_h2_link_get_output (RhH2Link *self)
{
  return !self->open ? NULL : G_POLLABLE_OUTPUT_STREAM (g_io_stream_get_output_stream (self->tls));
}

void
rh_h2_link_record (RhH2Link *self, RhHop *hop)
{
  rh_soup_record_connection (hop, self->address, self->tls, self->certificate, self->errors);
  if (self->asker != NULL && rh_client_asker_was_asked (self->asker))
    rh_hop_add_note (hop, self->terms->client != NULL ? "client-certificate"
                                                      : "client-certificate-wanted");
  if (self->open && self->errors != G_TLS_CERTIFICATE_NO_FLAGS)
    rh_hop_add_note (hop, "certificate-trusted");
}

const RhTiming *
rh_h2_link_get_timing (RhH2Link *self)
{
  return &self->timing;
}

/* Closing TLS would wait for the other side. */
void
rh_h2_link_shut (RhH2Link *self)
{
  if (self->base != NULL)
    g_socket_shutdown (g_socket_connection_get_socket (self->base), TRUE, TRUE, NULL);
}
