/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What has to be said about a collection's folder: new to this user, files that cannot be read,
 * secrets in clear, changes that could not be saved. One banner, the most pressing first; nothing
 * while all is well.
 */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_STORE_BANNER (rh_store_banner_get_type ())
G_DECLARE_FINAL_TYPE (RhStoreBanner, rh_store_banner, RH, STORE_BANNER, AdwBin)

void rh_store_banner_set_collection (RhStoreBanner *self,
                                     RhWorkspace *workspace,
                                     RhCollection *collection);
/* The question whether the collection may use secrets that are kept here; default no. */
void rh_store_banner_ask_to_accept (RhStoreBanner *self);

G_END_DECLS
