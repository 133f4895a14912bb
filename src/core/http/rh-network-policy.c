/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided about the network, as the transport asks for it. */
#define G_LOG_DOMAIN "rh-network-policy"

#include "config.h"

#include "http/rh-network-policy.h"

#include "http/rh-certificate.h"

#include <string.h>

G_DEFINE_INTERFACE (RhNetworkPolicy, rh_network_policy, G_TYPE_OBJECT)

static void
rh_network_policy_default_init (RhNetworkPolicyInterface *iface)
{
}

RhNetworkTerms *
rh_network_terms_new (void)
{
  return g_rc_box_new0 (RhNetworkTerms);
}

RhNetworkTerms *
rh_network_terms_ref (RhNetworkTerms *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  return g_rc_box_acquire (self);
}

static void
terms_clear (gpointer data)
{
  RhNetworkTerms *self = data;

  g_clear_pointer (&self->proxy, rh_proxy_settings_free);
  g_clear_pointer (&self->trusted, g_free);
  g_clear_object (&self->client);
}

void
rh_network_terms_unref (RhNetworkTerms *self)
{
  g_return_if_fail (self != NULL);

  g_rc_box_release_full (self, terms_clear);
}

gboolean
rh_network_terms_trust (RhNetworkTerms *self, GTlsCertificate *certificate)
{
  g_autofree char *sha256 = NULL;

  g_return_val_if_fail (self != NULL, FALSE);

  if (self->trusted == NULL || certificate == NULL)
    return FALSE;

  sha256 = rh_certificate_dup_sha256 (certificate);

  return strcmp (sha256, self->trusted) == 0;
}

void
rh_network_policy_gather_async (RhNetworkPolicy *self,
                                const char *origin,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  g_return_if_fail (RH_IS_NETWORK_POLICY (self));
  g_return_if_fail (origin != NULL);

  RH_NETWORK_POLICY_GET_IFACE (self)->gather_async (self, origin, cancellable, callback, user_data);
}

RhNetworkTerms *
rh_network_policy_gather_finish (RhNetworkPolicy *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (RH_IS_NETWORK_POLICY (self), NULL);

  return RH_NETWORK_POLICY_GET_IFACE (self)->gather_finish (self, result, error);
}
