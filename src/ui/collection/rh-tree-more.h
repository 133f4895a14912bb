/* SPDX-License-Identifier: GPL-3.0-or-later */
/* When a list of the sidebar needs more of its rows than the first. */
#pragma once

#include "collection/rh-tree-model.h"

G_BEGIN_DECLS

/* Before @list gets the model's rows. */
void rh_tree_more_attach (GtkListView *list, RhTreeModel *model);

G_END_DECLS
