/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring that fails as a test says and counts what it is asked. */
#pragma once

#include "secret/rh-keyring.h"

G_BEGIN_DECLS

typedef enum
{
  RH_FAKE_KEYRING_LOOKUP,
  RH_FAKE_KEYRING_STORE,
  RH_FAKE_KEYRING_CLEAR,
  RH_FAKE_KEYRING_LIST,
  RH_FAKE_KEYRING_N_CALLS,
} RhFakeKeyringCall;

#define RH_TYPE_FAKE_KEYRING (rh_fake_keyring_get_type ())
G_DECLARE_FINAL_TYPE (RhFakeKeyring, rh_fake_keyring, RH, FAKE_KEYRING, GObject)

/* @inner does the work of the calls that do not fail. */
RhFakeKeyring *rh_fake_keyring_new (RhKeyring *inner);
/* @error is taken; NULL: works again. */
void rh_fake_keyring_fail (RhFakeKeyring *self, RhFakeKeyringCall call, GError *error);
/* All calls, with that RhKeyringError; -1: none fails. */
void rh_fake_keyring_fail_all (RhFakeKeyring *self, int code);
/* Answers nothing from now on; or does again, and what was asked meanwhile failed. */
void rh_fake_keyring_hold (RhFakeKeyring *self, gboolean hold);
/* What it says of itself; else what @inner says. */
void rh_fake_keyring_set_state (RhFakeKeyring *self, RhKeyringState state);
guint rh_fake_keyring_count (RhFakeKeyring *self, RhFakeKeyringCall call);
guint rh_fake_keyring_count_resets (RhFakeKeyring *self);

G_END_DECLS
