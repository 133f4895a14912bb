/* SPDX-License-Identifier: GPL-3.0-or-later */
/* RhTransport on libsoup 3, stripped of what libsoup would do by itself (platform.md). */
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
/* Whether HTTP/2 is spoken where a request asks for it; without, it goes by HTTP/1.1, and the
 * switch has no business on screen. No libsoup so far keeps what is promised here (seen with 3.6.5
 * and with 3.7 of July 2026): a message that is stopped in "starting", as one on a connection that
 * is not trusted, goes out all the same; one that is cancelled later is never ended before the
 * server says something more, and not at all once writing has failed; and 3.6.5 uses freed memory
 * when a server goes away while a file is sent. */
gboolean rh_soup_transport_has_http2 (void);

G_END_DECLS
