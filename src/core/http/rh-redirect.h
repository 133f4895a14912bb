/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Redirect policy, sans-IO: what the next hop is and what it may carry (standards.md I1 to I4). */
#pragma once

#include "http/rh-hop.h"
#include "http/rh-request.h"

G_BEGIN_DECLS

/**
 * RhRedirect:
 *
 * The state of one chain. What was dropped once is dropped for good: it never comes back on a
 * later hop, not even at the first origin (Go CVE-2024-45336).
 */
typedef struct _RhRedirect RhRedirect;

RhRedirect *rh_redirect_new (RhRequest *first);
void rh_redirect_free (RhRedirect *self);

/* A redirect that does not say where to: whatever the settings, nobody can follow it. */
gboolean rh_redirect_lacks_location (RhHop *hop);
/* Is this status with this Location a redirect that would be followed? */
gboolean rh_redirect_wants (RhRedirect *self, RhHop *hop);
/* The request of the next hop: method, body and headers as the rules have it, notes for the hop in
 * @notes. An error of which rh_http_error_is_redirect() on limit, circle, bad Location, a secret.
 */
RhRequest *rh_redirect_next (RhRedirect *self, RhHop *hop, GStrv *notes, GError **error);

/* Does this header stay behind where a redirect leaves the origin? By name, and by where the value
 * came from: whatever an auth helper or a secret put there. */
gboolean rh_redirect_is_credential (const char *name, const RhText *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhRedirect, rh_redirect_free)

G_END_DECLS
