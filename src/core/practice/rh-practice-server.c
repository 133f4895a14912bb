/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The practice server: routes, who may ask at all, and the line about each request. */
#define G_LOG_DOMAIN "rh-practice-server"

#include "config.h"

#include "practice/rh-practice-server.h"

#include "http/rh-loopback-server.h"
#include "practice/rh-practice-api.h"
#include "practice/rh-practice-authorize.h"
#include "practice/rh-practice-call.h"
#include "practice/rh-practice-data.h"
#include "practice/rh-practice-fault.h"
#include "practice/rh-practice-page.h"
#include "practice/rh-practice-token.h"

#include <glib/gi18n.h>
#include <string.h>

#define ACCESS_SECONDS 3600
#define REFRESH_SECONDS (60 * 24 * 3600)
#define CODE_SECONDS 60
#define SLOW_MS 5000
#define MAX_LINE 200

static const RhLoopbackLimits limits = {
  .max_connections = 128,
  .request_deadline_ms = 10 * 1000,
  .max_request_line = 16 * 1024,
  .max_headers = 32 * 1024,
  .max_body = 1024 * 1024,
};

struct _RhPracticeServer
{
  GObject parent_instance;

  RhLoopbackServer *loopback; /* NULL: stopped */
  GQueue late;                /* of owned LateCall */

  RhPracticeState state;
  guint16 port;
  guint slow_ms;
};

/* A call that waits to be answered late. */
typedef struct
{
  RhPracticeServer *server; /* borrowed */
  RhPracticeCall *call;
  guint timeout_id;
} LateCall;

typedef struct
{
  const char *method;
  const char *path;
  void (*endpoint) (RhPracticeCall *call);
} Route;

enum
{
  SIGNAL_REQUEST,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhPracticeServer, rh_practice_server, G_TYPE_OBJECT)

static gint64
real_now (gpointer user_data)
{
  return g_get_real_time ();
}

static void
show_start (RhPracticeCall *call)
{
  const char *base = call->state->base_url;
  g_autofree char *html = g_strdup_printf (
      "<h1>%s</h1><p>%s</p>"
      "<ul><li><b>%s</b><code>%s/oauth/authorize</code></li>"
      "<li><b>%s</b><code>%s/oauth/token</code></li>"
      "<li><b>%s</b><code>GET %s/v2/employees</code></li></ul>",
      /* Translators: the practice server. */
      _ ("It Is Running"),
      _ ("A stand-in authorization server and API on this computer, with made-up data. Connect to "
         "it from Rehearsal, or from any other OAuth 2.0 client."),
      _ ("Authorization URL"), base, _ ("Token URL"), base, _ ("A First Request"), base);

  /* Translators: the title of the first page of the practice server in a browser. */
  rh_practice_page_reply (call, 200, _ ("Start"), html);
}

static const Route routes[] = {
  { "GET", "/", show_start },
  { "GET", "/oauth/authorize", rh_practice_authorize_ask },
  { "POST", "/oauth/authorize", rh_practice_authorize_answer },
  { "POST", "/oauth/token", rh_practice_token_exchange },
  { "POST", "/oauth/revoke", rh_practice_token_revoke },
  { "POST", "/oauth/token/introspect", rh_practice_token_introspect },
  { "GET", "/.well-known/oauth-authorization-server", rh_practice_token_metadata },
  { "GET", "/.well-known/openid-configuration", rh_practice_token_metadata },
};

static gboolean
route (RhPracticeCall *call)
{
  g_autoptr (GString) allow = g_string_new (NULL);

  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (!g_str_equal (routes[i].path, call->path))
        continue;

      if (g_str_equal (routes[i].method, call->method))
        {
          routes[i].endpoint (call);
          return TRUE;
        }
      g_string_append_printf (allow, "%s%s", allow->len > 0 ? ", " : "", routes[i].method);
    }

  if (allow->len == 0)
    return FALSE;

  rh_practice_call_set_header (call, "Allow", allow->str);
  rh_practice_call_reply_error (call, 405, "METHOD_NOT_ALLOWED", "This path has another method");

  return TRUE;
}

/* Another site's page may lead the browser here, and nothing else: it may not read, post or embed
 * (localhost's ports are one site). */
static gboolean
is_foreign (RhPracticeCall *call)
{
  const char *origin;
  const char *site;
  const char *mode;

  if (!rh_practice_call_get_header (call, "Origin", &origin)
      || !rh_practice_call_get_header (call, "Sec-Fetch-Site", &site)
      || !rh_practice_call_get_header (call, "Sec-Fetch-Mode", &mode))
    return TRUE;
  if (origin != NULL && !g_str_equal (origin, call->state->base_url))
    return TRUE;
  if (site == NULL || g_str_equal (site, "same-origin") || g_str_equal (site, "none"))
    return FALSE;

  return !g_str_equal (call->method, "GET") || g_strcmp0 (mode, "navigate") != 0;
}

static gboolean
is_token_request (RhPracticeCall *call)
{
  return g_str_equal (call->path, "/oauth/token") && g_str_equal (call->method, "POST");
}

/* "/v1/…" */
static gboolean
is_api_path (const char *path)
{
  return g_str_has_prefix (path, "/v") && g_ascii_isdigit (path[2]) && path[3] == '/';
}

static gboolean
can_fail (RhPracticeCall *call)
{
  return is_token_request (call) || is_api_path (call->path);
}

static void
tell (RhPracticeServer *self, const char *method, const char *path, guint status, const char *note)
{
  g_autofree char *line = g_strdup_printf ("%s %.*s %u%s%s", method, MAX_LINE, path, status,
                                           note == NULL ? "" : " ", note == NULL ? "" : note);

  g_signal_emit (self, signals[SIGNAL_REQUEST], 0, line);
}

static void
answer (RhPracticeServer *self, RhPracticeCall *call)
{
  if (is_token_request (call))
    self->state.n_token_requests++;

  if (is_foreign (call))
    rh_practice_call_reply_error (call, 403, "FORBIDDEN", "The request came from another site");
  else if (!(can_fail (call) && rh_practice_fault_answer (call)) && !route (call)
           && !rh_practice_api_answer (call))
    rh_practice_call_reply_error (call, 404, "NOT_FOUND", "There is nothing here");

  if (can_fail (call))
    rh_practice_fault_bend (call);
  tell (self, soup_server_message_get_method (call->message), call->path,
        soup_server_message_get_status (call->message), call->note);
}

static void
late_call_free (LateCall *late)
{
  g_clear_handle_id (&late->timeout_id, g_source_remove);
  rh_practice_call_free (late->call);
  g_free (late);
}

static gboolean
late_cb (gpointer user_data)
{
  LateCall *late = user_data;
  RhPracticeServer *self = late->server;

  late->timeout_id = 0;
  g_queue_remove (&self->late, late);
  answer (self, late->call);
  soup_server_message_unpause (late->call->message);
  late_call_free (late);

  return G_SOURCE_REMOVE;
}

static void
handler_cb (RhLoopbackServer *loopback, SoupServerMessage *message, gpointer user_data)
{
  RhPracticeServer *self = user_data;
  g_autoptr (RhPracticeCall) call = rh_practice_call_new (&self->state, message);
  LateCall *late;

  if (!(self->state.faults & RH_PRACTICE_FAULT_SLOW) || !can_fail (call))
    {
      answer (self, call);
      return;
    }

  soup_server_message_pause (message);
  late = g_new0 (LateCall, 1);
  late->server = self;
  late->call = g_steal_pointer (&call);
  late->timeout_id = g_timeout_add (self->slow_ms, late_cb, late);
  g_queue_push_tail (&self->late, late);
}

static void
refused_cb (RhLoopbackServer *loopback, guint status, const char *target, gpointer user_data)
{
  g_autofree char *path
      = g_strndup (target == NULL ? "" : target, target == NULL ? 0 : strcspn (target, "?"));

  tell (RH_PRACTICE_SERVER (user_data), "refused", path, status, NULL);
}

static void
rh_practice_server_dispose (GObject *object)
{
  rh_practice_server_stop (RH_PRACTICE_SERVER (object));

  G_OBJECT_CLASS (rh_practice_server_parent_class)->dispose (object);
}

static void
rh_practice_server_finalize (GObject *object)
{
  RhPracticeServer *self = RH_PRACTICE_SERVER (object);

  g_free (self->state.base_url);
  g_free (self->state.client_id);
  g_free (self->state.client_secret);
  g_strfreev (self->state.redirect_uris);
  g_clear_pointer (&self->state.grants, rh_practice_grants_free);
  g_clear_pointer (&self->state.consents, g_hash_table_unref);
  g_queue_clear_full (&self->state.consent_order, g_free);
  g_clear_pointer (&self->state.vendors, g_ptr_array_unref);

  G_OBJECT_CLASS (rh_practice_server_parent_class)->finalize (object);
}

static void
rh_practice_server_class_init (RhPracticeServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_practice_server_dispose;
  object_class->finalize = rh_practice_server_finalize;

  signals[SIGNAL_REQUEST] = g_signal_new ("request", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                                          0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
rh_practice_server_init (RhPracticeServer *self)
{
  g_queue_init (&self->late);
  g_queue_init (&self->state.consent_order);
  self->state.consents = rh_practice_consents_new ();
  self->state.vendors = rh_practice_data_vendors_new ();
}

static const char *
or_default (const char *text, const char *fallback)
{
  return text == NULL ? fallback : text;
}

static guint
or_number (guint number, guint fallback)
{
  return number == 0 ? fallback : number;
}

RhPracticeServer *
rh_practice_server_new (const RhPracticeOptions *options)
{
  static const RhPracticeOptions defaults = { .port = RH_PRACTICE_DEFAULT_PORT };
  static const char *const redirect_uris[] = { RH_PRACTICE_REDIRECT_URI, NULL };
  RhPracticeServer *self = g_object_new (RH_TYPE_PRACTICE_SERVER, NULL);
  const RhPracticeOptions *o = options == NULL ? &defaults : options;
  RhPracticeState *state = &self->state;

  self->port = o->port;
  self->slow_ms = or_number (o->slow_ms, SLOW_MS);
  state->client_id = g_strdup (or_default (o->client_id, RH_PRACTICE_CLIENT_ID));
  state->client_secret = g_strdup (or_default (o->client_secret, RH_PRACTICE_CLIENT_SECRET));
  state->redirect_uris
      = g_strdupv ((char **) (o->redirect_uris == NULL ? redirect_uris : o->redirect_uris));
  state->faults = o->faults;
  state->access_token_seconds = or_number (o->access_token_seconds, ACCESS_SECONDS);
  state->grants = rh_practice_grants_new (o->now == NULL ? real_now : o->now, o->now_data);
  rh_practice_grants_set_lives (state->grants, state->access_token_seconds,
                                or_number (o->refresh_token_seconds, REFRESH_SECONDS),
                                or_number (o->code_seconds, CODE_SECONDS));

  return self;
}

gboolean
rh_practice_server_start (RhPracticeServer *self, GError **error)
{
  g_autoptr (RhLoopbackServer) loopback = NULL;

  g_return_val_if_fail (RH_IS_PRACTICE_SERVER (self), FALSE);
  g_return_val_if_fail (self->loopback == NULL, FALSE);

  loopback = rh_loopback_server_new (&limits, NULL, handler_cb, self);
  if (!rh_loopback_server_listen (loopback, "localhost", self->port, error))
    return FALSE;

  g_signal_connect_object (loopback, "refused", G_CALLBACK (refused_cb), self, G_CONNECT_DEFAULT);
  g_free (self->state.base_url);
  self->state.base_url = g_strconcat ("http://", rh_loopback_server_get_authority (loopback), NULL);
  self->loopback = g_steal_pointer (&loopback);

  return TRUE;
}

void
rh_practice_server_stop (RhPracticeServer *self)
{
  g_return_if_fail (RH_IS_PRACTICE_SERVER (self));

  if (self->loopback == NULL)
    return;

  g_queue_clear_full (&self->late, (GDestroyNotify) late_call_free);
  rh_loopback_server_close (self->loopback);
  g_clear_object (&self->loopback);
}

gboolean
rh_practice_server_is_running (RhPracticeServer *self)
{
  g_return_val_if_fail (RH_IS_PRACTICE_SERVER (self), FALSE);

  return self->loopback != NULL;
}

const char *
rh_practice_server_get_base_url (RhPracticeServer *self)
{
  g_return_val_if_fail (RH_IS_PRACTICE_SERVER (self), NULL);

  return self->state.base_url;
}

void
rh_practice_server_set_faults (RhPracticeServer *self, RhPracticeFault faults)
{
  g_return_if_fail (RH_IS_PRACTICE_SERVER (self));

  self->state.faults = faults;
}

RhPracticeFault
rh_practice_server_get_faults (RhPracticeServer *self)
{
  g_return_val_if_fail (RH_IS_PRACTICE_SERVER (self), RH_PRACTICE_FAULT_NONE);

  return self->state.faults;
}

guint
rh_practice_server_get_n_token_requests (RhPracticeServer *self)
{
  g_return_val_if_fail (RH_IS_PRACTICE_SERVER (self), 0);

  return self->state.n_token_requests;
}
