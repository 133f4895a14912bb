/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the keys go when a dialog opens. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* To @widget, a part of @dialog. A bottom sheet puts the focus on its first button right after it
 * was shown, AdwDialog:focus-widget or not. */
void rh_first_focus_set (gpointer dialog, gpointer widget);

G_END_DECLS
