/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One request on the wire and its answer: a link in an exchange's chain. */
#pragma once

#include "http/rh-certificate.h"
#include "http/rh-headers.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Microseconds; -1: not known. All zero but wait and download: the connection was reused. */
typedef struct
{
  gint64 name_lookup;
  gint64 connect;
  gint64 tls;
  gint64 wait; /* request sent to first byte */
  gint64 download;
  gint64 total;
  gboolean reused;
} RhTiming;

#define RH_TYPE_HOP (rh_hop_get_type ())
G_DECLARE_FINAL_TYPE (RhHop, rh_hop, RH, HOP, GObject)

RhHop *rh_hop_new (const char *method, RhText *url);

/* What was sent. Headers: as they were on the wire, in order, with the spans of what we put there;
 * empty until the request was written. */
const char *rh_hop_get_method (RhHop *self);
RhText *rh_hop_get_url (RhHop *self);
RhHeaders *rh_hop_get_sent_headers (RhHop *self);
goffset rh_hop_get_sent_body_size (RhHop *self);
/* What came back. Status 0: nothing yet. */
guint rh_hop_get_status (RhHop *self);
const char *rh_hop_get_reason (RhHop *self);
const char *rh_hop_get_http_version (RhHop *self); /* "HTTP/1.1", NULL before the answer */
RhHeaders *rh_hop_get_headers (RhHop *self);
const RhTiming *rh_hop_get_timing (RhHop *self);
goffset rh_hop_get_wire_size (RhHop *self); /* body bytes as received, before decoding */
/* Of the request's body, how much has gone out; rh_hop_get_sent_body_size() is all of it. Both this
 * and the wire size grow while the hop is under way: signal "progress", at most once a main loop
 * iteration. */
goffset rh_hop_get_bytes_sent (RhHop *self);
const char *rh_hop_get_remote_address (RhHop *self);
/* TLS; NULL on http. */
const char *rh_hop_get_tls_protocol (RhHop *self);
const char *rh_hop_get_tls_cipher (RhHop *self);
GTlsCertificate *rh_hop_get_certificate (RhHop *self);
GTlsCertificateFlags rh_hop_get_certificate_errors (RhHop *self);
/* Of RhCertificate: the server's own first. None on http. (transfer container) */
GPtrArray *rh_hop_list_chain (RhHop *self);
/* Why it does not verify: rh_certificate_list_problems(). (transfer full) */
GStrv rh_hop_list_certificate_problems (RhHop *self);
/* Codes of what we did for or to this hop, in order: "method-changed", "body-dropped",
 * "credential-dropped:NAME", "downgrade", "target-encoded", "replay", "informational:103",
 * "authorization-typed" (the request's own header went instead of its auth), "digest-answered",
 * "body-held-back" and "body-sent" (once the server had said what it asks for), "json-invalid" (the
 * body, once it was filled in), "cookie-refused:CODE:NAME" (rh_cookie_verdict_get_code()),
 * "certificate-trusted" (it does not verify, and the user trusts it), "client-certificate" (the
 * server asked for one and got it), "client-certificate-wanted" (it asked and there is none),
 * "proxy-answered" (not the server), "coding-kept:NAME" (the body is as it was sent: nobody here
 * unpacks that coding), "coding-absent:NAME" (the body is as it was sent, and not in that coding),
 * "location-absent" (a redirect to nowhere), "digest-unknown:NAME" (an algorithm)…
 */
const char *const *rh_hop_get_notes (RhHop *self);

/* For the transport and the send operation only. */
void rh_hop_set_sent (RhHop *self, RhHeaders *headers, goffset body_size);
void rh_hop_set_response (RhHop *self,
                          guint status,
                          const char *reason,
                          const char *version,
                          RhHeaders *headers);
void rh_hop_set_progress (RhHop *self, goffset bytes_sent, goffset wire_size);
void rh_hop_set_timing (RhHop *self, const RhTiming *timing, goffset wire_size);
void rh_hop_set_peer (RhHop *self,
                      const char *remote_address,
                      const char *tls_protocol,
                      const char *tls_cipher,
                      GTlsCertificate *certificate,
                      GTlsCertificateFlags errors);
void rh_hop_add_note (RhHop *self, const char *note);

G_END_DECLS
