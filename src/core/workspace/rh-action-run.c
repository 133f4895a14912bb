/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Picking is done first and in a thread, for a body may be large; then each value is put where it
 * belongs, one after the other. */
#define G_LOG_DOMAIN "rh-action-run"

#include "config.h"

#include "workspace/rh-action-run.h"

#include "collection/rh-selector.h"
#include "text/rh-redactor.h"
#include "text/rh-url.h"
#include "workspace/rh-variable-snapshot.h"

#include <string.h>

typedef struct
{
  RhAction *action;
  RhSecret *value; /* NULL: not picked */
  gboolean secret;
  GError *error;
} Pick;

typedef struct
{
  RhWorkspace *workspace;
  RhConnection *connection;
  RhCollection *collection;
  RhEnvironment *environment;
  RhHeaders *headers;
  GBytes *body;
  char *origin; /* of the response */
  GPtrArray *picks;
  GListStore *results;
  guint status;
  guint n_done;
} Run;

G_DEFINE_QUARK (rh_action_error, rh_action_error)

static void
pick_free (Pick *pick)
{
  g_object_unref (pick->action);
  g_clear_pointer (&pick->value, rh_secret_unref);
  g_clear_error (&pick->error);
  g_free (pick);
}

static void
run_free (Run *run)
{
  g_object_unref (run->workspace);
  g_object_unref (run->connection);
  g_object_unref (run->collection);
  g_object_unref (run->environment);
  g_object_unref (run->results);
  g_ptr_array_unref (run->picks);
  g_bytes_unref (run->body);
  rh_headers_unref (run->headers);
  g_free (run->origin);
  g_free (run);
}

/* Picking; in a thread */

static void
pick_value (Pick *pick, const RhSelectorResponse *response, const char *expression)
{
  char *value = rh_selector_pick (expression, response, &pick->secret, &pick->error);

  pick->value = rh_secret_new_take (value);
}

static void
pick_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  Run *run = task_data;
  RhSelectorResponse response = { .status = run->status, .headers = run->headers };

  response.body = g_bytes_get_data (run->body, &response.length);
  for (guint i = 0; i < run->picks->len && !g_cancellable_is_cancelled (cancellable); i++)
    {
      Pick *pick = run->picks->pdata[i];

      pick_value (pick, &response, rh_action_get_expression (pick->action));
    }

  g_task_return_boolean (task, TRUE);
}

/* Putting */

static void put_next (GTask *task);

/* The value as people see it. */
static char *
dup_shown (const Pick *pick, gboolean secret)
{
  return secret ? rh_secret_dup_mask (pick->value)
                : rh_redactor_redact (rh_redactor_get_default (),
                                      rh_secret_peek (pick->value, NULL), -1);
}

static void
add_done (Run *run, const Pick *pick, RhActionScope scope, gboolean secret)
{
  g_autofree char *shown = dup_shown (pick, secret);
  g_autoptr (RhActionResult) result
      = rh_action_result_new (rh_action_get_variable (pick->action), scope, shown, secret);

  g_list_store_append (run->results, result);
}

static void
add_failed (Run *run, const Pick *pick, const GError *error)
{
  g_autoptr (RhActionResult) result
      = rh_action_result_new_failed (rh_action_get_variable (pick->action), error);

  g_list_store_append (run->results, result);
}

static void
add_failed_code (Run *run, const Pick *pick, RhActionError code)
{
  g_autoptr (GError) error
      = g_error_new_literal (RH_ACTION_ERROR, (int) code, rh_action_get_variable (pick->action));

  add_failed (run, pick, error);
}

static RhRuntimeVariables *
get_runtime (Run *run)
{
  return rh_workspace_get_runtime (run->workspace, run->connection);
}

static void
put_in_memory (Run *run, const Pick *pick, gboolean secret)
{
  if (secret)
    rh_redactor_learn (rh_redactor_get_default (), pick->value);

  rh_runtime_variables_set (get_runtime (run), rh_action_get_variable (pick->action), pick->value,
                            secret, run->origin);
  add_done (run, pick, RH_ACTION_SCOPE_MEMORY, secret);
}

static void
put_in_environment (Run *run, const Pick *pick)
{
  const char *name = rh_action_get_variable (pick->action);
  const char *value = rh_secret_peek (pick->value, NULL);

  if (rh_template_has_refs (value))
    {
      add_failed_code (run, pick, RH_ACTION_ERROR_TEMPLATE);
      return;
    }

  /* one in memory would come before it */
  rh_runtime_variables_remove (get_runtime (run), name);
  rh_environment_set (run->environment, name, value);
  add_done (run, pick, RH_ACTION_SCOPE_ENVIRONMENT, FALSE);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Run *run = g_task_get_task_data (task);
  const Pick *pick = run->picks->pdata[run->n_done++];
  const char *name = rh_action_get_variable (pick->action);
  g_autoptr (GError) error = NULL;

  if (rh_keyring_store_finish (RH_KEYRING (source), result, &error))
    {
      rh_runtime_variables_remove (get_runtime (run), name);
      rh_environment_add_secret (run->environment, name);
      add_done (run, pick, RH_ACTION_SCOPE_ENVIRONMENT, TRUE);
    }
  else
    add_failed (run, pick, error);

  put_next (g_steal_pointer (&task));
}

/* Names the service only (security.md 4.5). */
static const char *
get_label (Run *run)
{
  RhService *service
      = rh_workspace_get_service (run->workspace, rh_environment_get_service (run->environment));

  return service == NULL ? "OAuth 2.0" : rh_service_get_name (service);
}

/* Takes @task. */
static void
put_in_keyring (GTask *task, const Pick *pick)
{
  Run *run = g_task_get_task_data (task);
  const char *kind = NULL;
  g_autofree char *slot = rh_secret_slot_of (run->collection, run->environment,
                                             rh_action_get_variable (pick->action), &kind);

  rh_redactor_learn (rh_redactor_get_default (), pick->value);
  rh_keyring_store_async (rh_workspace_get_keyring (run->workspace), kind, slot, get_label (run),
                          pick->value, g_task_get_cancellable (task), stored_cb, task);
}

/* Switched off or not: what is written into it is never plain. */
static gboolean
is_own_secret (RhEnvironment *environment, const char *name)
{
  GListModel *variables = rh_environment_get_variables (environment);
  guint n = g_list_model_get_n_items (variables);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);

      if (rh_variable_is_secret (variable) && g_str_equal (rh_variable_get_name (variable), name))
        return TRUE;
    }

  return FALSE;
}

/* Its own, or of one that it extends. */
static gboolean
is_secret_variable (Run *run, const char *name)
{
  g_autoptr (RhVariableSnapshot) snapshot
      = rh_variable_snapshot_new_plain (run->collection, run->environment, NULL, NULL);
  RhVariableValue value = { 0 };

  return is_own_secret (run->environment, name)
         || (rh_variable_snapshot_describe (snapshot, name, &value) && value.secret
             && value.source == RH_SOURCE_ENVIRONMENT);
}

static gboolean
refuse_unaccepted (Run *run, const Pick *pick)
{
  g_autoptr (GError) error = NULL;

  if (rh_collection_is_accepted (run->collection))
    return FALSE;

  error = g_error_new_literal (RH_SENDER_ERROR, RH_SENDER_ERROR_NOT_ACCEPTED,
                               rh_action_get_variable (pick->action));
  add_failed (run, pick, error);
  return TRUE;
}

/* TRUE: done; FALSE: it goes to the keyring. */
static gboolean
put_now (Run *run, const Pick *pick)
{
  const char *name = rh_action_get_variable (pick->action);
  gboolean in_environment = rh_action_get_scope (pick->action) == RH_ACTION_SCOPE_ENVIRONMENT;

  if (pick->value == NULL)
    add_failed (run, pick, pick->error);
  else if (!rh_template_is_name (name))
    add_failed_code (run, pick, RH_ACTION_ERROR_NAME);
  else if (in_environment && is_secret_variable (run, name))
    return refuse_unaccepted (run, pick);
  else if (in_environment && !pick->secret)
    put_in_environment (run, pick);
  else
    put_in_memory (run, pick, pick->secret);

  return TRUE;
}

/* Takes @task. */
static void
put_next (GTask *task)
{
  Run *run = g_task_get_task_data (task);

  while (run->n_done < run->picks->len)
    {
      const Pick *pick = run->picks->pdata[run->n_done];

      if (!put_now (run, pick))
        {
          put_in_keyring (task, pick);
          return;
        }
      run->n_done++;
    }

  g_task_return_pointer (task, g_object_ref (run->results), g_object_unref);
  g_object_unref (task);
}

static void
picked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    put_next (g_steal_pointer (&task));
}

static void
add_picks (Run *run, GListModel *actions)
{
  guint n = g_list_model_get_n_items (actions);

  run->picks = g_ptr_array_new_with_free_func ((GDestroyNotify) pick_free);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhAction) action = g_list_model_get_item (actions, i);
      Pick *pick;

      if (!rh_action_is_enabled (action))
        continue;
      pick = g_new0 (Pick, 1);
      pick->action = g_steal_pointer (&action);
      g_ptr_array_add (run->picks, pick);
    }
}

static void
take_response (Run *run, RhExchange *exchange)
{
  RhHop *hop = rh_exchange_get_last_hop (exchange);
  RhSpool *spool = rh_exchange_get_spool (exchange);
  RhHeaders *headers = rh_hop_get_headers (hop);

  run->status = rh_hop_get_status (hop);
  run->headers = headers == NULL ? rh_headers_new () : rh_headers_ref (headers);
  run->origin = rh_url_text_dup_origin (rh_text_peek (rh_hop_get_url (hop), NULL));
  /* one more than is looked into, so that it shows */
  run->body = spool == NULL ? g_bytes_new (NULL, 0)
                            : rh_spool_dup_bytes (spool, RH_SELECTOR_MAX_BODY + 1);
}

void
rh_action_run_async (RhWorkspace *workspace,
                     RhConnection *connection,
                     GListModel *actions,
                     RhExchange *exchange,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  g_autoptr (GTask) picking = g_task_new (NULL, cancellable, picked_cb, task);
  Run *run = g_new0 (Run, 1);

  g_task_set_source_tag (task, rh_action_run_async);
  run->workspace = g_object_ref (workspace);
  run->connection = g_object_ref (connection);
  run->collection = g_object_ref (rh_connection_get_collection (connection));
  run->environment = g_object_ref (rh_connection_get_environment (connection));
  run->results = g_list_store_new (RH_TYPE_ACTION_RESULT);
  add_picks (run, actions);
  take_response (run, exchange);
  g_task_set_task_data (task, run, (GDestroyNotify) run_free);

  /* @task holds the run until after the thread */
  g_task_set_task_data (picking, run, NULL);
  g_task_run_in_thread (picking, pick_thread);
}

GListModel *
rh_action_run_finish (GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
