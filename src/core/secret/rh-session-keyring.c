/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's keyring where it works, memory for this session where it does not. Memory holds what
 * the system did not take, and marks what it did not remove, so that it reads as removed. */
#define G_LOG_DOMAIN "rh-session-keyring"

#include "config.h"

#include "secret/rh-session-keyring.h"

struct _RhSessionKeyring
{
  GObject parent_instance;

  RhKeyring *system;
  GHashTable *kept;   /* Item, the key too */
  GHashTable *sealed; /* Item without a value: exists in the system's and cannot be read */
  RhKeyringState state;
};

/* What the system's keyring did not do. */
typedef struct
{
  char *kind;
  char *slot;
  char *label;     /* NULL: to be removed */
  RhSecret *value; /* NULL: to be removed */
} Item;

typedef struct
{
  GPtrArray *items; /* Item, still to be written */
  Item *probe;      /* read when there is nothing to write */
} Retry;

enum
{
  PROP_STATE = 1,
};

static void rh_session_keyring_init_keyring (RhKeyringInterface *iface);
static void retry_next (GTask *task);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhSessionKeyring,
                               rh_session_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_KEYRING,
                                                      rh_session_keyring_init_keyring))

static Item *
item_new (const char *kind, const char *slot, const char *label, RhSecret *value)
{
  Item *item = g_new0 (Item, 1);

  item->kind = g_strdup (kind);
  item->slot = g_strdup (slot);
  item->label = g_strdup (label);
  item->value = value != NULL ? rh_secret_ref (value) : NULL;

  return item;
}

static Item *
item_copy (const Item *item)
{
  return item_new (item->kind, item->slot, item->label, item->value);
}

static void
item_free (Item *item)
{
  g_free (item->kind);
  g_free (item->slot);
  g_free (item->label);
  g_clear_pointer (&item->value, rh_secret_unref);
  g_free (item);
}

static guint
item_hash (gconstpointer key)
{
  const Item *item = key;

  return g_str_hash (item->kind) ^ g_str_hash (item->slot);
}

static gboolean
item_equal (gconstpointer a, gconstpointer b)
{
  const Item *one = a;
  const Item *two = b;

  return g_str_equal (one->kind, two->kind) && g_str_equal (one->slot, two->slot);
}

static void
retry_free (Retry *retry)
{
  g_ptr_array_unref (retry->items);
  g_clear_pointer (&retry->probe, item_free);
  g_free (retry);
}

static void
set_state (RhSessionKeyring *self, RhKeyringState state)
{
  if (self->state == state)
    return;

  self->state = state;
  g_object_notify (G_OBJECT (self), "state");
}

/* After a failure nothing is written to the system's keyring until somebody asks for it again: each
 * try could open a prompt. */
static gboolean
has_failed (RhSessionKeyring *self)
{
  return self->state != RH_KEYRING_STATE_UNKNOWN && self->state != RH_KEYRING_STATE_READY;
}

/* While anything waits in memory, the reason for it stays. */
static void
system_worked (RhSessionKeyring *self)
{
  if (g_hash_table_size (self->kept) == 0 && g_hash_table_size (self->sealed) == 0)
    set_state (self, RH_KEYRING_STATE_READY);
}

static void
keep (RhSessionKeyring *self, Item *item)
{
  g_hash_table_remove (self->sealed, item);
  g_hash_table_add (self->kept, item);
}

static GTask *
new_task (RhKeyring *keyring,
          Item *item,
          GCancellable *cancellable,
          GAsyncReadyCallback callback,
          gpointer user_data)
{
  GTask *task = g_task_new (keyring, cancellable, callback, user_data);

  g_task_set_task_data (task, item, (GDestroyNotify) item_free);

  return task;
}

/* No service has no items; from a keyring that is there, what cannot be read is an error and not
 * "not there". */
static void
lookup_failed (GTask *task, GError *error)
{
  RhSessionKeyring *self = g_task_get_source_object (task);
  Item *item = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  set_state (self, rh_keyring_state_from_error (error));
  if (g_error_matches (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_NO_SERVICE))
    {
      g_error_free (error);
      g_task_return_pointer (task, NULL, NULL);
      return;
    }

  g_hash_table_replace (self->sealed, item_copy (item), g_error_copy (error));
  g_task_return_error (task, error);
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSessionKeyring *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (RhSecret) value = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);
  Item *kept = g_hash_table_lookup (self->kept, g_task_get_task_data (task));

  /* Written while the system was being read. */
  if (kept != NULL)
    {
      g_clear_pointer (&value, rh_secret_unref);
      value = kept->value != NULL ? rh_secret_ref (kept->value) : NULL;
      g_clear_error (&error);
    }
  else if (error == NULL)
    system_worked (self);

  if (error != NULL)
    lookup_failed (task, error);
  else
    g_task_return_pointer (task, g_steal_pointer (&value), (GDestroyNotify) rh_secret_unref);
}

static void
rh_session_keyring_lookup_async (RhKeyring *keyring,
                                 const char *kind,
                                 const char *slot,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  RhSessionKeyring *self = RH_SESSION_KEYRING (keyring);
  Item *item = item_new (kind, slot, NULL, NULL);
  g_autoptr (GTask) task = new_task (keyring, item, cancellable, callback, user_data);
  Item *kept = g_hash_table_lookup (self->kept, item);
  const GError *sealed = g_hash_table_lookup (self->sealed, item);

  g_task_set_source_tag (task, rh_session_keyring_lookup_async);
  if (kept != NULL)
    g_task_return_pointer (task, kept->value != NULL ? rh_secret_ref (kept->value) : NULL,
                           (GDestroyNotify) rh_secret_unref);
  else if (sealed != NULL)
    g_task_return_error (task, g_error_copy (sealed));
  else
    rh_keyring_lookup_async (self->system, kind, slot, cancellable, looked_up_cb,
                             g_steal_pointer (&task));
}

static RhSecret *
rh_session_keyring_lookup_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The system's keyring wrote, or memory has it: either way it is done. */
static void
finish_write (GTask *task, GError *error)
{
  RhSessionKeyring *self = g_task_get_source_object (task);
  Item *item = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, error);
      return;
    }

  if (error != NULL)
    {
      set_state (self, rh_keyring_state_from_error (error));
      keep (self, item_copy (item));
      g_error_free (error);
    }
  else
    {
      g_hash_table_remove (self->kept, item);
      g_hash_table_remove (self->sealed, item);
      system_worked (self);
    }
  g_task_return_boolean (task, TRUE);
}

/* Nothing to ask the system for: it was cancelled, or the system failed before and memory has it.
 */
static gboolean
is_done_at_once (GTask *task)
{
  RhSessionKeyring *self = g_task_get_source_object (task);

  if (g_task_return_error_if_cancelled (task))
    return TRUE;
  if (!has_failed (self))
    return FALSE;

  keep (self, item_copy (g_task_get_task_data (task)));
  g_task_return_boolean (task, TRUE);
  return TRUE;
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  rh_keyring_store_finish (RH_KEYRING (source), result, &error);
  finish_write (task, error);
}

static void
rh_session_keyring_store_async (RhKeyring *keyring,
                                const char *kind,
                                const char *slot,
                                const char *label,
                                RhSecret *value,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  RhSessionKeyring *self = RH_SESSION_KEYRING (keyring);
  Item *item = item_new (kind, slot, label, value);
  g_autoptr (GTask) task = new_task (keyring, item, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_session_keyring_store_async);
  if (is_done_at_once (task))
    return;

  rh_keyring_store_async (self->system, kind, slot, label, value, cancellable, stored_cb,
                          g_steal_pointer (&task));
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  rh_keyring_clear_finish (RH_KEYRING (source), result, &error);
  finish_write (task, error);
}

static void
rh_session_keyring_clear_async (RhKeyring *keyring,
                                const char *kind,
                                const char *slot,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  RhSessionKeyring *self = RH_SESSION_KEYRING (keyring);
  Item *item = item_new (kind, slot, NULL, NULL);
  g_autoptr (GTask) task = new_task (keyring, item, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_session_keyring_clear_async);
  if (is_done_at_once (task))
    return;

  rh_keyring_clear_async (self->system, kind, slot, cancellable, cleared_cb,
                          g_steal_pointer (&task));
}

static gboolean
rh_session_keyring_write_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static GStrv
merge_slots (RhSessionKeyring *self, const char *kind, GStrv system)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  GHashTableIter iter;
  const Item *item;

  for (guint i = 0; system != NULL && system[i] != NULL; i++)
    {
      const Item asked = { .kind = (char *) kind, .slot = system[i] };

      if (!g_hash_table_contains (self->kept, &asked))
        g_strv_builder_add (builder, system[i]);
    }

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, (gpointer *) &item, NULL))
    if (g_str_equal (item->kind, kind) && item->value != NULL)
      g_strv_builder_add (builder, item->slot);

  return g_strv_builder_end (builder);
}

/* What memory has is listed wherever the system has nothing to say. */
static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSessionKeyring *self = g_task_get_source_object (task);
  const char *kind = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_auto (GStrv) slots = rh_keyring_list_finish (RH_KEYRING (source), result, &error);

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_state (self, rh_keyring_state_from_error (error));
  if (error != NULL && !g_error_matches (error, RH_KEYRING_ERROR, RH_KEYRING_ERROR_NO_SERVICE))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, merge_slots (self, kind, slots), (GDestroyNotify) g_strfreev);
}

static void
rh_session_keyring_list_async (RhKeyring *keyring,
                               const char *kind,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  RhSessionKeyring *self = RH_SESSION_KEYRING (keyring);
  GTask *task = g_task_new (keyring, cancellable, callback, user_data);

  g_task_set_source_tag (task, rh_session_keyring_list_async);
  g_task_set_task_data (task, g_strdup (kind), g_free);
  rh_keyring_list_async (self->system, kind, cancellable, listed_cb, task);
}

static GStrv
rh_session_keyring_list_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, keyring), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static RhKeyringState
rh_session_keyring_get_state (RhKeyring *keyring)
{
  return RH_SESSION_KEYRING (keyring)->state;
}

static void
rh_session_keyring_init_keyring (RhKeyringInterface *iface)
{
  iface->lookup_async = rh_session_keyring_lookup_async;
  iface->lookup_finish = rh_session_keyring_lookup_finish;
  iface->store_async = rh_session_keyring_store_async;
  iface->store_finish = rh_session_keyring_write_finish;
  iface->clear_async = rh_session_keyring_clear_async;
  iface->clear_finish = rh_session_keyring_write_finish;
  iface->list_async = rh_session_keyring_list_async;
  iface->list_finish = rh_session_keyring_list_finish;
  iface->get_state = rh_session_keyring_get_state;
}

static void
retry_failed (GTask *task, GError *error)
{
  RhSessionKeyring *self = g_task_get_source_object (task);

  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    set_state (self, rh_keyring_state_from_error (error));
  g_task_return_error (task, error);
}

/* What was written meanwhile again stays in memory until the next try. */
static void
retry_wrote (GTask *task, GError *error)
{
  RhSessionKeyring *self = g_task_get_source_object (task);
  Retry *retry = g_task_get_task_data (task);
  const Item *item = g_ptr_array_index (retry->items, retry->items->len - 1);
  const Item *kept = g_hash_table_lookup (self->kept, item);

  if (error != NULL)
    {
      retry_failed (task, error);
      return;
    }

  if (kept != NULL && rh_secret_equal (kept->value, item->value))
    g_hash_table_remove (self->kept, item);
  g_ptr_array_set_size (retry->items, (gint) retry->items->len - 1);
  retry_next (task);
}

static void
retry_stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  rh_keyring_store_finish (RH_KEYRING (source), result, &error);
  retry_wrote (task, error);
}

static void
retry_cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  rh_keyring_clear_finish (RH_KEYRING (source), result, &error);
  retry_wrote (task, error);
}

static void
retry_probed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  RhSessionKeyring *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (RhSecret) value = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (error != NULL)
    {
      retry_failed (task, error);
      return;
    }

  g_hash_table_remove_all (self->sealed);
  system_worked (self);
  g_task_return_boolean (task, TRUE);
}

static void
retry_next (GTask *task)
{
  RhSessionKeyring *self = g_task_get_source_object (task);
  Retry *retry = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  const Item *item;

  if (retry->items->len == 0)
    {
      item = retry->probe;
      rh_keyring_lookup_async (self->system, item->kind, item->slot, cancellable, retry_probed_cb,
                               g_object_ref (task));
      return;
    }

  item = g_ptr_array_index (retry->items, retry->items->len - 1);
  if (item->value != NULL)
    rh_keyring_store_async (self->system, item->kind, item->slot, item->label, item->value,
                            cancellable, retry_stored_cb, g_object_ref (task));
  else
    rh_keyring_clear_async (self->system, item->kind, item->slot, cancellable, retry_cleared_cb,
                            g_object_ref (task));
}

/* Something to read at the end: an item that could not be read before, if there is one. */
static Item *
new_probe (RhSessionKeyring *self)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->sealed);
  if (g_hash_table_iter_next (&iter, &key, NULL))
    return item_copy (key);

  return item_new (RH_KEYRING_KIND_VARIABLE, "probe", NULL, NULL);
}

void
rh_session_keyring_retry_async (RhSessionKeyring *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_autoptr (GTask) task = NULL;
  Retry *retry;
  GHashTableIter iter;
  gpointer key;

  g_return_if_fail (RH_IS_SESSION_KEYRING (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rh_session_keyring_retry_async);
  retry = g_new0 (Retry, 1);
  retry->items = g_ptr_array_new_with_free_func ((GDestroyNotify) item_free);
  retry->probe = new_probe (self);
  rh_keyring_reset (self->system);
  g_task_set_task_data (task, retry, (GDestroyNotify) retry_free);

  g_hash_table_iter_init (&iter, self->kept);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_ptr_array_add (retry->items, item_copy (key));

  retry_next (task);
}

gboolean
rh_session_keyring_retry_finish (RhSessionKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
rh_session_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  RhSessionKeyring *self = RH_SESSION_KEYRING (object);

  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (gint) self->state);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rh_session_keyring_finalize (GObject *object)
{
  RhSessionKeyring *self = RH_SESSION_KEYRING (object);

  g_object_unref (self->system);
  g_hash_table_unref (self->kept);
  g_hash_table_unref (self->sealed);

  G_OBJECT_CLASS (rh_session_keyring_parent_class)->finalize (object);
}

static void
rh_session_keyring_class_init (RhSessionKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_session_keyring_get_property;
  object_class->finalize = rh_session_keyring_finalize;

  g_object_class_override_property (object_class, PROP_STATE, "state");
}

static void
rh_session_keyring_init (RhSessionKeyring *self)
{
  self->kept = g_hash_table_new_full (item_hash, item_equal, (GDestroyNotify) item_free, NULL);
  self->sealed = g_hash_table_new_full (item_hash, item_equal, (GDestroyNotify) item_free,
                                        (GDestroyNotify) g_error_free);
}

RhKeyring *
rh_session_keyring_new (RhKeyring *system)
{
  RhSessionKeyring *self = g_object_new (RH_TYPE_SESSION_KEYRING, NULL);

  self->system = g_object_ref (system);

  return RH_KEYRING (self);
}
