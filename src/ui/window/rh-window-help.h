/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Help over what the window shows, and the places that it leads to. */
#pragma once

#include "window/rh-window.h"

G_BEGIN_DECLS

/* @page: RH_HELP_…; NULL: the one that fits where the focus is. */
void rh_window_help_open (RhWindow *self, const char *page);

/* Once: F1 opens Help over dialogs, too, which keep the keys of the application to themselves. */
void rh_window_help_watch (RhWindow *self);

G_END_DECLS
