/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Rows of the user's network rules, by origin, each with a button that removes it. */
#pragma once

#include "workspace/rh-network-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* Those of @rules that @keep holds for become rows by @create, in order; while there are none the
 * list is hidden and @empty shown. */
void rh_rule_rows_bind (GtkListBox *list,
                        GtkWidget *empty,
                        RhNetworkRules *rules,
                        GtkCustomFilterFunc keep,
                        GtkListBoxCreateWidgetFunc create,
                        gpointer user_data);
/* Opens on a click. */
GtkWidget *rh_rule_row_new (RhNetworkRule *rule, const char *subtitle, GtkWidget *remove);
GtkWidget *rh_rule_remove_button_new (RhNetworkRule *rule);
/* Of a row or of its button. Borrowed. */
RhNetworkRule *rh_rule_row_get_rule (GtkWidget *widget);

/* What could not be done, as a toast. */
void rh_rule_rows_say_problem (GtkWidget *from, const GError *error);
/* A toast with Undo. */
AdwToast *rh_rule_rows_say_removed (GtkWidget *from, const char *text);

G_END_DECLS
