/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The history of a collection, for its sidebar: by days, searched by words. */
#pragma once

#include "workspace/rh-history.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_HISTORY_VIEW (rh_history_view_get_type ())
G_DECLARE_FINAL_TYPE (RhHistoryView, rh_history_view, RH, HISTORY_VIEW, AdwBin)

/* Signal "open" (RhHistoryEntry *): in a tab of its own. Entries are read when the view is first
 * shown. */
GtkWidget *rh_history_view_new (RhHistory *history);

G_END_DECLS
