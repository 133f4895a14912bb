/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Chooses the method: a common one, or any token of RFC 9110. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_METHOD_BUTTON (rh_method_button_get_type ())
G_DECLARE_FINAL_TYPE (RhMethodButton, rh_method_button, RH, METHOD_BUTTON, AdwBin)

/* Property "method" (writable, notified). */
const char *rh_method_button_get_method (RhMethodButton *self);
void rh_method_button_set_method (RhMethodButton *self, const char *method);

G_END_DECLS
