/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring for the life of the process: for tests, and behind RhSessionKeyring. */
#pragma once

#include "secret/rh-keyring.h"

G_BEGIN_DECLS

#define RH_TYPE_MEMORY_KEYRING (rh_memory_keyring_get_type ())
G_DECLARE_FINAL_TYPE (RhMemoryKeyring, rh_memory_keyring, RH, MEMORY_KEYRING, GObject)

RhKeyring *rh_memory_keyring_new (void);

G_END_DECLS
