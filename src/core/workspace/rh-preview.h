/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request as it would be sent now, without sending it: for its Headers page and for Copy. */
#pragma once

#include "format/rh-request-text.h"
#include "http/rh-auto-headers.h"
#include "workspace/rh-workspace.h"

G_BEGIN_DECLS

typedef struct _RhPreview RhPreview;

/* Touches neither keyring nor network: what is secret is known by its name alone, the access token
 * too. A variable that nobody defines stays as {{name}}. Errors: RH_TEMPLATE_ERROR (not UNKNOWN),
 * RH_HTTP_ERROR. */
RhPreview *rh_preview_new (RhWorkspace *workspace,
                           RhConnection *connection,
                           RhRequestItem *item,
                           GError **error);
/* The same for a file that goes to others: what only looks like a secret, typed into a row or a
 * variable's value, is known by a name alone as well (rh-secret-looking.h). */
RhPreview *rh_preview_new_for_others (RhWorkspace *workspace,
                                      RhConnection *connection,
                                      RhRequestItem *item,
                                      GError **error);
/* With its secrets, for who asked for them: the keyring is read, and a token that ended is
 * refreshed. Nobody connected: without a token. Errors besides: RH_SENDER_ERROR_NOT_ACCEPTED,
 * RH_KEYRING_ERROR, RH_OAUTH_ERROR. */
void rh_preview_fetch_async (RhWorkspace *workspace,
                             RhConnection *connection,
                             RhRequestItem *item,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
RhPreview *rh_preview_fetch_finish (GAsyncResult *result, GError **error);
void rh_preview_free (RhPreview *self);

/* For rh_request_text_to_curl() and the others; borrowed. Errors: RH_TEMPLATE_ERROR,
 * RH_RESOLVER_ERROR: its auth or its path cannot be filled in; RH_HTTP_ERROR: something in it would
 * begin another line. So it could not be sent either. */
RhRequestText *rh_preview_get_text (RhPreview *self, GError **error);
/* With its secrets: FALSE where one of them goes to an origin that never had it, for whoever pastes
 * the text sends it there without a question. RH_SENDER_ERROR_ORIGIN. */
gboolean rh_preview_check_origin (RhPreview *self, GError **error);
/* What is added to the fields that are typed; of RhAutoHeader, borrowed. */
GPtrArray *rh_preview_get_added_headers (RhPreview *self);
/* Variables that nobody defines. Borrowed; never NULL. */
const char *const *rh_preview_get_unknown (RhPreview *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhPreview, rh_preview_free)

G_END_DECLS
