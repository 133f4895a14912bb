/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+Z and Ctrl+Shift+Z for the parts of a tab that edit its request. */
#pragma once

#include "request/rh-request-undo.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* While the focus is in @widget. An editor and a table of variables in it keep the keys for
 * themselves. */
void rh_undo_keys_attach (GtkWidget *widget, RhRequestUndo *undo);

G_END_DECLS
