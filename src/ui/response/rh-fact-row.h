/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of facts: a name and a value that can be selected. What others wrote is shown as plain text
 * and no longer than can be drawn at once. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

GtkWidget *rh_fact_row_new (const char *name, const char *value);
/* An AdwExpanderRow for more of them. */
GtkWidget *rh_fact_row_new_expander (const char *title, const char *subtitle);

G_END_DECLS
