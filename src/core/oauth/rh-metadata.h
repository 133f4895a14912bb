/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Authorization server metadata: RFC 8414 and OpenID Connect Discovery (standards.md F1 to F3). */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"

G_BEGIN_DECLS

#define RH_METADATA_MAX_SIZE (256 * 1024)

typedef struct
{
  char *issuer;
  char *authorization_endpoint;
  char *token_endpoint;
  char *revocation_endpoint;
  char *introspection_endpoint;
  GStrv scopes_supported;
  GStrv token_endpoint_auth_methods_supported;
  GStrv code_challenge_methods_supported;
  gboolean iss_parameter_supported;
} RhMetadata;

void rh_metadata_free (RhMetadata *self);

/* The URLs to try in order: RFC 8414 between host and path, OIDC after the path. */
GStrv rh_metadata_urls (const char *issuer, GError **error);
/* @issuer must equal the document's byte for byte, else nothing of it is used. */
RhMetadata *rh_metadata_parse (const char *issuer, GBytes *body, GError **error);

void rh_metadata_fetch_async (const char *issuer,
                              RhTransport *transport,
                              RhFlowRecord *record,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
RhMetadata *rh_metadata_fetch_finish (GAsyncResult *result, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhMetadata, rh_metadata_free)

G_END_DECLS
