/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The scopes of a client in a boxed list: as chips, or as the text they are (RFC 6749 3.3). Its
 * text is that of a GtkEditable. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SCOPE_ROW (rh_scope_row_get_type ())
G_DECLARE_FINAL_TYPE (RhScopeRow, rh_scope_row, RH, SCOPE_ROW, AdwPreferencesRow)

/* Signal "copy-clicked": the text is wanted elsewhere. */

/* @documented: of RhServiceScope, to choose from; NULL for none. */
void rh_scope_row_set_documented (RhScopeRow *self, GListModel *documented);

/* Shows the text, with the caret at its end. */
void rh_scope_row_edit (RhScopeRow *self);

G_END_DECLS
