/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The authorization that a request ends up with: its own or that of a folder around it, from its
 * fields to the header or the param that they become. Sending and preview go through it. */
#pragma once

#include "collection/rh-folder.h"
#include "collection/rh-resolver.h"
#include "http/rh-digest-auth.h"

G_BEGIN_DECLS

typedef struct _RhRequestAuth RhRequestAuth;

/* As it is now, whatever becomes of @item later. @root: what is as good as the parent of a request
 * that is in no tree. */
RhRequestAuth *rh_request_auth_new (RhRequestItem *item, RhFolder *root);
void rh_request_auth_free (RhRequestAuth *self);
RhAuthKind rh_request_auth_get_kind (const RhRequestAuth *self);

/* Every template that @item and @self fill in, so that no other secret is fetched. (transfer full)
 */
GStrv rh_request_auth_dup_templates (const RhRequestAuth *self, RhRequestItem *item);

/* TRUE, and nothing done: its kind has no fields. Errors: RH_TEMPLATE_ERROR, RH_RESOLVER_ERROR. */
gboolean rh_request_auth_fill (RhRequestAuth *self,
                               RhVariableLookup lookup,
                               gpointer user_data,
                               GError **error);
/* NULL: its kind has no fields. */
const RhFilledAuth *rh_request_auth_get_filled (const RhRequestAuth *self);
/* Whether @request goes out with the access token of its connection. */
gboolean rh_request_auth_wants_token (const RhRequestAuth *self, RhRequest *request);
/* Puts what was filled in into @request, which is about to be sent to @origin, and has its secrets
 * masked from now on. Only once they may go there. FALSE: a field or param of that name was typed,
 * and wins. */
gboolean rh_request_auth_apply (const RhRequestAuth *self,
                                RhRequest *request,
                                const char *origin,
                                RhDigestMemory *digests);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhRequestAuth, rh_request_auth_free)

G_END_DECLS
