/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The variables of an environment, a folder, a collection or a request, to be edited. */
#pragma once

#include "common/rh-variable-scope.h"
#include "workspace/rh-variable-secrets.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_TABLE (rh_variable_table_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableTable, rh_variable_table, RH, VARIABLE_TABLE, AdwBin)

/* @scope: what their values may refer to. @secrets NULL: a holder that keeps none, such as a
 * request. @label: what assistive technology calls it. Property "narrow". Must be in an
 * AdwToastOverlay. */
GtkWidget *rh_variable_table_new (RhEnvironment *holder,
                                  RhVariableScope *scope,
                                  RhVariableSecrets *secrets,
                                  const char *label);
/* What was removed a moment ago comes back; FALSE: there is nothing. */
gboolean rh_variable_table_undo (RhVariableTable *self);
/* Puts the cursor into a cell, as rh_variable_row_focus_at(); into the last row if there are fewer.
 */
void rh_variable_table_focus_at (RhVariableTable *self, guint row, const char *cell, guint cursor);

G_END_DECLS
