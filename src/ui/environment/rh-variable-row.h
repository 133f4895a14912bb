/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One variable as it is edited. */
#pragma once

#include "collection/rh-variable.h"
#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_ROW (rh_variable_row_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableRow, rh_variable_row, RH, VARIABLE_ROW, AdwBin)

/* Property "narrow". What it cannot do by itself it asks for by signals: "remove", "copy-value",
 * "change-value" and "toggle-secret", and "rename" (const char *name) for a secret, whose value
 * goes by its name. @can_be_secret FALSE: the holder keeps no secrets. */
GtkWidget *
rh_variable_row_new (RhVariable *variable, RhVariableScope *scope, gboolean can_be_secret);
RhVariable *rh_variable_row_get_variable (RhVariableRow *self);
/* The row at the end, with nothing to switch off or remove. */
void rh_variable_row_set_empty (RhVariableRow *self, gboolean empty);
/* Another row before it has that name. */
void rh_variable_row_set_double (RhVariableRow *self, gboolean is_double);
/* For when a row beside it has gone. */
void rh_variable_row_focus_menu (RhVariableRow *self);
/* @cell: "name", "note" or else the value; @cursor: in characters. */
void rh_variable_row_focus_at (RhVariableRow *self, const char *cell, guint cursor);

G_END_DECLS
