/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which {{variables}} are known where somebody types. What all levels say is copied when somebody
 * looks and something has changed since: looking is frequent, and changes are not. */
#define G_LOG_DOMAIN "rh-variable-scope"

#include "config.h"

#include "common/rh-variable-scope.h"

#include "collection/rh-environment-chain.h"
#include "workspace/rh-variable-snapshot.h"

struct _RhVariableScope
{
  GObject parent_instance;

  /* Owned */
  RhCollection *collection;
  RhVariableScope *window;    /* NULL: it is one */
  RhEnvironment *environment; /* of a window; NULL: none chosen */
  RhRuntimeVariables *runtime;
  RhRequestItem *item;
  RhVariableSnapshot *snapshot; /* NULL: to be taken anew */
  GPtrArray *watched;           /* GObjects whose "changed" counts */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhVariableScope, rh_variable_scope, G_TYPE_OBJECT)

static void
forget (RhVariableScope *self)
{
  g_clear_object (&self->snapshot);
}

static void
changed_cb (RhVariableScope *self)
{
  forget (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
watch (RhVariableScope *self, gpointer object)
{
  g_ptr_array_add (self->watched, g_object_ref (object));
  g_signal_connect_object (object, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
}

static void
unwatch_all (RhVariableScope *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    g_signal_handlers_disconnect_by_func (self->watched->pdata[i], changed_cb, self);
  g_ptr_array_set_size (self->watched, 0);
}

static void
watch_environments (RhVariableScope *self)
{
  RhEnvironment *environment = rh_variable_scope_get_environment (self);
  g_autoptr (GPtrArray) chain = NULL;

  if (environment == NULL)
    return;

  chain = rh_environment_chain_new (self->collection, environment, NULL);
  for (guint i = 0; i < chain->len; i++)
    watch (self, chain->pdata[i]);
}

static void
watch_item (RhVariableScope *self)
{
  RhFolder *folder = rh_request_item_get_parent (self->item);

  watch (self, rh_request_item_get_scope (self->item));
  for (; folder != NULL && rh_folder_get_parent (folder) != NULL;
       folder = rh_folder_get_parent (folder))
    watch (self, rh_folder_get_scope (folder));
}

/* A request that moved has other folders now, so all is watched anew. */
static RhVariableSnapshot *
need_snapshot (RhVariableScope *self)
{
  RhRuntimeVariables *runtime = self->window == NULL ? self->runtime : self->window->runtime;

  if (self->snapshot != NULL)
    return self->snapshot;

  unwatch_all (self);
  watch (self, rh_collection_get_scope (self->collection));
  watch_environments (self);
  if (self->item != NULL)
    watch_item (self);
  if (runtime != NULL)
    watch (self, runtime);
  self->snapshot = rh_variable_snapshot_new_plain (
      self->collection, rh_variable_scope_get_environment (self), self->item, runtime);

  return self->snapshot;
}

static void
rh_variable_scope_dispose (GObject *object)
{
  RhVariableScope *self = RH_VARIABLE_SCOPE (object);

  unwatch_all (self);
  g_clear_object (&self->snapshot);
  g_clear_object (&self->item);
  g_clear_object (&self->runtime);
  g_clear_object (&self->environment);
  g_clear_object (&self->window);
  g_clear_object (&self->collection);

  G_OBJECT_CLASS (rh_variable_scope_parent_class)->dispose (object);
}

static void
rh_variable_scope_finalize (GObject *object)
{
  g_ptr_array_unref (RH_VARIABLE_SCOPE (object)->watched);

  G_OBJECT_CLASS (rh_variable_scope_parent_class)->finalize (object);
}

static void
rh_variable_scope_class_init (RhVariableScopeClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rh_variable_scope_dispose;
  G_OBJECT_CLASS (klass)->finalize = rh_variable_scope_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_variable_scope_init (RhVariableScope *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
}

/* Whatever else changes in the collection, such as where a request is, counts when somebody looks
 * next. */
static RhVariableScope *
new_for_collection (RhCollection *collection)
{
  RhVariableScope *self = g_object_new (RH_TYPE_VARIABLE_SCOPE, NULL);

  self->collection = g_object_ref (collection);
  g_signal_connect_object (collection, "changed", G_CALLBACK (forget), self, G_CONNECT_SWAPPED);
  return self;
}

RhVariableScope *
rh_variable_scope_new (RhCollection *collection)
{
  RhVariableScope *self;

  g_return_val_if_fail (RH_IS_COLLECTION (collection), NULL);

  self = new_for_collection (collection);
  need_snapshot (self);
  return self;
}

RhVariableScope *
rh_variable_scope_new_for_item (RhVariableScope *window, RhRequestItem *item)
{
  RhVariableScope *self;

  g_return_val_if_fail (RH_IS_VARIABLE_SCOPE (window) && window->window == NULL, NULL);
  g_return_val_if_fail (RH_IS_REQUEST_ITEM (item), NULL);

  self = new_for_collection (window->collection);
  self->window = g_object_ref (window);
  self->item = g_object_ref (item);
  g_signal_connect_object (window, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

/* Watched at once: nobody need have looked before a change is told. */
static void
follow (RhVariableScope *self)
{
  forget (self);
  need_snapshot (self);
  g_signal_emit (self, signals[CHANGED], 0);
}

void
rh_variable_scope_set_environment (RhVariableScope *self, RhEnvironment *environment)
{
  g_return_if_fail (RH_IS_VARIABLE_SCOPE (self) && self->window == NULL);

  if (g_set_object (&self->environment, environment))
    follow (self);
}

void
rh_variable_scope_set_runtime (RhVariableScope *self, RhRuntimeVariables *runtime)
{
  g_return_if_fail (RH_IS_VARIABLE_SCOPE (self) && self->window == NULL);

  if (g_set_object (&self->runtime, runtime))
    follow (self);
}

RhCollection *
rh_variable_scope_get_collection (RhVariableScope *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE_SCOPE (self), NULL);

  return self->collection;
}

RhEnvironment *
rh_variable_scope_get_environment (RhVariableScope *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE_SCOPE (self), NULL);

  return self->window == NULL ? self->environment : self->window->environment;
}

gboolean
rh_variable_scope_lookup (RhVariableScope *self,
                          const char *name,
                          RhSource *source,
                          char **value,
                          gboolean *is_secret)
{
  RhVariableValue found = { 0 };

  g_return_val_if_fail (RH_IS_VARIABLE_SCOPE (self), FALSE);
  g_return_val_if_fail (name != NULL, FALSE);

  if (!rh_variable_snapshot_describe (need_snapshot (self), name, &found))
    return FALSE;

  if (source != NULL)
    *source = found.source;
  if (value != NULL)
    *value = rh_variable_snapshot_dup_shown (self->snapshot, name);
  if (is_secret != NULL)
    *is_secret = found.secret;
  return TRUE;
}

GStrv
rh_variable_scope_dup_names (RhVariableScope *self)
{
  g_return_val_if_fail (RH_IS_VARIABLE_SCOPE (self), NULL);

  return rh_variable_snapshot_dup_names (need_snapshot (self));
}
