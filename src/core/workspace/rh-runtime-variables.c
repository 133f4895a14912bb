/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Variables kept in memory. Each value is an RhSecret, so that it is wiped whether or not it is
 * one. */
#define G_LOG_DOMAIN "rh-runtime-variables"

#include "config.h"

#include "workspace/rh-runtime-variables.h"

typedef struct
{
  RhSecret *value;
  char *origin; /* NULL: not known */
  gboolean secret;
} Entry;

struct _RhRuntimeVariables
{
  GObject parent_instance;

  /* owned */
  GHashTable *entries; /* name → Entry */
};

enum
{
  CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RhRuntimeVariables, rh_runtime_variables, G_TYPE_OBJECT)

static void
entry_free (Entry *entry)
{
  rh_secret_unref (entry->value);
  g_free (entry->origin);
  g_free (entry);
}

static void
rh_runtime_variables_finalize (GObject *object)
{
  g_hash_table_unref (RH_RUNTIME_VARIABLES (object)->entries);

  G_OBJECT_CLASS (rh_runtime_variables_parent_class)->finalize (object);
}

static void
rh_runtime_variables_class_init (RhRuntimeVariablesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rh_runtime_variables_finalize;

  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL,
                                   NULL, NULL, G_TYPE_NONE, 0);
}

static void
rh_runtime_variables_init (RhRuntimeVariables *self)
{
  self->entries
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) entry_free);
}

RhRuntimeVariables *
rh_runtime_variables_new (void)
{
  return g_object_new (RH_TYPE_RUNTIME_VARIABLES, NULL);
}

void
rh_runtime_variables_set (RhRuntimeVariables *self,
                          const char *name,
                          RhSecret *value,
                          gboolean secret,
                          const char *origin)
{
  Entry *entry;

  g_return_if_fail (RH_IS_RUNTIME_VARIABLES (self));
  g_return_if_fail (name != NULL && value != NULL);

  entry = g_new0 (Entry, 1);
  entry->value = rh_secret_ref (value);
  entry->origin = g_strdup (origin);
  entry->secret = secret;
  g_hash_table_replace (self->entries, g_strdup (name), entry);
  g_signal_emit (self, signals[CHANGED], 0);
}

gboolean
rh_runtime_variables_lookup (RhRuntimeVariables *self,
                             const char *name,
                             RhSecret **value,
                             gboolean *secret,
                             const char **origin)
{
  const Entry *entry;

  g_return_val_if_fail (RH_IS_RUNTIME_VARIABLES (self), FALSE);
  g_return_val_if_fail (name != NULL && value != NULL, FALSE);

  entry = g_hash_table_lookup (self->entries, name);
  if (entry == NULL)
    return FALSE;

  *value = entry->value;
  if (secret != NULL)
    *secret = entry->secret;
  if (origin != NULL)
    *origin = entry->origin;
  return TRUE;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

GStrv
rh_runtime_variables_dup_names (RhRuntimeVariables *self)
{
  g_autofree char **keys = NULL;
  guint n;

  g_return_val_if_fail (RH_IS_RUNTIME_VARIABLES (self), NULL);

  keys = (char **) g_hash_table_get_keys_as_array (self->entries, &n);
  if (n > 1)
    qsort (keys, n, sizeof (char *), compare_names);

  return g_strdupv (keys);
}

void
rh_runtime_variables_remove (RhRuntimeVariables *self, const char *name)
{
  g_return_if_fail (RH_IS_RUNTIME_VARIABLES (self));
  g_return_if_fail (name != NULL);

  if (g_hash_table_remove (self->entries, name))
    g_signal_emit (self, signals[CHANGED], 0);
}
