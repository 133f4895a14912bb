/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Asks what a value of a response is to be called as a variable. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_VARIABLE_DIALOG (rh_variable_dialog_get_type ())
G_DECLARE_FINAL_TYPE (RhVariableDialog, rh_variable_dialog, RH, VARIABLE_DIALOG, AdwDialog)

/* @expression: where the value is, for the user to see. @proposal: need not be a name. Signal
 * "chosen" (const char *): a name that a variable can have. */
AdwDialog *rh_variable_dialog_new (const char *expression, const char *proposal);

G_END_DECLS
