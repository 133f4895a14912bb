/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which {{variables}} are known where somebody types: those of a request, its folders, the
 * environment and the collection, and those kept in memory; in that order of precedence which
 * rh-variable-snapshot.h tells. One a window, and one a request that is open in it. */
#pragma once

#include "collection/rh-collection.h"
#include "text/rh-text.h"
#include "workspace/rh-runtime-variables.h"

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_SCOPE (rh_variable_scope_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableScope, rh_variable_scope, RH, VARIABLE_SCOPE, GObject)

/* Signal "changed": look again. */
RhVariableScope *rh_variable_scope_new (RhCollection *collection);
/* What @item sees: besides its own variables and its folders', whatever @window sees, whose
 * environment it follows. */
RhVariableScope *rh_variable_scope_new_for_item (RhVariableScope *window, RhRequestItem *item);
/* Of a window: @environment NULL: none chosen; @runtime, of that environment, may be NULL. */
void rh_variable_scope_set_environment (RhVariableScope *self, RhEnvironment *environment);
void rh_variable_scope_set_runtime (RhVariableScope *self, RhRuntimeVariables *runtime);

RhCollection *rh_variable_scope_get_collection (RhVariableScope *self);
RhEnvironment *rh_variable_scope_get_environment (RhVariableScope *self); /* NULL: none chosen */

/**
 * rh_variable_scope_lookup:
 * @source: (out) (optional): at which level it is
 * @value: (out) (optional) (transfer full) (nullable): as it would be filled in, each secret in it
 *   masked; as it was typed if that cannot be done (a variable in it is unknown). NULL for a secret
 *   and for a dynamic one, which is made anew for each use.
 * @is_secret: (out) (optional)
 *
 * FALSE: nobody knows it, and nothing is set.
 */
gboolean rh_variable_scope_lookup (RhVariableScope *self,
                                   const char *name,
                                   RhSource *source,
                                   char **value,
                                   gboolean *is_secret);
/* All names that are known, each once, sorted, the dynamic ones last: for completion. */
GStrv rh_variable_scope_dup_names (RhVariableScope *self);

G_END_DECLS
