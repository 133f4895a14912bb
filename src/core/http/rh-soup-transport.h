/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhTransport: HTTP/1.1 on libsoup 3, stripped of what libsoup would do by itself (platform.md),
 * and HTTP/2 on nghttp2. */
#pragma once

#include "http/rh-network-policy.h"
#include "http/rh-transport.h"

G_BEGIN_DECLS

#define RH_TYPE_SOUP_TRANSPORT (rh_soup_transport_get_type ())
G_DECLARE_FINAL_TYPE (RhSoupTransport, rh_soup_transport, RH, SOUP_TRANSPORT, GObject)

/* Each has a SoupSession of its own: one for OAuth, one for each environment's API
 * (security.md 4.3). */
RhTransport *rh_soup_transport_new (void);
/* Asked before each hop; NULL: the machine's authorities and proxies. @proxy_only: for OAuth, where
 * no certificate is trusted that does not verify, and none is shown (security.md 4.3). */
void
rh_soup_transport_set_policy (RhSoupTransport *self, RhNetworkPolicy *policy, gboolean proxy_only);
/* With a jar of its own; NULL: none. */
void rh_soup_transport_set_cookie_jar (RhSoupTransport *self, RhCookieJar *jar);

G_END_DECLS
