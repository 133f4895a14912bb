/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it went out, as text for people: the lines of HTTP/1.1, or the fields of HTTP/2,
 * secrets masked. */
#pragma once

#include "http/rh-body.h"
#include "http/rh-hop.h"

G_BEGIN_DECLS

/* A header that was sent, as it may be shown: by its spans, by its name, by known values.
 * (transfer full) */
char *rh_hop_text_dup_header (const char *name, RhText *value);
/* The URL of @hop likewise. (transfer full) */
char *rh_hop_text_dup_url (RhHop *hop);
/* Request line, headers, an empty line and the body if it is text. @body: what the request had,
 * nullable; it is left out of a hop that went without. A request that failed before it was written
 * has no headers, and is spelled as HTTP/1.1 would have been. (transfer full) */
char *rh_hop_text_dup_request (RhHop *hop, RhBody *body);

G_END_DECLS
