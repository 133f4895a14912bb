/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+Z and Ctrl+Shift+Z for the parts of a tab. */
#pragma once

#include "request/rh-request-undo.h"

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* While the focus is in @widget, which edits the request and nothing else. */
void rh_undo_keys_attach (GtkWidget *widget, RhRequestUndo *undo);
/* The same for what is beside it: what is typed there (to look for something) is undone there. */
void rh_undo_keys_attach_beside (GtkWidget *widget, RhRequestUndo *undo);

G_END_DECLS
