/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring that fails as a test says and counts what it is asked. */
#define G_LOG_DOMAIN "rh-fake-keyring"

#include "config.h"

#include "lib/rh-fake-keyring.h"

struct _RhFakeKeyring
{
  GObject parent_instance;

  RhKeyring *inner;
  GError *errors[RH_FAKE_KEYRING_N_CALLS];
  guint counts[RH_FAKE_KEYRING_N_CALLS];
  guint resets;
  GPtrArray *held;      /* of GTask, not answered; NULL: answers */
  RhKeyringState state; /* UNKNOWN: the inner one's */
};

enum
{
  PROP_STATE = 1,
};

static void rh_fake_keyring_init_keyring (RhKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFakeKeyring,
                               rh_fake_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_KEYRING,
                                                      rh_fake_keyring_init_keyring))

/* NULL: it failed already, or is held. */
static GTask *
begin (RhKeyring *keyring,
       RhFakeKeyringCall call,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  RhFakeKeyring *self = RH_FAKE_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  self->counts[call]++;
  if (self->held != NULL)
    {
      g_ptr_array_add (self->held, g_steal_pointer (&task));
      return NULL;
    }
  if (self->errors[call] == NULL)
    return g_steal_pointer (&task);

  g_task_return_error (task, g_error_copy (self->errors[call]));

  return NULL;
}

static void
looked_up_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  RhSecret *value = rh_keyring_lookup_finish (RH_KEYRING (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, value, (GDestroyNotify) rh_secret_unref);
}

static void
rh_fake_keyring_lookup_async (RhKeyring *keyring,
                              const char *kind,
                              const char *slot,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhFakeKeyring *self = RH_FAKE_KEYRING (keyring);
  GTask *task = begin (keyring, RH_FAKE_KEYRING_LOOKUP, cancellable, callback, user_data);

  if (task != NULL)
    rh_keyring_lookup_async (self->inner, kind, slot, cancellable, looked_up_cb, task);
}

static RhSecret *
rh_fake_keyring_lookup_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
finish_write (GTask *task, gboolean done, GError *error)
{
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, done);
  g_object_unref (task);
}

static void
stored_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gboolean done = rh_keyring_store_finish (RH_KEYRING (source), result, &error);

  finish_write (user_data, done, error);
}

static void
rh_fake_keyring_store_async (RhKeyring *keyring,
                             const char *kind,
                             const char *slot,
                             const char *label,
                             RhSecret *value,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  RhFakeKeyring *self = RH_FAKE_KEYRING (keyring);
  GTask *task = begin (keyring, RH_FAKE_KEYRING_STORE, cancellable, callback, user_data);

  if (task != NULL)
    rh_keyring_store_async (self->inner, kind, slot, label, value, cancellable, stored_cb, task);
}

static void
cleared_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GError *error = NULL;
  gboolean done = rh_keyring_clear_finish (RH_KEYRING (source), result, &error);

  finish_write (user_data, done, error);
}

static void
rh_fake_keyring_clear_async (RhKeyring *keyring,
                             const char *kind,
                             const char *slot,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  RhFakeKeyring *self = RH_FAKE_KEYRING (keyring);
  GTask *task = begin (keyring, RH_FAKE_KEYRING_CLEAR, cancellable, callback, user_data);

  if (task != NULL)
    rh_keyring_clear_async (self->inner, kind, slot, cancellable, cleared_cb, task);
}

static gboolean
rh_fake_keyring_write_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
listed_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  GStrv slots = rh_keyring_list_finish (RH_KEYRING (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, slots, (GDestroyNotify) g_strfreev);
}

static void
rh_fake_keyring_list_async (RhKeyring *keyring,
                            const char *kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  RhFakeKeyring *self = RH_FAKE_KEYRING (keyring);
  GTask *task = begin (keyring, RH_FAKE_KEYRING_LIST, cancellable, callback, user_data);

  if (task != NULL)
    rh_keyring_list_async (self->inner, kind, cancellable, listed_cb, task);
}

static GStrv
rh_fake_keyring_list_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static RhKeyringState
rh_fake_keyring_get_state (RhKeyring *keyring)
{
  RhFakeKeyring *self = RH_FAKE_KEYRING (keyring);

  return self->state != RH_KEYRING_STATE_UNKNOWN ? self->state : rh_keyring_get_state (self->inner);
}

static void
rh_fake_keyring_reset (RhKeyring *keyring)
{
  RH_FAKE_KEYRING (keyring)->resets++;
}

static void
rh_fake_keyring_init_keyring (RhKeyringInterface *iface)
{
  iface->lookup_async = rh_fake_keyring_lookup_async;
  iface->lookup_finish = rh_fake_keyring_lookup_finish;
  iface->store_async = rh_fake_keyring_store_async;
  iface->store_finish = rh_fake_keyring_write_finish;
  iface->clear_async = rh_fake_keyring_clear_async;
  iface->clear_finish = rh_fake_keyring_write_finish;
  iface->list_async = rh_fake_keyring_list_async;
  iface->list_finish = rh_fake_keyring_list_finish;
  iface->get_state = rh_fake_keyring_get_state;
  iface->reset = rh_fake_keyring_reset;
}

static void
rh_fake_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (gint) rh_keyring_get_state (RH_KEYRING (object)));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
rh_fake_keyring_finalize (GObject *object)
{
  RhFakeKeyring *self = RH_FAKE_KEYRING (object);

  rh_fake_keyring_fail_all (self, -1);
  g_object_unref (self->inner);

  G_OBJECT_CLASS (rh_fake_keyring_parent_class)->finalize (object);
}

static void
rh_fake_keyring_class_init (RhFakeKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_fake_keyring_get_property;
  object_class->finalize = rh_fake_keyring_finalize;

  g_object_class_override_property (object_class, PROP_STATE, "state");
}

static void
rh_fake_keyring_init (RhFakeKeyring *self)
{
}

RhFakeKeyring *
rh_fake_keyring_new (RhKeyring *inner)
{
  RhFakeKeyring *self = g_object_new (RH_TYPE_FAKE_KEYRING, NULL);

  self->inner = g_object_ref (inner);

  return self;
}

void
rh_fake_keyring_fail (RhFakeKeyring *self, RhFakeKeyringCall call, GError *error)
{
  g_clear_error (&self->errors[call]);
  self->errors[call] = error;
}

void
rh_fake_keyring_fail_all (RhFakeKeyring *self, int code)
{
  for (guint i = 0; i < RH_FAKE_KEYRING_N_CALLS; i++)
    rh_fake_keyring_fail (
        self, i, code >= 0 ? g_error_new_literal (RH_KEYRING_ERROR, code, "as told") : NULL);
}

guint
rh_fake_keyring_count (RhFakeKeyring *self, RhFakeKeyringCall call)
{
  return self->counts[call];
}

guint
rh_fake_keyring_count_resets (RhFakeKeyring *self)
{
  return self->resets;
}

void
rh_fake_keyring_hold (RhFakeKeyring *self, gboolean hold)
{
  g_autoptr (GPtrArray) held = g_steal_pointer (&self->held);

  for (guint i = 0; held != NULL && i < held->len; i++)
    g_task_return_new_error_literal (held->pdata[i], RH_KEYRING_ERROR, RH_KEYRING_ERROR_TIMED_OUT,
                                     "late");
  if (hold)
    self->held = g_ptr_array_new_with_free_func (g_object_unref);
}

void
rh_fake_keyring_set_state (RhFakeKeyring *self, RhKeyringState state)
{
  self->state = state;
}
