/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Ctrl+K: types some letters, goes to the request. */
#pragma once

#include "collection/rh-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GO_TO_DIALOG (rh_go_to_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhGoToDialog, rh_go_to_dialog, RH, GO_TO_DIALOG, AdwDialog)

/* Signal "chosen" (RhRequestItem). */
AdwDialog *rh_go_to_dialog_new (RhCollection *collection);

G_END_DECLS
