/* SPDX-License-Identifier: GPL-3.0-or-later */
/* From a SoupMessage into an RhHop: what was really sent, who answered, what came, how long it
 * took. */
#pragma once

#include "http/rh-hop.h"
#include "http/rh-request.h"

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The header fields in the order of the wire, with @request's spans where a value is from it.
 * @proxy_authorization: what was put in for a proxy; NULL: nothing. */
void rh_soup_record_sent (RhHop *hop,
                          SoupMessage *message,
                          RhRequest *request,
                          RhText *proxy_authorization,
                          goffset body_size);
void rh_soup_record_response (RhHop *hop, SoupMessage *message);
/* The body that came is not in the coding that the head names. */
void rh_soup_record_absent_coding (RhHop *hop, SoupMessage *message);
/* @address: of the open connection, NULL if there never was one. @certificate and @errors: of a
 * handshake that failed; else the message's own are taken. */
void rh_soup_record_peer (RhHop *hop,
                          SoupMessage *message,
                          GSocketAddress *address,
                          GTlsCertificate *certificate,
                          GTlsCertificateFlags errors);
/* The same, of a connection that is not libsoup's; each as far as there is any. */
void rh_soup_record_connection (RhHop *hop,
                                GSocketAddress *address,
                                GIOStream *tls,
                                GTlsCertificate *certificate,
                                GTlsCertificateFlags errors);
/* @started, @sent: monotonic, 0 when it did not come to that. */
void rh_soup_record_timing (RhHop *hop,
                            SoupMessage *message,
                            gint64 started,
                            gint64 sent,
                            gboolean reused);

G_END_DECLS
