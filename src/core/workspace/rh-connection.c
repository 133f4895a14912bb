/* SPDX-License-Identifier: GPL-3.0-or-later */
/* OAuth 2.0 of one collection in one environment. Follows the variables: whatever they say now is
 * the configuration, and when it becomes another one the token of the old is let go (it stays in
 * the keyring, in its own slot). */
#define G_LOG_DOMAIN "rh-connection"

#include "config.h"

#include "workspace/rh-connection-private.h"

#include "collection/rh-resolver.h"
#include "oauth/rh-revocation.h"
#include "oauth/rh-token-slot.h"
#include "oauth/rh-token-source.h"
#include "text/rh-url.h"
#include "workspace/rh-oauth-settings.h"
#include "workspace/rh-variable-snapshot.h"
#include "workspace/rh-who-am-i.h"
#include "workspace/rh-workspace.h"

/* What is kept of the metadata of an issuer, in the bindings. */
#define ISS_PROMISE "iss promised by "

struct _RhConnection
{
  GObject parent_instance;

  /* owned */
  RhWorkspace *workspace;
  RhCollection *collection;
  RhEnvironment *environment;
  char *label; /* of the account; "": the default one */
  char *name;  /* of the environment, as the slot has it */
  RhFlowRecord *record;
  RhOAuthConfig *plain;    /* without secrets; NULL: it cannot be filled in */
  RhOAuthConfig *config;   /* with secrets; NULL: not prepared */
  RhTokenSource *source;   /* of @config */
  char *slot;              /* of @config */
  char *client_auth;       /* as the variables have it, with or without a secret */
  char *secret_slot;       /* of the client secret of @plain */
  RhDigestMemory *digests; /* NULL until asked for */
  GPtrArray *waiting;      /* GTask: for a configuration that is being prepared */
  RhSignInOperation *sign_in;
  GCancellable *sign_in_cancellable;
  RhToken *pending; /* of another subject, until somebody decides */
  GError *problem;
  char *account;
  char *scope;

  /* plain */
  RhConnectionState state;
  gboolean preparing;
  gboolean stale; /* what is being prepared is out of date already */
  gboolean scope_as_asked;
  gboolean was_revoked;
};

enum
{
  PROP_STATE = 1,
  PROP_ACCOUNT,
  PROP_SCOPE,
  PROP_PROBLEM,
  N_PROPS,
};

enum
{
  SECRET_CHANGED,
  ANSWERED,
  N_SIGNALS,
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_ENUM_TYPE (RhConnectionState,
                    rh_connection_state,
                    G_DEFINE_ENUM_VALUE (RH_CONNECTION_NOT_SET_UP, "not-set-up"),
                    G_DEFINE_ENUM_VALUE (RH_CONNECTION_NOT_CONNECTED, "not-connected"),
                    G_DEFINE_ENUM_VALUE (RH_CONNECTION_CONNECTING, "connecting"),
                    G_DEFINE_ENUM_VALUE (RH_CONNECTION_CONNECTED, "connected"),
                    G_DEFINE_ENUM_VALUE (RH_CONNECTION_SIGN_IN_AGAIN, "sign-in-again"))

G_DEFINE_FINAL_TYPE (RhConnection, rh_connection, G_TYPE_OBJECT)

/* State */

static RhToken *
current_token (RhConnection *self)
{
  return self->source == NULL ? NULL : rh_token_source_get_token (self->source);
}

const GError *
rh_connection_get_problem (RhConnection *self)
{
  const GError *problem;

  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  problem = self->source == NULL ? NULL : rh_token_source_get_problem (self->source);
  return self->problem != NULL ? self->problem : problem;
}

gint64
rh_connection_get_retry_after (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), 0);

  return self->source == NULL ? 0 : rh_token_source_get_retry_after (self->source);
}

static gboolean
is_set_up (RhConnection *self)
{
  return self->plain != NULL && rh_oauth_config_get (self->plain, RH_OAUTH_CLIENT_ID) != NULL
         && rh_oauth_config_get (self->plain, RH_OAUTH_AUTHORIZATION_URL) != NULL
         && rh_oauth_config_get (self->plain, RH_OAUTH_TOKEN_URL) != NULL;
}

static RhConnectionState
compute_state (RhConnection *self)
{
  const GError *problem = self->source == NULL ? NULL : rh_token_source_get_problem (self->source);

  if (self->sign_in != NULL)
    return RH_CONNECTION_CONNECTING;
  if (!is_set_up (self))
    return RH_CONNECTION_NOT_SET_UP;
  if (g_error_matches (problem, RH_OAUTH_ERROR, RH_OAUTH_ERROR_SIGN_IN_AGAIN)
      || g_error_matches (problem, RH_OAUTH_ERROR, RH_OAUTH_ERROR_INVALID_GRANT))
    return RH_CONNECTION_SIGN_IN_AGAIN;
  if (current_token (self) != NULL)
    return RH_CONNECTION_CONNECTED;

  return RH_CONNECTION_NOT_CONNECTED;
}

static void
update_string (RhConnection *self, char **place, const char *value, guint prop_id)
{
  if (g_set_str (place, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[prop_id]);
}

static void
update (RhConnection *self)
{
  RhToken *token = current_token (self);
  const char *granted = token == NULL ? NULL : rh_token_get_scope (token);
  const char *asked = token == NULL ? NULL : rh_oauth_config_get (self->config, RH_OAUTH_SCOPE);
  RhConnectionState state = compute_state (self);

  self->scope_as_asked = granted == NULL && asked != NULL;
  update_string (self, &self->scope, granted != NULL ? granted : asked, PROP_SCOPE);
  update_string (self, &self->account, token == NULL ? NULL : rh_token_get_account (token),
                 PROP_ACCOUNT);

  if (self->state == state)
    return;

  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

static void
network_changed_cb (RhConnection *self, gboolean available)
{
  if (available && self->source != NULL)
    rh_token_source_network_is_back (self->source);
}

/* From the first failure on: to be told of the network is not for nothing. */
static void
watch_network (RhConnection *self)
{
  GNetworkMonitor *monitor = g_network_monitor_get_default ();

  g_signal_handlers_disconnect_by_func (monitor, network_changed_cb, self);
  g_signal_connect_object (monitor, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

static void
problem_notify_cb (RhConnection *self)
{
  if (g_error_matches (rh_connection_get_problem (self), RH_OAUTH_ERROR, RH_OAUTH_ERROR_NETWORK))
    watch_network (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
  update (self);
}

/* Takes @problem; NULL: none. */
static void
set_problem (RhConnection *self, GError *problem)
{
  if (self->problem == NULL && problem == NULL)
    return;

  g_clear_error (&self->problem);
  self->problem = problem;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PROBLEM]);
}

/* Somebody signed in as another subject, and it is not to be: what was got lives on nowhere. */
static void
drop_pending (RhConnection *self)
{
  g_autoptr (RhToken) token = g_steal_pointer (&self->pending);

  if (token != NULL && self->config != NULL)
    rh_revocation_run_async (token, self->config,
                             rh_workspace_get_oauth_transport (self->workspace), self->record, NULL,
                             NULL, NULL);
}

static void
drop_source (RhConnection *self)
{
  drop_pending (self);
  if (self->source != NULL)
    g_signal_handlers_disconnect_by_data (self->source, self);

  g_clear_object (&self->source);
  g_clear_object (&self->config);
  g_clear_pointer (&self->slot, g_free);
  if (self->preparing)
    self->stale = TRUE;
}

RhOAuthConfig *
rh_connection_fill_plain (RhConnection *self, GError **error)
{
  g_autoptr (RhVariableSnapshot) plain
      = rh_variable_snapshot_new_plain (self->collection, self->environment, NULL, NULL);

  return rh_resolver_fill_oauth (rh_collection_get_oauth (self->collection),
                                 rh_variable_snapshot_lookup, plain, error);
}

/* Without secrets; NULL equals NULL only. */
static gboolean
config_equal (RhOAuthConfig *a, RhOAuthConfig *b)
{
  static const char *const fields[] = {
    RH_OAUTH_AUTHORIZATION_URL,
    RH_OAUTH_TOKEN_URL,
    RH_OAUTH_REVOCATION_URL,
    RH_OAUTH_INTROSPECTION_URL,
    RH_OAUTH_ISSUER,
    RH_OAUTH_CLIENT_ID,
    RH_OAUTH_SCOPE,
    RH_OAUTH_REDIRECT_URI,
    RH_OAUTH_LISTEN_URI,
    RH_OAUTH_RESOURCE,
    RH_OAUTH_AUDIENCE,
    RH_OAUTH_HEADER_PREFIX,
  };

  if (a == NULL || b == NULL)
    return a == b;

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    if (g_strcmp0 (rh_oauth_config_get (a, fields[i]), rh_oauth_config_get (b, fields[i])) != 0)
      return FALSE;

  return TRUE;
}

static char *
fill_client_auth (RhConnection *self)
{
  return rh_oauth_settings_dup (self->collection, self->environment, RH_OAUTH_BLOCK_CLIENT_AUTH);
}

static void
follow_variables (RhConnection *self)
{
  g_autoptr (RhOAuthConfig) plain = rh_connection_fill_plain (self, NULL);
  g_autofree char *client_auth = fill_client_auth (self);
  gboolean same_auth = g_strcmp0 (self->client_auth, client_auth) == 0;
  gboolean renamed = g_set_str (&self->name, rh_environment_get_name (self->environment));

  if (config_equal (self->plain, plain) && same_auth && !renamed)
    return;

  g_set_object (&self->plain, plain);
  g_set_str (&self->client_auth, client_auth);
  g_free (self->secret_slot);
  self->secret_slot = rh_client_secret_slot_of (self->collection, self->environment);
  drop_source (self);
  set_problem (self, NULL);
  update (self);
}

/* Preparing: from variables to a token source */

static RhService *
get_service (RhConnection *self)
{
  return rh_workspace_get_service (self->workspace, rh_environment_get_service (self->environment));
}

static const char *
get_service_value (RhConnection *self, const char *field)
{
  RhService *service = get_service (self);

  return service == NULL ? NULL
                         : rh_oauth_settings_get_service_value (self->environment, service, field);
}

/* A secret that the documentation prints (Practice) needs no typing. */
static void
provide_public_secret (RhConnection *self, RhVariableSnapshot *snapshot)
{
  g_autofree char *variable = rh_oauth_block_dup_variable (
      rh_collection_get_oauth (self->collection), RH_OAUTH_BLOCK_CLIENT_SECRET);
  const char *value = get_service_value (self, RH_SERVICE_PUBLIC_CLIENT_SECRET);
  g_autoptr (RhSecret) secret = NULL;

  if (value == NULL || variable == NULL)
    return;

  secret = rh_secret_new (value, -1);
  rh_variable_snapshot_provide (snapshot, variable, secret);
}

/* Bound, or new with a sign-in that is still to come. */
static gboolean
may_ask_endpoint (RhConnection *self, const char *origin)
{
  RhBindings *bindings = rh_workspace_get_bindings (self->workspace);

  if (rh_bindings_has_any (bindings, self->secret_slot))
    return rh_bindings_allows (bindings, self->secret_slot, origin);

  /* the client secret was entered anew, and the token of an earlier sign-in is still there */
  return !rh_bindings_has_any (bindings, self->slot)
         || rh_url_same_origin (origin, rh_oauth_config_get (self->plain, RH_OAUTH_TOKEN_URL));
}

/* The client secret and the token go to no endpoint that was not there at a sign-in. */
static void
keep_bound_endpoints (RhConnection *self, RhOAuthConfig *config)
{
  static const char *const fields[] = { RH_OAUTH_REVOCATION_URL, RH_OAUTH_INTROSPECTION_URL };

  for (guint i = 0; i < G_N_ELEMENTS (fields); i++)
    {
      const char *url = rh_oauth_config_get (config, fields[i]);
      g_autofree char *origin = url == NULL ? NULL : rh_url_text_dup_origin (url);
      g_autofree char *note = NULL;

      if (origin == NULL || may_ask_endpoint (self, origin))
        continue;

      note = g_strdup_printf ("%s is not used: no sign-in has gone to %s", fields[i], origin);
      rh_flow_record_add_note (self->record, note);
      rh_oauth_config_set (config, fields[i], NULL);
    }
}

static char *
dup_issuer_slot (RhConnection *self)
{
  return g_strconcat ("issuer ", self->secret_slot, NULL);
}

static void
expect_pinned_issuer (RhConnection *self, RhOAuthConfig *config)
{
  g_autofree char *slot = dup_issuer_slot (self);
  g_auto (GStrv) issuers
      = rh_bindings_dup_origins (rh_workspace_get_bindings (self->workspace), slot);

  if (rh_oauth_config_get (config, RH_OAUTH_ISSUER) == NULL && issuers[0] != NULL)
    rh_oauth_config_set (config, RH_OAUTH_ISSUER, issuers[0]);
}

static void
require_promised_iss (RhConnection *self, RhOAuthConfig *config)
{
  const char *issuer = rh_oauth_config_get (config, RH_OAUTH_ISSUER);
  g_autofree char *slot = g_strconcat (ISS_PROMISE, issuer, NULL);

  if (issuer != NULL)
    rh_oauth_config_set_iss_required (
        config, rh_bindings_allows (rh_workspace_get_bindings (self->workspace), slot, issuer));
}

static const char *
client_auth_nick (RhOAuthConfig *config)
{
  g_autoptr (GEnumClass) klass = g_type_class_ref (RH_TYPE_CLIENT_AUTH);
  GEnumValue *value = g_enum_get_value (klass, (int) rh_oauth_config_get_client_auth (config));

  return value == NULL ? NULL : value->value_nick;
}

/* What somebody needs who finds the token and nothing else. */
static void
describe_tokens (RhConnection *self, RhTokenStore *store)
{
  const char *const facts[RH_TOKEN_N_FACTS] = {
    [RH_TOKEN_FACT_COLLECTION] = rh_collection_get_id (self->collection),
    [RH_TOKEN_FACT_COLLECTION_NAME] = rh_collection_get_name (self->collection),
    [RH_TOKEN_FACT_ENVIRONMENT] = rh_environment_get_name (self->environment),
    [RH_TOKEN_FACT_LABEL] = self->label,
    [RH_TOKEN_FACT_TOKEN_URL] = rh_oauth_config_get (self->config, RH_OAUTH_TOKEN_URL),
    [RH_TOKEN_FACT_REVOCATION_URL] = rh_oauth_config_get (self->config, RH_OAUTH_REVOCATION_URL),
    [RH_TOKEN_FACT_ISSUER] = rh_oauth_config_get (self->config, RH_OAUTH_ISSUER),
    [RH_TOKEN_FACT_CLIENT_ID] = rh_oauth_config_get (self->config, RH_OAUTH_CLIENT_ID),
    [RH_TOKEN_FACT_CLIENT_AUTH] = client_auth_nick (self->config),
    [RH_TOKEN_FACT_ASKED_SCOPE] = rh_oauth_config_get (self->config, RH_OAUTH_SCOPE),
  };

  rh_token_store_set_facts (store, facts);
}

static void
adopt_config (RhConnection *self, RhOAuthConfig *config)
{
  RhService *service = get_service (self);
  g_autoptr (RhTokenStore) store = NULL;

  drop_source (self);
  self->config = g_object_ref (config);
  self->slot = rh_token_slot_new (rh_collection_get_id (self->collection),
                                  rh_environment_get_name (self->environment), self->label, config);
  keep_bound_endpoints (self, config);
  expect_pinned_issuer (self, config);
  require_promised_iss (self, config);
  store = rh_token_store_new (rh_workspace_get_token_keyring (self->workspace, self->environment),
                              rh_workspace_get_state_dir (self->workspace), self->slot,
                              service == NULL ? "OAuth 2.0" : rh_service_get_name (service));
  describe_tokens (self, store);
  self->source
      = rh_token_source_new (store, rh_workspace_get_oauth_transport (self->workspace), config,
                             self->record, rh_workspace_get_clock (self->workspace));
  g_signal_connect_object (self->source, "notify::token", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->source, "notify::problem", G_CALLBACK (problem_notify_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void start_preparing (RhConnection *self);

/* Everybody who waited goes on, or fails with a copy of @error. */
static void
answer_waiting (RhConnection *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->waiting);

  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static void
snapshot_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (RhConnection) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (RhVariableSnapshot) snapshot = rh_variable_snapshot_take_finish (result, &error);
  g_autoptr (RhOAuthConfig) config = NULL;

  self->preparing = FALSE;
  if (self->stale)
    {
      start_preparing (self);
      return;
    }

  if (snapshot != NULL)
    {
      provide_public_secret (self, snapshot);
      config = rh_resolver_fill_oauth (rh_collection_get_oauth (self->collection),
                                       rh_variable_snapshot_lookup, snapshot, &error);
    }

  if (config != NULL)
    adopt_config (self, config);

  answer_waiting (self, error);
}

static GStrv
block_templates (RhOAuthBlock *block)
{
  const char *const *fields = rh_oauth_block_field_names ();
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; fields[i] != NULL; i++)
    g_strv_builder_add (builder, rh_oauth_block_get (block, fields[i]));

  return g_strv_builder_end (builder);
}

static void
start_preparing (RhConnection *self)
{
  g_auto (GStrv) templates = block_templates (rh_collection_get_oauth (self->collection));

  self->preparing = TRUE;
  self->stale = FALSE;
  rh_variable_snapshot_take_async (
      self->collection, self->environment, NULL, NULL, rh_workspace_get_keyring (self->workspace),
      rh_workspace_get_bindings (self->workspace), (const char *const *) templates, NULL,
      snapshot_cb, g_object_ref (self));
}

gboolean
rh_connection_check_accepted (RhConnection *self, GError **error)
{
  if (rh_collection_is_accepted (self->collection))
    return TRUE;

  g_set_error_literal (error, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED, "");
  return FALSE;
}

void
rh_connection_prepare_async (RhConnection *self,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GError *error = NULL;

  g_task_set_source_tag (task, rh_connection_prepare_async);
  if (!rh_connection_check_accepted (self, &error))
    {
      g_task_return_error (task, error);
      g_object_unref (task);
      return;
    }

  if (!is_set_up (self))
    {
      g_task_return_new_error (task, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED, "not set up");
      g_object_unref (task);
      return;
    }

  if (self->source != NULL)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  g_ptr_array_add (self->waiting, task);
  if (!self->preparing)
    start_preparing (self);
}

RhTokenSource *
rh_connection_prepare_finish (RhConnection *self, GAsyncResult *result, GError **error)
{
  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;

  if (self->source == NULL)
    {
      g_set_error_literal (error, RH_OAUTH_ERROR, RH_OAUTH_ERROR_NOT_CONNECTED,
                           "the settings changed meanwhile");
      return NULL;
    }

  return g_object_ref (self->source);
}

RhWorkspace *
rh_connection_get_workspace (RhConnection *self)
{
  return self->workspace;
}

RhOAuthConfig *
rh_connection_get_config (RhConnection *self)
{
  return self->config;
}

const char *
rh_connection_get_slot (RhConnection *self)
{
  return self->slot;
}

const char *
rh_connection_get_secret_slot (RhConnection *self)
{
  return self->secret_slot;
}

RhTokenSource *
rh_connection_get_source (RhConnection *self)
{
  return self->source;
}

gboolean
rh_connection_pin_issuer (RhConnection *self, const char *issuer, GError **error)
{
  g_autofree char *slot = dup_issuer_slot (self);

  if (!rh_bindings_allow (rh_workspace_get_bindings (self->workspace), slot, issuer, error))
    return FALSE;

  expect_pinned_issuer (self, self->config);
  return TRUE;
}

gboolean
rh_connection_note_iss_promise (RhConnection *self,
                                const char *issuer,
                                gboolean promised,
                                GError **error)
{
  RhBindings *bindings = rh_workspace_get_bindings (self->workspace);
  g_autofree char *slot = g_strconcat (ISS_PROMISE, issuer, NULL);
  gboolean kept = promised ? rh_bindings_allow (bindings, slot, issuer, error)
                           : rh_bindings_forget (bindings, slot, error);

  if (kept && self->config != NULL)
    require_promised_iss (self, self->config);

  return kept;
}

const char *
rh_connection_get_service_value (RhConnection *self, const char *field)
{
  return get_service_value (self, field);
}

void
rh_connection_set_sign_in (RhConnection *self,
                           RhSignInOperation *sign_in,
                           GCancellable *cancellable)
{
  g_set_object (&self->sign_in, sign_in);
  g_set_object (&self->sign_in_cancellable, cancellable);
  update (self);
}

void
rh_connection_set_pending (RhConnection *self, RhToken *token)
{
  drop_pending (self);
  self->pending = token == NULL ? NULL : rh_token_ref (token);
}

RhToken *
rh_connection_steal_pending (RhConnection *self)
{
  return g_steal_pointer (&self->pending);
}

void
rh_connection_set_problem (RhConnection *self, const GError *problem)
{
  set_problem (self, problem == NULL ? NULL : g_error_copy (problem));
}

void
rh_connection_set_was_revoked (RhConnection *self, gboolean revoked)
{
  self->was_revoked = revoked;
}

void
rh_connection_secret_changed (RhConnection *self, gboolean is_kept)
{
  drop_source (self);
  update (self);
  g_signal_emit (self, signals[SECRET_CHANGED], 0, is_kept);
}

void
rh_connection_answered (RhConnection *self, gpointer sender)
{
  g_signal_emit (self, signals[ANSWERED], 0, sender);
}

/* Object */

static void
rh_connection_dispose (GObject *object)
{
  RhConnection *self = RH_CONNECTION (object);

  drop_source (self);
  g_clear_object (&self->sign_in);
  g_clear_object (&self->sign_in_cancellable);
  g_clear_object (&self->plain);
  g_clear_object (&self->record);
  g_clear_object (&self->environment);
  g_clear_object (&self->collection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_connection_parent_class)->dispose (object);
}

static void
rh_connection_finalize (GObject *object)
{
  RhConnection *self = RH_CONNECTION (object);

  g_clear_pointer (&self->digests, rh_digest_memory_unref);
  g_ptr_array_unref (self->waiting);
  g_clear_error (&self->problem);
  g_free (self->account);
  g_free (self->scope);
  g_free (self->secret_slot);
  g_free (self->client_auth);
  g_free (self->label);
  g_free (self->name);

  G_OBJECT_CLASS (rh_connection_parent_class)->finalize (object);
}

static void
rh_connection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  RhConnection *self = RH_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (int) self->state);
      break;
    case PROP_ACCOUNT:
      g_value_set_string (value, self->account);
      break;
    case PROP_SCOPE:
      g_value_set_string (value, self->scope);
      break;
    case PROP_PROBLEM:
      g_value_set_boxed (value, rh_connection_get_problem (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
rh_connection_class_init (RhConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = rh_connection_dispose;
  object_class->finalize = rh_connection_finalize;
  object_class->get_property = rh_connection_get_property;

  properties[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, RH_TYPE_CONNECTION_STATE,
                                              RH_CONNECTION_NOT_SET_UP, flags);
  properties[PROP_ACCOUNT] = g_param_spec_string ("account", NULL, NULL, NULL, flags);
  properties[PROP_SCOPE] = g_param_spec_string ("scope", NULL, NULL, NULL, flags);
  properties[PROP_PROBLEM] = g_param_spec_boxed ("problem", NULL, NULL, G_TYPE_ERROR, flags);

  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[SECRET_CHANGED]
      = g_signal_new ("secret-changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                      NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
  signals[ANSWERED] = g_signal_new ("answered", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_OBJECT);
}

static void
rh_connection_init (RhConnection *self)
{
  self->record = rh_flow_record_new ();
  self->waiting = g_ptr_array_new_with_free_func (g_object_unref);
}

RhConnection *
rh_connection_new (RhWorkspace *workspace,
                   RhCollection *collection,
                   RhEnvironment *environment,
                   const char *label)
{
  RhConnection *self = g_object_new (RH_TYPE_CONNECTION, NULL);

  self->workspace = g_object_ref (workspace);
  self->collection = g_object_ref (collection);
  self->environment = g_object_ref (environment);
  self->label = g_strdup (label);
  g_signal_connect_object (collection, "changed", G_CALLBACK (follow_variables), self,
                           G_CONNECT_SWAPPED);
  follow_variables (self);
  return self;
}

RhCollection *
rh_connection_get_collection (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  return self->collection;
}

RhEnvironment *
rh_connection_get_environment (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  return self->environment;
}

const char *
rh_connection_get_label (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), "");

  return self->label;
}

RhConnectionState
rh_connection_get_state (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), RH_CONNECTION_NOT_SET_UP);

  return self->state;
}

const char *
rh_connection_get_account (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  return self->account;
}

const char *
rh_connection_get_scope (RhConnection *self, gboolean *as_asked)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  if (as_asked != NULL)
    *as_asked = self->scope_as_asked;
  return self->scope;
}

gint64
rh_connection_get_seconds_left (RhConnection *self)
{
  RhToken *token;

  g_return_val_if_fail (RH_IS_CONNECTION (self), 0);

  token = current_token (self);
  return token == NULL
             ? 0
             : rh_token_get_seconds_left (token, rh_workspace_get_clock (self->workspace));
}

RhSecret *
rh_connection_peek_access_token (RhConnection *self)
{
  RhToken *token;

  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  token = current_token (self);
  return token == NULL ? NULL : rh_token_get_access_token (token);
}

gboolean
rh_connection_can_refresh (RhConnection *self)
{
  RhToken *token;

  g_return_val_if_fail (RH_IS_CONNECTION (self), FALSE);

  token = current_token (self);
  return token != NULL && rh_token_get_refresh_token (token) != NULL;
}

RhFlowRecord *
rh_connection_get_record (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  return self->record;
}

RhSignInOperation *
rh_connection_get_sign_in (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  return self->sign_in;
}

void
rh_connection_cancel_connect (RhConnection *self)
{
  g_return_if_fail (RH_IS_CONNECTION (self));

  g_cancellable_cancel (self->sign_in_cancellable);
}

gboolean
rh_connection_was_revoked (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), FALSE);

  return self->was_revoked;
}

const char *
rh_connection_get_header_prefix (RhConnection *self)
{
  const char *prefix;

  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  prefix = self->plain == NULL ? NULL : rh_oauth_config_get (self->plain, RH_OAUTH_HEADER_PREFIX);
  return prefix == NULL ? "Bearer" : prefix;
}

RhDigestMemory *
rh_connection_get_digests (RhConnection *self)
{
  g_return_val_if_fail (RH_IS_CONNECTION (self), NULL);

  if (self->digests == NULL)
    self->digests = rh_digest_memory_new ();

  return self->digests;
}
