/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One action after a response. */
#pragma once

#include "collection/rh-action.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_ACTION_ROW (rh_action_row_get_type ())
G_DECLARE_FINAL_TYPE (RhActionRow, rh_action_row, RH, ACTION_ROW, AdwBin)

/* Property "narrow": one below the other. Signal "remove". */
GtkWidget *rh_action_row_new (RhAction *action);
RhAction *rh_action_row_get_action (RhActionRow *self);
/* The row at the end, with nothing to switch off or remove. */
void rh_action_row_set_empty (RhActionRow *self, gboolean empty);
/* @cell: "variable" or else the expression; @cursor: in characters. */
void rh_action_row_focus_at (RhActionRow *self, const char *cell, guint cursor);

G_END_DECLS
