/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as HTTP/2 says it: pseudo fields, then header fields in lower case (RFC 9113 8.2, 8.3).
 * Pure. */
#pragma once

#include "http/rh-request.h"

G_BEGIN_DECLS

/* FALSE: something was typed that HTTP/1.1 alone can say: how the body is framed or when it goes,
 * what is to happen to the connection. */
gboolean rh_h2_fields_can_say (RhRequest *request);

/* ":authority", and the header fields of @request and those that the engine adds, in the order of
 * the wire: what is kept of a request that was sent. ":method", ":scheme" and ":path", which go
 * before, are its method and URL. @body_size: -1: it has none. (transfer full) */
RhHeaders *rh_h2_fields_list (RhRequest *request, goffset body_size);
/* @fields with the rest of the pseudo fields before them. @target_changed: see
 * rh_url_dup_request_target(). (transfer full) */
RhHeaders *rh_h2_fields_complete (RhRequest *request, RhHeaders *fields, gboolean *target_changed);
/* Of what is kept: whether it was sent by HTTP/2. */
gboolean rh_h2_fields_are (RhHeaders *sent);

G_END_DECLS
