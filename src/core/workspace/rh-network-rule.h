/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a user decided about one origin: a row of the list in Preferences. */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RH_TYPE_NETWORK_RULE (rh_network_rule_get_type ())
G_DECLARE_FINAL_TYPE (RhNetworkRule, rh_network_rule, RH, NETWORK_RULE, GObject)

/* Immutable. */
RhNetworkRule *rh_network_rule_new (const char *origin,
                                    const char *trusted,
                                    const char *certificate,
                                    const char *key);
const char *rh_network_rule_get_origin (RhNetworkRule *self);
/* SHA-256 of the certificate that is trusted although it does not verify; NULL: none. */
const char *rh_network_rule_get_trusted (RhNetworkRule *self);
/* Path of the client certificate, PEM or PKCS#12; NULL: none. */
const char *rh_network_rule_get_certificate (RhNetworkRule *self);
/* Path of its key; NULL: it is in the same file. */
const char *rh_network_rule_get_key (RhNetworkRule *self);

G_END_DECLS
