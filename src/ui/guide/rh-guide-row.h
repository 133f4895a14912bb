/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A step in one row: its name, the fact it was seen by, and how it stands in an icon and a word. */
#pragma once

#include "guide/rh-guide-words.h"

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GUIDE_ROW (rh_guide_row_get_type ())
G_DECLARE_FINAL_TYPE (RhGuideRow, rh_guide_row, RH, GUIDE_ROW, AdwActionRow)

GtkWidget *rh_guide_row_new (RhStep step);
/* @is_next: what comes now. */
void rh_guide_row_set_fact (RhGuideRow *self, const RhStepFact *fact, gboolean is_next);

G_END_DECLS
