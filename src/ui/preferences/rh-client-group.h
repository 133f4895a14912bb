/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: client certificates, each for one origin. */
#pragma once

#include "workspace/rh-network-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_CLIENT_GROUP (rh_client_group_get_type ())
G_DECLARE_FINAL_TYPE (RhClientGroup, rh_client_group, RH, CLIENT_GROUP, AdwPreferencesGroup)

/* Once. */
void rh_client_group_set_rules (RhClientGroup *self, RhNetworkRules *rules);

G_END_DECLS
