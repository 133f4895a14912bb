/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The hash of a body, read through once, as Digest's auth-int wants it (RFC 7616 3.4.3). */
#pragma once

#include "http/rh-body.h"

G_BEGIN_DECLS

void rh_body_hash_async (RhBody *body,
                         GChecksumType type,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data);
/* Hexadecimal. (transfer full) */
char *rh_body_hash_finish (GAsyncResult *result, GError **error);

G_END_DECLS
