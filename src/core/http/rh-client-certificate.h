/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A client certificate with its key, from the files that people have: PEM or PKCS#12. */
#pragma once

#include "text/rh-secret.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* Whether reading @certificate may need a pass phrase: it is there and is no PEM file. */
gboolean rh_client_certificate_is_pkcs12 (const char *certificate);
/* @key: path of the key's PEM file; NULL: it is in @certificate. @pass_phrase: for PKCS#12, NULL:
 * none. RH_HTTP_ERROR_CLIENT_CERTIFICATE; the message says which file and what is wrong with it.
 * Small files of this machine: read at once. (transfer full) */
GTlsCertificate *rh_client_certificate_load (const char *certificate,
                                             const char *key,
                                             RhSecret *pass_phrase,
                                             GError **error);

G_END_DECLS
