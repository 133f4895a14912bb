/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What an environment has without having it itself: from those that it extends, and from the
 * collection. */
#pragma once

#include "collection/rh-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_INHERITED_LIST (rh_inherited_list_get_type ())
G_DECLARE_FINAL_TYPE (RhInheritedList, rh_inherited_list, RH, INHERITED_LIST, AdwBin)

/* Property "empty", notified: there is nothing to show. */
GtkWidget *rh_inherited_list_new (RhCollection *collection, RhEnvironment *environment);

G_END_DECLS
