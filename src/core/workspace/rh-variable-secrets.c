/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Values of secret variables on their way into, out of and within the keyring. Each way writes the
 * new place first, then changes the collection, and clears the old place last: what fails in
 * between leaves the value in two places, never in none. */
#define G_LOG_DOMAIN "rh-variable-secrets"

#include "config.h"

#include "workspace/rh-variable-secrets.h"

#include "workspace/rh-variable-snapshot.h"

#include <string.h>

/* Shown by keyring managers: names nobody. */
#define LABEL "Rehearsal"

struct _RhVariableSecrets
{
  GObject parent_instance;

  /* owned */
  RhKeyring *keyring;
  RhBindings *bindings;
  RhCollection *collection;
  RhEnvironment *holder;
  RhEnvironment *environment; /* whose values are read and written */
};

/* A place in the keyring. */
typedef struct
{
  const char *kind;
  char *slot;
} Place;

/* What goes from one place to another. */
typedef struct
{
  Place from;
  Place to;
  RhSecret *value; /* NULL: nothing is kept there */
} Move;

typedef struct
{
  RhVariable *variable; /* NULL for a holder */
  char *name;           /* to be; NULL: only cleared */
  RhSecret *value;
  GPtrArray *moves; /* to store and to clear: only one side counts */
  guint next;
} Job;

G_DEFINE_QUARK (rh - variable - secrets - error - quark, rh_variable_secrets_error)

G_DEFINE_FINAL_TYPE (RhVariableSecrets, rh_variable_secrets, G_TYPE_OBJECT)

static void
move_free (Move *move)
{
  g_free (move->from.slot);
  g_free (move->to.slot);
  g_clear_pointer (&move->value, rh_secret_unref);
  g_free (move);
}

static void
job_free (Job *job)
{
  g_clear_object (&job->variable);
  g_clear_pointer (&job->value, rh_secret_unref);
  g_clear_pointer (&job->moves, g_ptr_array_unref);
  g_free (job->name);
  g_free (job);
}

static gboolean
is_environment (RhVariableSecrets *self)
{
  return self->environment == self->holder;
}

/* The snapshot's rule: the client secret has a place of its own. */
static void
find_place (RhVariableSecrets *self, RhEnvironment *environment, const char *name, Place *place)
{
  g_autofree char *client_secret = rh_oauth_block_dup_variable (
      rh_collection_get_oauth (self->collection), RH_OAUTH_BLOCK_CLIENT_SECRET);

  if (g_strcmp0 (name, client_secret) == 0)
    {
      place->kind = RH_KEYRING_KIND_CLIENT_SECRET;
      place->slot = rh_client_secret_slot_of (self->collection, environment);
      return;
    }

  place->kind = RH_KEYRING_KIND_VARIABLE;
  place->slot = rh_secret_variable_slot_new (rh_collection_get_id (self->collection),
                                             rh_environment_get_name (environment), name);
}

/* @new_name in @new_environment; NULL: it only goes. */
static void
add_move (RhVariableSecrets *self,
          Job *job,
          RhEnvironment *environment,
          const char *name,
          RhEnvironment *new_environment,
          const char *new_name)
{
  Move *move = g_new0 (Move, 1);

  find_place (self, environment, name, &move->from);
  if (new_environment != NULL)
    find_place (self, new_environment, new_name, &move->to);
  g_ptr_array_add (job->moves, move);
}

/* In each environment that has a value of it: the holder, or all. */
static void
add_moves (RhVariableSecrets *self, Job *job, const char *name, const char *new_name)
{
  GListModel *environments = rh_collection_get_environments (self->collection);
  guint n = is_environment (self) ? 0 : g_list_model_get_n_items (environments);
  gboolean has_current = FALSE;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      has_current |= environment == self->environment;
      add_move (self, job, environment, name, new_name == NULL ? NULL : environment, new_name);
    }

  if (!has_current)
    add_move (self, job, self->environment, name, new_name == NULL ? NULL : self->environment,
              new_name);
}

static Job *
job_new (RhVariable *variable, const char *name)
{
  Job *job = g_new0 (Job, 1);

  job->variable = variable != NULL ? g_object_ref (variable) : NULL;
  job->name = g_strdup (name);
  job->moves = g_ptr_array_new_with_free_func ((GDestroyNotify) move_free);
  return job;
}

static GTask *
task_new (RhVariableSecrets *self,
          gpointer tag,
          Job *job,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  return task;
}

static void
write_place (RhVariableSecrets *self,
             const Place *place,
             RhSecret *value,
             GCancellable *cancellable,
             GAsyncReadyCallback callback,
             gpointer user_data)
{
  if (value == NULL)
    rh_keyring_clear_async (self->keyring, place->kind, place->slot, cancellable, callback,
                            user_data);
  else
    rh_keyring_store_async (self->keyring, place->kind, place->slot, LABEL, value, cancellable,
                            callback, user_data);
}

/* A value that is new there is decided anew. */
static gboolean
write_place_finish (RhVariableSecrets *self,
                    const Place *place,
                    RhSecret *value,
                    GAsyncResult *result,
                    GError **error)
{
  gboolean done = value == NULL ? rh_keyring_clear_finish (self->keyring, result, error)
                                : rh_keyring_store_finish (self->keyring, result, error);

  return done && rh_bindings_forget (self->bindings, place->slot, error);
}

/* --- Clearing ------------------------------------------------------------------------------------
 */

static void clear_next (GTask *task);

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Move *move = g_ptr_array_index (job->moves, job->next);
  g_autoptr (GError) error = NULL;
  gboolean done = write_place_finish (self, &move->from, NULL, result, &error);

  /* What was moved is where it is looked for: a copy that stays loses nothing. */
  if (!done && job->variable == NULL && job->name == NULL)
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (!done)
    g_warning ("A copy of a secret stays in the keyring: %s", error->message);

  job->next++;
  clear_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
clear_next (GTask *task)
{
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Move *move;

  if (job->next >= job->moves->len)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  move = g_ptr_array_index (job->moves, job->next);
  write_place (self, &move->from, NULL, NULL, cleared_cb, task);
}

/* --- Writing one ---------------------------------------------------------------------------------
 */

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Move *move = g_ptr_array_index (job->moves, 0);
  GError *error = NULL;

  if (!write_place_finish (self, &move->from, job->value, result, &error))
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, TRUE);
}

/* --- Plain to secret -----------------------------------------------------------------------------
 */

static void store_value_of (GTask *task);
static void store_next (GTask *task);

static gboolean
is_as_stored (const Job *job)
{
  const char *stored = job->value != NULL ? rh_secret_peek (job->value, NULL) : "";

  return g_str_equal (job->name, rh_variable_get_name (job->variable))
         && g_str_equal (stored, rh_variable_get_value (job->variable));
}

static void
value_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Move *move = g_ptr_array_index (job->moves, job->next);
  GError *error = NULL;

  if (!write_place_finish (self, &move->from, job->value, result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job->next++;
  store_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
store_next (GTask *task)
{
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Move *move;

  if (job->next < job->moves->len)
    {
      move = g_ptr_array_index (job->moves, job->next);
      write_place (self, &move->from, job->value, g_task_get_cancellable (task), value_stored_cb,
                   task);
      return;
    }

  /* Somebody typed on meanwhile: what is stored must be what is taken out. */
  if (!rh_variable_is_secret (job->variable) && !is_as_stored (job))
    {
      store_value_of (task);
      return;
    }

  g_object_set (job->variable, "secret", TRUE, NULL);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Takes @task. */
static void
store_value_of (GTask *task)
{
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const char *value = rh_variable_get_value (job->variable);

  g_clear_pointer (&job->value, rh_secret_unref);
  g_set_str (&job->name, rh_variable_get_name (job->variable));
  job->value = *value == '\0' ? NULL : rh_secret_new (value, -1);
  g_ptr_array_set_size (job->moves, 0);
  job->next = 0;
  add_moves (self, job, job->name, NULL);
  store_next (task);
}

/* --- Secret to plain -----------------------------------------------------------------------------
 */

static void
value_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (RhSecret) value = rh_keyring_lookup_finish (self->keyring, result, &error);
  gsize length = 0;
  const char *bytes = value != NULL ? rh_secret_peek (value, &length) : "";

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (!g_utf8_validate (bytes, (gssize) length, NULL))
    {
      g_task_return_new_error_literal (task, RH_VARIABLE_SECRETS_ERROR,
                                       RH_VARIABLE_SECRETS_ERROR_NOT_TEXT, "not UTF-8");
      return;
    }

  g_object_set (job->variable, "secret", FALSE, "value", bytes, NULL);
  clear_next (g_steal_pointer (&task));
}

/* --- From place to place -------------------------------------------------------------------------
 */

/* Environments know each other by name. */
static void
rename_holder (RhVariableSecrets *self, const char *name)
{
  g_autofree char *old = g_strdup (rh_environment_get_name (self->holder));
  GListModel *environments = rh_collection_get_environments (self->collection);

  g_object_set (self->holder, "name", name, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) other = g_list_model_get_item (environments, i);

      if (g_str_equal (rh_environment_get_extends (other), old))
        g_object_set (other, "extends", name, NULL);
    }
}

static gboolean
carry_origins (RhVariableSecrets *self, const Move *move, GError **error)
{
  g_auto (GStrv) origins = rh_bindings_dup_origins (self->bindings, move->from.slot);

  for (guint i = 0; origins != NULL && origins[i] != NULL; i++)
    if (!rh_bindings_allow (self->bindings, move->to.slot, origins[i], error))
      return FALSE;

  return TRUE;
}

static gboolean
is_in_place (const Move *move)
{
  return g_str_equal (move->from.kind, move->to.kind)
         && g_str_equal (move->from.slot, move->to.slot);
}

/* Everything is in both places. */
static void
commit (GTask *task)
{
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);

  if (job->variable != NULL)
    g_object_set (job->variable, "name", job->name, NULL);
  else
    rename_holder (self, job->name);

  for (guint i = job->moves->len; i > 0; i--)
    if (is_in_place (g_ptr_array_index (job->moves, i - 1)))
      g_ptr_array_remove_index (job->moves, i - 1);
  job->next = 0;
  clear_next (task);
}

static void copy_next (GTask *task);

static void
copied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Move *move = g_ptr_array_index (job->moves, job->next);
  GError *error = NULL;

  if (!write_place_finish (self, &move->to, move->value, result, &error)
      || !carry_origins (self, move, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  job->next++;
  copy_next (g_steal_pointer (&task));
}

static void
read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  Move *move = g_ptr_array_index (job->moves, job->next);
  GError *error = NULL;

  move->value = rh_keyring_lookup_finish (self->keyring, result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  /* NULL too: what an earlier variable of that name left there is not this one's. */
  write_place (self, &move->to, move->value, g_task_get_cancellable (task), copied_cb,
               g_object_ref (task));
}

/* Takes @task. */
static void
copy_next (GTask *task)
{
  RhVariableSecrets *self = g_task_get_source_object (task);
  Job *job = g_task_get_task_data (task);
  const Move *move;

  while (job->next < job->moves->len && is_in_place (g_ptr_array_index (job->moves, job->next)))
    job->next++;
  if (job->next >= job->moves->len)
    {
      commit (task);
      return;
    }

  move = g_ptr_array_index (job->moves, job->next);
  rh_keyring_lookup_async (self->keyring, move->from.kind, move->from.slot,
                           g_task_get_cancellable (task), read_cb, task);
}

/* Those of @scope have values in the environment. */
static void
add_moves_of (RhVariableSecrets *self, Job *job, RhEnvironment *scope, RhEnvironment *renamed)
{
  GListModel *variables = rh_environment_get_variables (scope);

  for (guint i = 0; i < g_list_model_get_n_items (variables); i++)
    {
      g_autoptr (RhVariable) variable = g_list_model_get_item (variables, i);
      const char *name = rh_variable_get_name (variable);

      if (rh_variable_is_secret (variable))
        add_move (self, job, self->holder, name, renamed, name);
    }
}

static void
add_moves_of_folder (RhVariableSecrets *self, Job *job, RhFolder *folder, RhEnvironment *renamed)
{
  GListModel *items = rh_folder_get_items (folder);

  add_moves_of (self, job, rh_folder_get_scope (folder), renamed);
  for (guint i = 0; i < g_list_model_get_n_items (items); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (items, i);

      if (!RH_IS_FOLDER (item))
        return; /* folders come first */
      add_moves_of_folder (self, job, RH_FOLDER (item), renamed);
    }
}

static void
rh_variable_secrets_finalize (GObject *object)
{
  RhVariableSecrets *self = RH_VARIABLE_SECRETS (object);

  g_clear_object (&self->keyring);
  g_clear_object (&self->bindings);
  g_clear_object (&self->collection);
  g_clear_object (&self->holder);
  g_clear_object (&self->environment);

  G_OBJECT_CLASS (rh_variable_secrets_parent_class)->finalize (object);
}

static void
rh_variable_secrets_class_init (RhVariableSecretsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_variable_secrets_finalize;
}

static void
rh_variable_secrets_init (RhVariableSecrets *self)
{
}

RhVariableSecrets *
rh_variable_secrets_new (RhKeyring *keyring,
                         RhBindings *bindings,
                         RhCollection *collection,
                         RhEnvironment *holder,
                         RhEnvironment *environment)
{
  RhVariableSecrets *self;

  g_return_val_if_fail (RH_IS_KEYRING (keyring), NULL);
  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);
  g_return_val_if_fail (RH_IS_ENVIRONMENT (holder), NULL);

  self = g_object_new (RH_TYPE_VARIABLE_SECRETS, NULL);
  self->keyring = g_object_ref (keyring);
  self->bindings = g_object_ref (bindings);
  self->collection = g_object_ref (collection);
  self->holder = g_object_ref (holder);
  self->environment = g_object_ref (environment != NULL ? environment : holder);
  return self;
}

RhEnvironment *
rh_variable_secrets_get_holder (RhVariableSecrets *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE_SECRETS (self), NULL);

  return self->holder;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhVariableSecrets *self = g_task_get_source_object (task);
  GError *error = NULL;
  RhSecret *value = rh_keyring_lookup_finish (self->keyring, result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, (GDestroyNotify) rh_secret_unref);
}

void
rh_variable_secrets_lookup_async (RhVariableSecrets *self,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Job *job;
  const Move *move;

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self));
  g_return_if_fail (name != NULL);

  job = job_new (NULL, NULL);
  add_move (self, job, self->environment, name, NULL, NULL);
  move = g_ptr_array_index (job->moves, 0);
  rh_keyring_lookup_async (
      self->keyring, move->from.kind, move->from.slot, cancellable, looked_up_cb,
      task_new (self, rh_variable_secrets_lookup_async, job, cancellable, callback, user_data));
}

RhSecret *
rh_variable_secrets_lookup_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

void
rh_variable_secrets_store_async (RhVariableSecrets *self,
                                 const char *name,
                                 RhSecret *secret,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Job *job;
  const Move *move;

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self));
  g_return_if_fail (name != NULL);

  job = job_new (NULL, NULL);
  if (secret != NULL && rh_secret_get_length (secret) > 0)
    job->value = rh_secret_ref (secret);
  add_move (self, job, self->environment, name, NULL, NULL);
  move = g_ptr_array_index (job->moves, 0);
  write_place (
      self, &move->from, job->value, cancellable, stored_cb,
      task_new (self, rh_variable_secrets_store_async, job, cancellable, callback, user_data));
}

gboolean
rh_variable_secrets_store_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rh_variable_secrets_forget_async (RhVariableSecrets *self,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Job *job;

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self));
  g_return_if_fail (name != NULL);

  job = job_new (NULL, NULL);
  add_moves (self, job, name, NULL);
  clear_next (
      task_new (self, rh_variable_secrets_forget_async, job, cancellable, callback, user_data));
}

gboolean
rh_variable_secrets_forget_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rh_variable_secrets_make_secret_async (RhVariableSecrets *self,
                                       RhVariable *variable,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data)
{
  GTask *task;

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self));
  g_return_if_fail (RH_IS_VARIABLE (variable));

  task = task_new (self, rh_variable_secrets_make_secret_async, job_new (variable, NULL),
                   cancellable, callback, user_data);
  if (!rh_variable_is_secret (variable))
    {
      store_value_of (task);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

gboolean
rh_variable_secrets_make_secret_finish (RhVariableSecrets *self,
                                        GAsyncResult *result,
                                        GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rh_variable_secrets_make_plain_async (RhVariableSecrets *self,
                                      RhVariable *variable,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Job *job;
  GTask *task;
  Place current = { 0 };

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self));
  g_return_if_fail (RH_IS_VARIABLE (variable));

  job = job_new (variable, NULL);
  add_moves (self, job, rh_variable_get_name (variable), NULL);
  find_place (self, self->environment, rh_variable_get_name (variable), &current);
  task = task_new (self, rh_variable_secrets_make_plain_async, job, cancellable, callback,
                   user_data);
  if (rh_variable_is_secret (variable))
    rh_keyring_lookup_async (self->keyring, current.kind, current.slot, cancellable, value_read_cb,
                             g_object_ref (task));
  else
    g_task_return_boolean (task, TRUE);
  g_object_unref (task);
  g_free (current.slot);
}

gboolean
rh_variable_secrets_make_plain_finish (RhVariableSecrets *self,
                                       GAsyncResult *result,
                                       GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rh_variable_secrets_rename_async (RhVariableSecrets *self,
                                  RhVariable *variable,
                                  const char *name,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Job *job;

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self));
  g_return_if_fail (RH_IS_VARIABLE (variable));
  g_return_if_fail (name != NULL);

  job = job_new (variable, name);
  if (rh_variable_is_secret (variable))
    add_moves (self, job, rh_variable_get_name (variable), name);
  copy_next (
      task_new (self, rh_variable_secrets_rename_async, job, cancellable, callback, user_data));
}

gboolean
rh_variable_secrets_rename_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rh_variable_secrets_rename_holder_async (RhVariableSecrets *self,
                                         const char *name,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  Job *job;
  g_autoptr (RhEnvironment) renamed = NULL;

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self) && is_environment (self));
  g_return_if_fail (name != NULL);

  /* The place of a client secret depends on what its variables say. */
  renamed = rh_environment_new (name);
  g_object_set (renamed, "extends", rh_environment_get_extends (self->holder), NULL);
  rh_environment_copy_variables (renamed, self->holder);
  job = job_new (NULL, name);
  add_moves_of (self, job, self->holder, renamed);
  add_moves_of_folder (self, job, rh_collection_get_root (self->collection), renamed);
  copy_next (task_new (self, rh_variable_secrets_rename_holder_async, job, cancellable, callback,
                       user_data));
}

gboolean
rh_variable_secrets_rename_holder_finish (RhVariableSecrets *self,
                                          GAsyncResult *result,
                                          GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

void
rh_variable_secrets_clear_all_async (RhVariableSecrets *self,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Job *job;

  g_return_if_fail (RH_IS_VARIABLE_SECRETS (self) && is_environment (self));

  job = job_new (NULL, NULL);
  add_moves_of (self, job, self->holder, NULL);
  add_moves_of_folder (self, job, rh_collection_get_root (self->collection), NULL);
  clear_next (
      task_new (self, rh_variable_secrets_clear_all_async, job, cancellable, callback, user_data));
}

gboolean
rh_variable_secrets_clear_all_finish (RhVariableSecrets *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
