/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A window: one collection, in one environment. */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RH_TYPE_WINDOW (rh_window_get_type ())
G_DECLARE_FINAL_TYPE (RhWindow, rh_window, RH, WINDOW, AdwApplicationWindow)

RhWindow *rh_window_new (AdwApplication *application);

G_END_DECLS
