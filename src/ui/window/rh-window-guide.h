/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Get Started and the places that it leads to. */
#pragma once

#include "window/rh-window.h"

G_BEGIN_DECLS

/* For the environment that @self shows; without a collection it asks where to begin. */
void rh_window_guide_open (RhWindow *self);

G_END_DECLS
