/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhTransport: HTTP/1.1 on libsoup 3, stripped of what libsoup would do by itself: no redirects, no
 * repeats, no authentication, no cookies, no cache, no sniffing; and HTTP/2 on nghttp2. */
#define G_LOG_DOMAIN "rh-soup-transport"

#include "config.h"

#include "http/rh-soup-transport.h"

#include "http/rh-h2-fields.h"
#include "http/rh-h2-job.h"
#include "http/rh-proxy-resolver.h"
#include "http/rh-soup-job.h"
#include "text/rh-url.h"

#include <string.h>

/* libsoup's own two a host make fifty parallel sends queue up. */
#define MAX_CONNECTIONS 128
#define MAX_CONNECTIONS_PER_HOST 64
#define IDLE_SECONDS 60
/* How long a server that does not speak HTTP/2 is not asked again, which takes a connection. */
#define HTTP1_TIME (60 * G_TIME_SPAN_SECOND)

struct _RhSoupTransport
{
  GObject parent_instance;

  SoupSession *session; /* of that generation of the policy's terms; NULL before the first hop */
  RhProxyResolver *resolver; /* of that session */
  guint64 generation;
  RhCookieJar *jar;        /* NULL: no cookies */
  RhNetworkPolicy *policy; /* NULL: none */
  GHashTable *http1;       /* origins that spoke nothing else, char * to gint64 *: when */
  gboolean proxy_only;
};

/* A hop that waits for its terms. */
typedef struct
{
  RhRequest *request;
  RhHop *hop;
  RhNetworkTerms *terms; /* NULL: not gathered yet */
  char *origin;          /* NULL: it has none */
  RhTransportHead head;
  gpointer head_data;
} Pending;

static void
pending_free (gpointer data)
{
  Pending *pending = data;

  g_object_unref (pending->request);
  g_object_unref (pending->hop);
  g_clear_pointer (&pending->terms, rh_network_terms_unref);
  g_free (pending->origin);
  g_free (pending);
}

/* The one message that goes to the proxy and to nobody else: who we are there stands in it, and
 * nothing else does (standards.md I12). */
static void
request_queued_cb (SoupSession *session, SoupMessage *message, gpointer user_data)
{
  const RhProxySettings *proxy = user_data;
  g_autoptr (RhText) value = NULL;

  if (strcmp (soup_message_get_method (message), "CONNECT") != 0)
    return;

  value = rh_proxy_settings_dup_authorization (proxy);
  if (value != NULL)
    soup_message_headers_replace (soup_message_get_request_headers (message), "Proxy-Authorization",
                                  rh_text_peek (value, NULL));
}

static void
settings_free (gpointer data, GClosure *closure)
{
  rh_proxy_settings_free (data);
}

static SoupSession *
create_session (const RhProxySettings *proxy, GProxyResolver *resolver)
{
  SoupSession *session;

  /* "timeout" counts inactivity only; the time-outs that people set are ours. */
  session = soup_session_new_with_options ("max-conns", MAX_CONNECTIONS, "max-conns-per-host",
                                           MAX_CONNECTIONS_PER_HOST, "timeout", 0, "idle-timeout",
                                           IDLE_SECONDS, "proxy-resolver", resolver, NULL);

  /* An authentication manager that knows no scheme, and that each message switches off: with none
   * at all libsoup gathers the body of a 401 in memory, for a repeat that nobody would make. */
  soup_session_remove_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_add_feature_by_type (session, SOUP_TYPE_AUTH_MANAGER);

  if (proxy != NULL)
    g_signal_connect_data (session, "request-queued", G_CALLBACK (request_queued_cb),
                           rh_proxy_settings_copy (proxy), settings_free, G_CONNECT_DEFAULT);

  return session;
}

static void
drop_session (RhSoupTransport *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->resolver);
}

/* What was agreed otherwise is nothing to speak by: its connections go when the last hop on them
 * has ended. */
static SoupSession *
get_session (RhSoupTransport *self, const RhNetworkTerms *terms)
{
  if (self->generation != terms->generation)
    drop_session (self);
  if (self->session == NULL)
    {
      self->resolver = RH_PROXY_RESOLVER (rh_proxy_resolver_new (NULL, terms->proxy));
      self->session = create_session (terms->proxy, G_PROXY_RESOLVER (self->resolver));
    }
  self->generation = terms->generation;

  return self->session;
}

static void
start_job (RhSoupTransport *self, GTask *task)
{
  const Pending *pending = g_task_get_task_data (task);

  rh_soup_job_start (task, get_session (self, pending->terms), pending->terms, pending->request,
                     pending->hop, pending->head, pending->head_data);
}

static void
asked_again_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  RhSoupTransport *self = g_task_get_source_object (task);
  RhProxyResolver *resolver = RH_PROXY_RESOLVER (source);

  /* libsoup would go on by the old way as long as a connection is open */
  if (rh_proxy_resolver_ask_again_finish (resolver, result) && resolver == self->resolver)
    drop_session (self);
  start_job (self, task);
}

/* Takes @task. */
static void
start_http1 (GTask *task)
{
  RhSoupTransport *self = g_task_get_source_object (task);
  const Pending *pending = g_task_get_task_data (task);
  const char *url = rh_text_peek (rh_request_get_url (pending->request), NULL);

  get_session (self, pending->terms);
  if (rh_proxy_resolver_was_asked (self->resolver, url))
    rh_proxy_resolver_ask_again_async (self->resolver, url, g_task_get_cancellable (task),
                                       asked_again_cb, task);
  else
    start_job (self, task);
}

static void
speak_http1_instead (GTask *task, gboolean refused)
{
  RhSoupTransport *self = g_task_get_source_object (task);
  const Pending *pending = g_task_get_task_data (task);

  if (refused)
    {
      gint64 now = g_get_monotonic_time ();

      g_hash_table_insert (self->http1, g_strdup (pending->origin), g_memdup2 (&now, sizeof now));
    }
  start_http1 (task);
}

static gboolean
was_refused (RhSoupTransport *self, const char *origin)
{
  const gint64 *when = g_hash_table_lookup (self->http1, origin);

  return when != NULL && g_get_monotonic_time () - *when < HTTP1_TIME;
}

static gboolean
may_speak_h2 (RhSoupTransport *self, const Pending *pending)
{
  return !self->proxy_only && !rh_request_get_http1 (pending->request) && pending->origin != NULL
         && g_str_has_prefix (pending->origin, "https://")
         && rh_h2_fields_can_say (pending->request) && rh_request_check (pending->request, NULL)
         && !was_refused (self, pending->origin);
}

/* Takes @terms. */
static void
start (GTask *task, RhNetworkTerms *terms)
{
  RhSoupTransport *self = g_task_get_source_object (task);
  Pending *pending = g_task_get_task_data (task);
  g_autoptr (GProxyResolver) resolver = NULL;

  pending->terms = terms;
  if (!may_speak_h2 (self, pending))
    {
      start_http1 (task);
      return;
    }

  resolver = rh_proxy_resolver_new (NULL, terms->proxy);
  rh_h2_job_start (task, resolver, terms, pending->request, pending->hop, pending->head,
                   pending->head_data, speak_http1_instead);
}

static void
gathered_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = user_data;
  GError *error = NULL;
  RhNetworkTerms *terms
      = rh_network_policy_gather_finish (RH_NETWORK_POLICY (source), result, &error);

  if (terms != NULL)
    {
      start (task, terms);
      return;
    }

  g_task_return_error (task, error);
  g_object_unref (task);
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
  Pending *pending = g_new0 (Pending, 1);

  pending->request = g_object_ref (request);
  pending->hop = g_object_ref (hop);
  pending->head = head;
  pending->head_data = head_data;
  pending->origin = rh_url_text_dup_origin (rh_text_peek (rh_request_get_url (request), NULL));
  g_task_set_source_tag (task, rh_soup_transport_send_async);
  g_task_set_task_data (task, pending, pending_free);

  /* a request without an origin goes nowhere, and is told why */
  if (self->policy == NULL || pending->origin == NULL)
    {
      start (task, rh_network_terms_new ());
      return;
    }

  rh_network_policy_gather_async (self->policy, self->proxy_only ? "" : pending->origin,
                                  cancellable, gathered_cb, task);
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
  drop_session (self);
  g_clear_object (&self->jar);
  g_clear_object (&self->policy);
  g_clear_pointer (&self->http1, g_hash_table_unref);

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
  self->http1 = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

RhTransport *
rh_soup_transport_new (void)
{
  return g_object_new (RH_TYPE_SOUP_TRANSPORT, NULL);
}

void
rh_soup_transport_set_policy (RhSoupTransport *self, RhNetworkPolicy *policy, gboolean proxy_only)
{
  g_return_if_fail (RH_IS_SOUP_TRANSPORT (self));
  g_return_if_fail (policy == NULL || RH_IS_NETWORK_POLICY (policy));

  g_set_object (&self->policy, policy);
  self->proxy_only = proxy_only;
}

void
rh_soup_transport_set_cookie_jar (RhSoupTransport *self, RhCookieJar *jar)
{
  g_return_if_fail (RH_IS_SOUP_TRANSPORT (self));
  g_return_if_fail (jar == NULL || RH_IS_COOKIE_JAR (jar));

  g_set_object (&self->jar, jar);
}
