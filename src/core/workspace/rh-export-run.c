/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One step after another: requests are read a few at a time, secrets and filled in requests are
 * fetched one by one, and then the format writes. */
#define G_LOG_DOMAIN "rh-export-run"

#include "config.h"

#include "workspace/rh-export-run.h"

#include "collection/rh-environment-chain.h"
#include "collection/rh-resolver.h"
#include "collection/rh-tree.h"
#include "workspace/rh-preview.h"
#include "workspace/rh-variable-secrets.h"

/* Requests between two looks at the main loop. */
#define SLICE 20

/* A secret variable, and where it is. */
typedef struct
{
  RhEnvironment *holder;
  gboolean of_environment;
  char *name;
} Secret;

typedef struct
{
  RhWorkspace *workspace;
  RhConnection *connection;
  const RhExportFormat *format;
  gboolean secrets;

  GPtrArray *items;    /* NULL: all */
  GPtrArray *requests; /* of RhRequestItem */
  GPtrArray *wanted;   /* of Secret */
  GHashTable *values;  /* key_of() → RhSecret */
  GHashTable *texts;   /* RhRequestItem, borrowed → RhPreview: those that were fetched */
  GHashTable *failed;  /* RhRequestItem, borrowed → GError: why not */
  RhPreview *shown;    /* the last that was not */
  guint next;          /* of what is done now */
} Run;

static void
secret_free (Secret *secret)
{
  g_object_unref (secret->holder);
  g_free (secret->name);
  g_free (secret);
}

static void
run_free (Run *run)
{
  g_clear_pointer (&run->shown, rh_preview_free);
  g_hash_table_unref (run->failed);
  g_hash_table_unref (run->texts);
  g_hash_table_unref (run->values);
  g_ptr_array_unref (run->wanted);
  g_clear_pointer (&run->requests, g_ptr_array_unref);
  g_clear_pointer (&run->items, g_ptr_array_unref);
  g_object_unref (run->connection);
  g_object_unref (run->workspace);
  g_free (run);
}

static Run *
run_new (RhWorkspace *workspace, RhConnection *connection, GPtrArray *items)
{
  Run *run = g_new0 (Run, 1);

  run->workspace = g_object_ref (workspace);
  run->connection = g_object_ref (connection);
  if (items != NULL)
    {
      run->items = g_ptr_array_new_with_free_func (g_object_unref);
      for (guint i = 0; i < items->len; i++)
        g_ptr_array_add (run->items, g_object_ref (g_ptr_array_index (items, i)));
    }
  run->wanted = g_ptr_array_new_with_free_func ((GDestroyNotify) secret_free);
  run->values
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rh_secret_unref);
  run->texts = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) rh_preview_free);
  run->failed = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_error_free);
  return run;
}

static RhCollection *
collection_of (Run *run)
{
  return rh_connection_get_collection (run->connection);
}

/* Writing */

static char *
key_of (RhEnvironment *holder, const char *name)
{
  return g_strdup_printf ("%p %s", (gpointer) holder, name);
}

static RhSecret *
secret_of (RhEnvironment *holder, const char *name, gpointer user_data)
{
  Run *run = user_data;
  g_autofree char *key = key_of (holder, name);

  return g_hash_table_lookup (run->values, key);
}

static RhPreview *
preview_of (Run *run, RhRequestItem *item, GError **error)
{
  const GError *problem = g_hash_table_lookup (run->failed, item);

  if (problem != NULL)
    {
      g_propagate_error (error, g_error_copy (problem));
      return NULL;
    }
  if (run->secrets)
    return g_hash_table_lookup (run->texts, item);

  g_clear_pointer (&run->shown, rh_preview_free);
  run->shown = rh_preview_new_for_others (run->workspace, run->connection, item, error);
  return run->shown;
}

static RhRequestText *
text_of (RhRequestItem *item, gpointer user_data, GError **error)
{
  RhPreview *preview = preview_of (user_data, item, error);

  return preview == NULL ? NULL : rh_preview_get_text (preview, error);
}

static void
write_text (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  RhEnvironment *environment = rh_connection_get_environment (run->connection);
  RhExportOptions options = {
    .collection = collection_of (run),
    .items = run->items,
    .environment = *rh_environment_get_name (environment) == '\0' ? NULL : environment,
    .secret = run->secrets ? secret_of : NULL,
    .text = text_of,
    .user_data = run,
  };
  GError *error = NULL;
  RhExport *written = rh_export_write (run->format, &options, &error);

  if (written == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, written, (GDestroyNotify) rh_export_free);
}

/* Requests with what is secret in them */

static void fetch_text (GTask *task);

static void
text_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  gpointer item = g_ptr_array_index (run->requests, run->next);
  GError *error = NULL;
  RhPreview *preview = rh_preview_fetch_finish (result, &error);

  /* one that cannot be filled in is left out by the format; all else would be so for all */
  if (preview != NULL)
    g_hash_table_insert (run->texts, item, preview);
  else if (error->domain == RH_TEMPLATE_ERROR || error->domain == RH_RESOLVER_ERROR
           || error->domain == RH_HTTP_ERROR)
    g_hash_table_insert (run->failed, item, error);
  else
    {
      g_task_return_error (task, error);
      return;
    }

  run->next++;
  fetch_text (g_object_ref (task));
}

/* Takes @task. */
static void
fetch_text (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  if (run->next >= run->requests->len)
    {
      write_text (task);
      g_object_unref (task);
      return;
    }

  rh_preview_fetch_async (run->workspace, run->connection,
                          g_ptr_array_index (run->requests, run->next),
                          g_task_get_cancellable (task), text_cb, task);
}

/* Secret variables */

static void fetch_secret (GTask *task);

static void
secret_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  const Secret *secret = g_ptr_array_index (run->wanted, run->next);
  GError *error = NULL;
  RhSecret *value
      = rh_variable_secrets_lookup_finish (RH_VARIABLE_SECRETS (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (value != NULL)
    g_hash_table_insert (run->values, key_of (secret->holder, secret->name), value);

  run->next++;
  fetch_secret (g_object_ref (task));
}

/* Takes @task. */
static void
fetch_secret (GTask *task)
{
  Run *run = g_task_get_task_data (task);
  g_autoptr (RhVariableSecrets) secrets = NULL;
  Secret *secret;

  if (run->next >= run->wanted->len)
    {
      write_text (task);
      g_object_unref (task);
      return;
    }

  secret = g_ptr_array_index (run->wanted, run->next);
  secrets = rh_variable_secrets_new (
      rh_workspace_get_keyring (run->workspace), rh_workspace_get_bindings (run->workspace),
      collection_of (run), secret->holder,
      secret->of_environment ? NULL : rh_connection_get_environment (run->connection));
  rh_variable_secrets_lookup_async (secrets, secret->name, g_task_get_cancellable (task), secret_cb,
                                    task);
}

static void
want_scope (Run *run, RhEnvironment *holder, gboolean of_environment)
{
  GListModel *variables = rh_environment_get_variables (holder);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);
      Secret *secret;

      if (!rh_variable_is_secret (variable))
        continue;
      secret = g_new0 (Secret, 1);
      secret->holder = g_object_ref (holder);
      secret->of_environment = of_environment;
      secret->name = g_strdup (rh_variable_get_name (variable));
      g_ptr_array_add (run->wanted, secret);
    }
}

/* Of all folders: those around what is chosen are written too. */
static void
want_folder (Run *run, RhFolder *folder)
{
  GListModel *items = rh_folder_get_items (folder);

  want_scope (run, rh_folder_get_scope (folder), FALSE);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (!RH_IS_FOLDER (item))
        return; /* folders come first */
      want_folder (run, RH_FOLDER (item));
    }
}

static void
want_all (Run *run)
{
  g_autoptr (GPtrArray) chain = rh_environment_chain_new (
      collection_of (run), rh_connection_get_environment (run->connection), NULL);

  if (run->format->environment != RH_EXPORT_ENVIRONMENT_UNUSED)
    for (guint i = 0; i < chain->len; i++)
      want_scope (run, g_ptr_array_index (chain, i), TRUE);
  if (run->format->environment == RH_EXPORT_ENVIRONMENT_NEEDED)
    return;

  want_folder (run, rh_collection_get_root (collection_of (run)));
  for (guint i = 0; i < run->requests->len; i++)
    want_scope (run, rh_request_item_get_scope (g_ptr_array_index (run->requests, i)), FALSE);
}

/* Reading */

static GPtrArray *
list_requests (Run *run)
{
  RhExportOptions options = { .collection = collection_of (run), .items = run->items };
  g_autoptr (GPtrArray) items = rh_export_dup_items (&options);
  GPtrArray *requests = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < items->len; i++)
    g_ptr_array_extend_and_steal (requests, rh_tree_dup_requests (g_ptr_array_index (items, i)));
  return requests;
}

static void
go_on (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  run->next = 0;
  if (!run->secrets)
    write_text (task);
  else if (run->format->needs_text)
    fetch_text (g_object_ref (task));
  else
    {
      want_all (run);
      fetch_secret (g_object_ref (task));
    }
}

static gboolean
read_cb (gpointer user_data)
{
  GTask *task = user_data;
  Run *run = g_task_get_task_data (task);

  if (g_task_return_error_if_cancelled (task))
    return G_SOURCE_REMOVE;

  for (guint i = 0; i < SLICE && run->next < run->requests->len; i++)
    rh_request_item_load (g_ptr_array_index (run->requests, run->next++));
  if (run->next < run->requests->len)
    return G_SOURCE_CONTINUE;

  go_on (task);
  return G_SOURCE_REMOVE;
}

void
rh_export_run_async (RhWorkspace *workspace,
                     RhConnection *connection,
                     const RhExportFormat *format,
                     GPtrArray *items,
                     gboolean secrets,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task;
  Run *run;

  g_return_if_fail (RH_IS_WORKSPACE (workspace));
  g_return_if_fail (RH_IS_CONNECTION (connection));
  g_return_if_fail (format != NULL);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_export_run_async);
  run = run_new (workspace, connection, items);
  run->format = format;
  run->secrets = secrets;
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  /* a folder that is new to this user has no use of what is kept */
  if (secrets && !rh_collection_is_accepted (collection_of (run)))
    {
      g_task_return_new_error_literal (task, RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED, "");
      g_object_unref (task);
      return;
    }
  run->requests = format->environment == RH_EXPORT_ENVIRONMENT_NEEDED ? g_ptr_array_new ()
                                                                      : list_requests (run);
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, read_cb, task, g_object_unref);
}

RhExport *
rh_export_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
