/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the {{variable}} under the caret stands for, in two lines below it. It takes neither focus
 * nor keys. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_HINT (rh_variable_hint_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableHint, rh_variable_hint, RH, VARIABLE_HINT, GtkPopover)

/* A child of @text: unparent it before that goes. */
GtkWidget *rh_variable_hint_new (GtkText *text);
/* @area: of the variable, in the text. @origin NULL: there is nothing to say about that. */
void rh_variable_hint_show (RhVariableHint *self,
                            const GdkRectangle *area,
                            const char *value,
                            const char *origin);

G_END_DECLS
