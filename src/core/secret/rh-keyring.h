/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The keyring behind one small interface, so that nobody else knows libsecret. */
#pragma once

#include "text/rh-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

#define RH_KEYRING_ERROR (rh_keyring_error_quark ())
GQuark rh_keyring_error_quark (void);
typedef enum
{
  RH_KEYRING_ERROR_NO_SERVICE, /* nobody answers on the bus */
  RH_KEYRING_ERROR_LOCKED,     /* exists, and nobody can ask for the pass phrase */
  RH_KEYRING_ERROR_DISMISSED,  /* the prompt was closed */
  RH_KEYRING_ERROR_TIMED_OUT,
  RH_KEYRING_ERROR_REFUSED, /* a write did not take */
} RhKeyringError;

typedef enum
{
  RH_KEYRING_STATE_UNKNOWN, /* not touched yet: no unlock prompt before the first need */
  RH_KEYRING_STATE_READY,
  RH_KEYRING_STATE_NO_SERVICE,
  RH_KEYRING_STATE_LOCKED,
  RH_KEYRING_STATE_DISMISSED,
  RH_KEYRING_STATE_TIMED_OUT,
  RH_KEYRING_STATE_REFUSED,
  RH_KEYRING_STATE_MEMORY, /* made to keep nothing */
} RhKeyringState;

#define RH_TYPE_KEYRING_STATE (rh_keyring_state_get_type ())
GType rh_keyring_state_get_type (void);
/* The state that an error of a keyring means; one of another domain is a refusal. */
RhKeyringState rh_keyring_state_from_error (const GError *error);

/* Kinds of item. An item is found by kind and slot; slot is a hash or a random id and no secret,
 * for attributes are stored in clear (standards.md L1, security.md 4.5). */
#define RH_KEYRING_KIND_TOKEN "token"
#define RH_KEYRING_KIND_CLIENT_SECRET "client-secret"
#define RH_KEYRING_KIND_VARIABLE "variable"
#define RH_KEYRING_KIND_PASS_PHRASE "pass-phrase" /* of a client certificate */
#define RH_KEYRING_KIND_PROXY_PASSWORD "proxy-password"
#define RH_KEYRING_KIND_COOKIES "cookies" /* of a jar that is kept */

#define RH_TYPE_KEYRING (rh_keyring_get_type ())
G_DECLARE_INTERFACE (RhKeyring, rh_keyring, RH, KEYRING, GObject)

/**
 * RhKeyringInterface:
 *
 * Main thread only; every call is asynchronous (L2). A look-up of what is not there succeeds with
 * NULL; an item that exists and cannot be read is an error, never "not there".
 */
struct _RhKeyringInterface
{
  GTypeInterface parent;

  void (*lookup_async) (RhKeyring *self,
                        const char *kind,
                        const char *slot,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  RhSecret *(*lookup_finish) (RhKeyring *self, GAsyncResult *result, GError **error);

  /* @label is shown by keyring managers: the service's name only. */
  void (*store_async) (RhKeyring *self,
                       const char *kind,
                       const char *slot,
                       const char *label,
                       RhSecret *value,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*store_finish) (RhKeyring *self, GAsyncResult *result, GError **error);

  void (*clear_async) (RhKeyring *self,
                       const char *kind,
                       const char *slot,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data);
  gboolean (*clear_finish) (RhKeyring *self, GAsyncResult *result, GError **error);

  void (*list_async) (RhKeyring *self,
                      const char *kind,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data);
  GStrv (*list_finish) (RhKeyring *self, GAsyncResult *result, GError **error);

  RhKeyringState (*get_state) (RhKeyring *self);
  /* May be NULL. */
  void (*reset) (RhKeyring *self);
};

void rh_keyring_lookup_async (RhKeyring *self,
                              const char *kind,
                              const char *slot,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
/* (transfer full) (nullable) */
RhSecret *rh_keyring_lookup_finish (RhKeyring *self, GAsyncResult *result, GError **error);
void rh_keyring_store_async (RhKeyring *self,
                             const char *kind,
                             const char *slot,
                             const char *label,
                             RhSecret *value,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rh_keyring_store_finish (RhKeyring *self, GAsyncResult *result, GError **error);
void rh_keyring_clear_async (RhKeyring *self,
                             const char *kind,
                             const char *slot,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean rh_keyring_clear_finish (RhKeyring *self, GAsyncResult *result, GError **error);
/* The slots of all items of @kind. Unlocks nothing: a locked item is there as well, and only
 * reading it needs the pass phrase. */
void rh_keyring_list_async (RhKeyring *self,
                            const char *kind,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
/* (transfer full) sorted, once each; NULL with an error. */
GStrv rh_keyring_list_finish (RhKeyring *self, GAsyncResult *result, GError **error);
/* Property "state" of every implementation; notified when a call changed it. */
RhKeyringState rh_keyring_get_state (RhKeyring *self);
/* A person asks for it: after a prompt that came to nothing a new one may be shown. Until then
 * nobody is asked again for each thing that is read. */
void rh_keyring_reset (RhKeyring *self);

G_END_DECLS
