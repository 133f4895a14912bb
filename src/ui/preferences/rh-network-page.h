/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: what the user decided about the network. It takes effect with the next request. */
#pragma once

#include "workspace/rh-network-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_NETWORK_PAGE (rh_network_page_get_type ())
G_DECLARE_FINAL_TYPE (RhNetworkPage, rh_network_page, RH, NETWORK_PAGE, AdwPreferencesPage)

GtkWidget *rh_network_page_new (RhNetworkRules *rules);

G_END_DECLS
