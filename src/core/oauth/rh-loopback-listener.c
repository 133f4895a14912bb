/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Waits for one redirect. RhLoopbackServer keeps the connections in order, RhCallbackGate judges
 * the head of each request, and whoever waits judges the answer; here is what to say to the
 * browser, and when to stop. */
#define G_LOG_DOMAIN "rh-loopback-listener"

#include "config.h"

#include "oauth/rh-loopback-listener.h"

#include "http/rh-loopback-server.h"
#include "oauth/rh-callback-gate.h"
#include "oauth/rh-callback-page.h"
#include "oauth/rh-port-holder.h"

#include <string.h>

/* standards.md E9. A browser opens two or three connections, others may open as many as they like:
 * the oldest without a request goes. */
#define MAX_CONNECTIONS 8
#define REQUEST_DEADLINE_MS 10000
#define MAX_REQUEST_LINE (16 * 1024)
#define MAX_HEADERS (32 * 1024)
#define LINGER_MS 5000

#define QUERY_KEY "rh-callback-query"

struct _RhLoopbackListener
{
  GObject parent_instance;

  RhLoopbackServer *server; /* NULL: closed */
  char *path;

  guint linger_ms;
  guint linger_source;
  gboolean answered;
  gboolean closing;
};

enum
{
  PROP_0,
  PROP_LINGER_MS,
  N_PROPS
};

enum
{
  SIGNAL_REDIRECT,
  SIGNAL_HTTPS_INSISTED,
  SIGNAL_REFUSED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

/* Those of this process that hold a port; borrowed. Main thread only. */
static GList *open_listeners;

G_DEFINE_FINAL_TYPE (RhLoopbackListener, rh_loopback_listener, G_TYPE_OBJECT)

static void
shut_down (RhLoopbackListener *self)
{
  open_listeners = g_list_remove (open_listeners, self);
  g_clear_handle_id (&self->linger_source, g_source_remove);
  if (self->server != NULL)
    rh_loopback_server_close (self->server);
  g_clear_object (&self->server);
}

static RhLoopbackListener *
find_by_port (guint16 port)
{
  for (GList *l = open_listeners; l != NULL; l = l->next)
    {
      if (rh_loopback_listener_get_port (l->data) == port)
        return l->data;
    }

  return NULL;
}

static void
respond (SoupServerMessage *message, guint status, gboolean refused)
{
  const char *const *headers = rh_callback_page_get_headers ();
  g_autofree char *html = rh_callback_page_dup_html (refused);
  SoupMessageHeaders *response = soup_server_message_get_response_headers (message);

  for (guint i = 0; headers[i] != NULL; i += 2)
    soup_message_headers_replace (response, headers[i], headers[i + 1]);
  soup_server_message_set_response (message, RH_CALLBACK_PAGE_MEDIA_TYPE, SOUP_MEMORY_COPY, html,
                                    strlen (html));
  soup_server_message_set_status (message, status, NULL);
}

static gboolean
has_body (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  return soup_message_headers_get_one (headers, "Transfer-Encoding") != NULL
         || soup_message_headers_get_content_length (headers) > 0;
}

/* The request's own bytes decide; nothing of it is kept but a query that passed. */
static guint
gate_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  RhLoopbackListener *self = user_data;
  const RhCallbackHead head = {
    .method = soup_server_message_get_method (message),
    .target = rh_loopback_message_get_target (message),
    .has_body = has_body (message),
  };
  char *query = NULL;
  guint status = 0;

  if (rh_callback_gate_check (&head, self->path, self->answered, &status, &query)
      == RH_CALLBACK_REFUSE)
    {
      respond (message, status, TRUE);
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, head.target);
      return status;
    }

  g_object_set_data_full (G_OBJECT (message), QUERY_KEY, query, g_free);
  return 0;
}

static gboolean
judge (RhLoopbackListener *self, const char *query)
{
  gboolean accepted = FALSE;

  /* Set while somebody judges: closing in there is closing after the answer. */
  self->answered = TRUE;
  g_signal_emit (self, signals[SIGNAL_REDIRECT], 0, query, &accepted);
  self->answered = accepted;

  return accepted;
}

static void
handler_cb (RhLoopbackServer *server, SoupServerMessage *message, gpointer user_data)
{
  RhLoopbackListener *self = user_data;
  g_autoptr (RhLoopbackListener) keep = g_object_ref (self);
  const char *query = g_object_get_data (G_OBJECT (message), QUERY_KEY);

  /* Two answers can pass the gate before one is judged: the second only gets the page. */
  if (query == NULL || self->answered)
    {
      respond (message, 200, FALSE);
      return;
    }

  if (!judge (self, query))
    {
      respond (message, 400, TRUE);
      g_signal_emit (self, signals[SIGNAL_REFUSED], 0, rh_loopback_message_get_target (message));
      return;
    }

  respond (message, 303, FALSE);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Location",
                                RH_CALLBACK_DONE_PATH);
}

static void
server_refused_cb (RhLoopbackListener *self, guint status, const char *target)
{
  if (target != NULL)
    g_signal_emit (self, signals[SIGNAL_REFUSED], 0, target);
}

static void
tls_hello_cb (RhLoopbackListener *self)
{
  g_signal_emit (self, signals[SIGNAL_HTTPS_INSISTED], 0);
}

/* A listener that has its answer only entertains a browser: the next sign-in need not wait for it.
 * It may have nobody left but its own timer. */
static void
make_way (guint16 port)
{
  RhLoopbackListener *other = port != 0 ? find_by_port (port) : NULL;
  g_autoptr (RhLoopbackListener) keep = NULL;

  if (other == NULL || !other->closing)
    return;

  keep = g_object_ref (other);
  shut_down (other);
}

static void
set_in_use (guint16 port, GError **error)
{
  g_autofree char *holder = NULL;

  if (find_by_port (port) != NULL)
    holder = g_strdup ("another sign-in of this program");
  else
    holder = rh_port_holder_find (port);

  g_set_error (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_PORT_IN_USE, "%u%s%s", port,
               holder != NULL ? ": " : "", holder != NULL ? holder : "");
}

static gboolean
linger_cb (gpointer user_data)
{
  RhLoopbackListener *self = user_data;

  self->linger_source = 0;
  shut_down (self);

  return G_SOURCE_REMOVE;
}

static void
rh_loopback_listener_dispose (GObject *object)
{
  shut_down (RH_LOOPBACK_LISTENER (object));

  G_OBJECT_CLASS (rh_loopback_listener_parent_class)->dispose (object);
}

static void
rh_loopback_listener_finalize (GObject *object)
{
  RhLoopbackListener *self = RH_LOOPBACK_LISTENER (object);

  g_clear_pointer (&self->path, g_free);

  G_OBJECT_CLASS (rh_loopback_listener_parent_class)->finalize (object);
}

static void
rh_loopback_listener_set_property (GObject *object,
                                   guint property_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  RhLoopbackListener *self = RH_LOOPBACK_LISTENER (object);

  if (property_id == PROP_LINGER_MS)
    self->linger_ms = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
install_signals (GType type)
{
  signals[SIGNAL_REDIRECT]
      = g_signal_new ("redirect", type, G_SIGNAL_RUN_LAST, 0, g_signal_accumulator_true_handled,
                      NULL, NULL, G_TYPE_BOOLEAN, 1, G_TYPE_STRING);
  signals[SIGNAL_HTTPS_INSISTED] = g_signal_new ("https-insisted", type, G_SIGNAL_RUN_LAST, 0, NULL,
                                                 NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rh_loopback_listener_class_init (RhLoopbackListenerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_loopback_listener_dispose;
  object_class->finalize = rh_loopback_listener_finalize;
  object_class->set_property = rh_loopback_listener_set_property;

  properties[PROP_LINGER_MS]
      = g_param_spec_uint ("linger-ms", NULL, NULL, 0, LINGER_MS, LINGER_MS,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  install_signals (G_TYPE_FROM_CLASS (klass));
}

static void
rh_loopback_listener_init (RhLoopbackListener *self)
{
  const RhLoopbackLimits limits = {
    .max_connections = MAX_CONNECTIONS,
    .request_deadline_ms = REQUEST_DEADLINE_MS,
    .max_request_line = MAX_REQUEST_LINE,
    .max_headers = MAX_HEADERS,
    .max_body = 0,
  };

  self->server = rh_loopback_server_new (&limits, gate_cb, handler_cb, self);
  g_signal_connect_object (self->server, "refused", G_CALLBACK (server_refused_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->server, "tls-hello", G_CALLBACK (tls_hello_cb), self,
                           G_CONNECT_SWAPPED);
}

RhLoopbackListener *
rh_loopback_listener_new (const char *host, guint16 port, const char *path, GError **error)
{
  g_autoptr (RhLoopbackListener) self = g_object_new (RH_TYPE_LOOPBACK_LISTENER, NULL);
  g_autoptr (GError) local_error = NULL;

  g_return_val_if_fail (host != NULL && path != NULL, NULL);

  make_way (port);

  if (!rh_loopback_server_listen (self->server, host, port, &local_error))
    {
      if (g_error_matches (local_error, RH_LOOPBACK_ERROR, RH_LOOPBACK_ERROR_IN_USE))
        set_in_use (port, error);
      else
        g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_PORT_IN_USE,
                             local_error->message);
      return NULL;
    }

  self->path = g_strdup (path);
  open_listeners = g_list_prepend (open_listeners, self);
  return g_steal_pointer (&self);
}

guint16
rh_loopback_listener_get_port (RhLoopbackListener *self)
{
  g_return_val_if_fail (RH_IS_LOOPBACK_LISTENER (self), 0);

  return self->server != NULL ? rh_loopback_server_get_port (self->server) : 0;
}

void
rh_loopback_listener_close (RhLoopbackListener *self)
{
  g_return_if_fail (RH_IS_LOOPBACK_LISTENER (self));

  if (self->closing || self->server == NULL)
    return;

  self->closing = TRUE;
  if (!self->answered || self->linger_ms == 0)
    {
      shut_down (self);
      return;
    }

  self->linger_source = g_timeout_add_full (G_PRIORITY_DEFAULT, self->linger_ms, linger_cb,
                                            g_object_ref (self), g_object_unref);
}
