/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's proxies or the user's own, but never for loopback: what is meant for this machine
 * stays on it. */
#pragma once

#include "http/rh-proxy-settings.h"

G_BEGIN_DECLS

#define RH_TYPE_PROXY_RESOLVER (rh_proxy_resolver_get_type ())
G_DECLARE_FINAL_TYPE (RhProxyResolver, rh_proxy_resolver, RH, PROXY_RESOLVER, GObject)

/* @system: asked where @settings leave it to the system; NULL: the default of the process.
 * @settings: NULL: they leave it to the system. */
GProxyResolver *rh_proxy_resolver_new (GProxyResolver *system, const RhProxySettings *settings);

/* Whether the system was asked about the origin of @uri: it may have another answer by now. */
gboolean rh_proxy_resolver_was_asked (RhProxyResolver *self, const char *uri);
/* Asks it again. TRUE: it has another answer than last time, so that a connection that is still
 * open is one by a way that is not to be gone any more. Nobody tells that proxies have changed. */
void rh_proxy_resolver_ask_again_async (RhProxyResolver *self,
                                        const char *uri,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
gboolean rh_proxy_resolver_ask_again_finish (RhProxyResolver *self, GAsyncResult *result);

G_END_DECLS
