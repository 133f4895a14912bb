/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The examples of the request in a tab: one is kept, or looked at. */
#pragma once

#include "window/rh-tab.h"

G_BEGIN_DECLS

/* Asks first. @connection: where @exchange came from. */
void rh_tab_examples_keep (RhTab *tab,
                           RhWorkspace *workspace,
                           RhConnection *connection,
                           RhExchange *exchange);
/* A list of them; the one that is chosen is shown in the tab. */
void rh_tab_examples_list (RhTab *tab);

G_END_DECLS
