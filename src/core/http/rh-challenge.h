/* SPDX-License-Identifier: GPL-3.0-or-later */
/* WWW-Authenticate, RFC 9110 11.6.1 and RFC 6750 3: what a resource server says about a token. */
#pragma once

#include "http/rh-headers.h"

G_BEGIN_DECLS

/**
 * RhChallenge:
 *
 * One challenge: a scheme with parameters ("Bearer realm=\"x\", error=\"invalid_token\"") or with
 * one token68 ("Negotiate abc==").
 */
typedef struct _RhChallenge RhChallenge;

void rh_challenge_free (RhChallenge *self);
const char *rh_challenge_get_scheme (const RhChallenge *self);
const char *rh_challenge_get_token68 (const RhChallenge *self); /* NULL: none */
/* By name, without case; the first of two; unquoted; NULL: none. Server text: clean it to show. */
const char *rh_challenge_get (const RhChallenge *self, const char *name);

/* Every challenge of every WWW-Authenticate field, in order. A malformed part is skipped, never
 * fatal. (transfer full) (element RhChallenge) */
GPtrArray *rh_challenges_parse (RhHeaders *headers);
/* The first of @scheme, without case. Borrowed; NULL: none. */
const RhChallenge *rh_challenges_find (GPtrArray *challenges, const char *scheme);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhChallenge, rh_challenge_free)

G_END_DECLS
