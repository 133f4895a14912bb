/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Whether what is typed somewhere is wrong: shown in colour, and said to a screen reader. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rh_validity_set (GtkWidget *widget, gboolean valid);

G_END_DECLS
