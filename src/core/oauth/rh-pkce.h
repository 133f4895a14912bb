/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PKCE, RFC 7636, S256 only. */
#pragma once

#include "text/rh-secret.h"

G_BEGIN_DECLS

/* 32 random bytes as 43 characters (4.1). */
RhSecret *rh_pkce_new_verifier (void);
/* base64url (SHA-256 (verifier)) (4.2). */
char *rh_pkce_dup_challenge (RhSecret *verifier);

G_END_DECLS
