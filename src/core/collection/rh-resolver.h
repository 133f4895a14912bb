/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Fills a request in: pure, no keyring, no network. */
#pragma once

#include "collection/rh-oauth-block.h"
#include "collection/rh-request-item.h"
#include "http/rh-request.h"
#include "text/rh-template.h"

G_BEGIN_DECLS

/* Every template of @item with @lookup. Variables are encoded for their place. The URL gets
 * https:// when it has no scheme, http:// when it is a loopback address. Errors: RH_TEMPLATE_ERROR,
 * RH_HTTP_ERROR. */
RhRequest *rh_resolver_fill_request (RhRequestItem *item,
                                     RhVariableLookup lookup,
                                     gpointer user_data,
                                     GError **error);
/* The OAuth block as a configuration. @client_secret comes through the look-up like any variable.
 */
RhOAuthConfig *rh_resolver_fill_oauth (RhOAuthBlock *block,
                                       RhVariableLookup lookup,
                                       gpointer user_data,
                                       GError **error);

G_END_DECLS
