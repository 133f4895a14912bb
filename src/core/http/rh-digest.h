/* SPDX-License-Identifier: GPL-3.0-or-later */
/* HTTP Digest (RFC 7616), sans-IO: a challenge in, an Authorization value out. MD5 and SHA-256,
 * each also as a session; auth and auth-int. */
#pragma once

#include "http/rh-challenge.h"
#include "text/rh-secret.h"

G_BEGIN_DECLS

/**
 * RhDigestChallenge:
 *
 * What a server asks for, once it is known to be something that can be answered. Immutable.
 */
typedef struct _RhDigestChallenge RhDigestChallenge;

/* The first of @challenges (element-type RhChallenge) that can be answered, as the server prefers
 * them (3.7). NULL: none can. (transfer full) */
RhDigestChallenge *rh_digest_challenge_choose (GPtrArray *challenges);
void rh_digest_challenge_free (RhDigestChallenge *self);

/* The algorithm that the first Digest of @challenges names, where nobody here knows it
 * ("SHA-512-256", RFC 7616 3.1): at most 32 characters, escaped. NULL: that is not it. (transfer
 * full) */
char *rh_digest_dup_unknown_algorithm (GPtrArray *challenges);

const char *rh_digest_challenge_get_nonce (const RhDigestChallenge *self);
/* The password was not wrong: the nonce is too old. */
gboolean rh_digest_challenge_is_stale (const RhDigestChallenge *self);
/* auth-int and nothing less: the body's hash goes into the answer. */
gboolean rh_digest_challenge_wants_body (const RhDigestChallenge *self);
GChecksumType rh_digest_challenge_get_hash (const RhDigestChallenge *self);

/* One answer. */
typedef struct
{
  const char *username; /* UTF-8 */
  RhSecret *password;
  const char *method;
  const char *target;    /* path and query, as on the request line */
  const char *body_hash; /* hexadecimal; NULL: of no body */
  const char *cnonce;    /* ours, the same for all answers to a nonce */
  guint count;           /* of answers to it, from 1 */
} RhDigestUse;

/* "Digest username=…" (transfer full) */
char *rh_digest_challenge_answer (const RhDigestChallenge *self, const RhDigestUse *use);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhDigestChallenge, rh_digest_challenge_free)

G_END_DECLS
