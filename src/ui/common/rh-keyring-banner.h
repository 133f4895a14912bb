/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says why secrets are kept for this session only, with Try Again (standards.md L3). Hidden while
 * the keyring works or has not been touched yet. Place it and set "keyring"; it does the rest. */
#pragma once

#include "secret/rh-keyring.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_KEYRING_BANNER (rh_keyring_banner_get_type ())
G_DECLARE_FINAL_TYPE (RhKeyringBanner, rh_keyring_banner, RH, KEYRING_BANNER, AdwBin)

/* Property "keyring": rh_workspace_get_keyring(). */
void rh_keyring_banner_set_keyring (RhKeyringBanner *self, RhKeyring *keyring);

G_END_DECLS
