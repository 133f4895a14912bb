/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What was edited here and changed on disk, a request or what the store calls a clash: both as
 * text, and the choice between them. */
#pragma once

#include "collection/rh-collection-store.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_COMPARE_DIALOG (rh_compare_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhCompareDialog, rh_compare_dialog, RH, COMPARE_DIALOG, AdwDialog)

AdwDialog *rh_compare_dialog_new (RhCollectionStore *store, gpointer object);

G_END_DECLS
