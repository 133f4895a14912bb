/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Completes the name of a variable that is typed after "{{" in a GtkText, and other words that its
 * user knows of. */
#pragma once

#include "common/rh-variable-scope.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_COMPLETION (rh_variable_completion_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableCompletion,
                      rh_variable_completion,
                      RH,
                      VARIABLE_COMPLETION,
                      GObject)

/* What a whole text may become that is @typed now: (transfer full); NULL: nothing. */
typedef GStrv (*RhCompletionWords) (const char *typed, gpointer user_data);

/* Property "open", notified: the list is shown. Must go before @text does: its popover is a child
 * of it. */
RhVariableCompletion *rh_variable_completion_new (GtkText *text);
void rh_variable_completion_set_scope (RhVariableCompletion *self, RhVariableScope *scope);
gboolean rh_variable_completion_is_open (RhVariableCompletion *self);
/* @words NULL: none. They are offered where no variable is typed; none is chosen before a key asks
 * for it, since any other text is as good. */
void rh_variable_completion_set_words (RhVariableCompletion *self,
                                       RhCompletionWords words,
                                       gpointer user_data);

G_END_DECLS
