/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Makes an entry know {{variables}}: known, secret and unknown ones look different, what the one
 * under the pointer or the caret stands for is said beside it, and names are completed after "{{".
 */
#pragma once

#include "common/rh-variable-completion.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_TEXT (rh_variable_text_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableText, rh_variable_text, RH, VARIABLE_TEXT, GObject)

/* @editable: a GtkEntry, an AdwEntryRow, anything around a GtkText. Lives as long as that; the same
 * one when asked again. Borrowed. */
RhVariableText *rh_variable_text_attach (GtkEditable *editable);
/* NULL: variables are plain text. */
void rh_variable_text_set_scope (RhVariableText *self, RhVariableScope *scope);
/* Other words to complete, as rh_variable_completion_set_words(); @user_data is the editable's own
 * or outlives it. */
void rh_variable_text_set_words (RhVariableText *self, RhCompletionWords words, gpointer user_data);

G_END_DECLS
