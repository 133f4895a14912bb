/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring's interface: states, errors, and calls that go to whoever implements it. */
#define G_LOG_DOMAIN "rh-keyring"

#include "config.h"

#include "secret/rh-keyring.h"

#include <stdlib.h>
#include <string.h>

G_DEFINE_QUARK (rh_keyring_error, rh_keyring_error)

G_DEFINE_INTERFACE (RhKeyring, rh_keyring, G_TYPE_OBJECT)

GType
rh_keyring_state_get_type (void)
{
  static gsize type = 0;
  static const GEnumValue values[] = {
    { RH_KEYRING_STATE_UNKNOWN, "RH_KEYRING_STATE_UNKNOWN", "unknown" },
    { RH_KEYRING_STATE_READY, "RH_KEYRING_STATE_READY", "ready" },
    { RH_KEYRING_STATE_NO_SERVICE, "RH_KEYRING_STATE_NO_SERVICE", "no-service" },
    { RH_KEYRING_STATE_LOCKED, "RH_KEYRING_STATE_LOCKED", "locked" },
    { RH_KEYRING_STATE_DISMISSED, "RH_KEYRING_STATE_DISMISSED", "dismissed" },
    { RH_KEYRING_STATE_TIMED_OUT, "RH_KEYRING_STATE_TIMED_OUT", "timed-out" },
    { RH_KEYRING_STATE_REFUSED, "RH_KEYRING_STATE_REFUSED", "refused" },
    { RH_KEYRING_STATE_MEMORY, "RH_KEYRING_STATE_MEMORY", "memory" },
    { 0, NULL, NULL },
  };

  if (g_once_init_enter (&type))
    g_once_init_leave (&type, g_enum_register_static ("RhKeyringState", values));

  return type;
}

RhKeyringState
rh_keyring_state_from_error (const GError *error)
{
  if (error->domain != RH_KEYRING_ERROR)
    return RH_KEYRING_STATE_REFUSED;

  switch ((RhKeyringError) error->code)
    {
    case RH_KEYRING_ERROR_NO_SERVICE:
      return RH_KEYRING_STATE_NO_SERVICE;
    case RH_KEYRING_ERROR_LOCKED:
      return RH_KEYRING_STATE_LOCKED;
    case RH_KEYRING_ERROR_DISMISSED:
      return RH_KEYRING_STATE_DISMISSED;
    case RH_KEYRING_ERROR_TIMED_OUT:
      return RH_KEYRING_STATE_TIMED_OUT;
    case RH_KEYRING_ERROR_REFUSED:
    default:
      return RH_KEYRING_STATE_REFUSED;
    }
}

static void
rh_keyring_default_init (RhKeyringInterface *iface)
{
  g_object_interface_install_property (
      iface,
      g_param_spec_enum ("state", NULL, NULL, RH_TYPE_KEYRING_STATE, RH_KEYRING_STATE_UNKNOWN,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY));
}

void
rh_keyring_lookup_async (RhKeyring *self,
                         const char *kind,
                         const char *slot,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_return_if_fail (RH_IS_KEYRING (self));
  g_return_if_fail (kind != NULL && slot != NULL);

  RH_KEYRING_GET_IFACE (self)->lookup_async (self, kind, slot, cancellable, callback, user_data);
}

RhSecret *
rh_keyring_lookup_finish (RhKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (RH_IS_KEYRING (self), NULL);

  return RH_KEYRING_GET_IFACE (self)->lookup_finish (self, result, error);
}

void
rh_keyring_store_async (RhKeyring *self,
                        const char *kind,
                        const char *slot,
                        const char *label,
                        RhSecret *value,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (RH_IS_KEYRING (self));
  g_return_if_fail (kind != NULL && slot != NULL && label != NULL && value != NULL);

  RH_KEYRING_GET_IFACE (self)->store_async (self, kind, slot, label, value, cancellable, callback,
                                            user_data);
}

gboolean
rh_keyring_store_finish (RhKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (RH_IS_KEYRING (self), FALSE);

  return RH_KEYRING_GET_IFACE (self)->store_finish (self, result, error);
}

void
rh_keyring_clear_async (RhKeyring *self,
                        const char *kind,
                        const char *slot,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  g_return_if_fail (RH_IS_KEYRING (self));
  g_return_if_fail (kind != NULL && slot != NULL);

  RH_KEYRING_GET_IFACE (self)->clear_async (self, kind, slot, cancellable, callback, user_data);
}

gboolean
rh_keyring_clear_finish (RhKeyring *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (RH_IS_KEYRING (self), FALSE);

  return RH_KEYRING_GET_IFACE (self)->clear_finish (self, result, error);
}

void
rh_keyring_list_async (RhKeyring *self,
                       const char *kind,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_return_if_fail (RH_IS_KEYRING (self));
  g_return_if_fail (kind != NULL);

  RH_KEYRING_GET_IFACE (self)->list_async (self, kind, cancellable, callback, user_data);
}

static int
compare_slots (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

GStrv
rh_keyring_list_finish (RhKeyring *self, GAsyncResult *result, GError **error)
{
  GStrv slots;

  g_return_val_if_fail (RH_IS_KEYRING (self), NULL);

  slots = RH_KEYRING_GET_IFACE (self)->list_finish (self, result, error);
  if (slots != NULL)
    qsort (slots, g_strv_length (slots), sizeof *slots, compare_slots);

  return slots;
}

RhKeyringState
rh_keyring_get_state (RhKeyring *self)
{
  g_return_val_if_fail (RH_IS_KEYRING (self), RH_KEYRING_STATE_UNKNOWN);

  return RH_KEYRING_GET_IFACE (self)->get_state (self);
}

void
rh_keyring_reset (RhKeyring *self)
{
  g_return_if_fail (RH_IS_KEYRING (self));

  if (RH_KEYRING_GET_IFACE (self)->reset != NULL)
    RH_KEYRING_GET_IFACE (self)->reset (self);
}
