/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One row of params, headers or form fields. */
#pragma once

#include "collection/rh-field.h"
#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_FIELD_ROW (rh_field_row_get_type ())
G_DECLARE_FINAL_TYPE (RhFieldRow, rh_field_row, RH, FIELD_ROW, AdwBin)

/* Signal "remove". Properties: "narrow"; "empty": the row at the end, with nothing to switch off or
 * remove. */
GtkWidget *rh_field_row_new (void);
/* NULL lets go. */
void rh_field_row_bind (RhFieldRow *self, RhField *field, RhVariableScope *scope);
RhField *rh_field_row_get_field (RhFieldRow *self); /* borrowed, NULL */
void rh_field_row_set_empty (RhFieldRow *self, gboolean empty);

G_END_DECLS
