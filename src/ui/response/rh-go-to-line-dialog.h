/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks for the number of a line. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_GO_TO_LINE_DIALOG (rh_go_to_line_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhGoToLineDialog, rh_go_to_line_dialog, RH, GO_TO_LINE_DIALOG, AdwDialog)

/* Signal "chosen" (guint64): the line, from 1 to @n_lines. */
AdwDialog *rh_go_to_line_dialog_new (guint64 n_lines);

G_END_DECLS
