/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between a folder and what is in it. */
#pragma once

#include "collection/rh-folder.h"

G_BEGIN_DECLS

void rh_request_item_set_parent (RhRequestItem *self, RhFolder *parent);
/* Something in it is another one; of ten thousand requests none needs a closure for that. */
void rh_folder_child_changed (RhFolder *self);

G_END_DECLS
