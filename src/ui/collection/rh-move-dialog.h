/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the folder that something goes into. */
#pragma once

#include "collection/rh-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_MOVE_DIALOG (rh_move_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhMoveDialog, rh_move_dialog, RH, MOVE_DIALOG, AdwDialog)

/* @item: the RhFolder or RhRequestItem that moves. Signal "chosen" (RhFolder). */
AdwDialog *rh_move_dialog_new (RhCollection *collection, GObject *item);

G_END_DECLS
