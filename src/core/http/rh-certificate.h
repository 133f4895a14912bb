/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What people are shown of a certificate, and what it is known by. Plain facts from a
 * GTlsCertificate; nothing is judged here. */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct
{
  char *subject;     /* RFC 4514, NULL if it names none */
  char *issuer;      /* likewise */
  gint64 not_before; /* seconds since 1970 */
  gint64 not_after;  /* likewise */
  char *sha256;      /* of the DER form: 64 hexadecimal digits, lower case */
  GStrv names;       /* hosts and addresses it is for; never NULL */
} RhCertificate;

#define RH_TYPE_CERTIFICATE (rh_certificate_get_type ())
GType rh_certificate_get_type (void);

RhCertificate *rh_certificate_new (GTlsCertificate *certificate);
RhCertificate *rh_certificate_copy (const RhCertificate *self);
void rh_certificate_free (RhCertificate *self);
/* It and those that vouch for it, as the server sent them; of RhCertificate. NULL gives none.
 * (transfer container) */
GPtrArray *rh_certificate_list_chain (GTlsCertificate *certificate);
/* What an exception is pinned by. */
char *rh_certificate_dup_sha256 (GTlsCertificate *certificate);
/* "AB:CD:…", as other programs show it. */
char *rh_certificate_format_sha256 (const char *sha256);
/* Why it was not trusted: "unknown-ca", "bad-identity", "not-activated", "expired", "revoked",
 * "insecure", "generic". (transfer full) */
GStrv rh_certificate_list_problems (GTlsCertificateFlags errors);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhCertificate, rh_certificate_free)

G_END_DECLS
