/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The cookies of one collection, environment and account, by domain: to be looked at, edited and
 * deleted, and whether they outlive the program. */
#pragma once

#include "workspace/rh-workspace.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_COOKIES_DIALOG (rh_cookies_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhCookiesDialog, rh_cookies_dialog, RH, COOKIES_DIALOG, AdwDialog)

/* @account: the user's label, "" the default one. */
AdwDialog *rh_cookies_dialog_new (RhWorkspace *workspace,
                                  RhCollection *collection,
                                  RhEnvironment *environment,
                                  const char *account);

G_END_DECLS
