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
/* Opens on a click, and has a button that removes it: @activated (owner, row), @removed (owner,
 * button). */
GtkWidget *rh_rule_row_new (RhNetworkRule *rule,
                            const char *subtitle,
                            GCallback activated,
                            GCallback removed,
                            gpointer owner);
/* Of a row, of its button or of the toast. Borrowed. */
RhNetworkRule *rh_rule_row_get_rule (gpointer object);

/* What could not be done, as a toast. */
void rh_rule_rows_say_problem (GtkWidget *from, const GError *error);
/* A toast with Undo: @undo (from, toast). */
void
rh_rule_rows_say_removed (GtkWidget *from, const char *text, RhNetworkRule *rule, GCallback undo);

G_END_DECLS
