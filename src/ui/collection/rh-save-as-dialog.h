/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A name and a folder for a copy of a request, or for one that is in no folder yet. */
#pragma once

#include "collection/rh-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SAVE_AS_DIALOG (rh_save_as_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhSaveAsDialog, rh_save_as_dialog, RH, SAVE_AS_DIALOG, AdwDialog)

/* Signal "chosen" (name, RhFolder). */
AdwDialog *rh_save_as_dialog_new (RhCollection *collection, RhRequestItem *item);

G_END_DECLS
