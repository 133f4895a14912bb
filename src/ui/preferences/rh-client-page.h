/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Preferences: one client certificate to be added or changed. What is wrong with its files or its
 * pass phrase is said here, before it is kept. */
#pragma once

#include "workspace/rh-network-rules.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_CLIENT_PAGE (rh_client_page_get_type ())
G_DECLARE_FINAL_TYPE (RhClientPage, rh_client_page, RH, CLIENT_PAGE, AdwNavigationPage)

/* @rule NULL: a new one. */
AdwNavigationPage *rh_client_page_new (RhNetworkRules *rules, RhNetworkRule *rule);
/* What the file dialogs do. */
void rh_client_page_set_certificate (RhClientPage *self, const char *path);
void rh_client_page_set_key (RhClientPage *self, const char *path);

G_END_DECLS
