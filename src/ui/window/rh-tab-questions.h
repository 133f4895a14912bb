/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What a person is asked when a request of a tab did not go out: may a secret go to a new origin,
 * a file leave its folder, a protected environment be changed. Yes sends it. */
#pragma once

#include "window/rh-tab.h"

G_BEGIN_DECLS

/* The answer counts only for what was asked about: not after another request was sent. */
void rh_tab_questions_ask_origin (RhTab *tab);
void rh_tab_questions_ask_file (RhTab *tab);
void rh_tab_questions_ask_guard (RhTab *tab);

G_END_DECLS
