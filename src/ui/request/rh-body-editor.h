/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Edits the text of a body. JSON is checked while it is typed; what is too large to type in is told
 * so, and becomes a file when its user says so. */
#pragma once

#include "collection/rh-request-item.h"
#include "common/rh-variable-scope.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Bytes; a larger text is kept and sent, but not shown for editing. */
#define RH_BODY_EDITOR_MAX (1024 * 1024)

#define RH_TYPE_BODY_EDITOR (rh_body_editor_get_type ())
G_DECLARE_FINAL_TYPE (RhBodyEditor, rh_body_editor, RH, BODY_EDITOR, AdwBin)

GtkWidget *rh_body_editor_new (RhRequestItem *item, RhVariableScope *scope);
/* Lays JSON out, as one step to undo; goes to the place of the error where it is none. */
void rh_body_editor_format (RhBodyEditor *self);
/* Takes the focus; the cursor is where the text was changed last. */
void rh_body_editor_reveal (RhBodyEditor *self);

G_END_DECLS
