/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One sign-in from the configuration to the token. What is secret lives in RhAuthorization until
 * the code is sent, and is let go there, when it fails, when it is cancelled, or when time is up.
 */
#define G_LOG_DOMAIN "rh-sign-in-operation"

#include "config.h"

#include "oauth/rh-sign-in-operation.h"

#include "oauth/rh-authorization.h"
#include "oauth/rh-loopback-listener.h"
#include "oauth/rh-token-message.h"
#include "oauth/rh-token-request.h"
#include "text/rh-redactor.h"

#include <string.h>

#define TICK_MS 1000
/* Whoever knocks at the port again and again must not push the flow out of its record. */
#define MAX_REFUSED_RECORDED 10

struct _RhSignInOperation
{
  GObject parent_instance;

  /* Owned. */
  RhOAuthConfig *config;
  RhTransport *transport;
  RhUriOpener *opener;
  RhFlowRecord *record;
  GTask *task; /* NULL: not running */
  RhAuthorization *authorization;
  RhLoopbackListener *listener; /* NULL: paste-back only */
  GSource *cancel_source;
  char *answer; /* an answer whose issuer is asked about */
  char *accepted_issuer;
  RhSecret *code; /* while it is exchanged: known to the redactor */

  /* Borrowed. */
  const RhClock *clock;

  /* Plain. */
  RhSignInState state;
  gint64 deadline; /* by CLOCK_BOOTTIME, microseconds */
  guint tick_ms;
  guint tick_source;
  guint n_refused;
  gboolean answer_is_address;
};

enum
{
  PROP_0,
  PROP_STATE,
  PROP_TICK_MS,
  N_PROPS
};

enum
{
  SIGNAL_HTTPS_INSISTED,
  SIGNAL_BROWSER_FAILED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhSignInOperation, rh_sign_in_operation, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (RhSignInState,
                    rh_sign_in_state,
                    G_DEFINE_ENUM_VALUE (RH_SIGN_IN_READY, "ready"),
                    G_DEFINE_ENUM_VALUE (RH_SIGN_IN_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (RH_SIGN_IN_ASKING_ISSUER, "asking-issuer"),
                    G_DEFINE_ENUM_VALUE (RH_SIGN_IN_EXCHANGING, "exchanging"),
                    G_DEFINE_ENUM_VALUE (RH_SIGN_IN_DONE, "done"),
                    G_DEFINE_ENUM_VALUE (RH_SIGN_IN_FAILED, "failed"))

static void
set_state (RhSignInOperation *self, RhSignInState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* It still serves the browser that it has answered, for a moment (security.md 1.1). */
static void
stop_listening (RhSignInOperation *self)
{
  if (self->listener == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->listener, self);
  rh_loopback_listener_close (self->listener);
  g_clear_object (&self->listener);
}

/* No port, no timer, no state and no verifier any more. */
static void
stop_waiting (RhSignInOperation *self)
{
  g_clear_handle_id (&self->tick_source, g_source_remove);
  stop_listening (self);
  g_clear_pointer (&self->authorization, rh_authorization_free);
  rh_wipe_string (&self->answer);
}

static void
clear_cancel_source (RhSignInOperation *self)
{
  if (self->cancel_source != NULL)
    g_source_destroy (self->cancel_source);
  g_clear_pointer (&self->cancel_source, g_source_unref);
}

static void
forget_code (RhSignInOperation *self)
{
  if (self->code != NULL)
    rh_redactor_forget (rh_redactor_get_default (), self->code);
  g_clear_pointer (&self->code, rh_secret_unref);
}

/* Takes both; one of them is NULL. */
static void
complete (RhSignInOperation *self, RhToken *token, GError *error)
{
  g_autoptr (GTask) task = g_steal_pointer (&self->task);

  stop_waiting (self);
  forget_code (self);
  clear_cancel_source (self);
  set_state (self, error != NULL ? RH_SIGN_IN_FAILED : RH_SIGN_IN_DONE);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, token, (GDestroyNotify) rh_token_unref);
}

static gboolean
cancelled_cb (GCancellable *cancellable, gpointer user_data)
{
  RhSignInOperation *self = user_data;

  complete (self, NULL,
            g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "The sign-in was cancelled"));

  return G_SOURCE_REMOVE;
}

static void
note_warnings (RhSignInOperation *self, GStrv warnings)
{
  for (guint i = 0; warnings[i] != NULL; i++)
    {
      g_autofree char *note = g_strdup_printf ("Token response: %s", warnings[i]);

      rh_flow_record_add_note (self->record, note);
    }
}

/* RFC 6749 5.1: a scope is named when it is not the one that was asked for (A3). */
static void
note_scope (RhSignInOperation *self, RhToken *token)
{
  g_autofree char *asked
      = rh_oauth_scope_canonical (rh_oauth_config_get (self->config, RH_OAUTH_SCOPE));
  g_autofree char *granted = rh_oauth_scope_canonical (rh_token_get_scope (token));
  g_autofree char *note = NULL;

  if (rh_token_get_scope (token) == NULL || g_str_equal (asked, granted))
    return;

  note = g_strdup_printf ("Granted other scopes than asked for: asked \"%s\", granted \"%s\"",
                          asked, granted);
  rh_flow_record_add_note (self->record, note);
}

static RhToken *
read_token (RhSignInOperation *self, RhTokenReply *reply, GError **error)
{
  g_auto (GStrv) warnings = NULL;
  RhToken *token = rh_token_response_parse (reply->status, reply->headers, reply->body, self->clock,
                                            &warnings, NULL, error);

  note_warnings (self, warnings);
  if (token != NULL)
    note_scope (self, token);

  return token;
}

static void
exchanged_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhSignInOperation) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhTokenReply) reply = rh_token_request_send_finish (result, NULL, &error);
  RhToken *token = NULL;

  /* Cancelled in the meantime: it is over already. */
  if (self->state != RH_SIGN_IN_EXCHANGING)
    return;

  if (reply != NULL)
    token = read_token (self, reply, &error);
  complete (self, token, g_steal_pointer (&error));
}

static void
exchange_code (RhSignInOperation *self, RhSecret *code)
{
  g_autoptr (RhRequest) request = rh_token_request_new_code (
      self->config, code, rh_authorization_get_verifier (self->authorization));

  self->code = rh_secret_ref (code);
  rh_redactor_learn (rh_redactor_get_default (), self->code);
  stop_waiting (self);
  set_state (self, RH_SIGN_IN_EXCHANGING);
  rh_token_request_send_async (request, self->transport, self->record, RH_FLOW_TOKEN_REQUEST,
                               g_task_get_cancellable (self->task), exchanged_cb,
                               g_object_ref (self));
}

static RhSecret *
take_code (RhSignInOperation *self, const char *answer, gboolean is_address, GError **error)
{
  if (is_address)
    return rh_authorization_take_code_from_url (self->authorization, answer, error);

  return rh_authorization_take_code (self->authorization, answer, error);
}

static void
record_redirect (RhSignInOperation *self, const char *answer, gboolean is_address)
{
  const char *uri = rh_oauth_config_get (self->config, RH_OAUTH_REDIRECT_URI);
  g_autofree char *base = g_strndup (uri, strcspn (uri, "?"));
  g_autofree char *url
      = is_address ? g_strstrip (g_strdup (answer)) : g_strconcat (base, "?", answer, NULL);

  rh_flow_record_add_url (self->record, RH_FLOW_REDIRECT, url);
}

static gboolean
is_not_ours (const GError *error)
{
  return g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_STATE)
         || g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_REDIRECT);
}

/* FALSE: it was not the answer to this attempt, and the wait goes on. */
static gboolean
judge (RhSignInOperation *self, const char *answer, gboolean is_address, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  g_autoptr (RhSecret) code = take_code (self, answer, is_address, &local_error);

  if (is_not_ours (local_error))
    {
      g_propagate_error (error, g_steal_pointer (&local_error));
      return FALSE;
    }

  if (self->answer == NULL)
    record_redirect (self, answer, is_address);
  if (code != NULL)
    exchange_code (self, code);
  else if (g_error_matches (local_error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_ISSUER_UNKNOWN))
    {
      g_set_str (&self->answer, answer);
      self->answer_is_address = is_address;
      stop_listening (self);
      set_state (self, RH_SIGN_IN_ASKING_ISSUER);
    }
  else
    complete (self, NULL, g_steal_pointer (&local_error));

  return TRUE;
}

static gboolean
redirect_cb (RhSignInOperation *self, const char *query)
{
  g_autoptr (RhSignInOperation) keep = g_object_ref (self);

  return self->state == RH_SIGN_IN_WAITING && judge (self, query, FALSE, NULL);
}

static void
refused_cb (RhSignInOperation *self, const char *target)
{
  g_autofree char *url = NULL;

  if (self->n_refused++ >= MAX_REFUSED_RECORDED)
    return;

  url = g_strdup_printf ("http://localhost:%u%s", rh_loopback_listener_get_port (self->listener),
                         target);
  rh_flow_record_add_url (self->record, RH_FLOW_REDIRECT_REFUSED, url);
}

static void
https_insisted_cb (RhSignInOperation *self)
{
  g_signal_emit (self, signals[SIGNAL_HTTPS_INSISTED], 0);
}

static void
weak_ref_free (GWeakRef *weak)
{
  g_weak_ref_clear (weak);
  g_free (weak);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhSignInOperation) self = g_weak_ref_get (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) failure = NULL;

  weak_ref_free (user_data);
  if (rh_uri_opener_open_finish (RH_URI_OPENER (source), result, &error))
    return;
  if (self == NULL || self->state != RH_SIGN_IN_WAITING)
    return;

  failure = g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_NO_BROWSER, error->message);
  g_signal_emit (self, signals[SIGNAL_BROWSER_FAILED], 0, failure);
}

/* The callback may never come: the wait does not depend on it, and nothing is kept alive by it. */
static void
open_browser (RhSignInOperation *self)
{
  GWeakRef *weak = g_new0 (GWeakRef, 1);

  g_weak_ref_init (weak, self);
  rh_uri_opener_open_async (self->opener, rh_authorization_get_url (self->authorization),
                            g_task_get_cancellable (self->task), opened_cb, weak);
}

static gboolean
tick_cb (gpointer user_data)
{
  RhSignInOperation *self = user_data;

  if (rh_sign_in_operation_get_seconds_left (self) > 0)
    return G_SOURCE_CONTINUE;

  self->tick_source = 0;
  complete (self, NULL,
            g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_TIMED_OUT,
                                 "No answer came from the browser"));

  return G_SOURCE_REMOVE;
}

static gboolean
start_listening (RhSignInOperation *self, GError **error)
{
  g_autofree char *host = NULL;
  g_autofree char *path = NULL;
  guint16 port = 0;

  if (!rh_oauth_config_get_listen_address (self->config, &host, &port, &path))
    return TRUE;

  self->listener = rh_loopback_listener_new (host, port, path, error);
  if (self->listener == NULL)
    return FALSE;

  rh_oauth_config_set_listen_port (self->config, rh_loopback_listener_get_port (self->listener));
  g_signal_connect_object (self->listener, "redirect", G_CALLBACK (redirect_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->listener, "refused", G_CALLBACK (refused_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->listener, "https-insisted", G_CALLBACK (https_insisted_cb), self,
                           G_CONNECT_SWAPPED);

  return TRUE;
}

static gboolean
prepare (RhSignInOperation *self, GError **error)
{
  if (!rh_oauth_config_check (self->config, error) || !start_listening (self, error))
    return FALSE;

  self->authorization = rh_authorization_new (self->config, error);
  return self->authorization != NULL;
}

static void
watch_cancellable (RhSignInOperation *self)
{
  GCancellable *cancellable = g_task_get_cancellable (self->task);

  if (cancellable == NULL)
    return;

  self->cancel_source = g_cancellable_source_new (cancellable);
  g_source_set_callback (self->cancel_source, G_SOURCE_FUNC (cancelled_cb), self, NULL);
  g_source_attach (self->cancel_source, g_task_get_context (self->task));
}

static void
rh_sign_in_operation_dispose (GObject *object)
{
  RhSignInOperation *self = RH_SIGN_IN_OPERATION (object);

  stop_waiting (self);
  forget_code (self);
  clear_cancel_source (self);
  g_clear_object (&self->config);
  g_clear_object (&self->transport);
  g_clear_object (&self->opener);
  g_clear_object (&self->record);
  g_clear_pointer (&self->accepted_issuer, g_free);

  G_OBJECT_CLASS (rh_sign_in_operation_parent_class)->dispose (object);
}

static void
rh_sign_in_operation_get_property (GObject *object,
                                   guint property_id,
                                   GValue *value,
                                   GParamSpec *pspec)
{
  RhSignInOperation *self = RH_SIGN_IN_OPERATION (object);

  if (property_id == PROP_STATE)
    g_value_set_enum (value, (int) self->state);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rh_sign_in_operation_set_property (GObject *object,
                                   guint property_id,
                                   const GValue *value,
                                   GParamSpec *pspec)
{
  RhSignInOperation *self = RH_SIGN_IN_OPERATION (object);

  if (property_id == PROP_TICK_MS)
    self->tick_ms = g_value_get_uint (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
}

static void
rh_sign_in_operation_class_init (RhSignInOperationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_sign_in_operation_dispose;
  object_class->get_property = rh_sign_in_operation_get_property;
  object_class->set_property = rh_sign_in_operation_set_property;

  properties[PROP_STATE]
      = g_param_spec_enum ("state", NULL, NULL, RH_TYPE_SIGN_IN_STATE, RH_SIGN_IN_READY,
                           G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TICK_MS]
      = g_param_spec_uint ("tick-ms", NULL, NULL, 1, TICK_MS, TICK_MS,
                           G_PARAM_WRITABLE | G_PARAM_CONSTRUCT | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SIGNAL_HTTPS_INSISTED]
      = g_signal_new ("https-insisted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_BROWSER_FAILED]
      = g_signal_new ("browser-failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_ERROR | G_SIGNAL_TYPE_STATIC_SCOPE);
}

static void
rh_sign_in_operation_init (RhSignInOperation *self)
{
}

RhSignInOperation *
rh_sign_in_operation_new (RhOAuthConfig *config,
                          RhTransport *transport,
                          RhUriOpener *opener,
                          RhFlowRecord *record,
                          const RhClock *clock)
{
  RhSignInOperation *self;

  g_return_val_if_fail (RH_IS_OAUTH_CONFIG (config), NULL);
  g_return_val_if_fail (RH_IS_TRANSPORT (transport), NULL);
  g_return_val_if_fail (RH_IS_URI_OPENER (opener), NULL);
  g_return_val_if_fail (RH_IS_FLOW_RECORD (record), NULL);
  g_return_val_if_fail (clock != NULL, NULL);

  self = g_object_new (RH_TYPE_SIGN_IN_OPERATION, NULL);
  self->config = rh_oauth_config_copy (config);
  self->transport = g_object_ref (transport);
  self->opener = g_object_ref (opener);
  self->record = g_object_ref (record);
  self->clock = clock;

  return self;
}

void
rh_sign_in_operation_set_config (RhSignInOperation *self, RhOAuthConfig *config)
{
  g_return_if_fail (RH_IS_SIGN_IN_OPERATION (self));
  g_return_if_fail (RH_IS_OAUTH_CONFIG (config));
  g_return_if_fail (self->state == RH_SIGN_IN_READY && self->task == NULL);

  g_object_unref (self->config);
  self->config = rh_oauth_config_copy (config);
}

void
rh_sign_in_operation_run_async (RhSignInOperation *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  GError *error = NULL;

  g_return_if_fail (RH_IS_SIGN_IN_OPERATION (self));
  g_return_if_fail (self->state == RH_SIGN_IN_READY && self->task == NULL);

  self->task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (self->task, rh_sign_in_operation_run_async);
  /* A token that came counts, cancelled or not. */
  g_task_set_check_cancellable (self->task, FALSE);

  if (g_cancellable_set_error_if_cancelled (cancellable, &error) || !prepare (self, &error))
    {
      complete (self, NULL, error);
      return;
    }

  watch_cancellable (self);
  rh_sign_in_operation_extend (self);
  self->tick_source = g_timeout_add (self->tick_ms, tick_cb, self);
  rh_flow_record_add_url (self->record, RH_FLOW_AUTHORIZATION_REQUEST,
                          rh_authorization_get_url (self->authorization));
  set_state (self, RH_SIGN_IN_WAITING);
  open_browser (self);
}

RhToken *
rh_sign_in_operation_run_finish (RhSignInOperation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

RhSignInState
rh_sign_in_operation_get_state (RhSignInOperation *self)
{
  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), RH_SIGN_IN_FAILED);

  return self->state;
}

const char *
rh_sign_in_operation_get_authorization_url (RhSignInOperation *self)
{
  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), NULL);

  return self->authorization != NULL ? rh_authorization_get_url (self->authorization) : NULL;
}

const char *
rh_sign_in_operation_get_redirect_uri (RhSignInOperation *self)
{
  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), NULL);

  return rh_oauth_config_get (self->config, RH_OAUTH_REDIRECT_URI);
}

gboolean
rh_sign_in_operation_is_listening (RhSignInOperation *self)
{
  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), FALSE);

  return self->listener != NULL;
}

gint64
rh_sign_in_operation_get_seconds_left (RhSignInOperation *self)
{
  gint64 left;

  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), 0);

  if (self->state != RH_SIGN_IN_WAITING && self->state != RH_SIGN_IN_ASKING_ISSUER)
    return 0;

  left = self->deadline - self->clock->boot (self->clock->user_data);
  return left > 0 ? (left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC : 0;
}

void
rh_sign_in_operation_extend (RhSignInOperation *self)
{
  g_return_if_fail (RH_IS_SIGN_IN_OPERATION (self));

  self->deadline = self->clock->boot (self->clock->user_data)
                   + RH_SIGN_IN_WAIT_SECONDS * (gint64) G_USEC_PER_SEC;
}

void
rh_sign_in_operation_open_again (RhSignInOperation *self)
{
  g_return_if_fail (RH_IS_SIGN_IN_OPERATION (self));

  if (self->state == RH_SIGN_IN_WAITING)
    open_browser (self);
}

gboolean
rh_sign_in_operation_paste (RhSignInOperation *self, const char *address, GError **error)
{
  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), FALSE);
  g_return_val_if_fail (address != NULL, FALSE);

  if (self->state != RH_SIGN_IN_WAITING)
    {
      g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_REDIRECT, "no sign-in waits");
      return FALSE;
    }

  return judge (self, address, TRUE, error);
}

const char *
rh_sign_in_operation_get_unknown_issuer (RhSignInOperation *self)
{
  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), NULL);

  return self->authorization != NULL ? rh_authorization_get_unknown_issuer (self->authorization)
                                     : NULL;
}

void
rh_sign_in_operation_accept_issuer (RhSignInOperation *self)
{
  g_autofree char *answer = NULL;

  g_return_if_fail (RH_IS_SIGN_IN_OPERATION (self));
  g_return_if_fail (self->state == RH_SIGN_IN_ASKING_ISSUER);

  answer = g_strdup (self->answer);
  g_set_str (&self->accepted_issuer, rh_authorization_get_unknown_issuer (self->authorization));
  rh_authorization_accept_issuer (self->authorization);
  judge (self, answer, self->answer_is_address, NULL);
  rh_wipe (answer, strlen (answer));
}

const char *
rh_sign_in_operation_get_accepted_issuer (RhSignInOperation *self)
{
  g_return_val_if_fail (RH_IS_SIGN_IN_OPERATION (self), NULL);

  return self->accepted_issuer;
}
