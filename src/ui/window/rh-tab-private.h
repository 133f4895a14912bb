/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Between the files of a tab: what whoever asked a person something does with the answer. */
#pragma once

#include "window/rh-tab.h"

G_BEGIN_DECLS

/* Of the last request; NULL: none yet, or the tab is about to go. */
RhSender *rh_tab_get_sender (RhTab *self);
/* Sends once more, with what was confirmed on the way so far. Does nothing while a request runs. */
void rh_tab_go_on (RhTab *self);
/* Somebody said yes to @question; before rh_tab_go_on(). */
void rh_tab_confirm (RhTab *self, const RhGuardQuestion *question);
void rh_tab_show_problem (RhTab *self, const GError *error);

G_END_DECLS
