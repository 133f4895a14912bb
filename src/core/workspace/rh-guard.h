/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which environments are protected, and whether a request may go there unasked (security.md 4.9).
 * Kept in the user's state, never in a collection: a collection's file can protect an environment,
 * and only the user ends that. */
#pragma once

#include "collection/rh-environment.h"
#include "http/rh-request.h"
#include "oauth/rh-token.h"

#include <gio/gio.h>

G_BEGIN_DECLS

/* How long "Do not ask for 10 minutes" lasts, in seconds. */
#define RH_GUARD_PEACE (10 * 60)

/* A method that changes something, in a protected environment: ask, default no (security.md 4.9).
 */
typedef struct
{
  char *environment;
  char *method;
  char *path; /* without the query; secrets masked */
  char *host; /* with a port that is not the scheme's own */
} RhGuardQuestion;

#define RH_TYPE_GUARD_QUESTION (rh_guard_question_get_type ())
GType rh_guard_question_get_type (void);
RhGuardQuestion *rh_guard_question_new (RhEnvironment *environment, RhRequest *request);
RhGuardQuestion *rh_guard_question_copy (const RhGuardQuestion *self);
gboolean rh_guard_question_equal (const RhGuardQuestion *a, const RhGuardQuestion *b);
void rh_guard_question_free (RhGuardQuestion *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhGuardQuestion, rh_guard_question_free)

#define RH_TYPE_GUARD (rh_guard_get_type ())
G_DECLARE_FINAL_TYPE (RhGuard, rh_guard, RH, GUARD, GObject)

/* One that is there and cannot be read protects everything, and is not written over. */
RhGuard *rh_guard_new (GFile *file);

/* "Production", "Prod", "Live", in any case. */
gboolean rh_guard_is_production_name (const char *name);

/* Seeing an environment for the first time decides by its name and its file; from then on what was
 * decided stays, but that a file which begins to protect it does so. */
gboolean
rh_guard_is_protected (RhGuard *self, const char *collection_id, RhEnvironment *environment);
/* The user's word. Ending the protection ends the peace too. */
gboolean rh_guard_set_protected (RhGuard *self,
                                 const char *collection_id,
                                 RhEnvironment *environment,
                                 gboolean is_protected,
                                 GError **error);

/* No question about this environment for @seconds, by CLOCK_BOOTTIME, in this process only. */
void rh_guard_allow_for (RhGuard *self,
                         const char *collection_id,
                         RhEnvironment *environment,
                         gint64 seconds,
                         const RhClock *clock);
/* Whether a request of this method has to be asked about now. Reads the file again: another process
 * may have protected the environment since. */
gboolean rh_guard_must_ask (RhGuard *self,
                            const char *collection_id,
                            RhEnvironment *environment,
                            const char *method,
                            const RhClock *clock);

/* Signal "changed": an environment was protected, or is no more. */

G_END_DECLS
