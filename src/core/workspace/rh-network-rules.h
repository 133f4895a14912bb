/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided about the network: certificates that are trusted although they do not verify,
 * client certificates, both by origin, and the proxy. In the user's state, never in a collection
 * (security.md 4.3); pass phrase and password in the keyring. */
#pragma once

#include "http/rh-network-policy.h"
#include "secret/rh-keyring.h"
#include "workspace/rh-network-rule.h"

G_BEGIN_DECLS

#define RH_TYPE_NETWORK_RULES (rh_network_rules_get_type ())
G_DECLARE_FINAL_TYPE (RhNetworkRules, rh_network_rules, RH, NETWORK_RULES, GObject)

/* An RhNetworkPolicy. A file that cannot be read lets nothing be sent: a proxy or certificate that
 * somebody counts on may stand in it. For the origin "" it gives the proxy and nothing else. */
RhNetworkRules *rh_network_rules_new (GFile *file, RhKeyring *keyring);

/* GListModel of RhNetworkRule, by origin; follows every change made here. Borrowed. */
GListModel *rh_network_rules_get_list (RhNetworkRules *self);

/* Why the file, which is there, cannot be read; NULL. Then there is nothing in the list, and
 * nothing can be changed. Borrowed until the next change. */
const GError *rh_network_rules_get_problem (RhNetworkRules *self);

/* After RH_HTTP_ERROR_TLS with a certificate in the hop: this very certificate is good at this
 * origin from now on. Another one is asked about again. */
gboolean rh_network_rules_trust (RhNetworkRules *self,
                                 const char *origin,
                                 GTlsCertificate *certificate,
                                 GError **error);
gboolean rh_network_rules_distrust (RhNetworkRules *self, const char *origin, GError **error);
/* What distrust() took away: @sha256 of the rule that was. */
gboolean rh_network_rules_trust_again (RhNetworkRules *self,
                                       const char *origin,
                                       const char *sha256,
                                       GError **error);

/* Paths. @key NULL: in the same file. @certificate NULL: none any more, and its pass phrase is
 * forgotten. RH_HTTP_ERROR_CLIENT_CERTIFICATE comes with the next request, not here. */
gboolean rh_network_rules_set_client_certificate (RhNetworkRules *self,
                                                  const char *origin,
                                                  const char *certificate,
                                                  const char *key,
                                                  GError **error);
/* Without it from now on; its pass phrase stays, so that it can be set again. Once nobody can bring
 * it back: rh_network_rules_forget_pass_phrase(). */
gboolean
rh_network_rules_take_client_certificate (RhNetworkRules *self, const char *origin, GError **error);
/* Does nothing while @origin has a client certificate. */
void rh_network_rules_forget_pass_phrase (RhNetworkRules *self, const char *origin);

/* Without the password. Borrowed until the next change. */
const RhProxySettings *rh_network_rules_get_proxy (RhNetworkRules *self);
/* Its password is not looked at. RH_HTTP_ERROR_PROXY where it makes no sense. */
gboolean
rh_network_rules_set_proxy (RhNetworkRules *self, const RhProxySettings *proxy, GError **error);

/* The pass phrase of @origin's client certificate; @origin NULL: the password of the proxy. @secret
 * NULL: forget it. */
void rh_network_rules_keep_secret_async (RhNetworkRules *self,
                                         const char *origin,
                                         RhSecret *secret,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean
rh_network_rules_keep_secret_finish (RhNetworkRules *self, GAsyncResult *result, GError **error);

G_END_DECLS
