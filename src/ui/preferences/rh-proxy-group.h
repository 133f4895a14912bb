/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: the proxy. What is typed holds as soon as its row is left and all of it makes sense;
 * until then the group says what does not, and the proxy stays what it was. */
#pragma once

#include "workspace/rh-network-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_PROXY_GROUP (rh_proxy_group_get_type ())
G_DECLARE_FINAL_TYPE (RhProxyGroup, rh_proxy_group, RH, PROXY_GROUP, AdwPreferencesGroup)

/* Once. */
void rh_proxy_group_set_rules (RhProxyGroup *self, RhNetworkRules *rules);

G_END_DECLS
