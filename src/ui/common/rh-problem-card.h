/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A problem on a card: heading, sentence, the other side's words, and at most one button. Plain
 * text all of it; hidden while there is no problem. */
#pragma once

#include "common/rh-problem.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_PROBLEM_CARD (rh_problem_card_get_type ())
G_DECLARE_FINAL_TYPE (RhProblemCard, rh_problem_card, RH, PROBLEM_CARD, AdwBin)

/* @button_label NULL: no button. Without a page of Help. Signal "clicked": the button. */
void rh_problem_card_show (RhProblemCard *self,
                           const char *title,
                           const char *text,
                           const char *button_label);
/* Without the problem's own action. */
void rh_problem_card_show_problem (RhProblemCard *self, const RhProblem *problem);
/* @page: the page of Help that tells more of what is shown, RH_HELP_…; NULL: none. */
void rh_problem_card_set_help (RhProblemCard *self, const char *page);
void rh_problem_card_hide (RhProblemCard *self);
const char *rh_problem_card_get_title (RhProblemCard *self);
const char *rh_problem_card_get_text (RhProblemCard *self);

G_END_DECLS
