/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a tab's room is shared by request and response: by a share that is kept, not by pixels. */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

#define RH_TYPE_TAB_SPLIT (rh_tab_split_get_type ())
G_DECLARE_FINAL_TYPE (RhTabSplit, rh_tab_split, RH, TAB_SPLIT, GObject)

/* @paned is borrowed and must outlive it. Below and beside have a share each, the same for all
 * tabs; moving the separator sets it. */
RhTabSplit *rh_tab_split_new (GtkPaned *paned);
void rh_tab_split_turn (RhTabSplit *self, GtkOrientation orientation);

G_END_DECLS
