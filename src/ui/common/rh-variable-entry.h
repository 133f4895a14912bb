/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry for a template: known, secret and unknown {{variables}} look different, the tooltip says
 * what they stand for, and their names are completed. */
#pragma once

#include "common/rh-variable-completion.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_ENTRY (rh_variable_entry_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableEntry, rh_variable_entry, RH, VARIABLE_ENTRY, GtkEntry)

/* NULL: variables are plain text. */
void rh_variable_entry_set_scope (RhVariableEntry *self, RhVariableScope *scope);
/* As rh_variable_text_set_words(). */
void
rh_variable_entry_set_words (RhVariableEntry *self, RhCompletionWords words, gpointer user_data);

G_END_DECLS
