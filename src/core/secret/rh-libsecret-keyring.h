/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The system's keyring by secret_password_*: the calls that the Flatpak's Secret portal serves too.
 */
#pragma once

#include "secret/rh-keyring.h"

G_BEGIN_DECLS

#define RH_TYPE_LIBSECRET_KEYRING (rh_libsecret_keyring_get_type ())
G_DECLARE_FINAL_TYPE (RhLibsecretKeyring, rh_libsecret_keyring, RH, LIBSECRET_KEYRING, GObject)

/* @state_dir: where the store-wide lock for writes lives (security.md 3.3). */
RhKeyring *rh_libsecret_keyring_new (GFile *state_dir);

G_END_DECLS
