/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Header fields that go out with a request though nobody typed them, and why. */
#pragma once

#include "http/rh-request.h"

G_BEGIN_DECLS

typedef enum
{
  RH_AUTO_HEADER_HOST,           /* the URL's, where HTTP/1.1 has it (RFC 9110 7.2) */
  RH_AUTO_HEADER_ENCODING,       /* what the engine can decode */
  RH_AUTO_HEADER_CONNECTION,     /* kept open for the next request */
  RH_AUTO_HEADER_CONTENT_TYPE,   /* of the kind of body */
  RH_AUTO_HEADER_CONTENT_LENGTH, /* of the body */
  RH_AUTO_HEADER_AUTHORIZATION,  /* what its auth says */
  RH_AUTO_HEADER_COOKIE,         /* those that are kept for the URL */
} RhAutoHeaderReason;

typedef struct
{
  char *name;
  char *value; /* to be shown, no secret in it; NULL: known only when it is sent */
  RhAutoHeaderReason reason;
  gboolean can_override; /* one that is typed goes instead */
} RhAutoHeader;

RhAutoHeader *rh_auto_header_new (const char *name,
                                  const char *value,
                                  RhAutoHeaderReason reason,
                                  gboolean can_override);
void rh_auto_header_free (RhAutoHeader *self);

/* What the engine adds to @request as it is, in the order of the wire; what is typed there is not
 * in it. (transfer full) (element RhAutoHeader) */
GPtrArray *rh_auto_headers_of (RhRequest *request);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhAutoHeader, rh_auto_header_free)

G_END_DECLS
