/* SPDX-License-Identifier: GPL-3.0-or-later */
/* How a request is sent, or all requests in a folder: redirects, time-outs, protocol, cookies. What
 * it does not say itself is as it is around it, and the page tells how that is. */
#pragma once

#include "collection/rh-collection.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_SETTINGS_PAGE (rh_settings_page_get_type ())
G_DECLARE_FINAL_TYPE (RhSettingsPage, rh_settings_page, RH, SETTINGS_PAGE, AdwBin)

GtkWidget *rh_settings_page_new (RhRequestItem *item, RhCollection *collection);
/* @folder: the collection's root too. */
GtkWidget *rh_settings_page_new_for_folder (RhFolder *folder, RhCollection *collection);

G_END_DECLS
