/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Text that goes on in the next line as it is. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For @widget if it is a label, and for the labels that are in it by now. */
void rh_no_hyphens (GtkWidget *widget);

G_END_DECLS
