/* SPDX-License-Identifier: GPL-3.0-or-later */
/* PKCE, RFC 7636: a code verifier and its S256 challenge. There is no "plain". */
#define G_LOG_DOMAIN "rh-pkce"

#include "config.h"

#include "oauth/rh-pkce.h"

#include "text/rh-codec.h"

#define VERIFIER_BYTES 32
#define DIGEST_BYTES 32

RhSecret *
rh_pkce_new_verifier (void)
{
  return rh_secret_new_take (rh_random_token (VERIFIER_BYTES));
}

char *
rh_pkce_dup_challenge (RhSecret *verifier)
{
  g_autoptr (GChecksum) checksum = NULL;
  guint8 digest[DIGEST_BYTES];
  gsize digest_length = sizeof digest;
  gsize length;
  const char *bytes;

  g_return_val_if_fail (verifier != NULL, NULL);

  bytes = rh_secret_peek (verifier, &length);
  checksum = g_checksum_new (G_CHECKSUM_SHA256);
  g_checksum_update (checksum, (const guchar *) bytes, (gssize) length);
  g_checksum_get_digest (checksum, digest, &digest_length);

  return rh_base64url_encode (digest, digest_length);
}
