/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A web server or proxy that is not ours, started for one test: nginx, nghttpd, tinyproxy, stunnel,
 * microsocks, httpbin. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _RhHttpPeer RhHttpPeer;

/* Waits until it accepts connections; NULL where the program is not installed, and then the test is
 * marked as skipped. @kind: see http-peer.py. */
RhHttpPeer *rh_http_peer_start (const char *kind);
/* Ends it, and removes its folder. */
void rh_http_peer_free (RhHttpPeer *self);

guint16 rh_http_peer_get_port (RhHttpPeer *self);
/* nginx: with TLS, and asks for a client certificate. */
guint16 rh_http_peer_get_tls_port (RhHttpPeer *self);
/* A file in its folder. */
char *rh_http_peer_dup_path (RhHttpPeer *self, const char *name);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhHttpPeer, rh_http_peer_free)

G_END_DECLS
