/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A row of the history. */
#pragma once

#include "workspace/rh-history-entry.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_HISTORY_ROW (rh_history_row_get_type ())
G_DECLARE_FINAL_TYPE (RhHistoryRow, rh_history_row, RH, HISTORY_ROW, AdwBin)

/* Signal "menu" (double x, double y): the row's menu is wanted there. */
GtkWidget *rh_history_row_new (void);
/* NULL: shows nothing. */
void rh_history_row_bind (RhHistoryRow *self, RhHistoryEntry *entry);
RhHistoryEntry *rh_history_row_get_entry (RhHistoryRow *self); /* NULL */
/* All of it in one line, for a screen reader. */
char *rh_history_row_dup_name (RhHistoryEntry *entry);

G_END_DECLS
