/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A CSS class that a widget has or has not. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rh_css_class_set (GtkWidget *widget, const char *name, gboolean set);

G_END_DECLS
