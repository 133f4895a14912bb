/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to be said about one request's file: another program changed it, it cannot be read, or
 * it holds things that are kept and not run. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_REQUEST_NOTES (rh_request_notes_get_type ())
G_DECLARE_FINAL_TYPE (RhRequestNotes, rh_request_notes, RH, REQUEST_NOTES, AdwBin)

void
rh_request_notes_set_item (RhRequestNotes *self, RhCollectionStore *store, RhRequestItem *item);

G_END_DECLS
