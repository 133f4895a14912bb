/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A keyring of one item in a file, in clear, for tests in which processes die. */
#pragma once

#include "secret/rh-keyring.h"

G_BEGIN_DECLS

#define RH_TYPE_FILE_KEYRING (rh_file_keyring_get_type ())
G_DECLARE_FINAL_TYPE (RhFileKeyring, rh_file_keyring, RH, FILE_KEYRING, GObject)

/* @step (may be NULL) is called before and after everything that it does. */
RhKeyring *rh_file_keyring_new (const char *path, void (*step) (void));

G_END_DECLS
