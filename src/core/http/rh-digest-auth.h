/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Digest for one request: who, at which origin, and what that origin asked for last. What it asked
 * for is remembered, so that the next request is answered at once (RFC 7616 3.6). */
#pragma once

#include "http/rh-digest.h"
#include "http/rh-hop.h"
#include "http/rh-request.h"

G_BEGIN_DECLS

/* What origins asked for, by origin and user name. Reference counted, main thread only. */
typedef struct _RhDigestMemory RhDigestMemory;
RhDigestMemory *rh_digest_memory_new (void);
RhDigestMemory *rh_digest_memory_ref (RhDigestMemory *self);
void rh_digest_memory_unref (RhDigestMemory *self);

#define RH_TYPE_DIGEST_AUTH (rh_digest_auth_get_type ())
G_DECLARE_FINAL_TYPE (RhDigestAuth, rh_digest_auth, RH, DIGEST_AUTH, GObject)

/* @origin: the only one that ever gets an answer. @origins: where the password may go, for its
 * spans. */
RhDigestAuth *rh_digest_auth_new (RhDigestMemory *memory,
                                  const char *origin,
                                  const char *username,
                                  RhSecret *password,
                                  const char *const *origins);

/* Whether @url is at the origin. */
gboolean rh_digest_auth_is_for (RhDigestAuth *self, const RhText *url);
/* Whether an answer can be given without being asked. */
gboolean rh_digest_auth_is_ready (RhDigestAuth *self);
/* Whether that answer needs the hash of the body, and which. */
gboolean rh_digest_auth_wants_body (RhDigestAuth *self, GChecksumType *hash);
/* Takes in what @hop, a 401, asks for. FALSE: it is of another origin, asks nothing that can be
 * answered, or asks again what was answered already: the user name or the password is wrong. */
gboolean rh_digest_auth_learn (RhDigestAuth *self, RhHop *hop);
/* @request with the answer in it; needs to be ready. (transfer full) */
RhRequest *rh_digest_auth_sign (RhDigestAuth *self, RhRequest *request, const char *body_hash);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhDigestMemory, rh_digest_memory_unref)

G_END_DECLS
