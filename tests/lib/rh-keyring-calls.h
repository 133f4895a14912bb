/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring's calls, waited for. */
#pragma once

#include "secret/rh-keyring.h"

G_BEGIN_DECLS

RhSecret *
rh_keyring_lookup_now (RhKeyring *keyring, const char *kind, const char *slot, GError **error);
gboolean rh_keyring_store_now (RhKeyring *keyring,
                               const char *kind,
                               const char *slot,
                               const char *value,
                               GError **error);
gboolean
rh_keyring_clear_now (RhKeyring *keyring, const char *kind, const char *slot, GError **error);
/* Joined with commas. */
char *rh_keyring_list_now (RhKeyring *keyring, const char *kind, GError **error);
void
rh_keyring_assert_has (RhKeyring *keyring, const char *kind, const char *slot, const char *value);

G_END_DECLS
