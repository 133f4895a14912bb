/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring of one item in a file, in clear, for tests in which processes die. */
#define G_LOG_DOMAIN "rh-file-keyring"

#include "config.h"

#include "lib/rh-file-keyring.h"

#include <glib/gstdio.h>

struct _RhFileKeyring
{
  GObject parent_instance;

  char *path;
  void (*step) (void);
};

enum
{
  PROP_STATE = 1,
};

static void rh_file_keyring_init_keyring (RhKeyringInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (RhFileKeyring,
                               rh_file_keyring,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (RH_TYPE_KEYRING,
                                                      rh_file_keyring_init_keyring))

static void
take_step (RhFileKeyring *self)
{
  if (self->step != NULL)
    self->step ();
}

static void
rh_file_keyring_lookup_async (RhKeyring *keyring,
                              const char *kind,
                              const char *slot,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  RhFileKeyring *self = RH_FILE_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  char *contents = NULL;

  take_step (self);
  g_file_get_contents (self->path, &contents, NULL, NULL);
  take_step (self);
  g_task_return_pointer (task, rh_secret_new_take (contents), (GDestroyNotify) rh_secret_unref);
}

static RhSecret *
rh_file_keyring_lookup_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
rh_file_keyring_store_async (RhKeyring *keyring,
                             const char *kind,
                             const char *slot,
                             const char *label,
                             RhSecret *value,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  RhFileKeyring *self = RH_FILE_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  gsize length;
  const char *bytes = rh_secret_peek (value, &length);

  take_step (self);
  g_assert_true (g_file_set_contents (self->path, bytes, (gssize) length, NULL));
  take_step (self);
  g_task_return_boolean (task, TRUE);
}

static void
rh_file_keyring_clear_async (RhKeyring *keyring,
                             const char *kind,
                             const char *slot,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  RhFileKeyring *self = RH_FILE_KEYRING (keyring);
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  take_step (self);
  g_unlink (self->path);
  take_step (self);
  g_task_return_boolean (task, TRUE);
}

static gboolean
rh_file_keyring_write_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Processes that die do not list. */
static void
rh_file_keyring_list_async (RhKeyring *keyring,
                            const char *kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (keyring, cancellable, callback, user_data);

  g_task_return_pointer (task, g_new0 (char *, 1), (GDestroyNotify) g_strfreev);
}

static GStrv
rh_file_keyring_list_finish (RhKeyring *keyring, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static RhKeyringState
rh_file_keyring_get_state (RhKeyring *keyring)
{
  return RH_KEYRING_STATE_READY;
}

static void
rh_file_keyring_init_keyring (RhKeyringInterface *iface)
{
  iface->lookup_async = rh_file_keyring_lookup_async;
  iface->lookup_finish = rh_file_keyring_lookup_finish;
  iface->store_async = rh_file_keyring_store_async;
  iface->store_finish = rh_file_keyring_write_finish;
  iface->clear_async = rh_file_keyring_clear_async;
  iface->clear_finish = rh_file_keyring_write_finish;
  iface->list_async = rh_file_keyring_list_async;
  iface->list_finish = rh_file_keyring_list_finish;
  iface->get_state = rh_file_keyring_get_state;
}

static void
rh_file_keyring_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
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
rh_file_keyring_finalize (GObject *object)
{
  g_free (RH_FILE_KEYRING (object)->path);

  G_OBJECT_CLASS (rh_file_keyring_parent_class)->finalize (object);
}

static void
rh_file_keyring_class_init (RhFileKeyringClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = rh_file_keyring_get_property;
  object_class->finalize = rh_file_keyring_finalize;

  g_object_class_override_property (object_class, PROP_STATE, "state");
}

static void
rh_file_keyring_init (RhFileKeyring *self)
{
}

RhKeyring *
rh_file_keyring_new (const char *path, void (*step) (void))
{
  RhFileKeyring *self = g_object_new (RH_TYPE_FILE_KEYRING, NULL);

  self->path = g_strdup (path);
  self->step = step;

  return RH_KEYRING (self);
}
