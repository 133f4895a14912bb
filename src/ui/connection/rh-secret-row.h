/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry row for a secret: dots until it is asked to show. Unlike AdwPasswordEntryRow it tells
 * assistive tools, and so everybody on the accessibility bus, no more than the screen shows. */
#pragma once

#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SECRET_ROW (rh_secret_row_get_type ())
G_DECLARE_FINAL_TYPE (RhSecretRow, rh_secret_row, RH, SECRET_ROW, AdwEntryRow)

/* The secret itself; gtk_editable_get_text() of the row gives what is on screen. Borrowed, until
 * the next change. */
const char *rh_secret_row_peek (RhSecretRow *self);
/* {{variables}} of @scope are known in it. A text that is nothing but a variable is no secret, and
 * is shown. */
void rh_secret_row_set_scope (RhSecretRow *self, RhVariableScope *scope);

G_END_DECLS
