/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a program holds. */
#define G_LOG_DOMAIN "rh-workspace"

#include "config.h"

#include "workspace/rh-workspace.h"

#include "http/rh-loopback-server.h"
#include "http/rh-soup-transport.h"
#include "secret/rh-memory-keyring.h"
#include "text/rh-url.h"
#include "workspace/rh-connection-private.h"
#include "workspace/rh-service-collection.h"
#include "workspace/rh-starter.h"

#include <string.h>

struct _RhWorkspace
{
  GObject parent_instance;

  /* owned */
  RhKeyring *keyring;
  RhKeyring *practice_keyring; /* in memory */
  RhUriOpener *opener;
  GFile *state_dir;
  GListModel *services;
  GStrv service_problems; /* NULL: none */
  RhCollections *open;
  RhDrafts *drafts; /* NULL: none are kept */
  RhBindings *bindings;
  RhGuard *guard;
  RhNetworkRules *network_rules;
  RhCookieStore *cookies; /* by identity_key() */
  RhAccounts *accounts;
  RhPracticeServer *practice;
  RhTransport *oauth_transport;
  GHashTable *histories;      /* ID → RhHistory */
  GHashTable *runtimes;       /* identity_key() → RhRuntimeVariables */
  GHashTable *api_transports; /* identity_key() → RhTransport */

  /* borrowed */
  GHashTable *connections; /* identity_key() → RhConnection, while somebody holds it */
  const RhClock *clock;

  /* plain */
  RhHistoryLimits history_limits;
  gboolean practice_elsewhere;
};

G_DEFINE_FINAL_TYPE (RhWorkspace, rh_workspace, G_TYPE_OBJECT)

/* Collections */

RhCollections *
rh_workspace_get_open (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->open;
}

GListModel *
rh_workspace_get_collections (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return rh_collections_get_list (self->open);
}

void
rh_workspace_keep_drafts (RhWorkspace *self)
{
  g_return_if_fail (RH_IS_WORKSPACE (self));

  if (self->drafts != NULL)
    return;

  self->drafts = rh_drafts_new (self->state_dir);
  rh_drafts_follow (self->drafts, self->open);
}

RhDrafts *
rh_workspace_get_drafts (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->drafts;
}

gboolean
rh_workspace_flush_drafts (RhWorkspace *self, GError **error)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), FALSE);

  return self->drafts == NULL || rh_drafts_flush (self->drafts, error);
}

gboolean
rh_workspace_flush (RhWorkspace *self, GError **error)
{
  GHashTableIter iter;
  gpointer history;
  gboolean done;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), FALSE);

  g_hash_table_iter_init (&iter, self->histories);
  while (g_hash_table_iter_next (&iter, NULL, &history))
    rh_history_flush (history);

  /* what cannot be written there is kept as a draft */
  done = rh_collections_flush (self->open, error);
  return rh_workspace_flush_drafts (self, done ? error : NULL) && done;
}

typedef struct
{
  RhService *service;
  GListModel *services;
} Filling;

static void
fill_cb (RhCollection *collection, gpointer user_data)
{
  const Filling *filling = user_data;

  rh_service_collection_fill (collection, filling->service, filling->services);
}

RhCollection *
rh_workspace_create_collection (RhWorkspace *self,
                                GFile *folder,
                                const char *name,
                                RhService *service,
                                GError **error)
{
  Filling filling;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (service == NULL || RH_IS_SERVICE (service), NULL);

  filling = (Filling) { service, self->services };
  return rh_collections_create (self->open, folder, name, service == NULL ? NULL : fill_cb,
                                &filling, error);
}

RhCollection *
rh_workspace_get_starter (RhWorkspace *self)
{
  return rh_workspace_get_starter_of (self, RH_SERVICE_PRACTICE);
}

RhCollection *
rh_workspace_get_starter_of (RhWorkspace *self, const char *service_id)
{
  g_autofree char *id = NULL;
  g_autoptr (RhCollection) fresh = NULL;
  RhCollection *found;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (service_id != NULL, NULL);

  found = rh_collections_get_starter (self->open);
  if (found != NULL)
    return found;

  id = rh_collections_dup_starter_id (self->open);
  fresh = rh_starter_new (id, service_id, self->services);
  rh_collections_add_starter (self->open, fresh);
  return fresh; /* the list keeps it */
}

/* Connections */

/* Lengths come first, so that no two of them spell the same. */
static char *
identity_key (RhCollection *collection, RhEnvironment *environment, const char *account)
{
  const char *id = rh_collection_get_id (collection);
  const char *name = rh_environment_get_name (environment);

  return g_strdup_printf ("%" G_GSIZE_FORMAT ":%s/%" G_GSIZE_FORMAT ":%s/%s", strlen (id), id,
                          strlen (name), name, account);
}

/* The connection may have held the last reference to the workspace, so this one holds the table. */
static void
connection_gone_cb (gpointer user_data, GObject *gone)
{
  g_autoptr (GHashTable) connections = user_data;
  GHashTableIter iter;
  gpointer connection;

  g_hash_table_iter_init (&iter, connections);
  while (g_hash_table_iter_next (&iter, NULL, &connection))
    if (connection == gone)
      g_hash_table_iter_remove (&iter);
}

RhConnection *
rh_workspace_get_connection (RhWorkspace *self,
                             RhCollection *collection,
                             RhEnvironment *environment)
{
  return rh_workspace_get_connection_as (self, collection, environment, "");
}

RhConnection *
rh_workspace_get_connection_as (RhWorkspace *self,
                                RhCollection *collection,
                                RhEnvironment *environment,
                                const char *account)
{
  g_autofree char *key = NULL;
  RhConnection *connection;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  key = identity_key (collection, environment, account);
  connection = g_hash_table_lookup (self->connections, key);
  /* an environment that was given the name of another one is not that one */
  if (connection != NULL && rh_connection_get_environment (connection) == environment)
    return g_object_ref (connection);

  connection = rh_connection_new (self, collection, environment, account);
  g_object_weak_ref (G_OBJECT (connection), connection_gone_cb,
                     g_hash_table_ref (self->connections));
  g_hash_table_insert (self->connections, g_steal_pointer (&key), connection);
  return connection;
}

GPtrArray *
rh_workspace_list_connections (RhWorkspace *self)
{
  GPtrArray *connections = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer connection;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), connections);

  g_hash_table_iter_init (&iter, self->connections);
  while (g_hash_table_iter_next (&iter, NULL, &connection))
    g_ptr_array_add (connections, g_object_ref (connection));

  return connections;
}

RhTransport *
rh_workspace_get_oauth_transport (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  if (self->oauth_transport == NULL)
    {
      self->oauth_transport = rh_soup_transport_new ();
      rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (self->oauth_transport),
                                    RH_NETWORK_POLICY (self->network_rules), TRUE);
    }

  return self->oauth_transport;
}

RhCookieJar *
rh_workspace_get_cookie_jar (RhWorkspace *self,
                             RhCollection *collection,
                             RhEnvironment *environment,
                             const char *account)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  key = identity_key (collection, environment, account);

  return rh_cookie_store_get_jar (self->cookies, key);
}

RhCookieJar *
rh_workspace_peek_cookie_jar (RhWorkspace *self,
                              RhCollection *collection,
                              RhEnvironment *environment,
                              const char *account)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  key = identity_key (collection, environment, account);

  return rh_cookie_store_peek_jar (self->cookies, key);
}

/* Whichever comes first, and the other does nothing. */
typedef struct
{
  guint timer; /* 0: it is over */
} Settling;

static void
give_up_cb (gpointer user_data)
{
  GTask *task = user_data;
  Settling *settling = g_task_get_task_data (task);

  g_warning ("The keyring did not answer in time: the last cookies may not be kept");
  settling->timer = 0;
  g_task_return_boolean (task, FALSE);
}

static void
settled_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Settling *settling = g_task_get_task_data (task);

  rh_cookie_store_settle_finish (RH_COOKIE_STORE (source), result);
  if (settling->timer == 0)
    return;

  g_clear_handle_id (&settling->timer, g_source_remove);
  g_task_return_boolean (task, TRUE);
}

void
rh_workspace_settle_async (RhWorkspace *self,
                           guint seconds,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Settling *settling;
  GTask *task;

  g_return_if_fail (RH_IS_WORKSPACE (self));

  task = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (task, rh_workspace_settle_async);
  settling = g_new0 (Settling, 1);
  g_task_set_task_data (task, settling, g_free);
  settling->timer = g_timeout_add_seconds_once (seconds, give_up_cb, task);
  rh_cookie_store_settle_async (self->cookies, settled_cb, task);
}

gboolean
rh_workspace_settle_finish (RhWorkspace *self, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

gboolean
rh_workspace_keeps_cookies (RhWorkspace *self,
                            RhCollection *collection,
                            RhEnvironment *environment,
                            const char *account)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  key = identity_key (collection, environment, account);

  return rh_cookie_store_is_kept (self->cookies, key);
}

gboolean
rh_workspace_set_keeps_cookies (RhWorkspace *self,
                                RhCollection *collection,
                                RhEnvironment *environment,
                                const char *account,
                                gboolean keeps,
                                GError **error)
{
  g_autofree char *key = NULL;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), FALSE);
  g_return_val_if_fail (account != NULL, FALSE);

  key = identity_key (collection, environment, account);

  return rh_cookie_store_set_kept (self->cookies, key, keeps, error);
}

RhTransport *
rh_workspace_get_api_transport (RhWorkspace *self,
                                RhCollection *collection,
                                RhEnvironment *environment,
                                const char *account)
{
  g_autofree char *key = NULL;
  RhTransport *transport;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (account != NULL, NULL);

  key = identity_key (collection, environment, account);
  transport = g_hash_table_lookup (self->api_transports, key);
  if (transport == NULL)
    {
      transport = rh_soup_transport_new ();
      rh_soup_transport_set_policy (RH_SOUP_TRANSPORT (transport),
                                    RH_NETWORK_POLICY (self->network_rules), FALSE);
      rh_soup_transport_set_cookie_jar (
          RH_SOUP_TRANSPORT (transport),
          rh_workspace_get_cookie_jar (self, collection, environment, account));
      g_hash_table_insert (self->api_transports, g_steal_pointer (&key), transport);
    }

  return transport;
}

/* History */

static GFile *
get_history_dir (RhWorkspace *self)
{
  return g_file_get_child (self->state_dir, "history");
}

/* @id names a folder: one that was not made here could lead out of ours. */
static RhHistory *
get_history (RhWorkspace *self, const char *id)
{
  g_autoptr (GFile) parent = get_history_dir (self);
  g_autofree char *name = g_strdup (id);
  g_autoptr (GFile) folder = NULL;
  RhHistory *history = g_hash_table_lookup (self->histories, id);

  if (history != NULL)
    return history;

  g_strcanon (name, G_CSET_a_2_z G_CSET_A_2_Z G_CSET_DIGITS "-_", '_');
  folder = g_file_get_child (parent, name);
  history = rh_history_new (folder, self->clock);
  rh_history_set_limits (history, &self->history_limits);
  g_hash_table_insert (self->histories, g_strdup (id), history);
  return history;
}

RhHistory *
rh_workspace_get_history (RhWorkspace *self, RhCollection *collection)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  return get_history (self, rh_collection_get_id (collection));
}

void
rh_workspace_set_history_limits (RhWorkspace *self, const RhHistoryLimits *limits)
{
  GHashTableIter iter;
  gpointer history;

  g_return_if_fail (RH_IS_WORKSPACE (self));
  g_return_if_fail (limits != NULL);

  self->history_limits = *limits;
  g_hash_table_iter_init (&iter, self->histories);
  while (g_hash_table_iter_next (&iter, NULL, &history))
    rh_history_set_limits (history, limits);
}

void
rh_workspace_clear_history (RhWorkspace *self)
{
  g_autoptr (GFile) parent = NULL;
  g_autoptr (GDir) dir = NULL;
  const char *name;

  g_return_if_fail (RH_IS_WORKSPACE (self));

  parent = get_history_dir (self);
  dir = g_dir_open (g_file_peek_path (parent), 0, NULL);
  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    rh_history_clear (get_history (self, name));
}

RhRuntimeVariables *
rh_workspace_get_runtime (RhWorkspace *self, RhConnection *connection)
{
  g_autofree char *key = NULL;
  RhRuntimeVariables *runtime;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  key = identity_key (rh_connection_get_collection (connection),
                      rh_connection_get_environment (connection),
                      rh_connection_get_label (connection));
  runtime = g_hash_table_lookup (self->runtimes, key);
  if (runtime == NULL)
    {
      runtime = rh_runtime_variables_new ();
      g_hash_table_insert (self->runtimes, g_steal_pointer (&key), runtime);
    }

  return runtime;
}

/* The practice server */

void
rh_workspace_set_practice (RhWorkspace *self, RhPracticeServer *practice)
{
  g_return_if_fail (RH_IS_WORKSPACE (self));

  g_set_object (&self->practice, practice);
}

gboolean
rh_workspace_start_practice (RhWorkspace *self, GError **error)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), FALSE);

  if (self->practice == NULL)
    self->practice = rh_practice_server_new (NULL);

  return rh_practice_server_is_running (self->practice)
         || rh_practice_server_start (self->practice, error);
}

static gboolean
is_practice (RhWorkspace *self, const char *url)
{
  g_autofree char *standard = g_strdup_printf ("http://localhost:%d", RH_PRACTICE_DEFAULT_PORT);
  const char *own
      = self->practice == NULL ? NULL : rh_practice_server_get_base_url (self->practice);

  return rh_url_same_origin (url, own != NULL ? own : standard);
}

void
rh_workspace_set_practice_elsewhere (RhWorkspace *self, gboolean elsewhere)
{
  g_return_if_fail (RH_IS_WORKSPACE (self));

  self->practice_elsewhere = elsewhere;
}

void
rh_workspace_prepare_origin (RhWorkspace *self, const char *url)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (RH_IS_WORKSPACE (self));
  g_return_if_fail (url != NULL);

  if (!self->practice_elsewhere && is_practice (self, url)
      && !rh_workspace_start_practice (self, &error))
    g_message ("The practice server is not started: %s", error->message);
}

/* Object */

static void
rh_workspace_dispose (GObject *object)
{
  RhWorkspace *self = RH_WORKSPACE (object);

  g_clear_object (&self->practice);
  g_clear_object (&self->drafts);
  g_clear_object (&self->open);
  g_clear_object (&self->oauth_transport);
  g_hash_table_remove_all (self->api_transports);
  g_hash_table_remove_all (self->histories);

  G_OBJECT_CLASS (rh_workspace_parent_class)->dispose (object);
}

static void
rh_workspace_finalize (GObject *object)
{
  RhWorkspace *self = RH_WORKSPACE (object);

  /* each connection holds the workspace, so none is left */
  g_hash_table_unref (self->connections);
  g_hash_table_unref (self->api_transports);
  g_hash_table_unref (self->histories);
  g_hash_table_unref (self->runtimes);
  g_clear_object (&self->accounts);
  g_clear_object (&self->network_rules);
  g_clear_object (&self->cookies);
  g_clear_object (&self->guard);
  g_clear_object (&self->bindings);
  g_clear_object (&self->services);
  g_strfreev (self->service_problems);
  g_clear_object (&self->state_dir);
  g_clear_object (&self->opener);
  g_clear_object (&self->practice_keyring);
  g_clear_object (&self->keyring);

  G_OBJECT_CLASS (rh_workspace_parent_class)->finalize (object);
}

static void
rh_workspace_class_init (RhWorkspaceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rh_workspace_dispose;
  object_class->finalize = rh_workspace_finalize;
}

static void
rh_workspace_init (RhWorkspace *self)
{
  self->practice_keyring = rh_memory_keyring_new ();
  self->connections = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->api_transports = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->histories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->runtimes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->clock = rh_clock_get_system ();
}

RhWorkspace *
rh_workspace_new (RhKeyring *keyring,
                  RhUriOpener *opener,
                  GFile *data_dir,
                  GFile *state_dir,
                  GListModel *services)
{
  RhWorkspace *self;
  g_autoptr (GFile) bindings = NULL;
  g_autoptr (GFile) guard = NULL;
  g_autoptr (GFile) network = NULL;
  g_autoptr (GFile) cookies = NULL;
  g_autoptr (GFile) accounts = NULL;

  g_return_val_if_fail (RH_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (RH_IS_URI_OPENER (opener), NULL);
  g_return_val_if_fail (G_IS_FILE (data_dir) && G_IS_FILE (state_dir), NULL);
  g_return_val_if_fail (G_IS_LIST_MODEL (services), NULL);

  self = g_object_new (RH_TYPE_WORKSPACE, NULL);
  self->keyring = g_object_ref (keyring);
  self->opener = g_object_ref (opener);
  self->open = rh_collections_new (data_dir, state_dir);
  self->state_dir = g_object_ref (state_dir);
  self->services = g_object_ref (services);
  bindings = g_file_get_child (state_dir, "bindings.json");
  self->bindings = rh_bindings_new (bindings);
  guard = g_file_get_child (state_dir, "protected.json");
  self->guard = rh_guard_new (guard);
  network = g_file_get_child (state_dir, "network.json");
  self->network_rules = rh_network_rules_new (network, keyring);
  cookies = g_file_get_child (state_dir, "cookies.json");
  self->cookies = rh_cookie_store_new (cookies, keyring);
  accounts = g_file_get_child (state_dir, "accounts.json");
  self->accounts = rh_accounts_new (accounts);
  return self;
}

RhKeyring *
rh_workspace_get_keyring (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->keyring;
}

RhKeyring *
rh_workspace_get_token_keyring (RhWorkspace *self, RhEnvironment *environment)
{
  gboolean practice;

  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (environment), NULL);

  practice = g_str_equal (rh_environment_get_service (environment), RH_SERVICE_PRACTICE);
  return practice && !self->practice_elsewhere ? self->practice_keyring : self->keyring;
}

GListModel *
rh_workspace_get_services (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->services;
}

RhService *
rh_workspace_get_service (RhWorkspace *self, const char *id)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return rh_service_collection_find (self->services, id);
}

const char *const *
rh_workspace_get_service_problems (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return (const char *const *) self->service_problems;
}

void
rh_workspace_set_service_problems (RhWorkspace *self, const char *const *problems)
{
  g_return_if_fail (RH_IS_WORKSPACE (self));

  g_strfreev (self->service_problems);
  self->service_problems
      = problems == NULL || problems[0] == NULL ? NULL : g_strdupv ((GStrv) problems);
}

RhBindings *
rh_workspace_get_bindings (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->bindings;
}

RhGuard *
rh_workspace_get_guard (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->guard;
}

RhNetworkRules *
rh_workspace_get_network_rules (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->network_rules;
}

RhAccounts *
rh_workspace_get_accounts (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->accounts;
}

RhUriOpener *
rh_workspace_get_opener (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->opener;
}

GFile *
rh_workspace_get_state_dir (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->state_dir;
}

const RhClock *
rh_workspace_get_clock (RhWorkspace *self)
{
  g_return_val_if_fail (RH_IS_WORKSPACE (self), NULL);

  return self->clock;
}

void
rh_workspace_set_clock (RhWorkspace *self, const RhClock *clock)
{
  g_return_if_fail (RH_IS_WORKSPACE (self));
  g_return_if_fail (clock != NULL);

  self->clock = clock;
}
