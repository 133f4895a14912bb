/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client certificate that a user chose: read before anything is kept, so that a wrong file or
 * pass phrase is said at once and not by the next request. */
#pragma once

#include "workspace/rh-network-rules.h"

G_BEGIN_DECLS

/* @certificate, @key: as rh_network_rules_set_client_certificate() has them. @pass_phrase: to the
 * keyring; NULL: there is none. */
void rh_client_certificate_add_async (RhNetworkRules *rules,
                                      const char *origin,
                                      const char *certificate,
                                      const char *key,
                                      RhSecret *pass_phrase,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
/* RH_HTTP_ERROR_CLIENT_CERTIFICATE, RH_KEYRING_ERROR, RH_STATE_FILE_ERROR; then there is no new
 * rule. */
gboolean
rh_client_certificate_add_finish (RhNetworkRules *rules, GAsyncResult *result, GError **error);

G_END_DECLS
