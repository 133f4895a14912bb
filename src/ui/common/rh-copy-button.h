/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A flat button at the end of a row that copies a text and says so. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GtkWidget *rh_copy_button_new (const char *text, const char *tooltip);

G_END_DECLS
