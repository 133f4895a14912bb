/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state machine of a request: resolve → protected or ask → bind or ask → token → send → (401,
 * once: token → send) → act on the response → done. Nothing is sent before every secret in the
 * request may go where the request goes. */
#define G_LOG_DOMAIN "rh-sender"

#include "config.h"

#include "workspace/rh-sender.h"

#include "collection/rh-resolver.h"
#include "http/rh-challenge.h"
#include "http/rh-send-operation.h"
#include "text/rh-json-walk.h"
#include "text/rh-url.h"
#include "workspace/rh-action-run.h"
#include "workspace/rh-connection-private.h"
#include "workspace/rh-request-auth.h"
#include "workspace/rh-send-files.h"
#include "workspace/rh-variable-snapshot.h"
#include "workspace/rh-who-am-i.h"
#include "workspace/rh-workspace.h"

#include <string.h>

struct _RhSender
{
  GObject parent_instance;

  /* owned */
  RhWorkspace *workspace;
  RhConnection *connection;
  RhRequestItem *item;  /* as it was when the sender was made, with its folders' headers */
  RhRequestItem *found; /* the same with its files as they were found */
  RhRequestAuth *auth;
  RhRequestSettings *settings;
  RhVariableSnapshot *snapshot;
  RhToken *token;     /* sent with the request; NULL: none */
  char *slot;         /* of it */
  char *file;         /* to be asked about; NULL: none */
  char *problem;      /* why the request's file cannot be read; NULL */
  RhOriginGate *gate; /* of the request; NULL: not that far yet */
  RhExchange *exchange;
  RhGuardQuestion *guard_question;
  RhGuardQuestion *confirmed; /* what somebody said yes to; NULL: nothing */

  /* plain */
  gboolean auth_is_typed;
  gboolean started;
  gboolean unguarded; /* somebody said yes to all of it */
  gboolean replayed;
  gboolean may_replay; /* after a 401 */
  gboolean can_send_again;
};

enum
{
  PROP_EXCHANGE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_QUARK (rh_sender_error, rh_sender_error)

G_DEFINE_FINAL_TYPE (RhSender, rh_sender, G_TYPE_OBJECT)

/* Protected or ask */

static gboolean
check_guard (RhSender *self, RhRequest *request, GError **error)
{
  g_autoptr (RhGuardQuestion) question = NULL;

  if (self->unguarded
      || !rh_guard_must_ask (rh_workspace_get_guard (self->workspace),
                             rh_collection_get_id (rh_connection_get_collection (self->connection)),
                             rh_connection_get_environment (self->connection),
                             rh_request_get_method (request),
                             rh_workspace_get_clock (self->workspace)))
    return TRUE;

  question = rh_guard_question_new (rh_connection_get_environment (self->connection), request);
  if (self->confirmed != NULL && rh_guard_question_equal (self->confirmed, question))
    return TRUE;

  g_set_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_PROTECTED, "%s %s on %s", question->method,
               question->path, question->host);
  g_clear_pointer (&self->guard_question, rh_guard_question_free);
  self->guard_question = g_steal_pointer (&question);
  return FALSE;
}

/* Bind or ask */

/* Before anything but what was typed is in @request. */
static gboolean
check_bindings (RhSender *self, RhRequest *request, GError **error)
{
  const RhFilledAuth *filled = rh_request_auth_get_filled (self->auth);

  g_clear_pointer (&self->gate, rh_origin_gate_free);
  self->gate
      = rh_origin_gate_new (rh_workspace_get_bindings (self->workspace), self->snapshot, request);
  return rh_origin_gate_check_request (self->gate, request, error)
         && (filled == NULL || rh_origin_gate_check_auth (self->gate, filled, error));
}

/* Resolve */

static RhRequest *
resolve (RhSender *self, GError **error)
{
  g_autoptr (RhRequest) request
      = rh_resolver_fill_request (self->found, rh_variable_snapshot_lookup, self->snapshot, error);

  if (request == NULL)
    return NULL;

  rh_resolver_apply_settings (request, self->settings);
  if (!rh_request_auth_fill (self->auth, rh_variable_snapshot_lookup, self->snapshot, error))
    return NULL;

  return rh_request_check (request, error) ? g_steal_pointer (&request) : NULL;
}

/* Once it may go where the request goes. */
static gboolean
add_auth (RhSender *self, RhRequest *request, GError **error)
{
  if (rh_request_auth_get_filled (self->auth) == NULL)
    return TRUE;

  self->auth_is_typed
      = !rh_request_auth_apply (self->auth, request, rh_origin_gate_get_origin (self->gate),
                                rh_connection_get_digests (self->connection));
  return rh_request_check (request, error);
}

/* Not even asked for: a folder that is new to this user has no use of what is kept. */
static gboolean
check_accepted (RhSender *self, RhRequest *request, GError **error)
{
  if (!rh_request_auth_wants_token (self->auth, request)
      || rh_collection_is_accepted (rh_connection_get_collection (self->connection)))
    return TRUE;

  g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED, "");
  return FALSE;
}

/* Puts in @token, of @slot, if it may go where the request goes. */
static gboolean
add_token (RhSender *self, RhRequest *request, RhToken *token, const char *slot, GError **error)
{
  RhBindings *bindings = rh_workspace_get_bindings (self->workspace);
  g_auto (GStrv) origins = rh_bindings_dup_origins (bindings, slot);
  g_autoptr (RhText) value = NULL;

  if (!rh_origin_gate_check_secret (self->gate, slot, NULL, error))
    return FALSE;

  value = rh_bearer_value_new (token, rh_connection_get_header_prefix (self->connection),
                               (const char *const *) origins);
  rh_headers_append (rh_request_get_headers (request), "Authorization", value);
  if (!rh_request_check (request, error))
    return FALSE;

  g_clear_pointer (&self->token, rh_token_unref);
  self->token = rh_token_ref (token);
  return TRUE;
}

/* Send */

static RhTransport *
get_transport (RhSender *self)
{
  return rh_workspace_get_api_transport (
      self->workspace, rh_connection_get_collection (self->connection),
      rh_connection_get_environment (self->connection), rh_connection_get_label (self->connection));
}

/* What the answer says about the token: does it count, and in which words (security.md 3.6). */
static gboolean
is_token_refused (RhSender *self, gboolean *by_name)
{
  RhHop *hop = rh_exchange_get_last_hop (self->exchange);
  g_autofree char *origin = NULL;
  g_autoptr (GPtrArray) challenges = NULL;
  const RhChallenge *bearer;
  const char *code;

  if (self->token == NULL || rh_hop_get_status (hop) != 401
      || rh_headers_count (rh_hop_get_sent_headers (hop), "Authorization") == 0)
    return FALSE;

  origin = rh_url_text_dup_origin (rh_text_peek (rh_hop_get_url (hop), NULL));
  if (g_strcmp0 (origin, rh_origin_gate_get_origin (self->gate)) != 0)
    return FALSE;

  challenges = rh_challenges_parse (rh_hop_get_headers (hop));
  bearer = rh_challenges_find (challenges, "Bearer");
  code = bearer == NULL ? NULL : rh_challenge_get (bearer, "error");
  *by_name = g_strcmp0 (code, "invalid_token") == 0;
  return code == NULL || *by_name;
}

static void
acted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSender *self = g_task_get_source_object (task);
  g_autoptr (GListModel) results = rh_action_run_finish (result, NULL);

  /* cancelled: the response is there all the same */
  rh_exchange_set_results (self->exchange, results);
  g_task_return_boolean (task, TRUE);
}

/* There is a response, and no other will come. Takes @task. */
static void
act (RhSender *self, GTask *task)
{
  GListModel *actions = rh_request_item_get_actions (self->item);

  if (g_list_model_get_n_items (actions) == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  rh_action_run_async (self->workspace, self->connection, actions, self->exchange,
                       g_task_get_cancellable (task), acted_cb, task);
}

static void sent_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static void
replay_token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSender *self = g_task_get_source_object (task);
  g_autoptr (RhRequest) request = NULL;
  g_autofree char *slot = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhToken) token
      = rh_connection_get_token_finish (self->connection, result, &slot, &error);

  /* No other token is to be had, or the settings changed meanwhile and the one of now belongs to
   * another sign-in: the 401 is the answer, and the connection says why. */
  if (token == NULL || g_strcmp0 (slot, self->slot) != 0
      || rh_secret_equal (rh_token_get_access_token (token),
                          rh_token_get_access_token (self->token)))
    {
      act (self, g_steal_pointer (&task));
      return;
    }

  if (!self->may_replay)
    {
      self->can_send_again = TRUE;
      act (self, g_steal_pointer (&task));
      return;
    }

  /* filled in anew, it may lead elsewhere */
  request = resolve (self, &error);
  if (request == NULL || !check_bindings (self, request, &error)
      || !add_token (self, request, token, slot, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  self->replayed = TRUE;
  rh_send_operation_continue (self->exchange, get_transport (self), request,
                              g_task_get_cancellable (task), sent_cb, g_object_ref (task));
}

static void
after_refusal (RhSender *self, GTask *task, gboolean by_name)
{
  const char *method = rh_request_item_get_method (self->item);

  self->may_replay = by_name || rh_method_is_safe (method) || rh_method_is_idempotent (method);
  rh_connection_get_token_async (self->connection, self->token, g_task_get_cancellable (task),
                                 replay_token_cb, g_object_ref (task));
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSender *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean by_name = FALSE;

  if (!rh_send_operation_finish (RH_EXCHANGE (source), result, &error))
    g_task_return_error (task, error);
  else if (!self->replayed && is_token_refused (self, &by_name))
    after_refusal (self, task, by_name);
  else
    act (self, g_steal_pointer (&task));
}

/* Of JSON whose {{variables}} are filled in by now: it goes out all the same, as it may be meant.
 */
static gboolean
is_invalid_json (RhSender *self, RhRequest *request)
{
  RhBody *body = rh_request_get_body (request);
  RhJsonSpan value;
  const char *text;
  gsize length;

  if (rh_request_item_get_body_kind (self->item) != RH_BODY_KIND_JSON || body == NULL)
    return FALSE;

  text = rh_text_peek (rh_body_get_text (body), &length);
  return length > 0 && rh_json_walk_check (text, length, &value) == RH_JSON_WALK_INVALID;
}

static void
add_notes (RhSender *self, RhRequest *request)
{
  g_autoptr (RhHop) hop = g_list_model_get_item (rh_exchange_get_hops (self->exchange), 0);

  if (hop == NULL)
    return;

  if (self->auth_is_typed
      || (rh_request_auth_get_kind (self->auth) == RH_AUTH_KIND_OAUTH2 && self->token == NULL))
    rh_hop_add_note (hop, "authorization-typed");
  if (is_invalid_json (self, request))
    rh_hop_add_note (hop, "json-invalid");
}

static void
send (RhSender *self, GTask *task, RhRequest *request)
{
  g_autofree char *url = g_strdup (rh_text_peek (rh_request_get_url (request), NULL));

  rh_workspace_prepare_origin (self->workspace, url);
  rh_wipe (url, strlen (url));
  self->exchange = rh_send_operation_start (
      get_transport (self), request, g_task_get_cancellable (task), sent_cb, g_object_ref (task));
  add_notes (self, request);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EXCHANGE]);
}

/* Token */

static void
token_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSender *self = g_task_get_source_object (task);
  RhRequest *request = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (RhToken) token
      = rh_connection_get_token_finish (self->connection, result, &self->slot, &error);

  if (g_error_matches (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED))
    {
      error->domain = RH_SENDER_ERROR;
      error->code = RH_SENDER_ERROR_NOT_CONNECTED;
    }

  if (token == NULL || !add_token (self, request, token, self->slot, &error))
    g_task_return_error (task, error);
  else
    send (self, task, request);
}

static void
snapshot_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSender *self = g_task_get_source_object (task);
  RhRequest *request = NULL;
  GError *error = NULL;

  if (rh_variable_snapshot_fetch_finish (self->snapshot, result, &error))
    request = resolve (self, &error);

  if (request == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, request, g_object_unref);
  if (!check_guard (self, request, &error) || !check_bindings (self, request, &error)
      || !check_accepted (self, request, &error) || !add_auth (self, request, &error))
    g_task_return_error (task, error);
  else if (rh_request_auth_wants_token (self->auth, request))
    rh_connection_get_token_async (self->connection, NULL, g_task_get_cancellable (task), token_cb,
                                   g_object_ref (task));
  else
    send (self, task, request);
}

/* By the name that the server has for it, else by the user's own. */
static const char *
get_account (RhSender *self)
{
  const char *name = rh_connection_get_account (self->connection);

  return name != NULL ? name : rh_connection_get_label (self->connection);
}

/* Into the history, once it has ended and its caller was told: however it ended, if something went
 * out. */
static void
ended_cb (RhSender *self)
{
  RhEnvironment *environment = rh_connection_get_environment (self->connection);
  RhCollection *collection = rh_connection_get_collection (self->connection);
  RhGuard *guard = rh_workspace_get_guard (self->workspace);

  if (self->exchange == NULL)
    return;

  rh_history_add (rh_workspace_get_history (self->workspace, collection),
                  rh_environment_get_name (environment), get_account (self), self->item,
                  self->exchange,
                  rh_guard_is_protected (guard, rh_collection_get_id (collection), environment));
  rh_connection_answered (self->connection, self);
}

static void
rh_sender_dispose (GObject *object)
{
  RhSender *self = RH_SENDER (object);

  g_clear_object (&self->exchange);
  g_clear_object (&self->snapshot);
  g_clear_object (&self->item);
  g_clear_object (&self->found);
  g_clear_object (&self->settings);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_sender_parent_class)->dispose (object);
}

static void
rh_sender_finalize (GObject *object)
{
  RhSender *self = RH_SENDER (object);

  g_clear_pointer (&self->token, rh_token_unref);
  g_clear_pointer (&self->auth, rh_request_auth_free);
  g_clear_pointer (&self->gate, rh_origin_gate_free);
  g_clear_pointer (&self->guard_question, rh_guard_question_free);
  g_clear_pointer (&self->confirmed, rh_guard_question_free);
  g_free (self->slot);
  g_free (self->file);
  g_free (self->problem);

  G_OBJECT_CLASS (rh_sender_parent_class)->finalize (object);
}

static void
rh_sender_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhSender *self = RH_SENDER (object);

  switch (prop_id)
    {
    case PROP_EXCHANGE:
      g_value_set_object (value, self->exchange);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_sender_class_init (RhSenderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_sender_dispose;
  object_class->finalize = rh_sender_finalize;
  object_class->get_property = rh_sender_get_property;

  properties[PROP_EXCHANGE] = g_param_spec_object ("exchange", NULL, NULL, RH_TYPE_EXCHANGE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
rh_sender_init (RhSender *self)
{
}

RhSender *
rh_sender_new (RhWorkspace *workspace, RhConnection *connection, RhRequestItem *item)
{
  RhSender *self;
  RhCollection *collection;
  RhEnvironment *environment;
  RhFolder *root;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  self = g_object_new (RH_TYPE_SENDER, NULL);
  self->workspace = g_object_ref (workspace);
  self->connection = g_object_ref (connection);
  collection = rh_connection_get_collection (connection);
  environment = rh_connection_get_environment (connection);
  root = rh_collection_get_root (collection);
  self->item = rh_folder_dup_request (item, root);
  self->snapshot = rh_variable_snapshot_new_plain (
      collection, environment, item, rh_workspace_get_runtime (workspace, connection));
  rh_variable_snapshot_set_clock (self->snapshot, rh_workspace_get_clock (workspace));
  self->problem = g_strdup (rh_request_item_get_problem (item));
  /* one that is in no tree yet is as good as in the collection's root */
  self->auth = rh_request_auth_new (item, root);
  self->settings = rh_folder_resolve_settings (item, root);
  return self;
}

static gboolean
find_files (RhSender *self, GError **error)
{
  self->found = rh_send_files_find (rh_workspace_get_open (self->workspace),
                                    rh_connection_get_collection (self->connection), self->item,
                                    &self->file, error);
  return self->found != NULL;
}

/* What is not all there must not go out as if it were. */
static gboolean
check_item (RhSender *self, GError **error)
{
  if (self->problem != NULL)
    g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_UNREADABLE, self->problem);
  else if (rh_request_item_get_body_kind (self->item) == RH_BODY_KIND_KEPT)
    g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_KEPT, "body");
  else if (rh_request_auth_get_kind (self->auth) == RH_AUTH_KIND_KEPT)
    g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_KEPT, "authorization");
  else
    return find_files (self, error);

  return FALSE;
}

void
rh_sender_run_async (RhSender *self,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  g_auto (GStrv) templates = NULL;
  g_autoptr (GError) error = NULL;
  GTask *task;

  g_return_if_fail (RH_IS_SENDER (self));
  g_return_if_fail (!self->started);

  self->started = TRUE;
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_sender_run_async);
  g_signal_connect_swapped (task, "notify::completed", G_CALLBACK (ended_cb), self);
  if (!check_item (self, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      g_object_unref (task);
      return;
    }

  templates = rh_request_auth_dup_templates (self->auth, self->item);
  rh_variable_snapshot_fetch_async (self->snapshot, rh_workspace_get_keyring (self->workspace),
                                    rh_workspace_get_bindings (self->workspace),
                                    (const char *const *) templates, cancellable, snapshot_cb,
                                    task);
}

gboolean
rh_sender_run_finish (RhSender *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

RhExchange *
rh_sender_get_exchange (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), NULL);

  return self->exchange;
}

const RhOriginQuestion *
rh_sender_get_question (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), NULL);

  return self->gate == NULL ? NULL : rh_origin_gate_get_question (self->gate);
}

const RhGuardQuestion *
rh_sender_get_guard_question (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), NULL);

  return self->guard_question;
}

const char *
rh_sender_get_file (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), NULL);

  return self->file;
}

void
rh_sender_set_confirmed (RhSender *self, const RhGuardQuestion *question)
{
  g_return_if_fail (RH_IS_SENDER (self));
  g_return_if_fail (!self->started);

  g_clear_pointer (&self->confirmed, rh_guard_question_free);
  self->confirmed = question == NULL ? NULL : rh_guard_question_copy (question);
}

void
rh_sender_set_unguarded (RhSender *self, gboolean unguarded)
{
  g_return_if_fail (RH_IS_SENDER (self));
  g_return_if_fail (!self->started);

  self->unguarded = unguarded;
}

RhRequestItem *
rh_sender_get_item (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), NULL);

  return self->item;
}

gboolean
rh_sender_uses_token (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), FALSE);

  return rh_request_auth_get_kind (self->auth) == RH_AUTH_KIND_OAUTH2;
}

gboolean
rh_sender_can_send_again (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), FALSE);

  return self->can_send_again;
}
