/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: certificates that are trusted although they do not verify, each at one origin. */
#pragma once

#include "workspace/rh-network-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_TRUSTED_GROUP (rh_trusted_group_get_type ())
G_DECLARE_FINAL_TYPE (RhTrustedGroup, rh_trusted_group, RH, TRUSTED_GROUP, AdwPreferencesGroup)

/* Once. */
void rh_trusted_group_set_rules (RhTrustedGroup *self, RhNetworkRules *rules);

G_END_DECLS
