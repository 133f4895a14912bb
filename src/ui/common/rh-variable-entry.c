/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An entry for a template. */
#define G_LOG_DOMAIN "rh-variable-entry"

#include "config.h"

#include "common/rh-variable-entry.h"

#include "common/rh-variable-text.h"

struct _RhVariableEntry
{
  GtkEntry parent_instance;
};

G_DEFINE_FINAL_TYPE (RhVariableEntry, rh_variable_entry, GTK_TYPE_ENTRY)

static void
rh_variable_entry_class_init (RhVariableEntryClass *klass)
{
}

static void
rh_variable_entry_init (RhVariableEntry *self)
{
  gtk_entry_set_input_hints (GTK_ENTRY (self),
                             GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI);
  gtk_widget_add_css_class (GTK_WIDGET (self), "data");
}

void
rh_variable_entry_set_scope (RhVariableEntry *self, RhVariableScope *scope)
{
  g_return_if_fail (RH_IS_VARIABLE_ENTRY (self));

  rh_variable_text_set_scope (rh_variable_text_attach (GTK_EDITABLE (self)), scope);
}

void
rh_variable_entry_set_words (RhVariableEntry *self, RhCompletionWords words, gpointer user_data)
{
  g_return_if_fail (RH_IS_VARIABLE_ENTRY (self));

  rh_variable_text_set_words (rh_variable_text_attach (GTK_EDITABLE (self)), words, user_data);
}
