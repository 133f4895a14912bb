/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A TLS connection that HTTP/2 is spoken on, if the server can: straight to it, no proxy. Nothing
 * but the handshake is written before its certificate was looked at (security.md 4.3). */
#pragma once

#include "http/rh-hop.h"
#include "http/rh-network-policy.h"
#include "http/rh-soup-phase.h"
#include "text/rh-url.h"

G_BEGIN_DECLS

#define RH_TYPE_H2_LINK (rh_h2_link_get_type ())
G_DECLARE_FINAL_TYPE (RhH2Link, rh_h2_link, RH, H2_LINK, GObject)

RhH2Link *rh_h2_link_new (const RhUrl *url, RhNetworkTerms *terms);

/* RH_HTTP_ERROR, by how far it came. */
void rh_h2_link_open_async (RhH2Link *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean rh_h2_link_open_finish (RhH2Link *self, GAsyncResult *result, GError **error);
/* It agreed to (RFC 7301); else nothing is to be written. */
gboolean rh_h2_link_speaks_h2 (RhH2Link *self);

/* NULL before it is open. Borrowed. */
GPollableInputStream *rh_h2_link_get_input (RhH2Link *self);
GPollableOutputStream *rh_h2_link_get_output (RhH2Link *self);

/* Who is there, as far as is known, and what was asked of us. */
void rh_h2_link_record (RhH2Link *self, RhHop *hop);
/* Of the connection alone. Borrowed. */
const RhTiming *rh_h2_link_get_timing (RhH2Link *self);

/* At once, waiting for nobody. What was written may still arrive. */
void rh_h2_link_shut (RhH2Link *self);

G_END_DECLS
