/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Toasts that take back what was done to the tree. */
#pragma once

#include "collection/rh-tree-model.h"

#include <adwaita.h>

G_BEGIN_DECLS

/* A place in the tree that something can come back to, as it was. */
typedef struct _RhTreeUndo RhTreeUndo;

/* To be asked for before @item goes: to another place, or @deleted. NULL: it is in no folder. */
RhTreeUndo *rh_tree_undo_new (RhTreeModel *model, GObject *item, gboolean deleted);
void rh_tree_undo_free (RhTreeUndo *self);
/* Opens again what was open before: a row that has moved is a new one. */
void rh_tree_undo_reopen (RhTreeUndo *self);
/* Takes @self. Borrowed; NULL: @from is in no window. */
AdwToast *rh_tree_undo_offer (RhTreeUndo *self, GtkWidget *from, const char *text);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RhTreeUndo, rh_tree_undo_free)

G_END_DECLS
