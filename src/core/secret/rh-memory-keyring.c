/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring for the life of the process: a table of secrets that are wiped with it. */
#define G_LOG_DOMAIN "rh-memory-keyring"

#include "config.h"

#include "secret/rh-memory-keyring.h"

#include <string.h>

struct _RhMemoryKeyring
{
  GObject parent_instance;

  GHashTable *items; /* "kind/slot" to RhSecret */
};

enum
{
  PROP_STATE = 1,
};

static void rh_memory_keyring_init_keyring (RhKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhMemoryKeyring,
                               rh_memory_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_KEYRING,
                                                      rh_memory_keyring_init_keyring))

/* Kinds have no slash. */
static char *
item_key (const char *kind, const char *slot)
{
  return g_strconcat (kind, "/", slot, NULL);
}

static void
rh_memory_keyring_lookup_async (RhKeyring *keyring,
                                const char *kind,
                                const char *slot,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  RhMemoryKeyring *self = RH_MEMORY_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = item_key (kind, slot);
  RhSecret *value = g_hash_table_lookup (self->items, key);

  g_task_set_source_tag (task, rh_memory_keyring_lookup_async);
  g_task_return_pointer (task, value != NULL ? rh_secret_ref (value) : NULL,
                         (GDestroyNotify) rh_secret_unref);
}

static RhSecret *
rh_memory_keyring_lookup_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
rh_memory_keyring_store_async (RhKeyring *keyring,
                               const char *kind,
                               const char *slot,
                               const char *label,
                               RhSecret *value,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  RhMemoryKeyring *self = RH_MEMORY_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_memory_keyring_store_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_replace (self->items, item_key (kind, slot), rh_secret_ref (value));
  g_task_return_boolean (task, TRUE);
}

static void
rh_memory_keyring_clear_async (RhKeyring *keyring,
                               const char *kind,
                               const char *slot,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  RhMemoryKeyring *self = RH_MEMORY_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *key = item_key (kind, slot);

  g_task_set_source_tag (task, rh_memory_keyring_clear_async);
  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_remove (self->items, key);
  g_task_return_boolean (task, TRUE);
}

static gboolean
rh_memory_keyring_write_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rh_memory_keyring_list_async (RhKeyring *keyring,
                              const char *kind,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhMemoryKeyring *self = RH_MEMORY_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GStrvBuilder) slots = g_strv_builder_new ();
  g_autofree char *prefix = item_key (kind, "");
  GHashTableIter iter;
  const char *key;

  g_task_set_source_tag (task, rh_memory_keyring_list_async);
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, (gpointer *) &key, NULL))
    if (g_str_has_prefix (key, prefix))
      g_strv_builder_add (slots, key + strlen (prefix));

  g_task_return_pointer (task, g_strv_builder_end (slots), (GDestroyNotify) g_strfreev);
}

static GStrv
rh_memory_keyring_list_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static RhKeyringState
rh_memory_keyring_get_state (RhKeyring *keyring)
{
  return RH_KEYRING_STATE_MEMORY;
}

static void
rh_memory_keyring_init_keyring (RhKeyringInterface *iface)
{
  iface->lookup_async = rh_memory_keyring_lookup_async;
  iface->lookup_finish = rh_memory_keyring_lookup_finish;
  iface->store_async = rh_memory_keyring_store_async;
  iface->store_finish = rh_memory_keyring_write_finish;
  iface->clear_async = rh_memory_keyring_clear_async;
  iface->clear_finish = rh_memory_keyring_write_finish;
  iface->list_async = rh_memory_keyring_list_async;
  iface->list_finish = rh_memory_keyring_list_finish;
  iface->get_state = rh_memory_keyring_get_state;
}

static void
rh_memory_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, rh_keyring_get_state (RH_KEYRING (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rh_memory_keyring_finalize (GObject *object)
{
  RhMemoryKeyring *self = RH_MEMORY_KEYRING (object);

  g_hash_table_unref (self->items);

  G_OBJECT_CLASS (rh_memory_keyring_parent_class)->finalize (object);
}

static void
rh_memory_keyring_class_init (RhMemoryKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_memory_keyring_get_property;
  object_class->finalize = rh_memory_keyring_finalize;

  g_object_class_override_property (object_class, PROP_STATE, "state");
}

static void
rh_memory_keyring_init (RhMemoryKeyring *self)
{
  self->items
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) rh_secret_unref);
}

RhKeyring *
rh_memory_keyring_new (void)
{
  return g_object_new (RH_TYPE_MEMORY_KEYRING, NULL);
}
