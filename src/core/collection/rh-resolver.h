/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a request in: pure, no keyring, no network. */
#pragma once

#include "collection/rh-oauth-block.h"
#include "collection/rh-request-item.h"
#include "http/rh-request.h"
#include "text/rh-template.h"

G_BEGIN_DECLS

#define RH_RESOLVER_ERROR (rh_resolver_error_quark ())
GQuark rh_resolver_error_quark (void);
typedef enum
{
  RH_RESOLVER_ERROR_PATH_PARAM, /* it has no value; the message is its name */
  RH_RESOLVER_ERROR_AUTH_EMPTY, /* the message is the field: "username", "token", "key" */
  RH_RESOLVER_ERROR_USERNAME, /* a colon in it, which Basic ends it with (RFC 7617 2), or a control
                                 character */
  RH_RESOLVER_ERROR_TOKEN,    /* white space, controls or other than ASCII in it */
  RH_RESOLVER_ERROR_KEY, /* no name of a header field, Host, or a secret in it; the message is it */
} RhResolverError;

/* Every template of @item with @lookup. Variables are encoded for their place. The URL gets
 * https:// when it has no scheme, http:// when it is a loopback address. Errors: RH_TEMPLATE_ERROR,
 * RH_HTTP_ERROR, RH_RESOLVER_ERROR. */
RhRequest *rh_resolver_fill_request (RhRequestItem *item,
                                     RhVariableLookup lookup,
                                     gpointer user_data,
                                     GError **error);

/* The fields of an auth, filled in and checked. */
typedef struct _RhFilledAuth RhFilledAuth;

/* @kind: one that has fields. Errors: RH_TEMPLATE_ERROR, RH_RESOLVER_ERROR. */
RhFilledAuth *rh_resolver_fill_auth (RhAuthKind kind,
                                     RhAuth *auth,
                                     RhVariableLookup lookup,
                                     gpointer user_data,
                                     GError **error);
void rh_filled_auth_free (RhFilledAuth *self);
/* With the spans of what it was filled in from, which say where it may go. Borrowed; NULL: its kind
 * has no such field. */
const RhText *rh_filled_auth_get (const RhFilledAuth *self, const char *field);
/* The fields of its kind. Borrowed; NULL-terminated. */
const char *const *rh_filled_auth_get_fields (const RhFilledAuth *self);
/* A field that is secret whatever it was filled in from, as one secret span of RH_SOURCE_AUTH: by
 * the name of the variable if all of it comes from that, else of the field. (transfer full) */
RhText *rh_filled_auth_dup_secret (const RhFilledAuth *self, const char *field);
/* The header that it would put in; NULL: none, as for a key that goes into the query. */
const char *rh_filled_auth_get_header (const RhFilledAuth *self);
/* Puts a header or a param of the query in: whatever is secret in it has a secret span of
 * RH_SOURCE_AUTH. FALSE, and nothing done: one of that name was typed, and wins (RFC 6750 2). Of a
 * Digest nothing can be put in before its server has asked. */
gboolean rh_filled_auth_apply (const RhFilledAuth *self, RhRequest *request);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhFilledAuth, rh_filled_auth_free)

/* @settings: none of them inherited; see rh_folder_resolve_settings(). */
void rh_resolver_apply_settings (RhRequest *request, RhRequestSettings *settings);

/* The OAuth block as a configuration. @client_secret comes through the look-up like any variable.
 */
RhOAuthConfig *rh_resolver_fill_oauth (RhOAuthBlock *block,
                                       RhVariableLookup lookup,
                                       gpointer user_data,
                                       GError **error);

G_END_DECLS
