/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Which {{variables}} a window knows: those of its environment, then those of its collection. One a
 * window, shared by every entry in it. */
#pragma once

#include "collection/rh-collection.h"

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_SCOPE (rh_variable_scope_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableScope, rh_variable_scope, RH, VARIABLE_SCOPE, GObject)

RhVariableScope *rh_variable_scope_new (RhCollection *collection);
void rh_variable_scope_set_environment (RhVariableScope *self, RhEnvironment *environment);
/* Borrowed; NULL: nobody knows it. Signal "changed": look again. */
RhVariable *rh_variable_scope_lookup (RhVariableScope *self, const char *name);

G_END_DECLS
