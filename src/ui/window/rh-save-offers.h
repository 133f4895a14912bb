/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What there is to say once something was saved: a file was laid out anew, and a value that looks
 * like a secret stands in one now, with the offer to keep it in the keyring. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SAVE_OFFERS (rh_save_offers_get_type ())
G_DECLARE_FINAL_TYPE (RhSaveOffers, rh_save_offers, RH, SAVE_OFFERS, GObject)

/* @from: where toasts and dialogs are shown; borrowed, and outlives it. */
RhSaveOffers *
rh_save_offers_new (RhWorkspace *workspace, RhCollection *collection, GtkWidget *from);
/* @item was saved; @environment, which may be NULL, is the window's. Each field of a request is
 * asked about once while the app runs. */
void rh_save_offers_saved (RhSaveOffers *self, RhEnvironment *environment, RhRequestItem *item);

G_END_DECLS
