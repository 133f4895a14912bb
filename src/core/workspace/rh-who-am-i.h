/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks an API who a token belongs to, after a sign-in (security.md 3.10). */
#pragma once

#include "http/rh-transport.h"
#include "oauth/rh-flow-record.h"
#include "oauth/rh-token.h"

G_BEGIN_DECLS

/* GET @api with @path; then, where there is @names_path, a list of what subjects are called. The
 * origin of @api is one that the token is bound to. */
void rh_who_am_i_async (RhToken *token,
                        const char *api,
                        const char *path,
                        const char *names_path,
                        const char *prefix,
                        RhTransport *transport,
                        RhFlowRecord *record,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data);
/* (transfer full) The token with its subject and account, or as it was if the API would not say;
 * NULL only when cancelled. */
RhToken *rh_who_am_i_finish (GAsyncResult *result, GError **error);
/* The subject: {"data": {"subjectURN": …}}, or that member at the top, or "sub". */
RhToken *rh_who_am_i_parse (RhToken *token, GBytes *body);
/* The account: in {"data": [{"id": …, "name": …}, …]} the name of the id that the subject ends with
 * after a colon; as it was if there is none. */
RhToken *rh_who_am_i_parse_names (RhToken *token, GBytes *body);

/* "Bearer eyJ…" as a header's value, with the token as a secret span that may go to @origins. */
RhText *rh_bearer_value_new (RhToken *token, const char *prefix, const char *const *origins);

G_END_DECLS
