/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Trusts the certificate that the request of a tab was refused for, when somebody says so. */
#pragma once

#include "window/rh-tab.h"

G_BEGIN_DECLS

/* @exchange: what failed with RH_HTTP_ERROR_TLS. Sends again after a yes. */
void rh_tab_trust_ask (RhTab *tab, RhWorkspace *workspace, RhExchange *exchange);

G_END_DECLS
