/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks an API who a token belongs to, after a sign-in (security.md 3.10). */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-token.h"

G_BEGIN_DECLS

/* GET @url with the token; @url's origin is one that the token is bound to. */
void rh_who_am_i_async (RhToken *token,
                        const char *url,
                        const char *prefix,
                        RhTransport *transport,
                        RhFlowRecord *record,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
/* (transfer full) The token with its subject and account, or as it was if the API would not say;
 * NULL only when cancelled. */
RhToken *rh_who_am_i_finish (GAsyncResult *result, GError **error);
/* {"data": {"subjectURN": …, "applicationName": …}} or its members at the top, or "sub". */
RhToken *rh_who_am_i_parse (RhToken *token, GBytes *body);

/* "Bearer eyJ…" as a header's value, with the token as a secret span that may go to @origins. */
RhText *rh_bearer_value_new (RhToken *token, const char *prefix, const char *const *origins);

G_END_DECLS
