/* SPDX-License-Identifier: GPL-3.0-or-later */
/* May the secrets in a request go where it goes? A secret goes to the origins that it is bound to,
 * and to no other before somebody was asked (security.md 4.2). */
#pragma once

#include "collection/rh-resolver.h"
#include "workspace/rh-bindings.h"
#include "workspace/rh-variable-snapshot.h"

G_BEGIN_DECLS

/* A secret that would go where it never went: ask, naming both, default no. */
typedef struct
{
  char *secret; /* slot */
  char *name;   /* the variable's; NULL: the access token, for which ui has the words */
  char *origin;
} RhOriginQuestion;

/* One request, as it is filled in now; one that is filled in anew needs a gate of its own. */
typedef struct _RhOriginGate RhOriginGate;
RhOriginGate *
rh_origin_gate_new (RhBindings *bindings, RhVariableSnapshot *snapshot, RhRequest *request);
void rh_origin_gate_free (RhOriginGate *self);

/* Of the request's URL. */
const char *rh_origin_gate_get_origin (const RhOriginGate *self);
/* Everything in URL, headers and body. Errors, of all three: RH_SENDER_ERROR_ORIGIN. */
gboolean rh_origin_gate_check_request (RhOriginGate *self, RhRequest *request, GError **error);
/* Every field of @auth, before it is put in. What was typed into it, or is a plain variable's,
 * stands in the collection's own files, where whoever changes an address can read it: no secret of
 * this user that would have to be bound. */
gboolean rh_origin_gate_check_auth (RhOriginGate *self, const RhFilledAuth *auth, GError **error);
/* @slot NULL: a secret that is bound to nothing, so that it is always asked about. @variable NULL:
 * the access token. */
gboolean rh_origin_gate_check_secret (RhOriginGate *self,
                                      const char *slot,
                                      const char *variable,
                                      GError **error);
/* After one of them failed. */
const RhOriginQuestion *rh_origin_gate_get_question (const RhOriginGate *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhOriginGate, rh_origin_gate_free)

G_END_DECLS
