/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A value of the response that a tab shows, made a variable: "tab.set-variable" (ss), with the
 * value's JSONPath and a proposal for the name. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For RhTab's class. */
void rh_tab_variable_install (GtkWidgetClass *widget_class);

G_END_DECLS
