/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says on stdout when a window that starts is seen, and when it can be used: for measuring. */
#pragma once

#include "window/rh-window.h"

G_BEGIN_DECLS

/* Prints "first-frame" once @window was painted, and "usable" once it was painted with the tree in
 * it and the keys going to a request's URL. Call it before @window is presented. */
void rh_startup_probe_watch (RhWindow *window);

G_END_DECLS
