/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided about the network, as the transport asks for it: before each hop, by origin
 * (security.md 4.3). Who has none verifies by the machine's authorities and uses its proxies. */
#pragma once

#include "http/rh-proxy-settings.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/**
 * RhNetworkTerms:
 *
 * What holds for one hop. Reference counted; read only once it is handed out.
 */
typedef struct
{
  guint64 generation;      /* another number after every change: no connection outlives it */
  RhProxySettings *proxy;  /* NULL: the system's */
  char *trusted;           /* SHA-256 of the certificate that is trusted although; NULL: none */
  GTlsCertificate *client; /* with its key, for a server that asks; NULL: none */
} RhNetworkTerms;

RhNetworkTerms *rh_network_terms_new (void);
RhNetworkTerms *rh_network_terms_ref (RhNetworkTerms *self);
void rh_network_terms_unref (RhNetworkTerms *self);
/* The user's word, for this origin and for this very certificate, which may be NULL. */
gboolean rh_network_terms_trust (RhNetworkTerms *self, GTlsCertificate *certificate);

#define RH_TYPE_NETWORK_POLICY (rh_network_policy_get_type ())
G_DECLARE_INTERFACE (RhNetworkPolicy, rh_network_policy, RH, NETWORK_POLICY, GObject)

struct _RhNetworkPolicyInterface
{
  GTypeInterface parent;

  /* May have to read a file or the keyring. */
  void (*gather_async) (RhNetworkPolicy *self,
                        const char *origin,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
  RhNetworkTerms *(*gather_finish) (RhNetworkPolicy *self, GAsyncResult *result, GError **error);
};

void rh_network_policy_gather_async (RhNetworkPolicy *self,
                                     const char *origin,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
/* (transfer full). NULL: nothing may be sent. RH_HTTP_ERROR_RULES, RH_HTTP_ERROR_CERTIFICATE,
 * RH_KEYRING_ERROR. */
RhNetworkTerms *
rh_network_policy_gather_finish (RhNetworkPolicy *self, GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhNetworkTerms, rh_network_terms_unref)

G_END_DECLS
