/* SPDX-License-Identifier: GPL-3.0-or-later */
/* All of one row of params, headers or form fields: where a window is too narrow for its cells. */
#pragma once

#include "common/rh-variable-scope.h"
#include "request/rh-field-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_FIELD_DIALOG (rh_field_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhFieldDialog, rh_field_dialog, RH, FIELD_DIALOG, AdwDialog)

/* What is typed is in @field at once. @can_remove: then "remove" is emitted when that is asked for,
 * and the dialog closes. */
AdwDialog *
rh_field_dialog_new (RhField *field, RhFields fields, RhVariableScope *scope, gboolean can_remove);

G_END_DECLS
