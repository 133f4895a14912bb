/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Reading and writing in threads, the keyring in the main one. */
#define G_LOG_DOMAIN "rh-import-operation"

#include "config.h"

#include "workspace/rh-import-operation.h"

#include "http/rh-thread-task.h"
#include "workspace/rh-import-load.h"
#include "workspace/rh-import-service.h"
#include "workspace/rh-variable-secrets.h"

#define STEPS 100

struct _RhImportOperation
{
  GObject parent_instance;

  RhWorkspace *workspace;

  /* of the thread and the main one */
  GMutex lock;
  guint done;
  guint all;
  guint step; /* the last that was told, or is about to be */
  gboolean is_telling;
};

enum
{
  PROGRESS,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhImportOperation, rh_import_operation, G_TYPE_OBJECT)

/* Progress */

static gboolean
tell_cb (gpointer user_data)
{
  RhImportOperation *self = user_data;
  guint done;
  guint all;

  g_mutex_lock (&self->lock);
  done = self->done;
  all = self->all;
  self->is_telling = FALSE;
  g_mutex_unlock (&self->lock);

  g_signal_emit (self, signals[PROGRESS], 0, done, all);
  return G_SOURCE_REMOVE;
}

/* In any thread; told once for all that comes before the main one looks, and once for a step: to
 * wake the main thread for each file would take longer than to show what it is told. */
static void
progress_cb (guint done, guint all, gpointer user_data)
{
  RhImportOperation *self = user_data;
  guint step = all == 0 ? done : (guint64) done * STEPS / all;
  gboolean tells;

  g_mutex_lock (&self->lock);
  tells = !self->is_telling && (step != self->step || all != self->all);
  self->done = done;
  self->all = all;
  self->step = step;
  self->is_telling = self->is_telling || tells;
  g_mutex_unlock (&self->lock);

  if (tells)
    g_idle_add_full (G_PRIORITY_DEFAULT, tell_cb, g_object_ref (self), g_object_unref);
}

/* Object */

static void
rh_import_operation_finalize (GObject *object)
{
  RhImportOperation *self = RH_IMPORT_OPERATION (object);

  g_clear_object (&self->workspace);
  g_mutex_clear (&self->lock);

  G_OBJECT_CLASS (rh_import_operation_parent_class)->finalize (object);
}

static void
rh_import_operation_class_init (RhImportOperationClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_import_operation_finalize;

  signals[PROGRESS] = g_signal_new ("progress", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                    NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
}

static void
rh_import_operation_init (RhImportOperation *self)
{
  g_mutex_init (&self->lock);
}

RhImportOperation *
rh_import_operation_new (RhWorkspace *workspace)
{
  RhImportOperation *self;

  g_return_val_if_fail (RH_IS_WORKSPACE (workspace), NULL);

  self = g_object_new (RH_TYPE_IMPORT_OPERATION, NULL);
  self->workspace = g_object_ref (workspace);
  return self;
}

static GTask *
task_new (RhImportOperation *self,
          gpointer tag,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  return task;
}

/* Reading */

typedef struct
{
  GPtrArray *files;
  GPtrArray *services; /* as they are now: a list model belongs to the main thread */
} Loading;

static void
loading_free (Loading *loading)
{
  g_ptr_array_unref (loading->files);
  g_ptr_array_unref (loading->services);
  g_free (loading);
}

static void
load_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  const RhImportWatch watch = { cancellable, progress_cb, source };
  const Loading *loading = task_data;
  GError *error = NULL;
  g_autoptr (RhImport) import = rh_import_load (loading->files, &watch, &error);

  if (import == NULL
      || !rh_import_service_recognise_all (import, loading->services, cancellable, &error))
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&import), g_object_unref);
}

void
rh_import_operation_load_async (RhImportOperation *self,
                                GPtrArray *files,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Loading *loading;

  g_return_if_fail (RH_IS_IMPORT_OPERATION (self));
  g_return_if_fail (files != NULL);

  loading = g_new0 (Loading, 1);
  loading->files = g_ptr_array_ref (files);
  loading->services = rh_import_service_dup_list (rh_workspace_get_services (self->workspace));
  task = task_new (self, rh_import_operation_load_async, cancellable, callback, user_data);
  g_task_set_task_data (task, loading, (GDestroyNotify) loading_free);
  rh_thread_task_run (task, load_thread);
}

RhImport *
rh_import_operation_load_finish (RhImportOperation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Writing */

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RhCollection *collection = rh_collections_write_finish (RH_COLLECTIONS (source), result, &error);

  if (collection == NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, collection, NULL);
}

void
rh_import_operation_write_async (RhImportOperation *self,
                                 RhImport *import,
                                 GFile *folder,
                                 const char *name,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  RhCollection *content;
  GTask *task;

  g_return_if_fail (RH_IS_IMPORT_OPERATION (self));
  g_return_if_fail (RH_IS_IMPORT (import));
  g_return_if_fail (G_IS_FILE (folder) && name != NULL);

  content = rh_import_get_collection (import);
  g_object_set (content, "name", name, NULL);
  task = task_new (self, rh_import_operation_write_async, cancellable, callback, user_data);
  g_task_set_check_cancellable (task, FALSE); /* as that of the collections */
  rh_collections_write_async (rh_workspace_get_open (self->workspace), folder, content, progress_cb,
                              self, cancellable, written_cb, task);
}

RhCollection *
rh_import_operation_write_finish (RhImportOperation *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* Environments */

static char *
dup_free_name (RhCollection *collection, const char *name)
{
  char *free_name = g_strdup (name);

  for (guint i = 2; rh_collection_get_environment (collection, free_name) != NULL; i++)
    {
      g_free (free_name);
      free_name = g_strdup_printf ("%s %u", name, i);
    }

  return free_name;
}

void
rh_import_operation_add_environments (RhImportOperation *self,
                                      RhImport *import,
                                      RhCollection *collection)
{
  g_autoptr (GPtrArray) services = NULL;
  GListModel *environments;

  g_return_if_fail (RH_IS_IMPORT_OPERATION (self));
  g_return_if_fail (RH_IS_IMPORT (import));
  g_return_if_fail (RH_IS_COLLECTION (collection));

  services = rh_import_service_dup_list (rh_workspace_get_services (self->workspace));
  environments = rh_collection_get_environments (rh_import_get_collection (import));
  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);
      g_autofree char *name = dup_free_name (collection, rh_environment_get_name (environment));

      g_object_set (environment, "name", name, NULL);
      rh_collection_add_environment (collection, environment);
      rh_import_service_recognise (import, collection, environment, services);
    }
}

/* Secrets */

typedef struct
{
  RhEnvironment *holder;
  RhEnvironment *environment; /* NULL: the holder is one */
  const char *variable;       /* the import's, as all of it */
  RhSecret *value;
} Secret;

typedef struct
{
  RhImport *import;
  RhCollection *collection;
  GPtrArray *secrets; /* of Secret */
  guint next;
} Keeping;

static void
secret_free (Secret *secret)
{
  g_object_unref (secret->holder);
  g_clear_object (&secret->environment);
  g_free (secret);
}

static void
keeping_free (Keeping *keeping)
{
  g_object_unref (keeping->import);
  g_object_unref (keeping->collection);
  g_ptr_array_unref (keeping->secrets);
  g_free (keeping);
}

static void
add_secret (Keeping *keeping,
            RhEnvironment *holder,
            RhEnvironment *environment,
            const RhImportSecret *found)
{
  Secret *secret = g_new0 (Secret, 1);

  secret->holder = g_object_ref (holder);
  g_set_object (&secret->environment, environment);
  secret->variable = found->variable;
  secret->value = found->value;
  g_ptr_array_add (keeping->secrets, secret);
}

static gboolean
is_environment_of (RhCollection *collection, RhEnvironment *holder)
{
  return rh_collection_get_environment (collection, rh_environment_get_name (holder)) == holder;
}

/* What was read has other objects than what was opened: an environment is known by its name. */
static void
plan (Keeping *keeping, const RhImportSecret *found)
{
  RhCollection *content = rh_import_get_collection (keeping->import);
  GListModel *environments = rh_collection_get_environments (keeping->collection);
  RhEnvironment *scope = rh_collection_get_scope (keeping->collection);
  RhEnvironment *same = NULL;

  if (is_environment_of (content, found->holder))
    same = rh_collection_get_environment (keeping->collection,
                                          rh_environment_get_name (found->holder));
  if (same != NULL)
    {
      add_secret (keeping, same, NULL, found);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (environments); i++)
    {
      g_autoptr (RhEnvironment) environment = g_list_model_get_item (environments, i);

      /* its own of that name has the same place, and comes first */
      if (rh_environment_lookup (environment, found->variable) == NULL)
        add_secret (keeping, scope, environment, found);
    }
}

static void keep_next (GTask *task);

static void
kept_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Keeping *keeping = g_task_get_task_data (task);
  GError *error = NULL;

  if (!rh_variable_secrets_store_finish (RH_VARIABLE_SECRETS (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  keeping->next++;
  keep_next (g_steal_pointer (&task));
}

/* Takes @task. */
static void
keep_next (GTask *task)
{
  RhImportOperation *self = g_task_get_source_object (task);
  Keeping *keeping = g_task_get_task_data (task);
  const Secret *secret;
  g_autoptr (RhVariableSecrets) secrets = NULL;

  if (g_task_return_error_if_cancelled (task))
    {
      g_object_unref (task);
      return;
    }
  if (keeping->next >= keeping->secrets->len)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  secret = g_ptr_array_index (keeping->secrets, keeping->next);
  progress_cb (keeping->next, keeping->secrets->len, self);
  secrets = rh_variable_secrets_new (rh_workspace_get_keyring (self->workspace),
                                     rh_workspace_get_bindings (self->workspace),
                                     keeping->collection, secret->holder, secret->environment);
  rh_variable_secrets_store_async (secrets, secret->variable, secret->value,
                                   g_task_get_cancellable (task), kept_cb, task);
}

void
rh_import_operation_keep_secrets_async (RhImportOperation *self,
                                        RhImport *import,
                                        RhCollection *collection,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data)
{
  GPtrArray *found;
  Keeping *keeping;
  GTask *task;

  g_return_if_fail (RH_IS_IMPORT_OPERATION (self));
  g_return_if_fail (RH_IS_IMPORT (import));
  g_return_if_fail (RH_IS_COLLECTION (collection));

  keeping = g_new0 (Keeping, 1);
  keeping->import = g_object_ref (import);
  keeping->collection = g_object_ref (collection);
  keeping->secrets = g_ptr_array_new_with_free_func ((GDestroyNotify) secret_free);
  found = rh_import_get_secrets (import);
  for (guint i = 0; i < found->len; i++)
    plan (keeping, g_ptr_array_index (found, i));

  task = task_new (self, rh_import_operation_keep_secrets_async, cancellable, callback, user_data);
  g_task_set_task_data (task, keeping, (GDestroyNotify) keeping_free);
  keep_next (task);
}

gboolean
rh_import_operation_keep_secrets_finish (RhImportOperation *self,
                                         GAsyncResult *result,
                                         GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
