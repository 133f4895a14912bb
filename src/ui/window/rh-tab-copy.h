/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A tab's request as text, out of it and into it: "tab.copy-curl", "tab.copy-curl-token",
 * "tab.copy-http", "tab.copy-raw", "tab.copy-url"; and "tab.fill-from-curl" (s). */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For RhTab's class. */
void rh_tab_copy_install (GtkWidgetClass *widget_class);

G_END_DECLS
