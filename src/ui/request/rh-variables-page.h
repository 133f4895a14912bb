/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A request's own variables, and those that its response sets. */
#pragma once

#include "collection/rh-request-item.h"
#include "common/rh-variable-scope.h"
#include "request/rh-field-list.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLES_PAGE (rh_variables_page_get_type ())
G_DECLARE_FINAL_TYPE (RhVariablesPage, rh_variables_page, RH, VARIABLES_PAGE, AdwBin)

/* Property "narrow". */
GtkWidget *rh_variables_page_new (RhRequestItem *item, RhVariableScope *scope);
/* Puts the cursor into a row of the variables, or of the @actions. */
void rh_variables_page_reveal (RhVariablesPage *self, gboolean actions, const RhFieldPlace *place);

G_END_DECLS
