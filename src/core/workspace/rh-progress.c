/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Watches settings, connection and requests of one environment, and keeps the fact that each step
 * was seen by. */
#define G_LOG_DOMAIN "rh-progress"

#include "config.h"

#include "workspace/rh-progress.h"

#include "collection/rh-tree.h"
#include "text/rh-url.h"
#include "workspace/rh-connection-private.h"
#include "workspace/rh-refused.h"

/* Requests of the history that are looked at, the newest first. */
#define MAX_ENTRIES 50

struct _RhProgress
{
  GObject parent_instance;

  /* owned */
  RhWorkspace *workspace;
  RhConnection *connection;
  RhHistory *history; /* while its newest requests are looked at; NULL */
  GQueue waiting;     /* of RhHistoryEntry that may prove it, the next one first */
  RhRefusal *refusal; /* of the last request; NULL */
  GError *error;      /* of the last request; NULL */

  /* plain */
  RhStepFact facts[RH_N_STEPS];
  RhConnectionState state;
  gboolean has_secret; /* as far as it was looked for */
  guint status;        /* of the last request that failed; 0 */
  guint idle;          /* looks at one of those that wait */
  guint n_looked;
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhProgress, rh_progress, G_TYPE_OBJECT)

static void
emit_changed (RhProgress *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

static gint64
get_now (RhProgress *self)
{
  const RhClock *clock = rh_workspace_get_clock (self->workspace);

  return clock->real (clock->user_data);
}

/* Register */

static gboolean
has_no_secret (RhProgress *self)
{
  g_autofree char *auth = rh_connection_dup_setting (self->connection, RH_OAUTH_BLOCK_CLIENT_AUTH);

  return g_str_equal (auth, "none")
         || rh_connection_get_service_value (self->connection, RH_SERVICE_PUBLIC_CLIENT_SECRET)
                != NULL;
}

/* A token is proof that the credentials were there, wherever they are. */
static void
update_register (RhProgress *self, gint64 when)
{
  RhStepFact *fact = &self->facts[RH_STEP_REGISTER];
  g_autofree char *client_id = rh_connection_dup_setting (self->connection, RH_OAUTH_CLIENT_ID);
  gboolean is_public = has_no_secret (self);
  gboolean reached = *client_id != '\0'
                     && (is_public || self->has_secret || self->facts[RH_STEP_CONNECT].reached);

  if (reached && fact->reached && g_strcmp0 (fact->client_id, client_id) == 0
      && fact->is_public == is_public)
    return;

  rh_step_fact_clear (fact);
  fact->reached = reached;
  fact->when = reached ? when : 0;
  fact->is_public = is_public;
  fact->client_id = *client_id == '\0' ? NULL : g_steal_pointer (&client_id);
}

/* Connect */

static void
update_connect (RhProgress *self)
{
  RhStepFact *fact = &self->facts[RH_STEP_CONNECT];
  RhConnectionState state = rh_connection_get_state (self->connection);
  gboolean is_new = self->state == RH_CONNECTION_CONNECTING && state == RH_CONNECTION_CONNECTED;
  gint64 when = is_new ? get_now (self) : fact->when;

  self->state = state;
  rh_step_fact_clear (fact);
  fact->reached = state == RH_CONNECTION_CONNECTED;
  if (!fact->reached)
    return;

  fact->when = when;
  fact->account = g_strdup (rh_connection_get_account (self->connection));
  fact->scope = g_strdup (rh_connection_get_scope (self->connection, &fact->scope_as_asked));
}

static void
connection_changed_cb (RhProgress *self)
{
  update_connect (self);
  update_register (self, self->facts[RH_STEP_CONNECT].when);
  emit_changed (self);
}

static void
settings_changed_cb (RhProgress *self)
{
  update_register (self, get_now (self));
  emit_changed (self);
}

static void
secret_changed_cb (RhProgress *self, gboolean is_kept)
{
  self->has_secret = is_kept;
  update_register (self, get_now (self));
  emit_changed (self);
}

/* Call */

static void
forget_failure (RhProgress *self)
{
  g_clear_pointer (&self->refusal, rh_refusal_free);
  g_clear_error (&self->error);
  self->status = 0;
}

static void
answered_cb (RhProgress *self, RhSender *sender)
{
  RhExchange *exchange = rh_sender_get_exchange (sender);
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  const GError *error = rh_exchange_get_error (exchange);

  forget_failure (self);
  if (rh_sender_uses_token (sender)
      && rh_step_fact_read_exchange (&self->facts[RH_STEP_CALL], exchange))
    {
      emit_changed (self);
      return;
    }

  self->refusal = rh_refused_explain (sender, self->connection);
  self->error = error == NULL ? NULL : g_error_copy (error);
  self->status = hop == NULL ? 0 : rh_hop_get_status (hop);
  emit_changed (self);
}

/* As far as its line says; the rest is read only then. */
static gboolean
may_prove (RhProgress *self, const RhHistoryFacts *line)
{
  RhEnvironment *environment = rh_connection_get_environment (self->connection);

  return line->outcome == RH_HISTORY_OUTCOME_DONE && line->status >= 200 && line->status < 300
         && line->size > 0
         && g_str_equal (line->environment, rh_environment_get_name (environment));
}

static void
stop_looking (RhProgress *self)
{
  if (self->history != NULL)
    g_signal_handlers_disconnect_by_data (self->history, self);
  g_clear_handle_id (&self->idle, g_source_remove);
  g_queue_clear_full (&self->waiting, g_object_unref);
  g_clear_object (&self->history);
}

static void
look_at (RhProgress *self, RhHistoryEntry *entry)
{
  const RhHistoryFacts *line = rh_history_entry_get_facts (entry);
  g_autoptr (RhHistoryContent) content = rh_history_load (self->history, entry, NULL);

  self->n_looked++;
  if (content != NULL && rh_step_fact_read_history (&self->facts[RH_STEP_CALL], line, content))
    emit_changed (self);
}

/* One file a turn of the main loop. */
static gboolean
look_idle_cb (gpointer user_data)
{
  RhProgress *self = user_data;
  g_autoptr (RhHistoryEntry) entry = g_queue_pop_head (&self->waiting);

  if (entry != NULL && !self->facts[RH_STEP_CALL].reached)
    look_at (self, entry);
  if (!g_queue_is_empty (&self->waiting) && !self->facts[RH_STEP_CALL].reached)
    return G_SOURCE_CONTINUE;

  self->idle = 0;
  if (self->facts[RH_STEP_CALL].reached || self->n_looked >= MAX_ENTRIES)
    stop_looking (self);
  return G_SOURCE_REMOVE;
}

static void
look_cb (RhProgress *self, guint position, guint removed, guint added)
{
  GListModel *entries = G_LIST_MODEL (self->history);

  for (guint i = 0; i < added && self->n_looked + g_queue_get_length (&self->waiting) < MAX_ENTRIES;
       i++)
    {
      g_autoptr (RhHistoryEntry) entry = g_list_model_get_item (entries, position + i);

      if (may_prove (self, rh_history_entry_get_facts (entry)))
        g_queue_push_tail (&self->waiting, g_steal_pointer (&entry));
    }

  if (!g_queue_is_empty (&self->waiting) && self->idle == 0)
    self->idle = g_idle_add (look_idle_cb, self);
}

static void
look_at_history (RhProgress *self)
{
  RhHistory *history
      = rh_workspace_get_history (self->workspace, rh_connection_get_collection (self->connection));

  if (self->facts[RH_STEP_CALL].reached || self->history != NULL)
    return;

  self->history = g_object_ref (history);
  g_signal_connect_object (history, "items-changed", G_CALLBACK (look_cb), self, G_CONNECT_SWAPPED);
  rh_history_open (history);
  look_cb (self, 0, 0, g_list_model_get_n_items (G_LIST_MODEL (history)));
}

/* Object */

static void
rh_progress_dispose (GObject *object)
{
  RhProgress *self = RH_PROGRESS (object);

  stop_looking (self);
  g_clear_object (&self->connection);
  g_clear_object (&self->workspace);

  G_OBJECT_CLASS (rh_progress_parent_class)->dispose (object);
}

static void
rh_progress_finalize (GObject *object)
{
  RhProgress *self = RH_PROGRESS (object);

  forget_failure (self);
  for (guint i = 0; i < RH_N_STEPS; i++)
    rh_step_fact_clear (&self->facts[i]);

  G_OBJECT_CLASS (rh_progress_parent_class)->finalize (object);
}

static void
rh_progress_class_init (RhProgressClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_progress_dispose;
  object_class->finalize = rh_progress_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_progress_init (RhProgress *self)
{
  g_queue_init (&self->waiting);
  for (guint i = 0; i < RH_N_STEPS; i++)
    self->facts[i].n_items = -1;
}

RhProgress *
rh_progress_new (RhWorkspace *workspace, RhConnection *connection)
{
  RhProgress *self;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);
  g_return_val_if_fail (RH_IS_CONNECTION (connection), NULL);

  self = g_object_new (RH_TYPE_PROGRESS, NULL);
  self->workspace = g_object_ref (workspace);
  self->connection = g_object_ref (connection);
  self->state = rh_connection_get_state (connection);
  g_signal_connect_object (connection, "notify", G_CALLBACK (connection_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "secret-changed", G_CALLBACK (secret_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (connection, "answered", G_CALLBACK (answered_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (rh_connection_get_collection (connection), "changed",
                           G_CALLBACK (settings_changed_cb), self, G_CONNECT_SWAPPED);
  update_connect (self);
  update_register (self, 0);
  return self;
}

RhConnection *
rh_progress_get_connection (RhProgress *self)
{
  g_return_val_if_fail (RH_IS_PROGRESS (self), NULL);

  return self->connection;
}

const RhStepFact *
rh_progress_get_fact (RhProgress *self, RhStep step)
{
  g_return_val_if_fail (RH_IS_PROGRESS (self), NULL);
  g_return_val_if_fail (step < RH_N_STEPS, NULL);

  return &self->facts[step];
}

RhStep
rh_progress_get_next (RhProgress *self)
{
  RhStep step = RH_STEP_REGISTER;

  g_return_val_if_fail (RH_IS_PROGRESS (self), RH_N_STEPS);

  while (step < RH_N_STEPS && self->facts[step].reached)
    step++;

  return step;
}

guint
rh_progress_get_n_looked (RhProgress *self)
{
  g_return_val_if_fail (RH_IS_PROGRESS (self), 0);

  return self->n_looked;
}

/* Loading */

static void
end_load (GTask *task, const GError *error)
{
  RhProgress *self = g_task_get_source_object (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_error_copy (error));
      return;
    }

  look_at_history (self);
  connection_changed_cb (self);
  g_task_return_boolean (task, TRUE);
}

static void
token_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  g_autoptr (GError) error = NULL;

  rh_connection_finish (RH_CONNECTION (source), result, &error);
  end_load (task, error);
}

static void
secret_loaded_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhProgress *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (RhSecret) secret
      = rh_connection_get_client_secret_finish (RH_CONNECTION (source), result, &error);

  if (error != NULL)
    {
      end_load (task, error);
      return;
    }

  self->has_secret = secret != NULL;
  update_register (self, 0);
  rh_connection_load_async (self->connection, cancellable, token_loaded_cb,
                            g_steal_pointer (&task));
}

void
rh_progress_load_async (RhProgress *self,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char *client_id = NULL;

  g_return_if_fail (RH_IS_PROGRESS (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_progress_load_async);
  client_id = rh_connection_dup_setting (self->connection, RH_OAUTH_CLIENT_ID);
  if (*client_id == '\0')
    end_load (task, NULL);
  else
    rh_connection_get_client_secret_async (self->connection, cancellable, secret_loaded_cb,
                                           g_steal_pointer (&task));
}

gboolean
rh_progress_load_finish (RhProgress *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Causes */

/* What the browser did last: RH_FLOW_AUTHORIZATION_REQUEST, it was sent off, or RH_FLOW_REDIRECT,
 * it came back. FALSE: neither. */
static gboolean
find_leg (RhProgress *self, RhFlowKind *kind)
{
  GListModel *record = G_LIST_MODEL (rh_connection_get_record (self->connection));

  for (guint i = g_list_model_get_n_items (record); i > 0; i--)
    {
      g_autoptr (RhFlowMessage) message = g_list_model_get_item (record, i - 1);

      *kind = rh_flow_message_get_kind (message);
      if (*kind == RH_FLOW_REDIRECT || *kind == RH_FLOW_AUTHORIZATION_REQUEST)
        return TRUE;
    }

  return FALSE;
}

/* Nobody waits any more for a browser that never came back: whoever saw an error in it ends the
 * wait and does not sit it out. */
static GError *
find_silence (RhProgress *self)
{
  RhFlowKind kind;

  if (rh_progress_get_next (self) > RH_STEP_CONNECT
      || rh_connection_get_state (self->connection) == RH_CONNECTION_CONNECTING
      || !find_leg (self, &kind) || kind == RH_FLOW_REDIRECT)
    return NULL;

  return g_error_new_literal (RH_OAUTH_ERROR, RH_OAUTH_ERROR_TIMED_OUT, "");
}

static gboolean
is_foreign (RhProgress *self)
{
  g_autofree char *redirect_uri
      = rh_connection_dup_setting (self->connection, RH_OAUTH_REDIRECT_URI);
  g_autofree char *listen_uri = rh_connection_dup_setting (self->connection, RH_OAUTH_LISTEN_URI);
  g_autoptr (RhUrl) url = rh_url_parse_http (redirect_uri, NULL);

  return *listen_uri == '\0' && url != NULL && !rh_url_is_loopback (url);
}

/* Another environment of the collection with this client ID at another server: borrowed, NULL. */
static const char *
find_other (RhProgress *self)
{
  RhCollection *collection = rh_connection_get_collection (self->connection);
  GListModel *environments = rh_collection_get_environments (collection);
  g_autofree char *client_id = rh_connection_dup_setting (self->connection, RH_OAUTH_CLIENT_ID);
  g_autofree char *token_url = rh_connection_dup_setting (self->connection, RH_OAUTH_TOKEN_URL);

  for (guint i = 0; *client_id != '\0' && i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autoptr (RhConnection) other
          = rh_workspace_get_connection (self->workspace, collection, environment);
      g_autofree char *other_id = rh_connection_dup_setting (other, RH_OAUTH_CLIENT_ID);
      g_autofree char *other_url = rh_connection_dup_setting (other, RH_OAUTH_TOKEN_URL);

      if (g_str_equal (client_id, other_id) && !g_str_equal (token_url, other_url))
        return rh_environment_get_name (environment);
    }

  return NULL;
}

RhCause *
rh_progress_explain (RhProgress *self)
{
  RhCauseInput input = { 0 };
  g_autoptr (GError) silence = NULL;
  RhFlowKind kind;

  g_return_val_if_fail (RH_IS_PROGRESS (self), NULL);

  silence = find_silence (self);
  input.error = rh_connection_get_problem (self->connection);
  if (input.error == NULL)
    input.error = silence != NULL ? silence : self->error;
  input.came_back = find_leg (self, &kind) && kind == RH_FLOW_REDIRECT;
  input.is_foreign = is_foreign (self);
  input.other_name = find_other (self);
  input.status = self->status;
  input.refusal = self->refusal;
  return rh_cause_find (&input);
}

/* Whether @item is at "Folder/Request". */
static gboolean
is_at (RhRequestItem *item, const char *path)
{
  RhFolder *folder = rh_request_item_get_parent (item);
  g_autofree char *own = g_strconcat (folder == NULL ? "" : rh_folder_get_name (folder), "/",
                                      rh_request_item_get_name (item), NULL);

  return g_str_equal (own, path);
}

static const char *
get_first_call (RhProgress *self)
{
  RhEnvironment *environment = rh_connection_get_environment (self->connection);
  RhService *service
      = rh_workspace_get_service (self->workspace, rh_environment_get_service (environment));

  return service == NULL ? "" : rh_service_get_first_call (service);
}

RhRequestItem *
rh_progress_find_request (RhProgress *self)
{
  RhCollection *collection;
  const char *first;
  g_autoptr (GPtrArray) all = NULL;

  g_return_val_if_fail (RH_IS_PROGRESS (self), NULL);

  collection = rh_connection_get_collection (self->connection);
  first = get_first_call (self);
  all = rh_tree_dup_requests (G_OBJECT (rh_collection_get_root (collection)));
  for (guint i = 0; i < all->len; i++)
    if (is_at (all->pdata[i], first))
      return all->pdata[i]; /* the collection keeps it */
  for (guint i = 0; i < all->len; i++)
    if (g_str_equal (rh_request_item_get_method (all->pdata[i]), "GET"))
      return all->pdata[i];

  return all->len > 0 ? all->pdata[0] : NULL;
}
