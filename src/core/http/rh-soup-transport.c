/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhTransport on libsoup 3, stripped of what libsoup would do by itself: no redirects, no repeats,
 * no authentication, no cookies, no cache, no sniffing. */
#define G_LOG_DOMAIN "rh-soup-transport"

#include "config.h"

#include "http/rh-soup-transport.h"

#include "http/rh-proxy-resolver.h"
#include "http/rh-soup-job.h"

/* libsoup's own two a host make fifty parallel sends queue up. */
#define MAX_CONNECTIONS 64
#define MAX_CONNECTIONS_PER_HOST 32
#define IDLE_SECONDS 60

struct _RhSoupTransport
{
  GObject parent_instance;

  SoupSession *session;
  RhCookieJar *jar; /* NULL: no cookies */
};

static SoupSession *
create_session (void)
{
  g_autoptr (GProxyResolver) resolver = rh_proxy_resolver_new (NULL);
  SoupSession *session;

  /* "timeout" counts inactivity only; the time-outs that people set are ours. */
  session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS, "max-conns-per-host",
                                           MAX_CONNECTIONS_PER_HOST, "timeout", 0, "idle-timeout",
                                           IDLE_SECONDS, "proxy-resolver", resolver, NULL);

  /* An authentication manager that knows no scheme, and that each message switches off: with none
   * at all libsoup gathers the body of a 401 in memory, for a repeat that nobody would make. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_add_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  return session;
}

static void
rh_soup_transport_send_async (RhTransport *transport,
                              RhRequest *request,
                              RhHop *hop,
                              RhTransportHead head,
                              gpointer head_data,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhSoupTransport *self = RH_SOUP_TRANSPORT (transport);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_soup_transport_send_async);
  rh_soup_job_start (task, self->session, request, hop, head, head_data);
}

static gboolean
rh_soup_transport_send_finish (RhTransport *transport, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, transport), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static RhCookieJar *
rh_soup_transport_get_cookie_jar (RhTransport *transport)
{
  return RH_SOUP_TRANSPORT (transport)->jar;
}

static void
rh_soup_transport_iface_init (RhTransportInterface *iface)
{
  iface->send_async = rh_soup_transport_send_async;
  iface->send_finish = rh_soup_transport_send_finish;
  iface->get_cookie_jar = rh_soup_transport_get_cookie_jar;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (RhSoupTransport,
                               rh_soup_transport,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_TRANSPORT,
                                                      rh_soup_transport_iface_init))

static void
rh_soup_transport_dispose (GObject *object)
{
  RhSoupTransport *self = RH_SOUP_TRANSPORT (object);

  /* Each message in flight holds a reference to this object, so only idle connections are left. */
  if (self->session != NULL)
    soup_session_abort (self->session);
  g_clear_object (&self->session);
  g_clear_object (&self->jar);

  G_OBJECT_CLASS (rh_soup_transport_parent_class)->dispose (object);
}

static void
rh_soup_transport_class_init (RhSoupTransportClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_soup_transport_dispose;
}

static void
rh_soup_transport_init (RhSoupTransport *self)
{
  self->session = create_session ();
}

RhTransport *
rh_soup_transport_new (void)
{
  return g_object_new (RH_TYPE_SOUP_TRANSPORT, NULL);
}

void
rh_soup_transport_set_cookie_jar (RhSoupTransport *self, RhCookieJar *jar)
{
  g_return_if_fail (RH_IS_SOUP_TRANSPORT (self));
  g_return_if_fail (jar == NULL || RH_IS_COOKIE_JAR (jar));

  g_set_object (&self->jar, jar);
}

gboolean
rh_soup_transport_has_http2 (void)
{
  return soup_check_version (3, 8, 0);
}
