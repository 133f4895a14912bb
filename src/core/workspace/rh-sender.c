/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The state machine of a request: resolve → protected or ask → bind or ask → token → send → (401,
 * once: token → send) → act on the response → done. Nothing is sent before every secret in the
 * request may go where the request goes. */
#define G_LOG_DOMAIN "rh-sender"

#include "config.h"

#include "workspace/rh-sender.h"

#include "collection/rh-resolver.h"
#include "http/rh-challenge.h"
#include "http/rh-digest-auth.h"
#include "http/rh-send-operation.h"
#include "text/rh-json-walk.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"
#include "workspace/rh-action-run.h"
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
  RhAuth *auth;         /* whose fields count; NULL: the request is in no tree */
  RhFilledAuth *filled; /* NULL: its kind has no fields */
  RhRequestSettings *settings;
  RhVariableSnapshot *snapshot;
  RhToken *token; /* sent with the request; NULL: none */
  char *slot;     /* of it */
  char *origin;   /* of the request */
  char *file;     /* to be asked about; NULL: none */
  char *problem;  /* why the request's file cannot be read; NULL */
  char *host;     /* the origin that a Host of the user's own names; NULL: none, or the same */
  RhExchange *exchange;
  RhOriginQuestion *question;
  RhGuardQuestion *guard_question;
  RhGuardQuestion *confirmed; /* what somebody said yes to; NULL: nothing */

  /* plain */
  RhAuthKind auth_kind; /* what the request ends up with */
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

static void
question_free (RhOriginQuestion *question)
{
  g_free (question->secret);
  g_free (question->name);
  g_free (question->origin);
  g_free (question);
}

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

/* A server of many names goes by the Host, so a secret must be allowed to go there as well. */
static char *
dup_host_origin (RhSender *self, RhRequest *request)
{
  const char *host = rh_headers_get (rh_request_get_headers (request), "Host");
  g_autofree char *url = NULL;
  g_autofree char *origin = NULL;

  if (host == NULL)
    return NULL;

  url = g_strconcat (g_str_has_prefix (self->origin, "https:") ? "https://" : "http://", host,
                     NULL);
  origin = rh_url_text_dup_origin (url);
  if (origin == NULL)
    origin = g_steal_pointer (&url);

  return g_str_equal (origin, self->origin) ? NULL : g_steal_pointer (&origin);
}

static gboolean
ask (RhSender *self, const char *slot, const char *name, const char *origin, GError **error)
{
  g_clear_pointer (&self->question, question_free);
  self->question = g_new0 (RhOriginQuestion, 1);
  self->question->secret = g_strdup (slot);
  self->question->name = g_strdup (name);
  self->question->origin = g_strdup (origin);

  g_set_error (error, RH_SENDER_ERROR, RH_SENDER_ERROR_ORIGIN, "%s has not been sent to %s before",
               name, origin);
  return FALSE;
}

static gboolean
check_secret (RhSender *self, const char *slot, const char *name, GError **error)
{
  RhBindings *bindings = rh_workspace_get_bindings (self->workspace);

  if (slot == NULL || !rh_bindings_allows (bindings, slot, self->origin))
    return ask (self, slot, name, self->origin, error);
  if (self->host != NULL && !rh_bindings_allows (bindings, slot, self->host))
    return ask (self, slot, name, self->host, error);

  return TRUE;
}

/* What an earlier response brought goes back to where it came from without a question. */
static gboolean
goes_home (RhSender *self, const char *variable)
{
  const char *home = rh_variable_snapshot_get_home (self->snapshot, variable);

  return home != NULL && self->host == NULL && g_strcmp0 (home, self->origin) == 0;
}

static gboolean
check_text (RhSender *self, const RhText *text, GError **error)
{
  for (guint i = 0; text != NULL && i < rh_text_get_n_spans (text); i++)
    {
      const RhSpan *span = rh_text_nth_span (text, i);
      const char *slot = rh_variable_snapshot_get_slot (self->snapshot, span->variable);

      if (span->secret && !goes_home (self, span->variable)
          && !check_secret (self, slot, span->variable, error))
        return FALSE;
    }

  return TRUE;
}

/* What was typed into an auth, or is a plain variable's, stands in the collection's own files,
 * where whoever changes an address can read it: no secret of this user that would have to be bound.
 */
static gboolean
check_auth (RhSender *self, GError **error)
{
  const char *const *fields = rh_auth_fields_of (self->auth_kind);

  for (guint i = 0; self->filled != NULL && fields[i] != NULL; i++)
    if (!check_text (self, rh_filled_auth_get (self->filled, fields[i]), error))
      return FALSE;

  return TRUE;
}

static gboolean
check_bindings (RhSender *self, RhRequest *request, GError **error)
{
  RhHeaders *headers = rh_request_get_headers (request);
  RhBody *body = rh_request_get_body (request);

  if (!check_text (self, rh_request_get_url (request), error))
    return FALSE;

  for (guint i = 0; i < rh_headers_get_length (headers); i++)
    if (!check_text (self, rh_headers_nth_value (headers, i), error))
      return FALSE;

  return body == NULL || check_text (self, rh_body_get_all_text (body), error);
}

/* Resolve */

static gboolean
has_fields (RhSender *self)
{
  return self->auth != NULL && *rh_auth_fields_of (self->auth_kind) != NULL;
}

static RhRequest *
resolve (RhSender *self, GError **error)
{
  g_autoptr (RhRequest) request
      = rh_resolver_fill_request (self->found, rh_variable_snapshot_lookup, self->snapshot, error);

  if (request == NULL)
    return NULL;

  rh_resolver_apply_settings (request, self->settings);
  if (has_fields (self))
    {
      g_clear_pointer (&self->filled, rh_filled_auth_free);
      self->filled = rh_resolver_fill_auth (self->auth_kind, self->auth,
                                            rh_variable_snapshot_lookup, self->snapshot, error);
      if (self->filled == NULL)
        return NULL;
    }

  return rh_request_check (request, error) ? g_steal_pointer (&request) : NULL;
}

static void
set_digest (RhSender *self, RhRequest *request)
{
  const RhText *password = rh_filled_auth_get (self->filled, RH_AUTH_PASSWORD);
  gsize length;
  const char *bytes = rh_text_peek (password, &length);
  g_autoptr (RhSecret) secret = rh_secret_new (bytes, (gssize) length);
  g_autoptr (RhDigestAuth) digest = rh_digest_auth_new (
      rh_connection_get_digests (self->connection), self->origin,
      rh_text_peek (rh_filled_auth_get (self->filled, RH_AUTH_USERNAME), NULL), secret, NULL);

  rh_request_set_digest (request, digest);
}

/* The second net: whatever it is filled in from, it is masked wherever it turns up. */
static void
learn_auth (RhSender *self)
{
  const char *const *fields = rh_auth_fields_of (self->auth_kind);

  for (guint i = 0; fields[i] != NULL; i++)
    {
      gsize length;
      const char *bytes = rh_text_peek (rh_filled_auth_get (self->filled, fields[i]), &length);
      g_autoptr (RhSecret) secret = NULL;

      if (!rh_auth_field_is_secret (fields[i]))
        continue;
      secret = rh_secret_new (bytes, (gssize) length);
      rh_redactor_learn (rh_redactor_get_default (), secret);
    }
}

/* Once it may go where the request goes. */
static gboolean
add_auth (RhSender *self, RhRequest *request, GError **error)
{
  if (self->filled == NULL)
    return TRUE;

  learn_auth (self);
  self->auth_is_typed = !rh_filled_auth_apply (self->filled, request);
  if (!self->auth_is_typed && self->auth_kind == RH_AUTH_KIND_DIGEST)
    set_digest (self, request);

  return rh_request_check (request, error);
}

static gboolean
inherits_token (RhSender *self, RhRequest *request)
{
  return self->auth_kind == RH_AUTH_KIND_OAUTH2
         && rh_headers_count (rh_request_get_headers (request), "Authorization") == 0;
}

/* Not even asked for: a folder that is new to this user has no use of what is kept. */
static gboolean
check_accepted (RhSender *self, RhRequest *request, GError **error)
{
  if (!inherits_token (self, request)
      || rh_collection_is_accepted (rh_connection_get_collection (self->connection)))
    return TRUE;

  g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED, "access token");
  return FALSE;
}

/* Puts in @token, of @slot, if it may go where the request goes. */
static gboolean
add_token (RhSender *self, RhRequest *request, RhToken *token, const char *slot, GError **error)
{
  RhBindings *bindings = rh_workspace_get_bindings (self->workspace);
  g_auto (GStrv) origins = rh_bindings_dup_origins (bindings, slot);
  g_autoptr (RhText) value = NULL;

  if (!check_secret (self, slot, "access token", error))
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
  if (g_strcmp0 (origin, self->origin) != 0)
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

  request = resolve (self, &error);
  if (request == NULL || !add_token (self, request, token, slot, &error))
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

  if (self->auth_is_typed || (self->auth_kind == RH_AUTH_KIND_OAUTH2 && self->token == NULL))
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
  self->origin = rh_url_text_dup_origin (rh_text_peek (rh_request_get_url (request), NULL));
  self->host = dup_host_origin (self, request);
  if (!check_guard (self, request, &error) || !check_bindings (self, request, &error)
      || !check_auth (self, &error) || !check_accepted (self, request, &error)
      || !add_auth (self, request, &error))
    g_task_return_error (task, error);
  else if (inherits_token (self, request))
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
}

static void
add_rows (GStrvBuilder *builder, GListModel *rows)
{
  guint n = g_list_model_get_n_items (rows);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhField) field = g_list_model_get_item (rows, i);

      if (!rh_field_is_enabled (field))
        continue;
      g_strv_builder_add (builder, rh_field_get_name (field));
      g_strv_builder_add (builder, rh_field_get_value (field));
      g_strv_builder_add (builder, rh_field_get_media_type (field));
    }
}

static void
add_body (GStrvBuilder *builder, RhRequestItem *item)
{
  switch (rh_request_item_get_body_kind (item))
    {
    case RH_BODY_KIND_FORM:
      add_rows (builder, rh_request_item_get_form (item));
      break;
    case RH_BODY_KIND_MULTIPART:
      add_rows (builder, rh_request_item_get_parts (item));
      break;
    case RH_BODY_KIND_FILE:
      g_strv_builder_add (builder, rh_request_item_get_body_type (item));
      break;
    case RH_BODY_KIND_JSON:
    case RH_BODY_KIND_TEXT:
    case RH_BODY_KIND_XML:
      g_strv_builder_add (builder, rh_request_item_get_body_text (item));
      break;
    case RH_BODY_KIND_NONE:
    case RH_BODY_KIND_KEPT:
    default:
      break;
    }
}

/* What this request fills in, so that no other secret is fetched. */
static GStrv
dup_templates (RhSender *self)
{
  RhRequestItem *item = self->item;
  const char *const *fields = rh_auth_fields_of (self->auth_kind);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add (builder, rh_request_item_get_url (item));
  add_rows (builder, rh_request_item_get_path_params (item));
  add_rows (builder, rh_request_item_get_headers (item));
  add_body (builder, item);
  for (guint i = 0; self->auth != NULL && fields[i] != NULL; i++)
    g_strv_builder_add (builder, rh_auth_get (self->auth, fields[i]));

  return g_strv_builder_end (builder);
}

static void
rh_sender_dispose (GObject *object)
{
  RhSender *self = RH_SENDER (object);

  g_clear_object (&self->exchange);
  g_clear_object (&self->snapshot);
  g_clear_object (&self->item);
  g_clear_object (&self->found);
  g_clear_object (&self->auth);
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
  g_clear_pointer (&self->filled, rh_filled_auth_free);
  g_clear_pointer (&self->question, question_free);
  g_clear_pointer (&self->guard_question, rh_guard_question_free);
  g_clear_pointer (&self->confirmed, rh_guard_question_free);
  g_free (self->slot);
  g_free (self->origin);
  g_free (self->host);
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
  RhAuth *auth;

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
  self->auth_kind = rh_folder_resolve_auth (item, root, &auth);
  self->auth = auth == NULL ? NULL : rh_auth_copy (auth);
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
  else if (self->auth_kind == RH_AUTH_KIND_KEPT)
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

  templates = dup_templates (self);
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

  return self->question;
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

gboolean
rh_sender_uses_token (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), FALSE);

  return self->auth_kind == RH_AUTH_KIND_OAUTH2;
}

gboolean
rh_sender_can_send_again (RhSender *self)
{
  g_return_val_if_fail (RH_IS_SENDER (self), FALSE);

  return self->can_send_again;
}
