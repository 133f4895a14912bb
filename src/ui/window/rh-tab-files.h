/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Files that a request sends, as the pages of a tab ask for them: "tab.pick-file" (ay), a body;
 * "tab.pick-part" (uaay), the files of the part at a place; "tab.open-file", the body in another
 * program. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* For RhTab's class. */
void rh_tab_files_install (GtkWidgetClass *widget_class);

G_END_DECLS
